//! Adults who come to work for the panel: an administrator invites them, they make an account with their real name and address
//! sealed, and it has no role before two administrators give it one.

use domain::account::{Role, Standing};
use domain::invitation::{ADULT_INVITATION_LASTS, MOST_ADULTS_INVITED};
use domain::policy::Action;
use domain::text::{Login, PenName, RealName};
use domain::{AccountId, AdultInvitationId, Avatar, Country, Language, Timestamp};
use storage::accounts::{self, NewAccount};
use storage::adult_invitations::{self, NewAdultInvitation};
use storage::identities::Identity;
use storage::{StorageError, Tx, identities, people};

use super::account::new_hash;
use super::identity::{RealIdentity, seal};
use crate::failure::{Barred, refusal};
use crate::mail::EmailAddress;
use crate::once::{ClientMutationId, once};
use crate::record::Record;
use crate::secrets::{CodeFor, OneTimeCode, Passphrase, WeakPassphrase};
use crate::sessions::{self, SignedIn};
use crate::source::{new_id, random_bytes};
use crate::{Ctx, Failure, Internal, Outcome};

/// Why no adult was invited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InviteAdultRefusal {
    /// The person may not.
    Barred(Barred),
    /// The retry id was used for something else.
    Reused,
    /// The person has as many invitations open as one may.
    TooMany,
}

refusal!(InviteAdultRefusal);

/// An invitation of an adult that was made.
#[derive(Debug, Clone, Copy, serde::Serialize, serde::Deserialize)]
pub struct AdultInvited {
    #[serde(with = "crate::wire::id")]
    invitation: AdultInvitationId,
}

impl AdultInvited {
    /// The code, to hand over in person. It is the same as often as it is asked for.
    pub fn code(&self, ctx: &Ctx) -> Result<OneTimeCode, Internal> {
        code(ctx, self.invitation)
    }
}

fn code(ctx: &Ctx, id: AdultInvitationId) -> Result<OneTimeCode, Internal> {
    let vault = ctx.app().vault();
    vault.code(CodeFor::AdultInvitation, id.as_uuid())
}

/// Invites an adult.
pub async fn invite_adult(
    ctx: &Ctx,
    retry: Option<ClientMutationId>,
) -> Outcome<AdultInvited, InviteAdultRefusal> {
    once(ctx, "inviteAdult", (), retry, |tx, ctx, ()| {
        Box::pin(invite(tx, ctx))
    })
    .await
}

async fn invite(tx: &mut Tx, ctx: &Ctx) -> Outcome<AdultInvited, InviteAdultRefusal> {
    ctx.may::<InviteAdultRefusal>(&Action::InviteAdult)?;
    let invited_by = ctx.person::<InviteAdultRefusal>()?.account;
    accounts::lock(tx, invited_by).await?;
    if adult_invitations::count_open(tx, invited_by, ctx.now()).await? >= MOST_ADULTS_INVITED {
        return Err(Failure::Refused(InviteAdultRefusal::TooMany));
    }
    let id = AdultInvitationId::from_uuid(new_id(ctx.now()));
    let invitation = NewAdultInvitation {
        id,
        code_hash: &code(ctx, id)?.hash(),
        invited_by,
        at: ctx.now(),
        until: ctx.now().plus(ADULT_INVITATION_LASTS),
    };
    adult_invitations::insert(tx, &invitation).await?;
    Record::of("adult-invitation.made", id)
        .store(tx, ctx)
        .await?;
    Ok(AdultInvited { invitation: id })
}

/// Why nothing was taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TakeBackAdultsRefusal {
    /// The person may not.
    Barred(Barred),
    /// The retry id was used for something else.
    Reused,
}

refusal!(TakeBackAdultsRefusal);

/// Invitations of adults that were taken back.
#[derive(Debug, Clone, Copy, serde::Serialize, serde::Deserialize)]
pub struct AdultsTakenBack {
    /// How many there were.
    pub count: u32,
}

/// Takes back all invitations of adults that the person made and nobody used: no name tells one from another.
pub async fn take_back_adults(
    ctx: &Ctx,
    retry: Option<ClientMutationId>,
) -> Outcome<AdultsTakenBack, TakeBackAdultsRefusal> {
    once(ctx, "takeBackAdults", (), retry, |tx, ctx, ()| {
        Box::pin(take_back(tx, ctx))
    })
    .await
}

