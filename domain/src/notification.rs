//! What people are told of when it happened, and how often by mail. Who is told is decided where it happens; the words are in `api`.

use chrono::Weekday;

use crate::{Centre, Timestamp};

/// Something of which somebody is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NotificationKind {
    /// Their text is public.
    Published,
    /// It will be public at a time for which it was approved.
    Scheduled,
    /// Adults asked for changes.
    ChangesRequested,
    /// Their text will not be published.
    Declined,
    /// It is not public any more: an adult took it down.
    TakenDown,
    /// Something that was said to their post is public.
    Commented,
    /// An answer to their comment is public.
    Answered,
    /// An adult closed the comments of their post.
    CommentsClosed,
    /// Another correspondent invites them to write a post together.
    CoAuthorInvited,
    /// Somebody whom they invited writes with them.
    CoAuthorJoined,
    /// Whoever they write with asks for their word.
    WordAsked,
    /// Somebody they write with does not want it sent like this.
    WordRefused,
    /// Another adult looked again at what they had asked about, for somebody else.
    LookedAgain,
    /// A colleague asks what they think of a text.
    Asked,
    /// A colleague told them.
    ColleagueAnswered,
    /// A colleague handed a text over to them.
    HandedOver,
}

impl NotificationKind {
    /// Every kind.
    pub const ALL: [Self; 16] = [
        Self::Published,
        Self::Scheduled,
        Self::ChangesRequested,
        Self::Declined,
        Self::TakenDown,
        Self::Commented,
        Self::Answered,
        Self::CommentsClosed,
        Self::CoAuthorInvited,
        Self::CoAuthorJoined,
        Self::WordAsked,
        Self::WordRefused,
        Self::LookedAgain,
        Self::Asked,
        Self::ColleagueAnswered,
        Self::HandedOver,
    ];
}

/// How often somebody is mailed that there is something new. Nobody is who does not ask for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Digest {
    /// Each day.
    Daily,
    /// Each Friday.
    Weekly,
}

impl Digest {
    /// Every choice.
    pub const ALL: [Self; 2] = [Self::Daily, Self::Weekly];

    /// When the next one is due after `now`: at five in the afternoon at the centre, after school and long before the quiet hours.
    pub fn next_after(self, now: Timestamp, centre: Centre) -> Timestamp {
        let today = centre.day(now);
        let day = match self {
            Self::Daily => today,
            Self::Weekly => today.week(Weekday::Sat).last_day(),
        };
        let span = match self {
            Self::Daily => chrono::Days::new(1),
            Self::Weekly => chrono::Days::new(7),
        };
        let due = centre.at_hour(day, DIGEST_HOUR);
        if due > now {
            return due;
        }
        day.checked_add_days(span)
            .map_or(due, |day| centre.at_hour(day, DIGEST_HOUR))
    }
}

/// The hour, at the centre, of a digest.
const DIGEST_HOUR: u32 = 17;

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::new(text.parse().unwrap())
    }

    #[test]
    fn a_digest_is_due_at_five_in_the_afternoon_at_the_centre() {
        let centre = Centre::default();
        for (digest, now, due) in [
            // Winter: an hour ahead of universal time. 2026-11-04 is a Wednesday.
            (
                Digest::Daily,
                "2026-11-04T08:00:00Z",
                "2026-11-04T16:00:00Z",
            ),
            (
                Digest::Daily,
                "2026-11-04T16:00:00Z",
                "2026-11-05T16:00:00Z",
            ),
            (
                Digest::Daily,
                "2026-11-04T23:30:00Z",
                "2026-11-05T16:00:00Z",
            ),
            (
                Digest::Weekly,
                "2026-11-04T08:00:00Z",
                "2026-11-06T16:00:00Z",
            ),
            (
                Digest::Weekly,
                "2026-11-06T15:59:59Z",
                "2026-11-06T16:00:00Z",
            ),
            (
                Digest::Weekly,
                "2026-11-06T16:00:00Z",
                "2026-11-13T16:00:00Z",
            ),
            (
                Digest::Weekly,
                "2026-11-07T08:00:00Z",
                "2026-11-13T16:00:00Z",
            ),
            // Summer, and the day on which the clock is put back.
            (
                Digest::Daily,
                "2026-07-01T08:00:00Z",
                "2026-07-01T15:00:00Z",
            ),
            (
                Digest::Daily,
                "2026-10-24T16:00:00Z",
                "2026-10-25T16:00:00Z",
            ),
        ] {
            assert_eq!(
                digest.next_after(at(now), centre),
                at(due),
                "{digest:?} {now}"
            );
        }
    }
}
