//! Saying yes or no to what was sent, and what adults and co-authors read of it meanwhile.

use chrono::TimeDelta;
use domain::Role;
use serde_json::{Value, json};
use tests::{
    ASK_CO_AUTHORS, ASK_FOR_SECOND_LOOK, DRAFT_CHANGED, ESCALATE, GIVE_WORD, World, stories,
};

use super::{
    Panel, TEXT, TITLE, WITH_A_NUMBER, awaiting, handle, pairs, panel, parts, taken_back, told,
    waiting_since,
};

stories! {
    async fn two_write_a_post_and_both_names_stand_on_it(world) {
        let Panel { lea, noa, moderator, .. } = panel(world).await;
        let draft = lea.starts(TITLE, TEXT).await;
        let seen = lea.together(&draft).await;
        assert_eq!(parts(&seen), pairs(&[("lea del Mar", "WRITES")]));
        let possible = seen["possibleCoAuthors"].as_array().unwrap();
        let names: Vec<_> = possible.iter().map(|it| it["penName"].as_str().unwrap()).collect();
        assert_eq!(names, ["noa del Mar", "ona del Mar"]);
        let asked = lea.asks_to_write(&draft, &noa).await;
        assert_eq!(parts(&asked["draft"]), pairs(&[("lea del Mar", "WRITES"), ("noa del Mar", "INVITED")]));
        assert_eq!(noa.is_asked_to_write().await[0]["penName"], "lea del Mar");
        noa.joins(&draft, true).await;
        assert_eq!(told(&lea).await, ["CO_AUTHOR_JOINED"]);
        let sent = lea.tries_to_submit(&draft).await;
        assert_eq!(sent["draft"]["submission"]["state"], "AWAITS_CO_AUTHORS", "{sent}");
        assert_eq!(sent["draft"]["submission"]["aheadInLine"], Value::Null);
        assert!(moderator.takes_next().await.is_none());
        let read = noa.together(&draft).await;
        assert_eq!(read["asksForYourWord"], true, "{read}");
        assert_eq!(read["title"], TITLE);
        assert_eq!(read["submission"]["html"], format!("<p>{TEXT}</p>\n"));
        let given = noa.gives_word(&draft, "AGREES").await;
        assert_eq!(given["draft"]["submission"]["state"], "PENDING", "{given}");
        assert_eq!(given["draft"]["asksForYourWord"], false);
        let review = moderator.takes_next().await.expect("a review");
        let approved = moderator.approves(&review).await;
        assert_eq!(approved["outcome"], "PUBLISHED", "{approved}");
        let authors = "{ posts { nodes { authors { penName } } } }";
        let shown = world.reader().send(authors, json!({})).await;
        assert_eq!(
            shown.data()["posts"]["nodes"][0]["authors"],
            json!([{ "penName": "lea del Mar" }, { "penName": "noa del Mar" }])
        );
        for who in [&lea, &noa] {
            assert!(told(who).await.contains(&"PUBLISHED".to_owned()));
            assert!(!who.together(&draft).await["submission"].is_null());
        }
    }

    async fn nobody_but_who_writes_reads_the_draft_before_it_is_sent(world) {
        let Panel { lea, noa, ona, .. } = panel(world).await;
        let draft = lea.starts("Un secreto", "Palabras a medias.").await;
        lea.asks_to_write(&draft, &noa).await;
        for who in [&noa, &ona] {
            assert_eq!(who.together(&draft).await, Value::Null);
            assert_eq!(who.node(&draft.id).await, Value::Null);
        }
        noa.joins(&draft, true).await;
        let draft = lea.rewrites(&draft, "Otro secreto", "Más palabras.").await;
        let read = noa.together(&draft).await;
        assert_eq!(
            (&read["title"], &read["body"], &read["submission"], &read["youWrite"]),
            (&Value::Null, &Value::Null, &Value::Null, &json!(false)),
            "{read}"
        );
        for answer in [
            noa.saves(&draft, "Mío", "Mío.").await,
            noa.tries_to_submit(&draft).await,
            noa.asks_to_write(&draft, &ona).await,
        ] {
            assert_eq!(answer["__typename"], "NotAllowedError", "{answer}");
            assert_eq!(answer["message"], "Somebody else writes this post. You read what they send and say whether you agree.");
        }
        assert!(noa.together(&draft).await["possibleCoAuthors"].as_array().unwrap().is_empty());
        assert_eq!(lea.together(&draft).await["title"], "Otro secreto");
    }

    async fn a_no_takes_it_back_and_who_writes_is_told_that_somebody_wants_it_otherwise(world) {
        let Panel { lea, noa, ona, moderator } = panel(world).await;
        let draft = lea.starts_with(&[&noa, &ona], TITLE, TEXT).await;
        lea.submits(&draft).await;
        noa.gives_word(&draft, "AGREES").await;
        let given = ona.gives_word(&draft, "OBJECTS").await;
        assert_eq!(given["draft"]["submission"]["state"], "WITHDRAWN", "{given}");
        assert!(told(&lea).await.contains(&"WORD_REFUSED".to_owned()));
        assert!(moderator.takes_next().await.is_none());
        // The same again asks everybody again.
        lea.submits(&draft).await;
        assert_eq!(noa.together(&draft).await["asksForYourWord"], true);
        ona.gives_word(&draft, "AGREES").await;
        assert!(moderator.takes_next().await.is_none());
        noa.gives_word(&draft, "AGREES").await;
        assert!(moderator.takes_next().await.is_some());
        let late = ona.gives_word(&draft, "OBJECTS").await;
        assert_eq!(late["draft"]["submission"]["state"], "WITHDRAWN", "{late}");
    }

    async fn what_changes_is_asked_anew_and_a_word_on_what_was_before_counts_for_nothing(world) {
        let Panel { lea, noa, moderator, .. } = panel(world).await;
        let draft = lea.starts_with(&[&noa], TITLE, TEXT).await;
        lea.submits(&draft).await;
        let before = noa.together(&draft).await["submission"]["contentHash"].clone();
        noa.gives_word(&draft, "AGREES").await;
        let draft = lea.rewrites(&draft, TITLE, "Fuimos a la playa. Llovía.").await;
        lea.submits(&draft).await;
        assert!(moderator.takes_next().await.is_none());
        let stale = json!({ "draft": draft.id, "contentHash": before, "word": "AGREES" });
        let refused = noa.does(GIVE_WORD, stale).await;
        assert_eq!(refused["__typename"], "SubmissionChangedError", "{refused}");
        noa.gives_word(&draft, "AGREES").await;
        let review = moderator.takes_next().await.expect("a review");
        assert_eq!(moderator.approves(&review).await["outcome"], "PUBLISHED");
        // What is public stays until all said yes to what is to come.
        let draft = lea.rewrites(&draft, TITLE, "Fuimos a la playa. Salió la luna.").await;
        lea.submits(&draft).await;
        assert!(moderator.takes_next().await.is_none());
        assert_eq!(world.reader().feed().await.len(), 1);
        assert_eq!(noa.withdraws(&draft).await["__typename"], "SubmissionWithdrawn");
        assert!(told(&lea).await.contains(&"WORD_REFUSED".to_owned()));
        let seen = lea.together(&draft).await;
        assert_eq!(seen["coAuthors"][1]["word"], "OBJECTS", "{seen}");
    }

    async fn what_screening_finds_an_adult_reads_before_a_co_author_does(world) {
        let Panel { lea, noa, moderator, .. } = panel(world).await;
        let draft = lea.starts_with(&[&noa], TITLE, WITH_A_NUMBER).await;
        let sent = lea.tries_to_submit(&draft).await;
        assert_eq!(sent["draft"]["submission"]["state"], "AWAITS_CO_AUTHORS", "{sent}");
        let read = noa.together(&draft).await;
        assert_eq!((&read["title"], &read["submission"]), (&Value::Null, &Value::Null), "{read}");
        assert_eq!(read["submissions"], json!([]));
        assert_eq!(told(&noa).await, ["CO_AUTHOR_INVITED"]);
        let unseen = json!({ "draft": draft.id, "contentHash": "0".repeat(64), "word": "AGREES" });
        let refused = noa.does(GIVE_WORD, unseen).await;
        assert_eq!(refused["__typename"], "WordNotAskedError", "{refused}");
        assert_eq!(noa.withdraws(&draft).await["__typename"], "NothingWaitsError");
        let review = moderator.takes_next().await.expect("a review");
        let refused = moderator.approves(&review).await;
        assert_eq!(refused["__typename"], "AwaitsCoAuthorsError", "{refused}");
        let input = json!({ "review": review.id, "contentHash": review.hash });
        let asked = moderator.does(ASK_CO_AUTHORS, input.clone()).await;
        assert_eq!(asked["review"]["coAuthorsWord"], "ASKED", "{asked}");
        assert_eq!(asked["review"]["claim"], Value::Null);
        assert!(moderator.takes_next().await.is_none());
        assert_eq!(noa.together(&draft).await["body"], WITH_A_NUMBER);
        noa.gives_word(&draft, "AGREES").await;
        let again = moderator.takes_next().await.expect("a review");
        assert_eq!(again.id, review.id);
        let nobody = moderator.does(ASK_CO_AUTHORS, input).await;
        assert_eq!(nobody["__typename"], "NobodyToAskError", "{nobody}");
        assert_eq!(moderator.approves(&again).await["outcome"], "PUBLISHED");
    }

    async fn what_an_adult_declines_before_co_authors_read_it_they_never_learn(world) {
        let Panel { lea, noa, moderator, .. } = panel(world).await;
        let draft = lea.starts_with(&[&noa], TITLE, WITH_A_NUMBER).await;
        lea.submits(&draft).await;
        let review = moderator.takes_next().await.expect("a review");
        moderator.declines(&review, "No puede ser.").await;
        let mine = lea.together(&draft).await;
        assert_eq!(mine["statements"][0]["restriction"], "DECLINED", "{mine}");
        let theirs = noa.together(&draft).await;
        assert_eq!(
            (&theirs["statements"], &theirs["submissions"], &theirs["title"]),
            (&json!([]), &json!([]), &Value::Null),
            "{theirs}"
        );
        assert_eq!(told(&noa).await, ["CO_AUTHOR_INVITED"]);
        assert!(told(&lea).await.contains(&"DECLINED".to_owned()));
        // Of what they agreed to they learn what the writer does.
        let draft = lea.rewrites(&draft, TITLE, TEXT).await;
        lea.submits(&draft).await;
        noa.gives_word(&draft, "AGREES").await;
        let review = moderator.takes_next().await.expect("a review");
        moderator.asks_for_changes(&review, "Cuéntalo mejor.").await;
        let theirs = noa.together(&draft).await;
        assert_eq!(theirs["statements"].as_array().unwrap().len(), 1, "{theirs}");
        assert_eq!(theirs["statements"][0]["restriction"], "CHANGES_REQUESTED");
        assert!(told(&noa).await.contains(&"CHANGES_REQUESTED".to_owned()));
    }

    async fn adults_can_read_what_goes_from_one_to_another_and_decide_against_it(world) {
        let Panel { lea, noa, moderator, .. } = panel(world).await;
        let draft = lea.starts_with(&[&noa], TITLE, TEXT).await;
        lea.submits(&draft).await;
        let listed = awaiting(&moderator).await;
        assert_eq!(listed.len(), 1, "{listed:?}");
        assert_eq!(listed[0]["revision"]["body"], TEXT);
        assert_eq!((&listed[0]["coAuthorsWord"], &listed[0]["state"]), (&json!("ASKED"), &json!("AWAITS_CO_AUTHORS")));
        assert!(moderator.queue().await.unwrap().is_empty());
        let review = handle(&listed[0]);
        moderator.claims(&review).await;
        let refused = moderator.approves(&review).await;
        assert_eq!(
            (&refused["__typename"], &refused["message"]),
            (
                &json!("AwaitsCoAuthorsError"),
                &json!("Somebody whose name is on this text has not said yes. They are asked: give the review back, it is in line again when they have answered.")
            )
        );
        moderator.releases(&review).await;
        assert!(moderator.takes_next().await.is_none());
        moderator.claims(&review).await;
        moderator.declines(&review, "Esto no es para el panel.").await;
        assert!(awaiting(&moderator).await.is_empty());
        let refused = noa.gives_word(&draft, "AGREES").await;
        assert_eq!(refused["__typename"], "WordNotAskedError", "{refused}");
    }

    async fn the_time_until_the_last_yes_is_no_time_in_line(world) {
        let Panel { lea, noa, moderator, .. } = panel(world).await;
        let draft = lea.starts_with(&[&noa], TITLE, TEXT).await;
        lea.submits(&draft).await;
        world.passes(TimeDelta::days(9));
        let noa = world.signed_in("noa", noa.account()).await;
        let moderator = world.signed_in("vera", moderator.account()).await;
        noa.gives_word(&draft, "AGREES").await;
        let review = moderator.takes_next().await.expect("a review");
        assert_eq!(waiting_since(&moderator, &review).await, (world.now().as_utc(), false));
        // Saying it twice changes nothing.
        let records = world.records().await;
        assert_eq!(noa.gives_word(&draft, "AGREES").await["__typename"], "WordGiven");
        assert_eq!(world.records().await, records);
    }

    async fn a_co_author_takes_down_what_is_public_and_asks_for_a_second_look(world) {
        let Panel { lea, noa, moderator, .. } = panel(world).await;
        let draft = lea.starts_with(&[&noa], TITLE, TEXT).await;
        lea.submits(&draft).await;
        noa.gives_word(&draft, "AGREES").await;
        let review = moderator.takes_next().await.expect("a review");
        moderator.approves(&review).await;
        assert_eq!(noa.unpublishes(&draft).await["__typename"], "PostUnpublished");
        assert!(world.reader().feed().await.is_empty());
        let draft = lea.rewrites(&draft, TITLE, "Fuimos a la playa. Llovía.").await;
        lea.submits(&draft).await;
        noa.gives_word(&draft, "AGREES").await;
        let review = moderator.takes_next().await.expect("a review");
        moderator.declines(&review, "Esto no.").await;
        let statement = noa.statement_on(TITLE).await["id"].clone();
        let asked = noa.does(ASK_FOR_SECOND_LOOK, json!({ "statement": statement })).await;
        assert_eq!(asked["__typename"], "SecondLookAsked", "{asked}");
        // What both said yes to is read again without asking them.
        let other = world.moderator("olga").await;
        let review = other.takes_next().await.expect("a review");
        assert_eq!(other.approves(&review).await["outcome"], "PUBLISHED");
    }

    async fn who_keeps_the_writer_away_is_shown_nothing_that_no_adult_read(world) {
        let Panel { lea, noa, moderator, .. } = panel(world).await;
        let draft = lea.starts_with(&[&noa], TITLE, TEXT).await;
        noa.silences(&json!(lea.as_correspondent()), Some("MUTED")).await;
        lea.submits(&draft).await;
        assert_eq!(noa.together(&draft).await["submission"], Value::Null);
        let review = moderator.takes_next().await.expect("a review");
        assert_eq!(moderator.approves(&review).await["__typename"], "AwaitsCoAuthorsError");
        let input = json!({ "review": review.id, "contentHash": review.hash });
        moderator.does(ASK_CO_AUTHORS, input).await;
        assert_eq!(noa.together(&draft).await["title"], TITLE);
    }

    async fn what_was_shown_and_taken_back_adults_can_read_and_soon_read_first(world) {
        let Panel { lea, noa, moderator, .. } = panel(world).await;
        let mut draft = lea.starts_with(&[&noa], TITLE, TEXT).await;
        for number in ["uno", "dos", "tres"] {
            world.passes(TimeDelta::minutes(1));
            draft = lea.rewrites(&draft, TITLE, &format!("Mensaje {number}.")).await;
            lea.submits(&draft).await;
            // Also what got a yes.
            if number == "dos" {
                noa.gives_word(&draft, "AGREES").await;
            }
            // Also what is replaced, and not taken back.
            if number != "tres" {
                lea.withdraws(&draft).await;
            }
        }
        world.passes(TimeDelta::minutes(1));
        // From the fourth on an adult reads it first.
        draft = lea.rewrites(&draft, TITLE, "Mensaje cuatro.").await;
        lea.submits(&draft).await;
        let listed = taken_back(&moderator).await;
        let states: Vec<_> = listed.iter().map(|it| it["state"].as_str().unwrap()).collect();
        assert_eq!(states, ["SUPERSEDED", "WITHDRAWN", "WITHDRAWN"]);
        let texts: Vec<_> = listed.iter().map(|it| it["revision"]["body"].as_str().unwrap()).collect();
        assert_eq!(texts, ["Mensaje tres.", "Mensaje dos.", "Mensaje uno."]);
        let read = noa.together(&draft).await;
        assert_eq!((&read["asksForYourWord"], &read["body"]), (&json!(false), &json!("Mensaje tres.")), "{read}");
        let review = moderator.takes_next().await.expect("a review");
        assert_eq!(review.seen["revision"]["body"], "Mensaje cuatro.");
        world.passes(TimeDelta::days(31));
        let moderator = world.signed_in("vera", moderator.account()).await;
        assert!(taken_back(&moderator).await.is_empty());
    }

    async fn what_looks_the_same_and_is_not_an_adult_reads_first(world) {
        let Panel { lea, noa, moderator, .. } = panel(world).await;
        let draft = lea.starts_with(&[&noa], TITLE, TEXT).await;
        lea.submits(&draft).await;
        let shown = noa.together(&draft).await["submission"]["contentHash"].clone();
        lea.withdraws(&draft).await;
        // Readers would see the same bytes; whoever reads what was typed would not.
        let draft = lea.rewrites(&draft, TITLE, &format!("{TEXT}\n\n<!-- Llámame al 612 345 678. -->")).await;
        lea.submits(&draft).await;
        let review = moderator.takes_next().await.expect("a review");
        assert_eq!(review.hash, shown.as_str().expect("a hash"), "the same bytes");
        let read = noa.together(&draft).await;
        assert_eq!((&read["body"], &read["asksForYourWord"]), (&Value::Null, &json!(false)), "{read}");
    }

    async fn who_says_no_again_and_again_is_asked_again_and_again(world) {
        let Panel { lea, noa, moderator, .. } = panel(world).await;
        let mut draft = lea.starts_with(&[&noa], TITLE, TEXT).await;
        for number in ["uno", "dos", "tres", "cuatro"] {
            draft = lea.rewrites(&draft, TITLE, &format!("Mensaje {number}.")).await;
            lea.submits(&draft).await;
            assert_eq!(noa.together(&draft).await["asksForYourWord"], true, "{number}");
            noa.gives_word(&draft, "OBJECTS").await;
        }
        assert!(moderator.takes_next().await.is_none());
    }

    async fn a_co_author_who_was_not_asked_asks_for_no_second_look(world) {
        let Panel { lea, noa, moderator, .. } = panel(world).await;
        let draft = lea.starts_with(&[&noa], TITLE, WITH_A_NUMBER).await;
        lea.submits(&draft).await;
        moderator.declines(&moderator.takes_next().await.expect("a review"), "No.").await;
        let statement = json!({ "statement": lea.statement_on(TITLE).await["id"] });
        let refused = noa.does(ASK_FOR_SECOND_LOOK, statement.clone()).await;
        assert_eq!(refused["__typename"], "NotFoundError", "{refused}");
        assert_eq!(lea.does(ASK_FOR_SECOND_LOOK, statement).await["__typename"], "SecondLookAsked");
    }

    async fn what_is_escalated_while_co_authors_are_asked_is_in_the_leads_line(world) {
        let Panel { lea, noa, moderator, .. } = panel(world).await;
        let lead = world.account("lidia", &[Role::SafeguardingLead], None, Some(World::certificate())).await;
        let lead = world.signed_in("lidia", lead).await;
        let draft = lea.starts_with(&[&noa], TITLE, TEXT).await;
        lea.submits(&draft).await;
        world.passes(TimeDelta::days(9));
        let [lea, noa] = [("lea", lea.account()), ("noa", noa.account())].map(|(login, account)| world.signed_in(login, account));
        let (lea, noa) = (lea.await, noa.await);
        let moderator = world.signed_in("vera", moderator.account()).await;
        let lead = world.signed_in("lidia", lead.account()).await;
        let review = handle(&awaiting(&moderator).await[0]);
        moderator.claims(&review).await;
        let input = json!({ "review": review.id, "contentHash": review.hash, "reason": "ABUSE" });
        assert_eq!(moderator.does(ESCALATE, input).await["__typename"], "ReviewEscalated");
        assert!(awaiting(&lead).await.is_empty());
        assert_eq!(lead.takes_next().await.expect("a review").id, review.id);
        assert_eq!(waiting_since(&lead, &review).await, (world.now().as_utc(), false));
        // Nobody learns of it by looking: it awaits the co-authors, as before.
        for who in [&lea, &noa] {
            assert_eq!(who.together(&draft).await["submission"]["state"], "AWAITS_CO_AUTHORS");
        }
        assert_eq!(noa.gives_word(&draft, "AGREES").await["__typename"], "WordGiven");
    }

    async fn the_days_in_which_co_authors_were_asked_do_not_count_for_what_replaces_it_either(world) {
        let Panel { lea, noa, moderator, .. } = panel(world).await;
        let draft = lea.starts_with(&[&noa], TITLE, TEXT).await;
        lea.submits(&draft).await;
        world.passes(TimeDelta::days(9));
        let lea = world.signed_in("lea", lea.account()).await;
        let noa = world.signed_in("noa", noa.account()).await;
        let moderator = world.signed_in("vera", moderator.account()).await;
        let draft = lea.rewrites(&draft, TITLE, "Fuimos a la playa. Llovía.").await;
        lea.submits(&draft).await;
        noa.gives_word(&draft, "AGREES").await;
        let review = moderator.takes_next().await.expect("a review");
        assert_eq!(waiting_since(&moderator, &review).await, (world.now().as_utc(), false));
    }

    async fn co_authors_hear_nothing_of_what_they_are_not_asked_about(world) {
        let Panel { lea, noa, moderator, .. } = panel(world).await;
        let draft = lea.starts_with(&[&noa], TITLE, WITH_A_NUMBER).await;
        let mut heard = noa.listens(DRAFT_CHANGED).await;
        let draft = lea.rewrites(&draft, "Otro", WITH_A_NUMBER).await;
        lea.submits(&draft).await;
        let review = moderator.takes_next().await.expect("a review");
        moderator.releases(&review).await;
        let own = noa.starts("Algo mío", TEXT).await;
        let first = heard.next().await.expect("an event");
        assert_eq!(first["data"]["draftChanged"]["draft"]["id"], own.id.as_str(), "{first}");
    }

    async fn a_second_look_at_what_not_all_had_said_yes_to_asks_them_again(world) {
        let Panel { lea, noa, moderator, .. } = panel(world).await;
        let draft = lea.starts_with(&[&noa], TITLE, TEXT).await;
        lea.submits(&draft).await;
        let review = handle(&awaiting(&moderator).await[0]);
        moderator.claims(&review).await;
        moderator.declines(&review, "Esto no.").await;
        let statement = lea.statement_on(TITLE).await["id"].clone();
        let asked = lea.does(ASK_FOR_SECOND_LOOK, json!({ "statement": statement })).await;
        assert_eq!(asked["__typename"], "SecondLookAsked", "{asked}");
        let other = world.moderator("olga").await;
        assert!(other.takes_next().await.is_none());
        assert_eq!(noa.together(&draft).await["asksForYourWord"], true);
        assert_eq!(told(&noa).await.iter().filter(|kind| *kind == "WORD_ASKED").count(), 2);
        noa.gives_word(&draft, "AGREES").await;
        let review = other.takes_next().await.expect("a review");
        assert_eq!(other.approves(&review).await["outcome"], "PUBLISHED");
    }
}
