//! The enums of comments, and of keeping them away.

use async_graphql::Enum;

mirrored! {
    /// Who closed the comments of a post, and why.
    CommentsClosed = domain::post::CommentsClosed {
        /// An author of the post.
        ByAuthor,
        /// An adult, because the tone got unkind.
        Unkind,
        /// An adult, to protect somebody.
        Protecting,
        /// An adult, because it was about other things by then.
        OffTopic,
    }
}

/// Why an adult closes the comments of a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Enum)]
pub(crate) enum CommentsClosedReason {
    /// The tone got unkind.
    Unkind,
    /// To protect somebody.
    Protecting,
    /// It was about other things by then.
    OffTopic,
}

impl From<CommentsClosedReason> for domain::post::CommentsClosed {
    fn from(reason: CommentsClosedReason) -> Self {
        match reason {
            CommentsClosedReason::Unkind => Self::Unkind,
            CommentsClosedReason::Protecting => Self::Protecting,
            CommentsClosedReason::OffTopic => Self::OffTopic,
        }
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
