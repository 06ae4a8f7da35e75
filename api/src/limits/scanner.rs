//! Reads the tokens of a text before any parser sees it: counts bytes, tokens and open brackets, and finds what the parser
//! would take and must not. It knows strings, block strings and comments as the parser does.

use std::borrow::Cow;

use super::Limits;
use super::objects::Objects;
use super::rewrite::Rewrite;

/// Why a text does not reach the parser.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScanError {
    /// More bytes than allowed.
    #[error("the document is longer than {limit} bytes")]
    TooLong {
        /// The most bytes that are read.
        limit: usize,
    },
    /// More tokens than allowed.
    #[error("the document has more than {limit} tokens")]
    TooManyTokens {
        /// The most tokens that are read.
        limit: usize,
    },
    /// More open brackets than allowed.
    #[error("the document nests brackets more than {limit} levels deep")]
    TooNested {
        /// The most brackets that may be open at once.
        limit: usize,
    },
    /// Parentheses with nothing in them.
    #[error("there is nothing in a pair of parentheses; leave them out")]
    EmptyParentheses,
    /// A field of an input object twice.
    #[error("the field \"{field}\" stands twice in one input object")]
    FieldTwice {
        /// The field.
        field: String,
    },
    /// A string without an end. The parser would read what follows in another way than we do.
    #[error("a string in the document does not end")]
    UnterminatedString,
}

/// What was counted in a text that may be parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scanned<'a> {
    /// Tokens of the text.
    pub tokens: usize,
    /// The text as the parser understands it: see [`Rewrite`].
    pub text: Cow<'a, str>,
}

/// Counts a text, and refuses it as soon as a bound is passed.
pub fn scan<'a>(text: &'a str, limits: &Limits) -> Result<Scanned<'a>, ScanError> {
    let limit = limits.bytes;
    if text.len() > limit {
        return Err(ScanError::TooLong { limit });
    }
    let mut rest = text.as_bytes();
    let mut tokens = 0_usize;
    let mut objects = Objects::default();
    let mut rewrite = Rewrite::of(text);
    while let Some((token, after)) = next(rest)? {
        tokens += 1;
        if tokens > limits.tokens {
            let limit = limits.tokens;
            return Err(ScanError::TooManyTokens { limit });
        }
        let at = text.len() - after.len() - token.length..text.len() - after.len();
        let written = text.get(at.clone()).unwrap_or_default();
        objects.see(token.kind, written)?;
        if objects.open() > limits.nesting {
            let limit = limits.nesting;
            return Err(ScanError::TooNested { limit });
        }
        rewrite.see(token.kind, at);
        rest = after;
    }
    let text = rewrite.finish();
    Ok(Scanned { tokens, text })
}

/// A token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Token {
    kind: Kind,
    length: usize,
}

/// What a token is, as far as anybody asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `{`, `(` or `[`.
    Opening(u8),
    Closing(u8),
    Name,
    Number,
    /// A string that is no block string.
    Text,
    Other,
}

/// The next token and what follows it.
fn next(text: &[u8]) -> Result<Option<(Token, &[u8])>, ScanError> {
    let text = after_ignored(text);
    let (kind, after) = match text {
        [] => return Ok(None),
        [b'"', b'"', b'"', inside @ ..] => (Kind::Other, after_block_string(inside)?),
        [b'"', inside @ ..] => (Kind::Text, after_string(inside)?),
        [bracket @ (b'{' | b'(' | b'['), after @ ..] => (Kind::Opening(*bracket), after),
        [bracket @ (b'}' | b')' | b']'), after @ ..] => (Kind::Closing(*bracket), after),
        [b'.', b'.', b'.', after @ ..] => (Kind::Other, after),
        [b'-', after @ ..] => (Kind::Number, after_number(after)),
        [digit, ..] if digit.is_ascii_digit() => (Kind::Number, after_number(text)),
        [letter, ..] if is_in_name(*letter) => (Kind::Name, after_all(text, is_in_name)),
        [_, after @ ..] => (Kind::Other, after),
    };
    let length = text.len() - after.len();
    Ok(Some((Token { kind, length }, after)))
}

/// Leaves out white space, commas, byte order marks and comments.
fn after_ignored(mut text: &[u8]) -> &[u8] {
    loop {
        text = match text {
            [b' ' | b',' | b'\t' | b'\r' | b'\n', after @ ..] | [0xEF, 0xBB, 0xBF, after @ ..] => {
                after
            }
            [b'#', comment @ ..] => after_all(comment, |byte| !is_line_end(byte)),
            _ => return text,
        };
    }
}

fn after_block_string(mut text: &[u8]) -> Result<&[u8], ScanError> {
    loop {
        text = match text {
            [] => return Err(ScanError::UnterminatedString),
            [b'"', b'"', b'"', after @ ..] => return Ok(after),
            [b'\\', b'"', b'"', b'"', after @ ..] | [_, after @ ..] => after,
        };
    }
}

fn after_string(mut text: &[u8]) -> Result<&[u8], ScanError> {
    loop {
        text = match text {
            [] | [b'\r' | b'\n', ..] | [b'\\', b'\r' | b'\n', ..] => {
                return Err(ScanError::UnterminatedString);
            }
            [b'"', after @ ..] => return Ok(after),
            [b'\\', _, after @ ..] | [_, after @ ..] => after,
        };
    }
}

