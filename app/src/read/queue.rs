//! What waits for review, as one moderator may see it.

use domain::policy::Action;
use domain::{Language, ReviewId};
use moderation::Lane;
use moderation::review::{FEWEST_WAITING, Preferences, WaitingTimes};
use storage::queue::{self, Filter, Place, Waiting};
use storage::{Direction, Tx, preferences};

use crate::co_authors::TAKEN_BACK_COUNTS;
use crate::{Ctx, Internal};

/// Whether the actor is a moderator who may see a queue at all.
pub fn may_review(ctx: &Ctx) -> bool {
    ctx.is_allowed(&Action::ReadQueue)
}

/// Which open reviews are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct QueueFilter {
    /// Only this lane.
    pub lane: Option<Lane>,
    /// Only this language.
    pub language: Option<Language>,
    /// Also what the moderator leaves to others.
    pub everything: bool,
    /// What co-authors are asked about, instead of what is in line.
    pub awaiting_co_authors: bool,
}

/// The most that is listed of what was taken back.
const MOST_LISTED: i64 = 50;

/// Up to `limit` open reviews that the moderator may decide, in the order of the queue or against it; nothing at all
/// for anybody else.
pub async fn review_queue(
    ctx: &Ctx,
    wanted: QueueFilter,
    from: Option<Place>,
    direction: Direction,
    limit: i64,
) -> Result<Option<Vec<Waiting>>, Internal> {
    if !may_review(ctx) {
        return Ok(None);
    }
    let Some(person) = ctx.actor().person().cloned() else {
        return Ok(None);
    };
    let now = ctx.now();
    ctx.app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            let suiting = if wanted.everything {
                Preferences::default()
            } else {
                preferences::of(tx, person.account).await?
            };
            let filter = Filter {
                suiting,
                lane: wanted.lane,
                language: wanted.language,
                asked: wanted.awaiting_co_authors,
            };
            Ok(Some(
                queue::page(tx, (&person, now), filter, from, direction, limit).await?,
            ))
        })
        .await
}

/// What co-authors were shown and was taken back, or replaced, lately, of what the moderator may review, the last first; nothing for anybody else.
pub async fn taken_back(ctx: &Ctx) -> Result<Vec<Waiting>, Internal> {
    let person = ctx.actor().person().cloned();
    let Some(person) = person.filter(|_| may_review(ctx)) else {
        return Ok(vec![]);
    };
    let now = ctx.now();
    let since = now.plus(-TAKEN_BACK_COUNTS);
    let db = ctx.app().db();
    db.read::<_, Internal, _>(async move |tx: &mut Tx| {
        Ok(queue::taken_back(tx, (&person, now), since, MOST_LISTED).await?)
    })
    .await
}

/// Those of some reviews that are open and the moderator may decide, in no order; none for anybody else.
pub async fn open_reviews(ctx: &Ctx, ids: Vec<ReviewId>) -> Result<Vec<Waiting>, Internal> {
    let person = ctx.actor().person().cloned();
    let Some(person) = person.filter(|_| may_review(ctx) && !ids.is_empty()) else {
        return Ok(vec![]);
    };
    let now = ctx.now();
    let db = ctx.app().db();
    db.read::<_, Internal, _>(async move |tx: &mut Tx| {
        Ok(queue::among(tx, (&person, now), &ids).await?)
    })
    .await
}

/// So many of the last decisions tell how long it usually takes.
const LAST_DECIDED: i64 = 200;

/// How long what is sent waits, for whoever is signed in: of all together. What is oldest is told to correspondents alone, by the day, and only among several.
pub async fn waiting_times(ctx: &Ctx) -> Result<Option<WaitingTimes>, Internal> {
    if !ctx.is_allowed(&Action::KeepOwnAccount) {
        return Ok(None);
    }
    let sees_oldest = ctx.is_allowed(&Action::StartDraft);
    let now = ctx.now();
    let db = ctx.app().db();
    db.read::<_, Internal, _>(async move |tx: &mut Tx| {
        let waited = queue::waited(tx, LAST_DECIDED).await?;
        // Who sees the queue would find by it what is not in it.
        let oldest = if sees_oldest {
            queue::oldest(tx, i64::try_from(FEWEST_WAITING).unwrap_or(i64::MAX)).await?
        } else {
            None
        };
        let oldest = oldest.map(|since| now.as_utc().signed_duration_since(since.as_utc()));
        Ok(Some(WaitingTimes::of(waited, oldest)))
    })
    .await
}
