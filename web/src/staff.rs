//! For those who run the panel: what needs two adults, who works for it and what they lack, its groups and topics, what the log tells, what texts are
//! looked through for, and the code of conduct. Nobody reads a text here.

pub(crate) mod adult;
pub(crate) mod agreements;
pub(crate) mod ask;
pub(crate) mod conduct;
pub(crate) mod log;
pub(crate) mod panel;
pub(crate) mod people;
pub(crate) mod rules;
pub(crate) mod topics;

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

/// What two adults do, about whom, in words.
macro_rules! act_sentence {
    ($words:expr, $kind:expr, $about:expr, $role:expr, $reason:expr) => {{
        let role = $role
            .as_ref()
            .map_or("", |it| $words.plain($crate::staff::role_words!(it)));
        let reason = $reason
            .as_ref()
            .map_or("", |it| $words.plain($crate::staff::reason_words!(it)));
        let about = ("about", $crate::words::Value::from($about));
        let role = ("role", $crate::words::Value::from(role));
        match $kind {
            ActKind::GIVE_ROLE => $words.with("act-give-role", &[about, role]),
            ActKind::TAKE_ROLE => $words.with("act-take-role", &[about, role]),
            ActKind::RESET_SECOND_FACTORS => $words.with("act-reset-factors", &[about]),
            ActKind::RESET_PASSPHRASE => $words.with("act-reset-passphrase", &[about]),
            ActKind::OPEN_IDENTITY | ActKind::Other(_) => {
                let reason = ("reason", $crate::words::Value::from(reason));
                $words.with("act-open-identity", &[about, reason])
            }
        }
    }};
}

use act_sentence;

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
/// Where its topics are.
const TOPICS: &str = "/admin/temas";
/// Where what the log tells is.
const LOG: &str = "/admin/registro";
/// Where it says what texts are looked through for.
const RULES: &str = "/admin/reglas";

/// The pages of those who run the panel, and what they are called.
pub(crate) const WAYS: [(&str, &str); 6] = [
    (PEOPLE, key("staff-title")),
    (GROUPS, key("panel-title")),
    (TOPICS, key("topics-title")),
    (AGREEMENTS, key("acts-title")),
    (RULES, key("rules-title")),
    (LOG, key("audit-title")),
];

/// The frame of one of these pages; `path` is its address without its language.
async fn frame(visit: &Visit, path: &'static str, title: &str) -> Frame {
    visit.own_frame(Section::Panel, path, title).await
}

/// What is said of a date that no calendar has.
const NO_DATE: &str = key("staff-no-date");
