//! One immutable rendering of a post that was submitted for review, and what became of it.
//! State lives here; a post only points to an approved one (DESIGN 2, sentence 3).

use crate::publication::Permit;
use crate::{ContentHash, DecisionId, PostId, RevisionId, Timestamp};

/// What became of a revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RevisionState {
    /// Adults have not decided yet.
    Pending,
    /// The adults that it needed approved exactly these bytes.
    Approved(Permit),
    /// An adult asked the authors for changes.
    ChangesRequested {
        /// The decision that says which.
        by: DecisionId,
    },
    /// An adult declined it.
    Declined {
        /// The decision that says why.
        by: DecisionId,
    },
    /// An author took it back before a decision.
    Withdrawn {
        /// When.
        at: Timestamp,
    },
    /// The authors submitted a newer one before a decision.
    Superseded {
        /// When.
        at: Timestamp,
    },
    /// It was approved, and an adult took it down afterwards. It is never public again; its bytes may be, as another revision.
    TakenDown(Permit),
}

/// A revision: its identity, the hash of all that readers would see, and its state. The bytes are in storage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// The revision's id.
    pub id: RevisionId,
    /// The post that it belongs to.
    pub post: PostId,
    /// SHA-256 over the whole rendered revision.
    pub content_hash: ContentHash,
    /// What became of it.
    pub state: RevisionState,
}

/// A decision, withdrawal or newer submission came after the revision was settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RevisionError {
    /// It is not pending any more.
    #[error("the revision was settled before")]
    Settled,
    /// The permit was given for other bytes.
    #[error("the approvals are for other bytes")]
    OtherBytes,
    /// Only what was approved can be taken down.
    #[error("only an approved revision can be taken down")]
    NotApproved,
}

impl Revision {
    /// Marks the revision approved. The permit exists only where `publication` gave one for this hash.
    pub fn approve(self, permit: Permit) -> Result<Self, RevisionError> {
        if permit.content_hash() != self.content_hash || permit.revision() != self.id {
            return Err(RevisionError::OtherBytes);
        }
        self.settle(RevisionState::Approved(permit))
    }

    /// Marks that an adult asked for changes.
    pub fn request_changes(self, by: DecisionId) -> Result<Self, RevisionError> {
        self.settle(RevisionState::ChangesRequested { by })
    }

    /// Marks that an adult declined it.
    pub fn decline(self, by: DecisionId) -> Result<Self, RevisionError> {
        self.settle(RevisionState::Declined { by })
    }

    /// Marks that an author took it back.
    pub fn withdraw(self, at: Timestamp) -> Result<Self, RevisionError> {
        self.settle(RevisionState::Withdrawn { at })
    }

    /// Marks that the authors submitted a newer one.
    pub fn supersede(self, at: Timestamp) -> Result<Self, RevisionError> {
        self.settle(RevisionState::Superseded { at })
    }

    /// Marks that an adult took it down: the one thing that can still become of what was approved.
    pub fn take_down(self) -> Result<Self, RevisionError> {
        match self.state {
            RevisionState::Approved(permit) => Ok(Self {
                state: RevisionState::TakenDown(permit),
                ..self
            }),
            RevisionState::Pending
            | RevisionState::ChangesRequested { .. }
            | RevisionState::Declined { .. }
            | RevisionState::Withdrawn { .. }
            | RevisionState::Superseded { .. }
            | RevisionState::TakenDown(_) => Err(RevisionError::NotApproved),
        }
    }

    fn settle(self, state: RevisionState) -> Result<Self, RevisionError> {
        match self.state {
            RevisionState::Pending => Ok(Self { state, ..self }),
            RevisionState::Approved(_)
            | RevisionState::ChangesRequested { .. }
            | RevisionState::Declined { .. }
            | RevisionState::Withdrawn { .. }
            | RevisionState::Superseded { .. }
            | RevisionState::TakenDown(_) => Err(RevisionError::Settled),
        }
    }
}
