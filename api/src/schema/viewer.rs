//! The signed-in person, and what only they may see.

use app::read::{DraftKind, QueueFilter};
use async_graphql::{Context, ID, Object, Result, SimpleObject};
use domain::text::PenName;
use domain::{AccountId, Avatar, PostId, ReviewId};

use super::account::Account;
use super::act::{ActForTwo, IdentityOpening};
use super::audit::{self, AuditCheck, AuditRecordConnection};
use super::co_author::CoAuthorInvitation;
use super::colleague::{self, ColleagueConnection, Consultation, ReviewPreferences};
use super::comment::Silenced;
use super::connection::{Page, page_cost};
use super::consent::Consent;
use super::draft::{self, Draft, DraftConnection};
use super::enums::{AuditChapter, Digest, Lane, Language};
use super::escalation::Escalation;
use super::led_group::{self, LedGroup, LedGroupConnection};
use super::notification::{self, NotificationConnection};
use super::request::{OrMasked as _, Parts as _};
use super::review::{self, Review, ReviewConnection};
use super::revision::Revision;
use super::screening::ScreeningRules;
use super::second_factor::SecondFactors;
use super::session::Session;
use super::staff::{self, StaffConnection, Vetting};
use crate::seal::NodeKind;

/// Whoever is signed in.
pub(crate) struct Viewer {
    account: AccountId,
    pen_name: PenName,
    avatar: Avatar,
}

impl Viewer {
    /// The viewer of this request, if somebody is signed in.
    pub(crate) fn of(ctx: &Context<'_>) -> Result<Option<Self>> {
        let app = ctx.app()?;
        let signed_in = app.actor().account().zip(app.viewer());
        Ok(signed_in.map(|(account, viewer)| Self {
            account,
            pen_name: viewer.pen_name.clone(),
            avatar: viewer.avatar,
        }))
    }
}

/// You, and what only you may see.
#[Object(serial)]
impl Viewer {
    /// Your account.
    async fn account(&self) -> Account {
        Account::new(self.account, self.pen_name.clone(), self.avatar)
    }

    /// What you and your guardians said about your taking part; null unless you are or were a correspondent.
    async fn consent(&self, ctx: &Context<'_>) -> Result<Option<Consent>> {
        let view = app::read::own_consent(ctx.app()?).await.or_masked(ctx)?;
        Ok(view.map(Consent::from))
    }

    /// The same about each correspondent that you are guardian of.
    #[graphql(complexity = "5 * child_complexity")]
    async fn wards(&self, ctx: &Context<'_>) -> Result<Vec<Consent>> {
        let views = app::read::consent_of_wards(ctx.app()?)
            .await
            .or_masked(ctx)?;
        Ok(views.into_iter().map(Consent::from).collect())
    }

    /// Where you are signed in, the newest first: 20 places at most.
    #[graphql(complexity = "5 + 20 * child_complexity")]
    async fn sessions(&self, ctx: &Context<'_>) -> Result<Vec<Session>> {
        let own = app::sessions::own_sessions(ctx.app()?)
            .await
            .or_masked(ctx)?;
        Ok(own.into_iter().map(Session::from).collect())
    }

    /// What you prove after your passphrase; null for whoever needs nothing else.
    async fn second_factors(&self, ctx: &Context<'_>) -> Result<Option<SecondFactors>> {
        let owned = app::second_factors::own_second_factors(ctx.app()?).await;
        Ok(owned.or_masked(ctx)?.map(SecondFactors::from))
    }

    /// What lets you meet children, and what is lacking; null unless you work for the panel.
    async fn vetting(&self, ctx: &Context<'_>) -> Result<Option<Vetting>> {
        let own = app::read::own_vetting(ctx.app()?).await.or_masked(ctx)?;
        Ok(own.map(Vetting::from))
    }

