//! The review queue in the order of its key: what is next for one moderator, and what waits.

use chrono::TimeDelta;
use diesel::IntoSql as _;
use diesel::dsl::not;
use diesel::prelude::*;
use diesel::sql_types::SmallInt;
use domain::account::{Person, Role};
use domain::text::Title;
use domain::{AccountId, Language, PostId, ReviewId, Risks, Timestamp};
use moderation::Lane;
use moderation::review::{DecisionKind, Preferences, Themes};

use crate::codes::{Coded as _, review_state as code};
use crate::schema::{
    claims, decisions, post_authors, review_topics, reviews, reviews_given_back, revisions,
};
use crate::tx::{free, optional, run};
use crate::types::{At, Key, key, keys};
use crate::{CorruptRow, Direction, StorageError, Tx};

/// The filter that leaves out what a person may not review: own work, own groups', wards', and what the person
/// approved before, and what is for safeguarding leads or for all others. `domain::publication::eligible` says the same about one item and has the last word.
macro_rules! eligible_for {
    ($person:expr) => {{
        let person: &Person = $person;
        let mut related = keys(&person.wards);
        related.push(key(person.account));
        let mut groups = keys(&person.guides);
        groups.extend(person.group.map(key));
        let lines: Vec<i16> = [(Role::Moderator, 0), (Role::SafeguardingLead, 1)]
            .into_iter()
            .filter(|(role, _)| person.acts_as(*role))
            .map(|(_, line)| line)
            .collect();
        // `NOT IN` with the row's own key, not `NOT EXISTS`: PostgreSQL would read all decisions of the person for it.
        reviews::post_id
            .ne_all(
                post_authors::table
                    .filter(post_authors::post_id.eq(reviews::post_id))
                    .filter(post_authors::account_id.eq_any(related))
                    .select(post_authors::post_id),
            )
            .and(
                reviews::revision_id.ne_all(
                    decisions::table
                        .filter(decisions::revision_id.eq(reviews::revision_id))
                        .filter(decisions::decided_by.eq(key(person.account)))
                        .filter(decisions::kind.eq(DecisionKind::Approve.number()))
                        .filter(decisions::as_lead.eq(reviews::escalated))
                        .select(decisions::revision_id),
                ),
            )
            .and(reviews::escalated.eq_any(lines))
            .and(not(reviews::group_id.eq_any(groups)))
            .and(reviews::not_by.is_null().or(reviews::not_by.ne(key(person.account)).assume_not_null()))
            .and(reviews::nor_by.is_null().or(reviews::nor_by.ne(key(person.account)).assume_not_null()))
    }};
}

/// Longer ago than any key of the queue, danger's included.
const BEFORE_ANY_KEY: TimeDelta = TimeDelta::days(365_000);

diesel::infix_operator!(BitAnd, " & ", SmallInt);

/// The filter that leaves out what a person leaves to others. `Preferences::suit` says the same about one item.
macro_rules! suited_to {
    ($preferences:expr) => {{
        let preferences: &Preferences = $preferences;
        let languages: Vec<i16> = preferences.reads().iter().map(|it| it.number()).collect();
        let themes = BitAnd::new(
            reviews::themes,
            preferences.without.number().into_sql::<SmallInt>(),
        );
        // Not `= 0`: PostgreSQL would expect that of one row in two hundred, and sort instead of reading the queue in its order.
        reviews::language.eq_any(languages).and(not(themes.gt(0))).and(
            reviews::id.ne_all(
                review_topics::table
                    .filter(review_topics::review_id.eq(reviews::id))
                    .filter(review_topics::topic_id.eq_any(keys(&preferences.without_topics)))
                    .select(review_topics::review_id),
            ),
        )
    }};
}

