//! What a correspondent agreed to, what their family did, taking it back, and what their family sees.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::{DONE, frame};
use crate::again::again;
use crate::consent::{self, Consent};
use crate::entry::sign_in_first;
use crate::frame::Frame;
use crate::operations::{Consent as Asked, consent as asked};
use crate::page::{framed, missing};
use crate::sent::{Problem, Sent, go_on};
use crate::site::Visit;
use crate::words::key;

/// Where it is.
const HERE: &str = "/mesa/permisos";
/// What an address says of something that was just changed.
const CHANGED: &str = "cambiado";

#[derive(Template)]
#[template(path = "desk/permits.html")]
struct Permits {
    f: Frame,
    consent: Consent,
    is_changed: bool,
    problem: Option<Problem>,
}

framed!(Permits);

/// Shows them.
pub(crate) async fn show(visit: Visit) -> Response {
    page(&visit, None).await
}

/// Gives or takes back.
pub(crate) async fn change(sent: Sent) -> Response {
    match consent::change(&sent).await {
        Ok(()) => go_on(&sent.visit, &format!("{HERE}?{DONE}={CHANGED}"), None),
        Err(problem) if problem.is_signed_out => again(&sent, problem).await,
        Err(problem) => page(&sent.visit, Some(problem)).await,
    }
}

async fn page(visit: &Visit, problem: Option<Problem>) -> Response {
    let viewer = match visit.ask::<Asked>(asked::Variables {}).await {
        Ok(data) => data.viewer,
        Err(broken) => return visit.broken(&broken),
    };
    let Some(viewer) = viewer else {
        return sign_in_first(visit, HERE);
    };
    let Some(given) = viewer.consent else {
        return missing(&visit.site);
    };
    let f = frame(visit, HERE, key("permits-title")).await;
    let status = problem.as_ref().map_or(StatusCode::OK, |it| it.status);
    let page = Permits {
        f,
        consent: Consent::new(&visit.site.words, given),
        is_changed: visit.query().get(DONE) == CHANGED,
        problem,
    };
    visit.personal(status, &page)
}
