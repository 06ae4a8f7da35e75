//! Answers that are the same for everybody are kept until the epoch of what is public moves, which it does in the
//! transaction of each publication and takedown. Only trusted documents are kept for, so that nobody fills the room.

use std::sync::Arc;

use axum::http::HeaderValue;
use bytes::Bytes;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use sha2::{Digest as _, Sha256};

use super::{Answer, End, Pipeline};
use crate::http::answer;
use crate::http::parameters::{Document, Parameters};
use crate::http::parts::{Mutations, RequestParts};

/// An answer with the tag by which a client asks whether it has changed.
#[derive(Debug, Clone)]
pub(in crate::http) struct KeptAnswer {
    pub(in crate::http) json: Bytes,
    /// A hash of the answer: it tells nothing of how often something was published. Weak, for it is the same whatever
    /// the media type.
    pub(in crate::http) tag: HeaderValue,
}

/// What an answer was given to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Asked {
    epoch: i64,
    document: String,
    operation: Option<String>,
    /// As JSON, in the order of names.
    variables: String,
}

#[derive(Debug, Clone)]
struct Weight;

impl Weighter<Asked, Arc<KeptAnswer>> for Weight {
    fn weight(&self, asked: &Asked, answer: &Arc<KeptAnswer>) -> u64 {
        let bytes = asked.document.len() + asked.variables.len() + answer.json.len();
        u64::try_from(bytes).unwrap_or(u64::MAX).saturating_add(256)
    }
}

/// The kept answers, the ones used least making room.
pub(super) struct Kept(Cache<Asked, Arc<KeptAnswer>, Weight>);

impl Kept {
    pub(super) fn new(bytes: u64) -> Self {
        Self(Cache::with_weighter(1_000, bytes, Weight))
    }
}

impl Pipeline {
    /// The answer to a trusted query for what is public, if the request is one: kept, or else one with errors. Nobody's
    /// session and nobody's language goes with it.
    pub(in crate::http) async fn public_answer(
        &self,
        parts: &RequestParts,
        parameters: &Parameters,
    ) -> Option<Result<Arc<KeptAnswer>, Answer>> {
        let Document::Id(id) = &parameters.document else {
            return None;
        };
        let document = self.documents.trusted(id)?;
        let name = parameters.operation_name.as_deref();
        let operation = document.select(name).ok()?;
        let mut fields = operation.fields.iter();
        if !fields.all(|field| self.executor.is_public(field)) {
            return None;
        }
        let asked = Asked {
            epoch: self.executor.epoch().await?,
            document: id.clone(),
            operation: operation.name.clone(),
            variables: {
                let values = document.values(operation, parameters.variables.clone());
                serde_json::to_string(&values).ok()?
            },
        };
        if let Some(kept) = self.kept.0.get(&asked) {
            return Some(Ok(kept));
        }
        let reader = RequestParts {
            session: None,
            accept_language: None,
            mutations: Mutations::NotByGet,
            ..parts.clone()
        };
        // What is read after the epoch is of this epoch or a newer one, never of an older.
        let answer = self.execute(reader, parameters.clone()).await;
        if answer.end != End::Executed || !answer.response.errors.is_empty() {
            return Some(Err(answer));
        }
        let json = Bytes::from(answer::json(&answer));
        let mut tag = hex::encode(Sha256::digest(&json));
        tag.truncate(32);
        let kept = Arc::new(KeptAnswer {
            json,
            tag: HeaderValue::from_str(&format!("W/\"{tag}\"")).ok()?,
        });
        self.kept.0.insert(asked, Arc::clone(&kept));
        Some(Ok(kept))
    }
}
