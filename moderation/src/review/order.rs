//! The order of the queue as one key that never changes while an item waits, so that an index can keep it and no
//! clock has to run.

use chrono::TimeDelta;
use domain::Timestamp;

use super::Triage;
use crate::lane::Lane;

/// How long an item of the lane may wait before it counts as late as a fresh item of the lane above.
/// The figures are the product's policy, not the law's.
const fn patience(lane: Lane) -> TimeDelta {
    match lane {
        // before everything else, whatever waits
        Lane::P0 => TimeDelta::days(-36_500),
        Lane::P1 => TimeDelta::hours(1),
        Lane::P2 => TimeDelta::hours(8),
        Lane::P3 => TimeDelta::hours(24),
        Lane::P4 => TimeDelta::hours(36),
        Lane::P5 => TimeDelta::hours(48),
    }
}

/// How much earlier in line an item is for each point of its score: the surest come up to 50 minutes before others of their lane, which is
/// less than any lane waits.
const A_POINT: TimeDelta = TimeDelta::seconds(30);

/// The key by which the queue is sorted, smallest first: lanes in order; inside a lane the oldest first, with a start for the surest; and
/// waiting lifts an item past fresher ones of the lanes above, except P0, which nothing overtakes.
pub fn queue_key(triage: Triage, waiting_since: Timestamp) -> Timestamp {
    let start = A_POINT * i32::from(triage.score);
    waiting_since.plus(patience(triage.lane) - start)
}

/// How long an item may wait before an alarm is raised, and again after each alarm. An alarm calls for people and decides nothing.
/// 48 hours, and an hour where there may be danger; the product's policy, not the law's.
pub const fn alarm_after(lane: Lane) -> TimeDelta {
    match lane {
        Lane::P0 => TimeDelta::hours(1),
        Lane::P1 | Lane::P2 | Lane::P3 | Lane::P4 | Lane::P5 => TimeDelta::hours(48),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hours: i64) -> Timestamp {
        Timestamp::from_micros(1_700_000_000_000_000)
            .unwrap()
            .plus(TimeDelta::hours(hours))
    }

    fn key(lane: Lane, hours: i64) -> Timestamp {
        queue_key(Triage::in_lane(lane), at(hours))
    }

    #[test]
    fn lanes_come_in_order_and_older_items_first_inside_a_lane() {
        let lanes = [Lane::P0, Lane::P1, Lane::P2, Lane::P3, Lane::P4, Lane::P5];
        for pair in lanes.windows(2) {
            assert!(key(pair[0], 0) < key(pair[1], 0), "{pair:?}");
        }
        for lane in lanes {
            assert!(key(lane, 0) < key(lane, 1), "{lane:?}");
        }
    }

    #[test]
    fn waiting_lifts_an_item_but_never_past_danger() {
        assert!(key(Lane::P5, 0) < key(Lane::P2, 41));
        assert!(key(Lane::P2, 39) < key(Lane::P5, 0));
        assert!(key(Lane::P0, 24 * 365) < key(Lane::P1, 0));
    }

    #[test]
    fn a_surer_item_comes_first_in_its_lane_and_never_before_the_lane_above() {
        let sure = |lane| Triage {
            score: 100,
            ..Triage::in_lane(lane)
        };
        for lane in Lane::ALL {
            assert!(queue_key(sure(lane), at(0)) < key(lane, 0), "{lane:?}");
            assert!(key(lane, 0) < queue_key(sure(lane), at(1)), "{lane:?}");
        }
        for pair in Lane::ALL.windows(2) {
            assert!(
                key(pair[0], 0) < queue_key(sure(pair[1]), at(0)),
                "{pair:?}"
            );
        }
    }
}
