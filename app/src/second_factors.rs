//! The second factors of adults who work for the panel (SAFETY A26, T5): an authenticator app, passkeys, and recovery codes for when
//! both are lost. Setting them up, proving them when signing in and before dangerous acts, and taking them away.

mod own;
mod passkey;
mod prove;
mod reset;
mod site;
mod totp;

pub use own::{
    OwnPasskey, SecondFactors, own_second_factors, remove_passkey, renew_recovery_codes,
};
pub use passkey::{ask_for_passkey, finish_passkey, prove_passkey, start_passkey};
pub(crate) use prove::asked;
pub use prove::{Asked, asked_now, prove_totp, use_recovery_code};
pub(crate) use reset::reset;
pub use reset::{ResetRefusal, reset_second_factors};
pub use site::{Site, SiteError};
pub use totp::{StartedTotp, code_of, finish_totp, remove_totp, start_totp};

use chrono::TimeDelta;
use domain::policy::{Action, Denial};
use domain::{AccountId, Actor, SessionId, Timestamp};
use storage::ceremonies::{self, CeremonyKind};
use storage::identities::Identity;
use storage::{Tx, accounts, identities};
use zeroize::Zeroizing;

use crate::failure::Barred;
use crate::secrets::{DataKey, Field, OneTimeCode};
use crate::sessions::SignedIn;
use crate::{Ctx, Failure, Internal};

/// How long somebody has to answer what a set-up or a proof asks for.
const CEREMONY_LASTS: TimeDelta = TimeDelta::minutes(5);

/// Why a second factor was not set up, proven or taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactorRefusal {
    /// The actor may not.
    Barred(Barred),
    /// It is not what was asked for, was used before, or came too late; which of them is not told.
    Wrong,
    /// Too many guesses before this one, which was not looked at.
    TooMany {
        /// When the next one may be.
        retry_at: Timestamp,
    },
    /// It is the last one, which nobody takes away.
    LastOne,
    /// There are as many passkeys as one person can have.
    Full,
}

impl From<Barred> for FactorRefusal {
    fn from(barred: Barred) -> Self {
        Self::Barred(barred)
    }
}

/// A second factor that was set up, with the session in which it counts as proven.
pub struct SetUpFactor {
    /// The session, in place of the one before.
    pub session: SignedIn,
    /// Recovery codes, given once with the first second factor.
    pub recovery_codes: Vec<OneTimeCode>,
}

/// Who sets up or proves a second factor, and in which session.
#[derive(Debug, Clone, Copy)]
struct Subject {
    account: AccountId,
    session: SessionId,
}

/// Whoever may do this with their own second factors.
fn subject(ctx: &Ctx, action: &Action<'_>) -> Result<Subject, Failure<FactorRefusal>> {
    ctx.may::<FactorRefusal>(action)?;
    let account = match ctx.actor() {
        Actor::Unproven(unproven) => Some(unproven.account),
        Actor::Reader | Actor::Person(_) | Actor::Operator => ctx.actor().account(),
    };
    let found = account.zip(ctx.viewer());
    let (account, viewer) =
        found.ok_or_else(|| Failure::refused(Barred::Denied(Denial::SignedOut)))?;
    Ok(Subject {
        account,
        session: viewer.session,
    })
}

/// The sealed identity of an account, and the key that opens it.
async fn vault_of(
    tx: &mut Tx,
    ctx: &Ctx,
    account: AccountId,
) -> Result<(Identity, DataKey), Internal> {
    let missing = Internal::Contradiction("an adult who works for the panel has no identity");
    let Some(id) = accounts::identity(tx, account).await? else {
        return Err(missing);
    };
    let identity = identities::get(tx, id).await?.ok_or(missing)?;
    let key = ctx.app().vault().open_key(identity.id, &identity.key)?;
    Ok((identity, key))
}

/// Keeps what a session is asked for, sealed.
async fn begin(
    tx: &mut Tx,
    ctx: &Ctx,
    subject: Subject,
    kind: CeremonyKind,
    state: &str,
) -> Result<(), Internal> {
    let (_, key) = vault_of(tx, ctx, subject.account).await?;
    let sealed = key.seal(Field::Ceremony, state)?;
    let until = ctx.now().plus(CEREMONY_LASTS);
    Ok(ceremonies::begin(tx, subject.session, kind, &sealed, until).await?)
}

/// What the session was asked for, once; `None` when it was not, or too long ago.
async fn take(
    tx: &mut Tx,
    ctx: &Ctx,
    subject: Subject,
    kind: CeremonyKind,
) -> Result<Option<Zeroizing<String>>, Internal> {
    let asked = ceremonies::take(tx, subject.session, kind, ctx.now()).await?;
    open(tx, ctx, subject, asked).await
}

/// The same, and it stays asked for: who types a code wrong tries again.
async fn read(
    tx: &mut Tx,
    ctx: &Ctx,
    subject: Subject,
    kind: CeremonyKind,
) -> Result<Option<Zeroizing<String>>, Internal> {
    let asked = ceremonies::read(tx, subject.session, kind, ctx.now()).await?;
    open(tx, ctx, subject, asked).await
}

async fn open(
    tx: &mut Tx,
    ctx: &Ctx,
    subject: Subject,
    sealed: Option<Vec<u8>>,
) -> Result<Option<Zeroizing<String>>, Internal> {
    let Some(sealed) = sealed else {
        return Ok(None);
    };
    let (_, key) = vault_of(tx, ctx, subject.account).await?;
    key.open(Field::Ceremony, &sealed).map(Some)
}
