//! How many requests run at once, how many wait, and for how long.
//! Beyond that a request is turned away at once, so that those inside are still answered in time.

use std::time::Duration;

use tokio::sync::{Semaphore, SemaphorePermit};

/// The server has too much to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the server has too much to do, please try again in a moment")]
pub(super) struct Busy;

/// The permission to run, until it is dropped.
pub(super) struct Pass<'a> {
    _place: SemaphorePermit<'a>,
    _turn: SemaphorePermit<'a>,
}

pub(super) struct Gate {
    /// Those who run and those who wait.
    places: Semaphore,
    /// Those who run.
    turns: Semaphore,
    patience: Duration,
}

impl Gate {
    pub(super) fn new(running: usize, waiting: usize, patience: Duration) -> Self {
        let bounded = |count: usize| Semaphore::new(count.min(Semaphore::MAX_PERMITS));
        Self {
            places: bounded(running.saturating_add(waiting)),
            turns: bounded(running),
            patience,
        }
    }

    pub(super) async fn enter(&self) -> Result<Pass<'_>, Busy> {
        let place = self.places.try_acquire().map_err(|_full| Busy)?;
        let turn = tokio::time::timeout(self.patience, self.turns.acquire())
            .await
            .map_err(|_elapsed| Busy)?
            .map_err(|_closed| Busy)?;
        Ok(Pass {
            _place: place,
            _turn: turn,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;

    use futures_util::FutureExt as _;

    use super::*;

    const LONG: Duration = Duration::from_hours(1);

    #[tokio::test]
    async fn who_finds_no_place_is_turned_away_at_once() {
        let gate = Gate::new(1, 1, LONG);
        let inside = gate.enter().await.expect("the first runs");
        let mut waiting = pin!(gate.enter());
        assert!(
            waiting.as_mut().now_or_never().is_none(),
            "the second waits"
        );
        assert!(gate.enter().await.is_err(), "the third is turned away");
        drop(inside);
        assert!(
            waiting.await.is_ok(),
            "the second runs when the first is done"
        );
    }

    #[tokio::test]
    async fn who_waits_too_long_is_turned_away_and_leaves_the_place() {
        let gate = Gate::new(1, 1, Duration::ZERO);
        let inside = gate.enter().await.expect("the first runs");
        for _ in 0..3 {
            assert!(gate.enter().await.is_err());
        }
        drop(inside);
        assert!(gate.enter().await.is_ok());
    }
}
