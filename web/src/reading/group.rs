//! The page of a group: what was published there, newest day first.

use askama::Template;
use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use axum::response::Response;

use super::PAGE;
use super::card::{Card, Place};
use super::list::{List, OLDER, from, here, page_of};
use crate::frame::{Frame, Section};
use crate::operations::{Group as Asked, group};
use crate::page::{framed, missing};
use crate::site::Visit;

#[derive(Template)]
#[template(path = "reading/group.html")]
struct Group {
    f: Frame,
    place: Place,
    list: List,
}

framed!(Group);

/// Shows the page.
pub(crate) async fn show(slug: Result<Path<String>, PathRejection>, visit: Visit) -> Response {
    let Ok(Path(slug)) = slug else {
        return missing(&visit.site);
    };
    let variables = group::Variables {
        slug,
        first: Some(PAGE),
        after: from(&visit),
    };
    let found = match visit.ask::<Asked>(variables).await.outcome {
        Ok(data) => data.group,
        Err(broken) => return visit.broken(&broken),
    };
    let Some(found) = found else {
        return missing(&visit.site);
    };
    let path = format!("/grupos/{}", found.slug);
    let feed = format!("{path}/feed");
    let path = here(&visit, OLDER, path);
    let mut f = visit.frame(Section::Topics, path, found.name.clone()).await;
    f.feed = Some(feed);
    let list = page_of!(&visit, found.posts, Card::group);
    let place = Place::new(found.slug, found.name);
    visit.common(&Group { f, place, list })
}
