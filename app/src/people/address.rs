//! An address for mail that somebody gives for themselves, so that the panel can tell them that there is something new. It counts once they show that mail reaches
//! them there. By the addresses of adults it is known who must not vouch for a child and answer for it too (SAFETY T24), so only correspondents change theirs; an adult gives one
//! where none is kept.

use chrono::TimeDelta;
use domain::account::{Person, Role};
use domain::policy::Action;
use domain::{AccountId, IdentityId, MailId};
use serde::{Deserialize, Serialize};
use storage::address_proofs::{self, AddressProof};
use storage::guardian_askings::{self, Asked, Asking};
use storage::identities::{self, Identity, SealedEmail};
use storage::mails::{self, About, Mail};
use storage::notifications::{self, Settings};
use storage::{StorageError, Tx, accounts, groups};
use zeroize::Zeroizing;

use crate::failure::{Barred, refusal};
use crate::mail::EmailAddress;
use crate::once::{ClientMutationId, once};
use crate::read::own_consent;
use crate::record::Record;
use crate::secrets::{CodeFor, Field};
use crate::source::new_id;
use crate::{Ctx, Failure, Internal, OneTimeCode, Outcome};

/// How long the code in the mail counts.
pub const ADDRESS_PROOF_LASTS: TimeDelta = TimeDelta::hours(24);
/// How often one person gives an address, and one address is written to for it, within a day.
const MOST_A_DAY: i64 = 3;

/// An address to be proven.
#[derive(Debug, Clone, Hash)]
pub struct GiveAddress {
    /// The address.
    pub address: EmailAddress,
}

/// A mail with a code is on its way.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AddressGiven;

/// Why no mail is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GiveAddressRefusal {
    /// The person may not.
    Barred(Barred),
    /// The retry id was used for something else.
    Reused,
    /// A guardian still decides for them what the panel keeps.
    TooYoung,
    /// An adult has one that does not change here.
    Kept,
    /// They gave one as often as one may within a day.
    TooOften,
}

refusal!(GiveAddressRefusal);

/// Why no address counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProveAddressRefusal {
    /// The person may not.
    Barred(Barred),
    /// The code is used or too old, or was never theirs, or what is kept of them is not for them to say; which is not told.
    Over,
}

impl From<Barred> for ProveAddressRefusal {
    fn from(barred: Barred) -> Self {
        Self::Barred(barred)
    }
}

/// Why an address stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RemoveAddressRefusal {
    /// The person may not.
    Barred(Barred),
    /// An adult has one that does not change here.
    Kept,
}

impl From<Barred> for RemoveAddressRefusal {
    fn from(barred: Barred) -> Self {
        Self::Barred(barred)
    }
}

/// Sends a code to an address that the signed-in person gives. Correspondents may who decide alone about what is kept of them, and adults of whom none is kept.
pub async fn give_address(
    ctx: &Ctx,
    input: GiveAddress,
    retry: Option<ClientMutationId>,
) -> Outcome<AddressGiven, GiveAddressRefusal> {
    if !decides_alone(ctx).await? {
        return Err(Failure::Refused(GiveAddressRefusal::TooYoung));
    }
    once(ctx, "giveMailAddress", input, retry, |tx, ctx, input| {
        Box::pin(give(tx, ctx, input))
    })
    .await
}

/// Whether nobody else decides what is kept of the signed-in person.
async fn decides_alone(ctx: &Ctx) -> Result<bool, Internal> {
    let is_correspondent = ctx
        .actor()
        .person()
        .is_some_and(|person| person.roles.contains(&Role::Correspondent));
    let consent = own_consent(ctx).await?;
    Ok(!is_correspondent || consent.is_some_and(|consent| !consent.needs_guardian))
}

/// Whether an address may come in the place of what is kept: for who is nothing but a correspondent always, for others where none is kept, and never for a guardian.
async fn may_change(
    tx: &mut Tx,
    person: &Person,
    identity: &Identity,
) -> Result<bool, StorageError> {
    let is_only_correspondent = person.roles == [Role::Correspondent];
    Ok((is_only_correspondent || identity.email.is_none())
        && !person.roles.contains(&Role::Guardian)
        && !groups::is_any_guardian(tx, person.account).await?)
}

