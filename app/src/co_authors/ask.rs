//! Asking co-authors for their word on what was just sent, and whom of them one may tell of it.

use chrono::TimeDelta;
use domain::AccountId;
use domain::notification::NotificationKind;
use domain::post::Post;
use moderation::review::Review;
use storage::{StorageError, Tx, co_authors, words};

use crate::{Ctx, notifications};

/// What was shown to co-authors so often and taken back is no draft that somebody improves: then an adult reads it first.
const TAKEN_BACK_AT_MOST: i64 = 3;

/// So long that counts, and so long adults see what was.
pub(crate) const TAKEN_BACK_COUNTS: TimeDelta = TimeDelta::days(30);

/// What was sent in the name of several is asked of those who did not send it, unless an adult has to read it first. Gives the review, out of line while
/// they are asked. What they said to the same bytes before counts for nothing. The post is locked by the caller.
pub(crate) async fn sent(
    tx: &mut Tx,
    ctx: &Ctx,
    post: &Post,
    review: Review,
) -> Result<Review, StorageError> {
    if post.authors.co_authors().is_empty() {
        return Ok(review);
    }
    words::forget(tx, post.id, review.content_hash).await?;
    if !review.is_for_co_authors_first() || is_for_adults_first(tx, ctx, post).await? {
        return Ok(review);
    }
    let review = review.asking(ctx.now());
    ask(tx, ctx, &review).await?;
    Ok(review)
}

/// Whether an adult reads it first whatever it says: a co-author keeps away whoever writes it, or it was taken back too often.
async fn is_for_adults_first(tx: &mut Tx, ctx: &Ctx, post: &Post) -> Result<bool, StorageError> {
    let Some(writer) = post.authors.as_slice().first() else {
        return Ok(false);
    };
    let since = ctx.now().plus(-TAKEN_BACK_COUNTS);
    let is_kept_away = co_authors::keep_away(tx, post.authors.co_authors(), *writer).await?;
    Ok(is_kept_away || words::taken_back(tx, post.id, since).await? >= TAKEN_BACK_AT_MOST)
}

/// Shows what is read in a review to those whose word is missing, and tells them.
pub(crate) async fn ask(tx: &mut Tx, ctx: &Ctx, review: &Review) -> Result<(), StorageError> {
    let bytes = (review.post, review.content_hash);
    words::ask(tx, bytes, &review.unsigned, ctx.now()).await?;
    let told = (review.post, review.unsigned.as_slice());
    notifications::authors(tx, ctx, told, NotificationKind::WordAsked).await
}

/// What is looked at again has the words that were given to the same bytes. Where all who did not say yes were shown them before, they are asked again, out of line;
/// of others, and of what is with the leads, an adult decides whether to ask.
pub(crate) async fn again(tx: &mut Tx, ctx: &Ctx, review: Review) -> Result<Review, StorageError> {
    let bytes = (review.post, review.content_hash);
    let unsigned = words::unsigned(tx, bytes, &review.subject.authors).await?;
    let review = Review { unsigned, ..review };
    let is_for_adults = review.unsigned.is_empty() || review.subject.escalated;
    if is_for_adults || !all_know(tx, &review).await? {
        return Ok(review);
    }
    let review = review.asking(ctx.now());
    ask(tx, ctx, &review).await?;
    Ok(review)
}

/// Whether all whose word is missing were shown what is read in a review.
pub(crate) async fn all_know(tx: &mut Tx, review: &Review) -> Result<bool, StorageError> {
    let knowing = asked_among(tx, review).await?;
    Ok(review.unsigned.iter().all(|it| knowing.contains(it)))
}

/// Those of the authors of a review who know of what is read in it: whoever sent it, and who was asked about it.
pub(crate) async fn asked_among(
    tx: &mut Tx,
    review: &Review,
) -> Result<Vec<AccountId>, StorageError> {
    let authors = &review.subject.authors;
    if authors.co_authors().is_empty() {
        return Ok(authors.as_slice().to_vec());
    }
    let asked = words::asked(tx, &[review.post]).await?;
    let knows = |author: &AccountId| {
        let mut theirs = asked.iter().filter(|it| it.account == *author);
        authors.are_led_by(*author) || theirs.any(|it| it.content_hash == review.content_hash)
    };
    let all = authors.as_slice().iter();
    Ok(all.filter(|author| knows(author)).copied().collect())
}
