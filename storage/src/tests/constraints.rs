//! What must never happen is refused by the database itself, whatever the code above it tries (DESIGN 2 and 4).

mod co_authors;
mod comments;
mod consultations;
mod decisions_of_adults;
mod escalations;
mod notifications;
mod readers;
mod suggestions;
mod takedowns;
mod words_on_consent;

use diesel::prelude::*;
use domain::post::{Publication, Published};
use domain::text::Slug;
use domain::{Language, PostId, RevisionId};
use moderation::Lane;
use moderation::review::{Claim, DecisionKind, Restriction};

use crate::codes::{Coded as _, review_state, revision_state};
use crate::decisions::NewDecision;
use crate::schema::{
    decisions as decided, posts as post, reviews as review, revisions as revision,
};
use crate::testing::*;
use crate::tx::run;
use crate::types::{At, key};
use crate::{Db, StorageError, claims, decisions, posts, reviews};

/// Tries something with copies of some values, and expects the database to refuse it.
macro_rules! refused {
    ($db:expr, [$($copied:ident),*], $tx:ident => $body:expr) => {
        refused!($db, [$($copied),*], "", $tx => $body)
    };
    ($db:expr, [$($copied:ident),*], $why:expr, $tx:ident => $body:expr) => {{
        $(let $copied = $copied.clone();)*
        match writing!($db, $tx => { $body; }) {
            Err(StorageError::Constraint(why) | StorageError::Conflict(why)) => {
                assert!(why.contains($why), "{why}");
            }
            other => panic!("it was not refused: {other:?}"),
        }
    }};
}

pub(super) use refused;

/// Stores a submission that waits, of a panel.
async fn waiting(db: &Db, text: Text) -> Submission {
    writing!(db, tx => text.submit(tx).await?).unwrap()
}

async fn approved(db: &Db, text: Text) -> Submission {
    writing!(db, tx => {
        let mut submission = text.submit(tx).await?;
        submission.approve(tx, MODERATOR, minute(1)).await?;
        submission
    })
    .unwrap()
}

/// Points a post at a revision, past all rules.
async fn point(tx: &mut crate::Tx, post: PostId, revision: RevisionId) -> Outcome {
    let mut pointed = text(post.as_uuid().as_u128()).post();
    pointed.publication = Publication::Published(Published {
        revision,
        slug: Some(Slug::parse("an-address").unwrap()),
        first_on: day(3),
        revised_on: None,
    });
    posts::store_publication(tx, &pointed, Language::Spanish, &[]).await
}

#[tokio::test]
async fn a_post_never_points_to_a_revision_that_is_not_approved() {
    on_each(async |db| {
        panel(&db).await;
        waiting(&db, text(1)).await;
        refused!(db, [], tx => point(tx, post_id(1), revision_id(1)).await?);
        let mut declined = waiting(&db, text(2)).await;
        writing!(db, tx => declined.decline(tx, MODERATOR, minute(1)).await?).unwrap();
        refused!(db, [], tx => point(tx, post_id(2), revision_id(2)).await?);
        refused!(db, [], tx => point(tx, post_id(2), revision_id(99)).await?);
        let mut risky = waiting(
            &db,
            Text {
                lane: Lane::P0,
                ..text(3)
            },
        )
        .await;
        writing!(db, tx => risky.approve(tx, MODERATOR, minute(1)).await?).unwrap();
        refused!(db, [], tx => point(tx, post_id(3), revision_id(3)).await?);
    })
    .await;
}

#[tokio::test]
async fn a_post_never_points_to_the_approved_revision_of_another_post() {
    on_each(async |db| {
        panel(&db).await;
        waiting(&db, text(1)).await;
        approved(&db, text(2)).await;
        refused!(db, [], tx => point(tx, post_id(1), revision_id(2)).await?);
        writing!(db, tx => point(tx, post_id(2), revision_id(2)).await?).unwrap();
    })
    .await;
}

#[tokio::test]
async fn what_is_public_has_an_address_a_day_and_a_language_and_stays_approved() {
    on_each(async |db| {
        panel(&db).await;
        writing!(db, tx => published(tx, text(1), day(3)).await?).unwrap();
        let post = post::table.find(key(post_id(1)));
        refused!(db, [], tx => run!(tx, execute, diesel::update(post).set(post::slug.eq(None::<String>)))?);
        refused!(db, [], tx => run!(tx, execute, diesel::update(post).set(post::published_language.eq(None::<i16>)))?);
        let state = post::published_state.eq(revision_state::PENDING);
        refused!(db, [], tx => run!(tx, execute, diesel::update(post).set(state))?);
        let pending = (
            revision::state.eq(revision_state::PENDING),
            revision::approval_id.eq(None::<crate::types::Key>),
            revision::settled_at.eq(None::<At>),
        );
        let shown = revision::table.find(key(revision_id(1)));
        refused!(db, [], "settled once", tx => run!(tx, execute, diesel::update(shown).set(pending))?);
        refused!(db, [], tx => run!(tx, execute, diesel::delete(shown))?);
    })
    .await;
}

