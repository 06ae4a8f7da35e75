//! What the transport knows about a request besides its document: id, session, languages.
//! Who the session belongs to, and what they may do, is decided by whoever executes.

use std::fmt;

use uuid::Uuid;

use super::address::AddressKey;

/// The id of one request, in its answer and in the log. It is random, so that it tells nothing.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct RequestId(Uuid);

impl RequestId {
    /// Wraps a random value.
    pub const fn new(value: Uuid) -> Self {
        Self(value)
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.simple())
    }
}

impl fmt::Debug for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The secret that names a session. It is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionToken(String);

impl SessionToken {
    /// The longest token that is read.
    const LONGEST: usize = 512;

    /// Reads a token: letters, digits and `-._~+/=`, which neither a cookie nor a header quotes.
    pub fn parse(text: &str) -> Option<Self> {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(&byte);
        let is_token =
            !text.is_empty() && text.len() <= Self::LONGEST && text.bytes().all(is_plain);
        is_token.then(|| Self(text.to_owned()))
    }

    /// The secret itself, to look the session up or to hand it to its owner.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionToken(..)")
    }
}

/// How a session token came. A browser sends a cookie by itself, also when another site makes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carrier {
    /// `Authorization: Bearer …`.
    Header,
    /// The session cookie.
    Cookie,
}

/// A session token with the way it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The secret.
    pub token: SessionToken,
    /// How it came.
    pub carrier: Carrier,
}

/// Whether the sender has shown that the request is not forged by another site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mutations {
    /// Mutations may run.
    Allowed,
    /// A cookie came without a proof: queries only.
    Unproven,
    /// The request must change nothing, as GET.
    NotByGet,
}

/// What a request is, besides its document and variables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestParts {
    /// The request's id.
    pub request_id: RequestId,
    /// The session, not looked up yet.
    pub session: Option<Session>,
    /// The header `Accept-Language` as it came, for whoever knows the languages.
    pub accept_language: Option<String>,
    /// Whether a person chose that language, and not their program: then it decides also for who is signed in.
    pub is_language_chosen: bool,
    /// Whether mutations may run.
    pub mutations: Mutations,
    /// What executing it costs, in units of complexity.
    pub cost: u32,
    /// Where it comes from, if the transport knows; for limits and for nothing else.
    pub caller: Option<AddressKey>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neither_the_session_nor_the_address_is_ever_printed() {
        let token = SessionToken::parse("s3cret").expect("is a token");
        let session = Session {
            token,
            carrier: Carrier::Cookie,
        };
        let parts = RequestParts {
            request_id: RequestId::new(Uuid::nil()),
            session: Some(session),
            accept_language: None,
            is_language_chosen: false,
            mutations: Mutations::Allowed,
            cost: 1,
            caller: Some(AddressKey::of([192, 0, 2, 77].into())),
        };
        let printed = format!("{parts:?}");
        assert!(!printed.contains("s3cret"), "{printed}");
        assert!(!printed.contains("77"), "{printed}");
    }

    #[test]
    fn a_token_is_short_plain_text() {
        for wrong in ["", "a b", "a;b", "a,b", "a\"b", "ä", "a\nb", "a\0"] {
            assert_eq!(SessionToken::parse(wrong), None, "{wrong:?}");
        }
        assert_eq!(SessionToken::parse(&"a".repeat(513)), None);
        assert!(SessionToken::parse(&"a".repeat(512)).is_some());
    }
}
