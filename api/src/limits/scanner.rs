//! Counts bytes, tokens and open brackets of a text before any parser sees it.
//! It knows strings, block strings and comments as the parser does, and no grammar beyond them.

use std::borrow::Cow;

use super::Limits;

/// Why a text does not reach the parser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
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
    /// A string without an end. The parser would read what follows in another way than we do.
    #[error("a string in the document does not end")]
    UnterminatedString,
}

/// What was counted in a text that may be parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scanned<'a> {
    /// Tokens of the text.
    pub tokens: usize,
    /// The text, as long as it was, with ` 0` for each `-0`: the parser takes that for a fraction, and it is an integer.
    pub text: Cow<'a, str>,
}

/// Counts a text, and refuses it as soon as a bound is passed.
pub fn scan<'a>(text: &'a str, limits: &Limits) -> Result<Scanned<'a>, ScanError> {
    let limit = limits.bytes;
    if text.len() > limit {
        return Err(ScanError::TooLong { limit });
    }
    let mut rest = text.as_bytes();
    let (mut tokens, mut open) = (0_usize, 0_usize);
    let mut minus_zeros = Vec::new();
    while let Some((token, after)) = next(rest)? {
        rest = after;
        tokens += 1;
        match token {
            Token::Opening => open += 1,
            Token::Closing => open = open.saturating_sub(1),
            Token::MinusZero => minus_zeros.push(text.len() - MINUS_ZERO.len() - rest.len()),
            Token::Other => {}
        }
        if tokens > limits.tokens {
            let limit = limits.tokens;
            return Err(ScanError::TooManyTokens { limit });
        }
        if open > limits.nesting {
            let limit = limits.nesting;
            return Err(ScanError::TooNested { limit });
        }
    }
    let text = without(&minus_zeros, text);
    Ok(Scanned { tokens, text })
}

const MINUS_ZERO: &str = "-0";

/// The text with a space in place of the sign of each zero.
fn without<'a>(minus_zeros: &[usize], text: &'a str) -> Cow<'a, str> {
    if minus_zeros.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut positive = String::with_capacity(text.len());
    let mut copied = 0;
    for sign in minus_zeros {
        positive.push_str(text.get(copied..*sign).unwrap_or_default());
        positive.push(' ');
        copied = sign + 1;
    }
    positive.push_str(text.get(copied..).unwrap_or_default());
    Cow::Owned(positive)
}

enum Token {
    Opening,
    Closing,
    MinusZero,
    Other,
}

/// The next token and what follows it.
fn next(text: &[u8]) -> Result<Option<(Token, &[u8])>, ScanError> {
    let text = after_ignored(text);
    let token = match text {
        [] => return Ok(None),
        [b'"', b'"', b'"', inside @ ..] => (Token::Other, after_block_string(inside)?),
        [b'"', inside @ ..] => (Token::Other, after_string(inside)?),
        [b'{' | b'(' | b'[', after @ ..] => (Token::Opening, after),
        [b'}' | b')' | b']', after @ ..] => (Token::Closing, after),
        [b'.', b'.', b'.', after @ ..] => (Token::Other, after),
        [b'-', number @ ..] => signed(number),
        [digit, ..] if digit.is_ascii_digit() => (Token::Other, after_number(text)),
        [letter, ..] if is_in_name(*letter) => (Token::Other, after_all(text, is_in_name)),
        [_, after @ ..] => (Token::Other, after),
    };
    Ok(Some(token))
}

/// A number that follows its sign.
fn signed(number: &[u8]) -> (Token, &[u8]) {
    let after = after_number(number);
    match number {
        [b'0', rest @ ..] if rest.len() == after.len() => (Token::MinusZero, after),
        _ => (Token::Other, after),
    }
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
    fn a_zero_loses_its_sign_and_nothing_else_changes() -> Result<(), ScanError> {
        let rewritten = |text: &'static str| Ok(scan(text, &Limits::PUBLIC)?.text);
        assert_eq!(
            rewritten("{a(x:-0 y:[-0,-0]) #-0\n b(z:\"-0\")}")?,
            "{a(x: 0 y:[ 0, 0]) #-0\n b(z:\"-0\")}"
        );
        for kept in [
            "{a(x:-0.0)}",
            "{a(x:-0e1)}",
            "{a(x:-10)}",
            "{a(x:- 0)}",
            "{é}",
        ] {
            assert!(matches!(rewritten(kept)?, Cow::Borrowed(same) if same == kept));
        }
        Ok(())
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
