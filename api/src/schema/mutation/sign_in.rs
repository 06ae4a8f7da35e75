//! `signIn`: a login and a passphrase become a session.

use app::sessions::{self, AttemptKey, SignInRefusal};
use async_graphql::{Context, InputObject, Object, Result, SimpleObject, Union};

use super::payload::told;
use crate::http::{SessionChange, SessionToken};
use crate::schema::errors::{RateLimitedError, SignInRefusedError};
use crate::schema::request::Parts as _;
use crate::schema::scalars::DateTime;
use crate::schema::second_factor::SecondFactorAsked;

/// The mutation.
#[derive(Default)]
pub(crate) struct SignIn;

/// What you sign in with.
#[derive(InputObject)]
struct SignInInput {
    /// The login.
    login: String,
    /// The passphrase.
    passphrase: String,
    /// Accepted everywhere; signing in twice opens two sessions, which does no harm.
    client_mutation_id: Option<String>,
}

/// A session that was opened. A browser got it as a cookie too.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct SignedIn {
    /// The proof of the session, to send as `Authorization: Bearer …`. Keep it secret; it is shown once.
    token: String,
    /// When the session ends.
    expires_at: DateTime,
    /// What has to be proven before the session is good for anything; null when nothing has. Adults who work for the
    /// panel always prove a second factor.
    second_factor: Option<SecondFactorAsked>,
}

impl SignedIn {
    /// Tells of a session that was opened, and gives the browser its cookie.
    pub(super) fn tell(ctx: &Context<'_>, opened: &sessions::SignedIn) -> Result<Self> {
        let token = opened.token.reveal().to_owned();
        let lasts = sessions::SESSION_LASTS.to_std().unwrap_or_default();
        if let Some(token) = SessionToken::parse(&token) {
            let change = SessionChange::SignedIn(token, lasts);
            ctx.request()?.change_session(change);
        }
        Ok(Self {
            token,
            expires_at: DateTime(opened.until),
            second_factor: opened.asked.map(SecondFactorAsked::from),
        })
    }
}

/// How `signIn` ended.
#[derive(Union)]
pub(crate) enum SignInPayload {
    /// You are signed in.
    SignedIn(SignedIn),
    /// Wrong login or passphrase.
    Refused(SignInRefusedError),
    /// Too many tries before.
    TooMany(RateLimitedError),
}

#[Object(serial)]
impl SignIn {
    /// Signs you in: gives a token for bearer callers and sets the session cookie for browsers. After too many wrong
    /// tries nothing is looked at for a while.
    #[graphql(complexity = "100 + child_complexity")]
    async fn sign_in(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What you sign in with.")] input: SignInInput,
    ) -> Result<SignInPayload> {
        drop(input.client_mutation_id);
        let caller = ctx.request()?.caller();
        let given = sessions::SignIn {
            login: input.login,
            passphrase: input.passphrase.into(),
            from: caller.map(|address| AttemptKey::of(&address.bytes())),
        };
        let app = ctx.app()?;
        let outcome = sessions::sign_in(app, given).await;
        Ok(match told(ctx, outcome)? {
            Ok(opened) => SignedIn::tell(ctx, &opened)?.into(),
            Err(SignInRefusal::Wrong) => SignInRefusedError::new(ctx.say()?).into(),
            Err(SignInRefusal::TooMany { retry_at }) => {
                RateLimitedError::new(ctx.say()?, app.now(), retry_at).into()
            }
        })
    }
}
