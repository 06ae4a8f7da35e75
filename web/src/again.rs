//! A form whose sender has to sign in again: everything that was typed goes along in a form of its own, so that it can be sent again from here.

use askama::Template;
use axum::response::Response;

use crate::frame::{Frame, Section};
use crate::page::framed;
use crate::sent::{Problem, Sent};
use crate::token;
use crate::words::key;

#[derive(Template)]
#[template(path = "again.html")]
struct Again {
    f: Frame,
    /// Where the form goes, with its language.
    action: String,
    fields: Vec<(String, String)>,
    problem: Option<Problem>,
}

framed!(Again);

/// Whether a field has words that somebody typed, which they may want to copy.
fn are_words(name: &str, value: &str) -> bool {
    let names = [
        "text", "message", "note", "answer", "question", "body", "summary",
    ];
    !value.trim().is_empty() && (names.contains(&name) || name.starts_with("passages-"))
}

/// Shows what was wrong, with a form that has everything that was typed but passphrases.
pub(crate) async fn again(sent: &Sent, problem: Problem) -> Response {
    let visit = &sent.visit;
    let title = if problem.is_signed_out {
        key("again-title")
    } else {
        key("read-your-words")
    };
    let action = visit.head().uri.path();
    let f = visit.own_frame(Section::None, "/", title).await;
    let typed = sent.form.starting("");
    let typed = typed.filter(|(name, _)| {
        *name != token::FIELD
            && *name != crate::sent::ONCE
            && !name.contains("passphrase")
            && *name != "current"
    });
    let page = Again {
        action: f.to(action),
        f,
        fields: typed
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
        problem: Some(problem.clone()),
    };
    visit.personal(problem.status, &page)
}
