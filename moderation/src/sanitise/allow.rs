//! The last word on what may be in a text's HTML, and the only file that knows ammonia.
//! `rewrite` should have left nothing to remove; this file does not rely on it.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use super::links::is_footnote_id;

/// The `rel` of every link that leaves the product.
pub(super) const LINK_REL: &str = "nofollow ugc noopener noreferrer";
/// The class of the host shown beside a link.
pub(super) const HOST_CLASS: &str = "host";
/// The class of a footnote.
pub(super) const FOOTNOTE_CLASS: &str = "footnote-definition";

const TAGS: [&str; 25] = [
    "p",
    "br",
    "hr",
    "h2",
    "h3",
    "h4",
    "ul",
    "ol",
    "li",
    "blockquote",
    "em",
    "strong",
    "del",
    "code",
    "pre",
    "a",
    "table",
    "thead",
    "tbody",
    "tr",
    "td",
    "th",
    "sup",
    "div",
    "span",
];

const ATTRIBUTES: [(&str, &[&str]); 8] = [
    ("a", &["href", "rel"]),
    ("ol", &["start"]),
    ("td", &["align"]),
    ("th", &["align"]),
    ("code", &["class"]),
    ("div", &["class", "id"]),
    ("sup", &["id"]),
    ("span", &["class"]),
];

static BUILDER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from(TAGS))
        .clean_content_tags(HashSet::from(["script", "style"]))
        .tag_attributes(
            ATTRIBUTES
                .iter()
                .map(|(tag, names)| (*tag, names.iter().copied().collect()))
                .collect(),
        )
        .generic_attributes(HashSet::new())
        .allowed_classes(HashMap::new())
        .url_schemes(HashSet::from(["http", "https"]))
        .url_relative(UrlRelative::Custom(Box::new(footnote_only)))
        .link_rel(None)
        .strip_comments(true)
        .attribute_filter(|tag, name, value| {
            is_allowed_value(tag, name, value).then_some(Cow::Borrowed(value))
        });
    builder
});

/// Parses HTML and writes it again with nothing in it but what is allowed.
pub(super) fn clean(html: &str) -> String {
    BUILDER.clean(html).to_string()
}

fn footnote_only(target: &str) -> Option<Cow<'_, str>> {
    target
        .strip_prefix('#')
        .is_some_and(is_footnote_id)
        .then_some(Cow::Borrowed(target))
}

/// Whether a value may stand in an attribute of finished HTML.
fn is_allowed_value(tag: &str, name: &str, value: &str) -> bool {
    match (tag, name) {
        ("a", "href") => true, // its scheme is checked by the builder, all of it by `links`
        ("a", "rel") => value == LINK_REL,
        ("ol", "start") => list_start(value) == Some(value),
        ("td" | "th", "align") => is_alignment(value),
        ("code", "class") => is_language_class(value),
        ("div", "class") => value == FOOTNOTE_CLASS,
        ("div" | "sup", "id") => is_footnote_id(value),
        ("span", "class") => value == HOST_CLASS,
        _ => false,
    }
}

/// The first number of a list: one to four digits.
pub(super) fn list_start(value: &str) -> Option<&str> {
    let digits = (1..=4).contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_digit());
    digits.then_some(value)
}

/// Whether a value is an alignment of a table's cell.
pub(super) fn is_alignment(value: &str) -> bool {
    matches!(value, "left" | "center" | "right")
}

/// Whether a value is a class that names a programming language.
pub(super) fn is_language_class(value: &str) -> bool {
    let Some(name) = value.strip_prefix("language-") else {
        return false;
    };
    (1..=20).contains(&name.len())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alone_it_lets_nothing_dangerous_through() {
        let cases = [
            ("<script>alert(1)</script>a", "a"),
            ("<img src=x onerror=alert(1)>a", "a"),
            (
                "<p style=color:red id=x class=y onclick=z>a</p>",
                "<p>a</p>",
            ),
            ("<a href=javascript:alert(1)>a</a>", "<a>a</a>"),
            ("<a href='/x' target=_blank>a</a>", "<a>a</a>"),
            ("<a href='#fn-1'>a</a>", "<a href=\"#fn-1\">a</a>"),
            (
                "<a href='https://a.es' rel=opener>a</a>",
                "<a href=\"https://a.es\">a</a>",
            ),
            ("<svg><style><img onerror=x></style></svg>a", "a"),
            ("<code class='language-js x'>a</code>", "<code>a</code>"),
            ("<span class=other>a</span><!-- b -->", "<span>a</span>"),
        ];
        for (html, expected) in cases {
            assert_eq!(clean(html), expected, "{html}");
        }
    }
}
