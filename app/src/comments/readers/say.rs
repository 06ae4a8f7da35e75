//! Commenting on a post without an account.

use domain::account::READERS;
use domain::policy::Action;
use domain::post::draft::Draft;
use domain::post::{Authors, CommentOn, Post, Publication};
use domain::{Language, PostId};
use storage::{StorageError, Tx, accounts, posts, readers};

use super::ReaderCommentRefusal;
use super::bounds::may_be_sent;
use super::receipt::{ReaderComment, view};
use crate::comments::Unsayable;
use crate::comments::comment::{Unfit, first, read, rendered};
use crate::comments::place::place;
use crate::drafts::rendering::{EARLIER, Prepared};
use crate::drafts::{Submitting, risks, store_new, store_submission};
use crate::failure::Barred;
use crate::helplines::{Line, for_findings};
use crate::secrets::{CodeFor, OneTimeCode};
use crate::sessions::AttemptKey;
use crate::source::new_id;
use crate::{ClientMutationId, Ctx, Failure, Internal, Outcome};

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
    /// What its author sees it with.
    pub receipt: OneTimeCode,
    /// The comment.
    pub comment: ReaderComment,
    /// Whom to turn to, if something in the text sounds like danger.
    pub helplines: Vec<Line>,
}

/// Sends a reader's comment to the adults who read it. Nothing is kept of who sent it. With a retry id that nobody can guess, sending the same again gives the same
/// receipt, and nothing is sent twice.
pub async fn comment_as_reader(
    ctx: &Ctx,
    input: CommentAsReader,
    retry: Option<ClientMutationId>,
) -> Outcome<SentAsReader, ReaderCommentRefusal> {
    ctx.may::<ReaderCommentRefusal>(&Action::CommentAsReader)?;
    if !ctx.app().readers_comment() {
        return Err(Unsayable::NotForReaders.into());
    }
    let text = read(&input.text, input.language).map_err(Failure::refused)?;
    if text.body.is_none() {
        return Err(Failure::refused(Unfit::Empty));
    }
    let receipt = receipt(ctx, &input, retry)?;
    let id = PostId::from_uuid(new_id(ctx.now()));
    let found = look(ctx, (input.on, id), receipt.hash()).await?;
    if !found.is_sent {
        let from = input.from.unwrap_or(AttemptKey::UNKNOWN);
        let counted = ctx.app().reader_pace().count(from, ctx.now());
        counted.map_err(|retry_at| Failure::Refused(ReaderCommentRefusal::TooMany { retry_at }))?;
    }
    let draft = first(ctx, (id, found.on), text);
    let prepared = rendered(ctx, &draft, found.earlier).await?;
    let helplines = for_findings(ctx, &prepared.screening.findings);
    let (inner, code) = (ctx.clone(), receipt.hash());
    let comment = ctx
        .app()
        .db()
        .write::<_, Failure<ReaderCommentRefusal>, _>(async move |tx: &mut Tx| {
            send(tx, &inner, (draft, found.on), &prepared, &code).await
        })
        .await?;
    Ok(SentAsReader {
        receipt,
        comment,
        helplines,
    })
}

/// The receipt of what is sent: random, or where it may be sent again what the retry id and all of the input make.
fn receipt(
    ctx: &Ctx,
    input: &CommentAsReader,
    retry: Option<ClientMutationId>,
) -> Result<OneTimeCode, Internal> {
    let Some(retry) = retry else {
        return Ok(OneTimeCode::generate());
    };
    let id = retry.as_str();
    let mut name = format!("{}:{id}:", id.len()).into_bytes();
    name.extend_from_slice(input.on.as_uuid().as_bytes());
    name.extend_from_slice(input.language.code().as_bytes());
    name.push(b':');
    name.extend_from_slice(input.text.as_bytes());
    ctx.app()
        .vault()
        .code_of_bytes(CodeFor::CommentReceipt, &name)
}

/// What there is before a comment is sent.
struct Found {
    on: CommentOn,
    /// What readers said last to the post.
    earlier: Vec<String>,
    /// Whether it was sent before, with the same retry id.
    is_sent: bool,
}

/// Looks whether a comment can be sent; what was sent before can be, whatever became of the post.
async fn look(
    ctx: &Ctx,
    (on, id): (PostId, PostId),
    code: [u8; 32],
) -> Outcome<Found, ReaderCommentRefusal> {
    let inner = ctx.clone();
    let db = ctx.app().db();
    db.read::<_, Failure<ReaderCommentRefusal>, _>(async move |tx: &mut Tx| {
        if readers::by_code(tx, &code).await?.is_some() {
            return Ok(Found {
                on: CommentOn {
                    post: on,
                    reply_to: None,
                },
                earlier: Vec::new(),
                is_sent: true,
            });
        }
        let comment_on = place(tx, on, READERS).await??;
        if comment_on.reply_to.is_some() {
            return Err(Unsayable::OnPostsOnly.into());
        }
        may_be_sent(tx, &inner, (on, id)).await??;
        Ok(Found {
            on: comment_on,
            earlier: earlier(tx, (on, id)).await?,
            is_sent: false,
        })
    })
    .await
}

/// What readers said last to a post, the oldest first: a number may be split over several comments, and nobody knows whether they are of one person.
pub(super) async fn earlier(
    tx: &mut Tx,
    (on, comment): (PostId, PostId),
) -> Result<Vec<String>, StorageError> {
    let mut texts = readers::texts_on(tx, (on, comment), EARLIER).await?;
    texts.reverse();
    Ok(texts)
}

async fn send(
    tx: &mut Tx,
    ctx: &Ctx,
    (draft, comment_on): (Draft, CommentOn),
    prepared: &Prepared,
    code: &[u8; 32],
) -> Outcome<ReaderComment, ReaderCommentRefusal> {
    let on = comment_on.post;
    // Whoever closes the comments, or takes the post down, comes before this or after it; and of two who count what waits, the second waits.
    let commented = posts::lock(tx, on).await?;
    let commented = commented.ok_or_else(|| Failure::refused(Barred::NotFound))?;
    accounts::lock(tx, READERS).await?;
    if let Some((sent, _)) = readers::by_code(tx, code).await? {
        return Ok(view(tx, ctx.language(), sent).await?);
    }
    if place(tx, on, READERS).await?? != comment_on {
        return Err(Internal::Busy("commenting").into());
    }
    may_be_sent(tx, ctx, (on, draft.post)).await??;
    let post = Post {
        id: draft.post,
        authors: Authors::one(READERS),
        // Whoever leads the group to which strangers speak does not decide on it.
        group: commented.group,
        comment_on: Some(comment_on),
        publication: Publication::Never,
    };
    store_new(tx, ctx, &post, draft.text).await?;
    readers::insert(tx, (post.id, on), code, ctx.now()).await?;
    let hash = prepared.content_hash(&post.authors);
    let submitting = Submitting {
        by: READERS,
        findings_shown: false,
        risks: risks::of_authors(tx, ctx, &post).await?,
        // Also where another reader said it: nobody asks one adult after another.
        decided_before: readers::decided_against(tx, (on, post.id), hash).await?,
    };
    store_submission(tx, ctx, &post, prepared, submitting).await?;
    Ok(view(tx, ctx.language(), post.id).await?)
}
