//! Asking a guardian later: another one, one whose link is over, or about somebody who joined already and whose consent is to
//! be given anew. Who is asked again at the same address gets another link in place of the one before.

use domain::invitation::MOST_GUARDIANS;
use domain::policy::Action;
use domain::{AccountId, GroupId, IdentityId, InvitationId, Language};
use serde::{Deserialize, Serialize};
use storage::guardian_links::{self, GuardianLink};
use storage::identities::{Identity, SealedBirth};
use storage::{Tx, accounts, groups, identities, invitations, mails};

use super::ask::{Asking, ask};
use super::bounds::{self, TooOften};
use super::invite::is_own;
use crate::consent::open_birth;
use crate::failure::{Barred, refusal};
use crate::mail::EmailAddress;
use crate::once::{ClientMutationId, once};
use crate::{Ctx, Failure, Internal, Outcome};

/// About whom a guardian is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Child {
    /// Somebody who was invited.
    Invited(InvitationId),
    /// Somebody who joined.
    Member(AccountId),
}

/// Whom to ask about whom.
#[derive(Clone, Hash)]
pub struct AskGuardian {
    /// About whom.
    pub child: Child,
    /// The guardian.
    pub guardian: EmailAddress,
    /// The language of the mail; nothing for the group's.
    pub language: Option<Language>,
}

/// Why nobody was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskGuardianRefusal {
    /// The person may not, or there is nobody like this.
    Barred(Barred),
    /// The retry id was used for something else.
    Reused,
    /// The child decides alone by now.
    NoGuardianNeeded,
    /// Two are asked or have answered already.
    Enough,
    /// The address is that of a guardian who answered: they see it in their account.
    Known,
    /// The address is that of whoever asks.
    OwnAddress,
    /// The person asked as many as one may within a day.
    TooMany,
    /// The address was written to as often as one is within a day.
    TooOften,
}

refusal!(AskGuardianRefusal);

/// That somebody was asked, for a retry.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Done;

/// Asks a guardian.
pub async fn ask_guardian(
    ctx: &Ctx,
    input: AskGuardian,
    retry: Option<ClientMutationId>,
) -> Outcome<(), AskGuardianRefusal> {
    once(ctx, "askGuardian", input, retry, |tx, ctx, input| {
        Box::pin(write(tx, ctx, input))
    })
    .await
    .map(|Done| ())
}

/// What is known of the child.
struct Found {
    group: GroupId,
    birth: SealedBirth,
}

async fn write(tx: &mut Tx, ctx: &Ctx, input: AskGuardian) -> Outcome<Done, AskGuardianRefusal> {
    let asked_by = ctx.person::<AskGuardianRefusal>()?.account;
    let missing = || Failure::<AskGuardianRefusal>::refused(Barred::NotFound);
    let found = find(tx, ctx, input.child).await?.ok_or_else(missing)?;
    if !ctx.is_allowed(&Action::Invite(&found.group)) {
        return Err(missing());
    }
    let keeping = groups::lock(tx, found.group).await?.ok_or_else(missing)?;
    let ward = found.birth.identity;
    identities::lock(tx, ward).await?;
    let refused = |why| Err(Failure::Refused(why));
    let birth = open_birth(ctx.app(), &found.birth)?;
    let ages = ctx.app().consent_ages();
    if !ages.needs_guardian(birth, found.birth.country, ctx.today()) {
        return refused(AskGuardianRefusal::NoGuardianNeeded);
    }
    if is_own(tx, ctx, asked_by, &input.guardian).await? {
        return refused(AskGuardianRefusal::OwnAddress);
    }
    if let Some(why) = is_settled(tx, ctx, ward, &input.guardian).await? {
        return refused(why);
    }
    match bounds::count(tx, ctx, asked_by, &input.guardian).await? {
        Some(TooOften::Asker) => return refused(AskGuardianRefusal::TooMany),
        Some(TooOften::Address) => return refused(AskGuardianRefusal::TooOften),
        None => (),
    }
    let asking = Asking {
        ward,
        country: found.birth.country,
        guardian: &input.guardian,
        language: input.language.unwrap_or(keeping.language),
        asked_by,
    };
    ask(tx, ctx, &asking).await?;
    bounds::watch(tx, ctx, &input.guardian).await?;
    Ok(Done)
}

async fn find(tx: &mut Tx, ctx: &Ctx, child: Child) -> Result<Option<Found>, Internal> {
    let account = match child {
        Child::Invited(id) => {
            let found = invitations::get(tx, id).await?;
            let open = found.filter(|it| !it.is_used && it.until > ctx.now());
            return Ok(open.map(|open| Found {
                group: open.vouching.group,
                birth: open.expected,
            }));
        }
        Child::Member(account) => account,
    };
    let group = groups::of_member(tx, account).await?;
    let known = match accounts::identity(tx, account).await? {
        Some(identity) => identities::get(tx, identity).await?,
        None => None,
    };
    let birth = known.and_then(Identity::into_birth);
    Ok(group
        .zip(birth)
        .map(|(group, birth)| Found { group, birth }))
}

/// Why nobody is asked at this address: it is a guardian's already, or there are two. A link to the same address that nobody
/// used goes.
async fn is_settled(
    tx: &mut Tx,
    ctx: &Ctx,
    ward: IdentityId,
    address: &EmailAddress,
) -> Result<Option<AskGuardianRefusal>, Internal> {
    let index = ctx.app().vault().index_of_email(address.reveal())?;
    let guardians = groups::guardians_of(tx, ward).await?;
    for guardian in &guardians {
        if has_address(tx, *guardian, &index).await? {
            return Ok(Some(AskGuardianRefusal::Known));
        }
    }
    let links = guardian_links::about(tx, &[ward]).await?;
    let mut asked = 0;
    for link in links.iter().filter(|link| !link.is_used) {
        if has_address(tx, link.recipient, &index).await? {
            forget(tx, link).await?;
        } else if link.until > ctx.now() {
            asked += 1;
        }
    }
    let is_enough = guardians.len().saturating_add(asked) >= MOST_GUARDIANS;
    Ok(is_enough.then_some(AskGuardianRefusal::Enough))
}

async fn has_address(
    tx: &mut Tx,
    identity: IdentityId,
    index: &[u8; 32],
) -> Result<bool, Internal> {
    let known = identities::get(tx, identity).await?;
    let email = known.and_then(|known| known.email);
    Ok(email.is_some_and(|email| email.index == *index))
}

async fn forget(tx: &mut Tx, link: &GuardianLink) -> Result<(), Internal> {
    if guardian_links::lock(tx, link.id).await? {
        mails::delete_with(tx, &[link.id]).await?;
        guardian_links::delete(tx, link.id).await?;
        identities::delete_spare(tx, link.recipient).await?;
    }
    Ok(())
}
