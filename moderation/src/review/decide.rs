//! What an adult decides on one review: approve, ask for changes, decline. Each names the bytes that were read.

use domain::account::Person;
use domain::publication::{self, Approval, Ineligible, Permit};
use domain::{ContentHash, DecisionId, Timestamp};

use super::{ClaimError, Review, ReviewState};

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DecisionKind {
    /// These bytes may be published, as far as this adult is concerned.
    Approve,
    /// The authors should change something and submit again.
    RequestChanges,
    /// Not to be published.
    Decline,
}

/// Why a decision is refused. Nothing is recorded then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecideError {
    /// The person may not review it.
    #[error(transparent)]
    Ineligible(#[from] Ineligible),
    /// The person does not hold the review now; somebody else may, until then.
    #[error("the claim was lost")]
    ClaimLost {
        /// When the other's claim lapses, if somebody else holds it.
        held_until: Option<Timestamp>,
    },
    /// The decision names other bytes than those of the review.
    #[error("the decision is about other bytes")]
    StaleRevision {
        /// The hash that a decision must name.
        current: ContentHash,
    },
    /// The review was settled, withdrawn or superseded.
    #[error("the review is closed")]
    Closed,
}

/// Why an approval is refused. Nothing is recorded then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ApproveError {
    /// As any decision is.
    #[error(transparent)]
    Decide(#[from] DecideError),
    /// A co-author has not said yes to these bytes.
    #[error("a co-author has not given their word")]
    AwaitsCoAuthors {
        /// Whether those who have not are asked.
        asked: bool,
    },
}

impl From<ClaimError> for DecideError {
    fn from(error: ClaimError) -> Self {
        match error {
            ClaimError::Ineligible(why) => Self::Ineligible(why),
            ClaimError::Held { until } => Self::ClaimLost {
                held_until: Some(until),
            },
            ClaimError::Lost => Self::ClaimLost { held_until: None },
            ClaimError::Closed => Self::Closed,
        }
    }
}

/// What an approval led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Approved {
    /// It is recorded; a second, different adult must approve the same bytes. The review waits again.
    AwaitsSecondAdult(Review),
    /// Enough adults approved: the revision may be published.
    Complete(Review, Permit),
}

impl Review {
    /// Records that `person` approves the bytes `seen`.
    pub fn approve(
        self,
        person: &Person,
        decision: DecisionId,
        seen: ContentHash,
        now: Timestamp,
    ) -> Result<Approved, ApproveError> {
        self.may_decide(person, seen, now)?;
        if !self.unsigned.is_empty() {
            let asked = self.asked_at.is_some();
            return Err(ApproveError::AwaitsCoAuthors { asked });
        }
        let approval =
            Approval::by(person, &self.subject, decision, seen).map_err(DecideError::from)?;
        let mut approvals = self.approvals;
        approvals.push(approval);
        let counted: Vec<Approval> = approvals
            .iter()
            .copied()
            .filter(|approval| approval.as_lead || !self.subject.escalated)
            .collect();
        let permit = publication::permit(
            self.revision,
            self.content_hash,
            self.triage.required(),
            &counted,
        );
        let review = Self { approvals, ..self };
        Ok(match permit {
            Some(permit) => Approved::Complete(review.decided(decision, now), permit),
            None => Approved::AwaitsSecondAdult(Self {
                state: ReviewState::Waiting,
                ..review
            }),
        })
    }

    /// Settles the review against publication of the bytes `seen`: for changes, or for good.
    pub fn refuse(
        self,
        person: &Person,
        decision: DecisionId,
        seen: ContentHash,
        now: Timestamp,
    ) -> Result<Self, DecideError> {
        self.may_decide(person, seen, now)?;
        Ok(self.decided(decision, now))
    }

    /// Whether `person` may decide about the bytes `seen` now. Holding the claim comes before the comparison of
    /// hashes, so that the hash of a review tells nothing to who does not hold it.
    pub(super) fn may_decide(
        &self,
        person: &Person,
        seen: ContentHash,
        now: Timestamp,
    ) -> Result<(), DecideError> {
        self.may_be_reviewed_by(person)?;
        self.held(person.account, now)?;
        if seen != self.content_hash {
            return Err(DecideError::StaleRevision {
                current: self.content_hash,
            });
        }
        Ok(())
    }

    fn decided(self, by: DecisionId, at: Timestamp) -> Self {
        Self {
            state: ReviewState::Decided { by, at },
            ..self
        }
    }
}
