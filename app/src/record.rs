//! What every write leaves behind in its own transaction: a record in the audit log, of ids and codes only.

use domain::act::{Act, OpeningReason};
use domain::audit::{AuditedAct, Chapter};
use domain::{Actor, AuditId};
use serde_json::{Map, Value};
use storage::audit::{self, By, NewRecord};
use storage::{StorageError, Tx};

use crate::Ctx;
use crate::source::new_id;

/// A record in the making.
pub(crate) struct Record {
    action: &'static str,
    subject: String,
    detail: Map<String, Value>,
}

impl Record {
    /// Tells that `action` was done to `subject`.
    pub(crate) fn of(action: &'static str, subject: impl std::fmt::Display) -> Self {
        Self {
            action,
            subject: subject.to_string(),
            detail: Map::new(),
        }
    }

    /// Adds an id or a code.
    pub(crate) fn with(mut self, name: &str, value: impl std::fmt::Display) -> Self {
        self.detail
            .insert(name.to_owned(), Value::String(value.to_string()));
        self
    }

    /// Where those who run the panel read of it. What is a step of opening an identity stands with the identities.
    fn chapter(&self) -> Option<Chapter> {
        let chapter = AuditedAct::parse(self.action)?.chapter();
        let opening = Act::OpenIdentity(OpeningReason::Danger).name();
        let opens = self.detail.get("act").and_then(Value::as_str) == Some(opening);
        Some(if opens { Chapter::Identities } else { chapter })
    }

    /// Stores the record in the transaction of what it tells of.
    pub(crate) async fn store(self, tx: &mut Tx, ctx: &Ctx) -> Result<(), StorageError> {
        let chapter = self.chapter();
        let detail = Value::Object(self.detail).to_string();
        let by = match ctx.actor() {
            Actor::Reader => By::Reader,
            Actor::Person(person) => By::Account(person.account),
            Actor::Unproven(unproven) => By::Account(unproven.account),
            Actor::Operator => By::Operator,
        };
        let record = NewRecord {
            id: AuditId::from_uuid(new_id(ctx.now())),
            at: ctx.now(),
            by,
            action: self.action,
            subject: &self.subject,
            detail: &detail,
            chapter,
        };
        audit::insert(tx, record).await
    }
}
