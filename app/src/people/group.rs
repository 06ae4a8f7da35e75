//! Groups, who belongs to them, who leads them, and who is guardian of whom.

use domain::policy::Action;
use domain::text::{Label, Slug, Title};
use domain::{AccountId, GroupId};
pub use storage::groups::Group;
use storage::{StorageError, Tx, groups};

use crate::failure::Barred;
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
}

impl From<Barred> for GroupRefusal {
    fn from(barred: Barred) -> Self {
        Self::Barred(barred)
    }
}

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

/// Creates a group under a name that no other has.
pub async fn create_group(ctx: &Ctx, name: Label) -> Outcome<Group, GroupRefusal> {
    ctx.may::<GroupRefusal>(&Action::ManagePanel)?;
    let title =
        Title::parse(name.as_str()).map_err(|_long| Failure::Refused(GroupRefusal::Name))?;
    let group = Group {
        id: GroupId::from_uuid(new_id(ctx.now())),
        slug: Slug::from_title(&title, &random_word::<4>()),
        name,
    };
    let (inner, made) = (ctx.clone(), group.clone());
    let stored = ctx
        .app()
        .db()
        .write::<_, StorageError, _>(async move |tx: &mut Tx| {
            groups::insert(tx, &made, inner.now()).await?;
            Record::of("group.created", made.id).store(tx, &inner).await
        })
        .await;
    match stored {
        Ok(()) => Ok(group),
        Err(StorageError::Conflict(_)) => Err(Failure::Refused(GroupRefusal::Taken)),
        Err(error) => Err(error.into()),
    }
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
        Ok(()) => Ok(()),
        Err(StorageError::Conflict(_)) => Err(Failure::Refused(GroupRefusal::Taken)),
        Err(error) => Err(error.into()),
    }
}

async fn store(tx: &mut Tx, ctx: &Ctx, relation: Relation) -> Result<(), StorageError> {
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
            groups::add_guardian(tx, guardian, ward).await?;
            Record::of("guardian.recorded", ward).with("guardian", guardian)
        }
    };
    record.store(tx, ctx).await
}
