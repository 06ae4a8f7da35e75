//! Making an approved revision public: at once, or at the time for which adults approved it. The decision is theirs and was made before; here it is
//! carried out, and only if nothing stands against it by then.

use chrono::TimeDelta;
use domain::notification::NotificationKind;
use domain::post::Post;
use domain::post::revision::{Revision, RevisionState};
use domain::text::Slug;
use domain::{PostId, RevisionId, Timestamp};
use storage::revisions::{self, StoredRevision};
use storage::scheduled::{self, Scheduled};
use storage::{Tx, posts, reviews};

use crate::consent::{self, Unpublishable};
use crate::record::Record;
use crate::source::random_word;
use crate::{App, Ctx, Internal, changes, notifications};

/// How far ahead something can be approved for.
pub const FURTHEST_AHEAD: TimeDelta = TimeDelta::days(366);

/// How many posts a turn makes public.
const AT_ONCE: i64 = 50;

/// Points the post at an approved revision of it, in place of what waited for its time. The post is locked by the caller.
pub(crate) async fn make_public(
    tx: &mut Tx,
    ctx: &Ctx,
    post: Post,
    (revision, stored): (&Revision, &StoredRevision),
) -> Result<(), Internal> {
    let slug = match (post.comment_on, &stored.title) {
        (Some(_), _) => None,
        (None, Some(title)) => Some(Slug::from_title(title, &random_word::<6>())),
        (None, None) => return Err(Internal::Contradiction("a post without a headline")),
    };
    let was_hidden = post.published().is_none();
    let post = post
        .publish(revision, slug, ctx.today())
        .map_err(|_refused| Internal::Contradiction("an approved revision of another post"))?;
    scheduled::cancel(tx, post.id).await?;
    posts::store_publication(tx, &post, stored.language, &stored.topics).await?;
    Record::of("post.published", post.id)
        .with("revision", revision.id)
        .with("contentHash", revision.content_hash)
        .store(tx, ctx)
        .await?;
    changes::published(tx, post.id);
    changes::draft(tx, &post);
    let authors = (post.id, post.authors.as_slice());
    notifications::authors(tx, ctx, authors, NotificationKind::Published).await?;
    // Who was told of a comment is not told again of another text of it; what was hidden meanwhile nobody knows of any more.
    if was_hidden {
        notifications::spoken_to(tx, ctx, &post).await?;
    }
    Ok(())
}

/// Keeps an approved revision of the post for its time, in place of what waited before.
pub(crate) async fn make_public_at(
    tx: &mut Tx,
    ctx: &Ctx,
    revision: &Revision,
    at: Timestamp,
) -> Result<(), Internal> {
    let new = Scheduled {
        post: revision.post,
        revision: revision.id,
        at,
    };
    scheduled::set(tx, new).await?;
    Record::of("post.scheduled", revision.post)
        .with("revision", revision.id)
        .with("contentHash", revision.content_hash)
        .with("at", at.as_utc().to_rfc3339())
        .store(tx, ctx)
        .await?;
    Ok(())
}

/// Drops what of a post waits for its time. Tells whether anything did.
pub(crate) async fn cancel_scheduled(
    tx: &mut Tx,
    ctx: &Ctx,
    post: PostId,
) -> Result<bool, Internal> {
    let is_cancelled = scheduled::cancel(tx, post).await?;
    if is_cancelled {
        Record::of("post.schedule-cancelled", post)
            .store(tx, ctx)
            .await?;
    }
    Ok(is_cancelled)
}

/// Makes public what adults approved for a time that has come. Tests call it instead of waiting.
pub async fn publish_due(app: &App) -> Result<(), Internal> {
    let now = app.clock().now();
    let due = app
        .db()
        .read::<_, Internal, _>(
            async move |tx: &mut Tx| Ok(scheduled::due(tx, now, AT_ONCE).await?),
        )
        .await?;
    let mut failed = None;
    for post in due {
        let ctx = app.operator();
        let published = app
            .db()
            .write::<_, Internal, _>(async move |tx: &mut Tx| publish_one(tx, &ctx, post).await)
            .await;
        if let Err(error) = published {
            tracing::error!(post.id = %post, %error, "what was approved for a time could not be made public");
            failed = Some(error);
        }
    }
    failed.map_or(Ok(()), Err)
}

/// Asks everything again that may have changed since it was approved: that it still waits, that its time has come, and what consent covers.
async fn publish_one(tx: &mut Tx, ctx: &Ctx, id: PostId) -> Result<(), Internal> {
    let Some(post) = posts::lock(tx, id).await? else {
        return Ok(());
    };
    let waits = scheduled::of_post(tx, id).await?;
    let Some(waits) = waits.filter(|waits| waits.at <= ctx.now()) else {
        return Ok(());
    };
    match consent::keeps_from_publishing(tx, ctx, post.authors.as_slice()).await? {
        Some(Unpublishable::NoConsent) => {
            cancel_scheduled(tx, ctx, id).await?;
            changes::draft(tx, &post);
            return Ok(());
        }
        Some(Unpublishable::Until(at)) => {
            let stored = approved(tx, waits.revision).await?;
            make_public_at(tx, ctx, &stored.revision, at).await?;
            changes::draft(tx, &post);
            return Ok(());
        }
        None => {}
    }
    let stored = approved(tx, waits.revision).await?;
    if !is_approved_by_those_who_may(tx, &stored.revision).await? {
        cancel_scheduled(tx, ctx, id).await?;
        changes::draft(tx, &post);
        return Ok(());
    }
    make_public(tx, ctx, post, (&stored.revision, &stored)).await
}

async fn approved(tx: &mut Tx, id: RevisionId) -> Result<StoredRevision, Internal> {
    revisions::get(tx, id)
        .await?
        .ok_or(Internal::Contradiction("a schedule without its revision"))
}

/// Whether those who approved it still may: of what was handed to the safeguarding leads since, only their approvals count.
async fn is_approved_by_those_who_may(tx: &mut Tx, revision: &Revision) -> Result<bool, Internal> {
    let RevisionState::Approved(permit) = revision.state else {
        return Ok(false);
    };
    let review = reviews::of_revision(tx, revision.id)
        .await?
        .ok_or(Internal::Contradiction(
            "an approved revision that nobody read",
        ))?;
    let mut counted = review.approvals.iter().filter(|approval| {
        approval.decision == permit.first() || Some(approval.decision) == permit.second()
    });
    Ok(!review.subject.escalated || counted.all(|approval| approval.as_lead))
}
