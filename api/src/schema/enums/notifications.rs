//! The enums of what people are told of.

use async_graphql::Enum;

mirrored! {
    /// What happened.
    NotificationKind = domain::notification::NotificationKind {
        /// Your text is public.
        Published,
        /// Your text was approved and will be public at the time that `publishAt` of the draft says.
        Scheduled,
        /// Adults ask you to change something.
        ChangesRequested,
        /// Your text will not be published; `statements` of the draft say why, and what you can do.
        Declined,
        /// An adult took down what was public; `statements` of the draft say why, and what you can do.
        TakenDown,
        /// What somebody said to your post is public.
        Commented,
        /// An answer to your comment is public.
        Answered,
        /// An adult closed the comments of your post.
        CommentsClosed,
        /// Another correspondent invites you to write a post together: see `coAuthorInvitations`.
        CoAuthorInvited,
        /// Somebody whom you invited writes with you.
        CoAuthorJoined,
        /// Whoever you write with sent something and asks for your word.
        WordAsked,
        /// Somebody you write with does not want it sent like this. It was taken back.
        WordRefused,
        /// Another adult looked again at what you had asked about, for your ward or for somebody of your group. What became of it stands beside the statement.
        LookedAgain,
        /// A colleague asks what you think of a text.
        Asked,
        /// The colleague whom you asked told you.
        ColleagueAnswered,
        /// A colleague handed a text over to you.
        HandedOver,
    }
}

/// How often you are mailed that there is something new: at five in the afternoon where the panel is, and only if there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Enum)]
pub(crate) enum Digest {
    /// Not at all.
    Never,
    /// Each day.
    Daily,
    /// Each Friday.
    Weekly,
}

impl From<Option<domain::notification::Digest>> for Digest {
    fn from(chosen: Option<domain::notification::Digest>) -> Self {
        use domain::notification::Digest as Ours;
        match chosen {
            None => Self::Never,
            Some(Ours::Daily) => Self::Daily,
            Some(Ours::Weekly) => Self::Weekly,
        }
    }
}

impl From<Digest> for Option<domain::notification::Digest> {
    fn from(chosen: Digest) -> Self {
        use domain::notification::Digest as Ours;
        match chosen {
            Digest::Never => None,
            Digest::Daily => Some(Ours::Daily),
            Digest::Weekly => Some(Ours::Weekly),
        }
    }
}
