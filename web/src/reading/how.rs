//! What this is, how what is written here is read before anybody sees it, and what never happens.

use askama::Template;
use axum::response::Response;

use crate::frame::{Frame, Section};
use crate::page::framed;
use crate::site::Visit;

#[derive(Template)]
#[template(path = "reading/how.html")]
struct How {
    f: Frame,
}

framed!(How);

/// Shows the page.
pub(crate) async fn show(visit: Visit) -> Response {
    let title = visit.site.words.plain("how-title").to_owned();
    let f = visit.frame(Section::How, "/como-leemos".to_owned(), title);
    visit.common(&How { f: f.await })
}
