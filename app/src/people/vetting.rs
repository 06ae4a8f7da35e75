//! Vetting adults: a certificate that somebody else has seen, training, and the code of conduct that they sign themselves. The
//! rules are in `domain::vetting`.

use chrono::NaiveDate;
use domain::AccountId;
use domain::policy::Action;
use domain::vetting::{Certificate, CertificateError, CodeVersion, Lack, SignedCode, Vetting};
use storage::{Tx, staff, vettings};

use crate::failure::{Barred, refusal};
use crate::once::{ClientMutationId, once};
use crate::record::Record;
use crate::{Ctx, Failure, Outcome};

/// The code of conduct that counts now.
pub const CODE_OF_CONDUCT: CodeVersion = CodeVersion(1);

/// Why nothing was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VettingRefusal {
    /// The person may not, or no such adult works for the panel.
    Barred(Barred),
    /// The certificate is not taken.
    Certificate(CertificateError),
    /// The training is after today, or more than a year ago.
    Training,
    /// Another code of conduct counts now.
    OtherCode,
    /// The retry id was used for something else.
    Reused,
}

refusal!(VettingRefusal);

/// What is lacking today of what an adult needs who meets children.
pub fn lacks(vetting: &Vetting, today: NaiveDate) -> Vec<Lack> {
    vetting.lacks(today, CODE_OF_CONDUCT)
}

/// Says that somebody else's certificate was seen.
pub async fn record_certificate(
    ctx: &Ctx,
    account: AccountId,
    certificate: Certificate,
    retry: Option<ClientMutationId>,
) -> Outcome<(), VettingRefusal> {
    let input = (account, certificate);
    once(
        ctx,
        "recordCertificate",
        input,
        retry,
        |tx, ctx, (account, given)| {
            Box::pin(async move {
                let seen = given.seen(ctx.today());
                let seen =
                    seen.map_err(|why| Failure::Refused(VettingRefusal::Certificate(why)))?;
                let known = vetted(tx, ctx, account).await?.certificate;
                if known.is_some_and(|known| known.issued_on > seen.issued_on) {
                    let older = VettingRefusal::Certificate(CertificateError::Older);
                    return Err(Failure::Refused(older));
                }
                certify(tx, ctx, account, &seen).await?;
                Ok(())
            })
        },
    )
    .await
}

/// Keeps a certificate in a transaction.
pub(super) async fn certify(
    tx: &mut Tx,
    ctx: &Ctx,
    account: AccountId,
    seen: &Certificate,
) -> Result<(), storage::StorageError> {
    let by = ctx.actor().account();
    vettings::record_certificate(tx, account, seen, by).await?;
    Record::of("certificate.recorded", account)
        .with("kind", seen.kind.name())
        .with("country", seen.country.code())
        .with("until", seen.expires_on)
        .store(tx, ctx)
        .await
}

/// Says that somebody else was trained.
pub async fn record_training(
    ctx: &Ctx,
    account: AccountId,
    on: NaiveDate,
    retry: Option<ClientMutationId>,
) -> Outcome<(), VettingRefusal> {
    once(
        ctx,
        "recordTraining",
        (account, on),
        retry,
        |tx, ctx, (account, on)| {
            Box::pin(async move {
                let today = ctx.today();
                if on > today || domain::vetting::year_after(on) < today {
                    return Err(Failure::Refused(VettingRefusal::Training));
                }
                let known = vetted(tx, ctx, account).await?.trained_on;
                if known.is_some_and(|known| known >= on) {
                    return Ok(());
                }
                train(tx, ctx, account, on).await?;
                Ok(())
            })
        },
    )
    .await
}

/// Keeps a training in a transaction.
pub(super) async fn train(
    tx: &mut Tx,
    ctx: &Ctx,
    account: AccountId,
    on: NaiveDate,
) -> Result<(), storage::StorageError> {
    vettings::record_training(tx, account, on, ctx.actor().account()).await?;
    Record::of("training.recorded", account)
        .with("on", on)
        .store(tx, ctx)
        .await
}

/// Signs the code of conduct for a year.
pub async fn sign_code_of_conduct(
    ctx: &Ctx,
    version: CodeVersion,
    retry: Option<ClientMutationId>,
) -> Outcome<(), VettingRefusal> {
    once(
        ctx,
        "signCodeOfConduct",
        version,
        retry,
        |tx, ctx, version| {
            Box::pin(async move {
                ctx.may::<VettingRefusal>(&Action::SignCodeOfConduct)?;
                let account = ctx.person::<VettingRefusal>()?.account;
                if version != CODE_OF_CONDUCT {
                    return Err(Failure::Refused(VettingRefusal::OtherCode));
                }
                let signed = SignedCode {
                    version,
                    on: ctx.today(),
                };
                vettings::sign_code(tx, account, signed).await?;
                Record::of("code-of-conduct.signed", account)
                    .with("version", version.0)
                    .store(tx, ctx)
                    .await?;
                Ok(())
            })
        },
    )
    .await
}

/// What is known of an adult so far. Refuses whoever may not vet this adult, and what is no adult who works for the panel.
async fn vetted(
    tx: &mut Tx,
    ctx: &Ctx,
    account: AccountId,
) -> Result<Vetting, Failure<VettingRefusal>> {
    ctx.may::<VettingRefusal>(&Action::Vet(&account))?;
    let found = staff::get(tx, account).await?;
    let found = found.ok_or_else(|| Failure::<VettingRefusal>::refused(Barred::NotFound))?;
    Ok(found.vetting)
}
