//! Why a text and its parameters are no request, in words for whoever wrote them.

use async_graphql::parser;
use async_graphql::{Pos, ServerError};

use super::inputs::InputError;
use super::merging::Clash;
use super::shapes::Conflict;
use crate::errors::{self, Code};
use crate::limits::{LimitError, ScanError};

/// Why a text is not a document that may be validated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// The text passes a bound, or a string in it does not end.
    #[error(transparent)]
    Scan(#[from] ScanError),
    /// The text is not GraphQL.
    #[error("{message}")]
    Syntax {
        /// What the parser expected.
        message: String,
        /// Where the parser stopped, the most important place first.
        positions: Vec<Pos>,
    },
    /// The document passes a bound.
    #[error(transparent)]
    Limit(#[from] LimitError),
    /// Fields that are merged in the answer don't fit together.
    #[error(transparent)]
    Conflict(#[from] Conflict),
    /// Fields that one object can't both have have one name in the answer.
    #[error(transparent)]
    Clash(#[from] Clash),
    /// A value does not fit its place.
    #[error(transparent)]
    Input(#[from] InputError),
    /// No trusted document has the id.
    #[error("no trusted document has this id")]
    Unknown,
    /// The document is none of the trusted ones.
    #[error("only trusted documents are answered at the moment")]
    NotTrusted,
}

impl DocumentError {
    /// The error as a client reads it.
    pub fn to_server_error(&self) -> ServerError {
        let (code, positions) = match self {
            Self::Scan(_) => (Code::ParseFailed, Vec::new()),
            Self::Syntax { positions, .. } => (Code::ParseFailed, positions.clone()),
            Self::Unknown => (Code::DocumentNotFound, Vec::new()),
            Self::NotTrusted => (Code::Forbidden, Vec::new()),
            Self::Conflict(conflict) => (Code::ValidationFailed, conflict.positions.to_vec()),
            Self::Clash(clash) => (Code::ValidationFailed, clash.positions()),
            Self::Input(error) => (Code::ValidationFailed, vec![error.position()]),
            Self::Limit(limit) => (
                Code::ValidationFailed,
                limit.position().into_iter().collect(),
            ),
        };
        let mut error = errors::server_error(code, &self.to_string());
        error.locations = positions;
        error
    }
}

impl From<parser::Error> for DocumentError {
    fn from(error: parser::Error) -> Self {
        Self::Syntax {
            message: syntax_message(&error),
            positions: error.positions().collect(),
        }
    }
}

/// The parser draws the line of the document with an arrow below it; its last line is enough.
fn syntax_message(error: &parser::Error) -> String {
    let text = error.to_string();
    let last = text.lines().next_back().unwrap_or_default();
    let expected = last.trim().trim_start_matches("= ").trim_end_matches('.');
    format!("syntax error: {expected}")
}

/// Why a checked document and its parameters are not a request.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// No operation has the name.
    #[error("the document has no operation named \"{name}\"")]
    UnknownOperation {
        /// The name that was asked for.
        name: String,
    },
    /// There are several operations, and nobody said which.
    #[error("the document has several operations, so \"operationName\" is required")]
    NameRequired,
    /// `@skip` or `@include` depends on a variable without a value.
    #[error("the variable \"${variable}\" must be true or false, because a directive needs it")]
    NotBoolean {
        /// The variable's name.
        variable: String,
    },
    /// A variable that must have a value has none, or null.
    #[error("the variable \"${variable}\" is required")]
    ValueRequired {
        /// The variable's name.
        variable: String,
    },
    /// The value of a variable does not fit its type.
    #[error("the variable \"${variable}\" {misfit}")]
    Misfit {
        /// The variable's name.
        variable: String,
        /// What does not fit, and where.
        misfit: String,
    },
    /// A subscription came over a transport that answers once.
    #[error("subscriptions are answered over graphql-transport-ws or as text/event-stream")]
    Subscription,
}

impl RequestError {
    /// The error as a client reads it.
    pub fn to_server_error(&self) -> ServerError {
        errors::server_error(Code::BadUserInput, &self.to_string())
    }
}
