//! A form that a browser sent: read, bounded, and known to be one of ours before it changes anything.

use axum::extract::{FromRequest, Request};
use axum::http::header::{CACHE_CONTROL, HOST, LOCATION, ORIGIN, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::uri::Authority;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};

use crate::client::{self, Broken, Changed, Refusal, UserError};
use crate::form::Form;
use crate::operations::Changing;
use crate::page::sorry;
use crate::site::{Site, Visit};
use crate::token;
use crate::words::key;

/// Where a request comes from, as browsers say.
const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
/// The hidden field that makes sending twice do it once.
pub(crate) const ONCE: &str = "once";
/// The most characters of it.
const LONGEST_ONCE: usize = 64;

/// A form that a browser sent.
pub(crate) struct Sent {
    pub(crate) visit: Visit,
    pub(crate) form: Form,
    /// Whether it carries the token of its browser.
    is_ours: bool,
}

/// What somebody has to mend, or to know, before a form does what it is for.
#[derive(Debug, Clone)]
pub(crate) struct Problem {
    pub(crate) message: String,
    /// The field that can't be used, as the schema calls it; nothing for what concerns all.
    pub(crate) field: String,
    /// The type of the error in the schema; nothing for what pages say by themselves.
    pub(crate) kind: String,
    pub(crate) status: StatusCode,
    /// Whether whoever sent it has to sign in first.
    pub(crate) is_signed_out: bool,
    /// Whether they have to prove once more that it is them.
    pub(crate) must_prove: bool,
    /// What is meant, in words of theirs.
    pub(crate) excerpts: Box<[String]>,
    /// The review of what was sent meanwhile.
    pub(crate) open_review: Option<Box<str>>,
}

impl Problem {
    /// A problem that pages say by themselves.
    pub(crate) fn said(visit: &Visit, status: StatusCode, says: &str) -> Self {
        Self::saying(status, visit.site.words.plain(says).to_owned())
    }

    /// The same, in words that are filled in.
    pub(crate) fn saying(status: StatusCode, message: String) -> Self {
        Self {
            message,
            field: String::new(),
            kind: String::new(),
            status,
            is_signed_out: false,
            must_prove: false,
            excerpts: Box::default(),
            open_review: None,
        }
    }

    /// The colour of it: waiting for somebody, or for a birthday, is no fault.
    pub(crate) fn tone(&self) -> &'static str {
        match self.kind.as_str() {
            "AwaitingGuardianError" | "AwaitingVouchError" | "OtherAgeError" => "tone-info",
            _ => "tone-danger",
        }
    }

    /// Whoever sent it has to sign in again first.
    pub(crate) fn signed_out(visit: &Visit) -> Self {
        Self {
            is_signed_out: true,
            ..Self::said(visit, StatusCode::UNAUTHORIZED, key("form-signed-out"))
        }
    }

    /// The same, of one field of the page.
    pub(crate) fn at(mut self, field: &str) -> Self {
        field.clone_into(&mut self.field);
        self
    }

    /// What a page says to whoever sent a form that changed nothing.
    pub(crate) fn of(visit: &Visit, refusal: Refusal) -> Self {
        match refusal {
            Refusal::User(error) => Self::of_user(visit, *error),
            Refusal::Broken(Broken::Refused { message, status }) if !message.is_empty() => {
                Self::saying(status, message)
            }
            Refusal::Broken(_) => {
                let status = StatusCode::SERVICE_UNAVAILABLE;
                Self::said(visit, status, key("form-broken"))
            }
        }
    }

    fn of_user(visit: &Visit, error: UserError) -> Self {
        if error.reason == "SIGNED_OUT" || error.reason == "SECOND_FACTOR" {
            return Self::signed_out(visit);
        }
        let status = match error.kind.as_str() {
            "RateLimitedError" => StatusCode::TOO_MANY_REQUESTS,
            "StaleVersionError"
            | "StaleRevisionError"
            | "ClientMutationIdReusedError"
            | "ClaimLostError"
            | "ReviewClosedError" => StatusCode::CONFLICT,
            "NotAllowedError" => StatusCode::FORBIDDEN,
            "NotFoundError" => StatusCode::NOT_FOUND,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        let told = |name: &str| error.whole.get(name).cloned().unwrap_or_default();
        Self {
            excerpts: serde_json::from_value(told("excerpts")).unwrap_or_default(),
            open_review: told("openReview").as_str().map(Into::into),
            message: error.message,
            field: error.field,
            kind: error.kind,
            status,
            is_signed_out: false,
            must_prove: error.reason == "PROVE_AGAIN",
        }
    }
}

