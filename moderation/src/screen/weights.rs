//! The weights of the places that features are hashed to. Only places that have any are kept. What they are weights of is for the models.

use std::borrow::Cow;

use super::model::ModelError;

/// The weights of all places: for each a row of so many, in units of their scales. They stay in the file, which is large. A row is given
/// together with what stands behind it, up to a length that processors like.
#[derive(Debug)]
pub(super) struct Weights<const ROW: usize, const GIVEN: usize> {
    /// A bit for each place that has weights.
    known: Vec<u64>,
    /// For each 64 places, how many before them have weights.
    before: Vec<u32>,
    file: Cow<'static, [u8]>,
    /// Where in the file the rows begin.
    rows_from: usize,
}

impl<const ROW: usize, const GIVEN: usize> Weights<ROW, GIVEN> {
    /// Reads weights that begin somewhere in a file: a bit for each place that has any, the lowest first; then so many weights for each of
    /// those, a byte each; then as many bytes as are given behind a row.
    pub(super) fn read(
        file: Cow<'static, [u8]>,
        from: usize,
        places: usize,
    ) -> Result<Self, ModelError> {
        let rows_from = from.saturating_add(places / 8);
        let known = file.get(from..rows_from).ok_or(ModelError)?;
        let (known, _nothing) = known.as_chunks();
        let known: Vec<u64> = known
            .iter()
            .map(|bytes| u64::from_le_bytes(*bytes))
            .collect();
        let mut count = 0_u32;
        let before = known.iter().map(|bits| {
            let before = count;
            count = count.saturating_add(bits.count_ones());
            before
        });
        let before = before.collect();
        let length = usize::try_from(count).map(|count| count.saturating_mul(ROW));
        let behind = GIVEN.saturating_sub(ROW);
        let end = rows_from.saturating_add(length.unwrap_or(usize::MAX));
        if file.len() != end.saturating_add(behind) {
            return Err(ModelError);
        }
        Ok(Self {
            known,
            before,
            file,
            rows_from,
        })
    }

    /// The weights of a place, if it has any, and what stands behind them.
    pub(super) fn at(&self, place: u32) -> Option<&[u8; GIVEN]> {
        let block = usize::try_from(place / 64).ok()?;
        let bits = *self.known.get(block)?;
        let bit = 1_u64 << (place % 64);
        if bits & bit == 0 {
            return None;
        }
        let before = self.before.get(block)?;
        let row = before.saturating_add((bits & (bit - 1)).count_ones());
        let from = usize::try_from(row).ok()?.saturating_mul(ROW);
        let rows = self.file.get(self.rows_from.saturating_add(from)..)?;
        rows.first_chunk()
    }
}

/// For each place whether it is among the features of so many texts at least. Within one text a feature counts once.
pub(super) fn common(
    texts: impl Iterator<Item = Vec<u32>>,
    places: usize,
    least: u32,
) -> Vec<bool> {
    let mut counts = vec![0_u32; places];
    for mut features in texts {
        features.sort_unstable();
        features.dedup();
        for feature in features {
            if let Some(count) = counts.get_mut(place(feature)) {
                *count = count.saturating_add(1);
            }
        }
    }
    counts.into_iter().map(|count| count >= least).collect()
}

/// Whether a feature is at a place that is known.
pub(super) fn is_known(known: &[bool], feature: u32) -> bool {
    known.get(place(feature)).copied().unwrap_or(false)
}

fn place(feature: u32) -> usize {
    usize::try_from(feature).unwrap_or(usize::MAX)
}

/// The units in which the weights of each label are written.
pub(super) fn scales<const LABELS: usize>(all: &[[f32; LABELS]]) -> [f32; LABELS] {
    let mut scales = [0.0_f32; LABELS];
    for weights in all {
        for (scale, weight) in scales.iter_mut().zip(weights) {
            *scale = scale.max(weight.abs() / MOST);
        }
    }
    scales
}

/// The bits and the weights of a file: of each place that is known so many weights, the nearest whole numbers to what they are in units of
/// the scales.
pub(super) fn written<'a, const LABELS: usize>(
    known: &[bool],
    weights: impl Iterator<Item = &'a [f32; LABELS]>,
    scales: &[f32; LABELS],
) -> Vec<u8> {
    let bits = known.chunks(8).map(|bits| {
        let bits = bits.iter().rev();
        bits.fold(0_u8, |byte, bit| byte << 1 | u8::from(*bit))
    });
    let mut file: Vec<u8> = bits.collect();
    let kept = weights.zip(known).filter(|(_, known)| **known);
    for (weights, _) in kept {
        file.extend(weights.iter().zip(scales).map(|(weight, scale)| {
            let units = if *scale > 0.0 { weight / scale } else { 0.0 };
            nearest(units).cast_unsigned()
        }));
    }
    file
}

/// Adds a share of what was learnt to its means.
pub(super) fn add_share<'a, const LABELS: usize>(
    means: impl Iterator<Item = (&'a mut [f32; LABELS], &'a [f32; LABELS])>,
    share: f32,
) {
    for (mean, weight) in means.flat_map(|(means, learnt)| means.iter_mut().zip(learnt)) {
        *mean += weight * share;
    }
}

/// The largest weight in units of its scale.
const MOST: f32 = 127.0;

/// The nearest whole number that a weight may be.
fn nearest(units: f32) -> i8 {
    (-127_i8..=127)
        .min_by(|one, other| {
            let distance = |candidate: i8| (f32::from(candidate) - units).abs();
            distance(*one).total_cmp(&distance(*other))
        })
        .unwrap_or(0)
}
