//! Looking things up by their opaque ids. Hidden, missing and foreign ids give the same answer: nothing.

use async_graphql::{Context, ID, Interface, Result};
use domain::{
    AccountId, AuditId, ConsultationId, EscalationId, GroupId, InvitationId, NotificationId,
    PostId, ReviewId, TopicId,
};

use super::audit::{self, AuditRecord};
use super::colleague::{Colleague, Consultation, colleague_of, consultation_of};
use super::comment::{Comment, comment};
use super::draft::Draft;
use super::escalation::{Escalation, escalation_of};
use super::led_group::{Invitation, LedGroup};
use super::notification::{Notification, notification};
use super::person::{Correspondent, Group, Topic};
use super::post::Post;
use super::request::{OrMasked as _, Parts as _};
use super::review::Review;
use super::staff::{self, StaffMember};
use super::viewer::{draft_of, review_of};
use crate::seal::NodeKind;

/// Anything that has an opaque, stable id.
#[derive(Interface)]
#[graphql(field(name = "id", ty = "ID", desc = "The opaque, stable id."))]
pub(crate) enum Node {
    /// A published post.
    Post(Post),
    /// A published comment.
    Comment(Comment),
    /// A topic.
    Topic(Topic),
    /// A group.
    Group(Group),
    /// A correspondent with a blog page.
    Correspondent(Correspondent),
    /// A draft of the viewer.
    Draft(Draft),
    /// A review that the viewer may read.
    Review(Review),
    /// An invitation to a group that the viewer leads.
    Invitation(Invitation),
    /// A group that the viewer leads, or of the panel that they run.
    LedGroup(LedGroup),
    /// An adult who works for the panel, for those who run it.
    StaffMember(StaffMember),
    /// What was handed to the safeguarding leads, for them.
    Escalation(Escalation),
    /// What was asked about a review that the viewer may read.
    Consultation(Consultation),
    /// An adult who reads submissions, for others who do.
    Colleague(Colleague),
    /// Something of which the viewer was told.
    Notification(Notification),
    /// A record of the audit log, for those who run the panel.
    AuditRecord(AuditRecord),
}

/// What an id names, if the viewer may see it.
pub(crate) async fn find(ctx: &Context<'_>, id: &str) -> Result<Option<Node>> {
    let Some((kind, value)) = ctx.shared()?.sealer.open_node(id) else {
        return Ok(None);
    };
    let app = ctx.app()?;
    Ok(match kind {
        NodeKind::Post => app::read::posts_by_ids(app, vec![PostId::from_uuid(value)])
            .await
            .or_masked(ctx)?
            .pop()
            .map(|post| Node::Post(post.into())),
        NodeKind::Comment => comment(ctx, PostId::from_uuid(value))
            .await?
            .map(Node::Comment),
        NodeKind::Topic => {
            let topics = ctx.request()?.topics().await.or_masked(ctx)?;
            let topic = topics.get(&TopicId::from_uuid(value)).cloned();
            topic.map(|topic| Node::Topic(topic.into()))
        }
        NodeKind::Group => app::read::group(app, GroupId::from_uuid(value))
            .await
            .or_masked(ctx)?
            .map(|group| Node::Group(group.into())),
        NodeKind::Correspondent => app::read::correspondent_by_id(app, AccountId::from_uuid(value))
            .await
            .or_masked(ctx)?
            .map(|author| Node::Correspondent(author.into())),
        NodeKind::Draft => draft_of(ctx, PostId::from_uuid(value))
            .await?
            .map(Node::Draft),
        NodeKind::Review => review_of(ctx, ReviewId::from_uuid(value))
            .await?
            .map(Node::Review),
        NodeKind::Invitation => app::read::invitation(app, InvitationId::from_uuid(value))
            .await
            .or_masked(ctx)?
            .map(|invitation| Node::Invitation(invitation.into())),
        NodeKind::LedGroup => app::read::group_of_panel(app, GroupId::from_uuid(value))
            .await
            .or_masked(ctx)?
            .map(|group| Node::LedGroup(group.into())),
        NodeKind::StaffMember => staff::member(ctx, AccountId::from_uuid(value))
            .await?
            .map(Node::StaffMember),
        NodeKind::Escalation => escalation_of(ctx, EscalationId::from_uuid(value))
            .await?
            .map(Node::Escalation),
        NodeKind::Consultation => consultation_of(ctx, ConsultationId::from_uuid(value))
            .await?
            .map(Node::Consultation),
        NodeKind::Colleague => colleague_of(ctx, AccountId::from_uuid(value))
            .await?
            .map(Node::Colleague),
        NodeKind::Notification => notification(ctx, NotificationId::from_uuid(value))
            .await?
            .map(Node::Notification),
        NodeKind::AuditRecord => audit::record(ctx, AuditId::from_uuid(value))
            .await?
            .map(Node::AuditRecord),
        NodeKind::Account
        | NodeKind::Session
        | NodeKind::Passkey
        | NodeKind::ActForTwo
        | NodeKind::AskedGuardian
        | NodeKind::Suggestion
        | NodeKind::Statement => None,
    })
}
