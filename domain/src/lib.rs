//! The pure rules of Altavoz: people, age, posts, revisions, what publication requires, who may do what.
//! No async, no input or output, no clock and no randomness: both are arguments.
//! How a review runs (queue, claims, decisions) lives in `moderation`; storing and serving live further out.
#![warn(clippy::wildcard_enum_match_arm)]

pub mod account;
pub mod act;
pub mod age;
pub mod audit;
pub mod avatar;
pub mod consent;
pub mod country;
pub mod group;
pub mod hash;
pub mod helpline;
pub mod ids;
pub mod invitation;
pub mod language;
pub mod notification;
pub mod policy;
pub mod post;
pub mod publication;
pub mod risk;
pub mod silence;
pub mod text;
pub mod time;
pub mod vetting;

pub use account::{Actor, Person, Role, Standing};
pub use age::{Age, AgeBand, BirthDate};
pub use avatar::Avatar;

pub use country::Country;
pub use hash::ContentHash;
pub use ids::*;
pub use language::Language;
pub use risk::{Risk, Risks};
pub use time::{Centre, Timestamp};
