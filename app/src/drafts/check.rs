//! Checking a draft: how it would appear, what is missing, and what an adult would look at first. Nothing is stored.

use domain::policy::Action;
use domain::post::Authors;
use domain::post::draft::{Draft, Part};
use domain::{ContentHash, PostId};
use moderation::sanitise::{Link, Removed, RenderError};
use moderation::{Finding, Lane, SafeHtml};
use storage::{Tx, drafts, posts};

use super::rendering::{NotPrepared, Prepared, earlier, prepare};
use crate::failure::Barred;
use crate::helplines::{Line, for_findings};
use crate::{Ctx, Failure, Outcome};

/// Which draft to check.
#[derive(Debug, Clone, Copy)]
pub struct CheckDraft {
    /// The post whose draft it is.
    pub post: PostId,
}

/// How the draft would appear.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The draft as it was checked; findings point into its texts.
    pub draft: Draft,
    /// What readers would see.
    pub html: SafeHtml,
    /// The hash of what would be submitted.
    pub content_hash: ContentHash,
    /// Where its links lead.
    pub links: Vec<Link>,
    /// What was taken out.
    pub removed: Vec<Removed>,
    /// How many words a reader reads.
    pub words: usize,
    /// What an adult would look at first.
    pub findings: Vec<Finding>,
    /// Whom to turn to, when there is danger in it: who answers now first.
    pub helplines: Vec<Line>,
}

/// Why a draft can't be checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckRefusal {
    /// The person may not, or there is no such draft.
    Barred(Barred),
    /// Parts are missing.
    Incomplete(Vec<Part>),
    /// The text can't be rendered.
    Render(RenderError),
}

impl From<Barred> for CheckRefusal {
    fn from(barred: Barred) -> Self {
        Self::Barred(barred)
    }
}

impl From<NotPrepared> for Failure<CheckRefusal> {
    fn from(not: NotPrepared) -> Self {
        match not {
            NotPrepared::Incomplete(parts) => Self::Refused(CheckRefusal::Incomplete(parts)),
            NotPrepared::Render(error) => Self::Refused(CheckRefusal::Render(error)),
            NotPrepared::Internal(error) => Self::Internal(error),
        }
    }
}

/// Renders and screens a draft as submitting would.
pub async fn check_draft(ctx: &Ctx, input: CheckDraft) -> Outcome<Checked, CheckRefusal> {
    let by = ctx.person::<CheckRefusal>()?.account;
    ctx.app().checks().count(by, ctx.now());
    let inner = ctx.clone();
    let (draft, authors, earlier) = ctx
        .app()
        .db()
        .read::<_, Failure<CheckRefusal>, _>(async move |tx: &mut Tx| {
            let Some(draft) = drafts::get(tx, input.post).await? else {
                return Err(Failure::refused(Barred::NotFound));
            };
            let authors = posts::authors(tx, input.post).await?;
            inner.may::<CheckRefusal>(&Action::SaveDraft(&authors))?;
            let earlier = earlier(tx, by, input.post).await?;
            Ok((draft, authors, earlier))
        })
        .await?;
    let prepared = prepare(ctx.app(), &draft, earlier).await?;
    Ok(checked(ctx, draft, &authors, prepared))
}

/// What authors are shown of what was prepared.
pub(crate) fn checked(ctx: &Ctx, draft: Draft, authors: &Authors, prepared: Prepared) -> Checked {
    let content_hash = prepared.content_hash(authors);
    // What is no more than information for whoever reads is no reason to warn.
    let found = prepared.screening.findings.into_iter();
    let findings: Vec<Finding> = found.filter(|it| it.lane < Lane::P5).collect();
    Checked {
        helplines: for_findings(ctx, &findings),
        findings,
        draft,
        content_hash,
        html: prepared.rendered.html,
        links: prepared.rendered.links,
        removed: prepared.rendered.removed,
        words: prepared.rendered.words,
    }
}
