//! What an invitation says to whoever has it: whether they can come in now, and whether they can be called as they like. Nothing is kept but that a
//! birth date was another one.

use chrono::NaiveDate;
use domain::consent::{Answer, Membership, Purpose, Said};
use domain::invitation::{MOST_MISSES, OtherAge, may_join};
use domain::policy::Action;
use domain::text::{Login, PenName, RealName};
use storage::groups::{self, Group};
use storage::invitations::{self, Invitation};
use storage::{Tx, accounts, consents};

use super::link::open_name;
use crate::consent::{TEXT, derive, open_birth};
use crate::record::Record;
use crate::secrets::OneTimeCode;
use crate::{Ctx, Failure, Internal, Outcome};

/// What somebody has who was invited, and what they would like to be called.
pub struct ReadInvitation {
    /// The code of the invitation.
    pub code: OneTimeCode,
    /// The birth date, which has to be the one that the guide wrote.
    pub born_on: NaiveDate,
    /// The name to sign in with, to learn whether it can be had.
    pub login: Option<Login>,
    /// The name that readers would see, to learn whether it can be had.
    pub pen_name: Option<PenName>,
}

/// Why an invitation can't be used so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvitationRefusal {
    /// The invitation is unknown, used, taken back, too old, or was tried with too many birth dates; which is not told.
    Over,
    /// The guide wrote another birth date.
    OtherBirthDate,
    /// Correspondents are 12 to 17.
    OtherAge(OtherAge),
    /// A guardian has to agree first. Nothing was kept.
    AwaitingGuardian,
    /// Who vouched is new to the panel, and another adult has to vouch too.
    AwaitingVouch,
    /// They did not agree to having an account.
    NotAgreed,
    /// The login or the pen name is taken, or the pen name looks like one that is.
    Taken,
    /// The pen name has a part of the real name in it.
    TellsName,
    /// Somebody is signed in already.
    SignedIn,
}

/// The group that somebody would come into, if everybody agreed who has to and the names can be had.
pub async fn read_invitation(
    ctx: &Ctx,
    asked: ReadInvitation,
) -> Outcome<Group, InvitationRefusal> {
    let code = asked.code.hash();
    expect(ctx, code, asked.born_on).await?;
    let inner = ctx.clone();
    ctx.app()
        .db()
        .read::<_, Failure<InvitationRefusal>, _>(async move |tx: &mut Tx| {
            let invitation = good(tx, &inner, &code).await?;
            // Their own word comes with everything else that they choose.
            let own = [Purpose::Account];
            may_come_in(tx, &inner, &invitation, asked.born_on, &own).await?;
            if let Some(pen_name) = &asked.pen_name {
                tells_nobody(tx, &inner, &invitation, pen_name).await?;
            }
            if is_taken(tx, &asked).await? {
                return Err(Failure::Refused(InvitationRefusal::Taken));
            }
            let group = groups::get(tx, invitation.vouching.group).await?;
            Ok(group.ok_or(Internal::Contradiction("an invitation to no group"))?)
        })
        .await
}

/// Whether somebody has one of the names, or one that looks like it.
async fn is_taken(tx: &mut Tx, asked: &ReadInvitation) -> Result<bool, Internal> {
    let has_login = match &asked.login {
        Some(login) => accounts::of_login(tx, login).await?.is_some(),
        None => false,
    };
    Ok(match &asked.pen_name {
        Some(pen_name) if !has_login => accounts::of_pen_name(tx, pen_name).await?.is_some(),
        _ => has_login,
    })
}

/// Goes on only with the code of an invitation that can be used now, and the birth date of whom it is for. What was typed is compared in the
/// line of those who write, so that nobody tries more birth dates at once than one after the other.
pub(super) async fn expect<R: From<InvitationRefusal> + Send + 'static>(
    ctx: &Ctx,
    code: [u8; 32],
    born_on: NaiveDate,
) -> Result<(), Failure<R>> {
    if !ctx.is_allowed(&Action::Join) {
        return Err(Failure::refused(InvitationRefusal::SignedIn));
    }
    let inner = ctx.clone();
    let looked = ctx
        .app()
        .db()
        .read::<_, Failure<R>, _>(async move |tx: &mut Tx| good(tx, &inner, &code).await.map(drop));
    looked.await?;
    let inner = ctx.clone();
    let is_expected = ctx
        .app()
        .db()
        .write::<_, Failure<R>, _>(async move |tx: &mut Tx| {
            is_expected(tx, &inner, &code, born_on).await
        });
    if is_expected.await? {
        Ok(())
    } else {
        Err(Failure::refused(InvitationRefusal::OtherBirthDate))
    }
}

