//! What authors see of their submissions: the newest revision of each post, or all of one, where its review is, and the decisions
//! once it is settled. Never who decided, and no lane or finding.

use std::collections::BTreeSet;

use diesel::dsl::{exists, not};
use diesel::prelude::*;
use domain::post::Word;
use domain::text::Title;
use domain::{AccountId, ContentHash, PostId, ReviewId, RevisionId, Timestamp};
use moderation::review::DecisionKind;

use crate::codes::{Coded as _, revision_state as code};
use crate::decisions::{self, StoredDecision};
use crate::revisions::hash_of;
use crate::schema::{co_author_words, post_authors, reviews, revisions};
use crate::second_looks::{self, SecondLook};
use crate::tx::run;
use crate::types::{At, Key, key, keys};
use crate::{CorruptRow, StorageError, Tx};

/// What became of a submission, as authors are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SubmissionState {
    /// It waits for an adult, or for the second of two.
    Pending,
    /// It waits for the word of a co-author; an adult may have to read it before they do.
    AwaitsCoAuthors,
    /// It was approved.
    Approved,
    /// An adult asked for changes.
    ChangesRequested,
    /// An adult declined it.
    Declined,
    /// An author took it back.
    Withdrawn,
    /// The authors submitted a newer one.
    Superseded,
    /// It was approved, and an adult took it down afterwards.
    TakenDown,
}

/// A submission of a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// The post.
    pub post: PostId,
    /// The revision that was submitted.
    pub revision: RevisionId,
    /// Its review.
    pub review: ReviewId,
    /// Which submission of the post it is, counted from 1.
    pub number: i32,
    /// The headline that was submitted; a comment has none.
    pub title: Option<Title>,
    /// The hash of what was submitted.
    pub content_hash: ContentHash,
    /// When.
    pub submitted_at: Timestamp,
    /// What became of it.
    pub state: SubmissionState,
    /// When it was settled.
    pub settled_at: Option<Timestamp>,
    /// The decisions that settled it; none while it is pending or when authors settled it, so that a first of two
    /// approvals does not show.
    pub decisions: Vec<StoredDecision>,
    /// Who asked for it, where it is a second look.
    pub second_look: Option<SecondLook>,
}

type SubmissionRow = (
    Key,
    Key,
    Key,
    i32,
    Option<String>,
    Vec<u8>,
    At,
    i16,
    Option<At>,
    (Option<Key>, Option<Key>),
    bool,
);

/// Whether a co-author has not said yes to a revision.
macro_rules! is_unsigned {
    () => {
        exists(
            post_authors::table
                .filter(post_authors::post_id.eq(revisions::post_id))
                .filter(post_authors::position.gt(0_i16))
                .filter(not(exists(
                    co_author_words::table
                        .filter(co_author_words::post_id.eq(post_authors::post_id))
                        .filter(co_author_words::content_hash.eq(revisions::content_hash))
                        .filter(co_author_words::account_id.eq(post_authors::account_id))
                        .filter(co_author_words::word.eq(Word::Agrees.number())),
                ))),
        )
    };
}

/// Revisions with their reviews.
macro_rules! submitted {
    () => {
        revisions::table
            .inner_join(reviews::table.on(reviews::revision_id.eq(revisions::id)))
            .select((
                revisions::post_id,
                revisions::id,
                reviews::id,
                revisions::number,
                revisions::title,
                revisions::content_hash,
                revisions::submitted_at,
                revisions::state,
                revisions::settled_at,
                (revisions::approval_id, revisions::second_approval_id),
                is_unsigned!(),
            ))
    };
}

/// The newest submission of each of the posts that has one, in no particular order.
pub async fn newest_of(tx: &mut Tx, posts: &[PostId]) -> Result<Vec<Submission>, StorageError> {
    if posts.is_empty() {
        return Ok(vec![]);
    }
    let rows: Vec<SubmissionRow> = run!(tx, load, {
        let newer = diesel::alias!(revisions as newer);
        submitted!()
            .filter(revisions::post_id.eq_any(keys(posts)))
            .filter(not(exists(
                newer
                    .filter(newer.field(revisions::post_id).eq(revisions::post_id))
                    .filter(newer.field(revisions::number).gt(revisions::number)),
            )))
    })?;
    with_decisions(tx, rows).await
}

/// The submissions that some revisions are, in no order.
pub async fn of_revisions(
    tx: &mut Tx,
    revisions: &[RevisionId],
) -> Result<Vec<Submission>, StorageError> {
    if revisions.is_empty() {
        return Ok(vec![]);
    }
    let ids = keys(revisions);
    let rows: Vec<SubmissionRow> = run!(tx, load, submitted!().filter(revisions::id.eq_any(ids)))?;
    with_decisions(tx, rows).await
}

/// How what somebody wrote ended, in numbers of texts: each counts once, by what was decided last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Outcomes {
    /// It was approved, whether it is public now or not.
    pub approved: i64,
    /// Changes were asked for.
    pub returned: i64,
    /// It was declined, or taken down and nobody put it back.
    pub declined: i64,
}

