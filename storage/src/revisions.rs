//! Immutable renderings of submitted posts. Their bytes are written once; only their state changes afterwards.

mod standing;

use diesel::IntoSql as _;
use diesel::prelude::*;
use diesel::sql_types::{Integer, SmallInt};
use domain::post::revision::{Revision, RevisionState};
use domain::post::{Authors, CommentOn};
use domain::publication::Permit;
use domain::text::{Body, Summary, Title};
use domain::{
    AccountId, ContentHash, DecisionId, Language, PostId, RevisionId, Risks, Timestamp, TopicId,
};
use moderation::review::DecisionKind;
use moderation::screen::{Field, Screening};
use moderation::{Lane, Link, SafeHtml};
use uuid::Uuid;

use crate::codes::{Coded as _, is_approved, revision_state as code};
pub use crate::documents::StoredFinding;
use crate::drafts::{Kind, is_of};
use crate::posts::depth_of;
use crate::schema::{post_authors, posts, revisions};
use crate::tx::{optional, run};
use crate::types::{At, Key, Moment, Uid, key};
use crate::{CorruptRow, StorageError, Tx, documents};
pub use standing::{
    newest_standing, standing_by_hash, stands_elsewhere, was_decided_against, was_returned,
};

/// A revision to store.
#[derive(Debug)]
pub struct NewRevision<'a> {
    /// Its identity and hash; it is pending.
    pub revision: &'a Revision,
    /// Where it stands, if it is a comment.
    pub comment_on: Option<CommentOn>,
    /// The headline; a comment has none.
    pub title: Option<&'a Title>,
    /// The sentences for lists.
    pub summary: Option<&'a Summary>,
    /// The Markdown that was rendered.
    pub source: &'a Body,
    /// What readers would see.
    pub html: &'a SafeHtml,
    /// The language it is written in.
    pub language: Language,
    /// Who wrote it.
    pub authors: &'a Authors,
    /// The topics it would be listed under.
    pub topics: &'a [TopicId],
    /// Where its links lead.
    pub links: &'a [Link],
    /// The version of the rules that made the HTML.
    pub sanitiser_version: &'a str,
    /// What screening found.
    pub screening: &'a Screening,
    /// Whether whoever submitted it had been shown what screening found.
    pub findings_shown: bool,
    /// Why two adults must approve, if they must.
    pub risks: Risks,
    /// Who submitted it.
    pub submitted_by: AccountId,
    /// When.
    pub submitted_at: Timestamp,
}

/// Stores a pending revision under the post's next number. The post is locked by the caller.
pub async fn insert(tx: &mut Tx, new: &NewRevision<'_>) -> Result<(), StorageError> {
    let number = next_number(tx, new.revision.post).await?;
    let authors = documents::ids(new.authors.as_slice())?;
    let topics = documents::ids(new.topics)?;
    let links = documents::links(new.links)?;
    let findings = documents::findings(&new.screening.findings)?;
    run!(
        tx,
        execute,
        diesel::insert_into(revisions::table).values((
            revisions::id.eq(key(new.revision.id)),
            revisions::post_id.eq(key(new.revision.post)),
            revisions::number.eq(number),
            revisions::title.eq(new.title.map(Title::as_str)),
            revisions::summary.eq(new.summary.map(Summary::as_str)),
            revisions::source.eq(new.source.as_str()),
            revisions::html.eq(new.html.as_str()),
            revisions::language.eq(new.language.number()),
            revisions::authors.eq(&authors),
            revisions::topics.eq(&topics),
            revisions::links.eq(&links),
            revisions::sanitiser_version.eq(new.sanitiser_version),
            revisions::content_hash.eq(new.revision.content_hash.as_bytes().as_slice()),
            revisions::lane.eq(new.screening.lane.number()),
            revisions::findings.eq(&findings),
            revisions::findings_shown.eq(i16::from(new.findings_shown)),
            revisions::rules_version.eq(&*new.screening.rules_version),
            revisions::submitted_by.eq(key(new.submitted_by)),
            revisions::submitted_at.eq(At(new.submitted_at)),
            revisions::required_approvals.eq(new.risks.required().number()),
            revisions::risks.eq(new.risks.number()),
            revisions::state.eq(code::PENDING),
            revisions::approve_kind.eq(DecisionKind::Approve.number()),
            revisions::depth.eq(depth_of(new.comment_on)),
        ))
    )?;
    Ok(())
}

