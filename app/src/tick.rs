//! When to do something again, until the process stops. What is done is for those who do it.

use std::time::Duration;

use tokio::time::{Interval, MissedTickBehavior};
use tokio_util::sync::CancellationToken;

/// Moments at which something is done again.
pub(crate) struct Ticks<'a> {
    interval: Interval,
    stop: &'a CancellationToken,
}

impl<'a> Ticks<'a> {
    /// The first moment is now. What takes longer than the time between two delays the next.
    pub(crate) fn every(between: Duration, stop: &'a CancellationToken) -> Self {
        let mut interval = tokio::time::interval(between);
        interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self { interval, stop }
    }

    /// Waits for the next moment; false when there is none, for the process stops.
    pub(crate) async fn next(&mut self) -> bool {
        let tick = self.stop.run_until_cancelled(self.interval.tick());
        tick.await.is_some()
    }
}
