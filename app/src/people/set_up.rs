//! Setting up the first administrator with a one-time link. Only a panel without any account has such a link, only
//! whoever runs the server sees it, and it ends with the first account, however that came about.

use chrono::TimeDelta;
use domain::account::Role;
use domain::text::{Login, PenName};
use domain::{AccountId, Country, Timestamp};
use storage::{StorageError, Tx, accounts, setup_links};

use super::account::{self, NewAccount, new_hash};
use super::identity;
use crate::record::Record;
use crate::secrets::{OneTimeCode, Passphrase, WeakPassphrase};
use crate::sessions::{self, SignedIn};
use crate::source::new_id;
use crate::{App, Ctx, Failure, Internal, Outcome};

/// How long a link is good.
pub const SETUP_LINK_LASTS: TimeDelta = TimeDelta::hours(24);

/// What the first administrator chooses.
pub struct SetUp {
    /// The proof from the link.
    pub code: OneTimeCode,
    /// The name to sign in with.
    pub login: Login,
    /// The name that others see.
    pub pen_name: PenName,
    /// What to sign in with.
    pub passphrase: Passphrase,
}

/// Why nobody was set up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetUpRefusal {
    /// The link is unknown, used, replaced or too old, or somebody has an account already; which is not told.
    LinkOver,
    /// The passphrase is easy to guess.
    Weak(WeakPassphrase),
}

/// Makes a link, in place of the one before. A panel in which somebody has an account gets none.
pub async fn offer_set_up(app: &App) -> Result<Option<OneTimeCode>, Internal> {
    let code = OneTimeCode::generate();
    let (hash, now) = (code.hash(), app.clock().now());
    let offered = app
        .db()
        .write::<_, Internal, _>(async move |tx: &mut Tx| {
            if accounts::any(tx).await? {
                return Ok(false);
            }
            setup_links::replace(tx, &hash, now, now.plus(SETUP_LINK_LASTS)).await?;
            Ok(true)
        })
        .await?;
    Ok(offered.then_some(code))
}

/// Whether a link can be used.
async fn can_set_up(ctx: &Ctx, code: &OneTimeCode) -> Result<bool, Internal> {
    let (hash, now) = (code.hash(), ctx.now());
    ctx.app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            Ok(setup_links::is_good(tx, &hash, now).await? && !accounts::any(tx).await?)
        })
        .await
}

/// Creates the first administrator and signs them in.
pub async fn set_up_administrator(ctx: &Ctx, chosen: SetUp) -> Outcome<SignedIn, SetUpRefusal> {
    // Looked at first, so that hashing is not for everybody who guesses.
    if !can_set_up(ctx, &chosen.code).await? {
        return Err(Failure::Refused(SetUpRefusal::LinkOver));
    }
    let id = AccountId::from_uuid(new_id(ctx.now()));
    let code = chosen.code.hash();
    let new = NewAccount {
        login: chosen.login,
        pen_name: chosen.pen_name,
        passphrase: chosen.passphrase,
        language: ctx.language(),
        roles: vec![Role::Administrator],
        born_on: None,
        country: Country::SPAIN,
        consent: Vec::new(),
        certificate: None,
        trained_on: None,
    };
    let identity = identity::nameless(ctx, None, new.country)?;
    let hash = new_hash(ctx, &new.passphrase, &new.login, &new.pen_name).await?;
    let hash = hash.map_err(|weak| Failure::Refused(SetUpRefusal::Weak(weak)))?;
    let inner = ctx.clone();
    ctx.app()
        .db()
        .write::<_, Failure<SetUpRefusal>, _>(async move |tx: &mut Tx| {
            take(tx, &code, inner.now()).await?;
            account::store(tx, &inner, id, &new, &hash, &identity).await?;
            Record::of("setup-link.used", id).store(tx, &inner).await?;
            Ok(sessions::open(tx, &inner, id).await?)
        })
        .await
}

/// Uses the link up, in the transaction of what it is used for.
async fn take(tx: &mut Tx, code: &[u8; 32], now: Timestamp) -> Result<(), Failure<SetUpRefusal>> {
    let is_good: Result<bool, StorageError> = async {
        Ok(setup_links::is_good(tx, code, now).await?
            && setup_links::take_all(tx, code).await?
            && !accounts::any(tx).await?)
    }
    .await;
    if is_good? {
        Ok(())
    } else {
        Err(Failure::Refused(SetUpRefusal::LinkOver))
    }
}
