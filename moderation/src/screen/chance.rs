//! What chance would decide while models learn, and is the same every time: the order in which they see what they learn from, and what is left
//! out of it. What they learn is for the models.

/// A fixed sequence of numbers (xorshift; Marsaglia, 2003).
pub(super) struct Chance(u64);

impl Chance {
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

    /// What is left of some features when so many of 100 are left out, so that a model leans on none of them alone (dropout; Srivastava
    /// et al., 2014).
    pub(super) fn leave(&mut self, features: &[u32], dropout: u8) -> Vec<u32> {
        let features = features.iter().copied();
        features
            .filter(|_| self.next().rem_euclid(100) >= u64::from(dropout))
            .collect()
    }
}

/// What the features that are left count for, so that sums stay as large.
pub(super) fn scale_of(dropout: u8) -> f32 {
    100.0 / f32::from(100_u8.saturating_sub(dropout).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn about_so_many_of_a_hundred_are_left_out_and_the_same_every_time() {
        let all: Vec<u32> = (0..10_000).collect();
        let left = |dropout| Chance::new().leave(&all, dropout);
        assert_eq!(left(0), all);
        assert!(left(100).is_empty());
        assert!((6_800..7_200).contains(&left(30).len()));
        assert_eq!(left(30), left(30));
        assert!((scale_of(20) - 1.25).abs() < 1e-6);
    }
}
