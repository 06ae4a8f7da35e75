//! Guardians: asked by a link that works once, each for each purpose, and never the child or its guide.

use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::{Value, json};
use tests::{ANSWER_LINK, INVITE, JOIN, LED_GROUPS, READ_LINK, START, stories};

use super::{
    EMAIL, NAME, SIXTEEN, THIRTEEN, about, answer, code_in, guide, identities, invited, mailed,
    typed, with, writes,
};

stories! {
    async fn below_the_age_nothing_but_the_invitation_is_kept_until_a_guardian_consents(world) {
        let faro = world.group("Faro").await;
        let eva = guide(world, "eva", &faro).await;
        let code = invited(&eva, about(world, &faro, THIRTEEN, &[EMAIL])).await;
        let early = world.reader().does(JOIN, typed(&code, "kim", THIRTEEN)).await;
        assert_eq!(early["__typename"], "AwaitingGuardianError", "{early}");
        for canary in ["kim del Faro", "\"kim\"", NAME, EMAIL, THIRTEEN, &code] {
            assert!(!world.database().holds(canary).await.expect("a look"), "{canary}");
        }

        let link = mailed(world).await;
        assert!(!world.database().holds(&link).await.expect("a look"), "the link's code is not kept");
        let asked = world.reader().does(READ_LINK, json!({ "code": link })).await;
        assert_eq!(asked["realName"], NAME, "{asked}");
        assert_eq!(asked["purposes"].as_array().map(Vec::len), Some(5));
        assert!(world.database().holds("identity.name-opened").await.expect("a look"), "it leaves a record");
        let answered = world.reader().does(ANSWER_LINK, answer(&link, "ana", &["ACCOUNT"])).await;
        assert_eq!(answered["__typename"], "GuardianLinkAnswered", "{answered}");

        let joined = world.reader().does(JOIN, typed(&code, "kim", THIRTEEN)).await;
        assert_eq!(joined["__typename"], "SignedIn", "{joined}");
        assert_eq!(writes(world, &joined["token"]).await, "DraftStarted");
        let wards = "{ viewer { account { roles } wards { penName membership covers } } }";
        let seen = world.send(answered["session"]["token"].as_str(), wards, json!({})).await;
        assert_eq!(seen.data()["viewer"], json!({
            "account": { "roles": ["GUARDIAN"] },
            "wards": [{ "penName": "kim del Faro", "membership": "ACTIVE", "covers": ["ACCOUNT"] }],
        }));
        for canary in [NAME, EMAIL, THIRTEEN, &code, &link] {
            assert!(!world.database().holds(canary).await.expect("a look"), "{canary}");
        }
    }

    async fn a_guardian_who_says_no_keeps_the_door_closed(world) {
        let faro = world.group("Faro").await;
        let eva = guide(world, "eva", &faro).await;
        let code = invited(&eva, about(world, &faro, THIRTEEN, &[EMAIL])).await;
        let link = mailed(world).await;
        let answered = world.reader().does(ANSWER_LINK, answer(&link, "ana", &["PUBLICATION"])).await;
        assert_eq!(answered["__typename"], "GuardianLinkAnswered");
        let refused = world.reader().does(JOIN, typed(&code, "kim", THIRTEEN)).await;
        assert_eq!(refused["__typename"], "AwaitingGuardianError");
    }

    async fn a_guardians_link_works_once_for_72_hours_and_not_for_a_child(world) {
        let faro = world.group("Faro").await;
        let eva = guide(world, "eva", &faro).await;
        let mia = world.correspondent("mia", &faro).await;
        invited(&eva, about(world, &faro, THIRTEEN, &[EMAIL])).await;
        let link = mailed(world).await;
        let over = world.reader().does(READ_LINK, json!({ "code": "aaaaaaaaaaaaaaaaaaaaaaaaaa" })).await;
        assert_eq!(over["__typename"], "GuardianLinkOverError");
        assert_eq!(mia.does(READ_LINK, json!({ "code": link })).await, over, "not in a child's session");
        let mut as_child = answer(&link, "ana", &["ACCOUNT"]);
        as_child["account"] = Value::Null;
        assert_eq!(mia.does(ANSWER_LINK, as_child).await["__typename"], "GuardianLinkOverError");
        let answered = world.reader().does(ANSWER_LINK, answer(&link, "ana", &["ACCOUNT"])).await;
        assert_eq!(answered["__typename"], "GuardianLinkAnswered");
        assert_eq!(world.reader().does(READ_LINK, json!({ "code": link })).await, over);
        assert_eq!(world.reader().does(ANSWER_LINK, answer(&link, "otra", &["ACCOUNT"])).await["message"], over["message"]);
    }

    async fn a_link_or_an_invitation_that_is_too_old_is_over(world) {
        let faro = world.group("Faro").await;
        let eva = guide(world, "eva", &faro).await;
        let code = invited(&eva, about(world, &faro, THIRTEEN, &[EMAIL])).await;
        let link = mailed(world).await;
        world.passes(TimeDelta::hours(72));
        let over = world.reader().does(READ_LINK, json!({ "code": link })).await;
        assert_eq!(over["__typename"], "GuardianLinkOverError");
        assert_eq!(world.reader().does(JOIN, typed(&code, "kim", THIRTEEN)).await["__typename"], "AwaitingGuardianError");
        world.passes(TimeDelta::days(11));
        assert_eq!(world.reader().does(JOIN, typed(&code, "kim", THIRTEEN)).await["__typename"], "InvitationOverError");
        let eva = world.signed_in("eva", eva.account()).await;
        let led = eva.send(LED_GROUPS, json!({})).await;
        let invitation = &led.data()["viewer"]["groups"][0]["invitations"][0];
        assert_eq!((&invitation["isOpen"], &invitation["guardians"][0]["mail"]), (&json!(false), &json!("SENT")));
        let with_two_adults = 4;
        assert_eq!(identities(world).await, with_two_adults);
        app::jobs::register(world.app()).await.expect("jobs");
        while app::jobs::run_due(world.app()).await.expect("jobs run") > 0 {}
        assert_eq!(identities(world).await, 2, "what is over is forgotten");
        assert!(world.database().holds("invitation.forgotten").await.expect("a look"));
    }

    async fn nobody_vouches_for_a_child_and_decides_for_it_too(world) {
        let faro = world.group("Faro").await;
        let (eva, iria) = (guide(world, "eva", &faro).await, guide(world, "iria", &faro).await);
        invited(&eva, about(world, &faro, THIRTEEN, &[EMAIL])).await;
        let link = mailed(world).await;
        let signed_in = with(answer(&link, "", &["ACCOUNT"]), "account", Value::Null);
        for who in [&eva, &iria] {
            assert_eq!(who.does(READ_LINK, json!({ "code": link })).await["__typename"], "GuardianLinkOverError");
            assert_eq!(who.does(ANSWER_LINK, signed_in.clone()).await["__typename"], "GuardianLinkOverError");
        }
        assert_eq!(world.reader().does(READ_LINK, json!({ "code": link })).await["realName"], NAME);
    }

    async fn a_second_guardian_who_says_no_pauses_and_takes_down(world) {
        let faro = world.group("Faro").await;
        let eva = guide(world, "eva", &faro).await;
        let code = invited(&eva, about(world, &faro, THIRTEEN, &[EMAIL, "otro@example.org"])).await;
        let letters = world.letters().await;
        let links: Vec<String> = letters.iter().map(|letter| code_in(letter)).collect();
        let said = world.reader().does(ANSWER_LINK, answer(&links[0], "ana", &["ACCOUNT", "PUBLICATION"])).await;
        assert_eq!(said["__typename"], "GuardianLinkAnswered");
        let mother = said["session"]["token"].as_str();
        let twice = with(answer(&links[1], "", &["ACCOUNT"]), "account", Value::Null);
        let again = world.send(mother, ANSWER_LINK, json!({ "input": twice })).await;
        assert_eq!(again.data()["answerGuardianLink"]["__typename"], "GuardianLinkOverError", "one person is one guardian");
        let joined = world.reader().does(JOIN, typed(&code, "kim", THIRTEEN)).await;
        let kim = joined["token"].as_str();
        let text = json!({ "input": { "text": { "title": "Uno", "body": "Texto.", "language": "SPANISH" } } });
        let draft = world.send(kim, START, text).await.data()["startDraft"]["draft"]["id"].clone();
        world.send(kim, tests::SUBMIT, json!({ "input": { "draft": draft, "version": 1 } })).await;
        world.passes(TimeDelta::hours(24));
        world.moderator("ann").await.publishes_next().await;
        assert_eq!(world.reader().feed().await.len(), 1);
        let said = world.reader().does(ANSWER_LINK, answer(&links[1], "ivo", &[])).await;
        assert_eq!(said["__typename"], "GuardianLinkAnswered");
        assert!(world.reader().feed().await.is_empty(), "what is no longer covered is gone");
        // Each hears of the other: who was asked, when the first answered, and the first, when the second did.
        let address = |letter: &String| letter.lines().find(|line| line.starts_with("To: ")).map(str::to_owned);
        let mut asked: Vec<_> = letters.iter().map(address).collect();
        let told = world.letters().await.into_iter().filter(|letter| !letter.contains("/familia#"));
        let told: Vec<String> = told.collect();
        assert!(told.iter().all(|letter| letter.contains("https://")), "{told:?}");
        let mut told: Vec<_> = told.iter().map(address).collect();
        asked.sort();
        told.sort();
        assert_eq!(told, asked);
        assert_eq!(writes(world, &joined["token"]).await, "NotAllowedError");
    }

    async fn who_answers_with_an_account_without_an_address_has_the_one_that_was_asked(world) {
        let faro = world.group("Faro").await;
        let eva = guide(world, "eva", &faro).await;
        let leo = world.adult("leo", &[domain::Role::Coordinator]).await;
        invited(&eva, about(world, &faro, THIRTEEN, &[EMAIL, "otro@example.org"])).await;
        let mut letters = world.letters().await;
        letters.sort_by_key(|letter| !letter.contains(&format!("To: {EMAIL}")));
        let links: Vec<String> = letters.iter().map(|letter| code_in(letter)).collect();
        let own = with(answer(&links[0], "", &["ACCOUNT"]), "account", Value::Null);
        assert_eq!(leo.does(ANSWER_LINK, own).await["__typename"], "GuardianLinkAnswered");
        let other = world.reader().does(ANSWER_LINK, answer(&links[1], "ivo", &["ACCOUNT"])).await;
        assert_eq!(other["__typename"], "GuardianLinkAnswered");
        // He hears of the other one, where he was asked.
        let told = world.letters().await.into_iter().filter(|letter| !letter.contains("/familia#"));
        assert_eq!(told.filter(|letter| letter.contains(&format!("To: {EMAIL}"))).count(), 1);
    }

    async fn who_proves_an_address_while_they_answer_keeps_the_one_that_came_first(world) {
        let faro = world.group("Faro").await;
        let eva = guide(world, "eva", &faro).await;
        let give = "mutation($input: GiveMailAddressInput!) { giveMailAddress(input: $input) { __typename } }";
        let prove = "mutation($input: ProveMailAddressInput!) { proveMailAddress(input: $input) { __typename } }";
        for name in ["ana", "ben", "cai", "dov"] {
            let adult = world.adult(name, &[domain::Role::Coordinator]).await;
            adult.does(give, json!({ "address": format!("own.{name}@example.org") })).await;
            invited(&eva, about(world, &faro, THIRTEEN, &[&format!("family.{name}@example.org")])).await;
            let letters = world.letters().await;
            let code = |page: &str, to: &str| {
                let letter = letters.iter().find(|letter| letter.contains(&format!("To: {to}.{name}@")));
                let (_, code) = letter.and_then(|letter| letter.split_once(page)).expect("a link");
                code.split_whitespace().next().expect("a code").to_owned()
            };
            let answer = with(answer(&code("/familia#", "family"), "", &["ACCOUNT"]), "account", Value::Null);
            let (proven, answered) = tokio::join!(
                adult.does(prove, json!({ "code": code("/cuenta/correo#", "own") })),
                adult.does(ANSWER_LINK, answer)
            );
            assert_eq!(answered["__typename"], "GuardianLinkAnswered", "{answered}");
            let seen = adult.send("{ viewer { account { mailAddress } } }", json!({})).await;
            let came_first = if proven["__typename"] == "MailAddressChanged" { "o…@example.org" } else { "f…@example.org" };
            assert_eq!(seen.data()["viewer"]["account"]["mailAddress"], came_first, "{proven}");
        }
    }

    async fn of_many_answers_to_one_link_one_counts(world) {
        let faro = world.group("Faro").await;
        let eva = guide(world, "eva", &faro).await;
        invited(&eva, about(world, &faro, THIRTEEN, &[EMAIL])).await;
        let link = mailed(world).await;
        let reader = world.reader();
        let tries = (0..6_u8).map(|n| {
            let name = format!("ana{}", char::from(b'a' + n));
            let (reader, input) = (&reader, answer(&link, &name, &["ACCOUNT"]));
            async move { reader.does(ANSWER_LINK, input).await["__typename"].clone() }
        });
        let mut ends = join_all(tries).await;
        ends.sort_by_key(|end| end != "GuardianLinkAnswered");
        assert_eq!(ends[0], "GuardianLinkAnswered");
        assert!(ends[1..].iter().all(|end| end == "GuardianLinkOverError"), "{ends:?}");
    }

    async fn guardians_are_named_where_the_age_needs_them_and_only_there(world) {
        let faro = world.group("Faro").await;
        let eva = guide(world, "eva", &faro).await;
        for (born_on, emails) in [
            (THIRTEEN, &[][..]),
            (SIXTEEN, &[EMAIL]),
            (THIRTEEN, &[EMAIL, EMAIL]),
            (THIRTEEN, &["a@example.org", "b@example.org", "c@example.org"]),
            (THIRTEEN, &["familia"]),
        ] {
            let refused = eva.does(INVITE, about(world, &faro, born_on, emails)).await;
            assert_eq!((&refused["__typename"], &refused["field"]), (&json!("InvalidInputError"), &json!("guardianEmails")), "{refused}");
        }
        let abroad = with(about(world, &faro, SIXTEEN, &[]), "country", json!("ZZ"));
        invited(&eva, abroad).await;
        let fifteen = with(about(world, &faro, "2011-01-01", &[]), "country", json!("ZZ"));
        assert_eq!(eva.does(INVITE, fifteen).await["field"], "guardianEmails", "an unknown country's age is 16");
    }

    async fn what_a_guardian_leaves_out_is_told_and_leaves_the_link_good(world) {
        let faro = world.group("Faro").await;
        let eva = guide(world, "eva", &faro).await;
        let ann = world.moderator("ann").await;
        invited(&eva, about(world, &faro, THIRTEEN, &[EMAIL])).await;
        let link = mailed(world).await;
        let right = answer(&link, "ana", &["ACCOUNT"]);
        for (field, value, told) in [
            ("account", Value::Null, "account"),
            ("declaresParentalResponsibility", json!(false), "declaresParentalResponsibility"),
            ("account", json!({ "login": "ana", "penName": "Ana de Casa", "passphrase": "ana de casa" }), "passphrase"),
        ] {
            let refused = world.reader().does(ANSWER_LINK, with(right.clone(), field, value)).await;
            assert_eq!(refused["field"], told, "{refused}");
        }
        assert_eq!(ann.does(ANSWER_LINK, right.clone()).await["field"], "account");
        let signed_in = ann.does(ANSWER_LINK, with(right, "account", Value::Null)).await;
        assert_eq!(signed_in, json!({ "__typename": "GuardianLinkAnswered", "session": null }), "who has an account keeps it");
    }
}
