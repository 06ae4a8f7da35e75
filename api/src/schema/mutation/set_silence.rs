//! `setSilence`: whose comments a correspondent does not want to see.

use app::comments::{self, SilenceRefusal};
use async_graphql::{Context, ID, InputObject, Object, Result, Union};

use super::payload::{Stoppable as _, opened, told, valid};
use crate::schema::comment::Silenced;
use crate::schema::enums::Silence;
use crate::schema::errors::{
    ClientMutationIdReusedError, InvalidInputError, NotAllowedError, NotFoundError,
    SilencesFullError, Stopped,
};
use crate::schema::input::{retry_id, unusable};
use crate::schema::request::Parts as _;
use crate::schema::viewer::silenced;

/// The mutation.
#[derive(Default)]
pub(crate) struct SetSilence;

/// Whom to keep away, and how.
#[derive(InputObject)]
struct SetSilenceInput {
    /// The correspondent, as `authors` of a post or `author` of a comment names them.
    correspondent: ID,
    /// How; leave it out, or send null, to hear them again.
    silence: Option<Silence>,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// It holds from now on.
pub(crate) struct SilenceNowSet;

/// It holds from now on.
#[Object(serial)]
impl SilenceNowSet {
    /// Whom you keep away now, the newest first; 200 at most.
    #[graphql(complexity = "5 + 200 * child_complexity")]
    async fn silenced(&self, ctx: &Context<'_>) -> Result<Vec<Silenced>> {
        silenced(ctx).await
    }
}

/// How `setSilence` ended.
#[derive(Union)]
pub(crate) enum SetSilencePayload {
    /// It holds.
    Set(SilenceNowSet),
    /// The retry id can't be one, or it is you.
    InvalidInput(InvalidInputError),
    /// There is no such correspondent.
    NotFound(NotFoundError),
    /// Not with this account.
    NotAllowed(NotAllowedError),
    /// The retry id was used for something else.
    Reused(ClientMutationIdReusedError),
    /// You keep as many away as one person can.
    Full(SilencesFullError),
}

#[Object(serial)]
impl SetSilence {
    /// Says whether you want to see what another correspondent comments. Nobody tells them, and for everybody else nothing changes. With `BLOCKED`, adults who read what they
    /// write to you know of it too.
    #[graphql(complexity = "20 + child_complexity")]
    async fn set_silence(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom to keep away, and how.")] input: SetSilenceInput,
    ) -> Result<SetSilencePayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let set = comments::SetSilence {
            other: opened!(ctx, Correspondent, &input.correspondent),
            silence: input.silence.map(Into::into),
        };
        let outcome = comments::set_silence(ctx.app()?, set, retry).await;
        Ok(match told(ctx, outcome)? {
            Ok(_set) => SilenceNowSet.into(),
            Err(SilenceRefusal::Barred(barred)) => {
                SetSilencePayload::stopped(Stopped::new(say, barred))
            }
            Err(SilenceRefusal::Reused) => ClientMutationIdReusedError::new(say).into(),
            Err(SilenceRefusal::Oneself) => {
                unusable(say, "correspondent", "silence-oneself").into()
            }
            Err(SilenceRefusal::TooMany) => SilencesFullError::new(say).into(),
        })
    }
}
