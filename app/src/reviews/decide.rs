//! What the decisions have in common: what a decision is about, and why one is refused.

use domain::policy::Action;
use domain::post::Post;
use domain::{ContentHash, PostId, ReviewId, Timestamp};
use moderation::review::{DecideError, QuoteError, Review, ReviewState, Unsuggestable};
use storage::revisions::{self, StoredRevision};
use storage::{Tx, posts, reviews};

use super::words::{RefusedWords, record_refused};
use crate::failure::{Barred, refusal};
use crate::{Ctx, Failure, Internal, Outcome};

/// The decision named other bytes than those that wait.
#[derive(Debug, Clone)]
pub struct StaleRevision {
    /// The open review in which the current bytes can be decided; nothing where they are public already.
    pub review: Option<ReviewId>,
    /// The hash that was named.
    pub seen: ContentHash,
    /// The revision with this hash, if there ever was one.
    pub named: Option<StoredRevision>,
    /// The revision that waits; a decision has to name its hash.
    pub current: StoredRevision,
}

/// Why a decision was refused; nothing was decided.
#[derive(Debug, Clone)]
pub enum DecideRefusal {
    /// The person may not, or there is no such review.
    Barred(Barred),
    /// The retry id was used for something else.
    Reused,
    /// The person does not hold the review now.
    ClaimLost {
        /// Until when somebody else holds it, if somebody does.
        held_until: Option<Timestamp>,
    },
    /// The decision named other bytes.
    Stale(Box<StaleRevision>),
    /// It was decided or withdrawn.
    Closed,
    /// A passage that is quoted is not there, or too long.
    Quote(QuoteError),
    /// Something can't be suggested so.
    Suggestion(Unsuggestable),
    /// The words to the authors hold what adults may not write to a child. That it was tried is recorded.
    Words(Vec<RefusedWords>),
}

refusal!(DecideRefusal);

/// What a decision is about, locked in the order in which every write locks: the post, then its review.
pub(super) struct Decided {
    pub(super) post: Post,
    pub(super) review: Review,
}

/// Locks what a decision is about; refuses whoever may not decide it.
pub(super) async fn lock(
    tx: &mut Tx,
    ctx: &Ctx,
    review: ReviewId,
) -> Outcome<Decided, DecideRefusal> {
    let not_found = || Failure::<DecideRefusal>::refused(Barred::NotFound);
    let post = reviews::post_of(tx, review).await?.ok_or_else(not_found)?;
    let post = posts::lock(tx, post).await?.ok_or_else(not_found)?;
    let review = reviews::lock(tx, review).await?.ok_or_else(not_found)?;
    ctx.may::<DecideRefusal>(&Action::DecideReview(&review.subject))?;
    Ok(Decided { post, review })
}

/// Records it if words to a child were refused. The decision itself left nothing behind.
pub(super) async fn recorded<T>(
    ctx: &Ctx,
    review: ReviewId,
    outcome: Outcome<T, DecideRefusal>,
) -> Outcome<T, DecideRefusal> {
    if let Err(Failure::Refused(DecideRefusal::Words(refused))) = &outcome {
        record_refused(ctx, review, refused).await?;
    }
    outcome
}

/// The revision that a review is about.
pub(super) async fn revision_of(tx: &mut Tx, review: &Review) -> Result<StoredRevision, Internal> {
    revisions::get(tx, review.revision)
        .await?
        .ok_or(Internal::Contradiction("a review without its revision"))
}

/// Why the rules refused a decision on `review`, with what the moderator needs to go on.
pub(super) async fn refusal(
    tx: &mut Tx,
    ctx: &Ctx,
    review: &Review,
    seen: ContentHash,
    error: DecideError,
) -> Failure<DecideRefusal> {
    let superseded = matches!(review.state, ReviewState::Superseded { .. });
    match error {
        DecideError::Ineligible(why) => Failure::refused(Barred::related(why)),
        DecideError::ClaimLost { held_until } => {
            Failure::Refused(DecideRefusal::ClaimLost { held_until })
        }
        DecideError::Closed if !superseded => Failure::Refused(DecideRefusal::Closed),
        DecideError::Closed | DecideError::StaleRevision { .. } => {
            match stale(tx, ctx, review, seen).await {
                Ok(Some(stale)) => Failure::Refused(DecideRefusal::Stale(Box::new(stale))),
                Ok(None) => Failure::Refused(DecideRefusal::Closed),
                Err(error) => Failure::Internal(error),
            }
        }
    }
}

/// The revision of a post with this hash, if the actor may read it.
pub(super) async fn named(
    tx: &mut Tx,
    ctx: &Ctx,
    post: PostId,
    seen: ContentHash,
) -> Result<Option<StoredRevision>, Internal> {
    let Some(named) = revisions::by_hash(tx, post, seen).await? else {
        return Ok(None);
    };
    let review = reviews::of_revision(tx, named.revision.id).await?;
    let may = review.is_some_and(|review| ctx.is_allowed(&Action::ReadReview(&review.subject)));
    Ok(may.then_some(named))
}

/// What waits of the post instead of what was named; nothing when no review of it is open any more, or none that is for this moderator.
async fn stale(
    tx: &mut Tx,
    ctx: &Ctx,
    review: &Review,
    seen: ContentHash,
) -> Result<Option<StaleRevision>, Internal> {
    let Some(open) = reviews::open_of(tx, review.post).await? else {
        return Ok(None);
    };
    if !ctx.is_allowed(&Action::ReadReview(&open.subject)) {
        return Ok(None);
    }
    Ok(Some(StaleRevision {
        review: Some(open.id),
        seen,
        named: named(tx, ctx, review.post, seen).await?,
        current: revision_of(tx, &open).await?,
    }))
}
