//! Claims: who held which review from when to when. At most one is live for each review, and an index says so.

use diesel::prelude::*;
use domain::{AccountId, ReviewId, Timestamp};
use moderation::review::Claim;

use crate::codes::review_state;
use crate::schema::{claims, reviews, reviews_given_back};
use crate::tx::{free, optional, run};
use crate::types::{At, Key, key};
use crate::{StorageError, Tx};

/// How a claim ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The holder decided.
    Decided,
    /// The submission was withdrawn or superseded.
    Closed,
}

impl Ending {
    const fn number(self) -> i16 {
        match self {
            Self::Decided => 1,
            Self::Closed => 2,
        }
    }
}

/// Stores a claim that was just taken. A second live one is a [`StorageError::Conflict`].
pub async fn insert(tx: &mut Tx, review: ReviewId, claim: &Claim) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::insert_into(claims::table).values((
            claims::id.eq(key(claim.id)),
            claims::review_id.eq(key(review)),
            claims::moderator_id.eq(key(claim.by)),
            claims::claimed_at.eq(At(claim.since)),
            claims::held_until.eq(At(claim.until)),
        ))
    )?;
    Ok(())
}

/// Stores until when a claim is held now.
pub async fn renew(tx: &mut Tx, claim: &Claim) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::update(claims::table.find(key(claim.id)))
            .set(claims::held_until.eq(At(claim.until)))
    )?;
    Ok(())
}

/// Ends the live claim of a review, if there is one.
pub async fn end(
    tx: &mut Tx,
    review: ReviewId,
    ending: Ending,
    at: Timestamp,
) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::update(
            claims::table
                .filter(claims::review_id.eq(key(review)))
                .filter(claims::ended_at.is_null())
        )
        .set((
            claims::ended_at.eq(At(at)),
            claims::ending.eq(ending.number())
        ))
    )?;
    Ok(())
}

/// Forgets the live or lapsed claim of a review: nothing says later that somebody had it and did not decide.
pub async fn forget(tx: &mut Tx, review: ReviewId) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::delete(
            claims::table
                .filter(claims::review_id.eq(key(review)))
                .filter(claims::ended_at.is_null())
        )
    )?;
    Ok(())
}

/// Forgets the live claim of a review that its holder gave back or handed over. Until
/// `rests_until` the review is not offered to them.
pub async fn give_back(
    tx: &mut Tx,
    review: ReviewId,
    by: AccountId,
    rests_until: Timestamp,
) -> Result<(), StorageError> {
    forget(tx, review).await?;
    let rests = reviews_given_back::rests_until.eq(At(rests_until));
    run!(
        tx,
        execute,
        diesel::insert_into(reviews_given_back::table)
            .values((
                reviews_given_back::account_id.eq(key(by)),
                reviews_given_back::review_id.eq(key(review)),
                rests,
            ))
            .on_conflict((
                reviews_given_back::account_id,
                reviews_given_back::review_id
            ))
            .do_update()
            .set(rests)
    )?;
    Ok(())
}

/// Whether somebody gave a review back a short while before `now`.
pub async fn is_resting(
    tx: &mut Tx,
    review: ReviewId,
    account: AccountId,
    now: Timestamp,
) -> Result<bool, StorageError> {
    let found = optional!(
        tx,
        Key,
        reviews_given_back::table
            .find((key(account), key(review)))
            .filter(reviews_given_back::rests_until.gt(At(now)))
            .select(reviews_given_back::review_id)
    )?;
    Ok(found.is_some())
}

/// Forgets who gave what back, once it rested until `now`. Tells how many rows there were.
pub async fn purge_given_back(tx: &mut Tx, now: Timestamp) -> Result<usize, StorageError> {
    let over = reviews_given_back::rests_until.le(At(now));
    run!(
        tx,
        execute,
        diesel::delete(reviews_given_back::table.filter(over))
    )
}

/// Forgets the claims that lapsed before `now`, as those that were given back, and puts their reviews back in line; tells which. Nothing waits for
/// this: a lapsed claim is no claim for anybody who looks, it only has to be gone before the index is asked.
/// Reviews that another transaction is working on are left to it, or to the next call.
pub async fn end_lapsed(
    tx: &mut Tx,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<ReviewId>, StorageError> {
    let rows: Vec<(Key, Key)> = run!(
        tx,
        load,
        claims::table
            .filter(claims::ended_at.is_null())
            .filter(claims::held_until.le(At(now)))
            .order(claims::held_until)
            .select((claims::id, claims::review_id))
            .limit(limit)
    )?;
    let mut lapsed = Vec::with_capacity(rows.len());
    for (claim, review) in rows {
        if end_one_lapsed(tx, claim, review, now).await? {
            lapsed.push(ReviewId::from_uuid(review.0));
        }
    }
    Ok(lapsed)
}

/// Locks the review before the claim, as everybody does, so that nobody waits in a circle. The claim is asked again:
/// on PostgreSQL the holder may have renewed it or decided in between.
async fn end_one_lapsed(
    tx: &mut Tx,
    claim: Key,
    review: Key,
    now: Timestamp,
) -> Result<bool, StorageError> {
    let free = free!(tx, Key, reviews::table.find(review).select(reviews::id))?;
    if free.is_none() {
        return Ok(false);
    }
    let ended = run!(
        tx,
        execute,
        diesel::delete(
            claims::table
                .find(claim)
                .filter(claims::ended_at.is_null())
                .filter(claims::held_until.le(At(now)))
        )
    )?;
    if ended == 1 {
        run!(
            tx,
            execute,
            diesel::update(
                reviews::table
                    .find(review)
                    .filter(reviews::state.eq(review_state::CLAIMED))
            )
            .set(reviews::state.eq(review_state::WAITING))
        )?;
    }
    Ok(ended == 1)
}
