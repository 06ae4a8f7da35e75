//! What changed, as whoever watches is told once it is committed.

use std::sync::Arc;

use domain::post::Post;
use domain::{AccountId, PostId};
use moderation::review::Review;
use storage::{Change, StorageError, Tx};

use crate::co_authors::asked_among;

/// What its authors see of a post changed.
pub(crate) fn draft(tx: &mut Tx, post: &Post) {
    of_authors(tx, post.id, post.authors.as_slice());
}

/// The working copy of a post changed, which only who writes it sees.
pub(crate) fn working_copy(tx: &mut Tx, post: &Post) {
    of_authors(tx, post.id, post.authors.writer());
}

/// What is public of a post changed.
pub(crate) fn published(tx: &mut Tx, post: PostId) {
    tx.tell(Change::Published(post));
}

/// A review changed, which its moderators see, and those authors of what it is about who know of it.
pub(crate) async fn review(tx: &mut Tx, review: &Review) -> Result<(), StorageError> {
    tx.tell(Change::Review(review.id));
    let knowing = asked_among(tx, review).await?;
    of_authors(tx, review.post, &knowing);
    Ok(())
}

/// Somebody holds a review, or not any more. Authors are told of that once all said yes: before, nothing that they see changes, and they are not to learn that
/// an adult reads it first.
pub(crate) async fn claim(tx: &mut Tx, review: &Review) -> Result<(), StorageError> {
    if review.unsigned.is_empty() {
        return self::review(tx, review).await;
    }
    tx.tell(Change::Review(review.id));
    Ok(())
}

fn of_authors(tx: &mut Tx, post: PostId, authors: &[AccountId]) {
    tx.tell(Change::Draft {
        post,
        authors: Arc::from(authors),
    });
}
