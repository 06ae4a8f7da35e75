//! The plain text of HTML, for word counts, screening and comparing.

use super::SafeHtml;
use super::elements::is_block;
use super::rewrite::is_host_span;
use super::tokens::{Token, tokens};

/// The text that a reader sees, a line for each block. The hosts shown beside links are not part of it.
pub(super) fn plain_text(html: &SafeHtml) -> String {
    let mut text = String::new();
    let mut in_host = false;
    for token in tokens(html.as_str()) {
        match token {
            Token::Text(piece) if in_host || (starts_line(&text) && piece.trim().is_empty()) => {}
            Token::Text(piece) => text.push_str(&decode(piece)),
            Token::Raw(_) | Token::Comment => {}
            Token::Start(tag) => {
                in_host = is_host_span(&tag);
                if in_host && text.ends_with(' ') {
                    text.pop();
                }
                if tag.name == "br" || is_block(&tag.name) {
                    end_line(&mut text);
                }
            }
            Token::End(name) => {
                in_host = false;
                if is_block(&name) {
                    end_line(&mut text);
                }
            }
        }
    }
    text.truncate(text.trim_end().len());
    text
}

fn end_line(text: &mut String) {
    text.truncate(text.trim_end_matches(' ').len());
    if !starts_line(text) {
        text.push('\n');
    }
}

/// Whether what comes next is the first of its line.
fn starts_line(text: &str) -> bool {
    text.is_empty() || text.ends_with('\n')
}

/// How many words a text has: pieces between spaces with a letter or a digit in them.
pub(super) fn words(text: &str) -> usize {
    text.split_whitespace()
        .filter(|word| word.contains(char::is_alphanumeric))
        .count()
}

/// Reads the character references that HTML must have and the numeric ones. Any other stays as it is written:
/// finished HTML has none.
pub(super) fn decode(written: &str) -> String {
    let mut text = String::with_capacity(written.len());
    let mut rest = written;
    while let Some((before, after)) = rest.split_once('&') {
        text.push_str(before);
        let reference = after
            .split_once(';')
            .and_then(|(name, tail)| Some((character(name)?, tail)));
        if let Some((character, tail)) = reference {
            text.push(character);
            rest = tail;
        } else {
            text.push('&');
            rest = after;
        }
    }
    text.push_str(rest);
    text
}

fn character(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        _ => {
            let digits = name.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
                None => digits.parse(),
            };
            code.ok().and_then(char::from_u32)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn character_references_are_read_and_unknown_ones_stay() {
        let cases = [
            ("a&amp;b", "a&b"),
            ("&#105;&#x49;", "iI"),
            ("&copy;&", "&copy;&"),
            ("?a=1&b=2;", "?a=1&b=2;"),
        ];
        for (written, text) in cases {
            assert_eq!(decode(written), text);
        }
    }

    #[test]
    fn a_word_has_a_letter_or_a_digit() {
        assert_eq!(words("Hola, ¿qué tal? - 3 «ñ» ..."), 5);
    }
}
