//! The sound wave of a text: drawn from the hash of everything that is shown, so that another comma draws another wave. It is a friendly cue; the hash is the reference.

use std::fmt::Write as _;

use askama::Template;

/// The width of a bar with the gap beside it.
const STEP: f32 = 18.0;
/// The most digits that are looked at: those of SHA-256.
const DIGITS: usize = 64;

/// In which shape a wave is drawn: how many bars, of how many digits each, and how high.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Across a page.
    Band,
    /// Over a card.
    Card,
    /// Beside the first card.
    Tall,
}

impl Shape {
    /// How many bars there are.
    const fn bars(self) -> u8 {
        match self {
            Self::Band => 64,
            Self::Card | Self::Tall => 32,
        }
    }

    /// How high the box is.
    const fn height(self) -> u16 {
        match self {
            Self::Band => 150,
            Self::Card => 220,
            Self::Tall => 460,
        }
    }
}

/// A wave, as the paths of its bars in a box.
#[derive(Debug, PartialEq, Eq, Template)]
#[template(path = "wave.html")]
pub(crate) struct Wave {
    width: u16,
    height: u16,
    /// The bars.
    bars: String,
    /// The bars that stand out.
    hot: String,
}

impl Wave {
    /// The wave of a hash in hexadecimal. What is no digit draws a low bar.
    pub(crate) fn of(hash: &str, shape: Shape) -> Self {
        let mut digits: Vec<u8> = hash
            .chars()
            .take(DIGITS)
            .filter_map(|digit| u8::try_from(digit.to_digit(16)?).ok())
            .collect();
        digits.resize(DIGITS, 0);
        let heights: Vec<f32> = match shape {
            Shape::Band => digits.iter().map(|it| f32::from(*it) / 15.0).collect(),
            Shape::Card | Shape::Tall => digits.chunks(2).map(of_two).collect(),
        };
        // Two bars side by side stand out; which ones, the first bar says.
        let last = shape.bars() - 2;
        let first = heights.first().copied().unwrap_or_default();
        let mut wave = Self {
            width: u16::from(shape.bars()) * 18,
            height: shape.height(),
            bars: String::with_capacity(DIGITS * 16),
            hot: String::new(),
        };
        for (at, height) in (0..shape.bars()).zip(heights) {
            let place = f32::from(at) - (first * f32::from(last)).floor();
            let path = if (0.0..2.0).contains(&place) {
                &mut wave.hot
            } else {
                &mut wave.bars
            };
            bar(path, shape, at, height);
        }
        wave
    }
}

/// How high a bar of two digits is, from 0 to 1.
fn of_two(digits: &[u8]) -> f32 {
    let byte = digits
        .iter()
        .fold(0.0, |sum, it| sum * 16.0 + f32::from(*it));
    byte / 255.0
}

/// Draws one bar, around the middle of the box. Towards both ends a wave calms down.
fn bar(path: &mut String, shape: Shape, at: u8, height: f32) {
    let middle = f32::from(shape.height()) / 2.0;
    let calm = f32::sin((f32::from(at) + 0.5) / f32::from(shape.bars()) * std::f32::consts::PI);
    // A round end adds to both sides; the smallest bar is a dot and a bit.
    let half = 4.0 + (0.35 + 0.65 * calm) * (0.06 + 0.94 * height) * (middle - 14.0);
    let (x, top) = (STEP * (f32::from(at) + 0.5), middle - half);
    // Writing to a string can't fail.
    let _written = write!(path, "M{x:.0} {top:.1}v{:.1}", half * 2.0);
}

#[cfg(test)]
mod tests {
    use super::*;

    const HASH: &str = "c56c68f10a9b3d7e5f2041862a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d";
    const SHAPES: [Shape; 3] = [Shape::Band, Shape::Card, Shape::Tall];

    #[test]
    fn another_digit_draws_another_wave_wherever_it_stands() {
        for shape in SHAPES {
            let wave = Wave::of(HASH, shape);
            assert_eq!(wave, Wave::of(HASH, shape));
            for at in 0..HASH.len() {
                let mut other: Vec<char> = HASH.chars().collect();
                other[at] = if other[at] == '0' { '1' } else { '0' };
                let other: String = other.into_iter().collect();
                assert_ne!(wave, Wave::of(&other, shape), "digit {at}");
            }
        }
    }

    #[test]
    fn a_wave_has_all_its_bars_and_stays_in_its_box() {
        for (hash, shape) in [
            HASH,
            "",
            "nothing of this",
            &"f".repeat(64),
            &"0".repeat(200),
        ]
        .iter()
        .flat_map(|hash| SHAPES.map(|shape| (hash, shape)))
        {
            let wave = Wave::of(hash, shape);
            let all = format!("{}{}", wave.bars, wave.hot);
            let bars = usize::from(shape.bars());
            assert_eq!(
                (all.matches('M').count(), wave.hot.matches('M').count()),
                (bars, 2),
                "{hash}"
            );
            for bar in all.split('M').skip(1) {
                let numbers: Vec<f32> = bar
                    .split([' ', 'v'])
                    .map(|it| it.parse().unwrap())
                    .collect();
                let (width, height) = (f32::from(wave.width), f32::from(wave.height));
                assert!((5.0..=width - 5.0).contains(&numbers[0]), "{bar}");
                assert!(
                    numbers[1] >= 5.0 && numbers[1] + numbers[2] <= height - 5.0,
                    "{bar}"
                );
            }
        }
    }
}