/// The first waiting review that `person` may review, that suits them, and that they did not give back a short while before `now`. On PostgreSQL it
/// is locked, and those that another transaction is just taking are passed over.
pub async fn next_for(
    tx: &mut Tx,
    person: &Person,
    preferences: &Preferences,
    now: Timestamp,
) -> Result<Option<ReviewId>, StorageError> {
    let row = free!(
        tx,
        Key,
        reviews::table
            .filter(code::is_waiting())
            .filter(reviews::asked_at.is_null())
            // No key is so early. PostgreSQL takes each of so many filters for one that few pass, and would sort them all to find the first.
            .filter(reviews::queue_key.gt(At(now.plus(-BEFORE_ANY_KEY))))
            .filter(eligible_for!(person))
            .filter(suited_to!(preferences))
            .filter(
                reviews::id.ne_all(
                    reviews_given_back::table
                        .filter(reviews_given_back::account_id.eq(key(person.account)))
                        .filter(reviews_given_back::review_id.eq(reviews::id))
                        .filter(reviews_given_back::rests_until.gt(At(now)))
                        .select(reviews_given_back::review_id),
                ),
            )
            .order((reviews::queue_key, reviews::id))
            .select(reviews::id)
            .limit(1)
    )?;
    Ok(row.map(|id| ReviewId::from_uuid(id.0)))
}

/// Whether anything waits that `person` may review, whatever they leave to others or gave back.
pub async fn any_for(tx: &mut Tx, person: &Person) -> Result<bool, StorageError> {
    let found = optional!(
        tx,
        Key,
        reviews::table
            .filter(code::is_waiting())
            .filter(reviews::asked_at.is_null())
            .filter(eligible_for!(person))
            .order((reviews::queue_key, reviews::id))
            .select(reviews::id)
            .limit(1)
    )?;
    Ok(found.is_some())
}

/// How many reviews `person` holds at `now`.
pub async fn count_held(
    tx: &mut Tx,
    person: AccountId,
    now: Timestamp,
) -> Result<i64, StorageError> {
    run!(
        tx,
        get_result,
        claims::table
            .filter(claims::moderator_id.eq(key(person)))
            .filter(claims::ended_at.is_null())
            .filter(claims::held_until.gt(At(now)))
            .count()
    )
}

/// The review that `person` holds at `now`, if there is one; of several the first in line.
pub async fn held_by(
    tx: &mut Tx,
    person: AccountId,
    now: Timestamp,
) -> Result<Option<ReviewId>, StorageError> {
    let rows: Vec<Key> = run!(
        tx,
        load,
        claims::table
            .inner_join(reviews::table.on(reviews::id.eq(claims::review_id)))
            .filter(claims::moderator_id.eq(key(person)))
            .filter(claims::ended_at.is_null())
            .filter(claims::held_until.gt(At(now)))
            .order((reviews::queue_key, reviews::id))
            .select(claims::review_id)
            .limit(1)
    )?;
    Ok(rows.first().map(|id| ReviewId::from_uuid(id.0)))
}

/// A place in the queue, after which a page begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The key by which the queue is sorted.
    pub queue_key: Timestamp,
    /// The review.
    pub review: ReviewId,
}

/// Which open reviews are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Only what suits whoever asks; everything they may review if nothing is said.
    pub suiting: Preferences,
    /// Only this lane.
    pub lane: Option<Lane>,
    /// Only this language.
    pub language: Option<Language>,
    /// What co-authors are asked about, and nothing else; otherwise what is in line.
    pub asked: bool,
}

/// Where a review is that the queue lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// In line.
    Waiting,
    /// Out of line: co-authors are asked.
    AwaitsCoAuthors,
    /// Somebody holds it.
    Claimed,
    /// An author took it back.
    Withdrawn,
    /// A newer one took its place.
    Superseded,
}

/// A review as the queue lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Where it is in line.
    pub place: Place,
    /// The post that was submitted.
    pub post: PostId,
    /// How urgent it is.
    pub lane: Lane,
    /// Why two adults must approve, if they must.
    pub risks: Risks,
    /// What it may be hard to read for.
    pub themes: Themes,
    /// The language of the text.
    pub language: Language,
    /// Since when it has been in line.
    pub since: Timestamp,
    /// The headline; a comment has none.
    pub title: Option<Title>,
    /// Where it is.
    pub stage: Stage,
    /// Whether co-authors are asked about it, out of line.
    pub asked: bool,
    /// Who holds it and until when, if somebody does.
    pub held: Option<(AccountId, Timestamp)>,
}

