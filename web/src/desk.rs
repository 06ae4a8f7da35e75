//! A correspondent's own pages: what they write, what became of it, and what adults said to it. Nobody else sees them, and nobody keeps them.

pub(crate) mod acts;
pub(crate) mod answer;
pub(crate) mod check;
pub(crate) mod comment;
pub(crate) mod comments;
pub(crate) mod editor;
pub(crate) mod mine;
pub(crate) mod permits;
pub(crate) mod silences;
pub(crate) mod statement;
pub(crate) mod together;
pub(crate) mod typed;
pub(crate) mod waiting;
pub(crate) mod write;

use crate::frame::{Frame, Section};
use crate::site::Visit;

/// The name under which an address carries what was just done.
pub(crate) const DONE: &str = "hecho";

/// The frame of one of these pages; `path` is its address without its language.
async fn frame(visit: &Visit, path: impl Into<String>, title: &str) -> Frame {
    visit.own_frame(Section::Desk, path, title).await
}
