//! Many people at once: real concurrency on real databases.

mod claims;
mod interleavings;
