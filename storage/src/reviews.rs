//! Reviews with their live claim and approvals. The order of the queue is in `queue`.

use diesel::prelude::*;
use domain::post::Authors;
use domain::publication::{Approval, Subject};
use domain::{
    AccountId, ClaimId, ContentHash, DecisionId, GroupId, Language, PostId, ReviewId, RevisionId,
    Risks, TopicId,
};
use moderation::Lane;
use moderation::review::{Claim, DecisionKind, Review, ReviewState, Themes, Triage, queue_key};

use crate::codes::{Coded as _, review_state as code};
use crate::revisions::hash_of;
use crate::schema::{claims, decisions, review_topics, reviews, reviews_given_back, revisions};
use crate::tx::{locked, optional, run};
use crate::types::{At, Key, key};
use crate::{CorruptRow, StorageError, Tx, alarms, posts, words};

#[derive(Queryable, Selectable)]
#[diesel(table_name = reviews)]
struct ReviewRow {
    id: Key,
    post_id: Key,
    revision_id: Key,
    content_hash: Vec<u8>,
    group_id: Key,
    lane: i16,
    score: i16,
    themes: i16,
    waiting_since: At,
    state: i16,
    closed_by: Option<Key>,
    closed_at: Option<At>,
    not_by: Option<Key>,
    nor_by: Option<Key>,
    escalated: i16,
    asked_at: Option<At>,
    /// It is of the revision, and in a statement of its own there: a lock on a review must not lock that too.
    #[diesel(select_expression = risks(), select_expression_type = RisksOf)]
    risks: i16,
}

type Of<Column> = diesel::dsl::Eq<revisions::id, Column>;
type RisksOf = diesel::dsl::AssumeNotNull<
    diesel::dsl::SingleValue<
        diesel::dsl::Select<
            diesel::dsl::Filter<revisions::table, Of<reviews::revision_id>>,
            revisions::risks,
        >,
    >,
>;

fn risks() -> RisksOf {
    let revision = revisions::table.filter(revisions::id.eq(reviews::revision_id));
    let risks = revision.select(revisions::risks);
    risks.single_value().assume_not_null()
}

type ClaimRow = (Key, Key, At, At);
type HeldRow = (ReviewRow, Option<ClaimRow>);

/// Reviews with their live claims, in one statement: between two of them another transaction may end the claim and change the state.
macro_rules! held {
    ($which:expr) => {
        reviews::table
            .left_join(
                claims::table.on(claims::review_id
                    .eq(reviews::id)
                    .and(claims::ended_at.is_null())),
            )
            .filter($which)
            .select((
                ReviewRow::as_select(),
                (
                    claims::id,
                    claims::moderator_id,
                    claims::claimed_at,
                    claims::held_until,
                )
                    .nullable(),
            ))
    };
}

/// Stores a review that was just opened.
pub async fn insert(
    tx: &mut Tx,
    review: &Review,
    language: Language,
    topics: &[TopicId],
) -> Result<(), StorageError> {
    let mut before = review.subject.decided_before.iter().copied();
    run!(
        tx,
        execute,
        diesel::insert_into(reviews::table).values((
            reviews::id.eq(key(review.id)),
            reviews::post_id.eq(key(review.post)),
            reviews::revision_id.eq(key(review.revision)),
            reviews::content_hash.eq(review.content_hash.as_bytes().as_slice()),
            reviews::group_id.eq(key(review.subject.group)),
            reviews::language.eq(language.number()),
            reviews::lane.eq(review.triage.lane.number()),
            reviews::score.eq(i16::from(review.triage.score)),
            reviews::themes.eq(review.triage.themes.number()),
            reviews::waiting_since.eq(At(review.waiting_since)),
            reviews::queue_key.eq(At(queue_key(review.triage, review.waiting_since))),
            reviews::alarm_at.eq(At(alarms::first(review))),
            reviews::state.eq(code::WAITING),
            reviews::not_by.eq(before.next().map(key)),
            reviews::nor_by.eq(before.next().map(key)),
            reviews::escalated.eq(i16::from(review.subject.escalated)),
            reviews::asked_at.eq(review.asked_at.map(At)),
            reviews::shown_at.eq(review.asked_at.map(At)),
        ))
    )?;
    for topic in topics {
        run!(
            tx,
            execute,
            diesel::insert_into(review_topics::table).values((
                review_topics::review_id.eq(key(review.id)),
                review_topics::topic_id.eq(key(*topic)),
            ))
        )?;
    }
    Ok(())
}

