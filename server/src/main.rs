//! The binary `altavoz`. It has no commands yet.

fn main() {}
