//! Where a comment may be said, and whether just this may be: asked when one is sent, and each time that it is sent again.

use domain::post::{CommentOn, Post};
use domain::{AccountId, ContentHash, PostId};
use storage::drafts::Kind;
use storage::{StorageError, Tx, comments, drafts, posts, revisions};

/// The most comments of one correspondent, so that nobody fills the storage.
const MOST_COMMENTS: i64 = 1_000;

/// The most comments of one correspondent that wait for adults at once.
const MOST_WAITING: i64 = 20;

/// Why a comment can't be said now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsayable {
    /// The post is not public, or what was to be answered is not.
    NotThere,
    /// The comments of the post are closed.
    Closed,
    /// What was to be answered is an answer itself.
    AnswersAnswer,
    /// So many comments of the correspondent wait already.
    TooManyWaiting,
    /// The correspondent has as many comments as anybody may have.
    TooMany,
    /// The same was said there before, and waits, is public or was refused.
    SentBefore,
    /// The centre has no comments of readers without an account.
    NotForReaders,
    /// Readers without an account speak to posts, and not to a comment.
    OnPostsOnly,
    /// So many comments of readers wait already, or were sent today.
    TooManyOfReaders,
    /// It waits, is public, or was taken back: there is nothing to change.
    NothingToChange,
}

/// A reason, or something that went wrong inside.
type Said<T> = Result<Result<T, Unsayable>, StorageError>;

/// Where a comment would stand that is said to a post or to a comment: only where that is public, and no deeper than an answer.
pub(super) async fn place(tx: &mut Tx, on: PostId, by: AccountId) -> Said<CommentOn> {
    let place = match posts::comment_on_of(tx, on).await? {
        None => CommentOn {
            post: on,
            reply_to: None,
        },
        Some(above) => CommentOn {
            post: above.post,
            reply_to: Some(on),
        },
    };
    if !is_there(tx, place, Some(by)).await? {
        return Ok(Err(Unsayable::NotThere));
    }
    if let Some(answered) = place.reply_to
        && let Some(above) = posts::comment_on_of(tx, answered).await?
        && above.reply_to.is_some()
    {
        return Ok(Err(Unsayable::AnswersAnswer));
    }
    if comments::is_closed(tx, place.post).await? {
        return Ok(Err(Unsayable::Closed));
    }
    Ok(Ok(place))
}

/// Whether what is spoken to is public: nobody speaks to what is not, nor approves words whose place can't be seen. Whom `asking` silenced is not there for them.
pub(crate) async fn is_there(
    tx: &mut Tx,
    place: CommentOn,
    asking: Option<AccountId>,
) -> Result<bool, StorageError> {
    let is_public = posts::published_revision(tx, place.post).await?.is_some();
    Ok(is_public
        && match place.reply_to {
            None => true,
            Some(answered) => comments::get(tx, answered, asking).await?.is_some(),
        })
}

/// Whether a correspondent may have one more comment.
pub(super) async fn has_room(tx: &mut Tx, by: AccountId) -> Said<()> {
    if drafts::count_of_author(tx, (by, Kind::Comments)).await? >= MOST_COMMENTS {
        return Ok(Err(Unsayable::TooMany));
    }
    Ok(Ok(()))
}

/// Whether a correspondent may send a comment to adults that says just this: so many wait at most, and nobody asks one adult after another.
pub(super) async fn may_be_sent(
    tx: &mut Tx,
    (by, comment): (AccountId, PostId),
    hash: ContentHash,
) -> Said<()> {
    if comments::count_waiting(tx, by, comment).await? >= MOST_WAITING {
        return Ok(Err(Unsayable::TooManyWaiting));
    }
    if revisions::stands_elsewhere(tx, by, hash, comment).await? {
        return Ok(Err(Unsayable::SentBefore));
    }
    Ok(Ok(()))
}

/// Whether a comment may be sent again. What an adult asked to be changed may be, also where the comments were closed since: it was sent before.
pub(crate) async fn may_be_sent_again(
    tx: &mut Tx,
    (post, on, by): (&Post, CommentOn, AccountId),
    hash: ContentHash,
) -> Said<()> {
    if !is_there(tx, on, Some(by)).await? {
        return Ok(Err(Unsayable::NotThere));
    }
    if comments::is_closed(tx, on.post).await? && !revisions::was_returned(tx, post.id).await? {
        return Ok(Err(Unsayable::Closed));
    }
    may_be_sent(tx, (by, post.id), hash).await
}
