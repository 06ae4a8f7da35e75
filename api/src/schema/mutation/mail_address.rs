//! `giveMailAddress`, `proveMailAddress` and `removeMailAddress`: where somebody is mailed that there is something new.

use app::OneTimeCode;
use app::mail::EmailAddress;
use app::people::{
    self, ADDRESS_PROOF_LASTS, GiveAddress, GiveAddressRefusal, ProveAddressRefusal,
    RemoveAddressRefusal,
};
use async_graphql::{Context, InputObject, Object, Result, SimpleObject, Union};

use super::payload::{Stoppable as _, told, valid};
use crate::schema::errors::{
    ClientMutationIdReusedError, InvalidInputError, NotAllowedError, NotFoundError, Stopped,
};
use crate::schema::input::{retry_id, unusable};
use crate::schema::request::Parts as _;
use crate::schema::viewer::mail_address;

/// The mutations.
#[derive(Default)]
pub(crate) struct MailAddress;

/// An address of yours.
#[derive(InputObject)]
struct GiveMailAddressInput {
    /// The address, such as `name@example.org`.
    address: String,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// The code that reached you.
#[derive(InputObject)]
struct ProveMailAddressInput {
    /// What comes after the `#` of the link in the mail.
    code: String,
    /// Accepted everywhere; a code counts once.
    client_mutation_id: Option<String>,
}

/// That no address is to be kept.
#[derive(InputObject)]
struct RemoveMailAddressInput {
    /// Accepted everywhere; a second time changes nothing.
    client_mutation_id: Option<String>,
}

/// A mail with a link is on its way there. Until it is opened nothing changes.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct MailAddressGiven {
    /// How many hours the link works.
    hours: i32,
}

/// It was done.
pub(crate) struct MailAddressChanged;

/// It was done.
#[Object(serial)]
impl MailAddressChanged {
    /// Your address now, as much of it as to know it by; null if none is kept.
    #[graphql(complexity = 5)]
    async fn mail_address(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        mail_address(ctx).await
    }
}

/// How `giveMailAddress` ended.
#[derive(Union)]
pub(crate) enum GiveMailAddressPayload {
    /// A mail is on its way.
    Given(MailAddressGiven),
    /// The address can't be used.
    InvalidInput(InvalidInputError),
    /// What is not there.
    NotFound(NotFoundError),
    /// Nobody is signed in.
    NotAllowed(NotAllowedError),
    /// The retry id was used for something else.
    Reused(ClientMutationIdReusedError),
}

/// How `proveMailAddress` and `removeMailAddress` ended.
#[derive(Union)]
pub(crate) enum MailAddressPayload {
    /// It was done.
    Changed(MailAddressChanged),
    /// The code can't be used, or the address stays.
    InvalidInput(InvalidInputError),
    /// What is not there.
    NotFound(NotFoundError),
    /// Nobody is signed in.
    NotAllowed(NotAllowedError),
}

#[Object(serial)]
impl MailAddress {
    /// Gives an address for the mail that says that there is something new. A link goes there; it counts once you opened it. Correspondents may as soon as they decide alone
    /// what the panel keeps of them.
    #[graphql(complexity = "20 + child_complexity")]
    async fn give_mail_address(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "An address of yours.")] input: GiveMailAddressInput,
    ) -> Result<GiveMailAddressPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let address = EmailAddress::parse(&input.address)
            .map_err(|_none| unusable(say, "address", "guardian-email-invalid"));
        let give = GiveAddress {
            address: valid!(address),
        };
        let outcome = people::give_address(ctx.app()?, give, retry).await;
        let about_address = |key| unusable(say, "address", key).into();
        Ok(match told(ctx, outcome)? {
            Ok(_given) => MailAddressGiven {
                hours: i32::try_from(ADDRESS_PROOF_LASTS.num_hours()).unwrap_or(i32::MAX),
            }
            .into(),
            Err(GiveAddressRefusal::Barred(barred)) => {
                GiveMailAddressPayload::stopped(Stopped::new(say, barred))
            }
            Err(GiveAddressRefusal::Reused) => ClientMutationIdReusedError::new(say).into(),
            Err(GiveAddressRefusal::TooYoung) => about_address("mail-address-later"),
            Err(GiveAddressRefusal::Kept) => about_address("mail-address-kept"),
            Err(GiveAddressRefusal::TooOften) => about_address("mail-address-often"),
        })
    }

    /// Shows that mail reaches you at the address that you gave, with the code in it. From then on it is yours, in place of another one.
    #[graphql(complexity = "20 + child_complexity")]
    async fn prove_mail_address(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The code that reached you.")] input: ProveMailAddressInput,
    ) -> Result<MailAddressPayload> {
        let say = ctx.say()?;
        valid!(retry_id(say, input.client_mutation_id));
        let code = OneTimeCode::presented(&input.code);
        let outcome = people::prove_address(ctx.app()?, code).await;
        Ok(match told(ctx, outcome)? {
            Ok(()) => MailAddressChanged.into(),
            Err(ProveAddressRefusal::Barred(barred)) => {
                MailAddressPayload::stopped(Stopped::new(say, barred))
            }
            Err(ProveAddressRefusal::Over) => unusable(say, "code", "mail-address-over").into(),
        })
    }

    /// Has the panel forget your address, and mails you nothing more.
    #[graphql(complexity = "20 + child_complexity")]
    async fn remove_mail_address(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "That no address is to be kept.")] input: RemoveMailAddressInput,
    ) -> Result<MailAddressPayload> {
        let say = ctx.say()?;
        valid!(retry_id(say, input.client_mutation_id));
        let outcome = people::remove_address(ctx.app()?).await;
        Ok(match told(ctx, outcome)? {
            Ok(()) => MailAddressChanged.into(),
            Err(RemoveAddressRefusal::Barred(barred)) => {
                MailAddressPayload::stopped(Stopped::new(say, barred))
            }
            Err(RemoveAddressRefusal::Kept) => unusable(say, "address", "mail-address-kept").into(),
        })
    }
}
