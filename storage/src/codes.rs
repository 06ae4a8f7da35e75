//! The numbers that stand for enums in rows. A number never changes its meaning.

use domain::account::{Role, Standing};
use domain::act::OpeningReason;
use domain::consent::{Answer, Purpose};
use domain::language::Language;
use domain::notification::{Digest, NotificationKind};
use domain::post::{ClosingReason, Word};
use domain::publication::Required;
use domain::silence::Silence;
use domain::vetting::CertificateKind;
use moderation::Lane;
use moderation::review::{
    DecisionKind, EscalationOutcome, EscalationReason, Look, Noticed, Restriction, Speaking,
    SuggestionState,
};

/// An enum that is stored as a small number.
pub(crate) trait Coded: Sized + Copy + PartialEq + 'static {
    /// Every value with its number.
    const CODES: &'static [(Self, i16)];

    /// The number of this value.
    fn number(self) -> i16 {
        // Every value is listed; a test of each enum says so. An unlisted one would break a check in the database.
        Self::CODES
            .iter()
            .find(|(value, _)| *value == self)
            .map_or(-1, |(_, code)| *code)
    }

    /// The value of a number.
    fn from_number(code: i16) -> Option<Self> {
        Self::CODES
            .iter()
            .find(|(_, number)| *number == code)
            .map(|(value, _)| *value)
    }
}

/// What became of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailState {
    /// It was not sent yet.
    Waiting,
    /// The next server took it.
    Sent,
    /// It was tried for long, in vain.
    GivenUp,
}

/// What a session was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CeremonyKind {
    /// The first code of a new authenticator app.
    SetUpTotp,
    /// A new passkey.
    SetUpPasskey,
    /// The proof of a passkey that is known.
    ProvePasskey,
}

macro_rules! coded {
    ($type:ty { $($value:ident = $code:literal),+ $(,)? }) => {
        impl Coded for $type {
            const CODES: &'static [(Self, i16)] = &[$((Self::$value, $code)),+];
        }
    };
}

coded!(Language { Spanish = 1, English = 2, Portuguese = 3, Catalan = 4, Galician = 5, Basque = 6 });
coded!(Purpose {
    Account = 1,
    Publication = 2,
    PublicationElsewhere = 3,
    PhotoAndVoice = 4,
    PanelContact = 5,
});
coded!(ClosingReason { Unkind = 2, Protecting = 3, OffTopic = 4 });
coded!(Word { Agrees = 1, Objects = 2 });
coded!(Silence { Muted = 1, Blocked = 2 });
coded!(NotificationKind {
    Published = 1,
    Scheduled = 2,
    ChangesRequested = 3,
    Declined = 4,
    TakenDown = 5,
    Commented = 6,
    Answered = 7,
    CommentsClosed = 8,
    Asked = 9,
    ColleagueAnswered = 10,
    HandedOver = 11,
    CoAuthorInvited = 12,
    CoAuthorJoined = 13,
    WordAsked = 14,
    WordRefused = 15,
    LookedAgain = 16,
});
coded!(Digest { Daily = 1, Weekly = 2 });
coded!(Answer { Given = 1, Withheld = 2 });
coded!(Standing { Active = 1, Suspended = 2, Closed = 3 });
coded!(Role {
    Correspondent = 1,
    Guide = 2,
    Guardian = 3,
    Moderator = 4,
    SafeguardingLead = 5,
    Coordinator = 6,
    Administrator = 7,
});
coded!(MailState { Waiting = 1, Sent = 2, GivenUp = 3 });
coded!(CeremonyKind { SetUpTotp = 1, SetUpPasskey = 2, ProvePasskey = 3 });
coded!(CertificateKind { SexualOffencesRegister = 1, CriminalRecord = 2, BarredListsCheck = 3 });
coded!(OpeningReason { Danger = 1, LegalOrder = 2, ReachGuardian = 3, DataRequest = 4 });
coded!(Lane { P0 = 0, P1 = 1, P2 = 2, P3 = 3, P4 = 4, P5 = 5 });
coded!(Required { OneAdult = 1, TwoAdults = 2 });
coded!(DecisionKind { Approve = 1, RequestChanges = 2, Decline = 3 });
coded!(Restriction { ChangesRequested = 2, Declined = 3, TakenDown = 4 });
coded!(Look { First = 1, AfterTakedown = 2, Second = 3 });
coded!(SuggestionState { Open = 1, Accepted = 2, Declined = 3 });
coded!(Noticed { Reading = 1, ReadingAfterwards = 2 });
coded!(EscalationReason {
    SelfHarm = 1,
    Abuse = 2,
    Grooming = 3,
    Violence = 4,
    SexualMaterial = 5,
    Other = 6,
});
coded!(EscalationOutcome { NoConcern = 1, Supported = 2, Referred = 3, ReportedToPolice = 4 });
coded!(Speaking { Author = 1, Guardian = 2, Guide = 3, TookDown = 4 });

