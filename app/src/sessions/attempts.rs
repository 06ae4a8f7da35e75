//! How often somebody may try to sign in. Nothing is stored and nobody is locked out: budgets come back by
//! themselves, and those who guess from elsewhere do not use up the budget of whoever signs in from the usual place.
//!
//! An attempt takes from its budgets before anything is looked up or hashed, whether or not there is such a login, and
//! gives back what it took if it succeeds. So many at once gain nothing, and a class that signs in together loses
//! nothing.

mod familiar;
#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use chrono::TimeDelta;
use domain::Timestamp;
use domain::text::Login;
use sha2::{Digest as _, Sha256};

use crate::buckets::{Buckets, Budget, Exceeded};
use familiar::Familiar;

/// For one login from one address. Ten tries: more than anybody needs who knows the passphrase and types badly. One a
/// minute then is 1,440 guesses a day against passphrases of ten characters and more.
const FOR_LOGIN_AND_ADDRESS: Budget = Budget::new(10, Duration::from_mins(1));
/// For all logins from one address. Sixty: two classes behind the address of their school, each of whom errs once.
/// One each two seconds then, also for whoever tries one passphrase on every login.
const FOR_ADDRESS: Budget = Budget::new(60, Duration::from_secs(2));
/// For one login from all addresses where nobody signed in to it lately. Three hundred: more than a person who moves
/// about; one each ten seconds then, however many addresses guess.
const FOR_LOGIN: Budget = Budget::new(300, Duration::from_secs(10));
/// The keys of each kind that are remembered, a few megabytes. Hashing is too slow to have as many under way.
const MOST_KEYS: usize = 100_000;

/// Where an attempt to sign in comes from, or a reader's comment, as the limits count it. It does not print: an address is about a person.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct AttemptKey([u8; 16]);

impl AttemptKey {
    /// Stands for everybody whose address is not known.
    pub(crate) const UNKNOWN: Self = Self([0; 16]);

    /// The key of an address, or of the network that counts as one.
    pub fn of(address: &[u8]) -> Self {
        Self(half_hash(address))
    }
}

impl fmt::Debug for AttemptKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AttemptKey(..)")
    }
}

/// A login, whether or not anybody has it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct LoginKey([u8; 16]);

impl LoginKey {
    /// All spellings of one login are one; what can't be a login counts as it was given.
    fn of(given: &str) -> Self {
        Login::parse(given).map_or_else(
            |_no_login| Self(half_hash(given.as_bytes())),
            |login| Self(half_hash(login.as_str().as_bytes())),
        )
    }
}

/// The first half of a SHA-256.
fn half_hash(bytes: &[u8]) -> [u8; 16] {
    let hash = Sha256::digest(bytes);
    hash.first_chunk().copied().unwrap_or_default()
}

/// An attempt that was let through. Dropping it leaves what it took used up.
#[derive(Clone, Copy)]
pub(super) struct Attempt {
    login: LoginKey,
    from: AttemptKey,
    is_usual_place: bool,
}

/// How attempts ended since the process began.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AttemptCounts {
    /// The login or the passphrase was wrong.
    pub failed: u64,
    /// There were too many before.
    pub refused: u64,
}

/// The attempts of one process.
pub(crate) struct Attempts {
    by_login_and_address: Buckets<(LoginKey, AttemptKey)>,
    by_address: Buckets<AttemptKey>,
    by_login: Buckets<LoginKey>,
    familiar: Mutex<Familiar>,
    failed: AtomicU64,
    refused: AtomicU64,
}

impl Default for Attempts {
    fn default() -> Self {
        Self {
            by_login_and_address: Buckets::new(MOST_KEYS),
            by_address: Buckets::new(MOST_KEYS),
            by_login: Buckets::new(MOST_KEYS),
            familiar: Mutex::default(),
            failed: AtomicU64::new(0),
            refused: AtomicU64::new(0),
        }
    }
}

impl Attempts {
    /// Lets an attempt through, or says at which full second to try again.
    pub(super) fn begin(
        &self,
        login: &str,
        from: Option<AttemptKey>,
        now: Timestamp,
    ) -> Result<Attempt, Timestamp> {
        let login = LoginKey::of(login);
        let from = from.unwrap_or(AttemptKey::UNKNOWN);
        let attempt = Attempt {
            login,
            from,
            is_usual_place: self.familiar().knows(login, from, now),
        };
        self.take(&attempt, since_epoch(now)).map_err(|exceeded| {
            self.refused.fetch_add(1, Ordering::Relaxed);
            full_second_after(now, exceeded.retry_after)
        })?;
        Ok(attempt)
    }

    /// Takes one from each budget, or nothing. At a usual place of a login only its own tries there count: a classmate
    /// who guesses at everybody's login behind the same address keeps nobody out.
    fn take(&self, attempt: &Attempt, now: Duration) -> Result<(), Exceeded> {
        let Attempt { login, from, .. } = *attempt;
        let pair = (login, from);
        self.by_login_and_address
            .take(pair, FOR_LOGIN_AND_ADDRESS, 1, now)?;
        if attempt.is_usual_place {
            return Ok(());
        }
        if let Err(exceeded) = self.by_address.take(from, FOR_ADDRESS, 1, now) {
            self.by_login_and_address
                .give_back(&pair, FOR_LOGIN_AND_ADDRESS, 1);
            return Err(exceeded);
        }
        if let Err(exceeded) = self.by_login.take(login, FOR_LOGIN, 1, now) {
            self.by_login_and_address
                .give_back(&pair, FOR_LOGIN_AND_ADDRESS, 1);
            self.by_address.give_back(&from, FOR_ADDRESS, 1);
            return Err(exceeded);
        }
        Ok(())
    }

    /// The attempt succeeded: it costs nothing, and its address is a usual one of this login from now on.
    pub(super) fn succeeded(&self, attempt: &Attempt, now: Timestamp) {
        self.give_back(attempt);
        if attempt.from != AttemptKey::UNKNOWN {
            self.familiar().remember(attempt.login, attempt.from, now);
        }
    }

    /// The login or the passphrase was wrong.
    pub(super) fn failed(&self) {
        self.failed.fetch_add(1, Ordering::Relaxed);
    }

    /// Nobody found out whether it was right.
    pub(super) fn give_back(&self, attempt: &Attempt) {
        let Attempt { login, from, .. } = *attempt;
        self.by_login_and_address
            .give_back(&(login, from), FOR_LOGIN_AND_ADDRESS, 1);
        if !attempt.is_usual_place {
            self.by_address.give_back(&from, FOR_ADDRESS, 1);
            self.by_login.give_back(&login, FOR_LOGIN, 1);
        }
    }

    pub(super) fn counts(&self) -> AttemptCounts {
        AttemptCounts {
            failed: self.failed.load(Ordering::Relaxed),
            refused: self.refused.load(Ordering::Relaxed),
        }
    }

    fn familiar(&self) -> std::sync::MutexGuard<'_, Familiar> {
        self.familiar.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A moment as budgets count it.
pub(crate) fn since_epoch(now: Timestamp) -> Duration {
    Duration::from_micros(u64::try_from(now.as_micros()).unwrap_or(0))
}

/// Clients are told moments in full seconds; a moment too early would be refused again.
pub(crate) fn full_second_after(now: Timestamp, wait: Duration) -> Timestamp {
    let exact = TimeDelta::from_std(wait).map_or(now, |wait| now.plus(wait));
    let seconds = exact.plus(TimeDelta::microseconds(999_999)).as_micros() / 1_000_000;
    Timestamp::from_micros(seconds.saturating_mul(1_000_000)).unwrap_or(exact)
}
