//! The reading of one submission by adults: a review waits, is claimed, is decided; or is withdrawn or superseded.
//! Transitions consume the review and are pure; what publication requires is in `domain::publication`.
//! No clock here: a claim lapses because the caller says what time it is, and nothing is ever decided by time.

pub mod claim;
pub mod decide;
pub mod escalation;
pub mod order;
pub mod preferences;
pub mod reason;
pub mod second_look;
pub mod statement;
pub mod suggestion;
#[cfg(test)]
mod tests;
pub mod theme;
pub mod triage;
pub mod waits;
pub mod word;

use domain::account::Person;
use domain::publication::{self, Approval, Ineligible, Subject};
use domain::{AccountId, ContentHash, DecisionId, PostId, ReviewId, RevisionId, Timestamp};

pub use claim::{CLAIM_LASTS, Claim, ClaimError, GIVEN_BACK_RESTS, HandOverError};
pub use decide::{ApproveError, Approved, DecideError, DecisionKind};
pub use escalation::{EscalationOutcome, EscalationReason};
pub use order::{alarm_after, queue_key};
pub use preferences::{MOST_TOPICS_LEFT, Preferences};
pub use reason::Reason;
pub use second_look::{NoSecondLook, Speaking};
pub use statement::{
    Explanation, Ground, Incomplete, Look, Noticed, Place, Quote, QuoteError, Restriction,
    SECOND_LOOK_LASTS, Statement, TextsVersion,
};
pub use suggestion::{Suggestion, SuggestionError, SuggestionState, Unsuggestable};
pub use theme::{Theme, Themes};
pub use triage::Triage;
pub use waits::{FEWEST_WAITING, WaitingTimes};

/// Where a review is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReviewState {
    /// In the queue, open to every eligible moderator; out of line while co-authors are asked about it.
    Waiting,
    /// Held by one moderator for a time.
    Claimed(Claim),
    /// Settled by a person.
    Decided {
        /// The decision that settled it.
        by: DecisionId,
        /// When.
        at: Timestamp,
    },
    /// An author took the submission back.
    Withdrawn {
        /// When.
        at: Timestamp,
    },
    /// The authors submitted a newer revision, whose review keeps the place in line.
    Superseded {
        /// When.
        at: Timestamp,
    },
}

/// A review of one revision.
///
/// Invariant: at most one open review (waiting or claimed) exists for each post; a partial unique index says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// The review's id.
    pub id: ReviewId,
    /// The post whose submission it is.
    pub post: PostId,
    /// The revision that is read.
    pub revision: RevisionId,
    /// The hash of that revision; every decision must name it.
    pub content_hash: ContentHash,
    /// Whose words they are.
    pub subject: Subject,
    /// How urgent it is, and how many adults must approve.
    pub triage: Triage,
    /// Since when the post has been in line; kept by newer submissions.
    pub waiting_since: Timestamp,
    /// The co-authors whose word on these bytes is missing: without it nobody approves them.
    pub unsigned: Vec<AccountId>,
    /// Since when they are asked for it, out of line.
    pub asked_at: Option<Timestamp>,
    /// Who approved so far.
    pub approvals: Vec<Approval>,
    /// Where it is.
    pub state: ReviewState,
}

/// A review that is not open any more can't be claimed, withdrawn or decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the review is closed")]
pub struct Closed;

impl Review {
    /// A new review, without the word of any co-author. `waiting_since` is the moment of submission, or that of the review it supersedes.
    pub fn open(
        id: ReviewId,
        (post, revision, content_hash): (PostId, RevisionId, ContentHash),
        subject: Subject,
        triage: Triage,
        waiting_since: Timestamp,
    ) -> Self {
        Self {
            id,
            post,
            revision,
            content_hash,
            unsigned: subject.authors.co_authors().to_vec(),
            asked_at: None,
            subject,
            triage,
            waiting_since,
            approvals: Vec::new(),
            state: ReviewState::Waiting,
        }
    }

    /// Whether a person still has to decide.
    pub const fn is_open(&self) -> bool {
        match self.state {
            ReviewState::Waiting | ReviewState::Claimed(_) => true,
            ReviewState::Decided { .. }
            | ReviewState::Withdrawn { .. }
            | ReviewState::Superseded { .. } => false,
        }
    }

    /// Whether `person` may read and decide this review: eligible, and not the adult who approved it first.
    pub fn may_be_reviewed_by(&self, person: &Person) -> Result<(), Ineligible> {
        publication::eligible(person, &self.subject)?;
        if self
            .approvals
            .iter()
            .filter(|approval| approval.as_lead == self.subject.escalated)
            .any(|approval| approval.by == person.account)
        {
            return Err(Ineligible::ApprovedBefore);
        }
        Ok(())
    }

    /// An author takes the submission back, also while somebody is reading it.
    pub fn withdraw(self, at: Timestamp) -> Result<Self, Closed> {
        self.close(ReviewState::Withdrawn { at })
    }

    /// The authors submitted a newer revision.
    pub fn supersede(self, at: Timestamp) -> Result<Self, Closed> {
        self.close(ReviewState::Superseded { at })
    }

    fn close(self, state: ReviewState) -> Result<Self, Closed> {
        if self.is_open() {
            Ok(Self { state, ..self })
        } else {
            Err(Closed)
        }
    }
}
