//! What authors see of their own posts: the draft, the newest submission with its feedback, and what is public.

use std::collections::BTreeSet;

use domain::policy::Action;
use domain::post::draft::{Draft, DraftText, DraftVersion};
use domain::post::{Authors, CommentOn};
use domain::{AccountId, Language, PostId, ReviewId, RevisionId, Timestamp};
use moderation::review::ReviewState;
use storage::comments::{self, PublicComment};
use storage::drafts::{Kind, OwnDraft};
use storage::feed::{self, PublicPost};
use storage::statements::{Known, StoredStatement};
use storage::submissions::{self, Submission};
use storage::words::{self, Shown};
use storage::{
    Direction, StorageError, Tx, drafts as stored, posts, queue, reviews, revisions, scheduled,
    statements,
};

use crate::source::begun_at;
use crate::{Ctx, Internal};

/// A post as its authors see it.
#[derive(Debug, Clone)]
pub struct DraftView {
    /// The working copy; for a co-author what was last sent of it, as far as they were asked about it.
    pub draft: Draft,
    /// Whether the person writes it.
    pub writes: bool,
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
            let writes = authors.are_led_by(account);
            Ok(views(
                tx,
                (account, inner.language()),
                vec![OwnDraft { draft, writes }],
            )
            .await?
            .pop())
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
    let reads = ctx.language();
    ctx.app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            let found = stored::of_author(tx, (account, kind), from, direction, limit).await?;
            Ok(views(tx, (account, reads), found).await?)
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
    let reads = ctx.language();
    ctx.app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            let found = stored::by_ids(tx, account, &ids).await?;
            Ok(views(tx, (account, reads), found).await?)
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

/// What co-authors were asked about last of those drafts that they do not write.
async fn shown(
    tx: &mut Tx,
    account: AccountId,
    drafts: &[OwnDraft],
) -> Result<Vec<Shown>, StorageError> {
    let others = drafts.iter().filter(|own| !own.writes);
    let others: Vec<PostId> = others.map(|own| own.draft.post).collect();
    words::shown(tx, &others, account).await
}

/// What somebody may read of a draft: whoever writes it all; a co-author what they were asked about last, and nothing before that: not even its language.
fn readable(OwnDraft { draft, writes }: OwnDraft, shown: &[Shown], reads: Language) -> Draft {
    if writes {
        return draft;
    }
    let shown = shown.iter().find(|shown| shown.post == draft.post);
    let nothing = DraftText {
        title: None,
        summary: None,
        body: None,
        language: reads,
        topics: Vec::new(),
    };
    Draft {
        text: shown.map_or(nothing, |shown| shown.text.clone()),
        saved_at: shown.map_or(
            begun_at(draft.post.as_uuid()).unwrap_or(draft.saved_at),
            |shown| shown.at,
        ),
        version: DraftVersion::FIRST,
        ..draft
    }
}

/// A draft as whoever writes it sees it. Only for whoever does.
pub(crate) async fn view_of(
    tx: &mut Tx,
    (account, reads): (AccountId, Language),
    post: PostId,
) -> Result<Option<DraftView>, StorageError> {
    let Some(draft) = stored::get(tx, post).await? else {
        return Ok(None);
    };
    let own = OwnDraft {
        draft,
        writes: true,
    };
    Ok(views(tx, (account, reads), vec![own]).await?.pop())
}

async fn views(
    tx: &mut Tx,
    (account, reads): (AccountId, Language),
    drafts: Vec<OwnDraft>,
) -> Result<Vec<DraftView>, StorageError> {
    let shown = shown(tx, account, &drafts).await?;
    let written = drafts.iter().filter(|own| own.writes);
    let written: Vec<PostId> = written.map(|own| own.draft.post).collect();
    let mut submissions = submissions::newest_of(tx, &written).await?;
    let sent: Vec<RevisionId> = shown.iter().map(|shown| shown.revision).collect();
    submissions.extend(submissions::of_revisions(tx, &sent).await?);
    let own = drafts.into_iter();
    let drafts = own.map(|own| (own.writes, readable(own, &shown, reads)));
    let drafts: Vec<(bool, Draft)> = drafts.collect();
    let ids: Vec<PostId> = drafts.iter().map(|(_, draft)| draft.post).collect();
    let mut published = feed::by_ids(tx, &ids).await?;
    let places: Vec<CommentOn> = drafts.iter().filter_map(|(_, it)| it.comment_on).collect();
    let Spoken {
        mut shown,
        commented,
        answered,
    } = spoken(tx, account, &ids, &places).await?;
    let scheduled = scheduled::of_posts(tx, &ids).await?;
    Ok(drafts
        .into_iter()
        .map(|(writes, draft)| {
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
                writes,
            }
        })
        .collect())
}

/// The most submissions that are shown of one post.
const MOST_SUBMISSIONS: i64 = 50;

/// Everything that was submitted of a post, the newest first; for a co-author what they were asked about. Only for a post that the caller got from
/// [`drafts`] or [`draft`], which tell whether they write it.
pub async fn submissions_of(
    ctx: &Ctx,
    post: PostId,
    writes: bool,
) -> Result<Vec<Submission>, Internal> {
    let account = ctx.actor().account();
    let db = ctx.app().db();
    db.read::<_, Internal, _>(async move |tx: &mut Tx| {
        let mut all = submissions::of_post(tx, post, MOST_SUBMISSIONS).await?;
        if !writes {
            let mut asked = words::asked(tx, &[post]).await?;
            asked.retain(|it| Some(it.account) == account);
            all.retain(|one| asked.iter().any(|it| it.content_hash == one.content_hash));
        }
        Ok(all)
    })
    .await
}

/// The HTML that was submitted. Only for a submission that the caller got from [`drafts`], [`draft`] or [`submissions_of`].
pub async fn submitted_html(ctx: &Ctx, revision: RevisionId) -> Result<String, Internal> {
    let db = ctx.app().db();
    db.read::<_, Internal, _>(async move |tx: &mut Tx| {
        let read = revisions::get(tx, revision).await?;
        let read = read.ok_or(Internal::Contradiction("a submission without its revision"))?;
        Ok(read.html.as_str().to_owned())
    })
    .await
}

/// The most statements that are shown of one post.
pub(crate) const MOST_STATEMENTS: i64 = 50;

/// What adults said against a post so far, the newest first, as far as the caller may know it. Only for a post that they got from [`drafts`], [`draft`] or
/// `review`.
pub async fn statements_on(
    ctx: &Ctx,
    post: PostId,
    known: Known,
) -> Result<Vec<StoredStatement>, Internal> {
    let db = ctx.app().db();
    db.read::<_, Internal, _>(async move |tx: &mut Tx| {
        Ok(statements::of_post(tx, post, known, MOST_STATEMENTS).await?)
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
