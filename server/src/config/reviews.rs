//! How texts are reviewed, and who comments.

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
    pub(crate) second_adult: Vec<Named>,
}

impl Reviews {
    /// What else asks for a second adult.
    pub(crate) fn second_adult_for(&self) -> Risks {
        self.second_adult.iter().map(|named| named.0).collect()
    }
}

impl Default for Reviews {
    fn default() -> Self {
        Self {
            second_adult: Named::ALL.to_vec(),
        }
    }
}

/// Who comments beside correspondents.
#[derive(Debug, Clone, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Comments {
    /// Whether readers without an account may comment. No: a centre decides that when it has the adults to read what strangers say to children.
    pub(crate) readers: bool,
}

/// A risk that is for the centre to weigh, by its name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Named(Risk);

impl Named {
    const ALL: [Self; 4] = [
        Self(Risk::FirstPost),
        Self(Risk::UnderFourteen),
        Self(Risk::Reversal),
        Self(Risk::Takedown),
    ];
}

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.code())
    }
}

impl<'de> Deserialize<'de> for Named {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_text(deserializer, |text| {
            let named = Self::ALL.into_iter().find(|named| named.0.code() == text);
            named.ok_or("a second adult reads for first-post, under-14, reversal or takedown")
        })
    }
}
