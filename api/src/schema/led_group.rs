//! Groups, for those who lead them or run the panel: members by pen name, and invitations by reference. No real name is here.

use app::read::{AskedView, InvitationView, MemberView};
use async_graphql::{Context, ID, Object, Result};
use domain::GroupId;

use super::connection::{Page, connection};
use super::enums::{Language, MailState, Membership};
use super::guardian_statement::GuardianStatement;
use super::person::Group;
use super::request::{OrMasked as _, Parts as _};
use super::scalars::DateTime;
use crate::errors::bad_input;
use crate::seal::NodeKind;

/// The name of the list that cursors of groups belong to.
pub(crate) const GROUPS: &str = "groups";

connection! {
    /// A page of the groups of the panel, the newest first.
    LedGroupConnection,
    /// A group with its place in the list.
    LedGroupEdge of LedGroup in GROUPS
}

/// A page of the list; `None` for whoever does not run the panel.
pub(crate) async fn page(ctx: &Context<'_>, page: Page<'_>) -> Result<Option<LedGroupConnection>> {
    let from = match page.from {
        None => None,
        Some(cursor) => {
            let refused = || bad_input("This cursor belongs to no list of groups.");
            let place = ctx.shared()?.sealer.open_cursor(GROUPS, cursor);
            let place = place.ok_or_else(refused)?;
            let group = uuid::Uuid::from_slice(&place).map_err(|_unreadable| refused())?;
            Some(GroupId::from_uuid(group))
        }
    };
    let found = app::read::all_groups(ctx.app()?, from, page.direction, page.rows());
    let Some(mut rows) = found.await.or_masked(ctx)? else {
        return Ok(None);
    };
    let ends = page.arrange(&mut rows);
    let item = |led: app::read::LedGroup| {
        let place = led.group.id.as_uuid().as_bytes().to_vec();
        (place, LedGroup::from(led))
    };
    let items = rows.into_iter().map(item).collect();
    Ok(Some(LedGroupConnection::new(items, ends)))
}

/// A group that the viewer leads, or of the panel that they run.
pub(crate) struct LedGroup(app::read::LedGroup);

impl From<app::read::LedGroup> for LedGroup {
    fn from(led: app::read::LedGroup) -> Self {
        Self(led)
    }
}

/// A group that you lead, or a group of the panel that you run.
#[Object(serial)]
impl LedGroup {
    /// The opaque, stable id, for those who look after the group. Everybody else knows it by `group.id`.
    pub(super) async fn id(&self, ctx: &Context<'_>) -> Result<ID> {
        ctx.node_id(NodeKind::LedGroup, self.0.group.id)
    }

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

    /// The pen names of the adults who lead it.
    #[graphql(complexity = "5")]
    async fn guides(&self, ctx: &Context<'_>) -> Result<Vec<String>> {
        let guides = app::read::guides_of(ctx.app()?, self.0.group.id).await;
        let guides = guides.or_masked(ctx)?.into_iter();
        Ok(guides.map(|name| name.as_str().to_owned()).collect())
    }

    /// Its members by pen name: 200 at most. None for those who run the panel without a certificate.
    #[graphql(complexity = "10 + 25 * child_complexity")]
    async fn members(&self, ctx: &Context<'_>) -> Result<Vec<GroupMember>> {
        let members = app::read::members_of(ctx.app()?, self.0.group.id).await;
        Ok(members
            .or_masked(ctx)?
            .into_iter()
            .map(GroupMember)
            .collect())
    }

    /// Invitations that nobody used, the newest first: 200 at most. None for those who run the panel without a certificate. Those that are over go within the hour.
    #[graphql(complexity = "10 + 25 * child_complexity")]
    async fn invitations(&self, ctx: &Context<'_>) -> Result<Vec<Invitation>> {
        let unused = app::read::invitations_to(ctx.app()?, self.0.group.id).await;
        Ok(unused.or_masked(ctx)?.into_iter().map(Invitation).collect())
    }
}

/// A member of a group.
pub(crate) struct GroupMember(MemberView);

/// A member of a group that you lead, or of the panel that you run.
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

    /// What was declined of theirs in the last six months, the newest first; 20 at most. For their guides, who may ask for a second look: never what a text says.
    #[graphql(complexity = "10 + 5 * child_complexity")]
    async fn statements(&self, ctx: &Context<'_>) -> Result<Vec<GuardianStatement>> {
        let found = app::read::statements_to_guardians(ctx.app()?, self.0.account).await;
        let found = found.or_masked(ctx)?.into_iter();
        Ok(found.map(GuardianStatement::from).collect())
    }

    /// Whether the member helps to lead the group. It gives no power over what anybody writes.
    async fn facilitates(&self) -> bool {
        self.0.facilitates
    }

    /// Whether consent lets the member take part today; null for an account that is nobody's, such as an archive.
    async fn membership(&self) -> Option<Membership> {
        self.0.membership.map(Into::into)
    }

    /// Each guardian who was asked and answered, or whose link is not over yet.
    async fn guardians(&self) -> Vec<AskedGuardian> {
        self.0.asked.iter().copied().map(AskedGuardian).collect()
    }
}

/// An invitation that nobody used.
pub(crate) struct Invitation(InvitationView);

impl From<InvitationView> for Invitation {
    fn from(view: InvitationView) -> Self {
        Self(view)
    }
}

/// An invitation to a group that you lead, or of the panel that you run, which nobody used yet. You know whose it is by its reference.
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

    /// The group.
    async fn group(&self, ctx: &Context<'_>) -> Result<ID> {
        ctx.node_id(NodeKind::Group, self.0.group)
    }

    /// Whether another adult has to vouch too before it can be used, because whoever made it is new to the panel.
    async fn needs_second_vouch(&self) -> bool {
        self.0.needs_second
    }

    /// Whether you can be that adult.
    async fn can_vouch(&self) -> bool {
        self.0.can_second
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
    /// The opaque, stable id, for `vouchForGuardian`.
    async fn id(&self, ctx: &Context<'_>) -> Result<ID> {
        ctx.node_id(NodeKind::AskedGuardian, self.0.link)
    }

    /// Whether another adult has to vouch before the guardian is written to.
    async fn needs_second_vouch(&self) -> bool {
        self.0.needs_second
    }

    /// Whether you can be that adult.
    async fn can_vouch(&self) -> bool {
        self.0.can_second
    }

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

    /// Whether they can still answer.
    async fn is_open(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(!self.0.answered && self.0.until > ctx.app()?.now())
    }
}
