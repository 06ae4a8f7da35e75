//! A plain copy of a text to search in: lower case, without accents, spaces and look-alikes made even.
//! It remembers where each piece came from, so that what is found points into the text as it was written.

use std::ops::Range;

use unicode_normalization::char::{decompose_compatible, is_combining_mark};
use unicode_security::confusable_detection::skeleton;

/// The plain copy of a text.
///
/// Invariant: `sources` has one range for each byte of `text`; ranges are on character boundaries of the
/// source and come in its order.
#[derive(Debug)]
pub(super) struct Folded {
    text: String,
    sources: Vec<Range<usize>>,
    repeats: usize,
}

/// How much of what a single sign stands for is copied.
const MOST_PARTS: usize = 4;

impl Folded {
    /// Makes the copy. Takes time that grows with the length only.
    pub(super) fn new(source: &str) -> Self {
        let mut folded = Self {
            text: String::with_capacity(source.len()),
            sources: Vec::with_capacity(source.len()),
            repeats: 0,
        };
        for (start, character) in source.char_indices() {
            let range = start..start.saturating_add(character.len_utf8());
            let mut parts = 0_usize;
            decompose_compatible(character, |part| {
                parts = parts.saturating_add(1);
                // A few signs are whole sentences; nobody spells with them.
                if parts <= MOST_PARTS {
                    for lower in part.to_lowercase() {
                        folded.add(lower, &range);
                    }
                }
            });
        }
        folded
    }

    /// The copy.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Where a range of the copy came from.
    pub(super) fn source(&self, range: Range<usize>) -> Option<Range<usize>> {
        let found = self.sources.get(range)?;
        Some(found.first()?.start..found.last()?.end)
    }

    fn add(&mut self, character: char, range: &Range<usize>) {
        match character {
            // the letters ñ and ç are not n and c: "año" and "ano" are two words
            '\u{303}' if self.text.ends_with('n') => self.replace_last('ñ', range),
            '\u{327}' if self.text.ends_with('c') => self.replace_last('ç', range),
            _ if is_combining_mark(character) => self.lengthen(range),
            _ if is_invisible(character) => {}
            _ if character.is_whitespace() => self.add_space(range),
            _ => self.add_visible(look_alike(character), range),
        }
    }

    fn add_space(&mut self, range: &Range<usize>) {
        if self.text.ends_with(' ') {
            self.lengthen(range);
        } else {
            self.push(' ', range);
        }
    }

    /// A letter that stands three times or more stands once: "tontooo" is "tonto".
    fn add_visible(&mut self, character: char, range: &Range<usize>) {
        let repeats = character.is_alphabetic() && self.text.ends_with(character);
        self.repeats = if repeats {
            self.repeats.saturating_add(1)
        } else {
            0
        };
        match self.repeats {
            0 | 1 => self.push(character, range),
            2 => {
                self.pop();
                self.lengthen(range);
            }
            _ => self.lengthen(range),
        }
    }

    fn push(&mut self, character: char, range: &Range<usize>) {
        self.text.push(character);
        self.sources.resize(self.text.len(), range.clone());
    }

    fn pop(&mut self) {
        self.text.pop();
        self.sources.truncate(self.text.len());
    }

    fn replace_last(&mut self, character: char, range: &Range<usize>) {
        let start = self.sources.last().map_or(range.start, |last| last.start);
        self.pop();
        self.push(character, &(start..range.end));
    }

    /// What was dropped belongs to what stands before it.
    fn lengthen(&mut self, range: &Range<usize>) {
        let Some(last) = self.text.chars().next_back() else {
            return;
        };
        let from = self.sources.len().saturating_sub(last.len_utf8());
        for source in self.sources.iter_mut().skip(from) {
            source.end = range.end;
        }
    }
}

/// Characters that are not seen.
fn is_invisible(character: char) -> bool {
    let spacing = character.is_whitespace();
    (character.is_control() && !spacing)
        || matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
        || matches!(character, '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e01ef}')
}

