//! The alarm about what waits too long. It calls for people: by the log, by mail to whom the centre named, and by a record in the audit
//! log. It decides nothing and moves nothing.

use chrono::TimeDelta;
use domain::Timestamp;
use moderation::Lane;
use moderation::review::alarm_after;
use storage::alarms::{self, Late};
use storage::{StorageError, Tx};

use crate::record::Record;
use crate::{App, Ctx, Internal};

/// How soon an alarm is raised again that could be mailed to nobody.
const RETRY: TimeDelta = TimeDelta::minutes(5);
/// How long after an alarm there is another, where an item may wait longer than this before the first one.
const AGAIN_AFTER: TimeDelta = TimeDelta::hours(24);

/// Raises the alarm about up to `most` reviews that wait too long. They are mailed about together.
pub(crate) async fn raise(app: &App, most: i64) -> Result<(), Internal> {
    let now = app.clock().now();
    let late = app
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| Ok(alarms::due(tx, now, most).await?))
        .await?;
    if late.is_empty() {
        return Ok(());
    }
    let danger = late.iter().any(|late| late.lane == Lane::P0);
    // Before it is noted: twice is better than never.
    let called = app.mailer().alarm(danger).await?;
    for late in &late {
        tracing::warn!(review.id = %late.review, lane = %late.lane, "a submission waits too long for a person");
    }
    let ctx = app.operator();
    app.db()
        .write::<_, Internal, _>(async move |tx: &mut Tx| {
            for late in &late {
                note(tx, &ctx, late, called).await?;
            }
            Ok(())
        })
        .await
}

/// Notes that an alarm was raised, and when the next one is due.
async fn note(tx: &mut Tx, ctx: &Ctx, late: &Late, called: bool) -> Result<(), StorageError> {
    let next: Timestamp = if called {
        ctx.now().plus(alarm_after(late.lane).min(AGAIN_AFTER))
    } else {
        ctx.now().plus(RETRY)
    };
    alarms::put_off(tx, late.review, next).await?;
    if called {
        let record = Record::of("review.waits-too-long", late.review);
        record.with("lane", late.lane).store(tx, ctx).await?;
    }
    Ok(())
}
