//! A moderator's exclusive, timed right to decide one review: taken, renewed, given back without blame, lapsed.

use chrono::TimeDelta;
use domain::account::Person;
use domain::publication::Ineligible;
use domain::{AccountId, ClaimId, Timestamp};

use super::{Review, ReviewState};

/// How long a claim lasts from when it is taken or renewed.
pub const CLAIM_LASTS: TimeDelta = TimeDelta::minutes(15);

/// How long a review that somebody gave back ("not me") is not offered to the same person again as the next one. They
/// may still take it by name.
pub const GIVEN_BACK_RESTS: TimeDelta = TimeDelta::hours(12);

/// Who holds a review, and until when.
///
/// Invariant: at most one live claim exists for each review; a partial unique index says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// The claim's id.
    pub id: ClaimId,
    /// Who holds it.
    pub by: AccountId,
    /// Since when.
    pub since: Timestamp,
    /// The moment at which it lapses unless renewed.
    pub until: Timestamp,
}

impl Claim {
    /// Whether it has not lapsed at `now`.
    pub fn is_live(&self, now: Timestamp) -> bool {
        now < self.until
    }
}

/// Why a review can't be claimed, renewed or given back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ClaimError {
    /// The person may not review it at all.
    #[error(transparent)]
    Ineligible(#[from] Ineligible),
    /// Somebody else holds it until then.
    #[error("somebody else holds the review")]
    Held {
        /// When the other claim lapses unless renewed.
        until: Timestamp,
    },
    /// The person's own claim lapsed or never was.
    #[error("the claim was lost")]
    Lost,
    /// The review was settled, withdrawn or superseded.
    #[error("the review is closed")]
    Closed,
}

/// Why a claim can't be handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HandOverError {
    /// Whoever hands it over does not hold it.
    #[error(transparent)]
    NotHeld(#[from] ClaimError),
    /// The colleague is the holder, or may not review it.
    #[error("the colleague can't take it")]
    NotForThem,
}

impl Review {
    /// Takes the right to decide until `now` + [`CLAIM_LASTS`]. A lapsed claim is in nobody's way; claiming what
    /// one already holds renews it.
    pub fn claim(self, person: &Person, id: ClaimId, now: Timestamp) -> Result<Self, ClaimError> {
        self.may_be_reviewed_by(person)?;
        let claim = match self.state {
            ReviewState::Claimed(claim) if claim.is_live(now) && claim.by == person.account => {
                Claim {
                    until: now.plus(CLAIM_LASTS),
                    ..claim
                }
            }
            ReviewState::Claimed(claim) if claim.is_live(now) => {
                return Err(ClaimError::Held { until: claim.until });
            }
            ReviewState::Waiting | ReviewState::Claimed(_) => Claim {
                id,
                by: person.account,
                since: now,
                until: now.plus(CLAIM_LASTS),
            },
            ReviewState::Decided { .. }
            | ReviewState::Withdrawn { .. }
            | ReviewState::Superseded { .. } => return Err(ClaimError::Closed),
        };
        Ok(Self {
            state: ReviewState::Claimed(claim),
            ..self
        })
    }

    /// Keeps one's own live claim for another [`CLAIM_LASTS`].
    pub fn renew(self, by: AccountId, now: Timestamp) -> Result<Self, ClaimError> {
        let claim = self.held(by, now)?;
        let claim = Claim {
            until: now.plus(CLAIM_LASTS),
            ..claim
        };
        Ok(Self {
            state: ReviewState::Claimed(claim),
            ..self
        })
    }

    /// Gives one's own live claim back ("not me"); the review keeps its place in line.
    pub fn release(self, by: AccountId, now: Timestamp) -> Result<Self, ClaimError> {
        self.held(by, now)?;
        Ok(Self {
            state: ReviewState::Waiting,
            ..self
        })
    }

    /// Hands one's own live claim to a colleague, who holds it under the id `id` for [`CLAIM_LASTS`] from `now` and gives it back, or lets it lapse, as any other.
    pub fn hand_over(
        self,
        by: AccountId,
        to: &Person,
        id: ClaimId,
        now: Timestamp,
    ) -> Result<Self, HandOverError> {
        self.held(by, now)?;
        if to.account == by || self.may_be_reviewed_by(to).is_err() {
            return Err(HandOverError::NotForThem);
        }
        let claim = Claim {
            id,
            by: to.account,
            since: now,
            until: now.plus(CLAIM_LASTS),
        };
        Ok(Self {
            state: ReviewState::Claimed(claim),
            ..self
        })
    }

    /// The review as it is at `now`: a lapsed claim is no claim. Time does nothing else to a review.
    #[must_use]
    pub fn at(self, now: Timestamp) -> Self {
        match self.state {
            ReviewState::Claimed(claim) if !claim.is_live(now) => Self {
                state: ReviewState::Waiting,
                ..self
            },
            ReviewState::Waiting
            | ReviewState::Claimed(_)
            | ReviewState::Decided { .. }
            | ReviewState::Withdrawn { .. }
            | ReviewState::Superseded { .. } => self,
        }
    }

    /// The live claim of `by`, or why there is none.
    pub(super) fn held(&self, by: AccountId, now: Timestamp) -> Result<Claim, ClaimError> {
        match self.state {
            ReviewState::Claimed(claim) if !claim.is_live(now) => Err(ClaimError::Lost),
            ReviewState::Claimed(claim) if claim.by == by => Ok(claim),
            ReviewState::Claimed(claim) => Err(ClaimError::Held { until: claim.until }),
            ReviewState::Waiting => Err(ClaimError::Lost),
            ReviewState::Decided { .. }
            | ReviewState::Withdrawn { .. }
            | ReviewState::Superseded { .. } => Err(ClaimError::Closed),
        }
    }
}
