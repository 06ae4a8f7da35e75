//! Authenticator apps: codes of six digits that change every 30 seconds (RFC 6238).

use domain::policy::Action;
use domain::{AccountId, Timestamp};
use storage::ceremonies::CeremonyKind;
use storage::second_factors::{self, Factors};
use storage::{Tx, accounts, identities};
use totp_rs::{Builder, Secret, Totp};
use zeroize::Zeroizing;

use super::prove::{is_still_first, settle};
use super::{FactorRefusal, SetUpFactor, begin, read, subject, vault_of};
use crate::failure::Barred;
use crate::record::Record;
use crate::secrets::Field;
use crate::source::random_bytes;
use crate::{Ctx, Failure, Internal, Outcome};

/// The length of a secret that RFC 4226 recommends: 160 bits.
const SECRET: usize = 20;

/// The secret of a new authenticator app, given once.
pub struct StartedTotp {
    /// The secret in base 32, for whoever types it.
    pub secret: Zeroizing<String>,
    /// The same as a link, for whoever scans it.
    pub uri: Zeroizing<String>,
}

/// Begins with an authenticator app. It counts when its first code was given.
pub async fn start_totp(ctx: &Ctx) -> Outcome<StartedTotp, FactorRefusal> {
    let subject = subject(ctx, &Action::SetUpSecondFactor)?;
    let inner = ctx.clone();
    ctx.app()
        .db()
        .write::<_, Failure<FactorRefusal>, _>(async move |tx: &mut Tx| {
            let secret = Secret::from(random_bytes::<SECRET>());
            let text = Zeroizing::new(secret.to_base32());
            begin(tx, &inner, subject, CeremonyKind::SetUpTotp, &text).await?;
            let login = accounts::login(tx, subject.account).await?;
            let uri = app(secret, &login)?.to_url();
            Ok(StartedTotp {
                secret: text,
                uri: Zeroizing::new(uri.map_err(|_unnamed| unusable())?),
            })
        })
        .await
}

/// The first code of an authenticator app: from now on it counts, in place of the one before.
pub async fn finish_totp(ctx: &Ctx, code: String) -> Outcome<SetUpFactor, FactorRefusal> {
    let subject = subject(ctx, &Action::SetUpSecondFactor)?;
    let inner = ctx.clone();
    let done = ctx
        .app()
        .db()
        .write::<_, Internal, _>(async move |tx: &mut Tx| {
            second_factors::lock(tx, subject.account).await?;
            if !is_still_first(tx, &inner, subject).await? {
                return Ok(None);
            }
            let Some(secret) = read(tx, &inner, subject, CeremonyKind::SetUpTotp).await? else {
                return Ok(None);
            };
            let Some(step) = step_of(&secret, &code, inner.now())? else {
                return Ok(None);
            };
            let factors = Factors {
                totp_since: Some(inner.now()),
                totp_step: step,
                misses: 0,
                missed_at: None,
            };
            second_factors::store(tx, subject.account, &factors).await?;
            keep(tx, &inner, subject.account, Some(&secret)).await?;
            Record::of("second-factor.added", subject.account)
                .with("kind", "totp")
                .store(tx, &inner)
                .await?;
            settle(tx, &inner, subject).await
        })
        .await?;
    done.ok_or(Failure::Refused(FactorRefusal::Wrong))
}

/// Takes the authenticator app away, unless nothing else is left.
pub async fn remove_totp(ctx: &Ctx) -> Outcome<(), FactorRefusal> {
    let account = subject(ctx, &Action::ChangeSecondFactors)?.account;
    let inner = ctx.clone();
    ctx.app()
        .db()
        .write::<_, Failure<FactorRefusal>, _>(async move |tx: &mut Tx| {
            let before = second_factors::lock(tx, account).await?;
            if before.totp_since.is_none() {
                return Err(Failure::refused(Barred::NotFound));
            }
            // A code that was used stays used.
            let none = Factors {
                totp_since: None,
                ..before
            };
            second_factors::store(tx, account, &none).await?;
            if !second_factors::of(tx, account).await?.any() {
                return Err(Failure::Refused(FactorRefusal::LastOne));
            }
            keep(tx, &inner, account, None).await?;
            Record::of("second-factor.removed", account)
                .with("kind", "totp")
                .store(tx, &inner)
                .await?;
            Ok(())
        })
        .await
}

/// Keeps the secret of an account's app, sealed, or none.
async fn keep(
    tx: &mut Tx,
    ctx: &Ctx,
    account: AccountId,
    secret: Option<&str>,
) -> Result<(), Internal> {
    let (identity, key) = vault_of(tx, ctx, account).await?;
    let sealed = secret.map(|secret| key.seal(Field::TotpSecret, secret));
    let sealed = sealed.transpose()?;
    Ok(identities::set_totp_secret(tx, identity.id, sealed.as_deref()).await?)
}

/// The step of the account's app that this code belongs to, if it was not used before.
pub(super) async fn step_that_fits(
    tx: &mut Tx,
    ctx: &Ctx,
    account: AccountId,
    factors: &Factors,
    code: &str,
) -> Result<Option<i64>, Internal> {
    let (identity, key) = vault_of(tx, ctx, account).await?;
    let Some(sealed) = identity.totp_secret else {
        return Ok(None);
    };
    let secret = key.open(Field::TotpSecret, &sealed)?;
    let step = step_of(&secret, code, ctx.now())?;
    Ok(step.filter(|step| *step > factors.totp_step))
}

/// The code of an authenticator app with this secret at a moment: for whoever tries things out without one.
pub fn code_of(secret: &str, now: Timestamp) -> Option<String> {
    let secret = Secret::try_from_base32(secret.trim()).ok()?;
    let app = Builder::new().with_secret(secret).build_noncompliant();
    Some(app.generate(seconds(now)).to_string())
}

/// The step that a code belongs to: this one, the one before, or the one after.
fn step_of(secret: &str, code: &str, now: Timestamp) -> Result<Option<i64>, Internal> {
    let secret = Secret::try_from_base32(secret).map_err(|_unreadable| unusable())?;
    let digits = code.chars().filter(|c| !c.is_whitespace() && *c != '-');
    let digits: String = digits.take(8).collect();
    let step = app(secret, "")?.check(&digits, seconds(now));
    Ok(step.and_then(|step| i64::try_from(step).ok()))
}

fn app(secret: Secret, login: &str) -> Result<Totp, Internal> {
    let built = Builder::new()
        .with_secret(secret)
        .with_account_name(login)
        .with_issuer(Some("Altavoz"))
        .build();
    built.map_err(|_unusable| unusable())
}

fn unusable() -> Internal {
    Internal::Contradiction("the secret of an authenticator app")
}

fn seconds(now: Timestamp) -> u64 {
    u64::try_from(now.as_utc().timestamp()).unwrap_or(0)
}
