//! Groups for those who lead them or run the panel: members, and who was invited. No real name is opened here: a guide knows an invitation
//! by its reference, and a member by the pen name.

use domain::consent::Membership;
use domain::invitation::MOST_MISSES;
use domain::policy::Action;
use domain::text::PenName;
use domain::{AccountId, Avatar, GroupId, GuardianLinkId, IdentityId, InvitationId, Timestamp};
use storage::MailState;
use storage::groups::{self, Group, Keeping};
use storage::guardian_links::{self, GuardianLink};
use storage::invitations::{self, Invitation};
use storage::people::{self, Member};
use storage::{Direction, Tx, consents, mails};

use crate::consent::{derive, open_birth};
use crate::{Ctx, Internal};

/// The most invitations that are shown of one group.
const MOST_INVITATIONS: i64 = 200;

/// A group that the person leads.
#[derive(Debug, Clone)]
pub struct LedGroup {
    /// The group.
    pub group: Group,
    /// How it is kept.
    pub keeping: Keeping,
}

/// A member, as their guide sees them.
#[derive(Debug, Clone)]
pub struct MemberView {
    /// The account.
    pub account: AccountId,
    /// The name that readers see.
    pub pen_name: PenName,
    /// The drawn picture.
    pub avatar: Avatar,
    /// Whether the member helps to lead.
    pub facilitates: bool,
    /// Whether consent lets them take part today; nothing where no birth date is kept.
    pub membership: Option<Membership>,
    /// Each guardian who was asked lately.
    pub asked: Vec<AskedView>,
}

/// An invitation that nobody used.
#[derive(Debug, Clone)]
pub struct InvitationView {
    /// The id.
    pub id: InvitationId,
    /// What the guide knows it by.
    pub reference: String,
    /// The group.
    pub group: GroupId,
    /// When it ends.
    pub until: Timestamp,
    /// Whether it can still be used.
    pub is_open: bool,
    /// Whether another adult has to vouch too, because the first is new.
    pub needs_second: bool,
    /// Whether whoever looks may be that adult.
    pub can_second: bool,
    /// Each guardian who was asked.
    pub asked: Vec<AskedView>,
}

/// A guardian who was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AskedView {
    /// The link.
    pub link: GuardianLinkId,
    /// Whether another adult has to vouch before the guardian is written to.
    pub needs_second: bool,
    /// Whether whoever looks may be that adult.
    pub can_second: bool,
    /// What became of the mail.
    pub mail: MailState,
    /// Whether the guardian answered.
    pub answered: bool,
    /// When the link ends.
    pub until: Timestamp,
}

/// The groups that the person who asks leads.
pub async fn led_groups(ctx: &Ctx) -> Result<Vec<LedGroup>, Internal> {
    let led: Vec<GroupId> = match ctx.actor().person() {
        None => Vec::new(),
        Some(person) => person.guides.clone(),
    };
    let led: Vec<GroupId> = led
        .into_iter()
        .filter(|group| ctx.is_allowed(&Action::LeadGroup(group)))
        .collect();
    if led.is_empty() {
        return Ok(Vec::new());
    }
    ctx.app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            let found = groups::kept(tx, &led).await?;
            Ok(found
                .into_iter()
                .map(|(group, keeping)| LedGroup { group, keeping })
                .collect())
        })
        .await
}

/// Up to `limit` groups for those who run the panel, the newest first; `None` for whoever does not.
pub async fn all_groups(
    ctx: &Ctx,
    from: Option<GroupId>,
    direction: Direction,
    limit: i64,
) -> Result<Option<Vec<LedGroup>>, Internal> {
    if !ctx.is_allowed(&Action::ReadGroups) {
        return Ok(None);
    }
    ctx.app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            let found = groups::page(tx, from, direction, limit).await?;
            let led = found
                .into_iter()
                .map(|(group, keeping)| LedGroup { group, keeping });
            Ok(Some(led.collect()))
        })
        .await
}

/// A group, for those who lead it or run the panel.
pub async fn group_of_panel(ctx: &Ctx, group: GroupId) -> Result<Option<LedGroup>, Internal> {
    if !ctx.is_allowed(&Action::ReadGroups) && !sees(ctx, group) {
        return Ok(None);
    }
    ctx.app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            let found = groups::kept(tx, &[group]).await?.pop();
            Ok(found.map(|(group, keeping)| LedGroup { group, keeping }))
        })
        .await
}

/// The pen names of those who lead a group, for those who look after it.
pub async fn guides_of(ctx: &Ctx, group: GroupId) -> Result<Vec<PenName>, Internal> {
    if !ctx.is_allowed(&Action::ReadGroups) && !sees(ctx, group) {
        return Ok(Vec::new());
    }
    ctx.app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            let guides = groups::guides_of(tx, group).await?;
            let names = people::pen_names(tx, &guides).await?;
            Ok(names.into_iter().map(|(_, name)| name).collect())
        })
        .await
}

