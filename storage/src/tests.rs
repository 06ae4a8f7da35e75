//! Tests of what the modules do together, on both databases, by subject.

mod audit;
mod comments;
mod constraints;
mod counts;
mod feed;
mod locks;
mod notices;
mod plans;
mod queue;
mod records;
mod review;
mod roles;
mod schema;
mod submissions;
mod suiting;
mod writing;
