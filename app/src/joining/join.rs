//! Somebody who was invited comes in: with the code that the guide handed over, the birth date that the guide wrote, and
//! their own agreement. Below the age of consent nothing is kept of them before a guardian agreed (GDPR, article 8).

use chrono::NaiveDate;
use domain::account::Role;
use domain::consent::{Answer, Purpose, TextVersion};
use domain::text::{Login, PenName};
use domain::{AccountId, Avatar, Language};
use storage::accounts::{self, NewAccount};
use storage::invitations::{self, Invitation};
use storage::{StorageError, Tx, groups, identities};

use super::invitation::{InvitationRefusal, expect, good, may_come_in, tells_nobody};
use crate::consent::{About, Speaker, TEXT, Word, store_words};
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
    /// The invitation can't be used so.
    Invitation(InvitationRefusal),
    /// It is about another text than the one that counts now.
    OldText {
        /// The text to read.
        current: TextVersion,
    },
    /// The group has as many members as it takes.
    GroupFull,
    /// The passphrase is easy to guess.
    Weak(WeakPassphrase),
}

impl From<InvitationRefusal> for JoinRefusal {
    fn from(why: InvitationRefusal) -> Self {
        Self::Invitation(why)
    }
}

/// Comes in, and is signed in.
pub async fn join(ctx: &Ctx, chosen: Join) -> Outcome<SignedIn, JoinRefusal> {
    let refused = |why| Err(Failure::Refused(why));
    // Looked at first, so that hashing is not for everybody who guesses.
    let hash = chosen.code.hash();
    expect::<JoinRefusal>(ctx, hash, chosen.born_on).await?;
    let (inner, born_on) = (ctx.clone(), chosen.born_on);
    let (given, pen_name) = (chosen.given.clone(), chosen.pen_name.clone());
    ctx.app()
        .db()
        .read::<_, Failure<JoinRefusal>, _>(async move |tx: &mut Tx| {
            let invitation = good(tx, &inner, &hash).await?;
            may_come_in(tx, &inner, &invitation, born_on, &given).await?;
            tells_nobody(tx, &inner, &invitation, &pen_name).await
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
            refused(InvitationRefusal::Taken.into())
        }
        joined => joined,
    }
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
        return Err(Failure::refused(InvitationRefusal::Over));
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
