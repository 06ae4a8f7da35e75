//! For whoever is responsible for a correspondent: what is asked of them, what they decided, and taking it back. They never see a draft.

pub(crate) mod link;
pub(crate) mod wards;

use crate::frame::{Frame, Section};
use crate::site::Visit;

/// Where it is.
pub(crate) const HERE: &str = "/familia";

/// The frame of one of these pages.
async fn frame(visit: &Visit, title: &str) -> Frame {
    let title = visit.site.words.plain(title).to_owned();
    let mut f = visit.frame(Section::Family, HERE.to_owned(), title).await;
    f.is_indexed = false;
    f.script = Some(crate::script::entry());
    f
}
