//! What moderators see: the queue, and a review with exactly what would be published.

use app::read::{AuthorForReview as KnownAuthor, Known, Outcomes, Place, ReviewView, Waiting};
use app::reviews::changes;
use async_graphql::{Context, ID, Object, Result, SimpleObject};
use chrono::TimeDelta;
use domain::account::READERS;
use domain::{AccountId, ReviewId, Risks, Timestamp};
use moderation::review::{Review as Rules, ReviewState as State, Themes};
use tokio::sync::OnceCell;

use super::colleague::Consultation;
use super::comment::CommentForReview;
use super::connection::connection;
use super::enums::{AgeBand, CoAuthorsWord, Lane, Language, ReviewState, Risk, Theme};
use super::person::Group;
use super::request::{OrMasked as _, Parts as _};
use super::revision::{Revision, RevisionDiff};
use super::scalars::DateTime;
use super::statement::{SecondLook, Statement};
use super::submission::Decision;
use crate::errors::bad_input;
use crate::seal::NodeKind;

/// A review; what the queue does not list is read when it is asked for.
pub(crate) struct Review {
    id: ReviewId,
    lane: moderation::Lane,
    risks: Risks,
    themes: Themes,
    since: Timestamp,
    language: domain::Language,
    title: Option<String>,
    state: ReviewState,
    held: Option<(AccountId, Timestamp)>,
    asked: bool,
    view: OnceCell<Option<ReviewView>>,
}

impl From<Waiting> for Review {
    fn from(waiting: Waiting) -> Self {
        Self {
            id: waiting.place.review,
            lane: waiting.lane,
            risks: waiting.risks,
            themes: waiting.themes,
            since: waiting.since,
            language: waiting.language,
            title: waiting.title.map(|title| title.as_str().to_owned()),
            state: waiting.stage.into(),
            held: waiting.held,
            asked: waiting.asked,
            view: OnceCell::new(),
        }
    }
}

impl From<ReviewView> for Review {
    fn from(view: ReviewView) -> Self {
        Self {
            id: view.review.id,
            lane: view.review.triage.lane,
            risks: view.review.triage.risks,
            themes: view.review.triage.themes,
            since: view.review.waiting_since,
            language: view.revision.language,
            title: view
                .revision
                .title
                .as_ref()
                .map(|it| it.as_str().to_owned()),
            state: (&view.review).into(),
            held: held(&view.review),
            asked: view.review.asked_at.is_some(),
            view: OnceCell::new_with(Some(Some(view))),
        }
    }
}

fn held(review: &Rules) -> Option<(AccountId, Timestamp)> {
    match &review.state {
        State::Claimed(claim) => Some((claim.by, claim.until)),
        State::Waiting
        | State::Decided { .. }
        | State::Withdrawn { .. }
        | State::Superseded { .. } => None,
    }
}

impl Review {
    /// The review with all that its reader needs; nothing if it may not be read any more.
    async fn view(&self, ctx: &Context<'_>) -> Result<Option<&ReviewView>> {
        let load = async || {
            let app = ctx.app()?;
            app::read::review(app, self.id).await.or_masked(ctx)
        };
        Ok(self.view.get_or_try_init(load).await?.as_ref())
    }
}

/// The reading of one submission by adults.
#[Object(serial)]
impl Review {
    /// The opaque, stable id.
    pub(super) async fn id(&self, ctx: &Context<'_>) -> Result<ID> {
        ctx.node_id(NodeKind::Review, self.id)
    }

    /// How urgent it is.
    async fn lane(&self) -> Lane {
        self.lane.into()
    }

    /// Since when the post has been in line; newer submissions keep the place.
    async fn waiting_since(&self) -> DateTime {
        DateTime(self.since)
    }

    /// How many whole minutes it has been in line by our clock.
    async fn minutes_waited(&self, ctx: &Context<'_>) -> Result<i32> {
        let waited = until(self.since, ctx.app()?.now()).num_minutes();
        Ok(i32::try_from(waited.max(0)).unwrap_or(i32::MAX))
    }

    /// Whether it has waited longer than it may without being settled: an hour in P0, 48 hours otherwise; not while co-authors are asked about it. Nothing is decided by that; a
    /// person has to look.
    async fn is_late(&self, ctx: &Context<'_>) -> Result<bool> {
        let is_open = matches!(self.state, ReviewState::Waiting | ReviewState::Claimed);
        let until = self.since.plus(moderation::review::alarm_after(self.lane));
        Ok(is_open && !self.asked && until <= ctx.app()?.now())
    }

    /// The language of the text.
    async fn language(&self) -> Language {
        self.language.into()
    }

    /// The headline; a comment has none.
    async fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// What it is said to, where it is a comment; null for a post.
    #[graphql(complexity = "5 + child_complexity")]
    async fn comment_on(&self, ctx: &Context<'_>) -> Result<Option<CommentForReview>> {
        let view = self.view(ctx).await?;
        Ok(view.and_then(|view| view.comment.as_ref().map(CommentForReview::from)))
    }

