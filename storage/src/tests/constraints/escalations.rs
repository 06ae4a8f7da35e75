//! What was handed to the safeguarding leads stays with them.

use diesel::prelude::*;
use domain::EscalationId;
use domain::publication::Permit;
use domain::text::Message;
use moderation::review::{DecisionKind, EscalationOutcome, EscalationReason, Preferences};
use uuid::Uuid;

use super::{refused, waiting};
use crate::decisions::NewDecision;
use crate::escalations::{self, Closing, Escalation};
use crate::schema::{escalations as escalated, reviews as review};
use crate::testing::*;
use crate::tx::run;
use crate::types::{At, key};
use crate::{Db, StorageError, decisions, groups, queue, reviews, revisions};

fn id(n: u128) -> EscalationId {
    EscalationId::from_uuid(Uuid::from_u128(n))
}

fn escalation(n: u128, submission: &Submission) -> Escalation {
    Escalation {
        id: id(n),
        post: submission.post.id,
        revision: submission.revision.id,
        reason: EscalationReason::Other,
        note: Message::parse("Look at it.").ok(),
        by: account(MODERATOR),
        at: minute(3),
        closed: None,
    }
}

fn closing(by: u128) -> Closing {
    Closing {
        by: account(by),
        at: minute(9),
        outcome: EscalationOutcome::Referred,
        note: None,
    }
}

async fn hand_on(db: &Db, n: u128) -> Submission {
    let submission = waiting(db, text(n)).await;
    let new = escalation(n, &submission);
    writing!(db, tx => {
        escalations::insert(tx, &new, &submission.revision).await?;
        reviews::store_escalated(tx, &submission.review.clone().escalate(minute(3))).await?;
        submission
    })
    .unwrap()
}

#[tokio::test]
async fn what_was_escalated_is_decided_by_a_safeguarding_lead_and_never_returns() {
    on_each(async |db| {
        panel(&db).await;
        let submission = hand_on(&db, 1).await;
        let stored = reading!(db, tx => reviews::get(tx, review_id(1)).await?).unwrap();
        assert!(stored.subject.escalated);
        let decide = move |by| NewDecision {
            as_lead: true,
            ..submission.new_decision(by, DecisionKind::Approve, minute(4))
        };
        let (moderator, lead) = (decide(MODERATOR), decide(LEAD));
        refused!(db, [], "for the safeguarding leads alone", tx => decisions::insert(tx, &moderator).await?);
        let it = review::table.find(key(review_id(1)));
        refused!(db, [], "what was escalated never returns", tx => {
            run!(tx, execute, diesel::update(it).set(review::escalated.eq(0)))?;
        });
        writing!(db, tx => decisions::insert(tx, &lead).await?).unwrap();
    })
    .await;
}

#[tokio::test]
async fn the_common_queue_and_that_of_the_leads_are_apart() {
    on_each(async |db| {
        panel(&db).await;
        hand_on(&db, 1).await;
        waiting(&db, text(2)).await;
        let next = async |n| {
            writing!(db, tx => {
                let person = adult(tx, n).await?;
                queue::next_for(tx, &person, &Preferences::default(), minute(0)).await?
            })
            .unwrap()
        };
        assert_eq!(next(MODERATOR).await, Some(review_id(2)));
        assert_eq!(next(LEAD).await, Some(review_id(1)));
        assert_eq!(
            reading!(db, tx => queue::ahead_of(tx, review_id(2), 10).await?),
            1
        );
    })
    .await;
}

#[tokio::test]
async fn only_a_safeguarding_lead_closes_it_once_and_what_was_said_stays() {
    on_each(async |db| {
        panel(&db).await;
        let submission = hand_on(&db, 1).await;
        let again = escalation(2, &submission);
        refused!(db, [], tx => escalations::insert(tx, &again, &submission.revision).await?);
        refused!(db, [], "only a safeguarding lead", tx => {
            escalations::close(tx, id(1), &closing(MODERATOR)).await?;
        });
        let it = escalated::table.find(key(id(1)));
        refused!(db, [], "only a safeguarding lead", tx => {
            run!(tx, execute, diesel::update(it).set(escalated::note.eq("Other.")))?;
        });
        writing!(db, tx => escalations::close(tx, id(1), &closing(LEAD)).await?).unwrap();
        let found = reading!(db, tx => escalations::get(tx, id(1)).await?).unwrap();
        assert_eq!(found.closed, Some(closing(LEAD)));
        refused!(db, [], "once", tx => escalations::close(tx, id(1), &closing(LEAD)).await?);
        assert!(reading!(db, tx => escalations::open_of(tx, post_id(1)).await?).is_none());
    })
    .await;
}

#[tokio::test]
async fn of_what_was_escalated_only_the_approvals_of_leads_count() {
    on_each(async |db| {
        panel(&db).await;
        let (earlier, approved) = writing!(db, tx => {
            let submission = text(1).submit(tx).await?;
            let mut approved = submission.clone();
            let earlier = submission.new_decision(MODERATOR, DecisionKind::Approve, minute(1));
            decisions::insert(tx, &earlier).await?;
            let escalated = submission.review.clone().escalate(minute(3));
            escalations::insert(tx, &escalation(1, &submission), &submission.revision).await?;
            reviews::store_escalated(tx, &escalated).await?;
            let permit = Permit::from_stored(submission.revision.id, submission.revision.content_hash, earlier.id, None);
            approved.revision = approved.revision.approve(permit).unwrap();
            (earlier.id, approved)
        })
        .unwrap();
        let stored = reading!(db, tx => reviews::get(tx, review_id(1)).await?).unwrap();
        assert_eq!(stored.approvals.iter().map(|it| (it.decision, it.as_lead)).collect::<Vec<_>>(), [(earlier, false)]);
        refused!(db, [approved], "approved by safeguarding leads", tx => {
            revisions::store_state(tx, &approved.revision, minute(5)).await?;
        });
        let again = reading!(db, tx => reviews::was_escalated(tx, post_id(1), approved.revision.content_hash).await?);
        assert!(again);
    })
    .await;
}

#[tokio::test]
async fn what_is_sent_while_it_is_open_is_for_the_leads_and_no_related_one_closes_it() {
    on_each(async |db| {
        panel(&db).await;
        let submission = hand_on(&db, 1).await;
        let text = submission.text.clone();
        refused!(db, [text], "open escalation", tx => {
            let revision = text.revise(tx, 7).await?;
            run!(tx, execute, diesel::update(review::table.find(key(review_id(1)))).set((review::state.eq(4), review::closed_at.eq(At(minute(4))))))?;
            text.open(tx, &revision).await?;
        });
        writing!(db, tx => groups::add_guide(tx, group(NORTH), account(LEAD)).await?).unwrap();
        refused!(db, [], "only a safeguarding lead", tx => escalations::close(tx, id(1), &closing(LEAD)).await?);
    })
    .await;
}
