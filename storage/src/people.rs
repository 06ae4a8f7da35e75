//! Who is behind a session: the facts that permissions derive from, read anew on every request.

use diesel::prelude::*;
use domain::account::{Role, Standing};
use domain::group::Capacity;
use domain::text::PenName;
use domain::vetting::Vetting;
use domain::{AccountId, Avatar, GroupId, Language, SessionId, Timestamp};

use crate::codes::Coded as _;
use crate::consents::{self, Words};
use crate::identities::{BirthColumns, SealedBirth, birth_columns, sealed_birth};
use crate::schema::{
    account_roles, accounts, guardianships, guides, identities, memberships, sessions, vettings,
};
use crate::tx::{optional, run};
use crate::types::{At, Key, key};
use crate::vettings::{VettingColumns, vetting, vetting_columns};
use crate::{CorruptRow, StorageError, Tx};

/// An account with the facts that the rules ask for. The age is still sealed; `app` opens it.
pub struct StoredPerson {
    /// The account.
    pub account: AccountId,
    /// The name that readers see.
    pub pen_name: PenName,
    /// The picture that readers see.
    pub avatar: Avatar,
    /// The language that the person reads.
    pub language: Language,
    /// Whether the account may act.
    pub standing: Standing,
    /// The sealed birth date, where one is kept.
    pub birth: Option<SealedBirth>,
    /// What was said about what the person takes part in; nothing for whoever is no correspondent.
    pub consent: Words,
    /// The roles that were given.
    pub roles: Vec<Role>,
    /// The group that the person belongs to as a correspondent.
    pub group: Option<GroupId>,
    /// The groups that the person leads.
    pub guides: Vec<GroupId>,
    /// The correspondents that the person is guardian of.
    pub wards: Vec<AccountId>,
    /// What is known of an adult who meets children.
    pub vetting: Vetting,
}

type PersonRow = (
    Key,
    String,
    String,
    i16,
    i16,
    BirthColumns,
    Option<Key>,
    VettingColumns,
);

/// A session that has not ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenSession {
    /// The session.
    pub id: SessionId,
    /// When a second factor was proven in it, if one was.
    pub proven: Option<Timestamp>,
    /// When it was used last, as far as that was noted.
    pub seen: Timestamp,
}

/// The person behind the session with this token's hash, unless it has expired.
pub async fn by_session(
    tx: &mut Tx,
    token_hash: &[u8],
    now: Timestamp,
) -> Result<Option<(OpenSession, StoredPerson)>, StorageError> {
    let row = optional!(
        tx,
        (Key, At, Option<At>, PersonRow),
        sessions::table
            .inner_join(
                accounts::table
                    .left_join(identities::table)
                    .left_join(memberships::table)
                    .left_join(vettings::table)
            )
            .filter(sessions::token_hash.eq(token_hash))
            .filter(sessions::expires_at.gt(At(now)))
            .select((
                sessions::id,
                sessions::seen_at,
                sessions::proven_at,
                (
                    accounts::id,
                    accounts::pen_name,
                    accounts::avatar,
                    accounts::language,
                    accounts::standing,
                    birth_columns!(),
                    memberships::group_id.nullable(),
                    vetting_columns!(),
                ),
            ))
    )?;
    let Some((session, seen, proven, row)) = row else {
        return Ok(None);
    };
    let session = OpenSession {
        id: SessionId::from_uuid(session.0),
        proven: proven.map(|at| at.0),
        seen: seen.0,
    };
    Ok(Some((session, with_relations(tx, row).await?)))
}

/// The person behind an account.
pub async fn by_account(
    tx: &mut Tx,
    account: AccountId,
) -> Result<Option<StoredPerson>, StorageError> {
    let row = optional!(
        tx,
        PersonRow,
        accounts::table
            .left_join(identities::table)
            .left_join(memberships::table)
            .left_join(vettings::table)
            .filter(accounts::id.eq(key(account)))
            .select((
                accounts::id,
                accounts::pen_name,
                accounts::avatar,
                accounts::language,
                accounts::standing,
                birth_columns!(),
                memberships::group_id.nullable(),
                vetting_columns!(),
            ))
    )?;
    match row {
        Some(row) => Ok(Some(with_relations(tx, row).await?)),
        None => Ok(None),
    }
}

/// Reads roles, and the groups and wards of adults; a correspondent has none of these.
async fn with_relations(tx: &mut Tx, row: PersonRow) -> Result<StoredPerson, StorageError> {
    let (id, pen_name, avatar, language, standing, birth, group, vetted) = row;
    let corrupt = |column| CorruptRow::new("accounts", column, id.0);
    let roles: Vec<i16> = run!(
        tx,
        load,
        account_roles::table
            .filter(account_roles::account_id.eq(id))
            .order(account_roles::role)
            .select(account_roles::role)
    )?;
    let roles: Vec<Role> = roles
        .into_iter()
        .map(|code| {
            Role::from_number(code).ok_or_else(|| CorruptRow::new("account_roles", "role", id.0))
        })
        .collect::<Result<_, _>>()?;
    let adult = roles.iter().any(|role| *role != Role::Correspondent);
    let (guides, wards) = if adult {
        adult_relations(tx, id).await?
    } else {
        (vec![], vec![])
    };
    let birth = sealed_birth(birth)?;
    let consent = match birth
        .as_ref()
        .filter(|_| roles.contains(&Role::Correspondent))
    {
        Some(birth) => consents::of(tx, &[birth.identity])
            .await?
            .pop()
            .unwrap_or_default(),
        None => Words::default(),
    };
    Ok(StoredPerson {
        account: AccountId::from_uuid(id.0),
        pen_name: PenName::from_stored(pen_name).map_err(|_unreadable| corrupt("pen_name"))?,
        avatar: Avatar::parse(&avatar).map_err(|_unreadable| corrupt("avatar"))?,
        language: Language::from_number(language).ok_or_else(|| corrupt("language"))?,
        standing: Standing::from_number(standing).ok_or_else(|| corrupt("standing"))?,
        birth,
        consent,
        roles,
        group: group.map(|group| GroupId::from_uuid(group.0)),
        guides,
        wards,
        vetting: vetting(id, vetted)?,
    })
}

