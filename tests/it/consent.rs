//! Consent: nobody takes part without it, each purpose stands by itself, and taking it back counts at once.

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use app::Backend;
use app::people::Relation;
use chrono::{NaiveDate, TimeDelta};
use domain::Role;
use futures_util::future::join;
use serde_json::{Value, json};
use tests::process::{Server, demo_accounts};
use tests::{
    APPROVE, CHANGE_CONSENT, CONSENT, Database, Kind, Person, START, SUBMIT, World, stories,
};

/// What somebody's own account sees of their consent.
async fn own(who: &Person<'_>) -> Value {
    let given = who.send(CONSENT, json!({})).await;
    given.data()["viewer"]["consent"].clone()
}

async fn wards(who: &Person<'_>) -> Vec<Value> {
    let given = who.send(CONSENT, json!({})).await;
    let wards = given.data()["viewer"]["wards"].as_array().cloned();
    wards.expect("a list")
}

/// Says something about a correspondent, having read the text of today.
async fn says(who: &Person<'_>, about: &Value, words: Value) -> Value {
    let mut input = words;
    input["correspondent"] = about["correspondent"].clone();
    input["textVersion"] = json!(1);
    who.does(CHANGE_CONSENT, input).await
}

/// Somebody of twelve in a group, who agreed.
async fn twelve<'a>(world: &'a World, name: &str, group: &app::people::Group) -> Person<'a> {
    let born = NaiveDate::from_ymd_opt(2014, 1, 10);
    let account = world
        .account(name, &[Role::Correspondent], born, None)
        .await;
    world.relate(Relation::Member(group.id, account)).await;
    world.signed_in(name, account).await
}

async fn guardian<'a>(world: &'a World, name: &str, ward: &Person<'_>) -> Person<'a> {
    let guardian = world.adult(name, &[Role::Guardian]).await;
    world
        .relate(Relation::Guardian(guardian.account(), ward.account()))
        .await;
    guardian
}

async fn tries_to_write(who: &Person<'_>) -> Value {
    let text = json!({ "title": "Uno", "body": "Texto.", "language": "SPANISH" });
    let query = START.replace(
        "... on UserError",
        "... on NotAllowedError { reason } ... on UserError",
    );
    who.does(&query, json!({ "text": text })).await
}

