//! What resolvers find beside their arguments: the shared parts, and the one request that they answer.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use app::read::Topic;
use app::{Ctx, Internal};
use async_graphql::{Context, Error, Result};
use domain::{PostId, TopicId};
use tokio::sync::OnceCell;
use uuid::Uuid;

use crate::errors;
use crate::http::{AddressKey, Event, SessionChange};
use crate::seal::{NodeKind, Sealer};
use crate::words::{Say, Words};

/// What every request shares.
#[derive(Debug, Clone)]
pub struct Shared {
    /// Seals ids and cursors.
    pub sealer: Sealer,
    /// The texts for people.
    pub words: Arc<Words>,
}

/// One request.
pub(crate) struct Request {
    ctx: Ctx,
    caller: Option<AddressKey>,
    event: Option<Event>,
    session: Mutex<Option<SessionChange>>,
    topics: OnceCell<HashMap<TopicId, Topic>>,
}

impl Request {
    /// A request of whoever `ctx` says, from the address of `caller` if the transport knows it.
    pub(crate) fn new(ctx: Ctx, caller: Option<AddressKey>) -> Self {
        Self {
            ctx,
            caller,
            event: None,
            session: Mutex::new(None),
            topics: OnceCell::new(),
        }
    }

    /// The same request for a subscription that looks at an event.
    pub(crate) fn at(self, event: Option<Event>) -> Self {
        Self { event, ..self }
    }

    /// What a subscription looks at.
    pub(crate) const fn event(&self) -> Option<Event> {
        self.event
    }

    /// What happened to the session on the way.
    pub(crate) fn session_change(&self) -> Option<SessionChange> {
        self.session
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Where the request comes from, for limits and for nothing else.
    pub(crate) const fn caller(&self) -> Option<AddressKey> {
        self.caller
    }

    pub(crate) fn change_session(&self, change: SessionChange) {
        *self.session.lock().unwrap_or_else(PoisonError::into_inner) = Some(change);
    }

    /// Every topic, asked for at most once a request.
    pub(crate) async fn topics(&self) -> Result<&HashMap<TopicId, Topic>, Internal> {
        self.topics
            .get_or_try_init(async || {
                let all = app::topics::topics(&self.ctx).await?;
                Ok(all.into_iter().map(|topic| (topic.id, topic)).collect())
            })
            .await
    }
}

/// The parts of a resolver's context by name.
pub(crate) trait Parts<'a> {
    /// The request that is answered.
    fn request(&self) -> Result<&'a Request>;
    /// Who asks, and when.
    fn app(&self) -> Result<&'a Ctx>;
    /// What every request shares.
    fn shared(&self) -> Result<&'a Shared>;
    /// The texts in the person's language.
    fn say(&self) -> Result<Say<'a>>;
    /// The opaque id of a thing.
    fn node_id(&self, kind: NodeKind, id: impl Into<Uuid>) -> Result<async_graphql::ID>;
    /// The thing behind an opaque id of one kind; `None` for any other text.
    fn open<T: From<Uuid>>(&self, kind: NodeKind, id: &str) -> Result<Option<T>>;
    /// The post or the comment behind an opaque id.
    fn open_published(&self, id: &str) -> Result<Option<PostId>>;
}

impl<'a> Parts<'a> for Context<'a> {
    fn request(&self) -> Result<&'a Request> {
        self.data::<Arc<Request>>().map(|request| &**request)
    }

    fn app(&self) -> Result<&'a Ctx> {
        Ok(&self.request()?.ctx)
    }

    fn shared(&self) -> Result<&'a Shared> {
        self.data::<Shared>()
    }

    fn say(&self) -> Result<Say<'a>> {
        Ok(Say {
            words: &self.shared()?.words,
            language: self.app()?.language(),
        })
    }

    fn node_id(&self, kind: NodeKind, id: impl Into<Uuid>) -> Result<async_graphql::ID> {
        Ok(self.shared()?.sealer.node_id(kind, id.into()).into())
    }

    fn open<T: From<Uuid>>(&self, kind: NodeKind, id: &str) -> Result<Option<T>> {
        Ok(self.shared()?.sealer.open(kind, id).map(T::from))
    }

    fn open_published(&self, id: &str) -> Result<Option<PostId>> {
        let sealer = &self.shared()?.sealer;
        let post = sealer.open(NodeKind::Post, id);
        let found = post.or_else(|| sealer.open(NodeKind::Comment, id));
        Ok(found.map(PostId::from_uuid))
    }
}

/// Logs that the database can't be reached, of which clients learn only that they may try again.
pub(crate) fn note_unreachable(error: &Internal) {
    if let Internal::Storage(app::StorageError::Connect(_)) = error {
        tracing::error!(error = %error, "the database can't be reached");
    }
}

/// An inner error as clients may see it: logged, masked, and coded so that they know whether to try again.
pub(crate) fn internal(say: Say<'_>, error: &Internal) -> Error {
    note_unreachable(error);
    match error {
        Internal::Busy(_)
        | Internal::Storage(app::StorageError::Busy | app::StorageError::Connect(_)) => {
            errors::coded(errors::Code::Busy, say.plain("busy"))
        }
        other => errors::internal(other),
    }
}

/// Gives the value, or the inner error as clients may see it.
pub(crate) trait OrMasked<T> {
    /// The value, or the masked error.
    fn or_masked(self, ctx: &Context<'_>) -> Result<T>;
}

impl<T> OrMasked<T> for Result<T, Internal> {
    fn or_masked(self, ctx: &Context<'_>) -> Result<T> {
        match self {
            Ok(value) => Ok(value),
            Err(error) => Err(internal(ctx.say()?, &error)),
        }
    }
}
