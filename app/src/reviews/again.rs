//! Putting bytes in line once more that an adult decided against or took down: they wait as any submission does, for others than whoever did so.

use domain::publication::Subject;
use domain::{AccountId, ReviewId, RevisionId, Risks};
use moderation::review::{Review, Triage};
use moderation::screen::Screening;
use storage::{Tx, escalations, reviews, revisions};

use crate::co_authors;
use crate::source::new_id;
use crate::{Ctx, Internal, changes};

/// What is looked at again.
pub(super) struct Again {
    /// The review in which it was read.
    pub(super) first: Review,
    /// Who decided against it, or took it down.
    pub(super) decided_by: AccountId,
    /// What asks for a second adult today, beside what did then.
    pub(super) risks: Risks,
}

impl Again {
    /// Opens the review. What screening says today counts beside what it said then.
    pub(super) async fn open(
        self,
        tx: &mut Tx,
        ctx: &Ctx,
        screenings: &[Screening],
    ) -> Result<ReviewId, Internal> {
        let Self {
            first,
            decided_by,
            risks,
        } = self;
        let now = ctx.now();
        let read = revisions::get(tx, first.revision)
            .await?
            .ok_or(Internal::Contradiction("a review without its revision"))?;
        let then = Triage {
            risks: first.triage.risks.and(risks),
            ..first.triage
        };
        let today = screenings
            .iter()
            .map(|screening| Triage::of(screening, risks));
        let triage = today.fold(then, Triage::and);
        let revision = RevisionId::from_uuid(new_id(now));
        revisions::insert_again(
            tx,
            (first.post, first.revision),
            revision,
            triage.risks,
            now,
        )
        .await?;
        let others = first.subject.decided_before.into_iter();
        let mut decided_before = vec![decided_by];
        decided_before.extend(others.filter(|other| *other != decided_by));
        decided_before.truncate(Subject::MOST_DECIDED_BEFORE);
        let is_open = escalations::open_of(tx, first.post).await?.is_some();
        let subject = Subject {
            decided_before,
            escalated: first.subject.escalated || is_open,
            ..first.subject
        };
        let review = Review::open(
            ReviewId::from_uuid(new_id(now)),
            (first.post, revision, first.content_hash),
            subject,
            triage,
            now,
        );
        let review = co_authors::again(tx, ctx, review).await?;
        reviews::insert(tx, &review, read.language, &read.topics).await?;
        changes::review(tx, &review).await?;
        Ok(review.id)
    }
}
