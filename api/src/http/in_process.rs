//! The API for pages that are served by the same process: a request takes the same way as one over the network,
//! without the network. Who sent it, with which session, from which page and in which language, is read from the page's own request.

use std::sync::Arc;

use async_graphql::Variables;
use axum::http::HeaderValue;
use axum::http::request;

use super::answer;
use super::parameters::{Document, Parameters};
use super::parts::{Mutations, RequestParts};
use super::pipeline::Pipeline;
use super::{HttpConfig, receive};

/// The API, without the network.
#[derive(Clone)]
pub struct InProcess {
    config: HttpConfig,
    pipeline: Arc<Pipeline>,
}

/// What a page gets.
pub struct Answered {
    /// The whole response as JSON.
    pub json: Vec<u8>,
    /// The cookie that the browser has to be given.
    pub cookie: Option<HeaderValue>,
}

impl InProcess {
    /// The API that [`super::router`] serves with the same arguments.
    pub fn new(config: HttpConfig, pipeline: Arc<Pipeline>) -> Self {
        Self { config, pipeline }
    }

    /// Executes the one operation of a document for whoever sent the page's request.
    pub async fn execute(
        &self,
        head: &request::Parts,
        query: &str,
        variables: serde_json::Value,
    ) -> Answered {
        let id = (self.config.request_ids)();
        let parts = match receive::parts(head, &self.config, id) {
            // The language of a page is that of its address.
            Ok(parts) => RequestParts {
                is_language_chosen: true,
                // Pages let nothing be changed but by a form that carries its browser's token.
                mutations: Mutations::Allowed,
                ..parts
            },
            Err(problem) => {
                return Answered {
                    json: answer::refusal(&problem, &id),
                    cookie: None,
                };
            }
        };
        let parameters = Parameters {
            document: Document::Text(query.to_owned()),
            operation_name: None,
            variables: Variables::from_json(variables),
        };
        let answer = match self.pipeline.admit(&parts) {
            Ok(()) => self.pipeline.execute(parts, parameters).await,
            Err(refused) => *refused,
        };
        Answered {
            cookie: answer::cookie(&answer, self.config.scheme),
            json: answer::json(&answer),
        }
    }
}
