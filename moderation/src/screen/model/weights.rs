//! The weights of the places that features are hashed to. Only places that have any are kept.

use super::{LABELS, ModelError, PLACES};

/// The weight of each label, in units of its scale, and a 1 to count by.
pub(super) type Row = [i8; LABELS + 1];

/// The weights of all places.
#[derive(Debug)]
pub(super) struct Weights {
    /// A bit for each place that has weights.
    known: Vec<u64>,
    /// For each 64 places, how many before them have weights.
    before: Vec<u32>,
    rows: Vec<Row>,
}

/// What a place without weights adds: something to count.
const NOTHING: Row = {
    let mut row = [0; LABELS + 1];
    row[LABELS] = 1;
    row
};

impl Weights {
    /// Reads weights: a bit for each place that has any, the lowest first; then the weights of those places.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, ModelError> {
        let (known, rows) = bytes.split_at_checked(PLACES / 8).ok_or(ModelError)?;
        let known: Vec<u64> = known
            .chunks_exact(8)
            .map(|bytes| bytes.try_into().map(u64::from_le_bytes))
            .collect::<Result<_, _>>()
            .map_err(|_length| ModelError)?;
        let mut count = 0_u32;
        let before = known.iter().map(|bits| {
            let before = count;
            count = count.saturating_add(bits.count_ones());
            before
        });
        let before: Vec<u32> = before.collect();
        let rows = rows.chunks(LABELS).map(|bytes| {
            let mut row = NOTHING;
            if bytes.len() != LABELS {
                return Err(ModelError);
            }
            for (weight, byte) in row.iter_mut().zip(bytes) {
                *weight = byte.cast_signed();
            }
            Ok(row)
        });
        let rows: Vec<Row> = rows.collect::<Result<_, _>>()?;
        if u32::try_from(rows.len()) != Ok(count) {
            return Err(ModelError);
        }
        Ok(Self {
            known,
            before,
            rows,
        })
    }

    /// The weights of a place.
    pub(super) fn at(&self, place: u32) -> &Row {
        let block = usize::try_from(place / 64).unwrap_or(usize::MAX);
        let bits = self.known.get(block).copied().unwrap_or(0);
        let bit = 1_u64 << (place % 64);
        if bits & bit == 0 {
            return &NOTHING;
        }
        let before = self.before.get(block).copied().unwrap_or(0);
        let row = before.saturating_add((bits & (bit - 1)).count_ones());
        let row = self.rows.get(usize::try_from(row).unwrap_or(usize::MAX));
        row.unwrap_or(&NOTHING)
    }
}
