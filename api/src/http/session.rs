//! The session on the wire: the token in `Authorization` or a cookie, and the cookie in answers.
//! Tokens are made, looked up and ended in `app`; this file never prints one.

use std::time::Duration;

use axum::http::header::{AUTHORIZATION, COOKIE};
use axum::http::{HeaderMap, HeaderValue};

use super::parts::{Carrier, Session, SessionToken};

/// How the public reaches the server. Over plain HTTP, which is for trying it out on one's own
/// machine, browsers refuse the prefix `__Host-` and the attribute `Secure`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// TLS, here or in front of us.
    Https,
    /// No TLS anywhere.
    Http,
}

impl Scheme {
    const fn cookie_name(self) -> &'static str {
        match self {
            Self::Https => "__Host-altavoz",
            Self::Http => "altavoz",
        }
    }

    const fn cookie_attributes(self) -> &'static str {
        match self {
            Self::Https => "Path=/; HttpOnly; SameSite=Lax; Secure",
            Self::Http => "Path=/; HttpOnly; SameSite=Lax",
        }
    }
}

/// The session of a request. A token in the header goes first: somebody put it there on purpose.
pub(super) fn session(headers: &HeaderMap, scheme: Scheme) -> Option<Session> {
    let from_cookie = |token| Session {
        token,
        carrier: Carrier::Cookie,
    };
    bearer_session(headers).or_else(|| cookie(headers, scheme).map(from_cookie))
}

/// The session in the header of a request, for senders whose cookies don't count.
pub(super) fn bearer_session(headers: &HeaderMap) -> Option<Session> {
    let carrier = Carrier::Header;
    bearer(headers).map(|token| Session { token, carrier })
}

fn bearer(headers: &HeaderMap) -> Option<SessionToken> {
    let (kind, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    let is_bearer = kind.eq_ignore_ascii_case("bearer");
    is_bearer.then(|| SessionToken::parse(token.trim()))?
}

fn cookie(headers: &HeaderMap, scheme: Scheme) -> Option<SessionToken> {
    let values = headers.get_all(COOKIE).iter();
    values
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == scheme.cookie_name())
        .and_then(|(_, token)| SessionToken::parse(token))
}

/// What a request did to the sender's session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SessionChange {
    /// There is a new token, good for this long.
    SignedIn(SessionToken, Duration),
    /// The token is good no more.
    SignedOut,
}

impl SessionChange {
    /// The value of `Set-Cookie` that tells the browser.
    pub(super) fn to_cookie(&self, scheme: Scheme) -> Option<HeaderValue> {
        let (name, attributes) = (scheme.cookie_name(), scheme.cookie_attributes());
        let text = match self {
            Self::SignedIn(token, lifetime) => {
                let seconds = lifetime.as_secs();
                format!("{name}={}; {attributes}; Max-Age={seconds}", token.expose())
            }
            Self::SignedOut => format!("{name}=; {attributes}; Max-Age=0"),
        };
        let mut value = HeaderValue::from_str(&text).ok()?;
        value.set_sensitive(true);
        Some(value)
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderName;

    use super::*;

    fn headers(pairs: &[(HeaderName, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (name.clone(), HeaderValue::from_static(value)))
            .collect()
    }

    fn found(pairs: &[(HeaderName, &'static str)], scheme: Scheme) -> Option<String> {
        let session = session(&headers(pairs), scheme)?;
        Some(format!("{:?} {}", session.carrier, session.token.expose()))
    }

    #[test]
    fn a_token_comes_in_the_header_or_in_the_cookie() {
        let bearer = (AUTHORIZATION, "bearer abc");
        let cookie = (COOKIE, "theme=dark; __Host-altavoz=xyz; other=1");
        let https = |pairs: &[_]| found(pairs, Scheme::Https);
        assert_eq!(https(&[]), None);
        assert_eq!(
            https(std::slice::from_ref(&bearer)).as_deref(),
            Some("Header abc")
        );
        assert_eq!(
            https(std::slice::from_ref(&cookie)).as_deref(),
            Some("Cookie xyz")
        );
        assert_eq!(https(&[bearer, cookie]).as_deref(), Some("Header abc"));
        assert_eq!(https(&[(AUTHORIZATION, "Basic abc")]), None);
        assert_eq!(https(&[(AUTHORIZATION, "Bearer a b")]), None);
    }

    #[test]
    fn a_cookie_without_the_prefix_counts_over_plain_http_only() {
        let plain = [(COOKIE, "altavoz=xyz")];
        assert_eq!(found(&plain, Scheme::Https), None);
        assert_eq!(found(&plain, Scheme::Http).as_deref(), Some("Cookie xyz"));
    }

    #[test]
    fn the_cookie_of_an_answer_is_out_of_reach_for_scripts_and_other_sites() {
        let token = SessionToken::parse("abc").expect("is a token");
        let signed_in = SessionChange::SignedIn(token, Duration::from_hours(1));
        let text = |change: &SessionChange, scheme| {
            let cookie = change.to_cookie(scheme).expect("is a header");
            assert!(cookie.is_sensitive(), "no log prints it");
            cookie.to_str().expect("is text").to_owned()
        };
        assert_eq!(
            text(&signed_in, Scheme::Https),
            "__Host-altavoz=abc; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=3600"
        );
        assert_eq!(
            text(&SessionChange::SignedOut, Scheme::Https),
            "__Host-altavoz=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0"
        );
        assert_eq!(
            text(&signed_in, Scheme::Http),
            "altavoz=abc; Path=/; HttpOnly; SameSite=Lax; Max-Age=3600"
        );
        assert!(!format!("{signed_in:?}").contains("abc"));
    }
}
