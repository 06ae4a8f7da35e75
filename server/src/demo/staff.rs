//! The demo's staff: their authenticator apps, set up as real ones are, and what lets them meet children.

use anyhow::Context as _;
use app::people::{CODE_OF_CONDUCT, record_certificate, record_training, sign_code_of_conduct};
use app::second_factors::{self, code_of};
use app::sessions::{self, AskedLanguage, SignIn, acting_as, authenticate, sign_out};
use app::{Ctx, Passphrase};
use domain::vetting::{Certificate, CertificateKind, year_after};
use domain::{AccountId, Country};

use super::stage::told;

/// Signs somebody in who has to set up a second factor, and sets an app up. Gives its secret.
pub(super) async fn set_up_totp(
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
    let unproven = authenticate(app, Some(opened.token.reveal()), AskedLanguage::None).await?;
    let started = told("an app", second_factors::start_totp(&unproven).await)?;
    let code = code_of(&started.secret, unproven.now()).context("the secret of an app")?;
    let done = told("an app", second_factors::finish_totp(&unproven, code).await)?;
    let proven = authenticate(app, Some(done.session.token.reveal()), AskedLanguage::None).await?;
    sign_out(&proven).await?;
    Ok(started.secret.to_string())
}

/// Gives somebody everything that an adult needs who meets children, for a year from today.
pub(super) async fn vet(operator: &Ctx, account: AccountId) -> anyhow::Result<()> {
    let today = operator.today();
    let certificate = Certificate {
        country: Country::SPAIN,
        kind: CertificateKind::SexualOffencesRegister,
        issued_on: today,
        expires_on: year_after(today),
    };
    let seen = record_certificate(operator, account, certificate, None).await;
    told("a certificate", seen)?;
    let trained = record_training(operator, account, today, None).await;
    told("a training", trained)?;
    let acting = acting_as(operator.app(), account).await?;
    let acting = acting.context("an adult got lost")?;
    let signed = sign_code_of_conduct(&acting, CODE_OF_CONDUCT, None).await;
    told("a code of conduct", signed)
}
