//! Many people at once: real concurrency on real databases.

mod at_once;
mod graphs;
mod interleavings;
mod readers;
mod together;
