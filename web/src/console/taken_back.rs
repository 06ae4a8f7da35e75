//! What co-authors were shown and was taken back, or replaced by something newer: what goes from one correspondent to another can be read by adults.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::{frame, themes};
use crate::entry::sign_in_first;
use crate::frame::{Frame, Who};
use crate::language::Language;
use crate::operations::TakenBackFromCoAuthors;
use crate::operations::taken_back_from_co_authors::{Theme, Variables};
use crate::page::{framed, missing};
use crate::reading::card::Day;
use crate::site::Visit;

/// Where it is.
const HERE: &str = "/equipo/deshechas";

const fn theme(theme: &Theme) -> Option<&'static str> {
    themes!(theme)
}

/// Something that was taken back.
struct Piece {
    id: String,
    title: Option<String>,
    language: Language,
    /// What hard things it speaks of, as keys: its headline is covered then.
    themes: Vec<&'static str>,
    day: Day,
}

#[derive(Template)]
#[template(path = "console/taken_back.html")]
struct TakenBack {
    f: Frame,
    all: Vec<Piece>,
}

framed!(TakenBack);

/// Shows it.
pub(crate) async fn show(visit: Visit) -> Response {
    let viewer = match visit.ask::<TakenBackFromCoAuthors>(Variables {}).await {
        Ok(data) => data.viewer,
        Err(broken) => return visit.broken(&broken),
    };
    let Some(viewer) = viewer else {
        return sign_in_first(&visit, HERE);
    };
    let words = &visit.site.words;
    let f = frame(&visit, HERE, words.plain("taken-back-title").to_owned()).await;
    if !f.who.as_ref().is_some_and(Who::reads) {
        return missing(&visit.site);
    }
    let all = viewer.taken_back_from_co_authors.into_iter();
    let all = all.map(|it| Piece {
        themes: it.themes.iter().filter_map(theme).collect(),
        day: Day::at(words, &it.waiting_since),
        id: it.id,
        title: it.title,
        language: it.language,
    });
    let page = TakenBack {
        f,
        all: all.collect(),
    };
    visit.personal(StatusCode::OK, &page)
}
