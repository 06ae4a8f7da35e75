//! One's own second factors: seeing them, taking a passkey away, and other recovery codes.

use domain::policy::Action;
use domain::{AccountId, PasskeyId};
use storage::Tx;
use storage::second_factors::{self, Owned};

use super::{FactorRefusal, subject};
use crate::failure::Barred;
use crate::record::Record;
use crate::secrets::OneTimeCode;
use crate::{Ctx, Failure, Internal, Outcome};

/// How many recovery codes somebody has at most.
const CODES: usize = 8;

/// The second factors of whoever asks.
pub type SecondFactors = Owned;

/// A passkey of whoever asks.
pub type OwnPasskey = second_factors::Passkey;

/// The second factors of whoever asks; `None` for whoever needs none.
pub async fn own_second_factors(ctx: &Ctx) -> Result<Option<SecondFactors>, Internal> {
    let account = ctx.actor().account();
    let Some(account) = account.filter(|_| ctx.is_allowed(&Action::ReadOwnStaffRecord)) else {
        return Ok(None);
    };
    ctx.app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            Ok(Some(second_factors::of(tx, account).await?))
        })
        .await
}

/// Takes a passkey away, unless nothing else is left.
pub async fn remove_passkey(ctx: &Ctx, passkey: PasskeyId) -> Outcome<(), FactorRefusal> {
    let account = subject(ctx, &Action::ChangeSecondFactors)?.account;
    let inner = ctx.clone();
    ctx.app()
        .db()
        .write::<_, Failure<FactorRefusal>, _>(async move |tx: &mut Tx| {
            second_factors::lock(tx, account).await?;
            if !second_factors::remove_passkey(tx, account, passkey).await? {
                return Err(Failure::refused(Barred::NotFound));
            }
            if !second_factors::of(tx, account).await?.any() {
                return Err(Failure::Refused(FactorRefusal::LastOne));
            }
            Record::of("second-factor.removed", account)
                .with("passkey", passkey)
                .store(tx, &inner)
                .await?;
            Ok(())
        })
        .await
}

/// Gives other recovery codes, in place of those before.
pub async fn renew_recovery_codes(ctx: &Ctx) -> Outcome<Vec<OneTimeCode>, FactorRefusal> {
    let account = subject(ctx, &Action::ChangeSecondFactors)?.account;
    let inner = ctx.clone();
    let given = ctx
        .app()
        .db()
        .write::<_, Internal, _>(async move |tx: &mut Tx| {
            second_factors::lock(tx, account).await?;
            give_codes(tx, &inner, account).await
        });
    Ok(given.await?)
}

pub(super) async fn give_codes(
    tx: &mut Tx,
    ctx: &Ctx,
    account: AccountId,
) -> Result<Vec<OneTimeCode>, Internal> {
    let codes: Vec<OneTimeCode> = (0..CODES).map(|_| OneTimeCode::for_recovery()).collect();
    let hashes: Vec<[u8; 32]> = codes.iter().map(OneTimeCode::hash).collect();
    second_factors::replace_codes(tx, account, &hashes).await?;
    Record::of("recovery-codes.given", account)
        .store(tx, ctx)
        .await?;
    Ok(codes)
}
