//! Pages in stories: what somebody's browser is answered with.

use std::sync::Arc;

use anyhow::Result;
use api::http::InProcess;
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use tower::ServiceExt as _;

use crate::people::Person;
use crate::world::World;

/// A page as a browser gets it.
#[derive(Debug, Clone)]
pub struct Page {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The bytes, as text.
    pub html: String,
}

impl Page {
    /// A header; empty if there is none.
    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().expect("a readable header"))
    }
}

impl Person<'_> {
    /// What is at an address of the pages, for this person's browser.
    pub async fn sees(&self, address: &str) -> Page {
        self.sees_with(address, &[]).await
    }

    /// The same, with more headers.
    pub async fn sees_with(&self, address: &str, headers: &[(&str, &str)]) -> Page {
        let mut request = Request::get(address);
        if let Some(token) = self.session() {
            request = request.header("cookie", format!("altavoz={token}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::empty()).expect("a request");
        self.world().page(request).await
    }
}

/// The pages of a world, as the server puts them together.
pub(crate) fn pages(api: InProcess) -> Result<Router> {
    let execute: web::Execute = Arc::new(move |operation| {
        let api = api.clone();
        Box::pin(async move {
            let answered = api
                .execute(&operation.head, operation.query, operation.variables)
                .await;
            web::Executed {
                json: answered.json,
                cookie: answered.cookie,
            }
        })
    });
    let settings = web::Settings {
        name: "Altavoz".to_owned(),
        origin: "https://altavoz.test".to_owned(),
        is_https: false,
        zone: chrono_tz::Europe::Madrid,
        languages: web::Languages::default(),
        colour: None,
    };
    Ok(web::router(&execute, settings)?)
}

impl World {
    /// Answers a browser.
    pub async fn page(&self, request: Request<Body>) -> Page {
        let Ok(response) = self.router.clone().oneshot(request).await;
        let (head, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, 1 << 20).await.expect("a body");
        Page {
            status: head.status,
            headers: head.headers,
            html: String::from_utf8(bytes.to_vec()).expect("a text"),
        }
    }
}
