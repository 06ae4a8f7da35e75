//! Reviews that wait too long for a person: which they are, and when the next alarm about them is due. Nothing here decides anything.

use diesel::prelude::*;
use domain::{ReviewId, Timestamp};
use moderation::Lane;
use moderation::review::{Review, alarm_after};

use crate::codes::{Coded as _, review_state as code};
use crate::schema::reviews;
use crate::tx::run;
use crate::types::{At, Key, keys};
use crate::{StorageError, Tx};

/// What an alarm is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alarm {
    /// Texts that may tell of danger, and what was handed to the safeguarding leads.
    Danger,
    /// All others.
    Late,
}

/// Up to `most` reviews that nobody holds and about which an alarm is due at `now`, the longest due first.
pub async fn due(
    tx: &mut Tx,
    alarm: Alarm,
    now: Timestamp,
    most: i64,
) -> Result<Vec<ReviewId>, StorageError> {
    let is_danger = reviews::lane
        .eq(Lane::P0.number())
        .or(reviews::escalated.eq(1));
    let ids: Vec<Key> = run!(
        tx,
        load,
        reviews::table
            .filter(code::is_waiting())
            .filter(reviews::asked_at.is_null())
            .filter(reviews::alarm_at.le(At(now)))
            .filter(is_danger.eq(alarm == Alarm::Danger))
            .order((reviews::alarm_at, reviews::id))
            .limit(most)
            .select(reviews::id)
    )?;
    Ok(ids
        .into_iter()
        .map(|id| ReviewId::from_uuid(id.0))
        .collect())
}

/// Puts off the alarms about some reviews that are due at `now` until `until`. Tells how many were: whoever puts one off raises it, so that
/// of many processes one does.
pub async fn put_off(
    tx: &mut Tx,
    late: &[ReviewId],
    now: Timestamp,
    until: Timestamp,
) -> Result<usize, StorageError> {
    let changed = run!(
        tx,
        execute,
        diesel::update(
            reviews::table
                .filter(reviews::id.eq_any(keys(late)))
                .filter(code::is_waiting())
                .filter(reviews::asked_at.is_null())
                .filter(reviews::alarm_at.le(At(now)))
        )
        .set(reviews::alarm_at.eq(At(until)))
    )?;
    Ok(changed)
}

/// When the first alarm about a review is due.
pub(crate) fn first(review: &Review) -> Timestamp {
    let lane = review.triage.lane;
    review.waiting_since.plus(alarm_after(lane))
}
