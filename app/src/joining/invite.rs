//! A guide vouches for somebody whom they know, and gets a code for them.

use chrono::NaiveDate;
use domain::account::Role;
use domain::age::BirthDateError;
use domain::invitation::{INVITATION_LASTS, MOST_GUARDIANS, OtherAge, is_new, may_join};
use domain::policy::Action;
use domain::text::{Label, RealName};
use domain::{
    AccountId, BirthDate, Country, GroupId, IdentityId, InvitationId, Language, Timestamp,
};
use storage::groups::{self, Keeping};
use storage::invitations::{self, NewInvitation};
use storage::{StorageError, Tx, accounts, identities};

use super::ask::{Asking, ask};
use super::bounds::{self, TooOften};
use crate::failure::{Barred, refusal};
use crate::mail::EmailAddress;
use crate::once::{ClientMutationId, once};
use crate::people::{RealIdentity, seal};
use crate::record::Record;
use crate::secrets::{CodeFor, OneTimeCode};
use crate::source::{new_id, random_word};
use crate::{Ctx, Failure, Internal, Outcome};

/// Whom a guide vouches for.
#[derive(Debug, Clone, Hash)]
pub struct Invite {
    /// The group, which the guide leads.
    pub group: GroupId,
    /// The real name.
    pub name: RealName,
    /// The birth date, from the group's own roll.
    pub born_on: NaiveDate,
    /// Where the person lives.
    pub country: Country,
    /// The guardians to ask: one or two where the age needs it, none where it does not.
    pub guardians: Vec<EmailAddress>,
    /// The institution for which the guardians act, where the person has one in place of a family.
    pub institution: Option<Label>,
    /// The language in which guardians are asked; nothing for the group's.
    pub language: Option<Language>,
}

/// An invitation that was made.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct Invited {
    /// The invitation.
    #[serde(with = "crate::wire::id")]
    pub invitation: InvitationId,
}

impl Invited {
    /// The code, for the guide to hand over in person. It is the same as often as it is asked for.
    pub fn code(&self, ctx: &Ctx) -> Result<OneTimeCode, Internal> {
        code(ctx, self.invitation)
    }
}

/// The code of an invitation.
fn code(ctx: &Ctx, id: InvitationId) -> Result<OneTimeCode, Internal> {
    ctx.app().vault().code(CodeFor::Invitation, id.as_uuid())
}

/// Why nobody was invited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InviteRefusal {
    /// The person may not.
    Barred(Barred),
    /// The retry id was used for something else.
    Reused,
    /// The birth date is not believed.
    BirthDate(BirthDateError),
    /// Correspondents are 12 to 17.
    OtherAge(OtherAge),
    /// The age needs a guardian, and none is named.
    GuardianNeeded,
    /// The age needs no guardian, so nobody's address is to be kept.
    NoGuardianNeeded,
    /// Too many guardians, or one twice.
    Guardians,
    /// The address is the guide's own.
    OwnAddress,
    /// Members and open invitations fill the group.
    GroupFull,
    /// The guide asked as many guardians as one may within a day.
    TooMany,
    /// An address was written to as often as one is within a day.
    TooOften,
}

refusal!(InviteRefusal);

/// Invites somebody.
pub async fn invite(
    ctx: &Ctx,
    input: Invite,
    retry: Option<ClientMutationId>,
) -> Outcome<Invited, InviteRefusal> {
    once(ctx, "invite", input, retry, |tx, ctx, input| {
        Box::pin(write(tx, ctx, input))
    })
    .await
}

async fn write(tx: &mut Tx, ctx: &Ctx, input: Invite) -> Outcome<Invited, InviteRefusal> {
    let guide = ctx.person::<InviteRefusal>()?.account;
    ctx.may::<InviteRefusal>(&Action::Invite(&input.group))?;
    let birth = believe(ctx, &input)?;
    let keeping = room(tx, ctx, input.group).await?;
    accounts::lock(tx, guide).await?;
    let is_new = is_new_adult(tx, ctx, guide).await?;
    is_somebody_elses(tx, ctx, guide, &input.guardians).await?;
    let real = RealIdentity {
        name: Some(input.name.reveal()),
        birth: Some(birth),
        email: None,
        institution: None,
        country: input.country,
    };
    let expected = seal(ctx, &real)?;
    identities::insert(tx, &expected, ctx.now()).await?;
    let id = store(tx, ctx, &input, expected.id, (guide, is_new)).await?;
    for guardian in &input.guardians {
        let index = ctx.app().vault().index_of_email(guardian.reveal())?;
        match bounds::count(tx, ctx, guide, &index).await? {
            Some(TooOften::Asker) => return Err(Failure::Refused(InviteRefusal::TooMany)),
            Some(TooOften::Address) => return Err(Failure::Refused(InviteRefusal::TooOften)),
            None => (),
        }
        let asking = Asking {
            ward: expected.id,
            country: input.country,
            guardian,
            institution: input.institution.as_ref(),
            language: input.language.unwrap_or(keeping.language),
            asked_by: guide,
            needs_second: false,
        };
        ask(tx, ctx, &asking).await?;
        bounds::watch(tx, ctx, &index).await?;
    }
    Ok(Invited { invitation: id })
}

