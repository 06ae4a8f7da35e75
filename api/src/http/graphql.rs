//! `/graphql` over HTTP: GET for queries, POST for everything, answered as JSON or as a stream of events.

use std::sync::Arc;

use axum::extract::{Extension, Request, State};
use axum::http::Method;
use axum::http::header::ALLOW;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};

use super::accept::{self, Format};
use super::parts::{Mutations, RequestId, RequestParts};
use super::problem::Problem;
use super::receive::Unread;
use super::{Shared, answer as answers, cross_origin, events, receive};

/// Answers a request to the one address.
pub(super) async fn answer(
    State(shared): State<Arc<Shared>>,
    Extension(id): Extension<RequestId>,
    request: Request,
) -> Response {
    match *request.method() {
        Method::GET | Method::HEAD | Method::POST => execute(shared, id, request).await,
        Method::OPTIONS if cross_origin::is_preflight(&shared.config, request.headers()) => {
            cross_origin::preflight()
        }
        Method::OPTIONS => {
            let allow = [(ALLOW, HeaderValue::from_static(answers::METHODS))];
            (StatusCode::NO_CONTENT, allow).into_response()
        }
        _ => answers::refuse(&Problem::Method, Format::Json, &id),
    }
}

async fn execute(shared: Arc<Shared>, id: RequestId, request: Request) -> Response {
    let wants_events = events::are_wanted(request.headers());
    let acceptable = accept::negotiate(request.headers());
    let takes_json = acceptable.is_some();
    if !takes_json && !wants_events {
        return answers::refuse(&Problem::NotAcceptable, Format::Json, &id);
    }
    let format = acceptable.unwrap_or(Format::Json);
    let scheme = shared.config.scheme;
    let (head, body) = request.into_parts();
    let is_get = receive::is_safe(&head.method);
    let parts = match receive::parts(&head, &shared.config, id) {
        Ok(parts) if is_get => RequestParts {
            mutations: Mutations::NotByGet,
            ..parts
        },
        Ok(parts) => parts,
        Err(problem) => return answers::refuse(&problem, format, &id),
    };
    if let Err(refused) = shared.pipeline.admit(&parts) {
        return answers::write(&refused, format, scheme);
    }
    let weigh = |bytes| {
        let weighed = shared.pipeline.weigh(&parts, bytes);
        weighed.map_err(Unread::TooMuch)
    };
    let parameters = match receive::parameters(&shared, &head, body, weigh).await {
        Ok(parameters) => parameters,
        Err(Unread::TooMuch(refused)) => return answers::write(&refused, format, scheme),
        Err(Unread::Problem(problem)) => return answers::refuse(&problem, format, &id),
    };
    // Many clients name every type that they can read; JSON is what fits an answer that is one.
    if wants_events && (!takes_json || shared.pipeline.is_subscription(&parts, &parameters).await) {
        return events::answer(shared, id, &head.extensions, parts, parameters).await;
    }
    if is_get && let Some(public) = shared.pipeline.public_answer(&parts, &parameters).await {
        return match public {
            Ok(kept) => answers::public(&kept, &head.headers, format),
            Err(answer) => answers::write(&answer, format, scheme),
        };
    }
    let answer = shared.pipeline.execute(parts, parameters).await;
    answers::write(&answer, format, scheme)
}
