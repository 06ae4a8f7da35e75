//! The main job as sentences: what a correspondent writes is read by an adult and appears in the public feed.

mod decisions;
mod drafts;
mod publishing;
