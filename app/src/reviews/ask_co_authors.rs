//! An adult who read what was sent in the name of several has those read it who have not given their word. It waits out of line until they have.

use domain::{ContentHash, ReviewId};
use serde::{Deserialize, Serialize};
use storage::{Tx, claims, reviews};

use super::decide::{DecideRefusal, lock, refusal};
use crate::co_authors::ask;
use crate::once::{ClientMutationId, once};
use crate::record::Record;
use crate::{Ctx, Failure, Outcome, changes};

/// What to have read by whom it is written in the name of.
#[derive(Debug, Clone, Copy, Hash)]
pub struct AskCoAuthors {
    /// The review.
    pub review: ReviewId,
    /// The bytes that were read.
    pub seen: ContentHash,
}

/// They are asked.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CoAuthorsAsked {
    /// The review.
    #[serde(with = "crate::wire::id")]
    pub review: ReviewId,
}

/// Why nobody is. Nothing was changed.
#[derive(Debug, Clone)]
pub enum AskRefusal {
    /// As any decision is refused.
    Decision(DecideRefusal),
    /// Nobody's word is missing.
    NobodyToAsk,
}

impl<R: Into<DecideRefusal>> From<R> for AskRefusal {
    fn from(why: R) -> Self {
        Self::Decision(why.into())
    }
}

fn as_any_decision(failure: Failure<DecideRefusal>) -> Failure<AskRefusal> {
    match failure {
        Failure::Refused(why) => Failure::Refused(AskRefusal::Decision(why)),
        Failure::Internal(error) => Failure::Internal(error),
    }
}

/// Has the co-authors read what the adult holds.
pub async fn ask_co_authors(
    ctx: &Ctx,
    input: AskCoAuthors,
    retry: Option<ClientMutationId>,
) -> Outcome<CoAuthorsAsked, AskRefusal> {
    once(ctx, "askCoAuthors", input, retry, |tx, ctx, input| {
        Box::pin(store(tx, ctx, input))
    })
    .await
}

async fn store(tx: &mut Tx, ctx: &Ctx, input: AskCoAuthors) -> Outcome<CoAuthorsAsked, AskRefusal> {
    let person = ctx.person::<AskRefusal>()?;
    let locked = lock(tx, ctx, input.review).await;
    let review = locked.map_err(as_any_decision)?.review;
    let was_asked = review.asked_at.is_some();
    let asked = review.clone().ask_co_authors(person, input.seen, ctx.now());
    let review = match asked {
        Ok(Some(asked)) => asked,
        Ok(None) => return Err(Failure::Refused(AskRefusal::NobodyToAsk)),
        Err(error) => {
            let refused = refusal(tx, ctx, &review, input.seen, error).await;
            return Err(as_any_decision(refused));
        }
    };
    // Whoever is asked already is not told once more.
    if !was_asked {
        ask(tx, ctx, &review).await?;
    }
    claims::forget(tx, review.id).await?;
    reviews::store_state(tx, &review).await?;
    reviews::store_asked(tx, &review).await?;
    Record::of("review.co-authors-asked", review.id)
        .with("contentHash", input.seen)
        .store(tx, ctx)
        .await?;
    changes::review(tx, &review).await?;
    Ok(CoAuthorsAsked { review: review.id })
}
