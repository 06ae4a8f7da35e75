//! Somebody who was invited comes in: with the code that the guide handed over, the birth date that the guide wrote, and
//! their own agreement. Below the age of consent nothing is kept of them before a guardian agreed (GDPR, article 8).

use chrono::NaiveDate;
use domain::account::Role;
use domain::consent::{Answer, Membership, Purpose, Said, TextVersion};
use domain::invitation::{MOST_MISSES, OtherAge, may_join};
use domain::policy::Action;
use domain::text::{Login, PenName};
use domain::{AccountId, Avatar, Language};
use storage::accounts::{self, NewAccount};
use storage::invitations::{self, Invitation};
use storage::{StorageError, Tx, consents, groups, identities};

use crate::consent::{About, Speaker, TEXT, Word, derive, open_birth, store_words};
use crate::people::new_hash;
use crate::record::Record;
use crate::secrets::{OneTimeCode, Passphrase, WeakPassphrase};
use crate::sessions::{self, SignedIn};
use crate::source::new_id;
use crate::{Ctx, Failure, Internal, Outcome};

/// What somebody chooses who comes in.
pub struct Join {
    /// The code of the invitation.
    pub code: OneTimeCode,
    /// The birth date, which has to be the one that the guide wrote.
    pub born_on: NaiveDate,
    /// The name to sign in with.
    pub login: Login,
    /// The name that readers see.
    pub pen_name: PenName,
    /// The drawn picture.
    pub avatar: Avatar,
    /// What to sign in with.
    pub passphrase: Passphrase,
    /// The language that they read.
    pub language: Language,
    /// The text that was read.
    pub text: u16,
    /// What they agree to.
    pub given: Vec<Purpose>,
}

/// Why nobody came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JoinRefusal {
    /// The invitation is unknown, used, taken back, too old, or was tried with too many birth dates; which is not told.
    InvitationOver,
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
    /// It is about another text than the one that counts now.
    OldText {
        /// The text to read.
        current: TextVersion,
    },
    /// The group has as many members as it takes.
    GroupFull,
    /// The login or the pen name is taken, or the pen name looks like one that is.
    Taken,
    /// The passphrase is easy to guess.
    Weak(WeakPassphrase),
    /// Somebody is signed in already.
    SignedIn,
}

/// Comes in, and is signed in.
pub async fn join(ctx: &Ctx, chosen: Join) -> Outcome<SignedIn, JoinRefusal> {
    let refused = |why| Err(Failure::Refused(why));
    if !ctx.is_allowed(&Action::Join) {
        return refused(JoinRefusal::SignedIn);
    }
    // Looked at first, so that hashing is not for everybody who guesses, and with what was typed in the line of those who
    // write, so that nobody tries more birth dates at once than one after the other.
    let (inner, hash) = (ctx.clone(), chosen.code.hash());
    let looked = ctx
        .app()
        .db()
        .read::<_, Failure<JoinRefusal>, _>(async move |tx: &mut Tx| {
            good(tx, &inner, &hash).await.map(drop)
        });
    looked.await?;
    if !is_expected(ctx, hash, chosen.born_on).await? {
        return refused(JoinRefusal::OtherBirthDate);
    }
    let (inner, born_on) = (ctx.clone(), chosen.born_on);
    let given = chosen.given.clone();
    ctx.app()
        .db()
        .read::<_, Failure<JoinRefusal>, _>(async move |tx: &mut Tx| {
            let invitation = good(tx, &inner, &hash).await?;
            may_come_in(tx, &inner, &invitation, born_on, &given).await
        })
        .await?;
    if chosen.text != TEXT.0 {
        return refused(JoinRefusal::OldText { current: TEXT });
    }
    let made = new_hash(ctx, &chosen.passphrase, &chosen.login, &chosen.pen_name).await?;
    let made = made.map_err(|weak| Failure::Refused(JoinRefusal::Weak(weak)))?;
    let inner = ctx.clone();
    let joined = ctx
        .app()
        .db()
        .write::<_, Failure<JoinRefusal>, _>(async move |tx: &mut Tx| {
            come_in(tx, &inner, &chosen, &made).await
        })
        .await;
    match joined {
        Err(Failure::Internal(Internal::Storage(StorageError::Conflict(_)))) => {
            refused(JoinRefusal::Taken)
        }
        joined => joined,
    }
}

