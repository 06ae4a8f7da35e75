//! Words for everything, in every language, and none for nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use regex::Regex;

use super::*;

/// The keys of a language, each with the names of what is filled in.
fn keys(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let resource = FluentResource::try_new(source(language).to_owned()).expect("words");
    let names = Regex::new(r"\$(\w+)").expect("a pattern");
    let next = Regex::new(r"\n[a-z]").expect("a pattern");
    let mut keys = BTreeMap::new();
    let text = source(language);
    for entry in resource.entries() {
        let Entry::Message(message) = entry else {
            panic!("{}: only messages", language.tag());
        };
        let key = message.id.name.to_owned();
        let start = text.find(&format!("{key} =")).expect("the message");
        let rest = text.get(start..).expect("a boundary");
        let end = next.find(rest).map_or(rest.len(), |found| found.start());
        let named = names.captures_iter(rest.get(..end).expect("a boundary"));
        let named = named.map(|found| found[1].to_owned()).collect();
        assert!(keys.insert(key, named).is_none(), "a key is there twice");
    }
    keys
}

/// Everything that is written in a folder.
fn written(folder: &Path, into: &mut String) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            written(&path, into);
        } else if path
            .extension()
            .is_some_and(|it| it == "rs" || it == "html")
            && !path.ends_with("tests.rs")
        {
            into.push_str(&std::fs::read_to_string(&path).expect("a file"));
        }
    }
}

/// The keys that pages use: `f.t("…")`, `f.with("…", …)`, `words.plain("…")`.
fn used() -> BTreeSet<String> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = String::new();
    written(&here.join("src"), &mut all);
    written(&here.join("templates"), &mut all);
    let uses = Regex::new(r#"\b(?:t|with|plain|key|count)\(\s*"([a-z0-9-]+)""#).expect("a pattern");
    uses.captures_iter(&all)
        .map(|found| found[1].to_owned())
        .collect()
}

#[test]
fn every_language_says_the_same_things_with_the_same_names_filled_in() {
    let spanish = keys(Language::Spanish);
    assert!(!spanish.is_empty());
    for language in Language::ALL {
        assert_eq!(keys(language), spanish, "{}", language.tag());
    }
}

#[test]
fn nothing_that_pages_say_lacks_words_and_no_words_are_said_by_nobody() {
    let known: BTreeSet<String> = keys(Language::Spanish).into_keys().collect();
    assert_eq!(used(), known);
}

#[test]
fn the_words_of_every_language_can_be_read_and_none_shouts() {
    for language in Language::ALL {
        let words = Words::built_in(language, chrono_tz::Europe::Madrid).expect("words");
        assert!(!words.plain.is_empty());
        for (key, text) in &words.plain {
            assert!(
                !text.contains(['!', '¡', '\n']),
                "{} {key}: {text}",
                language.tag()
            );
        }
    }
}

#[test]
fn dates_are_said_as_people_of_each_language_say_them() {
    for (language, said) in [
        (Language::Spanish, "22 de noviembre de 2026"),
        (Language::Catalan, "22 de novembre de 2026"),
        (Language::Galician, "22 de novembro de 2026"),
        (Language::Basque, "2026(e)ko azaroaren 22(a)"),
        (Language::Portuguese, "22 de novembro de 2026"),
        (Language::English, "22 November 2026"),
    ] {
        let words = Words::built_in(language, chrono_tz::Europe::Madrid).expect("words");
        assert_eq!(crate::date::in_words(&words, "2026-11-22"), said);
    }
    let catalan = Words::built_in(Language::Catalan, chrono_tz::Europe::Madrid).expect("words");
    assert_eq!(
        crate::date::in_words(&catalan, "2026-04-01"),
        "1 d'abril de 2026"
    );
}
