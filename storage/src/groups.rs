//! Groups, their members and guides, and guardianships.

use diesel::prelude::*;
use domain::group::Capacity;
use domain::text::{Label, Slug};
use domain::{AccountId, GroupId, IdentityId, Language, Timestamp};

use crate::codes::Coded as _;
use crate::schema::{accounts, groups, guardianships, guides, memberships, posts};
use crate::tx::{locked, optional, run};
use crate::types::{At, Key, key, keys};
use crate::{CorruptRow, Direction, StorageError, Tx};

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

/// What a group is for those who run it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keeping {
    /// The language that its members speak.
    pub language: Language,
    /// The school or club that it belongs to, if it does.
    pub entity: Option<Label>,
    /// The members that it takes.
    pub capacity: Capacity,
}

/// Stores a group.
pub async fn insert(
    tx: &mut Tx,
    group: &Group,
    keeping: &Keeping,
    at: Timestamp,
) -> Result<(), StorageError> {
    let capacity = i16::try_from(keeping.capacity.members()).unwrap_or(i16::MAX);
    run!(
        tx,
        execute,
        diesel::insert_into(groups::table).values((
            groups::id.eq(key(group.id)),
            groups::slug.eq(group.slug.as_str()),
            groups::name.eq(group.name.as_str()),
            groups::language.eq(keeping.language.number()),
            groups::entity.eq(keeping.entity.as_ref().map(Label::as_str)),
            groups::capacity.eq(capacity),
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

/// Groups in which something is public.
macro_rules! public {
    () => {
        groups::table
            .filter(diesel::dsl::exists(
                posts::table
                    .filter(posts::group_id.eq(groups::id))
                    .filter(posts::published_revision_id.is_not_null())
                    .filter(posts::commented_id.is_null()),
            ))
            .select((groups::id, groups::slug, groups::name))
    };
}

/// Every group in which something is public, by name. There are a few dozen; the centre makes them.
pub async fn all_public(tx: &mut Tx) -> Result<Vec<Group>, StorageError> {
    let rows: Vec<GroupRow> = run!(
        tx,
        load,
        public!().order((groups::name, groups::id)).limit(500)
    )?;
    rows.into_iter()
        .map(|row| Group::try_from(row).map_err(StorageError::from))
        .collect()
}

/// The group at an address, if something in it is public.
pub async fn public_by_slug(tx: &mut Tx, slug: &Slug) -> Result<Option<Group>, StorageError> {
    let row = optional!(
        tx,
        GroupRow,
        public!().filter(groups::slug.eq(slug.as_str()))
    )?;
    Ok(row.map(Group::try_from).transpose()?)
}

/// How a group is kept, locked until the transaction ends, so that no two people take the last place.
pub async fn lock(tx: &mut Tx, id: GroupId) -> Result<Option<Keeping>, StorageError> {
    let row = locked!(
        tx,
        KeepingRow,
        groups::table
            .find(key(id))
            .select((groups::language, groups::entity, groups::capacity))
    )?;
    Ok(row.map(|row| keeping(id, row)).transpose()?)
}

type KeepingRow = (i16, Option<String>, i16);

fn keeping(id: GroupId, row: KeepingRow) -> Result<Keeping, CorruptRow> {
    let corrupt = |column| CorruptRow::new("groups", column, id.as_uuid());
    let (language, entity, capacity) = row;
    Ok(Keeping {
        language: Language::from_number(language).ok_or_else(|| corrupt("language"))?,
        entity: entity
            .map(Label::from_stored)
            .transpose()
            .map_err(|_unreadable| corrupt("entity"))?,
        capacity: Capacity::new(capacity.into()).map_err(|_range| corrupt("capacity"))?,
    })
}

/// How many members a group has.
pub async fn count_members(tx: &mut Tx, id: GroupId) -> Result<i64, StorageError> {
    run!(
        tx,
        get_result,
        memberships::table
            .filter(memberships::group_id.eq(key(id)))
            .count()
    )
}

/// The columns of a group with how it is kept.
macro_rules! kept_columns {
    () => {
        (
            (groups::id, groups::slug, groups::name),
            (groups::language, groups::entity, groups::capacity),
        )
    };
}

/// Groups with how they are kept, by name.
pub async fn kept(tx: &mut Tx, ids: &[GroupId]) -> Result<Vec<(Group, Keeping)>, StorageError> {
    let rows: Vec<(GroupRow, KeepingRow)> = run!(
        tx,
        load,
        groups::table
            .filter(groups::id.eq_any(keys(ids)))
            .order((groups::name, groups::id))
            .select(kept_columns!())
    )?;
    Ok(read_kept(rows)?)
}

/// Up to `limit` groups with how they are kept, the newest first.
pub async fn page(
    tx: &mut Tx,
    from: Option<GroupId>,
    direction: Direction,
    limit: i64,
) -> Result<Vec<(Group, Keeping)>, StorageError> {
    let rows: Vec<(GroupRow, KeepingRow)> = run!(tx, load, {
        let all = groups::table
            .limit(limit)
            .select(kept_columns!())
            .into_boxed();
        let all = match direction {
            Direction::Forward => all.order(groups::id.desc()),
            Direction::Backward => all.order(groups::id.asc()),
        };
        match (direction, from) {
            (_, None) => all,
            (Direction::Forward, Some(from)) => all.filter(groups::id.lt(key(from))),
            (Direction::Backward, Some(from)) => all.filter(groups::id.gt(key(from))),
        }
    })?;
    Ok(read_kept(rows)?)
}

fn read_kept(rows: Vec<(GroupRow, KeepingRow)>) -> Result<Vec<(Group, Keeping)>, CorruptRow> {
    let read = |(group, kept)| {
        let group = Group::try_from(group)?;
        let kept = keeping(group.id, kept)?;
        Ok((group, kept))
    };
    rows.into_iter().map(read).collect()
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

/// The group that an account belongs to.
pub async fn of_member(tx: &mut Tx, account: AccountId) -> Result<Option<GroupId>, StorageError> {
    let found = optional!(
        tx,
        Key,
        memberships::table
            .find(key(account))
            .select(memberships::group_id)
    )?;
    Ok(found.map(|group| GroupId::from_uuid(group.0)))
}

/// Says whether a member helps to lead.
pub async fn set_facilitates(
    tx: &mut Tx,
    account: AccountId,
    facilitates: bool,
) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::update(memberships::table.find(key(account)))
            .set(memberships::facilitates.eq(i16::from(facilitates)))
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

/// Who leads a group.
pub async fn guides_of(tx: &mut Tx, group: GroupId) -> Result<Vec<AccountId>, StorageError> {
    let leading: Vec<Key> = run!(
        tx,
        load,
        guides::table
            .filter(guides::group_id.eq(key(group)))
            .order(guides::account_id)
            .select(guides::account_id)
    )?;
    Ok(leading
        .into_iter()
        .map(|id| AccountId::from_uuid(id.0))
        .collect())
}

/// Lets an adult lead a group no longer.
pub async fn remove_guide(
    tx: &mut Tx,
    group: GroupId,
    account: AccountId,
) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::delete(guides::table.find((key(account), key(group))))
    )?;
    Ok(())
}

/// Records that `guardian` is guardian of `ward`; saying it again changes nothing.
pub async fn add_guardian(
    tx: &mut Tx,
    guardian: AccountId,
    ward: IdentityId,
) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::insert_into(guardianships::table)
            .values((
                guardianships::guardian_id.eq(key(guardian)),
                guardianships::ward_id.eq(key(ward)),
            ))
            .on_conflict_do_nothing()
    )?;
    Ok(())
}

/// Whether somebody is guardian of `ward`.
pub async fn is_guardian(
    tx: &mut Tx,
    guardian: AccountId,
    ward: IdentityId,
) -> Result<bool, StorageError> {
    let found = optional!(
        tx,
        Key,
        guardianships::table
            .find((key(guardian), key(ward)))
            .select(guardianships::guardian_id)
    )?;
    Ok(found.is_some())
}

/// Whether somebody is guardian of anybody.
pub async fn is_any_guardian(tx: &mut Tx, guardian: AccountId) -> Result<bool, StorageError> {
    let found = optional!(
        tx,
        Key,
        guardianships::table
            .filter(guardianships::guardian_id.eq(key(guardian)))
            .limit(1)
            .select(guardianships::guardian_id)
    )?;
    Ok(found.is_some())
}

/// Removes who is guardian of `ward`.
pub async fn delete_guardians(tx: &mut Tx, ward: IdentityId) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::delete(guardianships::table.filter(guardianships::ward_id.eq(key(ward))))
    )?;
    Ok(())
}

