//! How requests reach a world, and what comes back.

use api::documents::document_id;
use axum::body::Body;
use axum::http::Request;
use axum::http::header::RETRY_AFTER;
use axum::response::Response;
use serde_json::{Value, json};
use tower::ServiceExt as _;
use url::form_urlencoded;

use crate::answered::Answered;
use crate::events::Events;
use crate::world::World;

impl World {
    /// Sends a document, with a token or without.
    pub async fn send(&self, token: Option<&str>, query: &str, variables: Value) -> Answered {
        self.secrets.typed(&variables);
        let body = json!({ "query": query, "variables": variables }).to_string();
        self.send_bytes(token, body.into_bytes()).await
    }

    /// Sends the bytes of a request.
    pub async fn send_bytes(&self, token: Option<&str>, body: Vec<u8>) -> Answered {
        let response = self.respond(token, "application/json", body).await;
        let status = response.status();
        let retry_after = response.headers().get(RETRY_AFTER);
        let retry_after = retry_after.and_then(|seconds| seconds.to_str().ok()?.parse().ok());
        let bytes = axum::body::to_bytes(response.into_body(), usize::MAX)
            .await
            .expect("an answer");
        let body = serde_json::from_slice(&bytes).expect("JSON");
        self.secrets.given(&body);
        Answered {
            status,
            retry_after,
            body,
        }
    }

    async fn respond(&self, token: Option<&str>, accept: &str, body: Vec<u8>) -> Response {
        let request = Request::post("/graphql")
            .header("host", "altavoz.test")
            .header("accept", accept)
            .header("content-type", "application/json")
            .header("accept-language", "en");
        let request = match token {
            Some(token) => request.header("authorization", format!("Bearer {token}")),
            None => request,
        };
        let request = request.body(Body::from(body)).expect("a request");
        let Ok(response) = self.router.clone().oneshot(request).await;
        response
    }

    /// Begins an operation that is answered with events.
    pub async fn listen(&self, token: Option<&str>, query: &str) -> Events {
        let body = json!({ "query": query }).to_string().into_bytes();
        let response = self.respond(token, "text/event-stream", body).await;
        Events::new(response.into_body().into_data_stream())
    }

    /// Asks for a trusted document by GET; gives the data, and whether everybody may keep it.
    pub async fn gets(&self, token: Option<&str>, query: &str, variables: Value) -> (Value, bool) {
        let parameters = form_urlencoded::Serializer::new(String::new())
            .append_pair("documentId", &document_id(query))
            .append_pair("variables", &variables.to_string())
            .finish();
        let request = Request::get(format!("/graphql?{parameters}")).header("host", "altavoz.test");
        let request = match token {
            Some(token) => request.header("authorization", format!("Bearer {token}")),
            None => request,
        };
        let request = request.body(Body::empty()).expect("a request");
        let Ok(response) = self.router.clone().oneshot(request).await;
        let kept = response.headers().get("cache-control");
        let is_public = kept.is_some_and(|kept| kept == "public, no-cache");
        let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await;
        let body: Value = serde_json::from_slice(&bytes.expect("an answer")).expect("JSON");
        (body["data"].clone(), is_public)
    }
}
