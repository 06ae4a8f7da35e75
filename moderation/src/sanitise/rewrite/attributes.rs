//! Which attributes of an element stay, and what they become. Those of links are in `links`.

use std::collections::HashSet;

use super::super::allow::{FOOTNOTE_CLASS, is_alignment, is_language_class, list_start};
use super::super::links::is_footnote_id;
use super::super::tokens::StartTag;

/// An attribute that stays.
pub(super) struct Kept<'a> {
    /// The attribute that it was.
    pub(super) source: &'static str,
    /// The attribute that it becomes.
    pub(super) name: &'static str,
    /// Its value, which needs no escaping.
    pub(super) value: &'a str,
}

/// The attributes that stay on an element. An id that the text has already is not among them.
pub(super) fn kept<'a>(
    element: &str,
    tag: &StartTag<'a>,
    ids: &mut HashSet<String>,
) -> Vec<Kept<'a>> {
    let mut kept = Vec::new();
    let mut keep = |source, name, rule: &mut dyn FnMut(&'a str) -> Option<&'a str>| {
        if let Some(value) = tag.attribute(source).and_then(rule) {
            kept.push(Kept {
                source,
                name,
                value,
            });
        }
    };
    let mut new_id = |id: &'a str| (is_footnote_id(id) && ids.insert(id.to_owned())).then_some(id);
    match element {
        "ol" => keep("start", "start", &mut list_start),
        "td" | "th" if tag.attribute("align").is_some_and(is_alignment) => {
            keep("align", "align", &mut Some);
        }
        "td" | "th" => keep("style", "align", &mut alignment),
        "code" => keep("class", "class", &mut |class| {
            is_language_class(class).then_some(class)
        }),
        "sup" => keep("id", "id", &mut new_id),
        "div" => {
            keep("class", "class", &mut |class| {
                (class == FOOTNOTE_CLASS).then_some(class)
            });
            keep("id", "id", &mut new_id);
        }
        _ => {}
    }
    kept
}

/// The alignment in a style, as Markdown's tables write it.
fn alignment(style: &str) -> Option<&str> {
    style
        .strip_prefix("text-align: ")
        .filter(|value| is_alignment(value))
}
