//! The adults who read submissions, as they see each other; what they say of the texts that they read; and what they ask each other about one.

use app::read::ColleagueView;
use app::reviews::ConsultationView;
use async_graphql::{Context, ID, Object, Result};
use domain::text::Message;
use domain::{AccountId, ConsultationId};
use moderation::review::Preferences;

use super::connection::{Page, connection};
use super::enums::{Language, Theme};
use super::person::Topic;
use super::request::{OrMasked as _, Parts as _};
use super::review::Review;
use super::scalars::DateTime;
use super::viewer::review_of;
use crate::errors::bad_input;
use crate::seal::NodeKind;

/// The name of the list that cursors of colleagues belong to.
pub(crate) const COLLEAGUES: &str = "colleagues";

connection! {
    /// A page of the adults who read submissions, the newest account first.
    ColleagueConnection,
    /// A colleague with their place in the list.
    ColleagueEdge of Colleague in COLLEAGUES
}

/// A page of the list; `None` for whoever reads no submissions.
pub(crate) async fn page(ctx: &Context<'_>, page: Page<'_>) -> Result<Option<ColleagueConnection>> {
    let from = match page.from {
        None => None,
        Some(cursor) => {
            let refused = || bad_input("This cursor belongs to no list of colleagues.");
            let place = ctx.shared()?.sealer.open_cursor(COLLEAGUES, cursor);
            let place = place.ok_or_else(refused)?;
            let account = uuid::Uuid::from_slice(&place).map_err(|_unreadable| refused())?;
            Some(AccountId::from_uuid(account))
        }
    };
    let found = app::read::colleagues(ctx.app()?, from, page.direction, page.rows());
    let Some(mut rows) = found.await.or_masked(ctx)? else {
        return Ok(None);
    };
    let ends = page.arrange(&mut rows);
    let item = |view: ColleagueView| {
        let place = view.account.as_uuid().as_bytes().to_vec();
        (place, Colleague(view))
    };
    let items = rows.into_iter().map(item).collect();
    Ok(Some(ColleagueConnection::new(items, ends)))
}

/// An adult who reads submissions.
pub(crate) struct Colleague(ColleagueView);

/// An adult who reads submissions, as the others who do see them.
#[Object(serial)]
impl Colleague {
    /// The opaque, stable id.
    pub(super) async fn id(&self, ctx: &Context<'_>) -> Result<ID> {
        ctx.node_id(NodeKind::Colleague, self.0.account)
    }

    /// The name that others see.
    async fn pen_name(&self) -> &str {
        self.0.pen_name.as_str()
    }

    /// Whether they are a safeguarding lead.
    async fn is_safeguarding_lead(&self) -> bool {
        self.0.is_lead
    }

    /// Whether they may read anything at all today.
    async fn is_active(&self) -> bool {
        self.0.is_active
    }

    /// The languages that they say they read; empty when they did not say, and read all.
    async fn languages(&self) -> Vec<Language> {
        self.0.languages.iter().map(|it| (*it).into()).collect()
    }
}

/// What an adult says of the texts that they read.
pub(crate) struct ReviewPreferences(Preferences);

impl From<Preferences> for ReviewPreferences {
    fn from(said: Preferences) -> Self {
        Self(said)
    }
}

/// What you say of the texts that you read. Nobody else sees it, but for the languages; no reason is asked.
#[Object(serial)]
impl ReviewPreferences {
    /// The languages that you read well enough to decide; empty when you did not say: you are offered all.
    async fn languages(&self) -> Vec<Language> {
        self.0.languages.iter().map(|it| (*it).into()).collect()
    }

    /// What may be hard to read, and you leave to others as far as screening finds it.
    async fn without_themes(&self) -> Vec<Theme> {
        self.0.without.iter().map(Theme::from).collect()
    }

    /// The topics that you leave to others.
    #[graphql(complexity = "5 + 5 * child_complexity")]
    async fn without_topics(&self, ctx: &Context<'_>) -> Result<Vec<Topic>> {
        let topics = ctx.request()?.topics().await.or_masked(ctx)?;
        let left = self.0.without_topics.iter();
        let left = left.filter_map(|id| topics.get(id).cloned());
        Ok(left.map(Topic::from).collect())
    }
}

/// A question to a colleague.
pub(crate) struct Consultation(ConsultationView);

impl From<ConsultationView> for Consultation {
    fn from(view: ConsultationView) -> Self {
        Self(view)
    }
}

/// What whoever holds a review asked a colleague about it. It is part of the review: every adult who may read that reads this. No author does.
#[Object(serial)]
impl Consultation {
    /// The opaque, stable id.
    pub(super) async fn id(&self, ctx: &Context<'_>) -> Result<ID> {
        ctx.node_id(NodeKind::Consultation, self.0.consultation.id)
    }

    /// The pen name of whoever asked.
    async fn asked_by(&self) -> &str {
        self.0.asked_by.as_str()
    }

    /// The pen name of whoever was asked.
    async fn colleague(&self) -> &str {
        self.0.colleague.as_str()
    }

    /// What was asked.
    async fn question(&self) -> &str {
        self.0.consultation.question.as_str()
    }

    /// When it was asked.
    async fn asked_at(&self) -> DateTime {
        DateTime(self.0.consultation.asked_at)
    }

    /// What was answered, if anything was.
    async fn answer(&self) -> Option<&str> {
        let answer = self.0.consultation.answer.as_ref();
        answer.map(|(words, _)| Message::as_str(words))
    }

    /// When it was answered.
    async fn answered_at(&self) -> Option<DateTime> {
        let answer = self.0.consultation.answer.as_ref();
        answer.map(|(_, at)| DateTime(*at))
    }

    /// The review that it is about.
    #[graphql(complexity = "10 + child_complexity")]
    async fn review(&self, ctx: &Context<'_>) -> Result<Option<Review>> {
        review_of(ctx, self.0.consultation.review).await
    }
}

/// A colleague, for others who read submissions.
pub(crate) async fn colleague_of(
    ctx: &Context<'_>,
    account: AccountId,
) -> Result<Option<Colleague>> {
    let found = app::read::colleague(ctx.app()?, account).await;
    Ok(found.or_masked(ctx)?.map(Colleague))
}

/// A question, if the viewer may read the review that it is about.
pub(crate) async fn consultation_of(
    ctx: &Context<'_>,
    id: ConsultationId,
) -> Result<Option<Consultation>> {
    let found = app::reviews::consultation(ctx.app()?, id).await;
    Ok(found.or_masked(ctx)?.map(Consultation::from))
}
