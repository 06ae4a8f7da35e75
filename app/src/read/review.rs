//! One review as a moderator sees it: exactly what would be published, what screening found, what readers see now,
//! and what may be known of the authors.

use domain::account::READERS;
use domain::policy::Action;
use domain::text::PenName;
use domain::{AccountId, AgeBand, PostId, ReviewId};
use moderation::review::Review;
use storage::decisions::{self, StoredDecision};
use storage::groups::{self, Group};
use storage::people::{self, AuthorFacts};
use storage::revisions::{self, StoredRevision};
use storage::second_looks::{self, SecondLook};
use storage::submissions::{self, Outcomes};
use storage::{Tx, feed, posts, reviews};

use super::comments::{CommentContext, context};
use crate::co_authors::all_know;
use crate::sessions::band;
use crate::{Ctx, Internal};

/// What a reviewer may know of an author: never the name, the school or the gender.
#[derive(Debug, Clone)]
pub struct AuthorForReview {
    /// Whose it is; not shown.
    pub account: AccountId,
    /// The name that readers see.
    pub pen_name: PenName,
    /// The band of the age today.
    pub band: Option<AgeBand>,
    /// How many posts of this author are public.
    pub published_posts: i64,
}

/// A review with all that its reader needs.
#[derive(Debug, Clone)]
pub struct ReviewView {
    /// The review as it is now; a lapsed claim is no claim.
    pub review: Review,
    /// What would be published.
    pub revision: StoredRevision,
    /// What readers see now, if anything.
    pub published: Option<StoredRevision>,
    /// Who wrote it, in order.
    pub authors: Vec<AuthorForReview>,
    /// The group it was written in.
    pub group: Group,
    /// The decisions so far.
    pub decisions: Vec<StoredDecision>,
    /// Who asked for it and what was told before, where it is a second look.
    pub second_look: Option<SecondLook>,
    /// What it is said to, where it is a comment.
    pub comment: Option<CommentContext>,
    /// Whether all co-authors whose word is missing were shown it.
    pub co_authors_know: bool,
}

/// The review, if the actor may read it.
pub async fn review(ctx: &Ctx, id: ReviewId) -> Result<Option<ReviewView>, Internal> {
    let inner = ctx.clone();
    ctx.app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            let Some(review) = reviews::get(tx, id).await? else {
                return Ok(None);
            };
            if !inner.is_allowed(&Action::ReadReview(&review.subject)) {
                return Ok(None);
            }
            view(tx, &inner, review).await.map(Some)
        })
        .await
}

/// What is public of a post as reviewers read it, with its source and what screening found; nothing for who may not take it down.
pub async fn public_revision(ctx: &Ctx, post: PostId) -> Result<Option<StoredRevision>, Internal> {
    let inner = ctx.clone();
    ctx.app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            let Some(shown) = posts::published_revision(tx, post).await? else {
                return Ok(None);
            };
            let review = reviews::of_revision(tx, shown).await?;
            match review.filter(|review| inner.is_allowed(&Action::TakeDown(&review.subject))) {
                Some(_) => Ok(revisions::get(tx, shown).await?),
                None => Ok(None),
            }
        })
        .await
}

/// How what an author sent ended so far. Only for an author of a review that the caller got from [`review`].
pub async fn outcomes_of(ctx: &Ctx, author: AccountId) -> Result<Outcomes, Internal> {
    let db = ctx.app().db();
    db.read::<_, Internal, _>(async move |tx: &mut Tx| {
        Ok(submissions::outcomes_of(tx, author).await?)
    })
    .await
}

async fn view(tx: &mut Tx, ctx: &Ctx, review: Review) -> Result<ReviewView, Internal> {
    let revision = revisions::get(tx, review.revision)
        .await?
        .ok_or(Internal::Contradiction("a review without its revision"))?;
    let published = match posts::published_revision(tx, review.post).await? {
        Some(shown) => revisions::get(tx, shown).await?,
        None => None,
    };
    let group = groups::get(tx, review.subject.group)
        .await?
        .ok_or(Internal::Contradiction("a review without its group"))?;
    let decisions = decisions::of_revision(tx, review.revision).await?;
    let second_look = if review.subject.decided_before.is_empty() {
        None
    } else {
        second_looks::of_reviews(tx, &[review.id]).await?.pop()
    };
    let facts = people::authors(tx, review.subject.authors.as_slice()).await?;
    let mut authors = Vec::with_capacity(facts.len());
    for account in review.subject.authors.as_slice() {
        if let Some(facts) = facts.iter().find(|facts| facts.account == *account) {
            let published_posts = match *account {
                READERS => 0,
                account => feed::count_of_author(tx, account).await?,
            };
            authors.push(author(ctx, facts, published_posts)?);
        }
    }
    // What has a headline is no comment.
    let comment = match revision.title {
        None => context(tx, ctx, &review).await?,
        Some(_) => None,
    };
    let co_authors_know = all_know(tx, &review).await?;
    Ok(ReviewView {
        co_authors_know,
        review: review.at(ctx.now()),
        comment,
        revision,
        published,
        authors,
        group,
        decisions,
        second_look,
    })
}

fn author(ctx: &Ctx, facts: &AuthorFacts, published: i64) -> Result<AuthorForReview, Internal> {
    Ok(AuthorForReview {
        account: facts.account,
        pen_name: facts.pen_name.clone(),
        band: facts
            .birth
            .as_ref()
            .map(|birth| band(ctx.app(), birth, ctx.today()))
            .transpose()?,
        published_posts: published,
    })
}
