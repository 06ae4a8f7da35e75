//! People, groups and the small tables: what is stored is read back, and what is taken or over is refused or gone.

use domain::account::{Role, Standing};
use domain::text::Label;
use domain::vetting::{CodeVersion, SignedCode, Vetting};
use domain::{JobId, SessionId};
use uuid::Uuid;

use crate::answered::{self, Before, Named};
use crate::sessions::NewSession;
use crate::testing::*;
use crate::{Db, StorageError, accounts, groups, jobs, people, sessions, topics, vettings};

#[tokio::test]
async fn a_login_or_a_pen_name_that_looks_like_anothers_is_taken_once() {
    on_each(async |db| {
        panel(&db).await;
        let again = async |n, login, pen_name| {
            writing!(db, tx => {
                let account = accounts::NewAccount {
                    id: account(n),
                    login: &login,
                    pen_name: &pen_name,
                    avatar: domain::Avatar::chosen_by([1; 6]),
                    passphrase: "$argon2id$",
                    language: domain::Language::Basque,
                    identity: None,
                    at: minute(0),
                };
                accounts::insert(tx, &account).await?;
            })
        };
        let taken = again(8, login(1), pen_name(8)).await;
        assert!(matches!(taken, Err(StorageError::Conflict(_))));
        let taken = again(8, login(8), pen_name(1)).await;
        assert!(matches!(taken, Err(StorageError::Conflict(_))));
        again(8, login(8), pen_name(8)).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn signing_in_finds_the_passphrase_and_the_standing_of_a_login() {
    on_each(async |db| {
        assert!(!reading!(db, tx => accounts::any(tx).await?));
        panel(&db).await;
        assert!(reading!(db, tx => accounts::any(tx).await?));
        writing!(db, tx => accounts::set_standing(tx, account(1), Standing::Suspended).await?)
            .unwrap();
        let found = reading!(db, tx => accounts::credentials(tx, &login(1)).await?).unwrap();
        assert_eq!(found.account, account(1));
        assert_eq!(found.passphrase, "$argon2id$");
        assert_eq!(found.standing, Standing::Suspended);
        assert!(reading!(db, tx => accounts::credentials(tx, &login(99)).await?).is_none());
    })
    .await;
}

#[tokio::test]
async fn a_person_is_known_with_all_relations() {
    on_each(async |db| {
        panel(&db).await;
        let person = async |n| reading!(db, tx => people::by_account(tx, account(n)).await?);
        let ana = person(1).await.unwrap();
        assert_eq!(ana.account, account(1));
        assert_eq!(ana.pen_name, pen_name(1));
        assert_eq!(ana.roles, [Role::Correspondent]);
        assert_eq!(ana.group, Some(group(NORTH)));
        assert_eq!(ana.birth.unwrap().birth_date, b"sealed");
        assert_eq!(
            (ana.guides, ana.wards, ana.vetting),
            (vec![], vec![], Vetting::default())
        );
        let guide = person(GUIDE).await.unwrap();
        assert_eq!(guide.roles, [Role::Guide, Role::Moderator]);
        assert_eq!((guide.guides, guide.wards), (vec![group(NORTH)], vec![]));
        assert_eq!(
            guide.vetting.certificate,
            Some(certificate(day(1), day(30)))
        );
        let guardian = person(GUARDIAN).await.unwrap();
        assert_eq!(
            (guardian.guides, guardian.wards),
            (vec![], vec![account(1)])
        );
        assert!(person(99).await.is_none());
    })
    .await;
}

#[tokio::test]
async fn a_role_is_given_once_and_a_newer_certificate_replaces_the_older() {
    on_each(async |db| {
        panel(&db).await;
        writing!(db, tx => {
            accounts::grant(tx, account(MODERATOR), Role::Moderator, minute(0)).await?;
            accounts::grant(tx, account(MODERATOR), Role::SafeguardingLead, minute(0)).await?;
            let by = Some(account(GUIDE));
            let newer = certificate(day(2), day(9));
            vettings::record_certificate(tx, account(MODERATOR), &newer, by).await?;
            vettings::record_training(tx, account(MODERATOR), day(3), by).await?;
            let signed = SignedCode { version: CodeVersion(1), on: day(4) };
            vettings::sign_code(tx, account(MODERATOR), signed).await?;
        })
        .unwrap();
        let person = reading!(db, tx => people::by_account(tx, account(MODERATOR)).await?);
        let person = person.unwrap();
        assert_eq!(person.roles, [Role::Moderator, Role::SafeguardingLead]);
        let known = Vetting {
            certificate: Some(certificate(day(2), day(9))),
            trained_on: Some(day(3)),
            signed: Some(SignedCode {
                version: CodeVersion(1),
                on: day(4),
            }),
        };
        assert_eq!(person.vetting, known);
    })
    .await;
}

#[tokio::test]
async fn nobody_verifies_the_own_certificate() {
    on_each(async |db| {
        panel(&db).await;
        let own = writing!(db, tx => {
            let me = account(MODERATOR);
            vettings::record_certificate(tx, me, &certificate(day(1), day(9)), Some(me)).await?;
        });
        assert!(matches!(own, Err(StorageError::Constraint(_))), "{own:?}");
        let over = writing!(db, tx => {
            let over = certificate(day(9), day(9));
            vettings::record_certificate(tx, account(MODERATOR), &over, None).await?;
        });
        assert!(matches!(over, Err(StorageError::Constraint(_))), "{over:?}");
    })
    .await;
}

async fn sign_in(db: &Db, n: u128, token: &'static [u8], until: i64) {
    writing!(db, tx => {
        let session = NewSession {
            id: SessionId::from_uuid(Uuid::from_u128(n)),
            token_hash: token,
            account: account(1),
            at: minute(0),
            proven: None,
            until: minute(until),
        };
        sessions::insert(tx, session).await?;
    })
    .unwrap();
}

async fn signed_in(db: &Db, token: &'static [u8], at: i64) -> Option<SessionId> {
    reading!(db, tx => people::by_session(tx, token, minute(at)).await?).map(|(session, person)| {
        assert_eq!(person.account, account(1));
        assert_eq!(person.group, Some(group(NORTH)));
        session.id
    })
}

#[tokio::test]
async fn a_session_is_somebody_until_it_ends_by_time_or_by_signing_out() {
    on_each(async |db| {
        panel(&db).await;
        sign_in(&db, 1, b"one", 10).await;
        sign_in(&db, 2, b"two", 20).await;
        let first = SessionId::from_uuid(Uuid::from_u128(1));
        assert_eq!(signed_in(&db, b"one", 9).await, Some(first));
        assert_eq!(signed_in(&db, b"one", 10).await, None);
        assert_eq!(signed_in(&db, b"other", 9).await, None);
        assert_eq!(
            writing!(db, tx => sessions::purge(tx, minute(10)).await?).unwrap(),
            1
        );
        assert_eq!(signed_in(&db, b"one", 9).await, None);
        let second = SessionId::from_uuid(Uuid::from_u128(2));
        assert_eq!(signed_in(&db, b"two", 10).await, Some(second));
        writing!(db, tx => sessions::delete(tx, second).await?).unwrap();
        assert_eq!(signed_in(&db, b"two", 10).await, None);
    })
    .await;
}

#[tokio::test]
async fn who_is_behind_a_session_takes_three_statements_for_a_correspondent_and_four_for_an_adult()
{
    on_each(async |db| {
        panel(&db).await;
        sign_in(&db, 1, b"one", 10).await;
        let before = db.statements();
        assert!(signed_in(&db, b"one", 9).await.is_some());
        assert_eq!(db.statements() - before, 3);
        let before = db.statements();
        let _guide = reading!(db, tx => people::by_account(tx, account(GUIDE)).await?);
        assert_eq!(db.statements() - before, 4);
    })
    .await;
}

#[tokio::test]
async fn a_reviewer_learns_pen_name_and_age_of_the_authors_and_nothing_of_others() {
    on_each(async |db| {
        panel(&db).await;
        let ids = [account(2), account(1), account(99)];
        let mut known = reading!(db, tx => people::authors(tx, &ids).await?);
        known.sort_by_key(|author| author.account);
        let accounts: Vec<_> = known.iter().map(|author| author.account).collect();
        assert_eq!(accounts, [account(1), account(2)]);
        assert_eq!(known[0].pen_name, pen_name(1));
        assert!(known[0].birth.is_some());
        assert!(reading!(db, tx => people::authors(tx, &[]).await?).is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_group_is_found_by_id_and_by_name() {
    on_each(async |db| {
        panel(&db).await;
        let north = group_of(NORTH, "North");
        assert_eq!(
            reading!(db, tx => groups::get(tx, group(NORTH)).await?),
            Some(north.clone())
        );
        let named = async |name| {
            let label = Label::parse(name).unwrap();
            reading!(db, tx => groups::by_name(tx, &label).await?)
        };
        assert_eq!(named("North").await, Some(north));
        assert_eq!(named("West").await, None);
    })
    .await;
}

#[tokio::test]
async fn a_correspondent_is_in_one_group_that_there_is() {
    on_each(async |db| {
        panel(&db).await;
        let second = writing!(db, tx => groups::add_member(tx, group(SOUTH), account(1)).await?);
        assert!(matches!(second, Err(StorageError::Conflict(_))));
        let missing = writing!(db, tx => groups::add_guide(tx, group(77), account(1)).await?);
        assert!(matches!(missing, Err(StorageError::Constraint(_))));
    })
    .await;
}

#[tokio::test]
async fn topics_are_listed_by_name_and_found_by_id() {
    on_each(async |db| {
        panel(&db).await;
        let (climate, school) = (topic_of(CLIMATE, "Climate"), topic_of(SCHOOL, "School"));
        let all = reading!(db, tx => topics::all(tx).await?);
        assert_eq!(all, [climate, school.clone()]);
        let ids = [topic(SCHOOL), topic(77)];
        assert_eq!(reading!(db, tx => topics::get(tx, &ids).await?), [school]);
        assert_eq!(reading!(db, tx => topics::get(tx, &[]).await?), []);
        let again = writing!(db, tx => topics::insert(tx, &topic_of(9, "School")).await?);
        assert!(matches!(again, Err(StorageError::Conflict(_))));
        let called = async |name: &str| {
            let name = Label::parse(name).unwrap();
            writing!(db, tx => topics::rename(tx, topic(CLIMATE), &name).await?)
        };
        for taken in ["School", "SCHOOL"] {
            assert!(
                matches!(called(taken).await, Err(StorageError::Conflict(_))),
                "no two have one name"
            );
        }
        called("Weather").await.unwrap();
        let names: Vec<_> = reading!(db, tx => topics::all(tx).await?)
            .into_iter()
            .map(|it| it.name)
            .collect();
        assert_eq!(
            names,
            ["School", "Weather"].map(|name| Label::parse(name).unwrap())
        );
    })
    .await;
}

const fn named(account: domain::AccountId, input: &'static [u8]) -> Named<'static> {
    Named {
        account,
        client_mutation_id: "once",
        operation: "saveDraft",
        input_hash: input,
    }
}

#[tokio::test]
async fn a_retried_write_gets_the_answer_of_the_first_one_and_another_input_gets_none() {
    on_each(async |db| {
        panel(&db).await;
        let ask = async |account, input, at| {
            writing!(db, tx => answered::reserve(tx, named(account, input), at).await?)
        };
        writing!(db, tx => {
            let first = named(account(1), b"input");
            assert_eq!(answered::reserve(tx, first, minute(0)).await?, Before::New);
            answered::keep(tx, first, "saved").await?;
        })
        .unwrap();
        let again = ask(account(1), b"input", minute(1)).await.unwrap();
        assert_eq!(again, Before::Answered("saved".to_owned()));
        let other = ask(account(1), b"other", minute(1)).await.unwrap();
        assert_eq!(other, Before::OtherInput);
        let somebody = ask(account(2), b"other", minute(1)).await.unwrap();
        assert_eq!(somebody, Before::New);
        let purged = writing!(db, tx => answered::purge(tx, minute(1)).await?).unwrap();
        assert_eq!(purged, 1);
        assert_eq!(ask(account(1), b"other", minute(2)).await.unwrap(), Before::New);
    })
    .await;
}

async fn lease(db: &Db, at: i64) -> Option<jobs::Leased> {
    writing!(db, tx => jobs::lease_due(tx, minute(at), minute(at + 5)).await?).unwrap()
}

#[tokio::test]
async fn a_job_that_is_due_is_leased_once_until_its_lease_is_over() {
    on_each(async |db| {
        let id = |n| JobId::from_uuid(Uuid::from_u128(n));
        writing!(db, tx => {
            jobs::ensure(tx, id(1), "chain", minute(10)).await?;
            jobs::ensure(tx, id(2), "chain", minute(0)).await?;
            jobs::ensure(tx, id(3), "purge", minute(11)).await?;
        })
        .unwrap();
        assert_eq!(lease(&db, 9).await, None);
        let leased = |n, name: &str, attempts| {
            Some(jobs::Leased {
                id: id(n),
                name: name.to_owned(),
                attempts,
            })
        };
        assert_eq!(lease(&db, 11).await, leased(1, "chain", 0));
        assert_eq!(lease(&db, 11).await, leased(3, "purge", 0));
        assert_eq!(lease(&db, 12).await, None);
        assert_eq!(
            lease(&db, 16).await,
            leased(1, "chain", 0),
            "its process went away"
        );
        writing!(db, tx => {
            jobs::fail(tx, id(1), "no disk", minute(20)).await?;
            jobs::finish(tx, id(3), minute(21)).await?;
        })
        .unwrap();
        assert_eq!(lease(&db, 19).await, None);
        assert_eq!(lease(&db, 25).await, leased(1, "chain", 1));
        writing!(db, tx => jobs::finish(tx, id(1), minute(26)).await?).unwrap();
        assert_eq!(lease(&db, 26).await, leased(3, "purge", 0));
        assert_eq!(lease(&db, 26).await, leased(1, "chain", 0));
    })
    .await;
}
