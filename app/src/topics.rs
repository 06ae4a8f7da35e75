//! Topics under which posts are listed.

use domain::TopicId;
use domain::policy::Action;
use domain::text::{Label, Slug, Title};
pub use storage::topics::Topic;
use storage::{StorageError, Tx, topics};

use crate::failure::Barred;
use crate::record::Record;
use crate::source::new_id;
use crate::{Ctx, Failure, Internal, Outcome};

/// Why a topic was not created.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TopicRefusal {
    /// The actor may not.
    Barred(Barred),
    /// A topic has this name.
    Taken,
    /// The name can't be an address.
    Name,
}

impl From<Barred> for TopicRefusal {
    fn from(barred: Barred) -> Self {
        Self::Barred(barred)
    }
}

/// Creates a topic.
pub async fn create_topic(ctx: &Ctx, name: Label) -> Outcome<Topic, TopicRefusal> {
    ctx.may::<TopicRefusal>(&Action::ManagePanel)?;
    let title =
        Title::parse(name.as_str()).map_err(|_long| Failure::Refused(TopicRefusal::Name))?;
    let topic = Topic {
        id: TopicId::from_uuid(new_id(ctx.now())),
        slug: Slug::from_title(&title, ""),
        name,
    };
    let (inner, made) = (ctx.clone(), topic.clone());
    let stored = ctx
        .app()
        .db()
        .write::<_, StorageError, _>(async move |tx: &mut Tx| {
            topics::insert(tx, &made).await?;
            tx.move_epoch();
            Record::of("topic.created", made.id).store(tx, &inner).await
        })
        .await;
    match stored {
        Ok(()) => Ok(topic),
        Err(StorageError::Conflict(_)) => Err(Failure::Refused(TopicRefusal::Taken)),
        Err(error) => Err(error.into()),
    }
}

/// Every topic, by name.
pub async fn topics(ctx: &Ctx) -> Result<Vec<Topic>, Internal> {
    ctx.app()
        .db()
        .read::<_, Internal, _>(async |tx: &mut Tx| Ok(topics::all(tx).await?))
        .await
}
