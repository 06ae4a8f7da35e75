//! The queue: each moderator sees exactly what the rules let them review, in the order of the key, and of several who
//! ask at once no two get the same.

use std::collections::BTreeSet;

use domain::account::Person;
use domain::{Language, ReviewId};
use moderation::Lane;
use moderation::review::{Preferences, Review, ReviewState, queue_key};

use crate::Direction;
use crate::queue::{self, Filter, Place, Waiting};
use crate::testing::*;
use crate::{Db, claims, groups, reviews};

/// Moderators with every kind of relation: 31 writes, 32 leads North, 33 leads both groups, 34 is guardian of 1 and 2,
/// 35 belongs to North, 36 belongs to South and is guardian of 3, 37 approved the risky ones.
const MODERATORS: [u128; 9] = [MODERATOR, OTHER_MODERATOR, 31, 32, 33, 34, 35, 36, 37];

async fn related_moderators(db: &Db) {
    writing!(db, tx => {
        for n in 31..=37 {
            person(tx, n, &[domain::account::Role::Moderator]).await?;
        }
        for (guide, led) in [(32, NORTH), (33, NORTH), (33, SOUTH)] {
            groups::add_guide(tx, group(led), account(guide)).await?;
        }
        for (guardian, ward) in [(34, 1), (34, 2), (36, 3)] {
            groups::add_guardian(tx, account(guardian), identity(ward)).await?;
        }
        for (member, of) in [(35, NORTH), (36, SOUTH)] {
            groups::add_member(tx, group(of), account(member)).await?;
        }
    })
    .unwrap();
}

/// Submissions of every combination of authors, group and lane, with and without a first approval of 37, a live
/// claim, or an end.
async fn population(db: &Db) -> Vec<Review> {
    writing!(db, tx => {
        let mut made = Vec::new();
        for authors in [vec![1], vec![2], vec![3], vec![31], vec![2, 3], vec![3, 31], vec![1, 2, 3]] {
            for (group, lane) in [(NORTH, Lane::P5), (SOUTH, Lane::P0), (SOUTH, Lane::P1), (NORTH, Lane::P1)] {
                let n = u128::try_from(made.len()).unwrap() + 1;
                let at = minute(i64::try_from(n * 7_919 % 4_001).unwrap());
                let language = Language::ALL[usize::try_from(n % 3).unwrap()];
                let authors = authors.clone();
                let text = Text { authors, group, lane, language, at, ..text(n) };
                let mut submission = text.submit(tx).await?;
                match n % 5 {
                    0 if lane == Lane::P1 || lane == Lane::P0 => submission.approve(tx, 37, minute(5_000)).await?,
                    1 => claim_by_anybody(tx, &mut submission).await?,
                    2 => {
                        submission.review = submission.review.withdraw(minute(5_000)).unwrap();
                        reviews::store_state(tx, &submission.review).await?;
                    }
                    _ => {}
                }
                made.push(submission.review);
            }
        }
        made
    })
    .unwrap()
}

async fn claim_by_anybody(tx: &mut crate::Tx, submission: &mut Submission) -> Outcome {
    for n in MODERATORS {
        let person = adult(tx, n).await?;
        if submission.review.may_be_reviewed_by(&person).is_ok() {
            return submission.claim(tx, n, minute(5_000)).await;
        }
    }
    Ok(())
}

async fn moderator(db: &Db, n: u128) -> Person {
    reading!(db, tx => adult(tx, n).await?)
}

async fn listed(db: &Db, person: &Person, filter: Filter) -> Vec<Waiting> {
    let person = person.clone();
    reading!(db, tx => queue::page(tx, (&person, minute(5)), filter, None, Direction::Forward, 1_000).await?)
}

/// What the rules say that `person` may review, in the order of the queue.
fn eligible(population: &[Review], person: &Person) -> Vec<ReviewId> {
    let mut eligible: Vec<&Review> = population
        .iter()
        .filter(|review| review.is_open() && review.may_be_reviewed_by(person).is_ok())
        .collect();
    eligible.sort_by_key(|review| (queue_key(review.triage, review.waiting_since), review.id));
    eligible.into_iter().map(|review| review.id).collect()
}

