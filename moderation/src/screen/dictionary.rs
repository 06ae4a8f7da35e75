//! Words and what is known of each, in little memory: their letters stand in one text, and nothing is allocated for a single word. What the
//! values mean is for whoever keeps them.

use std::hash::BuildHasher as _;

use rustc_hash::FxBuildHasher;

/// Words with values, in the order in which they came.
#[derive(Debug)]
pub(super) struct Dictionary<T> {
    letters: String,
    /// Where each word ends among the letters.
    ends: Vec<u32>,
    values: Vec<T>,
    /// From the place of its hash on, the number of a word, from 1; 0 for none. A power of two, at most half full.
    slots: Vec<u32>,
}

impl<T> Default for Dictionary<T> {
    fn default() -> Self {
        Self {
            letters: String::new(),
            ends: Vec::new(),
            values: Vec::new(),
            slots: Vec::new(),
        }
    }
}

impl<T> Dictionary<T> {
    /// How many words there are.
    pub(super) const fn len(&self) -> usize {
        self.values.len()
    }

    /// The value of a word.
    pub(super) fn get(&self, word: &str) -> Option<&T> {
        let (_, number) = self.slot(word);
        self.values.get(number?)
    }

    /// Whether a word is there.
    pub(super) fn contains(&self, word: &str) -> bool {
        self.slot(word).1.is_some()
    }

    /// The value of a word, which is made if it is new; none when there are more words than anybody writes.
    pub(super) fn get_or_insert_with(
        &mut self,
        word: &str,
        make: impl FnOnce() -> T,
    ) -> Option<&mut T> {
        if self.len().saturating_add(1).saturating_mul(2) > self.slots.len() {
            self.grow();
        }
        let (slot, number) = self.slot(word);
        if let Some(number) = number {
            return self.values.get_mut(number);
        }
        self.letters.push_str(word);
        self.ends.push(u32::try_from(self.letters.len()).ok()?);
        self.values.push(make());
        *self.slots.get_mut(slot)? = u32::try_from(self.len()).ok()?;
        self.values.last_mut()
    }

    /// The same words with other values.
    pub(super) fn map<U>(self, change: impl FnMut(T) -> U) -> Dictionary<U> {
        let mut values: Vec<U> = self.values.into_iter().map(change).collect();
        values.shrink_to_fit();
        Dictionary {
            letters: self.letters,
            ends: self.ends,
            values,
            slots: self.slots,
        }
    }

    /// The slot of a word, or that where it would be, and its number, from 0.
    fn slot(&self, word: &str) -> (usize, Option<usize>) {
        let last = self.slots.len().saturating_sub(1);
        let mask = u64::try_from(last).unwrap_or(0);
        let hash = FxBuildHasher.hash_one(word) & mask;
        let mut slot = usize::try_from(hash).unwrap_or(0);
        // At least half of the slots are empty.
        for _ in 0..self.slots.len() {
            let number = self.slots.get(slot).copied().unwrap_or(0);
            let Some(number) = place(number).checked_sub(1) else {
                return (slot, None);
            };
            if self.word(number) == Some(word) {
                return (slot, Some(number));
            }
            slot = slot.saturating_add(1) & last;
        }
        (slot, None)
    }

    fn word(&self, number: usize) -> Option<&str> {
        let end = self.ends.get(number).copied()?;
        let before = number.checked_sub(1).and_then(|last| self.ends.get(last));
        let start = before.copied().unwrap_or(0);
        self.letters.get(place(start)..place(end))
    }

    fn grow(&mut self) {
        self.slots = vec![0; self.slots.len().saturating_mul(2).max(16)];
        for number in 0..self.len() {
            let slot = self.word(number).map(|word| self.slot(word).0);
            let slot = slot.and_then(|slot| self.slots.get_mut(slot));
            if let Some((slot, number)) = slot.zip(u32::try_from(number).ok()) {
                *slot = number.saturating_add(1);
            }
        }
    }
}

impl Dictionary<()> {
    /// Adds words that mean nothing but that they are there.
    pub(super) fn add(&mut self, words: impl IntoIterator<Item: AsRef<str>>) {
        for word in words {
            self.get_or_insert_with(word.as_ref(), || ());
        }
    }
}

fn place(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_knows_what_a_map_knows(words in prop::collection::vec("[a-cñ]{0,4}", 0..200), other in "[a-cñ]{0,5}") {
            let mut known: HashMap<&str, usize> = HashMap::new();
            let mut dictionary = Dictionary::default();
            for (at, word) in words.iter().enumerate() {
                known.entry(word).or_insert(at);
                dictionary.get_or_insert_with(word, || at);
            }
            prop_assert_eq!(dictionary.len(), known.len());
            for word in words.iter().chain([&other]) {
                prop_assert_eq!(dictionary.get(word), known.get(word.as_str()));
                prop_assert_eq!(dictionary.contains(word), known.contains_key(word.as_str()));
            }
        }
    }
}
