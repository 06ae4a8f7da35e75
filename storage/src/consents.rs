//! What was said about what a correspondent takes part in. Words are only added, and go with whoever they are about. What follows from them is derived in
//! `domain::consent`.

use chrono::NaiveDate;
use diesel::prelude::*;
use domain::consent::{Answer, GuardianSaid, Purpose, Said, TextVersion};
use domain::{AccountId, IdentityId, Language, Timestamp};

use crate::codes::Coded as _;
use crate::schema::consent_words;
use crate::tx::run;
use crate::types::{At, Key, key};
use crate::{CorruptRow, StorageError, Tx};

/// The number that stands for going on at all, which guardians say no to when they pause an account.
const GOING_ON: i16 = 6;

/// What a word is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// One purpose.
    Purpose(Purpose),
    /// Going on at all. A guardian's no is a pause.
    GoingOn,
}

/// One word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// What it is about.
    pub about: About,
    /// Yes or no.
    pub answer: Answer,
}

/// Who says something about whom, when, having read what.
#[derive(Debug, Clone, Copy)]
pub struct Saying {
    /// The correspondent.
    pub ward: IdentityId,
    /// The guardian; nobody for the correspondent's own word.
    pub guardian: Option<AccountId>,
    /// The text that was read.
    pub text: TextVersion,
    /// The language in which the panel speaks to whoever says it, and shows the text.
    pub language: Language,
    /// The day at the centre.
    pub on: NaiveDate,
    /// The moment.
    pub at: Timestamp,
}

/// How many words there are about a correspondent. The next one has this place.
pub async fn count(tx: &mut Tx, ward: IdentityId) -> Result<i32, StorageError> {
    let last: Option<i32> = run!(
        tx,
        get_result,
        consent_words::table
            .filter(consent_words::ward_id.eq(key(ward)))
            .select(diesel::dsl::max(consent_words::place))
    )?;
    Ok(last.map_or(0, |last| last.saturating_add(1)))
}

/// Adds a word at a place. The identity is locked by the caller, or new.
pub async fn say(tx: &mut Tx, place: i32, saying: &Saying, word: Word) -> Result<(), StorageError> {
    let purpose = match word.about {
        About::Purpose(purpose) => purpose.number(),
        About::GoingOn => GOING_ON,
    };
    let text = i16::try_from(saying.text.0).unwrap_or(i16::MAX);
    run!(
        tx,
        execute,
        diesel::insert_into(consent_words::table).values((
            consent_words::place.eq(place),
            consent_words::ward_id.eq(key(saying.ward)),
            consent_words::guardian_id.eq(saying.guardian.map(key)),
            consent_words::purpose.eq(purpose),
            consent_words::answer.eq(word.answer.number()),
            consent_words::text_version.eq(text),
            consent_words::text_language.eq(saying.language.number()),
            consent_words::said_on.eq(saying.on),
            consent_words::said_at.eq(At(saying.at)),
        ))
    )?;
    Ok(())
}

/// Removes what was said about somebody who never joined.
pub async fn delete_about(tx: &mut Tx, ward: IdentityId) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::delete(consent_words::table.filter(consent_words::ward_id.eq(key(ward))))
    )?;
    Ok(())
}

/// What was said about one correspondent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    /// The correspondent's own words, in the order in which they were said.
    pub own: Vec<Said>,
    /// The words of each guardian who said anything.
    pub guardians: Vec<GuardianSaid>,
}

type Row = (Key, Option<Key>, i16, i16, i16, NaiveDate, At);

/// What was said about several correspondents, in the order of `wards`.
pub async fn of(tx: &mut Tx, wards: &[IdentityId]) -> Result<Vec<Words>, StorageError> {
    let rows: Vec<Row> = run!(
        tx,
        load,
        consent_words::table
            .filter(consent_words::ward_id.eq_any(crate::types::keys(wards)))
            .order((consent_words::ward_id, consent_words::place))
            .select((
                consent_words::ward_id,
                consent_words::guardian_id,
                consent_words::purpose,
                consent_words::answer,
                consent_words::text_version,
                consent_words::said_on,
                consent_words::said_at,
            ))
    )?;
    let mut words = vec![Words::default(); wards.len()];
    for (ward, guardian, purpose, answer, text, on, At(at)) in rows {
        let corrupt = |column| CorruptRow::new("consent_words", column, ward.0);
        let place = wards.iter().position(|known| key(*known) == ward);
        let Some(words) = place.and_then(|place| words.get_mut(place)) else {
            continue;
        };
        let answer = Answer::from_number(answer).ok_or_else(|| corrupt("answer"))?;
        let said = match purpose {
            GOING_ON => None,
            other => Some(Said {
                purpose: Purpose::from_number(other).ok_or_else(|| corrupt("purpose"))?,
                answer,
                text: TextVersion(u16::try_from(text).map_err(|_sign| corrupt("text_version"))?),
                on,
                at,
            }),
        };
        match guardian {
            None => words.own.extend(said),
            Some(guardian) => {
                let guardian = AccountId::from_uuid(guardian.0);
                if words.guardians.iter().all(|it| it.guardian != guardian) {
                    words.guardians.push(GuardianSaid {
                        guardian,
                        said: Vec::new(),
                        paused: false,
                    });
                }
                for it in &mut words.guardians {
                    if it.guardian == guardian {
                        it.said.extend(said);
                        it.paused = match said {
                            Some(_) => it.paused,
                            None => answer == Answer::Withheld,
                        };
                    }
                }
            }
        }
    }
    Ok(words)
}