async fn store(
    tx: &mut Tx,
    ctx: &Ctx,
    input: &Invite,
    expected: IdentityId,
    (guide, is_new): (AccountId, bool),
) -> Result<InvitationId, Internal> {
    let id = InvitationId::from_uuid(new_id(ctx.now()));
    let until: Timestamp = ctx.now().plus(INVITATION_LASTS);
    let invitation = NewInvitation {
        id,
        code_hash: &code(ctx, id)?.hash(),
        reference: &random_word::<4>(),
        group: input.group,
        identity: expected,
        vouched_by: guide,
        needs_second: is_new,
        at: ctx.now(),
        until,
    };
    invitations::insert(tx, invitation).await?;
    Record::of("invitation.made", id)
        .with("group", input.group)
        .with("guardians", input.guardians.len())
        .store(tx, ctx)
        .await?;
    Ok(id)
}

/// Whether an adult guides or coordinates for so short a time that another one vouches too (SAFETY T2).
pub(super) async fn is_new_adult(
    tx: &mut Tx,
    ctx: &Ctx,
    account: AccountId,
) -> Result<bool, StorageError> {
    let since = accounts::has_since(tx, account, &[Role::Guide, Role::Coordinator]).await?;
    Ok(is_new(since, ctx.now()))
}

/// Believes the birth date, if it is that of somebody who may join today, with as many guardians as the age needs.
fn believe(ctx: &Ctx, input: &Invite) -> Result<BirthDate, Failure<InviteRefusal>> {
    let refused = |why| Err(Failure::Refused(why));
    let birth = match BirthDate::new(input.born_on, ctx.today()) {
        Ok(birth) => birth,
        Err(error) => return refused(InviteRefusal::BirthDate(error)),
    };
    if let Err(other) = may_join(birth, ctx.today()) {
        return refused(InviteRefusal::OtherAge(other));
    }
    let ages = ctx.app().consent_ages();
    let needs_guardian = ages.needs_guardian(birth, input.country, ctx.today());
    match (input.guardians.as_slice(), needs_guardian) {
        ([], true) => refused(InviteRefusal::GuardianNeeded),
        ([_, ..], false) => refused(InviteRefusal::NoGuardianNeeded),
        ([one, other], true) if one.is_same_mailbox(other) => refused(InviteRefusal::Guardians),
        (guardians, true) if guardians.len() > MOST_GUARDIANS => refused(InviteRefusal::Guardians),
        (_, true) | ([], false) => Ok(birth),
    }
}

/// Locks the group, and goes on only while there is room for one more.
async fn room(tx: &mut Tx, ctx: &Ctx, group: GroupId) -> Result<Keeping, Failure<InviteRefusal>> {
    let keeping = groups::lock(tx, group).await?;
    let keeping = keeping.ok_or_else(|| Failure::<InviteRefusal>::refused(Barred::NotFound))?;
    let members = groups::count_members(tx, group).await?;
    let invited = invitations::count_open(tx, group, ctx.now()).await?;
    if members.saturating_add(invited) >= keeping.capacity.members() {
        return Err(Failure::Refused(InviteRefusal::GroupFull));
    }
    Ok(keeping)
}

/// Goes on only if no address is the guide's own, as far as that is known.
async fn is_somebody_elses(
    tx: &mut Tx,
    ctx: &Ctx,
    guide: AccountId,
    guardians: &[EmailAddress],
) -> Result<(), Failure<InviteRefusal>> {
    for guardian in guardians {
        if is_own(tx, ctx, guide, guardian).await? {
            return Err(Failure::Refused(InviteRefusal::OwnAddress));
        }
    }
    Ok(())
}

/// Whether an address is known to be that of an account.
pub(super) async fn is_own(
    tx: &mut Tx,
    ctx: &Ctx,
    account: AccountId,
    address: &EmailAddress,
) -> Result<bool, Internal> {
    let own = bounds::address_of(tx, account).await?;
    Ok(own == Some(ctx.app().vault().index_of_email(address.reveal())?))
}
