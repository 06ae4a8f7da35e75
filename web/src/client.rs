//! How pages talk to the API: one operation, executed in this process by whoever is handed in, for whoever sent the
//! page's request.

use std::sync::Arc;

use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use futures_util::future::BoxFuture;
use graphql_client::{GraphQLQuery, Response};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::operations::{Asking, Changing};

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

/// Nothing was changed, and why.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// What the schema calls an error of people.
    User(Box<UserError>),
    /// The API did not get so far.
    Broken(Broken),
}

/// An error that somebody caused and can mend.
#[derive(Debug, Deserialize)]
pub(crate) struct UserError {
    /// Its type in the schema.
    #[serde(rename = "__typename")]
    pub(crate) kind: String,
    /// What went wrong and what to do next, in the person's words.
    #[serde(default)]
    pub(crate) message: String,
    /// The field that can't be used, as the schema calls it; nothing for what concerns all.
    #[serde(default)]
    pub(crate) field: String,
    /// Why somebody may not, for programs.
    #[serde(default)]
    pub(crate) reason: String,
    /// All that was told.
    #[serde(skip)]
    pub(crate) whole: Value,
}

/// What came of an operation that changes something.
pub(crate) struct Changed<T> {
    pub(crate) outcome: Result<T, Refusal>,
    /// The cookie that the browser has to be given.
    pub(crate) cookie: Option<HeaderValue>,
}

/// Executes an operation that changes nothing.
pub(crate) async fn ask<Q: Asking>(
    execute: &Execute,
    head: Arc<Parts>,
    variables: Q::Variables,
) -> Result<Q::ResponseData, Broken> {
    let executed = run::<Q>(execute, head, variables).await?;
    let data = data_of(&executed.json)?;
    serde_json::from_value(data).map_err(|error| unreadable(&error))
}

/// Executes an operation that changes nothing, and gives its data as it came.
pub(crate) async fn ask_whole<Q: Asking>(
    execute: &Execute,
    head: Arc<Parts>,
    variables: Q::Variables,
) -> Result<Value, Broken> {
    data_of(&run::<Q>(execute, head, variables).await?.json)
}

/// Executes an operation that changes something.
pub(crate) async fn change<Q: Changing>(
    execute: &Execute,
    head: Arc<Parts>,
    variables: Q::Variables,
) -> Changed<Q::ResponseData> {
    match run::<Q>(execute, head, variables).await {
        Ok(Executed { json, cookie }) => Changed {
            outcome: changed(&json),
            cookie,
        },
        Err(broken) => Changed {
            outcome: Err(Refusal::Broken(broken)),
            cookie: None,
        },
    }
}

async fn run<Q: GraphQLQuery>(
    execute: &Execute,
    head: Arc<Parts>,
    variables: Q::Variables,
) -> Result<Executed, Broken> {
    let body = Q::build_query(variables);
    let variables = serde_json::to_value(body.variables).map_err(|error| unreadable(&error))?;
    let operation = Operation {
        head,
        query: body.query,
        variables,
    };
    Ok(execute(operation).await)
}

/// What a mutation gave: what it did, or an error of people.
fn changed<T: DeserializeOwned>(json: &[u8]) -> Result<T, Refusal> {
    let data = data_of(json).map_err(Refusal::Broken)?;
    let given = data
        .as_object()
        .and_then(|fields| fields.values().next())
        .filter(|given| is_error(given));
    if let Some(given) = given {
        let mut error: Box<UserError> = serde_json::from_value(given.clone())
            .map_err(|error| Refusal::Broken(unreadable(&error)))?;
        error.whole = given.clone();
        return Err(Refusal::User(error));
    }
    serde_json::from_value(data).map_err(|error| Refusal::Broken(unreadable(&error)))
}

/// The schema ends the names of its errors so, and of nothing else.
fn is_error(given: &Value) -> bool {
    let kind = given.get("__typename").and_then(Value::as_str);
    kind.is_some_and(|kind| kind.ends_with("Error"))
}

/// The data of a response. One with errors has none that a page could show whole.
fn data_of(json: &[u8]) -> Result<Value, Broken> {
    let response: Response<Value> =
        serde_json::from_slice(json).map_err(|error| unreadable(&error))?;
    match (response.data, response.errors) {
        (Some(data), None) => Ok(data),
        (_, Some(errors)) => Err(errors
            .into_iter()
            .next()
            .map_or(Broken::Unreadable, refused)),
        (None, None) => Err(Broken::Unreadable),
    }
}

fn unreadable(error: &serde_json::Error) -> Broken {
    tracing::error!(category = ?error.classify(), "an answer of the API can't be read");
    Broken::Unreadable
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
