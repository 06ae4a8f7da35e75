//! What somebody is told of a text before they send it: in kind words, with whom to turn to when there is danger, and never as a door that
//! is closed.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{CHECK, SUBMIT, stories};

const HELPLINES: &str = "query($country: CountryCode) { helplines(country: $country) { country name number kind isOpenNow opensAt
    channels { kind to } source checkedOn } }";

const SHOWN: &str = "query($id: ID!) { viewer { review(id: $id) { revision { findingsShown findings { code score } } } } }";

const DANGER: &str = "Ayer ganamos el partido. No quiero seguir viviendo, me quiero morir.";

fn list<'a>(of: &'a Value, field: &str) -> Vec<&'a str> {
    let items = of.as_array().into_iter().flatten();
    items.filter_map(|item| item[field].as_str()).collect()
}

stories! {
    async fn who_writes_of_wanting_to_die_reads_first_who_answers_now_and_may_send_it(world) {
        let faro = world.group("Faro").await;
        let mia = world.correspondent("mia", &faro).await;
        let draft = mia.starts("Fin de semana", DANGER).await;
        let checked = mia.does(CHECK, json!({ "draft": draft.id })).await;
        assert_eq!(list(&checked["findings"], "code"), ["SELF_HARM"], "{checked}");
        assert_eq!(checked["helplines"][0]["number"], "017", "{checked}");
        assert_eq!(checked["helplines"][0]["isOpenNow"], true);
        let told = &checked["findings"][0];
        assert!(["name", "why", "instead"].iter().all(|part| told[part].as_str().is_some_and(|words| words.contains(' '))), "{told}");
        // At night 112 answers, and the line says when it opens: at eight by the clocks of Madrid.
        world.passes(TimeDelta::hours(16));
        let checked = mia.does(CHECK, json!({ "draft": draft.id })).await;
        assert_eq!(checked["helplines"][0]["number"], "112", "{checked}");
        let closed = checked["helplines"].as_array().and_then(|lines| lines.last()).expect("lines");
        assert_eq!((&closed["isOpenNow"], &closed["opensAt"]), (&json!(false), &json!("2026-11-05T07:00:00Z")), "{closed}");
        assert_eq!(mia.tries_to_submit(&draft).await["__typename"], "DraftSubmitted");
    }

    async fn a_text_without_danger_shows_no_help_line_and_one_with_a_number_says_why_it_matters(world) {
        let faro = world.group("Faro").await;
        let mia = world.correspondent("mia", &faro).await;
        let calm = mia.starts("Museo", "Hoy fuimos al museo.").await;
        let checked = mia.does(CHECK, json!({ "draft": calm.id })).await;
        assert_eq!((&checked["findings"], &checked["helplines"]), (&json!([]), &json!([])));
        let number = mia.starts("Gata", "Se ha perdido mi gata, llamad al 612 345 678.").await;
        let checked = mia.does(CHECK, json!({ "draft": number.id })).await;
        assert_eq!((&checked["findings"][0]["code"], &checked["helplines"]), (&json!("PHONE"), &json!([])), "{checked}");
    }

    async fn the_moderator_is_told_what_was_kept_after_it_was_shown_and_only_then(world) {
        let faro = world.group("Faro").await;
        let (mia, nora) = (world.correspondent("mia", &faro).await, world.moderator("nora").await);
        for (is_told, rewritten) in [(true, false), (false, true)] {
            let mut draft = mia.starts("Gata", "Se ha perdido mi gata, llamad al 612 345 678.").await;
            let checked = mia.does(CHECK, json!({ "draft": draft.id })).await;
            if rewritten {
                draft = mia.rewrites(&draft, "Gata", "Se ha perdido mi gata Luna, llamad al 612 345 678.").await;
            }
            let sent = mia.does(SUBMIT, json!({ "draft": draft.id, "version": draft.version, "checked": checked["contentHash"] })).await;
            assert_eq!(sent["__typename"], "DraftSubmitted", "{sent}");
            let review = nora.takes_next().await.expect("a review");
            let read = nora.send(SHOWN, json!({ "id": review.id })).await;
            let revision = &read.data()["viewer"]["review"]["revision"];
            assert_eq!(revision["findingsShown"], is_told, "{revision}");
            assert!(revision["findings"][0]["score"].as_i64().is_some_and(|score| (1..=100).contains(&score)), "{revision}");
            nora.approves(&review).await;
        }
        let draft = mia.starts("Otra", "Texto.").await;
        let refused = mia.does(SUBMIT, json!({ "draft": draft.id, "version": draft.version, "checked": "yes" })).await;
        assert_eq!((&refused["__typename"], &refused["field"]), (&json!("InvalidInputError"), &json!("checked")), "{refused}");
    }

    async fn a_number_that_is_split_over_what_somebody_sends_is_told_in_the_last_piece_and_to_nobody_else(world) {
        let faro = world.group("Faro").await;
        let (mia, leo) = (world.correspondent("mia", &faro).await, world.correspondent("leo", &faro).await);
        mia.writes("Primera", "Ayer tocó el 612").await;
        mia.writes("Segunda", "Y hoy toca el 634").await;
        for (who, codes) in [(&mia, &["PHONE"][..]), (&leo, &[])] {
            let draft = who.starts("Tercera", "Mañana toca el 578, ya está").await;
            let checked = who.does(CHECK, json!({ "draft": draft.id })).await;
            assert_eq!(list(&checked["findings"], "code"), codes, "{checked}");
        }
        let draft = mia.starts("Tercera", "Mañana toca el 578, ya está").await;
        mia.submits(&draft).await;
        let nora = world.moderator("nora").await;
        let first = nora.takes_next().await.expect("a review");
        let read = nora.send(SHOWN, json!({ "id": first.id })).await;
        assert_eq!(read.data()["viewer"]["review"]["revision"]["findings"][0]["code"], "PHONE", "it comes before the others: {read:?}");
    }

    async fn what_is_rewritten_after_changes_were_asked_for_is_not_told_to_be_sent_before(world) {
        let faro = world.group("Faro").await;
        let (mia, nora) = (world.correspondent("mia", &faro).await, world.moderator("nora").await);
        let text = "Ayer fuimos al museo de ciencias con toda la clase y vimos un esqueleto de ballena. Luego comimos en el parque, jugamos al fútbol \
                    y volvimos en autobús cantando todos juntos hasta llegar al barrio.";
        let draft = mia.writes("Museo", text).await;
        let review = nora.takes_next().await.expect("a review");
        nora.asks_for_changes(&review, "Un título mejor.").await;
        let draft = mia.rewrites(&draft, "Un día en el museo", text).await;
        let checked = mia.does(CHECK, json!({ "draft": draft.id })).await;
        assert_eq!(checked["findings"], json!([]), "{checked}");
        let other = mia.starts("Otra vez", text).await;
        let checked = mia.does(CHECK, json!({ "draft": other.id })).await;
        assert_eq!(list(&checked["findings"], "code"), ["SPAM"], "{checked}");
    }

    async fn what_is_sent_after_very_many_checks_is_read_sooner_and_nobody_is_kept_from_checking(world) {
        let faro = world.group("Faro").await;
        let (mia, nora) = (world.correspondent("mia", &faro).await, world.moderator("nora").await);
        let draft = mia.starts("Museo", "Hoy fuimos al museo.").await;
        for _ in 0..45 {
            let checked = mia.does(CHECK, json!({ "draft": draft.id })).await;
            assert_eq!((&checked["__typename"], &checked["findings"]), (&json!("DraftChecked"), &json!([])), "{checked}");
        }
        mia.submits(&draft).await;
        let review = nora.takes_next().await.expect("a review");
        let read = nora.send(SHOWN, json!({ "id": review.id })).await;
        assert_eq!(read.data()["viewer"]["review"]["revision"]["findings"][0]["code"], "PROBING", "{read:?}");
    }

    async fn anybody_may_ask_for_the_help_lines_of_a_country(world) {
        let reader = world.reader();
        let ask = async |country: Value| reader.send(HELPLINES, json!({ "country": country })).await.data()["helplines"].clone();
        let spain = ask(Value::Null).await;
        assert_eq!(spain, ask(json!("ES")).await, "the centre's country, if none is said");
        assert_eq!(list(&spain, "number")[..2], ["017", "112"]);
        assert_eq!(spain[0]["channels"][0], json!({ "kind": "WHATSAPP", "to": "900 116 117" }));
        assert_eq!(list(&ask(json!("PT")).await, "number"), ["800 219 090", "112", "116 111"]);
        assert_eq!(list(&ask(json!("XX")).await, "number"), ["112"]);
    }
}
