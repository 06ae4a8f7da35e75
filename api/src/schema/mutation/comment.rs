//! `checkComment` and `comment`: what a correspondent says to a post, or to a comment on it.

use app::comments::{self, CheckCommentRefusal, CommentRefusal, Unfit};
use app::drafts::{Checked, InputError};
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject, Union};
use domain::text::Body;

use super::check_draft::Removed;
use super::payload::{Stoppable, found, told, valid};
use crate::schema::draft::Draft;
use crate::schema::enums::Language;
use crate::schema::errors::{
    ClientMutationIdReusedError, CommentImpossibleError, InvalidInputError, NoGroupError,
    NotAllowedError, NotFoundError, Stopped, TextNotRenderableError,
};
use crate::schema::finding::DraftFinding;
use crate::schema::helpline::Helpline;
use crate::schema::input::{content_hash, invalid_draft, not_renderable, retry_id, unusable};
use crate::schema::request::Parts as _;
use crate::schema::revision::{Link, Texts};
use crate::schema::viewer::draft_of;
use crate::words::Say;

/// The mutations.
#[derive(Default)]
pub(crate) struct CommentOnPost;

/// What to look at before it is sent.
#[derive(InputObject)]
struct CheckCommentInput {
    /// The post, or the comment on it that you answer.
    on: ID,
    /// The text as Markdown, up to 2,000 characters.
    text: String,
    /// The language it is written in.
    language: Language,
    /// Accepted everywhere; checking changes nothing, so a retry is safe without it.
    client_mutation_id: Option<String>,
}

/// What to say, and to what.
#[derive(InputObject)]
struct CommentInput {
    /// The post, or the comment on it that you answer. An answer itself can't be answered.
    on: ID,
    /// The text as Markdown, up to 2,000 characters.
    text: String,
    /// The language it is written in.
    language: Language,
    /// The `contentHash` that `checkComment` gave, if its findings were shown.
    checked: Option<String>,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// How a comment would appear.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct CommentChecked {
    /// The text as readers would see it. Safe to insert into a page as it is.
    html: String,
    /// SHA-256 of everything that would be shown, in hexadecimal.
    content_hash: String,
    /// Where its links lead.
    links: Vec<Link>,
    /// What was taken out, so that it can be shown safely.
    removed: Vec<Removed>,
    /// What an adult would look at first. You may change it before you send it, or leave it.
    findings: Vec<DraftFinding>,
    /// Whom to turn to, who answers now first; empty when nothing in the text sounds like danger. Show the first one before everything else.
    helplines: Vec<Helpline>,
}

/// A comment that an adult will read. Until then nobody else sees it.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct CommentSent {
    /// The comment as its author sees it: with what becomes of it, and to change it if an adult asks for that.
    comment: Draft,
}

/// How `checkComment` ended.
#[derive(Union)]
pub(crate) enum CheckCommentPayload {
    /// It was checked.
    Checked(Box<CommentChecked>),
    /// A part of the input can't be read.
    InvalidInput(InvalidInputError),
    /// Nothing public has that id.
    NotFound(NotFoundError),
    /// Not with this account.
    NotAllowed(NotAllowedError),
    /// The text can't be shown.
    NotRenderable(TextNotRenderableError),
    /// There can be no such comment now.
    Impossible(CommentImpossibleError),
    /// No group yet.
    NoGroup(NoGroupError),
}

/// How `comment` ended.
#[derive(Union)]
pub(crate) enum CommentPayload {
    /// It waits for an adult.
    Sent(Box<CommentSent>),
    /// A part of the input can't be read.
    InvalidInput(InvalidInputError),
    /// Nothing public has that id.
    NotFound(NotFoundError),
    /// Not with this account.
    NotAllowed(NotAllowedError),
    /// The text can't be shown.
    NotRenderable(TextNotRenderableError),
    /// There can be no such comment now.
    Impossible(CommentImpossibleError),
    /// No group yet.
    NoGroup(NoGroupError),
    /// The retry id was used for something else.
    Reused(ClientMutationIdReusedError),
}

