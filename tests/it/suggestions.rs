//! Adults suggest, authors decide: what is suggested reaches a text by an author's word and no other way (DESIGN 2, sentence 6).

use domain::Standing;
use serde_json::{Value, json};
use storage::{StorageError, Tx};
use tests::{
    ACCEPT_SUGGESTION, DECLINE_SUGGESTION, DraftHandle, Person, REQUEST_CHANGES, ReviewHandle,
    SUGGESTIONS, World, stories,
};

const BODY: &str = "La marea sube 😀. Mi casa está cerca. La marea baja.";

/// What ann sees of it when she reads the next submission.
const EARLIER: &str = "query($id: ID!) { viewer { review(id: $id) { statements { suggestions { excerpt state inDraft { start } } } } } }";

/// A suggestion about the first place of some words in a text, counted as browsers count.
fn about(field: &str, text: &str, words: &str, replacement: &str) -> Value {
    let byte = text.find(words).expect("the words");
    let units = |part: &str| part.encode_utf16().count();
    let start = units(text.get(..byte).expect("a place"));
    let passage = json!({ "field": field, "start": start, "end": start + units(words) });
    json!({ "passage": passage, "replacement": replacement, "reason": "OFF_TOPIC_OR_FORM" })
}

async fn suggests(who: &Person<'_>, review: &ReviewHandle, suggestions: &Value) -> Value {
    let input = json!({ "review": review.id, "contentHash": review.hash, "message": "Casi está.",
        "grounds": [{ "reason": "OFF_TOPIC_OR_FORM" }], "suggestions": suggestions });
    who.does(REQUEST_CHANGES, input).await
}

/// A draft, and what was suggested about it.
async fn desk(who: &Person<'_>, draft: &DraftHandle) -> (Value, Vec<Value>) {
    let seen = who.send(SUGGESTIONS, json!({ "id": draft.id })).await;
    let draft = seen.data()["viewer"]["draft"].clone();
    let all = draft["statements"][0]["suggestions"].as_array().cloned();
    (draft, all.unwrap_or_default())
}

async fn accepts(who: &Person<'_>, suggestion: &Value, version: &Value) -> Value {
    who.does(
        ACCEPT_SUGGESTION,
        json!({ "suggestion": suggestion["id"], "version": version }),
    )
    .await
}

async fn declines(who: &Person<'_>, suggestion: &Value) -> Value {
    who.does(
        DECLINE_SUGGESTION,
        json!({ "suggestion": suggestion["id"] }),
    )
    .await
}

/// Mia whose text came back with two suggestions, Ann who made them, and the draft.
async fn suggested(world: &World) -> (Person<'_>, Person<'_>, DraftHandle) {
    let faro = world.group("Faro").await;
    let (mia, ann) = (
        world.correspondent("mia", &faro).await,
        world.moderator("ann").await,
    );
    let draft = mia.writes("Mareas", BODY).await;
    let review = ann.takes_next().await.expect("the review");
    let all = json!([
        about("BODY", BODY, "Mi casa", "El faro"),
        about("TITLE", "Mareas", "Mareas", "La marea")
    ]);
    let given = suggests(&ann, &review, &all).await;
    assert_eq!(given["__typename"], "ChangesRequested", "{given}");
    (mia, ann, draft)
}

