//! What authors see of their own posts: the draft, the newest submission with its feedback, and what is public.

use std::collections::BTreeSet;

use domain::policy::Action;
use domain::post::draft::Draft;
use domain::post::{Authors, CommentOn};
use domain::{AccountId, PostId, ReviewId, Timestamp};
use moderation::review::ReviewState;
use storage::comments::{self, PublicComment};
use storage::drafts::Kind;
use storage::feed::{self, PublicPost};
use storage::statements::StoredStatement;
use storage::submissions::{self, Submission};
use storage::{
    Direction, StorageError, Tx, drafts as stored, posts, queue, reviews, scheduled, statements,
};

use crate::{Ctx, Internal};

/// A post as its authors see it.
#[derive(Debug, Clone)]
pub struct DraftView {
    /// The working copy.
    pub draft: Draft,
    /// The newest submission, if there was one.
    pub submission: Option<Submission>,
    /// What is public of the post, if anything is.
    pub published: Option<PublicPost>,
    /// What is public of it, if it is a comment and anything is.
    pub comment: Option<PublicComment>,
    /// The post that it is said to, if it is a comment and that is public.
    pub commented: Option<PublicPost>,
    /// The comment that it answers, if it is an answer and that is public and not of somebody whom the author silenced.
    pub answered: Option<PublicComment>,
    /// When what was approved is to be public, if it waits for its time.
    pub publish_at: Option<Timestamp>,
}

/// The draft of a post, if the actor may read it.
pub async fn draft(ctx: &Ctx, post: PostId) -> Result<Option<DraftView>, Internal> {
    let inner = ctx.clone();
    ctx.app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            let Some(draft) = stored::get(tx, post).await? else {
                return Ok(None);
            };
            let authors = posts::authors(tx, post).await?;
            if !inner.is_allowed(&Action::ReadDraft(&authors)) {
                return Ok(None);
            }
            let Some(account) = inner.actor().account() else {
                return Ok(None);
            };
            Ok(views(tx, account, vec![draft]).await?.pop())
        })
        .await
}

/// Up to `limit` drafts of one kind of the signed-in person, the newest first, from a post on; none for a reader.
pub async fn drafts(
    ctx: &Ctx,
    kind: Kind,
    from: Option<PostId>,
    direction: Direction,
    limit: i64,
) -> Result<Vec<DraftView>, Internal> {
    let Some(person) = ctx.actor().person() else {
        return Ok(vec![]);
    };
    let account: AccountId = person.account;
    if !ctx.is_allowed(&Action::ReadDraft(&Authors::one(account))) {
        return Ok(vec![]);
    }
    ctx.app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            let found = stored::of_author(tx, (account, kind), from, direction, limit).await?;
            Ok(views(tx, account, found).await?)
        })
        .await
}

/// Those of some posts and comments of which the signed-in person is an author, in no order.
pub async fn drafts_by_ids(ctx: &Ctx, ids: Vec<PostId>) -> Result<Vec<DraftView>, Internal> {
    let Some(account) = ctx.actor().account() else {
        return Ok(vec![]);
    };
    if ids.is_empty() || !ctx.is_allowed(&Action::ReadDraft(&Authors::one(account))) {
        return Ok(vec![]);
    }
    ctx.app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            let found = stored::by_ids(tx, account, &ids).await?;
            Ok(views(tx, account, found).await?)
        })
        .await
}

/// What there is about comments.
#[derive(Default)]
struct Spoken {
    shown: Vec<PublicComment>,
    commented: Vec<PublicPost>,
    answered: Vec<PublicComment>,
}

/// What is public of some comments, and of what they are said to; nothing is asked where there are none.
async fn spoken(
    tx: &mut Tx,
    account: AccountId,
    ids: &[PostId],
    places: &[CommentOn],
) -> Result<Spoken, StorageError> {
    if places.is_empty() {
        return Ok(Spoken::default());
    }
    let posts: BTreeSet<PostId> = places.iter().map(|on| on.post).collect();
    let posts: Vec<PostId> = posts.into_iter().collect();
    let answered: BTreeSet<PostId> = places.iter().filter_map(|on| on.reply_to).collect();
    let answered: Vec<PostId> = answered.into_iter().collect();
    Ok(Spoken {
        shown: comments::by_ids(tx, ids, None).await?,
        commented: feed::by_ids(tx, &posts).await?,
        answered: comments::by_ids(tx, &answered, Some(account)).await?,
    })
}

