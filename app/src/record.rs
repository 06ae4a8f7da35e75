//! What every write leaves behind in its own transaction: a record in the audit log, of ids and codes only.

use domain::audit::AuditedAct;
use domain::{AccountId, Actor, AuditId};
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
    about: Option<AccountId>,
}

impl Record {
    /// Tells that `action` was done to `subject`.
    pub(crate) fn of(action: &'static str, subject: impl std::fmt::Display) -> Self {
        Self {
            action,
            subject: subject.to_string(),
            detail: Map::new(),
            about: None,
        }
    }

    /// Adds an id or a code.
    pub(crate) fn with(mut self, name: &str, value: impl std::fmt::Display) -> Self {
        self.detail
            .insert(name.to_owned(), Value::String(value.to_string()));
        self
    }

    /// Says whom it is about, who does not read of it where those who run the panel do.
    pub(crate) fn about(mut self, account: AccountId) -> Self {
        self.about = Some(account);
        self.with("about", account)
    }

    /// Stores the record in the transaction of what it tells of.
    pub(crate) async fn store(self, tx: &mut Tx, ctx: &Ctx) -> Result<(), StorageError> {
        let chapter = AuditedAct::parse(self.action).map(AuditedAct::chapter);
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
            about: self.about,
        };
        audit::insert(tx, record).await
    }
}
