//! A co-author's word on exactly what was sent in their name. With the last yes adults are offered it; a no takes it back.

use domain::notification::NotificationKind;
use domain::policy::{Action, Denial};
use domain::post::{Post, Word};
use domain::{AccountId, ContentHash, PostId};
use moderation::review::Review;
use serde::{Deserialize, Serialize};
use storage::{Tx, posts, reviews, words};

use crate::consent::keeps_out;
use crate::drafts::take_back;
use crate::failure::{Barred, refusal};
use crate::once::{ClientMutationId, once};
use crate::record::Record;
use crate::{Ctx, Failure, Internal, Outcome, changes, notifications};

/// What a co-author says to what.
#[derive(Debug, Clone, Copy, Hash)]
pub struct GiveWord {
    /// The post.
    pub post: PostId,
    /// The bytes that they read.
    pub seen: ContentHash,
    /// What they say.
    pub word: Word,
}

/// A word that was given.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct WordGiven {
    /// The post.
    #[serde(with = "crate::wire::id")]
    pub post: PostId,
}

/// Why it was not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordRefusal {
    /// The person may not, or there is no such post.
    Barred(Barred),
    /// The retry id was used for something else.
    Reused,
    /// They are asked nothing about this post.
    NotAsked,
    /// They read something else than what they are asked about by now.
    Changed,
}

refusal!(WordRefusal);

/// Gives one's word.
pub async fn give_word(
    ctx: &Ctx,
    input: GiveWord,
    retry: Option<ClientMutationId>,
) -> Outcome<WordGiven, WordRefusal> {
    once(ctx, "giveWord", input, retry, |tx, ctx, input| {
        Box::pin(give(tx, ctx, input))
    })
    .await
}

async fn give(tx: &mut Tx, ctx: &Ctx, input: GiveWord) -> Outcome<WordGiven, WordRefusal> {
    let by = ctx.person::<WordRefusal>()?.account;
    let Some(post) = posts::lock(tx, input.post).await? else {
        return Err(Failure::refused(Barred::NotFound));
    };
    ctx.may::<WordRefusal>(&Action::GiveWord(&post.authors))?;
    let not_asked = || Failure::Refused(WordRefusal::NotAsked);
    let open = reviews::lock_open(tx, post.id).await?;
    let review = open.ok_or_else(not_asked)?;
    let asked = words::word_of(tx, (post.id, review.content_hash, by)).await?;
    let said = asked.ok_or_else(not_asked)?.word;
    if review.content_hash != input.seen {
        return Err(Failure::Refused(WordRefusal::Changed));
    }
    match input.word {
        word if said == Some(word) => {}
        Word::Agrees => {
            if let Some(lacking) = keeps_out(tx, ctx, by).await? {
                return Err(Failure::refused(Barred::Denied(Denial::NoConsent(lacking))));
            }
            agree(tx, ctx, review, by).await?;
        }
        Word::Objects => object(tx, ctx, &post, (review.content_hash, by)).await?,
    }
    Ok(WordGiven { post: post.id })
}

async fn agree(tx: &mut Tx, ctx: &Ctx, review: Review, by: AccountId) -> Result<(), Internal> {
    let bytes = (review.post, review.content_hash, by);
    words::say(tx, bytes, Word::Agrees, ctx.now()).await?;
    let was_asked = review.asked_at;
    let review = review
        .agreed(by, ctx.now())
        .map_err(|_closed| Internal::Contradiction("an open review that is closed"))?;
    if review.asked_at != was_asked {
        reviews::store_asked(tx, &review).await?;
    }
    Record::of("word.given", review.post)
        .with("review", review.id)
        .with("contentHash", review.content_hash)
        .store(tx, ctx)
        .await?;
    changes::review(tx, &review).await?;
    Ok(())
}

/// A co-author does not want it sent like this: takes it back, and tells whoever sent it that somebody wants it otherwise.
pub(crate) async fn object(
    tx: &mut Tx,
    ctx: &Ctx,
    post: &Post,
    (hash, by): (ContentHash, AccountId),
) -> Result<(), Internal> {
    words::say(tx, (post.id, hash, by), Word::Objects, ctx.now()).await?;
    take_back(tx, ctx, post.id).await?;
    let writer = post.authors.writer();
    let kind = NotificationKind::WordRefused;
    notifications::authors(tx, ctx, (post.id, writer), kind).await?;
    Record::of("word.refused", post.id).store(tx, ctx).await?;
    Ok(())
}
