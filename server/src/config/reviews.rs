//! How texts are reviewed.

use std::fmt;

use domain::{Risk, Risks};
use serde::Deserialize;
use serde::de::Deserializer;

use super::value::from_text;

/// How texts are reviewed.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Reviews {
    /// For what else two different adults must approve, beside what screening finds in P0 and P1 or could not look at. All of it: one adult
    /// can be wrong, or worse.
    pub(crate) second_adult: Vec<OfAuthors>,
}

impl Reviews {
    /// What of authors asks for a second adult.
    pub(crate) fn second_adult_for(&self) -> Risks {
        self.second_adult.iter().map(|named| named.0).collect()
    }
}

impl Default for Reviews {
    fn default() -> Self {
        Self {
            second_adult: OfAuthors::ALL.to_vec(),
        }
    }
}

/// A risk that lies with the authors, by its name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OfAuthors(Risk);

impl OfAuthors {
    const ALL: [Self; 2] = [Self(Risk::FirstPost), Self(Risk::UnderFourteen)];
}

impl fmt::Display for OfAuthors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.code())
    }
}

impl<'de> Deserialize<'de> for OfAuthors {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_text(deserializer, |text| {
            let named = Self::ALL.into_iter().find(|named| named.0.code() == text);
            named.ok_or("a second adult reads for first-post or under-14")
        })
    }
}
