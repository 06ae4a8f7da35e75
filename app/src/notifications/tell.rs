//! Telling: a row for each person, in the transaction in which it happens.

use std::collections::BTreeMap;

use domain::account::READERS;
use domain::notification::NotificationKind;
use domain::post::Post;
use domain::{AccountId, NotificationId, PostId, ReviewId};
use moderation::review::{Review, Speaking};
use storage::notifications::{self, About, Notification};
use storage::{Change, StorageError, Tx, accounts, comments, posts, second_looks};

use crate::Ctx;
use crate::source::new_id;

/// Tells the authors of a post, or of a comment, what became of it.
pub(crate) async fn authors(
    tx: &mut Tx,
    ctx: &Ctx,
    (post, authors): (PostId, &[AccountId]),
    kind: NotificationKind,
) -> Result<(), StorageError> {
    let about = About::Text {
        post,
        comment: None,
    };
    for author in authors {
        tell(tx, ctx, *author, (kind, about)).await?;
    }
    Ok(())
}

/// Tells those to whom a comment speaks that it is public: the authors of the comment that it answers, and those of the post. Not who wrote it, and nobody
/// who would not see it: who keeps its author away, or the author of what it answers.
pub(crate) async fn spoken_to(tx: &mut Tx, ctx: &Ctx, comment: &Post) -> Result<(), StorageError> {
    let Some(on) = comment.comment_on else {
        return Ok(());
    };
    let answered = on.reply_to.map(|it| (it, NotificationKind::Answered));
    let places = answered
        .into_iter()
        .chain([(on.post, NotificationKind::Commented)]);
    let mut told = BTreeMap::new();
    for (place, kind) in places {
        for author in posts::authors(tx, place).await?.as_slice() {
            let about = About::Text {
                post: place,
                comment: Some(comment.id),
            };
            if !comment.authors.include(*author) {
                told.entry(*author).or_insert((kind, about));
            }
        }
    }
    told.remove(&READERS);
    for (author, what) in told {
        // Who keeps somebody away at this moment does so before this or after it.
        accounts::lock(tx, author).await?;
        if comments::get(tx, comment.id, Some(author)).await?.is_some() {
            tell(tx, ctx, author, what).await?;
        }
    }
    Ok(())
}

/// Tells a guardian or a guide that what they asked another adult to look at was decided. Authors hear of it as authors do.
pub(crate) async fn whoever_asked(
    tx: &mut Tx,
    ctx: &Ctx,
    review: &Review,
) -> Result<(), StorageError> {
    // Of what safeguarding leads decide nobody else learns.
    if review.subject.decided_before.is_empty() || review.subject.escalated {
        return Ok(());
    }
    let about = About::Text {
        post: review.post,
        comment: None,
    };
    for look in second_looks::of_reviews(tx, &[review.id]).await? {
        if matches!(look.asked_as, Speaking::Guardian | Speaking::Guide) {
            let what = (NotificationKind::LookedAgain, about);
            tell(tx, ctx, look.asked_by, what).await?;
        }
    }
    Ok(())
}

/// Tells an adult something about a review.
pub(crate) async fn adult(
    tx: &mut Tx,
    ctx: &Ctx,
    (adult, review): (AccountId, ReviewId),
    kind: NotificationKind,
) -> Result<(), StorageError> {
    tell(tx, ctx, adult, (kind, About::Review(review))).await
}

/// Takes back what anybody was told of a comment that is not public any more.
pub(crate) async fn take_back(tx: &mut Tx, post: &Post) -> Result<(), StorageError> {
    if post.comment_on.is_some() {
        let told = notifications::take_back_of(tx, post.id).await?;
        for account in told {
            tx.tell(Change::Notified(account));
        }
    }
    Ok(())
}

async fn tell(
    tx: &mut Tx,
    ctx: &Ctx,
    account: AccountId,
    (kind, about): (NotificationKind, About),
) -> Result<(), StorageError> {
    // They have receipts.
    if account == READERS {
        return Ok(());
    }
    let new = Notification {
        id: NotificationId::from_uuid(new_id(ctx.now())),
        account,
        kind,
        about,
        at: ctx.now(),
    };
    notifications::insert(tx, &new).await?;
    tx.tell(Change::Notified(account));
    Ok(())
}