/// Who a guardian really is, and how the panel speaks to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownGuardian {
    /// The account.
    pub account: AccountId,
    /// Who it is.
    pub identity: IdentityId,
    /// The language that they read.
    pub language: Language,
}

/// Who the guardians of somebody really are.
pub async fn guardians_of(
    tx: &mut Tx,
    ward: IdentityId,
) -> Result<Vec<KnownGuardian>, StorageError> {
    let found: Vec<(Key, Option<Key>, i16)> = run!(
        tx,
        load,
        guardianships::table
            .inner_join(accounts::table.on(accounts::id.eq(guardianships::guardian_id)))
            .filter(guardianships::ward_id.eq(key(ward)))
            .order(guardianships::guardian_id)
            .limit(20)
            .select((accounts::id, accounts::identity_id, accounts::language))
    )?;
    let read = |(account, identity, language): (Key, Option<Key>, i16)| {
        let corrupt = || CorruptRow::new("accounts", "language", account.0);
        let language = Language::from_number(language).ok_or_else(corrupt)?;
        Ok(identity.map(|identity| KnownGuardian {
            account: AccountId::from_uuid(account.0),
            identity: IdentityId::from_uuid(identity.0),
            language,
        }))
    };
    let read: Result<Vec<_>, CorruptRow> = found.into_iter().map(read).collect();
    Ok(read?.into_iter().flatten().collect())
}
