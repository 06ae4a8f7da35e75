//! The audit log, for those who run the panel: what it tells them, and whether it is sound.

use app::audit::{AuditView, AuditedBy as DoneBy};
use async_graphql::{Context, ID, Object, Result, SimpleObject};
use domain::AuditId;

use super::act::{ActKind, OpeningReason, kind, reason};
use super::connection::{Page, connection};
use super::enums::{AuditChapter, AuditedAct, AuditedBy, Role};
use super::request::{OrMasked as _, Parts as _};
use super::scalars::DateTime;
use crate::errors::bad_input;
use crate::seal::NodeKind;

/// The name of the list that cursors of the log belong to.
pub(crate) const AUDIT: &str = "audit";

connection! {
    /// A page of the audit log, the newest record first.
    AuditRecordConnection,
    /// A record with its place in the list.
    AuditRecordEdge of AuditRecord in AUDIT
}

/// A page of a chapter; `None` for whoever may not read it.
pub(crate) async fn page(
    ctx: &Context<'_>,
    chapter: AuditChapter,
    page: Page<'_>,
) -> Result<Option<AuditRecordConnection>> {
    let from = match page.from {
        None => None,
        Some(cursor) => {
            let refused = || bad_input("This cursor belongs to no list of records.");
            let place = ctx.shared()?.sealer.open_cursor(AUDIT, cursor);
            let place = place.ok_or_else(refused)?;
            let id = uuid::Uuid::from_slice(&place).map_err(|_unreadable| refused())?;
            Some(AuditId::from_uuid(id))
        }
    };
    let (app, rows) = (ctx.app()?, page.rows());
    let found = app::audit::audit_log(app, chapter.into(), from, page.direction, rows).await;
    let Some(mut rows) = found.or_masked(ctx)? else {
        return Ok(None);
    };
    let ends = page.arrange(&mut rows);
    let item = |view: AuditView| (view.id.as_uuid().as_bytes().to_vec(), AuditRecord(view));
    let items = rows.into_iter().map(item).collect();
    Ok(Some(AuditRecordConnection::new(items, ends)))
}

/// One record, for whoever may read its chapter.
pub(crate) async fn record(ctx: &Context<'_>, id: AuditId) -> Result<Option<AuditRecord>> {
    let found = app::audit::audit_record(ctx.app()?, id).await;
    Ok(found.or_masked(ctx)?.map(AuditRecord))
}

/// A record of the audit log.
pub(crate) struct AuditRecord(AuditView);

/// Something that was done, as the audit log keeps it: by whom and to whom, by the names that everybody knows. It holds no text and no real name, and tells
/// nothing of drafts and reviews.
#[Object(serial)]
impl AuditRecord {
    /// The opaque, stable id.
    pub(super) async fn id(&self, ctx: &Context<'_>) -> Result<ID> {
        ctx.node_id(NodeKind::AuditRecord, self.0.id)
    }

    /// When it was done.
    async fn done_at(&self) -> DateTime {
        DateTime(self.0.at)
    }

    /// What was done; null where the record has no name that the server knows, as after somebody altered it.
    async fn act(&self) -> Option<AuditedAct> {
        self.0.act.map(AuditedAct::from)
    }

    /// Who did it.
    async fn done_by(&self) -> AuditedBy {
        match self.0.by {
            DoneBy::Account(_) => AuditedBy::Account,
            DoneBy::Newcomer => AuditedBy::Newcomer,
            DoneBy::Operator => AuditedBy::Operator,
        }
    }

    /// The pen name of who did it, where it was somebody with an account.
    async fn done_by_pen_name(&self) -> Option<&str> {
        match &self.0.by {
            DoneBy::Account(name) => name.as_ref().map(domain::text::PenName::as_str),
            DoneBy::Newcomer | DoneBy::Operator => None,
        }
    }

    /// The pen name of whom it was done to.
    async fn about(&self) -> Option<&str> {
        self.0.account.as_ref().map(domain::text::PenName::as_str)
    }

    /// The name of the group that it was done to, or in.
    async fn group_name(&self) -> Option<&str> {
        self.0.group.as_ref().map(domain::text::Label::as_str)
    }

    /// The name of the topic that it was done to, as it is today.
    async fn topic_name(&self) -> Option<&str> {
        self.0.topic.as_ref().map(domain::text::Label::as_str)
    }

    /// Which role was given or taken, or asked for.
    async fn role(&self) -> Option<Role> {
        self.0.role.map(Role::from)
    }

    /// What two adults do, where it is a step of that.
    async fn act_for_two(&self) -> Option<ActKind> {
        self.0.asked.map(kind)
    }

    /// Why an identity was opened.
    async fn opening_reason(&self) -> Option<OpeningReason> {
        self.0.asked.and_then(reason)
    }
}

/// What the last look at the whole audit log found. The server looks every six hours.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct AuditCheck {
    /// When it looked.
    checked_at: DateTime,
    /// Whether every record fits to the one before it: none was altered, removed, added or moved.
    is_sound: bool,
    /// Whether it was so long ago, more than twelve hours, that looking does not work.
    is_overdue: bool,
}

/// The last look, for those who run the panel.
pub(crate) async fn check(ctx: &Context<'_>) -> Result<Option<AuditCheck>> {
    let found = app::audit::last_check(ctx.app()?).await.or_masked(ctx)?;
    Ok(found.map(|found| AuditCheck {
        checked_at: DateTime(found.at),
        is_sound: found.is_sound,
        is_overdue: found.is_overdue,
    }))
}
