//! Use cases, one write a file: load, decide (`domain`, `moderation`), store, record. Nothing is here yet.
