//! The messages of graphql-transport-ws as they are written: what clients send, what we send, and why we close.
//! No socket and no execution.

use axum::extract::ws::CloseFrame;
use serde_json::{Map, Value, json};

use crate::http::parameters::{self, Parameters};
use crate::http::parts::SessionToken;

/// The name of the protocol.
pub(super) const PROTOCOL: &str = "graphql-transport-ws";
/// The longest id of an operation, in bytes.
const LONGEST_ID: usize = 128;

/// What a client sends.
pub(super) enum Received {
    /// The beginning, with a session where the client has one.
    Init(Option<SessionToken>),
    Ping,
    Pong,
    /// Begin an operation.
    Subscribe(String, Parameters),
    /// End an operation.
    Complete(String),
}

/// Why a message is none of the protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Invalid;

impl Received {
    pub(super) fn parse(text: &str) -> Result<Self, Invalid> {
        let Ok(Value::Object(mut message)) = serde_json::from_str(text) else {
            return Err(Invalid);
        };
        let Some(Value::String(kind)) = message.remove("type") else {
            return Err(Invalid);
        };
        match kind.as_str() {
            "connection_init" => Ok(Self::Init(session(&payload(&mut message)?)?)),
            "ping" => payload(&mut message).map(|_| Self::Ping),
            "pong" => payload(&mut message).map(|_| Self::Pong),
            "subscribe" => {
                let id = id(&mut message)?;
                let asked = message.remove("payload").ok_or(Invalid)?;
                let parameters = parameters::from_value(asked).map_err(|_problem| Invalid)?;
                Ok(Self::Subscribe(id, parameters))
            }
            "complete" => id(&mut message).map(Self::Complete),
            _ => Err(Invalid),
        }
    }
}

fn id(message: &mut Map<String, Value>) -> Result<String, Invalid> {
    match message.remove("id") {
        Some(Value::String(id)) if (1..=LONGEST_ID).contains(&id.len()) => Ok(id),
        _ => Err(Invalid),
    }
}

fn payload(message: &mut Map<String, Value>) -> Result<Map<String, Value>, Invalid> {
    match message.remove("payload") {
        None | Some(Value::Null) => Ok(Map::new()),
        Some(Value::Object(payload)) => Ok(payload),
        Some(_) => Err(Invalid),
    }
}

/// The session in the parameters of a connection: `authorization` as the header would have it.
fn session(parameters: &Map<String, Value>) -> Result<Option<SessionToken>, Invalid> {
    let named = ["authorization", "Authorization"];
    let given = named.iter().find_map(|name| parameters.get(*name));
    let text = match given {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::String(text)) => text.trim(),
        Some(_) => return Err(Invalid),
    };
    let token = match text.split_once(' ') {
        Some((kind, token)) if kind.eq_ignore_ascii_case("bearer") => token.trim(),
        Some(_) | None => text,
    };
    // What can't be a token is refused like one that nobody has.
    let refused = || SessionToken::parse("-");
    Ok(SessionToken::parse(token).or_else(refused))
}

/// Why a socket is closed. The reasons fit into a frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Close {
    Invalid,
    /// An operation before the connection was acknowledged.
    Unauthorized,
    /// The session is nobody's, or its account may not act.
    Forbidden,
    WrongProtocol,
    InitTimeout,
    /// There is an operation of this id.
    Duplicate(String),
    SecondInit,
    /// A message is longer than allowed.
    TooLong,
    /// The server stops; the client may come back.
    GoingAway,
}

impl Close {
    pub(super) fn frame(&self) -> CloseFrame {
        let (code, reason) = match self {
            Self::Invalid => (4400, "Invalid message".to_owned()),
            Self::Unauthorized => (4401, "Unauthorized".to_owned()),
            Self::Forbidden => (4403, "Forbidden".to_owned()),
            Self::WrongProtocol => (4406, "Subprotocol not acceptable".to_owned()),
            Self::InitTimeout => (4408, "Connection initialisation timeout".to_owned()),
            Self::Duplicate(id) => (4409, duplicate(id)),
            Self::SecondInit => (4429, "Too many initialisation requests".to_owned()),
            Self::TooLong => (1009, "Message too big".to_owned()),
            Self::GoingAway => (1001, "Going away".to_owned()),
        };
        CloseFrame {
            code,
            reason: reason.into(),
        }
    }
}