/// Stores where a review is. Claims have their own table, see `claims`.
pub async fn store_state(tx: &mut Tx, review: &Review) -> Result<(), StorageError> {
    let (state, closed_by, closed_at) = match review.state {
        ReviewState::Waiting => (code::WAITING, None, None),
        ReviewState::Claimed(_) => (code::CLAIMED, None, None),
        ReviewState::Decided { by, at } => (code::DECIDED, Some(by), Some(at)),
        ReviewState::Withdrawn { at } => (code::WITHDRAWN, None, Some(at)),
        ReviewState::Superseded { at } => (code::SUPERSEDED, None, Some(at)),
    };
    run!(
        tx,
        execute,
        diesel::update(reviews::table.find(key(review.id))).set((
            reviews::state.eq(state),
            reviews::closed_by.eq(closed_by.map(key)),
            reviews::closed_at.eq(closed_at.map(At)),
        ))
    )?;
    Ok(())
}

/// Stores whether co-authors are asked about a review, and its place in line. That they were shown it stays.
pub async fn store_asked(tx: &mut Tx, review: &Review) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::update(reviews::table.find(key(review.id))).set((
            reviews::asked_at.eq(review.asked_at.map(At)),
            review.asked_at.map(|at| reviews::shown_at.eq(At(at))),
            reviews::waiting_since.eq(At(review.waiting_since)),
            reviews::queue_key.eq(At(queue_key(review.triage, review.waiting_since))),
            reviews::alarm_at.eq(At(alarms::first(review))),
        ))
    )?;
    Ok(())
}

/// Stores that a review is with the safeguarding leads, and with it everything else that was sent of its post: what was read before may say
/// the same. Who gave it back before may be one of those who read it now.
pub async fn store_escalated(tx: &mut Tx, review: &Review) -> Result<(), StorageError> {
    store_state(tx, review).await?;
    if review.is_open() {
        store_asked(tx, review).await?;
    }
    run!(
        tx,
        execute,
        diesel::update(reviews::table.filter(reviews::post_id.eq(key(review.post))))
            .set(reviews::escalated.eq(1))
    )?;
    let of_post = reviews::table.filter(reviews::post_id.eq(key(review.post)));
    let given_back = reviews_given_back::review_id.eq_any(of_post.select(reviews::id));
    run!(
        tx,
        execute,
        diesel::delete(reviews_given_back::table.filter(given_back))
    )?;
    Ok(())
}

/// Whether these bytes of a post were handed to the safeguarding leads.
pub async fn was_escalated(
    tx: &mut Tx,
    post: PostId,
    hash: ContentHash,
) -> Result<bool, StorageError> {
    let found = optional!(
        tx,
        Key,
        reviews::table
            .filter(reviews::post_id.eq(key(post)))
            .filter(reviews::content_hash.eq(hash.as_bytes().as_slice()))
            .filter(reviews::escalated.eq(1))
            .select(reviews::id)
            .limit(1)
    )?;
    Ok(found.is_some())
}

/// The review of the newest revision of a post.
pub async fn newest_of(tx: &mut Tx, post: PostId) -> Result<Option<Review>, StorageError> {
    let newest = optional!(
        tx,
        Key,
        revisions::table
            .filter(revisions::post_id.eq(key(post)))
            .order(revisions::number.desc())
            .select(revisions::id)
            .limit(1)
    )?;
    match newest {
        Some(newest) => of_revision(tx, RevisionId::from_uuid(newest.0)).await,
        None => Ok(None),
    }
}

/// The review, locked until the transaction ends. Lock its post first where the post changes too.
pub async fn lock(tx: &mut Tx, id: ReviewId) -> Result<Option<Review>, StorageError> {
    let row = locked!(
        tx,
        ReviewRow,
        reviews::table.find(key(id)).select(ReviewRow::as_select())
    )?;
    with_claim(tx, row).await
}

/// The review as it was last stored.
pub async fn get(tx: &mut Tx, id: ReviewId) -> Result<Option<Review>, StorageError> {
    let row = optional!(tx, HeldRow, held!(reviews::id.eq(key(id))))?;
    with_parts(tx, row).await
}

/// The post that a review belongs to, so that it can be locked first.
pub async fn post_of(tx: &mut Tx, id: ReviewId) -> Result<Option<PostId>, StorageError> {
    let post = optional!(
        tx,
        Key,
        reviews::table.find(key(id)).select(reviews::post_id)
    )?;
    Ok(post.map(|post| PostId::from_uuid(post.0)))
}

/// The open review of a post, locked until the transaction ends. The post is locked by the caller.
pub async fn lock_open(tx: &mut Tx, post: PostId) -> Result<Option<Review>, StorageError> {
    let row = locked!(
        tx,
        ReviewRow,
        reviews::table
            .filter(reviews::post_id.eq(key(post)))
            .filter(code::is_open())
            .select(ReviewRow::as_select())
    )?;
    with_claim(tx, row).await
}

/// The open review of a post, if it has one.
pub async fn open_of(tx: &mut Tx, post: PostId) -> Result<Option<Review>, StorageError> {
    let open = reviews::post_id.eq(key(post)).and(code::is_open());
    let row = optional!(tx, HeldRow, held!(open))?;
    with_parts(tx, row).await
}

/// The review of a revision.
pub async fn of_revision(
    tx: &mut Tx,
    revision: RevisionId,
) -> Result<Option<Review>, StorageError> {
    let row = optional!(tx, HeldRow, held!(reviews::revision_id.eq(key(revision))))?;
    with_parts(tx, row).await
}

