//! `commentAsReader` and what its receipt is good for. All of them are mutations, so that a receipt is never part of an address.

use app::comments::readers::{
    self, ReaderChangeRefusal, ReaderCommentRefusal, ReaderSecondLookRefusal, UnknownReceipt,
};
use app::helplines::Line;
use app::reviews::AskForSecondLook;
use app::sessions::AttemptKey;
use app::{Barred, OneTimeCode};
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject, Union};

use super::comment::unfit;
use super::payload::{Stoppable as _, found, opened, told, valid};
use crate::schema::enums::Language;
use crate::schema::errors::{
    CommentImpossibleError, InvalidInputError, NotAllowedError, NotFoundError, RateLimitedError,
    ReadersWaitError, ReceiptUnknownError, SecondLookImpossibleError, Stopped,
    TextNotRenderableError,
};
use crate::schema::helpline::Helpline;
use crate::schema::input::{optional_message, retry_id, unusable};
use crate::schema::reader_comment::ReaderComment;
use crate::schema::request::Parts as _;
use crate::words::Say;

/// The mutations.
#[derive(Default)]
pub(crate) struct CommentWithoutAccount;

/// What to say, and to which post.
#[derive(InputObject)]
struct CommentAsReaderInput {
    /// The post. Readers speak to posts, and not to a comment.
    on: ID,
    /// The text as Markdown, up to 2,000 characters.
    text: String,
    /// The language it is written in.
    language: Language,
    /// Makes a retry safe: the same id with the same input gives the same receipt, and nothing is sent twice. 20 to 100 characters that nobody else comes to, such as
    /// a random UUID. Without one a lost answer is a lost receipt; the comment is read all the same.
    client_mutation_id: Option<String>,
}

/// A receipt.
#[derive(InputObject)]
struct CommentReceiptInput {
    /// The receipt: 26 letters and digits; hyphens and capitals don't count.
    receipt: String,
    /// Accepted everywhere; doing it twice does no harm.
    client_mutation_id: Option<String>,
}

/// What a comment is to say in place of what it said.
#[derive(InputObject)]
struct ChangeCommentAsReaderInput {
    /// The receipt of the comment.
    receipt: String,
    /// The text as Markdown, up to 2,000 characters.
    text: String,
    /// The language it is written in.
    language: Language,
    /// Accepted everywhere; of two that change the same, the second is refused.
    client_mutation_id: Option<String>,
}

/// What to look at again.
#[derive(InputObject)]
struct AskForSecondLookAsReaderInput {
    /// The receipt of the comment.
    receipt: String,
    /// The statement of what was decided.
    statement: ID,
    /// Why, if you want to say it. Those who may look again read it.
    message: Option<String>,
    /// Accepted everywhere; of two that ask for the same, the second is refused.
    client_mutation_id: Option<String>,
}

/// A comment that adults will read. Until then nobody else sees it.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct ReaderCommentSent {
    /// What you see it with from now on. Show it now and ask that it be kept: nobody can give it again, and whoever has it can take the comment back.
    receipt: String,
    /// The comment.
    comment: ReaderComment,
    /// Whom to turn to, who answers now first; empty when nothing in the text sounds like danger. Show the first one before everything else.
    helplines: Vec<Helpline>,
}

/// A comment that adults will read again.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct ReaderCommentChanged {
    /// The comment.
    comment: ReaderComment,
    /// Whom to turn to, who answers now first; empty when nothing in the text sounds like danger. Show the first one before everything else.
    helplines: Vec<Helpline>,
}

/// How `commentAsReader` ended.
#[derive(Union)]
pub(crate) enum CommentAsReaderPayload {
    /// It waits for adults.
    Sent(Box<ReaderCommentSent>),
    /// A part of the input can't be read.
    InvalidInput(InvalidInputError),
    /// Nothing public has that id.
    NotFound(NotFoundError),
    /// Somebody is signed in.
    NotAllowed(NotAllowedError),
    /// The text can't be shown.
    NotRenderable(TextNotRenderableError),
    /// There can be no such comment now.
    Impossible(CommentImpossibleError),
    /// So many were sent from the same address lately.
    TooMany(RateLimitedError),
}

