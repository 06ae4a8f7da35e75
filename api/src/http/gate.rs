//! How many requests run at once, how many wait, and for how long. No address takes more than half of
//! the places, or as many as run where that is more. Beyond that a request is turned away at once, so that those inside are still answered in time.

use std::time::Duration;

use app::shares::{Share, Shares};
use tokio::sync::{Semaphore, SemaphorePermit};

use super::address::AddressKey;

/// The server has too much to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the server has too much to do, please try again in a moment")]
pub(super) struct Busy;

/// The permission to run, until it is dropped.
pub(super) struct Pass<'a> {
    _own: Share<Option<AddressKey>>,
    _place: SemaphorePermit<'a>,
    _turn: SemaphorePermit<'a>,
}

pub(super) struct Gate {
    /// Those who run and those who wait.
    places: Semaphore,
    /// Those of each address; those whose address is not known share.
    each: Shares<Option<AddressKey>>,
    /// Those who run.
    turns: Semaphore,
    patience: Duration,
}

impl Gate {
    pub(super) fn new(running: usize, waiting: usize, patience: Duration) -> Self {
        let bounded = |count: usize| Semaphore::new(count.min(Semaphore::MAX_PERMITS));
        let places = running.saturating_add(waiting);
        Self {
            places: bounded(places),
            each: Shares::new(places.div_ceil(2).max(running)),
            turns: bounded(running),
            patience,
        }
    }

    pub(super) async fn enter(&self, caller: Option<AddressKey>) -> Result<Pass<'_>, Busy> {
        let own = self.each.take(caller).ok_or(Busy)?;
        let place = self.places.try_acquire().map_err(|_full| Busy)?;
        let turn = tokio::time::timeout(self.patience, self.turns.acquire())
            .await
            .map_err(|_elapsed| Busy)?
            .map_err(|_closed| Busy)?;
        Ok(Pass {
            _own: own,
            _place: place,
            _turn: turn,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;
    use std::pin::pin;

    use futures_util::FutureExt as _;

    use super::*;

    const LONG: Duration = Duration::from_hours(1);

    fn caller(number: u8) -> AddressKey {
        AddressKey::of(IpAddr::from([192, 0, 2, number]))
    }

    #[tokio::test]
    async fn who_finds_no_place_is_turned_away_at_once() {
        let gate = Gate::new(1, 1, LONG);
        let inside = gate.enter(Some(caller(1))).await.expect("the first runs");
        let mut waiting = pin!(gate.enter(Some(caller(2))));
        assert!(
            waiting.as_mut().now_or_never().is_none(),
            "the second waits"
        );
        assert!(
            gate.enter(Some(caller(3))).await.is_err(),
            "the third is turned away"
        );
        drop(inside);
        assert!(
            waiting.await.is_ok(),
            "the second runs when the first is done"
        );
    }

    #[tokio::test]
    async fn no_address_takes_more_than_half_of_the_places() {
        let gate = Gate::new(2, 2, LONG);
        let first = gate.enter(Some(caller(1))).await.expect("runs");
        let second = gate.enter(Some(caller(1))).await.expect("runs");
        assert!(gate.enter(Some(caller(1))).await.is_err());
        let mut other = pin!(gate.enter(Some(caller(2))));
        assert!(other.as_mut().now_or_never().is_none(), "another one waits");
        drop(first);
        assert!(other.await.is_ok());
        drop(second);
        assert!(
            gate.enter(Some(caller(1))).await.is_ok(),
            "what is over counts no more"
        );
    }

    #[tokio::test]
    async fn who_waits_too_long_is_turned_away_and_leaves_the_place() {
        let gate = Gate::new(1, 1, Duration::ZERO);
        let inside = gate.enter(Some(caller(1))).await.expect("the first runs");
        for number in 2..5 {
            assert!(gate.enter(Some(caller(number))).await.is_err());
        }
        drop(inside);
        assert!(gate.enter(Some(caller(2))).await.is_ok());
    }
}
