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
    created.await.map_err(taken_meanwhile)
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
    renamed.await.map_err(taken_meanwhile)
}

/// Two who take the same name at once: one of them is told so.
fn taken_meanwhile(failure: Failure<TopicRefusal>) -> Failure<TopicRefusal> {
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
    is_free(&known, &name)?;
    let topic = Topic {
        id: TopicId::from_uuid(new_id(ctx.now())),
        slug: address(&known, &name)?,
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
    let mut known = topics::all(tx).await?;
    let Some(place) = known.iter().position(|it| it.id == topic) else {
        return Err(Failure::<TopicRefusal>::refused(Barred::NotFound));
    };
    let before = known.swap_remove(place);
    if before.name == name {
        return Ok(TopicKept { topic });
    }
    is_free(&known, &name)?;
    words(&name)?;
    topics::rename(tx, topic, &name).await?;
    // Its name stands on every public page that lists it.
    tx.move_epoch();
    Record::of("topic.renamed", topic).store(tx, ctx).await?;
    Ok(TopicKept { topic })
}

fn is_free(known: &[Topic], name: &Label) -> Result<(), Failure<TopicRefusal>> {
    let folded = name.as_str().to_lowercase();
    if known
        .iter()
        .any(|it| it.name.as_str().to_lowercase() == folded)
    {
        return Err(Failure::Refused(TopicRefusal::Taken));
    }
    Ok(())
}

/// The words of the name, with others behind them where a topic that was renamed keeps that address.
fn address(known: &[Topic], name: &Label) -> Result<Slug, Failure<TopicRefusal>> {
    let (title, slug) = words(name)?;
    let is_kept = known.iter().any(|it| it.slug == slug);
    Ok(if is_kept {
        Slug::from_title(&title, &random_word::<4>())
    } else {
        slug
    })
}

/// The name as an address; one without a letter or a digit is none.
fn words(name: &Label) -> Result<(Title, Slug), Failure<TopicRefusal>> {
    let title = Title::parse(name.as_str()).ok();
    let words = title.and_then(|title| Slug::of_words(&title).map(|slug| (title, slug)));
    words.ok_or(Failure::Refused(TopicRefusal::Name))
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
