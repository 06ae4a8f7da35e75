//! Looking at the whole log again and again: what was found is noted for those who run the panel, and people are called where the log is broken.

use std::time::Duration;

use chrono::TimeDelta;
use domain::Timestamp;
use domain::policy::Action;
use storage::Tx;
use storage::audit::{self, Checked, Verdict};
use tokio_util::sync::CancellationToken;

use super::verify;
use crate::mail::Call;
use crate::tick::Ticks;
use crate::{App, Ctx, Internal};

/// How often it is asked whether a look at the log is due, and how soon a call is made again that reached nobody.
const TICK: Duration = Duration::from_mins(5);
/// How long after a look there is another one: all of the log is read.
const AGAIN: TimeDelta = TimeDelta::hours(6);
/// How long after a look it is told that there was none since.
const OVERDUE: TimeDelta = TimeDelta::hours(12);

/// What the last look found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastCheck {
    /// When it was.
    pub at: Timestamp,
    /// Whether every record fitted.
    pub is_sound: bool,
    /// Whether it was so long ago that looking does not work.
    pub is_overdue: bool,
}

/// What the last look at the whole log found; `None` for whoever may not know, and where nobody looked yet.
pub async fn last_check(ctx: &Ctx) -> Result<Option<LastCheck>, Internal> {
    if !ctx.is_allowed(&Action::ReadAudit) {
        return Ok(None);
    }
    let last = last(ctx.app()).await?;
    Ok(last.map(|last| LastCheck {
        at: last.at,
        is_sound: last.broken_at.is_none(),
        is_overdue: last.at.plus(OVERDUE) < ctx.now(),
    }))
}

/// Looks at the whole log again and again until `stop`. By itself, and not as a job: however long it takes, no job waits for it.
pub(crate) async fn run(app: &App, stop: &CancellationToken) {
    let mut ticks = Ticks::every(TICK, stop);
    let mut is_told = true;
    while ticks.next().await {
        let look = async {
            if is_told {
                check_due(app).await
            } else {
                app.mailer().call(Call::LogBroken).await
            }
        };
        match stop.run_until_cancelled(look).await {
            Some(Ok(told)) => is_told = told,
            Some(Err(error)) => {
                tracing::error!(%error, "it can't be seen whether the audit log is sound");
            }
            None => (),
        }
    }
}

/// Looks at the whole log, if the last look was long ago; false where it is broken and nobody could be called. Tests call it instead of waiting.
pub async fn check_due(app: &App) -> Result<bool, Internal> {
    let before = last(app).await?;
    let now = app.clock().now();
    if before.is_some_and(|last| now < last.at.plus(AGAIN)) {
        return Ok(true);
    }
    let verdict = verify(app).await?;
    if last(app).await? != before {
        // Another process looked meanwhile.
        return Ok(true);
    }
    note(app, verdict).await
}

async fn last(app: &App) -> Result<Option<Checked>, Internal> {
    app.db()
        .read::<_, Internal, _>(async |tx: &mut Tx| Ok(audit::checked(tx).await?))
        .await
}

/// Notes what a look found, and calls for people where the log is broken; false where nobody could be called.
pub async fn note(app: &App, verdict: Verdict) -> Result<bool, Internal> {
    let (found, at) = (verdict.clone(), app.clock().now());
    app.db()
        .write::<_, Internal, _>(async move |tx: &mut Tx| {
            Ok(audit::note_check(tx, &found, at).await?)
        })
        .await?;
    match verdict {
        Verdict::Sound { .. } => Ok(true),
        Verdict::Broken { sequence, .. } => {
            tracing::error!(audit.sequence = sequence, "the audit log is broken");
            app.mailer().call(Call::LogBroken).await
        }
    }
}
