//! The pages of topics and groups: what was published there, newest day first. Their feeds find them here too.

use askama::Template;
use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use axum::response::Response;

use super::PAGE;
use super::card::{Card, Place as Named};
use super::list::{List, OLDER, from, here};
use crate::frame::{Frame, Section};
use crate::operations::{Group, Topic, group, topic};
use crate::page::{framed, missing};
use crate::site::Visit;

/// The last part of an address.
pub(crate) type Slug = Result<Path<String>, PathRejection>;

/// What a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Topic,
    Group,
}

/// A place with some of its posts.
pub(crate) struct Found {
    pub(crate) name: String,
    /// Where it is, without the prefix of a language.
    pub(crate) path: String,
    slug: String,
    pub(crate) posts: Vec<Card>,
    /// Where the posts go on, if they do.
    end: Option<String>,
}

impl Kind {
    /// Finds a place of this kind with as many posts as asked for, or says that there is none.
    pub(crate) async fn find(
        self,
        visit: &Visit,
        slug: Slug,
        first: i64,
        after: Option<String>,
    ) -> Result<Found, Response> {
        let Ok(Path(slug)) = slug else {
            return Err(missing(&visit.site));
        };
        match self {
            Self::Topic => topic_of(visit, slug, first, after).await,
            Self::Group => group_of(visit, slug, first, after).await,
        }
    }
}

/// Asks for a place of one kind.
macro_rules! found {
    ($name:ident, $asked:ident, $module:ident, $folder:literal) => {
        async fn $name(
            visit: &Visit,
            slug: String,
            first: i64,
            after: Option<String>,
        ) -> Result<Found, Response> {
            let variables = $module::Variables {
                slug,
                first: Some(first),
                after,
            };
            let told = visit.ask::<$asked>(variables).await;
            let found = told.map_err(|broken| visit.broken(&broken))?.$module;
            let found = found.ok_or_else(|| missing(&visit.site))?;
            let (words, posts) = (&visit.site.words, found.posts.nodes.into_iter());
            let page = found.posts.page_info;
            Ok(Found {
                path: format!("/{}/{}", $folder, found.slug),
                slug: found.slug,
                name: found.name,
                posts: posts.map(|post| Card::$module(words, post)).collect(),
                end: page.end_cursor.filter(|_| page.has_next_page),
            })
        }
    };
}

found!(topic_of, Topic, topic, "temas");
found!(group_of, Group, group, "grupos");

#[derive(Template)]
#[template(path = "reading/place.html")]
struct Place {
    f: Frame,
    kind: Kind,
    named: Named,
    list: List,
}

framed!(Place);

/// Shows the page of a topic.
pub(crate) async fn show_topic(slug: Slug, visit: Visit) -> Response {
    show(Kind::Topic, slug, visit).await
}

/// Shows the page of a group.
pub(crate) async fn show_group(slug: Slug, visit: Visit) -> Response {
    show(Kind::Group, slug, visit).await
}

async fn show(kind: Kind, slug: Slug, visit: Visit) -> Response {
    let found = match kind.find(&visit, slug, PAGE, from(&visit)).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let feed = format!("{}/feed", found.path);
    let path = here(&visit, OLDER, found.path);
    let mut f = visit.frame(Section::Topics, path, found.name.clone()).await;
    f.feed = Some(feed);
    let list = List::new(&visit, found.posts, found.end);
    let named = Named::new(found.slug, found.name);
    visit.common(&Place {
        f,
        kind,
        named,
        list,
    })
}
