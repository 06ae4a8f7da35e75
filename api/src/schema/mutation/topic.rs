//! `createTopic` and `renameTopic`: what posts are listed under.

use app::Outcome;
use app::topics::{self, TopicKept as Kept, TopicRefusal};
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject, Union};
use domain::text::Label;

use super::payload::{Stoppable as _, found, opened, told, valid};
use crate::schema::errors::{
    ClientMutationIdReusedError, InvalidInputError, NotAllowedError, NotFoundError, Stopped,
};
use crate::schema::input::{invalid_text, retry_id, unusable};
use crate::schema::person::Topic;
use crate::schema::request::{OrMasked as _, Parts as _};

/// The mutations.
#[derive(Default)]
pub(crate) struct Topics;

/// A topic to create.
#[derive(InputObject)]
struct CreateTopicInput {
    /// The name, up to 60 characters, that no other topic has. Everybody reads it.
    name: String,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// A topic with another name.
#[derive(InputObject)]
struct RenameTopicInput {
    /// The topic.
    topic: ID,
    /// The name, up to 60 characters, that no other topic has. Everybody reads it.
    name: String,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// The topic as it is now.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct TopicKept {
    /// The topic.
    topic: Topic,
}

/// How `createTopic` and `renameTopic` ended.
#[derive(Union)]
pub(crate) enum TopicPayload {
    /// It was kept.
    Kept(Box<TopicKept>),
    /// The name can't be used, or there are as many topics as there can be.
    InvalidInput(InvalidInputError),
    /// There is no such topic.
    NotFound(NotFoundError),
    /// Not with this account.
    NotAllowed(NotAllowedError),
    /// The retry id was used for something else.
    Reused(ClientMutationIdReusedError),
}

#[Object(serial)]
impl Topics {
    /// Creates a topic. For coordinators and administrators.
    #[graphql(complexity = "20 + child_complexity")]
    async fn create_topic(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The topic.")] input: CreateTopicInput,
    ) -> Result<TopicPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let name = Label::parse(&input.name);
        let name =
            valid!(name.map_err(|error| invalid_text(say, "name", "part-topic-name", &error)));
        let done = topics::create_topic(ctx.app()?, name, retry).await;
        ended(ctx, done).await
    }

    /// Gives a topic another name, on every post that is listed under it. Its address stays. For coordinators and administrators.
    #[graphql(complexity = "20 + child_complexity")]
    async fn rename_topic(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The topic, and its name.")] input: RenameTopicInput,
    ) -> Result<TopicPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let name = Label::parse(&input.name);
        let name =
            valid!(name.map_err(|error| invalid_text(say, "name", "part-topic-name", &error)));
        let topic = opened!(ctx, Topic, &input.topic);
        let done = topics::rename_topic(ctx.app()?, topic, name, retry).await;
        ended(ctx, done).await
    }
}

async fn ended(ctx: &Context<'_>, done: Outcome<Kept, TopicRefusal>) -> Result<TopicPayload> {
    let say = ctx.say()?;
    Ok(match told(ctx, done)? {
        Ok(kept) => {
            let topic = topics::topic(ctx.app()?, kept.topic).await;
            let topic = Topic::from(found!(ctx, topic.or_masked(ctx)?));
            Box::new(TopicKept { topic }).into()
        }
        Err(TopicRefusal::Barred(barred)) => TopicPayload::stopped(Stopped::new(say, barred)),
        Err(TopicRefusal::Taken) => unusable(say, "name", "topic-name-taken").into(),
        Err(TopicRefusal::Name) => unusable(say, "name", "group-name-unusable").into(),
        Err(TopicRefusal::Enough) => unusable(say, "name", "topics-enough").into(),
        Err(TopicRefusal::Reused) => ClientMutationIdReusedError::new(say).into(),
    })
}
