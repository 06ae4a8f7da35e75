//! Feeds for programs that read: Atom (RFC 4287) and JSON Feed 1.1 of everything, of a topic, of a group; and what search engines may know. Feeds have
//! headlines and summaries, no texts: what is taken down here is to leave no copy elsewhere.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde_json::json;

use super::card::Card;
use super::place::{Kind, Slug};
use crate::language::Language;
use crate::operations::{Feed, feed};
use crate::site::{Site, Visit};

/// How many posts a feed has.
const POSTS: i64 = 20;
/// How many posts search engines are told of at once; the others they find by links.
const IN_SITEMAP: i64 = 50;

/// The form of a feed.
#[derive(Clone, Copy)]
enum Form {
    Atom,
    Json,
}

/// What a feed is of.
struct Source {
    name: String,
    /// The page that shows the same, without the prefix of a language.
    path: String,
    posts: Vec<Card>,
}

#[derive(Template)]
#[template(path = "reading/atom.xml")]
struct Atom<'a> {
    site: &'a Site,
    source: &'a Source,
    origin: &'a str,
    page: String,
    own: String,
    updated: String,
}

impl Atom<'_> {
    fn page_of(&self, card: &Card) -> String {
        page_of(self.site, card)
    }
}

#[derive(Template)]
#[template(path = "reading/sitemap.xml")]
struct Sitemap {
    pages: Vec<Vec<(Language, String)>>,
}

/// The newest posts as Atom.
pub(crate) async fn site_atom(visit: Visit) -> Response {
    of_site(&visit, Form::Atom).await
}

/// The newest posts as JSON Feed.
pub(crate) async fn site_json(visit: Visit) -> Response {
    of_site(&visit, Form::Json).await
}

/// A topic's newest posts as Atom.
pub(crate) async fn topic_atom(slug: Slug, visit: Visit) -> Response {
    of_place(Kind::Topic, slug, &visit, Form::Atom).await
}

/// A topic's newest posts as JSON Feed.
pub(crate) async fn topic_json(slug: Slug, visit: Visit) -> Response {
    of_place(Kind::Topic, slug, &visit, Form::Json).await
}

/// A group's newest posts as Atom.
pub(crate) async fn group_atom(slug: Slug, visit: Visit) -> Response {
    of_place(Kind::Group, slug, &visit, Form::Atom).await
}

/// A group's newest posts as JSON Feed.
pub(crate) async fn group_json(slug: Slug, visit: Visit) -> Response {
    of_place(Kind::Group, slug, &visit, Form::Json).await
}

async fn of_site(visit: &Visit, form: Form) -> Response {
    let data = match visit.ask::<Feed>(newest(POSTS)).await {
        Ok(data) => data,
        Err(broken) => return visit.broken(&broken),
    };
    let (words, posts) = (&visit.site.words, data.posts.nodes.into_iter());
    let source = Source {
        name: visit.site.settings.name.clone(),
        path: "/".to_owned(),
        posts: posts.map(|post| Card::feed(words, post)).collect(),
    };
    written(visit, form, "/feed", &source)
}

const fn newest(first: i64) -> feed::Variables {
    feed::Variables {
        first: Some(first),
        after: None,
        topic: None,
        group: None,
        language: None,
    }
}

async fn of_place(kind: Kind, slug: Slug, visit: &Visit, form: Form) -> Response {
    let found = match kind.find(visit, slug, POSTS, None).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let source = Source {
        name: format!("{} · {}", found.name, visit.site.settings.name),
        path: found.path,
        posts: found.posts,
    };
    let feed = format!("{}/feed", source.path);
    written(visit, form, &feed, &source)
}

/// What search engines may know: where everything is in each language, and no page of a correspondent.
pub(crate) async fn sitemap(visit: Visit) -> Response {
    let data = match visit.ask::<Feed>(newest(IN_SITEMAP)).await {
        Ok(data) => data,
        Err(broken) => return visit.broken(&broken),
    };
    let mut paths: Vec<String> = ["/", "/temas", "/ayuda", "/como-leemos"]
        .map(String::from)
        .into();
    paths.extend(
        data.topics
            .into_iter()
            .map(|it| format!("/temas/{}", it.slug)),
    );
    paths.extend(
        data.groups
            .into_iter()
            .map(|it| format!("/grupos/{}", it.slug)),
    );
    paths.extend(
        data.posts
            .nodes
            .into_iter()
            .map(|it| format!("/p/{}", it.slug)),
    );
    let origin = &visit.site.settings.origin;
    let offered = &visit.site.settings.languages;
    let whole = |path: &String, language| format!("{origin}{}", offered.address(language, path));
    let pages = paths.iter().map(|path| {
        let all = offered.iter();
        all.map(|language| (language, whole(path, language)))
            .collect()
    });
    let sitemap = Sitemap {
        pages: pages.collect(),
    };
    match sitemap.render() {
        Ok(xml) => visit.file("application/xml; charset=utf-8", xml),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// What programs may look at. Pages of correspondents say by themselves that they are not to be listed: who is kept from looking would not read that.
pub(crate) async fn robots(visit: Visit) -> Response {
    let origin = &visit.site.settings.origin;
    let rules = format!("User-agent: *\nDisallow: /graphql\n\nSitemap: {origin}/sitemap.xml\n");
    visit.file("text/plain; charset=utf-8", rules)
}

/// Where a post is, in the language of the feed.
fn page_of(site: &Site, card: &Card) -> String {
    let path = format!("/p/{}", card.slug);
    format!("{}{}", site.settings.origin, site.address(&path))
}

fn written(visit: &Visit, form: Form, feed: &str, source: &Source) -> Response {
    let site = &visit.site;
    let whole = |path: &str| format!("{}{}", site.settings.origin, site.address(path));
    let page = whole(&source.path);
    let changed = source.posts.iter().map(Card::changed).max();
    match form {
        Form::Json => {
            let items = source.posts.iter().map(|post| item(site, post));
            let feed = json!({
                "version": "https://jsonfeed.org/version/1.1",
                "title": source.name,
                "home_page_url": page,
                "feed_url": whole(&format!("{feed}.json")),
                "language": site.language.tag(),
                "items": items.collect::<Vec<_>>(),
            });
            visit.file("application/feed+json; charset=utf-8", feed.to_string())
        }
        Form::Atom => {
            let atom = Atom {
                updated: moment(changed.unwrap_or("1970-01-01")),
                origin: &site.settings.origin,
                own: whole(&format!("{feed}.atom")),
                page,
                site,
                source,
            };
            match atom.render() {
                Ok(xml) => visit.file("application/atom+xml; charset=utf-8", xml),
                Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
            }
        }
    }
}

/// A post of a JSON feed.
fn item(site: &Site, post: &Card) -> serde_json::Value {
    let authors: Vec<_> = post
        .authors
        .iter()
        .map(|it| json!({ "name": it.pen_name }))
        .collect();
    json!({
        "id": format!("{}/p/{}", site.settings.origin, post.slug),
        "url": page_of(site, post),
        "title": post.title,
        "content_text": post.summary.as_deref().unwrap_or(&post.title),
        "date_published": moment(&post.day.iso),
        "date_modified": moment(post.changed()),
        "language": post.language.tag(),
        "authors": authors,
        "tags": post.topic.as_ref().map(|it| [it.name.as_str()]).into_iter().flatten().collect::<Vec<_>>(),
    })
}

/// The beginning of a day: at which hour something was published is nobody's business.
fn moment(day: &str) -> String {
    format!("{day}T00:00:00Z")
}
