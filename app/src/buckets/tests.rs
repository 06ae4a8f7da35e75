//! What a budget allows, what forgetting does not give away, and how much is remembered.

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

const SECOND: Duration = Duration::from_secs(1);

/// Ten at once, then one a second.
const TEN: Budget = Budget::new(10, SECOND);

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(1_000 + seconds)
}

#[test]
fn a_budget_is_used_up_and_comes_back_unit_by_unit() {
    let buckets = Buckets::new(100);
    let take = |cost, at| buckets.take("ana", TEN, cost, seconds(at));
    assert_eq!(take(4, 0), Ok(Allowed { remaining: 6 }));
    assert_eq!(take(6, 0), Ok(Allowed { remaining: 0 }));
    let wait = |seconds, remaining| {
        Err(Exceeded {
            retry_after: SECOND * seconds,
            remaining,
        })
    };
    assert_eq!(take(1, 0), wait(1, 0));
    assert_eq!(take(5, 3), wait(2, 3));
    assert_eq!(take(3, 3), Ok(Allowed { remaining: 0 }));
    assert_eq!(take(10, 13), Ok(Allowed { remaining: 0 }));
}

#[test]
fn a_refusal_takes_nothing() {
    let buckets = Buckets::new(100);
    let take = |cost| buckets.take("ana", TEN, cost, seconds(0));
    assert!(take(8).is_ok());
    for _ in 0..50 {
        assert!(take(3).is_err());
    }
    assert_eq!(take(2), Ok(Allowed { remaining: 0 }));
}

#[test]
fn what_costs_more_than_fits_is_refused_however_full_the_bucket_is() {
    let buckets = Buckets::new(100);
    let never = Err(Exceeded {
        retry_after: Duration::ZERO,
        remaining: 10,
    });
    assert_eq!(buckets.take("ana", TEN, 11, seconds(0)), never);
    assert_eq!(buckets.take("ana", TEN, u32::MAX, seconds(0)), never);
    assert_eq!(
        buckets.len(),
        0,
        "who was refused at once is not remembered"
    );
}

#[test]
fn nobody_pays_for_somebody_else_while_there_is_room() {
    let buckets = Buckets::new(1_600);
    for key in 0..200 {
        let took = buckets.take(key, TEN, 10, seconds(0));
        assert_eq!(took, Ok(Allowed { remaining: 0 }), "{key}");
    }
}

#[test]
fn what_is_given_back_can_be_taken_again_and_no_more() {
    let buckets = Buckets::new(100);
    let take = |cost| buckets.take("ana", TEN, cost, seconds(0));
    assert!(take(10).is_ok());
    buckets.give_back(&"ana", TEN, 4);
    buckets.give_back(&"somebody else", TEN, 4);
    assert!(take(5).is_err());
    assert_eq!(take(4), Ok(Allowed { remaining: 0 }));
    buckets.give_back(&"ana", TEN, u32::MAX);
    assert_eq!(take(10), Ok(Allowed { remaining: 0 }));
}

#[test]
fn whose_bucket_is_full_again_is_forgotten() {
    let buckets = Buckets::new(1);
    for key in 0..10 {
        assert!(buckets.take(key, TEN, 1, seconds(0)).is_ok());
    }
    assert_eq!(buckets.len(), 10);
    assert!(buckets.take(99, TEN, 1, seconds(1)).is_ok());
    assert_eq!(buckets.len(), 1);
}

#[test]
fn a_flood_of_new_keys_neither_grows_the_memory_nor_resets_who_used_up_theirs() {
    let buckets = Buckets::new(160);
    assert!(buckets.take(0, TEN, 10, seconds(0)).is_ok());
    let flood = (1..50_000).filter(|key| buckets.take(*key, TEN, 1, seconds(0)).is_ok());
    assert!(flood.count() > 160);
    assert!(buckets.len() <= 160);
    assert!(buckets.take(0, TEN, 1, seconds(0)).is_err());
}

#[test]
fn a_budget_has_bounds_that_can_be_computed_with() {
    let greatest = Budget::new(u32::MAX, Duration::MAX);
    let buckets = Buckets::new(0);
    assert!(buckets.take(1, greatest, u32::MAX, Duration::MAX).is_ok());
    let fastest = Budget::per_second(5, u32::MAX);
    assert_eq!(fastest, Budget::new(5, Duration::ZERO));
    assert_eq!(Budget::per_second(5, 0), Budget::new(5, SECOND));
    assert_eq!(
        buckets.take(2, Budget::new(0, SECOND), 0, Duration::ZERO),
        Ok(Allowed { remaining: 0 })
    );
}

proptest! {
    /// The promise at the top of the file. Far more keys than places, and every one of them greedy.
    #[test]
    fn no_key_ever_gets_more_than_its_own_budget(
        takes in vec((0_u8..60, 1_u32..8, 0_u64..3), 1..600)
    ) {
        let buckets = Buckets::new(16);
        let mut now = 0;
        let mut granted = [0_u64; 60];
        for (key, cost, later) in takes {
            now += later;
            if buckets.take(key, TEN, cost, seconds(now)).is_ok() {
                granted[usize::from(key)] += u64::from(cost);
            }
            prop_assert!(granted.iter().all(|units| *units <= 10 + now));
            prop_assert!(buckets.len() <= 16);
        }
    }
}
