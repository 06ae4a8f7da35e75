//! Pages: a GraphQL client that knows `schema.graphql` and no other crate of ours. Nothing on a page comes from another server; what runs on some of them is ours, and each works without it.

mod avatar;
mod client;
mod console;
mod date;
mod desk;
mod entry;
mod form;
mod frame;
mod language;
mod operations;
mod page;
mod reading;
mod script;
mod sent;
mod set_up;
mod site;
mod style;
mod token;
mod wave;
mod words;

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use axum::routing::{get, post};

pub use client::{Execute, Executed, Operation};
use console::{decide, queue};
use desk::{acts, answer, editor, mine, write};
use entry::{authenticator, new_passphrase, second_factor, sign_in};
use language::Language;
use reading::{blog, feeds, help, home, how, place, places, post};
pub use site::Settings;
use site::Site;
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
    let site = |language| Site::new(Arc::clone(execute), Arc::clone(&settings), language);
    let spanish = site(Language::Spanish)?;
    let mut all = Router::new()
        .route("/style.css", get(style::sheet))
        .route("/console.js", get(script::console_file))
        .route("/editor.js", get(script::editor_file))
        .route("/icons.svg", get(style::icons))
        .route("/icon.svg", get(style::own_icon))
        .route("/favicon.ico", get(style::own_icon))
        .route("/robots.txt", get(feeds::robots))
        .route("/sitemap.xml", get(feeds::sitemap))
        .with_state(spanish.clone())
        .merge(pages(spanish));
    let mut sites = vec![site(Language::Spanish)?];
    for language in Language::ALL.into_iter().skip(1) {
        let site = site(language)?;
        all = all.nest(language.prefix(), pages(site.clone()));
        sites.push(site);
    }
    let nowhere = Router::new().fallback(nowhere).with_state(Arc::new(sites));
    Ok(all.fallback_service(nowhere))
}

/// The pages in one language.
fn pages(site: Site) -> Router {
    Router::new()
        .route("/", get(home::show))
        .route("/p/{slug}", get(post::show))
        .route("/temas", get(places::show))
        .route("/temas/{slug}", get(place::show_topic))
        .route("/temas/{slug}/feed.atom", get(feeds::topic_atom))
        .route("/temas/{slug}/feed.json", get(feeds::topic_json))
        .route("/grupos/{slug}", get(place::show_group))
        .route("/grupos/{slug}/feed.atom", get(feeds::group_atom))
        .route("/grupos/{slug}/feed.json", get(feeds::group_json))
        .route("/blog/{pen_name}", get(blog::show))
        .route("/feed.atom", get(feeds::site_atom))
        .route("/feed.json", get(feeds::site_json))
        .route("/ayuda", get(help::show))
        .route("/ayuda/{country}", get(help::of_country))
        .route("/como-leemos", get(how::show))
        .route("/entrar", get(sign_in::show).post(sign_in::send))
        .route(
            "/entrar/frase-nueva",
            get(new_passphrase::show).post(new_passphrase::send),
        )
        .route(
            "/entrar/segundo-paso",
            get(second_factor::show).post(second_factor::prove),
        )
        .route(
            "/entrar/segundo-paso/apuntado",
            post(second_factor::recover),
        )
        .route("/entrar/aplicacion", post(authenticator::start))
        .route("/entrar/aplicacion/codigo", post(authenticator::finish))
        .route("/salir", post(sign_in::leave))
        .route("/mesa", get(mine::show))
        .route("/mesa/nueva", get(editor::blank).post(write::begin))
        .route("/mesa/{id}", get(editor::open).post(write::save))
        .route("/mesa/{id}/respuesta", get(answer::show))
        .route("/mesa/{id}/acepto", post(answer::accept))
        .route("/mesa/{id}/dejo", post(answer::decline))
        .route("/mesa/{id}/otra-mirada", post(answer::look_again))
        .route("/mesa/{id}/retirar", post(acts::withdraw))
        .route("/mesa/{id}/quitar", post(acts::unpublish))
        .route("/equipo/cola", get(queue::show))
        .route("/equipo/siguiente", post(queue::next))
        .route("/equipo/lectura/{id}", get(console::reading::show))
        .route("/equipo/lectura/{id}/decidir", post(decide::decide))
        .route("/setup", get(set_up::show).post(set_up::send))
        .route("/setup/done", get(set_up::done))
        // A form's address that is opened as a page is nothing.
        .method_not_allowed_fallback(nothing)
        .with_state(site)
}

async fn nothing(State(site): State<Site>) -> Response {
    page::missing(&site)
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
    let language = Language::of_path(path);
    let site = sites.iter().find(|site| site.language == language);
    match site.or(sites.first()) {
        Some(site) => page::missing(site),
        None => axum::response::IntoResponse::into_response(axum::http::StatusCode::NOT_FOUND),
    }
}

#[cfg(test)]
mod tests;