impl Sent {
    /// Executes an operation that changes something, if the form is one of ours.
    pub(crate) async fn ask<Q: Changing>(
        &self,
        variables: Q::Variables,
    ) -> Changed<Q::ResponseData> {
        if !self.is_ours {
            let message = self.visit.site.words.plain("form-stale").to_owned();
            let status = StatusCode::FORBIDDEN;
            return Changed {
                outcome: Err(Refusal::Broken(Broken::Refused { message, status })),
                cookie: None,
            };
        }
        let site = &self.visit.site;
        client::change::<Q>(&site.execute, self.visit.shared_head(), variables).await
    }

    /// What makes one act of this form happen once, however often it is sent. With other words, after going back to it, it is another form.
    pub(crate) fn once(&self, act: &str) -> Option<String> {
        let once = self.form.get(ONCE);
        let fits = !once.is_empty() && once.len() <= LONGEST_ONCE;
        fits.then(|| format!("{once}-{act}-{:016x}", self.form.fingerprint()))
    }
}

impl FromRequest<Site> for Sent {
    type Rejection = Response;

    async fn from_request(request: Request, site: &Site) -> Result<Self, Response> {
        let (head, body) = request.into_parts();
        if !is_from_us(&head, &site.settings.origin) {
            let message = site.words.plain("form-foreign");
            return Err(sorry(site, StatusCode::FORBIDDEN, Some(message)));
        }
        let Some(form) = Form::read(&head, body).await else {
            let message = site.words.plain("form-unread");
            return Err(sorry(site, StatusCode::BAD_REQUEST, Some(message)));
        };
        let visit = Visit::new(site.clone(), head);
        Ok(Self {
            is_ours: visit.token.proves(form.get(token::FIELD)),
            visit,
            form,
        })
    }
}

/// Whether a browser says that one of our pages sent it. What another page sends is not even shown again: it is not what the visitor typed.
fn is_from_us(head: &Parts, own: &str) -> bool {
    if let Some(site) = head.headers.get(FETCH_SITE) {
        return site == "same-origin" || site == "none";
    }
    let header = |name| head.headers.get(name).and_then(|it| it.to_str().ok());
    let Some(origin) = header(&ORIGIN) else {
        return true;
    };
    let host = header(&HOST).or_else(|| head.uri.authority().map(Authority::as_str));
    let named = origin.split_once("://").map(|(_, named)| named);
    origin == own || (named.is_some() && named == host)
}

/// Sends a browser on after a form, so that loading the page again sends nothing again. `path` is an address without its language.
pub(crate) fn go_on(visit: &Visit, path: &str, cookie: Option<HeaderValue>) -> Response {
    go_to(&visit.site.address(path), cookie)
}

/// The same, to a whole address.
pub(crate) fn go_to(to: &str, cookie: Option<HeaderValue>) -> Response {
    let Ok(to) = HeaderValue::try_from(to) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let mut response = (StatusCode::SEE_OTHER, [(LOCATION, to)]).into_response();
    let cache = HeaderValue::from_static("no-store");
    response.headers_mut().insert(CACHE_CONTROL, cache);
    give(&mut response, cookie);
    response
}

/// Gives the browser a cookie of the API.
pub(crate) fn give(response: &mut Response, cookie: Option<HeaderValue>) {
    if let Some(cookie) = cookie {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
}
