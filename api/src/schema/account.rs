//! The account of whoever is signed in: nobody else's.

use async_graphql::{Context, ID, Object, Result};
use domain::text::PenName;
use domain::{AccountId, Avatar};

use super::enums::{Language, Role};
use super::person::Group;
use super::request::{OrMasked as _, Parts as _};
use super::scalars::DateTime;
use super::viewer::mail_address;
use crate::seal::NodeKind;

/// The account of whoever is signed in.
pub(crate) struct Account {
    id: AccountId,
    pen_name: PenName,
    avatar: Avatar,
}

impl Account {
    /// The account with this id, name and picture.
    pub(crate) const fn new(id: AccountId, pen_name: PenName, avatar: Avatar) -> Self {
        Self {
            id,
            pen_name,
            avatar,
        }
    }
}

/// Your account. Nobody else sees it.
#[Object(serial)]
impl Account {
    /// The opaque, stable id.
    async fn id(&self, ctx: &Context<'_>) -> Result<ID> {
        ctx.node_id(NodeKind::Account, self.id)
    }

    /// The name that readers see.
    async fn pen_name(&self) -> &str {
        self.pen_name.as_str()
    }

    /// The name that you sign in with. Nobody else sees it but those who run the panel, of adults.
    #[graphql(complexity = 5)]
    async fn login(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        app::people::own_login(ctx.app()?).await.or_masked(ctx)
    }

    /// The code from which your picture is drawn, as `Correspondent.avatar`.
    async fn avatar(&self) -> String {
        self.avatar.to_string()
    }

    /// Since when your passphrase counts. If you did not choose it then, somebody else did: tell your guide.
    async fn passphrase_changed_at(&self, ctx: &Context<'_>) -> Result<Option<DateTime>> {
        let at = app::people::own_passphrase_at(ctx.app()?).await;
        Ok(at.or_masked(ctx)?.map(DateTime))
    }

    /// Your address for mail, as much of it as to know it by; null if none is kept.
    #[graphql(complexity = 5)]
    async fn mail_address(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        mail_address(ctx).await
    }

    /// In which roles you may act today.
    async fn roles(&self, ctx: &Context<'_>) -> Result<Vec<Role>> {
        let Some(person) = ctx.app()?.actor().person() else {
            return Ok(vec![]);
        };
        let acting = person.roles.iter().filter(|role| person.acts_as(**role));
        Ok(acting.map(|role| (*role).into()).collect())
    }

    /// The language in which you are answered.
    async fn language(&self, ctx: &Context<'_>) -> Result<Language> {
        Ok(ctx.app()?.language().into())
    }

    /// The group that you belong to as a correspondent.
    async fn group(&self, ctx: &Context<'_>) -> Result<Option<Group>> {
        let Some(group) = ctx.app()?.actor().person().and_then(|person| person.group) else {
            return Ok(None);
        };
        let group = app::read::group(ctx.app()?, group).await.or_masked(ctx)?;
        Ok(group.map(Group::from))
    }
}
