//! A small panel for the tests, made through the public functions, and databases to put it in.
//! Everybody has a number: correspondents 1 to 9, guides and guardians from 11, moderators from 21.

mod submission;

use chrono::{NaiveDate, TimeDelta};
use diesel_async::{AsyncConnection as _, AsyncPgConnection, SimpleAsyncConnection as _};
use domain::account::{Person, Role};
use domain::group::Capacity;
use domain::text::{Label, Login, PenName, Slug};
use domain::vetting::{Certificate, CertificateKind};
use domain::{
    AccountId, Avatar, ClaimId, Country, DecisionId, GroupId, IdentityId, Language, PostId,
    ReviewId, RevisionId, StatementId, Timestamp, TopicId,
};
use tokio_util::task::TaskTracker;
use uuid::Uuid;

use crate::groups::{Group, Keeping};
use crate::topics::Topic;
use crate::{
    Backend, Db, DbConfig, Durability, StorageError, Tx, accounts, groups, identities, people,
    topics, vettings,
};
pub(crate) use submission::{Submission, Text, comment, published, statement, text};

/// Leads the group North and is a moderator too.
pub(crate) const GUIDE: u128 = 11;
/// Guardian of correspondent 1 and a moderator too.
pub(crate) const GUARDIAN: u128 = 12;
/// Moderators who know nobody.
pub(crate) const MODERATOR: u128 = 21;
pub(crate) const OTHER_MODERATOR: u128 = 22;
/// A safeguarding lead, and no moderator.
pub(crate) const LEAD: u128 = 23;
/// Correspondents 1 and 2 are in North, 3 is in South.
pub(crate) const NORTH: u128 = 1;
pub(crate) const SOUTH: u128 = 2;
/// Two topics.
pub(crate) const SCHOOL: u128 = 1;
pub(crate) const CLIMATE: u128 = 2;

macro_rules! numbered {
    ($($name:ident -> $id:ident;)+) => {$(
        pub(crate) fn $name(n: u128) -> $id { $id::from_uuid(Uuid::from_u128(n)) }
    )+};
}

numbered! {
    account -> AccountId;
    group -> GroupId;
    topic -> TopicId;
    post_id -> PostId;
    revision_id -> RevisionId;
    review_id -> ReviewId;
    claim_id -> ClaimId;
    decision_id -> DecisionId;
    statement_id -> StatementId;
}

/// A moment some minutes after the stories begin.
pub(crate) fn minute(n: i64) -> Timestamp {
    Timestamp::from_micros(1_790_000_000_000_001)
        .unwrap()
        .plus(TimeDelta::minutes(n))
}

pub(crate) fn day(n: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 9, n).unwrap()
}

pub(crate) fn config(backend: Backend) -> DbConfig {
    DbConfig {
        backend,
        durability: Durability::Normal,
        connections: 4,
    }
}

#[expect(clippy::future_not_send, reason = "a test runs on one thread")]
/// Runs `story` on a database of its own, first the embedded one, then PostgreSQL.
pub(crate) async fn on_each<F: AsyncFn(Db)>(story: F) {
    on_each_at(async |db, _at| story(db).await).await;
}

#[expect(clippy::future_not_send, reason = "a test runs on one thread")]
/// As `on_each`, and tells where the database is.
pub(crate) async fn on_each_at<F: AsyncFn(Db, Backend)>(story: F) {
    on_sqlite_at(&story).await;
    on_postgres_at(&story).await;
}

#[expect(clippy::future_not_send, reason = "a test runs on one thread")]
/// Runs `story` on an embedded database of its own.
pub(crate) async fn on_sqlite<F: AsyncFn(Db)>(story: F) {
    on_sqlite_at(&async |db, _at| story(db).await).await;
}

#[expect(clippy::future_not_send, reason = "a test runs on one thread")]
/// Runs `story` on a PostgreSQL database of its own, if there is a server, with the database's address.
pub(crate) async fn on_postgres<F: AsyncFn(Db, String)>(story: F) {
    let with_url = async |db, at| match at {
        Backend::Postgres(url) => story(db, url).await,
        Backend::Sqlite(_) => panic!("the other database"),
    };
    on_postgres_at(&with_url).await;
}

#[expect(clippy::future_not_send, reason = "a test runs on one thread")]
/// As `on_sqlite`, and tells where the database is.
pub(crate) async fn on_sqlite_at<F: AsyncFn(Db, Backend)>(story: &F) {
    let folder = tempfile::tempdir().unwrap();
    let at = Backend::Sqlite(folder.path().join("test.db"));
    let db = Db::open(&config(at.clone()), TaskTracker::new()).await;
    story(db.unwrap(), at).await;
}

#[expect(clippy::future_not_send, reason = "a test runs on one thread")]
async fn on_postgres_at<F: AsyncFn(Db, Backend)>(story: &F) {
    let Some(server) = postgres_server() else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let random = folder.path().file_name().unwrap().to_string_lossy();
    let name = format!("storage_{}", random.replace('.', "").to_lowercase());
    let mut admin = AsyncPgConnection::establish(&server).await.unwrap();
    let create = format!("CREATE DATABASE {name}");
    admin.batch_execute(&create).await.unwrap();
    let at = Backend::Postgres(format!("{}/{name}", server.rsplit_once('/').unwrap().0));
    let db = Db::open(&config(at.clone()), TaskTracker::new()).await;
    story(db.unwrap(), at).await;
    let drop = format!("DROP DATABASE {name} WITH (FORCE)");
    admin.batch_execute(&drop).await.unwrap();
}

