//! Bringing a post of an existing site in as a submission that waits for review like any other.

use domain::policy::Action;
use domain::post::draft::{Draft, DraftVersion, Part};
use domain::post::{Authors, Post, Publication};
use domain::{AccountId, GroupId, PostId, Risks};
use moderation::sanitise::{Removed, RenderError};
use storage::Tx;

use crate::drafts::{
    DraftInput, InputError, NotPrepared, Submitting, prepare, store_new, store_submission,
};
use crate::failure::Barred;
use crate::record::Record;
use crate::source::new_id;
use crate::{Ctx, Failure, Outcome};

/// A post to bring in.
pub struct ImportPost {
    /// Who wrote it; the account exists and belongs to the group.
    pub author: AccountId,
    /// The group it was written in.
    pub group: GroupId,
    /// What it says.
    pub text: DraftInput,
}

/// A post that waits for review.
#[derive(Debug, Clone)]
pub struct Imported {
    /// The post.
    pub post: PostId,
    /// What sanitising took out.
    pub removed: Vec<Removed>,
}

/// Why a post was not brought in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportRefusal {
    /// Only the operator imports.
    Barred(Barred),
    /// A part can't be kept.
    Input(InputError),
    /// Parts are missing.
    Incomplete(Vec<Part>),
    /// The text can't be rendered.
    Render(RenderError),
}

impl From<Barred> for ImportRefusal {
    fn from(barred: Barred) -> Self {
        Self::Barred(barred)
    }
}

impl From<NotPrepared> for Failure<ImportRefusal> {
    fn from(not: NotPrepared) -> Self {
        match not {
            NotPrepared::Incomplete(parts) => Self::Refused(ImportRefusal::Incomplete(parts)),
            NotPrepared::Render(error) => Self::Refused(ImportRefusal::Render(error)),
            NotPrepared::Internal(error) => Self::Internal(error),
        }
    }
}

/// Brings one post in: the post, its draft, its revision and its review are there together or not at all.
pub async fn import_post(ctx: &Ctx, input: ImportPost) -> Outcome<Imported, ImportRefusal> {
    ctx.may::<ImportRefusal>(&Action::ImportPosts)?;
    let text = input
        .text
        .parse()
        .map_err(|error| Failure::Refused(ImportRefusal::Input(error)))?;
    let post = Post {
        id: PostId::from_uuid(new_id(ctx.now())),
        authors: Authors::one(input.author),
        group: input.group,
        comment_on: None,
        publication: Publication::Never,
    };
    let draft = Draft {
        post: post.id,
        comment_on: None,
        text,
        version: DraftVersion::FIRST,
        saved_at: ctx.now(),
    };
    let prepared = prepare(ctx.app(), &draft, Vec::new()).await?;
    let inner = ctx.clone();
    ctx.app()
        .db()
        .write::<_, Failure<ImportRefusal>, _>(async move |tx: &mut Tx| {
            store_new(tx, &inner, &post, draft.text).await?;
            // The account stands for everybody who wrote there: what it wrote before, and its age, say nothing.
            let submitting = Submitting {
                by: input.author,
                findings_shown: false,
                risks: Risks::NONE,
                decided_before: Vec::new(),
            };
            store_submission(tx, &inner, &post, &prepared, submitting).await?;
            Record::of("post.imported", post.id)
                .store(tx, &inner)
                .await?;
            Ok(Imported {
                post: post.id,
                removed: prepared.rendered.removed,
            })
        })
        .await
}
