//! For those who run the panel: what needs two adults, who works for it and what they lack, its groups, and the code of conduct. Nobody reads a text here.

pub(crate) mod adult;
pub(crate) mod agreements;
pub(crate) mod ask;
pub(crate) mod conduct;
pub(crate) mod panel;
pub(crate) mod people;

use crate::frame::{Frame, Section};
use crate::site::Visit;
use crate::words::key;

/// The words for a role, as a key. Each operation has a type of its own for it.
macro_rules! role_words {
    ($role:expr) => {
        match $role {
            Role::CORRESPONDENT => $crate::words::key("role-correspondent"),
            Role::GUIDE => $crate::words::key("role-guide"),
            Role::GUARDIAN => $crate::words::key("role-guardian"),
            Role::MODERATOR => $crate::words::key("role-moderator"),
            Role::SAFEGUARDING_LEAD => $crate::words::key("role-lead"),
            Role::COORDINATOR => $crate::words::key("role-coordinator"),
            Role::ADMINISTRATOR => $crate::words::key("role-administrator"),
            Role::Other(_) => $crate::words::key("role-other"),
        }
    };
}

/// The words for why an identity is opened, as a key.
macro_rules! reason_words {
    ($reason:expr) => {
        match $reason {
            OpeningReason::DANGER => $crate::words::key("opening-danger"),
            OpeningReason::LEGAL_ORDER => $crate::words::key("opening-order"),
            OpeningReason::REACH_GUARDIAN => $crate::words::key("opening-guardian"),
            OpeningReason::DATA_REQUEST => $crate::words::key("opening-data"),
            OpeningReason::Other(_) => $crate::words::key("opening-other"),
        }
    };
}

pub(crate) use reason_words;
use role_words;

/// The words for what somebody's vetting lacks, as a key.
macro_rules! lack_words {
    ($lack:expr) => {
        match $lack {
            VettingLack::CERTIFICATE => $crate::words::key("lack-certificate"),
            VettingLack::TRAINING => $crate::words::key("lack-training"),
            VettingLack::CODE_OF_CONDUCT | VettingLack::Other(_) => {
                $crate::words::key("lack-conduct")
            }
        }
    };
}

use lack_words;

/// Where what needs two adults is.
pub(crate) const AGREEMENTS: &str = "/equipo/acuerdos";
/// Where the people are who work for the panel.
pub(crate) const PEOPLE: &str = "/admin/personas";
/// Where its groups are.
const GROUPS: &str = "/admin/grupos";

/// The frame of one of these pages; `path` is its address without its language.
async fn frame(visit: &Visit, path: &'static str, title: &str) -> Frame {
    visit.own_frame(Section::Panel, path, title).await
}

/// What is said of a date that no calendar has.
const NO_DATE: &str = key("staff-no-date");
