//! Reviews that wait too long for a person: which they are, and when the next alarm about one is due. Nothing here decides anything.

use diesel::prelude::*;
use domain::{ReviewId, Timestamp};
use moderation::Lane;
use moderation::review::Review;

use crate::codes::{Coded as _, review_state as code};
use crate::schema::reviews;
use crate::tx::run;
use crate::types::{At, Key, key};
use crate::{CorruptRow, StorageError, Tx};

/// A review that nobody holds and about which an alarm is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Late {
    /// The review.
    pub review: ReviewId,
    /// How urgent it is.
    pub lane: Lane,
    /// Since when it has been in line.
    pub since: Timestamp,
}

/// Up to `most` waiting reviews about which an alarm is due at `now`, the longest due first.
pub async fn due(tx: &mut Tx, now: Timestamp, most: i64) -> Result<Vec<Late>, StorageError> {
    let rows: Vec<(Key, i16, At)> = run!(
        tx,
        load,
        reviews::table
            .filter(code::is_waiting())
            .filter(reviews::alarm_at.le(At(now)))
            .order((reviews::alarm_at, reviews::id))
            .limit(most)
            .select((reviews::id, reviews::lane, reviews::waiting_since))
    )?;
    let late = |(id, lane, since): (Key, i16, At)| {
        let lane = Lane::from_number(lane).ok_or_else(|| CorruptRow::new("reviews", "lane", id.0));
        Ok(Late {
            review: ReviewId::from_uuid(id.0),
            lane: lane?,
            since: since.0,
        })
    };
    let late: Result<_, CorruptRow> = rows.into_iter().map(late).collect();
    Ok(late?)
}

/// Says when the next alarm about a review is due, should it still wait then.
pub async fn put_off(tx: &mut Tx, review: ReviewId, until: Timestamp) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::update(reviews::table.find(key(review))).set(reviews::alarm_at.eq(At(until)))
    )?;
    Ok(())
}

/// When the first alarm about a review is due.
pub(crate) fn first(review: &Review) -> Timestamp {
    let lane = review.triage.lane;
    review
        .waiting_since
        .plus(moderation::review::alarm_after(lane))
}
