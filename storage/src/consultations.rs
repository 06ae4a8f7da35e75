//! What whoever holds a review asks a colleague about it, and what the colleague answers. It is part of the review: whoever may read that reads this.

use diesel::prelude::*;
use domain::text::Message;
use domain::{AccountId, ConsultationId, PostId, ReviewId, Timestamp};

use crate::codes::review_state;
use crate::schema::{consultations, reviews};
use crate::tx::{locked, optional, run};
use crate::types::{At, Key, key};
use crate::{CorruptRow, StorageError, Tx};

/// A question to a colleague about a review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consultation {
    /// The id.
    pub id: ConsultationId,
    /// The review that it is about.
    pub review: ReviewId,
    /// Who asked.
    pub asked_by: AccountId,
    /// Who was asked.
    pub colleague: AccountId,
    /// What was asked.
    pub question: Message,
    /// When.
    pub asked_at: Timestamp,
    /// What was answered, and when.
    pub answer: Option<(Message, Timestamp)>,
}

/// Stores a question that was just asked.
pub async fn insert(tx: &mut Tx, new: &Consultation) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::insert_into(consultations::table).values((
            consultations::id.eq(key(new.id)),
            consultations::review_id.eq(key(new.review)),
            consultations::asked_by.eq(key(new.asked_by)),
            consultations::colleague_id.eq(key(new.colleague)),
            consultations::question.eq(new.question.as_str()),
            consultations::asked_at.eq(At(new.asked_at)),
        ))
    )?;
    Ok(())
}

/// Stores the answer. The database refuses a second one.
pub async fn answer(
    tx: &mut Tx,
    id: ConsultationId,
    answer: &Message,
    at: Timestamp,
) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::update(consultations::table.find(key(id))).set((
            consultations::answer.eq(Some(answer.as_str())),
            consultations::answered_at.eq(Some(At(at))),
        ))
    )?;
    Ok(())
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = consultations)]
struct Row {
    id: Key,
    review_id: Key,
    asked_by: Key,
    colleague_id: Key,
    question: String,
    asked_at: At,
    answer: Option<String>,
    answered_at: Option<At>,
}

impl TryFrom<Row> for Consultation {
    type Error = CorruptRow;

    fn try_from(row: Row) -> Result<Self, CorruptRow> {
        let corrupt = |column| CorruptRow::new("consultations", column, row.id.0);
        let answer = row.answer.map(Message::from_stored).transpose();
        let answer = answer.map_err(|_unreadable| corrupt("answer"))?;
        Ok(Self {
            id: ConsultationId::from_uuid(row.id.0),
            review: ReviewId::from_uuid(row.review_id.0),
            asked_by: AccountId::from_uuid(row.asked_by.0),
            colleague: AccountId::from_uuid(row.colleague_id.0),
            question: Message::from_stored(row.question)
                .map_err(|_unreadable| corrupt("question"))?,
            asked_at: row.asked_at.0,
            answer: answer.zip(row.answered_at.map(|at| at.0)),
        })
    }
}

/// The review that one is about, so that it can be locked first.
pub async fn review_of(tx: &mut Tx, id: ConsultationId) -> Result<Option<ReviewId>, StorageError> {
    let review = optional!(
        tx,
        Key,
        consultations::table
            .find(key(id))
            .select(consultations::review_id)
    )?;
    Ok(review.map(|review| ReviewId::from_uuid(review.0)))
}

/// One of them, locked until the transaction ends. Its review is locked by the caller.
pub async fn lock(tx: &mut Tx, id: ConsultationId) -> Result<Option<Consultation>, StorageError> {
    let row = locked!(
        tx,
        Row,
        consultations::table.find(key(id)).select(Row::as_select())
    )?;
    Ok(row.map(Consultation::try_from).transpose()?)
}

/// One of them.
pub async fn get(tx: &mut Tx, id: ConsultationId) -> Result<Option<Consultation>, StorageError> {
    let row = optional!(
        tx,
        Row,
        consultations::table.find(key(id)).select(Row::as_select())
    )?;
    Ok(row.map(Consultation::try_from).transpose()?)
}

/// How much was asked about a review.
pub async fn count_of(tx: &mut Tx, review: ReviewId) -> Result<i64, StorageError> {
    run!(
        tx,
        get_result,
        consultations::table
            .filter(consultations::review_id.eq(key(review)))
            .count()
    )
}

/// What was asked about a post, this review's and earlier ones', the oldest first, so many at most; of what was escalated only where it is asked for.
pub async fn of_post(
    tx: &mut Tx,
    post: PostId,
    with_escalated: bool,
    most: i64,
) -> Result<Vec<Consultation>, StorageError> {
    let lines: Vec<i16> = if with_escalated { vec![0, 1] } else { vec![0] };
    let rows: Vec<Row> = run!(
        tx,
        load,
        consultations::table
            .inner_join(reviews::table.on(reviews::id.eq(consultations::review_id)))
            .filter(reviews::post_id.eq(key(post)))
            .filter(reviews::escalated.eq_any(lines))
            .order((consultations::asked_at, consultations::id))
            .limit(most)
            .select(Row::as_select())
    )?;
    read(rows)
}

/// What a colleague was asked and did not answer, about what waits still in one line or the other, or both; the oldest first, so many at most.
pub async fn unanswered(
    tx: &mut Tx,
    colleague: AccountId,
    escalated: &[bool],
    most: i64,
) -> Result<Vec<Consultation>, StorageError> {
    let lines: Vec<i16> = escalated.iter().copied().map(i16::from).collect();
    let rows: Vec<Row> = run!(
        tx,
        load,
        consultations::table
            .filter(consultations::colleague_id.eq(key(colleague)))
            .filter(consultations::answered_at.is_null())
            // With the row's own key and no join: PostgreSQL would begin with every open review.
            .filter(
                consultations::review_id.eq_any(
                    reviews::table
                        .filter(reviews::id.eq(consultations::review_id))
                        .filter(review_state::is_open())
                        .filter(reviews::escalated.eq_any(lines.clone()))
                        .select(reviews::id),
                ),
            )
            .order((consultations::asked_at, consultations::id))
            .limit(most)
            .select(Row::as_select())
    )?;
    read(rows)
}

fn read(rows: Vec<Row>) -> Result<Vec<Consultation>, StorageError> {
    let read: Result<_, CorruptRow> = rows.into_iter().map(Consultation::try_from).collect();
    Ok(read?)
}