/// The review of a row that is locked, and with it its claim.
async fn with_claim(tx: &mut Tx, row: Option<ReviewRow>) -> Result<Option<Review>, StorageError> {
    let Some(row) = row else { return Ok(None) };
    let claim = if row.state == code::CLAIMED {
        live_claim(tx, row.id).await?
    } else {
        None
    };
    with_parts(tx, Some((row, claim))).await
}

async fn with_parts(tx: &mut Tx, row: Option<HeldRow>) -> Result<Option<Review>, StorageError> {
    let Some((row, claim)) = row else {
        return Ok(None);
    };
    let claim = claim.map(claim_of);
    let approvals = approvals(tx, row.revision_id).await?;
    let post = PostId::from_uuid(row.post_id.0);
    let authors = posts::authors(tx, post).await?;
    let mut review = review_of(&row, authors, claim, approvals)?;
    let hash = review.content_hash;
    review.unsigned = words::unsigned(tx, (post, hash), &review.subject.authors).await?;
    Ok(Some(review))
}

async fn live_claim(tx: &mut Tx, review: Key) -> Result<Option<ClaimRow>, StorageError> {
    optional!(
        tx,
        ClaimRow,
        claims::table
            .filter(claims::review_id.eq(review))
            .filter(claims::ended_at.is_null())
            .select((
                claims::id,
                claims::moderator_id,
                claims::claimed_at,
                claims::held_until
            ))
    )
}

fn claim_of((id, by, since, until): ClaimRow) -> Claim {
    Claim {
        id: ClaimId::from_uuid(id.0),
        by: AccountId::from_uuid(by.0),
        since: since.0,
        until: until.0,
    }
}

async fn approvals(tx: &mut Tx, revision: Key) -> Result<Vec<Approval>, StorageError> {
    let rows: Vec<(Key, Key, Vec<u8>, i16)> = run!(
        tx,
        load,
        decisions::table
            .filter(decisions::revision_id.eq(revision))
            .filter(decisions::kind.eq(DecisionKind::Approve.number()))
            .order((decisions::decided_at, decisions::id))
            .select((
                decisions::id,
                decisions::decided_by,
                decisions::content_hash,
                decisions::as_lead
            ))
    )?;
    rows.into_iter()
        .map(|(id, by, hash, as_lead)| {
            let hash = hash_of(&hash, "decisions", id.0)?;
            let (decision, by) = (DecisionId::from_uuid(id.0), AccountId::from_uuid(by.0));
            Ok(Approval::from_stored(decision, by, hash, as_lead == 1))
        })
        .collect()
}

fn review_of(
    row: &ReviewRow,
    authors: Authors,
    claim: Option<Claim>,
    approvals: Vec<Approval>,
) -> Result<Review, CorruptRow> {
    let corrupt = |column| CorruptRow::new("reviews", column, row.id.0);
    let at = row.closed_at.map(|at| at.0);
    let closed = || at.ok_or_else(|| corrupt("closed_at"));
    let state = match row.state {
        code::WAITING => ReviewState::Waiting,
        code::CLAIMED => ReviewState::Claimed(claim.ok_or_else(|| corrupt("state"))?),
        code::DECIDED => {
            let by = row.closed_by.ok_or_else(|| corrupt("closed_by"))?;
            ReviewState::Decided {
                by: DecisionId::from_uuid(by.0),
                at: closed()?,
            }
        }
        code::WITHDRAWN => ReviewState::Withdrawn { at: closed()? },
        code::SUPERSEDED => ReviewState::Superseded { at: closed()? },
        _ => return Err(corrupt("state")),
    };
    let triage = Triage {
        lane: Lane::from_number(row.lane).ok_or_else(|| corrupt("lane"))?,
        themes: Themes::from_number(row.themes).ok_or_else(|| corrupt("themes"))?,
        score: u8::try_from(row.score).map_err(|_negative| corrupt("score"))?,
        risks: Risks::from_number(row.risks)
            .ok_or_else(|| CorruptRow::new("revisions", "risks", row.revision_id.0))?,
    };
    Ok(Review {
        id: ReviewId::from_uuid(row.id.0),
        post: PostId::from_uuid(row.post_id.0),
        revision: RevisionId::from_uuid(row.revision_id.0),
        content_hash: hash_of(&row.content_hash, "reviews", row.id.0)?,
        subject: Subject {
            authors,
            group: GroupId::from_uuid(row.group_id.0),
            decided_before: row
                .not_by
                .into_iter()
                .chain(row.nor_by)
                .map(|by| AccountId::from_uuid(by.0))
                .collect(),
            escalated: row.escalated == 1,
        },
        triage,
        waiting_since: row.waiting_since.0,
        unsigned: Vec::new(),
        asked_at: row.asked_at.map(|at| at.0),
        approvals,
        state,
    })
}
