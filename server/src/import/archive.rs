//! The account under which the posts of a group's old site are kept. Their authors have no accounts yet, and no
//! account is made up for a child: this one has no role, no birth date, and a passphrase that nobody knows.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use anyhow::{Context as _, anyhow, bail};
use app::people::{
    AccountRefusal, Group, GroupRefusal, NewAccount, NewGroup, Relation, create_account,
    create_group, group_by_name, relate,
};
use app::{App, Ctx, Failure, Internal, Passphrase};
use domain::text::{Label, Login, PenName};
use domain::{AccountId, Country, Language, PostId};
use storage::{Tx, accounts};

/// Drafts that are read at once.
const PAGE: i64 = 50;

/// The group of this name; it is created when there is none.
pub(super) async fn group(ctx: &Ctx, name: &str) -> anyhow::Result<Group> {
    let name = Label::parse(name).context("the group's name can't be used")?;
    if let Some(group) = group_by_name(ctx, name.clone()).await? {
        return Ok(group);
    }
    create_group(ctx, NewGroup::named(name.clone()), None)
        .await
        .map_err(|error| match error {
            Failure::Internal(error) => anyhow!(error).context("no group was created"),
            Failure::Refused(GroupRefusal::Barred(_)) => {
                anyhow!("only the operator creates groups")
            }
            Failure::Refused(GroupRefusal::Taken | GroupRefusal::Reused) => {
                anyhow!("another process just made that group")
            }
            Failure::Refused(GroupRefusal::Name) => anyhow!("the group's name can't be an address"),
        })?;
    group_by_name(ctx, name)
        .await?
        .context("the group vanished")
}

/// The account of a group's archive; it is created when there is none.
pub(super) async fn account(
    ctx: &Ctx,
    group: &Group,
    language: Language,
) -> anyhow::Result<AccountId> {
    let login = login(group)?;
    if let Some(account) = known(ctx.app(), login.clone()).await? {
        return Ok(account);
    }
    for pen_name in pen_names(group) {
        let new = NewAccount {
            login: login.clone(),
            pen_name,
            passphrase: Passphrase::generate(),
            language,
            roles: Vec::new(),
            born_on: None,
            country: Country::SPAIN,
            consent: Vec::new(),
            certificate: None,
            trained_on: None,
        };
        let account = match create_account(ctx, new).await {
            Ok(account) => account,
            // Somebody has this pen name, or one that looks like it.
            Err(Failure::Refused(AccountRefusal::Taken)) => continue,
            Err(Failure::Refused(_)) => bail!("the archive's account can't be created"),
            Err(Failure::Internal(error)) => return Err(error).context("no account was created"),
        };
        return match relate(ctx, Relation::Member(group.id, account)).await {
            Ok(()) => Ok(account),
            Err(Failure::Refused(_)) => Err(anyhow!("the archive can't join its group")),
            Err(Failure::Internal(error)) => Err(error).context("the archive can't join its group"),
        };
    }
    bail!("every pen name for the archive of this group is taken")
}

async fn known(app: &App, login: Login) -> Result<Option<AccountId>, Internal> {
    app.db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            let known = accounts::credentials(tx, &login).await?;
            Ok(known.map(|known| known.account))
        })
        .await
}

/// `archive-` and the address of the group; of a long one its beginning and the end that makes it unique.
fn login(group: &Group) -> anyhow::Result<Login> {
    let slug = group.slug.as_str();
    let (words, end) = slug.rsplit_once('-').unwrap_or((slug, ""));
    let kept: String = words.chars().take(25).collect();
    Login::parse(&format!("archive-{kept}-{end}")).context("the archive's login can't be made")
}

/// Names for readers, the best first.
fn pen_names(group: &Group) -> impl Iterator<Item = PenName> {
    let slug = group.slug.as_str();
    let end = slug.rsplit_once('-').map_or(slug, |(_, end)| end);
    [
        format!("Archivo {}", group.name),
        format!(
            "Archivo {}",
            group.name.as_str().trim_start_matches("Grupo de ")
        ),
        format!("Archivo {end}"),
        format!("Archivo del grupo {end}"),
    ]
    .into_iter()
    .filter_map(|name| PenName::parse(&name).ok())
}

/// Which texts the archive has, so that an import can be run again.
pub(super) struct Kept(HashSet<u64>);

impl Kept {
    /// Reads what the archive has.
    pub(super) async fn of(app: &App, account: AccountId) -> anyhow::Result<Self> {
        let ctx = app::sessions::acting_as(app, account)
            .await?
            .context("the archive's account vanished")?;
        let mut kept = HashSet::new();
        let mut after: Option<PostId> = None;
        loop {
            let page = app::read::drafts(
                &ctx,
                app::read::DraftKind::Posts,
                after,
                app::read::Direction::Forward,
                PAGE,
            )
            .await?;
            let Some(last) = page.last() else {
                return Ok(Self(kept));
            };
            after = Some(last.draft.post);
            for view in &page {
                let text = &view.draft.text;
                if let (Some(title), Some(body)) = (&text.title, &text.body) {
                    kept.insert(mark(title.as_str(), body.as_str()));
                }
            }
        }
    }

    /// Whether the archive has this text.
    pub(super) fn has(&self, title: &str, body: &str) -> bool {
        self.0.contains(&mark(title, body))
    }

    /// Keeps in mind that the archive has this text.
    pub(super) fn add(&mut self, title: &str, body: &str) {
        self.0.insert(mark(title, body));
    }
}

fn mark(title: &str, body: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (title, body).hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use domain::GroupId;
    use domain::text::{Slug, Title};
    use uuid::Uuid;

    use super::*;

    fn named(name: &str) -> Group {
        Group {
            id: GroupId::from_uuid(Uuid::from_u128(1)),
            slug: Slug::from_title(&Title::parse(name).unwrap(), "ab3d"),
            name: Label::parse(name).unwrap(),
        }
    }

    #[test]
    fn the_archive_of_every_group_has_a_login_and_a_pen_name() {
        for name in [
            "Vigo",
            "Grupo de Las Palmas de Gran Canaria y alrededores",
            "1.º B 🎉",
            "Ñ",
        ] {
            let group = named(name);
            let login = login(&group).unwrap();
            assert!(login.as_str().starts_with("archive-"), "{}", login.as_str());
            assert!(login.as_str().ends_with("-ab3d"), "{}", login.as_str());
            assert!(pen_names(&group).next().is_some(), "{name}");
        }
        let readable = pen_names(&named("Vigo")).next();
        assert_eq!(readable.as_ref().map(PenName::as_str), Some("Archivo Vigo"));
    }
}