/// Whether the one who is expected was born then; if not, that is counted.
async fn is_expected<R: From<InvitationRefusal>>(
    tx: &mut Tx,
    ctx: &Ctx,
    code: &[u8; 32],
    born_on: NaiveDate,
) -> Result<bool, Failure<R>> {
    let known = good(tx, ctx, code).await?;
    invitations::lock(tx, known.id).await?;
    // Read again: somebody else may have tried meanwhile.
    let invitation = good(tx, ctx, code).await?;
    let birth = open_birth(ctx.app(), &invitation.expected)?;
    if birth.date() == born_on {
        return Ok(true);
    }
    invitations::miss(tx, invitation.id).await?;
    Record::of("invitation.missed", invitation.id)
        .store(tx, ctx)
        .await?;
    Ok(false)
}

/// The invitation with this code, if it can be used now.
pub(super) async fn good<R: From<InvitationRefusal>>(
    tx: &mut Tx,
    ctx: &Ctx,
    code: &[u8; 32],
) -> Result<Invitation, Failure<R>> {
    let Some(invitation) = invitations::by_code(tx, code).await? else {
        tracing::info!("somebody presented a code that no invitation has");
        return Err(Failure::refused(InvitationRefusal::Over));
    };
    let why = if invitation.is_used {
        "used before"
    } else if invitation.until <= ctx.now() {
        "too old"
    } else if invitation.misses >= MOST_MISSES {
        "tried with too many birth dates"
    } else {
        return Ok(invitation);
    };
    tracing::info!(invitation.id = %invitation.id, why, "an invitation was refused");
    Err(Failure::refused(InvitationRefusal::Over))
}

/// Goes on only if the one who is expected was born then, is of an age to join, and everybody agreed who has to.
pub(super) async fn may_come_in<R: From<InvitationRefusal>>(
    tx: &mut Tx,
    ctx: &Ctx,
    invitation: &Invitation,
    born_on: NaiveDate,
    given: &[Purpose],
) -> Result<(), Failure<R>> {
    let sealed = &invitation.expected;
    let birth = open_birth(ctx.app(), sealed)?;
    if birth.date() != born_on {
        return Err(Failure::refused(InvitationRefusal::OtherBirthDate));
    }
    may_join(birth, ctx.today())
        .map_err(|age| Failure::refused(InvitationRefusal::OtherAge(age)))?;
    if invitation.vouching.needs_second() {
        return Err(Failure::refused(InvitationRefusal::AwaitingVouch));
    }
    let mut words = consents::of(tx, &[sealed.identity])
        .await?
        .pop()
        .unwrap_or_default();
    words.own.extend(given.iter().map(|purpose| Said {
        purpose: *purpose,
        answer: Answer::Given,
        text: TEXT,
        on: ctx.today(),
        at: ctx.now(),
    }));
    let consents = derive(ctx.app(), birth, sealed, words, ctx.today());
    match consents.membership {
        Membership::Active => Ok(()),
        Membership::NotAgreed => Err(Failure::refused(InvitationRefusal::NotAgreed)),
        Membership::AwaitingGuardian | Membership::Paused | Membership::Renew => {
            Err(Failure::refused(InvitationRefusal::AwaitingGuardian))
        }
    }
}

/// Goes on only if nobody knows by the pen name who it is. The program compares it with the name that the guide wrote; nobody reads that.
pub(super) async fn tells_nobody<R: From<InvitationRefusal>>(
    tx: &mut Tx,
    ctx: &Ctx,
    invitation: &Invitation,
    pen_name: &PenName,
) -> Result<(), Failure<R>> {
    let name = open_name(tx, ctx, invitation.expected.identity).await?;
    if RealName::parse(&name).is_ok_and(|name| name.is_told_by(pen_name)) {
        return Err(Failure::refused(InvitationRefusal::TellsName));
    }
    Ok(())
}
