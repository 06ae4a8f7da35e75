//! Deciding against publication: asking the authors for changes, or declining. Both come with a statement of reasons that the authors read;
//! nothing that is public changes.

use domain::notification::NotificationKind;
use domain::{ContentHash, DecisionId, ReviewId, StatementId};
use moderation::review::suggestion::suggested;
use moderation::review::{
    Explanation, Look, Noticed, Place, QuoteError, Restriction, Review, Statement, Suggestion,
    TextsVersion,
};
use serde::{Deserialize, Serialize};
use storage::claims::{self, Ending};
use storage::decisions::{self, NewDecision};
use storage::revisions::StoredRevision;
use storage::second_looks::{self, SecondLook};
use storage::{StorageError, Tx, reviews, revisions};

use super::decide::{DecideRefusal, Decided, lock, recorded, refusal, revision_of};
use super::suggest;
use super::words::{ScreenedWords, Told, screened};
use crate::co_authors::asked_among;
use crate::once::{ClientMutationId, once};
use crate::record::Record;
use crate::source::new_id;
use crate::{Ctx, Failure, Internal, Outcome, changes, notifications};

/// What a decision against publication says.
#[derive(Clone, Hash)]
pub struct Refusal {
    /// The review.
    pub review: ReviewId,
    /// The bytes that were read.
    pub seen: ContentHash,
    /// Why, where, and in which words.
    pub explanation: Explanation<Place>,
}

/// Ask the authors for changes.
#[derive(Clone, Hash)]
pub struct RequestChanges {
    /// Why, and of what.
    pub refusal: Refusal,
    /// What could stand in place of some passages. Only an author puts it there.
    pub suggestions: Vec<Suggestion<Place>>,
}

/// Decline for good.
#[derive(Clone, Hash)]
pub struct Decline(pub Refusal);

/// The authors were asked for changes.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ChangesRequested {
    /// The review.
    #[serde(with = "crate::wire::id")]
    pub review: ReviewId,
    /// The decision.
    #[serde(with = "crate::wire::id")]
    pub decision: DecisionId,
}

/// The submission was declined.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Declined {
    /// The review.
    #[serde(with = "crate::wire::id")]
    pub review: ReviewId,
    /// The decision.
    #[serde(with = "crate::wire::id")]
    pub decision: DecisionId,
}

/// Asks the authors for changes.
pub async fn request_changes(
    ctx: &Ctx,
    input: RequestChanges,
    retry: Option<ClientMutationId>,
) -> Outcome<ChangesRequested, DecideRefusal> {
    let (review, message) = (input.refusal.review, input.refusal.explanation.words());
    let told = suggest::told(ctx, review, message, &input.suggestions).await?;
    let words = screened(ctx.app(), told).await?;
    let outcome = once(ctx, "requestChanges", input, retry, |tx, ctx, input| {
        Box::pin(async move {
            let refusing = Refusing {
                restriction: Restriction::ChangesRequested,
                suggestions: input.suggestions,
            };
            let (review, decision) = refuse(tx, ctx, input.refusal, refusing, &words).await?;
            Ok(ChangesRequested { review, decision })
        })
    });
    recorded(ctx, review, outcome.await).await
}

/// Declines a submission.
pub async fn decline(
    ctx: &Ctx,
    input: Decline,
    retry: Option<ClientMutationId>,
) -> Outcome<Declined, DecideRefusal> {
    let (review, words) = (
        input.0.review,
        screened(ctx.app(), Told::message(input.0.explanation.words())).await?,
    );
    let outcome = once(ctx, "decline", input, retry, |tx, ctx, input| {
        Box::pin(async move {
            let refusing = Refusing {
                restriction: Restriction::Declined,
                suggestions: Vec::new(),
            };
            let (review, decision) = refuse(tx, ctx, input.0, refusing, &words).await?;
            Ok(Declined { review, decision })
        })
    });
    recorded(ctx, review, outcome.await).await
}

/// How a text is refused.
struct Refusing {
    restriction: Restriction,
    suggestions: Vec<Suggestion<Place>>,
}

