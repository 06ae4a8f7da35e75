//! Knows the host shown beside a link when it comes back, so that it is not shown twice. `rewrite` writes it.

use super::super::allow::HOST_CLASS;
use super::super::tokens::{StartTag, Token};

/// Whether a tag begins the host shown beside a link.
pub(in super::super) fn is_host_span(tag: &StartTag<'_>) -> bool {
    tag.name == "span" && tag.attribute("class") == Some(HOST_CLASS)
}

/// What comes after a shown host, if one stands here. The link writes its own.
pub(super) fn skip<'a, 'b>(token: &Token<'_>, after: &'a [Token<'b>]) -> Option<&'a [Token<'b>]> {
    let Token::Start(tag) = token else {
        return None;
    };
    if !is_host_span(tag) {
        return None;
    }
    match after {
        [Token::Text(_), Token::End(name), after @ ..] if name == "span" => Some(after),
        _ => None,
    }
}

/// The same with the space before it, for the place right after a link.
pub(super) fn skip_spaced<'a, 'b>(rest: &'a [Token<'b>]) -> &'a [Token<'b>] {
    match rest {
        [Token::Text(" "), span, after @ ..] => skip(span, after).unwrap_or(rest),
        _ => rest,
    }
}
