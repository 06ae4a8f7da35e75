//! `readGuardianLink`: a guardian reads what is asked. A mutation, because opening a name leaves a record.

use app::OneTimeCode;
use app::joining::{self, ConsentRequest as Asked, LinkOver};
use async_graphql::{Context, InputObject, Object, Result, Union};

use super::payload::{told, valid};
use crate::schema::enums::ConsentPurpose;
use crate::schema::errors::{GuardianLinkOverError, InvalidInputError};
use crate::schema::input::retry_id;
use crate::schema::request::Parts as _;

/// The mutation.
#[derive(Default)]
pub(crate) struct ReadGuardianLink;

/// The link.
#[derive(InputObject)]
struct ReadGuardianLinkInput {
    /// The code in the link, behind the `#`.
    code: String,
    /// Accepted everywhere; reading twice leaves two records, which does no harm.
    client_mutation_id: Option<String>,
}

/// What a guardian is asked.
pub(crate) struct ConsentRequest(Asked);

/// What you are asked as a guardian, and about whom.
#[Object(serial)]
impl ConsentRequest {
    /// The name of whom it is about, as the guide wrote it.
    async fn real_name(&self) -> &str {
        &self.0.name
    }

    /// The institution for which you are asked, where the person has one in place of a family.
    async fn institution(&self) -> Option<&str> {
        self.0.institution.as_ref().map(|name| name.as_str())
    }

    /// What you are asked for. Each purpose stands by itself, and none is given unless you give it.
    async fn purposes(&self) -> Vec<ConsentPurpose> {
        let purposes = self.0.purposes.iter().copied();
        purposes.map(ConsentPurpose::from).collect()
    }

    /// The version of the text to read; `answerGuardianLink` names it.
    async fn text_version(&self) -> i32 {
        self.0.text.0.into()
    }
}

/// How `readGuardianLink` ended.
#[derive(Union)]
pub(crate) enum ReadGuardianLinkPayload {
    /// What is asked.
    Request(ConsentRequest),
    /// The retry id can't be one.
    InvalidInput(InvalidInputError),
    /// The link can't be used.
    LinkOver(GuardianLinkOverError),
}

#[Object(serial)]
impl ReadGuardianLink {
    /// Tells a guardian who opens a link what is asked, and about whom. The link stays good until it is answered.
    #[graphql(complexity = "20 + child_complexity")]
    async fn read_guardian_link(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The link.")] input: ReadGuardianLinkInput,
    ) -> Result<ReadGuardianLinkPayload> {
        let say = ctx.say()?;
        valid!(retry_id(say, input.client_mutation_id));
        let code = OneTimeCode::presented(&input.code);
        Ok(
            match told(ctx, joining::read_link(ctx.app()?, &code).await)? {
                Ok(asked) => ConsentRequest(asked).into(),
                Err(LinkOver) => GuardianLinkOverError::new(say).into(),
            },
        )
    }
}
