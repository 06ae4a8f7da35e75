//! Where time, ids and randomness come from. The only place that reads the system's clock and random source.

use std::sync::atomic::{AtomicI64, Ordering};

use chrono::TimeDelta;
use domain::Timestamp;
use rand::Rng as _;
use uuid::Uuid;

/// Tells the time.
pub trait Clock: Send + Sync + 'static {
    /// The present moment.
    fn now(&self) -> Timestamp;
}

/// The system's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one clock of the process; everybody else takes `now` from Ctx"
    )]
    fn now(&self) -> Timestamp {
        Timestamp::new(chrono::Utc::now())
    }
}

/// A clock that moves when it is told to: for tests, and for the demo that lives through months in seconds.
#[derive(Debug)]
pub struct ManualClock(AtomicI64);

impl ManualClock {
    /// A clock that stands at `at`.
    pub fn new(at: Timestamp) -> Self {
        Self(AtomicI64::new(at.as_micros()))
    }

    /// Moves the clock on.
    pub fn advance(&self, span: TimeDelta) {
        let micros = span.num_microseconds().unwrap_or(i64::MAX);
        self.0.fetch_add(micros, Ordering::SeqCst);
    }

    /// Puts the clock to `at`.
    pub fn set(&self, at: Timestamp) {
        self.0.store(at.as_micros(), Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        // A moment outside the calendar can't be set; the epoch stands in for it.
        Timestamp::from_micros(self.0.load(Ordering::SeqCst)).unwrap_or_default()
    }
}

/// `N` bytes of the process' cryptographic random source.
#[expect(
    clippy::disallowed_methods,
    reason = "the one random source of the process"
)]
pub(crate) fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0_u8; N];
    rand::rng().fill_bytes(&mut bytes);
    bytes
}

/// A new time-ordered id (UUID version 7, RFC 9562) for the moment `now`.
pub(crate) fn new_id(now: Timestamp) -> Uuid {
    let millis = u64::try_from(now.as_utc().timestamp_millis()).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &random_bytes()).into_uuid()
}

/// The moment for which [`new_id`] made an id, to the millisecond.
pub(crate) fn begun_at(id: Uuid) -> Option<Timestamp> {
    let (seconds, nanos) = id.get_timestamp()?.to_unix();
    let micros = i64::try_from(seconds).ok()?.checked_mul(1_000_000)?;
    Timestamp::from_micros(micros.checked_add(i64::from(nanos / 1_000))?)
}

/// A random value that tells nothing about time (UUID version 4, RFC 9562).
pub(crate) fn random_uuid() -> Uuid {
    uuid::Builder::from_random_bytes(random_bytes()).into_uuid()
}

/// Letters that are not mistaken for one another, for words that people read and type.
const READABLE: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// A random word of `N` characters, five bits each.
pub(crate) fn random_word<const N: usize>() -> String {
    readable(random_bytes::<N>())
}

/// A letter or digit for each byte.
pub(crate) fn readable(bytes: impl IntoIterator<Item = u8>) -> String {
    bytes
        .into_iter()
        .filter_map(|byte| READABLE.get(usize::from(byte % 32)))
        .map(|letter| char::from(*letter))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_a_later_moment_sort_later_and_none_repeats() {
        let clock = ManualClock::new(Timestamp::from_micros(1_790_000_000_000_000).unwrap());
        let early = new_id(clock.now());
        clock.advance(TimeDelta::milliseconds(1));
        let late = new_id(clock.now());
        assert!(early < late);
        assert_ne!(new_id(clock.now()), late);
        assert_eq!(late.get_version_num(), 7);
        assert_eq!(begun_at(late), Some(clock.now()));
        assert_eq!(begun_at(random_uuid()), None);
    }

    #[test]
    fn random_words_have_the_length_that_was_asked_for() {
        assert_eq!(random_word::<6>().len(), 6);
        assert_ne!(random_word::<20>(), random_word::<20>());
    }
}
