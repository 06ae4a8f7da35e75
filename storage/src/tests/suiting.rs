//! What is offered to an adult: what suits what they said, not what they gave back a short while ago, and danger before a thousand others.

use std::collections::BTreeSet;

use diesel::prelude::*;
use domain::text::{Label, Slug};
use domain::{Language, ReviewId, TopicId};
use moderation::Lane;
use moderation::review::{Preferences, Review, Theme, Themes};
use uuid::Uuid;

use crate::queue::{self, Filter};
use crate::schema::claims as claimed;
use crate::testing::*;
use crate::topics::Topic;
use crate::tx::run;
use crate::{Db, Direction, claims, preferences, reviews, topics};

const HEALTH: u128 = 77;

fn themes(some: &[Theme]) -> Themes {
    some.iter().copied().collect()
}

/// What screening found of text `n`: every combination of three themes, again and again.
fn themes_of(n: u128) -> Themes {
    let all = [Theme::SelfHarm, Theme::Hate, Theme::Drugs];
    let of = all.into_iter().enumerate();
    of.filter(|(bit, _)| n >> bit & 1 == 1)
        .map(|(_, theme)| theme)
        .collect()
}

/// 48 reviews: three languages, eight combinations of themes, with and without the topic of health.
async fn population(db: &Db) -> Vec<(Review, Language, Vec<TopicId>)> {
    writing!(db, tx => {
        let name = Label::parse("Health").unwrap();
        let health = Topic { id: topic(HEALTH), slug: Slug::parse("health").unwrap(), name };
        topics::insert(tx, &health).await?;
        let mut made = Vec::new();
        for n in 1..=48 {
            let language = Language::ALL[usize::try_from(n % 3).unwrap()];
            let about = if n % 2 == 0 { vec![SCHOOL] } else { vec![HEALTH, SCHOOL] };
            let text = Text { language, topics: about, ..text(n) };
            let post = text.start(tx).await?;
            let revision = text.revise(tx, n).await?;
            let mut review = text.opened(&revision);
            assert_eq!(review.post, post.id);
            review.triage.themes = themes_of(n / 6);
            reviews::insert(tx, &review, language, &text.topics()).await?;
            made.push((review, language, text.topics()));
        }
        made
    })
    .unwrap()
}

/// Keeps what the moderator says, and gives what they are then offered, in order.
async fn offered(db: &Db, said: &Preferences) -> Vec<ReviewId> {
    let (said, me) = (said.clone(), account(MODERATOR));
    let next = writing!(db, tx => {
        preferences::store(tx, me, &said).await?;
        let person = adult(tx, MODERATOR).await?;
        let suiting = preferences::of(tx, me).await?;
        assert_eq!(suiting, said);
        queue::next_for(tx, &person, &suiting, minute(5)).await?
    })
    .unwrap();
    let listed = reading!(db, tx => {
        let person = adult(tx, MODERATOR).await?;
        let suiting = preferences::of(tx, me).await?;
        let filter = Filter { suiting, ..Filter::default() };
        queue::page(tx, (&person, minute(5)), filter, None, Direction::Forward, 100).await?
    });
    let listed: Vec<_> = listed.into_iter().map(|it| it.place.review).collect();
    assert_eq!(next, listed.first().copied());
    listed
}

#[tokio::test]
async fn an_adult_is_offered_exactly_what_suits_what_they_said() {
    on_each(async |db| {
        panel(&db).await;
        let population = population(&db).await;
        let mut sizes = BTreeSet::new();
        let languages = [vec![], vec![Language::English, Language::Portuguese]];
        let without = [
            themes(&[]),
            themes(&[Theme::Hate]),
            themes(&[Theme::SelfHarm, Theme::Drugs]),
        ];
        for n in 0..12 {
            let said = Preferences {
                languages: languages[n % 2].clone(),
                without: without[n / 2 % 3],
                without_topics: vec![topic(HEALTH)].split_off(n / 6),
            };
            let suits = |(review, language, topics): &&(Review, Language, Vec<TopicId>)| {
                said.suit(*language, review.triage.themes, topics)
            };
            let expected: Vec<_> = population
                .iter()
                .filter(suits)
                .map(|(it, ..)| it.id)
                .collect();
            assert_eq!(offered(&db, &said).await, expected, "{said:?}");
            for (review, ..) in &population {
                let id = review.id;
                let suits = reading!(db, tx => {
                    preferences::suit(tx, account(MODERATOR), id).await?
                });
                assert_eq!(suits, expected.contains(&id));
            }
            sizes.insert(expected.len());
        }
        assert!(sizes.len() > 6, "it makes a difference: {sizes:?}");
    })
    .await;
}

