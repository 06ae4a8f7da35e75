//! The alarm about what waits too long. It calls for people: by the log, by a record in the audit log, and by mail to whom the centre named.
//! It decides nothing and moves nothing.

use std::sync::Mutex;
use std::time::Duration;

use chrono::TimeDelta;
use domain::{EscalationId, ReviewId, Timestamp};
use storage::alarms::{self, Alarm};
use storage::{StorageError, Tx, escalations};
use tokio_util::sync::CancellationToken;

use crate::mail::Call;
use crate::record::Record;
use crate::tick::Ticks;
use crate::{App, Ctx, Internal};

/// How often it is looked whether something waits too long.
const TICK: Duration = Duration::from_mins(1);
/// How soon an alarm is raised again that could be mailed to nobody.
const RETRY: TimeDelta = TimeDelta::minutes(5);
/// How many reviews one alarm is about; further ones have the next.
const MOST_NAMED: i64 = 500;

/// How long after a call about what was escalated there is another one.
const AGAIN_ESCALATED: TimeDelta = TimeDelta::hours(24);

/// How long after an alarm there is another one about the same text.
const fn again_after(alarm: Alarm) -> TimeDelta {
    match alarm {
        Alarm::Danger => TimeDelta::hours(1),
        Alarm::Late => TimeDelta::hours(24),
    }
}

/// How long alarms are gathered after one was mailed, so that nobody gets a mail for each text.
const fn gathered_for(alarm: Alarm) -> TimeDelta {
    match alarm {
        Alarm::Danger => TimeDelta::minutes(10),
        Alarm::Late => TimeDelta::hours(1),
    }
}

/// When this process last mailed an alarm of each kind.
#[derive(Default)]
pub(crate) struct Mailed(Mutex<[Option<Timestamp>; 2]>);

impl Mailed {
    /// The moment of a kind, while `look` looks at it.
    fn of<T>(&self, alarm: Alarm, look: impl FnOnce(&mut Option<Timestamp>) -> T) -> T {
        let mut times = self
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let [danger, late] = &mut *times;
        match alarm {
            Alarm::Danger => look(danger),
            Alarm::Late => look(late),
        }
    }
}

/// Raises alarms until `stop`. By itself, and not as a job: a slow server for mail keeps no job waiting.
pub(crate) async fn run(app: &App, stop: &CancellationToken) {
    let mut ticks = Ticks::every(TICK, stop);
    while ticks.next().await {
        if let Some(Err(error)) = stop.run_until_cancelled(raise_alarms(app)).await {
            tracing::error!(%error, "it can't be seen what waits too long");
        }
    }
}

/// Raises the alarms that are due. Tests call it instead of waiting.
pub async fn raise_alarms(app: &App) -> Result<(), Internal> {
    call_leads(app).await?;
    raise(app, Alarm::Danger).await?;
    raise(app, Alarm::Late).await
}

/// Calls about what was handed to the safeguarding leads: at once, and each day until they close it.
async fn call_leads(app: &App) -> Result<(), Internal> {
    let (now, ctx) = (app.clock().now(), app.operator());
    let due = app
        .db()
        .write::<_, Internal, _>(async move |tx: &mut Tx| Ok(take_escalations(tx, &ctx).await?))
        .await?;
    if due.is_empty() {
        return Ok(());
    }
    for escalation in &due {
        tracing::error!(escalation.id = %escalation, "something was handed to the safeguarding leads");
    }
    if !app.mailer().call(Call::Escalated).await? {
        return Ok(());
    }
    let (marked, until) = (now.plus(RETRY), now.plus(AGAIN_ESCALATED));
    app.db()
        .write::<_, Internal, _>(async move |tx: &mut Tx| {
            escalations::put_off(tx, &due, marked, until).await?;
            Ok(())
        })
        .await
}

/// Takes over the calls that are due, so that nobody else makes them, and records them.
async fn take_escalations(tx: &mut Tx, ctx: &Ctx) -> Result<Vec<EscalationId>, StorageError> {
    let now = ctx.now();
    let due = escalations::due(tx, now, MOST_NAMED).await?;
    if due.is_empty() || escalations::put_off(tx, &due, now, now.plus(RETRY)).await? == 0 {
        return Ok(Vec::new());
    }
    for escalation in &due {
        let record = Record::of("escalation.called", escalation);
        record.store(tx, ctx).await?;
    }
    Ok(due)
}

async fn raise(app: &App, alarm: Alarm) -> Result<(), Internal> {
    let now = app.clock().now();
    let gathering = |last: &mut Option<Timestamp>| last.map(|at| at.plus(gathered_for(alarm)));
    if app
        .mailed()
        .of(alarm, gathering)
        .is_some_and(|until| now < until)
    {
        return Ok(());
    }
    let ctx = app.operator();
    let late = app
        .db()
        .write::<_, Internal, _>(async move |tx: &mut Tx| Ok(take(tx, &ctx, alarm).await?))
        .await?;
    if late.is_empty() {
        return Ok(());
    }
    for review in &late {
        tracing::error!(review.id = %review, alarm = ?alarm, "a submission waits too long for a person");
    }
    let call = match alarm {
        Alarm::Danger => Call::Danger,
        Alarm::Late => Call::Late,
    };
    if !app.mailer().call(call).await? {
        return Ok(());
    }
    app.mailed().of(alarm, |last| *last = Some(now));
    let (marked, until) = (now.plus(RETRY), now.plus(again_after(alarm)));
    app.db()
        .write::<_, Internal, _>(async move |tx: &mut Tx| {
            alarms::put_off(tx, &late, marked, until).await?;
            Ok(())
        })
        .await
}

/// Takes over the alarms that are due, so that nobody else raises them, and records them.
async fn take(tx: &mut Tx, ctx: &Ctx, alarm: Alarm) -> Result<Vec<ReviewId>, StorageError> {
    let now = ctx.now();
    let late = alarms::due(tx, alarm, now, MOST_NAMED).await?;
    if late.is_empty() || alarms::put_off(tx, &late, now, now.plus(RETRY)).await? == 0 {
        return Ok(Vec::new());
    }
    for review in &late {
        let record = Record::of("review.waits-too-long", review);
        record.store(tx, ctx).await?;
    }
    Ok(late)
}