/// How `changeCommentAsReader` ended.
#[derive(Union)]
pub(crate) enum ChangeCommentAsReaderPayload {
    /// It waits for adults.
    Changed(Box<ReaderCommentChanged>),
    /// A part of the input can't be read.
    InvalidInput(InvalidInputError),
    /// What it is said to is not public.
    NotFound(NotFoundError),
    /// Somebody is signed in.
    NotAllowed(NotAllowedError),
    /// The text can't be shown.
    NotRenderable(TextNotRenderableError),
    /// There can be no such comment now.
    Impossible(CommentImpossibleError),
    /// No comment has that receipt.
    ReceiptUnknown(ReceiptUnknownError),
}

/// How `readCommentReceipt` ended.
#[derive(Union)]
pub(crate) enum ReadCommentReceiptPayload {
    /// The comment.
    Comment(Box<ReaderComment>),
    /// No comment has that receipt.
    ReceiptUnknown(ReceiptUnknownError),
}

/// How `takeBackCommentAsReader` ended.
#[derive(Union)]
pub(crate) enum TakeBackCommentAsReaderPayload {
    /// The comment, of which nothing waits or is public any more.
    Comment(Box<ReaderComment>),
    /// No comment has that receipt.
    ReceiptUnknown(ReceiptUnknownError),
}

/// How `askForSecondLookAsReader` ended.
#[derive(Union)]
pub(crate) enum AskForSecondLookAsReaderPayload {
    /// The comment, which waits for another adult.
    Comment(Box<ReaderComment>),
    /// A part of the input can't be read.
    InvalidInput(InvalidInputError),
    /// The statement is not about that comment.
    NotFound(NotFoundError),
    /// It can't be looked at again.
    Impossible(SecondLookImpossibleError),
    /// So many comments of readers wait already. It can be asked for until `secondLookUntil`.
    TooManyWait(ReadersWaitError),
    /// No comment has that receipt.
    ReceiptUnknown(ReceiptUnknownError),
}

