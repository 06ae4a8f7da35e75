//! What happens to a text between the author and the reader: it is rendered and made safe (`sanitise`), named by
//! its hash (`hash`), screened for what an adult should look at first (`screen`) and compared with what was
//! there before (`diff`).
//! Pure: no async, no input or output, no clock and no randomness. Nothing here publishes or refuses a text.
#![warn(clippy::wildcard_enum_match_arm)]

pub mod diff;
pub mod hash;
pub mod lane;
pub mod review;
pub mod sanitise;
pub mod screen;

pub use hash::{RevisionContent, content_hash};
pub use lane::Lane;
pub use sanitise::{
    Link, Removed, RemovedKind, RenderError, Rendered, SANITISER_VERSION, SafeHtml,
};
pub use screen::{Finding, FindingCode, Screened, Screening};
