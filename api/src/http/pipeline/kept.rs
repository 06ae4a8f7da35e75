//! Answers that are the same for everybody are kept until the epoch of what is public moves, which it does in the
//! transaction of each publication and takedown. Only trusted documents are kept for, so that nobody fills the room.
//!
//! The epoch itself is read a few times a second, however many ask, and after each mutation of this process.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::http::HeaderValue;
use bytes::Bytes;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use sha2::{Digest as _, Sha256};
use tokio::sync::Mutex;

use super::{Answer, End, Pipeline, PipelineConfig};
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
pub(super) struct Kept {
    answers: Cache<Asked, Arc<KeptAnswer>, Weight>,
    /// The epoch and when it was read. Whoever reads it holds the lock, so that nobody reads it at the same time and
    /// nobody forgets it meanwhile.
    epoch: Mutex<Option<(Instant, i64)>>,
    epoch_lasts: Duration,
}

impl Kept {
    pub(super) fn new(config: &PipelineConfig) -> Self {
        Self {
            answers: Cache::with_weighter(1_000, config.kept_bytes, Weight),
            epoch: Mutex::default(),
            epoch_lasts: config.epoch_lasts,
        }
    }

    /// Has the epoch read anew, for it may have moved.
    pub(super) async fn forget_epoch(&self) {
        *self.epoch.lock().await = None;
    }
}

impl Pipeline {
    /// The epoch of what is public; nothing when it can't be found out in time.
    async fn epoch(&self) -> Option<i64> {
        let reading = async {
            let mut known = self.kept.epoch.lock().await;
            if let Some((at, epoch)) = *known
                && at.elapsed() < self.kept.epoch_lasts
            {
                return Some(epoch);
            }
            // What is read may be older than the moment at which the answer comes.
            let at = Instant::now();
            let epoch = self.executor.epoch().await?;
            *known = Some((at, epoch));
            Some(epoch)
        };
        self.in_time(reading).await.ok().flatten()
    }

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
        // Whoever is signed in may have silenced somebody: their answer is their own.
        if parts.session.is_some() && operation.is_personal {
            return None;
        }
        let asked = Asked {
            epoch: self.epoch().await?,
            document: id.clone(),
            operation: operation.name.clone(),
            variables: {
                let values = document.values(operation, parameters.variables.clone());
                serde_json::to_string(&values).ok()?
            },
        };
        if let Some(kept) = self.kept.answers.get(&asked) {
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
        self.kept.answers.insert(asked, Arc::clone(&kept));
        Some(Ok(kept))
    }
}