/// Whether whoever asks sees who is in a group and who was invited: whoever may vouch for its members.
fn sees(ctx: &Ctx, group: GroupId) -> bool {
    ctx.is_allowed(&Action::Invite(&group))
}

/// The members of a group, for those who look after it.
pub async fn members_of(ctx: &Ctx, group: GroupId) -> Result<Vec<MemberView>, Internal> {
    if !sees(ctx, group) {
        return Ok(Vec::new());
    }
    let inner = ctx.clone();
    ctx.app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            let members = people::members(tx, group).await?;
            let births = members.iter().filter_map(|member| member.birth.as_ref());
            let ids: Vec<IdentityId> = births.map(|birth| birth.identity).collect();
            let mut words = consents::of(tx, &ids).await?.into_iter();
            let asked = Asked::about(tx, &ids).await?;
            members
                .into_iter()
                .map(|member| view_member(&inner, member, &mut words, (&asked, group)))
                .collect()
        })
        .await
}

fn view_member(
    ctx: &Ctx,
    member: Member,
    words: &mut impl Iterator<Item = consents::Words>,
    (asked, group): (&Asked, GroupId),
) -> Result<MemberView, Internal> {
    let identity = member.birth.as_ref().map(|sealed| sealed.identity);
    let membership = match &member.birth {
        None => None,
        Some(sealed) => {
            let birth = open_birth(ctx.app(), sealed)?;
            let said = words.next().unwrap_or_default();
            Some(derive(ctx.app(), birth, sealed, said, ctx.today()).membership)
        }
    };
    Ok(MemberView {
        account: member.account,
        pen_name: member.pen_name,
        avatar: member.avatar,
        facilitates: member.facilitates,
        membership,
        asked: identity.map_or_else(Vec::new, |identity| asked.of(ctx, identity, group)),
    })
}

/// The invitations to a group that nobody used, for those who look after it.
pub async fn invitations_to(ctx: &Ctx, group: GroupId) -> Result<Vec<InvitationView>, Internal> {
    if !sees(ctx, group) {
        return Ok(Vec::new());
    }
    let inner = ctx.clone();
    ctx.app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            let unused = invitations::unused(tx, group, MOST_INVITATIONS).await?;
            view_invitations(tx, &inner, unused).await
        })
        .await
}

/// One invitation that nobody used, for those who look after its group.
pub async fn invitation(ctx: &Ctx, id: InvitationId) -> Result<Option<InvitationView>, Internal> {
    let inner = ctx.clone();
    ctx.app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            let found = invitations::get(tx, id).await?;
            let found = found.filter(|it| !it.is_used && sees(&inner, it.vouching.group));
            let found = found.into_iter().collect();
            Ok(view_invitations(tx, &inner, found).await?.pop())
        })
        .await
}

async fn view_invitations(
    tx: &mut Tx,
    ctx: &Ctx,
    unused: Vec<Invitation>,
) -> Result<Vec<InvitationView>, Internal> {
    let expected: Vec<IdentityId> = unused.iter().map(|it| it.expected.identity).collect();
    let asked = Asked::about(tx, &expected).await?;
    let view = |it: Invitation| {
        let needs_second = it.vouching.needs_second();
        InvitationView {
            id: it.id,
            reference: it.reference,
            group: it.vouching.group,
            until: it.until,
            is_open: it.until > ctx.now() && it.misses < MOST_MISSES,
            needs_second,
            can_second: needs_second && ctx.is_allowed(&Action::SecondInvitation(&it.vouching)),
            asked: asked.of(ctx, it.expected.identity, it.vouching.group),
        }
    };
    Ok(unused.into_iter().map(view).collect())
}

/// The guardians who were asked about some, with what became of the mails.
struct Asked {
    links: Vec<GuardianLink>,
    states: Vec<(GuardianLinkId, MailState)>,
}

impl Asked {
    async fn about(tx: &mut Tx, wards: &[IdentityId]) -> Result<Self, Internal> {
        let links = guardian_links::about(tx, wards).await?;
        let ids: Vec<GuardianLinkId> = links.iter().map(|link| link.id).collect();
        let states = mails::states(tx, &ids).await?;
        Ok(Self { links, states })
    }

    fn of(&self, ctx: &Ctx, ward: IdentityId, group: GroupId) -> Vec<AskedView> {
        let links = self.links.iter().filter(|link| link.ward == ward);
        links.map(|link| self.view(ctx, link, group)).collect()
    }

    fn view(&self, ctx: &Ctx, link: &GuardianLink, group: GroupId) -> AskedView {
        let mail = self.states.iter().find(|(of, _)| *of == link.id);
        let vouching = link.vouching(group);
        let needs_second = link.is_held() && !link.is_used;
        AskedView {
            link: link.id,
            needs_second,
            can_second: needs_second && ctx.is_allowed(&Action::SecondInvitation(&vouching)),
            mail: mail.map_or(MailState::Waiting, |(_, state)| *state),
            answered: link.is_used,
            until: link.until,
        }
    }
}
