//! A forgotten passphrase: a code that a guide hands over in person, after another adult agreed. With it a person chooses
//! another passphrase, once, within a day, and whoever was signed in is signed out.

use domain::act::GOOD_FOR;
use domain::policy::Action;
use domain::{ActId, Timestamp};
use storage::acts::{self, StoredAct};
use storage::{Tx, accounts, sessions as stored};

use super::ask::record;
use crate::failure::Barred;
use crate::people::new_hash_of;
use crate::secrets::{CodeFor, OneTimeCode, Passphrase, WeakPassphrase};
use crate::sessions::{self, SignedIn};
use crate::{Ctx, Failure, Internal, Outcome};

/// The code for somebody who forgot the passphrase.
pub struct PassphraseCode {
    /// The code, to be handed over in person.
    pub code: OneTimeCode,
    /// Until when it is good.
    pub until: Timestamp,
}

/// Why there is no code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PassphraseCodeRefusal {
    /// The person may not, or there is no such act.
    Barred(Barred),
    /// Nobody else agreed, it was used, or it is more than a day old.
    NotOpen,
}

impl From<Barred> for PassphraseCodeRefusal {
    fn from(barred: Barred) -> Self {
        Self::Barred(barred)
    }
}

/// Why no other passphrase was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResetPassphraseRefusal {
    /// The code was used, is too old, or never was one; which is not told.
    Over,
    /// The passphrase is easy to guess.
    Weak(WeakPassphrase),
    /// Somebody is signed in.
    SignedIn,
}

/// The code of an act.
pub(super) fn passphrase_code_of(ctx: &Ctx, act: ActId) -> Result<OneTimeCode, Internal> {
    ctx.app().vault().code(CodeFor::Passphrase, act.as_uuid())
}

/// Until when the code of an act is good; `None` when it is not.
fn good_until(act: &StoredAct, now: Timestamp) -> Option<Timestamp> {
    let agreed = act.answer.filter(|answer| answer.agreed)?;
    let until = agreed.at.plus(GOOD_FOR);
    (act.opened.is_none() && now < until).then_some(until)
}

/// Gives the code to who asked for it.
pub async fn passphrase_code(
    ctx: &Ctx,
    act: ActId,
) -> Outcome<PassphraseCode, PassphraseCodeRefusal> {
    ctx.person::<PassphraseCodeRefusal>()?;
    let inner = ctx.clone();
    ctx.app()
        .db()
        .write::<_, Failure<PassphraseCodeRefusal>, _>(async move |tx: &mut Tx| {
            let act = acts::lock(tx, act).await?;
            let act =
                act.ok_or_else(|| Failure::<PassphraseCodeRefusal>::refused(Barred::NotFound))?;
            let action = Action::ReadPassphraseCode(&act.asked);
            inner.may::<PassphraseCodeRefusal>(&action)?;
            if act.asked.act != domain::act::Act::ResetPassphrase {
                return Err(Failure::refused(Barred::NotFound));
            }
            let until = good_until(&act, inner.now())
                .ok_or(Failure::Refused(PassphraseCodeRefusal::NotOpen))?;
            record("passphrase-code.read", &act)
                .store(tx, &inner)
                .await?;
            Ok(PassphraseCode {
                code: passphrase_code_of(&inner, act.id)?,
                until,
            })
        })
        .await
}

/// Chooses another passphrase with a code, and is signed in.
pub async fn reset_passphrase(
    ctx: &Ctx,
    code: OneTimeCode,
    passphrase: Passphrase,
) -> Outcome<SignedIn, ResetPassphraseRefusal> {
    if !ctx.is_allowed(&Action::ResetPassphrase) {
        return Err(Failure::Refused(ResetPassphraseRefusal::SignedIn));
    }
    // Looked at first, so that hashing is not for everybody who guesses.
    let (hash, now) = (code.hash(), ctx.now());
    let act = ctx
        .app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| Ok(acts::of_code(tx, &hash).await?))
        .await?;
    let act = act.filter(|act| good_until(act, now).is_some());
    let Some(act) = act else {
        tracing::info!("a code for a forgotten passphrase was refused");
        return Err(Failure::Refused(ResetPassphraseRefusal::Over));
    };
    let made = new_hash_of(ctx, act.asked.about, &passphrase).await?;
    let made = made.map_err(|weak| Failure::Refused(ResetPassphraseRefusal::Weak(weak)))?;
    let inner = ctx.clone();
    ctx.app()
        .db()
        .write::<_, Failure<ResetPassphraseRefusal>, _>(async move |tx: &mut Tx| {
            let act = acts::lock(tx, act.id).await?;
            let act = act.filter(|act| good_until(act, inner.now()).is_some());
            let act = act.ok_or(Failure::Refused(ResetPassphraseRefusal::Over))?;
            acts::note_opened(tx, act.id, inner.now()).await?;
            accounts::set_passphrase(tx, act.asked.about, &made, inner.now()).await?;
            stored::end_all(tx, act.asked.about).await?;
            record("passphrase.reset", &act).store(tx, &inner).await?;
            Ok(sessions::open(tx, &inner, act.asked.about).await?)
        })
        .await
}
