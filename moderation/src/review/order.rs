//! The order of the queue as one key that never changes while an item waits, so that an index can keep it and no
//! clock has to run.

use chrono::TimeDelta;
use domain::Timestamp;

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

/// The key by which the queue is sorted, smallest first: lanes in order, inside a lane oldest first, and waiting
/// lifts an item past fresher ones of the lanes above, except P0, which nothing overtakes.
pub fn queue_key(lane: Lane, waiting_since: Timestamp) -> Timestamp {
    waiting_since.plus(patience(lane))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hours: i64) -> Timestamp {
        Timestamp::from_micros(1_700_000_000_000_000)
            .unwrap()
            .plus(TimeDelta::hours(hours))
    }

    #[test]
    fn lanes_come_in_order_and_older_items_first_inside_a_lane() {
        let lanes = [Lane::P0, Lane::P1, Lane::P2, Lane::P3, Lane::P4, Lane::P5];
        for pair in lanes.windows(2) {
            assert!(
                queue_key(pair[0], at(0)) < queue_key(pair[1], at(0)),
                "{pair:?}"
            );
        }
        for lane in lanes {
            assert!(queue_key(lane, at(0)) < queue_key(lane, at(1)), "{lane:?}");
        }
    }

    #[test]
    fn waiting_lifts_an_item_but_never_past_danger() {
        assert!(queue_key(Lane::P5, at(0)) < queue_key(Lane::P2, at(41)));
        assert!(queue_key(Lane::P2, at(39)) < queue_key(Lane::P5, at(0)));
        assert!(queue_key(Lane::P0, at(24 * 365)) < queue_key(Lane::P1, at(0)));
    }
}
