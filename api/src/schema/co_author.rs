//! Who writes a post together, as they see each other: by pen name, and nobody beyond their own group.

use app::read::{CoAuthor as Together, CoAuthorInvitation as Asked, PublicAuthor};
use async_graphql::{Context, ID, Object, Result};
use domain::{AccountId, ContentHash};

use super::enums::{CoAuthorPart, Word};
use super::request::Parts as _;
use super::scalars::DateTime;
use crate::seal::NodeKind;

/// Somebody who writes a post with others.
pub(crate) struct CoAuthor {
    who: PublicAuthor,
    part: CoAuthorPart,
    word: Option<Word>,
    is_you: bool,
}

impl CoAuthor {
    /// As `me` sees them, with their word on what was sent last.
    pub(super) fn new(it: &Together, sent: Option<ContentHash>, me: Option<AccountId>) -> Self {
        let mut words = it.words.iter();
        let said = words.find(|(hash, _)| Some(*hash) == sent);
        Self {
            who: it.who.clone(),
            part: it.part.into(),
            word: said.map(|(_, word)| (*word).into()),
            is_you: Some(it.who.account) == me,
        }
    }
}

/// Somebody who writes a post with others, or was asked to.
#[Object(serial)]
impl CoAuthor {
    /// Who it is, for `endCoAuthorship`.
    async fn correspondent(&self, ctx: &Context<'_>) -> Result<ID> {
        ctx.node_id(NodeKind::Correspondent, self.who.account)
    }

    /// The name that readers see.
    async fn pen_name(&self) -> &str {
        self.who.pen_name.as_str()
    }

    /// What they do.
    async fn part(&self) -> CoAuthorPart {
        self.part
    }

    /// What they said to what was sent last; null while they said nothing, and for who sent it.
    async fn word(&self) -> Option<Word> {
        self.word
    }

    /// Whether it is you.
    async fn is_you(&self) -> bool {
        self.is_you
    }
}

/// Somebody of your group who could write with you.
pub(crate) struct PossibleCoAuthor(pub(super) PublicAuthor);

/// Somebody of your group who could write with you.
#[Object(serial)]
impl PossibleCoAuthor {
    /// Who it is, for `inviteCoAuthor`.
    async fn correspondent(&self, ctx: &Context<'_>) -> Result<ID> {
        ctx.node_id(NodeKind::Correspondent, self.0.account)
    }

    /// The name that readers see.
    async fn pen_name(&self) -> &str {
        self.0.pen_name.as_str()
    }
}

/// An invitation to write a post together.
pub(crate) struct CoAuthorInvitation(Asked);

impl From<Asked> for CoAuthorInvitation {
    fn from(asked: Asked) -> Self {
        Self(asked)
    }
}

/// An invitation to write a post together. It tells nothing of the post: nobody has read that yet.
#[Object(serial)]
impl CoAuthorInvitation {
    /// The draft that it is to, for `answerCoAuthorInvitation`.
    async fn draft(&self, ctx: &Context<'_>) -> Result<ID> {
        ctx.node_id(NodeKind::Draft, self.0.post)
    }

    /// Who invites you, for `setSilence`.
    async fn correspondent(&self, ctx: &Context<'_>) -> Result<ID> {
        ctx.node_id(NodeKind::Correspondent, self.0.by.account)
    }

    /// Their pen name.
    async fn pen_name(&self) -> &str {
        self.0.by.pen_name.as_str()
    }

    /// When they did.
    async fn invited_at(&self) -> DateTime {
        DateTime(self.0.at)
    }
}
