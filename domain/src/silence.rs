//! What a correspondent does not want to see of another one. It is nobody else's business: what is public stays the same for all others, and nobody is
//! told. What follows for lists is in storage.

/// How one correspondent keeps another one away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Silence {
    /// Their comments are not shown to who muted them.
    Muted,
    /// The same; and adults who read what they write to who blocked them are told.
    Blocked,
}

/// The most correspondents that one keeps away.
pub const SILENCED_MOST: usize = 200;
