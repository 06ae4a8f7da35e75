//! What a sentence may be about, as far as the model tells it apart. What follows from it is in `model`.

use crate::lane::Lane;
use crate::screen::FindingCode;

/// What a sentence may be about. The order is that of the weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Label {
    /// Nothing of it.
    None,
    /// Wanting to die, or hurting oneself.
    SelfHarm,
    /// Abuse that is told.
    Disclosure,
    /// Disordered eating, in the first person.
    Eating,
    /// Extortion, told by its victim.
    ExtortionVictim,
    /// A threat with time, place or weapon, or telling somebody to die.
    ThreatNow,
    /// A proposal to meet.
    Meet,
    /// Asking for contact elsewhere.
    ContactSeeking,
    /// A sexual proposition.
    Sexual,
    /// Extortion by whoever extorts.
    Extortion,
    /// Belittling or shunning somebody.
    Bullying,
    /// Hate against a group.
    Hate,
    /// Drugs.
    Drugs,
    /// A threat in a quarrel.
    Threat,
    /// Daring others not to eat.
    EatingDare,
}

impl Label {
    /// Every label.
    pub const ALL: [Self; 15] = [
        Self::None,
        Self::SelfHarm,
        Self::Disclosure,
        Self::Eating,
        Self::ExtortionVictim,
        Self::ThreatNow,
        Self::Meet,
        Self::ContactSeeking,
        Self::Sexual,
        Self::Extortion,
        Self::Bullying,
        Self::Hate,
        Self::Drugs,
        Self::Threat,
        Self::EatingDare,
    ];

    /// The name in files of labelled sentences.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "NONE",
            Self::SelfHarm => "SELF_HARM",
            Self::Disclosure => "DISCLOSURE",
            Self::Eating => "EATING",
            Self::ExtortionVictim => "EXTORTION_VICTIM",
            Self::ThreatNow => "THREAT_NOW",
            Self::Meet => "MEET",
            Self::ContactSeeking => "CONTACT_SEEKING",
            Self::Sexual => "SEXUAL",
            Self::Extortion => "EXTORTION",
            Self::Bullying => "BULLYING",
            Self::Hate => "HATE",
            Self::Drugs => "DRUGS",
            Self::Threat => "THREAT",
            Self::EatingDare => "EATING_DARE",
        }
    }

    /// The label of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|label| label.name() == name)
    }

    /// The code of a finding, and its lane; nothing for what is no finding.
    pub const fn finding(self) -> Option<(FindingCode, Lane)> {
        Some(match self {
            Self::None => return None,
            Self::SelfHarm => (FindingCode::SelfHarm, Lane::P0),
            Self::Disclosure => (FindingCode::Disclosure, Lane::P0),
            Self::Eating => (FindingCode::Eating, Lane::P0),
            Self::ExtortionVictim => (FindingCode::Extortion, Lane::P0),
            Self::ThreatNow => (FindingCode::Threat, Lane::P0),
            Self::Meet => (FindingCode::Meet, Lane::P1),
            Self::ContactSeeking => (FindingCode::ContactSeeking, Lane::P1),
            Self::Sexual => (FindingCode::Sexual, Lane::P1),
            Self::Extortion => (FindingCode::Extortion, Lane::P1),
            Self::Bullying => (FindingCode::Bullying, Lane::P3),
            Self::Hate => (FindingCode::Hate, Lane::P3),
            Self::Drugs => (FindingCode::Drugs, Lane::P3),
            Self::Threat => (FindingCode::Threat, Lane::P3),
            Self::EatingDare => (FindingCode::Eating, Lane::P3),
        })
    }
}
