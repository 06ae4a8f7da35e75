//! Links that ask a guardian for consent, as they are kept. Whether one may be used is decided in `app`.

use diesel::prelude::*;
use domain::consent::{Purpose, TextVersion};
use domain::invitation::Vouching;
use domain::text::Label;
use domain::{AccountId, GroupId, GuardianLinkId, IdentityId, Timestamp};

use crate::codes::Coded as _;
use crate::schema::{groups, guardian_links, identities, invitations};
use crate::tx::{locked, optional, run};
use crate::types::{At, Key, key, keys};
use crate::{CorruptRow, StorageError, Tx};

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuardianLink {
    /// The id.
    pub id: GuardianLinkId,
    /// Whom it is about.
    pub ward: IdentityId,
    /// Whom it was sent to.
    pub recipient: IdentityId,
    /// Who vouches that this is a guardian.
    pub asked_by: AccountId,
    /// Whether another adult has to vouch too before the guardian is written to.
    pub needs_second: bool,
    /// The other adult, if one did.
    pub seconded_by: Option<AccountId>,
    /// What is asked for.
    pub purposes: Vec<Purpose>,
    /// The text that is asked about.
    pub text: TextVersion,
    /// When it ends.
    pub until: Timestamp,
    /// Whether it was used.
    pub is_used: bool,
}

impl GuardianLink {
    /// Whether it waits for another adult.
    pub const fn is_held(&self) -> bool {
        self.needs_second && self.seconded_by.is_none()
    }

    /// Who vouches for the guardian of somebody in a group.
    pub const fn vouching(&self, group: GroupId) -> Vouching {
        Vouching {
            group,
            by: self.asked_by,
            is_new: self.needs_second,
            seconded_by: self.seconded_by,
        }
    }
}

fn number(purposes: &[Purpose]) -> i16 {
    let bit = |purpose: &Purpose| 1_i16 << (purpose.number() - 1);
    purposes.iter().map(bit).fold(0, |all, bit| all | bit)
}

fn purposes(number: i16) -> Vec<Purpose> {
    let is_in = |purpose: &Purpose| self::number(&[*purpose]) & number != 0;
    Purpose::ALL.into_iter().filter(is_in).collect()
}

/// Stores a link that nobody used.
pub async fn insert(
    tx: &mut Tx,
    link: &GuardianLink,
    code_hash: &[u8; 32],
    at: Timestamp,
) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::insert_into(guardian_links::table).values((
            guardian_links::id.eq(key(link.id)),
            guardian_links::code_hash.eq(code_hash.as_slice()),
            guardian_links::ward_id.eq(key(link.ward)),
            guardian_links::recipient_id.eq(key(link.recipient)),
            guardian_links::asked_by.eq(key(link.asked_by)),
            guardian_links::needs_second.eq(i16::from(link.needs_second)),
            guardian_links::purposes.eq(number(&link.purposes)),
            guardian_links::text_version.eq(i16::try_from(link.text.0).unwrap_or(i16::MAX)),
            guardian_links::created_at.eq(At(at)),
            guardian_links::expires_at.eq(At(link.until)),
        ))
    )?;
    Ok(())
}

type Row = (
    Key,
    Key,
    Key,
    (Key, i16, Option<Key>),
    i16,
    i16,
    At,
    Option<At>,
);

macro_rules! columns {
    () => {
        (
            guardian_links::id,
            guardian_links::ward_id,
            guardian_links::recipient_id,
            (
                guardian_links::asked_by,
                guardian_links::needs_second,
                guardian_links::seconded_by,
            ),
            guardian_links::purposes,
            guardian_links::text_version,
            guardian_links::expires_at,
            guardian_links::used_at,
        )
    };
}

fn read(row: Row) -> Result<GuardianLink, CorruptRow> {
    let (id, ward, recipient, vouching, asked, text, until, used) = row;
    let (asked_by, needs_second, seconded_by) = vouching;
    let text = u16::try_from(text)
        .map_err(|_sign| CorruptRow::new("guardian_links", "text_version", id.0))?;
    Ok(GuardianLink {
        id: GuardianLinkId::from_uuid(id.0),
        ward: IdentityId::from_uuid(ward.0),
        recipient: IdentityId::from_uuid(recipient.0),
        asked_by: AccountId::from_uuid(asked_by.0),
        needs_second: needs_second == 1,
        seconded_by: seconded_by.map(|by| AccountId::from_uuid(by.0)),
        purposes: purposes(asked),
        text: TextVersion(text),
        until: until.0,
        is_used: used.is_some(),
    })
}

/// The link with this code's hash.
pub async fn by_code(
    tx: &mut Tx,
    code_hash: &[u8; 32],
) -> Result<Option<GuardianLink>, StorageError> {
    let row = optional!(
        tx,
        Row,
        guardian_links::table
            .filter(guardian_links::code_hash.eq(code_hash.as_slice()))
            .select(columns!())
    )?;
    Ok(row.map(read).transpose()?)
}

