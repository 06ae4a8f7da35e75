//! Groups, their members and guides, and guardianships.

use diesel::prelude::*;
use domain::text::{Label, Slug};
use domain::{AccountId, GroupId, Timestamp};

use crate::schema::{groups, guardianships, guides, memberships};
use crate::tx::{optional, run};
use crate::types::{At, Key, key};
use crate::{CorruptRow, StorageError, Tx};

/// A group as readers may know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The group's id.
    pub id: GroupId,
    /// The address.
    pub slug: Slug,
    /// The name.
    pub name: Label,
}

pub(crate) type GroupRow = (Key, String, String);

impl TryFrom<GroupRow> for Group {
    type Error = CorruptRow;

    fn try_from((id, slug, name): GroupRow) -> Result<Self, CorruptRow> {
        let corrupt = |column| CorruptRow::new("groups", column, id.0);
        Ok(Self {
            id: GroupId::from_uuid(id.0),
            slug: Slug::parse(&slug).map_err(|_unreadable| corrupt("slug"))?,
            name: Label::from_stored(name).map_err(|_unreadable| corrupt("name"))?,
        })
    }
}

/// Stores a group.
pub async fn insert(tx: &mut Tx, group: &Group, at: Timestamp) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::insert_into(groups::table).values((
            groups::id.eq(key(group.id)),
            groups::slug.eq(group.slug.as_str()),
            groups::name.eq(group.name.as_str()),
            groups::created_at.eq(At(at)),
        ))
    )?;
    Ok(())
}

/// The group with this name.
pub async fn by_name(tx: &mut Tx, name: &Label) -> Result<Option<Group>, StorageError> {
    let row = optional!(
        tx,
        GroupRow,
        groups::table
            .filter(groups::name.eq(name.as_str()))
            .order(groups::id)
            .select((groups::id, groups::slug, groups::name))
            .limit(1)
    )?;
    Ok(row.map(Group::try_from).transpose()?)
}

/// The group with this id.
pub async fn get(tx: &mut Tx, id: GroupId) -> Result<Option<Group>, StorageError> {
    let row = optional!(
        tx,
        GroupRow,
        groups::table
            .find(key(id))
            .select((groups::id, groups::slug, groups::name))
    )?;
    Ok(row.map(Group::try_from).transpose()?)
}

/// Makes a correspondent a member of a group.
pub async fn add_member(
    tx: &mut Tx,
    group: GroupId,
    account: AccountId,
) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::insert_into(memberships::table).values((
            memberships::account_id.eq(key(account)),
            memberships::group_id.eq(key(group)),
        ))
    )?;
    Ok(())
}

/// Lets an adult lead a group.
pub async fn add_guide(
    tx: &mut Tx,
    group: GroupId,
    account: AccountId,
) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::insert_into(guides::table).values((
            guides::account_id.eq(key(account)),
            guides::group_id.eq(key(group))
        ))
    )?;
    Ok(())
}

/// Records that `guardian` is guardian of `ward`.
pub async fn add_guardian(
    tx: &mut Tx,
    guardian: AccountId,
    ward: AccountId,
) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::insert_into(guardianships::table).values((
            guardianships::guardian_id.eq(key(guardian)),
            guardianships::ward_id.eq(key(ward)),
        ))
    )?;
    Ok(())
}