    /// Where it is.
    async fn state(&self) -> ReviewState {
        self.state
    }

    /// Who holds it now, if somebody does.
    async fn claim(&self, ctx: &Context<'_>) -> Result<Option<Claim>> {
        let app = ctx.app()?;
        let (me, now) = (app.actor().account(), app.now());
        let left = |end| until(now, end).num_seconds().max(0);
        Ok(self.held.map(|(by, end)| Claim {
            held_until: DateTime(end),
            seconds_left: i32::try_from(left(end)).unwrap_or(i32::MAX),
            is_mine: Some(by) == me,
        }))
    }

    /// Exactly what would be published.
    #[graphql(complexity = "5 + child_complexity")]
    async fn revision(&self, ctx: &Context<'_>) -> Result<Option<Revision>> {
        let view = self.view(ctx).await?;
        Ok(view.map(|view| Revision(view.revision.clone())))
    }

    /// What changes for readers; null while nothing of this post is public.
    #[graphql(complexity = "10 + child_complexity")]
    async fn changes_since_published(&self, ctx: &Context<'_>) -> Result<Option<RevisionDiff>> {
        let Some(view) = self.view(ctx).await? else {
            return Ok(None);
        };
        let Some(published) = view.published.clone() else {
            return Ok(None);
        };
        let changes = changes(ctx.app()?, Some(published), view.revision.clone())
            .await
            .or_masked(ctx)?;
        Ok(Some(RevisionDiff(changes)))
    }

    /// What may be known of the authors.
    #[graphql(complexity = "5 + child_complexity")]
    async fn authors(&self, ctx: &Context<'_>) -> Result<Option<Vec<AuthorForReview>>> {
        let view = self.view(ctx).await?;
        Ok(view.map(|view| view.authors.iter().map(AuthorForReview::from).collect()))
    }

    /// Whether those in whose name it was sent said yes to it. Nobody can approve it before all did.
    #[graphql(complexity = 5)]
    async fn co_authors_word(&self, ctx: &Context<'_>) -> Result<Option<CoAuthorsWord>> {
        let view = self.view(ctx).await?;
        Ok(view.map(|view| {
            if view.review.unsigned.is_empty() {
                CoAuthorsWord::Given
            } else if view.co_authors_know {
                CoAuthorsWord::Asked
            } else {
                CoAuthorsWord::NotAsked
            }
        }))
    }

    /// The group it was written in; the group of the post where a reader without an account comments on it.
    #[graphql(complexity = "5 + child_complexity")]
    async fn group(&self, ctx: &Context<'_>) -> Result<Option<Group>> {
        let view = self.view(ctx).await?;
        Ok(view.map(|view| view.group.clone().into()))
    }

    /// How many different adults have to approve.
    async fn required_approvals(&self) -> i32 {
        i32::try_from(self.risks.required().count()).unwrap_or(i32::MAX)
    }

    /// Why two adults have to approve; empty when one is enough.
    async fn risks(&self) -> Vec<Risk> {
        self.risks.iter().map(Risk::from).collect()
    }

    /// What it may be hard to read for, as far as screening found it: to know before reading.
    async fn themes(&self) -> Vec<Theme> {
        self.themes.iter().map(Theme::from).collect()
    }

    /// What was asked of colleagues about this post so far, the oldest first: also in reviews before this one; 50 at most.
    #[graphql(complexity = "5 + 20 * child_complexity")]
    async fn consultations(&self, ctx: &Context<'_>) -> Result<Option<Vec<Consultation>>> {
        let Some(view) = self.view(ctx).await? else {
            return Ok(None);
        };
        let (post, is_escalated) = (view.review.post, view.review.subject.escalated);
        let asked = app::reviews::consultations_on(ctx.app()?, post, is_escalated).await;
        let asked = asked.or_masked(ctx)?.into_iter();
        Ok(Some(asked.map(Consultation::from).collect()))
    }

    /// Who asked for it and why, and what was decided before, where it is a second look.
    #[graphql(complexity = "5 + child_complexity")]
    async fn second_look(&self, ctx: &Context<'_>) -> Result<Option<SecondLook>> {
        let view = self.view(ctx).await?;
        Ok(view.and_then(|view| view.second_look.as_ref().map(SecondLook::from)))
    }

    /// Whether it was handed to the safeguarding leads: then nobody else reads it.
    #[graphql(complexity = "5 + child_complexity")]
    async fn is_escalated(&self, ctx: &Context<'_>) -> Result<bool> {
        let view = self.view(ctx).await?;
        Ok(view.is_some_and(|view| view.review.subject.escalated))
    }

