//! How many comments readers send from one address. Nothing of it is stored.

use std::time::Duration;

use domain::Timestamp;

use crate::buckets::{Buckets, Budget};
use crate::sessions::{AttemptKey, full_second_after, since_epoch};

/// Twenty: most of a class behind the address of its school. One each ten minutes then, so that one person does not take all the places in which readers' comments wait.
const FOR_ADDRESS: Budget = Budget::new(20, Duration::from_mins(10));
/// The addresses that are remembered, a few hundred kilobytes.
const MOST_KEYS: usize = 10_000;

/// The comments of readers that one process took.
pub(crate) struct Pace(Buckets<AttemptKey>);

impl Default for Pace {
    fn default() -> Self {
        Self(Buckets::new(MOST_KEYS))
    }
}

impl Pace {
    /// Counts one more that is worth reading from an address, or says at which full second to try again. It counts also where nothing is sent in the end.
    pub(super) fn count(&self, from: AttemptKey, now: Timestamp) -> Result<(), Timestamp> {
        let taken = self.0.take(from, FOR_ADDRESS, 1, since_epoch(now));
        taken
            .map(drop)
            .map_err(|exceeded| full_second_after(now, exceeded.retry_after))
    }
}
