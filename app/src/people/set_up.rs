//! Setting up the first administrator with a one-time link. Only a panel without any account has such a link, only
//! whoever runs the server sees it, and it ends with the first account, however that came about.

use chrono::TimeDelta;
use domain::account::Role;
use domain::text::{Login, PenName};
use domain::{AccountId, Country, Timestamp};
use sha2::{Digest as _, Sha256};
use storage::{StorageError, Tx, accounts, setup_links};
use zeroize::Zeroizing;

use super::account::{self, NewAccount};
use crate::record::Record;
use crate::secrets::Passphrase;
use crate::sessions::{self, SignedIn};
use crate::source::{new_id, random_word};
use crate::{App, Ctx, Failure, Internal, Outcome};

/// How long a link is good.
pub const SETUP_LINK_LASTS: TimeDelta = TimeDelta::hours(24);

/// The proof that a link carries: 26 letters and digits, 130 bits. Its `Debug` prints nothing.
pub struct SetupCode(Zeroizing<String>);

impl SetupCode {
    const LETTERS: usize = 26;

    fn generate() -> Self {
        Self(Zeroizing::new(random_word::<{ Self::LETTERS }>()))
    }

    /// Takes what somebody presents; spaces around it don't count.
    pub fn presented(given: &str) -> Self {
        Self(Zeroizing::new(given.trim().to_owned()))
    }

    /// The code itself, for whoever runs the server and nobody else.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0.as_bytes()).into()
    }
}

impl std::fmt::Debug for SetupCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SetupCode(..)")
    }
}

/// What the first administrator chooses.
pub struct SetUp {
    /// The proof from the link.
    pub code: SetupCode,
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
}

/// Makes a link, in place of the one before. A panel in which somebody has an account gets none.
pub async fn offer_set_up(app: &App) -> Result<Option<SetupCode>, Internal> {
    let code = SetupCode::generate();
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
async fn can_set_up(ctx: &Ctx, code: &SetupCode) -> Result<bool, Internal> {
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
        clearance: None,
    };
    let hash = ctx.app().passphrases().hash(new.passphrase.clone()).await?;
    let inner = ctx.clone();
    ctx.app()
        .db()
        .write::<_, Failure<SetUpRefusal>, _>(async move |tx: &mut Tx| {
            take(tx, &code, inner.now()).await?;
            account::store(tx, &inner, id, &new, &hash, None).await?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_long_random_and_does_not_print() {
        let (one, other) = (SetupCode::generate(), SetupCode::generate());
        assert_eq!(one.reveal().len(), SetupCode::LETTERS);
        assert_ne!(one.reveal(), other.reveal());
        assert_eq!(format!("{one:?}"), "SetupCode(..)");
        let typed = SetupCode::presented(&format!(" {}\n", one.reveal()));
        assert_eq!(typed.hash(), one.hash());
    }
}
