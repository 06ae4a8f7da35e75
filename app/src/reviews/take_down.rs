//! An adult takes down what is public, with a statement of reasons that its authors read. It is gone at once, and another adult reads the same
//! bytes and decides whether they stay down. Authors take down what is theirs in `posts::unpublish`.

use domain::notification::NotificationKind;
use domain::policy::Action;
use domain::post::Post;
use domain::{AccountId, ContentHash, PostId, Risk, StatementId};
use moderation::review::{Explanation, Place, QuoteError, Review, Speaking};
use serde::{Deserialize, Serialize};
use storage::revisions::StoredRevision;
use storage::second_looks::{self, SecondLook};
use storage::statements::StoredStatement;
use storage::takedowns::{self, NewTakedown};
use storage::{Tx, posts, reviews};

use super::again::Again;
use super::decide::{StaleRevision, named, revision_of};
use super::refuse::{Says, statement};
use super::words::{RefusedWords, ScreenedWords, Told, record_refused, screened};
use crate::failure::{Barred, refusal};
use crate::once::{ClientMutationId, once};
use crate::posts::{cancel_scheduled, hide};
use crate::record::Record;
use crate::source::new_id;
use crate::{Ctx, Failure, Internal, Outcome, notifications};

/// What to take down, and why.
#[derive(Clone, Hash)]
pub struct TakeDown {
    /// The post.
    pub post: PostId,
    /// The bytes that were read.
    pub seen: ContentHash,
    /// Why, where, and in which words.
    pub explanation: Explanation<Place>,
}

/// A post that an adult took down.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TakenDown {
    /// The post.
    #[serde(with = "crate::wire::id")]
    pub post: PostId,
    /// What its authors are told.
    #[serde(with = "crate::wire::id")]
    pub statement: StatementId,
    /// Whether another adult reads it again.
    pub is_read_again: bool,
}

/// Why nothing was taken down.
#[derive(Debug, Clone)]
pub enum TakeDownRefusal {
    /// The person may not, or nothing of such a post is public.
    Barred(Barred),
    /// The retry id was used for something else.
    Reused,
    /// Something else is public now than what was read.
    Stale(Box<StaleRevision>),
    /// A passage that is quoted is not there, or too long.
    Quote(QuoteError),
    /// The words to the authors hold what adults may not write to a child. That it was tried is recorded.
    Words(Vec<RefusedWords>),
}

refusal!(TakeDownRefusal);

/// Takes down what is public of a post.
pub async fn take_down_post(
    ctx: &Ctx,
    input: TakeDown,
    retry: Option<ClientMutationId>,
) -> Outcome<TakenDown, TakeDownRefusal> {
    let (post, words) = (
        input.post,
        screened(ctx.app(), Told::message(input.explanation.words())).await?,
    );
    let outcome = once(ctx, "takeDownPost", input, retry, |tx, ctx, input| {
        Box::pin(async move { take_down(tx, ctx, input, &words).await })
    })
    .await;
    if let Err(Failure::Refused(TakeDownRefusal::Words(refused))) = &outcome {
        record_refused(ctx, post, refused).await?;
    }
    outcome
}

async fn take_down(
    tx: &mut Tx,
    ctx: &Ctx,
    input: TakeDown,
    words: &ScreenedWords,
) -> Outcome<TakenDown, TakeDownRefusal> {
    let by = ctx.person::<TakeDownRefusal>()?.account;
    let (post, shown, review) = public(tx, ctx, input.post).await?;
    if shown.revision.content_hash != input.seen {
        return Err(Failure::Refused(TakeDownRefusal::Stale(Box::new(
            StaleRevision {
                review: None,
                seen: input.seen,
                named: named(tx, ctx, post.id, input.seen).await?,
                current: shown,
            },
        ))));
    }
    words
        .may_be_told()
        .map_err(|refused| Failure::Refused(TakeDownRefusal::Words(refused)))?;
    let told = statement(ctx, Says::TAKEN_DOWN, input.explanation, &shown)
        .map_err(|error| Failure::Refused(TakeDownRefusal::Quote(error)))?;
    let told = StoredStatement {
        id: StatementId::from_uuid(new_id(ctx.now())),
        statement: told,
    };
    let shown = shown.revision.take_down().map_err(|_not_approved| {
        Internal::Contradiction("a public revision that is not approved")
    })?;
    let hidden = post
        .unpublish()
        .map_err(|_not_public| Internal::Contradiction("a public post that is not public"))?;
    hide(tx, &hidden).await?;
    cancel_scheduled(tx, ctx, hidden.id).await?;
    let new = NewTakedown {
        revision: &shown,
        by,
        statement: (told.id, &told.statement),
    };
    takedowns::insert(tx, &new).await?;
    Record::of("post.taken-down", hidden.id)
        .with("statement", told.id)
        .with("revision", shown.id)
        .with("contentHash", shown.content_hash)
        .store(tx, ctx)
        .await?;
    words.note(tx, ctx, hidden.id).await?;
    let authors = (hidden.id, hidden.authors.as_slice());
    notifications::authors(tx, ctx, authors, NotificationKind::TakenDown).await?;
    Ok(TakenDown {
        post: hidden.id,
        statement: told.id,
        is_read_again: have_read_again(tx, ctx, (review, by), told).await?,
    })
}

/// What is public of a post, with the review in which it was read, for whoever may take it down. The post is locked from here on.
async fn public(
    tx: &mut Tx,
    ctx: &Ctx,
    id: PostId,
) -> Outcome<(Post, StoredRevision, Review), TakeDownRefusal> {
    let not_found = || Failure::<TakeDownRefusal>::refused(Barred::NotFound);
    let post = posts::lock(tx, id).await?.ok_or_else(not_found)?;
    let shown = post.published().ok_or_else(not_found)?.revision;
    let review = reviews::of_revision(tx, shown)
        .await?
        .ok_or(Internal::Contradiction(
            "a public revision that nobody read",
        ))?;
    ctx.may::<TakeDownRefusal>(&Action::TakeDown(&review.subject))?;
    let revision = revision_of(tx, &review).await?;
    Ok((post, revision, review))
}

/// Has another adult read it again. Tells whether somebody does: where something newer waits, adults read that, and what was said before with
/// it.
async fn have_read_again(
    tx: &mut Tx,
    ctx: &Ctx,
    (first, by): (Review, AccountId),
    told: StoredStatement,
) -> Result<bool, Internal> {
    if reviews::open_of(tx, first.post).await?.is_some() {
        return Ok(false);
    }
    let again = Again {
        first,
        decided_by: by,
        risks: ctx.app().second_adult_for().only(Risk::Takedown),
    };
    let look = SecondLook {
        review: again.open(tx, ctx, &[]).await?,
        told,
        asked_by: by,
        asked_as: Speaking::TookDown,
        asked_at: ctx.now(),
        message: None,
    };
    second_looks::insert(tx, &look, by).await?;
    Ok(true)
}