/// Marks a revision approved by these decisions, past all rules.
macro_rules! mark_approved {
    ($tx:expr, $n:expr, $first:expr, $second:expr) => {
        run!(
            $tx,
            execute,
            diesel::update(revision::table.find(key(revision_id($n)))).set((
                revision::state.eq(revision_state::APPROVED),
                revision::approval_id.eq($first.map(key)),
                revision::second_approval_id.eq($second.map(key)),
                revision::settled_at.eq(Some(At(minute(9)))),
            ))
        )?
    };
}

const NOBODY: Option<domain::DecisionId> = None;

#[tokio::test]
async fn a_revision_is_approved_only_by_an_approval_of_its_own_bytes() {
    on_each(async |db| {
        panel(&db).await;
        let first = waiting(&db, text(1)).await;
        let mut declined = waiting(&db, text(2)).await;
        let newer = text(1);
        writing!(db, tx => {
            newer.revise(tx, 9).await?;
            declined.decline(tx, MODERATOR, minute(1)).await?;
        })
        .unwrap();
        let approval = Some(first.decision(MODERATOR));
        refused!(db, [], tx => mark_approved!(tx, 1, NOBODY, NOBODY));
        refused!(db, [], tx => mark_approved!(tx, 1, approval, NOBODY));
        refused!(db, [], tx => mark_approved!(tx, 1, Some(decision_id(2 << 64 | MODERATOR)), NOBODY));
        writing!(db, tx => {
            let new = first.new_decision(MODERATOR, DecisionKind::Approve, minute(1));
            decisions::insert(tx, &new).await?;
        })
        .unwrap();
        refused!(db, [], tx => mark_approved!(tx, 9, approval, NOBODY));
        writing!(db, tx => mark_approved!(tx, 1, approval, NOBODY)).unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_refusal_never_counts_as_an_approval_nor_an_approval_as_a_refusal() {
    on_each(async |db| {
        panel(&db).await;
        let submission = waiting(&db, text(1)).await;
        let told = statement(Restriction::Declined, minute(1));
        writing!(db, tx => {
            let new = NewDecision {
                statement: Some((statement_id(1), &told)),
                ..submission.new_decision(MODERATOR, DecisionKind::Decline, minute(1))
            };
            decisions::insert(tx, &new).await?;
            let new = submission.new_decision(OTHER_MODERATOR, DecisionKind::Approve, minute(1));
            decisions::insert(tx, &new).await?;
        })
        .unwrap();
        let of = |moderator| Some(decision_id(1 << 64 | moderator));
        refused!(db, [], tx => mark_approved!(tx, 1, of(MODERATOR), NOBODY));
        let mark = |state: i16, kind: i16, by| {
            (
                revision::state.eq(state),
                revision::settled_by.eq(of(by).map(key)),
                revision::settled_kind.eq(Some(kind)),
                revision::settled_at.eq(Some(At(minute(9)))),
            )
        };
        let row = revision::table.find(key(revision_id(1)));
        let (declined, decline) = (revision_state::DECLINED, DecisionKind::Decline.number());
        let approve = DecisionKind::Approve.number();
        for wrong in [
            mark(declined, decline, OTHER_MODERATOR),
            mark(declined, approve, OTHER_MODERATOR),
            mark(revision_state::CHANGES_REQUESTED, decline, MODERATOR),
            mark(revision_state::WITHDRAWN, decline, MODERATOR),
        ] {
            refused!(db, [], tx => run!(tx, execute, diesel::update(row).set(wrong))?);
        }
        let right = mark(declined, decline, MODERATOR);
        writing!(db, tx => run!(tx, execute, diesel::update(row).set(right))?).unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_risky_revision_is_never_approved_by_one_adult() {
    on_each(async |db| {
        panel(&db).await;
        let mut risky = waiting(
            &db,
            Text {
                lane: Lane::P1,
                ..text(1)
            },
        )
        .await;
        let first = Some(risky.decision(MODERATOR));
        let second = Some(risky.decision(OTHER_MODERATOR));
        writing!(db, tx => risky.approve(tx, MODERATOR, minute(1)).await?).unwrap();
        refused!(db, [], tx => mark_approved!(tx, 1, first, NOBODY));
        refused!(db, [], tx => mark_approved!(tx, 1, first, first));
        refused!(db, [], tx => mark_approved!(tx, 1, first, second));
        refused!(db, [], tx => mark_approved!(tx, 1, NOBODY, first));
        let row = revision::table.find(key(revision_id(1)));
        refused!(db, [], "fewer adults", tx => {
            run!(tx, execute, diesel::update(row).set(revision::required_approvals.eq(1_i16)))?
        });
        refused!(db, [], "never rewritten", tx => {
            run!(tx, execute, diesel::update(row).set(revision::risks.eq(0_i16)))?
        });
        // Whether two have to approve follows from the risks, and from nothing else.
        waiting(&db, text(2)).await;
        let calm = revision::table.find(key(revision_id(2)));
        refused!(db, [], tx => {
            run!(tx, execute, diesel::update(calm).set(revision::required_approvals.eq(2_i16)))?
        });
    })
    .await;
}

#[tokio::test]
async fn a_post_has_one_open_review_and_a_revision_one_review() {
    on_each(async |db| {
        panel(&db).await;
        let mut submission = waiting(&db, text(1)).await;
        let newer = writing!(db, tx => text(1).revise(tx, 9).await?).unwrap();
        refused!(db, [newer], tx => text(1).open(tx, &newer).await?);
        writing!(db, tx => {
            submission.decline(tx, MODERATOR, minute(1)).await?;
            text(1).open(tx, &newer).await?;
        })
        .unwrap();
        let mut again = reading!(db, tx => reviews::get(tx, review_id(1)).await?).unwrap();
        again.id = review_id(99);
        refused!(db, [again], tx => reviews::insert(tx, &again, Language::Spanish, &[]).await?);
    })
    .await;
}

#[tokio::test]
async fn a_review_names_its_own_posts_revision_bytes_and_group() {
    on_each(async |db| {
        panel(&db).await;
        let right = writing!(db, tx => {
            text(2).submit(tx).await?;
            text(1).start(tx).await?;
            let revision = text(1).revise(tx, 1).await?;
            let untold = Text { topics: vec![], ..text(1) };
            let review = untold.open(tx, &revision).await?;
            let opened = review::table.find(key(review.id));
            run!(tx, execute, diesel::delete(opened))?;
            review
        })
        .unwrap();
        let open = async |wrong: moderation::review::Review| {
            refused!(db, [wrong], tx => reviews::insert(tx, &wrong, Language::Spanish, &[]).await?);
        };
        let mut wrong = right.clone();
        wrong.post = post_id(2);
        open(wrong).await;
        let mut wrong = right.clone();
        wrong.content_hash = domain::ContentHash::from_bytes([7; 32]);
        open(wrong).await;
        let mut wrong = right.clone();
        wrong.subject.group = group(SOUTH);
        open(wrong).await;
        writing!(db, tx => reviews::insert(tx, &right, Language::Spanish, &[]).await?).unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_review_has_one_live_claim() {
    on_each(async |db| {
        panel(&db).await;
        let mut submission = waiting(&db, text(1)).await;
        let claim = |n, moderator| Claim {
            id: claim_id(n),
            by: account(moderator),
            since: minute(1),
            until: minute(2),
        };
        writing!(db, tx => submission.claim(tx, MODERATOR, minute(1)).await?).unwrap();
        refused!(db, [], tx => claims::insert(tx, review_id(1), &claim(7, OTHER_MODERATOR)).await?);
        refused!(db, [], tx => claims::insert(tx, review_id(1), &claim(8, MODERATOR)).await?);
        writing!(db, tx => {
            claims::forget(tx, review_id(1)).await?;
            claims::insert(tx, review_id(1), &claim(9, OTHER_MODERATOR)).await?;
        })
        .unwrap();
    })
    .await;
}

#[tokio::test]
async fn nothing_of_a_revision_that_was_read_is_ever_rewritten() {
    on_each(async |db| {
        panel(&db).await;
        waiting(&db, text(1)).await;
        waiting(&db, text(2)).await;
        let row = revision::table.find(key(revision_id(1)));
        macro_rules! rewrite {
            ($($change:expr),+ $(,)?) => {$(
                refused!(db, [], "never rewritten", tx => run!(tx, execute, diesel::update(row).set($change))?);
            )+};
        }
        rewrite!(
            revision::title.eq("Other"),
            revision::summary.eq(Some("Other")),
            revision::source.eq("Other"),
            revision::html.eq("<p>Other</p>"),
            revision::language.eq(Language::Basque.number()),
            revision::authors.eq("[]"),
            revision::topics.eq("[]"),
            revision::links.eq("[\"other\"]"),
            revision::sanitiser_version.eq("other"),
            revision::content_hash.eq(&[7_u8; 32][..]),
            revision::post_id.eq(key(post_id(2))),
            revision::submitted_by.eq(key(account(2))),
        );
    })
    .await;
}

#[tokio::test]
async fn what_was_settled_stays_settled_and_a_decision_is_never_changed() {
    on_each(async |db| {
        panel(&db).await;
        let mut submission = waiting(&db, text(1)).await;
        writing!(db, tx => submission.decline(tx, MODERATOR, minute(1)).await?).unwrap();
        let reopened = (
            review::state.eq(review_state::WAITING),
            review::closed_by.eq(None::<crate::types::Key>),
            review::closed_at.eq(None::<At>),
        );
        let row = review::table.find(key(review_id(1)));
        refused!(db, [], "never opened again", tx => run!(tx, execute, diesel::update(row).set(reopened))?);
        refused!(db, [], "settled once", tx => mark_approved!(tx, 1, Some(decision_id(5)), NOBODY));
        let row = decided::table.find(key(decision_id(1 << 64 | MODERATOR)));
        let other = decided::decided_by.eq(key(account(OTHER_MODERATOR)));
        refused!(db, [], "a decision is never changed", tx => run!(tx, execute, diesel::update(row).set(other))?);
    })
    .await;
}
