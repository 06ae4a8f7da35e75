//! The job that sends what is due, and tries again what could not be sent.

use std::time::Duration;

use chrono::TimeDelta;
use domain::Timestamp;
use storage::mails::{self, Mail};
use storage::{MailState, Tx, identities};
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;

use super::{Sending, texts};
use crate::secrets::{CodeFor, Field};
use crate::{App, Internal};

/// How many mails are sent before the job ends.
const BATCH: i64 = 20;
/// How long one may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long after each attempt the next one is. After the last there is none: a link in a mail does not last longer.
const AGAIN_AFTER: [TimeDelta; 9] = [
    TimeDelta::minutes(1),
    TimeDelta::minutes(5),
    TimeDelta::minutes(15),
    TimeDelta::hours(1),
    TimeDelta::hours(3),
    TimeDelta::hours(6),
    TimeDelta::hours(12),
    TimeDelta::hours(24),
    TimeDelta::hours(24),
];

/// How often it is looked whether something is due.
const TICK: Duration = Duration::from_secs(1);

/// Sends what is due until `stop`.
pub(crate) async fn run(app: &App, stop: &CancellationToken) {
    let mut tick = tokio::time::interval(TICK);
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = tick.tick() => {}
        }
        if let Err(error) = send_due(app).await {
            tracing::error!(%error, "it can't be seen which mails are due");
        }
    }
}

/// Sends mails that are due, and tells how many were taken. Tests call it instead of waiting.
pub async fn send_due(app: &App) -> Result<usize, Internal> {
    let now = app.clock().now();
    let due = app
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| Ok(mails::due(tx, now, BATCH).await?))
        .await?;
    let mut taken = 0;
    for mail in due {
        let sent =
            async { Ok::<_, Internal>(begin(app, &mail, now).await? && send(app, &mail).await?) };
        match sent.await {
            Ok(sent) => taken += usize::from(sent),
            Err(error) => tracing::error!(mail = %mail.id, %error, "a mail could not be sent"),
        }
    }
    Ok(taken)
}

/// Whether this process is the one to send a mail now.
async fn begin(app: &App, mail: &Mail, now: Timestamp) -> Result<bool, Internal> {
    let wait = usize::try_from(mail.attempts).ok();
    let wait = wait.and_then(|attempt| AGAIN_AFTER.get(attempt)).copied();
    let next = now.plus(wait.unwrap_or(TimeDelta::days(1)));
    let mail = mail.clone();
    app.db()
        .write::<_, Internal, _>(
            async move |tx: &mut Tx| Ok(mails::attempt(tx, &mail, next).await?),
        )
        .await
}

/// Sends a mail and keeps what became of it. Whoever dies in between leaves it to be sent again: twice is better than
/// never.
async fn send(app: &App, mail: &Mail) -> Result<bool, Internal> {
    let (id, recipient) = (mail.id, mail.recipient);
    let known = app
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| Ok(identities::get(tx, recipient).await?))
        .await?;
    let known = known.ok_or(Internal::Contradiction("a mail to nobody"))?;
    let email = known
        .email
        .ok_or(Internal::Contradiction("a mail without an address"))?;
    let key = app.vault().open_key(known.id, &known.key)?;
    let to = key.open(Field::Email, &email.sealed)?;
    let code = app
        .vault()
        .code(CodeFor::GuardianLink, mail.link.as_uuid())?;
    let link = app.mailer().link("guardian", code.reveal());
    let text = texts::guardian_asked(mail.language, &link)?;
    let sent = tokio::time::timeout(PATIENCE, app.mailer().send(&to, text)).await;
    let attempts = usize::try_from(mail.attempts).unwrap_or(usize::MAX);
    let state = match sent.unwrap_or(Ok(Sending::Later))? {
        Sending::Taken => MailState::Sent,
        Sending::Refused => MailState::GivenUp,
        Sending::Later if attempts.saturating_add(1) >= AGAIN_AFTER.len() => MailState::GivenUp,
        Sending::Later => {
            tracing::warn!(mail = %id, "a mail could not be sent yet");
            return Ok(false);
        }
    };
    if state == MailState::GivenUp {
        tracing::error!(mail = %id, "a mail could not be sent and is not tried again");
    }
    app.db()
        .write::<_, Internal, _>(async move |tx: &mut Tx| Ok(mails::settle(tx, id, state).await?))
        .await?;
    Ok(state == MailState::Sent)
}
