//! Bad input: each gets a clear typed error, and nothing that was there is lost.

use axum::http::StatusCode;
use serde_json::{Value, json};
use tests::{CHECK, POST, SAVE, START, stories};

fn text(title: &str, body: &str) -> Value {
    json!({ "text": { "title": title, "body": body, "language": "SPANISH" } })
}

stories! {
    async fn a_value_of_the_wrong_type_is_refused_before_anything_is_written(world) {
        let group = world.group("Faro").await;
        let mia = world.correspondent("mia", &group).await;
        let text = "{ text: { title: \"Uno\", body: \"\", language: SPANISH } }";
        let query = |second: &str| format!(
            "mutation($i: StartDraftInput) {{ a: startDraft(input: {text}) {{ __typename }} b: startDraft(input: {second}) {{ __typename }} }}"
        );
        let by_variable = query("$i").replace("StartDraftInput)", "StartDraftInput!)");
        for value in [
            json!("x"), json!(1), json!([]), json!({}), json!({ "text": 5 }), json!({ "text": {}, "more": 1 }),
            json!({ "text": { "title": 1, "language": "SPANISH" } }),
            json!({ "text": { "title": "x", "language": "KLINGON" } }),
        ] {
            let refused = mia.send(&by_variable, json!({ "i": value })).await;
            assert_eq!(refused.code(), "BAD_USER_INPUT", "{value}: {}", refused.body);
            assert!(refused.body.get("data").is_none(), "{value}");
        }
        for literal in ["\"x\"", "5", "{ text: 5 }", "{ text: { title: 1, language: SPANISH } }"] {
            let refused = mia.send(&query(literal).replace("($i: StartDraftInput)", ""), json!({})).await;
            assert_eq!(refused.code(), "GRAPHQL_VALIDATION_FAILED", "{literal}: {}", refused.body);
        }
        assert!(mia.drafts().await.is_empty());
    }

    async fn a_text_that_breaks_a_rule_is_refused_with_its_field_and_a_message(world) {
        let group = world.group("Faro").await;
        let mia = world.correspondent("mia", &group).await;
        let long = "a".repeat(65_537);
        for (title, body, field, message) in [
            ("x".repeat(121).as_str(), "y", "title", "121 characters; at most 120"),
            ("a\u{202e}b", "y", "title", "Character 2"),
            ("x", long.as_str(), "body", "65537 bytes and at most 65536"),
            ("x", "a\u{0}b", "body", "Character 2"),
            ("x", "a\u{2066}b\u{2069}", "body", "Character 2"),
            ("x", "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}", "body", "marks"),
        ] {
            let given = mia.does(START, text(title, body)).await;
            assert_eq!((&given["__typename"], &given["field"]), (&json!("InvalidInputError"), &json!(field)), "{given}");
            assert!(given["message"].as_str().unwrap().contains(message), "{given}");
        }
        assert!(mia.drafts().await.is_empty());
        let longest = "a".repeat(65_536);
        assert_eq!(mia.does(START, text("x", &longest)).await["__typename"], "DraftStarted");
    }

    async fn a_refused_saving_leaves_the_draft_as_it_was(world) {
        let group = world.group("Faro").await;
        let mia = world.correspondent("mia", &group).await;
        let draft = mia.starts("Uno", "Dos").await;
        let input = json!({ "draft": draft.id, "version": draft.version,
            "text": { "title": "a\u{202e}b", "body": "nuevo", "language": "SPANISH" } });
        assert_eq!(mia.does(SAVE, input).await["__typename"], "InvalidInputError");
        let unknown = json!({ "draft": draft.id, "version": draft.version,
            "text": { "title": "b", "body": "nuevo", "language": "SPANISH", "topics": ["nonsense"] } });
        assert_eq!(mia.does(SAVE, unknown).await["field"], "topics");
        let drafts = mia.drafts().await;
        assert_eq!((&drafts[0]["title"], &drafts[0]["version"]), (&json!("Uno"), &json!(draft.version)));
    }

    async fn what_can_not_be_shown_is_refused_when_it_is_checked_and_submitted(world) {
        let group = world.group("Faro").await;
        let mia = world.correspondent("mia", &group).await;
        for body in ["> ".repeat(5_000) + "hola", "<div>".repeat(3_000)] {
            let draft = mia.starts("x", &body).await;
            let checked = mia.does(CHECK, json!({ "draft": draft.id })).await;
            assert_eq!(checked["__typename"], "TextNotRenderableError", "{checked}");
            let submitted = mia.tries_to_submit(&draft).await;
            assert_eq!(submitted["__typename"], "TextNotRenderableError");
            assert_eq!(mia.drafts().await[0]["submission"], Value::Null);
        }
    }

    async fn broken_requests_are_answered_with_a_code(world) {
        for (body, code) in [
            (&br#"{"query":"{ post(slug: \"\ud800\") { id } }"}"#[..], "BAD_USER_INPUT"),
            (b"{\"query\":\"{ topics { id } }\",\"variables\":{\"x\":\"\xff\"}}", "BAD_USER_INPUT"),
            (b"", "BAD_USER_INPUT"),
            (b"[]", "BAD_USER_INPUT"),
            (b"{}", "BAD_USER_INPUT"),
            (br#"{"query":5}"#, "BAD_USER_INPUT"),
            (br#"{"query":"{ topics"}"#, "GRAPHQL_PARSE_FAILED"),
            (br#"{"query":"{ nothing }"}"#, "GRAPHQL_VALIDATION_FAILED"),
            (br#"{"query":"{ posts(first: -0) { edges { cursor } } }"}"#, "BAD_USER_INPUT"),
            (br#"{"query":"{ posts(first: -0.0) { edges { cursor } } }"}"#, "GRAPHQL_VALIDATION_FAILED"),
            (br#"{"query":"{ posts(first: 51) { edges { cursor } } }"}"#, "BAD_USER_INPUT"),
            (br#"{"query":"{ posts(first: 1, last: 1) { edges { cursor } } }"}"#, "BAD_USER_INPUT"),
            (br#"{"query":"{ posts(after: \"AAAA\") { edges { cursor } } }"}"#, "BAD_USER_INPUT"),
            (br#"{"query":"{ posts(first: 99999999999) { edges { cursor } } }"}"#, "GRAPHQL_VALIDATION_FAILED"),
            (br#"{"query":"{ topics { id } ... on Query { topics { id: name } } }"}"#, "GRAPHQL_VALIDATION_FAILED"),
            (br#"{"query":"query() { topics { id } }"}"#, "GRAPHQL_PARSE_FAILED"),
            (br#"{"query":"mutation { submitDraft(input: { draft: \"x\", version: 2147483648 }) { __typename } }"}"#, "GRAPHQL_VALIDATION_FAILED"),
            (br#"{"query":"mutation { submitDraft(input: { draft: \"x\", draft: \"y\", version: 1 }) { __typename } }"}"#, "GRAPHQL_PARSE_FAILED"),
        ] {
            let answered = world.send_bytes(None, body.to_vec()).await;
            let shown = String::from_utf8_lossy(body).into_owned();
            assert_eq!(answered.code(), code, "{shown}: {}", answered.body);
            assert!(answered.body["errors"][0]["extensions"]["requestId"].is_string());
        }
        let oversized = world.send_bytes(None, vec![b' '; 300 * 1_024]).await;
        assert_eq!(oversized.status, StatusCode::PAYLOAD_TOO_LARGE);
    }

    async fn a_variable_that_is_left_out_is_what_the_schema_says_and_a_character_what_was_escaped(world) {
        let group = world.group("Faro").await;
        let mia = world.correspondent("mia", &group).await;
        let query = "mutation($topics: [ID!], $summary: String, $with: Boolean!) { startDraft(input: { text: {
            title: \"Uno \\uD83D\\uDE00 \\u{1F600}\", body: \"b\", language: SPANISH, topics: $topics, summary: $summary } }) {
            ... on DraftStarted { draft { title summary topics @include(if: $with) { id } } } } }";
        let said = mia.send(query, json!({ "with": true })).await;
        let draft = &said.data()["startDraft"]["draft"];
        assert_eq!(draft, &json!({ "title": "Uno 😀 😀", "summary": null, "topics": [] }));
    }

    async fn an_unknown_address_or_id_is_nothing_and_no_error(world) {
        let reader = world.reader();
        for slug in ["unknown", "", "../../etc/passwd", "ñ", "a".repeat(10_000).as_str()] {
            let answered = reader.send(POST, json!({ "slug": slug })).await;
            assert!(answered.data()["post"].is_null());
        }
        for id in ["", "unknown", "%00", "ñ"] {
            assert!(reader.node(id).await.is_null());
        }
    }

    async fn a_wrong_passphrase_and_an_unknown_login_get_the_same_answer(world) {
        let group = world.group("Faro").await;
        world.correspondent("mia", &group).await;
        let sign_in = async |login: &str, passphrase: &str| {
            let input = json!({ "login": login, "passphrase": passphrase });
            world.reader().does(tests::SIGN_IN, input).await
        };
        let wrong = sign_in("mia", "no es esta").await;
        assert_eq!(wrong["__typename"], "SignInRefusedError");
        assert_eq!(sign_in("nadie", "la casa azul del puerto").await, wrong);
        assert_eq!(sign_in("", "").await, wrong);
        assert_eq!(sign_in("mia", &"x".repeat(10_000)).await, wrong);
    }
}
