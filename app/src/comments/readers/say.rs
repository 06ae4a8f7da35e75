//! Commenting on a post without an account.

use chrono::TimeDelta;
use domain::account::READERS;
use domain::policy::Action;
use domain::post::draft::Draft;
use domain::post::{Authors, Post, Publication};
use domain::{ContentHash, Language, PostId};
use storage::{StorageError, Tx, accounts, posts, readers};

use super::ReaderCommentRefusal;
use crate::comments::Unsayable;
use crate::comments::comment::{Unfit, first, read, rendered};
use crate::comments::place::place;
use crate::drafts::rendering::Prepared;
use crate::drafts::{Submitting, risks, store_new, store_submission};
use crate::failure::Barred;
use crate::helplines::{Line, for_findings};
use crate::secrets::OneTimeCode;
use crate::sessions::AttemptKey;
use crate::source::new_id;
use crate::{Ctx, Failure, Internal, Outcome};

/// The most comments of readers that wait for adults at once: what correspondents write is not to stand in line behind strangers for long.
const MOST_WAITING: i64 = 50;

/// The most of them that wait on one post.
const MOST_WAITING_ON_A_POST: i64 = 10;

/// The most that readers send within [`A_DAY`], so that nobody fills the storage by sending and taking back.
const MOST_IN_A_DAY: i64 = 200;

/// The time in which they are counted.
const A_DAY: TimeDelta = TimeDelta::hours(24);

/// How many earlier comments of readers on the post are read together with a new one: nobody knows whether they are of one person.
const EARLIER: i64 = 3;

/// What a reader says, and to which post.
#[derive(Clone)]
pub struct CommentAsReader {
    /// The post.
    pub on: PostId,
    /// The text as it was typed.
    pub text: String,
    /// The language it is written in.
    pub language: Language,
    /// Where it comes from, if the transport knows.
    pub from: Option<AttemptKey>,
}

/// A reader's comment that waits for adults.
pub struct SentAsReader {
    /// What its author sees it with. It is shown now and never again.
    pub receipt: OneTimeCode,
    /// Whom to turn to, if something in the text sounds like danger.
    pub helplines: Vec<Line>,
}

/// Sends a reader's comment to the adults who read it. Nothing is kept of who sent it.
pub async fn comment_as_reader(
    ctx: &Ctx,
    input: CommentAsReader,
) -> Outcome<SentAsReader, ReaderCommentRefusal> {
    may_comment(ctx)?;
    let from = input.from.unwrap_or(AttemptKey::UNKNOWN);
    let readers = ctx.app().readers();
    readers
        .take(from, ctx.now())
        .map_err(|retry_at| Failure::Refused(ReaderCommentRefusal::TooMany { retry_at }))?;
    let sent = prepare_and_send(ctx, input).await;
    if sent.is_err() {
        readers.give_back(from);
    }
    sent
}

async fn prepare_and_send(
    ctx: &Ctx,
    input: CommentAsReader,
) -> Outcome<SentAsReader, ReaderCommentRefusal> {
    let (draft, prepared) = prepared(ctx, &input).await?;
    let helplines = for_findings(ctx, &prepared.screening.findings);
    let receipt = OneTimeCode::generate();
    let (inner, code_hash) = (ctx.clone(), receipt.hash());
    ctx.app()
        .db()
        .write::<_, Failure<ReaderCommentRefusal>, _>(async move |tx: &mut Tx| {
            send(tx, &inner, draft, &prepared, &code_hash).await
        })
        .await?;
    Ok(SentAsReader { receipt, helplines })
}

/// Goes on only if readers comment here, and whoever asks is one.
pub(super) fn may_comment<R: From<Barred> + From<Unfit>>(ctx: &Ctx) -> Result<(), Failure<R>> {
    ctx.may::<R>(&Action::CommentAsReader)?;
    if ctx.app().readers_comment() {
        Ok(())
    } else {
        Err(Unsayable::NotForReaders.into())
    }
}