type WaitingRow = (
    Key,
    Key,
    At,
    At,
    i16,
    i16,
    i16,
    i16,
    Option<String>,
    (i16, Option<At>),
    Option<(Key, At)>,
);

/// Reviews that a person may review, as the queue lists them.
macro_rules! listed {
    ($person:expr, $now:expr) => {
        reviews::table
            .inner_join(revisions::table)
            .left_join(
                claims::table.on(claims::review_id
                    .eq(reviews::id)
                    .and(claims::ended_at.is_null())
                    .and(claims::held_until.gt(At($now)))),
            )
            .filter(eligible_for!($person))
            .select((
                reviews::id,
                reviews::post_id,
                reviews::queue_key,
                reviews::waiting_since,
                reviews::lane,
                reviews::language,
                reviews::themes,
                revisions::risks,
                revisions::title,
                (reviews::state, reviews::asked_at),
                (claims::moderator_id, claims::held_until).nullable(),
            ))
    };
}

/// Those of some reviews that are open and `person` may review, in no order.
pub async fn among(
    tx: &mut Tx,
    (person, now): (&Person, Timestamp),
    ids: &[ReviewId],
) -> Result<Vec<Waiting>, StorageError> {
    let rows: Vec<WaitingRow> = run!(
        tx,
        load,
        listed!(person, now)
            .filter(code::is_open())
            .filter(reviews::id.eq_any(keys(ids)))
    )?;
    rows.into_iter()
        .map(|row| waiting_of(row).map_err(StorageError::from))
        .collect()
}

/// Up to `limit` open reviews that `person` may review, from a place on in the order of the queue or against it.
pub async fn page(
    tx: &mut Tx,
    (person, now): (&Person, Timestamp),
    filter: Filter,
    from: Option<Place>,
    direction: Direction,
    limit: i64,
) -> Result<Vec<Waiting>, StorageError> {
    let rows: Vec<WaitingRow> = run!(tx, load, {
        let mut query = listed!(person, now)
            .filter(code::is_open())
            .filter(suited_to!(&filter.suiting))
            .limit(limit)
            .into_boxed();
        query = if filter.asked {
            query.filter(reviews::asked_at.is_not_null())
        } else {
            query.filter(reviews::asked_at.is_null())
        };
        if let Some(lane) = filter.lane {
            query = query.filter(reviews::lane.eq(lane.number()));
        }
        if let Some(language) = filter.language {
            query = query.filter(reviews::language.eq(language.number()));
        }
        query = match direction {
            Direction::Forward => query.order((reviews::queue_key.asc(), reviews::id.asc())),
            Direction::Backward => query.order((reviews::queue_key.desc(), reviews::id.desc())),
        };
        if let Some(place) = from {
            let (at, id) = (At(place.queue_key), key(place.review));
            query = match direction {
                Direction::Forward => query
                    .filter(reviews::queue_key.ge(at))
                    .filter(reviews::queue_key.gt(at).or(reviews::id.gt(id))),
                Direction::Backward => query
                    .filter(reviews::queue_key.le(at))
                    .filter(reviews::queue_key.lt(at).or(reviews::id.lt(id))),
            };
        }
        query
    })?;
    rows.into_iter()
        .map(|row| waiting_of(row).map_err(StorageError::from))
        .collect()
}

/// What co-authors were shown and was taken back, or replaced by something newer, since a moment, of what `person` may review: the last first, so many at most.
pub async fn taken_back(
    tx: &mut Tx,
    (person, now): (&Person, Timestamp),
    since: Timestamp,
    most: i64,
) -> Result<Vec<Waiting>, StorageError> {
    let rows: Vec<WaitingRow> = run!(
        tx,
        load,
        listed!(person, now)
            .filter(reviews::shown_at.is_not_null())
            .filter(reviews::closed_at.is_not_null())
            .filter(reviews::closed_by.is_null())
            .filter(reviews::closed_at.ge(At(since)))
            .order((reviews::closed_at.desc(), reviews::id))
            .limit(most)
    )?;
    rows.into_iter()
        .map(|row| waiting_of(row).map_err(StorageError::from))
        .collect()
}

