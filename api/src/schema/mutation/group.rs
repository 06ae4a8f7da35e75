//! `createGroup`, `appointGuide` and `letGuideGo`: groups, and who leads them.

use app::Outcome;
use app::people::{self, GroupRefusal, GuideRefusal, LetGuideGo, NewGroup};
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject, Union};
use domain::GroupId;
use domain::group::Capacity;
use domain::text::Label;

use super::payload::{Stoppable as _, found, opened, told, valid};
use crate::schema::enums::Language;
use crate::schema::errors::{
    ClientMutationIdReusedError, InvalidInputError, NotAllowedError, NotFoundError, Stopped,
};
use crate::schema::input::{invalid_text, login, retry_id, unusable};
use crate::schema::led_group::LedGroup;
use crate::schema::request::{OrMasked as _, Parts as _};
use crate::words::Say;

/// The mutations.
#[derive(Default)]
pub(crate) struct Groups;

/// A group to create.
#[derive(InputObject)]
struct CreateGroupInput {
    /// The name, up to 60 characters, that no other group has. Everybody reads it.
    name: String,
    /// The language that its members speak.
    language: Language,
    /// The school or club that it belongs to, if it does.
    entity: Option<String>,
    /// How many members it takes, 1 to 200. Open invitations count.
    #[graphql(default = 25)]
    capacity: i32,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// Who comes to lead a group.
#[derive(InputObject)]
struct AppointGuideInput {
    /// The group.
    group: ID,
    /// The name with which a guide signs in, who has a certificate that counts today.
    login: String,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// Who leads a group no longer.
#[derive(InputObject)]
struct LetGuideGoInput {
    /// The group.
    group: ID,
    /// The name with which the guide signs in.
    login: String,
    /// The name with which another guide signs in, who comes instead. Needed where members would have nobody.
    successor: Option<String>,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// The group as it is now.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct GroupKept {
    /// The group.
    group: LedGroup,
}

/// How `createGroup`, `appointGuide` and `letGuideGo` ended.
#[derive(Union)]
pub(crate) enum GroupPayload {
    /// It was kept.
    Kept(Box<GroupKept>),
    /// A part can't be used, or the guide can't come or go.
    InvalidInput(InvalidInputError),
    /// There is no such group.
    NotFound(NotFoundError),
    /// Not with this account.
    NotAllowed(NotAllowedError),
    /// The retry id was used for something else.
    Reused(ClientMutationIdReusedError),
}

#[Object(serial)]
impl Groups {
    /// Creates a group. For coordinators and administrators.
    #[graphql(complexity = "20 + child_complexity")]
    async fn create_group(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The group.")] input: CreateGroupInput,
    ) -> Result<GroupPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let label = |text: &str, field, part| {
            Label::parse(text).map_err(|error| invalid_text(say, field, part, &error))
        };
        let entity = input.entity.as_deref();
        let entity = entity.map(|entity| label(entity, "entity", "part-group-entity"));
        let new = NewGroup {
            name: valid!(label(&input.name, "name", "part-group-name")),
            language: input.language.into(),
            entity: valid!(entity.transpose()),
            capacity: valid!(
                Capacity::new(input.capacity.into()).map_err(|_error| unusable(
                    say,
                    "capacity",
                    "group-capacity"
                ))
            ),
        };
        match told(ctx, people::create_group(ctx.app()?, new, retry).await)? {
            Ok(created) => kept(ctx, created.group).await,
            Err(GroupRefusal::Barred(barred)) => {
                Ok(GroupPayload::stopped(Stopped::new(say, barred)))
            }
            Err(GroupRefusal::Taken) => Ok(unusable(say, "name", "group-name-taken").into()),
            Err(GroupRefusal::Name) => Ok(unusable(say, "name", "group-name-unusable").into()),
            Err(GroupRefusal::Reused) => Ok(ClientMutationIdReusedError::new(say).into()),
        }
    }

    /// Lets a guide lead a group. For coordinators and administrators, with a second factor that was proven within ten minutes.
    #[graphql(complexity = "20 + child_complexity")]
    async fn appoint_guide(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who comes to lead which group.")] input: AppointGuideInput,
    ) -> Result<GroupPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let group = opened!(ctx, Group, &input.group);
        let login = valid!(login(say, &input.login));
        let done = people::appoint_guide(ctx.app()?, group, login, retry).await;
        changed(ctx, group, done).await
    }

    /// Lets a guide lead a group no longer. Its members always have somebody. For coordinators and administrators, with a second factor that was
    /// proven within ten minutes.
    #[graphql(complexity = "20 + child_complexity")]
    async fn let_guide_go(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who goes, and who comes instead.")] input: LetGuideGoInput,
    ) -> Result<GroupPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let group = opened!(ctx, Group, &input.group);
        let successor = input.successor.as_deref().map(|given| login(say, given));
        let going = LetGuideGo {
            group,
            login: valid!(login(say, &input.login)),
            successor: valid!(successor.transpose()),
        };
        let done = people::let_guide_go(ctx.app()?, going, retry).await;
        changed(ctx, group, done).await
    }
}

async fn kept(ctx: &Context<'_>, group: GroupId) -> Result<GroupPayload> {
    let group = app::read::group_of_panel(ctx.app()?, group).await;
    let group = LedGroup::from(found!(ctx, group.or_masked(ctx)?));
    Ok(Box::new(GroupKept { group }).into())
}

async fn changed(
    ctx: &Context<'_>,
    group: GroupId,
    done: Outcome<(), GuideRefusal>,
) -> Result<GroupPayload> {
    match told(ctx, done)? {
        Ok(()) => kept(ctx, group).await,
        Err(why) => Ok(refused(ctx.say()?, why)),
    }
}

fn refused(say: Say<'_>, why: GuideRefusal) -> GroupPayload {
    match why {
        GuideRefusal::Barred(barred) => GroupPayload::stopped(Stopped::new(say, barred)),
        GuideRefusal::NoGuide => unusable(say, "login", "guide-impossible").into(),
        GuideRefusal::NoSuccessor => unusable(say, "successor", "guide-impossible").into(),
        GuideRefusal::NotLeading => unusable(say, "login", "guide-not-leading").into(),
        GuideRefusal::LeftAlone => unusable(say, "successor", "guide-last").into(),
        GuideRefusal::Reused => ClientMutationIdReusedError::new(say).into(),
    }
}
