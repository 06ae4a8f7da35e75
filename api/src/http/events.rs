//! Answers as a stream of server-sent events: graphql-sse in "distinct connections mode", one operation a request, for
//! clients whose way to us lets no WebSocket through. What an operation does is decided in `pipeline`.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::http::header::{ACCEPT, CONTENT_TYPE};
use axum::http::{Extensions, HeaderMap, HeaderName, HeaderValue};
use axum::response::{IntoResponse as _, Response};
use futures_util::stream::{self, StreamExt as _};
use tokio::time::{Instant, timeout_at};
use tokio_util::task::task_tracker::TaskTrackerToken;

use super::accept::Format;
use super::parts::{RequestId, RequestParts};
use super::pipeline::{Answers, Standing};
use super::places::Place;
use super::{OpenStreams, Parameters, Shared, answer};

const EVENTS: &str = "text/event-stream";
/// Proxies that gather answers let events through one by one when they read this.
const X_ACCEL_BUFFERING: HeaderName = HeaderName::from_static("x-accel-buffering");
/// Said now and then, so that nobody on the way takes the silence for the end.
const STILL_HERE: &[u8] = b":\n\n";

/// Whether a client asks for events.
pub(super) fn are_wanted(headers: &HeaderMap) -> bool {
    headers
        .get_all(ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|range| {
            let mut parts = range.split(';').map(str::trim);
            let is_ours = parts
                .next()
                .is_some_and(|kind| kind.eq_ignore_ascii_case(EVENTS));
            is_ours && !parts.any(is_unwanted)
        })
}

/// Whether a parameter says that a kind is not wanted (RFC 9110, section 12.4.2).
fn is_unwanted(parameter: &str) -> bool {
    let quality = parameter
        .split_once('=')
        .filter(|(name, _)| name.eq_ignore_ascii_case("q"));
    quality.is_some_and(|(_, quality)| quality.parse() == Ok(0.0))
}

/// Answers a request with events.
pub(super) async fn answer(
    shared: Arc<Shared>,
    id: RequestId,
    extensions: &Extensions,
    parts: RequestParts,
    parameters: Parameters,
) -> Response {
    let place = match shared.places.take(parts.caller) {
        Ok(place) => place,
        Err(problem) => return answer::refuse(&problem, Format::Json, &id),
    };
    let begun = shared.pipeline.begin(parts.clone(), parameters).await;
    let answers = match begun {
        Ok(answers) => answers,
        // Browsers' own clients can't read what comes with another status.
        Err(refused) => stream::iter([*refused]).boxed(),
    };
    let events = Events {
        look_at: Instant::now() + shared.config.sockets.check,
        shared,
        parts,
        answers,
        _place: place,
        _open: extensions
            .get::<OpenStreams>()
            .map(|OpenStreams(open)| open.token()),
    };
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(EVENTS)),
        (X_ACCEL_BUFFERING, HeaderValue::from_static("no")),
    ];
    let body = stream::unfold(Some(events), Events::next);
    (headers, Body::from_stream(body)).into_response()
}

struct Events {
    shared: Arc<Shared>,
    parts: RequestParts,
    answers: Answers,
    /// When it is looked whether the account may still act.
    look_at: Instant,
    _place: Place,
    _open: Option<TaskTrackerToken>,
}

type Chunk = Result<Bytes, std::convert::Infallible>;

impl Events {
    /// The next piece of the body. It is asked for when the client has taken the last one.
    async fn next(events: Option<Self>) -> Option<(Chunk, Option<Self>)> {
        let mut events = events?;
        let stop = events.shared.config.stop.clone();
        let answer = timeout_at(events.look_at, events.answers.next());
        let chunk = match stop.run_until_cancelled(answer).await? {
            Ok(Some(answer)) => event("next", &answer::json(&answer)),
            Ok(None) => return Some((Ok(event("complete", b"")), None)),
            Err(_elapsed) => {
                events.look_at = Instant::now() + events.shared.config.sockets.check;
                if !events.may_go_on().await {
                    return None;
                }
                Bytes::from_static(STILL_HERE)
            }
        };
        Some((Ok(chunk), Some(events)))
    }

    fn may_go_on(&self) -> impl Future<Output = bool> + Send + use<> {
        let (shared, parts) = (Arc::clone(&self.shared), self.parts.clone());
        async move {
            if parts.session.is_none() {
                return true;
            }
            match shared.pipeline.standing(parts).await {
                Standing::Active | Standing::Unknown => true,
                Standing::NobodyIsSignedIn | Standing::Suspended => false,
            }
        }
    }
}

/// An event. JSON as we write it has no line breaks.
fn event(name: &str, data: &[u8]) -> Bytes {
    let mut text = format!("event: {name}\ndata: ").into_bytes();
    text.extend_from_slice(data);
    text.extend_from_slice(b"\n\n");
    Bytes::from(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_wanted_by_whoever_names_them() {
        for (accept, wanted) in [
            ("text/event-stream", true),
            ("application/json, Text/Event-Stream;q=0.5", true),
            ("*/*", false),
            ("text/*", false),
            ("text/event-stream;q=0", false),
            ("text/event-stream; charset=utf-8 ;Q=0.000", false),
            ("text/event-stream;q=0.001", true),
            ("application/json", false),
        ] {
            let headers = [(ACCEPT, HeaderValue::from_static(accept))];
            assert_eq!(
                are_wanted(&headers.into_iter().collect()),
                wanted,
                "{accept}"
            );
        }
    }

    #[test]
    fn an_event_has_a_name_and_one_line_of_data() {
        assert_eq!(event("next", b"{}"), "event: next\ndata: {}\n\n");
        assert_eq!(event("complete", b""), "event: complete\ndata: \n\n");
    }
}
