//! What people are told of: authors what became of their texts and what was said to them, adults what colleagues want of them. It has no words of its own, it
//! goes with what it is about, and the mail that says that there is something comes to who asked for it, by day.

use app::people;
use chrono::TimeDelta;
use domain::{AccountId, Role};
use serde_json::{Value, json};
use tests::{
    ANSWER_COLLEAGUE, APPROVE, ASK_COLLEAGUE, CLOSE_COMMENTS, DraftHandle, HAND_OVER, Person,
    TAKE_DOWN, World, stories,
};

const TOLD: &str =
    "{ viewer { newNotifications notifications(first: 50) { nodes { id kind isNew message
    draft { id } comment { html } review { id } } } } }";
const KINDS: &str = "{ viewer { notifications(first: 50) { nodes { kind } } } }";
const MARK: &str =
    "mutation($input: MarkNotificationsSeenInput!) { markNotificationsSeen(input: $input) {
    __typename ... on NotificationsSeen { newNotifications } ... on UserError { message } } }";
const SET_DIGEST: &str = "mutation($input: SetDigestInput!) { setDigest(input: $input) {
    __typename ... on DigestNowSet { digest } ... on UserError { message } } }";
const JOIN: &str =
    "mutation($input: JoinAsAdultInput!) { joinAsAdult(input: $input) { __typename } }";
const INVITE: &str = "mutation($input: InviteAdultInput!) { inviteAdult(input: $input) { ... on AdultInvited { code } } }";

/// What somebody was told, the newest first.
async fn told(who: &Person<'_>) -> Vec<Value> {
    let seen = who.send(TOLD, json!({})).await;
    let nodes = &seen.data()["viewer"]["notifications"]["nodes"];
    nodes.as_array().cloned().expect("a list")
}

async fn kinds(who: &Person<'_>) -> Vec<String> {
    let seen = who.send(KINDS, json!({})).await;
    let nodes = seen.data()["viewer"]["notifications"]["nodes"]
        .as_array()
        .cloned()
        .expect("a list");
    nodes
        .iter()
        .map(|it| it["kind"].as_str().expect("a kind").to_owned())
        .collect()
}

async fn new(who: &Person<'_>) -> Value {
    let seen = who.send("{ viewer { newNotifications } }", json!({})).await;
    seen.data()["viewer"]["newNotifications"].clone()
}

/// Mia who published, Leo of another group, and two who read; a minute later.
async fn panel(world: &World) -> (Person<'_>, Person<'_>, Person<'_>, Person<'_>, String) {
    let (faro, norte) = (world.group("Faro").await, world.group("Norte").await);
    let (mia, leo) = (
        world.correspondent("mia", &faro).await,
        world.correspondent("leo", &norte).await,
    );
    let (ann, bob) = (world.moderator("ann").await, world.moderator("bob").await);
    let (_, slug) = mia.publishes("Mareas", "La marea sube.", &ann).await;
    world.passes(TimeDelta::minutes(1));
    (mia, leo, ann, bob, slug)
}

fn colleague(world: &World, who: &Person<'_>) -> String {
    let account = who.account().as_uuid();
    world
        .sealer()
        .node_id(api::seal::NodeKind::Colleague, account)
}

/// An adult with a mail address, who reads what is submitted.
async fn adult_with_address<'w>(world: &'w World, login: &str) -> Person<'w> {
    let ada = world.adult("ada", &[Role::Administrator]).await;
    let code = ada.does(INVITE, json!({})).await["code"].clone();
    let input = json!({ "code": code, "login": login, "penName": format!("{login} del Mar"), "passphrase": "la casa azul del puerto",
        "realName": "Nuria Canario", "email": "nuria@example.org", "country": "ES", "language": "SPANISH" });
    assert_eq!(
        world.reader().does(JOIN, input).await["__typename"],
        "SignedIn"
    );
    let account: AccountId = people::account_of_login(
        &world.app().operator(),
        domain::text::Login::parse(login).expect("a login"),
    )
    .await
    .expect("a read")
    .expect("an account");
    world.grants(account, Role::Moderator).await;
    let operator = world.app().operator();
    people::record_certificate(&operator, account, World::certificate(), None)
        .await
        .expect("a certificate");
    people::record_training(&operator, account, world.now().as_utc().date_naive(), None)
        .await
        .expect("training");
    let acting = app::sessions::acting_as(world.app(), account).await;
    let acting = acting.expect("a look").expect("an adult");
    people::sign_code_of_conduct(&acting, people::CODE_OF_CONDUCT, None)
        .await
        .expect("a signature");
    world.signed_in(login, account).await
}