/// The number of a post's next revision. The post is locked by the caller.
async fn next_number(tx: &mut Tx, post: PostId) -> Result<i32, StorageError> {
    let last: Option<i32> = run!(
        tx,
        get_result,
        revisions::table
            .filter(revisions::post_id.eq(key(post)))
            .select(diesel::dsl::max(revisions::number))
    )?;
    Ok(last.unwrap_or(0).saturating_add(1))
}

/// Stores the bytes of a revision once more, pending, under the post's next number: for another look at them. The post is locked by the
/// caller.
pub async fn insert_again(
    tx: &mut Tx,
    (post, from): (PostId, RevisionId),
    id: RevisionId,
    risks: Risks,
    at: Timestamp,
) -> Result<(), StorageError> {
    let number = next_number(tx, post).await?;
    run!(tx, execute, {
        let again = revisions::table.find(key(from)).select((
            key(id).into_sql::<Uid>(),
            revisions::post_id,
            number.into_sql::<Integer>(),
            revisions::title,
            revisions::summary,
            revisions::source,
            revisions::html,
            revisions::language,
            revisions::authors,
            revisions::topics,
            revisions::links,
            revisions::sanitiser_version,
            revisions::content_hash,
            revisions::lane,
            revisions::findings,
            revisions::findings_shown,
            revisions::rules_version,
            revisions::submitted_by,
            At(at).into_sql::<Moment>(),
            risks.required().number().into_sql::<SmallInt>(),
            risks.number().into_sql::<SmallInt>(),
            code::PENDING.into_sql::<SmallInt>(),
            revisions::approve_kind,
            revisions::depth,
        ));
        again.insert_into(revisions::table).into_columns((
            revisions::id,
            revisions::post_id,
            revisions::number,
            revisions::title,
            revisions::summary,
            revisions::source,
            revisions::html,
            revisions::language,
            revisions::authors,
            revisions::topics,
            revisions::links,
            revisions::sanitiser_version,
            revisions::content_hash,
            revisions::lane,
            revisions::findings,
            revisions::findings_shown,
            revisions::rules_version,
            revisions::submitted_by,
            revisions::submitted_at,
            revisions::required_approvals,
            revisions::risks,
            revisions::state,
            revisions::approve_kind,
            revisions::depth,
        ))
    })?;
    Ok(())
}

/// Stores what became of a revision.
pub async fn store_state(
    tx: &mut Tx,
    revision: &Revision,
    at: Timestamp,
) -> Result<(), StorageError> {
    let (state, first, second, refusal) = match &revision.state {
        RevisionState::Pending => (code::PENDING, None, None, None),
        RevisionState::Approved(permit) => {
            (code::APPROVED, Some(permit.first()), permit.second(), None)
        }
        RevisionState::ChangesRequested { by } => {
            let refusal = Some((*by, DecisionKind::RequestChanges));
            (code::CHANGES_REQUESTED, None, None, refusal)
        }
        RevisionState::Declined { by } => {
            let refusal = Some((*by, DecisionKind::Decline));
            (code::DECLINED, None, None, refusal)
        }
        RevisionState::Withdrawn { .. } => (code::WITHDRAWN, None, None, None),
        RevisionState::Superseded { .. } => (code::SUPERSEDED, None, None, None),
        RevisionState::TakenDown(permit) => (
            code::TAKEN_DOWN,
            Some(permit.first()),
            permit.second(),
            None,
        ),
    };
    let settled_at = (state != code::PENDING).then_some(At(at));
    run!(
        tx,
        execute,
        diesel::update(revisions::table.find(key(revision.id))).set((
            revisions::state.eq(state),
            revisions::approval_id.eq(first.map(key)),
            revisions::second_approval_id.eq(second.map(key)),
            revisions::settled_by.eq(refusal.map(|(by, _)| key(by))),
            revisions::settled_kind.eq(refusal.map(|(_, kind)| kind.number())),
            revisions::settled_at.eq(settled_at),
        ))
    )?;
    Ok(())
}

