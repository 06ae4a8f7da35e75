//! What is wrong with the configuration, in words that name key and source and quote no value: any may be a secret.

use figment::error::Kind;
use figment::{Metadata, Source};

/// How the command line is called.
pub(super) const COMMAND_LINE: &str = "the command line";

/// One line for each problem.
pub(super) fn describe(error: figment::Error) -> String {
    let problems: Vec<String> = error.into_iter().map(|one| one_problem(&one)).collect();
    problems.join("\n")
}

fn one_problem(error: &figment::Error) -> String {
    let mut key = error.path.clone();
    let what = match &error.kind {
        Kind::UnknownField(field, known) => {
            if key.last() != Some(field) {
                key.push(field.clone());
            }
            format!("there is no such key; known are {}", known.join(", "))
        }
        Kind::InvalidType(_, expected) | Kind::InvalidValue(_, expected) => {
            if expected.starts_with("struct ") {
                "a section with keys is expected".to_owned()
            } else if expected == "a sequence" {
                "a list in brackets is expected, such as [\"one\", \"two\"]".to_owned()
            } else {
                format!("{expected} is expected")
            }
        }
        Kind::UnknownVariant(_, known) => format!("one of {} is expected", known.join(", ")),
        Kind::Message(message) => without_excerpt(message),
        Kind::InvalidLength(..)
        | Kind::MissingField(_)
        | Kind::DuplicateField(_)
        | Kind::ISizeOutOfRange(_)
        | Kind::USizeOutOfRange(_)
        | Kind::Unsupported(_)
        | Kind::UnsupportedKey(..) => "the value can't be used".to_owned(),
    };
    let place = error
        .metadata
        .as_ref()
        .map_or_else(String::new, |source| format!(" in {}", name(source)));
    if key.is_empty() {
        format!("the configuration{place} can't be read: {what}")
    } else {
        format!("`{}`{place}: {what}", key.join("."))
    }
}

/// Where a value came from.
pub(super) fn name(source: &Metadata) -> String {
    match &source.source {
        Some(Source::File(path)) => path.display().to_string(),
        Some(_) | None if source.name == COMMAND_LINE => COMMAND_LINE.to_owned(),
        Some(_) | None => "the environment (ALTAVOZ_*)".to_owned(),
    }
}

/// The reader of TOML shows the line that it stumbled over; that line may hold a password.
fn without_excerpt(message: &str) -> String {
    let lines: Vec<&str> = message
        .lines()
        .filter(|line| !line.contains('|') && !line.trim().is_empty())
        .collect();
    lines.join("; ")
}
