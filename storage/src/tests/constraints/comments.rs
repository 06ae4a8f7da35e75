//! A comment stands under a post, an answer under a comment on the same post, and there it stays.

use diesel::prelude::*;

use super::{refused, waiting};
use crate::StorageError;
use crate::schema::{posts as post, silences as silence};
use crate::testing::*;
use crate::tx::run;
use crate::types::{At, Key, key};

#[tokio::test]
async fn a_comment_is_on_a_post_and_an_answer_to_a_comment_on_the_same_post() {
    on_each(async |db| {
        panel(&db).await;
        waiting(&db, text(1)).await;
        waiting(&db, text(2)).await;
        waiting(&db, comment(10, 1, None)).await;
        waiting(&db, comment(11, 1, Some(10))).await;
        for wrong in [
            // on nothing, on a comment, an answer to a post, to an answer, and to a comment on another post
            comment(20, 77, None),
            comment(20, 10, None),
            comment(20, 1, Some(2)),
            comment(20, 1, Some(11)),
            comment(20, 2, Some(10)),
        ] {
            refused!(db, [wrong], tx => wrong.start(tx).await?);
        }
    })
    .await;
}

#[tokio::test]
async fn a_comment_stays_where_it_was_read() {
    on_each(async |db| {
        panel(&db).await;
        for n in [1, 2] {
            waiting(&db, text(n)).await;
        }
        waiting(&db, comment(10, 1, None)).await;
        let comment = post::table.find(key(post_id(10)));
        let stays = "a comment stays where it was read";
        let other = post::commented_id.eq(Some(key(post_id(2))));
        refused!(db, [], stays, tx => run!(tx, execute, diesel::update(comment).set(other))?);
        refused!(db, [], stays, tx => run!(tx, execute, diesel::update(comment).set(post::depth.eq(2_i16)))?);
        let answered = post::reply_to_id.eq(None::<Key>);
        refused!(db, [], stays, tx => run!(tx, execute, diesel::update(comment).set(answered))?);
    })
    .await;
}

#[tokio::test]
async fn a_comment_has_no_address_and_a_place_once_it_is_public() {
    on_each(async |db| {
        panel(&db).await;
        writing!(db, tx => {
            published(tx, text(1), day(1)).await?;
            published(tx, comment(10, 1, None), day(2)).await?;
        })
        .unwrap();
        let comment = post::table.find(key(post_id(10)));
        let slug = post::slug.eq(Some("an-address"));
        refused!(db, [], tx => run!(tx, execute, diesel::update(comment).set(slug))?);
        let nowhere = post::place.eq(None::<Vec<u8>>);
        refused!(db, [], tx => run!(tx, execute, diesel::update(comment).set(nowhere))?);
        let closed = post::closed_by_author.eq(1_i16);
        refused!(db, [], tx => run!(tx, execute, diesel::update(comment).set(closed))?);
        let own = post::table.find(key(post_id(1)));
        let place = post::place.eq(Some(vec![1_u8]));
        refused!(db, [], tx => run!(tx, execute, diesel::update(own).set(place))?);
        writing!(db, tx => run!(tx, execute, diesel::update(own).set(closed))?).unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_post_has_a_headline_and_a_comment_has_none() {
    on_each(async |db| {
        panel(&db).await;
        waiting(&db, text(1)).await;
        for (written, as_other) in [
            (text(2), comment(2, 1, None)),
            (comment(3, 1, None), text(3)),
        ] {
            refused!(db, [written, as_other], tx => {
                written.start(tx).await?;
                as_other.revise(tx, 9).await?
            });
        }
    })
    .await;
}

#[tokio::test]
async fn nobody_silences_themselves() {
    on_each(async |db| {
        panel(&db).await;
        let row = |other: u128| {
            (
                silence::account_id.eq(key(account(1))),
                silence::other_id.eq(key(account(other))),
                silence::kind.eq(1_i16),
                silence::since.eq(At(minute(1))),
            )
        };
        refused!(db, [], tx => run!(tx, execute, diesel::insert_into(silence::table).values(row(1)))?);
        writing!(db, tx => run!(tx, execute, diesel::insert_into(silence::table).values(row(2)))?)
            .unwrap();
        refused!(db, [], tx => run!(tx, execute, diesel::insert_into(silence::table).values(row(2)))?);
    })
    .await;
}
