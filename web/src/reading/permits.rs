//! What people agree to who take part, all of it: the text that is shown before anybody says yes or no.

use askama::Template;
use axum::response::Response;

use crate::frame::{Frame, Section};
use crate::page::framed;
use crate::purposes::{Answers, Text};
use crate::site::Visit;

#[derive(Template)]
#[template(path = "reading/permits.html")]
struct Permits {
    f: Frame,
    text: Text,
}

framed!(Permits);

/// Shows the page.
pub(crate) async fn show(visit: Visit) -> Response {
    let text = match Text::of(&visit, &Answers::default()).await {
        Ok(text) => text,
        Err(broken) => return visit.broken(&broken),
    };
    let title = visit.site.words.plain("permits-public").to_owned();
    let f = visit.frame(Section::None, "/permisos".to_owned(), title);
    visit.common(&Permits { f: f.await, text })
}
