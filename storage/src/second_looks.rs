//! Second looks: who asked that another adult looks at what was decided against a text, and when. What comes of one is a decision like any other.

use diesel::prelude::*;
use domain::text::Message;
use domain::{AccountId, PostId, ReviewId, RevisionId, StatementId, Timestamp};
use moderation::review::Speaking;
use moderation::review::second_look::Looked;

use crate::codes::{Coded as _, review_state};
use crate::schema::{decisions, reviews, second_looks, statements};
use crate::statements::{StatementRow, StoredStatement};
use crate::tx::{optional, run};
use crate::types::{At, Key, key, keys};
use crate::{CorruptRow, StorageError, Tx};

/// What a statement was about.
#[derive(Debug, Clone)]
pub struct About {
    /// The post.
    pub post: PostId,
    /// The review in which the revision was read.
    pub review: ReviewId,
    /// The revision that was read.
    pub revision: RevisionId,
    /// Who decided, or took it down.
    pub decided_by: AccountId,
    /// Whether a safeguarding lead decided, on what was escalated.
    pub as_lead: bool,
    /// What was told.
    pub told: StoredStatement,
}

/// What a statement was about, if there is one.
pub async fn about(tx: &mut Tx, statement: StatementId) -> Result<Option<About>, StorageError> {
    let row = optional!(
        tx,
        (Key, Key, Key, Key, Option<i16>, StatementRow),
        statements::table
            .inner_join(reviews::table.on(reviews::revision_id.eq(statements::revision_id)))
            .left_join(decisions::table.on(decisions::statement_id.eq(statements::id.nullable())))
            .filter(statements::id.eq(key(statement)))
            .select((
                reviews::post_id,
                reviews::id,
                reviews::revision_id,
                statements::issued_by,
                decisions::as_lead.nullable(),
                StatementRow::as_select(),
            ))
    )?;
    let about = row.map(|(post, review, revision, by, as_lead, told)| {
        Ok::<_, CorruptRow>(About {
            post: PostId::from_uuid(post.0),
            review: ReviewId::from_uuid(review.0),
            revision: RevisionId::from_uuid(revision.0),
            decided_by: AccountId::from_uuid(by.0),
            as_lead: as_lead == Some(1),
            told: told.try_into()?,
        })
    });
    Ok(about.transpose()?)
}

/// A second look that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecondLook {
    /// The review that it is.
    pub review: ReviewId,
    /// What was told before.
    pub told: StoredStatement,
    /// Who asked.
    pub asked_by: AccountId,
    /// As whom.
    pub asked_as: Speaking,
    /// When.
    pub asked_at: Timestamp,
    /// Why, in their words.
    pub message: Option<Message>,
}

/// Stores that one was asked for. The database refuses a second one for the same statement, and one that whoever decided first could do.
pub async fn insert(
    tx: &mut Tx,
    new: &SecondLook,
    first_decider: AccountId,
) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::insert_into(second_looks::table).values((
            second_looks::review_id.eq(key(new.review)),
            second_looks::statement_id.eq(key(new.told.id)),
            second_looks::first_decider.eq(key(first_decider)),
            second_looks::asked_by.eq(key(new.asked_by)),
            second_looks::asked_as.eq(new.asked_as.number()),
            second_looks::asked_at.eq(At(new.asked_at)),
            second_looks::message.eq(new.message.as_ref().map(Message::as_str)),
        ))
    )?;
    Ok(())
}

/// Whether what a statement is about was looked at again. What was read after a takedown counts while it waits and when it was decided, not where its
/// authors took it back.
pub async fn looked(tx: &mut Tx, statement: StatementId) -> Result<Looked, StorageError> {
    let rows: Vec<(i16, i16)> = run!(
        tx,
        load,
        second_looks::table
            .inner_join(reviews::table.on(reviews::id.eq(second_looks::review_id)))
            .filter(second_looks::statement_id.eq(key(statement)))
            .select((second_looks::asked_as, reviews::state))
    )?;
    let is_before = rows.iter().any(|(asked_as, state)| {
        *asked_as != Speaking::TookDown.number() || *state == review_state::DECIDED
    });
    Ok(if is_before {
        Looked::Before
    } else {
        Looked::No
    })
}

/// Whether what waits of a post is only read again because it was taken down.
pub async fn is_read_anyway(tx: &mut Tx, post: PostId) -> Result<bool, StorageError> {
    let found = optional!(
        tx,
        Key,
        second_looks::table
            .inner_join(reviews::table.on(reviews::id.eq(second_looks::review_id)))
            .filter(reviews::post_id.eq(key(post)))
            .filter(review_state::is_open())
            .filter(second_looks::asked_as.eq(Speaking::TookDown.number()))
            .select(second_looks::review_id)
    )?;
    Ok(found.is_some())
}

type Row = (Key, Key, i16, At, Option<String>, StatementRow);

/// Those of some reviews that are second looks.
pub async fn of_reviews(
    tx: &mut Tx,
    reviews: &[ReviewId],
) -> Result<Vec<SecondLook>, StorageError> {
    if reviews.is_empty() {
        return Ok(vec![]);
    }
    let rows: Vec<Row> = run!(
        tx,
        load,
        second_looks::table
            .inner_join(statements::table.on(statements::id.eq(second_looks::statement_id)))
            .filter(second_looks::review_id.eq_any(keys(reviews)))
            .select((
                second_looks::review_id,
                second_looks::asked_by,
                second_looks::asked_as,
                second_looks::asked_at,
                second_looks::message,
                StatementRow::as_select(),
            ))
    )?;
    let looks = rows
        .into_iter()
        .map(|row| look_of(row).map_err(StorageError::from));
    looks.collect()
}

fn look_of(
    (review, asked_by, asked_as, asked_at, message, told): Row,
) -> Result<SecondLook, CorruptRow> {
    let corrupt = |column| CorruptRow::new("second_looks", column, review.0);
    let message = message.map(Message::from_stored).transpose();
    Ok(SecondLook {
        review: ReviewId::from_uuid(review.0),
        told: told.try_into()?,
        asked_by: AccountId::from_uuid(asked_by.0),
        asked_as: Speaking::from_number(asked_as).ok_or_else(|| corrupt("asked_as"))?,
        asked_at: asked_at.0,
        message: message.map_err(|_unreadable| corrupt("message"))?,
    })
}
