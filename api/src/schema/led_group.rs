//! The groups that a guide leads: members by pen name, and invitations by reference. No real name is here.

use app::read::{AskedView, InvitationView, MemberView};
use async_graphql::{Context, ID, Object, Result};

use super::enums::{Language, MailState, Membership};
use super::person::Group;
use super::request::{OrMasked as _, Parts as _};
use super::scalars::DateTime;
use crate::seal::NodeKind;

/// A group that the viewer leads.
pub(crate) struct LedGroup(app::read::LedGroup);

impl From<app::read::LedGroup> for LedGroup {
    fn from(led: app::read::LedGroup) -> Self {
        Self(led)
    }
}

/// A group that you lead.
#[Object(serial)]
impl LedGroup {
    /// The group, as readers know it.
    async fn group(&self) -> Group {
        Group::from(self.0.group.clone())
    }

    /// The language that its members speak.
    async fn language(&self) -> Language {
        self.0.keeping.language.into()
    }

    /// The school or club that it belongs to, if it does.
    async fn entity(&self) -> Option<&str> {
        self.0
            .keeping
            .entity
            .as_ref()
            .map(domain::text::Label::as_str)
    }

    /// How many members it takes. Open invitations count.
    async fn capacity(&self) -> i32 {
        i32::try_from(self.0.keeping.capacity.members()).unwrap_or(i32::MAX)
    }

    /// Its members by pen name: 200 at most.
    #[graphql(complexity = "10 + 25 * child_complexity")]
    async fn members(&self, ctx: &Context<'_>) -> Result<Vec<GroupMember>> {
        let members = app::read::members_of(ctx.app()?, self.0.group.id).await;
        Ok(members
            .or_masked(ctx)?
            .into_iter()
            .map(GroupMember)
            .collect())
    }

    /// Invitations that nobody used, the newest first: 200 at most. Those that are over go within the hour.
    #[graphql(complexity = "10 + 25 * child_complexity")]
    async fn invitations(&self, ctx: &Context<'_>) -> Result<Vec<Invitation>> {
        let unused = app::read::invitations_to(ctx.app()?, self.0.group.id).await;
        Ok(unused.or_masked(ctx)?.into_iter().map(Invitation).collect())
    }
}

/// A member of a group.
pub(crate) struct GroupMember(MemberView);

/// A member of a group that you lead.
#[Object(serial)]
impl GroupMember {
    /// The member's account.
    async fn account(&self, ctx: &Context<'_>) -> Result<ID> {
        ctx.node_id(NodeKind::Account, self.0.account)
    }

    /// The name that readers see.
    async fn pen_name(&self) -> &str {
        self.0.pen_name.as_str()
    }

    /// The drawn picture: six digits, for tint, colour, head, eyes, mouth and top.
    async fn avatar(&self) -> String {
        self.0.avatar.to_string()
    }

    /// Whether the member helps to lead the group. It gives no power over what anybody writes.
    async fn facilitates(&self) -> bool {
        self.0.facilitates
    }

    /// Whether consent lets the member take part today; null for an account that is nobody's, such as an archive.
    async fn membership(&self) -> Option<Membership> {
        self.0.membership.map(Into::into)
    }
}

/// An invitation that nobody used.
pub(crate) struct Invitation(InvitationView);

impl From<InvitationView> for Invitation {
    fn from(view: InvitationView) -> Self {
        Self(view)
    }
}

/// An invitation to your group that nobody used yet. You know whose it is by its reference.
#[Object(serial)]
impl Invitation {
    /// The opaque, stable id.
    pub(super) async fn id(&self, ctx: &Context<'_>) -> Result<ID> {
        ctx.node_id(NodeKind::Invitation, self.0.id)
    }

    /// Four letters and digits to write beside the name in your own list.
    async fn reference(&self) -> &str {
        &self.0.reference
    }

    /// When it ends.
    async fn expires_at(&self) -> DateTime {
        DateTime(self.0.until)
    }

    /// Whether it can still be used: it is not too old, and was not tried with too many birth dates.
    async fn is_open(&self) -> bool {
        self.0.is_open
    }

    /// Each guardian who was asked.
    async fn guardians(&self) -> Vec<AskedGuardian> {
        self.0.asked.iter().copied().map(AskedGuardian).collect()
    }
}

/// A guardian who was asked.
pub(crate) struct AskedGuardian(AskedView);

/// A guardian who was asked for consent. What they answered is theirs and the correspondent's to know.
#[Object(serial)]
impl AskedGuardian {
    /// What became of the mail.
    async fn mail(&self) -> MailState {
        self.0.mail.into()
    }

    /// Whether they answered.
    async fn answered(&self) -> bool {
        self.0.answered
    }

    /// When their link ends.
    async fn expires_at(&self) -> DateTime {
        DateTime(self.0.until)
    }
}
