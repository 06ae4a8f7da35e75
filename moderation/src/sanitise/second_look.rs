//! Finished HTML as another parser than the sanitiser's reads it, checked against the list of what may be there, which is written a second
//! time here. For tests, and for the example `attacks`.

use std::collections::BTreeMap;

use html5gum::{Token, Tokenizer};

/// The elements that may be there.
const ELEMENTS: &str = "p br hr h2 h3 h4 ul ol li blockquote em strong del code pre a table thead tbody tr td th sup div span";
/// What every link to another site says of itself.
const REL: &str = "nofollow ugc noopener noreferrer";

/// What is in some HTML that may not be there; nothing if all may.
pub(crate) fn harm_in(html: &str) -> Option<String> {
    let mut harm = None;
    for token in Tokenizer::new(html) {
        let Ok(token) = token;
        let found = match token {
            Token::StartTag(tag) => {
                let attributes = tag.attributes.iter().map(|(name, value)| {
                    let value = &value.value.0;
                    (in_words(&name.0), in_words(value))
                });
                harm_in_tag(&in_words(&tag.name.0), &attributes.collect())
            }
            Token::EndTag(tag) => unknown(&in_words(&tag.name.0)),
            Token::String(_) => None,
            Token::Comment(_) => Some("a comment".to_owned()),
            Token::Doctype(_) => Some("a document type".to_owned()),
            Token::Error(error) => Some(format!("what is no HTML: {error:?}")),
        };
        harm = harm.or(found);
    }
    harm
}

fn in_words(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn unknown(name: &str) -> Option<String> {
    let is_known = ELEMENTS.split(' ').any(|known| known == name);
    (!is_known).then(|| format!("the element {name}"))
}

fn harm_in_tag(name: &str, attributes: &BTreeMap<String, String>) -> Option<String> {
    let wrong = attributes
        .iter()
        .find(|(attribute, value)| !may_be(name, attribute, value));
    let wrong = wrong.map(|(attribute, value)| format!("{attribute}=\"{value}\" of {name}"));
    let leads_away = attributes
        .get("href")
        .is_some_and(|href| href.starts_with("http"));
    let says_so = attributes.get("rel").is_some_and(|rel| rel == REL);
    let silent = (leads_away && !says_so).then(|| "a link that says nothing of itself".to_owned());
    unknown(name).or(wrong).or(silent)
}

fn may_be(element: &str, attribute: &str, value: &str) -> bool {
    let begins = |starts: &[&str]| starts.iter().any(|start| value.starts_with(start));
    match (element, attribute) {
        ("a", "href") => begins(&["https://", "http://", "#fn-", "#fnref-"]),
        ("a", "rel") => value == REL,
        ("span", "class") => value == "host",
        ("div", "class") => value == "footnote-definition",
        ("sup", "class") => value == "footnote-reference",
        ("code", "class") => value.starts_with("language-"),
        (_, "id") => begins(&["fn-", "fnref-"]),
        ("td" | "th", "align") => ["left", "center", "right"].contains(&value),
        ("ol", "start") => value.bytes().all(|byte| byte.is_ascii_digit()),
        _ => false,
    }
}
