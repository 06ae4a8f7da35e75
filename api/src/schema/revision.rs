//! What a reviewer reads: the exact revision, what screening found in it, and what changed.

use app::read::{StoredFinding, StoredRevision};
use app::reviews::Changes;
use async_graphql::{Context, Object, Result, SimpleObject};
use domain::text::{Summary, Title};
use moderation::sanitise::Link as OutwardLink;
use moderation::screen::Field;

use super::enums::{DiffKind, FindingField, Lane, Language};
use super::finding;
use super::person::Topic;
use super::post::topics_of;
use super::request::Parts as _;
use super::scalars::DateTime;
use crate::words::Say;

/// A revision.
pub(crate) struct Revision(pub(super) StoredRevision);

/// One immutable rendering of a post: exactly what readers would see.
#[Object(serial)]
impl Revision {
    /// The headline; a comment has none.
    async fn title(&self) -> Option<&str> {
        self.0.title.as_ref().map(Title::as_str)
    }

    /// One or two sentences for lists.
    async fn summary(&self) -> Option<&str> {
        self.0.summary.as_ref().map(Summary::as_str)
    }

    /// The text as readers would see it. Safe to insert into a page as it is.
    async fn html(&self) -> &str {
        self.0.html.as_str()
    }

    /// The Markdown that was rendered. Findings in the body point into it.
    async fn body(&self) -> &str {
        self.0.source.as_str()
    }

    /// The language it is written in.
    async fn language(&self) -> Language {
        self.0.language.into()
    }

    /// The topics it would be listed under.
    async fn topics(&self, ctx: &Context<'_>) -> Result<Vec<Topic>> {
        topics_of(ctx, &self.0.topics).await
    }

    /// Where its links lead, in the order of the text.
    async fn links(&self) -> Vec<Link> {
        self.0.links.iter().map(Link::from).collect()
    }

    /// SHA-256 of everything that would be shown, in hexadecimal. A decision names it.
    async fn content_hash(&self) -> String {
        self.0.revision.content_hash.to_string()
    }

    /// When it was submitted.
    async fn submitted_at(&self) -> DateTime {
        DateTime(self.0.submitted_at)
    }

    /// What to look at first.
    async fn findings(&self, ctx: &Context<'_>) -> Result<Vec<Finding>> {
        let say = ctx.say()?;
        let all = self.0.findings.iter();
        Ok(all.map(|it| Finding::new(say, it, &self.0)).collect())
    }

    /// Whether the author was shown what was found, and sent the text as it is.
    async fn findings_shown(&self) -> bool {
        self.0.findings_shown
    }
}

/// A link that leads out of the product.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct Link {
    /// The address.
    target: String,
    /// The host that is shown beside the link.
    host: String,
}

impl From<&OutwardLink> for Link {
    fn from(link: &OutwardLink) -> Self {
        Self {
            target: link.target.clone(),
            host: link.host.clone(),
        }
    }
}

/// Something to look at first. It decides nothing.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct Finding {
    /// What it seems to be, as a stable name such as `PHONE`. New names may come.
    code: String,
    /// What it seems to be, in the viewer's words.
    name: String,
    /// The text that it is in.
    field: FindingField,
    /// Where it begins in that text, in UTF-16 code units, as strings of browsers count.
    start: i32,
    /// Where it ends in that text, in UTF-16 code units.
    end: i32,
    /// The words themselves.
    excerpt: String,
    /// The rule that found it.
    rule: String,
    /// How soon an adult should read it.
    lane: Lane,
    /// How sure the rule is, from 0 to 100.
    score: i32,
}

/// The texts that findings point into.
pub(crate) struct Texts<'a> {
    pub(crate) title: &'a str,
    pub(crate) summary: &'a str,
    pub(crate) body: &'a str,
}

/// A piece of one of the texts, as clients count.
pub(crate) struct Span {
    pub(crate) field: FindingField,
    pub(crate) start: i32,
    pub(crate) end: i32,
    pub(crate) excerpt: String,
}

impl Texts<'_> {
    /// The piece between two places, which are counted in bytes.
    pub(crate) fn span(&self, field: Field, (start, end): (usize, usize)) -> Span {
        let text = match field {
            Field::Title => self.title,
            Field::Summary => self.summary,
            Field::Body => self.body,
        };
        Span {
            field: field.into(),
            start: utf16(text.get(..start).unwrap_or_default()),
            end: utf16(text.get(..end).unwrap_or(text)),
            excerpt: text.get(start..end).unwrap_or_default().to_owned(),
        }
    }
}

impl Finding {
    fn new(say: Say<'_>, found: &StoredFinding, revision: &StoredRevision) -> Self {
        let texts = Texts {
            title: revision.text(Field::Title),
            summary: revision.summary.as_ref().map_or("", Summary::as_str),
            body: revision.source.as_str(),
        };
        let span = texts.span(found.field, (found.start, found.end));
        Self {
            code: found.code.as_str().to_owned(),
            name: say.plain(finding::key(found.code)),
            field: span.field,
            start: span.start,
            end: span.end,
            excerpt: span.excerpt,
            rule: found.rule.clone(),
            lane: found.lane.into(),
            score: found.score.into(),
        }
    }
}

fn utf16(text: &str) -> i32 {
    i32::try_from(text.encode_utf16().count()).unwrap_or(i32::MAX)
}

/// What differs between an older and a newer revision. Joined, the pieces that are the same or removed make the
/// older text, those that are the same or added the newer one.
pub(crate) struct RevisionDiff(pub(super) Changes);

/// What differs between an older and a newer text of a post.
#[Object(serial)]
impl RevisionDiff {
    /// The headline.
    async fn title(&self) -> Vec<DiffPart> {
        parts(&self.0.title)
    }

    /// The sentences for lists.
    async fn summary(&self) -> Vec<DiffPart> {
        parts(&self.0.summary)
    }

    /// The text, as Markdown.
    async fn body(&self) -> Vec<DiffPart> {
        parts(&self.0.body)
    }

    /// Topics that only the newer one is listed under.
    async fn topics_added(&self, ctx: &Context<'_>) -> Result<Vec<Topic>> {
        topics_of(ctx, &self.0.topics_added).await
    }

    /// Topics that only the older one is listed under.
    async fn topics_removed(&self, ctx: &Context<'_>) -> Result<Vec<Topic>> {
        topics_of(ctx, &self.0.topics_removed).await
    }

    /// The language of the older one, where it is another.
    async fn language_before(&self) -> Option<Language> {
        self.0.language.map(|(before, _)| before.into())
    }
}

/// A piece of one or both of two texts.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct DiffPart {
    /// Which text it is in.
    kind: DiffKind,
    /// The piece.
    text: String,
}

fn parts(ours: &[moderation::diff::DiffPart]) -> Vec<DiffPart> {
    ours.iter()
        .map(|part| DiffPart {
            kind: part.kind.into(),
            text: part.text.clone(),
        })
        .collect()
}
