//! What is done to posts that are public. Publishing is the end of an approval, see `reviews`.

mod import;
mod publish;
mod unpublish;

pub use import::{ImportPost, ImportRefusal, Imported, import_post};
pub use publish::{FURTHEST_AHEAD, publish_due};
pub(crate) use publish::{cancel_scheduled, make_public, make_public_at};
pub use unpublish::{Unpublish, UnpublishRefusal, Unpublished, unpublish_post};
pub(crate) use unpublish::{hide, take_down};
