//! The page of a correspondent who switched it on. Search engines are asked not to list it: what somebody wrote at fourteen is not what they are to be found by.

use askama::Template;
use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use axum::response::Response;
use url::form_urlencoded;

use super::PAGE;
use super::card::{Author, Card};
use super::list::{List, OLDER, from, here, page_of};
use crate::frame::{Frame, Section};
use crate::operations::{Correspondent, correspondent};
use crate::page::{framed, missing};
use crate::site::Visit;

#[derive(Template)]
#[template(path = "reading/blog.html")]
struct Blog {
    f: Frame,
    author: Author,
    list: List,
}

framed!(Blog);

/// The address of a correspondent's page.
pub(crate) fn address(pen_name: &str) -> String {
    let name: String = form_urlencoded::byte_serialize(pen_name.as_bytes()).collect();
    // In a path a plus is a plus.
    format!("/blog/{}", name.replace('+', "%20"))
}

/// Shows the page.
pub(crate) async fn show(pen_name: Result<Path<String>, PathRejection>, visit: Visit) -> Response {
    let Ok(Path(pen_name)) = pen_name else {
        return missing(&visit.site);
    };
    let variables = correspondent::Variables {
        pen_name,
        first: Some(PAGE),
        after: from(&visit),
    };
    let found = match visit.ask::<Correspondent>(variables).await {
        Ok(data) => data.correspondent,
        Err(broken) => return visit.broken(&broken),
    };
    let Some(found) = found else {
        return missing(&visit.site);
    };
    let Some(posts) = found.posts else {
        return missing(&visit.site);
    };
    let path = here(&visit, OLDER, address(&found.pen_name));
    let mut f = visit
        .frame(Section::None, path, found.pen_name.clone())
        .await;
    f.is_indexed = false;
    let author = Author::new(found.pen_name, &found.avatar, false);
    let list = page_of!(&visit, posts, Card::correspondent);
    visit.common(&Blog { f, author, list })
}
