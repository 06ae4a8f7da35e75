//! Whose page sent a request: ours, another's, or nobody says.
//! Only browsers say so, and only they can be made to send somebody's cookie.

use axum::http::header::{HOST, ORIGIN};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, Uri};

/// Scheme, host and port of a page, in one spelling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    scheme: String,
    /// Host, and port where it is not the scheme's own.
    authority: String,
}

impl Origin {
    /// Reads `https://host` or `http://host:port`, with nothing after it.
    pub fn parse(text: &str) -> Option<Self> {
        let (scheme, authority) = text.split_once("://")?;
        let scheme = scheme.to_ascii_lowercase();
        let is_web = matches!(scheme.as_str(), "https" | "http");
        let is_bare = !authority.is_empty() && !authority.contains(['/', '?', '#', '@', ' ', ',']);
        let authority = normalised(authority, &scheme);
        (is_web && is_bare).then_some(Self { scheme, authority })
    }
}

/// Lower case, without the port that the scheme has anyway.
fn normalised(authority: &str, scheme: &str) -> String {
    let own_port = if scheme == "https" { ":443" } else { ":80" };
    let authority = authority.to_ascii_lowercase();
    match authority.strip_suffix(own_port) {
        Some(host) => host.to_owned(),
        None => authority,
    }
}

/// Whose page sent a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sender {
    /// A page of ours.
    SameOrigin,
    /// A front end of somebody whom we let in, with a session in a header and never with a cookie.
    Allowed,
    /// A page of somebody else, or one that hides whose it is.
    Foreign,
    /// Nobody says: not a browser, or one that sends no origin.
    Unstated,
}

/// Compares the origin with the server's own, which is the configured one or else the host that was asked, and with
/// those that are let in.
pub(super) fn sender(
    headers: &HeaderMap,
    uri: &Uri,
    own: Option<&Origin>,
    allowed: &[Origin],
) -> Sender {
    let mut stated = headers.get_all(ORIGIN).iter();
    let Some(origin) = stated.next() else {
        return Sender::Unstated;
    };
    let origin = origin.to_str().ok().and_then(Origin::parse);
    let (Some(origin), None) = (origin, stated.next()) else {
        return Sender::Foreign;
    };
    let is_own = match own {
        Some(own) => *own == origin,
        None => host(headers, uri)
            .is_some_and(|host| normalised(host, &origin.scheme) == origin.authority),
    };
    if is_own {
        Sender::SameOrigin
    } else if allowed.contains(&origin) {
        Sender::Allowed
    } else {
        Sender::Foreign
    }
}

fn host<'a>(headers: &'a HeaderMap, uri: &'a Uri) -> Option<&'a str> {
    let authority = uri.authority().map(Authority::as_str);
    authority.or_else(|| headers.get(HOST)?.to_str().ok())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn sent_by(origins: &[&'static str], host: &'static str, own: Option<&str>) -> Sender {
        let mut headers = HeaderMap::new();
        headers.insert(HOST, HeaderValue::from_static(host));
        for origin in origins {
            headers.append(ORIGIN, HeaderValue::from_static(origin));
        }
        let own = own.and_then(Origin::parse);
        let allowed = Origin::parse("https://front.example");
        let allowed = allowed.as_slice();
        sender(
            &headers,
            &Uri::from_static("/graphql"),
            own.as_ref(),
            allowed,
        )
    }

    #[test]
    fn a_front_end_that_is_let_in_is_neither_ours_nor_foreign() {
        let sent = |origin| sent_by(&[origin], "altavoz.example", None);
        assert_eq!(sent("https://front.example"), Sender::Allowed);
        assert_eq!(sent("http://front.example"), Sender::Foreign);
    }

    #[test]
    fn a_page_is_ours_when_its_host_is_the_one_that_was_asked() {
        for (origin, host) in [
            ("https://altavoz.example", "altavoz.example"),
            ("https://Altavoz.example", "altavoz.Example:443"),
            ("http://localhost:8080", "localhost:8080"),
            ("http://[::1]", "[::1]:80"),
        ] {
            assert_eq!(
                sent_by(&[origin], host, None),
                Sender::SameOrigin,
                "{origin}"
            );
        }
    }

    #[test]
    fn every_other_page_is_foreign() {
        for origin in [
            "https://evil.example",
            "https://altavoz.example.evil.example",
            "https://altavoz.example:8443",
            "https://altavoz.example@evil.example",
            "null",
            "",
            "file://",
            "https://altavoz.example/graphql",
        ] {
            assert_eq!(
                sent_by(&[origin], "altavoz.example", None),
                Sender::Foreign,
                "{origin}"
            );
        }
        let twice = ["https://altavoz.example", "https://altavoz.example"];
        assert_eq!(sent_by(&twice, "altavoz.example", None), Sender::Foreign);
    }

    #[test]
    fn a_configured_origin_counts_instead_of_the_host() {
        let own = Some("https://altavoz.example");
        let sent = |origin| sent_by(&[origin], "internal:8080", own);
        assert_eq!(sent("https://altavoz.example"), Sender::SameOrigin);
        assert_eq!(sent("http://altavoz.example"), Sender::Foreign);
        assert_eq!(sent("http://internal:8080"), Sender::Foreign);
    }

    #[test]
    fn who_sends_no_origin_is_no_page_of_anybody() {
        assert_eq!(sent_by(&[], "altavoz.example", None), Sender::Unstated);
    }
}
