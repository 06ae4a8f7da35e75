//! A post or a comment: who wrote it, for which group, and which approved revision of it is public, if any. A comment is a post that stands under
//! another one, and takes the same road.
//! The authors' working copy is in `post::draft`, what was submitted in `post::revision`.

pub mod draft;
pub mod revision;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;

use crate::text::Slug;
use crate::{AccountId, GroupId, PostId, RevisionId};
use revision::{Revision, RevisionState};

/// One or more correspondents who wrote a post together, in the order in which they are named. The first one holds the pen: nobody else reads or saves the
/// working copy, and the others give their word on what was sent (`docs/decisions/0024-one-writes-all-agree.md`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authors(Vec<AccountId>);

/// A post has at least one author and nobody is named twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a post needs at least one author, each named once")]
pub struct InvalidAuthors;

impl Authors {
    /// The most who write together.
    pub const MOST: usize = 5;

    /// A post by one correspondent.
    pub fn one(author: AccountId) -> Self {
        Self(vec![author])
    }

    /// A post by several; refuses none and repetition.
    pub fn new(authors: Vec<AccountId>) -> Result<Self, InvalidAuthors> {
        let repeated = authors
            .iter()
            .enumerate()
            .any(|(i, a)| authors.iter().skip(i + 1).any(|b| a == b));
        if authors.is_empty() || repeated {
            return Err(InvalidAuthors);
        }
        Ok(Self(authors))
    }

    /// Whether `account` is the one who writes.
    pub fn are_led_by(&self, account: AccountId) -> bool {
        self.0.first() == Some(&account)
    }

    /// The one who writes, by themselves.
    pub fn writer(&self) -> &[AccountId] {
        self.0.get(..1).unwrap_or_default()
    }

    /// Those who give their word on what the first one sends.
    pub fn co_authors(&self) -> &[AccountId] {
        self.0.get(1..).unwrap_or_default()
    }

    /// Whether `account` is one of them.
    pub fn include(&self, account: AccountId) -> bool {
        self.0.contains(&account)
    }

    /// Their accounts, in order.
    pub fn as_slice(&self) -> &[AccountId] {
        &self.0
    }
}

/// What a co-author says to what was sent in their name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Word {
    /// Exactly this may be published.
    Agrees,
    /// Not like this.
    Objects,
}

impl Word {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Agrees, Self::Objects];
}

/// Where a comment stands. It never moves from there: adults read it there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CommentOn {
    /// The post that it is about.
    pub post: PostId,
    /// The comment that it answers, which answers none itself.
    pub reply_to: Option<PostId>,
}

/// Why an adult closed the comments of a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClosingReason {
    /// The tone got unkind.
    Unkind,
    /// To protect somebody.
    Protecting,
    /// It was about other things by then.
    OffTopic,
}

/// Who closed the comments of a post: its authors, an adult, or both. Each side opens what it closed itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Closings {
    /// Whether an author did.
    pub by_author: bool,
    /// Whether an adult did, and why.
    pub by_adult: Option<ClosingReason>,
}

impl Closings {
    /// Whether nobody comments on the post any more. What was sent before is still read.
    pub const fn are_closed(self) -> bool {
        self.by_author || self.by_adult.is_some()
    }
}

/// What of a post is public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Publication {
    /// Nothing was ever public.
    Never,
    /// One approved revision is.
    Published(Published),
    /// It was, and somebody took it down: an author, or an adult with the revision's own state. The address stays reserved.
    Unpublished {
        /// The address at which it was read; a comment has none.
        slug: Option<Slug>,
        /// The day of the first publication.
        first_on: NaiveDate,
    },
}

/// The pointer to what is public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The approved revision that readers see.
    pub revision: RevisionId,
    /// The address; given at the first publication and kept. A comment has none.
    pub slug: Option<Slug>,
    /// The day of the first publication, by the centre's calendar.
    pub first_on: NaiveDate,
    /// The day of the last change of what is public, if it changed.
    pub revised_on: Option<NaiveDate>,
}

/// A post and what of it is public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// The post's id.
    pub id: PostId,
    /// Who wrote it.
    pub authors: Authors,
    /// The group it was written in.
    pub group: GroupId,
    /// Where it stands, if it is a comment.
    pub comment_on: Option<CommentOn>,
    /// What of it is public.
    pub publication: Publication,
}

/// Why a post can't be published or taken down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PublicationError {
    /// The revision belongs to another post.
    #[error("the revision belongs to another post")]
    ForeignRevision,
    /// The revision is not approved.
    #[error("only an approved revision can be published")]
    NotApproved,
    /// Nothing of the post is public.
    #[error("nothing of this post is public")]
    NotPublished,
}

impl Post {
    /// Points the publication at `revision`, which must be an approved one of this post. The address is kept
    /// from the first publication; `slug` serves only for that one, and is none for a comment.
    pub fn publish(
        self,
        revision: &Revision,
        slug: Option<Slug>,
        on: NaiveDate,
    ) -> Result<Self, PublicationError> {
        if revision.post != self.id {
            return Err(PublicationError::ForeignRevision);
        }
        match revision.state {
            RevisionState::Approved(_) => {}
            RevisionState::Pending
            | RevisionState::ChangesRequested { .. }
            | RevisionState::Declined { .. }
            | RevisionState::Withdrawn { .. }
            | RevisionState::Superseded { .. }
            | RevisionState::TakenDown(_) => return Err(PublicationError::NotApproved),
        }
        let (slug, first_on, revised_on) = match self.publication {
            Publication::Never => (slug, on, None),
            Publication::Published(Published { slug, first_on, .. })
            | Publication::Unpublished { slug, first_on } => (slug, first_on, Some(on)),
        };
        let published = Published {
            revision: revision.id,
            slug,
            first_on,
            revised_on,
        };
        Ok(Self {
            publication: Publication::Published(published),
            ..self
        })
    }

    /// Takes down what is public.
    pub fn unpublish(self) -> Result<Self, PublicationError> {
        match self.publication {
            Publication::Published(Published { slug, first_on, .. }) => Ok(Self {
                publication: Publication::Unpublished { slug, first_on },
                ..self
            }),
            Publication::Never | Publication::Unpublished { .. } => {
                Err(PublicationError::NotPublished)
            }
        }
    }

    /// The pointer to what is public, if anything is.
    pub const fn published(&self) -> Option<&Published> {
        match &self.publication {
            Publication::Published(published) => Some(published),
            Publication::Never | Publication::Unpublished { .. } => None,
        }
    }
}
