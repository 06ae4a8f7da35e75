//! Words that people give us: bounded, normalised, and parsed once, at the edge. The private field is the proof.
//! What a text means (personal data, bullying) is screened in `moderation`; Markdown is rendered there too.
//! Nothing here is printed by `Debug` when a child may have written it.

mod label;
mod login;
mod pen_name;
mod prose;
mod real_name;
mod reserved;
mod rules;
mod skeleton;
mod slug;

pub use label::Label;
pub use login::Login;
pub use pen_name::PenName;
pub use prose::{Body, Message, Summary, Title};
pub use real_name::RealName;
pub use slug::Slug;

use std::fmt;

/// Why a text is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing that can be seen.
    #[error("the text is empty")]
    Empty,
    /// Fewer characters than a name of this kind has.
    #[error("the text needs at least {least} characters")]
    TooShort {
        /// The fewest characters that are enough.
        least: usize,
    },
    /// More than fits. A text that is several times too long is counted as given, any other as it would be kept.
    #[error("the text has {actual} {unit}, at most {most} are possible")]
    TooLong {
        /// The most that fits.
        most: usize,
        /// How much there is.
        actual: usize,
        /// What is counted.
        unit: Unit,
    },
    /// A character that nobody needs and that can hide or reorder others.
    #[error("character {position} is not allowed: {kind}")]
    ForbiddenCharacter {
        /// Which character of the given text, counted from 0.
        position: usize,
        /// What is wrong with it.
        kind: ForbiddenKind,
    },
    /// A heap of marks on one letter, which covers the lines above and below.
    #[error("too many marks on one letter, at character {position}")]
    TooManyMarks {
        /// The first mark too many in the given text, counted from 0.
        position: usize,
    },
    /// A character that a name of this kind does not have.
    #[error("{character:?} cannot be part of this name")]
    NotAllowed {
        /// The character.
        character: char,
    },
    /// A pen name that begins with a digit or a sign.
    #[error("a pen name begins with a letter")]
    BeginsWithoutLetter,
    /// A pen name with letters of several scripts, which can look like another name.
    #[error("a pen name is written in one script")]
    MixedScripts,
    /// A pen name in another script that can be taken for one in Latin letters.
    #[error("the pen name can be taken for one in Latin letters")]
    LooksLatin,
    /// A pen name that reads as a telephone number, an address or an account elsewhere.
    #[error("a pen name cannot be a way to contact somebody")]
    LooksLikeContact,
    /// A pen name that belongs to the platform, to authorities, or to nobody.
    #[error("the pen name is reserved")]
    Reserved,
}

/// What a limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Unicode scalar values; an emoji may be several.
    Characters,
    /// Bytes of UTF-8.
    Bytes,
}

/// Why a character is forbidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ForbiddenKind {
    /// A control character other than a line break or a tab.
    Control,
    /// It changes the direction in which the text around it is shown.
    BidiControl,
    /// An invisible tag outside a flag emoji.
    Tag,
    /// A private-use character: no two fonts agree on it.
    Private,
    /// A code point that will never be a character.
    NonCharacter,
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Characters => "characters",
            Self::Bytes => "bytes",
        })
    }
}

impl fmt::Display for ForbiddenKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Control => "a control character",
            Self::BidiControl => "it changes the direction of the text",
            Self::Tag => "an invisible tag",
            Self::Private => "a private-use character",
            Self::NonCharacter => "not a Unicode character",
        })
    }
}

#[cfg(test)]
mod tests;
