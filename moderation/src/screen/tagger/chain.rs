//! A linear-chain conditional random field (Lafferty, `McCallum` and Pereira, 2001): how likely each tag of each token is, given how well tags
//! fit tokens and how well they follow each other. What tags are and what fits is not for here.

use super::{TAGS, Tags};

/// How well tags follow each other.
#[derive(Debug, Clone)]
pub(super) struct Chain {
    /// How well each tag begins a text.
    pub(super) first: Tags,
    /// For each tag how well the others follow it.
    pub(super) next: [Tags; TAGS],
}

/// How likely tags are in one text, by what stands before and by what stands after them.
#[derive(Debug, Default)]
pub(super) struct Likely {
    forward: Vec<Tags>,
    backward: Vec<Tags>,
    fits: Vec<Tags>,
}

impl Likely {
    /// For each token how likely each tag is; they add up to 1.
    pub(super) fn tags(&self) -> impl Iterator<Item = Tags> {
        let both = self.forward.iter().zip(&self.backward);
        both.map(|(forward, backward)| even(product(forward, backward)))
    }
}

impl Chain {
    /// A chain in which everything follows everything.
    pub(super) const fn new() -> Self {
        Self {
            first: [0.0; TAGS],
            next: [[0.0; TAGS]; TAGS],
        }
    }

    /// The factors of the steps from one tag to the next.
    pub(super) fn factors(&self) -> Factors {
        let next = self.next.map(|row| row.map(f32::exp));
        let column = |to: usize| next.map(|row| row.get(to).copied().unwrap_or(0.0));
        Factors {
            first: self.first.map(f32::exp),
            next,
            before: std::array::from_fn(column),
        }
    }
}

/// What a chain multiplies with.
#[derive(Debug, Clone)]
pub(super) struct Factors {
    first: Tags,
    next: [Tags; TAGS],
    /// The same by the second tag.
    before: [Tags; TAGS],
}

/// What is less likely is passed over.
const LEAST: f32 = 1e-4;

impl Factors {
    /// How likely each tag of each token is, by how well it fits.
    pub(super) fn likely(&self, mut fits: Vec<Tags>) -> Likely {
        for fit in &mut fits {
            *fit = exponents(fit);
        }
        let mut forward: Vec<Tags> = Vec::with_capacity(fits.len());
        for fit in &fits {
            let reached = forward.last().map_or(self.first, |last| self.after(last));
            forward.push(even(product(&reached, fit)));
        }
        let mut backward = vec![[1.0; TAGS]; fits.len()];
        let mut later = [1.0; TAGS];
        for (own, fit) in backward.iter_mut().zip(&fits).rev() {
            *own = later;
            later = even(self.before(&product(fit, own)));
        }
        Likely {
            forward,
            backward,
            fits,
        }
    }

    fn after(&self, last: &Tags) -> Tags {
        let mut reached = [0.0; TAGS];
        let some = last.iter().zip(&self.next);
        for (likely, row) in some.filter(|(likely, _)| **likely > LEAST) {
            for (sum, factor) in reached.iter_mut().zip(row) {
                *sum += likely * factor;
            }
        }
        reached
    }

    fn before(&self, next: &Tags) -> Tags {
        let mut reached = [0.0; TAGS];
        let some = next.iter().zip(&self.before);
        for (likely, column) in some.filter(|(likely, _)| **likely > LEAST) {
            for (sum, factor) in reached.iter_mut().zip(column) {
                *sum += likely * factor;
            }
        }
        reached
    }

    /// Adds how likely each step from one tag to the next is, over a text.
    pub(super) fn add_steps(&self, likely: &Likely, steps: &mut [Tags; TAGS]) {
        let later = likely.fits.iter().zip(&likely.backward).skip(1);
        for (forward, (fit, backward)) in likely.forward.iter().zip(later) {
            let after = product(fit, backward);
            let total: f32 = self
                .after(forward)
                .iter()
                .zip(&after)
                .map(|(one, two)| one * two)
                .sum();
            let scale = if total > 0.0 { 1.0 / total } else { 0.0 };
            for ((sums, from), row) in steps.iter_mut().zip(forward).zip(&self.next) {
                let from = from * scale;
                for ((sum, factor), to) in sums.iter_mut().zip(row).zip(&after) {
                    *sum += from * factor * to;
                }
            }
        }
    }
}

fn product(one: &Tags, other: &Tags) -> Tags {
    let mut product = *one;
    for (value, factor) in product.iter_mut().zip(other) {
        *value *= factor;
    }
    product
}

/// The exponents of some numbers, the largest of which becomes 1.
fn exponents(numbers: &Tags) -> Tags {
    let most = numbers.iter().copied().fold(f32::MIN, f32::max);
    numbers.map(|number| (number - most).exp())
}

/// Some numbers, so that they add up to 1.
fn even(numbers: Tags) -> Tags {
    let sum: f32 = numbers.iter().sum();
    let scale = if sum > 0.0 { 1.0 / sum } else { 0.0 };
    numbers.map(|number| number * scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A chain and fits with numbers of every size.
    fn uneven(tokens: usize) -> (Chain, Vec<Tags>) {
        let number = |one: usize, other: usize| {
            let hash = one
                .wrapping_mul(31)
                .wrapping_add(other)
                .wrapping_mul(0x9e37_79b1);
            f32::from(u8::try_from((hash >> 9) % 200).unwrap()) / 50.0 - 2.0
        };
        let chain = Chain {
            first: std::array::from_fn(|to| number(1, to)),
            next: std::array::from_fn(|from| std::array::from_fn(|to| number(100 + from, to))),
        };
        let fits = (0..tokens).map(|at| std::array::from_fn(|tag| number(1_000 + at, tag)));
        (chain, fits.collect())
    }

    /// How likely tags are, by going through every path of three tokens.
    fn by_all_paths(chain: &Chain, fits: &[Tags]) -> Vec<Tags> {
        let mut sums = vec![[0.0; TAGS]; 3];
        for one in 0..TAGS {
            for two in 0..TAGS {
                for three in 0..TAGS {
                    let steps = chain.first[one] + chain.next[one][two] + chain.next[two][three];
                    let fit = fits[0][one] + fits[1][two] + fits[2][three];
                    let path = [one, two, three];
                    for (sums, tag) in sums.iter_mut().zip(path) {
                        sums[tag] += (steps + fit).exp();
                    }
                }
            }
        }
        sums.into_iter().map(even).collect()
    }

    #[test]
    fn tags_are_as_likely_as_all_paths_through_them() {
        let (chain, fits) = uneven(3);
        let known = by_all_paths(&chain, &fits);
        let likely = chain.factors().likely(fits);
        for (likely, known) in likely.tags().zip(known) {
            for (one, other) in likely.iter().zip(known) {
                assert!((one - other).abs() < 1e-3, "{one} {other}");
            }
        }
    }

    #[test]
    fn steps_are_as_likely_as_the_tags_that_they_lead_to() {
        let (chain, fits) = uneven(4);
        let factors = chain.factors();
        let likely = factors.likely(fits);
        let mut steps = [[0.0; TAGS]; TAGS];
        factors.add_steps(&likely, &mut steps);
        for tag in 0..TAGS {
            let reached: f32 = steps.iter().map(|row| row[tag]).sum();
            let known: f32 = likely.tags().skip(1).map(|tags| tags[tag]).sum();
            assert!((reached - known).abs() < 1e-3, "{reached} {known}");
        }
    }
}
