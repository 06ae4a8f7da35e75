//! How much of readers' comments waits at once, and is sent within a day.

use chrono::TimeDelta;
use domain::PostId;
use storage::{StorageError, Tx, readers};

use crate::Ctx;
use crate::comments::Unsayable;

/// The most comments of readers that wait for adults at once: what correspondents write is not to stand in line behind strangers for long.
const MOST_WAITING: i64 = 50;

/// The most of them that wait on one post.
const MOST_WAITING_ON_A_POST: i64 = 10;

/// The most that readers send within [`A_DAY`], so that nobody fills the storage by sending and taking back.
const MOST_IN_A_DAY: i64 = 200;

/// The time in which they are counted.
const A_DAY: TimeDelta = TimeDelta::hours(24);

/// Whether readers may send one more comment to a post.
pub(super) async fn may_be_sent(
    tx: &mut Tx,
    ctx: &Ctx,
    place: (PostId, PostId),
) -> Result<Result<(), Unsayable>, StorageError> {
    let since = ctx.now().plus(-A_DAY);
    if readers::count_since(tx, since).await? >= MOST_IN_A_DAY {
        tracing::info!("readers sent as many comments as they can within a day");
        return Ok(Err(Unsayable::TooManyOfReaders));
    }
    may_wait(tx, place).await
}

/// Whether one more comment of a reader may wait, beside itself: few enough do, on the post and in all.
pub(super) async fn may_wait(
    tx: &mut Tx,
    (on, comment): (PostId, PostId),
) -> Result<Result<(), Unsayable>, StorageError> {
    if readers::count_waiting_on(tx, on, comment).await? >= MOST_WAITING_ON_A_POST {
        return Ok(Err(Unsayable::TooManyOfReaders));
    }
    if readers::count_waiting(tx, comment).await? >= MOST_WAITING {
        tracing::info!("as many comments of readers wait as can");
        return Ok(Err(Unsayable::TooManyOfReaders));
    }
    Ok(Ok(()))
}
