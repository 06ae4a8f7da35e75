//! What a guardian gave for each ward, and taking it back; what was declined of theirs, and asking another adult to look.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::{HERE, frame, link};
use crate::again::again;
use crate::consent::{self, Consent};
use crate::desk::DONE;
use crate::frame::Frame;
use crate::operations::consent::Role;
use crate::operations::{Consent as Wards, consent as asked};
use crate::page::framed;
use crate::sent::{Problem, Sent, go_on};
use crate::site::Visit;
use crate::words::key;

/// What was just done, as addresses name it, and what is said then.
const SAYINGS: [(&str, &str); 3] = [
    ("guardado", key("family-done-kept")),
    ("cambiado", key("family-done-changed")),
    ("otra", key("family-done-look")),
];

#[derive(Template)]
#[template(path = "family/wards.html")]
struct Family {
    f: Frame,
    wards: Vec<Consent>,
    said: Option<&'static str>,
    problem: Option<Problem>,
    /// What was typed beside asking for a second look, and at which statement.
    typed: (String, String),
    /// What stands in the field for another link.
    code: String,
}

framed!(Family);

impl Family {
    fn is_wrong(&self, field: &str) -> bool {
        self.problem.as_ref().is_some_and(|it| it.field == field)
    }

    /// What was typed at a statement.
    fn typed_at(&self, statement: &str) -> &str {
        let (at, message) = &self.typed;
        if at == statement { message } else { "" }
    }
}

/// Shows the wards of whoever is signed in; the way in to everybody else.
pub(crate) async fn show(visit: Visit) -> Response {
    page(&visit, None, (String::new(), String::new())).await
}

/// Gives or takes back, or pauses.
pub(crate) async fn change(sent: Sent) -> Response {
    let done = consent::change(&sent).await;
    back(&sent, done, "cambiado").await
}

/// Has another adult look at what was decided.
pub(crate) async fn look_again(sent: Sent) -> Response {
    let done = consent::look_again(&sent).await;
    back(&sent, done, "otra").await
}

async fn back(sent: &Sent, done: Result<(), Problem>, says: &str) -> Response {
    match done {
        Ok(()) => go_on(&sent.visit, &format!("{HERE}?{DONE}={says}"), None),
        Err(problem) => {
            if problem.is_signed_out {
                return again(sent, problem).await;
            }
            let typed = |name| sent.form.get(name).to_owned();
            let typed = (typed("statement"), typed("message"));
            page(&sent.visit, Some(problem), typed).await
        }
    }
}

async fn page(visit: &Visit, problem: Option<Problem>, typed: (String, String)) -> Response {
    let mut viewer = None;
    if visit.may_be_somebodys() {
        viewer = match visit.ask::<Wards>(asked::Variables {}).await {
            Ok(data) => data.viewer,
            Err(broken) => return visit.broken(&broken),
        };
    }
    // A guardian whose ward has not come in yet is one, too.
    let viewer = viewer.filter(|it| it.account.roles.contains(&Role::GUARDIAN));
    let Some(viewer) = viewer else {
        return link::ask(visit, String::new(), problem).await;
    };
    let words = &visit.site.words;
    let wards = viewer
        .wards
        .into_iter()
        .map(|it| Consent::new(words, it))
        .collect();
    let f = frame(visit, key("family-title")).await;
    let status = problem.as_ref().map_or(StatusCode::OK, |it| it.status);
    let page = Family {
        f,
        wards,
        said: visit.said(&SAYINGS),
        problem,
        typed,
        code: String::new(),
    };
    visit.personal(status, &page)
}
