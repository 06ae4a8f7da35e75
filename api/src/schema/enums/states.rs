//! Where a submission is, for its authors, and its review, for adults.

use async_graphql::Enum;

mirrored! {
    /// What became of a submission.
    SubmissionState = app::read::SubmissionState {
        /// It waits for an adult.
        Pending,
        /// It waits for the word of those who write it together; an adult may have to read it before they do.
        AwaitsCoAuthors,
        /// It was approved.
        Approved,
        /// An adult asked for changes.
        ChangesRequested,
        /// An adult declined it.
        Declined,
        /// An author took it back.
        Withdrawn,
        /// A newer submission took its place in line.
        Superseded,
        /// It was approved, and an adult took it down afterwards.
        TakenDown,
    }
}

/// Where a review is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Enum)]
pub(crate) enum ReviewState {
    /// In the queue.
    Waiting,
    /// Out of line until its co-authors said yes: they are asked.
    AwaitsCoAuthors,
    /// Held by a moderator for a time.
    Claimed,
    /// Settled by a person.
    Decided,
    /// An author took the submission back.
    Withdrawn,
    /// A newer submission took its place in line.
    Superseded,
}

impl From<app::read::Stage> for ReviewState {
    fn from(stage: app::read::Stage) -> Self {
        use app::read::Stage;
        match stage {
            Stage::Waiting => Self::Waiting,
            Stage::AwaitsCoAuthors => Self::AwaitsCoAuthors,
            Stage::Claimed => Self::Claimed,
            Stage::Withdrawn => Self::Withdrawn,
            Stage::Superseded => Self::Superseded,
        }
    }
}

impl From<&moderation::review::Review> for ReviewState {
    fn from(review: &moderation::review::Review) -> Self {
        use moderation::review::ReviewState as Ours;
        match &review.state {
            Ours::Waiting if review.asked_at.is_some() => Self::AwaitsCoAuthors,
            Ours::Waiting => Self::Waiting,
            Ours::Claimed(_) => Self::Claimed,
            Ours::Decided { .. } => Self::Decided,
            Ours::Withdrawn { .. } => Self::Withdrawn,
            Ours::Superseded { .. } => Self::Superseded,
        }
    }
}
