//! How often something may be done: budgets that come back by themselves, each under a key, for a bounded number of
//! keys. Whose budget it is and what it costs is decided elsewhere; there is no clock here.
//!
//! A bucket is one moment: when it will be full again (the generic cell rate algorithm). A full bucket is the same as
//! none, so it is forgotten, and with it whom it was of. Keys fall into small sets. A new key in a set in which nobody's
//! bucket is full takes the place of the one that is nearest to it, *and its debt*. So forgetting gives nobody a fresh
//! budget: however many keys there are, no key ever gets more than its own, and whoever wants to wipe out a debt has to
//! run up a greater one in every place of its set.

use std::hash::{BuildHasher as _, Hash, RandomState};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// The places of one set: few enough to look at all of them.
const PLACES: usize = 16;

/// How much may be used at once, and how fast it comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    burst: u32,
    one_each: Duration,
}

impl Budget {
    /// `burst` units at once; after that one each `one_each`, which is at least a nanosecond.
    pub const fn new(burst: u32, one_each: Duration) -> Self {
        let shortest = Duration::from_nanos(1);
        let is_too_short = one_each.is_zero();
        Self {
            burst,
            one_each: if is_too_short { shortest } else { one_each },
        }
    }

    /// `burst` units at once; after that so many a second, at least one.
    pub fn per_second(burst: u32, units: u32) -> Self {
        let one_each = Duration::from_secs(1).checked_div(units.max(1));
        Self::new(burst, one_each.unwrap_or_default())
    }

    /// The most units that can be used at once.
    pub const fn burst(self) -> u32 {
        self.burst
    }

    /// How long `units` take to come back.
    const fn time_of(self, units: u32) -> Duration {
        self.one_each.saturating_mul(units)
    }

    /// The units that are left in a bucket that is full again in `debt`.
    fn left(self, debt: Duration) -> u32 {
        let left = self.time_of(self.burst).saturating_sub(debt);
        let units = left
            .as_nanos()
            .checked_div(self.one_each.as_nanos())
            .unwrap_or_default();
        u32::try_from(units).unwrap_or(u32::MAX)
    }
}

/// Something was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowed {
    /// Units that can be used at once.
    pub remaining: u32,
}

/// There is not enough left. Nothing was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the budget is used up")]
pub struct Exceeded {
    /// When there will be enough, if nothing else is taken; for what never fits, when the bucket is full.
    pub retry_after: Duration,
    /// Units that can be used at once.
    pub remaining: u32,
}

/// A bucket that is not full.
struct Bucket<K> {
    key: K,
    /// Since the same moment as every `now`.
    full_at: Duration,
}

/// The buckets of every key. Each `now` is the time since one moment that never changes; it may be a little behind
/// another thread's.
pub struct Buckets<K> {
    /// Every set but one.
    others: Box<[Set<K>]>,
    last: Set<K>,
    hasher: RandomState,
}

type Set<K> = Mutex<Vec<Bucket<K>>>;

impl<K> std::fmt::Debug for Buckets<K> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Buckets").finish_non_exhaustive()
    }
}

impl<K: Hash + Eq> Buckets<K> {
    /// Room for about `keys` keys whose buckets are not full, in sets of sixteen.
    pub fn new(keys: usize) -> Self {
        let others = keys.div_ceil(PLACES).saturating_sub(1);
        Self {
            others: std::iter::repeat_with(Set::default).take(others).collect(),
            last: Set::default(),
            hasher: RandomState::new(),
        }
    }

    /// Takes `cost` units, or nothing if they are not there. What costs more than the burst is always refused.
    pub fn take(
        &self,
        key: K,
        budget: Budget,
        cost: u32,
        now: Duration,
    ) -> Result<Allowed, Exceeded> {
        let mut set = self.set(&key);
        set.retain(|bucket| bucket.full_at > now);
        let place = place(&set, &key);
        let debt = place
            .and_then(|place| set.get(place))
            .map_or_else(Duration::default, |bucket| {
                bucket.full_at.saturating_sub(now)
            });
        let owed = debt.saturating_add(budget.time_of(cost));
        let most = budget.time_of(budget.burst);
        if owed > most {
            let is_too_much = cost > budget.burst;
            return Err(Exceeded {
                retry_after: if is_too_much {
                    debt
                } else {
                    owed.saturating_sub(most)
                },
                remaining: budget.left(debt),
            });
        }
        if cost > 0 {
            let full_at = now.saturating_add(owed);
            let bucket = Bucket { key, full_at };
            match place.and_then(|place| set.get_mut(place)) {
                Some(taken) => *taken = bucket,
                None => set.push(bucket),
            }
        }
        Ok(Allowed {
            remaining: budget.left(owed),
        })
    }

    /// Gives `cost` units back that were taken and not used.
    pub fn give_back(&self, key: &K, budget: Budget, cost: u32) {
        let mut set = self.set(key);
        if let Some(bucket) = set.iter_mut().find(|bucket| bucket.key == *key) {
            bucket.full_at = bucket.full_at.saturating_sub(budget.time_of(cost));
        }
    }

    /// The set that a key falls into; nobody outside can tell which.
    fn set(&self, key: &K) -> MutexGuard<'_, Vec<Bucket<K>>> {
        let hash = self.hasher.hash_one(key);
        let count = u64::try_from(self.others.len()).unwrap_or(u64::MAX);
        let index = hash % count.saturating_add(1);
        usize::try_from(index)
            .ok()
            .and_then(|index| self.others.get(index))
            .unwrap_or(&self.last)
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Keys that are remembered.
    #[cfg(test)]
    fn len(&self) -> usize {
        let sets = self.others.iter().chain([&self.last]);
        sets.map(|set| set.lock().unwrap().len()).sum()
    }
}

/// Where the key's bucket is, or in a set without a free place the one that it takes over.
fn place<K: Eq>(set: &[Bucket<K>], key: &K) -> Option<usize> {
    let own = set.iter().position(|bucket| bucket.key == *key);
    own.or_else(|| {
        let is_crowded = set.len() >= PLACES;
        let nearest = || set.iter().enumerate().min_by_key(|(_, b)| b.full_at);
        is_crowded.then(nearest)?.map(|(place, _)| place)
    })
}

#[cfg(test)]
mod tests;
