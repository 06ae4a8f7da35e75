//! What the audit log tells those who run the panel: who did what to accounts, roles, groups and topics. Nothing of what young people write, and of
//! what needs two adults nothing to whoever runs groups.

use app::audit::Verdict;
use app::people::Relation;
use chrono::TimeDelta;
use domain::Role;
use serde_json::{Value, json};
use tests::{Person, World, stories};

const LOG: &str = "query($chapter: AuditChapter!, $first: Int, $after: String, $last: Int, $before: String) { viewer { auditLog(
    chapter: $chapter, first: $first, after: $after, last: $last, before: $before) {
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    nodes { id doneAt act doneBy doneByPenName about groupName topicName role actForTwo openingReason } } } }";
const CHECK: &str = "{ viewer { auditCheck { checkedAt isSound isOverdue } } }";
const RULES: &str = "{ viewer { screeningRules { version looksFor { code name why lane phrases { language rules patterns } } } } }";
const CREATE_GROUP: &str =
    "mutation($input: CreateGroupInput!) { createGroup(input: $input) { __typename } }";
const CREATE_TOPIC: &str =
    "mutation($input: CreateTopicInput!) { createTopic(input: $input) { __typename } }";
const ASK: &str =
    "mutation($input: AskToOpenIdentityInput!) { askToOpenIdentity(input: $input) { __typename } }";
const CHAPTERS: [&str; 4] = ["ACCOUNTS", "ACTS_FOR_TWO", "GROUPS", "JOINING"];

async fn log(who: &Person<'_>, chapter: &str) -> Value {
    let seen = who.send(LOG, json!({ "chapter": chapter })).await;
    seen.data()["viewer"]["auditLog"].clone()
}

async fn check(who: &Person<'_>) -> Value {
    who.send(CHECK, json!({})).await.data()["viewer"]["auditCheck"].clone()
}

async fn looked_through(world: &World) {
    app::jobs::chain_audit(world.app()).await.expect("chained");
    app::audit::check_due(world.app())
        .await
        .expect("a look at the log");
}

