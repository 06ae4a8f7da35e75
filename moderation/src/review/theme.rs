//! What a text may be hard to read for, as far as screening found it: an adult may leave such texts to others. It orders nothing and decides nothing.

use crate::screen::{Finding, FindingCode};

/// What a text may be hard to read for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Theme {
    /// Wanting to die, or hurting oneself.
    SelfHarm,
    /// Disordered eating.
    Eating,
    /// A child tells of abuse.
    Abuse,
    /// Sexual content, somebody who seeks contact, extortion.
    Sexual,
    /// Belittling or excluding somebody.
    Bullying,
    /// Threats.
    Violence,
    /// Hate against a group.
    Hate,
    /// Drugs.
    Drugs,
}

impl Theme {
    /// Every theme.
    pub const ALL: [Self; 8] = [
        Self::SelfHarm,
        Self::Eating,
        Self::Abuse,
        Self::Sexual,
        Self::Bullying,
        Self::Violence,
        Self::Hate,
        Self::Drugs,
    ];

    /// Its bit in a stored number; it never changes its meaning.
    const fn bit(self) -> u8 {
        match self {
            Self::SelfHarm => 1,
            Self::Eating => 1 << 1,
            Self::Abuse => 1 << 2,
            Self::Sexual => 1 << 3,
            Self::Bullying => 1 << 4,
            Self::Violence => 1 << 5,
            Self::Hate => 1 << 6,
            Self::Drugs => 1 << 7,
        }
    }

    /// What a finding may be hard to read for, if anything.
    const fn of(code: FindingCode) -> Option<Self> {
        match code {
            FindingCode::SelfHarm => Some(Self::SelfHarm),
            FindingCode::Eating => Some(Self::Eating),
            FindingCode::Disclosure => Some(Self::Abuse),
            FindingCode::Sexual
            | FindingCode::ContactSeeking
            | FindingCode::Meet
            | FindingCode::Extortion => Some(Self::Sexual),
            FindingCode::Bullying => Some(Self::Bullying),
            FindingCode::Threat => Some(Self::Violence),
            FindingCode::Hate => Some(Self::Hate),
            FindingCode::Drugs => Some(Self::Drugs),
            FindingCode::UrlContact
            | FindingCode::Email
            | FindingCode::Phone
            | FindingCode::NationalId
            | FindingCode::Iban
            | FindingCode::Address
            | FindingCode::School
            | FindingCode::BirthDate
            | FindingCode::FullName
            | FindingCode::Handle
            | FindingCode::Geo
            | FindingCode::Plate
            | FindingCode::Secret
            | FindingCode::ScreeningFailed
            | FindingCode::Probing
            | FindingCode::Profanity
            | FindingCode::Spam
            | FindingCode::Link => None,
        }
    }
}

/// Some themes, each once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Themes(u8);

impl Themes {
    /// None.
    pub const NONE: Self = Self(0);

    /// What some findings may be hard to read for.
    pub fn of<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Self {
        let themes = findings.into_iter();
        themes
            .filter_map(|finding| Theme::of(finding.code))
            .collect()
    }

    /// Whether a theme is among them.
    pub const fn contains(self, theme: Theme) -> bool {
        self.0 & theme.bit() != 0
    }

    /// Whether one is among these and those.
    pub const fn meet(self, those: Self) -> bool {
        self.0 & those.0 != 0
    }

    /// What is among these or those.
    #[must_use]
    pub const fn and(self, those: Self) -> Self {
        Self(self.0 | those.0)
    }

    /// Each of them, in the order of [`Theme::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Theme> {
        let all = Theme::ALL.into_iter();
        all.filter(move |theme| self.contains(*theme))
    }

    /// The number that is stored.
    pub fn number(self) -> i16 {
        self.0.into()
    }

    /// The themes of a stored number, unless it is none.
    pub fn from_number(number: i16) -> Option<Self> {
        u8::try_from(number).ok().map(Self)
    }
}

impl FromIterator<Theme> for Themes {
    fn from_iter<I: IntoIterator<Item = Theme>>(themes: I) -> Self {
        let bits = themes.into_iter().map(Theme::bit);
        Self(bits.fold(0, |all, bit| all | bit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_reads_back_and_nothing_else_does() {
        for number in 0..=255 {
            let themes = Themes::from_number(number).unwrap();
            assert_eq!(themes.number(), number);
            assert_eq!(themes.iter().collect::<Themes>(), themes);
        }
        for number in [-1, 256, i16::MAX] {
            assert_eq!(Themes::from_number(number), None, "{number}");
        }
    }

    #[test]
    fn every_theme_is_one_that_screening_can_find() {
        let found: Themes = FindingCode::ALL
            .iter()
            .filter_map(|code| Theme::of(*code))
            .collect();
        assert_eq!(found, Theme::ALL.into_iter().collect());
    }
}
