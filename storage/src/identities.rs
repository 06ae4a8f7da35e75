//! Real identities, apart from public profiles: what is here is sealed, under keys that are not in the database. Sealing
//! and opening are `app`'s; who may have one opened is asked there too.

use diesel::prelude::*;
use domain::{Country, IdentityId, Timestamp};

use crate::schema::{accounts, identities, mails};
use crate::tx::{locked, optional, run};
use crate::types::{At, Key, key};
use crate::{CorruptRow, StorageError, Tx};

/// A data key, sealed under a master key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrappedKey {
    /// The number of the master key.
    pub master: i32,
    /// The sealed key.
    pub bytes: Vec<u8>,
}

/// An address for mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedEmail {
    /// The sealed address.
    pub sealed: Vec<u8>,
    /// What rows with the same address have in common.
    pub index: [u8; 32],
}

/// The sealed facts about one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The id.
    pub id: IdentityId,
    /// The key of all fields.
    pub key: WrappedKey,
    /// The real name.
    pub name: Option<Vec<u8>>,
    /// The birth date; adults' are not kept.
    pub birth_date: Option<Vec<u8>>,
    /// The address for mail.
    pub email: Option<SealedEmail>,
    /// The secret of the person's authenticator app, sealed.
    pub totp_secret: Option<Vec<u8>>,
    /// The institution for which a guardian acts, sealed.
    pub institution: Option<Vec<u8>>,
    /// Where the person lives. Rules about age depend on it.
    pub country: Country,
}

/// Stores an identity.
pub async fn insert(tx: &mut Tx, identity: &Identity, at: Timestamp) -> Result<(), StorageError> {
    let email = identity.email.as_ref();
    run!(
        tx,
        execute,
        diesel::insert_into(identities::table).values((
            identities::id.eq(key(identity.id)),
            identities::master_key.eq(identity.key.master),
            identities::data_key.eq(identity.key.bytes.as_slice()),
            identities::name.eq(identity.name.as_deref()),
            identities::birth_date.eq(identity.birth_date.as_deref()),
            identities::email.eq(email.map(|email| email.sealed.as_slice())),
            identities::email_index.eq(email.map(|email| email.index.as_slice())),
            identities::totp_secret.eq(identity.totp_secret.as_deref()),
            identities::institution.eq(identity.institution.as_deref()),
            identities::country.eq(identity.country.code()),
            identities::created_at.eq(At(at)),
        ))
    )?;
    Ok(())
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = identities)]
struct Row {
    id: Key,
    master_key: i32,
    data_key: Vec<u8>,
    name: Option<Vec<u8>>,
    birth_date: Option<Vec<u8>>,
    email: Option<Vec<u8>>,
    email_index: Option<Vec<u8>>,
    totp_secret: Option<Vec<u8>>,
    institution: Option<Vec<u8>>,
    country: String,
}

impl TryFrom<Row> for Identity {
    type Error = CorruptRow;

    fn try_from(row: Row) -> Result<Self, CorruptRow> {
        let corrupt = |column| CorruptRow::new("identities", column, row.id.0);
        let email = match row.email.zip(row.email_index) {
            None => None,
            Some((sealed, index)) => Some(SealedEmail {
                sealed,
                index: index.try_into().map_err(|_length| corrupt("email_index"))?,
            }),
        };
        Ok(Self {
            id: IdentityId::from_uuid(row.id.0),
            key: WrappedKey {
                master: row.master_key,
                bytes: row.data_key,
            },
            name: row.name,
            birth_date: row.birth_date,
            email,
            totp_secret: row.totp_secret,
            institution: row.institution,
            country: Country::parse(&row.country).map_err(|_code| corrupt("country"))?,
        })
    }
}

/// An identity.
pub async fn get(tx: &mut Tx, id: IdentityId) -> Result<Option<Identity>, StorageError> {
    let row = optional!(
        tx,
        Row,
        identities::table.find(key(id)).select(Row::as_select())
    )?;
    Ok(row.map(Identity::try_from).transpose()?)
}

/// Locks an identity until the transaction ends, so that what consent covers stays as it is.
pub async fn lock(tx: &mut Tx, id: IdentityId) -> Result<(), StorageError> {
    let found = locked!(
        tx,
        Key,
        identities::table.find(key(id)).select(identities::id)
    )?;
    found
        .map(|_| ())
        .ok_or(StorageError::CutOff("an identity that is not there"))
}

/// Removes an identity that nothing refers to any more.
pub async fn delete(tx: &mut Tx, id: IdentityId) -> Result<(), StorageError> {
    run!(tx, execute, diesel::delete(identities::table.find(key(id))))?;
    Ok(())
}

