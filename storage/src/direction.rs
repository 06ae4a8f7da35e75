//! Which way a page of a list goes from its place.

/// Which way a page goes from its place; without a place it begins at the end of the list that it goes away from. Rows
/// come in the order in which they are met, so those of a page backward are in the reverse of the list's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// In the order of the list.
    Forward,
    /// Against it.
    Backward,
}
