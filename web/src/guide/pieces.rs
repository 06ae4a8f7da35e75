//! What was declined of the members of a guide's groups, in general words, never what it says; and asking another adult to look.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::frame;
use crate::again::again;
use crate::consent::{Told, look_again as looks_again};
use crate::desk::DONE;
use crate::entry::sign_in_first;
use crate::frame::Frame;
use crate::operations::{MemberStatements, member_statements};
use crate::page::{framed, missing};
use crate::sent::{Problem, Sent, go_on};
use crate::site::Visit;
use crate::words::key;

/// Where it is.
pub(crate) const HERE: &str = "/guia/piezas";
/// What an address says once another adult is to look.
const ASKED: &str = "otra";

#[derive(Template)]
#[template(path = "guide/pieces.html")]
struct Pieces {
    f: Frame,
    /// The pen name of each member of whom something was declined, and what.
    members: Vec<(String, Vec<Told>)>,
    is_asked: bool,
    problem: Option<Problem>,
    /// What was typed beside asking for a second look, and at which statement.
    typed: (String, String),
}

framed!(Pieces);

impl Pieces {
    /// What was typed at a statement.
    fn typed_at(&self, statement: &str) -> &str {
        let (at, message) = &self.typed;
        if at == statement { message } else { "" }
    }
}

/// Shows them.
pub(crate) async fn show(visit: Visit) -> Response {
    page(&visit, None, (String::new(), String::new())).await
}

/// Has another adult look at what was decided.
pub(crate) async fn look_again(sent: Sent) -> Response {
    match looks_again(&sent).await {
        Ok(()) => go_on(&sent.visit, &format!("{HERE}?{DONE}={ASKED}"), None),
        Err(problem) => {
            if problem.is_signed_out {
                return again(&sent, problem).await;
            }
            let typed = |name| sent.form.get(name).to_owned();
            let typed = (typed("statement"), typed("message"));
            page(&sent.visit, Some(problem), typed).await
        }
    }
}

async fn page(visit: &Visit, problem: Option<Problem>, typed: (String, String)) -> Response {
    let asked = visit.ask::<MemberStatements>(member_statements::Variables {});
    let viewer = match asked.await {
        Ok(data) => data.viewer,
        Err(broken) => return visit.broken(&broken),
    };
    let Some(viewer) = viewer else {
        return sign_in_first(visit, HERE);
    };
    if viewer.groups.is_empty() {
        return missing(&visit.site);
    }
    let words = &visit.site.words;
    let members = viewer.groups.into_iter().flat_map(|it| it.members);
    let members = members.filter(|it| !it.statements.is_empty()).map(|it| {
        let told = it.statements.into_iter();
        let told = told.map(|it| Told::from((&**words, it))).collect();
        (it.pen_name, told)
    });
    let f = frame(visit, HERE, key("pieces-title")).await;
    let status = problem.as_ref().map_or(StatusCode::OK, |it| it.status);
    let page = Pieces {
        f,
        members: members.collect(),
        is_asked: visit.query().get(DONE) == ASKED,
        problem,
        typed,
    };
    visit.personal(status, &page)
}
