//! The audit log: records are chained in order, and whoever alters, removes, adds or moves one is found out.

use diesel::prelude::*;
use domain::AuditId;
use uuid::Uuid;

use crate::audit::{self, By, NewRecord, Verdict};
use crate::schema::{audit_head, audit_records};
use crate::testing::*;
use crate::tx::run;
use crate::types::key;
use crate::{Db, Tx};

fn id(n: u128) -> AuditId {
    AuditId::from_uuid(Uuid::from_u128(n))
}

async fn record(tx: &mut Tx, n: u128, by: By) -> Outcome {
    let record = NewRecord {
        id: id(n),
        at: minute(0),
        by,
        action: "group.created",
        subject: "group_1",
        detail: "{}",
    };
    audit::insert(tx, record).await
}

/// Five records, the first `chained` of them chained.
async fn log(db: &Db, chained: i64) {
    writing!(db, tx => {
        for n in 1..=5 {
            let by = [By::Reader, By::Operator, By::Account(account(n))];
            record(tx, n, by[usize::try_from(n % 3).unwrap()]).await?;
        }
        audit::chain(tx, chained).await?;
    })
    .unwrap();
}

async fn verdict(db: &Db) -> Verdict {
    reading!(db, tx => audit::verify(tx).await?)
}

const fn sound(chained: i64, waiting: i64) -> Verdict {
    Verdict::Sound { chained, waiting }
}

#[tokio::test]
async fn audit_records_are_chained_in_order_and_verified() {
    on_each(async |db| {
        assert_eq!(verdict(&db).await, sound(0, 0));
        log(&db, 3).await;
        assert_eq!(verdict(&db).await, sound(3, 2));
        let chain = async |limit| writing!(db, tx => audit::chain(tx, limit).await?);
        assert_eq!(chain(10).await.unwrap(), 2);
        assert_eq!(chain(10).await.unwrap(), 0);
        assert_eq!(verdict(&db).await, sound(5, 0));
    })
    .await;
}

#[tokio::test]
async fn a_record_of_a_refused_write_is_not_kept() {
    on_each(async |db| {
        let refused: Outcome = db
            .write(async |tx: &mut Tx| {
                record(tx, 1, By::Operator).await?;
                record(tx, 1, By::Operator).await
            })
            .await;
        assert!(refused.is_err());
        assert_eq!(verdict(&db).await, sound(0, 0));
    })
    .await;
}

macro_rules! tamper {
    ($db:expr, $($statement:expr),+) => {
        writing!($db, tx => { $(run!(tx, execute, $statement)?;)+ }).unwrap()
    };
}

const fn broken(sequence: i64, record: Option<AuditId>) -> Verdict {
    Verdict::Broken { sequence, record }
}

#[tokio::test]
async fn an_altered_audit_record_is_named() {
    on_each(async |db| {
        log(&db, 5).await;
        let third = audit_records::table.find(key(id(3)));
        tamper!(
            db,
            diesel::update(third).set(audit_records::action.eq("nothing"))
        );
        assert_eq!(verdict(&db).await, broken(3, Some(id(3))));
    })
    .await;
}

#[tokio::test]
async fn a_removed_audit_record_leaves_a_gap_that_is_named_also_at_the_end() {
    on_each(async |db| {
        log(&db, 5).await;
        tamper!(db, diesel::delete(audit_records::table.find(key(id(5)))));
        assert_eq!(verdict(&db).await, broken(5, None));
        tamper!(db, diesel::delete(audit_records::table.find(key(id(2)))));
        assert_eq!(verdict(&db).await, broken(2, None));
    })
    .await;
}

#[tokio::test]
async fn an_audit_record_without_its_head_is_found_out() {
    on_each(async |db| {
        log(&db, 5).await;
        tamper!(db, diesel::delete(audit_head::table));
        assert_eq!(verdict(&db).await, broken(6, None));
    })
    .await;
}

#[tokio::test]
async fn audit_records_that_changed_places_are_found_out() {
    on_each(async |db| {
        log(&db, 5).await;
        let place = |n: u128, sequence: i64| {
            diesel::update(audit_records::table.find(key(id(n))))
                .set(audit_records::sequence.eq(sequence))
        };
        tamper!(db, place(2, 99), place(3, 2), place(2, 3));
        assert_eq!(verdict(&db).await, broken(2, Some(id(3))));
    })
    .await;
}

#[tokio::test]
async fn records_chained_while_the_log_is_verified_do_not_make_it_look_broken() {
    on_postgres(async |db, _url| {
        log(&db, 3).await;
        let sequencer = db.clone();
        let verdict = db.read(async move |tx: &mut Tx| {
            assert_eq!(audit::verify(tx).await?, sound(3, 2));
            writing!(sequencer, tx => audit::chain(tx, 10).await?)?;
            audit::verify(tx).await
        });
        assert_eq!(verdict.await.unwrap(), sound(3, 2));
    })
    .await;
}
