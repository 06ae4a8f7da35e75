//! How many of something each key holds at once, so that nobody holds them all. What is counted, and for whom, is
//! decided elsewhere.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

type Held<K> = Arc<Mutex<HashMap<K, usize>>>;

/// What every key holds. It remembers only keys that hold something.
pub struct Shares<K> {
    most: usize,
    held: Held<K>,
}

impl<K> fmt::Debug for Shares<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shares").finish_non_exhaustive()
    }
}

impl<K: Hash + Eq + Copy> Shares<K> {
    /// So many for each key at once.
    pub fn new(most: usize) -> Self {
        Self {
            most,
            held: Held::default(),
        }
    }

    /// One more for a key, unless it holds as many as it may. It is given back when it is dropped.
    pub fn take(&self, key: K) -> Option<Share<K>> {
        let mut held = lock(&self.held);
        let count = held.get(&key).copied().unwrap_or_default();
        if count >= self.most {
            return None;
        }
        held.insert(key, count.saturating_add(1));
        Some(Share {
            key,
            held: Arc::clone(&self.held),
        })
    }
}

/// One of what a key holds.
pub struct Share<K: Hash + Eq + Copy> {
    key: K,
    held: Held<K>,
}

impl<K: Hash + Eq + Copy> Drop for Share<K> {
    fn drop(&mut self) {
        if let Entry::Occupied(mut entry) = lock(&self.held).entry(self.key) {
            let left = entry.get().saturating_sub(1);
            if left == 0 {
                entry.remove();
            } else {
                entry.insert(left);
            }
        }
    }
}

fn lock<K>(held: &Mutex<HashMap<K, usize>>) -> MutexGuard<'_, HashMap<K, usize>> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_holds_more_than_their_share_and_what_is_given_back_can_be_taken_again() {
        let shares = Shares::new(2);
        let first = shares.take("a");
        let second = shares.take("a");
        assert!(first.is_some() && second.is_some());
        assert!(shares.take("a").is_none());
        assert!(shares.take("b").is_some(), "others have their own");
        drop(first);
        assert!(shares.take("a").is_some());
        drop(second);
        assert!(lock(&shares.held).is_empty(), "nobody is remembered");
    }

    #[test]
    fn where_there_are_no_shares_nobody_is_remembered_either() {
        let shares = Shares::new(0);
        assert!(shares.take("a").is_none());
        assert!(lock(&shares.held).is_empty());
    }
}