/// Removes an identity, unless it is that of an account.
pub async fn delete_spare(tx: &mut Tx, id: IdentityId) -> Result<(), StorageError> {
    // Mails with a link went with it; one without may wait still.
    run!(
        tx,
        execute,
        diesel::delete(
            mails::table
                .filter(mails::recipient_id.eq(key(id)))
                .filter(mails::guardian_link_id.is_null())
                .filter(
                    mails::recipient_id.ne_all(
                        accounts::table
                            .filter(accounts::identity_id.eq(key(id)))
                            .select(accounts::identity_id.assume_not_null())
                    )
                )
        )
    )?;
    run!(
        tx,
        execute,
        diesel::delete(
            identities::table.find(key(id)).filter(
                identities::id.ne_all(
                    accounts::table
                        .filter(accounts::identity_id.eq(key(id)))
                        .select(accounts::identity_id.assume_not_null())
                )
            )
        )
    )?;
    Ok(())
}

/// Up to `most` identities after `after` by id, for whoever goes through all of them.
pub async fn after(
    tx: &mut Tx,
    after: Option<IdentityId>,
    most: i64,
) -> Result<Vec<Identity>, StorageError> {
    let first = IdentityId::from_uuid(uuid::Uuid::nil());
    let rows: Vec<Row> = run!(
        tx,
        load,
        identities::table
            .filter(identities::id.gt(key(after.unwrap_or(first))))
            .order(identities::id)
            .limit(most)
            .select(Row::as_select())
    )?;
    let identities: Result<_, CorruptRow> = rows.into_iter().map(Identity::try_from).collect();
    Ok(identities?)
}

/// Keeps the sealed secret of a person's authenticator app, or takes it away.
pub async fn set_totp_secret(
    tx: &mut Tx,
    id: IdentityId,
    sealed: Option<&[u8]>,
) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::update(identities::table.find(key(id))).set(identities::totp_secret.eq(sealed))
    )?;
    Ok(())
}

/// Keeps the sealed address of a person, or takes it away.
pub async fn set_email(
    tx: &mut Tx,
    id: IdentityId,
    email: Option<&SealedEmail>,
) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::update(identities::table.find(key(id))).set((
            identities::email.eq(email.map(|email| email.sealed.as_slice())),
            identities::email_index.eq(email.map(|email| email.index.as_slice())),
        ))
    )?;
    Ok(())
}

/// Says for which institution a guardian acts.
pub async fn set_institution(
    tx: &mut Tx,
    id: IdentityId,
    sealed: &[u8],
) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::update(identities::table.find(key(id)))
            .set(identities::institution.eq(Some(sealed)))
    )?;
    Ok(())
}

/// Stores a data key under another master key, unless somebody else did so meanwhile.
pub async fn rewrap(
    tx: &mut Tx,
    id: IdentityId,
    from: i32,
    wrapped: &WrappedKey,
) -> Result<bool, StorageError> {
    let changed = run!(
        tx,
        execute,
        diesel::update(
            identities::table
                .find(key(id))
                .filter(identities::master_key.eq(from))
        )
        .set((
            identities::master_key.eq(wrapped.master),
            identities::data_key.eq(wrapped.bytes.as_slice()),
        ))
    )?;
    Ok(changed == 1)
}

/// What deriving an age needs, in the row of whoever has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedBirth {
    /// Whose it is.
    pub identity: IdentityId,
    /// The key of the birth date.
    pub key: WrappedKey,
    /// The birth date.
    pub birth_date: Vec<u8>,
    /// Where the person lives.
    pub country: Country,
}

impl Identity {
    /// What deriving an age needs; nothing where no birth date is kept.
    pub fn into_birth(self) -> Option<SealedBirth> {
        Some(SealedBirth {
            identity: self.id,
            key: self.key,
            birth_date: self.birth_date?,
            country: self.country,
        })
    }
}

/// The columns of a [`SealedBirth`], null where there is no identity.
pub(crate) type BirthColumns = (
    Option<Key>,
    Option<i32>,
    Option<Vec<u8>>,
    Option<Vec<u8>>,
    Option<String>,
);

/// What the columns hold; nothing where no birth date is kept.
pub(crate) fn sealed_birth(columns: BirthColumns) -> Result<Option<SealedBirth>, CorruptRow> {
    let (Some(id), Some(master), Some(data_key), Some(birth_date), Some(country)) = columns else {
        return Ok(None);
    };
    let country =
        Country::parse(&country).map_err(|_code| CorruptRow::new("identities", "country", id.0))?;
    Ok(Some(SealedBirth {
        identity: IdentityId::from_uuid(id.0),
        key: WrappedKey {
            master,
            bytes: data_key,
        },
        birth_date,
        country,
    }))
}

/// Selects [`BirthColumns`] of a left join.
macro_rules! birth_columns {
    () => {
        (
            $crate::schema::identities::id.nullable(),
            $crate::schema::identities::master_key.nullable(),
            $crate::schema::identities::data_key.nullable(),
            $crate::schema::identities::birth_date.nullable(),
            $crate::schema::identities::country.nullable(),
        )
    };
}
pub(crate) use birth_columns;