fn ids(listed: &[Waiting]) -> Vec<ReviewId> {
    listed.iter().map(|waiting| waiting.place.review).collect()
}

#[tokio::test]
async fn each_moderator_is_listed_exactly_what_the_rules_let_them_review_in_order() {
    on_each(async |db| {
        panel(&db).await;
        related_moderators(&db).await;
        let population = population(&db).await;
        let mut sizes = BTreeSet::new();
        for n in MODERATORS {
            let person = moderator(&db, n).await;
            let eligible = eligible(&population, &person);
            sizes.insert(eligible.len());
            assert_eq!(
                ids(&listed(&db, &person, Filter::default()).await),
                eligible,
                "{n}"
            );
        }
        assert!(
            sizes.len() > 4,
            "the relations make a difference: {sizes:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_next_for_a_moderator_is_the_first_of_their_list_that_nobody_holds() {
    on_each(async |db| {
        panel(&db).await;
        related_moderators(&db).await;
        let population = population(&db).await;
        let is_waiting = |id: &ReviewId| {
            let waits = |review: &&Review| review.id == *id && review.state == ReviewState::Waiting;
            population.iter().any(|review| waits(&review))
        };
        let mut given = 0;
        for n in MODERATORS {
            let person = moderator(&db, n).await;
            let first = eligible(&population, &person).into_iter().find(is_waiting);
            given += usize::from(first.is_some());
            let next = writing!(db, tx => queue::next_for(tx, &person, &Preferences::default(), minute(0)).await?);
            assert_eq!(next.unwrap(), first, "{n}");
        }
        assert!(given > 5, "{given} of them got one");
    })
    .await;
}

#[tokio::test]
async fn an_empty_queue_has_nothing_next() {
    on_each(async |db| {
        panel(&db).await;
        let person = moderator(&db, MODERATOR).await;
        assert_eq!(
            writing!(db, tx => queue::next_for(tx, &person, &Preferences::default(), minute(0)).await?).unwrap(),
            None
        );
    })
    .await;
}

#[tokio::test]
async fn the_list_narrows_to_a_lane_and_a_language() {
    on_each(async |db| {
        panel(&db).await;
        related_moderators(&db).await;
        let _reviews = population(&db).await;
        let person = moderator(&db, MODERATOR).await;
        let all = listed(&db, &person, Filter::default()).await;
        for lane in [None, Some(Lane::P0), Some(Lane::P1), Some(Lane::P2)] {
            for language in [
                None,
                Some(Language::Spanish),
                Some(Language::English),
                Some(Language::Basque),
            ] {
                let expected = all.iter().filter(|waiting| {
                    lane.is_none_or(|lane| waiting.lane == lane)
                        && language.is_none_or(|language| waiting.language == language)
                });
                let expected: Vec<Waiting> = expected.cloned().collect();
                assert_eq!(
                    listed(
                        &db,
                        &person,
                        Filter {
                            lane,
                            language,
                            ..Filter::default()
                        }
                    )
                    .await,
                    expected
                );
            }
        }
    })
    .await;
}

#[tokio::test]
async fn pages_of_the_queue_meet_without_holes_also_where_keys_are_equal() {
    on_each(async |db| {
        panel(&db).await;
        writing!(db, tx => {
            for n in 1..=9 {
                Text { at: minute(i64::try_from(n / 4).unwrap()), ..text(n) }.submit(tx).await?;
            }
        })
        .unwrap();
        let person = moderator(&db, MODERATOR).await;
        let all = listed(&db, &person, Filter::default()).await;
        assert_eq!(all.len(), 9);
        let mut reversed = all.clone();
        reversed.reverse();
        for (direction, expected) in [(Direction::Forward, &all), (Direction::Backward, &reversed)]
        {
            for limit in 1..=10 {
                let (mut pages, mut from): (Vec<Waiting>, Option<Place>) = (vec![], None);
                loop {
                    let asker = person.clone();
                    let page = reading!(db, tx => {
                        let asker = (&asker, minute(5));
                        queue::page(tx, asker, Filter::default(), from, direction, limit).await?
                    });
                    let Some(last) = page.last() else { break };
                    from = Some(last.place);
                    pages.extend(page);
                }
                assert_eq!(&pages, expected, "{limit} at a time, {direction:?}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn an_author_is_told_how_many_come_before_also_where_keys_are_equal() {
    on_each(async |db| {
        panel(&db).await;
        writing!(db, tx => {
            for n in 1..=4 {
                Text { authors: vec![3], group: SOUTH, ..text(n) }.submit(tx).await?;
            }
            Text { lane: Lane::P0, ..text(5) }.submit(tx).await?.claim(tx, MODERATOR, minute(1)).await?;
            text(6).submit(tx).await?.decline(tx, MODERATOR, minute(1)).await?;
        })
        .unwrap();
        let ahead = async |n, most| {
            reading!(db, tx => queue::ahead_of(tx, review_id(n), most).await?)
        };
        assert_eq!(ahead(5, 100).await, 0);
        for n in 1..=4 {
            assert_eq!(ahead(n, 100).await, i64::try_from(n).unwrap());
        }
        assert_eq!(ahead(4, 3).await, 3, "counted so far only");
        assert_eq!(ahead(99, 100).await, 0);
    })
    .await;
}

#[tokio::test]
async fn what_somebody_holds_is_listed_with_who_and_until_when() {
    on_each(async |db| {
        panel(&db).await;
        writing!(db, tx => {
            text(1).submit(tx).await?;
            text(2).submit(tx).await?.claim(tx, MODERATOR, minute(1)).await?;
            text(3).submit(tx).await?.claim(tx, MODERATOR, minute(1)).await?;
            claims::end_lapsed(tx, minute(16), 1).await?;
        })
        .unwrap();
        let person = moderator(&db, OTHER_MODERATOR).await;
        let listed = listed(&db, &person, Filter::default()).await;
        let held: Vec<_> = listed.iter().map(|waiting| waiting.held).collect();
        assert_eq!(
            held.iter()
                .filter(|held| **held == Some((account(MODERATOR), minute(16))))
                .count(),
            1
        );
        assert_eq!(held.iter().filter(|held| held.is_none()).count(), 2);
        let first = listed
            .iter()
            .find(|waiting| waiting.post == post_id(1))
            .unwrap();
        assert_eq!(first.title, Some(text(1).title()));
        assert_eq!((first.lane, first.since), (Lane::P5, minute(0)));
    })
    .await;
}

/// One moderator asks for the next review and claims it, in one transaction.
async fn claim_next(db: Db, person: Person, claim: u128) -> Option<ReviewId> {
    writing!(db, tx => {
        let Some(id) = queue::next_for(tx, &person, &Preferences::default(), minute(0)).await? else {
            return Ok(None);
        };
        let review = reviews::lock(tx, id).await?.unwrap();
        let review = review.claim(&person, claim_id(claim), minute(5)).unwrap();
        let ReviewState::Claimed(claim) = review.state else {
            return Ok(None);
        };
        claims::insert(tx, id, &claim).await?;
        reviews::store_state(tx, &review).await?;
        Some(id)
    })
    .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn moderators_who_ask_at_once_never_get_the_same_review() {
    const MODERATORS: u128 = 4;
    const ROUNDS: u128 = 100;
    on_each(async |db| {
        panel(&db).await;
        writing!(db, tx => {
            for n in 1..=MODERATORS * ROUNDS {
                text(n).submit(tx).await?;
            }
            for n in 0..MODERATORS {
                person(tx, 41 + n, &[domain::account::Role::Moderator]).await?;
            }
        })
        .unwrap();
        let mut given = BTreeSet::new();
        for round in 0..ROUNDS {
            let mut asking = tokio::task::JoinSet::new();
            for n in 0..MODERATORS {
                let person = moderator(&db, 41 + n).await;
                asking.spawn(claim_next(db.clone(), person, round * MODERATORS + n));
            }
            for got in asking.join_all().await {
                assert!(given.insert(got.unwrap()), "{got:?} was given twice");
            }
        }
        assert_eq!(given.len(), usize::try_from(MODERATORS * ROUNDS).unwrap());
        let person = moderator(&db, MODERATOR).await;
        assert_eq!(claim_next(db.clone(), person, 9_999).await, None);
    })
    .await;
}
