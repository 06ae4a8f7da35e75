//! The order in which models see what they learn from: mixed, and the same every time.

/// A fixed sequence of numbers (xorshift; Marsaglia, 2003): training has no chance in it.
pub(super) struct Order(u64);

impl Order {
    pub(super) const fn new() -> Self {
        Self(0x9e37_79b9_7f4a_7c15)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// The shuffle of Fisher and Yates.
    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let most = u64::try_from(last).unwrap_or(u64::MAX).saturating_add(1);
            let chosen = self.next().rem_euclid(most);
            items.swap(last, usize::try_from(chosen).unwrap_or(last));
        }
    }
}
