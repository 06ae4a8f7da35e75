//! The digest: a mail that says that there is something new, to who asked for it. It tells neither what nor how much, so it can be read by anybody who sees the
//! mailbox.

use domain::notification::Digest;
use domain::policy::Action;
use domain::{AccountId, IdentityId, MailId};
use serde::{Deserialize, Serialize};
use storage::mails::{self, About, Mail};
use storage::notifications::{self, Settings};
use storage::{StorageError, Tx, accounts};

use crate::failure::{Barred, refusal};
use crate::once::{ClientMutationId, once};
use crate::record::Record;
use crate::source::new_id;
use crate::{App, Ctx, Failure, Internal, Outcome};

/// How many digests a turn makes.
const AT_ONCE: i64 = 200;

/// How often somebody wants to be mailed.
#[derive(Debug, Clone, Copy, Hash)]
pub struct SetDigest {
    /// How often; nothing for never.
    pub digest: Option<Digest>,
}

/// It holds from now on.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DigestSet;

/// Why nothing was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DigestRefusal {
    /// The person may not.
    Barred(Barred),
    /// The retry id was used for something else.
    Reused,
    /// No address of theirs is kept.
    NoAddress,
}

refusal!(DigestRefusal);

/// Says how often one wants to be mailed.
pub async fn set_digest(
    ctx: &Ctx,
    input: SetDigest,
    retry: Option<ClientMutationId>,
) -> Outcome<DigestSet, DigestRefusal> {
    once(ctx, "setDigest", input, retry, |tx, ctx, input| {
        Box::pin(set(tx, ctx, input))
    })
    .await
}

async fn set(tx: &mut Tx, ctx: &Ctx, input: SetDigest) -> Outcome<DigestSet, DigestRefusal> {
    ctx.may::<DigestRefusal>(&Action::KeepOwnAccount)?;
    let by = ctx.person::<DigestRefusal>()?.account;
    if input.digest.is_some() && accounts::to_mail(tx, by).await?.is_none() {
        return Err(Failure::Refused(DigestRefusal::NoAddress));
    }
    // Who never said anything has no row to lock.
    accounts::lock(tx, by).await?;
    let before = notifications::lock_settings(tx, by).await?;
    let centre = ctx.app().centre();
    let after = Settings {
        digest: input
            .digest
            .map(|digest| (digest, digest.next_after(ctx.now(), centre))),
        ..before
    };
    if before != after {
        notifications::store_settings(tx, by, &after).await?;
        Record::of("digest.set", by).store(tx, ctx).await?;
    }
    Ok(DigestSet)
}

/// What the signed-in person has seen and how often they are mailed; nothing for whoever may not see their own account.
pub async fn own_settings(ctx: &Ctx) -> Result<Option<Settings>, Internal> {
    let person = ctx.actor().person();
    let Some(account) = person
        .map(|person| person.account)
        .filter(|_| ctx.is_allowed(&Action::KeepOwnAccount))
    else {
        return Ok(None);
    };
    let db = ctx.app().db();
    db.read::<_, Internal, _>(async move |tx: &mut Tx| {
        Ok(Some(notifications::settings(tx, account).await?))
    })
    .await
}

/// Makes the digests that are due. Tests call it instead of waiting.
pub async fn run_digests(app: &App) -> Result<(), Internal> {
    let now = app.clock().now();
    let due = app
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            Ok(notifications::due(tx, now, AT_ONCE).await?)
        })
        .await?;
    let mut failed = None;
    for account in due {
        let ctx = app.operator();
        let made = app
            .db()
            .write::<_, Internal, _>(async move |tx: &mut Tx| make(tx, &ctx, account).await)
            .await;
        if let Err(error) = made {
            tracing::error!(account.id = %account, %error, "a digest could not be made");
            failed = Some(error);
        }
    }
    failed.map_or(Ok(()), Err)
}

/// Makes one digest, unless somebody else did or there is nothing new, and says when the next one is due.
async fn make(tx: &mut Tx, ctx: &Ctx, account: AccountId) -> Result<(), Internal> {
    let before = notifications::lock_settings(tx, account).await?;
    let Some((digest, due)) = before.digest else {
        return Ok(());
    };
    if ctx.now() < due {
        return Ok(());
    }
    let newest = notifications::newest(tx, account).await?;
    let is_new = newest.is_some() && newest > before.seen.max(before.mailed);
    let mut after = Settings {
        digest: Some((digest, digest.next_after(ctx.now(), ctx.app().centre()))),
        ..before
    };
    if is_new && let Some((recipient, language)) = accounts::to_mail(tx, account).await? {
        let mail = Mail {
            id: MailId::from_uuid(new_id(ctx.now())),
            recipient,
            about: About::News,
            language,
            attempts: 0,
        };
        // One that could not be sent yet tells nothing that this one does not.
        mails::delete_older(tx, recipient, About::News).await?;
        mails::insert(tx, &mail, ctx.now()).await?;
        after.mailed = newest;
    }
    notifications::store_settings(tx, account, &after).await?;
    Ok(())
}

/// Whether there is something that somebody has not seen, and they still want to be mailed of it.
pub(crate) async fn is_news_for(tx: &mut Tx, recipient: IdentityId) -> Result<bool, StorageError> {
    let Some(account) = accounts::of_identity(tx, recipient).await? else {
        return Ok(false);
    };
    if accounts::to_mail(tx, account).await?.is_none() {
        return Ok(false);
    }
    let settings = notifications::settings(tx, account).await?;
    let newest = notifications::newest(tx, account).await?;
    Ok(settings.digest.is_some() && newest > settings.seen)
}
