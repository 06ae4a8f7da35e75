//! What makes an item one that two adults read. What of its authors counts is for the centre to say; what two approvals are is in `publication`.

use crate::publication::Required;

/// Why two different adults must approve something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Risk {
    /// Screening found what sounds like danger (P0).
    Danger,
    /// Screening found what sounds sexual or like somebody who seeks contact (P1).
    Contact,
    /// Screening failed: nobody knows what is in it.
    NotScreened,
    /// Nothing of one of its authors was approved before.
    FirstPost,
    /// One of its authors is under 14.
    UnderFourteen,
    /// An adult decided against it, and another looks at it again.
    Reversal,
    /// It was public, and an adult took it down.
    Takedown,
}

impl Risk {
    /// Every risk.
    pub const ALL: [Self; 7] = [
        Self::Danger,
        Self::Contact,
        Self::NotScreened,
        Self::FirstPost,
        Self::UnderFourteen,
        Self::Reversal,
        Self::Takedown,
    ];

    /// The stable code, as it stands in the configuration.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Danger => "danger",
            Self::Contact => "contact",
            Self::NotScreened => "not-screened",
            Self::FirstPost => "first-post",
            Self::UnderFourteen => "under-14",
            Self::Reversal => "reversal",
            Self::Takedown => "takedown",
        }
    }

    /// Its bit in a stored number; it never changes its meaning.
    const fn bit(self) -> u8 {
        match self {
            Self::Danger => 1,
            Self::Contact => 1 << 1,
            Self::NotScreened => 1 << 2,
            Self::FirstPost => 1 << 3,
            Self::UnderFourteen => 1 << 4,
            Self::Reversal => 1 << 5,
            Self::Takedown => 1 << 6,
        }
    }
}

/// Some risks, each once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Risks(u8);

impl Risks {
    /// None.
    pub const NONE: Self = Self(0);

    /// Whether a risk is among them.
    pub const fn contains(self, risk: Risk) -> bool {
        self.0 & risk.bit() != 0
    }

    /// These and one more.
    #[must_use]
    pub const fn with(self, risk: Risk) -> Self {
        Self(self.0 | risk.bit())
    }

    /// What is among these or those.
    #[must_use]
    pub const fn and(self, those: Self) -> Self {
        Self(self.0 | those.0)
    }

    /// This risk alone, if it is among them.
    #[must_use]
    pub const fn only(self, risk: Risk) -> Self {
        Self(self.0 & risk.bit())
    }

    /// Each of them, in the order of [`Risk::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Risk> {
        Risk::ALL
            .into_iter()
            .filter(move |risk| self.contains(*risk))
    }

    /// How many adults they ask for: any of them asks for two.
    pub const fn required(self) -> Required {
        if self.0 == 0 {
            Required::OneAdult
        } else {
            Required::TwoAdults
        }
    }

    /// The number that is stored.
    pub fn number(self) -> i16 {
        self.0.into()
    }

    /// The risks of a stored number, unless it has others.
    pub fn from_number(number: i16) -> Option<Self> {
        let risks = Self(u8::try_from(number).ok()?);
        (Risk::ALL.into_iter().collect::<Self>().and(risks) == Risk::ALL.into_iter().collect())
            .then_some(risks)
    }
}

impl FromIterator<Risk> for Risks {
    fn from_iter<I: IntoIterator<Item = Risk>>(risks: I) -> Self {
        risks.into_iter().fold(Self::NONE, Self::with)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_reads_back_and_nothing_else_does() {
        for number in 0..128 {
            let risks = Risks::from_number(number).unwrap();
            assert_eq!(risks.number(), number);
            assert_eq!(risks.iter().collect::<Risks>(), risks);
        }
        for number in [-1, 128, 129, i16::MAX] {
            assert_eq!(Risks::from_number(number), None, "{number}");
        }
    }

    #[test]
    fn any_risk_asks_for_two_adults() {
        assert_eq!(Risks::NONE.required(), Required::OneAdult);
        for risk in Risk::ALL {
            assert_eq!(Risks::NONE.with(risk).required(), Required::TwoAdults);
        }
    }
}