fn waiting_of(row: WaitingRow) -> Result<Waiting, CorruptRow> {
    let (id, post, queue_key, since, lane, language, themes, risks, title, at, held) = row;
    let corrupt = |column| CorruptRow::new("reviews", column, id.0);
    Ok(Waiting {
        place: Place {
            queue_key: queue_key.0,
            review: ReviewId::from_uuid(id.0),
        },
        post: PostId::from_uuid(post.0),
        lane: Lane::from_number(lane).ok_or_else(|| corrupt("lane"))?,
        risks: Risks::from_number(risks).ok_or_else(|| corrupt("revision_id: risks"))?,
        themes: Themes::from_number(themes).ok_or_else(|| corrupt("themes"))?,
        language: Language::from_number(language).ok_or_else(|| corrupt("language"))?,
        since: since.0,
        title: title
            .map(Title::from_stored)
            .transpose()
            .map_err(|_unreadable| corrupt("title"))?,
        asked: at.1.is_some(),
        stage: match (at, held) {
            (_, Some(_)) => Stage::Claimed,
            ((code::WAITING | code::CLAIMED, None), None) => Stage::Waiting,
            ((code::WAITING | code::CLAIMED, Some(_)), None) => Stage::AwaitsCoAuthors,
            ((code::WITHDRAWN, _), None) => Stage::Withdrawn,
            ((code::SUPERSEDED, _), None) => Stage::Superseded,
            ((_, _), None) => return Err(corrupt("state")),
        },
        held: held.map(|(by, until)| (AccountId::from_uuid(by.0), until.0)),
    })
}

/// How many open reviews come before this place: the place in line that an author is told, counted up to `most`. What is with the safeguarding leads
/// counts as if it were not, and has a place: nobody learns of that by looking.
pub async fn ahead_of(tx: &mut Tx, review: ReviewId, most: i64) -> Result<i64, StorageError> {
    let at = optional!(
        tx,
        At,
        reviews::table.find(key(review)).select(reviews::queue_key)
    )?;
    let Some(at) = at else { return Ok(0) };
    let rows: Vec<Key> = run!(
        tx,
        load,
        reviews::table
            .filter(code::is_open())
            .filter(reviews::asked_at.is_null())
            .filter(reviews::queue_key.le(at))
            .filter(reviews::queue_key.lt(at).or(reviews::id.lt(key(review))))
            .order((reviews::queue_key, reviews::id))
            .select(reviews::id)
            .limit(most)
    )?;
    Ok(i64::try_from(rows.len()).unwrap_or(most))
}

/// How long the reviews waited that were decided last, up to `most` of them.
pub async fn waited(tx: &mut Tx, most: i64) -> Result<Vec<TimeDelta>, StorageError> {
    let rows: Vec<(At, Option<At>)> = run!(
        tx,
        load,
        reviews::table
            .filter(reviews::closed_by.is_not_null())
            .filter(reviews::asked_at.is_null())
            .order(reviews::closed_at.desc())
            .select((reviews::waiting_since, reviews::closed_at))
            .limit(most)
    )?;
    let waited = rows.into_iter().filter_map(|(since, closed)| {
        let closed = closed?.0.as_utc();
        Some(closed.signed_duration_since(since.0.as_utc()))
    });
    Ok(waited.collect())
}

/// Since when what waits longest has been in line; nothing where fewer than `fewest` wait.
pub async fn oldest(tx: &mut Tx, fewest: i64) -> Result<Option<Timestamp>, StorageError> {
    let rows: Vec<At> = run!(
        tx,
        load,
        reviews::table
            .filter(code::is_open())
            .filter(reviews::asked_at.is_null())
            .order(reviews::waiting_since.asc())
            .select(reviews::waiting_since)
            .limit(fewest)
    )?;
    let enough = i64::try_from(rows.len()).is_ok_and(|waiting| waiting >= fewest);
    Ok(rows.first().filter(|_| enough).map(|since| since.0))
}
