//! Groups, who belongs to them, who leads them, and who is guardian of whom.

use domain::group::Capacity;
use domain::policy::Action;
use domain::text::{Label, Slug, Title};
use domain::{AccountId, GroupId, Language};
pub use storage::groups::Group;
use storage::groups::Keeping;
use storage::{StorageError, Tx, accounts, groups};

use crate::failure::{Barred, refusal};
use crate::once::{ClientMutationId, once};
use crate::record::Record;
use crate::source::{new_id, random_word};
use crate::{Ctx, Failure, Internal, Outcome};

/// Why a group was not created or a relation not recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupRefusal {
    /// The actor may not.
    Barred(Barred),
    /// A group has this name, or the relation exists.
    Taken,
    /// The group's name can't be an address.
    Name,
    /// The retry id was used for something else.
    Reused,
}

refusal!(GroupRefusal);

/// How somebody is related to a group or to a correspondent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// A correspondent belongs to a group.
    Member(GroupId, AccountId),
    /// An adult leads a group.
    Guide(GroupId, AccountId),
    /// The first is guardian of the second.
    Guardian(AccountId, AccountId),
}

/// A group to create.
#[derive(Debug, Clone, Hash)]
pub struct NewGroup {
    /// The name.
    pub name: Label,
    /// The language that its members speak.
    pub language: Language,
    /// The school or club that it belongs to, if it does.
    pub entity: Option<Label>,
    /// The members that it takes.
    pub capacity: Capacity,
}

impl NewGroup {
    /// A group of the usual size that belongs to the centre itself.
    pub const fn named(name: Label) -> Self {
        Self {
            name,
            language: Language::Spanish,
            entity: None,
            capacity: Capacity::USUAL,
        }
    }
}

/// A group that was created, for a retry.
#[derive(Debug, Clone, Copy, serde::Serialize, serde::Deserialize)]
pub struct GroupCreated {
    /// The group.
    #[serde(with = "crate::wire::id")]
    pub group: GroupId,
}

/// Creates a group under a name that no other has.
pub async fn create_group(
    ctx: &Ctx,
    new: NewGroup,
    retry: Option<ClientMutationId>,
) -> Outcome<GroupCreated, GroupRefusal> {
    let created = once(ctx, "createGroup", new, retry, |tx, ctx, new| {
        Box::pin(create(tx, ctx, new))
    });
    match created.await {
        Err(Failure::Internal(Internal::Storage(StorageError::Conflict(_)))) => {
            Err(Failure::Refused(GroupRefusal::Taken))
        }
        created => created,
    }
}

async fn create(tx: &mut Tx, ctx: &Ctx, new: NewGroup) -> Outcome<GroupCreated, GroupRefusal> {
    ctx.may::<GroupRefusal>(&Action::ManagePanel)?;
    let title =
        Title::parse(new.name.as_str()).map_err(|_long| Failure::Refused(GroupRefusal::Name))?;
    let group = Group {
        id: GroupId::from_uuid(new_id(ctx.now())),
        slug: Slug::from_title(&title, &random_word::<4>()),
        name: new.name,
    };
    let keeping = Keeping {
        language: new.language,
        entity: new.entity,
        capacity: new.capacity,
    };
    groups::insert(tx, &group, &keeping, ctx.now()).await?;
    Record::of("group.created", group.id).store(tx, ctx).await?;
    Ok(GroupCreated { group: group.id })
}

/// The group with this name.
pub async fn group_by_name(ctx: &Ctx, name: Label) -> Result<Option<Group>, Internal> {
    ctx.app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| Ok(groups::by_name(tx, &name).await?))
        .await
}

/// Records a relation.
pub async fn relate(ctx: &Ctx, relation: Relation) -> Outcome<(), GroupRefusal> {
    ctx.may::<GroupRefusal>(&Action::ManagePanel)?;
    let inner = ctx.clone();
    let stored = ctx
        .app()
        .db()
        .write::<_, StorageError, _>(async move |tx: &mut Tx| store(tx, &inner, relation).await)
        .await;
    match stored {
        Ok(true) => Ok(()),
        Ok(false) => Err(Failure::refused(Barred::NotFound)),
        Err(StorageError::Conflict(_)) => Err(Failure::Refused(GroupRefusal::Taken)),
        Err(error) => Err(error.into()),
    }
}

/// Tells whether there is such a ward.
async fn store(tx: &mut Tx, ctx: &Ctx, relation: Relation) -> Result<bool, StorageError> {
    let record = match relation {
        Relation::Member(group, account) => {
            groups::add_member(tx, group, account).await?;
            Record::of("group.member-added", group).with("account", account)
        }
        Relation::Guide(group, account) => {
            groups::add_guide(tx, group, account).await?;
            Record::of("group.guide-added", group).with("account", account)
        }
        Relation::Guardian(guardian, ward) => {
            let Some(identity) = accounts::identity(tx, ward)
                .await?
                .filter(|_| guardian != ward)
            else {
                return Ok(false);
            };
            groups::add_guardian(tx, guardian, identity).await?;
            Record::of("guardian.recorded", ward).with("guardian", guardian)
        }
    };
    record.store(tx, ctx).await?;
    Ok(true)
}