async fn give(
    tx: &mut Tx,
    ctx: &Ctx,
    input: GiveAddress,
) -> Outcome<AddressGiven, GiveAddressRefusal> {
    ctx.may::<GiveAddressRefusal>(&Action::KeepOwnAccount)?;
    let person = ctx.person::<GiveAddressRefusal>()?;
    let by = person.account;
    accounts::lock(tx, by).await?;
    let identity = identity_of(tx, by).await?;
    if !may_change(tx, person, &identity).await? {
        return Err(Failure::Refused(GiveAddressRefusal::Kept));
    }
    let since = ctx.now().plus(-TimeDelta::days(1));
    if guardian_askings::count_by(tx, (by, Asked::Oneself), since).await? >= MOST_A_DAY {
        return Err(Failure::Refused(GiveAddressRefusal::TooOften));
    }
    let index = ctx.app().vault().index_of_email(input.address.reveal())?;
    // Whether others had it written to is not told.
    let is_written_to_often =
        guardian_askings::count_to(tx, (&index, Asked::Oneself), since).await? >= MOST_A_DAY;
    let asking = Asking {
        id: new_id(ctx.now()),
        asked_by: by,
        email_index: &index,
        asked: Asked::Oneself,
        at: ctx.now(),
    };
    guardian_askings::insert(tx, &asking).await?;
    Record::of("mail-address.given", by).store(tx, ctx).await?;
    if !is_written_to_often {
        send(tx, ctx, (by, &identity), (&input.address, index)).await?;
    }
    Ok(AddressGiven)
}

/// Stores what is to be proven and the mail with the code, in place of an earlier one.
async fn send(
    tx: &mut Tx,
    ctx: &Ctx,
    (by, identity): (AccountId, &Identity),
    (address, index): (&EmailAddress, [u8; 32]),
) -> Result<(), Internal> {
    let (id, vault) = (new_id(ctx.now()), ctx.app().vault());
    let key = vault.open_key(identity.id, &identity.key)?;
    let proof = AddressProof {
        id,
        account: by,
        code_hash: vault.code(CodeFor::MailAddress, id)?.hash(),
        address: SealedEmail {
            sealed: key.seal(Field::Email, address.reveal())?,
            index,
        },
        until: ctx.now().plus(ADDRESS_PROOF_LASTS),
    };
    address_proofs::replace(tx, &proof).await?;
    mails::delete_older(tx, identity.id, About::AddressProof).await?;
    let mail = Mail {
        id: MailId::from_uuid(new_id(ctx.now())),
        recipient: identity.id,
        about: About::AddressProof,
        language: ctx.language(),
        attempts: 0,
    };
    Ok(mails::insert(tx, &mail, ctx.now()).await?)
}

/// Takes the code that reached the signed-in person: from here on it is their address.
pub async fn prove_address(ctx: &Ctx, code: OneTimeCode) -> Outcome<(), ProveAddressRefusal> {
    ctx.may::<ProveAddressRefusal>(&Action::KeepOwnAccount)?;
    let person = ctx.person::<ProveAddressRefusal>()?.clone();
    let over = || Failure::Refused(ProveAddressRefusal::Over);
    if !decides_alone(ctx).await? {
        return Err(over());
    }
    let (inner, hash) = (ctx.clone(), code.hash());
    ctx.app()
        .db()
        .write::<_, Failure<ProveAddressRefusal>, _>(async move |tx: &mut Tx| {
            let by = person.account;
            accounts::lock(tx, by).await?;
            let proof = address_proofs::of_account(tx, by, inner.now()).await?;
            let proof = proof.filter(|proof| proof.code_hash == hash);
            let proof = proof.ok_or_else(over)?;
            let identity = locked_identity_of(tx, by).await?;
            if !may_change(tx, &person, &identity).await? {
                return Err(over());
            }
            identities::set_email(tx, identity.id, Some(&proof.address)).await?;
            address_proofs::delete(tx, by).await?;
            Record::of("mail-address.proven", by)
                .store(tx, &inner)
                .await?;
            Ok(())
        })
        .await
}

