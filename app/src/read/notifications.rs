//! What the signed-in person was told of. What it is about is read by its own functions, with their own permissions.

use domain::policy::Action;
use domain::{AccountId, NotificationId};
use storage::notifications::{self as stored, Notification};
use storage::{Direction, Tx};

use crate::{Ctx, Internal};

/// Beyond this number nobody is told exactly how much is new.
pub const MOST_NEW: i64 = 100;

/// Something that the signed-in person was told of.
#[derive(Debug, Clone, Copy)]
pub struct NotificationView {
    /// What it is.
    pub told: Notification,
    /// Whether it came after the last one that they said they saw.
    pub is_new: bool,
}

/// Whose notifications these are, if somebody is signed in who may see their account.
fn own(ctx: &Ctx) -> Option<AccountId> {
    let account = ctx.actor().account();
    account.filter(|_| ctx.is_allowed(&Action::KeepOwnAccount))
}

/// Up to `limit` of what the signed-in person was told, the newest first, from one on; none for a reader.
pub async fn notifications(
    ctx: &Ctx,
    from: Option<NotificationId>,
    direction: Direction,
    limit: i64,
) -> Result<Vec<NotificationView>, Internal> {
    let Some(account) = own(ctx) else {
        return Ok(vec![]);
    };
    let db = ctx.app().db();
    db.read::<_, Internal, _>(async move |tx: &mut Tx| {
        let seen = stored::settings(tx, account).await?.seen;
        let told = stored::of(tx, account, from, direction, limit).await?;
        let views = told.into_iter().map(|told| NotificationView {
            told,
            is_new: Some(told.id) > seen,
        });
        Ok(views.collect())
    })
    .await
}

/// One of them.
pub async fn notification(
    ctx: &Ctx,
    id: NotificationId,
) -> Result<Option<NotificationView>, Internal> {
    let Some(account) = own(ctx) else {
        return Ok(None);
    };
    let db = ctx.app().db();
    db.read::<_, Internal, _>(async move |tx: &mut Tx| {
        let told = stored::get(tx, id).await?;
        let Some(told) = told.filter(|told| told.account == account) else {
            return Ok(None);
        };
        let seen = stored::settings(tx, account).await?.seen;
        Ok(Some(NotificationView {
            told,
            is_new: Some(told.id) > seen,
        }))
    })
    .await
}

/// How much of it is new, counted up to [`MOST_NEW`].
pub async fn new_notifications(ctx: &Ctx) -> Result<usize, Internal> {
    let Some(account) = own(ctx) else {
        return Ok(0);
    };
    let db = ctx.app().db();
    db.read::<_, Internal, _>(async move |tx: &mut Tx| {
        let seen = stored::settings(tx, account).await?.seen;
        Ok(stored::count_after(tx, account, seen, MOST_NEW).await?)
    })
    .await
}

/// Whether the actor may hear of what they are told.
pub fn may_watch_notifications(ctx: &Ctx) -> bool {
    own(ctx).is_some()
}
