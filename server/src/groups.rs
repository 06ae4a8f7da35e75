//! The commands `admin group` and `admin guide`: groups, and who leads them.

use std::process::ExitCode;

use anyhow::{Context as _, anyhow, bail};
use app::people::{
    GroupRefusal, GuideRefusal, LetGuideGo, NewGroup, appoint_guide, create_group, group_by_name,
    let_guide_go,
};
use app::{Ctx, Failure};
use domain::GroupId;
use domain::group::Capacity;
use domain::text::{Label, Login};

use crate::cli;
use crate::config::Config;
use crate::say::say;
use crate::start::{self, When};

/// Creates a group.
pub(crate) async fn create(config: &Config, asked: cli::CreateGroup) -> anyhow::Result<ExitCode> {
    let entity = asked.entity.as_deref().map(Label::parse).transpose();
    let new = NewGroup {
        name: Label::parse(&asked.name).context("the group's name can't be used")?,
        language: asked.language,
        entity: entity.context("the name of the school or club can't be used")?,
        capacity: Capacity::new(asked.capacity)?,
    };
    let guides = asked.guides.iter().map(|login| read(login));
    let guides: Vec<Login> = guides.collect::<Result<_, _>>()?;
    let app = start::open(config, When::NewOrExisting).await?.app;
    let ctx = app.operator();
    let name = new.name.clone();
    let group = match create_group(&ctx, new, None).await {
        Ok(created) => created.group,
        Err(Failure::Internal(error)) => return Err(error).context("no group was created"),
        Err(Failure::Refused(why)) => bail!("no group was created: {}", reason(why)),
    };
    say(&format!("The group {name} is there."));
    for login in guides {
        appoint(&ctx, group, login).await?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Appoints a guide, or lets one go.
pub(crate) async fn change_guide(
    config: &Config,
    asked: cli::ChangeGuide,
) -> anyhow::Result<ExitCode> {
    let (name, login) = (Label::parse(&asked.group), read(&asked.login)?);
    let name = name.context("no group can have this name")?;
    let successor = asked.successor.as_deref().map(read).transpose()?;
    let app = start::open(config, When::Existing).await?.app;
    let ctx = app.operator();
    let group = group_by_name(&ctx, name).await?;
    let group = group.context("there is no group of this name")?.id;
    if !asked.stop {
        appoint(&ctx, group, login).await?;
        return Ok(ExitCode::SUCCESS);
    }
    let gone = format!("{} leads the group no longer.", login.as_str());
    let going = LetGuideGo {
        group,
        login,
        successor,
    };
    told(let_guide_go(&ctx, going, None).await)?;
    say(&gone);
    Ok(ExitCode::SUCCESS)
}

fn read(login: &str) -> anyhow::Result<Login> {
    Login::parse(login).with_context(|| format!("nobody can have the login {login}"))
}

async fn appoint(ctx: &Ctx, group: GroupId, login: Login) -> anyhow::Result<()> {
    told(appoint_guide(ctx, group, login.clone(), None).await)
        .with_context(|| format!("{} does not lead the group", login.as_str()))?;
    say(&format!("{} leads the group.", login.as_str()));
    Ok(())
}

fn told(outcome: Result<(), Failure<GuideRefusal>>) -> anyhow::Result<()> {
    outcome.map_err(|failure| match failure {
        Failure::Internal(error) => anyhow!(error),
        Failure::Refused(why) => anyhow!(match why {
            GuideRefusal::Barred(_) => "there is no such group, or only the operator changes it",
            GuideRefusal::Reused => "it was done before",
            GuideRefusal::NoSuccessor => "whoever is to come instead has no active account with the role guide and a valid certificate",
            GuideRefusal::NoGuide =>
                "there is no active account with this login, the role guide and a certificate that is valid \
                 today; make one with `altavoz admin create --role guide`",
            GuideRefusal::NotLeading => "nobody with this login leads the group",
            GuideRefusal::LeftAlone =>
                "its members would have nobody who leads them; name somebody with --successor",
        }),
    })
}

const fn reason(why: GroupRefusal) -> &'static str {
    match why {
        GroupRefusal::Barred(_) => "only the operator and coordinators create groups",
        GroupRefusal::Taken | GroupRefusal::Reused => "there is one of this name",
        GroupRefusal::Name => "its name can't be an address",
    }
}
