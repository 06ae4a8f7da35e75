//! How many statements the reads take, so that none becomes a statement for each row unseen.

use crate::Direction;
use crate::feed::{self, FeedFilter};
use crate::queue::{self, Filter};
use crate::testing::*;
use crate::{Db, comments, decisions, drafts, people, reviews, submissions};

/// Runs a read and expects it to take so many statements.
macro_rules! takes {
    ($db:expr, $count:literal, $tx:ident => $read:expr) => {{
        let before = $db.statements();
        let _read = reading!($db, $tx => $read.await?);
        assert_eq!($db.statements() - before, $count, stringify!($read));
    }};
}

/// Six posts of one author that are public, two that wait, one of them held.
async fn some_posts(db: &Db) {
    writing!(db, tx => {
        for n in 1..=6 {
            published(tx, text(n), day(3)).await?;
        }
        text(7).submit(tx).await?;
        text(8).submit(tx).await?.claim(tx, MODERATOR, minute(1)).await?;
    })
    .unwrap();
}

#[tokio::test]
async fn reads_take_as_many_statements_for_many_rows_as_for_few() {
    on_each(async |db| {
        panel(&db).await;
        some_posts(&db).await;
        let slug = domain::text::Slug::parse("post-1").unwrap();
        let moderator = reading!(db, tx => adult(tx, MODERATOR).await?);
        let ids: Vec<_> = (1..=6).map(post_id).collect();
        let shown: Vec<_> = (1..=6).map(revision_id).collect();
        let authors: Vec<_> = (1..=3).map(account).collect();
        takes!(db, 1, tx => feed::page(tx, FeedFilter::default(), None, Direction::Forward, 20));
        takes!(db, 1, tx => feed::by_slug(tx, &slug));
        takes!(db, 1, tx => feed::of_author(tx, account(1), None, Direction::Forward, 20));
        takes!(db, 1, tx => feed::html(tx, &shown));
        let commented = ids.clone();
        takes!(db, 1, tx => comments::page(tx, (post_id(1), Some(account(1))), None, Direction::Forward, 20));
        takes!(db, 1, tx => comments::count_of(tx, &commented, Some(account(1))));
        takes!(db, 1, tx => people::authors(tx, &authors));
        takes!(db, 1, tx => drafts::of_author(tx, (account(1), drafts::Kind::Posts), None, Direction::Forward, 20));
        takes!(db, 1, tx => queue::page(tx, (&moderator, minute(0)), Filter::default(), None, Direction::Forward, 20));
        takes!(db, 2, tx => queue::ahead_of(tx, review_id(8), 100));
        takes!(db, 1, tx => decisions::of_revision(tx, revision_id(1)));
        let asked = ids.clone();
        takes!(db, 1, tx => feed::by_ids(tx, &asked));
        takes!(db, 3, tx => submissions::newest_of(tx, &ids));
        takes!(db, 3, tx => reviews::get(tx, review_id(7)));
        // One that is held takes no statement more: its claim comes with it.
        takes!(db, 3, tx => reviews::get(tx, review_id(8)));
    })
    .await;
}
