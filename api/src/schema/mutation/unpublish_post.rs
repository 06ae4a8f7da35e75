//! `unpublishPost`: an author takes down what is public.

use app::posts::{self, UnpublishRefusal};
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject, Union};

use super::payload::{Stoppable as _, found, opened, told, valid};
use crate::schema::draft::Draft;
use crate::schema::errors::{
    ClientMutationIdReusedError, InvalidInputError, NotAllowedError, NotFoundError,
    NotPublishedError, Stopped,
};
use crate::schema::input::retry_id;
use crate::schema::request::Parts as _;
use crate::schema::viewer::draft_of;

/// The mutation.
#[derive(Default)]
pub(crate) struct UnpublishPost;

/// What to take down.
#[derive(InputObject)]
struct UnpublishPostInput {
    /// The draft of the post, or of the comment, that is public.
    draft: ID,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// A post that was taken down.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct PostUnpublished {
    /// The draft, which stays.
    draft: Draft,
}

/// How `unpublishPost` ended.
#[derive(Union)]
pub(crate) enum UnpublishPostPayload {
    /// It was taken down.
    Unpublished(PostUnpublished),
    /// The retry id can't be one.
    InvalidInput(InvalidInputError),
    /// There is no such post of yours.
    NotFound(NotFoundError),
    /// Not with this account.
    NotAllowed(NotAllowedError),
    /// The retry id was used for something else.
    Reused(ClientMutationIdReusedError),
    /// Nothing of it is public.
    NotPublished(NotPublishedError),
}

#[Object(serial)]
impl UnpublishPost {
    /// Takes down what is public of your post or comment, and takes back what waits for review or for its time. The draft stays, and so does the
    /// address for a later revision.
    async fn unpublish_post(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to take down.")] input: UnpublishPostInput,
    ) -> Result<UnpublishPostPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let post = opened!(ctx, Draft, &input.draft);
        let outcome = posts::unpublish_post(ctx.app()?, posts::Unpublish { post }, retry).await;
        Ok(match told(ctx, outcome)? {
            Ok(unpublished) => PostUnpublished {
                draft: found!(ctx, draft_of(ctx, unpublished.post).await?),
            }
            .into(),
            Err(UnpublishRefusal::Barred(barred)) => {
                UnpublishPostPayload::stopped(Stopped::new(say, barred))
            }
            Err(UnpublishRefusal::Reused) => ClientMutationIdReusedError::new(say).into(),
            Err(UnpublishRefusal::NotPublished) => NotPublishedError::new(say).into(),
        })
    }
}
