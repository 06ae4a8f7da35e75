//! What is kept of somebody, for themselves: said on a page, and to take along as JSON or, what they wrote, as Markdown. Who they really are is sealed and apart,
//! and is not here.

use std::fmt::Write as _;

use askama::Template;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};

use super::frame;
use crate::client::Broken;
use crate::entry::sign_in_first;
use crate::frame::Frame;
use crate::operations::{Comments, MyData, MyTexts, comments, my_data, my_texts};
use crate::page::framed;
use crate::site::Visit;
use crate::words::key;

/// Where it is.
const HERE: &str = "/cuenta/datos";
/// How many texts are asked for at once, and how often at most.
const PAGE: i64 = 50;
const MOST_PAGES: usize = 100;

#[derive(Template)]
#[template(path = "account/data.html")]
struct Data {
    f: Frame,
    writes: bool,
}

framed!(Data);

/// Says what is kept.
pub(crate) async fn show(visit: Visit) -> Response {
    let f = frame(&visit, HERE, key("data-title")).await;
    let Some(who) = &f.who else {
        return sign_in_first(&visit, HERE);
    };
    let writes = who.has_desk();
    visit.personal(StatusCode::OK, &Data { f, writes })
}

/// The account, what was agreed to and what was written, as JSON by the names of the schema.
pub(crate) async fn as_json(visit: Visit) -> Response {
    let whole = match whole(&visit).await {
        Ok(Some(whole)) => whole,
        Ok(None) => return sign_in_first(&visit, HERE),
        Err(broken) => return visit.broken(&broken),
    };
    match serde_json::to_string_pretty(&whole) {
        Ok(text) => taken(
            "application/json",
            "attachment; filename=\"altavoz.json\"",
            text,
        ),
        Err(_) => visit.broken(&Broken::Unreadable),
    }
}

/// What somebody wrote, as Markdown.
pub(crate) async fn as_markdown(visit: Visit) -> Response {
    match written(&visit).await {
        Ok(Some(written)) => taken(
            "text/markdown; charset=utf-8",
            "attachment; filename=\"altavoz.md\"",
            in_markdown(&written),
        ),
        Ok(None) => sign_in_first(&visit, HERE),
        Err(broken) => visit.broken(&broken),
    }
}

/// A file for one person, which nobody keeps on the way.
fn taken(kind: &'static str, name: &'static str, text: String) -> Response {
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(kind)),
        (CONTENT_DISPOSITION, HeaderValue::from_static(name)),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    (headers, text).into_response()
}

/// Nothing for whoever is not signed in.
async fn whole(visit: &Visit) -> Result<Option<Value>, Broken> {
    let mut data = visit.ask_whole::<MyData>(my_data::Variables {}).await?;
    let Some(mut viewer) = data.get_mut("viewer").map(Value::take) else {
        return Err(Broken::Unreadable);
    };
    let (Some(fields), Some(written)) = (viewer.as_object_mut(), written(visit).await?) else {
        return Ok(None);
    };
    fields.insert("texts".to_owned(), json!(written.texts));
    fields.insert("comments".to_owned(), json!(written.comments));
    Ok(Some(viewer))
}

/// What somebody wrote, the newest first.
struct Written {
    texts: Vec<Value>,
    comments: Vec<Value>,
}

async fn written(visit: &Visit) -> Result<Option<Written>, Broken> {
    let (mut texts, mut comments) = (Taking::default(), Taking::default());
    while texts.goes_on() {
        let after = texts.after.take();
        let variables = my_texts::Variables { first: PAGE, after };
        let data = visit.ask_whole::<MyTexts>(variables).await?;
        if !texts.take(data, "/viewer/drafts") {
            return Ok(None);
        }
    }
    while comments.goes_on() {
        let after = comments.after.take();
        let variables = comments::Variables {
            first: Some(PAGE),
            after,
        };
        let data = visit.ask_whole::<Comments>(variables).await?;
        if !comments.take(data, "/viewer/comments") {
            return Ok(None);
        }
    }
    // Half of it would be taken for all of it.
    if texts.after.is_some() || comments.after.is_some() {
        return Err(Broken::Unreadable);
    }
    Ok(Some(Written {
        texts: texts.all,
        comments: comments.all,
    }))
}

/// A list that is taken page after page.
#[derive(Default)]
struct Taking {
    all: Vec<Value>,
    /// How many pages were taken.
    pages: usize,
    /// Where the next one begins; nothing after the last.
    after: Option<String>,
}

impl Taking {
    /// Whether there is another page.
    const fn goes_on(&self) -> bool {
        (self.pages == 0 || self.after.is_some()) && self.pages < MOST_PAGES
    }

    /// Takes a page, which an answer has at a place; tells whether there is one, as for whoever is signed in.
    fn take(&mut self, mut data: Value, at: &str) -> bool {
        self.pages = self.pages.saturating_add(1);
        let Some(list) = data.pointer_mut(at) else {
            return false;
        };
        if let Some(Value::Array(nodes)) = list.get_mut("nodes").map(Value::take) {
            self.all.extend(nodes);
        }
        let goes_on = list.pointer("/pageInfo/hasNextPage") == Some(&Value::Bool(true));
        let end = list.pointer("/pageInfo/endCursor").and_then(Value::as_str);
        self.after = end.filter(|_| goes_on).map(ToOwned::to_owned);
        true
    }
}

/// Each text under its headline, with where it was public, and then what was said to others' posts.
fn in_markdown(written: &Written) -> String {
    let text = |value: &Value, at: &str| {
        let found = value.pointer(at).and_then(Value::as_str);
        found.unwrap_or_default().to_owned()
    };
    let mut all = String::new();
    for it in &written.texts {
        let _infallible = write!(all, "# {}\n\n", text(it, "/title"));
        for (before, at) in [
            ("/p/", "/post/slug"),
            ("", "/post/publishedOn"),
            ("", "/summary"),
        ] {
            let found = text(it, at);
            if !found.is_empty() {
                let _infallible = write!(all, "{before}{found}\n\n");
            }
        }
        let _infallible = write!(all, "{}\n\n---\n\n", text(it, "/body"));
    }
    for it in &written.comments {
        let about = text(it, "/commentOn/post/title");
        let _infallible = write!(all, "> {about}\n\n{}\n\n---\n\n", text(it, "/body"));
    }
    all
}