/// The comment as it would be sent.
async fn prepared(
    ctx: &Ctx,
    input: &CommentAsReader,
) -> Outcome<(Draft, Prepared), ReaderCommentRefusal> {
    let text = read(&input.text, input.language).map_err(Failure::refused)?;
    let (on, id) = (input.on, PostId::from_uuid(new_id(ctx.now())));
    let inner = ctx.clone();
    let db = ctx.app().db();
    let (comment_on, earlier) = db
        .read::<_, Failure<ReaderCommentRefusal>, _>(async move |tx: &mut Tx| {
            let comment_on = place(tx, on, READERS).await??;
            if comment_on.reply_to.is_some() {
                return Err(Unsayable::OnPostsOnly.into());
            }
            has_room(tx, &inner, (on, id)).await??;
            Ok((comment_on, earlier(tx, (on, id)).await?))
        })
        .await?;
    let draft = first(ctx, (id, comment_on), text);
    let prepared = rendered(ctx, &draft, earlier).await?;
    Ok((draft, prepared))
}

/// What readers said last to a post, the oldest first: a number may be split over several comments.
pub(super) async fn earlier(
    tx: &mut Tx,
    (on, comment): (PostId, PostId),
) -> Result<Vec<String>, StorageError> {
    let mut texts = readers::texts_on(tx, (on, comment), EARLIER).await?;
    texts.reverse();
    Ok(texts)
}

/// Whether readers may have one more comment wait on a post.
async fn has_room(
    tx: &mut Tx,
    ctx: &Ctx,
    place: (PostId, PostId),
) -> Result<Result<(), Unsayable>, StorageError> {
    let since = ctx.now().plus(-A_DAY);
    if readers::count_since(tx, since).await? >= MOST_IN_A_DAY {
        return Ok(Err(Unsayable::TooManyOfReaders));
    }
    may_wait(tx, place).await
}

/// Whether few enough comments of readers wait, on the post and in all, for one more.
pub(super) async fn may_wait(
    tx: &mut Tx,
    (on, comment): (PostId, PostId),
) -> Result<Result<(), Unsayable>, StorageError> {
    let is_full = readers::count_waiting_on(tx, on, comment).await? >= MOST_WAITING_ON_A_POST
        || readers::count_waiting(tx, comment).await? >= MOST_WAITING;
    Ok(if is_full {
        Err(Unsayable::TooManyOfReaders)
    } else {
        Ok(())
    })
}

/// Whether just this was not said by a reader to the post before: nobody asks one adult after another.
pub(super) async fn is_new(
    tx: &mut Tx,
    place: (PostId, PostId),
    hash: ContentHash,
) -> Result<Result<(), Unsayable>, StorageError> {
    Ok(if readers::stands_elsewhere(tx, place, hash).await? {
        Err(Unsayable::SaidBefore)
    } else {
        Ok(())
    })
}

async fn send(
    tx: &mut Tx,
    ctx: &Ctx,
    draft: Draft,
    prepared: &Prepared,
    code_hash: &[u8; 32],
) -> Outcome<(), ReaderCommentRefusal> {
    let comment_on = draft
        .comment_on
        .ok_or(Internal::Contradiction("a comment on nothing"))?;
    let on = comment_on.post;
    // Whoever closes the comments, or takes the post down, comes before this or after it.
    let commented = posts::lock(tx, on).await?;
    let commented = commented.ok_or_else(|| Failure::refused(Barred::NotFound))?;
    if place(tx, on, READERS).await?? != comment_on {
        return Err(Internal::Busy("commenting").into());
    }
    // Of two who count what waits, the second waits.
    accounts::lock(tx, READERS).await?;
    has_room(tx, ctx, (on, draft.post)).await??;
    let post = Post {
        id: draft.post,
        authors: Authors::one(READERS),
        // Whoever is related to those to whom strangers speak does not decide on it.
        group: commented.group,
        comment_on: Some(comment_on),
        publication: Publication::Never,
    };
    is_new(tx, (on, post.id), prepared.content_hash(&post.authors)).await??;
    store_new(tx, ctx, &post, draft.text).await?;
    readers::insert(tx, (post.id, on), code_hash, ctx.now()).await?;
    let submitting = Submitting {
        by: READERS,
        findings_shown: false,
        risks: risks::of_authors(tx, ctx, &post).await?,
        decided_before: Vec::new(),
    };
    store_submission(tx, ctx, &post, prepared, submitting).await?;
    Ok(())
}