    /// The adults who work for the panel, the newest account first; null unless you run it.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn staff(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the start or after a cursor, 1 to 50; 20 if not said.")]
        first: Option<i32>,
        #[graphql(desc = "Those after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end or before a cursor, 1 to 50.")] last: Option<i32>,
        #[graphql(desc = "Those before this cursor.")] before: Option<String>,
    ) -> Result<Option<StaffConnection>> {
        let page = Page::read(first, after.as_deref(), last, before.as_deref())?;
        staff::page(ctx, page).await
    }

    /// What the audit log tells of one chapter, the newest record first; null unless you run the panel, and of what needs two
    /// adults unless you are an administrator. What two adults do about you is not in it.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[expect(
        clippy::too_many_arguments,
        reason = "the arguments of the field, named by the contract"
    )]
    async fn audit_log(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which chapter.")] chapter: AuditChapter,
        #[graphql(desc = "How many from the start or after a cursor, 1 to 50; 20 if not said.")]
        first: Option<i32>,
        #[graphql(desc = "Those after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end or before a cursor, 1 to 50.")] last: Option<i32>,
        #[graphql(desc = "Those before this cursor.")] before: Option<String>,
    ) -> Result<Option<AuditRecordConnection>> {
        let page = Page::read(first, after.as_deref(), last, before.as_deref())?;
        audit::page(ctx, chapter, page).await
    }

    /// What the last look at the whole audit log found; null unless you run the panel, and until somebody looked.
    async fn audit_check(&self, ctx: &Context<'_>) -> Result<Option<AuditCheck>> {
        audit::check(ctx).await
    }

    /// The rules by which texts are screened; null unless you run the panel.
    async fn screening_rules(&self, ctx: &Context<'_>) -> Result<Option<ScreeningRules>> {
        let rules = app::read::screening_rules(ctx.app()?);
        let say = ctx.say()?;
        Ok(rules.map(|rules| ScreeningRules::new(rules, say)))
    }

    /// What needs two adults: what you asked for in the last 30 days, the newest first, and then what others asked for and you may
    /// answer; 50 of each at most.
    #[graphql(complexity = "5 + 50 * child_complexity")]
    async fn acts_for_two(&self, ctx: &Context<'_>) -> Result<Vec<ActForTwo>> {
        let acts = app::acts::acts(ctx.app()?).await.or_masked(ctx)?;
        Ok(acts.into_iter().map(ActForTwo::from).collect())
    }

    /// When two adults read who you really are, and why; the newest first.
    #[graphql(complexity = "5 + 50 * child_complexity")]
    async fn identity_openings(&self, ctx: &Context<'_>) -> Result<Vec<IdentityOpening>> {
        let openings = app::acts::own_openings(ctx.app()?).await.or_masked(ctx)?;
        Ok(openings.into_iter().map(IdentityOpening::from).collect())
    }

    /// The groups that you lead, by name.
    #[graphql(complexity = "5 + 3 * child_complexity")]
    async fn groups(&self, ctx: &Context<'_>) -> Result<Vec<LedGroup>> {
        let led = app::read::led_groups(ctx.app()?).await.or_masked(ctx)?;
        Ok(led.into_iter().map(LedGroup::from).collect())
    }

    /// Every group of the panel, the newest first; null unless you run it.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn all_groups(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the start or after a cursor, 1 to 50; 20 if not said.")]
        first: Option<i32>,
        #[graphql(desc = "Those after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end or before a cursor, 1 to 50.")] last: Option<i32>,
        #[graphql(desc = "Those before this cursor.")] before: Option<String>,
    ) -> Result<Option<LedGroupConnection>> {
        let page = Page::read(first, after.as_deref(), last, before.as_deref())?;
        led_group::page(ctx, page).await
    }

    /// Your drafts, the newest post first.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn drafts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the start or after a cursor, 1 to 50; 20 if not said.")]
        first: Option<i32>,
        #[graphql(desc = "Those after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end or before a cursor, 1 to 50.")] last: Option<i32>,
        #[graphql(desc = "Those before this cursor.")] before: Option<String>,
    ) -> Result<DraftConnection> {
        let page = Page::read(first, after.as_deref(), last, before.as_deref())?;
        draft::page(ctx, DraftKind::Posts, page).await
    }

    /// Your comments, the newest first: each with what becomes of it.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn comments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the start or after a cursor, 1 to 50; 20 if not said.")]
        first: Option<i32>,
        #[graphql(desc = "Those after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end or before a cursor, 1 to 50.")] last: Option<i32>,
        #[graphql(desc = "Those before this cursor.")] before: Option<String>,
    ) -> Result<DraftConnection> {
        let page = Page::read(first, after.as_deref(), last, before.as_deref())?;
        draft::page(ctx, DraftKind::Comments, page).await
    }

    /// What happened, for you, the newest first, of the last 90 days.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn notifications(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the start or after a cursor, 1 to 50; 20 if not said.")]
        first: Option<i32>,
        #[graphql(desc = "Those after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end or before a cursor, 1 to 50.")] last: Option<i32>,
        #[graphql(desc = "Those before this cursor.")] before: Option<String>,
    ) -> Result<NotificationConnection> {
        let page = Page::read(first, after.as_deref(), last, before.as_deref())?;
        notification::page(ctx, page).await
    }

    /// How many of them you have not said you saw, counted up to 100.
    #[graphql(complexity = 5)]
    async fn new_notifications(&self, ctx: &Context<'_>) -> Result<i32> {
        notification::new_notifications(ctx).await
    }

    /// How often you are mailed that there is something new: never, until you say so. Null for whoever may not see their own account.
    #[graphql(complexity = 5)]
    async fn digest(&self, ctx: &Context<'_>) -> Result<Option<Digest>> {
        digest(ctx).await
    }

    /// The correspondents whose comments you don't see, the newest first; 200 at most.
    #[graphql(complexity = "5 + 200 * child_complexity")]
    async fn silenced(&self, ctx: &Context<'_>) -> Result<Vec<Silenced>> {
        silenced(ctx).await
    }

    /// Who of your group invites you to write with them, the newest first; 50 at most.
    #[graphql(complexity = "5 + 50 * child_complexity")]
    async fn co_author_invitations(&self, ctx: &Context<'_>) -> Result<Vec<CoAuthorInvitation>> {
        co_author_invitations(ctx).await
    }

    /// How long what is sent waits for adults; null for whoever may not see their own account.
    #[graphql(complexity = 5)]
    async fn waiting_times(&self, ctx: &Context<'_>) -> Result<Option<WaitingTimes>> {
        let times = app::read::waiting_times(ctx.app()?).await.or_masked(ctx)?;
        Ok(times.map(WaitingTimes::from))
    }

    /// One of your drafts.
    async fn draft(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The draft's id.")] id: ID,
    ) -> Result<Option<Draft>> {
        draft(ctx, &id).await
    }

    /// What waits for review, you may decide and do not leave to others; null unless you are a cleared moderator or safeguarding lead.
    #[expect(
        clippy::too_many_arguments,
        reason = "the arguments of a field of the schema: four filters and those of every list"
    )]
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn review_queue(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only this lane.")] lane: Option<Lane>,
        #[graphql(desc = "Only this language.")] language: Option<Language>,
        #[graphql(desc = "Also what you leave to others.", default)] everything: bool,
        #[graphql(
            desc = "Instead of what is in line, what co-authors are asked about: you may read it already, and decide against it.",
            default
        )]
        awaiting_co_authors: bool,
        #[graphql(desc = "How many from the start or after a cursor, 1 to 50; 20 if not said.")]
        first: Option<i32>,
        #[graphql(desc = "Those after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end or before a cursor, 1 to 50.")] last: Option<i32>,
        #[graphql(desc = "Those before this cursor.")] before: Option<String>,
    ) -> Result<Option<ReviewConnection>> {
        let page = Page::read(first, after.as_deref(), last, before.as_deref())?;
        let from = page
            .from
            .map(|cursor| review::read_cursor(ctx, cursor))
            .transpose()?;
        let filter = QueueFilter {
            lane: lane.map(Into::into),
            language: language.map(Into::into),
            everything,
            awaiting_co_authors,
        };
        let (direction, rows) = (page.direction, page.rows());
        let rows = app::read::review_queue(ctx.app()?, filter, from, direction, rows)
            .await
            .or_masked(ctx)?;
        let Some(mut rows) = rows else {
            return Ok(None);
        };
        let ends = page.arrange(&mut rows);
        let items = rows
            .into_iter()
            .map(|waiting| (review::place(waiting.place), Review::from(waiting)))
            .collect();
        Ok(Some(ReviewConnection::new(items, ends)))
    }

    /// What co-authors were shown and was taken back, or replaced by something newer, in the last 30 days, the last first; 50 at most. Empty unless you are a cleared moderator
    /// or safeguarding lead: what goes from one correspondent to another adults can read.
    #[graphql(complexity = "10 + 50 * child_complexity")]
    async fn taken_back_from_co_authors(&self, ctx: &Context<'_>) -> Result<Vec<Review>> {
        let rows = app::read::taken_back(ctx.app()?).await.or_masked(ctx)?;
        Ok(rows.into_iter().map(Review::from).collect())
    }

    /// What you say of the texts that you read; null unless you work for the panel.
    async fn review_preferences(&self, ctx: &Context<'_>) -> Result<Option<ReviewPreferences>> {
        let said = app::reviews::review_preferences(ctx.app()?).await;
        Ok(said.or_masked(ctx)?.map(ReviewPreferences::from))
    }

    /// The others who read what you read, the newest account first: moderators for moderators, leads for leads; null unless you read any.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn colleagues(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the start or after a cursor, 1 to 50; 20 if not said.")]
        first: Option<i32>,
        #[graphql(desc = "Those after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end or before a cursor, 1 to 50.")] last: Option<i32>,
        #[graphql(desc = "Those before this cursor.")] before: Option<String>,
    ) -> Result<Option<ColleagueConnection>> {
        let page = Page::read(first, after.as_deref(), last, before.as_deref())?;
        colleague::page(ctx, page).await
    }

    /// What colleagues asked you about reviews that wait or are held, and you did not answer, the oldest first; 50 at most.
    #[graphql(complexity = "5 + 50 * child_complexity")]
    async fn questions(&self, ctx: &Context<'_>) -> Result<Vec<Consultation>> {
        let asked = app::reviews::questions_to_me(ctx.app()?).await;
        let asked = asked.or_masked(ctx)?.into_iter();
        Ok(asked.map(Consultation::from).collect())
    }

    /// What was handed to the safeguarding leads: what is open, the oldest first, or what was closed, the last first; 50 at most. Empty for
    /// everybody else, and without what you are related to.
    #[graphql(complexity = "5 + 50 * child_complexity")]
    async fn escalations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Those that were closed.", default)] closed: bool,
    ) -> Result<Vec<Escalation>> {
        let found = app::reviews::escalations(ctx.app()?, closed).await;
        Ok(found
            .or_masked(ctx)?
            .into_iter()
            .map(Escalation::from)
            .collect())
    }

    /// What is public of a post or a comment, as reviewers read it: with the text that passages are quoted from, and what screening found. Null unless you may
    /// take it down.
    #[graphql(complexity = "10 + child_complexity")]
    async fn published_revision(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The id of the post, or of the comment.")] post: ID,
    ) -> Result<Option<Revision>> {
        let Some(post) = ctx.open_published(&post)? else {
            return Ok(None);
        };
        let revision = app::read::public_revision(ctx.app()?, post).await;
        Ok(revision.or_masked(ctx)?.map(Revision))
    }

    /// A review that you may read.
    #[graphql(complexity = "10 + child_complexity")]
    async fn review(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The review's id.")] id: ID,
    ) -> Result<Option<Review>> {
        review(ctx, &id).await
    }
}

