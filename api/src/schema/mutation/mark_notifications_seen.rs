//! `markNotificationsSeen`: up to where somebody has seen what they were told of.

use app::notifications::{self, MarkSeen, MarkSeenRefusal};
use async_graphql::{Context, ID, InputObject, Object, Result, Union};

use super::payload::{Stoppable as _, opened, told, valid};
use crate::schema::errors::{
    ClientMutationIdReusedError, InvalidInputError, NotAllowedError, NotFoundError, Stopped,
};
use crate::schema::input::retry_id;
use crate::schema::notification::new_notifications;
use crate::schema::request::Parts as _;

/// The mutation.
#[derive(Default)]
pub(crate) struct MarkNotificationsSeen;

/// Up to where you saw.
#[derive(InputObject)]
struct MarkNotificationsSeenInput {
    /// The newest notification that you saw; all before it count as seen too.
    up_to: ID,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// It is noted.
pub(crate) struct NotificationsSeen;

/// It is noted.
#[Object(serial)]
impl NotificationsSeen {
    /// How many are new now, counted up to 100.
    #[graphql(complexity = 5)]
    async fn new_notifications(&self, ctx: &Context<'_>) -> Result<i32> {
        new_notifications(ctx).await
    }
}

/// How `markNotificationsSeen` ended.
#[derive(Union)]
pub(crate) enum MarkNotificationsSeenPayload {
    /// It is noted.
    Seen(NotificationsSeen),
    /// The retry id can't be one.
    InvalidInput(InvalidInputError),
    /// You were told no such thing.
    NotFound(NotFoundError),
    /// Nobody is signed in.
    NotAllowed(NotAllowedError),
    /// The retry id was used for something else.
    Reused(ClientMutationIdReusedError),
}

#[Object(serial)]
impl MarkNotificationsSeen {
    /// Says that you have seen a notification and all before it. Nobody else learns that you did.
    #[graphql(complexity = "20 + child_complexity")]
    async fn mark_notifications_seen(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Up to where you saw.")] input: MarkNotificationsSeenInput,
    ) -> Result<MarkNotificationsSeenPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let seen = MarkSeen {
            up_to: opened!(ctx, Notification, &input.up_to),
        };
        let outcome = notifications::mark_seen(ctx.app()?, seen, retry).await;
        Ok(match told(ctx, outcome)? {
            Ok(_seen) => NotificationsSeen.into(),
            Err(MarkSeenRefusal::Barred(barred)) => {
                MarkNotificationsSeenPayload::stopped(Stopped::new(say, barred))
            }
            Err(MarkSeenRefusal::Reused) => ClientMutationIdReusedError::new(say).into(),
        })
    }
}
