//! What adults say of the texts that they read, and whether a text that waits is one of those. What follows from it for the queue is in `queue`.

use std::collections::BTreeMap;

use diesel::prelude::*;
use domain::{AccountId, Language, ReviewId, TopicId};
use moderation::review::{Preferences, Themes};

use crate::codes::Coded as _;
use crate::documents;
use crate::schema::{review_preferences, review_topics, reviews};
use crate::tx::{optional, run};
use crate::types::{Key, key, keys};
use crate::{CorruptRow, StorageError, Tx};

/// The bit of a language in a stored number; it never changes its meaning.
fn bit(language: Language) -> i16 {
    1 << (language.number() - 1)
}

/// The languages of a stored number, in the order of [`Language::ALL`].
fn languages(bits: i16) -> Vec<Language> {
    let all = Language::ALL.into_iter();
    all.filter(|language| bits & bit(*language) != 0).collect()
}

/// What an adult said, or what holds for whoever said nothing.
pub async fn of(tx: &mut Tx, account: AccountId) -> Result<Preferences, StorageError> {
    let row = optional!(
        tx,
        (i16, i16, String),
        review_preferences::table.find(key(account)).select((
            review_preferences::languages,
            review_preferences::without_themes,
            review_preferences::without_topics,
        ))
    )?;
    let Some((named, themes, topics)) = row else {
        return Ok(Preferences::default());
    };
    let corrupt = |column| CorruptRow::new("review_preferences", column, account.as_uuid());
    Ok(Preferences {
        languages: languages(named),
        without: Themes::from_number(themes).ok_or_else(|| corrupt("without_themes"))?,
        without_topics: documents::topics(&topics).ok_or_else(|| corrupt("without_topics"))?,
    })
}

/// The languages that some adults named; nobody is there who named none.
pub async fn languages_of(
    tx: &mut Tx,
    accounts: &[AccountId],
) -> Result<BTreeMap<AccountId, Vec<Language>>, StorageError> {
    let rows: Vec<(Key, i16)> = run!(
        tx,
        load,
        review_preferences::table
            .filter(review_preferences::account_id.eq_any(keys(accounts)))
            .filter(review_preferences::languages.ne(0))
            .select((
                review_preferences::account_id,
                review_preferences::languages
            ))
    )?;
    let said = rows
        .into_iter()
        .map(|(account, bits)| (AccountId::from_uuid(account.0), languages(bits)));
    Ok(said.collect())
}

/// Stores what an adult says, in place of what they said before.
pub async fn store(
    tx: &mut Tx,
    account: AccountId,
    preferences: &Preferences,
) -> Result<(), StorageError> {
    let languages = preferences.languages.iter().map(|it| bit(*it));
    let said = (
        review_preferences::languages.eq(languages.fold(0, |all, bit| all | bit)),
        review_preferences::without_themes.eq(preferences.without.number()),
        review_preferences::without_topics.eq(documents::ids(&preferences.without_topics)?),
    );
    run!(
        tx,
        execute,
        diesel::insert_into(review_preferences::table)
            .values((
                review_preferences::account_id.eq(key(account)),
                said.clone()
            ))
            .on_conflict(review_preferences::account_id)
            .do_update()
            .set(said)
    )?;
    Ok(())
}

/// Whether a review is one that would be offered to an adult who may read it.
pub async fn suit(tx: &mut Tx, account: AccountId, review: ReviewId) -> Result<bool, StorageError> {
    let preferences = of(tx, account).await?;
    let row = optional!(
        tx,
        (i16, i16),
        reviews::table
            .find(key(review))
            .select((reviews::language, reviews::themes))
    )?;
    let Some((language, themes)) = row else {
        return Ok(false);
    };
    let corrupt = |column| CorruptRow::new("reviews", column, review.as_uuid());
    let language = Language::from_number(language).ok_or_else(|| corrupt("language"))?;
    let themes = Themes::from_number(themes).ok_or_else(|| corrupt("themes"))?;
    let topics: Vec<Key> = run!(
        tx,
        load,
        review_topics::table
            .filter(review_topics::review_id.eq(key(review)))
            .select(review_topics::topic_id)
    )?;
    let topics: Vec<_> = topics
        .into_iter()
        .map(|topic| TopicId::from_uuid(topic.0))
        .collect();
    Ok(preferences.suit(language, themes, &topics))
}