/// How what somebody submitted ended so far. What waits counts nowhere, whoever it waits for.
pub async fn outcomes_of(tx: &mut Tx, by: AccountId) -> Result<Outcomes, StorageError> {
    let rows: Vec<(i16, i64)> = run!(tx, load, {
        let newer = diesel::alias!(revisions as newer);
        revisions::table
            .filter(revisions::submitted_by.eq(key(by)))
            .filter(not(exists(
                newer
                    .filter(newer.field(revisions::post_id).eq(revisions::post_id))
                    .filter(newer.field(revisions::number).gt(revisions::number)),
            )))
            .group_by(revisions::state)
            .select((revisions::state, diesel::dsl::count_star()))
    })?;
    let of = |state| {
        let found = rows.iter().find(|(ended, _)| *ended == state);
        found.map_or(0, |(_, count)| *count)
    };
    Ok(Outcomes {
        approved: of(code::APPROVED),
        returned: of(code::CHANGES_REQUESTED),
        declined: of(code::DECLINED),
    })
}

/// Every submission of a post, the newest first: at most so many.
pub async fn of_post(
    tx: &mut Tx,
    post: PostId,
    most: i64,
) -> Result<Vec<Submission>, StorageError> {
    let rows: Vec<SubmissionRow> = run!(
        tx,
        load,
        submitted!()
            .filter(revisions::post_id.eq(key(post)))
            .order(revisions::number.desc())
            .limit(most)
    )?;
    with_decisions(tx, rows).await
}

/// The submissions of some rows, with what was decided on each and who asked for it.
async fn with_decisions(
    tx: &mut Tx,
    rows: Vec<SubmissionRow>,
) -> Result<Vec<Submission>, StorageError> {
    // Of what the leads approved, nobody learns who had approved it before.
    let counted: BTreeSet<Key> = rows
        .iter()
        .flat_map(|(.., (first, second), _)| [*first, *second])
        .flatten()
        .collect();
    let mut found = rows
        .into_iter()
        .map(|row| submission_of(row).map_err(StorageError::from))
        .collect::<Result<Vec<Submission>, _>>()?;
    let settled: Vec<RevisionId> = found
        .iter()
        .filter(|submission| deciding(submission.state).is_some())
        .map(|submission| submission.revision)
        .collect();
    let reviews: Vec<ReviewId> = found.iter().map(|submission| submission.review).collect();
    for look in second_looks::of_reviews(tx, &reviews).await? {
        let mut submissions = found.iter_mut();
        if let Some(submission) = submissions.find(|submission| submission.review == look.review) {
            submission.second_look = Some(look);
        }
    }
    for (revision, decision) in decisions::of_revisions(tx, &settled).await? {
        if let Some(submission) = found
            .iter_mut()
            .find(|submission| submission.revision == revision)
            && deciding(submission.state) == Some(decision.kind)
            && (decision.kind != DecisionKind::Approve || counted.contains(&key(decision.id)))
        {
            submission.decisions.push(decision);
        }
    }
    Ok(found)
}

/// The kind of the decisions that led to a state.
const fn deciding(state: SubmissionState) -> Option<DecisionKind> {
    match state {
        SubmissionState::Approved | SubmissionState::TakenDown => Some(DecisionKind::Approve),
        SubmissionState::ChangesRequested => Some(DecisionKind::RequestChanges),
        SubmissionState::Declined => Some(DecisionKind::Decline),
        SubmissionState::Pending
        | SubmissionState::AwaitsCoAuthors
        | SubmissionState::Withdrawn
        | SubmissionState::Superseded => None,
    }
}

fn submission_of(row: SubmissionRow) -> Result<Submission, CorruptRow> {
    let (
        post,
        id,
        review,
        number,
        title,
        hash,
        submitted_at,
        state,
        settled_at,
        _counted,
        is_unsigned,
    ) = row;
    let corrupt = |column| CorruptRow::new("revisions", column, id.0);
    Ok(Submission {
        post: PostId::from_uuid(post.0),
        revision: RevisionId::from_uuid(id.0),
        review: ReviewId::from_uuid(review.0),
        number,
        title: title
            .map(Title::from_stored)
            .transpose()
            .map_err(|_unreadable| corrupt("title"))?,
        content_hash: hash_of(&hash, "revisions", id.0)?,
        submitted_at: submitted_at.0,
        state: match state_of(state).ok_or_else(|| corrupt("state"))? {
            SubmissionState::Pending if is_unsigned => SubmissionState::AwaitsCoAuthors,
            state => state,
        },
        settled_at: settled_at.map(|at| at.0),
        decisions: vec![],
        second_look: None,
    })
}

const fn state_of(number: i16) -> Option<SubmissionState> {
    Some(match number {
        code::PENDING => SubmissionState::Pending,
        code::APPROVED => SubmissionState::Approved,
        code::CHANGES_REQUESTED => SubmissionState::ChangesRequested,
        code::DECLINED => SubmissionState::Declined,
        code::WITHDRAWN => SubmissionState::Withdrawn,
        code::SUPERSEDED => SubmissionState::Superseded,
        code::TAKEN_DOWN => SubmissionState::TakenDown,
        _ => return None,
    })
}
