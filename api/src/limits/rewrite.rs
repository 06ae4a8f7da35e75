//! Writes a text as the parser understands it, where the specification means more than it does: `-0` is an integer, which
//! the parser takes for a fraction, and characters beyond U+FFFF may be written as escapes, alone (`\u{1F600}`) or in two
//! halves (`\uD83D\uDE00`), which it does not know (GraphQL, section 2.9.4).

use std::borrow::Cow;
use std::ops::Range;

use super::scanner::Kind;

/// A text, and what is written in another way.
#[derive(Debug)]
pub(super) struct Rewrite<'a> {
    text: &'a str,
    /// Ends where the copy of the text has come to.
    copied: usize,
    written: String,
}

impl<'a> Rewrite<'a> {
    /// Begins with a text as it is.
    pub(super) const fn of(text: &'a str) -> Self {
        Self {
            text,
            copied: 0,
            written: String::new(),
        }
    }

    /// Looks at the token that stands there.
    pub(super) fn see(&mut self, kind: Kind, at: Range<usize>) {
        let token = self.text.get(at.clone()).unwrap_or_default();
        match kind {
            // As long as before, so that what follows stays where it is.
            Kind::Number if token == "-0" => self.put(&at, " 0"),
            Kind::Text if token.contains("\\u") => {
                let mut written = without_long_escapes(token);
                if written != token {
                    // As long as before for whoever counts characters.
                    let shorter = token
                        .chars()
                        .count()
                        .saturating_sub(written.chars().count());
                    written.extend(std::iter::repeat_n(' ', shorter));
                    self.put(&at, &written);
                }
            }
            Kind::Opening(_)
            | Kind::Closing(_)
            | Kind::Name
            | Kind::Number
            | Kind::Text
            | Kind::Other => {}
        }
    }

    fn put(&mut self, at: &Range<usize>, written: &str) {
        let before = self.text.get(self.copied..at.start).unwrap_or_default();
        self.written.push_str(before);
        self.written.push_str(written);
        self.copied = at.end;
    }

    /// The text.
    pub(super) fn finish(mut self) -> Cow<'a, str> {
        if self.copied == 0 {
            return Cow::Borrowed(self.text);
        }
        let rest = self.text.get(self.copied..).unwrap_or_default();
        self.written.push_str(rest);
        Cow::Owned(self.written)
    }
}

/// A string in which every escape has four digits, and stands for a character by itself. What is no escape at all is
/// left to the parser, which refuses it.
fn without_long_escapes(string: &str) -> String {
    let mut written = String::with_capacity(string.len());
    let mut rest = string;
    while let Some((before, escape)) = rest.split_once('\\') {
        written.push_str(before);
        let read = long(escape).or_else(|| halves(escape));
        rest = if let Some((character, after)) = read {
            push(&mut written, character);
            after
        } else {
            // The character after a backslash belongs to it, above all another backslash.
            written.push('\\');
            let mut characters = escape.chars();
            written.extend(characters.next());
            characters.as_str()
        };
    }
    written.push_str(rest);
    written
}

/// The character of `u{…}`.
fn long(escape: &str) -> Option<(char, &str)> {
    let (digits, after) = escape.strip_prefix("u{")?.split_once('}')?;
    Some((char::from_u32(hexadecimal(digits)?)?, after))
}

/// The character of `uD83D\uDE00`.
fn halves(escape: &str) -> Option<(char, &str)> {
    let (high, after) = half(escape)?;
    let (low, after) = half(after.strip_prefix('\\')?)?;
    let mut decoded = char::decode_utf16([high, low]);
    match (decoded.next(), decoded.next()) {
        (Some(Ok(character)), None) => Some((character, after)),
        _ => None,
    }
}

fn half(escape: &str) -> Option<(u16, &str)> {
    let (digits, after) = escape.strip_prefix('u')?.split_at_checked(4)?;
    let half = u16::try_from(hexadecimal(digits)?).ok()?;
    Some((half, after))
}

fn hexadecimal(digits: &str) -> Option<u32> {
    let are_digits = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    let number = are_digits.then(|| u32::from_str_radix(digits, 16).ok());
    number.flatten()
}

/// Characters that four digits can't say stand for themselves; the others might end the string.
fn push(written: &mut String, character: char) {
    if u16::try_from(u32::from(character)).is_err() {
        written.push(character);
    } else {
        let escape = format!("\\u{:04X}", u32::from(character));
        written.push_str(&escape);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Limits, scan};
    use super::*;

    fn rewritten(text: &str) -> Cow<'_, str> {
        scan(text, &Limits::PUBLIC).expect("is within bounds").text
    }

    #[test]
    fn a_zero_loses_its_sign_and_nothing_else_changes() {
        assert_eq!(
            rewritten("{a(x:-0 y:[-0,-0]) #-0\n b(z:\"-0\")}"),
            "{a(x: 0 y:[ 0, 0]) #-0\n b(z:\"-0\")}"
        );
        for kept in [
            "{a(x:-0.0)}",
            "{a(x:-0e1)}",
            "{a(x:-10)}",
            "{a(x:- 0)}",
            "{é}",
        ] {
            assert!(matches!(rewritten(kept), Cow::Borrowed(same) if same == kept));
        }
    }

    #[test]
    fn a_character_is_the_same_however_it_is_escaped() {
        for (given, written) in [
            (r#""\uD83D\uDE00""#, r#""😀""#),
            (r#""\u{1F600}!""#, r#""😀!""#),
            (r#""a\u{e9}b""#, r#""a\u00E9b""#),
            (r#""\u{22}\u{5C}\u{a}""#, r#""\u0022\u005C\u000A""#),
            (r#""\\uD83D\uDE00""#, r#""\\uD83D\uDE00""#),
            (r#""\\\u{1F600}""#, r#""\\😀""#),
            (r#""\uD83D""#, r#""\uD83D""#),
            (r#""\uDE00\uD83D""#, r#""\uDE00\uD83D""#),
            (r#""\u{110000}""#, r#""\u{110000}""#),
            (r#""\u{D83D}""#, r#""\u{D83D}""#),
            (r#""\u{+41}""#, r#""\u{+41}""#),
            (r#""\u00e9""#, r#""\u00e9""#),
            ("\"\"\"\\u{1F600}\"\"\"", "\"\"\"\\u{1F600}\"\"\""),
        ] {
            let longer = given
                .chars()
                .count()
                .saturating_sub(written.chars().count());
            let padding = " ".repeat(longer);
            let (given, written) = (
                format!("{{a(x:{given})}}"),
                format!("{{a(x:{written}{padding})}}"),
            );
            assert_eq!(rewritten(&given), written);
        }
    }
}
