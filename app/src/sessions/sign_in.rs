//! Signing in: a login and a passphrase become a session. Wrong login and wrong passphrase are one answer, in the
//! same time, as often as [`Attempts`](super::Attempts) lets anybody try.

use domain::account::Standing;
use domain::text::Login;
use domain::{AccountId, SessionId, Timestamp};
use storage::sessions::{self, Counted, NewSession};
use storage::{Tx, accounts};
use zeroize::Zeroizing;

use super::{AttemptKey, MOST_SESSIONS, MOST_UNPROVEN, SESSION_LASTS, UNPROVEN_LASTS};
use crate::record::Record;
use crate::second_factors::{self, Asked};
use crate::secrets::{Passphrase, Token, token_hash};
use crate::source::new_id;
use crate::{Ctx, Failure, Internal, Outcome};

/// What somebody typed.
pub struct SignIn {
    /// The login.
    pub login: String,
    /// The passphrase.
    pub passphrase: Zeroizing<String>,
    /// Where they are, if the transport knows; only the limits look at it.
    pub from: Option<AttemptKey>,
}

/// A session that was just opened.
pub struct SignedIn {
    /// The proof, given once.
    pub token: Token,
    /// Whose session it is.
    pub account: AccountId,
    /// When it ends.
    pub until: Timestamp,
    /// What has to be proven before it is good for anything; `None` when nothing has.
    pub asked: Option<Asked>,
}

/// Why nobody was signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignInRefusal {
    /// The login or the passphrase is wrong, or the account is closed; which of them is not told.
    Wrong,
    /// Too many tries before this one, at this login or from this address, whether or not there is such a login. It
    /// was not looked at.
    TooMany {
        /// When the next one may be.
        retry_at: Timestamp,
    },
}

/// Opens a session.
pub async fn sign_in(ctx: &Ctx, input: SignIn) -> Outcome<SignedIn, SignInRefusal> {
    let proof = prove_passphrase(ctx, input.login, input.passphrase, input.from).await?;
    let account = match proof {
        Proof::Of(account) => account,
        Proof::Wrong => return Err(Failure::Refused(SignInRefusal::Wrong)),
        Proof::TooMany { retry_at } => {
            return Err(Failure::Refused(SignInRefusal::TooMany { retry_at }));
        }
    };
    let inner = ctx.clone();
    let opened = ctx
        .app()
        .db()
        .write::<_, Internal, _>(async move |tx: &mut Tx| {
            // Whoever signs in again on the same device leaves no session behind there.
            if let Some(before) = inner.viewer() {
                sessions::delete(tx, before.session).await?;
            }
            open(tx, &inner, account).await
        })
        .await?;
    Ok(opened)
}

/// What a login and a passphrase came to.
pub(crate) enum Proof {
    /// They belong to this account.
    Of(AccountId),
    /// One of them is wrong, or the account is closed.
    Wrong,
    /// Too many tries before this one. It was not looked at.
    TooMany {
        /// When the next one may be.
        retry_at: Timestamp,
    },
}

/// Looks whether a login and a passphrase belong together, as often as anybody may try.
pub(crate) async fn prove_passphrase(
    ctx: &Ctx,
    login: String,
    passphrase: Zeroizing<String>,
    from: Option<AttemptKey>,
) -> Result<Proof, Internal> {
    let attempts = ctx.app().attempts();
    let attempt = match attempts.begin(&login, from, ctx.now()) {
        Ok(attempt) => attempt,
        Err(retry_at) => return Ok(Proof::TooMany { retry_at }),
    };
    match proven(ctx, &login, passphrase).await {
        Ok(Some(account)) => {
            attempts.succeeded(&attempt, ctx.now());
            Ok(Proof::Of(account))
        }
        Ok(None) => {
            attempts.failed();
            Ok(Proof::Wrong)
        }
        Err(error) => {
            attempts.give_back(&attempt);
            Err(error)
        }
    }
}

/// The account that login and passphrase belong to, unless it is closed.
async fn proven(
    ctx: &Ctx,
    login: &str,
    passphrase: Zeroizing<String>,
) -> Result<Option<AccountId>, Internal> {
    let login = Login::parse(login).ok();
    let possible = passphrase.chars().count() <= Passphrase::LONGEST;
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
        passphrase
    } else {
        Zeroizing::new(String::new())
    };
    let fits = ctx.app().passphrases().verify(given, stored).await?;
    Ok(may_sign_in.filter(|_| fits))
}

/// Opens a session in a transaction. Whoever works for the panel has yet to prove a second factor in it, and has little time;
/// such sessions never end those in which it is proven.
pub(crate) async fn open(tx: &mut Tx, ctx: &Ctx, account: AccountId) -> Result<SignedIn, Internal> {
    let asked = second_factors::asked(tx, account).await?;
    let (lasts, counted, others) = match asked {
        None => (SESSION_LASTS, Counted::All, MOST_SESSIONS - 1),
        Some(_) => (UNPROVEN_LASTS, Counted::Unproven, MOST_UNPROVEN - 1),
    };
    let (token, hash) = new_token()?;
    let until = ctx.now().plus(lasts);
    let session = NewSession {
        id: SessionId::from_uuid(new_id(ctx.now())),
        token_hash: &hash,
        account,
        at: ctx.now(),
        proven: None,
        until,
    };
    sessions::insert(tx, session).await?;
    sessions::keep_newest(tx, account, session.id, counted, others).await?;
    Record::of("session.opened", account)
        .with("session", session.id)
        .store(tx, ctx)
        .await?;
    Ok(SignedIn {
        token,
        account,
        until,
        asked,
    })
}

/// Goes on with a session in which a second factor was proven just now, under another token. It ends when it would have
/// ended anyway, counted from signing in. `None` when it is over.
pub(crate) async fn prove(
    tx: &mut Tx,
    ctx: &Ctx,
    account: AccountId,
    session: SessionId,
) -> Result<Option<SignedIn>, Internal> {
    let Some(began) = sessions::lock(tx, session).await? else {
        return Ok(None);
    };
    let (token, hash) = new_token()?;
    let until = began.plus(SESSION_LASTS);
    if !sessions::prove(tx, session, &hash, ctx.now(), until).await? {
        return Ok(None);
    }
    let others = MOST_SESSIONS - 1;
    sessions::keep_newest(tx, account, session, Counted::All, others).await?;
    Ok(Some(SignedIn {
        token,
        account,
        until,
        asked: None,
    }))
}

fn new_token() -> Result<(Token, [u8; 32]), Internal> {
    let token = Token::generate();
    let hash = token_hash(token.reveal()).ok_or(Internal::Contradiction("a new token"))?;
    Ok((token, hash))
}