stories! {
    async fn those_who_run_the_panel_read_who_did_what(world) {
        let (cora, ada) = (world.adult("cora", &[Role::Coordinator]).await, world.adult("ada", &[Role::Administrator]).await);
        world.passes(TimeDelta::minutes(1));
        cora.does(CREATE_GROUP, json!({ "name": "Faro", "language": "SPANISH" })).await;
        world.passes(TimeDelta::minutes(1));
        ada.does(CREATE_TOPIC, json!({ "name": "Mar" })).await;
        let groups = log(&cora, "GROUPS").await;
        assert_eq!(groups, log(&ada, "GROUPS").await);
        let told = |place: usize, field: &str| groups["nodes"][place][field].clone();
        assert_eq!([told(0, "act"), told(0, "doneByPenName"), told(0, "topicName"), told(0, "doneAt")],
            [json!("TOPIC_CREATED"), json!("ada del Mar"), json!("Mar"), json!("2026-11-04T08:15:20Z")], "{groups}");
        assert_eq!([told(1, "act"), told(1, "doneBy"), told(1, "doneByPenName"), told(1, "groupName"), told(1, "topicName")],
            [json!("GROUP_CREATED"), json!("ACCOUNT"), json!("cora del Mar"), json!("Faro"), Value::Null]);
        world.adult("eli", &[Role::Administrator]).await;
        world.passes(TimeDelta::minutes(1));
        world.takes("ada", Role::Administrator).await;
        let taken = log(&cora, "ACCOUNTS").await["nodes"][0].clone();
        assert_eq!([&taken["act"], &taken["doneBy"], &taken["about"], &taken["role"]],
            [&json!("ROLE_TAKEN"), &json!("OPERATOR"), &json!("ada del Mar"), &json!("ADMINISTRATOR")], "{taken}");
        let node = cora.node(taken["id"].as_str().expect("an id")).await;
        assert_eq!(node["__typename"], "AuditRecord");
    }

    async fn the_log_is_read_page_by_page_in_both_directions(world) {
        let cora = world.adult("cora", &[Role::Coordinator]).await;
        for name in ["Uno", "Dos", "Tres"] {
            world.topic(name).await;
            world.passes(TimeDelta::minutes(1));
        }
        let page = async |more: Value| {
            let mut asked = json!({ "chapter": "GROUPS" });
            asked.as_object_mut().expect("fields").extend(more.as_object().expect("fields").clone());
            let seen = cora.send(LOG, asked).await.data()["viewer"]["auditLog"].clone();
            let names: Vec<Value> = seen["nodes"].as_array().expect("records").iter().map(|it| it["topicName"].clone()).collect();
            (json!(names), seen["pageInfo"].clone())
        };
        let (names, info) = page(json!({ "first": 2 })).await;
        assert_eq!((names, &info["hasNextPage"], &info["hasPreviousPage"]), (json!(["Tres", "Dos"]), &json!(true), &json!(false)));
        let (names, info) = page(json!({ "first": 2, "after": info["endCursor"] })).await;
        assert_eq!((names, &info["hasNextPage"]), (json!(["Uno"]), &json!(false)));
        let (names, _) = page(json!({ "last": 1, "before": info["startCursor"] })).await;
        assert_eq!(names, json!(["Dos"]));
        let wrong = cora.send(LOG, json!({ "chapter": "GROUPS", "after": "nonsense" })).await;
        assert_eq!(wrong.code(), "BAD_USER_INPUT");
    }

    async fn nobody_learns_from_the_log_what_young_people_write_or_who_reads_it(world) {
        let group = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &group).await, world.moderator("ann").await);
        let ada = world.adult("ada", &[Role::Administrator]).await;
        let count = async || {
            let mut count = 0;
            for chapter in CHAPTERS {
                count += log(&ada, chapter).await["nodes"].as_array().map_or(0, Vec::len);
            }
            count
        };
        let before = count().await;
        let records = world.records().await;
        let (_, slug) = mia.publishes("Olas", "Texto.", &ann).await;
        mia.says(&mia.post(&slug).await["id"], "Otra cosa.").await;
        let review = ann.takes_next().await.expect("the comment");
        ann.declines(&review, "Con respeto.").await;
        assert!(world.records().await > records + 5, "all of it left records");
        assert_eq!(count().await, before);
    }

    async fn what_two_adults_do_is_no_matter_of_who_runs_groups(world) {
        let group = world.group("Faro").await;
        world.correspondent("mia", &group).await;
        let (cora, ada, sol) = (world.adult("cora", &[Role::Coordinator]).await, world.adult("ada", &[Role::Administrator]).await, world.lead("sol").await);
        sol.does(ASK, json!({ "penName": "mia del Mar", "reason": "DANGER" })).await;
        let told = log(&ada, "ACTS_FOR_TWO").await["nodes"][0].clone();
        assert_eq!([&told["act"], &told["doneByPenName"], &told["about"], &told["actForTwo"], &told["openingReason"]],
            [&json!("ACT_ASKED_FOR"), &json!("sol del Mar"), &json!("mia del Mar"), &json!("OPEN_IDENTITY"), &json!("DANGER")], "{told}");
        assert_eq!(log(&cora, "ACTS_FOR_TWO").await, Value::Null);
        let accounts = log(&cora, "ACCOUNTS").await.to_string();
        assert!(!accounts.contains("ACT_ASKED_FOR"), "{accounts}");
        assert_eq!(cora.node(told["id"].as_str().expect("an id")).await, Value::Null, "nor by its id");
        assert_eq!(ada.node(told["id"].as_str().expect("an id")).await["__typename"], "AuditRecord");
    }

    async fn nobody_reads_there_what_two_adults_do_about_them(world) {
        let (ada, eli, sol) = (world.adult("ada", &[Role::Administrator]).await, world.adult("eli", &[Role::Administrator]).await, world.lead("sol").await);
        sol.does(ASK, json!({ "penName": "ada del Mar", "reason": "LEGAL_ORDER" })).await;
        let told = log(&eli, "ACTS_FOR_TWO").await["nodes"][0].clone();
        assert_eq!((&told["act"], &told["about"]), (&json!("ACT_ASKED_FOR"), &json!("ada del Mar")), "{told}");
        let nothing = log(&ada, "ACTS_FOR_TWO").await;
        assert_eq!((&nothing["nodes"], &nothing["pageInfo"]["hasNextPage"]), (&json!([]), &json!(false)), "{nothing}");
        assert_eq!(ada.node(told["id"].as_str().expect("an id")).await, Value::Null, "nor by its id");
        assert_eq!(eli.node(told["id"].as_str().expect("an id")).await["__typename"], "AuditRecord");
    }

    async fn nobody_else_reads_the_log_and_the_rules(world) {
        let group = world.group("Faro").await;
        let mia = world.correspondent("mia", &group).await;
        let eva = world.account("eva", &[Role::Guide], None, Some(World::certificate())).await;
        world.relate(Relation::Guide(group.id, eva)).await;
        looked_through(world).await;
        for who in [&mia, &world.moderator("ann").await, &world.lead("sol").await, &world.signed_in("eva", eva).await] {
            for chapter in CHAPTERS {
                assert_eq!(log(who, chapter).await, Value::Null);
            }
            assert_eq!(check(who).await, Value::Null);
            assert_eq!(who.send(RULES, json!({})).await.data()["viewer"]["screeningRules"], Value::Null);
        }
    }

    async fn the_server_looks_whether_the_log_is_sound_and_says_when(world) {
        let cora = world.adult("cora", &[Role::Coordinator]).await;
        assert_eq!(check(&cora).await, Value::Null, "nobody looked yet");
        looked_through(world).await;
        let found = check(&cora).await;
        assert_eq!(found, json!({ "isSound": true, "isOverdue": false, "checkedAt": "2026-11-04T08:13:20Z" }), "how much there is nobody learns");
        world.topic("Mar").await;
        world.passes(TimeDelta::hours(5));
        looked_through(world).await;
        assert_eq!(check(&cora).await, found, "all of it is read now and then only");
        world.passes(TimeDelta::hours(1));
        looked_through(world).await;
        assert_eq!(check(&cora).await["checkedAt"], "2026-11-04T14:13:20Z");
        world.passes(TimeDelta::hours(13));
        let cora = world.signed_in("cora", cora.account()).await;
        assert_eq!(check(&cora).await["isOverdue"], true, "nobody looked since");
    }

    async fn a_log_that_is_broken_calls_for_people_and_stands_on_the_page(world) {
        let cora = world.adult("cora", &[Role::Coordinator]).await;
        let broken = Verdict::Broken { sequence: 7, record: None };
        world.mail_works(false);
        let is_told = app::audit::note(world.app(), broken.clone()).await.expect("noted");
        assert!(!is_told && world.letters().await.is_empty(), "nobody could be called: it is tried again");
        world.mail_works(true);
        assert!(app::audit::note(world.app(), broken).await.expect("noted"));
        assert_eq!(check(&cora).await["isSound"], false);
        assert!(world.was_logged("the audit log is broken"));
        let letters = world.letters().await;
        assert!(letters.iter().any(|letter| letter.contains("/admin/registro")), "{letters:?}");
    }

    async fn those_who_run_the_panel_see_what_texts_are_looked_through_for(world) {
        let cora = world.adult("cora", &[Role::Coordinator]).await;
        let seen = cora.send(RULES, json!({})).await.data()["viewer"]["screeningRules"].clone();
        assert_eq!(seen["version"], moderation::screen::Rules::built_in().version());
        let all = seen["looksFor"].as_array().expect("codes").clone();
        assert_eq!(all.len(), moderation::screen::FindingCode::ALL.len());
        let lanes: Vec<String> = all.iter().map(|it| it["lane"].to_string()).collect();
        assert!(lanes.is_sorted(), "{lanes:?}");
        let of = |code: &str| all.iter().find(|it| it["code"] == code).expect("a code").clone();
        assert_eq!(of("PHONE")["phrases"], json!([]), "a number is known by its form");
        let meet = of("MEET");
        assert_eq!(meet["phrases"].as_array().map(Vec::len), Some(6), "in each language: {meet}");
        assert!(meet["phrases"][0]["rules"].to_string().contains("es/contact.fixes-a-meeting"), "{meet}");
        assert!(all.iter().all(|it| !it["name"].as_str().expect("words").is_empty() && !it["why"].as_str().expect("words").is_empty()));
    }
}