    /// What adults said against this post so far, the newest first, 50 at most: of earlier revisions, and of what was public.
    #[graphql(complexity = "5 + 3 * child_complexity")]
    async fn statements(&self, ctx: &Context<'_>) -> Result<Option<Vec<Statement>>> {
        let Some(view) = self.view(ctx).await? else {
            return Ok(None);
        };
        let known = if view.review.subject.escalated {
            Known::All
        } else {
            Known::NotEscalated
        };
        let said = app::read::statements_on(ctx.app()?, view.review.post, known).await;
        let said = said.or_masked(ctx)?;
        Ok(Some(said.iter().map(Statement::from).collect()))
    }

    /// The decisions so far.
    #[graphql(complexity = "5 + child_complexity")]
    async fn decisions(&self, ctx: &Context<'_>) -> Result<Option<Vec<Decision>>> {
        let view = self.view(ctx).await?;
        Ok(view.map(|view| view.decisions.iter().map(Decision::from).collect()))
    }
}

/// How long it is from one moment to another.
fn until(from: Timestamp, to: Timestamp) -> TimeDelta {
    to.as_utc().signed_duration_since(from.as_utc())
}

/// A moderator's timed right to decide a review.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct Claim {
    /// Until when it is held, unless renewed.
    held_until: DateTime,
    /// How many seconds are left by our clock.
    seconds_left: i32,
    /// Whether you hold it.
    is_mine: bool,
}

/// An author whose text is under review.
pub(crate) struct AuthorForReview(KnownAuthor);

impl From<&KnownAuthor> for AuthorForReview {
    fn from(author: &KnownAuthor) -> Self {
        Self(author.clone())
    }
}

impl AuthorForReview {
    fn stands_for_readers(&self) -> bool {
        self.0.account == READERS
    }
}

/// What a reviewer may know of an author: never the name, the school or the gender.
#[Object(serial)]
impl AuthorForReview {
    /// The name that readers see; what it says in your language where it is a reader without an account.
    async fn pen_name(&self, ctx: &Context<'_>) -> Result<String> {
        if self.stands_for_readers() {
            return Ok(ctx.say()?.plain("reader-without-account"));
        }
        Ok(self.0.pen_name.as_str().to_owned())
    }

    /// Whether it is a reader without an account: anybody, of any age, who may have written other comments or none.
    async fn is_reader(&self) -> bool {
        self.stands_for_readers()
    }

    /// The band of the age today.
    async fn age_band(&self) -> Option<AgeBand> {
        self.0.band.map(Into::into)
    }

    /// How many posts of this author are public.
    async fn published_posts(&self) -> i64 {
        self.0.published_posts
    }

    /// How what this author wrote ended so far, posts and comments together; null for an account that stands for several. It is no reason for anything: read what is
    /// before you.
    #[graphql(complexity = "5 + child_complexity")]
    async fn history(&self, ctx: &Context<'_>) -> Result<Option<AuthorHistory>> {
        if self.0.band.is_none() {
            return Ok(None);
        }
        let outcomes = app::read::outcomes_of(ctx.app()?, self.0.account).await;
        Ok(Some(outcomes.or_masked(ctx)?.into()))
    }
}

/// How what an author wrote ended so far, in numbers of texts: each counts once, by what was decided last. What waits counts nowhere.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct AuthorHistory {
    /// It was approved, whether it is public now or not.
    approved: i64,
    /// Changes were asked for.
    changes_requested: i64,
    /// It was declined, or taken down and nobody put it back.
    declined: i64,
}

impl From<Outcomes> for AuthorHistory {
    fn from(outcomes: Outcomes) -> Self {
        Self {
            approved: outcomes.approved,
            changes_requested: outcomes.returned,
            declined: outcomes.declined,
        }
    }
}

connection! {
    /// A page of what waits for review and you may decide, in the order of the queue.
    ReviewConnection,
    /// A review with its place in the queue.
    ReviewEdge of Review in LIST
}

/// The name of the list that cursors of the queue belong to.
const LIST: &str = "review-queue";

/// A place in the queue as the bytes of a cursor.
pub(crate) fn place(place: Place) -> Vec<u8> {
    let mut bytes = place.queue_key.as_micros().to_be_bytes().to_vec();
    bytes.extend_from_slice(place.review.as_uuid().as_bytes());
    bytes
}

/// The place in the queue that a cursor marks.
pub(crate) fn read_cursor(ctx: &Context<'_>, cursor: &str) -> Result<Place> {
    let refused = || bad_input("This cursor does not belong to the review queue.");
    let bytes = ctx
        .shared()?
        .sealer
        .open_cursor(LIST, cursor)
        .ok_or_else(refused)?;
    let (micros, review) = bytes.split_first_chunk::<8>().ok_or_else(refused)?;
    let micros = i64::from_be_bytes(*micros);
    Ok(Place {
        queue_key: Timestamp::from_micros(micros).ok_or_else(refused)?,
        review: uuid::Uuid::from_slice(review)
            .map(ReviewId::from_uuid)
            .map_err(|_unreadable| refused())?,
    })
}
