//! What is told as it happens. A subscription is executed anew for each event (see `http::pipeline::live`), so each
//! resolver here looks at one event, of which the request knows, and gives nothing or one value.

use app::read;
use async_graphql::{Context, Error, Result, SimpleObject, Subscription as GraphQlSubscription};
use domain::{PostId, ReviewId};
use futures_util::stream::{self, Stream};

use super::draft::Draft;
use super::notification::new_notifications;
use super::request::Parts as _;
use super::review::Review;
use super::viewer::{draft_of, review_of};
use crate::errors;
use crate::http::Event;

/// The root of subscriptions.
pub(crate) struct Subscription;

/// Something changed about a draft.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct DraftChange {
    /// The draft as it is now. Null when anything may have changed: ask for your drafts again.
    draft: Option<Draft>,
}

/// Something changed in the queue.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct ReviewQueueChange {
    /// The review as it is now. Null when anything may have changed: ask for the queue again.
    review: Option<Review>,
}

/// Something happened for you, or you said elsewhere that you saw it.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct NotificationChange {
    /// How much is new now, counted up to 100. Ask for `notifications` to see it.
    new_notifications: i32,
}

/// What is told as it happens, over graphql-transport-ws or as `text/event-stream`. A notice may be missed when a
/// connection breaks: after connecting again, ask again.
#[GraphQlSubscription]
impl Subscription {
    /// Tells when one of your drafts changed: saved elsewhere, submitted, read by somebody, decided, published.
    #[graphql(complexity = "20 + child_complexity")]
    async fn draft_changed(
        &self,
        ctx: &Context<'_>,
    ) -> Result<impl Stream<Item = DraftChange> + use<>> {
        if !read::may_watch_drafts(ctx.app()?) {
            return Err(not_allowed(ctx)?);
        }
        let change = match ctx.request()?.event() {
            Some(Event::Draft(post)) => draft_of(ctx, PostId::from_uuid(post))
                .await?
                .map(|draft| DraftChange { draft: Some(draft) }),
            Some(Event::Anything) => Some(DraftChange { draft: None }),
            Some(Event::Review(_) | Event::Notified) | None => None,
        };
        Ok(stream::iter(change))
    }

    /// Tells moderators when a review that they may read changed: it waits, somebody claimed it or gave it back, it was
    /// decided or withdrawn.
    #[graphql(complexity = "20 + child_complexity")]
    async fn review_queue_changed(
        &self,
        ctx: &Context<'_>,
    ) -> Result<impl Stream<Item = ReviewQueueChange> + use<>> {
        if !read::may_review(ctx.app()?) {
            return Err(not_allowed(ctx)?);
        }
        let change =
            match ctx.request()?.event() {
                Some(Event::Review(review)) => review_of(ctx, ReviewId::from_uuid(review))
                    .await?
                    .map(|review| ReviewQueueChange {
                        review: Some(review),
                    }),
                Some(Event::Anything) => Some(ReviewQueueChange { review: None }),
                Some(Event::Draft(_) | Event::Notified) | None => None,
            };
        Ok(stream::iter(change))
    }

    /// Tells when something happened for you, and when you said elsewhere that you saw it.
    #[graphql(complexity = "20 + child_complexity")]
    async fn notified(
        &self,
        ctx: &Context<'_>,
    ) -> Result<impl Stream<Item = NotificationChange> + use<>> {
        if !read::may_watch_notifications(ctx.app()?) {
            return Err(not_allowed(ctx)?);
        }
        let change = match ctx.request()?.event() {
            Some(Event::Notified | Event::Anything) => Some(NotificationChange {
                new_notifications: new_notifications(ctx).await?,
            }),
            Some(Event::Draft(_) | Event::Review(_)) | None => None,
        };
        Ok(stream::iter(change))
    }
}

fn not_allowed(ctx: &Context<'_>) -> Result<Error> {
    let say = ctx.say()?;
    Ok(if ctx.app()?.actor().person().is_none() {
        errors::unauthenticated(say.plain("not-allowed-signed-out"))
    } else {
        errors::not_allowed(say.plain("not-allowed"))
    })
}
