//! What each element becomes: one table of names, no attributes.

/// What an element becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// An element without content.
    Void(&'static str),
    /// An element inside a line.
    Inline(&'static str),
    /// An element that makes a block of its own.
    Block(&'static str),
    /// Kept for a footnote, otherwise only the end of a paragraph.
    Division(&'static str),
    /// A link, if its address may stay.
    Link,
    /// A picture: its alternative text stays.
    Image,
    /// Film, sound and other pages; what is inside stays as text.
    Media,
    /// Nothing but what is inside.
    Nothing,
}

/// What an element becomes, by its name in lower case.
pub(super) fn role(name: &str) -> Role {
    match name {
        "br" => Role::Void("br"),
        "hr" => Role::Void("hr"),
        "em" | "i" => Role::Inline("em"),
        "strong" | "b" => Role::Inline("strong"),
        "del" | "s" | "strike" => Role::Inline("del"),
        "code" => Role::Inline("code"),
        "sup" => Role::Inline("sup"),
        "p" => Role::Block("p"),
        "h1" | "h2" => Role::Block("h2"),
        "h3" => Role::Block("h3"),
        "h4" | "h5" | "h6" => Role::Block("h4"),
        "ul" | "menu" => Role::Block("ul"),
        "ol" => Role::Block("ol"),
        "li" => Role::Block("li"),
        "blockquote" => Role::Block("blockquote"),
        "pre" | "listing" => Role::Block("pre"),
        "table" => Role::Block("table"),
        "thead" => Role::Block("thead"),
        "tbody" | "tfoot" => Role::Block("tbody"),
        "tr" => Role::Block("tr"),
        "th" => Role::Block("th"),
        "td" => Role::Block("td"),
        "div" => Role::Division("div"),
        "section" | "article" | "main" | "aside" | "header" | "footer" | "nav" | "figure"
        | "figcaption" | "center" | "address" | "dl" | "dt" | "dd" | "form" | "fieldset"
        | "legend" | "details" | "summary" | "caption" | "hgroup" | "dialog" => {
            Role::Division("section")
        }
        "a" => Role::Link,
        "img" | "image" => Role::Image,
        "video" | "audio" | "object" | "embed" | "iframe" => Role::Media,
        _ => Role::Nothing,
    }
}

/// Whether an element of finished HTML makes a block of its own.
pub(super) fn is_block(name: &str) -> bool {
    match role(name) {
        Role::Block(_) | Role::Division(_) => true,
        Role::Void(name) => name == "hr",
        Role::Inline(_) | Role::Link | Role::Image | Role::Media | Role::Nothing => false,
    }
}

/// The open elements that the beginning of a block ends, and those at which the search for one stops.
pub(super) fn ended_by(block: &str) -> (&'static [&'static str], &'static [&'static str]) {
    match block {
        "li" => (&["li"], &["ul", "ol", "td", "th", "div", "blockquote"]),
        "td" | "th" => (&["td", "th"], &["table"]),
        "tr" => (&["tr"], &["table"]),
        "thead" | "tbody" => (&["thead", "tbody"], &["table"]),
        "h2" | "h3" | "h4" => (&["p", "h2", "h3", "h4"], CONTAINERS),
        _ => (&["p"], CONTAINERS),
    }
}

/// The elements that a paragraph stays inside of.
const CONTAINERS: &[&str] = &[
    "ul",
    "ol",
    "li",
    "table",
    "thead",
    "tbody",
    "tr",
    "td",
    "th",
    "div",
    "section",
    "blockquote",
];
