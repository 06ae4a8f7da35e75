//! Keeping the vault: checking that everything in it opens, and wrapping data keys under a new master key.

use std::collections::BTreeMap;

use domain::IdentityId;
use domain::policy::Action;
use storage::identities::{self, Identity};
use storage::{StorageError, Tx};

use crate::failure::Barred;
use crate::record::Record;
use crate::secrets::{DataKey, Field};
use crate::{Ctx, Internal, Outcome};

/// How many identities are read or written in one transaction.
const AT_ONCE: i64 = 200;

/// What a check of the vault found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VaultCheck {
    /// How many data keys each master key wraps, by its number.
    pub by_master: BTreeMap<i32, u64>,
    /// Identities that can't be opened whole.
    pub unreadable: Vec<IdentityId>,
}

/// Opens every data key and every field, and tells what does not open. Nothing that was opened is kept.
pub async fn check_vault(ctx: &Ctx) -> Outcome<VaultCheck, Barred> {
    ctx.may::<Barred>(&Action::ManageKeys)?;
    let mut check = VaultCheck::default();
    let mut last = None;
    loop {
        let batch = after(ctx, last).await?;
        let Some(newest) = batch.last() else {
            return Ok(check);
        };
        last = Some(newest.id);
        for identity in &batch {
            let count = check.by_master.entry(identity.key.master).or_default();
            *count = count.saturating_add(1);
            if opens(ctx, identity).is_err() {
                check.unreadable.push(identity.id);
            }
        }
    }
}

/// Wraps every data key under the newest master key, and tells how many were under an older one. Those that somebody
/// else wraps at the same time are theirs.
pub async fn rewrap_vault(ctx: &Ctx) -> Outcome<u64, Barred> {
    ctx.may::<Barred>(&Action::ManageKeys)?;
    let mut total: u64 = 0;
    let mut last = None;
    loop {
        let batch = after(ctx, last).await?;
        let Some(newest) = batch.last() else {
            return Ok(total);
        };
        last = Some(newest.id);
        total = total.saturating_add(rewrap(ctx, batch).await?);
    }
}

async fn after(ctx: &Ctx, last: Option<IdentityId>) -> Result<Vec<Identity>, Internal> {
    let read = ctx
        .app()
        .db()
        .read::<_, StorageError, _>(async move |tx: &mut Tx| {
            identities::after(tx, last, AT_ONCE).await
        });
    Ok(read.await?)
}

async fn rewrap(ctx: &Ctx, batch: Vec<Identity>) -> Result<u64, Internal> {
    let mut wrapped = Vec::with_capacity(batch.len());
    for identity in batch {
        if let Some(key) = ctx.app().vault().rewrap(identity.id, &identity.key)? {
            wrapped.push((identity.id, identity.key.master, key));
        }
    }
    if wrapped.is_empty() {
        return Ok(0);
    }
    let inner = ctx.clone();
    ctx.app()
        .db()
        .write::<_, Internal, _>(async move |tx: &mut Tx| {
            let mut changed: u64 = 0;
            for (id, from, key) in &wrapped {
                let is_ours = identities::rewrap(tx, *id, *from, key).await?;
                changed = changed.saturating_add(u64::from(is_ours));
            }
            Record::of("keys.rewrapped", "vault")
                .with("identities", changed)
                .store(tx, &inner)
                .await?;
            Ok(changed)
        })
        .await
}

fn opens(ctx: &Ctx, identity: &Identity) -> Result<(), Internal> {
    let key: DataKey = ctx.app().vault().open_key(identity.id, &identity.key)?;
    if let Some(name) = &identity.name {
        key.open(Field::Name, name)?;
    }
    if let Some(birth_date) = &identity.birth_date {
        key.open_birth_date(birth_date)?;
    }
    if let Some(secret) = &identity.totp_secret {
        key.open(Field::TotpSecret, secret)?;
    }
    if let Some(institution) = &identity.institution {
        key.open(Field::Institution, institution)?;
    }
    if let Some(email) = &identity.email {
        key.open(Field::Email, &email.sealed)?;
    }
    Ok(())
}
