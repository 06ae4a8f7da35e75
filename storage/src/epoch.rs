//! The epoch of published content: a number that every transaction moves that publishes, takes down or otherwise changes what readers see. Which
//! transactions do is said where they change it (`Tx::move_epoch`).

use diesel::prelude::*;

use crate::schema::epochs;
use crate::tx::run;
use crate::work::Boxed;
use crate::{StorageError, Tx};

const PUBLISHED: &str = "published";

/// The epoch now.
pub async fn published(tx: &mut Tx) -> Result<i64, StorageError> {
    run!(
        tx,
        get_result,
        epochs::table.find(PUBLISHED).select(epochs::value)
    )
}

/// Does the work of a transaction and, as its last statement, moves the epoch where the work asks for it.
pub(crate) async fn moved_after<R, E>(tx: &mut Tx, work: Boxed<R, E>) -> Result<R, E>
where
    E: From<StorageError>,
{
    let outcome = work(tx).await;
    let is_moved = tx.takes_epoch();
    if is_moved && outcome.is_ok() {
        move_on(tx).await?;
    }
    outcome
}

async fn move_on(tx: &mut Tx) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::update(epochs::table.find(PUBLISHED)).set(epochs::value.eq(epochs::value + 1))
    )?;
    Ok(())
}