#[expect(
    clippy::disallowed_methods,
    reason = "tests have no configuration file"
)]
fn postgres_server() -> Option<String> {
    std::env::var("TEST_DATABASE_URL").ok()
}

pub(crate) type Outcome<R = ()> = Result<R, StorageError>;

/// Runs an async block over `tx` in one transaction of `db`: `write!(db, tx => …)`.
macro_rules! writing {
    ($db:expr, $tx:ident => $body:expr) => {
        $db.write(async move |$tx: &mut $crate::Tx| $crate::testing::Outcome::Ok($body))
            .await
    };
}

/// Runs an async block over `tx` that only reads.
macro_rules! reading {
    ($db:expr, $tx:ident => $body:expr) => {
        $db.read(async move |$tx: &mut $crate::Tx| $crate::testing::Outcome::Ok($body))
            .await
            .unwrap()
    };
}

pub(crate) use {reading, writing};

/// Stores groups, topics, correspondents 1 to 3, a guide, a guardian and two moderators.
pub(crate) async fn panel(db: &Db) {
    writing!(db, tx => {
        for (n, name) in [(NORTH, "North"), (SOUTH, "South")] {
            groups::insert(tx, &group_of(n, name), &keeping(), minute(0)).await?;
        }
        for (n, name) in [(SCHOOL, "School"), (CLIMATE, "Climate")] {
            topics::insert(tx, &topic_of(n, name)).await?;
        }
        for (n, member_of) in [(1, NORTH), (2, NORTH), (3, SOUTH)] {
            person(tx, n, &[Role::Correspondent]).await?;
            groups::add_member(tx, group(member_of), account(n)).await?;
        }
        person(tx, GUIDE, &[Role::Guide, Role::Moderator]).await?;
        groups::add_guide(tx, group(NORTH), account(GUIDE)).await?;
        person(tx, GUARDIAN, &[Role::Guardian, Role::Moderator]).await?;
        groups::add_guardian(tx, account(GUARDIAN), identity(1)).await?;
        for n in [MODERATOR, OTHER_MODERATOR] {
            person(tx, n, &[Role::Moderator]).await?;
        }
        person(tx, LEAD, &[Role::SafeguardingLead]).await?;
    })
    .unwrap();
}

pub(crate) fn group_of(n: u128, name: &str) -> Group {
    Group {
        id: group(n),
        slug: Slug::parse(&name.to_lowercase()).unwrap(),
        name: Label::parse(name).unwrap(),
    }
}

pub(crate) fn keeping() -> Keeping {
    Keeping {
        language: Language::Spanish,
        entity: None,
        capacity: Capacity::USUAL,
    }
}

/// Who the correspondent with this number really is.
pub(crate) fn identity(n: u128) -> IdentityId {
    IdentityId::from_uuid(Uuid::from_u128(n + 77_000_000))
}

pub(crate) fn topic_of(n: u128, name: &str) -> Topic {
    Topic {
        id: topic(n),
        slug: Slug::parse(&name.to_lowercase()).unwrap(),
        name: Label::parse(name).unwrap(),
    }
}

pub(crate) fn login(n: u128) -> Login {
    Login::parse(&format!("person-{n}")).unwrap()
}

/// A pen name of letters only, so that it looks like no other.
pub(crate) fn pen_name(n: u128) -> PenName {
    let letters = format!("{n:03}").replace(|c: char| !c.is_ascii_digit(), "");
    let letters = letters.bytes().map(|digit| char::from(digit + b'a' - b'0'));
    PenName::parse(&format!("Quill {}", letters.collect::<String>())).unwrap()
}

/// Stores an account with roles; whoever needs a clearance gets one.
pub(crate) async fn person(tx: &mut Tx, n: u128, roles: &[Role]) -> Outcome {
    let is_correspondent = roles.contains(&Role::Correspondent);
    let identity = identity(n);
    if is_correspondent {
        let sealed = identities::Identity {
            id: identity,
            key: identities::WrappedKey {
                master: 1,
                bytes: b"wrapped".to_vec(),
            },
            name: None,
            birth_date: Some(b"sealed".to_vec()),
            email: None,
            totp_secret: None,
            institution: None,
            country: Country::SPAIN,
        };
        identities::insert(tx, &sealed, minute(0)).await?;
    }
    let account = accounts::NewAccount {
        id: account(n),
        login: &login(n),
        pen_name: &pen_name(n),
        avatar: Avatar::chosen_by([0; 6]),
        passphrase: "$argon2id$",
        language: Language::Spanish,
        identity: is_correspondent.then_some(identity),
        at: minute(0),
    };
    accounts::insert(tx, &account).await?;
    for role in roles {
        accounts::grant(tx, account.id, *role, minute(0)).await?;
    }
    if roles.iter().any(|role| role.needs_clearance()) {
        vettings::record_certificate(tx, account.id, &certificate(day(1), day(30)), None).await?;
    }
    Ok(())
}

/// A certificate with these first and last days.
pub(crate) const fn certificate(issued_on: NaiveDate, expires_on: NaiveDate) -> Certificate {
    Certificate {
        country: Country::SPAIN,
        kind: CertificateKind::SexualOffencesRegister,
        issued_on,
        expires_on,
    }
}

/// The adult with this number as the rules see them.
pub(crate) async fn adult(tx: &mut Tx, n: u128) -> Outcome<Person> {
    let stored = people::by_account(tx, account(n)).await?.unwrap();
    Ok(Person {
        account: stored.account,
        standing: stored.standing,
        roles: stored.roles,
        band: None,
        membership: None,
        group: stored.group,
        guides: stored.guides,
        wards: stored.wards,
        cleared: stored.vetting.certificate.is_some(),
        proven_lately: true,
    })
}