#[tokio::test]
async fn what_was_given_back_rests_and_then_nothing_says_that_it_was() {
    on_each(async |db| {
        panel(&db).await;
        writing!(db, tx => {
            text(1).submit(tx).await?.claim(tx, MODERATOR, minute(1)).await?;
            claims::give_back(tx, review_id(1), account(MODERATOR), minute(60)).await?;
            // Whoever takes it by name and gives it back again has it rest from then on.
            claims::give_back(tx, review_id(1), account(MODERATOR), minute(70)).await?;
        })
        .unwrap();
        let kept: i64 = reading!(db, tx => {
            run!(tx, get_result, claimed::table.count())?
        });
        assert_eq!(kept, 0, "no claim says who had it");
        let rests = async |at| {
            reading!(db, tx => claims::is_resting(tx, review_id(1), account(MODERATOR), minute(at)).await?)
        };
        assert!(rests(69).await && !rests(70).await);
        assert!(!reading!(db, tx => claims::is_resting(tx, review_id(1), account(OTHER_MODERATOR), minute(2)).await?));
        let purged = async |at| writing!(db, tx => claims::purge_given_back(tx, minute(at)).await?).unwrap();
        assert_eq!((purged(69).await, purged(70).await, purged(71).await), (0, 1, 0));
    })
    .await;
}

#[tokio::test]
async fn danger_is_next_past_a_thousand_others_for_everybody_who_may_read_it() {
    on_each(async |db| {
        panel(&db).await;
        writing!(db, tx => {
            for n in 1..=1_000 {
                Text { at: minute(0), ..text(n) }.submit(tx).await?;
            }
            let last = Text { lane: Lane::P0, at: minute(60 * 24 * 365), ..text(1_001) };
            last.submit(tx).await?;
            for n in 41..=44 {
                person(tx, n, &[domain::account::Role::Moderator]).await?;
            }
        })
        .unwrap();
        for n in [MODERATOR, OTHER_MODERATOR, 41, 42, 43, 44] {
            let next = writing!(db, tx => {
                let person = adult(tx, n).await?;
                queue::next_for(tx, &person, &Preferences::default(), minute(5)).await?
            });
            assert_eq!(next.unwrap(), Some(review_id(1_001)), "{n}");
        }
    })
    .await;
}

#[tokio::test]
async fn whoever_said_nothing_is_offered_everything_and_languages_are_told_to_colleagues() {
    on_each(async |db| {
        panel(&db).await;
        let one = account(MODERATOR);
        assert_eq!(
            reading!(db, tx => preferences::of(tx, one).await?),
            Preferences::default()
        );
        let said = Preferences {
            languages: vec![Language::Spanish, Language::Basque],
            without: themes(&[Theme::Abuse]),
            without_topics: vec![TopicId::from_uuid(Uuid::from_u128(SCHOOL))],
        };
        writing!(db, tx => {
            preferences::store(tx, one, &said).await?;
            let other = Preferences { without: themes(&[Theme::Hate]), ..Preferences::default() };
            preferences::store(tx, account(OTHER_MODERATOR), &other).await?;
        })
        .unwrap();
        let both = [one, account(OTHER_MODERATOR), account(LEAD)];
        let told = reading!(db, tx => preferences::languages_of(tx, &both).await?);
        assert_eq!(
            told.into_iter().collect::<Vec<_>>(),
            [(one, vec![Language::Spanish, Language::Basque])]
        );
    })
    .await;
}
