//! The audit log: records are chained in order, and whoever alters, removes, adds or moves one is found out.

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel_async::SimpleAsyncConnection as _;
use domain::AuditId;
use domain::audit::{AuditedAct, Chapter};
use uuid::Uuid;

use crate::audit::{self, By, NewRecord, Verdict};
use crate::schema::{audit_chain, audit_head, audit_pending, audit_records};
use crate::testing::*;
use crate::tests::constraints::refused;
use crate::tx::{Conn, run};
use crate::types::key;
use crate::{Db, Direction, StorageError, Tx};

fn id(n: u128) -> AuditId {
    AuditId::from_uuid(Uuid::from_u128(n))
}

async fn record(tx: &mut Tx, n: u128, by: By) -> Outcome {
    told_in(tx, n, by, None).await
}

async fn told_in(tx: &mut Tx, n: u128, by: By, chapter: Option<Chapter>) -> Outcome {
    let record = NewRecord {
        id: id(n),
        at: minute(0),
        by,
        action: "group.created",
        subject: "group_1",
        detail: "{}",
        chapter,
        about: chapter.map(|_| account(7)),
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
async fn a_chapter_is_read_from_the_newest_record_on_and_what_is_in_none_is_not_told() {
    on_each(async |db| {
        writing!(db, tx => {
            for (n, chapter) in [Some(Chapter::Groups), None, Some(Chapter::Joining), Some(Chapter::Groups)].into_iter().enumerate() {
                let n = u128::try_from(n).unwrap();
                told_in(tx, n + 1, By::Account(account(n)), chapter).await?;
            }
        })
        .unwrap();
        let told = async |from: Option<u128>, direction| {
            let found = reading!(db, tx => audit::told(tx, Chapter::Groups, None, from.map(id), direction, 9).await?);
            found.iter().map(|it| it.id).collect::<Vec<_>>()
        };
        assert_eq!(told(None, Direction::Forward).await, [id(4), id(1)]);
        assert_eq!(told(Some(4), Direction::Forward).await, [id(1)]);
        assert_eq!(told(Some(1), Direction::Backward).await, [id(4)]);
        let one = async |n| reading!(db, tx => audit::told_one(tx, id(n), Some(account(8))).await?);
        let found = one(3).await.unwrap();
        assert_eq!((found.act, found.chapter, found.by), (Some(AuditedAct::GroupCreated), Chapter::Joining, By::Account(account(2))));
        assert_eq!(one(2).await, None);
        let own = reading!(db, tx => audit::told(tx, Chapter::Groups, Some(account(7)), None, Direction::Forward, 9).await?);
        assert_eq!((own, reading!(db, tx => audit::told_one(tx, id(3), Some(account(7))).await?)), (vec![], None), "what is about oneself");
        let others = reading!(db, tx => audit::told(tx, Chapter::Groups, Some(account(8)), None, Direction::Forward, 9).await?);
        assert_eq!(others.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn the_last_look_at_the_log_is_the_one_that_is_kept() {
    on_each(async |db| {
        assert_eq!(reading!(db, tx => audit::checked(tx).await?), None);
        for (verdict, at, broken_at) in [(sound(5, 2), 0, None), (broken(3, None), 1, Some(3))] {
            writing!(db, tx => audit::note_check(tx, &verdict, minute(at)).await?).unwrap();
            let kept = reading!(db, tx => audit::checked(tx).await?);
            assert_eq!(
                kept,
                Some(audit::Checked {
                    at: minute(at),
                    broken_at
                })
            );
        }
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

/// Does something past the guards of the database, as whoever owns it could.
macro_rules! tamper {
    ($db:expr, $($statement:expr),+) => {
        writing!($db, tx => {
            unguard(tx).await?;
            $(run!(tx, execute, $statement)?;)+
        })
        .unwrap()
    };
}

async fn unguard(tx: &mut Tx) -> Outcome {
    let sqlite = "DROP TRIGGER IF EXISTS audit_records_refuse_update; DROP TRIGGER IF EXISTS audit_records_refuse_delete;
        DROP TRIGGER IF EXISTS audit_chain_refuse_update; DROP TRIGGER IF EXISTS audit_chain_refuse_delete; DROP TRIGGER IF EXISTS audit_records_wait;
        PRAGMA defer_foreign_keys = ON;";
    match &mut tx.conn {
        Conn::Sqlite(conn) => conn.batch_execute(sqlite)?,
        Conn::Postgres(conn) => {
            conn.batch_execute("SET LOCAL session_replication_role = replica")
                .await?;
        }
    }
    Ok(())
}

const fn broken(sequence: i64, record: Option<AuditId>) -> Verdict {
    Verdict::Broken { sequence, record }
}

/// Each record of the log, by a reader, the operator or somebody with an account.
const RECORDS: [u128; 5] = [1, 2, 3, 4, 5];

fn place(n: u128) -> i64 {
    i64::try_from(n).unwrap()
}

#[tokio::test]
async fn no_record_of_the_log_is_changed_or_deleted_and_the_chain_is_never_shortened() {
    on_each(async |db| {
        log(&db, 4).await;
        for n in RECORDS {
            let record = audit_records::table.find(key(id(n)));
            let link = audit_chain::table.find(1_i64);
            let changed = audit_records::action.eq("nothing");
            refused!(db, [], "never changed", tx => run!(tx, execute, diesel::update(record).set(changed))?);
            refused!(db, [], "never deleted", tx => run!(tx, execute, diesel::delete(record))?);
            refused!(db, [], "never changed", tx => {
                run!(tx, execute, diesel::update(link).set(audit_chain::hash.eq(vec![7; 32])))?
            });
            refused!(db, [], "never shortened", tx => run!(tx, execute, diesel::delete(link))?);
        }
        assert_eq!(verdict(&db).await, sound(4, 1));
    })
    .await;
}

#[tokio::test]
async fn whatever_is_altered_of_whichever_record_it_is_named() {
    for n in RECORDS {
        on_each(async |db| {
            log(&db, 5).await;
            let record = audit_records::table.find(key(id(n)));
            let later = crate::types::At(minute(1));
            let before: (String, String, String) = reading!(db, tx => {
                run!(tx, get_result, record.select((audit_records::action, audit_records::subject, audit_records::detail)))?
            });
            let named = broken(place(n), Some(id(n)));
            tamper!(db, diesel::update(record).set(audit_records::chapter.eq(Some(2_i16))));
            assert_eq!(verdict(&db).await, named, "who is told is a part of it");
            tamper!(db, diesel::update(record).set((audit_records::chapter.eq(None::<i16>), audit_records::about_id.eq(Some(key(account(9)))))));
            assert_eq!(verdict(&db).await, named, "and whom it is about");
            tamper!(db, diesel::update(record).set(audit_records::about_id.eq(None::<crate::types::Key>)));
            tamper!(db, diesel::update(record).set(audit_records::action.eq("nothing")));
            assert_eq!(verdict(&db).await, named);
            let (action, subject, detail) = before;
            let restored = (
                audit_records::action.eq(action),
                audit_records::subject.eq("group_2"),
            );
            tamper!(db, diesel::update(record).set(restored));
            assert_eq!(verdict(&db).await, named);
            let restored = (
                audit_records::subject.eq(subject),
                audit_records::detail.eq(r#"{"a":"b"}"#),
            );
            tamper!(db, diesel::update(record).set(restored));
            assert_eq!(verdict(&db).await, named);
            let restored = (audit_records::detail.eq(detail), audit_records::at.eq(later));
            tamper!(db, diesel::update(record).set(restored));
            assert_eq!(verdict(&db).await, named);
            let restored = (
                audit_records::at.eq(crate::types::At(minute(0))),
                audit_records::actor_kind.eq(2_i16),
                audit_records::actor_id.eq(Some(key(account(99)))),
            );
            tamper!(db, diesel::update(record).set(restored));
            assert_eq!(verdict(&db).await, named);
        })
        .await;
    }
}

#[tokio::test]
async fn whichever_record_is_removed_it_is_named_or_its_place_is() {
    for n in RECORDS {
        on_each(async |db| {
            log(&db, 5).await;
            let record = audit_records::table.find(key(id(n)));
            let link = audit_chain::table.find(place(n));
            tamper!(db, diesel::delete(link), diesel::delete(record));
            assert_eq!(verdict(&db).await, broken(place(n), None));
        })
        .await;
    }
}

#[tokio::test]
async fn a_log_that_was_cut_off_is_found_out_wherever_it_ends() {
    for n in RECORDS {
        on_each(async |db| {
            log(&db, 5).await;
            let from = audit_chain::table.filter(audit_chain::sequence.ge(place(n)));
            let records = audit_records::table.filter(audit_records::id.ge(key(id(n))));
            tamper!(db, diesel::delete(from), diesel::delete(records));
            assert_eq!(verdict(&db).await, broken(place(n), None));
        })
        .await;
    }
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
    for n in [1, 2, 3, 4] {
        on_each(async |db| {
            log(&db, 5).await;
            let to = |at: i64, record: u128| {
                diesel::update(audit_chain::table.find(at))
                    .set(audit_chain::record_id.eq(key(id(record))))
            };
            let aside = diesel::update(audit_chain::table.find(place(n)))
                .set(audit_chain::record_id.eq(key(id(99))));
            tamper!(db, aside, to(place(n) + 1, n), to(place(n), n + 1));
            assert_eq!(verdict(&db).await, broken(place(n), Some(id(n + 1))));
        })
        .await;
    }
}

#[tokio::test]
async fn a_record_that_nobody_chained_and_that_does_not_wait_for_it_is_named() {
    on_each(async |db| {
        log(&db, 3).await;
        tamper!(db, diesel::delete(audit_pending::table.find(key(id(4)))));
        assert_eq!(verdict(&db).await, broken(4, Some(id(4))));
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