/// Leaves out a number without its sign. A number ends where the parser ends it, so that `1-1`
/// and `00` are two.
fn after_number(text: &[u8]) -> &[u8] {
    let text = match text {
        [b'0', after @ ..] => after,
        _ => after_all(text, is_digit),
    };
    let text = match text {
        [b'.', digit, ..] if is_digit(*digit) => {
            after_all(text.get(1..).unwrap_or_default(), is_digit)
        }
        _ => text,
    };
    match text {
        [b'e' | b'E', b'+' | b'-', digit, ..] if is_digit(*digit) => {
            after_all(text.get(2..).unwrap_or_default(), is_digit)
        }
        [b'e' | b'E', digit, ..] if is_digit(*digit) => {
            after_all(text.get(1..).unwrap_or_default(), is_digit)
        }
        _ => text,
    }
}

fn after_all(text: &[u8], belongs: fn(u8) -> bool) -> &[u8] {
    let count = text.iter().take_while(|byte| belongs(**byte)).count();
    text.get(count..).unwrap_or_default()
}

const fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\r' | b'\n')
}

const fn is_digit(byte: u8) -> bool {
    byte.is_ascii_digit()
}

const fn is_in_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Result<usize, ScanError> {
        scan(text, &Limits::PUBLIC).map(|scanned| scanned.tokens)
    }

    #[test]
    fn tokens_are_counted_as_the_specification_names_them() {
        assert_eq!(tokens(""), Ok(0));
        assert_eq!(tokens("{ a, b: c }"), Ok(6));
        assert_eq!(
            tokens("query Q($x: [Int!] = 1) { a(x: $x) @skip(if: true) }"),
            Ok(29)
        );
        assert_eq!(tokens("{ ...F }"), Ok(4));
        assert_eq!(tokens("[-1.5e+3 0 12]"), Ok(5));
        assert_eq!(tokens("[1-1 00]"), Ok(6));
        assert_eq!(tokens("\u{feff}{a}"), Ok(3));
    }

    #[test]
    fn what_stands_in_strings_and_comments_is_not_counted() {
        assert_eq!(tokens("# { { { a b c\n{ a } # {"), Ok(3));
        assert_eq!(tokens(r#"["{ a # b" "\"{" ""]"#), Ok(5));
        assert_eq!(tokens("[\"\"\"{ \" # \n \\\"\"\" { \"\"\"]"), Ok(3));
    }

    #[test]
    fn a_field_stands_once_in_an_input_object_and_parentheses_hold_something() {
        let twice = |field: &str| {
            let field = field.to_owned();
            Err(ScanError::FieldTwice { field })
        };
        assert_eq!(tokens("{ f(x: { a: 1, b: 2, a: 3 }) }"), twice("a"));
        assert_eq!(
            tokens("query($x: T = { a: [{ b: 1 b: 2 }] }) { f }"),
            twice("b")
        );
        for fine in [
            "{ f(x: { a: { a: 1 }, b: [{ a: 1 }, { a: 2 }] }, y: { a: a }) a: b a: c }",
            "{ f(x: {}) @skip(if: true) { a: a a: a } }",
        ] {
            assert!(tokens(fine).is_ok(), "{fine}");
        }
        for empty in ["query() { a }", "{ a( # nothing\n ) }"] {
            assert_eq!(tokens(empty), Err(ScanError::EmptyParentheses), "{empty}");
        }
    }

    #[test]
    fn a_string_without_an_end_is_refused() {
        for text in [
            "\"abc",
            "\"ab\ncd\"",
            "\"ab\\",
            "\"\"\"abc\"\"",
            "\"a\\\n\"",
            "[\"\"\"b\"]",
        ] {
            assert_eq!(tokens(text), Err(ScanError::UnterminatedString), "{text}");
        }
    }

    #[test]
    fn a_long_text_is_refused_and_the_longest_is_read() {
        let spaces = " ".repeat(Limits::PUBLIC.bytes);
        assert_eq!(tokens(&spaces), Ok(0));
        assert!(matches!(
            tokens(&format!("{spaces} ")),
            Err(ScanError::TooLong { .. })
        ));
    }

    #[test]
    fn one_token_too_many_is_refused() {
        let most = "a ".repeat(Limits::PUBLIC.tokens);
        assert_eq!(tokens(&most), Ok(Limits::PUBLIC.tokens));
        assert!(matches!(
            tokens(&format!("{most}a")),
            Err(ScanError::TooManyTokens { .. })
        ));
    }

    #[test]
    fn brackets_of_every_kind_nest_to_a_bound() {
        for bracket in ["{", "[", "(", "{a(b:["] {
            let nested = bracket.repeat(5_000);
            let nested = nested.get(..2_000).unwrap_or_default();
            assert!(
                matches!(tokens(nested), Err(ScanError::TooNested { .. })),
                "{bracket}"
            );
        }
        let deepest = format!("{}{}", "[".repeat(64), "]".repeat(64));
        assert_eq!(tokens(&deepest), Ok(128));
        assert_eq!(tokens(&"[]".repeat(1_000)), Ok(2_000));
    }
}