/// To what the viewer is invited.
pub(crate) async fn co_author_invitations(ctx: &Context<'_>) -> Result<Vec<CoAuthorInvitation>> {
    let open = app::read::co_author_invitations(ctx.app()?).await;
    let open = open.or_masked(ctx)?.into_iter();
    Ok(open.map(CoAuthorInvitation::from).collect())
}

/// As much of the viewer's address as to know it by.
pub(crate) async fn mail_address(ctx: &Context<'_>) -> Result<Option<String>> {
    let hint = app::people::own_address_hint(ctx.app()?).await;
    hint.or_masked(ctx)
}

/// How often the viewer is mailed.
pub(crate) async fn digest(ctx: &Context<'_>) -> Result<Option<Digest>> {
    let own = app::notifications::own_settings(ctx.app()?).await;
    let chosen = |digest: Option<_>| digest.map(|(digest, _)| digest);
    Ok(own.or_masked(ctx)?.map(|own| chosen(own.digest).into()))
}

/// Whom the viewer keeps away.
pub(crate) async fn silenced(ctx: &Context<'_>) -> Result<Vec<Silenced>> {
    let kept = app::read::silenced(ctx.app()?).await.or_masked(ctx)?;
    Ok(kept.into_iter().map(Silenced::from).collect())
}