/// Those of some people of whom anything of that kind was approved, whether it is public now or not.
pub async fn authors_approved(
    tx: &mut Tx,
    people: &[AccountId],
    kind: Kind,
) -> Result<Vec<AccountId>, StorageError> {
    let mut approved = Vec::with_capacity(people.len());
    for person in people {
        let found = optional!(
            tx,
            Key,
            post_authors::table
                .inner_join(revisions::table.on(revisions::post_id.eq(post_authors::post_id)))
                .inner_join(posts::table)
                .filter(is_of!(kind))
                .filter(post_authors::account_id.eq(key(*person)))
                .filter(is_approved())
                .select(revisions::id)
                .limit(1)
        )?;
        approved.extend(found.map(|_approved| *person));
    }
    Ok(approved)
}

/// A revision with all that was stored of it.
#[derive(Debug, Clone)]
pub struct StoredRevision {
    /// Its identity, hash and state.
    pub revision: Revision,
    /// The headline; a comment has none.
    pub title: Option<Title>,
    /// The sentences for lists.
    pub summary: Option<Summary>,
    /// The Markdown that was rendered; findings point into it.
    pub source: Body,
    /// What readers would see.
    pub html: SafeHtml,
    /// The language it is written in.
    pub language: Language,
    /// Who wrote it.
    pub authors: Authors,
    /// The topics it would be listed under.
    pub topics: Vec<TopicId>,
    /// Where its links lead.
    pub links: Vec<Link>,
    /// The version of the rules that made the HTML.
    pub sanitiser_version: String,
    /// How urgent screening found it.
    pub lane: Lane,
    /// What screening found.
    pub findings: Vec<StoredFinding>,
    /// Whether whoever submitted it had been shown them.
    pub findings_shown: bool,
    /// When it was submitted.
    pub submitted_at: Timestamp,
}

impl StoredRevision {
    /// The text of a field, as it was written; empty where there is none.
    pub fn text(&self, field: Field) -> &str {
        match field {
            Field::Title => self.title.as_ref().map_or("", Title::as_str),
            Field::Summary => self.summary.as_ref().map_or("", Summary::as_str),
            Field::Body => self.source.as_str(),
        }
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = revisions)]
struct RevisionRow {
    id: Key,
    post_id: Key,
    title: Option<String>,
    summary: Option<String>,
    source: String,
    html: String,
    language: i16,
    authors: String,
    topics: String,
    links: String,
    sanitiser_version: String,
    content_hash: Vec<u8>,
    lane: i16,
    findings: String,
    findings_shown: i16,
    submitted_at: At,
    state: i16,
    approval_id: Option<Key>,
    second_approval_id: Option<Key>,
    settled_by: Option<Key>,
    settled_at: Option<At>,
}

pub(crate) fn hash_of(
    bytes: &[u8],
    table: &'static str,
    id: Uuid,
) -> Result<ContentHash, CorruptRow> {
    let bytes = bytes
        .try_into()
        .map_err(|_unreadable| CorruptRow::new(table, "content_hash", id))?;
    Ok(ContentHash::from_bytes(bytes))
}

fn state_of(row: &RevisionRow, hash: ContentHash) -> Option<RevisionState> {
    let at = row.settled_at.map(|at| at.0);
    let decision = |key: Option<Key>| key.map(|key| DecisionId::from_uuid(key.0));
    let permit = || {
        let first = decision(row.approval_id)?;
        let second = decision(row.second_approval_id);
        let revision = RevisionId::from_uuid(row.id.0);
        Some(Permit::from_stored(revision, hash, first, second))
    };
    Some(match row.state {
        code::PENDING => RevisionState::Pending,
        code::APPROVED => RevisionState::Approved(permit()?),
        code::TAKEN_DOWN => RevisionState::TakenDown(permit()?),
        code::CHANGES_REQUESTED => RevisionState::ChangesRequested {
            by: decision(row.settled_by)?,
        },
        code::DECLINED => RevisionState::Declined {
            by: decision(row.settled_by)?,
        },
        code::WITHDRAWN => RevisionState::Withdrawn { at: at? },
        code::SUPERSEDED => RevisionState::Superseded { at: at? },
        _ => return None,
    })
}

impl TryFrom<RevisionRow> for StoredRevision {
    type Error = CorruptRow;

