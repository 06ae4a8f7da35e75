//! The groups that a guide leads: members, and who was invited. No real name is opened here: a guide knows an invitation
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
use storage::{Tx, consents, mails};

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
}

/// An invitation that nobody used.
#[derive(Debug, Clone)]
pub struct InvitationView {
    /// The id.
    pub id: InvitationId,
    /// What the guide knows it by.
    pub reference: String,
    /// When it ends.
    pub until: Timestamp,
    /// Whether it can still be used.
    pub is_open: bool,
    /// Each guardian who was asked.
    pub asked: Vec<AskedView>,
}

/// A guardian who was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AskedView {
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
        .filter(|group| ctx.is_allowed(&Action::Invite(group)))
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

/// The members of a group that the person who asks leads.
pub async fn members_of(ctx: &Ctx, group: GroupId) -> Result<Vec<MemberView>, Internal> {
    if !ctx.is_allowed(&Action::Invite(&group)) {
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
            members
                .into_iter()
                .map(|member| view_member(&inner, member, &mut words))
                .collect()
        })
        .await
}

fn view_member(
    ctx: &Ctx,
    member: Member,
    words: &mut impl Iterator<Item = consents::Words>,
) -> Result<MemberView, Internal> {
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
    })
}

/// The invitations to a group that nobody used, for who leads it.
pub async fn invitations_to(ctx: &Ctx, group: GroupId) -> Result<Vec<InvitationView>, Internal> {
    if !ctx.is_allowed(&Action::Invite(&group)) {
        return Ok(Vec::new());
    }
    let now = ctx.now();
    ctx.app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            let unused = invitations::unused(tx, group, MOST_INVITATIONS).await?;
            view_invitations(tx, unused, now).await
        })
        .await
}

/// One invitation that nobody used, for who leads its group.
pub async fn invitation(ctx: &Ctx, id: InvitationId) -> Result<Option<InvitationView>, Internal> {
    let inner = ctx.clone();
    ctx.app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            let found = invitations::get(tx, id).await?;
            let Some(found) = found
                .filter(|found| !found.is_used && inner.is_allowed(&Action::Invite(&found.group)))
            else {
                return Ok(None);
            };
            Ok(view_invitations(tx, vec![found], inner.now()).await?.pop())
        })
        .await
}

async fn view_invitations(
    tx: &mut Tx,
    unused: Vec<Invitation>,
    now: Timestamp,
) -> Result<Vec<InvitationView>, Internal> {
    let expected: Vec<IdentityId> = unused.iter().map(|it| it.expected.identity).collect();
    let links = guardian_links::about(tx, &expected).await?;
    let ids: Vec<GuardianLinkId> = links.iter().map(|link| link.id).collect();
    let states = mails::states(tx, &ids).await?;
    let mail = |link: GuardianLinkId| {
        let found = states.iter().find(|(of, _)| *of == link);
        found.map_or(MailState::Waiting, |(_, state)| *state)
    };
    let asked = |link: &GuardianLink| AskedView {
        mail: mail(link.id),
        answered: link.is_used,
        until: link.until,
    };
    let view = |it: Invitation| InvitationView {
        id: it.id,
        reference: it.reference,
        until: it.until,
        is_open: it.until > now && it.misses < MOST_MISSES,
        asked: links
            .iter()
            .filter(|link| link.ward == it.expected.identity)
            .map(asked)
            .collect(),
    };
    Ok(unused.into_iter().map(view).collect())
}
