//! How pages talk to the API: one operation, executed in this process by whoever is handed in, for whoever sent the
//! page's request.

use std::sync::Arc;

use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use futures_util::future::BoxFuture;
use graphql_client::{GraphQLQuery, Response};
use serde_json::Value;

/// One operation to execute.
pub struct Operation {
    /// The request of the page: its headers say who asks, and from where.
    pub head: Arc<Parts>,
    /// The document.
    pub query: &'static str,
    /// The values of its variables.
    pub variables: Value,
}

/// What came of an operation.
pub struct Executed {
    /// The whole response as JSON.
    pub json: Vec<u8>,
    /// The cookie that the browser has to be given.
    pub cookie: Option<HeaderValue>,
}

/// Executes operations.
pub type Execute = Arc<dyn Fn(Operation) -> BoxFuture<'static, Executed> + Send + Sync>;

/// What a page works with.
pub(crate) struct Told<T> {
    /// The data, or what a person is told instead.
    pub(crate) outcome: Result<T, Broken>,
    /// The cookie that the browser has to be given.
    pub(crate) cookie: Option<HeaderValue>,
}

/// There is no data.
#[derive(Debug)]
pub(crate) enum Broken {
    /// The API refused, and says so in the words and language of the person, where it has any.
    Refused {
        /// What it says.
        message: String,
        /// What the page is answered with.
        status: StatusCode,
    },
    /// Something in the address names nothing.
    Unknown,
    /// There is no answer that a person could read.
    Unreadable,
}

/// Executes the operation `Q`.
pub(crate) async fn ask<Q: GraphQLQuery>(
    execute: &Execute,
    head: Arc<Parts>,
    variables: Q::Variables,
) -> Told<Q::ResponseData> {
    let body = Q::build_query(variables);
    let Ok(variables) = serde_json::to_value(body.variables) else {
        return Told {
            outcome: Err(Broken::Unreadable),
            cookie: None,
        };
    };
    let operation = Operation {
        head,
        query: body.query,
        variables,
    };
    let Executed { json, cookie } = execute(operation).await;
    Told {
        outcome: read(&json),
        cookie,
    }
}

/// Reads data. A response with errors has none that a page could show whole.
fn read<T: serde::de::DeserializeOwned>(json: &[u8]) -> Result<T, Broken> {
    let response: Response<T> = serde_json::from_slice(json).map_err(|error| {
        tracing::error!(category = ?error.classify(), "an answer of the API can't be read");
        Broken::Unreadable
    })?;
    match (response.data, response.errors) {
        (Some(data), None) => Ok(data),
        (_, Some(errors)) => Err(errors
            .into_iter()
            .next()
            .map_or(Broken::Unreadable, refused)),
        (None, None) => Err(Broken::Unreadable),
    }
}

fn refused(error: graphql_client::Error) -> Broken {
    let extensions = error.extensions.unwrap_or_default();
    let code = extensions.get("code").and_then(Value::as_str);
    let status = match code {
        // A page fills in what it asks for by itself, but for what the address carries.
        Some("BAD_USER_INPUT") => return Broken::Unknown,
        Some("FORBIDDEN") => StatusCode::FORBIDDEN,
        Some("RATE_LIMITED") => StatusCode::TOO_MANY_REQUESTS,
        // What else goes wrong is said in the words of developers.
        _ => return Broken::Unreadable,
    };
    Broken::Refused {
        message: error.message,
        status,
    }
}
