//! What adults suggest with a request for changes, and what authors say to it. What of it is in a draft is in the draft.

use diesel::prelude::*;
use domain::post::draft::DraftVersion;
use domain::text::Message;
use domain::{AccountId, PostId, RevisionId, StatementId, SuggestionId, Timestamp};
use moderation::review::{Place, Quote, Reason, Suggestion, SuggestionState};
use moderation::screen::Field;

use crate::codes::Coded as _;
use crate::schema::{revisions, suggestions};
use crate::tx::{locked, optional, run};
use crate::types::{At, Key, key};
use crate::{CorruptRow, StorageError, Tx};

/// A suggestion as it was stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredSuggestion {
    /// The id.
    pub id: SuggestionId,
    /// The request for changes that it came with.
    pub statement: StatementId,
    /// The revision that was read.
    pub revision: RevisionId,
    /// What is suggested.
    pub suggestion: Suggestion,
    /// Who suggests it.
    pub by: AccountId,
    /// What an author said to it.
    pub state: SuggestionState,
    /// Who said so, and when.
    pub answered: Option<(AccountId, Timestamp)>,
}

/// What a suggestion comes with.
#[derive(Debug, Clone, Copy)]
pub struct With {
    /// The request for changes.
    pub statement: StatementId,
    /// The revision that was read.
    pub revision: RevisionId,
    /// Who decided.
    pub by: AccountId,
}

/// Stores what comes with a request for changes, which is stored by then; the database refuses it with any other decision.
pub async fn insert(
    tx: &mut Tx,
    with: With,
    all: &[(SuggestionId, Suggestion)],
) -> Result<(), StorageError> {
    for (place, (id, new)) in (0_i16..).zip(all) {
        let at = new.quote.place;
        let units = |units: u32| i32::try_from(units).unwrap_or(i32::MAX);
        run!(
            tx,
            execute,
            diesel::insert_into(suggestions::table).values((
                suggestions::id.eq(key(*id)),
                suggestions::statement_id.eq(key(with.statement)),
                suggestions::revision_id.eq(key(with.revision)),
                suggestions::suggested_by.eq(key(with.by)),
                suggestions::place.eq(place),
                suggestions::field.eq(at.field.as_str()),
                suggestions::begins_at.eq(units(at.start)),
                suggestions::ends_at.eq(units(at.end)),
                suggestions::excerpt.eq(&new.quote.excerpt),
                suggestions::replacement.eq(&new.replacement),
                suggestions::reason.eq(new.reason.code()),
                suggestions::note.eq(new.note.as_ref().map(Message::as_str)),
            ))
        )?;
    }
    Ok(())
}

/// What an author says to a suggestion.
#[derive(Debug, Clone, Copy)]
pub enum Answer {
    /// It is in the draft, in this version of it.
    Accept(DraftVersion),
    /// The author keeps what was written.
    Decline,
}

/// Stores what an author says; the database refuses it of anybody else, and a second time.
pub async fn answer(
    tx: &mut Tx,
    id: SuggestionId,
    answer: Answer,
    by: AccountId,
    at: Timestamp,
) -> Result<(), StorageError> {
    let (state, version) = match answer {
        Answer::Accept(version) => (SuggestionState::Accepted, Some(version.number())),
        Answer::Decline => (SuggestionState::Declined, None),
    };
    run!(
        tx,
        execute,
        diesel::update(suggestions::table.find(key(id))).set((
            suggestions::state.eq(state.number()),
            suggestions::answered_by.eq(Some(key(by))),
            suggestions::answered_at.eq(Some(At(at))),
            suggestions::draft_version.eq(version),
        ))
    )?;
    Ok(())
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = suggestions)]
struct Row {
    id: Key,
    statement_id: Key,
    revision_id: Key,
    suggested_by: Key,
    field: String,
    begins_at: i32,
    ends_at: i32,
    excerpt: String,
    replacement: String,
    reason: String,
    note: Option<String>,
    state: i16,
    answered_by: Option<Key>,
    answered_at: Option<At>,
}

impl TryFrom<Row> for StoredSuggestion {
    type Error = CorruptRow;

    fn try_from(row: Row) -> Result<Self, CorruptRow> {
        let corrupt = |column| CorruptRow::new("suggestions", column, row.id.0);
        let units = |units: i32, column| u32::try_from(units).map_err(|_negative| corrupt(column));
        let place = Place {
            field: Field::parse(&row.field).ok_or_else(|| corrupt("field"))?,
            start: units(row.begins_at, "begins_at")?,
            end: units(row.ends_at, "ends_at")?,
        };
        let note = row.note.map(Message::from_stored).transpose();
        let suggestion = Suggestion {
            quote: Quote {
                place,
                excerpt: row.excerpt,
            },
            replacement: row.replacement,
            reason: Reason::from_code(&row.reason).ok_or_else(|| corrupt("reason"))?,
            note: note.map_err(|_unreadable| corrupt("note"))?,
        };
        let by = row.answered_by.map(|by| AccountId::from_uuid(by.0));
        Ok(Self {
            id: SuggestionId::from_uuid(row.id.0),
            statement: StatementId::from_uuid(row.statement_id.0),
            revision: RevisionId::from_uuid(row.revision_id.0),
            suggestion,
            by: AccountId::from_uuid(row.suggested_by.0),
            state: SuggestionState::from_number(row.state).ok_or_else(|| corrupt("state"))?,
            answered: by.zip(row.answered_at.map(|at| at.0)),
        })
    }
}

/// The post whose text one is about, so that it can be locked first.
pub async fn post_of(tx: &mut Tx, id: SuggestionId) -> Result<Option<PostId>, StorageError> {
    let post = optional!(
        tx,
        Key,
        suggestions::table
            .inner_join(revisions::table.on(revisions::id.eq(suggestions::revision_id)))
            .filter(suggestions::id.eq(key(id)))
            .select(revisions::post_id)
    )?;
    Ok(post.map(|post| PostId::from_uuid(post.0)))
}

/// One of them, locked until the transaction ends. Its post is locked by the caller.
pub async fn lock(tx: &mut Tx, id: SuggestionId) -> Result<Option<StoredSuggestion>, StorageError> {
    let row = locked!(
        tx,
        Row,
        suggestions::table.find(key(id)).select(Row::as_select())
    )?;
    Ok(row.map(StoredSuggestion::try_from).transpose()?)
}

/// What came with a statement, in the order of the text.
pub async fn of_statement(
    tx: &mut Tx,
    statement: StatementId,
) -> Result<Vec<StoredSuggestion>, StorageError> {
    let rows: Vec<Row> = run!(
        tx,
        load,
        suggestions::table
            .filter(suggestions::statement_id.eq(key(statement)))
            .order(suggestions::place)
            .select(Row::as_select())
    )?;
    let read: Result<_, CorruptRow> = rows.into_iter().map(StoredSuggestion::try_from).collect();
    Ok(read?)
}
