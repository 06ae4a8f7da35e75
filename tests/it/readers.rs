//! Readers without an account who comment where the centre lets them: the same road, and a receipt in place of an account. How many may wait is in a file of its own.

mod bounds;
mod kept_apart;

use chrono::TimeDelta;
use domain::account::READERS;
use serde_json::{Value, json};
use tests::{Person, TAKE_DOWN, World, stories};

/// Mia who published, and Ann and Bob who read; with the address and the id of the post.
async fn panel(world: &World) -> (Person<'_>, [Person<'_>; 2], String, Value) {
    let faro = world.group("Faro").await;
    let mia = world.correspondent("mia", &faro).await;
    let (ann, bob) = (world.moderator("ann").await, world.moderator("bob").await);
    let (_, slug) = mia.publishes("Mareas", "La marea sube.", &ann).await;
    let post = mia.post(&slug).await["id"].clone();
    (mia, [ann, bob], slug, post)
}

/// The next comment of a reader is read by two adults, and published.
async fn publishes([ann, bob]: &[Person<'_>; 2]) {
    for (who, outcome) in [(ann, "AWAITS_SECOND_ADULT"), (bob, "PUBLISHED")] {
        let review = who.takes_next().await.expect("the comment of a reader");
        let given = who.approves(&review).await;
        assert_eq!(given["outcome"], outcome, "{given}");
    }
}

const AUTHORS: &str = "query($id: ID!) { viewer { review(id: $id) { risks requiredApprovals group { name }
    authors { penName isReader ageBand publishedPosts history { approved } } commentOn { isAuthorBlocked post { slug } } } } }";

const SHOWN: &str = "query($slug: String!) { post(slug: $slug) { comments(first: 5) { nodes { id html author { penName } group { name } contentHash } } } }";

async fn shown(who: &Person<'_>, slug: &str) -> Value {
    let seen = who.send(SHOWN, json!({ "slug": slug })).await;
    seen.data()["post"]["comments"]["nodes"].clone()
}

