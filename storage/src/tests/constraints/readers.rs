//! Readers without an account are the authors of comments on posts, alone, and of nothing else; a receipt is of such a comment.

use domain::account::{READERS, Role};
use domain::{PostId, SessionId};
use uuid::Uuid;

use super::{refused, waiting};
use crate::sessions::NewSession;
use crate::testing::*;
use crate::{StorageError, accounts, groups, readers, sessions};

/// A text with readers among its authors.
fn by_readers(text: Text, others: &[u128]) -> Text {
    let readers = READERS.as_uuid().as_u128();
    Text {
        authors: others.iter().copied().chain([readers]).collect(),
        ..text
    }
}

#[tokio::test]
async fn readers_comment_on_posts_alone_and_write_nothing_else() {
    on_each(async |db| {
        panel(&db).await;
        waiting(&db, text(1)).await;
        waiting(&db, comment(10, 1, None)).await;
        let alone = "readers without an account comment on posts, alone";
        for wrong in [
            by_readers(text(20), &[]),
            by_readers(text(20), &[1]),
            by_readers(comment(20, 1, None), &[1]),
            by_readers(comment(20, 1, Some(10)), &[]),
        ] {
            refused!(db, [wrong], alone, tx => wrong.start(tx).await?);
        }
        waiting(&db, by_readers(comment(20, 1, None), &[])).await;
    })
    .await;
}

#[tokio::test]
async fn a_receipt_is_of_one_readers_comment_on_the_post_that_it_names() {
    on_each(async |db| {
        panel(&db).await;
        for n in [1, 2] {
            waiting(&db, text(n)).await;
        }
        for n in [10, 12] {
            waiting(&db, by_readers(comment(n, 1, None), &[])).await;
        }
        waiting(&db, comment(11, 1, None)).await;
        let receipt = |comment: u128, on: u128| (post_id(comment), post_id(on));
        let refused: [(PostId, PostId); 4] = [
            // of a post, of a correspondent's comment, of nothing, and on another post
            receipt(1, 1),
            receipt(11, 1),
            receipt(77, 1),
            receipt(10, 2),
        ];
        for wrong in refused {
            refused!(db, [], tx => readers::insert(tx, wrong, &[1; 32], minute(1)).await?);
        }
        writing!(db, tx => readers::insert(tx, receipt(10, 1), &[1; 32], minute(1)).await?)
            .unwrap();
        refused!(db, [], tx => readers::insert(tx, receipt(10, 1), &[2; 32], minute(1)).await?);
        refused!(db, [], tx => readers::insert(tx, receipt(12, 1), &[1; 32], minute(1)).await?);
    })
    .await;
}

#[tokio::test]
async fn the_account_of_readers_has_no_role_no_group_and_no_session() {
    on_each(async |db| {
        panel(&db).await;
        refused!(db, [], tx => accounts::grant(tx, READERS, Role::Correspondent, minute(1)).await?);
        refused!(db, [], tx => groups::add_member(tx, group(NORTH), READERS).await?);
        refused!(db, [], tx => {
            let session = NewSession {
                id: SessionId::from_uuid(Uuid::from_u128(1)),
                token_hash: b"token",
                account: READERS,
                at: minute(0),
                proven: None,
                until: minute(9),
            };
            sessions::insert(tx, session).await?;
        });
    })
    .await;
}
