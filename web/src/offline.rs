//! What is shown where the connection is lost: a page with the numbers to call, which a service worker of everybody who writes, reads or comes in keeps on the device.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde_json::json;

use crate::frame::{Frame, Section};
use crate::operations::Helplines;
use crate::operations::helplines::{HelplinesHelplines as Line, Variables};
use crate::page::framed;
use crate::script;
use crate::site::{Site, Visit};
use crate::style::{self, file, versioned};

/// Where the page is.
pub(crate) const HERE: &str = "/sin-conexion";
const WORKER: &str = include_str!("../script/sw.js");

#[derive(Template)]
#[template(path = "offline.html")]
struct Offline {
    f: Frame,
    lines: Vec<Line>,
}

framed!(Offline);

/// Shows the page: the same whoever asks, and whenever. It names no hours, since nobody knows when it is read.
pub(crate) async fn show(visit: Visit) -> Response {
    let lines = match visit.ask::<Helplines>(Variables { country: None }).await {
        Ok(data) => data.helplines,
        Err(broken) => return visit.broken(&broken),
    };
    let title = visit.site.words.plain("offline-title").to_owned();
    let mut f = Frame::new(&visit.site, Section::None, HERE, title);
    f.is_indexed = false;
    visit.common(&Offline { f, lines })
}

/// What runs in the browser beside all pages, with what it keeps.
pub(crate) async fn worker(State(site): State<Site>) -> Response {
    let languages = &site.settings.languages;
    let pages: Vec<String> = languages
        .iter()
        .map(|language| languages.address(language, HERE))
        .collect();
    let files = [
        site.sheet.address.clone(),
        style::icons_address().to_owned(),
    ];
    let keeps = format!(
        "PAGES = {}, FILES = {};\n{WORKER}",
        json!(pages),
        json!(files)
    );
    let name = versioned("altavoz", &keeps);
    file(
        script::KIND,
        "no-cache",
        format!("const NAME = {}, {keeps}", json!(name)),
    )
}
