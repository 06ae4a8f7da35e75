//! The enums of comments, and of keeping them away.

use async_graphql::Enum;
use domain::post::{ClosingReason, Closings};

/// Who closed the comments of a post, and why. Where both did, what the adult says counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Enum)]
pub(crate) enum CommentsClosed {
    /// An author of the post.
    ByAuthor,
    /// An adult, because the tone got unkind.
    Unkind,
    /// An adult, to protect somebody.
    Protecting,
    /// An adult, because it was about other things by then.
    OffTopic,
}

impl CommentsClosed {
    /// What is told of who closed them; nothing while they are open.
    pub(crate) const fn of(closings: Closings) -> Option<Self> {
        match closings {
            Closings {
                by_adult: Some(reason),
                ..
            } => Some(match reason {
                ClosingReason::Unkind => Self::Unkind,
                ClosingReason::Protecting => Self::Protecting,
                ClosingReason::OffTopic => Self::OffTopic,
            }),
            Closings {
                by_author: true, ..
            } => Some(Self::ByAuthor),
            Closings {
                by_author: false, ..
            } => None,
        }
    }
}

mirrored! {
    /// Why an adult closes the comments of a post.
    CommentsClosedReason = ClosingReason {
        /// The tone got unkind.
        Unkind,
        /// To protect somebody.
        Protecting,
        /// It was about other things by then.
        OffTopic,
    }
}

mirrored! {
    /// How one correspondent keeps another one away. Who is kept away is not told.
    Silence = domain::silence::Silence {
        /// You don't see their comments.
        Muted,
        /// You don't see their comments, and adults who read what they write to you know that you don't want it.
        Blocked,
    }
}
