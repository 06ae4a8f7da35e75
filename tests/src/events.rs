//! What somebody hears over a subscription, as events.

use std::time::Duration;

use axum::body::BodyDataStream;
use futures_util::StreamExt as _;
use serde_json::Value;

/// How long an event may take before the story is broken.
const PATIENCE: Duration = Duration::from_secs(20);

/// A stream of events that somebody holds.
pub struct Events {
    body: BodyDataStream,
    text: String,
}

impl Events {
    pub(crate) fn new(body: BodyDataStream) -> Self {
        Self {
            body,
            text: String::new(),
        }
    }

    /// The next response; `None` when the stream has ended.
    pub async fn next(&mut self) -> Option<Value> {
        loop {
            while let Some((event, rest)) = self.text.split_once("\n\n") {
                let (event, rest) = (event.to_owned(), rest.to_owned());
                self.text = rest;
                if event.starts_with("event: complete") {
                    return None;
                }
                if let Some((_, data)) = event.split_once("data: ") {
                    return Some(serde_json::from_str(data).expect("JSON"));
                }
            }
            let chunk = tokio::time::timeout(PATIENCE, self.body.next());
            let chunk = chunk.await.expect("something is heard in time")?;
            let chunk = chunk.expect("a body that is not broken off");
            self.text.push_str(&String::from_utf8_lossy(&chunk));
        }
    }
}
