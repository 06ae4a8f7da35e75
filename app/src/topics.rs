//! Topics under which posts are listed: those who run the panel make and name them.

use domain::TopicId;
use domain::policy::Action;
use domain::text::{Label, Slug, Title};
pub use storage::topics::Topic;
use storage::{StorageError, Tx, topics};

use crate::failure::{Barred, refusal};
use crate::once::{ClientMutationId, once};
use crate::record::Record;
use crate::source::{new_id, random_word};
use crate::{Ctx, Failure, Internal, Outcome};

/// The most topics that there are. All of them are read wherever one is chosen.
pub const MOST_TOPICS: usize = 200;

/// Why a topic was not created or renamed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TopicRefusal {
    /// The actor may not, or there is no such topic.
    Barred(Barred),
    /// A topic has this name, in whatever capitals.
    Taken,
    /// The name can't be an address.
    Name,
    /// There are as many as there can be.
    Enough,
    /// The retry id was used for something else.
    Reused,
}

refusal!(TopicRefusal);

/// A topic that was kept, for a retry.
#[derive(Debug, Clone, Copy, serde::Serialize, serde::Deserialize)]
pub struct TopicKept {
    /// The topic.
    #[serde(with = "crate::wire::id")]
    pub topic: TopicId,
}

/// Creates a topic under a name that no other has.
pub async fn create_topic(
    ctx: &Ctx,
    name: Label,
    retry: Option<ClientMutationId>,
) -> Outcome<TopicKept, TopicRefusal> {
    let created = once(ctx, "createTopic", name, retry, |tx, ctx, name| {
        Box::pin(create(tx, ctx, name))
    });
    created.await.map_err(taken)
}

/// Gives a topic another name. Its address stays, so that links go on leading to it.
pub async fn rename_topic(
    ctx: &Ctx,
    topic: TopicId,
    name: Label,
    retry: Option<ClientMutationId>,
) -> Outcome<TopicKept, TopicRefusal> {
    let input = (topic, name);
    let renamed = once(
        ctx,
        "renameTopic",
        input,
        retry,
        |tx, ctx, (topic, name)| Box::pin(rename(tx, ctx, topic, name)),
    );
    renamed.await.map_err(taken)
}

/// No two have one name: the database says so, also to two who take it at once.
fn taken(failure: Failure<TopicRefusal>) -> Failure<TopicRefusal> {
    match failure {
        Failure::Internal(Internal::Storage(StorageError::Conflict(_))) => {
            Failure::Refused(TopicRefusal::Taken)
        }
        failure @ (Failure::Internal(_) | Failure::Refused(_)) => failure,
    }
}

async fn create(tx: &mut Tx, ctx: &Ctx, name: Label) -> Outcome<TopicKept, TopicRefusal> {
    ctx.may::<TopicRefusal>(&Action::ManagePanel)?;
    let known = topics::all(tx).await?;
    if known.len() >= MOST_TOPICS {
        return Err(Failure::Refused(TopicRefusal::Enough));
    }
    let (title, mut slug) = readable(&name)?;
    // A topic that was renamed keeps its address.
    if known.iter().any(|it| it.slug == slug) {
        slug = Slug::from_title(&title, &random_word::<4>());
    }
    let topic = Topic {
        id: TopicId::from_uuid(new_id(ctx.now())),
        slug,
        name,
    };
    topics::insert(tx, &topic).await?;
    tx.move_epoch();
    Record::of("topic.created", topic.id).store(tx, ctx).await?;
    Ok(TopicKept { topic: topic.id })
}

async fn rename(
    tx: &mut Tx,
    ctx: &Ctx,
    topic: TopicId,
    name: Label,
) -> Outcome<TopicKept, TopicRefusal> {
    ctx.may::<TopicRefusal>(&Action::ManagePanel)?;
    let found = topics::get(tx, &[topic]).await?.pop();
    let Some(before) = found else {
        return Err(Failure::<TopicRefusal>::refused(Barred::NotFound));
    };
    if before.name == name {
        return Ok(TopicKept { topic });
    }
    readable(&name)?;
    topics::rename(tx, topic, &name).await?;
    // Its name stands on every public page that lists it.
    tx.move_epoch();
    Record::of("topic.renamed", topic).store(tx, ctx).await?;
    Ok(TopicKept { topic })
}

/// The name as a title and as an address; one without a letter or a digit is refused.
fn readable(name: &Label) -> Result<(Title, Slug), Failure<TopicRefusal>> {
    let unusable = Failure::Refused(TopicRefusal::Name);
    let Ok(title) = Title::parse(name.as_str()) else {
        return Err(unusable);
    };
    let slug = Slug::of_words(&title).ok_or(unusable)?;
    Ok((title, slug))
}

/// One topic.
pub async fn topic(ctx: &Ctx, id: TopicId) -> Result<Option<Topic>, Internal> {
    ctx.app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| Ok(topics::get(tx, &[id]).await?.pop()))
        .await
}

/// Every topic, by name.
pub async fn topics(ctx: &Ctx) -> Result<Vec<Topic>, Internal> {
    ctx.app()
        .db()
        .read::<_, Internal, _>(async |tx: &mut Tx| Ok(topics::all(tx).await?))
        .await
}