/// A frame has room for 123 bytes, so a long id is left out.
fn duplicate(id: &str) -> String {
    let reason = format!("Subscriber for {id} already exists");
    if reason.len() <= 123 {
        reason
    } else {
        "Subscriber already exists".to_owned()
    }
}

/// The connection is acknowledged.
pub(super) fn ack() -> String {
    json!({ "type": "connection_ack" }).to_string()
}

/// The answer to a ping.
pub(super) fn pong() -> String {
    json!({ "type": "pong" }).to_string()
}

/// An operation ended.
pub(super) fn complete(id: &str) -> String {
    json!({ "id": id, "type": "complete" }).to_string()
}

/// A response of an operation, which is JSON already.
pub(super) fn next(id: &str, response: &[u8]) -> String {
    with_payload("next", id, response)
}

/// An operation was not begun; `errors` is a JSON array.
pub(super) fn error(id: &str, errors: &[u8]) -> String {
    with_payload("error", id, errors)
}

fn with_payload(kind: &str, id: &str, payload: &[u8]) -> String {
    let id = Value::from(id);
    let payload = String::from_utf8_lossy(payload);
    format!("{{\"id\":{id},\"type\":\"{kind}\",\"payload\":{payload}}}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_invalid(text: &str) -> bool {
        Received::parse(text).is_err()
    }

    #[test]
    fn what_is_no_message_of_the_protocol_is_invalid() {
        for text in [
            "",
            "hello",
            "[]",
            "{}",
            r#"{"type":1}"#,
            r#"{"type":"start","id":"1","payload":{"query":"{ a }"}}"#,
            r#"{"type":"connection_init","payload":[]}"#,
            r#"{"type":"connection_init","payload":{"authorization":1}}"#,
            r#"{"type":"ping","payload":"x"}"#,
            r#"{"type":"subscribe","payload":{"query":"{ a }"}}"#,
            r#"{"type":"subscribe","id":"","payload":{"query":"{ a }"}}"#,
            r#"{"type":"subscribe","id":"1"}"#,
            r#"{"type":"subscribe","id":"1","payload":{}}"#,
            r#"{"type":"subscribe","id":"1","payload":{"query":1}}"#,
            r#"{"type":"subscribe","id":"1","payload":{"query":"{ a }","variables":[]}}"#,
            r#"{"type":"complete"}"#,
            r#"{"type":"next","id":"1"}"#,
        ] {
            assert!(is_invalid(text), "{text}");
        }
        let long = "a".repeat(129);
        assert!(is_invalid(
            &json!({ "type": "complete", "id": long }).to_string()
        ));
    }

    #[test]
    fn a_session_comes_as_the_header_would_have_it() {
        let token = |payload: Value| {
            let text = json!({ "type": "connection_init", "payload": payload }).to_string();
            match Received::parse(&text) {
                Ok(Received::Init(token)) => token.map(|token| token.expose().to_owned()),
                _ => panic!("{text}"),
            }
        };
        assert_eq!(token(json!(null)), None);
        assert_eq!(token(json!({ "other": 1 })), None);
        for given in ["Bearer abc", "bearer  abc", "abc"] {
            assert_eq!(
                token(json!({ "authorization": given })).as_deref(),
                Some("abc")
            );
        }
        assert_eq!(
            token(json!({ "Authorization": "Bearer abc" })).as_deref(),
            Some("abc")
        );
        assert_eq!(
            token(json!({ "authorization": "Bearer a b" })).as_deref(),
            Some("-"),
            "what is no token is nobody's, not nothing"
        );
    }

    #[test]
    fn every_reason_fits_into_a_frame() {
        let long = Close::Duplicate("é".repeat(64));
        for close in [Close::Invalid, Close::InitTimeout, long] {
            assert!(close.frame().reason.len() <= 123);
        }
        let short = Close::Duplicate("1".to_owned()).frame();
        assert_eq!(
            (short.code, short.reason.as_str()),
            (4409, "Subscriber for 1 already exists")
        );
    }

    #[test]
    fn an_id_can_not_break_out_of_its_message() {
        let text = next("\"},\"x\":{\"", br#"{"data":null}"#);
        let message: Value = serde_json::from_str(&text).expect("is JSON");
        assert_eq!(message["id"], "\"},\"x\":{\"");
        assert_eq!(message.as_object().map(Map::len), Some(3));
    }
}
