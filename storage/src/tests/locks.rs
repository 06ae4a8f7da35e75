//! Who waits for whom: what PostgreSQL has locked while a transaction goes on.

use diesel_async::{AsyncConnection as _, AsyncPgConnection, SimpleAsyncConnection as _};

use crate::testing::*;
use crate::{StorageError, epoch};

#[tokio::test]
async fn the_epoch_does_not_move_for_work_that_fails_nor_for_what_comes_after_it() {
    on_each(async |db| {
        panel(&db).await;
        let epoch = async || reading!(db, tx => epoch::published(tx).await?);
        let first = epoch().await;
        let failed = db
            .write::<(), StorageError, _>(async move |tx| {
                tx.move_epoch();
                Err(StorageError::Busy)
            })
            .await;
        assert!(matches!(failed, Err(StorageError::Busy)), "{failed:?}");
        assert_eq!(epoch().await, first);
        writing!(db, tx => { text(7).start(tx).await?; }).unwrap();
        assert_eq!(epoch().await, first);
        writing!(db, tx => {
            tx.move_epoch();
            tx.move_epoch();
        })
        .unwrap();
        assert_eq!(epoch().await, first + 1, "once in a transaction");
    })
    .await;
}

#[tokio::test]
async fn while_a_post_is_taken_down_its_references_can_be_checked_and_the_epoch_is_free() {
    on_postgres(async |db, url| {
        panel(&db).await;
        let mut public = writing!(db, tx => published(tx, text(7), day(3)).await?).unwrap();
        let mut other = AsyncPgConnection::establish(&url).await.unwrap();
        let checked = writing!(db, tx => {
            public.unpublish(tx).await?;
            let post = uuid::Uuid::from_u128(7);
            // What a foreign key that points to the post has locked, and what everybody does in the end.
            let ask = format!(
                "SELECT 1 FROM posts WHERE id = '{post}' FOR KEY SHARE NOWAIT;
                 SELECT 1 FROM epochs FOR UPDATE NOWAIT;"
            );
            other.batch_execute(&ask).await
        })
        .unwrap();
        assert_eq!(checked, Ok(()));
    })
    .await;
}
