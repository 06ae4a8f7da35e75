//! Topics under which posts are listed.

use diesel::prelude::*;
use domain::TopicId;
use domain::text::{Label, Slug};

use crate::schema::topics;
use crate::tx::{optional, run};
use crate::types::{Key, key, keys};
use crate::{CorruptRow, StorageError, Tx};

/// A topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// The topic's id.
    pub id: TopicId,
    /// The address.
    pub slug: Slug,
    /// The name.
    pub name: Label,
}

type TopicRow = (Key, String, String);

impl TryFrom<TopicRow> for Topic {
    type Error = CorruptRow;

    fn try_from((id, slug, name): TopicRow) -> Result<Self, CorruptRow> {
        let corrupt = |column| CorruptRow::new("topics", column, id.0);
        Ok(Self {
            id: TopicId::from_uuid(id.0),
            slug: Slug::parse(&slug).map_err(|_unreadable| corrupt("slug"))?,
            name: Label::from_stored(name).map_err(|_unreadable| corrupt("name"))?,
        })
    }
}

fn topics_of(rows: Vec<TopicRow>) -> Result<Vec<Topic>, StorageError> {
    rows.into_iter()
        .map(|row| Topic::try_from(row).map_err(StorageError::from))
        .collect()
}

/// A name in small letters.
fn folded(name: &Label) -> String {
    name.as_str().to_lowercase()
}

/// Stores a topic.
pub async fn insert(tx: &mut Tx, topic: &Topic) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::insert_into(topics::table).values((
            topics::id.eq(key(topic.id)),
            topics::slug.eq(topic.slug.as_str()),
            topics::name.eq(topic.name.as_str()),
            topics::folded.eq(folded(&topic.name)),
        ))
    )?;
    Ok(())
}

/// Every topic, by name. There are a few dozen; the centre makes them.
pub async fn all(tx: &mut Tx) -> Result<Vec<Topic>, StorageError> {
    let rows = run!(
        tx,
        load,
        topics::table
            .order((topics::name, topics::id))
            .select((topics::id, topics::slug, topics::name))
            .limit(500)
    )?;
    topics_of(rows)
}

/// The topic at an address.
pub async fn by_slug(tx: &mut Tx, slug: &Slug) -> Result<Option<Topic>, StorageError> {
    let row = optional!(
        tx,
        TopicRow,
        topics::table
            .filter(topics::slug.eq(slug.as_str()))
            .select((topics::id, topics::slug, topics::name))
    )?;
    Ok(row.map(Topic::try_from).transpose()?)
}

/// Those of the topics that exist.
pub async fn get(tx: &mut Tx, ids: &[TopicId]) -> Result<Vec<Topic>, StorageError> {
    if ids.is_empty() {
        return Ok(vec![]);
    }
    let rows = run!(
        tx,
        load,
        topics::table.filter(topics::id.eq_any(keys(ids))).select((
            topics::id,
            topics::slug,
            topics::name
        ))
    )?;
    topics_of(rows)
}

/// Gives a topic another name.
pub async fn rename(tx: &mut Tx, id: TopicId, name: &Label) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::update(topics::table.find(key(id))).set((
            topics::name.eq(name.as_str()),
            topics::folded.eq(folded(name)),
        ))
    )?;
    Ok(())
}
