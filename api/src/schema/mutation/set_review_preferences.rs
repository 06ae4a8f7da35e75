//! `setReviewPreferences`: what an adult says of the texts that they read.

use app::reviews::{self, PreferencesRefusal};
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject, Union};
use domain::TopicId;
use moderation::review::{MOST_TOPICS_LEFT, Preferences};

use super::payload::{Stoppable as _, found, told, valid};
use crate::schema::colleague::ReviewPreferences;
use crate::schema::enums::{Language, Theme};
use crate::schema::errors::{
    ClientMutationIdReusedError, InvalidInputError, NotAllowedError, NotFoundError, Stopped,
};
use crate::schema::input::{retry_id, unusable};
use crate::schema::request::{OrMasked as _, Parts as _};
use crate::seal::NodeKind;

/// The mutation.
#[derive(Default)]
pub(crate) struct SetReviewPreferences;

/// What you say of the texts that you read, in place of what you said before.
#[derive(InputObject)]
struct SetReviewPreferencesInput {
    /// The languages that you read well enough to decide; empty for all.
    #[graphql(default)]
    languages: Vec<Language>,
    /// What may be hard to read, and you leave to others. No reason is asked.
    #[graphql(default)]
    without_themes: Vec<Theme>,
    /// The topics that you leave to others, 50 at most.
    #[graphql(default)]
    without_topics: Vec<ID>,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// What you said is kept, and holds from the next text on.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct ReviewPreferencesSet {
    /// What holds now.
    preferences: ReviewPreferences,
}

/// How `setReviewPreferences` ended.
#[derive(Union)]
pub(crate) enum SetReviewPreferencesPayload {
    /// It is kept.
    Set(ReviewPreferencesSet),
    /// A topic that does not exist, or too many.
    InvalidInput(InvalidInputError),
    /// There is no such thing.
    NotFound(NotFoundError),
    /// Only adults who work for the panel.
    NotAllowed(NotAllowedError),
    /// The retry id was used for something else.
    Reused(ClientMutationIdReusedError),
}

/// The topics behind some ids, each once; nothing where one is none, or there are too many.
fn topics(ctx: &Context<'_>, ids: &[ID]) -> Result<Option<Vec<TopicId>>> {
    if ids.len() > MOST_TOPICS_LEFT {
        return Ok(None);
    }
    let mut topics = Vec::with_capacity(ids.len());
    for id in ids {
        match ctx.open::<TopicId>(NodeKind::Topic, id)? {
            Some(topic) => topics.push(topic),
            None => return Ok(None),
        }
    }
    topics.sort_unstable();
    topics.dedup();
    Ok(Some(topics))
}

#[Object(serial)]
impl SetReviewPreferences {
    /// Keeps what you say of the texts that you read: what is offered to you by `claimNextReview` and listed in the queue. You may still take any review
    /// by its id. No reason is asked, and nobody else sees it but for the languages.
    async fn set_review_preferences(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What you say, in place of what you said before.")]
        input: SetReviewPreferencesInput,
    ) -> Result<SetReviewPreferencesPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let refused = || unusable(say, "withoutTopics", "topics-to-leave-unknown");
        let Some(without_topics) = topics(ctx, &input.without_topics)? else {
            return Ok(refused().into());
        };
        let named: Vec<domain::Language> = input.languages.into_iter().map(Into::into).collect();
        let languages = domain::Language::ALL.into_iter();
        let said = Preferences {
            languages: languages.filter(|it| named.contains(it)).collect(),
            without: input.without_themes.into_iter().map(Into::into).collect(),
            without_topics,
        };
        let outcome = reviews::set_review_preferences(ctx.app()?, said, retry).await;
        Ok(match told(ctx, outcome)? {
            Ok(_kept) => {
                let said = reviews::review_preferences(ctx.app()?).await;
                let preferences = found!(ctx, said.or_masked(ctx)?).into();
                ReviewPreferencesSet { preferences }.into()
            }
            Err(PreferencesRefusal::Barred(barred)) => {
                SetReviewPreferencesPayload::stopped(Stopped::new(say, barred))
            }
            Err(PreferencesRefusal::Reused) => ClientMutationIdReusedError::new(say).into(),
            Err(PreferencesRefusal::Topics) => refused().into(),
        })
    }
}