/// The Latin letter that one of another script looks like; no language of the panel is written in those. What this list does not say, the
/// confusables of UTS #39 do.
fn look_alike(character: char) -> char {
    match character {
        'а' | 'α' => 'a',
        'в' | 'β' => 'b',
        'с' | 'ϲ' => 'c',
        'е' | 'ε' => 'e',
        'н' => 'h',
        'і' | 'ι' | 'ı' => 'i',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'м' => 'm',
        'о' | 'ο' => 'o',
        'р' | 'ρ' => 'p',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'υ' => 'u',
        'х' | 'χ' => 'x',
        'у' => 'y',
        '’' | '‘' | '´' => '\'',
        '‐' | '‑' | '–' | '—' | '−' => '-',
        _ if may_look_latin(character) => prototype(character),
        _ => digit(character).unwrap_or(character),
    }
}

/// The digit from `0` to `9` that one of a living script is.
fn digit(character: char) -> Option<char> {
    const ZEROS: [u32; 35] = [
        0x1090, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0,
        0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6,
        0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0, 0xf20, 0x1040, 0x17e0, 0x1810,
    ];
    let code = u32::from(character);
    let values = ZEROS.iter().filter_map(|zero| code.checked_sub(*zero));
    values
        .filter(|value| *value < 10)
        .find_map(|value| char::from_digit(value, 10))
}

/// Whether a letter is of a script with letters that look Latin: phonetic signs, Greek, Cyrillic, Armenian, and from Georgian on, but not
/// those of East Asia. Latin letters with marks were taken apart before.
fn may_look_latin(character: char) -> bool {
    let is_of_such = matches!(character, '\u{250}'..='\u{58f}' | '\u{10a0}'..='\u{2fff}' | '\u{a4d0}'..='\u{abff}');
    is_of_such && character.is_alphabetic()
}

/// The letter from `a` to `z` that UTS #39 says a sign is confused with.
fn prototype(character: char) -> char {
    let mut buffer = [0; 4];
    let text: &str = character.encode_utf8(&mut buffer);
    let mut parts = skeleton(text);
    let first = parts.next().map(|part| part.to_ascii_lowercase());
    match (first, parts.next()) {
        (Some(first), None) if first.is_ascii_lowercase() => first,
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn case_accents_spaces_and_look_alikes_are_made_even() {
        let cases = [
            ("ÁRBOL Ñandú Açò", "arbol ñandu aço"),
            ("n\u{303} c\u{327} e\u{301}", "ñ ç e"),
            ("６１２ ①\u{a0}\n x", "612 1 x"),
            ("٦١٢ ४० 〇", "612 40 〇"),
            ("t\u{200b}o\u{ad}nto", "tonto"),
            ("tontoooo aa llll", "tonto aa l"),
            ("рutа", "puta"),
            ("ԁіе", "die"),
            ("tоոtо", "tonto"),
            ("6\u{fe0f}\u{20e3}1\u{fe0f}\u{20e3}", "61"),
        ];
        for (source, text) in cases {
            assert_eq!(Folded::new(source).text(), text, "{source}");
        }
    }

    #[test]
    fn what_is_found_points_into_the_source() {
        let source = "¡Qué TONTÓÓÓ!";
        let folded = Folded::new(source);
        let at = folded.text().find("tonto").unwrap();
        let range = folded.source(at..at + 5).unwrap();
        assert_eq!(source.get(range), Some("TONTÓÓÓ"));
    }

    proptest! {
        #[test]
        fn every_range_points_to_characters_of_the_source(source in any::<String>()) {
            let folded = Folded::new(&source);
            prop_assert_eq!(folded.text.len(), folded.sources.len());
            let indices: Vec<usize> = folded.text.char_indices().map(|(at, _)| at).collect();
            for start in indices {
                let range = folded.source(start..folded.text.len()).unwrap();
                prop_assert!(source.get(range).is_some());
            }
        }
    }
}