/// What became of a revision, as its row says it.
pub(crate) mod revision_state {
    pub(crate) const PENDING: i16 = 1;
    pub(crate) const APPROVED: i16 = 2;
    pub(crate) const CHANGES_REQUESTED: i16 = 3;
    pub(crate) const DECLINED: i16 = 4;
    pub(crate) const WITHDRAWN: i16 = 5;
    pub(crate) const SUPERSEDED: i16 = 6;
    pub(crate) const TAKEN_DOWN: i16 = 7;
}

diesel::postfix_operator!(IsWaiting, " = 1");
diesel::postfix_operator!(IsOpen, " IN (1, 2)");
diesel::postfix_operator!(IsFirst, " = 0");
diesel::postfix_operator!(IsApproved, " = 2");

/// Where a review is, as its row says it.
pub(crate) mod review_state {
    use crate::schema::reviews;

    pub(crate) const WAITING: i16 = 1;
    pub(crate) const CLAIMED: i16 = 2;
    pub(crate) const DECIDED: i16 = 3;
    pub(crate) const WITHDRAWN: i16 = 4;
    pub(crate) const SUPERSEDED: i16 = 5;

    /// Waiting. Written into the statement, since no database uses a partial index for a number that comes later.
    pub(crate) fn is_waiting() -> super::IsWaiting<reviews::state> {
        super::IsWaiting::new(reviews::state)
    }

    /// Waiting or claimed.
    pub(crate) fn is_open() -> super::IsOpen<reviews::state> {
        super::IsOpen::new(reviews::state)
    }
}

/// Whether a revision is approved, written into the statement.
pub(crate) fn is_approved() -> IsApproved<crate::schema::revisions::state> {
    IsApproved::new(crate::schema::revisions::state)
}

/// Whether an author is the first one named. Written into the statement: SQLite plans anew for a bound number and then
/// reads every author before any post.
pub(crate) fn is_first_author() -> IsFirst<crate::schema::post_authors::position> {
    IsFirst::new(crate::schema::post_authors::position)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_has_a_number_of_its_own() {
        fn check<T: Coded + std::fmt::Debug>(all: &[T]) {
            for value in all {
                assert_eq!(T::from_number(value.number()), Some(*value), "{value:?}");
            }
            assert_eq!(T::CODES.len(), all.len());
        }
        check(&Language::ALL);
        check(&Role::ALL);
        check(&Lane::ALL);
        check(&Purpose::ALL);
        check(&OpeningReason::ALL);
        check(&CertificateKind::ALL);
        check(&[MailState::Waiting, MailState::Sent, MailState::GivenUp]);
        check(&[
            CeremonyKind::SetUpTotp,
            CeremonyKind::SetUpPasskey,
            CeremonyKind::ProvePasskey,
        ]);
        check(&[Answer::Given, Answer::Withheld]);
        check(&[Standing::Active, Standing::Suspended, Standing::Closed]);
        check(&[Required::OneAdult, Required::TwoAdults]);
        check(&[
            DecisionKind::Approve,
            DecisionKind::RequestChanges,
            DecisionKind::Decline,
        ]);
        check(&Restriction::ALL);
        check(&Noticed::ALL);
        check(&SuggestionState::ALL);
        check(&Look::ALL);
        check(&Speaking::ALL);
        check(&EscalationReason::ALL);
        check(&EscalationOutcome::ALL);
        check(&NotificationKind::ALL);
        check(&Digest::ALL);
        check(&Word::ALL);
    }
}
