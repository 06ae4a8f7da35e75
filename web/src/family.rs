//! For whoever is responsible for a correspondent: what is asked of them, what they decided, and taking it back. They never see a draft.

pub(crate) mod link;
pub(crate) mod wards;

use crate::frame::{Frame, Section};
use crate::site::Visit;

/// Where it is.
pub(crate) const HERE: &str = "/familia";

/// The frame of one of these pages.
async fn frame(visit: &Visit, title: &str) -> Frame {
    let mut f = visit.own_frame(Section::Family, HERE, title).await;
    f.script = Some(crate::script::entry());
    f
}
