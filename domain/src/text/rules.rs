//! How a given text becomes a kept one: normalised, trimmed, bounded, free of what hides or reorders characters.
//! One linear pass. Which characters a name may have is said in the file of that name.

use std::mem;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use super::{ForbiddenKind, TextError, Unit};

/// Marks that one letter may carry, accents that are part of the letter included.
const MOST_MARKS: usize = 8;
/// Opens the flag of a region of a country: up to six tags and a closing one follow.
const BLACK_FLAG: char = '\u{1F3F4}';
/// Tags that may follow a black flag; more would be a hidden message.
const MOST_TAGS: usize = 7;
/// How many times the limit is read at all: normalising shortens honest text less than this.
const READ_FACTOR: usize = 4;

/// Where line breaks and spaces are kept.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    /// One line: every run of white space is one space, none at the ends.
    Line,
    /// Several lines, nothing blank at the ends.
    Block,
    /// As `Block`, but the first line keeps its leading spaces, which mean something there.
    Markdown,
}

/// What a type of text asks for.
pub(super) struct Rules {
    pub(super) shape: Shape,
    pub(super) least: usize,
    pub(super) most: usize,
    pub(super) unit: Unit,
}

impl Rules {
    /// A single line of `least` to `most` characters.
    pub(super) const fn line(least: usize, most: usize) -> Self {
        Self {
            shape: Shape::Line,
            least,
            most,
            unit: Unit::Characters,
        }
    }

    /// The text as it is kept.
    ///
    /// Invariant: what is kept is kept unchanged when it is read again.
    pub(super) fn apply(&self, given: &str) -> Result<String, TextError> {
        if given.len() > self.most_read() {
            return Err(self.too_long(self.unit.count(given)));
        }
        let cleaned = clean(given, self.shape)?;
        let text: String = trim(&cleaned, self.shape).nfc().collect();
        if text.chars().all(is_invisible) {
            return Err(TextError::Empty);
        }
        let size = self.unit.count(&text);
        if size < self.least {
            return Err(TextError::TooShort { least: self.least });
        }
        if size > self.most {
            return Err(self.too_long(size));
        }
        Ok(text)
    }

    /// A text that was kept before, as it is. It was normalised then, which costs too much to do at every reading; its
    /// size is looked at again.
    pub(super) fn kept(&self, stored: String) -> Result<String, TextError> {
        if stored.is_empty() {
            return Err(TextError::Empty);
        }
        let size = self.unit.count(&stored);
        if size > self.most {
            return Err(self.too_long(size));
        }
        Ok(stored)
    }

    const fn too_long(&self, actual: usize) -> TextError {
        TextError::TooLong {
            most: self.most,
            actual,
            unit: self.unit,
        }
    }

    /// Bytes beyond which a text is refused unread.
    const fn most_read(&self) -> usize {
        let bytes = match self.unit {
            Unit::Characters => 4,
            Unit::Bytes => 1,
        };
        self.most * bytes * READ_FACTOR
    }
}

impl Unit {
    fn count(self, text: &str) -> usize {
        match self {
            Self::Characters => text.chars().count(),
            Self::Bytes => text.len(),
        }
    }
}

/// Drops harmless invisible characters, evens out white space, refuses what is forbidden.
fn clean(given: &str, shape: Shape) -> Result<String, TextError> {
    let mut kept = String::with_capacity(given.len());
    let mut marks = 0;
    let mut flag_tags = None;
    let mut after_return = false;
    for (position, character) in given.chars().enumerate().filter(|(_, it)| !is_dropped(*it)) {
        flag_tags = tags_of_flag(flag_tags, character);
        match forbidden(character) {
            None => {}
            Some(ForbiddenKind::Tag) if flag_tags.is_some() => {}
            Some(kind) => return Err(TextError::ForbiddenCharacter { position, kind }),
        }
        marks = marks_in_a_row(marks, character);
        if marks > MOST_MARKS {
            return Err(TextError::TooManyMarks { position });
        }
        let in_break = mem::replace(&mut after_return, character == '\r');
        if !(in_break && character == '\n') {
            keep(&mut kept, character, shape);
        }
    }
    Ok(kept)
}

fn keep(kept: &mut String, character: char, shape: Shape) {
    match shape {
        Shape::Line if !character.is_whitespace() => kept.push(character),
        Shape::Line if kept.ends_with(' ') => {}
        Shape::Line => kept.push(' '),
        Shape::Block | Shape::Markdown => kept.push(match character {
            '\r' | '\u{2028}' | '\u{2029}' => '\n',
            other => other,
        }),
    }
}

fn trim(text: &str, shape: Shape) -> &str {
    match shape {
        Shape::Line | Shape::Block => text.trim(),
        Shape::Markdown => {
            let mut rest = text.trim_end();
            while let Some((line, following)) = rest.split_once('\n')
                && line.trim().is_empty()
            {
                rest = following;
            }
            rest
        }
    }
}

/// Invisible, of no meaning in our languages, and brought along by copying from elsewhere.
const fn is_dropped(character: char) -> bool {
    matches!(
        character,
        '\u{FEFF}' | '\u{200B}' | '\u{2060}' | '\u{AD}' | '\u{200E}' | '\u{200F}' | '\u{61C}'
    )
}

const fn is_joiner(character: char) -> bool {
    matches!(character, '\u{200C}' | '\u{200D}')
}

/// Shows nothing by itself. A text that has only these is empty.
fn is_invisible(character: char) -> bool {
    character.is_whitespace()
        || is_joiner(character)
        || matches!(
            character,
            '\u{34F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
                | '\u{2061}'..='\u{2064}' | '\u{206A}'..='\u{206F}' | '\u{2800}' | '\u{3164}'
                | '\u{FE00}'..='\u{FE0F}' | '\u{FFA0}' | '\u{E0100}'..='\u{E01EF}'
        )
}

fn forbidden(character: char) -> Option<ForbiddenKind> {
    match character {
        '\n' | '\r' | '\t' => None,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => Some(ForbiddenKind::BidiControl),
        '\u{E0000}'..='\u{E007F}' => Some(ForbiddenKind::Tag),
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}' => {
            Some(ForbiddenKind::Private)
        }
        '\u{FDD0}'..='\u{FDEF}' => Some(ForbiddenKind::NonCharacter),
        other if u32::from(other) & 0xFFFE == 0xFFFE => Some(ForbiddenKind::NonCharacter),
        other if other.is_control() => Some(ForbiddenKind::Control),
        _ => None,
    }
}

/// How many tags of a flag have been read up to `character`; `None` outside a flag and when they are too many.
fn tags_of_flag(before: Option<usize>, character: char) -> Option<usize> {
    match character {
        BLACK_FLAG => Some(0),
        '\u{E0000}'..='\u{E007F}' => before
            .map(|tags| tags + 1)
            .filter(|tags| *tags <= MOST_TAGS),
        _ => None,
    }
}

/// How many marks stand in a row after `character`. Accented letters are taken apart, so that it does not matter
/// how they were typed; joiners count as marks, they are as invisible in numbers.
fn marks_in_a_row(before: usize, character: char) -> usize {
    let mut marks = before;
    decompose_canonical(character, |part| {
        marks = if is_combining_mark(part) || is_joiner(part) {
            marks + 1
        } else {
            0
        };
    });
    marks
}
