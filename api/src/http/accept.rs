//! In which of two media types an answer goes out. The rules of status codes hang on it.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT;

/// The media type of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// `application/json`: a request that could be read is answered with 200, whatever came of it.
    Json,
    /// `application/graphql-response+json`: a request that was not executed is answered with 400.
    GraphqlResponse,
}

impl Format {
    const fn subtype(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::GraphqlResponse => "graphql-response+json",
        }
    }

    /// The value of `Content-Type`.
    pub(super) const fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json; charset=utf-8",
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
        }
    }
}

/// How much a client wants one format, and how precisely it said so.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
struct Wish {
    quality: f32,
    precision: Precision,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Precision {
    Anything,
    AnyApplication,
    Named,
}

/// The format that the client wants more; none when it wants neither. Without a wish it is JSON;
/// when both are named alike, the newer one.
pub(super) fn negotiate(headers: &HeaderMap) -> Option<Format> {
    let mut ranges = Vec::new();
    for value in headers.get_all(ACCEPT) {
        let text = value.to_str().ok()?;
        ranges.extend(
            text.split(',')
                .map(str::trim)
                .filter(|range| !range.is_empty()),
        );
    }
    if ranges.is_empty() {
        return Some(Format::Json);
    }
    let json = wish(&ranges, Format::Json);
    let response = wish(&ranges, Format::GraphqlResponse);
    match (json, response) {
        (None, None) => None,
        (Some(json), Some(response)) if json == response => match json.precision {
            Precision::Named => Some(Format::GraphqlResponse),
            Precision::AnyApplication | Precision::Anything => Some(Format::Json),
        },
        // No wish at all is less than any.
        (json, response) if json > response => Some(Format::Json),
        (None | Some(_), None | Some(_)) => Some(Format::GraphqlResponse),
    }
}

/// The most precise range that covers the format decides, also when it says never.
fn wish(ranges: &[&str], format: Format) -> Option<Wish> {
    let wishes = ranges.iter().filter_map(|range| covers(range, format));
    let by_precision = |a: &Wish, b: &Wish| a.precision.cmp(&b.precision);
    wishes
        .max_by(by_precision)
        .filter(|wish| wish.quality > 0.0)
}

fn covers(range: &str, format: Format) -> Option<Wish> {
    let mut parts = range.split(';').map(str::trim);
    let (kind, subtype) = parts.next()?.split_once('/')?;
    let precision = match (kind, subtype) {
        ("*", "*") => Precision::Anything,
        (kind, "*") if kind.eq_ignore_ascii_case("application") => Precision::AnyApplication,
        (kind, subtype)
            if kind.eq_ignore_ascii_case("application")
                && subtype.eq_ignore_ascii_case(format.subtype()) =>
        {
            Precision::Named
        }
        _ => return None,
    };
    let quality = parts
        .filter_map(|parameter| parameter.split_once('='))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("q"))
        .map_or(Some(1.0), |(_, value)| value.trim().parse().ok())
        .filter(|quality| (0.0..=1.0).contains(quality))?;
    Some(Wish { quality, precision })
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn chosen(accept: &'static str) -> Option<Format> {
        let headers = [(ACCEPT, HeaderValue::from_static(accept))]
            .into_iter()
            .collect();
        negotiate(&headers)
    }

    #[test]
    fn who_does_not_say_otherwise_gets_json() {
        assert_eq!(negotiate(&HeaderMap::new()), Some(Format::Json));
        for accept in [
            "",
            "*/*",
            "application/*",
            "application/json",
            "APPLICATION/JSON;q=0.1",
        ] {
            assert_eq!(chosen(accept), Some(Format::Json), "{accept}");
        }
    }

    #[test]
    fn the_newer_media_type_goes_to_who_names_it() {
        for accept in [
            "application/graphql-response+json",
            "application/graphql-response+json; charset=utf-8",
            "application/graphql-response+json, application/json;q=0.9",
            "application/json, application/graphql-response+json",
            "*/*, application/graphql-response+json",
            "application/json;q=0, */*",
        ] {
            assert_eq!(chosen(accept), Some(Format::GraphqlResponse), "{accept}");
        }
    }

    #[test]
    fn weights_and_precision_decide() {
        for accept in [
            "application/graphql-response+json;q=0.5, application/json",
            "application/json, */*",
            "application/graphql-response+json;q=0, */*",
            "text/html, application/json;q=0.5",
        ] {
            assert_eq!(chosen(accept), Some(Format::Json), "{accept}");
        }
    }

    #[test]
    fn who_wants_neither_gets_neither() {
        for accept in [
            "text/html",
            "application/json;q=0",
            "json",
            "application/json;q=2",
            "*/*;q=0",
        ] {
            assert_eq!(chosen(accept), None, "{accept}");
        }
    }
}
