//! Who checks drafts so often that it looks like a search for what screening does not see. Nobody is refused anything, and nothing is
//! stored: what they submit next is read sooner, with a finding that says why. Each process counts by itself.

use std::time::Duration;

use domain::{AccountId, Timestamp};

use crate::buckets::{Buckets, Budget};

/// Forty checks at once, and one more each three minutes: who writes and looks does not come near it.
const BUDGET: Budget = Budget::new(40, Duration::from_mins(3));
/// With fewer left than this it looks like a search. It looks like one for half an hour after the last check.
const FEW: u32 = 10;
/// The accounts that are remembered.
const MOST_ACCOUNTS: usize = 10_000;

/// How often people check.
#[derive(Debug)]
pub(crate) struct Checks(Buckets<AccountId>);

impl Default for Checks {
    fn default() -> Self {
        Self(Buckets::new(MOST_ACCOUNTS))
    }
}

impl Checks {
    /// Somebody checks a draft.
    pub(crate) fn count(&self, by: AccountId, at: Timestamp) {
        if self.0.take(by, BUDGET, 1, since_epoch(at)).is_err() {
            tracing::info!(account.id = %by, "somebody checks drafts very often");
        }
    }

    /// Whether somebody checked so often lately that it looks like a search.
    pub(crate) fn look_like_a_search(&self, by: AccountId, at: Timestamp) -> bool {
        let left = self.0.take(by, BUDGET, 0, since_epoch(at));
        left.map_or(true, |left| left.remaining < FEW)
    }
}

fn since_epoch(at: Timestamp) -> Duration {
    Duration::from_micros(u64::try_from(at.as_micros()).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn many_checks_look_like_a_search_for_half_an_hour_and_only_of_who_made_them() {
        let (checks, at) = (Checks::default(), Timestamp::default());
        let [mia, leo] = [1, 2].map(|number| AccountId::from_uuid(Uuid::from_u128(number)));
        for _ in 0..30 {
            checks.count(mia, at);
        }
        assert!(!checks.look_like_a_search(mia, at));
        for _ in 0..20 {
            checks.count(mia, at);
        }
        let later = |minutes| at.plus(TimeDelta::minutes(minutes));
        let looks = [0, 29, 31].map(|minutes| checks.look_like_a_search(mia, later(minutes)));
        assert_eq!(looks, [true, true, false]);
        assert!(!checks.look_like_a_search(leo, at));
    }
}
