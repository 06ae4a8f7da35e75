//! Statements of reasons: what those are told whose words are not published as they are. Stored with what they explain, never changed.

use diesel::dsl::exists;
use diesel::prelude::*;
use domain::text::Message;
use domain::{AccountId, PostId, RevisionId, StatementId, Timestamp};
use moderation::review::{Explanation, Look, Noticed, Restriction, Statement, TextsVersion};

use crate::codes::{Coded as _, is_first_author};
use crate::schema::{co_author_words, decisions, post_authors, reviews, revisions, statements};
use crate::tx::run;
use crate::types::{At, Key, key};
use crate::{CorruptRow, StorageError, Tx, documents};

/// A statement as it was stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredStatement {
    /// The statement's id.
    pub id: StatementId,
    /// What it says.
    pub statement: Statement,
}

/// Stores a statement about a revision, by whoever decided on it or took it down.
pub(crate) async fn insert(
    tx: &mut Tx,
    id: StatementId,
    (revision, by): (RevisionId, AccountId),
    new: &Statement,
) -> Result<(), StorageError> {
    let grounds = documents::grounds(new.explanation.grounds())?;
    let quotes = new
        .explanation
        .grounds()
        .iter()
        .flat_map(|ground| &ground.quotes);
    run!(
        tx,
        execute,
        diesel::insert_into(statements::table).values((
            statements::id.eq(key(id)),
            statements::revision_id.eq(key(revision)),
            statements::issued_by.eq(key(by)),
            statements::restriction.eq(new.restriction.number()),
            statements::grounds.eq(&grounds),
            statements::quotes.eq(i16::try_from(quotes.clone().count()).unwrap_or(i16::MAX)),
            statements::words.eq(new.explanation.words().map(Message::as_str)),
            statements::noticed.eq(new.noticed.number()),
            statements::marked.eq(i16::from(new.marked)),
            statements::look.eq(new.look.number()),
            statements::texts.eq(new.texts.0),
            statements::issued_at.eq(At(new.issued_at)),
        ))
    )?;
    Ok(())
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = statements)]
pub(crate) struct StatementRow {
    id: Key,
    restriction: i16,
    grounds: String,
    words: Option<String>,
    noticed: i16,
    marked: i16,
    look: i16,
    texts: i16,
    issued_at: At,
}

impl TryFrom<StatementRow> for StoredStatement {
    type Error = CorruptRow;

    fn try_from(row: StatementRow) -> Result<Self, CorruptRow> {
        let corrupt = |column| CorruptRow::new("statements", column, row.id.0);
        let grounds = documents::read_grounds(&row.grounds).ok_or_else(|| corrupt("grounds"))?;
        let words = row.words.map(Message::from_stored).transpose();
        let words = words.map_err(|_unreadable| corrupt("words"))?;
        let explanation = Explanation::new(grounds, words);
        Ok(Self {
            id: StatementId::from_uuid(row.id.0),
            statement: Statement {
                restriction: Restriction::from_number(row.restriction)
                    .ok_or_else(|| corrupt("restriction"))?,
                explanation: explanation.map_err(|_incomplete| corrupt("grounds"))?,
                noticed: Noticed::from_number(row.noticed).ok_or_else(|| corrupt("noticed"))?,
                marked: row.marked == 1,
                look: Look::from_number(row.look).ok_or_else(|| corrupt("look"))?,
                texts: TextsVersion(row.texts),
                issued_at: row.issued_at.0,
            },
        })
    }
}

/// What was declined or taken down of a correspondent since a moment, the newest first, so many at most. Without what safeguarding leads
/// decided: whoever reads this may be whom it is about.
pub async fn against(
    tx: &mut Tx,
    author: AccountId,
    since: Timestamp,
    most: i64,
) -> Result<Vec<StoredStatement>, StorageError> {
    let rows: Vec<StatementRow> = run!(
        tx,
        load,
        post_authors::table
            .inner_join(revisions::table.on(revisions::post_id.eq(post_authors::post_id)))
            .inner_join(statements::table.on(statements::revision_id.eq(revisions::id)))
            .left_join(decisions::table.on(decisions::statement_id.eq(statements::id.nullable())))
            .filter(
                decisions::as_lead
                    .is_null()
                    .or(decisions::as_lead.eq(0).assume_not_null())
            )
            .filter(post_authors::account_id.eq(key(author)))
            // Of what a co-author was not asked about they know nothing, nor does a guardian of theirs.
            .filter(is_first_author().or(exists(
                co_author_words::table
                    .filter(co_author_words::post_id.eq(revisions::post_id))
                    .filter(co_author_words::content_hash.eq(revisions::content_hash))
                    .filter(co_author_words::account_id.eq(post_authors::account_id)),
            )))
            .filter(statements::restriction.ne(Restriction::ChangesRequested.number()))
            .filter(statements::issued_at.ge(At(since)))
            .order((statements::issued_at.desc(), statements::id.desc()))
            .limit(most)
            .select(StatementRow::as_select())
    )?;
    read(rows)
}

/// Of which statements about a post somebody may know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// All of them: whoever writes it, and safeguarding leads.
    All,
    /// None on what was escalated.
    NotEscalated,
    /// Those on what this co-author was asked about.
    AskedOf(AccountId),
}

/// What was said against a post so far, the newest first, so many at most, as far as somebody may know it.
pub async fn of_post(
    tx: &mut Tx,
    post: PostId,
    known: Known,
    most: i64,
) -> Result<Vec<StoredStatement>, StorageError> {
    let rows: Vec<StatementRow> = run!(tx, load, {
        let said = statements::table
            .inner_join(reviews::table.on(reviews::revision_id.eq(statements::revision_id)))
            .filter(reviews::post_id.eq(key(post)))
            .order((statements::issued_at.desc(), statements::id.desc()))
            .limit(most)
            .select(StatementRow::as_select())
            .into_boxed();
        match known {
            Known::All => said,
            Known::NotEscalated => said.filter(reviews::escalated.eq(0)),
            Known::AskedOf(co_author) => said.filter(exists(
                co_author_words::table
                    .filter(co_author_words::post_id.eq(reviews::post_id))
                    .filter(co_author_words::content_hash.eq(reviews::content_hash))
                    .filter(co_author_words::account_id.eq(key(co_author))),
            )),
        }
    })?;
    read(rows)
}

fn read(rows: Vec<StatementRow>) -> Result<Vec<StoredStatement>, StorageError> {
    let read: Result<_, CorruptRow> = rows.into_iter().map(StoredStatement::try_from).collect();
    Ok(read?)
}