/// Locks a link until the transaction ends. Tells whether it is there, unused.
pub async fn lock(tx: &mut Tx, id: GuardianLinkId) -> Result<bool, StorageError> {
    let found = locked!(
        tx,
        Option<At>,
        guardian_links::table
            .find(key(id))
            .select(guardian_links::used_at)
    )?;
    Ok(found == Some(None))
}

/// Says that another adult vouches too, and until when the link is good from now on.
pub async fn second(
    tx: &mut Tx,
    id: GuardianLinkId,
    by: AccountId,
    until: Timestamp,
) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::update(guardian_links::table.find(key(id))).set((
            guardian_links::seconded_by.eq(Some(key(by))),
            guardian_links::expires_at.eq(At(until)),
        ))
    )?;
    Ok(())
}

/// Says whose link it is, where that is known better by now.
pub async fn send_to(
    tx: &mut Tx,
    id: GuardianLinkId,
    recipient: IdentityId,
) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::update(guardian_links::table.find(key(id)))
            .set(guardian_links::recipient_id.eq(key(recipient)))
    )?;
    Ok(())
}

/// Up to `most` links that nobody used and that ended by `now`.
pub async fn over(
    tx: &mut Tx,
    now: Timestamp,
    most: i64,
) -> Result<Vec<GuardianLink>, StorageError> {
    let rows: Vec<Row> = run!(
        tx,
        load,
        guardian_links::table
            .filter(guardian_links::used_at.is_null())
            .filter(guardian_links::expires_at.le(At(now)))
            .order(guardian_links::id)
            .limit(most)
            .select(columns!())
    )?;
    let read: Result<_, CorruptRow> = rows.into_iter().map(read).collect();
    Ok(read?)
}

/// A link.
pub async fn get(tx: &mut Tx, id: GuardianLinkId) -> Result<Option<GuardianLink>, StorageError> {
    let row = optional!(
        tx,
        Row,
        guardian_links::table.find(key(id)).select(columns!())
    )?;
    Ok(row.map(read).transpose()?)
}

/// Removes a link.
pub async fn delete(tx: &mut Tx, id: GuardianLinkId) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::delete(guardian_links::table.find(key(id)))
    )?;
    Ok(())
}

/// Uses a link up.
pub async fn use_up(tx: &mut Tx, id: GuardianLinkId, at: Timestamp) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::update(guardian_links::table.find(key(id)))
            .set(guardian_links::used_at.eq(Some(At(at))))
    )?;
    Ok(())
}

/// The links about some correspondents, the oldest first.
pub async fn about(tx: &mut Tx, wards: &[IdentityId]) -> Result<Vec<GuardianLink>, StorageError> {
    let rows: Vec<Row> = run!(
        tx,
        load,
        guardian_links::table
            .filter(guardian_links::ward_id.eq_any(keys(wards)))
            .order((guardian_links::ward_id, guardian_links::id))
            .select(columns!())
    )?;
    let read: Result<_, CorruptRow> = rows.into_iter().map(read).collect();
    Ok(read?)
}

/// The groups, with the school or club of each, of all about whom one address was asked, the newest first.
pub async fn groups_of_address(
    tx: &mut Tx,
    email_index: &[u8; 32],
) -> Result<Vec<(GroupId, Option<Label>)>, StorageError> {
    let rows: Vec<(Key, Option<String>)> = run!(
        tx,
        load,
        guardian_links::table
            .inner_join(identities::table.on(identities::id.eq(guardian_links::recipient_id)))
            .inner_join(invitations::table.on(invitations::identity_id.eq(guardian_links::ward_id)))
            .inner_join(groups::table.on(groups::id.eq(invitations::group_id)))
            .filter(identities::email_index.eq(email_index.as_slice()))
            .order(guardian_links::id.desc())
            .limit(100)
            .select((groups::id, groups::entity))
    )?;
    let read = |(id, entity): (Key, Option<String>)| {
        let corrupt = |_error| CorruptRow::new("groups", "entity", id.0);
        let entity = entity.as_deref().map(Label::parse).transpose();
        Ok((GroupId::from_uuid(id.0), entity.map_err(corrupt)?))
    };
    let read: Result<_, CorruptRow> = rows.into_iter().map(read).collect();
    Ok(read?)
}

/// Removes the links about a correspondent.
pub async fn delete_about(tx: &mut Tx, ward: IdentityId) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::delete(guardian_links::table.filter(guardian_links::ward_id.eq(key(ward))))
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn purposes_are_one_number_and_come_back() {
        assert_eq!(number(&Purpose::ALL), 31);
        assert_eq!(purposes(31), Purpose::ALL);
        let two = [Purpose::Account, Purpose::PhotoAndVoice];
        assert_eq!((number(&two), purposes(9)), (9, two.to_vec()));
    }
}
