//! What can be wrong with an HTTP request before there is a document to look at.

use axum::http::StatusCode;

use crate::errors::Code;

/// Why a request is not read as a GraphQL request.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Problem {
    #[error("this address takes GET and POST only")]
    Method,
    #[error(
        "the answer is application/json, application/graphql-response+json or text/event-stream"
    )]
    NotAcceptable,
    #[error("the request comes from a page of another site")]
    ForeignOrigin,
    #[error("the body must be application/json in UTF-8, without compression")]
    MediaType,
    #[error("the body is longer than {limit} bytes")]
    TooLarge { limit: usize },
    #[error("the body took too long")]
    TooSlow,
    #[error("the body could not be read to its end")]
    Incomplete,
    #[error("the body is not valid JSON: line {line}, column {column}")]
    NotJson { line: usize, column: usize },
    #[error("batches are not supported: send one request at a time")]
    Batch,
    #[error("the body must be a JSON object")]
    NotAnObject,
    #[error("one of the parameters \"query\" and \"documentId\" is required")]
    QueryMissing,
    #[error("\"query\" and \"documentId\" exclude each other")]
    QueryTwice,
    #[error("the variables hold more than {limit} values")]
    TooManyValues { limit: usize },
    #[error("the parameter \"{parameter}\" is there twice")]
    Twice { parameter: String },
    #[error("this address is for WebSockets that speak graphql-transport-ws")]
    NotASocket,
    #[error("the server has too many long bodies to read, please try again in a moment")]
    TooManyBodies,
    #[error("too many connections are open, please try again in a moment")]
    TooManyStreams,
    #[error("too many connections are open from your address, please close some of them first")]
    TooManyOfYours,
    #[error("too many operations are open on this connection")]
    TooManyOperations,
    #[error("the parameter \"{parameter}\" must be {expected}")]
    WrongType {
        parameter: &'static str,
        expected: &'static str,
    },
}

impl Problem {
    pub(super) const fn status(&self) -> StatusCode {
        match self {
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
            Self::ForeignOrigin => StatusCode::FORBIDDEN,
            Self::MediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Incomplete
            | Self::NotJson { .. }
            | Self::Batch
            | Self::NotAnObject
            | Self::QueryMissing
            | Self::QueryTwice
            | Self::Twice { .. }
            | Self::TooManyValues { .. }
            | Self::TooManyOperations
            | Self::WrongType { .. } => StatusCode::BAD_REQUEST,
            Self::NotASocket => StatusCode::UPGRADE_REQUIRED,
            Self::TooManyStreams | Self::TooManyBodies => StatusCode::SERVICE_UNAVAILABLE,
            Self::TooManyOfYours => StatusCode::TOO_MANY_REQUESTS,
        }
    }

    pub(super) const fn code(&self) -> Code {
        match self {
            Self::ForeignOrigin => Code::Forbidden,
            Self::TooSlow => Code::Timeout,
            Self::Method
            | Self::NotAcceptable
            | Self::MediaType
            | Self::TooLarge { .. }
            | Self::Incomplete
            | Self::NotJson { .. }
            | Self::Batch
            | Self::NotAnObject
            | Self::QueryMissing
            | Self::QueryTwice
            | Self::Twice { .. }
            | Self::TooManyValues { .. }
            | Self::NotASocket
            | Self::TooManyOperations
            | Self::WrongType { .. } => Code::BadUserInput,
            Self::TooManyStreams | Self::TooManyOfYours | Self::TooManyBodies => Code::Busy,
        }
    }

    /// Whether the rest of the body is still on its way, so that the connection is of no more use.
    pub(super) const fn leaves_body_unread(&self) -> bool {
        matches!(
            self,
            Self::TooLarge { .. } | Self::TooSlow | Self::Incomplete | Self::TooManyBodies
        )
    }
}