    fn try_from(row: RevisionRow) -> Result<Self, CorruptRow> {
        let corrupt = |column| CorruptRow::new("revisions", column, row.id.0);
        let content_hash = hash_of(&row.content_hash, "revisions", row.id.0)?;
        let state = state_of(&row, content_hash).ok_or_else(|| corrupt("state"))?;
        let title = row.title.map(Title::from_stored).transpose();
        let summary = row.summary.map(Summary::from_stored).transpose();
        let authors = documents::accounts(&row.authors).map(Authors::new);
        Ok(Self {
            revision: Revision {
                id: RevisionId::from_uuid(row.id.0),
                post: PostId::from_uuid(row.post_id.0),
                content_hash,
                state,
            },
            title: title.map_err(|_unreadable| corrupt("title"))?,
            summary: summary.map_err(|_unreadable| corrupt("summary"))?,
            source: Body::from_stored(row.source).map_err(|_unreadable| corrupt("source"))?,
            html: SafeHtml::from_stored(row.html),
            language: Language::from_number(row.language).ok_or_else(|| corrupt("language"))?,
            authors: authors
                .and_then(Result::ok)
                .ok_or_else(|| corrupt("authors"))?,
            topics: documents::topics(&row.topics).ok_or_else(|| corrupt("topics"))?,
            links: documents::read_links(&row.links).ok_or_else(|| corrupt("links"))?,
            sanitiser_version: row.sanitiser_version,
            lane: Lane::from_number(row.lane).ok_or_else(|| corrupt("lane"))?,
            findings: documents::read_findings(&row.findings).ok_or_else(|| corrupt("findings"))?,
            findings_shown: row.findings_shown == 1,
            submitted_at: row.submitted_at.0,
        })
    }
}

/// A revision, whatever its state.
pub async fn get(tx: &mut Tx, id: RevisionId) -> Result<Option<StoredRevision>, StorageError> {
    let row = optional!(
        tx,
        RevisionRow,
        revisions::table
            .find(key(id))
            .select(RevisionRow::as_select())
    )?;
    Ok(row.map(StoredRevision::try_from).transpose()?)
}

/// The newest revision of a post, whatever its state.
pub async fn newest(tx: &mut Tx, post: PostId) -> Result<Option<StoredRevision>, StorageError> {
    let row = optional!(
        tx,
        RevisionRow,
        revisions::table
            .filter(revisions::post_id.eq(key(post)))
            .order(revisions::number.desc())
            .select(RevisionRow::as_select())
            .limit(1)
    )?;
    Ok(row.map(StoredRevision::try_from).transpose()?)
}

/// The revisions after one, in the order of their ids.
pub async fn after(
    tx: &mut Tx,
    after: Option<RevisionId>,
    most: i64,
) -> Result<Vec<StoredRevision>, StorageError> {
    let after = after.map_or_else(Uuid::nil, RevisionId::as_uuid);
    let rows: Vec<RevisionRow> = run!(
        tx,
        load,
        revisions::table
            .filter(revisions::id.gt(Key(after)))
            .order(revisions::id)
            .select(RevisionRow::as_select())
            .limit(most)
    )?;
    let read = rows.into_iter().map(StoredRevision::try_from);
    Ok(read.collect::<Result<_, _>>()?)
}

/// The texts that somebody submitted last of other posts than this one, the newest first: title, summary and source in one.
pub async fn texts_of(
    tx: &mut Tx,
    by: AccountId,
    but: PostId,
    most: i64,
) -> Result<Vec<String>, StorageError> {
    let rows: Vec<(Option<String>, Option<String>, String)> = run!(
        tx,
        load,
        revisions::table
            .filter(revisions::submitted_by.eq(key(by)))
            .filter(revisions::post_id.ne(key(but)))
            .order(revisions::submitted_at.desc())
            .select((revisions::title, revisions::summary, revisions::source))
            .limit(most)
    )?;
    let whole = |(title, summary, source): (Option<String>, Option<String>, String)| {
        [
            title.unwrap_or_default(),
            summary.unwrap_or_default(),
            source,
        ]
        .join("\n")
    };
    Ok(rows.into_iter().map(whole).collect())
}

/// The revision of a post that has this hash, if there ever was one.
pub async fn by_hash(
    tx: &mut Tx,
    post: PostId,
    hash: ContentHash,
) -> Result<Option<StoredRevision>, StorageError> {
    let row = optional!(
        tx,
        RevisionRow,
        revisions::table
            .filter(revisions::post_id.eq(key(post)))
            .filter(revisions::content_hash.eq(hash.as_bytes().as_slice()))
            .order(revisions::number.desc())
            .select(RevisionRow::as_select())
            .limit(1)
    )?;
    Ok(row.map(StoredRevision::try_from).transpose()?)
}
