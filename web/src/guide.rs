//! For whoever leads a group: its members by pen name, whose permission is missing, and inviting. Nobody reads drafts here, and there is no way to write to
//! one member.

pub(crate) mod acts;
pub(crate) mod groups;
pub(crate) mod invite;
pub(crate) mod pieces;

use crate::frame::{Frame, Section};
use crate::site::Visit;

/// Where it is.
pub(crate) const HERE: &str = "/guia";

/// The frame of one of these pages; `path` is its address without its language.
async fn frame(visit: &Visit, path: &'static str, title: &str) -> Frame {
    visit.own_frame(Section::Guide, path, title).await
}
