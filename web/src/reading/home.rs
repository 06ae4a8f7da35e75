//! The front page: the newest posts by day, topics and groups.

use askama::Template;
use axum::response::Response;

use super::PAGE;
use super::card::{Card, Place};
use super::list::{List, OLDER, from, here, page_of};
use crate::frame::{Frame, Section};
use crate::operations::{Feed, feed};
use crate::page::framed;
use crate::site::Visit;

#[derive(Template)]
#[template(path = "reading/home.html")]
struct Home {
    f: Frame,
    list: List,
    topics: Vec<Place>,
    groups: Vec<Place>,
}

framed!(Home);

/// Shows the front page.
pub(crate) async fn show(visit: Visit) -> Response {
    let variables = feed::Variables {
        first: Some(PAGE + 1),
        after: from(&visit),
        topic: None,
        group: None,
        language: None,
    };
    let data = match visit.ask::<Feed>(variables).await {
        Ok(data) => data,
        Err(broken) => return visit.broken(&broken),
    };
    let name = visit.site.settings.name.clone();
    let path = here(&visit, OLDER, "/".to_owned());
    let mut f = visit.frame(Section::Home, path, name).await;
    f.description = Some(f.t("home-lead").to_owned());
    f.feed = Some("/feed".to_owned());
    let list = page_of!(&visit, data.posts, Card::feed);
    let topics = data.topics.into_iter();
    let groups = data.groups.into_iter();
    visit.common(&Home {
        f,
        list,
        topics: topics.map(|it| Place::new(it.slug, it.name)).collect(),
        groups: groups.map(|it| Place::new(it.slug, it.name)).collect(),
    })
}
