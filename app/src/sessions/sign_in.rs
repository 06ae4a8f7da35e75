//! Signing in: a login and a passphrase become a session. Wrong login and wrong passphrase are one answer, in the
//! same time.

use domain::account::Standing;
use domain::text::Login;
use domain::{AccountId, SessionId, Timestamp};
use storage::sessions::{self, NewSession};
use storage::{Tx, accounts};
use zeroize::Zeroizing;

use super::SESSION_LASTS;
use crate::record::Record;
use crate::secrets::{Passphrase, Token, token_hash};
use crate::source::new_id;
use crate::{Ctx, Failure, Internal, Outcome};

/// What somebody typed.
pub struct SignIn {
    /// The login.
    pub login: String,
    /// The passphrase.
    pub passphrase: Zeroizing<String>,
}

/// A session that was just opened.
pub struct SignedIn {
    /// The proof, given once.
    pub token: Token,
    /// Whose session it is.
    pub account: AccountId,
    /// When it ends.
    pub until: Timestamp,
}

/// Why nobody was signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignInRefusal {
    /// The login or the passphrase is wrong, or the account is closed; which of them is not told.
    Wrong,
}

/// Opens a session.
pub async fn sign_in(ctx: &Ctx, input: SignIn) -> Outcome<SignedIn, SignInRefusal> {
    let login = Login::parse(&input.login).ok();
    let possible = input.passphrase.chars().count() <= Passphrase::LONGEST;
    let credentials = match login {
        Some(login) if possible => {
            let db = ctx.app().db();
            db.read::<_, Internal, _>(async move |tx: &mut Tx| {
                Ok(accounts::credentials(tx, &login).await?)
            })
            .await?
        }
        Some(_) | None => None,
    };
    let may_sign_in = credentials
        .as_ref()
        .filter(|known| known.standing != Standing::Closed)
        .map(|known| known.account);
    let stored = credentials.map(|known| known.passphrase);
    let given = if possible {
        input.passphrase
    } else {
        Zeroizing::new(String::new())
    };
    let fits = ctx.app().passphrases().verify(given, stored).await?;
    let Some(account) = may_sign_in.filter(|_| fits) else {
        return Err(Failure::Refused(SignInRefusal::Wrong));
    };
    let inner = ctx.clone();
    let opened = ctx
        .app()
        .db()
        .write::<_, Internal, _>(async move |tx: &mut Tx| open(tx, &inner, account).await)
        .await?;
    Ok(opened)
}

/// Opens a session in a transaction.
pub(crate) async fn open(tx: &mut Tx, ctx: &Ctx, account: AccountId) -> Result<SignedIn, Internal> {
    let token = Token::generate();
    let hash = token_hash(token.reveal()).ok_or(Internal::Contradiction("a new token"))?;
    let until = ctx.now().plus(SESSION_LASTS);
    let session = NewSession {
        id: SessionId::from_uuid(new_id(ctx.now())),
        token_hash: &hash,
        account,
        at: ctx.now(),
        until,
    };
    sessions::insert(tx, session).await?;
    sessions::keep_newest(tx, account, super::MOST_SESSIONS).await?;
    Record::of("session.opened", account)
        .with("session", session.id)
        .store(tx, ctx)
        .await?;
    Ok(SignedIn {
        token,
        account,
        until,
    })
}
