//! Commenting on a post, or answering a comment on it: the draft of a comment is made and submitted at once. What becomes of it then is in `drafts` and `reviews`, as with a
//! post.

use domain::policy::{Action, Denial};
use domain::post::draft::{Draft, DraftText, DraftTextError, DraftVersion};
use domain::post::{Authors, CommentOn, Post, Publication};
use domain::{ContentHash, Language, PostId, ReviewId};
use moderation::sanitise::RenderError;
use serde::{Deserialize, Serialize};
use storage::{Tx, posts};

use super::place::{Unsayable, has_room, may_be_sent, place};
use crate::consent::keeps_out;
use crate::drafts::rendering::{Prepared, earlier};
use crate::drafts::{
    Checked, InputError, NotPrepared, Submitting, checked, prepare, risks, store_new,
    store_submission,
};
use crate::failure::Barred;
use crate::once::{ClientMutationId, once};
use crate::source::new_id;
use crate::{Ctx, Failure, Internal, Outcome, Reused};

/// What to say, and to what.
#[derive(Clone, Hash)]
pub struct Comment {
    /// The post, or the comment on it that is answered.
    pub on: PostId,
    /// The text as it was typed.
    pub text: String,
    /// The language it is written in.
    pub language: Language,
    /// The hash of what the author was shown by checking, with its findings.
    pub checked: Option<ContentHash>,
}

/// A comment that waits for a person.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Commented {
    /// The comment.
    #[serde(with = "crate::wire::id")]
    pub comment: PostId,
    /// Its review.
    #[serde(with = "crate::wire::id")]
    pub review: ReviewId,
}

/// What is wrong with a comment, whoever says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfit {
    /// The text can't be kept.
    Input(InputError),
    /// It can't be rendered.
    NotRenderable(RenderError),
    /// There is no text.
    Empty,
    /// It can't be said there, or not now.
    Unsayable(Unsayable),
}

/// Why a comment can't be looked at, or sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckCommentRefusal {
    /// The person may not, or nothing public has that id.
    Barred(Barred),
    /// The correspondent belongs to no group yet.
    NoGroup,
    /// It is nothing to be sent.
    Unfit(Unfit),
}

/// Why nothing was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CommentRefusal {
    /// As looking at it would be refused.
    Check(CheckCommentRefusal),
    /// The retry id was used for something else.
    Reused,
}

impl From<Barred> for CheckCommentRefusal {
    fn from(barred: Barred) -> Self {
        Self::Barred(barred)
    }
}

impl From<Unfit> for CheckCommentRefusal {
    fn from(why: Unfit) -> Self {
        Self::Unfit(why)
    }
}

impl From<Reused> for CommentRefusal {
    fn from(_: Reused) -> Self {
        Self::Reused
    }
}

impl<R: From<Barred> + From<Unfit>> From<Unsayable> for Failure<R> {
    fn from(why: Unsayable) -> Self {
        match why {
            // Nobody learns whether there is something that is not public.
            Unsayable::NotThere => Self::refused(Barred::NotFound),
            why => Self::refused(Unfit::Unsayable(why)),
        }
    }
}

fn as_not_sent(failure: Failure<CheckCommentRefusal>) -> Failure<CommentRefusal> {
    match failure {
        Failure::Refused(why) => Failure::Refused(CommentRefusal::Check(why)),
        Failure::Internal(error) => Failure::Internal(error),
    }
}

/// Sends a comment to the adults who read it. It is rendered and screened before the transaction; whether one may still comment there is asked again inside.
pub async fn comment(
    ctx: &Ctx,
    input: Comment,
    retry: Option<ClientMutationId>,
) -> Outcome<Commented, CommentRefusal> {
    let prepared = prepared(ctx, &input).await;
    once(ctx, "comment", input, retry, |tx, ctx, input| {
        Box::pin(async move { send(tx, ctx, input, prepared).await.map_err(as_not_sent) })
    })
    .await
}

/// What to look at before it is sent. Nothing of it is kept.
#[derive(Clone)]
pub struct CheckComment {
    /// The post, or the comment on it that is answered.
    pub on: PostId,
    /// The text as it was typed.
    pub text: String,
    /// The language it is written in.
    pub language: Language,
}

/// Renders and screens a comment as sending it would.
pub async fn check_comment(
    ctx: &Ctx,
    input: CheckComment,
) -> Outcome<Checked, CheckCommentRefusal> {
    let by = ctx.person::<CheckCommentRefusal>()?.account;
    ctx.may::<CheckCommentRefusal>(&Action::Comment)?;
    ctx.app().checks().count(by, ctx.now());
    let input = Comment {
        on: input.on,
        text: input.text,
        language: input.language,
        checked: None,
    };
    let (draft, prepared) = prepared(ctx, &input).await?;
    Ok(checked(ctx, draft, &Authors::one(by), prepared))
}

