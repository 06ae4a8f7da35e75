//! Where every read begins.

use app::Ctx;
use app::read::FeedFilter;
use async_graphql::{Context, ID, Object, Result};
use domain::text::{PenName, Slug};

use super::connection::{Page, page_cost};
use super::enums::Language;
use super::helpline::Helpline;
use super::node::{self, Node};
use super::person::{Correspondent, Group, Topic};
use super::post::{self, Post, PostConnection};
use super::request::{OrMasked as _, Parts as _};
use super::scalars::CountryCode;
use super::second_factor::SecondFactorAsked;
use super::statement::{self, ReasonInWords};
use super::text::{CodeOfConduct, ConsentText};
use super::viewer::Viewer;
use crate::errors::bad_input;
use crate::seal::NodeKind;
use crate::words::Say;

/// The most ids that `nodes` takes.
const MOST_NODES: usize = 50;

/// The root of reads.
pub(crate) struct Query;

/// Where every read begins. What everybody may read is the same for everybody; `viewer`, and `node` and `nodes` for ids
/// of drafts and reviews, depend on who is signed in.
#[Object(serial)]
impl Query {
    /// Published posts, newest day first.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    #[expect(
        clippy::too_many_arguments,
        reason = "the arguments of the field, named by the contract"
    )]
    async fn posts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the newest on, 1 to 50; 20 if not said.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Those after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the oldest on, 1 to 50.")] last: Option<i32>,
        #[graphql(desc = "Those before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those listed under this topic.")] topic: Option<ID>,
        #[graphql(desc = "Only those written in this group.")] group: Option<ID>,
        #[graphql(desc = "Only those in this language.")] language: Option<Language>,
    ) -> Result<PostConnection> {
        let page = Page::read(first, after.as_deref(), last, before.as_deref())?;
        let topic = topic.map(|id| ctx.open(NodeKind::Topic, &id)).transpose()?;
        let group = group.map(|id| ctx.open(NodeKind::Group, &id)).transpose()?;
        let filter = match (topic, group) {
            // An id that names nothing has no posts.
            (Some(None), _) | (_, Some(None)) => {
                return Ok(PostConnection::new(vec![], (false, false)));
            }
            (topic, group) => FeedFilter {
                topic: topic.flatten(),
                group: group.flatten(),
                language: language.map(Into::into),
            },
        };
        post::feed(ctx, filter, page).await
    }

    /// The published post at an address.
    async fn post(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The last part of the post's address.")] slug: String,
    ) -> Result<Option<Post>> {
        let Ok(slug) = Slug::parse(&slug) else {
            return Ok(None);
        };
        if ctx.look_ahead().field("html").exists() {
            let found = app::read::shown_by_slug(ctx.app()?, slug).await;
            return Ok(found.or_masked(ctx)?.map(Post::from));
        }
        let found = app::read::post_by_slug(ctx.app()?, slug).await;
        Ok(found.or_masked(ctx)?.map(Post::from))
    }

    /// The correspondent with this pen name; only who switched the own blog page on, which is off at first.
    async fn correspondent(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The pen name, as it is shown.")] pen_name: String,
    ) -> Result<Option<Correspondent>> {
        let Ok(pen_name) = PenName::parse(&pen_name) else {
            return Ok(None);
        };
        let found = app::read::correspondent(ctx.app()?, pen_name)
            .await
            .or_masked(ctx)?;
        Ok(found.map(Correspondent::from))
    }

    /// Every group in which something is published, by name.
    #[graphql(complexity = "5 + 50 * child_complexity")]
    async fn groups(&self, ctx: &Context<'_>) -> Result<Vec<Group>> {
        let all = app::read::public_groups(ctx.app()?).await.or_masked(ctx)?;
        Ok(all.into_iter().map(Group::from).collect())
    }

    /// The group at an address; null unless something in it is published.
    async fn group(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The last part of the group's address.")] slug: String,
    ) -> Result<Option<Group>> {
        let Ok(slug) = Slug::parse(&slug) else {
            return Ok(None);
        };
        let found = app::read::group_by_slug(ctx.app()?, slug).await;
        Ok(found.or_masked(ctx)?.map(Group::from))
    }

    /// The topic at an address.
    async fn topic(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The last part of the topic's address.")] slug: String,
    ) -> Result<Option<Topic>> {
        let Ok(slug) = Slug::parse(&slug) else {
            return Ok(None);
        };
        let found = app::read::topic_by_slug(ctx.app()?, slug).await;
        Ok(found.or_masked(ctx)?.map(Topic::from))
    }

    /// Every topic, by name.
    #[graphql(complexity = "5 + 50 * child_complexity")]
    async fn topics(&self, ctx: &Context<'_>) -> Result<Vec<Topic>> {
        let all = app::topics::topics(ctx.app()?).await.or_masked(ctx)?;
        Ok(all.into_iter().map(Topic::from).collect())
    }

    /// Whom a child in trouble can turn to, who answers now first. Anybody may ask, and nothing of it is kept.
    #[graphql(complexity = "5 + 10 * child_complexity")]
    async fn helplines(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The country; the centre's if not said.")] country: Option<CountryCode>,
    ) -> Result<Vec<Helpline>> {
        let country = country.map(|code| code.0);
        let lines = app::helplines::helplines(ctx.app()?, country);
        Ok(lines.into_iter().map(Helpline::from).collect())
    }

    /// Whether readers without an account may comment on posts whose comments are not closed, with `commentAsReader`.
    async fn readers_may_comment(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(ctx.app()?.app().readers_comment())
    }

    /// What people read before they consent to anything, in the version that counts now.
    async fn consent_text(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The language; yours if not said.")] language: Option<Language>,
    ) -> Result<ConsentText> {
        let language = language.map_or_else(|| ctx.app().map(Ctx::language), |it| Ok(it.into()))?;
        let text = app::texts::consent_text(language).or_masked(ctx)?;
        Ok(text.into())
    }

    /// What adults sign who meet young people or read what they write, in the version that counts now.
    async fn code_of_conduct(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The language; yours if not said.")] language: Option<Language>,
    ) -> Result<CodeOfConduct> {
        let language = language.map_or_else(|| ctx.app().map(Ctx::language), |it| Ok(it.into()))?;
        let text = app::texts::code_of_conduct(language).or_masked(ctx)?;
        Ok(text.into())
    }

    /// The reasons that adults give when they ask for changes, decline or take down, in the words that whoever wrote the text reads.
    async fn reasons(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The language; yours if not said.")] language: Option<Language>,
    ) -> Result<Vec<ReasonInWords>> {
        let say = ctx.say()?;
        let language = language.map_or(say.language, Into::into);
        Ok(statement::reasons(Say { language, ..say }))
    }

    /// Who is signed in; null when nobody is.
    async fn viewer(&self, ctx: &Context<'_>) -> Result<Option<Viewer>> {
        Viewer::of(ctx)
    }

    /// What has to be proven before the session is good for anything; null when nobody is signed in, or nothing has.
    async fn second_factor_asked(&self, ctx: &Context<'_>) -> Result<Option<SecondFactorAsked>> {
        let asked = app::second_factors::asked_now(ctx.app()?).await;
        Ok(asked.or_masked(ctx)?.map(SecondFactorAsked::from))
    }

    /// What an id names; null for what is hidden, missing or somebody else's, all alike.
    #[graphql(complexity = "5 + child_complexity")]
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "An id that this API gave.")] id: ID,
    ) -> Result<Option<Node>> {
        node::find(ctx, &id).await
    }

    /// What several ids name, in their order.
    #[graphql(complexity = "5 + ids.len() * (5 + child_complexity)")]
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Up to 50 ids that this API gave.")] ids: Vec<ID>,
    ) -> Result<Vec<Option<Node>>> {
        if ids.len() > MOST_NODES {
            return Err(bad_input(format!(
                "Ask for at most {MOST_NODES} ids at once."
            )));
        }
        let mut found = Vec::with_capacity(ids.len());
        for id in &ids {
            found.push(node::find(ctx, id).await?);
        }
        Ok(found)
    }
}