/// Forgets the address of the signed-in correspondent, and mails nothing more.
pub async fn remove_address(ctx: &Ctx) -> Outcome<(), RemoveAddressRefusal> {
    ctx.may::<RemoveAddressRefusal>(&Action::KeepOwnAccount)?;
    let (inner, person) = (ctx.clone(), ctx.person::<RemoveAddressRefusal>()?.clone());
    ctx.app()
        .db()
        .write::<_, Failure<RemoveAddressRefusal>, _>(async move |tx: &mut Tx| {
            let by = person.account;
            accounts::lock(tx, by).await?;
            let identity = locked_identity_of(tx, by).await?;
            if !may_change(tx, &person, &identity).await? {
                return Err(Failure::Refused(RemoveAddressRefusal::Kept));
            }
            // The settings before the mail, as a digest locks them.
            let before = notifications::lock_settings(tx, by).await?;
            let was_given = address_proofs::delete(tx, by).await?;
            if identity.email.is_none() && !was_given {
                return Ok(());
            }
            identities::set_email(tx, identity.id, None).await?;
            let after = Settings {
                digest: None,
                ..before
            };
            notifications::store_settings(tx, by, &after).await?;
            mails::delete_older(tx, identity.id, About::News).await?;
            Record::of("mail-address.removed", by)
                .store(tx, &inner)
                .await?;
            Ok(())
        })
        .await
}

/// Enough of the address of the signed-in person to know it by: its first letter and its domain. Nothing where none is kept.
pub async fn own_address_hint(ctx: &Ctx) -> Result<Option<String>, Internal> {
    let account = ctx.actor().account();
    let Some(account) = account.filter(|_| ctx.is_allowed(&Action::KeepOwnAccount)) else {
        return Ok(None);
    };
    let db = ctx.app().db();
    let identity = db
        .read::<_, Internal, _>(async move |tx: &mut Tx| identity_of(tx, account).await)
        .await?;
    let Some(email) = &identity.email else {
        return Ok(None);
    };
    let key = ctx.app().vault().open_key(identity.id, &identity.key)?;
    let address = key.open(Field::Email, &email.sealed)?;
    Ok(hint(&address))
}

fn hint(address: &Zeroizing<String>) -> Option<String> {
    let (name, domain) = address.rsplit_once('@')?;
    let first = name.chars().next()?;
    Some(format!("{first}…@{domain}"))
}

/// The address to which a code goes, with the code; nothing where it was replaced, proven or is too old.
pub(crate) async fn to_prove(
    ctx: &Ctx,
    recipient: IdentityId,
) -> Result<Option<(Zeroizing<String>, OneTimeCode)>, Internal> {
    let now = ctx.now();
    let db = ctx.app().db();
    let found = db
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            let Some(account) = accounts::of_identity(tx, recipient).await? else {
                return Ok(None);
            };
            let proof = address_proofs::of_account(tx, account, now).await?;
            Ok(proof.zip(identities::get(tx, recipient).await?))
        })
        .await?;
    let Some((proof, identity)) = found else {
        return Ok(None);
    };
    let vault = ctx.app().vault();
    let key = vault.open_key(identity.id, &identity.key)?;
    let address = key.open(Field::Email, &proof.address.sealed)?;
    Ok(Some((address, vault.code(CodeFor::MailAddress, proof.id)?)))
}

/// The same, locked: who answers a guardian's link meanwhile comes before this or after it.
async fn locked_identity_of(tx: &mut Tx, account: AccountId) -> Result<Identity, Internal> {
    if let Some(identity) = accounts::identity(tx, account).await? {
        identities::lock(tx, identity).await?;
    }
    identity_of(tx, account).await
}

async fn identity_of(tx: &mut Tx, account: AccountId) -> Result<Identity, Internal> {
    let identity = match accounts::identity(tx, account).await? {
        Some(identity) => identities::get(tx, identity).await?,
        None => None,
    };
    identity.ok_or(Internal::Contradiction("an account without an identity"))
}