/// How long submissions wait, of everybody together; a begun hour counts.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct WaitingTimes {
    /// Half of what adults decided lately was decided within so many hours; null while there is too little to tell.
    half_within: Option<i64>,
    /// Nine of ten, likewise; null while there is too little to tell.
    most_within: Option<i64>,
    /// How many days what waits longest has waited, a begun one counted; null for who is no correspondent, and while fewer than five wait.
    oldest: Option<i64>,
}

impl From<moderation::review::WaitingTimes> for WaitingTimes {
    fn from(times: moderation::review::WaitingTimes) -> Self {
        Self {
            half_within: times.half_within,
            most_within: times.most_within,
            oldest: times.oldest,
        }
    }
}

/// The draft behind an id, if it is the viewer's.
pub(crate) async fn draft(ctx: &Context<'_>, id: &str) -> Result<Option<Draft>> {
    let Some(post) = ctx.open::<PostId>(NodeKind::Draft, id)? else {
        return Ok(None);
    };
    draft_of(ctx, post).await
}

/// The draft of a post, if it is the viewer's.
pub(crate) async fn draft_of(ctx: &Context<'_>, post: PostId) -> Result<Option<Draft>> {
    let view = app::read::draft(ctx.app()?, post).await.or_masked(ctx)?;
    Ok(view.map(Draft::from))
}

/// The review behind an id, if the viewer may read it.
pub(crate) async fn review(ctx: &Context<'_>, id: &str) -> Result<Option<Review>> {
    let Some(review) = ctx.open::<ReviewId>(NodeKind::Review, id)? else {
        return Ok(None);
    };
    review_of(ctx, review).await
}

/// A review, if the viewer may read it.
pub(crate) async fn review_of(ctx: &Context<'_>, id: ReviewId) -> Result<Option<Review>> {
    let view = app::read::review(ctx.app()?, id).await.or_masked(ctx)?;
    Ok(view.map(Review::from))
}
