//! The topics and groups to choose from.

use askama::Template;
use axum::response::Response;

use super::card::Place;
use crate::frame::{Frame, Section};
use crate::operations::{Places as Asked, places};
use crate::page::framed;
use crate::site::Visit;

#[derive(Template)]
#[template(path = "reading/places.html")]
struct Places {
    f: Frame,
    topics: Vec<Place>,
    groups: Vec<Place>,
}

framed!(Places);

/// Shows the page.
pub(crate) async fn show(visit: Visit) -> Response {
    let data = match visit.ask::<Asked>(places::Variables {}).await {
        Ok(data) => data,
        Err(broken) => return visit.broken(&broken),
    };
    let title = visit.site.words.plain("nav-topics").to_owned();
    let f = visit.frame(Section::Topics, "/temas".to_owned(), title);
    let (topics, groups) = (data.topics.into_iter(), data.groups.into_iter());
    let page = Places {
        f: f.await,
        topics: topics.map(|it| Place::new(it.slug, it.name)).collect(),
        groups: groups.map(|it| Place::new(it.slug, it.name)).collect(),
    };
    visit.common(&page)
}