#[Object(serial)]
impl CommentWithoutAccount {
    /// Sends a comment on a post without an account, where the centre lets readers comment (`readersMayComment`). Adults read it before anybody else does. Nothing is
    /// kept of who you are: with the receipt you see what became of it, and may take it back.
    #[graphql(complexity = "200 + child_complexity")]
    async fn comment_as_reader(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to say, and to which post.")] input: CommentAsReaderInput,
    ) -> Result<CommentAsReaderPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        if retry.as_ref().is_some_and(|id| !id.is_unlikely()) {
            return Ok(unusable(say, "clientMutationId", "retry-id-likely").into());
        }
        let on = found!(ctx, ctx.open_published(&input.on)?);
        let caller = ctx.request()?.caller();
        let comment = readers::CommentAsReader {
            on,
            text: input.text,
            language: input.language.into(),
            from: caller.map(|address| AttemptKey::of(&address.bytes())),
        };
        let outcome = readers::comment_as_reader(ctx.app()?, comment, retry).await;
        Ok(match told(ctx, outcome)? {
            Ok(sent) => CommentAsReaderPayload::Sent(Box::new(ReaderCommentSent {
                receipt: sent.receipt.reveal().to_owned(),
                comment: sent.comment.into(),
                helplines: shown(sent.helplines),
            })),
            Err(ReaderCommentRefusal::Barred(barred)) => {
                CommentAsReaderPayload::stopped(with_account(say, barred))
            }
            Err(ReaderCommentRefusal::Unfit(why)) => unfit(say, why),
            Err(ReaderCommentRefusal::TooMany { retry_at }) => {
                let when = (ctx.app()?.now(), retry_at);
                RateLimitedError::saying(say, "comment-too-often", when).into()
            }
        })
    }

    /// Says what became of a comment, with its receipt.
    #[graphql(complexity = "20 + child_complexity")]
    async fn read_comment_receipt(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The receipt.")] input: CommentReceiptInput,
    ) -> Result<ReadCommentReceiptPayload> {
        drop(input.client_mutation_id);
        let receipt = OneTimeCode::presented(&input.receipt);
        let outcome = readers::reader_comment(ctx.app()?, &receipt).await;
        Ok(match told(ctx, outcome)? {
            Ok(kept) => ReadCommentReceiptPayload::Comment(Box::new(kept.into())),
            Err(UnknownReceipt) => ReceiptUnknownError::new(ctx.say()?).into(),
        })
    }

    /// Sends a comment again in other words, where an adult asked for a change, declined it or took it down.
    #[graphql(complexity = "200 + child_complexity")]
    async fn change_comment_as_reader(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What it is to say.")] input: ChangeCommentAsReaderInput,
    ) -> Result<ChangeCommentAsReaderPayload> {
        let say = ctx.say()?;
        drop(input.client_mutation_id);
        let receipt = OneTimeCode::presented(&input.receipt);
        let change = readers::ChangeAsReader {
            receipt: receipt.clone(),
            text: input.text,
            language: input.language.into(),
        };
        let outcome = readers::change_as_reader(ctx.app()?, change).await;
        let helplines = match told(ctx, outcome)? {
            Ok(helplines) => helplines,
            Err(ReaderChangeRefusal::Barred(barred)) => {
                return Ok(ChangeCommentAsReaderPayload::stopped(with_account(
                    say, barred,
                )));
            }
            Err(ReaderChangeRefusal::Unfit(why)) => return Ok(unfit(say, why)),
            Err(ReaderChangeRefusal::UnknownReceipt) => {
                return Ok(ReceiptUnknownError::new(say).into());
            }
        };
        let kept = readers::reader_comment(ctx.app()?, &receipt).await;
        Ok(match told(ctx, kept)? {
            Ok(kept) => ChangeCommentAsReaderPayload::Changed(Box::new(ReaderCommentChanged {
                comment: kept.into(),
                helplines: shown(helplines),
            })),
            Err(UnknownReceipt) => ReceiptUnknownError::new(say).into(),
        })
    }

    /// Takes a comment back: what waits is read by nobody, and what is public is not any more.
    #[graphql(complexity = "20 + child_complexity")]
    async fn take_back_comment_as_reader(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The receipt.")] input: CommentReceiptInput,
    ) -> Result<TakeBackCommentAsReaderPayload> {
        drop(input.client_mutation_id);
        let receipt = OneTimeCode::presented(&input.receipt);
        let outcome = readers::take_back_as_reader(ctx.app()?, &receipt).await;
        Ok(match told(ctx, outcome)? {
            Ok(kept) => TakeBackCommentAsReaderPayload::Comment(Box::new(kept.into())),
            Err(UnknownReceipt) => ReceiptUnknownError::new(ctx.say()?).into(),
        })
    }

    /// Has another adult look at what was decided against a comment. The same bytes wait once more; whoever decided first can't decide again.
    #[graphql(complexity = "50 + child_complexity")]
    async fn ask_for_second_look_as_reader(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to look at again.")] input: AskForSecondLookAsReaderInput,
    ) -> Result<AskForSecondLookAsReaderPayload> {
        let say = ctx.say()?;
        drop(input.client_mutation_id);
        let receipt = OneTimeCode::presented(&input.receipt);
        let ask = AskForSecondLook {
            statement: opened!(ctx, Statement, &input.statement),
            message: valid!(optional_message(say, input.message.as_deref())),
        };
        let outcome = readers::ask_for_second_look_as_reader(ctx.app()?, &receipt, ask).await;
        Ok(match told(ctx, outcome)? {
            Ok(kept) => AskForSecondLookAsReaderPayload::Comment(Box::new(kept.into())),
            Err(ReaderSecondLookRefusal::UnknownReceipt) => ReceiptUnknownError::new(say).into(),
            Err(ReaderSecondLookRefusal::NotFound) => NotFoundError::new(say).into(),
            Err(ReaderSecondLookRefusal::Impossible(why)) => {
                SecondLookImpossibleError::new(say, why).into()
            }
            Err(ReaderSecondLookRefusal::TooManyWait) => ReadersWaitError::new(say).into(),
        })
    }
}

/// Whoever has an account speaks with it.
fn with_account(say: Say<'_>, barred: Barred) -> Stopped {
    match Stopped::new(say, barred) {
        Stopped::NotAllowed(error) => Stopped::NotAllowed(NotAllowedError {
            message: say.plain("comment-with-account"),
            ..error
        }),
        stopped @ Stopped::NotFound(_) => stopped,
    }
}

fn shown(helplines: Vec<Line>) -> Vec<Helpline> {
    helplines.into_iter().map(Helpline::from).collect()
}