stories! {
    async fn what_somebody_wrote_is_gone_at_once_when_consent_is_taken_back(world) {
        let faro = world.group("Faro").await;
        let (mia, leo) = (world.correspondent("mia", &faro).await, world.correspondent("leo", &faro).await);
        let ann = world.moderator("ann").await;
        let (_, slug) = mia.publishes("Canario", "Esto canta el canario.", &ann).await;
        let (_, kept) = leo.publishes("Otro", "De otra persona.", &ann).await;
        let waiting = mia.writes("Espera", "Espera a que la lean.").await;
        let reader = world.reader();
        assert_eq!(reader.feed().await.len(), 2);
        app::people::set_blog_page(&world.app().operator(), mia.account(), true).await.expect("a page");
        let page = "{ correspondent(penName: \"mia del Mar\") { id penName } }";
        let shown = reader.send(page, json!({})).await.data()["correspondent"].clone();
        assert_eq!(shown["penName"], "mia del Mar");

        let consent = own(&mia).await;
        let said = says(&mia, &consent, json!({ "withdraw": ["PUBLICATION"] })).await;
        assert_eq!(said["__typename"], "ConsentChanged", "{said}");
        assert_eq!(said["consent"]["membership"], "ACTIVE", "what is optional costs nothing else");
        let feed = json!(reader.feed().await).to_string();
        assert!(!feed.contains("anario") && feed.contains("Otro"), "{feed}");
        assert_eq!(reader.post(&slug).await, Value::Null);
        assert_eq!(reader.send(page, json!({})).await.data()["correspondent"], Value::Null);
        assert_eq!(reader.node(shown["id"].as_str().expect("an id")).await, Value::Null);
        assert_ne!(reader.post(&kept).await, Value::Null);
        assert!(ann.queue().await.expect("a queue").is_empty(), "what waited is taken back");
        assert!(world.database().holds("consent.withheld").await.expect("a look"));

        // She may go on writing; nothing of it is published until she consents again.
        mia.submits(&waiting).await;
        let review = ann.takes_next().await.expect("a review");
        assert_eq!(ann.approves(&review).await["__typename"], "ConsentNeededError");
        assert_eq!(reader.feed().await.len(), 1);
        says(&mia, &consent, json!({ "give": ["PUBLICATION"] })).await;
        assert_eq!(reader.feed().await.len(), 1, "nothing comes back by itself");
        assert_eq!(ann.approves(&review).await["__typename"], "Approved");
        assert_eq!(reader.feed().await.len(), 2);
    }

    async fn under_the_age_nobody_writes_before_a_guardian_consents(world) {
        let faro = world.group("Faro").await;
        let kim = twelve(world, "kim", &faro).await;
        let consent = own(&kim).await;
        assert_eq!((&consent["membership"], &consent["needsGuardian"]), (&json!("AWAITING_GUARDIAN"), &json!(true)));
        let refused = tries_to_write(&kim).await;
        assert_eq!((&refused["__typename"], &refused["reason"]), (&json!("NotAllowedError"), &json!("CONSENT_NEEDED")), "{refused}");

        let eva = guardian(world, "eva", &kim).await;
        let ward = wards(&eva).await.pop().expect("a ward");
        assert_eq!(ward, consent, "the child sees what the guardian sees");
        let said = says(&eva, &ward, json!({ "give": ["ACCOUNT"] })).await;
        assert_eq!(said["consent"]["covers"], json!(["ACCOUNT"]), "each purpose by itself: {said}");
        assert_eq!(tries_to_write(&kim).await["__typename"], "DraftStarted");
        says(&eva, &ward, json!({ "give": ["PUBLICATION"] })).await;
        kim.writes("Dos", "Con permiso.").await;
        let ann = world.moderator("ann").await;
        let review = ann.takes_next().await.expect("a review");
        let too_new = APPROVE.replace("... on UserError", "... on ConsentTooNewError { until } ... on UserError");
        let approval = json!({ "review": review.id, "contentHash": review.hash });
        let soon = ann.does(&too_new, json!({ "review": review.id, "contentHash": review.hash, "publishAt": "2026-11-05T08:00:00Z" })).await;
        assert_eq!(soon["__typename"], "ConsentTooNewError", "nor for a time that is too early: {soon}");
        let refused = ann.does(&too_new, approval).await;
        assert_eq!(refused["__typename"], "ConsentTooNewError", "whoever pretended to be the guardian is found out first: {refused}");
        assert_eq!(refused["until"], "2026-11-05T08:13:20Z");
        assert!(refused["message"].as_str().is_some_and(|told| told.contains("24 h")), "{refused}");
        world.passes(TimeDelta::hours(24) - TimeDelta::microseconds(1));
        let ann = world.signed_in("ann", ann.account()).await;
        let review = ann.takes_next().await.expect("a review");
        assert_eq!(ann.approves(&review).await["__typename"], "ConsentTooNewError");
        world.passes(TimeDelta::microseconds(1));
        assert_eq!(ann.approves(&review).await["outcome"], "PUBLISHED");

        says(&eva, &ward, json!({ "pause": true })).await;
        assert_eq!(own(&kim).await["membership"], "PAUSED");
        assert_eq!(tries_to_write(&kim).await["reason"], "CONSENT_NEEDED");
        assert_eq!(world.reader().feed().await.len(), 1, "a pause takes nothing down");
        says(&eva, &ward, json!({ "pause": false })).await;
        assert_eq!(tries_to_write(&kim).await["__typename"], "DraftStarted");
        says(&eva, &ward, json!({ "withdraw": ["ACCOUNT"] })).await;
        assert_eq!(tries_to_write(&kim).await["reason"], "CONSENT_NEEDED");
        assert!(world.reader().feed().await.is_empty());
    }

    async fn guardians_who_disagree_pause_the_account(world) {
        let faro = world.group("Faro").await;
        let kim = twelve(world, "kim", &faro).await;
        let (eva, ivo) = (guardian(world, "eva", &kim).await, guardian(world, "ivo", &kim).await);
        let ward = wards(&eva).await.pop().expect("a ward");
        says(&eva, &ward, json!({ "give": ["ACCOUNT"] })).await;
        assert_eq!(own(&kim).await["membership"], "ACTIVE");
        says(&ivo, &ward, json!({ "withdraw": ["ACCOUNT"] })).await;
        assert_eq!(own(&kim).await["membership"], "PAUSED");
        assert_eq!(wards(&eva).await, wards(&ivo).await);
    }

    async fn from_the_age_on_a_guardian_may_pause_and_nothing_else(world) {
        let faro = world.group("Faro").await;
        let mia = world.correspondent("mia", &faro).await;
        let eva = guardian(world, "eva", &mia).await;
        let ward = wards(&eva).await.pop().expect("a ward");
        for words in [json!({ "give": ["PHOTO_AND_VOICE"] }), json!({ "withdraw": ["ACCOUNT"] })] {
            assert_eq!(says(&eva, &ward, words).await["__typename"], "DecidesAloneError");
        }
        assert_eq!(says(&eva, &ward, json!({ "pause": true })).await["consent"]["membership"], "PAUSED");
    }

    async fn nobody_says_anything_for_somebody_who_is_not_theirs(world) {
        let faro = world.group("Faro").await;
        let (kim, leo) = (twelve(world, "kim", &faro).await, world.correspondent("leo", &faro).await);
        let eva = guardian(world, "eva", &kim).await;
        let (of_kim, of_leo) = (own(&kim).await, own(&leo).await);
        let ada = world.adult("ada", &[Role::Administrator, Role::Coordinator]).await;
        for (who, about) in [(&eva, &of_leo), (&leo, &of_kim), (&ada, &of_kim)] {
            let refused = says(who, about, json!({ "give": ["ACCOUNT"] })).await;
            assert_eq!(refused["__typename"], "NotFoundError", "{refused}");
        }
        let refused = says(&world.reader(), &of_kim, json!({ "give": ["ACCOUNT"] })).await;
        assert_eq!(refused["reason"], "SIGNED_OUT");
        assert!(own(&ada).await.is_null() && wards(&ada).await.is_empty());
    }

    async fn who_is_suspended_takes_back_what_they_gave(world) {
        let faro = world.group("Faro").await;
        let mia = world.correspondent("mia", &faro).await;
        let ann = world.moderator("ann").await;
        mia.publishes("Uno", "Texto.", &ann).await;
        let (consent, account) = (own(&mia).await, mia.account());
        world.app().db().write::<_, storage::StorageError, _>(async move |tx: &mut storage::Tx| {
            storage::accounts::set_standing(tx, account, domain::Standing::Suspended).await
        }).await.expect("a write");
        assert_eq!(tries_to_write(&mia).await["reason"], "NOT_ACTIVE");
        let refused = says(&mia, &consent, json!({ "give": ["PHOTO_AND_VOICE"] })).await;
        assert_eq!(refused["reason"], "NOT_ACTIVE", "taking back is all");
        let said = says(&mia, &consent, json!({ "withdraw": ["PUBLICATION"] })).await;
        assert_eq!(said["__typename"], "ConsentChanged", "{said}");
        assert!(world.reader().feed().await.is_empty());
    }

    async fn after_the_birthday_guardians_take_back_what_still_rests_on_them_until_it_is_given_anew(world) {
        let faro = world.group("Faro").await;
        // Fourteen two days after the story begins.
        let born = World::beginning().as_utc().date_naive().checked_add_months(chrono::Months::new(12));
        let born = born.and_then(|day| day.succ_opt()?.succ_opt()?.checked_sub_months(chrono::Months::new(15 * 12)));
        let account = world.account("kim", &[Role::Correspondent], born, None).await;
        world.relate(Relation::Member(faro.id, account)).await;
        let kim = world.signed_in("kim", account).await;
        let eva = guardian(world, "eva", &kim).await;
        let ward = wards(&eva).await.pop().expect("a ward");
        assert_eq!(ward["needsGuardian"], true);
        says(&eva, &ward, json!({ "give": ["ACCOUNT", "PUBLICATION"] })).await;
        world.passes(TimeDelta::days(1));
        let ann = world.moderator("ann").await;
        kim.publishes("Uno", "Con permiso.", &ann).await;
        world.passes(TimeDelta::days(2));
        let ward = wards(&eva).await.pop().expect("a ward");
        assert_eq!(ward["needsGuardian"], false);
        assert_eq!(says(&eva, &ward, json!({ "give": ["PHOTO_AND_VOICE"] })).await["__typename"], "DecidesAloneError");
        says(&kim, &ward, json!({ "give": ["ACCOUNT"] })).await;
        assert_eq!(says(&eva, &ward, json!({ "withdraw": ["ACCOUNT"] })).await["__typename"], "DecidesAloneError");
        let said = says(&eva, &ward, json!({ "withdraw": ["PUBLICATION"] })).await;
        assert_eq!(said["__typename"], "ConsentChanged", "{said}");
        assert!(world.reader().feed().await.is_empty(), "what rested on it is gone");
        says(&kim, &ward, json!({ "give": ["PUBLICATION"] })).await;
        assert_eq!(own(&kim).await["covers"], json!(["ACCOUNT", "PUBLICATION"]));
    }

    async fn nobody_is_guardian_of_an_adult(world) {
        let faro = world.group("Faro").await;
        let born = World::beginning().as_utc().date_naive().succ_opt();
        let born = born.and_then(|day| day.checked_sub_months(chrono::Months::new(18 * 12)));
        let account = world.account("leo", &[Role::Correspondent], born, None).await;
        world.relate(Relation::Member(faro.id, account)).await;
        let leo = world.signed_in("leo", account).await;
        let eva = guardian(world, "eva", &leo).await;
        let ward = wards(&eva).await.pop().expect("a ward");
        world.passes(TimeDelta::days(2));
        assert!(wards(&eva).await.is_empty());
        assert_eq!(says(&eva, &ward, json!({ "pause": true })).await["__typename"], "NotFoundError");
        assert_eq!(own(&leo).await["membership"], "ACTIVE");
    }

    async fn a_page_of_ones_own_needs_consent_to_publication(world) {
        let faro = world.group("Faro").await;
        let mia = world.correspondent("mia", &faro).await;
        let consent = own(&mia).await;
        says(&mia, &consent, json!({ "withdraw": ["PUBLICATION"] })).await;
        let refused = app::people::set_blog_page(&world.app().operator(), mia.account(), true).await;
        assert!(refused.is_err());
        assert!(app::people::set_blog_page(&world.app().operator(), mia.account(), false).await.is_ok());
    }

    async fn who_read_another_text_is_told_which_one_counts(world) {
        let faro = world.group("Faro").await;
        let mia = world.correspondent("mia", &faro).await;
        let consent = own(&mia).await;
        for version in [0, 2, -1, 70_000] {
            let input = json!({ "correspondent": consent["correspondent"], "textVersion": version, "give": ["ACCOUNT"] });
            let refused = mia.does(CHANGE_CONSENT, input).await;
            assert_eq!((&refused["__typename"], &refused["currentVersion"]), (&json!("ConsentTextChangedError"), &json!(1)));
        }
    }
}

