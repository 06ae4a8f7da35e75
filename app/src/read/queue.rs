//! What waits for review, as one moderator may see it.

use domain::policy::Action;
use storage::queue::{self, Filter, Place, Waiting};
use storage::{Direction, Tx};

use crate::{Ctx, Internal};

/// Whether the actor is a moderator who may see a queue at all.
pub fn may_review(ctx: &Ctx) -> bool {
    ctx.is_allowed(&Action::ReadQueue)
}

/// Up to `limit` open reviews that the moderator may decide, in the order of the queue or against it; nothing at all
/// for anybody else.
pub async fn review_queue(
    ctx: &Ctx,
    filter: Filter,
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
            Ok(Some(
                queue::page(tx, (&person, now), filter, from, direction, limit).await?,
            ))
        })
        .await
}