stories! {
    async fn an_author_takes_one_and_leaves_another_and_nothing_else_changes(world) {
        let (mia, ann, draft) = suggested(world).await;
        let (seen, all) = desk(&mia, &draft).await;
        assert_eq!((&seen["version"], &seen["body"]), (&json!(1), &json!(BODY)), "nobody changed anything yet");
        let told = |at: usize| (all[at]["field"].clone(), all[at]["excerpt"].clone(), all[at]["replacement"].clone(), all[at]["state"].clone());
        assert_eq!(told(0), (json!("TITLE"), json!("Mareas"), json!("La marea"), json!("OPEN")));
        assert_eq!(told(1), (json!("BODY"), json!("Mi casa"), json!("El faro"), json!("OPEN")));
        assert_eq!(all[1]["inDraft"], json!({ "start": 18, "end": 25 }));
        assert!(all[1]["rule"].as_str().is_some_and(|rule| !rule.is_empty()));

        let taken = accepts(&mia, &all[1], &seen["version"]).await;
        assert_eq!(taken["draft"], json!({ "version": 2, "title": "Mareas", "summary": null,
            "body": "La marea sube 😀. El faro está cerca. La marea baja." }), "{taken}");
        let left = declines(&mia, &all[0]).await;
        assert_eq!((&left["__typename"], &left["draft"]["version"]), (&json!("SuggestionDeclined"), &json!(2)), "{left}");
        let (seen, all) = desk(&mia, &draft).await;
        assert_eq!((&all[0]["state"], &all[1]["state"]), (&json!("DECLINED"), &json!("ACCEPTED")));
        assert!(all.iter().all(|it| it["inDraft"].is_null() && it["answeredAt"].is_string()), "{all:?}");
        assert!(world.reader().feed().await.is_empty());
        for again in [accepts(&mia, &all[1], &seen["version"]).await, declines(&mia, &all[1]).await] {
            assert_eq!((&again["__typename"], &again["problem"]), (&json!("SuggestionImpossibleError"), &json!("ANSWERED")), "{again}");
        }

        mia.submits(&DraftHandle { version: 2, ..draft }).await;
        let review = ann.takes_next().await.expect("the next");
        assert!(review.seen["revision"]["html"].as_str().is_some_and(|html| html.contains("El faro está cerca")));
        let seen = ann.send(EARLIER, json!({ "id": review.id })).await;
        assert_eq!(seen.data()["viewer"]["review"]["statements"][0]["suggestions"], json!([
            { "excerpt": "Mareas", "state": "DECLINED", "inDraft": null }, { "excerpt": "Mi casa", "state": "ACCEPTED", "inDraft": null }]));
    }

    async fn nobody_but_an_author_answers(world) {
        let (mia, ann, draft) = suggested(world).await;
        let (_, all) = desk(&mia, &draft).await;
        let norte = world.group("Norte").await;
        let (leo, gael) = (world.correspondent("leo", &norte).await, world.adult("gael", &[domain::Role::Administrator]).await);
        let before = world.records().await;
        for other in [&ann, &leo, &gael] {
            assert_eq!(accepts(other, &all[0], &json!(1)).await["__typename"], "NotFoundError");
            assert_eq!(declines(other, &all[0]).await["__typename"], "NotFoundError");
            assert_eq!(other.node(all[0]["id"].as_str().expect("an id")).await, Value::Null);
        }
        assert_eq!(world.records().await, before);
        assert_eq!(desk(&mia, &draft).await.0["version"], 1);
    }

    async fn a_suggestion_goes_where_its_passage_went_and_nowhere_where_it_is_gone(world) {
        let (mia, _, draft) = suggested(world).await;
        let moved = "Hola. La marea sube 😀. Mi casa está cerca. La marea baja. Adiós.";
        let draft = mia.rewrites(&draft, "Mareas vivas", moved).await;
        let (_, all) = desk(&mia, &draft).await;
        assert_eq!(all[0]["inDraft"], json!({ "start": 0, "end": 6 }));
        assert_eq!(all[1]["inDraft"], json!({ "start": 24, "end": 31 }));
        let draft = mia.rewrites(&draft, "Mareas vivas", "Hola. Tu casa está lejos.").await;
        let (seen, all) = desk(&mia, &draft).await;
        assert_eq!(all[1]["inDraft"], Value::Null, "it does not fit any more");
        let refused = accepts(&mia, &all[1], &seen["version"]).await;
        assert_eq!(refused["problem"], "DOES_NOT_FIT", "{refused}");
        assert_eq!(accepts(&mia, &all[0], &json!(1)).await["currentVersion"], draft.version, "another version was seen");
        mia.rewrites(&draft, "Mareas vivas", moved).await;
        let (seen, all) = desk(&mia, &draft).await;
        let taken = accepts(&mia, &all[1], &seen["version"]).await;
        assert_eq!(taken["draft"]["body"], "Hola. La marea sube 😀. El faro está cerca. La marea baja. Adiós.");
    }

    async fn with_a_suggestion_a_draft_is_still_one_that_can_be_kept(world) {
        let faro = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &faro).await, world.moderator("ann").await);
        let draft = mia.writes("Mar y sol", BODY).await;
        let review = ann.takes_next().await.expect("the review");
        let long = "sol, con arena, olas, barcas, gaviotas, redes, rocas, algas, nubes, faros, dunas, peces y algo de viento";
        let given = suggests(&ann, &review, &json!([about("TITLE", "Mar y sol", "sol", long)])).await;
        assert_eq!(given["__typename"], "ChangesRequested", "{given}");
        let title = "Y en verano, más que nunca: Mar y sol";
        mia.rewrites(&draft, title, BODY).await;
        let (seen, all) = desk(&mia, &draft).await;
        let refused = accepts(&mia, &all[0], &seen["version"]).await;
        assert_eq!((&refused["__typename"], &refused["field"]), (&json!("InvalidInputError"), &json!("title")), "{refused}");
        assert_eq!(desk(&mia, &draft).await.1[0]["state"], "OPEN", "nothing was lost");
    }

    async fn what_can_not_be_suggested_is_told_and_nothing_is_decided(world) {
        let faro = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &faro).await, world.moderator("ann").await);
        mia.writes("Mareas", BODY).await;
        let review = ann.takes_next().await.expect("the review");
        let body = |words: &str, by: &str| about("BODY", BODY, words, by);
        let far = json!({ "passage": { "field": "BODY", "start": 4, "end": 900 }, "replacement": "x", "reason": "HATE" });
        let mut told = Vec::new();
        for (which, wrong) in [
            (1, json!([body("Mi casa", "x"), body("casa está", "y")])),
            (0, json!([body("Mi casa", "Mi casa")])),
            (1, json!([body("La marea", "Una marea"), body("Mi casa", "a".repeat(501).as_str())])),
            (0, json!([body("Mi casa", "a\u{0}b")])),
            (0, json!([about("TITLE", "Mareas", "Mareas", "")])),
            (0, json!([far])),
            (20, json!(vec![body("Mi casa", "x"); 21])),
        ] {
            let given = suggests(&ann, &review, &wrong).await;
            assert_eq!(given["__typename"], "InvalidInputError", "{wrong}: {given}");
            assert_eq!(given["field"], format!("suggestions.{which}"), "{wrong}: {given}");
            told.push(given["message"].as_str().unwrap_or_default().to_owned());
        }
        insta::assert_snapshot!("what_can_not_be_suggested", told.join("\n"));
        assert_eq!(mia.drafts().await[0]["submission"]["state"], "PENDING");
        let whole = suggests(&ann, &review, &json!([body("Mi casa", "")])).await;
        assert_eq!(whole["__typename"], "ChangesRequested", "nothing may come in its place: {whole}");
    }

    async fn an_adult_reaches_no_child_past_the_others_by_a_suggestion(world) {
        let faro = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &faro).await, world.moderator("ann").await);
        mia.writes("Mareas", BODY).await;
        let review = ann.takes_next().await.expect("the review");
        let noting = |words: &str, by: &str, note: &str| {
            let mut suggestion = about("BODY", BODY, words, by);
            suggestion["note"] = json!(note);
            suggestion
        };
        let one = |words: &str, by: &str| about("BODY", BODY, words, by);
        for wrong in [
            json!([noting("Mi casa", "El faro", "Si quieres, quedamos tú y yo a solas esta tarde.")]),
            json!([one("Mi casa", "Escríbeme a ann.mar@example.org")]),
            // A number over several boxes, with something between them, or in another order.
            json!([noting("sube", "612", "Mejor así."), noting("Mi casa", "345", "Mejor así."), noting("cerca", "678", "Mejor así.")]),
            json!([one("cerca", "678"), one("Mi casa", "345"), one("sube", "612")]),
        ] {
            let before = world.records().await;
            let given = suggests(&ann, &review, &wrong).await;
            assert_eq!(given["__typename"], "WordsRefusedError", "{wrong}: {given}");
            assert!(given["excerpts"].as_array().is_some_and(|all| !all.is_empty()), "{given}");
            assert_eq!(world.records().await, before + 1, "that it was tried is recorded");
        }
        assert_eq!(mia.drafts().await[0]["submission"]["state"], "PENDING");
    }

    async fn what_is_a_number_only_beside_the_childs_own_words_is_refused_too(world) {
        let faro = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &faro).await, world.moderator("ann").await);
        let body = "Conté las olas: 612 345 y ya. La marea sube.";
        mia.writes("Mareas", body).await;
        let review = ann.takes_next().await.expect("the review");
        let given = suggests(&ann, &review, &json!([about("BODY", body, "y ya", "678")])).await;
        assert_eq!((&given["__typename"], &given["excerpts"][0]), (&json!("WordsRefusedError"), &json!("612 345 678")), "{given}");
        let given = suggests(&ann, &review, &json!([about("BODY", body, "y ya", "y muchas más")])).await;
        assert_eq!(given["__typename"], "ChangesRequested", "{given}");
    }

    async fn what_the_child_wrote_stands_in_no_suggestions_way(world) {
        let faro = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &faro).await, world.moderator("ann").await);
        let body = "Escribidme a mia@example.org. La marea sube.";
        mia.writes("Mareas", body).await;
        let review = ann.takes_next().await.expect("the review");
        let given = suggests(&ann, &review, &json!([about("BODY", body, "La marea sube", "Sube la marea")])).await;
        assert_eq!(given["__typename"], "ChangesRequested", "{given}");
    }

    async fn what_was_taken_of_others_is_in_no_suggestions_way(world) {
        let faro = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &faro).await, world.moderator("ann").await);
        let draft = mia.writes("Mareas", BODY).await;
        let review = ann.takes_next().await.expect("the review");
        let one = |words: &str, by: &str| about("BODY", BODY, words, by);
        let all = json!([one("sube", "crece"), one("casa", "piso"), one("está", "queda"), one("cerca", "lejos"), one("baja", "cae")]);
        assert_eq!(suggests(&ann, &review, &all).await["__typename"], "ChangesRequested");
        for (n, at) in [4, 0, 3, 1, 2].into_iter().enumerate() {
            let (_, all) = desk(&mia, &draft).await;
            let taken = accepts(&mia, &all[at], &json!(n + 1)).await;
            assert_eq!(taken["__typename"], "SuggestionAccepted", "{taken}");
        }
        assert_eq!(desk(&mia, &draft).await.0["body"], "La marea crece 😀. Mi piso queda lejos. La marea cae.");
    }

    async fn a_retry_takes_a_suggestion_once_and_who_is_suspended_takes_none(world) {
        let (mia, _, draft) = suggested(world).await;
        let (seen, all) = desk(&mia, &draft).await;
        let input = json!({ "suggestion": all[1]["id"], "version": seen["version"], "clientMutationId": "una vez" });
        let first = mia.does(ACCEPT_SUGGESTION, input.clone()).await;
        assert_eq!(mia.does(ACCEPT_SUGGESTION, input).await, first);
        let account = mia.account();
        let suspend = async move |tx: &mut Tx| storage::accounts::set_standing(tx, account, Standing::Suspended).await;
        world.app().db().write::<_, StorageError, _>(suspend).await.expect("a write");
        assert_eq!(accepts(&mia, &all[0], &json!(2)).await["__typename"], "NotAllowedError");
        assert_eq!(declines(&mia, &all[0]).await["__typename"], "NotAllowedError");
        assert_eq!(desk(&mia, &draft).await.1[0]["inDraft"], Value::Null, "nor is it told where it would go");
    }

    async fn of_many_who_answer_at_once_one_is_heard(world) {
        let (mia, _, draft) = suggested(world).await;
        let (seen, all) = desk(&mia, &draft).await;
        let again = world.signed_in("mia", mia.account()).await;
        let version = seen["version"].clone();
        let answers = tokio::join!(
            accepts(&mia, &all[1], &version),
            accepts(&again, &all[1], &version),
            declines(&mia, &all[1]),
            declines(&again, &all[1]),
        );
        let answers = [answers.0, answers.1, answers.2, answers.3];
        let heard = answers.iter().filter(|it| ["SuggestionAccepted", "SuggestionDeclined"].contains(&it["__typename"].as_str().unwrap_or_default()));
        assert_eq!(heard.count(), 1, "{answers:?}");
        let (seen, all) = desk(&mia, &draft).await;
        let is_in = all[1]["state"] == "ACCEPTED";
        assert_eq!(seen["version"], if is_in { 2 } else { 1 });
        assert_eq!(seen["body"].as_str().is_some_and(|body| body.contains("El faro")), is_in);
    }
}
