//! The job that sends what is due, and tries again what could not be sent.

use std::time::Duration;

use chrono::TimeDelta;
use domain::GuardianLinkId;
use storage::mails::{self, About, Mail};
use storage::{MailState, Tx, guardian_links, identities};
use tokio_util::sync::CancellationToken;

use super::texts::{self, Text};
use super::{PATIENCE, Page, Sending};
use crate::notifications::is_news_for;
use crate::people::to_prove;
use crate::secrets::{CodeFor, Field};
use crate::tick::Ticks;
use crate::{App, Internal};

/// How many mails are sent before the job ends.
const BATCH: i64 = 20;
/// How long after each attempt the next one is. After the last there is none: a link does not last much longer.
const AGAIN_AFTER: [TimeDelta; 8] = [
    TimeDelta::minutes(1),
    TimeDelta::minutes(5),
    TimeDelta::minutes(15),
    TimeDelta::hours(1),
    TimeDelta::hours(3),
    TimeDelta::hours(6),
    TimeDelta::hours(12),
    TimeDelta::hours(24),
];
/// How often a mail is tried.
const MOST_ATTEMPTS: usize = AGAIN_AFTER.len() + 1;

/// How often it is looked whether something is due.
const TICK: Duration = Duration::from_secs(1);

/// Sends what is due until `stop`.
pub(crate) async fn run(app: &App, stop: &CancellationToken) {
    let mut ticks = Ticks::every(TICK, stop);
    while ticks.next().await {
        if let Err(error) = send(app, stop).await {
            tracing::error!(%error, "it can't be seen which mails are due");
        }
    }
}

/// Sends mails that are due, and tells how many were taken. Tests call it instead of waiting.
pub async fn send_due(app: &App) -> Result<usize, Internal> {
    send(app, &CancellationToken::new()).await
}

async fn send(app: &App, stop: &CancellationToken) -> Result<usize, Internal> {
    let now = app.clock().now();
    let due = app
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| Ok(mails::due(tx, now, BATCH).await?))
        .await?;
    let mut taken = 0;
    for mail in due.iter().take_while(|_| !stop.is_cancelled()) {
        if rests(app, mail).await? || !begin(app, mail).await? {
            continue;
        }
        let state = match try_once(app, mail).await {
            Ok(Sending::Taken) => Some(MailState::Sent),
            Ok(Sending::Refused) => {
                tracing::error!(mail.id = %mail.id, "nobody has the address of a mail");
                Some(MailState::GivenUp)
            }
            Ok(Sending::Needless) => Some(MailState::GivenUp),
            Ok(Sending::Later) => None,
            Err(error) => {
                tracing::error!(mail.id = %mail.id, %error, "a mail could not be made");
                None
            }
        };
        let attempts = usize::try_from(mail.attempts).unwrap_or(usize::MAX);
        let is_last = attempts.saturating_add(1) >= MOST_ATTEMPTS;
        if state.is_none() && is_last {
            tracing::error!(mail.id = %mail.id, "a mail was not taken and is not tried again");
        }
        match state.or(is_last.then_some(MailState::GivenUp)) {
            None => tracing::warn!(mail.id = %mail.id, "a mail could not be sent yet"),
            Some(state) => {
                settle(app, mail, state).await?;
                taken += usize::from(state == MailState::Sent);
            }
        }
    }
    Ok(taken)
}

/// Puts off what nobody asked for at this moment, in the quiet hours, and tells whether it did.
async fn rests(app: &App, mail: &Mail) -> Result<bool, Internal> {
    let (id, now) = (mail.id, app.clock().now());
    let until = app.centre().outside_quiet_hours(now);
    if mail.about != About::News || until == now {
        return Ok(false);
    }
    app.db()
        .write::<_, Internal, _>(async move |tx: &mut Tx| Ok(mails::put_off(tx, id, until).await?))
        .await?;
    Ok(true)
}

/// Settles a mail. What became of one with a link is told to whoever asked for it; nobody asks about another.
async fn settle(app: &App, mail: &Mail, state: MailState) -> Result<(), Internal> {
    let (id, has_link) = (mail.id, mail.about.link().is_some());
    app.db()
        .write::<_, Internal, _>(async move |tx: &mut Tx| {
            if has_link {
                Ok(mails::settle(tx, id, state).await?)
            } else {
                Ok(mails::delete(tx, id).await?)
            }
        })
        .await
}

/// Whether this process is the one to send a mail now.
async fn begin(app: &App, mail: &Mail) -> Result<bool, Internal> {
    let now = app.clock().now();
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

/// Tries to send a mail. Whoever dies before it is settled leaves it to be sent again: twice is better than never.
async fn try_once(app: &App, mail: &Mail) -> Result<Sending, Internal> {
    if mail.about == About::AddressProof {
        return prove(app, mail).await;
    }
    let Some(text) = text(app, mail).await? else {
        return Ok(Sending::Needless);
    };
    let recipient = mail.recipient;
    let known = app
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| Ok(identities::get(tx, recipient).await?))
        .await?;
    let known = known.ok_or(Internal::Contradiction("a mail to nobody"))?;
    let email = known.email;
    let email = email.ok_or(Internal::Contradiction("a mail without an address"))?;
    let key = app.vault().open_key(known.id, &known.key)?;
    let to = key.open(Field::Email, &email.sealed)?;
    let sent = tokio::time::timeout(PATIENCE, app.mailer().send(&to, text)).await;
    sent.unwrap_or(Ok(Sending::Later))
}

/// Sends a code to an address that is to be proven: to no other one.
async fn prove(app: &App, mail: &Mail) -> Result<Sending, Internal> {
    let Some((to, code)) = to_prove(&app.operator(), mail.recipient).await? else {
        return Ok(Sending::Needless);
    };
    let link = app
        .mailer()
        .link(mail.language, Page::Address, code.reveal());
    let text = texts::address_proof(mail.language, &link)?;
    let sent = tokio::time::timeout(PATIENCE, app.mailer().send(&to, text)).await;
    sent.unwrap_or(Ok(Sending::Later))
}

/// What a mail says; nothing where its link was used or is over, or what was new was seen by now.
async fn text(app: &App, mail: &Mail) -> Result<Option<Text>, Internal> {
    let page = |page| app.mailer().page(mail.language, page);
    match mail.about {
        About::GuardianAsked(link) => guardian_asked(app, mail, link).await,
        About::AddressProof => Ok(None),
        About::AnotherGuardian => Ok(Some(texts::another_guardian(
            mail.language,
            &page(Page::Family),
        )?)),
        About::News => {
            let recipient = mail.recipient;
            let db = app.db();
            let is_news = db
                .read::<_, Internal, _>(async move |tx: &mut Tx| {
                    Ok(is_news_for(tx, recipient).await?)
                })
                .await?;
            let text = is_news.then(|| texts::news(mail.language, &page(Page::News)));
            text.transpose()
        }
    }
}

async fn guardian_asked(
    app: &App,
    mail: &Mail,
    link: GuardianLinkId,
) -> Result<Option<Text>, Internal> {
    let link = app
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| Ok(guardian_links::get(tx, link).await?))
        .await?;
    let link = link.ok_or(Internal::Contradiction("a mail with no link"))?;
    if link.is_used || link.until <= app.clock().now() {
        return Ok(None);
    }
    let code = app.vault().code(CodeFor::GuardianLink, link.id.as_uuid())?;
    let link = app
        .mailer()
        .link(mail.language, Page::Family, code.reveal());
    Ok(Some(texts::guardian_asked(mail.language, &link)?))
}
