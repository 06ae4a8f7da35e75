//! Acts that can do so much harm that they need two adults: one asks, another answers. Which adults, is in `policy`.

use chrono::TimeDelta;

use crate::account::Role;
use crate::{AccountId, GroupId};

/// How long an act waits for an answer.
pub const WAITS: TimeDelta = TimeDelta::hours(72);

/// How long an identity stays open for who asked, from the first time that it is read.
pub const OPEN_FOR: TimeDelta = TimeDelta::minutes(15);

/// How long what another adult agreed to can be used: an identity read first, a code for a forgotten passphrase typed.
pub const GOOD_FOR: TimeDelta = TimeDelta::hours(24);

/// What two adults do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// Give an adult a role.
    GiveRole(Role),
    /// Take a role of an adult away.
    TakeRole(Role),
    /// Take every second factor of somebody away who lost them.
    ResetSecondFactors,
    /// Learn who somebody really is.
    OpenIdentity(OpeningReason),
    /// Give somebody who forgot the passphrase a code to choose another.
    ResetPassphrase,
}

/// Why somebody has to learn who a person really is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OpeningReason {
    /// The person or somebody else may be in danger.
    Danger,
    /// A court, the prosecutor or the police ordered it.
    LegalOrder,
    /// A guardian has to be reached.
    ReachGuardian,
    /// The person asked for their data, or to have them corrected or erased.
    DataRequest,
}

impl OpeningReason {
    /// Every reason.
    pub const ALL: [Self; 4] = [
        Self::Danger,
        Self::LegalOrder,
        Self::ReachGuardian,
        Self::DataRequest,
    ];

    /// The name in records.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Danger => "danger",
            Self::LegalOrder => "legal-order",
            Self::ReachGuardian => "reach-guardian",
            Self::DataRequest => "data-request",
        }
    }
}

impl Act {
    /// The name in records.
    pub const fn name(self) -> &'static str {
        match self {
            Self::GiveRole(_) => "give-role",
            Self::TakeRole(_) => "take-role",
            Self::ResetSecondFactors => "reset-second-factors",
            Self::OpenIdentity(_) => "open-identity",
            Self::ResetPassphrase => "reset-passphrase",
        }
    }
}

/// An act that somebody asks for, or asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AskedAct {
    /// What it is.
    pub act: Act,
    /// Whose account it is about.
    pub about: AccountId,
    /// The group that the person belongs to as a correspondent.
    pub group: Option<GroupId>,
    /// Who asked.
    pub asked_by: AccountId,
}
