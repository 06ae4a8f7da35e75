//! What changed, as whoever watches is told once it is committed.

use std::sync::Arc;

use domain::post::Post;
use domain::{AccountId, PostId};
use moderation::review::Review;
use storage::{Change, Tx};

/// What its authors see of a post changed.
pub(crate) fn draft(tx: &mut Tx, post: &Post) {
    of_authors(tx, post.id, post.authors.as_slice());
}

/// What is public of a post changed.
pub(crate) fn published(tx: &mut Tx, post: PostId) {
    tx.tell(Change::Published(post));
}

/// A review changed, which its moderators see, and the authors of what it is about.
pub(crate) fn review(tx: &mut Tx, review: &Review) {
    tx.tell(Change::Review(review.id));
    of_authors(tx, review.post, review.subject.authors.as_slice());
}

fn of_authors(tx: &mut Tx, post: PostId, authors: &[AccountId]) {
    tx.tell(Change::Draft {
        post,
        authors: Arc::from(authors),
    });
}