async fn refuse(
    tx: &mut Tx,
    ctx: &Ctx,
    input: Refusal,
    refusing: Refusing,
    words: &ScreenedWords,
) -> Outcome<(ReviewId, DecisionId), DecideRefusal> {
    let restriction = refusing.restriction;
    let person = ctx.person::<DecideRefusal>()?;
    let Decided { post: _, review } = lock(tx, ctx, input.review).await?;
    let decision = DecisionId::from_uuid(new_id(ctx.now()));
    let decided = match review
        .clone()
        .refuse(person, decision, input.seen, ctx.now())
    {
        Ok(decided) => decided,
        Err(error) => return Err(refusal(tx, ctx, &review, input.seen, error).await),
    };
    words
        .may_be_told()
        .map_err(|refused| Failure::Refused(DecideRefusal::Words(refused)))?;
    let revision = revision_of(tx, &review).await?;
    let before = told_before(tx, &review).await?;
    let says = Says::on(restriction, before.as_ref());
    let statement = statement(ctx, says, input.explanation, &revision)
        .map_err(|error| Failure::Refused(DecideRefusal::Quote(error)))?;
    let suggestions = suggested(refusing.suggestions, |field| revision.text(field))
        .map_err(|error| Failure::Refused(DecideRefusal::Suggestion(error)))?;
    let (revision, action) = match restriction {
        Restriction::Declined | Restriction::TakenDown => {
            (revision.revision.decline(decision), "review.declined")
        }
        Restriction::ChangesRequested => (
            revision.revision.request_changes(decision),
            "review.changes-requested",
        ),
    };
    let revision = revision
        .map_err(|_settled| Internal::Contradiction("an open review of a settled revision"))?;
    let told = StatementId::from_uuid(new_id(ctx.now()));
    let new = NewDecision {
        id: decision,
        review: review.id,
        revision: review.revision,
        content_hash: input.seen,
        kind: restriction.decision(),
        by: person.account,
        as_lead: review.subject.escalated,
        at: ctx.now(),
        statement: Some((told, &statement)),
        message: None,
        publish_at: None,
    };
    decisions::insert(tx, &new).await?;
    suggest::store(tx, ctx, (&new, told), suggestions).await?;
    claims::end(tx, review.id, Ending::Decided, ctx.now()).await?;
    revisions::store_state(tx, &revision, ctx.now()).await?;
    reviews::store_state(tx, &decided).await?;
    Record::of(action, review.id)
        .with("decision", decision)
        .with("statement", told)
        .with("revision", revision.id)
        .with("contentHash", input.seen)
        .store(tx, ctx)
        .await?;
    words.note(tx, ctx, review.id).await?;
    changes::review(tx, &review).await?;
    let knowing = asked_among(tx, &review).await?;
    let authors = (review.post, knowing.as_slice());
    notifications::authors(tx, ctx, authors, told_as(says.restriction)).await?;
    notifications::whoever_asked(tx, ctx, &review).await?;
    Ok((review.id, decision))
}

const fn told_as(restriction: Restriction) -> NotificationKind {
    match restriction {
        Restriction::ChangesRequested => NotificationKind::ChangesRequested,
        Restriction::Declined => NotificationKind::Declined,
        Restriction::TakenDown => NotificationKind::TakenDown,
    }
}

/// What was told before of what is looked at again.
async fn told_before(tx: &mut Tx, review: &Review) -> Result<Option<SecondLook>, StorageError> {
    if review.subject.decided_before.is_empty() {
        return Ok(None);
    }
    Ok(second_looks::of_reviews(tx, &[review.id]).await?.pop())
}

/// What a statement says beside its explanation.
#[derive(Clone, Copy)]
pub(super) struct Says {
    restriction: Restriction,
    noticed: Noticed,
    look: Look,
}

impl Says {
    /// That something is taken down that was public.
    pub(super) const TAKEN_DOWN: Self = Self {
        restriction: Restriction::TakenDown,
        noticed: Noticed::ReadingAfterwards,
        look: Look::First,
    };

    /// That something is not published; where it was, it stays taken down.
    fn on(restriction: Restriction, before: Option<&SecondLook>) -> Self {
        let told = before.map(|look| &look.told.statement);
        let was_public = told.is_some_and(|told| told.restriction == Restriction::TakenDown);
        Self {
            restriction: match restriction {
                Restriction::Declined if was_public => Restriction::TakenDown,
                Restriction::ChangesRequested | Restriction::Declined | Restriction::TakenDown => {
                    restriction
                }
            },
            noticed: told.map_or(Noticed::Reading, |told| told.noticed),
            look: before.map_or(Look::First, |look| look.asked_as.look()),
        }
    }
}

/// What the authors of a revision are told.
pub(super) fn statement(
    ctx: &Ctx,
    says: Says,
    explanation: Explanation<Place>,
    revision: &StoredRevision,
) -> Result<Statement, QuoteError> {
    Ok(Statement {
        restriction: says.restriction,
        explanation: explanation.quoted(|field| revision.text(field))?,
        noticed: says.noticed,
        marked: !revision.findings.is_empty(),
        look: says.look,
        texts: TextsVersion::CURRENT,
        issued_at: ctx.now(),
    })
}