stories! {
    async fn a_reader_sees_with_the_receipt_what_becomes_of_a_comment(world) {
        let (mia, adults, slug, post) = panel(world).await;
        let [ann, bob] = &adults;
        let nobody = world.reader();
        assert_eq!(nobody.send("{ readersMayComment }", json!({})).await.data()["readersMayComment"], true);
        let receipt = nobody.says_as_reader(&post, "Soy de *fuera* y me ha gustado.").await;
        let waits = nobody.reads_receipt(&receipt).await;
        assert_eq!((&waits["text"], &waits["state"], &waits["post"]["slug"], &waits["comment"], &waits["mayBeChanged"]),
            (&json!("Soy de *fuera* y me ha gustado."), &json!("PENDING"), &json!(slug), &Value::Null, &json!(false)), "{waits}");
        for who in [&mia, &nobody, ann] {
            assert_eq!(shown(who, &slug).await, json!([]), "nobody else sees it");
        }
        let review = ann.takes_next().await.expect("the comment");
        let seen = ann.send(AUTHORS, json!({ "id": review.id })).await;
        assert_eq!(seen.data()["viewer"]["review"], json!({ "risks": ["FIRST_POST"], "requiredApprovals": 2, "group": { "name": "Faro" },
            "authors": [{ "penName": "A reader without an account", "isReader": true, "ageBand": null, "publishedPosts": 0, "history": null }],
            "commentOn": { "isAuthorBlocked": false, "post": { "slug": slug } } }));
        world.passes(TimeDelta::minutes(1));
        assert_eq!(ann.approves(&review).await["outcome"], "AWAITS_SECOND_ADULT");
        assert_eq!(nobody.reads_receipt(&receipt).await["state"], "PENDING", "one yes is not told");
        let second = bob.takes_next().await.expect("the comment");
        let seen = json!({ "review": second.id, "contentHash": second.hash, "message": "Gracias por escribir." });
        assert_eq!(bob.does(tests::APPROVE, seen).await["outcome"], "PUBLISHED");
        let public = shown(&nobody, &slug).await;
        assert_eq!((public.as_array().map(Vec::len), &public[0]["html"], &public[0]["author"], &public[0]["group"], &public[0]["contentHash"]),
            (Some(1), &json!("<p>Soy de <em>fuera</em> y me ha gustado.</p>\n"), &Value::Null, &Value::Null, &json!(review.hash)));
        // Hyphens and capitals don't count, nor who holds the receipt.
        let typed = {
            let (half, rest) = receipt.split_at(13);
            format!(" {}-{rest} ", half.to_uppercase())
        };
        let told = mia.reads_receipt(&typed).await;
        assert_eq!((&told["state"], &told["comment"]["id"], &told["approvalMessage"]), (&json!("APPROVED"), &public[0]["id"], &json!("Gracias por escribir.")), "{told}");
        let told = mia.send("{ viewer { notifications(first: 5) { nodes { kind comment { html author { penName } } } } } }", json!({})).await;
        assert_eq!(told.data()["viewer"]["notifications"]["nodes"][0], json!({ "kind": "COMMENTED",
            "comment": { "html": "<p>Soy de <em>fuera</em> y me ha gustado.</p>\n", "author": null } }));
    }

    async fn two_adults_read_each_comment_of_a_reader_whatever_the_centre_decided(world) {
        let (_, adults, slug, post) = panel(world).await;
        for words in ["Hola.", "Hola otra vez."] {
            world.reader().says_as_reader(&post, words).await;
            publishes(&adults).await;
        }
        assert_eq!(shown(&world.reader(), &slug).await.as_array().map(Vec::len), Some(2));
    }

    async fn a_centre_lets_readers_comment_or_not(world in reserved) {
        let (_, [ann, _], _, post) = panel(world).await;
        let nobody = world.reader();
        assert_eq!(nobody.send("{ readersMayComment }", json!({})).await.data()["readersMayComment"], false);
        let before = world.records().await;
        let refused = nobody.comments_as_reader(&post, "Hola.").await;
        assert_eq!((&refused["__typename"], &refused["problem"]), (&json!("CommentImpossibleError"), &json!("NOT_FOR_READERS")), "{refused}");
        assert_eq!(nobody.reads_receipt("00000000000000000000000000").await["__typename"], "ReceiptUnknownError");
        assert_eq!(world.records().await, before);
        assert!(ann.takes_next().await.is_none());
    }

    async fn what_was_declined_is_explained_and_another_adult_looks_again(world) {
        let (_, [ann, bob], slug, post) = panel(world).await;
        let (nobody, cai) = (world.reader(), world.moderator("cai").await);
        let receipt = nobody.says_as_reader(&post, "Qué tontería.").await;
        let other = nobody.says_as_reader(&post, "Qué bien.").await;
        for _ in 0..2 {
            let review = ann.takes_next().await.expect("a comment");
            ann.declines(&review, "Dilo con respeto.").await;
        }
        let told = nobody.reads_receipt(&receipt).await;
        let statement = &told["statements"][0];
        assert_eq!((&told["state"], &statement["restriction"], &statement["message"]), (&json!("DECLINED"), &json!("DECLINED"), &json!("Dilo con respeto.")));
        for part in ["whatHappened", "scope", "howNoticed", "howDecided", "nextStep", "redress", "secondLookUntil"] {
            assert!(statement[part].as_str().is_some_and(|said| !said.is_empty()), "{part}: {statement}");
        }
        for part in ["scope", "nextStep"] {
            let said = statement[part].as_str().unwrap_or_default();
            assert!(!["account", "draft", "guide"].iter().any(|word| said.contains(word)), "{part} speaks to a correspondent: {said}");
        }
        let theirs = &nobody.reads_receipt(&other).await["statements"][0]["id"];
        assert_eq!(nobody.asks_again_as_reader(&receipt, theirs).await["__typename"], "NotFoundError", "each receipt speaks for one comment");
        // Of two who ask at once, one does.
        let (one, two) = tokio::join!(nobody.asks_again_as_reader(&receipt, &statement["id"]), nobody.asks_again_as_reader(&receipt, &statement["id"]));
        let asked = [&one, &two].map(|it| it["state"] == "PENDING").iter().filter(|it| **it).count();
        assert_eq!(asked, 1, "{one} {two}");
        assert_eq!(nobody.asks_again_as_reader(&receipt, &statement["id"]).await["problem"], "ASKED_BEFORE");
        assert_eq!(nobody.reads_receipt(&receipt).await["secondLook"]["message"], "No insulto a nadie.");
        assert!(ann.takes_next().await.is_none(), "never who decided first");
        let review = bob.takes_next().await.expect("the second look");
        let look = bob.send("query($id: ID!) { viewer { review(id: $id) { secondLook { askedBy message } } } }", json!({ "id": review.id })).await;
        assert_eq!(look.data()["viewer"]["review"]["secondLook"], json!({ "askedBy": "AUTHOR", "message": "No insulto a nadie." }));
        assert_eq!(bob.approves(&review).await["outcome"], "AWAITS_SECOND_ADULT");
        let review = cai.takes_next().await.expect("the second look");
        assert_eq!(cai.approves(&review).await["outcome"], "PUBLISHED");
        assert_eq!(shown(&nobody, &slug).await[0]["html"], "<p>Qué tontería.</p>\n");
    }

    async fn what_another_reader_said_is_no_secret_that_can_be_tried_out(world) {
        let (_, [ann, bob], _, post) = panel(world).await;
        let nobody = world.reader();
        nobody.says_as_reader(&post, "Me ha gustado.").await;
        nobody.says_as_reader(&post, "Me ha gustado.").await;
        for _ in 0..2 {
            let review = ann.takes_next().await.expect("a comment");
            ann.declines(&review, "No.").await;
        }
        // Nobody asks one adult after another by saying it once more.
        nobody.says_as_reader(&post, "Me ha gustado.").await;
        assert!(ann.takes_next().await.is_none());
        assert!(bob.takes_next().await.is_some());
    }

    async fn what_an_adult_decided_against_is_sent_again_in_other_words(world) {
        let (_, adults, slug, post) = panel(world).await;
        let [ann, _] = &adults;
        let nobody = world.reader();
        let receipt = nobody.says_as_reader(&post, "Vivo en la calle Mayor.").await;
        assert_eq!(nobody.changes_as_reader(&receipt, "Vivo cerca.").await["problem"], "NOTHING_TO_CHANGE", "it waits");
        let review = ann.takes_next().await.expect("the comment");
        let grounds = json!([{ "reason": "PERSONAL_DATA_SELF", "quotes": [{ "field": "BODY", "start": 0, "end": 4 }] }]);
        let asks = ann.does(tests::REQUEST_CHANGES, json!({ "review": review.id, "contentHash": review.hash, "grounds": grounds, "message": "Quita la calle." })).await;
        assert_eq!(asks["__typename"], "ChangesRequested", "{asks}");
        let told = nobody.reads_receipt(&receipt).await;
        assert_eq!((&told["mayBeChanged"], &told["statements"][0]["message"]), (&json!(true), &json!("Quita la calle.")), "{told}");
        assert_eq!(nobody.changes_as_reader(&receipt, "Vivo en la calle Mayor.").await["problem"], "SENT_BEFORE");
        assert_eq!(nobody.changes_as_reader(&receipt, " ").await["field"], "text");
        assert_eq!(nobody.changes_as_reader("00000000000000000000000000", "Vivo cerca.").await["__typename"], "ReceiptUnknownError");
        let (one, two) = tokio::join!(nobody.changes_as_reader(&receipt, "Vivo cerca."), nobody.changes_as_reader(&receipt, "Vivo lejos."));
        let sent = [&one, &two].into_iter().find(|it| it["__typename"] == "ReaderCommentChanged").expect("one of them is sent");
        assert_eq!(sent["comment"]["state"], "PENDING", "{one} {two}");
        let refused = [&one, &two].map(|it| it["problem"] == "NOTHING_TO_CHANGE").iter().filter(|it| **it).count();
        assert_eq!(refused, 1, "{one} {two}");
        let review = ann.takes_next().await.expect("the comment");
        ann.declines(&review, "Tampoco.").await;
        assert_eq!(nobody.reads_receipt(&receipt).await["mayBeChanged"], true, "what was declined can be said in other words");
        nobody.changes_as_reader(&receipt, "Vivo en una ciudad.").await;
        publishes(&adults).await;
        assert_eq!(shown(&nobody, &slug).await[0]["html"], "<p>Vivo en una ciudad.</p>\n");
    }

    async fn an_answer_that_was_lost_is_asked_for_again(world) {
        let (_, [ann, _], _, post) = panel(world).await;
        let nobody = world.reader();
        let says = async |words: &str, id: &str| {
            let input = json!({ "on": post, "text": words, "language": "SPANISH", "clientMutationId": id });
            nobody.does(tests::COMMENT_AS_READER, input).await
        };
        let id = "6f1c2f3e-8a7b-4f65-9a52-0f8b6a2f1c33";
        let (one, two) = tokio::join!(says("Hola.", id), says("Hola.", id));
        assert_eq!((&one["__typename"], &one["receipt"]), (&json!("ReaderCommentSent"), &two["receipt"]), "{one} {two}");
        let again = says("Hola.", id).await;
        assert_eq!(again["receipt"], one["receipt"]);
        let other = says("Hola a todos.", id).await;
        assert_ne!(other["receipt"], one["receipt"], "other words are another comment");
        assert_eq!(says("Hola.", "1").await["field"], "clientMutationId", "nobody else is to come to it");
        for _ in 0..2 {
            let review = ann.takes_next().await.expect("each comment once");
            ann.declines(&review, "No.").await;
        }
        assert!(ann.takes_next().await.is_none());
    }

    async fn a_reader_takes_back_what_waits_and_what_is_public(world) {
        let (mia, adults, slug, post) = panel(world).await;
        let ann = &adults[0];
        let nobody = world.reader();
        let waits = nobody.says_as_reader(&post, "Esto no.").await;
        let gone = nobody.takes_back_as_reader(&waits).await;
        assert_eq!(gone["state"], "WITHDRAWN", "{gone}");
        assert!(ann.takes_next().await.is_none());
        let receipt = nobody.says_as_reader(&post, "Esto sí.").await;
        publishes(&adults).await;
        let id = shown(&nobody, &slug).await[0]["id"].clone();
        mia.says(&id, "¡Gracias!").await;
        ann.publishes_comment().await;
        assert_eq!(shown(&nobody, &slug).await.as_array().map(Vec::len), Some(2));
        for _ in 0..2 {
            let gone = nobody.takes_back_as_reader(&receipt).await;
            assert_eq!((&gone["__typename"], &gone["comment"]), (&json!("ReaderComment"), &Value::Null), "{gone}");
        }
        assert_eq!(shown(&nobody, &slug).await, json!([]), "what answers it goes too");
        assert_eq!(nobody.node(id.as_str().expect("an id")).await, Value::Null);
        assert_eq!(nobody.takes_back_as_reader("nothing").await["__typename"], "ReceiptUnknownError");
    }

    async fn an_adult_takes_a_readers_comment_down_and_the_receipt_says_why(world) {
        let (_, adults, slug, post) = panel(world).await;
        let [ann, bob] = &adults;
        let nobody = world.reader();
        let receipt = nobody.says_as_reader(&post, "Menuda ocurrencia.").await;
        publishes(&adults).await;
        let public = shown(&nobody, &slug).await[0].clone();
        let gone = bob.does(TAKE_DOWN, json!({ "post": public["id"], "contentHash": public["contentHash"], "grounds": [{ "reason": "INSULT_BULLYING" }], "message": "Suena a burla." })).await;
        assert_eq!((&gone["__typename"], &gone["isReadAgain"]), (&json!("PostTakenDown"), &json!(true)), "{gone}");
        assert_eq!(shown(&nobody, &slug).await, json!([]));
        let told = nobody.reads_receipt(&receipt).await;
        assert_eq!((&told["comment"], &told["statements"][0]["restriction"], &told["statements"][0]["message"]),
            (&Value::Null, &json!("TAKEN_DOWN"), &json!("Suena a burla.")), "{told}");
        let review = ann.takes_next().await.expect("what was taken down is read again");
        ann.declines(&review, "Suena a burla.").await;
        assert_eq!(nobody.reads_receipt(&receipt).await["mayBeChanged"], true);
        nobody.changes_as_reader(&receipt, "Qué idea tan curiosa.").await;
        assert!(bob.takes_next().await.is_none(), "never who took it down");
        publishes(&[ann.clone(), world.moderator("cai").await]).await;
    }

    async fn whoever_sounds_in_danger_is_told_at_once_whom_to_turn_to(world) {
        let (mia, [ann, _], _, post) = panel(world).await;
        mia.writes("Otra", "Texto.").await;
        let sent = world.reader().comments_as_reader(&post, "No quiero vivir más.").await;
        assert!(sent["helplines"].as_array().is_some_and(|lines| !lines.is_empty()), "{sent}");
        let review = ann.takes_next().await.expect("the comment");
        assert_eq!(review.seen["lane"], "P0", "it is read first");
        let calm = world.reader().comments_as_reader(&post, "Qué bonito.").await;
        assert_eq!(calm["helplines"], json!([]));
    }

    async fn a_number_that_is_split_over_two_comments_of_readers_is_found(world) {
        let (_, adults, _, post) = panel(world).await;
        let ann = &adults[0];
        let nobody = world.reader();
        nobody.says_as_reader(&post, "Ayer tocó el 612 634").await;
        publishes(&adults).await;
        nobody.says_as_reader(&post, "Y hoy toca el 578, ya está").await;
        let review = ann.takes_next().await.expect("the comment");
        assert_eq!(review.seen["lane"], "P2");
    }

    async fn who_has_a_receipt_and_signs_in_leaves_no_trace_of_it(world) {
        let (mia, [ann, _], _, post) = panel(world).await;
        let (one, two) = (world.reader().says_as_reader(&post, "Lo escribí sin nombre.").await, world.reader().says_as_reader(&post, "Y esto también.").await);
        let review = ann.takes_next().await.expect("a comment");
        ann.declines(&review, "No.").await;
        let statement = async |receipt: &str| mia.reads_receipt(receipt).await["statements"][0]["id"].clone();
        let (declined, waits) = if statement(&one).await.is_null() { (two, one) } else { (one, two) };
        let id = mia.account().as_uuid().to_string();
        let named = async || world.database().times_held(&id).await.expect("a look");
        let before = named().await;
        assert_eq!(mia.asks_again_as_reader(&declined, &statement(&declined).await).await["state"], "PENDING");
        assert_eq!(mia.takes_back_as_reader(&waits).await["state"], "WITHDRAWN");
        assert_eq!(named().await, before, "nothing of it names her");
        assert_ne!(before, Some(0));
    }

    async fn nobody_is_the_account_of_readers(world) {
        let (mia, adults, slug, post) = panel(world).await;
        let nobody = world.reader();
        nobody.says_as_reader(&post, "Hola.").await;
        publishes(&adults).await;
        let id = json!(world.sealer().node_id(api::seal::NodeKind::Correspondent, READERS.as_uuid()));
        assert_eq!(nobody.node(id.as_str().expect("an id")).await, Value::Null);
        let found = nobody.send("{ correspondent(penName: \"Readers\") { id } }", json!({})).await;
        assert_eq!(found.data()["correspondent"], Value::Null);
        // An id that no page gives keeps nobody away whom others see.
        let given = mia.silences(&id, Some("MUTED")).await;
        assert_eq!(given["__typename"], "NotFoundError", "{given}");
        assert_eq!(shown(&mia, &slug).await.as_array().map(Vec::len), Some(1));
    }
}