async fn take_back(tx: &mut Tx, ctx: &Ctx) -> Outcome<AdultsTakenBack, TakeBackAdultsRefusal> {
    ctx.may::<TakeBackAdultsRefusal>(&Action::InviteAdult)?;
    let invited_by = ctx.person::<TakeBackAdultsRefusal>()?.account;
    let gone = adult_invitations::delete_of(tx, invited_by).await?;
    for id in &gone {
        Record::of("adult-invitation.taken-back", id)
            .store(tx, ctx)
            .await?;
    }
    let count = u32::try_from(gone.len()).unwrap_or(u32::MAX);
    Ok(AdultsTakenBack { count })
}

/// What an adult chooses and says of themselves.
pub struct JoinAsAdult {
    /// The code.
    pub code: OneTimeCode,
    /// The name to sign in with.
    pub login: Login,
    /// The name that others see.
    pub pen_name: PenName,
    /// What to sign in with.
    pub passphrase: Passphrase,
    /// The real name.
    pub real_name: RealName,
    /// The address for mail.
    pub email: EmailAddress,
    /// Where they live.
    pub country: Country,
    /// The language that they read.
    pub language: Language,
}

/// Why nobody came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JoinAsAdultRefusal {
    /// The invitation is used or too old, or never was one; which is not told.
    InvitationOver,
    /// Somebody is signed in already.
    SignedIn,
    /// The login or the pen name is taken, or the pen name looks like one that is.
    Taken,
    /// The passphrase is easy to guess.
    Weak(WeakPassphrase),
}

/// Makes an account without any role, and signs its owner in.
pub async fn join_as_adult(
    ctx: &Ctx,
    chosen: JoinAsAdult,
) -> Outcome<SignedIn, JoinAsAdultRefusal> {
    let refused = |why| Err(Failure::Refused(why));
    if !ctx.is_allowed(&Action::Join) {
        return refused(JoinAsAdultRefusal::SignedIn);
    }
    // Looked at first, so that hashing is not for everybody who guesses.
    let (code, now) = (chosen.code.hash(), ctx.now());
    if !is_good(ctx, code, now).await? {
        tracing::info!("the invitation of an adult was refused");
        return refused(JoinAsAdultRefusal::InvitationOver);
    }
    let made = new_hash(ctx, &chosen.passphrase, &chosen.login, &chosen.pen_name).await?;
    let made = made.map_err(|weak| Failure::Refused(JoinAsAdultRefusal::Weak(weak)))?;
    let real = RealIdentity {
        name: Some(chosen.real_name.reveal()),
        birth: None,
        email: Some(chosen.email.reveal()),
        institution: None,
        country: chosen.country,
    };
    let identity = seal(ctx, &real)?;
    let inner = ctx.clone();
    let joined = ctx
        .app()
        .db()
        .write::<_, Failure<JoinAsAdultRefusal>, _>(async move |tx: &mut Tx| {
            come_in(tx, &inner, &chosen, &made, &identity).await
        })
        .await;
    match joined {
        Err(Failure::Internal(Internal::Storage(StorageError::Conflict(_)))) => {
            refused(JoinAsAdultRefusal::Taken)
        }
        joined => joined,
    }
}

async fn is_good(ctx: &Ctx, code: [u8; 32], now: Timestamp) -> Result<bool, Internal> {
    ctx.app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            Ok(adult_invitations::is_good(tx, &code, now).await?)
        })
        .await
}

async fn come_in(
    tx: &mut Tx,
    ctx: &Ctx,
    chosen: &JoinAsAdult,
    hash: &str,
    identity: &Identity,
) -> Outcome<SignedIn, JoinAsAdultRefusal> {
    let taken = adult_invitations::take(tx, &chosen.code.hash(), ctx.now()).await?;
    let Some((invitation, invited_by)) = taken else {
        return Err(Failure::Refused(JoinAsAdultRefusal::InvitationOver));
    };
    // What somebody invited who is no administrator any more opens nothing.
    let inviter = people::by_account(tx, invited_by).await?;
    let may = inviter.is_some_and(|it| {
        it.standing == Standing::Active && it.roles.contains(&Role::Administrator)
    });
    if !may {
        return Err(Failure::Refused(JoinAsAdultRefusal::InvitationOver));
    }
    identities::insert(tx, identity, ctx.now()).await?;
    let id = AccountId::from_uuid(new_id(ctx.now()));
    let account = NewAccount {
        id,
        login: &chosen.login,
        pen_name: &chosen.pen_name,
        passphrase: hash,
        language: chosen.language,
        avatar: Avatar::chosen_by(random_bytes()),
        identity: Some(identity.id),
        at: ctx.now(),
    };
    accounts::insert(tx, &account).await?;
    Record::of("account.created", id)
        .with("adult-invitation", invitation)
        .with("invited-by", invited_by)
        .store(tx, ctx)
        .await?;
    Ok(sessions::open(tx, ctx, id).await?)
}
