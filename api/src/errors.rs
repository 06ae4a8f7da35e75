//! Every error that leaves the API: its code, its words, and what is kept from the client.
//! What can be expected to go wrong in a mutation is data of the schema, and not here.

use std::error::Error as StdError;
use std::fmt;

use async_graphql::{Error, ErrorExtensionValues, Response, ServerError, Value};

use crate::http::RequestId;

/// What a client reads of an error that is ours.
pub const MASKED: &str = "Internal error.";

/// The most errors of a request that was not executed; more tell nobody anything.
const MOST_REQUEST_ERRORS: usize = 20;
/// The longest message, in characters. The validator repeats names of the document.
const LONGEST_MESSAGE: usize = 400;

/// The codes in `extensions.code`, in the spelling that tools know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// The text is not a GraphQL document.
    ParseFailed,
    /// The document does not fit the schema or the limits.
    ValidationFailed,
    /// No trusted document has the id that was named.
    DocumentNotFound,
    /// The client sent something that cannot be used.
    BadUserInput,
    /// Nobody is signed in, and somebody has to be.
    Unauthenticated,
    /// Whoever is signed in may not do this.
    Forbidden,
    /// Whoever asks has used up what they may use.
    RateLimited,
    /// The request took too long.
    Timeout,
    /// The server has too much to do; the same request may work in a moment.
    Busy,
    /// The fault is ours.
    Internal,
}

impl Code {
    /// The code as it is sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ParseFailed => "GRAPHQL_PARSE_FAILED",
            Self::ValidationFailed => "GRAPHQL_VALIDATION_FAILED",
            Self::DocumentNotFound => "DOCUMENT_NOT_FOUND",
            Self::BadUserInput => "BAD_USER_INPUT",
            Self::Unauthenticated => "UNAUTHENTICATED",
            Self::Forbidden => "FORBIDDEN",
            Self::RateLimited => "RATE_LIMITED",
            Self::Timeout => "TIMEOUT",
            Self::Busy => "SERVICE_UNAVAILABLE",
            Self::Internal => "INTERNAL_SERVER_ERROR",
        }
    }
}

/// How far a request got. The answer to one that was not executed has no `data`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// It was refused by parsing, limits, validation or its parameters.
    BeforeExecution,
    /// Resolvers ran.
    Execution,
}

/// An error with a code, for resolvers. The message is read by the client.
pub fn coded(code: Code, message: impl Into<String>) -> Error {
    let mut error = Error::new(message);
    error.extensions = Some(extensions(code));
    error
}

/// What the client sent cannot be used.
pub fn bad_input(message: impl Into<String>) -> Error {
    coded(Code::BadUserInput, message)
}

/// Nobody is signed in, and somebody has to be.
pub fn unauthenticated(message: impl Into<String>) -> Error {
    coded(Code::Unauthenticated, message)
}

/// Whoever is signed in may not do this. Not for what must not be known to exist: that is null.
pub fn not_allowed(message: impl Into<String>) -> Error {
    coded(Code::Forbidden, message)
}

/// Whoever asks has used up a budget, and may ask again after `seconds`.
pub(crate) fn rate_limited(message: impl Into<String>, seconds: u64) -> Error {
    let mut error = coded(Code::RateLimited, message);
    let extensions = error.extensions.get_or_insert_default();
    extensions.set("retryAfter", seconds);
    error
}

/// When to come back, in seconds, if the error says so.
pub(crate) fn retry_after(error: &ServerError) -> Option<u64> {
    match error.extensions.as_ref()?.get("retryAfter")? {
        Value::Number(seconds) => seconds.as_u64(),
        _ => None,
    }
}

/// A fault of ours: logs the error with its causes, and tells the client nothing of it.
pub fn internal(error: &dyn StdError) -> Error {
    tracing::error!(error = %Chain(error), "a request failed");
    coded(Code::Internal, MASKED)
}

/// An error and its causes in one line.
struct Chain<'a>(&'a dyn StdError);

impl fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)?;
        let mut cause = self.0.source();
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

