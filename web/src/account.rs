//! Somebody's own account: where they are signed in, their passphrase, their address for mail, what is kept of them, and how those who work for the panel prove who they are.

pub(crate) mod acts;
pub(crate) mod data;
pub(crate) mod mail;
pub(crate) mod news;
pub(crate) mod own;

use crate::frame::{Frame, Section};
use crate::site::Visit;

/// Where it is.
const HERE: &str = "/cuenta";

/// The frame of one of these pages; `path` is its address without its language.
async fn frame(visit: &Visit, path: &'static str, title: &str) -> Frame {
    visit.own_frame(Section::Account, path, title).await
}
