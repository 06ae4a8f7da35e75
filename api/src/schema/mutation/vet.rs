//! `recordCertificate`, `recordTraining` and `signCodeOfConduct`: what lets an adult meet children.

use app::Outcome;
use app::people::{self, VettingRefusal};
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject, Union};
use domain::AccountId;
use domain::vetting::{self as facts, CertificateError, CodeVersion};

use super::payload::{Stoppable as _, opened, told, valid};
use crate::schema::errors::{
    ClientMutationIdReusedError, InvalidInputError, NotAllowedError, NotFoundError, Stopped,
};
use crate::schema::input::{retry_id, text_version, unusable};
use crate::schema::request::{OrMasked as _, Parts as _};
use crate::schema::scalars::{CountryCode, Date};
use crate::schema::staff::{self, CertificateKind, StaffMember, Vetting};
use crate::words::Say;

/// The mutations.
#[derive(Default)]
pub(crate) struct Vet;

/// A certificate that you have seen.
#[derive(InputObject)]
struct RecordCertificateInput {
    /// Whose it is: somebody of `viewer.staff`, not yourself.
    staff_member: ID,
    /// The country whose authority issued it.
    country: CountryCode,
    /// What it is.
    kind: CertificateKind,
    /// The day it was issued.
    issued_on: Date,
    /// The last day on which it counts: twelve months later at most.
    expires_on: Date,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// A training that somebody had.
#[derive(InputObject)]
struct RecordTrainingInput {
    /// Who had it: somebody of `viewer.staff`, not yourself.
    staff_member: ID,
    /// The day of it, within a year.
    on: Date,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// Which code of conduct you sign.
#[derive(InputObject)]
struct SignCodeOfConductInput {
    /// The version that you read.
    version: i32,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// It was recorded.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct VettingRecorded {
    /// What is known of the adult now.
    staff_member: Option<StaffMember>,
}

/// It was signed, for a year.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct CodeOfConductSigned {
    /// What is known of you now.
    vetting: Option<Vetting>,
}

/// How `recordCertificate` and `recordTraining` ended.
#[derive(Union)]
pub(crate) enum VettingPayload {
    /// It was recorded.
    Recorded(VettingRecorded),
    /// A part can't be used.
    InvalidInput(InvalidInputError),
    /// No such adult works for the panel.
    NotFound(NotFoundError),
    /// Not with this account, or not in this session.
    NotAllowed(NotAllowedError),
    /// The retry id was used for something else.
    Reused(ClientMutationIdReusedError),
}

/// How `signCodeOfConduct` ended.
#[derive(Union)]
pub(crate) enum SignCodeOfConductPayload {
    /// It was signed.
    Signed(CodeOfConductSigned),
    /// A part can't be used.
    InvalidInput(InvalidInputError),
    /// No such adult works for the panel.
    NotFound(NotFoundError),
    /// Not with this account, or not in this session.
    NotAllowed(NotAllowedError),
    /// The retry id was used for something else.
    Reused(ClientMutationIdReusedError),
}

#[Object(serial)]
impl Vet {
    /// Says that you have seen the certificate of another adult who works for the panel. It takes the place of the one before. For
    /// coordinators and administrators, with a second factor that was proven within ten minutes.
    #[graphql(complexity = "20 + child_complexity")]
    async fn record_certificate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What you have seen.")] input: RecordCertificateInput,
    ) -> Result<VettingPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let account = opened!(ctx, StaffMember, &input.staff_member);
        let seen = facts::Certificate {
            country: input.country.0,
            kind: input.kind.into(),
            issued_on: input.issued_on.0,
            expires_on: input.expires_on.0,
        };
        let done = people::record_certificate(ctx.app()?, account, seen, retry).await;
        recorded(ctx, account, done).await
    }

    /// Says that another adult who works for the panel was trained. For coordinators and administrators, with a second factor that was
    /// proven within ten minutes.
    #[graphql(complexity = "20 + child_complexity")]
    async fn record_training(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who was trained, and when.")] input: RecordTrainingInput,
    ) -> Result<VettingPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let account = opened!(ctx, StaffMember, &input.staff_member);
        let done = people::record_training(ctx.app()?, account, input.on.0, retry).await;
        recorded(ctx, account, done).await
    }

    /// Signs the code of conduct, for a year. For adults who work for the panel.
    #[graphql(complexity = "20 + child_complexity")]
    async fn sign_code_of_conduct(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What you sign.")] input: SignCodeOfConductInput,
    ) -> Result<SignCodeOfConductPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let version = i16::try_from(text_version(input.version)).unwrap_or(i16::MAX);
        let app = ctx.app()?;
        let done = people::sign_code_of_conduct(app, CodeVersion(version), retry).await;
        if let Err(why) = told(ctx, done)? {
            return Ok(refused(say, why));
        }
        let vetting = app::read::own_vetting(app).await.or_masked(ctx)?;
        Ok(CodeOfConductSigned {
            vetting: vetting.map(Vetting::from),
        }
        .into())
    }
}

async fn recorded(
    ctx: &Context<'_>,
    account: AccountId,
    done: Outcome<(), VettingRefusal>,
) -> Result<VettingPayload> {
    Ok(match told(ctx, done)? {
        Ok(()) => VettingRecorded {
            staff_member: staff::member(ctx, account).await?,
        }
        .into(),
        Err(why) => refused(ctx.say()?, why),
    })
}

fn refused<P>(say: Say<'_>, why: VettingRefusal) -> P
where
    P: From<InvalidInputError>
        + From<NotFoundError>
        + From<NotAllowedError>
        + From<ClientMutationIdReusedError>,
{
    let (field, key) = match why {
        VettingRefusal::Barred(barred) => return P::stopped(Stopped::new(say, barred)),
        VettingRefusal::Reused => return ClientMutationIdReusedError::new(say).into(),
        VettingRefusal::Certificate(CertificateError::NotYetIssued) => {
            ("issuedOn", "certificate-not-yet-issued")
        }
        VettingRefusal::Certificate(CertificateError::EndsBefore) => {
            ("expiresOn", "certificate-ends-before")
        }
        VettingRefusal::Certificate(CertificateError::TooLong) => {
            ("expiresOn", "certificate-too-long")
        }
        VettingRefusal::Certificate(CertificateError::Older) => ("issuedOn", "certificate-older"),
        VettingRefusal::Certificate(CertificateError::Over) => ("expiresOn", "certificate-over"),
        VettingRefusal::Training => ("on", "training-day"),
        VettingRefusal::OtherCode => ("version", "other-code-of-conduct"),
    };
    unusable(say, field, key).into()
}