async fn views(
    tx: &mut Tx,
    account: AccountId,
    drafts: Vec<Draft>,
) -> Result<Vec<DraftView>, StorageError> {
    let ids: Vec<PostId> = drafts.iter().map(|draft| draft.post).collect();
    let mut submissions = submissions::newest_of(tx, &ids).await?;
    let mut published = feed::by_ids(tx, &ids).await?;
    let places: Vec<CommentOn> = drafts.iter().filter_map(|it| it.comment_on).collect();
    let Spoken {
        mut shown,
        commented,
        answered,
    } = spoken(tx, account, &ids, &places).await?;
    let scheduled = scheduled::of_posts(tx, &ids).await?;
    Ok(drafts
        .into_iter()
        .map(|draft| {
            let submission = submissions.iter().position(|one| one.post == draft.post);
            let public = published.iter().position(|one| *one.id() == draft.post);
            let on = draft.comment_on;
            let comment = shown.iter().position(|one| *one.id() == draft.post);
            let waits = scheduled.iter().find(|one| one.post == draft.post);
            DraftView {
                publish_at: waits.map(|one| one.at),
                submission: submission.map(|place| submissions.swap_remove(place)),
                published: public.map(|place| published.swap_remove(place)),
                comment: comment.map(|place| shown.swap_remove(place)),
                commented: on
                    .and_then(|on| commented.iter().find(|it| *it.id() == on.post).cloned()),
                answered: on
                    .and_then(|on| on.reply_to)
                    .and_then(|id| answered.iter().find(|it| *it.id() == id).cloned()),
                draft,
            }
        })
        .collect())
}

/// The most submissions that are shown of one post.
const MOST_SUBMISSIONS: i64 = 50;

/// Everything that was submitted of a post, the newest first. Only for a post that the caller got from [`drafts`] or [`draft`].
pub async fn submissions_of(ctx: &Ctx, post: PostId) -> Result<Vec<Submission>, Internal> {
    let db = ctx.app().db();
    db.read::<_, Internal, _>(async move |tx: &mut Tx| {
        Ok(submissions::of_post(tx, post, MOST_SUBMISSIONS).await?)
    })
    .await
}

/// The most statements that are shown of one post.
const MOST_STATEMENTS: i64 = 50;

/// What adults said against a post so far, the newest first; of what was escalated only for its authors and the leads. Only for a post that the caller
/// got from [`drafts`], [`draft`] or `review`.
pub async fn statements_on(
    ctx: &Ctx,
    post: PostId,
    with_escalated: bool,
) -> Result<Vec<StoredStatement>, Internal> {
    let db = ctx.app().db();
    db.read::<_, Internal, _>(async move |tx: &mut Tx| {
        Ok(statements::of_post(tx, post, with_escalated, MOST_STATEMENTS).await?)
    })
    .await
}

/// Beyond this place authors are told no exact number.
const FURTHEST: i64 = 200;

/// How many submissions are read before this one, counted up to 200. Only for a review that the caller got from
/// [`drafts`] or [`draft`].
pub async fn place_in_line(ctx: &Ctx, review: ReviewId) -> Result<i64, Internal> {
    ctx.app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            Ok(queue::ahead_of(tx, review, FURTHEST).await?)
        })
        .await
}

/// Whether somebody is reading this submission now; who is not told. Only for a review that the caller got from
/// [`drafts`] or [`draft`].
pub async fn is_being_read(ctx: &Ctx, review: ReviewId) -> Result<bool, Internal> {
    let now = ctx.now();
    ctx.app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            let review = reviews::get(tx, review).await?;
            let state = review.map(|review| review.at(now).state);
            Ok(matches!(state, Some(ReviewState::Claimed(_))))
        })
        .await
}
