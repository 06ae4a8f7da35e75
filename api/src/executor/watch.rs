//! From what changed to what a subscriber looks at: only what concerns them, each thing once, never more than a few.

use app::{Change, Notice, Notices};
use domain::AccountId;
use futures_util::FutureExt as _;
use futures_util::stream::{self, BoxStream, StreamExt as _};

use crate::http::Event;
use app::shares::Share;

/// How many changed things are kept for a slow subscriber, who beyond it hears that anything may have changed.
const MOST: usize = 32;

/// What a subscriber wants to hear of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Topic {
    /// Drafts of this author.
    Drafts(AccountId),
    /// Reviews.
    Reviews,
    /// What this person is told of.
    Notifications(AccountId),
}

impl Topic {
    /// What of a notice concerns the subscriber.
    fn event(self, notice: &Notice) -> Option<Event> {
        match (notice, self) {
            (Notice::Missed, _) => Some(Event::Anything),
            (Notice::Changed(Change::Draft { post, authors }), Self::Drafts(author)) => authors
                .contains(&author)
                .then(|| Event::Draft(post.as_uuid())),
            (Notice::Changed(Change::Review(review)), Self::Reviews) => {
                Some(Event::Review(review.as_uuid()))
            }
            (Notice::Changed(Change::Notified(told)), Self::Notifications(account)) => {
                (*told == account).then_some(Event::Notified)
            }
            (Notice::Changed(_), Self::Drafts(_) | Self::Reviews | Self::Notifications(_)) => None,
        }
    }
}

/// What changed and was not looked at yet.
struct Waiting {
    notices: Notices,
    topic: Topic,
    events: Vec<Event>,
    /// One of those that its account may have.
    _share: Share<AccountId>,
}

impl Waiting {
    fn note(&mut self, notice: &Notice) {
        let Some(event) = self.topic.event(notice) else {
            return;
        };
        if event == Event::Anything || self.events.len() >= MOST {
            self.events = vec![Event::Anything];
        } else if !self.events.contains(&event) && self.events != [Event::Anything] {
            self.events.push(event);
        }
    }

    /// The next event, once there is one; nothing when no more can come.
    async fn next(mut self) -> Option<(Event, Self)> {
        loop {
            // What came while the last one was looked at counts once.
            while let Some(notice) = self.notices.next().now_or_never().flatten() {
                self.note(&notice);
            }
            if !self.events.is_empty() {
                let event = self.events.remove(0);
                return Some((event, self));
            }
            let notice = self.notices.next().await?;
            self.note(&notice);
        }
    }
}

/// The events that concern a subscriber.
pub(super) fn events(
    notices: Notices,
    topic: Topic,
    share: Share<AccountId>,
) -> BoxStream<'static, Event> {
    let waiting = Waiting {
        notices,
        topic,
        events: Vec::new(),
        _share: share,
    };
    stream::unfold(waiting, Waiting::next).boxed()
}
