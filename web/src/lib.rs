//! Pages: a GraphQL client that knows `schema.graphql` and no other crate of ours. Nothing on a page comes from another server; what runs on some of them is ours, and each works without it.

mod account;
mod again;
mod avatar;
mod client;
mod consent;
mod console;
mod date;
mod desk;
mod entry;
mod family;
mod form;
mod frame;
mod guide;
mod joining;
mod language;
mod offline;
mod operations;
mod page;
mod purposes;
mod reading;
mod routes;
mod script;
mod sent;
mod set_up;
mod site;
mod staff;
mod style;
mod theme;
mod token;
mod wave;
mod words;

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use axum::routing::get;

pub use client::{Execute, Executed, Operation};
pub use language::Languages;
use reading::feeds;
use routes::pages;
pub use site::Settings;
use site::Site;
pub use theme::{Colour, NoColour};
pub use words::WordsError;

/// The documents that pages send, and those that are examples for other clients. A server trusts them.
pub const fn documents() -> &'static [&'static str] {
    operations::ALL
}

/// The routes of the pages, which talk to the API by `execute`. Addresses that nobody knows end here too.
///
/// # Errors
///
/// The built-in words can't be read.
pub fn router(execute: &Execute, settings: Settings) -> Result<Router, WordsError> {
    let settings = Arc::new(settings);
    let sheet = Arc::new(style::Sheet::new(settings.colour));
    let site = |language| {
        let (settings, sheet) = (Arc::clone(&settings), Arc::clone(&sheet));
        Site::new(Arc::clone(execute), settings, sheet, language)
    };
    let languages = &settings.languages;
    let first = site(languages.first())?;
    let mut all = Router::new()
        .route("/style.css", get(style::sheet))
        .route("/console.js", get(script::console_file))
        .route("/entry.js", get(script::entry_file))
        .route("/key.js", get(script::key_file))
        .route("/sw.js", get(offline::worker))
        .route("/editor.js", get(script::editor_file))
        .route("/icons.svg", get(style::icons))
        .route("/icon.svg", get(style::own_icon))
        .route("/favicon.ico", get(style::own_icon))
        .route("/robots.txt", get(feeds::robots))
        .route("/sitemap.xml", get(feeds::sitemap))
        .with_state(first.clone())
        .merge(pages(first.clone()));
    let mut sites = vec![first];
    for (language, prefix) in languages.others() {
        let site = site(language)?;
        all = all.nest(&prefix, pages(site.clone()));
        sites.push(site);
    }
    let nowhere = Router::new().fallback(nowhere).with_state(Arc::new(sites));
    Ok(all.fallback_service(nowhere))
}

/// What nobody knows: a page with a slash too many, or nothing.
async fn nowhere(State(sites): State<Arc<Vec<Site>>>, address: Uri) -> Response {
    let path = address.path();
    let shorter = path.trim_end_matches('/');
    // Two slashes at the start would lead to another server, and browsers take a backslash for a slash.
    let leads_away = shorter.starts_with("//") || shorter.contains('\\');
    if shorter.len() < path.len() && !shorter.is_empty() && !leads_away {
        let query = address.query().map(|query| format!("?{query}"));
        return page::moved(&format!("{shorter}{}", query.unwrap_or_default()));
    }
    let meant = |site: &&Site| site.language == site.settings.languages.of_path(path);
    match sites.iter().find(meant).or(sites.first()) {
        Some(site) => page::missing(site),
        None => axum::response::IntoResponse::into_response(axum::http::StatusCode::NOT_FOUND),
    }
}

#[cfg(test)]
mod tests;