/// Ann asks Nuria about something that Mia wrote, and leaves it to others.
async fn asks(mia: &Person<'_>, ann: &Person<'_>, nuria: &Person<'_>, title: &str) {
    mia.writes(title, "El viento gira.").await;
    let review = ann.takes_next().await.expect("a review");
    let input = json!({ "review": review.id, "colleague": colleague(ann.world(), nuria), "question": "¿Y esto?" });
    let asked = ann.does(ASK_COLLEAGUE, input).await;
    assert_eq!(asked["__typename"], "ColleagueAsked", "{asked}");
    ann.approves(&review).await;
}

/// Makes and sends what is due, and gives every letter so far.
async fn digests(world: &World) -> Vec<String> {
    app::notifications::run_digests(world.app())
        .await
        .expect("digests");
    world.letters().await
}

stories! {
    async fn authors_are_told_what_became_of_what_they_sent(world) {
        let (mia, leo, ann, bob, slug) = panel(world).await;
        let back = mia.writes("Vientos", "El viento gira.").await;
        let review = ann.takes_next().await.expect("a review");
        ann.asks_for_changes(&review, "Cambia algo.").await;
        world.passes(TimeDelta::minutes(1));
        let back = mia.rewrites(&back, "Vientos", "El viento gira mucho.").await;
        mia.submits(&back).await;
        let review = bob.takes_next().await.expect("a review");
        bob.declines(&review, "Así no.").await;
        world.passes(TimeDelta::minutes(1));
        mia.writes("Para el sábado", "Ven a la playa.").await;
        let review = ann.takes_next().await.expect("a review");
        let at = world.now().plus(TimeDelta::days(2)).as_utc().to_rfc3339();
        let input = json!({ "review": review.id, "contentHash": review.hash, "publishAt": at });
        assert_eq!(ann.does(APPROVE, input).await["outcome"], "SCHEDULED");
        world.passes(TimeDelta::minutes(1));
        let shown = mia.post(&slug).await;
        let input = json!({ "post": shown["id"], "contentHash": shown["contentHash"], "grounds": [{ "reason": "HATE" }], "message": "Así no." });
        assert_eq!(bob.does(TAKE_DOWN, input).await["__typename"], "PostTakenDown");
        assert_eq!(kinds(&mia).await, ["TAKEN_DOWN", "SCHEDULED", "DECLINED", "CHANGES_REQUESTED", "PUBLISHED"]);
        let all = told(&mia).await;
        assert_eq!(all[3]["draft"]["id"], json!(back.id));
        assert!(all.iter().all(|it| it["isNew"] == true && it["review"].is_null() && it["comment"].is_null()), "{all:#?}");
        for other in [&leo, &ann, &bob] {
            assert!(told(other).await.is_empty());
            assert_eq!(other.node(all[0]["id"].as_str().expect("an id")).await, Value::Null);
        }
        world.passes(TimeDelta::days(2));
        app::posts::publish_due(world.app()).await.expect("what is due");
        assert_eq!(kinds(&mia).await[0], "PUBLISHED");
    }

    async fn who_is_spoken_to_is_told_and_nobody_else(world) {
        let (mia, leo, ann, bob, slug) = panel(world).await;
        let post = mia.post(&slug).await["id"].clone();
        let said = leo.says(&post, "Qué bien.").await;
        assert_eq!(kinds(&mia).await, ["PUBLISHED"], "nobody is told of what waits");
        ann.publishes_comment().await;
        let heard = told(&mia).await;
        assert_eq!((heard[0]["kind"].as_str(), heard[0]["comment"]["html"].as_str()), (Some("COMMENTED"), Some("<p>Qué bien.</p>\n")));
        assert_eq!(kinds(&leo).await, ["PUBLISHED"], "their comment is");
        world.passes(TimeDelta::minutes(1));
        let comment = leo.own_comment(&said).await["comment"]["id"].clone();
        // The author of the post answers: Leo is told, and nobody of what is their own.
        mia.says(&comment, "Gracias.").await;
        bob.publishes_comment().await;
        assert_eq!(kinds(&leo).await, ["ANSWERED", "PUBLISHED"]);
        assert_eq!(told(&leo).await[0]["draft"]["id"], json!(said.id));
        assert_eq!(kinds(&mia).await, ["PUBLISHED", "COMMENTED", "PUBLISHED"]);
        // Another text of the same comment is no news for others.
        world.passes(TimeDelta::minutes(1));
        let said = DraftHandle { version: 1, ..said };
        let again = leo.saves(&said, "", "Qué bien contado.").await;
        let again = DraftHandle { version: again["version"].as_i64().expect("a version"), ..said };
        leo.submits(&again).await;
        ann.publishes_comment().await;
        assert_eq!(kinds(&mia).await, ["PUBLISHED", "COMMENTED", "PUBLISHED"]);
        assert_eq!(told(&mia).await[1]["comment"]["html"], "<p>Qué bien contado.</p>\n", "what is public is read anew");
        // What is taken down is gone from there too.
        leo.unpublishes(&again).await;
        assert_eq!(kinds(&mia).await, ["PUBLISHED", "PUBLISHED"]);
    }

    async fn whom_somebody_keeps_away_is_no_news(world) {
        let (mia, leo, ann, _, slug) = panel(world).await;
        let post = mia.post(&slug).await["id"].clone();
        leo.says(&post, "Hola.").await;
        ann.publishes_comment().await;
        assert_eq!(kinds(&mia).await, ["COMMENTED", "PUBLISHED"]);
        let author = world.reader().comments_on(&slug).await[0]["author"]["id"].clone();
        mia.silences(&author, Some("MUTED")).await;
        assert_eq!(kinds(&mia).await, ["PUBLISHED"]);
        leo.says(&post, "¿Hola?").await;
        ann.publishes_comment().await;
        assert_eq!(kinds(&mia).await, ["PUBLISHED"]);
        mia.silences(&author, None).await;
        leo.says(&post, "¿Y ahora?").await;
        ann.publishes_comment().await;
        assert_eq!(kinds(&mia).await, ["COMMENTED", "PUBLISHED"]);
    }

    async fn answers_to_whom_somebody_keeps_away_are_no_news_either(world) {
        let (mia, leo, ann, bob, slug) = panel(world).await;
        let eva = world.correspondent("eva", &world.group("Sur").await).await;
        let post = mia.post(&slug).await["id"].clone();
        let said = leo.says(&post, "Hola.").await;
        ann.publishes_comment().await;
        let (comment, author) = {
            let shown = &world.reader().comments_on(&slug).await[0];
            (shown["id"].clone(), shown["author"]["id"].clone())
        };
        eva.says(&comment, "Hola, Leo.").await;
        bob.publishes_comment().await;
        assert_eq!(kinds(&mia).await, ["COMMENTED", "COMMENTED", "PUBLISHED"]);
        mia.silences(&author, Some("BLOCKED")).await;
        assert_eq!(kinds(&mia).await, ["PUBLISHED"]);
        eva.says(&comment, "¿Qué tal, Leo?").await;
        ann.publishes_comment().await;
        assert_eq!(kinds(&mia).await, ["PUBLISHED"]);
        let heard = kinds(&leo).await;
        assert_eq!(heard.iter().filter(|kind| *kind == "ANSWERED").count(), 2, "{heard:?} {said:?}");
    }

    async fn who_is_kept_away_at_the_same_moment_is_no_news_afterwards(world) {
        let (mia, leo, ann, bob, slug) = panel(world).await;
        let post = mia.post(&slug).await["id"].clone();
        leo.says(&post, "Hola.").await;
        ann.publishes_comment().await;
        let author = world.reader().comments_on(&slug).await[0]["author"]["id"].clone();
        for number in 0..6 {
            mia.silences(&author, None).await;
            leo.says(&post, &format!("Hola otra vez, {number}.")).await;
            let reader = if number % 2 == 0 { &ann } else { &bob };
            let review = reader.takes_next().await.expect("the comment");
            tokio::join!(reader.approves(&review), mia.silences(&author, Some("MUTED")));
            assert_eq!(kinds(&mia).await, ["PUBLISHED"]);
        }
    }

    async fn what_comes_back_is_told_again(world) {
        let (mia, leo, ann, bob, slug) = panel(world).await;
        let post = mia.post(&slug).await["id"].clone();
        leo.says(&post, "Hola.").await;
        ann.publishes_comment().await;
        let shown = world.reader().comments_on(&slug).await[0].clone();
        let input = json!({ "post": shown["id"], "contentHash": shown["contentHash"], "grounds": [{ "reason": "HATE" }], "message": "Así no." });
        let down = bob.does(TAKE_DOWN, input).await;
        assert_eq!((&down["__typename"], new(&mia).await), (&json!("PostTakenDown"), json!(1)), "{down}");
        let review = ann.takes_next().await.expect("another look");
        assert_eq!(ann.approves(&review).await["outcome"], "PUBLISHED");
        assert_eq!(kinds(&mia).await, ["COMMENTED", "PUBLISHED"]);
    }

    async fn a_takedown_that_stays_is_told_as_what_it_is(world) {
        let (mia, _, ann, bob, slug) = panel(world).await;
        let shown = mia.post(&slug).await;
        let input = json!({ "post": shown["id"], "contentHash": shown["contentHash"], "grounds": [{ "reason": "HATE" }], "message": "Así no." });
        bob.does(TAKE_DOWN, input).await;
        let review = ann.takes_next().await.expect("another look");
        ann.declines(&review, "Tampoco.").await;
        assert_eq!(kinds(&mia).await[..2], ["TAKEN_DOWN", "TAKEN_DOWN"]);
    }

    async fn who_may_not_read_it_any_more_is_not_told_what_a_colleague_says(world) {
        let (mia, _, ann, bob, _) = panel(world).await;
        let both = world.account("lia", &[Role::Moderator, Role::SafeguardingLead], None, Some(World::certificate())).await;
        let lia = world.signed_in("lia", both).await;
        mia.writes("Vientos", "El viento gira.").await;
        let review = ann.takes_next().await.expect("a review");
        let input = json!({ "review": review.id, "colleague": colleague(world, &lia), "question": "¿Y esto?" });
        let asked = ann.does(ASK_COLLEAGUE, input).await;
        let escalated = json!({ "review": review.id, "contentHash": review.hash, "reason": "ABUSE" });
        assert_eq!(bob.does(tests::ESCALATE, escalated).await["__typename"], "ReviewEscalated");
        let input = json!({ "consultation": asked["consultation"]["id"], "answer": "Bien." });
        assert_eq!(lia.does(ANSWER_COLLEAGUE, input).await["__typename"], "ColleagueAnswered", "{asked}");
        assert!(kinds(&ann).await.is_empty());
    }

    async fn an_adult_who_closes_the_comments_is_news_and_its_author_who_does_is_none(world) {
        let (mia, _, ann, _, slug) = panel(world).await;
        let post = mia.post(&slug).await["id"].clone();
        mia.does(CLOSE_COMMENTS, json!({ "post": post })).await;
        assert_eq!(kinds(&mia).await, ["PUBLISHED"]);
        for _ in 0..2 {
            ann.does(CLOSE_COMMENTS, json!({ "post": post, "reason": "UNKIND" })).await;
        }
        assert_eq!(kinds(&mia).await, ["COMMENTS_CLOSED", "PUBLISHED"]);
    }

    async fn adults_are_told_what_colleagues_want_of_them(world) {
        let (mia, _, ann, bob, _) = panel(world).await;
        mia.writes("Vientos", "El viento gira.").await;
        let review = ann.takes_next().await.expect("a review");
        let input = json!({ "review": review.id, "colleague": colleague(world, &bob), "question": "¿Y esto?" });
        let asked = ann.does(ASK_COLLEAGUE, input).await;
        let heard = told(&bob).await;
        assert_eq!((&heard[0]["kind"], &heard[0]["review"]["id"]), (&json!("ASKED"), &json!(review.id)), "{asked}");
        let input = json!({ "consultation": asked["consultation"]["id"], "answer": "Bien." });
        assert_eq!(bob.does(ANSWER_COLLEAGUE, input).await["__typename"], "ColleagueAnswered", "{asked}");
        assert_eq!(kinds(&ann).await, ["COLLEAGUE_ANSWERED"]);
        world.passes(TimeDelta::minutes(1));
        let input = json!({ "review": review.id, "to": colleague(world, &bob) });
        assert_eq!(ann.does(HAND_OVER, input).await["__typename"], "ClaimHandedOver");
        assert_eq!(kinds(&bob).await, ["HANDED_OVER", "ASKED"]);
        // Who may not read it any more learns nothing by it.
        let escalated = json!({ "review": review.id, "contentHash": review.hash, "reason": "ABUSE" });
        assert_eq!(bob.does(tests::ESCALATE, escalated).await["__typename"], "ReviewEscalated");
        assert_eq!(told(&bob).await[0]["review"], Value::Null);
    }

    async fn what_was_seen_is_not_new_and_stays_so(world) {
        let (mia, leo, ann, _, _) = panel(world).await;
        for title in ["Uno", "Dos"] {
            mia.publishes(title, &format!("{title} de prueba."), &ann).await;
            world.passes(TimeDelta::minutes(1));
        }
        assert_eq!(new(&mia).await, 3);
        let all = told(&mia).await;
        let mark = async |it: &Value| mia.does(MARK, json!({ "upTo": it["id"] })).await;
        assert_eq!(mark(&all[1]).await["newNotifications"], 1);
        let seen: Vec<Value> = told(&mia).await.iter().map(|it| it["isNew"].clone()).collect();
        assert_eq!(seen, [json!(true), json!(false), json!(false)]);
        // Earlier ones come back to nobody, and nobody marks for somebody else.
        assert_eq!(mark(&all[2]).await["newNotifications"], 1);
        assert_eq!(leo.does(MARK, json!({ "upTo": all[0]["id"] })).await["__typename"], "NotFoundError");
        assert_eq!(mark(&all[0]).await["newNotifications"], 0);
        assert_eq!(mia.does(MARK, json!({ "upTo": "nichts" })).await["__typename"], "NotFoundError");
        // One that is gone by then counts all the same.
        let gone = world.sealer().node_id(api::seal::NodeKind::Notification, uuid::Uuid::max());
        assert_eq!(leo.does(MARK, json!({ "upTo": gone })).await["newNotifications"], 0);
        let pages = "query($after: String) { viewer { notifications(first: 2, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } } }";
        let first = mia.send(pages, json!({})).await.data()["viewer"]["notifications"].clone();
        let rest = mia.send(pages, json!({ "after": first["pageInfo"]["endCursor"] })).await.data()["viewer"]["notifications"].clone();
        let ids = [&first["nodes"][0], &first["nodes"][1], &rest["nodes"][0]].map(|it| it["id"].clone());
        assert_eq!(ids.to_vec(), all.iter().map(|it| it["id"].clone()).collect::<Vec<_>>());
        assert_eq!(rest["pageInfo"]["hasNextPage"], false);
    }

    async fn saying_twice_at_once_what_was_seen_and_how_often_one_is_mailed_loses_nothing(world) {
        let nuria = &adult_with_address(world, "nuria").await;
        let (mia, _, ann, _, _) = panel(world).await;
        mia.writes("Vientos", "El viento gira.").await;
        let review = ann.takes_next().await.expect("a review");
        let input = json!({ "review": review.id, "colleague": colleague(world, nuria), "question": "¿Y esto?" });
        ann.does(ASK_COLLEAGUE, input).await;
        let first = told(nuria).await[0].clone();
        let (seen, set) = tokio::join!(nuria.does(MARK, json!({ "upTo": first["id"] })), nuria.does(SET_DIGEST, json!({ "digest": "DAILY" })));
        assert_eq!((&seen["__typename"], &set["__typename"]), (&json!("NotificationsSeen"), &json!("DigestNowSet")));
        let both = nuria.send("{ viewer { newNotifications digest } }", json!({})).await;
        assert_eq!(both.data()["viewer"], json!({ "newNotifications": 0, "digest": "DAILY" }));
    }

    async fn live_it_is_told_how_much_is_new(world) {
        let (mia, leo, ann, _, slug) = panel(world).await;
        let post = mia.post(&slug).await["id"].clone();
        let mut events = mia.listens("subscription { notified { newNotifications } }").await;
        leo.says(&post, "Hola.").await;
        ann.publishes_comment().await;
        let heard = events.next().await.expect("an event");
        assert_eq!(heard["data"]["notified"]["newNotifications"], 2);
        let newest = told(&mia).await[0]["id"].clone();
        mia.does(MARK, json!({ "upTo": newest })).await;
        let heard = events.next().await.expect("an event");
        assert_eq!(heard["data"]["notified"]["newNotifications"], 0);
        let mut refused = world.reader().listens("subscription { notified { newNotifications } }").await;
        let heard = refused.next().await.expect("an answer");
        assert_eq!(heard["errors"][0]["extensions"]["code"], "UNAUTHENTICATED");
    }

    async fn who_asks_for_it_is_mailed_once_and_never_at_night(world) {
        // The stories begin on a Wednesday at a quarter past nine in Madrid.
        let nuria = adult_with_address(world, "nuria").await;
        let (mia, _, ann, _, _) = panel(world).await;
        asks(&mia, &ann, &nuria, "Vientos").await;
        assert_eq!(nuria.does(SET_DIGEST, json!({ "digest": "DAILY" })).await["digest"], "DAILY");
        assert_eq!(mia.does(SET_DIGEST, json!({ "digest": "DAILY" })).await["__typename"], "NoMailAddressError");
        assert_eq!(digests(world).await.len(), 0, "before five in the afternoon");
        world.passes(TimeDelta::hours(8));
        world.mail_works(false);
        assert_eq!(digests(world).await.len(), 0);
        world.mail_works(true);
        world.passes(TimeDelta::hours(4));
        assert_eq!(digests(world).await.len(), 0, "it is past nine in the evening, and waits until eight");
        world.passes(TimeDelta::hours(10) + TimeDelta::minutes(40));
        assert_eq!(digests(world).await.len(), 0, "it is not eight yet");
        world.passes(TimeDelta::minutes(30));
        let letters = digests(world).await;
        assert_eq!(letters.len(), 1);
        assert!(letters[0].contains("nuria@example.org"), "{letters:?}");
        for word in ["Vientos", "Nuria", "Canario", "Mia", "Ann"] {
            assert!(!letters[0].contains(word), "{word}: {letters:?}");
        }
        world.passes(TimeDelta::days(1));
        assert_eq!(digests(world).await.len(), 1, "nothing is new since");
    }

    async fn what_could_not_be_sent_for_two_days_is_one_mail(world) {
        let nuria = adult_with_address(world, "nuria").await;
        let (mia, _, ann, _, _) = panel(world).await;
        nuria.does(SET_DIGEST, json!({ "digest": "DAILY" })).await;
        world.mail_works(false);
        for title in ["Vientos", "Mareas altas"] {
            let ann = world.signed_in("ann", ann.account()).await;
            asks(&mia, &ann, &nuria, title).await;
            world.passes(TimeDelta::days(1));
            assert_eq!(digests(world).await.len(), 0);
        }
        world.mail_works(true);
        world.passes(TimeDelta::days(1));
        assert_eq!(digests(world).await.len(), 1);
    }

    async fn nobody_is_mailed_who_saw_it_or_does_not_want_it(world) {
        let nuria = adult_with_address(world, "nuria").await;
        let (mia, _, ann, _, _) = panel(world).await;
        asks(&mia, &ann, &nuria, "Vientos").await;
        world.passes(TimeDelta::hours(8));
        assert_eq!(digests(world).await.len(), 0, "without a word there is none");
        nuria.does(SET_DIGEST, json!({ "digest": "DAILY" })).await;
        world.passes(TimeDelta::days(1));
        app::notifications::run_digests(world.app()).await.expect("digests");
        let nuria = world.signed_in("nuria", nuria.account()).await;
        let newest = told(&nuria).await[0]["id"].clone();
        nuria.does(MARK, json!({ "upTo": newest })).await;
        assert_eq!(world.letters().await.len(), 0, "it was seen before the mail went");
        let ann = world.signed_in("ann", ann.account()).await;
        asks(&mia, &ann, &nuria, "Mareas altas").await;
        assert_eq!(nuria.does(SET_DIGEST, json!({ "digest": "WEEKLY" })).await["digest"], "WEEKLY");
        // On Thursday nothing, on Friday the mail.
        assert_eq!(digests(world).await.len(), 0);
        world.passes(TimeDelta::days(1));
        assert_eq!(digests(world).await.len(), 1);
        let (nuria, ann) = (world.signed_in("nuria", nuria.account()).await, world.signed_in("ann", ann.account()).await);
        asks(&mia, &ann, &nuria, "Mareas bajas").await;
        assert_eq!(nuria.does(SET_DIGEST, json!({ "digest": "NEVER" })).await["digest"], "NEVER");
        world.passes(TimeDelta::days(8));
        assert_eq!(digests(world).await.len(), 1);
    }

    async fn what_happened_is_forgotten_after_ninety_days(world) {
        let (mia, _, _, _, _) = panel(world).await;
        app::jobs::register(world.app()).await.expect("jobs");
        world.passes(TimeDelta::days(89));
        app::jobs::run_due(world.app()).await.expect("jobs");
        let mia = world.signed_in("mia", mia.account()).await;
        assert_eq!(kinds(&mia).await, ["PUBLISHED"]);
        world.passes(TimeDelta::days(1));
        app::jobs::run_due(world.app()).await.expect("jobs");
        assert!(kinds(&mia).await.is_empty());
    }
}
