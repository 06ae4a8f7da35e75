//! What was handed to the safeguarding leads, as they see it.

use app::reviews::EscalationView;
use async_graphql::{Context, ID, Object, Result};
use domain::EscalationId;
use domain::text::Message;

use super::enums::{EscalationOutcome, EscalationReason};
use super::request::{OrMasked as _, Parts as _};
use super::review::Review;
use super::revision::Revision;
use super::scalars::DateTime;
use super::viewer::review_of;
use crate::seal::NodeKind;

/// An escalation.
pub(crate) struct Escalation(EscalationView);

impl From<EscalationView> for Escalation {
    fn from(view: EscalationView) -> Self {
        Self(view)
    }
}

/// What was handed to the safeguarding leads. Nobody else sees it, and only they close it.
#[Object(serial)]
impl Escalation {
    /// The opaque, stable id.
    pub(super) async fn id(&self, ctx: &Context<'_>) -> Result<ID> {
        ctx.node_id(NodeKind::Escalation, self.0.escalation.id)
    }

    /// Why.
    async fn reason(&self) -> EscalationReason {
        self.0.escalation.reason.into()
    }

    /// Why, in the words of whoever handed it on.
    async fn note(&self) -> Option<&str> {
        self.0.escalation.note.as_ref().map(Message::as_str)
    }

    /// The name of whoever handed it on.
    async fn escalated_by(&self) -> &str {
        self.0.by.as_str()
    }

    /// When.
    async fn escalated_at(&self) -> DateTime {
        DateTime(self.0.escalation.at)
    }

    /// The text that was read when it was handed on.
    #[graphql(complexity = "5 + child_complexity")]
    async fn revision(&self, ctx: &Context<'_>) -> Result<Option<Revision>> {
        let read = app::reviews::escalated_revision(ctx.app()?, &self.0.escalation).await;
        Ok(read.or_masked(ctx)?.map(Revision))
    }

    /// The newest review of the post that it is about, whatever became of it; null where it is read by moderators again and you are none.
    #[graphql(complexity = "10 + child_complexity")]
    async fn review(&self, ctx: &Context<'_>) -> Result<Option<Review>> {
        review_of(ctx, self.0.review).await
    }

    /// What became of it, once it is closed.
    async fn outcome(&self) -> Option<EscalationOutcome> {
        let closed = self.0.escalation.closed.as_ref();
        closed.map(|closed| closed.outcome.into())
    }

    /// What became of it, in words.
    async fn closing_note(&self) -> Option<&str> {
        let closed = self.0.escalation.closed.as_ref()?;
        closed.note.as_ref().map(Message::as_str)
    }

    /// When it was closed.
    async fn closed_at(&self) -> Option<DateTime> {
        let closed = self.0.escalation.closed.as_ref();
        closed.map(|closed| DateTime(closed.at))
    }
}

/// An escalation, if the viewer may see it.
pub(crate) async fn escalation_of(
    ctx: &Context<'_>,
    id: EscalationId,
) -> Result<Option<Escalation>> {
    let view = app::reviews::escalation(ctx.app()?, id).await;
    Ok(view.or_masked(ctx)?.map(Escalation::from))
}
