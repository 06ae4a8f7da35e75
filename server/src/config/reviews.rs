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
    /// For what two different adults must approve. All of it: one adult can be wrong, or worse.
    pub(crate) second_adult: Vec<RiskName>,
}

impl Reviews {
    /// For which risks two adults must approve.
    pub(crate) fn for_two(&self) -> Risks {
        self.second_adult.iter().map(|name| name.0).collect()
    }
}

impl Default for Reviews {
    fn default() -> Self {
        Self {
            second_adult: Risk::ALL.map(RiskName).to_vec(),
        }
    }
}

/// A risk by its name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RiskName(Risk);

impl fmt::Display for RiskName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.code())
    }
}

impl<'de> Deserialize<'de> for RiskName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_text(deserializer, |text| {
            let risk = Risk::from_code(text);
            risk.map(Self)
                .ok_or("two adults read for danger, contact, not-screened, first-post or under-14")
        })
    }
}