/// An error of the transport. The message is one of our lower-case sentences.
pub(crate) fn server_error(code: Code, message: &str) -> ServerError {
    let mut error = ServerError::new(sentence(message), None);
    error.extensions = Some(extensions(code));
    error
}

/// The code that an error carries.
pub fn code_of(error: &ServerError) -> Option<&str> {
    match error.extensions.as_ref()?.get("code")? {
        Value::String(code) => Some(code),
        Value::Null
        | Value::Number(_)
        | Value::Boolean(_)
        | Value::Binary(_)
        | Value::Enum(_)
        | Value::List(_)
        | Value::Object(_) => None,
    }
}

/// Gives every error of an answer its code and the id of the request, and masks what is ours.
/// Every answer passes through here once, on every transport.
pub fn stamp(response: &mut Response, stage: Stage, request: &RequestId) {
    if stage == Stage::BeforeExecution {
        response.errors.truncate(MOST_REQUEST_ERRORS);
    }
    for error in &mut response.errors {
        if code_of(error).is_none() {
            classify(error, stage, request);
        }
        error.source = None;
        let extensions = error.extensions.get_or_insert_default();
        extensions.set("requestId", request.to_string());
    }
}

fn classify(error: &mut ServerError, stage: Stage, request: &RequestId) {
    let code = match stage {
        Stage::BeforeExecution if is_missing_variable(&error.message) => Code::BadUserInput,
        Stage::BeforeExecution => Code::ValidationFailed,
        Stage::Execution if is_bad_input(error) => Code::BadUserInput,
        Stage::Execution => Code::Internal,
    };
    // Whatever else somebody put there was not meant for a client.
    error.extensions = Some(extensions(code));
    if code == Code::Internal {
        tracing::error!(request.id = %request, "an error without a code was masked");
        MASKED.clone_into(&mut error.message);
    } else {
        error.message = sentence(&error.message);
    }
}

fn is_missing_variable(message: &str) -> bool {
    message.starts_with("Variable ") && message.ends_with(" is not defined.")
}

/// The words of async-graphql for arguments that do not fit. Errors that were converted from one
/// of ours have a source, whatever their words.
fn is_bad_input(error: &ServerError) -> bool {
    const BEGINNINGS: [&str; 4] = [
        "Failed to parse \"",
        "Expected input type \"",
        "The \"first\" parameter ",
        "The \"last\" parameter ",
    ];
    error.source.is_none()
        && (BEGINNINGS
            .iter()
            .any(|words| error.message.starts_with(words))
            || is_missing_variable(&error.message))
}

fn extensions(code: Code) -> ErrorExtensionValues {
    let mut extensions = ErrorExtensionValues::default();
    extensions.set("code", code.as_str());
    extensions
}