/// The invitation with this code, if it can be used now.
async fn good(tx: &mut Tx, ctx: &Ctx, code: &[u8; 32]) -> Result<Invitation, Failure<JoinRefusal>> {
    let Some(invitation) = invitations::by_code(tx, code).await? else {
        tracing::info!("somebody presented a code that no invitation has");
        return Err(Failure::Refused(JoinRefusal::InvitationOver));
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
    Err(Failure::Refused(JoinRefusal::InvitationOver))
}

/// Whether the one who is expected was born then, is of an age to join, and everybody agreed who has to.
async fn may_come_in(
    tx: &mut Tx,
    ctx: &Ctx,
    invitation: &Invitation,
    born_on: NaiveDate,
    given: &[Purpose],
) -> Result<(), Failure<JoinRefusal>> {
    let sealed = &invitation.expected;
    let birth = open_birth(ctx.app(), sealed)?;
    if birth.date() != born_on {
        return Err(Failure::Refused(JoinRefusal::OtherBirthDate));
    }
    may_join(birth, ctx.today()).map_err(|age| Failure::Refused(JoinRefusal::OtherAge(age)))?;
    if invitation.vouching.needs_second() {
        return Err(Failure::Refused(JoinRefusal::AwaitingVouch));
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
        Membership::NotAgreed => Err(Failure::Refused(JoinRefusal::NotAgreed)),
        Membership::AwaitingGuardian | Membership::Paused | Membership::Renew => {
            Err(Failure::Refused(JoinRefusal::AwaitingGuardian))
        }
    }
}

/// Whether the one who is expected was born then; if not, that is counted.
async fn is_expected(
    ctx: &Ctx,
    code: [u8; 32],
    born_on: NaiveDate,
) -> Result<bool, Failure<JoinRefusal>> {
    let inner = ctx.clone();
    ctx.app()
        .db()
        .write::<_, Failure<JoinRefusal>, _>(async move |tx: &mut Tx| {
            let known = good(tx, &inner, &code).await?;
            invitations::lock(tx, known.id).await?;
            // Read again: somebody else may have tried meanwhile.
            let invitation = good(tx, &inner, &code).await?;
            let birth = open_birth(inner.app(), &invitation.expected)?;
            if birth.date() == born_on {
                return Ok(true);
            }
            invitations::miss(tx, invitation.id).await?;
            Record::of("invitation.missed", invitation.id)
                .store(tx, &inner)
                .await?;
            Ok(false)
        })
        .await
}

async fn come_in(
    tx: &mut Tx,
    ctx: &Ctx,
    chosen: &Join,
    hash: &str,
) -> Result<SignedIn, Failure<JoinRefusal>> {
    let known = good(tx, ctx, &chosen.code.hash()).await?;
    let keeping = groups::lock(tx, known.vouching.group).await?;
    let keeping = keeping.ok_or(Internal::Contradiction("an invitation to no group"))?;
    if !invitations::lock(tx, known.id).await? {
        return Err(Failure::Refused(JoinRefusal::InvitationOver));
    }
    identities::lock(tx, known.expected.identity).await?;
    // Read again: what was read before the locks may have changed.
    let invitation = good(tx, ctx, &chosen.code.hash()).await?;
    may_come_in(tx, ctx, &invitation, chosen.born_on, &chosen.given).await?;
    if groups::count_members(tx, invitation.vouching.group).await? >= keeping.capacity.members() {
        return Err(Failure::Refused(JoinRefusal::GroupFull));
    }
    let account = AccountId::from_uuid(new_id(ctx.now()));
    create(tx, ctx, account, chosen, hash, &invitation).await?;
    Ok(sessions::open(tx, ctx, account).await?)
}

async fn create(
    tx: &mut Tx,
    ctx: &Ctx,
    id: AccountId,
    chosen: &Join,
    hash: &str,
    invitation: &Invitation,
) -> Result<(), Internal> {
    let account = NewAccount {
        id,
        login: &chosen.login,
        pen_name: &chosen.pen_name,
        passphrase: hash,
        language: chosen.language,
        avatar: chosen.avatar,
        identity: Some(invitation.expected.identity),
        at: ctx.now(),
    };
    accounts::insert(tx, &account).await?;
    accounts::grant(tx, id, Role::Correspondent, ctx.now()).await?;
    groups::add_member(tx, invitation.vouching.group, id).await?;
    invitations::use_up(tx, invitation.id, ctx.now()).await?;
    Record::of("account.created", id)
        .with("invitation", invitation.id)
        .with("group", invitation.vouching.group)
        .store(tx, ctx)
        .await?;
    let given = |purpose: &Purpose| Word {
        about: About::Purpose(*purpose),
        answer: Answer::Given,
    };
    let agreed = |purpose: &&Purpose| chosen.given.contains(purpose);
    let words: Vec<Word> = Purpose::ALL.iter().filter(agreed).map(given).collect();
    let ward = invitation.expected.identity;
    store_words(tx, ctx, id, ward, Speaker::Own, &words).await
}