/// Whoever is first, nothing waits for review once the consent to having an account was taken back.
async fn submitted_while_consent_is_taken_back(kind: Kind) {
    let world = World::new(kind).await.expect("a world");
    let faro = world.group("Faro").await;
    let ann = world.moderator("ann").await;
    for number in 0..8 {
        let mia = world.correspondent(&format!("mia{number}"), &faro).await;
        let draft = mia.starts("Carrera", &format!("Texto {number}.")).await;
        let consent = own(&mia).await;
        let submitting = mia.does(
            SUBMIT,
            json!({ "draft": draft.id, "version": draft.version }),
        );
        let withdrawing = says(&mia, &consent, json!({ "withdraw": ["ACCOUNT"] }));
        let (submitted, withdrawn) = join(submitting, withdrawing).await;
        assert_eq!(withdrawn["__typename"], "ConsentChanged", "{withdrawn}");
        let queue = ann.queue().await.expect("a queue");
        assert!(queue.is_empty(), "{submitted} {queue:?}");
    }
    world.end().await.expect("an end");
}

/// Whoever is first, nothing is public once consent was taken back.
async fn approved_while_consent_is_taken_back(kind: Kind) {
    let world = World::new(kind).await.expect("a world");
    let faro = world.group("Faro").await;
    let ann = world.moderator("ann").await;
    for number in 0..8 {
        let mia = world.correspondent(&format!("mia{number}"), &faro).await;
        mia.writes(&format!("Carrera {number}"), "Una carrera.")
            .await;
        let review = ann.takes_next().await.expect("a review");
        let consent = own(&mia).await;
        let approving = ann.does(
            APPROVE,
            json!({ "review": review.id, "contentHash": review.hash }),
        );
        let withdrawing = says(&mia, &consent, json!({ "withdraw": ["PUBLICATION"] }));
        let (approved, withdrawn) = join(approving, withdrawing).await;
        assert_eq!(withdrawn["__typename"], "ConsentChanged", "{withdrawn}");
        let feed = world.reader().feed().await;
        assert!(feed.is_empty(), "{approved} {feed:?}");
    }
    world.end().await.expect("the end of a world");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn submitted_while_consent_is_taken_back_nothing_waits_on_sqlite() {
    submitted_while_consent_is_taken_back(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn submitted_while_consent_is_taken_back_nothing_waits_on_postgres() {
    if Kind::Postgres.is_there() {
        submitted_while_consent_is_taken_back(Kind::Postgres).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn approved_while_consent_is_taken_back_nothing_is_public_on_sqlite() {
    approved_while_consent_is_taken_back(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn approved_while_consent_is_taken_back_nothing_is_public_on_postgres() {
    if Kind::Postgres.is_there() {
        approved_while_consent_is_taken_back(Kind::Postgres).await;
    }
}

/// Who wrote something that is public, with a token and the address of one of those posts.
async fn somebody_public(server: &Server, data: &Path) -> Result<(String, Value, String)> {
    for account in demo_accounts(data)? {
        if account.role != "correspondent" {
            continue;
        }
        let token = server.sign_in_demo(&account).await?;
        let mine = "{ viewer { consent { correspondent penName membership }
            drafts(first: 50) { nodes { post { slug } } } } }";
        let given = server.send(Some(&token), mine, json!({})).await?;
        let viewer = &given["data"]["viewer"];
        let mut drafts = viewer["drafts"]["nodes"].as_array().into_iter().flatten();
        let slug = drafts.find_map(|draft| draft["post"]["slug"].as_str());
        if let Some(slug) = slug {
            return Ok((token, viewer["consent"].clone(), slug.to_owned()));
        }
    }
    bail!("nobody of the demo is public")
}

/// An answer that a process keeps for everybody, asked by the id of a trusted document.
async fn kept(server: &Server, document: &str, variables: Value) -> Result<String> {
    let mut address = reqwest::Url::parse(&format!("{}/graphql", server.address()))?;
    address
        .query_pairs_mut()
        .append_pair("documentId", &api::documents::document_id(document))
        .append_pair("variables", &variables.to_string());
    Ok(reqwest::get(address).await?.text().await?)
}

/// Everything that readers find, page after page, with the post itself.
async fn crawl(server: &Server, slug: &str) -> Result<String> {
    let [feed, post] = ["query Feed", "query Post"].map(|begins| {
        let mut documents = web::documents().iter();
        documents.find(|text| text.contains(begins)).copied()
    });
    let mut found = kept(server, post.context("a document")?, json!({ "slug": slug })).await?;
    found.push_str(&kept(server, feed.context("a document")?, json!({})).await?);
    let mut after = Value::Null;
    loop {
        let page = "query($after: String) { posts(first: 50, after: $after) {
            nodes { slug title html authors { penName } } pageInfo { hasNextPage endCursor } } }";
        let given = server.send(None, page, json!({ "after": after })).await?;
        found.push_str(&given.to_string());
        let info = &given["data"]["posts"]["pageInfo"];
        if info["hasNextPage"] != true {
            return Ok(found);
        }
        after = info["endCursor"].clone();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_taken_back_is_gone_from_another_process_too() -> Result<()> {
    if !Kind::Postgres.is_there() {
        return Ok(());
    }
    let database = Database::create(Kind::Postgres).await?;
    let Backend::Postgres(url) = &database.backend else {
        bail!("the other database");
    };
    let data = database.folder().join("data");
    let place = [
        "--database-url",
        url,
        "--data",
        data.to_str().context("a path")?,
    ];
    let demo = [&place[..], &["--demo", "--posts", "40"]].concat();
    let one = Server::start(&demo).await?;
    let other = Server::start(&place).await?;
    let (token, consent, slug) = somebody_public(&one, &data).await?;
    let name = consent["penName"].as_str().context("a name")?;
    assert!(crawl(&other, &slug).await?.contains(name));

    let input = json!({ "input": {
        "correspondent": consent["correspondent"], "textVersion": 1, "withdraw": ["PUBLICATION"],
    } });
    let said = one.send(Some(&token), CHANGE_CONSENT, input).await?;
    assert_eq!(
        said["data"]["changeConsent"]["__typename"], "ConsentChanged",
        "{said}"
    );
    assert!(
        !crawl(&one, &slug).await?.contains(name),
        "gone here at once"
    );
    // Kept answers may be a quarter of a second old elsewhere. This ends when they are gone.
    while crawl(&other, &slug).await?.contains(name) {}
    one.stop().await?;
    other.stop().await?;
    database.remove().await
}
