//! What an adult says of the texts that they read: no reason is asked, and nobody else learns of it, not even from the audit log.

use domain::policy::Action;
use moderation::review::{MOST_TOPICS_LEFT, Preferences};
use serde::{Deserialize, Serialize};
use storage::{Tx, preferences, topics};

use crate::failure::{Barred, refusal};
use crate::once::{ClientMutationId, once};
use crate::record::Record;
use crate::{Ctx, Failure, Internal, Outcome};

/// What was said is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PreferencesSet;

/// Why it was not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PreferencesRefusal {
    /// The person does not work for the panel.
    Barred(Barred),
    /// The retry id was used for something else.
    Reused,
    /// There is no such topic, or there are too many.
    Topics,
}

refusal!(PreferencesRefusal);

/// Keeps what the actor says, in place of what they said before.
pub async fn set_review_preferences(
    ctx: &Ctx,
    said: Preferences,
    retry: Option<ClientMutationId>,
) -> Outcome<PreferencesSet, PreferencesRefusal> {
    once(ctx, "setReviewPreferences", said, retry, |tx, ctx, said| {
        Box::pin(set(tx, ctx, said))
    })
    .await
}

async fn set(
    tx: &mut Tx,
    ctx: &Ctx,
    said: Preferences,
) -> Outcome<PreferencesSet, PreferencesRefusal> {
    ctx.may::<PreferencesRefusal>(&Action::ReadOwnStaffRecord)?;
    let account = ctx.person::<PreferencesRefusal>()?.account;
    let known = topics::get(tx, &said.without_topics).await?;
    let are_known = known.len() == said.without_topics.len();
    if said.without_topics.len() > MOST_TOPICS_LEFT || !are_known {
        return Err(Failure::Refused(PreferencesRefusal::Topics));
    }
    preferences::store(tx, account, &said).await?;
    Record::of("review-preferences.set", account)
        .store(tx, ctx)
        .await?;
    Ok(PreferencesSet)
}

/// What the actor said; nothing for who does not work for the panel. Whoever may read nothing any more still sees it, and takes it back.
pub async fn review_preferences(ctx: &Ctx) -> Result<Option<Preferences>, Internal> {
    let account = ctx.actor().account();
    let Some(account) = account.filter(|_| ctx.is_allowed(&Action::ReadOwnStaffRecord)) else {
        return Ok(None);
    };
    let db = ctx.app().db();
    db.read::<_, Internal, _>(async move |tx: &mut Tx| {
        Ok(Some(preferences::of(tx, account).await?))
    })
    .await
}
