//! The authenticator apps of the demo's staff, set up as real ones are.

use anyhow::Context as _;
use app::second_factors::{self, code_of};
use app::sessions::{self, SignIn, authenticate, sign_out};
use app::{Ctx, Passphrase};

use super::stage::told;

/// Signs somebody in who has to set up a second factor, and sets an app up. Gives its secret.
pub(super) async fn set_up(
    ctx: &Ctx,
    login: &str,
    passphrase: &Passphrase,
) -> anyhow::Result<String> {
    let app = ctx.app();
    let given = SignIn {
        login: login.to_owned(),
        passphrase: passphrase.reveal().to_owned().into(),
        from: None,
    };
    let reader = app.reader(ctx.language());
    let opened = told("a session", sessions::sign_in(&reader, given).await)?;
    let unproven = authenticate(app, Some(opened.token.reveal()), None).await?;
    let started = told("an app", second_factors::start_totp(&unproven).await)?;
    let code = code_of(&started.secret, unproven.now()).context("the secret of an app")?;
    let done = told("an app", second_factors::finish_totp(&unproven, code).await)?;
    let proven = authenticate(app, Some(done.session.token.reveal()), None).await?;
    sign_out(&proven).await?;
    Ok(started.secret.to_string())
}
