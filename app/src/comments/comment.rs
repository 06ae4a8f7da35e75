//! Commenting on a post, or answering a comment on it: the draft of a comment is made and submitted at once. What becomes of it then is in `drafts` and `reviews`, as with a
//! post.

use domain::policy::{Action, Denial};
use domain::post::draft::{Draft, DraftText, DraftTextError, DraftVersion};
use domain::post::{Authors, CommentOn, Post, Publication};
use domain::{AccountId, ContentHash, Language, PostId, ReviewId};
use serde::{Deserialize, Serialize};
use storage::drafts::Kind;
use storage::{StorageError, Tx, comments, drafts, posts, revisions};

use crate::consent::keeps_out;
use crate::drafts::rendering::{Prepared, earlier};
use crate::drafts::{
    Checked, InputError, NotPrepared, Submitting, checked, prepare, risks, store_new,
    store_submission,
};
use crate::failure::{Barred, refusal};
use crate::once::{ClientMutationId, once};
use crate::source::new_id;
use crate::{Ctx, Failure, Internal, Outcome};

/// The most comments of one correspondent, so that nobody fills the storage.
const MOST_COMMENTS: i64 = 5_000;

/// The most comments of one correspondent that wait for adults at once.
const MOST_WAITING: i64 = 20;

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

/// Why nothing was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CommentRefusal {
    /// The person may not, or nothing public has that id.
    Barred(Barred),
    /// The retry id was used for something else.
    Reused,
    /// The text can't be kept.
    Input(InputError),
    /// It can't be rendered, or there is none.
    NotRenderable(moderation::sanitise::RenderError),
    /// There is no text.
    Empty,
    /// The comments of the post are closed.
    Closed,
    /// What was to be answered is an answer itself.
    AnswersAnswer,
    /// The correspondent belongs to no group yet.
    NoGroup,
    /// So many comments of the correspondent wait already.
    TooManyWaiting,
    /// The correspondent has as many comments as anybody may have.
    TooMany,
    /// The same was said there before, and waits, is public or was refused.
    SentBefore,
}

refusal!(CommentRefusal);

impl From<NotPrepared> for Failure<CommentRefusal> {
    fn from(not: NotPrepared) -> Self {
        match not {
            NotPrepared::Incomplete(_) => Self::Refused(CommentRefusal::Empty),
            NotPrepared::Render(error) => Self::Refused(CommentRefusal::NotRenderable(error)),
            NotPrepared::Internal(error) => Self::Internal(error),
        }
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
        Box::pin(send(tx, ctx, input, prepared))
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

/// Why a comment can't be checked: as it can't be sent.
pub type CheckCommentRefusal = CommentRefusal;

/// Renders and screens a comment as sending it would.
pub async fn check_comment(
    ctx: &Ctx,
    input: CheckComment,
) -> Outcome<Checked, CheckCommentRefusal> {
    let by = ctx.person::<CommentRefusal>()?.account;
    ctx.may::<CommentRefusal>(&Action::Comment)?;
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
async fn prepared(ctx: &Ctx, input: &Comment) -> Outcome<(Draft, Prepared), CommentRefusal> {
    ctx.may::<CommentRefusal>(&Action::Comment)?;
    let by = ctx.person::<CommentRefusal>()?.account;
    let text = read(input).map_err(|error| Failure::Refused(CommentRefusal::Input(error)))?;
    let on = input.on;
    let db = ctx.app().db();
    let (comment_on, earlier) = db
        .read::<_, Failure<CommentRefusal>, _>(async move |tx: &mut Tx| {
            let comment_on = place(tx, on, by).await?;
            // It is none of the posts that were written before.
            let earlier = earlier(tx, by, on).await?;
            Ok((comment_on, earlier))
        })
        .await?;
    let draft = Draft {
        post: PostId::from_uuid(new_id(ctx.now())),
        comment_on: Some(comment_on),
        text,
        version: DraftVersion::FIRST,
        saved_at: ctx.now(),
    };
    let prepared = prepare(ctx.app(), &draft, earlier).await?;
    Ok((draft, prepared))
}

fn read(input: &Comment) -> Result<DraftText, InputError> {
    let parsed: Result<DraftText, DraftTextError> =
        DraftText::parse("", "", &input.text, input.language, Vec::new());
    parsed
        .and_then(DraftText::of_comment)
        .map_err(InputError::Text)
}

/// Where a comment would stand that is said to a post or to a comment: only where that is public, and no deeper than an answer.
async fn place(tx: &mut Tx, on: PostId, by: AccountId) -> Outcome<CommentOn, CommentRefusal> {
    let not_found = || Failure::<CommentRefusal>::refused(Barred::NotFound);
    let place = match posts::comment_on_of(tx, on).await? {
        None => CommentOn {
            post: on,
            reply_to: None,
        },
        // Whom somebody silenced is not there for them.
        Some(above) => {
            let shown = comments::get(tx, on, Some(by)).await?;
            let shown = shown.ok_or_else(not_found)?;
            if above.reply_to.is_some() {
                return Err(Failure::Refused(CommentRefusal::AnswersAnswer));
            }
            CommentOn {
                post: above.post,
                reply_to: Some(*shown.id()),
            }
        }
    };
    posts::published_revision(tx, place.post)
        .await?
        .ok_or_else(not_found)?;
    if comments::closed(tx, place.post).await?.is_some() {
        return Err(Failure::Refused(CommentRefusal::Closed));
    }
    Ok(place)
}

async fn send(
    tx: &mut Tx,
    ctx: &Ctx,
    input: Comment,
    prepared: Outcome<(Draft, Prepared), CommentRefusal>,
) -> Outcome<Commented, CommentRefusal> {
    ctx.may::<CommentRefusal>(&Action::Comment)?;
    let person = ctx.person::<CommentRefusal>()?;
    let by = person.account;
    let (draft, mut prepared) = prepared?;
    let comment_on = draft
        .comment_on
        .ok_or(Internal::Contradiction("a comment on nothing"))?;
    // Whoever closes the comments, or takes the post down, comes before this or after it.
    posts::lock(tx, comment_on.post).await?;
    if place(tx, input.on, by).await? != comment_on {
        return Err(Internal::Busy("commenting").into());
    }
    if let Some(lacking) = keeps_out(tx, ctx, person.account).await? {
        return Err(Failure::refused(Barred::Denied(Denial::NoConsent(lacking))));
    }
    let Some(group) = person.group else {
        return Err(Failure::Refused(CommentRefusal::NoGroup));
    };
    let post = Post {
        id: draft.post,
        authors: Authors::one(by),
        group,
        comment_on: Some(comment_on),
        publication: Publication::Never,
    };
    let hash = prepared.content_hash(&post.authors);
    has_room(tx, by, hash).await?;
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

/// Goes on only if the correspondent may have another comment, and did not say just this there.
async fn has_room(tx: &mut Tx, by: AccountId, hash: ContentHash) -> Outcome<(), CommentRefusal> {
    if drafts::count_of_author(tx, (by, Kind::Comments)).await? >= MOST_COMMENTS {
        return Err(Failure::Refused(CommentRefusal::TooMany));
    }
    if comments::count_waiting(tx, by).await? >= MOST_WAITING {
        return Err(Failure::Refused(CommentRefusal::TooManyWaiting));
    }
    let said: Result<bool, StorageError> = revisions::stands_by(tx, by, hash).await;
    if said? {
        return Err(Failure::Refused(CommentRefusal::SentBefore));
    }
    Ok(())
}