#[Object(serial)]
impl CommentOnPost {
    /// Shows how a comment would appear, and what an adult would look at first. Nothing is kept.
    #[graphql(complexity = "50 + child_complexity")]
    async fn check_comment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to look at before it is sent.")] input: CheckCommentInput,
    ) -> Result<CheckCommentPayload> {
        let say = ctx.say()?;
        drop(input.client_mutation_id);
        let on = found!(ctx, ctx.open_published(&input.on)?);
        let check = comments::CheckComment {
            on,
            text: input.text,
            language: input.language.into(),
        };
        let outcome = comments::check_comment(ctx.app()?, check).await;
        Ok(match told(ctx, outcome)? {
            Ok(checked) => CheckCommentPayload::Checked(Box::new(shown(say, checked))),
            Err(why) => refused(say, why),
        })
    }

    /// Sends a comment. An adult reads it before anybody else does, as with a post: `viewer.comments` says what becomes of it. It is the draft of a comment from
    /// then on: what is asked of drafts can be asked of it.
    #[graphql(complexity = "20 + child_complexity")]
    async fn comment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to say, and to what.")] input: CommentInput,
    ) -> Result<CommentPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let checked = input.checked.as_deref();
        let checked = checked.map(|given| content_hash(say, "checked", given));
        let on = found!(ctx, ctx.open_published(&input.on)?);
        let comment = comments::Comment {
            on,
            text: input.text,
            language: input.language.into(),
            checked: valid!(checked.transpose()),
        };
        let outcome = comments::comment(ctx.app()?, comment, retry).await;
        Ok(match told(ctx, outcome)? {
            Ok(sent) => CommentPayload::Sent(Box::new(CommentSent {
                comment: found!(ctx, draft_of(ctx, sent.comment).await?),
            })),
            Err(CommentRefusal::Check(why)) => refused(say, why),
            Err(CommentRefusal::Reused) => ClientMutationIdReusedError::new(say).into(),
        })
    }
}

fn shown(say: Say<'_>, checked: Checked) -> CommentChecked {
    let texts = Texts {
        title: "",
        summary: "",
        body: checked.draft.text.body.as_ref().map_or("", Body::as_str),
    };
    let findings = checked.findings.iter();
    CommentChecked {
        html: checked.html.as_str().to_owned(),
        content_hash: checked.content_hash.to_string(),
        links: checked.links.iter().map(Link::from).collect(),
        removed: checked.removed.iter().map(Removed::from).collect(),
        findings: findings
            .map(|finding| DraftFinding::new(say, finding, &texts))
            .collect(),
        helplines: checked.helplines.into_iter().map(Helpline::from).collect(),
    }
}

/// Why a comment was not sent, or can't be.
fn refused<P>(say: Say<'_>, why: CheckCommentRefusal) -> P
where
    P: Stoppable
        + From<InvalidInputError>
        + From<TextNotRenderableError>
        + From<CommentImpossibleError>
        + From<NoGroupError>,
{
    match why {
        CheckCommentRefusal::Barred(barred) => P::stopped(Stopped::new(say, barred)),
        CheckCommentRefusal::NoGroup => NoGroupError::new(say).into(),
        CheckCommentRefusal::Unfit(why) => unfit(say, why),
    }
}

/// Why there can be no such comment, whoever says it.
pub(super) fn unfit<P>(say: Say<'_>, why: Unfit) -> P
where
    P: From<InvalidInputError> + From<TextNotRenderableError> + From<CommentImpossibleError>,
{
    match why {
        Unfit::Input(error) => invalid(say, &error).into(),
        Unfit::Empty => unusable(say, "text", "comment-empty").into(),
        Unfit::NotRenderable(error) => not_renderable(say, error).into(),
        Unfit::Unsayable(why) => CommentImpossibleError::new(say, why).into(),
    }
}

/// The only text of a comment has the name of the input.
fn invalid(say: Say<'_>, error: &InputError) -> InvalidInputError {
    InvalidInputError {
        field: "text".to_owned(),
        ..invalid_draft(say, error)
    }
}
