//! What is done to posts that are public. Publishing is the end of an approval, see `reviews`.

mod import;
mod unpublish;

pub use import::{ImportPost, ImportRefusal, Imported, import_post};
pub use unpublish::{Unpublish, UnpublishRefusal, Unpublished, unpublish_post};
pub(crate) use unpublish::{hide, take_down};
