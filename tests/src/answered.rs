//! What the product answered over HTTP.

use axum::http::StatusCode;
use serde_json::Value;

/// An answer over HTTP.
#[derive(Debug, Clone)]
pub struct Answered {
    /// The status.
    pub status: StatusCode,
    /// Seconds after which it may be asked again, if the answer says so.
    pub retry_after: Option<u64>,
    /// The body, as JSON.
    pub body: Value,
}

impl Answered {
    /// The `data` of the answer.
    pub fn data(&self) -> &Value {
        assert!(
            self.body.get("errors").is_none(),
            "unexpected errors: {}",
            self.body
        );
        &self.body["data"]
    }

    /// The code of the first error outside the schema's types.
    pub fn code(&self) -> &str {
        self.body["errors"][0]["extensions"]["code"]
            .as_str()
            .unwrap_or_default()
    }
}
