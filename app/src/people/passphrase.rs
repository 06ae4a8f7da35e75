//! Changing one's own passphrase, with the one that counts now. Every other session ends.

use domain::AccountId;
use domain::Timestamp;
use domain::policy::Action;
use domain::text::Login;
use storage::{Tx, accounts, people, sessions};
use zeroize::Zeroizing;

use super::account::new_hash;
use crate::failure::Barred;
use crate::record::Record;
use crate::secrets::{Passphrase, WeakPassphrase};
use crate::sessions::{AttemptKey, Proof, prove_passphrase};
use crate::{Ctx, Failure, Internal, Outcome};

/// What somebody types who changes the passphrase.
pub struct ChangePassphrase {
    /// The passphrase that counts now.
    pub current: Zeroizing<String>,
    /// The other one.
    pub new: Passphrase,
    /// Where they are, if the transport knows; only the limits look at it.
    pub from: Option<AttemptKey>,
}

/// Why the passphrase was not changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangePassphraseRefusal {
    /// Nobody is signed in.
    Barred(Barred),
    /// It is not the passphrase that counts now.
    Wrong,
    /// Too many tries before.
    TooMany {
        /// When the next one may be.
        retry_at: Timestamp,
    },
    /// The other one is easy to guess.
    Weak(WeakPassphrase),
}

impl From<Barred> for ChangePassphraseRefusal {
    fn from(barred: Barred) -> Self {
        Self::Barred(barred)
    }
}

/// Changes the passphrase of whoever asks.
pub async fn change_passphrase(
    ctx: &Ctx,
    input: ChangePassphrase,
) -> Outcome<(), ChangePassphraseRefusal> {
    ctx.may::<ChangePassphraseRefusal>(&Action::ChangePassphrase)?;
    let account = ctx.person::<ChangePassphraseRefusal>()?.account;
    let login = login_of(ctx, account).await?;
    match prove_passphrase(ctx, login, input.current, input.from).await? {
        Proof::Of(proven) if proven == account => {}
        Proof::Of(_) | Proof::Wrong => {
            return Err(Failure::Refused(ChangePassphraseRefusal::Wrong));
        }
        Proof::TooMany { retry_at } => {
            return Err(Failure::Refused(ChangePassphraseRefusal::TooMany {
                retry_at,
            }));
        }
    }
    let made = new_hash_of(ctx, account, &input.new).await?;
    let made = made.map_err(|weak| Failure::Refused(ChangePassphraseRefusal::Weak(weak)))?;
    let inner = ctx.clone();
    let session = ctx.viewer().map(|viewer| viewer.session);
    ctx.app()
        .db()
        .write::<_, Failure<ChangePassphraseRefusal>, _>(async move |tx: &mut Tx| {
            accounts::set_passphrase(tx, account, &made, inner.now()).await?;
            match session {
                Some(session) => sessions::end_others(tx, account, session).await?,
                None => sessions::end_all(tx, account).await?,
            }
            Record::of("passphrase.changed", account)
                .store(tx, &inner)
                .await?;
            Ok(())
        })
        .await
}

async fn login_of(ctx: &Ctx, account: AccountId) -> Result<String, Internal> {
    ctx.app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| Ok(accounts::login(tx, account).await?))
        .await
}

/// The hash of another passphrase of an account, if it withstands guessing by somebody who knows whose it is.
pub(crate) async fn new_hash_of(
    ctx: &Ctx,
    account: AccountId,
    passphrase: &Passphrase,
) -> Result<Result<String, WeakPassphrase>, Internal> {
    let (login, names) = ctx
        .app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            let names = people::pen_names(tx, &[account]).await?;
            Ok((accounts::login(tx, account).await?, names))
        })
        .await?;
    let login = Login::parse(&login);
    let login = login.map_err(|_unreadable| Internal::Contradiction("the login of an account"))?;
    let (_, name) = names
        .into_iter()
        .next()
        .ok_or(Internal::Contradiction("an account without a pen name"))?;
    new_hash(ctx, passphrase, &login, &name).await
}

/// The name that whoever asks signs in with.
pub async fn own_login(ctx: &Ctx) -> Result<Option<String>, Internal> {
    let Some(account) = ctx.actor().account() else {
        return Ok(None);
    };
    ctx.app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            Ok(Some(accounts::login(tx, account).await?))
        })
        .await
}

/// When the passphrase of whoever asks was chosen.
pub async fn own_passphrase_at(ctx: &Ctx) -> Result<Option<Timestamp>, Internal> {
    let Some(account) = ctx.actor().account() else {
        return Ok(None);
    };
    ctx.app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            Ok(Some(accounts::passphrase_at(tx, account).await?))
        })
        .await
}
