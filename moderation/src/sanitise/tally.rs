//! Counts what sanitising takes out.

use std::collections::BTreeMap;

use super::{Removed, RemovedKind};

/// How often each kind was taken out.
#[derive(Debug, Default)]
pub(super) struct Tally(BTreeMap<RemovedKind, usize>);

impl Tally {
    /// Counts one.
    pub(super) fn add(&mut self, kind: RemovedKind) {
        self.add_many(kind, 1);
    }

    /// Counts some; none leaves no trace.
    pub(super) fn add_many(&mut self, kind: RemovedKind, count: usize) {
        if count > 0 {
            let counted = self.0.entry(kind).or_default();
            *counted = counted.saturating_add(count);
        }
    }

    /// All counts, each kind once.
    pub(super) fn into_removed(self) -> Vec<Removed> {
        self.0
            .into_iter()
            .map(|(kind, count)| Removed { kind, count })
            .collect()
    }
}
