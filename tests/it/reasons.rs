//! What people are told whose text is not published as it is, and what adults may write to them.

use app::people::Relation;
use domain::Role;
use serde_json::{Value, json};
use tests::{DECLINE, REQUEST_CHANGES, ReviewHandle, stories};

/// What guardians and their ward read of what was declined.
const TO_GUARDIANS: &str = "query($own: Boolean!) { viewer { consent @include(if: $own) { ...Told } wards @skip(if: $own) {
    ...Told } } } fragment Told on Consent { penName statements { whatHappened scope reasons redress secondLookUntil issuedAt } }";

fn pretty(answer: &Value) -> String {
    serde_json::to_string_pretty(answer).expect("JSON")
}

fn decision(review: &ReviewHandle, grounds: &Value, message: Option<&str>) -> Value {
    json!({ "review": review.id, "contentHash": review.hash, "grounds": grounds, "message": message })
}

stories! {
    async fn the_author_reads_a_whole_statement_in_their_language(world) {
        let faro = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &faro).await, world.moderator("ann").await);
        mia.writes("Mi barrio 😀", "Vivo en la calle Mayor 3. Ven cuando quieras.").await;
        let review = ann.takes_next().await.expect("the review");
        let street = json!([{ "reason": "PERSONAL_DATA_SELF", "quotes": [{ "field": "BODY", "start": 0, "end": 24 }] },
            { "reason": "CONTACT_SEEKING", "quotes": [{ "field": "TITLE", "start": 10, "end": 12 }] }]);
        let asked = ann.does(REQUEST_CHANGES, decision(&review, &street, None)).await;
        assert_eq!(asked["__typename"], "ChangesRequested", "{asked}");
        let mut told = mia.statement_on("Mi barrio 😀").await;
        assert_eq!(told["grounds"][0]["quotes"][0]["excerpt"], "Vivo en la calle Mayor 3");
        assert_eq!(told["grounds"][1]["quotes"][0]["excerpt"], "😀");
        told["id"] = Value::Null;
        insta::assert_snapshot!("statement", pretty(&told));
    }

    async fn a_refusal_without_a_place_or_words_is_refused_and_says_what_to_do(world) {
        let faro = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &faro).await, world.moderator("ann").await);
        mia.writes("Mareas", "La marea sube 😀.").await;
        let review = ann.takes_next().await.expect("the review");
        let quoting = |start: i32, end: i32| json!([{ "reason": "HATE",
            "quotes": [{ "field": "BODY", "start": start, "end": end }] }]);
        let hate = || json!([{ "reason": "HATE" }]);
        for (grounds, message, field) in [
            (json!([]), Some("Porque sí."), "grounds"),
            (json!([{ "reason": "HATE" }, { "reason": "HATE" }]), Some("Porque sí."), "grounds"),
            (hate(), None, "message"),
            (hate(), Some("  "), "message"),
            (quoting(0, 0), None, "grounds"),
            (quoting(-1, 3), None, "grounds"),
            (quoting(9, 200), None, "grounds"),
            (quoting(14, 15), None, "grounds"),
            (json!([{ "reason": "HATE", "quotes": [{ "field": "SUMMARY", "start": 0, "end": 1 }] }]), None, "grounds"),
        ] {
            let given = ann.does(DECLINE, decision(&review, &grounds, message)).await;
            assert_eq!((&given["__typename"], &given["field"]), (&json!("InvalidInputError"), &json!(field)),
                "{grounds} {message:?}: {given}");
        }
        let declined = ann.does(DECLINE, decision(&review, &quoting(14, 16), None)).await;
        assert_eq!(declined["__typename"], "Declined", "the emoji as browsers count it: {declined}");
        assert_eq!(mia.statement_on("Mareas").await["grounds"][0]["quotes"][0]["excerpt"], "😀");
    }

    async fn an_adults_contact_never_reaches_a_child_and_the_attempt_is_recorded(world) {
        let faro = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &faro).await, world.moderator("ann").await);
        mia.writes("Mareas", "La marea sube.").await;
        let review = ann.takes_next().await.expect("the review");
        let hate = json!([{ "reason": "HATE" }]);
        let before = world.records().await;
        for (words, piece) in [
            ("Escríbeme a ann.lopez@gmail.com y te lo explico.", "ann.lopez@gmail.com"),
            ("Llámame al 612 345 678 cuando puedas.", "612 345 678"),
            ("Quedamos mañana a las cinco en el parque y lo hablamos a solas.", "Quedamos mañana"),
        ] {
            let refused = ann.does(DECLINE, decision(&review, &hate, Some(words))).await;
            assert_eq!(refused["__typename"], "WordsRefusedError", "{words}: {refused}");
            assert!(refused["excerpts"][0].as_str().is_some_and(|found| found.contains(piece)), "{refused}");
            let approve = json!({ "review": review.id, "contentHash": review.hash, "message": words });
            let refused = ann.does(tests::APPROVE, approve).await;
            assert_eq!(refused["__typename"], "WordsRefusedError", "{words}: {refused}");
        }
        assert_eq!(world.records().await, before + 6, "each attempt is recorded");
        assert!(mia.statement_on("Mareas").await.is_null(), "nothing was decided");

        // What hurts has to be called by its name, and institutions are no contact.
        let words = "«Gorda» es un insulto y hace daño. Si alguien te lo llama, el 116 111 ayuda gratis.";
        assert_eq!(ann.does(DECLINE, decision(&review, &hate, Some(words))).await["__typename"], "Declined");
    }

    async fn a_warning_that_sounds_like_what_it_warns_of_goes_on_and_is_recorded(world) {
        let faro = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &faro).await, world.moderator("ann").await);
        let draft = mia.writes("Mareas", "La marea sube.").await;
        let review = ann.takes_next().await.expect("the review");
        let before = world.records().await;
        let asked = ann.asks_for_changes(&review, "Cuenta de dónde lo sabes.").await;
        assert_eq!(asked["__typename"], "ChangesRequested", "{asked}");
        let plain = world.records().await - before;
        mia.submits(&mia.rewrites(&draft, "Mareas", "La marea sube, y soy lua.mareas en redes.").await).await;
        let review = ann.takes_next().await.expect("the review");
        let before = world.records().await;
        let asked = ann.asks_for_changes(&review, "No pongas tu Instagram: cualquiera podría escribirte.").await;
        assert_eq!(asked["__typename"], "ChangesRequested", "{asked}");
        assert_eq!(world.records().await - before, plain + 1, "one record more");
    }

    async fn who_may_not_decide_learns_nothing_by_words_that_are_refused(world) {
        let faro = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &faro).await, world.moderator("ann").await);
        mia.writes("Mareas", "La marea sube.").await;
        let review = ann.takes_next().await.expect("the review");
        let words = Some("Llámame al 612 345 678.");
        let hate = json!([{ "reason": "HATE" }]);
        let before = world.records().await;
        let tried = mia.does(DECLINE, decision(&review, &hate, words)).await;
        let plain = mia.does(DECLINE, decision(&review, &hate, Some("No."))).await;
        assert_eq!(tried, plain);
        assert_eq!(world.records().await, before);
    }

    async fn guardians_are_told_of_what_was_declined_and_never_what_it_says(world) {
        let faro = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &faro).await, world.moderator("ann").await);
        let (eva, max) = (world.adult("eva", &[Role::Guardian]).await, world.adult("max", &[Role::Guardian]).await);
        world.relate(Relation::Guardian(eva.account(), mia.account())).await;
        mia.writes("En casa", "Me pegan en casa.").await;
        let review = ann.takes_next().await.expect("the review");
        let grounds = json!([{ "reason": "SELF_HARM_PROMOTION", "quotes": [{ "field": "BODY", "start": 0, "end": 17 }] },
            { "reason": "DANGEROUS_CHALLENGE" }]);
        let words = Some("No estás sola.");
        assert_eq!(ann.does(DECLINE, decision(&review, &grounds, words)).await["__typename"], "Declined");
        mia.writes("Mareas", "La marea sube.").await;
        let review = ann.takes_next().await.expect("the review");
        ann.asks_for_changes(&review, "Cuenta de dónde lo sabes.").await;

        let seen = eva.send(TO_GUARDIANS, json!({ "own": false })).await.data()["viewer"]["wards"].clone();
        insta::assert_snapshot!("to_guardians", pretty(&seen));
        assert!(!seen.to_string().contains("pegan"), "never what it says");
        let own = mia.send(TO_GUARDIANS, json!({ "own": true })).await.data()["viewer"]["consent"].clone();
        assert_eq!(own, seen[0], "the correspondent sees what the guardian sees");
        let other = max.send(TO_GUARDIANS, json!({ "own": false })).await.data()["viewer"]["wards"].clone();
        assert_eq!(other, json!([]));
    }
}
