//! How often guardians are asked: one adult within a day, and one address within a day, whoever asks. And what is told to those
//! who look after the panel where one address stands for children of two schools or clubs (SAFETY T4).

use chrono::TimeDelta;
use domain::invitation::{MOST_ASKED_A_DAY, MOST_TO_ONE_ADDRESS};
use domain::text::Label;
use domain::{AccountId, GroupId};
use storage::guardian_askings::{self, Asked, Asking};
use storage::{StorageError, Tx, accounts, guardian_links, identities};

use crate::record::Record;
use crate::source::new_id;
use crate::{App, Ctx, Internal};

/// A day, for what is bounded by it.
const DAY: TimeDelta = TimeDelta::days(1);

/// Why nobody is asked now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TooOften {
    /// The adult asked as many as one may within a day.
    Asker,
    /// The address was written to as often as one is within a day.
    Address,
}

/// Counts that a guardian is asked, if it is not too often; `None` when it is fine.
pub(super) async fn count(
    tx: &mut Tx,
    ctx: &Ctx,
    asked_by: AccountId,
    index: &[u8; 32],
) -> Result<Option<TooOften>, Internal> {
    let since = ctx.now().plus(-DAY);
    if guardian_askings::count_by(tx, (asked_by, Asked::Guardian), since).await? >= MOST_ASKED_A_DAY
    {
        return Ok(Some(TooOften::Asker));
    }
    if guardian_askings::count_to(tx, (index, Asked::Guardian), since).await? >= MOST_TO_ONE_ADDRESS
    {
        return Ok(Some(TooOften::Address));
    }
    let asking = Asking {
        id: new_id(ctx.now()),
        asked_by,
        email_index: index,
        asked: Asked::Guardian,
        at: ctx.now(),
    };
    guardian_askings::insert(tx, &asking).await?;
    Ok(None)
}

/// Leaves a record, and a word in the log, where one address stands for children of more than one school or club. A group that
/// belongs to none stands for itself.
pub(super) async fn watch(tx: &mut Tx, ctx: &Ctx, index: &[u8; 32]) -> Result<(), Internal> {
    let groups = guardian_links::groups_of_address(tx, index).await?;
    let Some((newest, entity)) = groups.first() else {
        return Ok(());
    };
    let is_elsewhere = |(group, of): &&(GroupId, Option<Label>)| match (of, entity) {
        (Some(one), Some(other)) => one != other,
        (None, None) => group != newest,
        (Some(_), None) | (None, Some(_)) => true,
    };
    if let Some((other, _)) = groups.iter().find(is_elsewhere) {
        tracing::warn!(group.id = %newest, other.id = %other, "one address is guardian of children of two schools or clubs");
        Record::of("alarm.one-guardian-in-two-entities", *newest)
            .with("other", *other)
            .store(tx, ctx)
            .await?;
    }
    Ok(())
}

/// The index of an account's address, where one is known.
pub(super) async fn address_of(
    tx: &mut Tx,
    account: AccountId,
) -> Result<Option<[u8; 32]>, StorageError> {
    let known = match accounts::identity(tx, account).await? {
        Some(identity) => identities::get(tx, identity).await?,
        None => None,
    };
    Ok(known.and_then(|known| known.email).map(|email| email.index))
}

/// Forgets what nothing is counted by any more.
pub(crate) async fn forget_askings(app: &App) -> Result<(), Internal> {
    let until = app.clock().now().plus(-DAY);
    app.db()
        .write::<_, StorageError, _>(async move |tx: &mut Tx| {
            guardian_askings::delete_until(tx, until).await
        })
        .await?;
    Ok(())
}
