//! What a document may cost: bounds that hold before it is parsed, and a walk over what was parsed.
//! Everything here is a pure function of text or document. No schema, no HTTP, no cache.
//!
//! Invariant: every function takes time linear in the text. A fragment is measured once, however
//! often it is spread, and nothing follows one fragment into the next by recursion.

mod directives;
mod objects;
mod rewrite;
mod root;
mod scanner;
mod walk;

pub use scanner::{ScanError, Scanned, scan};
pub use walk::{LimitError, Measured, check};

/// The bounds of one document. Totals count what spreads bring in, once for each spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Length of the text in bytes.
    pub bytes: usize,
    /// Tokens of the text; white space, commas and comments are none.
    pub tokens: usize,
    /// Brackets of any kind that may be open at once.
    pub nesting: usize,
    /// Operations and fragments.
    pub definitions: usize,
    /// Variables of all operations.
    pub variables: usize,
    /// Fields, `__typename` among them.
    pub fields: usize,
    /// Fields, inline fragments and spreads: what a visitor steps on.
    pub selections: usize,
    /// Fields within fields.
    pub depth: usize,
    /// Directives.
    pub directives: usize,
    /// Selections of the same field in one selection set, whatever their aliases.
    pub same_field: usize,
}

impl Limits {
    /// The bounds of the public endpoint. The introspection query of the usual tools fits:
    /// it is 15 levels deep and selects about 220 fields.
    pub const PUBLIC: Self = Self {
        bytes: 32 * 1024,
        tokens: 4_000,
        nesting: 64,
        definitions: 50,
        variables: 100,
        fields: 600,
        selections: 1_200,
        depth: 15,
        directives: 50,
        same_field: 20,
    };
}

impl Default for Limits {
    fn default() -> Self {
        Self::PUBLIC
    }
}
