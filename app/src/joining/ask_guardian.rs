//! Asking a guardian later: another one, one whose link is over, or about somebody who joined already and whose consent is to
//! be given anew. Who is asked again at the same address gets another link in place of the one before.

use domain::invitation::{MOST_GUARDIANS, Vouching};
use domain::policy::Action;
use domain::text::Label;
use domain::{AccountId, GroupId, IdentityId, InvitationId, Language};
use serde::{Deserialize, Serialize};
use storage::guardian_links;
use storage::identities::{Identity, SealedBirth};
use storage::{Tx, accounts, groups, identities, invitations, mails};

use super::ask::{Asking, ask};
use super::bounds::{self, TooOften};
use super::invite::is_own;
use crate::consent::open_birth;
use crate::failure::{Barred, refusal};
use crate::mail::EmailAddress;
use crate::once::{ClientMutationId, once};
use crate::record::Record;
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
    /// The institution for which the guardian acts, where the child has one in place of a family.
    pub institution: Option<Label>,
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
    /// The address is that of whoever asks.
    OwnAddress,
    /// The person asked as many as one may within a day.
    TooMany,
    /// The address was written to as often as one is within a day.
    TooOften,
}

refusal!(AskGuardianRefusal);

/// What came of asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum GuardianAsked {
    /// The guardian is written to.
    Asked,
    /// Another adult has to vouch too before the guardian is written to.
    Held,
    /// The address is that of a guardian who answered: they see it in their account.
    Known,
}

/// Asks a guardian.
pub async fn ask_guardian(
    ctx: &Ctx,
    input: AskGuardian,
    retry: Option<ClientMutationId>,
) -> Outcome<GuardianAsked, AskGuardianRefusal> {
    once(ctx, "askGuardian", input, retry, |tx, ctx, input| {
        Box::pin(write(tx, ctx, input))
    })
    .await
}

/// What is known of the child.
struct Found {
    group: GroupId,
    birth: SealedBirth,
    /// Who vouched for somebody who has yet to join.
    vouching: Option<Vouching>,
}

async fn write(
    tx: &mut Tx,
    ctx: &Ctx,
    input: AskGuardian,
) -> Outcome<GuardianAsked, AskGuardianRefusal> {
    let asked_by = ctx.person::<AskGuardianRefusal>()?.account;
    let missing = || Failure::<AskGuardianRefusal>::refused(Barred::NotFound);
    let found = find(tx, ctx, input.child).await?.ok_or_else(missing)?;
    if !ctx.is_allowed(&Action::Invite(&found.group)) {
        return Err(missing());
    }
    let keeping = groups::lock(tx, found.group).await?.ok_or_else(missing)?;
    accounts::lock(tx, asked_by).await?;
    // Read again: what was read before the lock may be gone.
    let found = find(tx, ctx, input.child).await?.ok_or_else(missing)?;
    let refused = |why| Err(Failure::Refused(why));
    let birth = open_birth(ctx.app(), &found.birth)?;
    let ages = ctx.app().consent_ages();
    if !ages.needs_guardian(birth, found.birth.country, ctx.today()) {
        return refused(AskGuardianRefusal::NoGuardianNeeded);
    }
    if is_own(tx, ctx, asked_by, &input.guardian).await? {
        return refused(AskGuardianRefusal::OwnAddress);
    }
    let index = ctx.app().vault().index_of_email(input.guardian.reveal())?;
    match bounds::count(tx, ctx, asked_by, &index).await? {
        Some(TooOften::Asker) => return refused(AskGuardianRefusal::TooMany),
        Some(TooOften::Address) => return refused(AskGuardianRefusal::TooOften),
        None => (),
    }
    let ward = found.birth.identity;
    let was_vouched_for = replace(tx, ward, &index).await?;
    // After the links, as whoever answers one does it.
    identities::lock(tx, ward).await?;
    match others(tx, ctx, ward, &index).await? {
        Others::Enough => return refused(AskGuardianRefusal::Enough),
        // Counted, so that nobody tries one address after the other.
        Others::Known => {
            let record = Record::of("guardian.asked-again", ward);
            record.store(tx, ctx).await?;
            return Ok(GuardianAsked::Known);
        }
        Others::Room => (),
    }
    // Whoever vouched for the child alone, and was not new, may do so for the guardian. Everybody else needs another adult: a
    // guardian decides for the child, and reads the real name (SAFETY A81).
    let vouched_alone = |it: Vouching| it.by == asked_by && !it.is_new;
    let needs_second = !was_vouched_for && !found.vouching.is_some_and(vouched_alone);
    let asking = Asking {
        ward,
        country: found.birth.country,
        guardian: &input.guardian,
        institution: input.institution.as_ref(),
        language: input.language.unwrap_or(keeping.language),
        asked_by,
        needs_second,
    };
    ask(tx, ctx, &asking).await?;
    bounds::watch(tx, ctx, &index).await?;
    Ok(if needs_second {
        GuardianAsked::Held
    } else {
        GuardianAsked::Asked
    })
}

async fn find(tx: &mut Tx, ctx: &Ctx, child: Child) -> Result<Option<Found>, Internal> {
    let account = match child {
        Child::Invited(id) => {
            let found = invitations::get(tx, id).await?;
            let open = found.filter(|it| !it.is_used && it.until > ctx.now());
            return Ok(open.map(|open| Found {
                group: open.vouching.group,
                birth: open.expected,
                vouching: Some(open.vouching),
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
    Ok(group.zip(birth).map(|(group, birth)| Found {
        group,
        birth,
        vouching: None,
    }))
}

/// Forgets links to the same address that nobody used. Tells whether one of them was vouched for by as many as it takes.
async fn replace(tx: &mut Tx, ward: IdentityId, index: &[u8; 32]) -> Result<bool, Internal> {
    let mut was_vouched_for = false;
    for link in guardian_links::about(tx, &[ward]).await? {
        if !link.is_used
            && has_address(tx, link.recipient, index).await?
            && guardian_links::lock(tx, link.id).await?
        {
            was_vouched_for |= !link.is_held();
            mails::delete_with(tx, &[link.id]).await?;
            guardian_links::delete(tx, link.id).await?;
            identities::delete_spare(tx, link.recipient).await?;
        }
    }
    Ok(was_vouched_for)
}

/// Who else is guardian, or is asked.
enum Others {
    /// There is room for one more.
    Room,
    /// Two are there already.
    Enough,
    /// The one who would be asked is there already.
    Known,
}

async fn others(
    tx: &mut Tx,
    ctx: &Ctx,
    ward: IdentityId,
    index: &[u8; 32],
) -> Result<Others, Internal> {
    let guardians = groups::guardians_of(tx, ward).await?;
    let links = guardian_links::about(tx, &[ward]).await?;
    let open = links
        .iter()
        .filter(|link| !link.is_used && link.until > ctx.now());
    if guardians.len().saturating_add(open.count()) >= MOST_GUARDIANS {
        return Ok(Others::Enough);
    }
    for guardian in guardians {
        if has_address(tx, guardian.identity, index).await? {
            return Ok(Others::Known);
        }
    }
    Ok(Others::Room)
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
