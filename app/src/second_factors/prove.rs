//! Proving a second factor: what is asked for, how often anybody may guess, and the session that a proof opens.
//!
//! Five guesses in a row cost nothing. From then on each has to wait, longer each time and an hour at most. Whoever guesses knows the
//! passphrase already; passkeys and recovery codes can't be guessed, so the owner gets in with them meanwhile.

use chrono::TimeDelta;
use domain::account::Role;
use domain::policy::Action;
use domain::{AccountId, Actor, Timestamp};
use storage::second_factors::{self, Factors};
use storage::{Tx, accounts, ceremonies};

use super::own::give_codes;
use super::{FactorRefusal, SetUpFactor, Subject, subject, totp};
use crate::record::Record;
use crate::secrets::OneTimeCode;
use crate::sessions::{self, SignedIn};
use crate::{Ctx, Failure, Internal, Outcome};

/// Guesses in a row that don't wait.
const FREE: i16 = 5;
/// More misses than this are not counted; the wait is the longest by then.
const MOST_MISSES: i16 = 1_000;
/// The longest that the next guess waits.
const LONGEST_WAIT: TimeDelta = TimeDelta::hours(1);

/// What somebody is asked for whose passphrase was right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// Whether there is an authenticator app.
    pub totp: bool,
    /// Whether there is a passkey.
    pub passkey: bool,
    /// Whether there are recovery codes.
    pub recovery_code: bool,
}

impl Asked {
    /// Whether there is nothing to prove yet, so that the first second factor is set up now.
    pub const fn must_set_up(self) -> bool {
        !self.totp && !self.passkey
    }
}

/// What an account is asked for; `None` for whoever needs no second factor.
pub(crate) async fn asked(
    tx: &mut Tx,
    account: AccountId,
) -> Result<Option<Asked>, storage::StorageError> {
    let roles = accounts::roles(tx, account).await?;
    if !roles.iter().copied().any(Role::is_staff) {
        return Ok(None);
    }
    let owned = second_factors::of(tx, account).await?;
    Ok(Some(Asked {
        totp: owned.totp_since.is_some(),
        passkey: !owned.passkeys.is_empty(),
        recovery_code: owned.recovery_codes > 0,
    }))
}

/// What whoever asks has to prove before the session is good for anything.
pub async fn asked_now(ctx: &Ctx) -> Result<Option<Asked>, Internal> {
    let Actor::Unproven(unproven) = *ctx.actor() else {
        return Ok(None);
    };
    ctx.app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| Ok(asked(tx, unproven.account).await?))
        .await
}

/// Proves the account's authenticator app. One guess of an account is looked at at a time.
pub async fn prove_totp(ctx: &Ctx, code: String) -> Outcome<SignedIn, FactorRefusal> {
    let subject = subject(ctx, &Action::ProveSecondFactor)?;
    let inner = ctx.clone();
    let opened = ctx
        .app()
        .db()
        .write::<_, Failure<FactorRefusal>, _>(async move |tx: &mut Tx| {
            guess(tx, &inner, subject, &code).await
        })
        .await?;
    opened.ok_or(Failure::Refused(FactorRefusal::Wrong))
}

async fn guess(
    tx: &mut Tx,
    ctx: &Ctx,
    subject: Subject,
    code: &str,
) -> Outcome<Option<SignedIn>, FactorRefusal> {
    let account = subject.account;
    let before = second_factors::lock(tx, account).await?;
    let retry_at = may_guess_at(&before).filter(|retry_at| *retry_at > ctx.now());
    if let Some(retry_at) = retry_at {
        return Err(Failure::Refused(FactorRefusal::TooMany { retry_at }));
    }
    let Some(step) = totp::step_that_fits(tx, ctx, account, &before, code).await? else {
        let counted = Factors {
            misses: before.misses.saturating_add(1).min(MOST_MISSES),
            missed_at: Some(ctx.now()),
            ..before
        };
        second_factors::store(tx, account, &counted).await?;
        missed(tx, ctx, account).await?;
        return Ok(None);
    };
    // Who proves it again in a session that goes on, does not clear what others guessed meanwhile.
    let signs_in = matches!(ctx.actor(), Actor::Unproven(_));
    let now = Factors {
        totp_step: step,
        misses: if signs_in { 0 } else { before.misses },
        missed_at: before.missed_at.filter(|_| !signs_in),
        ..before
    };
    second_factors::store(tx, account, &now).await?;
    Ok(proven(tx, ctx, subject, "totp").await?)
}