/// The comment as it would be sent.
async fn prepared(ctx: &Ctx, input: &Comment) -> Outcome<(Draft, Prepared), CheckCommentRefusal> {
    ctx.may::<CheckCommentRefusal>(&Action::Comment)?;
    let person = ctx.person::<CheckCommentRefusal>()?;
    let by = person.account;
    if person.group.is_none() {
        return Err(Failure::Refused(CheckCommentRefusal::NoGroup));
    }
    let text = read(&input.text, input.language).map_err(Failure::refused)?;
    let (on, id) = (input.on, PostId::from_uuid(new_id(ctx.now())));
    let db = ctx.app().db();
    let (comment_on, earlier) = db
        .read::<_, Failure<CheckCommentRefusal>, _>(async move |tx: &mut Tx| {
            let comment_on = place(tx, on, by).await??;
            has_room(tx, by).await??;
            // What stands just above it is no less part of it: a number may be split over both.
            let earlier = earlier(tx, by, id).await?;
            Ok((comment_on, earlier))
        })
        .await?;
    let draft = first(ctx, (id, comment_on), text);
    let prepared = rendered(ctx, &draft, earlier).await?;
    Ok((draft, prepared))
}

/// What a comment says, as it was typed.
pub(super) fn read(text: &str, language: Language) -> Result<DraftText, Unfit> {
    let parsed: Result<DraftText, DraftTextError> =
        DraftText::parse("", "", text, language, Vec::new());
    parsed
        .and_then(DraftText::of_comment)
        .map_err(|error| Unfit::Input(InputError::Text(error)))
}

/// The first draft of a comment.
pub(super) fn first(ctx: &Ctx, (id, on): (PostId, CommentOn), text: DraftText) -> Draft {
    Draft {
        post: id,
        comment_on: Some(on),
        text,
        version: DraftVersion::FIRST,
        saved_at: ctx.now(),
    }
}

/// Renders and screens a comment.
pub(super) async fn rendered<R: From<Unfit>>(
    ctx: &Ctx,
    draft: &Draft,
    earlier: Vec<String>,
) -> Outcome<Prepared, R> {
    prepare(ctx.app(), draft, earlier)
        .await
        .map_err(|not| match not {
            NotPrepared::Incomplete(_) => Failure::refused(Unfit::Empty),
            NotPrepared::Render(error) => Failure::refused(Unfit::NotRenderable(error)),
            NotPrepared::Internal(error) => Failure::Internal(error),
        })
}

async fn send(
    tx: &mut Tx,
    ctx: &Ctx,
    input: Comment,
    prepared: Outcome<(Draft, Prepared), CheckCommentRefusal>,
) -> Outcome<Commented, CheckCommentRefusal> {
    ctx.may::<CheckCommentRefusal>(&Action::Comment)?;
    let person = ctx.person::<CheckCommentRefusal>()?;
    let by = person.account;
    let (draft, mut prepared) = prepared?;
    let comment_on = draft
        .comment_on
        .ok_or(Internal::Contradiction("a comment on nothing"))?;
    // Whoever closes the comments, or takes the post down, comes before this or after it.
    posts::lock(tx, comment_on.post).await?;
    if place(tx, input.on, by).await?? != comment_on {
        return Err(Internal::Busy("commenting").into());
    }
    if let Some(lacking) = keeps_out(tx, ctx, person.account).await? {
        return Err(Failure::refused(Barred::Denied(Denial::NoConsent(lacking))));
    }
    let Some(group) = person.group else {
        return Err(Failure::Refused(CheckCommentRefusal::NoGroup));
    };
    let post = Post {
        id: draft.post,
        authors: Authors::one(by),
        group,
        comment_on: Some(comment_on),
        publication: Publication::Never,
    };
    let hash = prepared.content_hash(&post.authors);
    has_room(tx, by).await??;
    may_be_sent(tx, (by, post.id), hash).await??;
    if ctx.app().checks().look_like_a_search(by, ctx.now()) {
        prepared.screening = prepared.screening.after_a_search();
    }
    let submitting = Submitting {
        by,
        findings_shown: input.checked == Some(hash),
        risks: risks::of_authors(tx, ctx, &post).await?,
        decided_before: Vec::new(),
    };
    store_new(tx, ctx, &post, draft.text).await?;
    let submitted = store_submission(tx, ctx, &post, &prepared, submitting).await?;
    Ok(Commented {
        comment: post.id,
        review: submitted.review,
    })
}