/// Begins with a capital, ends with a full stop, and is not endless.
fn sentence(message: &str) -> String {
    let mut letters = message.chars();
    let mut sentence: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    sentence.extend(letters.by_ref().take(LONGEST_MESSAGE));
    if letters.next().is_some() {
        sentence.push('…');
    } else if !sentence.ends_with(['.', '!', '?']) {
        sentence.push('.');
    }
    sentence
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use async_graphql::value;

    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("could not read the post")]
    struct Outer(#[source] Inner);

    #[derive(Debug, thiserror::Error)]
    #[error("the disk is full")]
    struct Inner;

    fn stamped(error: ServerError, stage: Stage) -> ServerError {
        let mut response = Response::from_errors(vec![error]);
        stamp(
            &mut response,
            stage,
            &RequestId::new(uuid::Uuid::from_u128(7)),
        );
        response.errors.remove(0)
    }

    fn uncoded(message: &str) -> ServerError {
        ServerError::new(message, None)
    }

    fn resolver_error(error: Error) -> ServerError {
        error.into_server_error(async_graphql::Pos::default())
    }

    #[test]
    fn every_error_carries_a_code_and_the_id_of_its_request() {
        for stage in [Stage::BeforeExecution, Stage::Execution] {
            let error = stamped(uncoded("anything"), stage);
            assert!(code_of(&error).is_some());
            let extensions = error.extensions.unwrap_or_default();
            let expected = value!("00000000000000000000000000000007");
            assert_eq!(extensions.get("requestId"), Some(&expected));
        }
    }

    #[test]
    fn an_error_nobody_gave_a_code_is_masked() {
        let mut error = uncoded("duplicate key in accounts: mia@example.org");
        error.source = Some(Arc::new(Inner));
        let mut secret = ErrorExtensionValues::default();
        secret.set("detail", "mia@example.org");
        error.extensions = Some(secret);
        let error = stamped(error, Stage::Execution);
        assert_eq!(error.message, MASKED);
        assert_eq!(code_of(&error), Some("INTERNAL_SERVER_ERROR"));
        assert!(!format!("{error:?}").contains("mia"));
        assert!(error.source.is_none());
    }

    #[test]
    fn an_error_of_ours_cannot_pass_for_bad_input_by_its_words() {
        let error = Error::new_with_source("Failed to parse \"posts.state\"");
        let error = stamped(resolver_error(error), Stage::Execution);
        assert_eq!(code_of(&error), Some("INTERNAL_SERVER_ERROR"));
        assert_eq!(error.message, MASKED);
    }

    #[test]
    fn arguments_that_do_not_fit_are_bad_input() {
        for message in [
            "Failed to parse \"Int\": Only integers from -2147483648 to 2147483647 are accepted.",
            "Expected input type \"Int\", found 1.5.",
            "The \"first\" parameter must be a non-negative number",
            "The \"last\" parameter must be a non-negative number",
            "Variable id is not defined.",
        ] {
            let error = stamped(uncoded(message), Stage::Execution);
            assert_eq!(code_of(&error), Some("BAD_USER_INPUT"), "{message}");
            assert!(error.message.starts_with(message), "{message}");
        }
        let missing = stamped(
            uncoded("Variable id is not defined."),
            Stage::BeforeExecution,
        );
        assert_eq!(code_of(&missing), Some("BAD_USER_INPUT"));
    }

    #[test]
    fn what_is_refused_before_execution_failed_validation() {
        let error = stamped(uncoded("Query is too complex."), Stage::BeforeExecution);
        assert_eq!(code_of(&error), Some("GRAPHQL_VALIDATION_FAILED"));
        assert_eq!(error.message, "Query is too complex.");
    }

    #[test]
    fn an_error_with_a_code_keeps_code_and_words() {
        for (error, code) in [
            (bad_input("\"first\" must be 1 to 50."), "BAD_USER_INPUT"),
            (unauthenticated("Sign in first."), "UNAUTHENTICATED"),
            (not_allowed("Only a moderator may do this."), "FORBIDDEN"),
        ] {
            let message = error.message.clone();
            let error = stamped(resolver_error(error), Stage::Execution);
            assert_eq!(
                (code_of(&error), error.message.as_str()),
                (Some(code), message.as_str())
            );
        }
    }

    #[test]
    fn a_fault_of_ours_tells_the_client_nothing() {
        let error = stamped(resolver_error(internal(&Outer(Inner))), Stage::Execution);
        assert_eq!(error.message, MASKED);
        assert_eq!(code_of(&error), Some("INTERNAL_SERVER_ERROR"));
        let chain = Chain(&Outer(Inner)).to_string();
        assert_eq!(chain, "could not read the post: the disk is full");
    }

    #[test]
    fn a_refused_request_is_answered_shortly_however_much_is_wrong() {
        let errors = vec![uncoded(&"é".repeat(10_000)); 10_000];
        let mut response = Response::from_errors(errors);
        stamp(
            &mut response,
            Stage::BeforeExecution,
            &RequestId::new(uuid::Uuid::nil()),
        );
        let length: usize = response
            .errors
            .iter()
            .map(|error| error.message.len())
            .sum();
        assert_eq!(response.errors.len(), MOST_REQUEST_ERRORS);
        assert!(length < 20_000);
    }
}
