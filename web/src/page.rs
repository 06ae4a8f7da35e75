//! The answer that carries a page: its headers, and who may keep it.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use askama::Template;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH,
    LOCATION, REFERRER_POLICY, SET_COOKIE, VARY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};

use crate::client::Broken;
use crate::frame::{Frame, Section};
use crate::language::Language;
use crate::operations::{OwnShell, Shell, own_shell, shell};
use crate::site::{Site, Visit};

/// What a browser may load and do: our own style, icons and forms. Nothing runs.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
);
/// The same where one of our modules runs, which talks to us alone.
const POLICY_OF_SCRIPTS: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
);
/// What a browser may use of the device: nothing.
const PERMISSIONS: (HeaderName, HeaderValue) = (
    HeaderName::from_static("permissions-policy"),
    HeaderValue::from_static(
        "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    ),
);
/// How long everybody may keep what is the same for everybody: what was taken down is gone within a minute.
const COMMON: HeaderValue = HeaderValue::from_static("public, max-age=60, must-revalidate");
/// What may say who asks.
const WHO: HeaderValue = HeaderValue::from_static("cookie, authorization");
/// Nobody keeps it.
const PERSONAL: HeaderValue = HeaderValue::from_static("no-store");

/// A page with its frame.
pub(crate) trait Framed: Template {
    /// What is around it.
    fn frame(&self) -> &Frame;
}

/// Says of pages where their frame is.
macro_rules! framed {
    ($($page:ty)+) => {
        $(impl $crate::page::Framed for $page {
            fn frame(&self) -> &$crate::frame::Frame {
                &self.f
            }
        })+
    };
}

pub(crate) use framed;

impl Visit {
    /// The frame of a page, with the help line that answers now.
    pub(crate) async fn frame(&self, section: Section, path: String, title: String) -> Frame {
        let mut frame = Frame::new(&self.site, section, path, title);
        self.token.text().clone_into(&mut frame.token);
        // Without an API the strip still leads to the page with the lines.
        if !self.may_be_somebodys() {
            return match self.ask::<Shell>(shell::Variables {}).await {
                Ok(data) => frame.with_lines(data.helplines.into_iter().map(Into::into)),
                Err(_) => frame,
            };
        }
        match self.ask::<OwnShell>(own_shell::Variables {}).await {
            Ok(data) => {
                frame.who = data.viewer.map(Into::into);
                frame.with_lines(data.helplines.into_iter().map(Into::into))
            }
            Err(_) => frame,
        }
    }

    /// The frame of a page for one person, which no search engine lists; `title` is the key of its title, `path` its address without its language.
    pub(crate) async fn own_frame(
        &self,
        section: Section,
        path: impl Into<String>,
        title: &str,
    ) -> Frame {
        let title = self.site.words.plain(title).to_owned();
        let mut frame = self.frame(section, path.into(), title).await;
        frame.is_indexed = false;
        frame
    }

    /// A page for one person at one moment; nobody keeps it, and no search engine lists it.
    pub(crate) fn personal(&self, status: StatusCode, template: &impl Framed) -> Response {
        let mut response = personal(status, self.site.language, template);
        if template.frame().script.is_some() {
            let headers = response.headers_mut();
            headers.insert(CONTENT_SECURITY_POLICY, POLICY_OF_SCRIPTS);
        }
        self.give_token(&mut response);
        response
    }

    /// Gives the browser the token that the page's forms carry, if it hasn't got it.
    fn give_token(&self, response: &mut Response) {
        if let Some(cookie) = self.token.cookie(self.site.settings.is_https) {
            response.headers_mut().append(SET_COOKIE, cookie);
        }
    }

    /// A page for everybody; for this browser alone if it may be signed in, or if there is no help line to show on it.
    pub(crate) fn common(&self, template: &impl Framed) -> Response {
        let language = self.site.language;
        let Ok(html) = template.render() else {
            return unwritten();
        };
        let frame = template.frame();
        let mut response = if frame.line.is_none() {
            answer(StatusCode::OK, language, PERSONAL, html)
        } else {
            self.kept(html, |status, cache, html| {
                answer(status, language, cache, html)
            })
        };
        if !frame.is_indexed {
            let noindex = HeaderValue::from_static("noindex");
            response.headers_mut().insert("x-robots-tag", noindex);
        }
        // Whoever is signed in has a form on every page, by which they sign out.
        if frame.who.is_some() {
            self.give_token(&mut response);
        }
        response
    }

    /// A file for everybody, of the type that is said.
    pub(crate) fn file(&self, kind: &'static str, bytes: String) -> Response {
        self.kept(bytes, |status, cache, bytes| {
            let headers = [
                (CONTENT_TYPE, HeaderValue::from_static(kind)),
                (CACHE_CONTROL, cache),
                (VARY, WHO),
                (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
            ];
            (status, headers, bytes).into_response()
        })
    }

    /// What everybody may keep, with its tag, or that it has not changed; nobody keeps what may be for one person.
    fn kept(
        &self,
        bytes: String,
        answer: impl FnOnce(StatusCode, HeaderValue, String) -> Response,
    ) -> Response {
        if self.may_be_somebodys() {
            return answer(StatusCode::OK, PERSONAL, bytes);
        }
        let mut hasher = DefaultHasher::new();
        bytes.hash(&mut hasher);
        let tag = format!("W/\"{:016x}\"", hasher.finish());
        let known = self.head().headers.get_all(IF_NONE_MATCH).iter();
        let mut known = known
            .filter_map(|known| known.to_str().ok())
            .flat_map(|known| known.split(','));
        let mut response = if known.any(|known| known.trim() == tag) {
            answer(StatusCode::NOT_MODIFIED, COMMON, String::new())
        } else {
            answer(StatusCode::OK, COMMON, bytes)
        };
        if let Ok(tag) = HeaderValue::try_from(tag) {
            response.headers_mut().insert(ETAG, tag);
        }
        response
    }

    /// What is answered where there is nothing to show: nothing is there, or the API could not say.
    pub(crate) fn broken(&self, broken: &Broken) -> Response {
        match broken {
            Broken::Unknown => missing(&self.site),
            Broken::Refused { status, message } => sorry(&self.site, *status, Some(message)),
            Broken::Unreadable => sorry(&self.site, StatusCode::SERVICE_UNAVAILABLE, None),
        }
    }
}

/// There is nothing here.
#[derive(Template)]
#[template(path = "missing.html")]
struct Missing {
    f: Frame,
}

/// The page for whatever is hidden, somebody else's or was never there: the same bytes for all.
pub(crate) fn missing(site: &Site) -> Response {
    let title = site.words.plain("missing-title").to_owned();
    let mut f = Frame::new(site, Section::None, "/", title);
    f.is_indexed = false;
    personal(StatusCode::NOT_FOUND, site.language, &Missing { f })
}

/// We can't show it now.
#[derive(Template)]
#[template(path = "sorry.html")]
struct Sorry<'a> {
    f: Frame,
    message: Option<&'a str>,
}

/// We can't show it, and why.
pub(crate) fn sorry(site: &Site, status: StatusCode, message: Option<&str>) -> Response {
    let title = site.words.plain("sorry-title").to_owned();
    let mut f = Frame::new(site, Section::None, "/", title);
    f.is_indexed = false;
    let message = message.filter(|message| !message.is_empty());
    personal(status, site.language, &Sorry { f, message })
}

/// A page for one person at one moment; nobody keeps it.
fn personal(status: StatusCode, language: Language, template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => answer(status, language, PERSONAL, html),
        Err(_) => unwritten(),
    }
}

/// Sends a browser on for good.
pub(crate) fn moved(to: &str) -> Response {
    let Ok(to) = HeaderValue::try_from(to) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [(LOCATION, to), (CACHE_CONTROL, PERSONAL)];
    (StatusCode::PERMANENT_REDIRECT, headers).into_response()
}

fn unwritten() -> Response {
    tracing::error!("a page could not be written");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

fn answer(status: StatusCode, language: Language, cache: HeaderValue, html: String) -> Response {
    let headers = [
        (
            CONTENT_TYPE,
            HeaderValue::from_static("text/html; charset=utf-8"),
        ),
        (CONTENT_LANGUAGE, HeaderValue::from_static(language.tag())),
        (VARY, WHO),
        (CACHE_CONTROL, cache),
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (REFERRER_POLICY, HeaderValue::from_static("same-origin")),
        PERMISSIONS,
    ];
    (status, headers, html).into_response()
}