async fn adult_relations(
    tx: &mut Tx,
    id: Key,
) -> Result<(Vec<GroupId>, Vec<AccountId>), StorageError> {
    let guided: Vec<Key> = run!(
        tx,
        load,
        guides::table
            .filter(guides::account_id.eq(id))
            .select(guides::group_id)
    )?;
    let wards: Vec<Key> = run!(
        tx,
        load,
        guardianships::table
            .inner_join(
                accounts::table.on(accounts::identity_id.eq(guardianships::ward_id.nullable()))
            )
            .filter(guardianships::guardian_id.eq(id))
            .select(accounts::id)
    )?;
    Ok((
        guided
            .into_iter()
            .map(|key| GroupId::from_uuid(key.0))
            .collect(),
        wards
            .into_iter()
            .map(|key| AccountId::from_uuid(key.0))
            .collect(),
    ))
}

/// A member of a group, for who leads it.
pub struct Member {
    /// The account.
    pub account: AccountId,
    /// The name that readers see.
    pub pen_name: PenName,
    /// The drawn picture.
    pub avatar: Avatar,
    /// Whether the member helps to lead.
    pub facilitates: bool,
    /// The sealed birth date, where one is kept.
    pub birth: Option<SealedBirth>,
}

/// The members of a group by pen name, as many as a group can have at most.
pub async fn members(tx: &mut Tx, group: GroupId) -> Result<Vec<Member>, StorageError> {
    let rows: Vec<(Key, String, String, i16, BirthColumns)> = run!(
        tx,
        load,
        memberships::table
            .inner_join(accounts::table.left_join(identities::table))
            .filter(memberships::group_id.eq(key(group)))
            .order((accounts::pen_name, accounts::id))
            .limit(Capacity::MOST.members())
            .select((
                accounts::id,
                accounts::pen_name,
                accounts::avatar,
                memberships::facilitates,
                birth_columns!(),
            ))
    )?;
    rows.into_iter()
        .map(|(id, pen_name, avatar, facilitates, birth)| {
            let corrupt = |column| CorruptRow::new("accounts", column, id.0);
            Ok(Member {
                account: AccountId::from_uuid(id.0),
                pen_name: PenName::from_stored(pen_name)
                    .map_err(|_unreadable| corrupt("pen_name"))?,
                avatar: Avatar::parse(&avatar).map_err(|_unreadable| corrupt("avatar"))?,
                facilitates: facilitates != 0,
                birth: sealed_birth(birth)?,
            })
        })
        .collect()
}

/// What a reviewer may know of an author: pen name, group and the sealed birth date for the age band.
pub struct AuthorFacts {
    /// The account.
    pub account: AccountId,
    /// The name that readers see.
    pub pen_name: PenName,
    /// The sealed birth date, where one is kept.
    pub birth: Option<SealedBirth>,
}

/// The facts about several authors, in no particular order.
pub async fn authors(tx: &mut Tx, ids: &[AccountId]) -> Result<Vec<AuthorFacts>, StorageError> {
    let rows: Vec<(Key, String, BirthColumns)> = run!(
        tx,
        load,
        accounts::table
            .left_join(identities::table)
            .filter(accounts::id.eq_any(crate::types::keys(ids)))
            .select((accounts::id, accounts::pen_name, birth_columns!(),))
    )?;
    rows.into_iter()
        .map(|(id, pen_name, birth)| {
            Ok(AuthorFacts {
                account: AccountId::from_uuid(id.0),
                pen_name: PenName::from_stored(pen_name)
                    .map_err(|_unreadable| CorruptRow::new("accounts", "pen_name", id.0))?,
                birth: sealed_birth(birth)?,
            })
        })
        .collect()
}

/// The pen names of accounts, in no order.
pub async fn pen_names(
    tx: &mut Tx,
    ids: &[AccountId],
) -> Result<Vec<(AccountId, PenName)>, StorageError> {
    let rows: Vec<(Key, String)> = run!(
        tx,
        load,
        accounts::table
            .filter(accounts::id.eq_any(crate::types::keys(ids)))
            .select((accounts::id, accounts::pen_name))
    )?;
    rows.into_iter()
        .map(|(id, pen_name)| {
            let pen_name = PenName::from_stored(pen_name);
            let pen_name =
                pen_name.map_err(|_unreadable| CorruptRow::new("accounts", "pen_name", id.0))?;
            Ok((AccountId::from_uuid(id.0), pen_name))
        })
        .collect()
}
