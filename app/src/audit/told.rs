//! What the log tells those who run the panel: who did what to which account, role, group or topic, by the names that everybody knows. Nothing of what young
//! people write, and no real name.

use std::collections::HashMap;

use domain::account::Role;
use domain::act::{Act, OpeningReason};
use domain::audit::{AuditedAct, Chapter};
use domain::policy::Action;
use domain::text::{Label, PenName};
use domain::{AccountId, AuditId, GroupId, Timestamp, TopicId};
use serde_json::{Map, Value};
use storage::audit::{self, By, Told};
use storage::{Direction, Tx, groups, people, topics};
use uuid::Uuid;

use crate::{Ctx, Internal};

/// Who did something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuditedBy {
    /// Somebody with an account.
    Account(Option<PenName>),
    /// Somebody without one, who had a code.
    Newcomer,
    /// The server, or whoever runs commands on it.
    Operator,
}

/// A record of the log.
#[derive(Debug, Clone)]
pub struct AuditView {
    /// The record's id.
    pub id: AuditId,
    /// When it happened.
    pub at: Timestamp,
    /// Who did it.
    pub by: AuditedBy,
    /// What was done; nothing where the record has no name that this program knows.
    pub act: Option<AuditedAct>,
    /// To whom.
    pub account: Option<PenName>,
    /// To which group, or in which.
    pub group: Option<Label>,
    /// To which topic.
    pub topic: Option<Label>,
    /// Which role was given or taken.
    pub role: Option<Role>,
    /// What two adults do, where it is a step of that.
    pub asked: Option<Act>,
}

/// Up to `limit` records of a chapter, the newest first; `None` for whoever may not read it.
pub async fn audit_log(
    ctx: &Ctx,
    chapter: Chapter,
    from: Option<AuditId>,
    direction: Direction,
    limit: i64,
) -> Result<Option<Vec<AuditView>>, Internal> {
    if !may_read(ctx, chapter) {
        return Ok(None);
    }
    let reader = ctx.actor().account();
    ctx.app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            let found = audit::told(tx, chapter, reader, from, direction, limit).await?;
            Ok(Some(named(tx, found).await?))
        })
        .await
}

/// One record, for whoever may read its chapter.
pub async fn audit_record(ctx: &Ctx, id: AuditId) -> Result<Option<AuditView>, Internal> {
    let inner = ctx.clone();
    ctx.app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            let found = audit::told_one(tx, id, inner.actor().account()).await?;
            let found = found.filter(|told| may_read(&inner, told.chapter));
            Ok(named(tx, found.into_iter().collect()).await?.pop())
        })
        .await
}

/// What two adults do, and why, is no matter of who runs groups.
fn may_read(ctx: &Ctx, chapter: Chapter) -> bool {
    ctx.is_allowed(match chapter {
        Chapter::Accounts | Chapter::Groups | Chapter::Joining => &Action::ReadAudit,
        Chapter::ActsForTwo => &Action::ReadAuditOfActsForTwo,
    })
}

/// A record with the ids that it names, read.
struct Read {
    told: Told,
    about: About,
    detail: Map<String, Value>,
}

#[derive(Default)]
struct About {
    account: Option<AccountId>,
    group: Option<GroupId>,
    topic: Option<TopicId>,
}

impl Read {
    fn of(told: Told) -> Self {
        // A record that somebody altered is still told, as far as it can be read.
        let detail: Map<String, Value> = serde_json::from_str(&told.detail).unwrap_or_default();
        let text = |name: &str| detail.get(name).and_then(Value::as_str);
        // What stands in the detail is nearer to the point than an invitation or an act that has no name.
        let ids = [text("about"), text("account"), text("group")];
        let ids = ids.into_iter().flatten().chain([told.subject.as_str()]);
        let mut about = About::default();
        for printed in ids {
            about.note(printed);
        }
        Self {
            told,
            about,
            detail,
        }
    }

    /// Who did it. Whose guardian somebody is, is nobody's business: whoever answers for a child does it with a code.
    fn by(&self) -> By {
        match self.told.act {
            Some(AuditedAct::GuardianRecorded | AuditedAct::OneGuardianInTwoEntities) => By::Reader,
            _ => self.told.by,
        }
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.detail.get(name).and_then(Value::as_str)
    }

    fn role(&self) -> Option<Role> {
        let name = self.text("role")?;
        Role::ALL.into_iter().find(|role| role.name() == name)
    }

    fn asked(&self) -> Option<Act> {
        let reason = || {
            let name = self.text("reason")?;
            OpeningReason::ALL
                .into_iter()
                .find(|reason| reason.name() == name)
        };
        match self.text("act")? {
            "give-role" => self.role().map(Act::GiveRole),
            "take-role" => self.role().map(Act::TakeRole),
            "reset-second-factors" => Some(Act::ResetSecondFactors),
            "open-identity" => reason().map(Act::OpenIdentity),
            "reset-passphrase" => Some(Act::ResetPassphrase),
            _ => None,
        }
    }
}

impl About {
    /// Takes a printed id, where nothing of its kind was taken before.
    fn note(&mut self, printed: &str) {
        let Some((kind, value)) = printed.split_once('_') else {
            return;
        };
        let Ok(value) = Uuid::parse_str(value) else {
            return;
        };
        match kind {
            AccountId::KIND => _ = self.account.get_or_insert(value.into()),
            GroupId::KIND => _ = self.group.get_or_insert(value.into()),
            TopicId::KIND => _ = self.topic.get_or_insert(value.into()),
            _ => (),
        }
    }
}

/// The names of what records name. Three statements, however many records.
async fn named(tx: &mut Tx, found: Vec<Told>) -> Result<Vec<AuditView>, Internal> {
    let found: Vec<Read> = found.into_iter().map(Read::of).collect();
    let did = |read: &Read| match read.by() {
        By::Account(account) => Some(account),
        By::Reader | By::Operator => None,
    };
    let people_named: Vec<AccountId> = found
        .iter()
        .flat_map(|read| [did(read), read.about.account])
        .flatten()
        .collect();
    let pen_names = people::pen_names(tx, &people_named).await?;
    let pen_names: HashMap<_, _> = pen_names.into_iter().collect();
    let ids: Vec<GroupId> = found.iter().filter_map(|read| read.about.group).collect();
    let kept = groups::kept(tx, &ids).await?.into_iter();
    let group_names: HashMap<_, _> = kept.map(|(it, _)| (it.id, it.name)).collect();
    let ids: Vec<TopicId> = found.iter().filter_map(|read| read.about.topic).collect();
    let kept = topics::get(tx, &ids).await?.into_iter();
    let topic_names: HashMap<_, _> = kept.map(|it| (it.id, it.name)).collect();
    let view = |read: Read| {
        let name = |account: &AccountId| pen_names.get(account).cloned();
        let by = match read.by() {
            By::Account(account) => AuditedBy::Account(name(&account)),
            By::Reader => AuditedBy::Newcomer,
            By::Operator => AuditedBy::Operator,
        };
        AuditView {
            id: read.told.id,
            at: read.told.at,
            by,
            act: read.told.act,
            account: read.about.account.as_ref().and_then(name),
            group: read
                .about
                .group
                .and_then(|id| group_names.get(&id).cloned()),
            topic: read
                .about
                .topic
                .and_then(|id| topic_names.get(&id).cloned()),
            role: read.role(),
            asked: read.asked(),
        }
    };
    Ok(found.into_iter().map(view).collect())
}
