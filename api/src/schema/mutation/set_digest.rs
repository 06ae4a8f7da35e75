//! `setDigest`: how often somebody wants to be mailed that there is something new.

use app::notifications::{self, DigestRefusal};
use async_graphql::{Context, InputObject, Object, Result, Union};

use super::payload::{Stoppable as _, told, valid};
use crate::schema::enums::Digest;
use crate::schema::errors::{
    ClientMutationIdReusedError, InvalidInputError, NoMailAddressError, NotAllowedError,
    NotFoundError, Stopped,
};
use crate::schema::input::retry_id;
use crate::schema::request::Parts as _;
use crate::schema::viewer::digest;

/// The mutation.
#[derive(Default)]
pub(crate) struct SetDigest;

/// How often.
#[derive(InputObject)]
struct SetDigestInput {
    /// How often.
    digest: Digest,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// It holds from now on.
pub(crate) struct DigestNowSet;

/// It holds from now on.
#[Object(serial)]
impl DigestNowSet {
    /// How often you are mailed now.
    #[graphql(complexity = 5)]
    async fn digest(&self, ctx: &Context<'_>) -> Result<Option<Digest>> {
        digest(ctx).await
    }
}

/// How `setDigest` ended.
#[derive(Union)]
pub(crate) enum SetDigestPayload {
    /// It holds.
    Set(DigestNowSet),
    /// The retry id can't be one.
    InvalidInput(InvalidInputError),
    /// What is not there.
    NotFound(NotFoundError),
    /// Nobody is signed in.
    NotAllowed(NotAllowedError),
    /// The retry id was used for something else.
    Reused(ClientMutationIdReusedError),
    /// The panel keeps no address of yours.
    NoAddress(NoMailAddressError),
}

#[Object(serial)]
impl SetDigest {
    /// Says how often you want a mail that there is something new for you: at five in the afternoon where the panel is, only if there is, and never between nine in the
    /// evening and eight in the morning. It tells neither what nor how much. Without your word there is none.
    #[graphql(complexity = "20 + child_complexity")]
    async fn set_digest(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How often.")] input: SetDigestInput,
    ) -> Result<SetDigestPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let set = notifications::SetDigest {
            digest: input.digest.into(),
        };
        let outcome = notifications::set_digest(ctx.app()?, set, retry).await;
        Ok(match told(ctx, outcome)? {
            Ok(_set) => DigestNowSet.into(),
            Err(DigestRefusal::Barred(barred)) => {
                SetDigestPayload::stopped(Stopped::new(say, barred))
            }
            Err(DigestRefusal::Reused) => ClientMutationIdReusedError::new(say).into(),
            Err(DigestRefusal::NoAddress) => NoMailAddressError::new(say).into(),
        })
    }
}