/// Proves with a recovery code, which is used up.
pub async fn use_recovery_code(ctx: &Ctx, code: OneTimeCode) -> Outcome<SignedIn, FactorRefusal> {
    let subject = subject(ctx, &Action::ProveSecondFactor)?;
    let inner = ctx.clone();
    let hash = code.hash();
    let opened = ctx
        .app()
        .db()
        .write::<_, Internal, _>(async move |tx: &mut Tx| {
            with_code(tx, &inner, subject, hash).await
        })
        .await?;
    opened.ok_or(Failure::Refused(FactorRefusal::Wrong))
}

async fn with_code(
    tx: &mut Tx,
    ctx: &Ctx,
    subject: Subject,
    hash: [u8; 32],
) -> Result<Option<SignedIn>, Internal> {
    if !second_factors::take_code(tx, subject.account, &hash).await? {
        missed(tx, ctx, subject.account).await?;
        return Ok(None);
    }
    forgive(tx, ctx, subject.account).await?;
    proven(tx, ctx, subject, "recovery-code").await
}

async fn missed(tx: &mut Tx, ctx: &Ctx, account: AccountId) -> Result<(), Internal> {
    tracing::info!(account.id = %account, "a second factor was refused");
    Ok(Record::of("second-factor.refused", account)
        .store(tx, ctx)
        .await?)
}

/// From when on the next guess may be.
fn may_guess_at(factors: &Factors) -> Option<Timestamp> {
    let waits = u32::try_from(factors.misses.checked_sub(FREE)?).ok()?;
    let seconds = 2_i64.saturating_pow(waits.min(12));
    let wait = TimeDelta::seconds(seconds).min(LONGEST_WAIT);
    factors.missed_at.map(|at| at.plus(wait))
}

/// A second factor was proven: the session goes on under another token. Nothing when it is over.
pub(super) async fn proven(
    tx: &mut Tx,
    ctx: &Ctx,
    subject: Subject,
    with: &str,
) -> Result<Option<SignedIn>, Internal> {
    let opened = sessions::prove(tx, ctx, subject.account, subject.session).await?;
    if opened.is_some() {
        ceremonies::end(tx, subject.session).await?;
        Record::of("second-factor.proven", subject.account)
            .with("kind", with)
            .store(tx, ctx)
            .await?;
    }
    Ok(opened)
}

/// A second factor was set up: it counts as proven, and the first one comes with recovery codes. Nothing when the session is
/// over.
pub(super) async fn settle(
    tx: &mut Tx,
    ctx: &Ctx,
    subject: Subject,
) -> Result<Option<SetUpFactor>, Internal> {
    let is_first = matches!(ctx.actor(), Actor::Unproven(_));
    let recovery_codes = if is_first {
        give_codes(tx, ctx, subject.account).await?
    } else {
        Vec::new()
    };
    let opened = sessions::prove(tx, ctx, subject.account, subject.session).await?;
    let Some(session) = opened else {
        return Ok(None);
    };
    ceremonies::end(tx, subject.session).await?;
    Ok(Some(SetUpFactor {
        session,
        recovery_codes,
    }))
}

/// Whether whoever sets up the first second factor is still about to: of two who do so at once, one does.
pub(super) async fn is_still_first(
    tx: &mut Tx,
    ctx: &Ctx,
    subject: Subject,
) -> Result<bool, Internal> {
    let is_first = matches!(ctx.actor(), Actor::Unproven(_));
    Ok(!is_first || !second_factors::of(tx, subject.account).await?.any())
}

/// Whoever signs in with something else than a code was not the one who guessed: the next code does not wait.
pub(super) async fn forgive(tx: &mut Tx, ctx: &Ctx, account: AccountId) -> Result<(), Internal> {
    let factors = second_factors::lock(tx, account).await?;
    if matches!(ctx.actor(), Actor::Unproven(_)) && factors.misses > 0 {
        let forgiven = Factors {
            misses: 0,
            missed_at: None,
            ..factors
        };
        second_factors::store(tx, account, &forgiven).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guesses_wait_longer_and_longer_and_an_hour_at_most() {
        let at = Timestamp::from_micros(1_790_000_000_000_000).unwrap();
        let wait = |misses| {
            let factors = Factors {
                misses,
                missed_at: Some(at),
                ..Factors::default()
            };
            may_guess_at(&factors).map(|until| (until.as_utc() - at.as_utc()).num_seconds())
        };
        assert_eq!(wait(4), None);
        assert_eq!(wait(5), Some(1));
        assert_eq!(wait(6), Some(2));
        assert_eq!(wait(16), Some(2_048));
        assert_eq!(wait(17), Some(3_600));
        assert_eq!(wait(1_000), Some(3_600));
    }
}
