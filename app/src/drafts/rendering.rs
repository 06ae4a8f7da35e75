//! Rendering and screening a complete draft, on a thread of its own and bounded in number, outside any transaction.

use std::sync::Arc;
use std::time::Duration;

use domain::AccountId;
use domain::Language;
use domain::TopicId;
use domain::post::draft::{Draft, Part};
use domain::post::{Authors, CommentOn};
use domain::text::{Body, Message, Summary, Title};
use domain::{ContentHash, PostId};
use moderation::sanitise::{self, RenderError, Rendered, SANITISER_VERSION};
use moderation::screen::{Field, Screened, Screening, screen_by};
use moderation::{RevisionContent, SafeHtml, content_hash};

use storage::revisions::{self, StoredRevision};
use storage::{StorageError, Tx};

use crate::{App, Ctx, Internal};

/// What people are told to try again later.
const WHAT: &str = "rendering";

/// How long a screening may take before the item waits for a person at raised priority without it.
const SCREENING_LASTS: Duration = Duration::from_secs(5);

/// What would be submitted: the text, its rendering, its hash and what screening found.
#[derive(Debug)]
pub(crate) struct Prepared {
    pub(crate) comment_on: Option<CommentOn>,
    pub(crate) title: Option<Title>,
    pub(crate) summary: Option<Summary>,
    pub(crate) source: Body,
    pub(crate) language: Language,
    pub(crate) topics: Vec<TopicId>,
    pub(crate) rendered: Rendered,
    pub(crate) screening: Screening,
}

impl Prepared {
    /// The hash of what readers would see.
    pub(crate) fn content_hash(&self, authors: &Authors) -> ContentHash {
        content_hash(&RevisionContent {
            comment_on: self.comment_on,
            title: self.title.as_ref().map_or("", Title::as_str),
            summary: self.summary.as_ref().map(Summary::as_str),
            html: &self.rendered.html,
            author_ids: authors.as_slice(),
            topic_ids: &self.topics,
            language: self.language,
            links: &self.rendered.links,
            sanitiser_version: SANITISER_VERSION,
        })
    }
}

/// Why a draft can't be prepared.
#[derive(Debug)]
pub(crate) enum NotPrepared {
    /// Parts are missing.
    Incomplete(Vec<Part>),
    /// The text can't be rendered.
    Render(RenderError),
    /// Something inside went wrong.
    Internal(Internal),
}

/// How many earlier submissions are read together with a new one.
pub(crate) const EARLIER: i64 = 3;

/// What somebody submitted last of other posts, the oldest first.
pub(crate) async fn earlier(
    tx: &mut Tx,
    by: AccountId,
    post: PostId,
) -> Result<Vec<String>, StorageError> {
    let mut texts = revisions::texts_of(tx, by, post, EARLIER).await?;
    texts.reverse();
    Ok(texts)
}

/// Prepares a draft for review or for a look at how it would appear. `earlier` is what its author submitted before: a number may be split
/// over it.
pub(crate) async fn prepare(
    app: &App,
    draft: &Draft,
    earlier: Vec<String>,
) -> Result<Prepared, NotPrepared> {
    let complete = draft.complete().map_err(NotPrepared::Incomplete)?;
    let (title, summary) = (complete.title.cloned(), complete.summary.cloned());
    let source = complete.body.clone();
    let rendered = render(app, source.clone()).await?;
    let texts = Texts {
        title: title.as_ref().map_or("", Title::as_str).to_owned(),
        summary: summary.as_ref().map_or("", Summary::as_str).to_owned(),
        body: source.as_str().to_owned(),
        earlier,
    };
    let screening = screening(app, draft.post, texts).await;
    let screening = screening.map_err(NotPrepared::Internal)?;
    Ok(Prepared {
        comment_on: draft.comment_on,
        title,
        summary,
        source,
        language: draft.text.language,
        topics: draft.text.topics.clone(),
        rendered,
        screening,
    })
}

/// How a text would appear, where it can: nothing is screened, nothing is counted.
pub async fn preview(ctx: &Ctx, source: &Body) -> Result<Option<SafeHtml>, Internal> {
    match render(ctx.app(), source.clone()).await {
        Ok(rendered) => Ok(Some(rendered.html)),
        Err(NotPrepared::Internal(error)) => Err(error),
        Err(NotPrepared::Incomplete(_) | NotPrepared::Render(_)) => Ok(None),
    }
}

async fn render(app: &App, source: Body) -> Result<Rendered, NotPrepared> {
    let turn = app.threads().turn(WHAT).await;
    turn.map_err(NotPrepared::Internal)?
        .run(WHAT, move || sanitise::render(source.as_str()))
        .await
        .map_err(NotPrepared::Internal)?
        .map_err(NotPrepared::Render)
}

/// What is screened.
pub(crate) struct Texts {
    title: String,
    summary: String,
    body: String,
    earlier: Vec<String>,
}

impl Texts {
    /// What a revision says, by itself.
    pub(crate) fn of(revision: &StoredRevision) -> Self {
        Self {
            title: revision.text(Field::Title).to_owned(),
            summary: revision.text(Field::Summary).to_owned(),
            body: revision.source.as_str().to_owned(),
            earlier: Vec::new(),
        }
    }

    /// Words that stand alone.
    pub(crate) fn words(words: &Message) -> Self {
        Self {
            title: String::new(),
            summary: String::new(),
            body: words.as_str().to_owned(),
            earlier: Vec::new(),
        }
    }
}

/// A screening that panics or takes too long is no reason to lose a text: it waits for two adults, sooner. The time
/// counts from when it has a thread.
pub(crate) async fn screening(
    app: &App,
    post: PostId,
    texts: Texts,
) -> Result<Screening, Internal> {
    let rules = Arc::clone(app.rules());
    let turn = app.threads().turn(WHAT).await;
    let work = turn?.run(WHAT, move || {
        let item = Screened {
            title: &texts.title,
            summary: &texts.summary,
            body: &texts.body,
            earlier: &texts.earlier,
        };
        screen_by(&rules, &item)
    });
    Ok(match tokio::time::timeout(SCREENING_LASTS, work).await {
        Ok(Ok(screening)) => screening,
        Ok(Err(error)) => {
            tracing::error!(post.id = %post, error = %error, "screening failed; the post waits for two adults");
            Screening::failed(app.rules())
        }
        Err(_elapsed) => {
            tracing::error!(post.id = %post, "screening took too long; the post waits for two adults");
            Screening::failed(app.rules())
        }
    })
}
