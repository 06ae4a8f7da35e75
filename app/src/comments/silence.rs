//! Saying whose comments one does not want to see, and taking that back. Nobody is told; what is public is the same for everybody else.

use domain::AccountId;
use domain::policy::Action;
use domain::silence::{SILENCED_MOST, Silence};
use serde::{Deserialize, Serialize};
use storage::{Change, Tx, accounts, notifications, silences};

use crate::failure::{Barred, refusal};
use crate::once::{ClientMutationId, once};
use crate::record::Record;
use crate::{Ctx, Failure, Outcome};

/// Whom to keep away, and how.
#[derive(Debug, Clone, Copy, Hash)]
pub struct SetSilence {
    /// The correspondent.
    pub other: AccountId,
    /// How; nothing to hear them again.
    pub silence: Option<Silence>,
}

/// Somebody is kept away, or heard again.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SilenceSet;

/// Why nothing was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SilenceRefusal {
    /// The person may not, or there is no such correspondent.
    Barred(Barred),
    /// The retry id was used for something else.
    Reused,
    /// It is the person themselves.
    Oneself,
    /// The person keeps as many away as anybody may.
    TooMany,
}

refusal!(SilenceRefusal);

/// Keeps a correspondent away, or not any more.
pub async fn set_silence(
    ctx: &Ctx,
    input: SetSilence,
    retry: Option<ClientMutationId>,
) -> Outcome<SilenceSet, SilenceRefusal> {
    once(ctx, "setSilence", input, retry, |tx, ctx, input| {
        Box::pin(set(tx, ctx, input))
    })
    .await
}

async fn set(tx: &mut Tx, ctx: &Ctx, input: SetSilence) -> Outcome<SilenceSet, SilenceRefusal> {
    ctx.may::<SilenceRefusal>(&Action::Silence)?;
    let by = ctx.person::<SilenceRefusal>()?.account;
    if by == input.other {
        return Err(Failure::Refused(SilenceRefusal::Oneself));
    }
    if !silences::is_correspondent(tx, input.other).await? {
        return Err(Failure::refused(Barred::NotFound));
    }
    accounts::lock(tx, by).await?;
    let already = silences::of(tx, by).await?;
    let before = already
        .iter()
        .find(|silenced| silenced.other.account == input.other);
    if before.is_none() && input.silence.is_some() && already.len() >= SILENCED_MOST {
        return Err(Failure::Refused(SilenceRefusal::TooMany));
    }
    silences::set(tx, (by, input.other), input.silence, ctx.now()).await?;
    if input.silence.is_some() {
        notifications::take_back_from(tx, by, input.other).await?;
        tx.tell(Change::Notified(by));
    }
    Record::of("silence.set", by)
        .with("other", input.other)
        .with("silence", input.silence.map_or("none", name))
        .store(tx, ctx)
        .await?;
    Ok(SilenceSet)
}

const fn name(silence: Silence) -> &'static str {
    match silence {
        Silence::Muted => "muted",
        Silence::Blocked => "blocked",
    }
}
