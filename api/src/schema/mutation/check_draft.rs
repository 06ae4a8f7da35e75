//! `checkDraft`: how a draft would appear, and what to look at before submitting it. Nothing is stored.

use app::drafts::{self, CheckRefusal, Checked};
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject, Union};
use domain::text::{Body, Summary, Title};
use moderation::sanitise::Removed as TakenOut;

use super::payload::{Stoppable as _, found, opened, told};
use crate::schema::draft::Draft;
use crate::schema::enums::RemovedKind;
use crate::schema::errors::{
    DraftIncompleteError, NotAllowedError, NotFoundError, Stopped, TextNotRenderableError,
};
use crate::schema::finding::DraftFinding;
use crate::schema::helpline::Helpline;
use crate::schema::input::{incomplete, not_renderable};
use crate::schema::request::Parts as _;
use crate::schema::revision::{Link, Texts};
use crate::schema::viewer::draft_of;
use crate::words::Say;

/// The mutation.
#[derive(Default)]
pub(crate) struct CheckDraft;

/// Which draft to check.
#[derive(InputObject)]
struct CheckDraftInput {
    /// The draft.
    draft: ID,
    /// Accepted everywhere; checking changes nothing, so a retry is safe without it.
    client_mutation_id: Option<String>,
}

/// How a draft would appear.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct DraftChecked {
    /// The draft as it is now.
    draft: Draft,
    /// The version that was checked; findings point into it.
    version: i64,
    /// The text as readers would see it. Safe to insert into a page as it is.
    html: String,
    /// SHA-256 of everything that would be shown, in hexadecimal.
    content_hash: String,
    /// Where its links lead.
    links: Vec<Link>,
    /// What was taken out, so that it can be shown safely.
    removed: Vec<Removed>,
    /// How many words a reader reads.
    words: i32,
    /// What an adult would look at first. You may change it before you submit, or leave it.
    findings: Vec<DraftFinding>,
    /// Whom to turn to, who answers now first; empty when nothing in the text sounds like danger. Show the first one before everything else.
    helplines: Vec<Helpline>,
}

/// How often something was taken out.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct Removed {
    /// What it was.
    kind: RemovedKind,
    /// How many of them.
    count: i32,
}

impl From<&TakenOut> for Removed {
    fn from(removed: &TakenOut) -> Self {
        Self {
            kind: removed.kind.into(),
            count: i32::try_from(removed.count).unwrap_or(i32::MAX),
        }
    }
}

/// How `checkDraft` ended.
#[derive(Union)]
pub(crate) enum CheckDraftPayload {
    /// It was checked.
    Checked(Box<DraftChecked>),
    /// There is no such draft.
    NotFound(NotFoundError),
    /// Not with this account.
    NotAllowed(NotAllowedError),
    /// Parts are missing.
    Incomplete(DraftIncompleteError),
    /// The text can't be shown.
    NotRenderable(TextNotRenderableError),
}

#[Object(serial)]
impl CheckDraft {
    /// Shows how a draft would appear, and what an adult would look at first.
    #[graphql(complexity = "50 + child_complexity")]
    async fn check_draft(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which draft to check.")] input: CheckDraftInput,
    ) -> Result<CheckDraftPayload> {
        let say = ctx.say()?;
        drop(input.client_mutation_id);
        let post = opened!(ctx, Draft, &input.draft);
        let outcome = drafts::check_draft(ctx.app()?, drafts::CheckDraft { post }).await;
        Ok(match told(ctx, outcome)? {
            Ok(checked) => shown(ctx, say, checked).await?,
            Err(CheckRefusal::Barred(barred)) => {
                CheckDraftPayload::stopped(Stopped::new(say, barred))
            }
            Err(CheckRefusal::Incomplete(missing)) => incomplete(say, &missing).into(),
            Err(CheckRefusal::Render(error)) => not_renderable(say, error).into(),
        })
    }
}

async fn shown(ctx: &Context<'_>, say: Say<'_>, checked: Checked) -> Result<CheckDraftPayload> {
    let draft = found!(ctx, draft_of(ctx, checked.draft.post).await?);
    let text = &checked.draft.text;
    let texts = Texts {
        title: text.title.as_ref().map_or("", Title::as_str),
        summary: text.summary.as_ref().map_or("", Summary::as_str),
        body: text.body.as_ref().map_or("", Body::as_str),
    };
    let findings = checked.findings.iter();
    Ok(CheckDraftPayload::Checked(Box::new(DraftChecked {
        version: checked.draft.version.number(),
        html: checked.html.as_str().to_owned(),
        content_hash: checked.content_hash.to_string(),
        links: checked.links.iter().map(Link::from).collect(),
        removed: checked.removed.iter().map(Removed::from).collect(),
        words: i32::try_from(checked.words).unwrap_or(i32::MAX),
        findings: findings
            .map(|finding| DraftFinding::new(say, finding, &texts))
            .collect(),
        helplines: checked.helplines.into_iter().map(Helpline::from).collect(),
        draft,
    })))
}
