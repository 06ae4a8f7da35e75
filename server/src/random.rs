//! The one place of the server that reads the random source: for keys and for the ids of requests. Use cases have
//! their own.

use api::http::RequestId;
use rand::Rng as _;
use uuid::Uuid;

/// Fills `bytes` from the process' cryptographic random source.
#[expect(
    clippy::disallowed_methods,
    reason = "keys and request ids are made before there is a Ctx"
)]
pub(crate) fn fill(bytes: &mut [u8]) {
    rand::rng().fill_bytes(bytes);
}

/// The id of a request. It is random, so that it tells nothing.
pub(crate) fn request_id() -> RequestId {
    let mut bytes = [0; 16];
    fill(&mut bytes);
    RequestId::new(uuid::Builder::from_random_bytes(bytes).into_uuid())
}

/// A name that no file has yet.
pub(crate) fn word() -> String {
    let mut bytes = [0; 16];
    fill(&mut bytes);
    Uuid::from_bytes(bytes).simple().to_string()
}
