//! Coming in: only whom a guide vouches for, only with a guardian's consent where the age needs it, and only once.

use app::people::{Group, Relation};
use chrono::TimeDelta;
use domain::Role;
use futures_util::future::{join, join_all};
use serde_json::{Value, json};
use tests::{
    ANSWER_LINK, INVITE, JOIN, LED_GROUPS, Person, READ_LINK, START, TAKE_BACK, World, stories,
};

const PASSPHRASE: &str = "tortuga violin nube sopa";
/// Old enough to consent alone in Spain: sixteen.
const SIXTEEN: &str = "2010-03-01";
/// Not old enough: thirteen.
const THIRTEEN: &str = "2013-05-17";
const NAME: &str = "Aurelia Canario Oculto";
const EMAIL: &str = "familia.canario@example.org";

async fn guide<'a>(world: &'a World, name: &str, group: &Group) -> Person<'a> {
    let guide = world.adult(name, &[Role::Guide]).await;
    world
        .relate(Relation::Guide(group.id, guide.account()))
        .await;
    guide
}

fn id_of(world: &World, group: &Group) -> String {
    let kind = api::seal::NodeKind::Group;
    world.sealer().node_id(kind, group.id.as_uuid())
}

/// What a guide writes about somebody born then.
fn about(world: &World, group: &Group, born_on: &str, emails: &[&str]) -> Value {
    json!({
        "group": id_of(world, group), "realName": NAME, "bornOn": born_on, "country": "ES",
        "guardianEmails": emails,
    })
}

/// Invites somebody, and gives the code.
async fn invited(guide: &Person<'_>, input: Value) -> String {
    let made = guide.does(INVITE, input).await;
    assert_eq!(made["__typename"], "Invited", "{made}");
    made["code"].as_str().expect("a code").to_owned()
}

/// What somebody types who does it right.
fn typed(code: &str, name: &str, born_on: &str) -> Value {
    json!({
        "code": code, "bornOn": born_on, "login": name, "penName": format!("{name} del Faro"),
        "avatar": "120301", "passphrase": PASSPHRASE, "language": "ENGLISH", "textVersion": 1,
        "give": ["ACCOUNT", "PUBLICATION"],
    })
}

fn with(mut input: Value, field: &str, value: Value) -> Value {
    input[field] = value;
    input
}

/// The code in the link of the one mail.
async fn mailed(world: &World) -> String {
    code_in(world.letters().await.first().expect("a letter"))
}

fn code_in(letter: &str) -> String {
    let letter = letter.replace("=\r\n", "");
    let (_, link) = letter
        .split_once("https://altavoz.test/guardian#")
        .expect("a link");
    link.chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect()
}

fn answer(code: &str, name: &str, give: &[&str]) -> Value {
    json!({
        "code": code, "textVersion": 1, "give": give, "declaresParentalResponsibility": true,
        "account": { "login": name, "penName": format!("{name} de Casa"), "passphrase": PASSPHRASE },
    })
}

/// How many people's real identities are kept.
async fn identities(world: &World) -> u64 {
    let checked = app::vault::check_vault(&world.app().operator()).await;
    checked.expect("a look").by_master.values().sum()
}

/// Tries to write with a token.
async fn writes(world: &World, token: &Value) -> Value {
    let text = json!({ "title": "Uno", "body": "Texto.", "language": "SPANISH" });
    let input = json!({ "input": { "text": text } });
    let said = world.send(token.as_str(), START, input).await;
    said.data()["startDraft"]["__typename"].clone()
}

stories! {
    async fn who_is_old_enough_comes_in_with_the_code_and_is_signed_in(world) {
        let faro = world.group("Faro").await;
        let eva = guide(world, "eva", &faro).await;
        let code = invited(&eva, about(world, &faro, SIXTEEN, &[])).await;
        assert_eq!(code.len(), 26);
        let joined = world.reader().does(JOIN, typed(&code, "leo", SIXTEEN)).await;
        assert_eq!(joined["__typename"], "SignedIn", "{joined}");
        assert_eq!(writes(world, &joined["token"]).await, "DraftStarted");
        let led = eva.send(LED_GROUPS, json!({})).await.data()["viewer"]["groups"].clone();
        assert_eq!(led, json!([{
            "group": { "name": "Faro" }, "language": "SPANISH", "entity": null, "capacity": 25,
            "members": [{ "penName": "leo del Faro", "avatar": "120301", "facilitates": false, "membership": "ACTIVE" }],
            "invitations": [],
        }]));
        assert!(world.letters().await.is_empty(), "nobody is asked who need not be");
        let again = world.reader().does(JOIN, typed(&code, "otro", SIXTEEN)).await;
        assert_eq!(again["__typename"], "InvitationOverError");
    }

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
        assert_eq!(identities(world).await, 2);
        app::jobs::register(world.app()).await.expect("jobs");
        while app::jobs::run_due(world.app()).await.expect("jobs run") > 0 {}
        assert_eq!(identities(world).await, 0, "what is over is forgotten");
        assert!(world.database().holds("invitation.forgotten").await.expect("a look"));
    }

    async fn another_birth_date_opens_nothing_and_five_of_them_end_the_invitation(world) {
        let faro = world.group("Faro").await;
        let eva = guide(world, "eva", &faro).await;
        let code = invited(&eva, about(world, &faro, SIXTEEN, &[])).await;
        for _ in 0..5 {
            let other = world.reader().does(JOIN, typed(&code, "leo", "2010-03-02")).await;
            assert_eq!(other["__typename"], "OtherBirthDateError");
        }
        let late = world.reader().does(JOIN, typed(&code, "leo", SIXTEEN)).await;
        assert_eq!(late["__typename"], "InvitationOverError");
    }

    async fn many_birth_dates_at_once_are_no_more_than_five(world) {
        let faro = world.group("Faro").await;
        let eva = guide(world, "eva", &faro).await;
        let code = invited(&eva, about(world, &faro, SIXTEEN, &[])).await;
        let reader = world.reader();
        let tries = (1..=20).map(|day| {
            let (reader, input) = (&reader, typed(&code, "leo", &format!("2010-04-{day:02}")));
            async move { reader.does(JOIN, input).await["__typename"].clone() }
        });
        let ends = join_all(tries).await;
        assert_eq!(ends.iter().filter(|end| **end == "OtherBirthDateError").count(), 5, "{ends:?}");
        assert_eq!(ends.iter().filter(|end| **end == "InvitationOverError").count(), 15, "{ends:?}");
    }

    async fn who_turned_18_since_the_invitation_does_not_come_in(world) {
        let faro = world.group("Faro").await;
        let eva = guide(world, "eva", &faro).await;
        // The story begins on the fourth of November 2026.
        let code = invited(&eva, about(world, &faro, "2008-11-10", &[])).await;
        world.passes(TimeDelta::days(7));
        let late = world.reader().does(JOIN, typed(&code, "leo", "2008-11-10")).await;
        assert_eq!(late["__typename"], "OtherAgeError", "{late}");
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
        let (eva, ann) = (guide(world, "eva", &faro).await, world.moderator("ann").await);
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
        ann.publishes_next().await;
        assert_eq!(world.reader().feed().await.len(), 1);
        let said = world.reader().does(ANSWER_LINK, answer(&links[1], "ivo", &[])).await;
        assert_eq!(said["__typename"], "GuardianLinkAnswered");
        assert!(world.reader().feed().await.is_empty(), "what is no longer covered is gone");
        assert_eq!(writes(world, &joined["token"]).await, "NotAllowedError");
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

    async fn of_many_invitations_to_the_last_place_one_is_made(world) {
        let faro = world.small_group("Faro", 1).await;
        let eva = guide(world, "eva", &faro).await;
        let tries = (0..6).map(|_| async { eva.does(INVITE, about(world, &faro, SIXTEEN, &[])).await["__typename"].clone() });
        let mut ends = join_all(tries).await;
        ends.sort_by_key(|end| end != "Invited");
        assert_eq!(ends[0], "Invited");
        assert!(ends[1..].iter().all(|end| end == "GroupFullError"), "{ends:?}");
    }

    async fn a_mail_that_could_not_be_sent_is_sent_later_and_given_up_in_the_end(world) {
        let faro = world.group("Faro").await;
        let eva = guide(world, "eva", &faro).await;
        let mail = async || {
            let led = eva.send(LED_GROUPS, json!({})).await;
            led.data()["viewer"]["groups"][0]["invitations"][0]["guardians"][0]["mail"].clone()
        };
        world.mail_works(false);
        invited(&eva, about(world, &faro, THIRTEEN, &[EMAIL])).await;
        assert!(world.letters().await.is_empty());
        assert_eq!(mail().await, "WAITING");
        world.mail_works(true);
        assert!(world.letters().await.is_empty(), "not at once");
        world.passes(TimeDelta::minutes(1));
        assert_eq!(world.letters().await.len(), 1);
        assert_eq!(mail().await, "SENT");
        invited(&eva, about(world, &faro, THIRTEEN, &["otra@example.org"])).await;
        std::fs::remove_dir_all(world.mail_folder()).expect("is removed");
        world.mail_works(false);
        for _ in 0..12 {
            world.letters().await;
            world.passes(TimeDelta::hours(8));
            eva.queue().await;
        }
        world.letters().await;
        assert_eq!(mail().await, "GIVEN_UP");
    }

    async fn who_is_under_12_or_over_17_is_refused_kindly(world) {
        let faro = world.group("Faro").await;
        let eva = guide(world, "eva", &faro).await;
        // The story begins on a day of September 2026.
        for (born_on, says) in [("2015-06-01", "from 12 on"), ("2008-06-01", "under 18")] {
            let refused = eva.does(INVITE, about(world, &faro, born_on, &[EMAIL])).await;
            assert_eq!(refused["__typename"], "OtherAgeError", "{refused}");
            assert!(refused["message"].as_str().expect("words").contains(says), "{refused}");
        }
        let absurd = eva.does(INVITE, about(world, &faro, "2099-01-01", &[])).await;
        assert_eq!((&absurd["__typename"], &absurd["field"]), (&json!("InvalidInputError"), &json!("bornOn")));
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

    async fn nobody_but_the_groups_guide_invites_or_takes_back(world) {
        let (faro, norte) = (world.group("Faro").await, world.group("Norte").await);
        let (eva, ivo) = (guide(world, "eva", &faro).await, guide(world, "ivo", &norte).await);
        let mia = world.correspondent("mia", &faro).await;
        let ada = world.adult("ada", &[Role::Administrator, Role::Coordinator]).await;
        let made = eva.does(INVITE, about(world, &faro, SIXTEEN, &[])).await;
        let back = json!({ "invitation": made["invitation"]["id"] });
        for who in [&ivo, &mia, &ada] {
            let refused = who.does(INVITE, about(world, &faro, SIXTEEN, &[])).await;
            assert_eq!(refused["reason"], "NOT_YOUR_ROLE", "{refused}");
            assert_eq!(who.does(TAKE_BACK, back.clone()).await["__typename"], "NotFoundError");
            assert_eq!(who.node(made["invitation"]["id"].as_str().expect("an id")).await, Value::Null);
            let led = who.send(LED_GROUPS, json!({})).await.data()["viewer"]["groups"].to_string();
            assert!(!led.contains("Faro"), "{led}");
        }
        assert_eq!(world.reader().does(INVITE, about(world, &faro, SIXTEEN, &[])).await["reason"], "SIGNED_OUT");
        assert_eq!(eva.does(TAKE_BACK, back).await["__typename"], "InvitationTakenBack");
    }

    async fn of_an_invitation_that_is_taken_back_nothing_stays(world) {
        let faro = world.group("Faro").await;
        let eva = guide(world, "eva", &faro).await;
        let made = eva.does(INVITE, about(world, &faro, THIRTEEN, &[EMAIL])).await;
        let link = mailed(world).await;
        let answered = world.reader().does(ANSWER_LINK, answer(&link, "ana", &["ACCOUNT"])).await;
        assert_eq!(answered["__typename"], "GuardianLinkAnswered");
        let back = json!({ "invitation": made["invitation"]["id"] });
        assert_eq!(eva.does(TAKE_BACK, back.clone()).await["__typename"], "InvitationTakenBack");
        let code = made["code"].as_str().expect("a code");
        assert_eq!(world.reader().does(JOIN, typed(code, "kim", THIRTEEN)).await["__typename"], "InvitationOverError");
        assert_eq!(eva.does(TAKE_BACK, back).await["__typename"], "NotFoundError");
        let wards = "{ viewer { wards { penName } } }";
        let seen = world.send(answered["session"]["token"].as_str(), wards, json!({})).await;
        assert_eq!(seen.data()["viewer"]["wards"], json!([]));
        // The guardian has an account, and with it an address of their own; who did not answer has nothing.
        assert_eq!(identities(world).await, 1);
        let made = eva.does(INVITE, about(world, &faro, THIRTEEN, &[EMAIL])).await;
        assert_eq!(identities(world).await, 3);
        eva.does(TAKE_BACK, json!({ "invitation": made["invitation"]["id"] })).await;
        assert_eq!(identities(world).await, 1);
    }

    async fn a_full_group_takes_nobody_and_open_invitations_count(world) {
        let faro = world.small_group("Faro", 2).await;
        let eva = guide(world, "eva", &faro).await;
        world.correspondent("mia", &faro).await;
        let code = invited(&eva, about(world, &faro, SIXTEEN, &[])).await;
        assert_eq!(eva.does(INVITE, about(world, &faro, SIXTEEN, &[])).await["__typename"], "GroupFullError");
        world.correspondent("leo", &faro).await;
        assert_eq!(world.reader().does(JOIN, typed(&code, "kim", SIXTEEN)).await["__typename"], "GroupFullError");
    }

    async fn of_many_who_use_one_invitation_at_once_one_comes_in(world) {
        let faro = world.group("Faro").await;
        let eva = guide(world, "eva", &faro).await;
        for round in 0..4 {
            let code = invited(&eva, about(world, &faro, SIXTEEN, &[])).await;
            let reader = world.reader();
            let tries = (0..6).map(|n| {
                let name = format!("kim{}", char::from(b'a' + round * 6 + n));
                let (reader, input) = (&reader, typed(&code, &name, SIXTEEN));
                async move { reader.does(JOIN, input).await["__typename"].clone() }
            });
            let mut ends = join_all(tries).await;
            ends.sort_by_key(|end| end != "SignedIn");
            assert_eq!(ends[0], "SignedIn");
            assert!(ends[1..].iter().all(|end| end == "InvitationOverError"), "{ends:?}");
        }
    }

    async fn whoever_is_first_an_invitation_is_used_or_taken_back(world) {
        let faro = world.group("Faro").await;
        let eva = guide(world, "eva", &faro).await;
        for round in 0..6_u8 {
            let made = eva.does(INVITE, about(world, &faro, SIXTEEN, &[])).await;
            let back = json!({ "invitation": made["invitation"]["id"] });
            let reader = world.reader();
            let name = format!("kim{}", char::from(b'a' + round));
            let joining = reader.does(JOIN, typed(made["code"].as_str().expect("a code"), &name, SIXTEEN));
            let (back, joined) = join(eva.does(TAKE_BACK, back), joining).await;
            let ends = (back["__typename"].as_str(), joined["__typename"].as_str());
            let one = [
                (Some("InvitationTakenBack"), Some("InvitationOverError")),
                (Some("NotFoundError"), Some("SignedIn")),
            ];
            assert!(one.contains(&ends), "{ends:?}");
        }
    }

    async fn a_guide_who_asks_again_with_the_same_id_gets_the_same_code(world) {
        let faro = world.group("Faro").await;
        let eva = guide(world, "eva", &faro).await;
        let input = with(about(world, &faro, SIXTEEN, &[]), "clientMutationId", json!("one"));
        let first = eva.does(INVITE, input.clone()).await;
        assert_eq!(eva.does(INVITE, input.clone()).await, first);
        let other = with(input, "bornOn", json!("2010-03-03"));
        assert_eq!(eva.does(INVITE, other).await["__typename"], "ClientMutationIdReusedError");
    }

    async fn what_can_not_be_used_is_told_and_leaves_the_invitation_good(world) {
        let faro = world.group("Faro").await;
        let eva = guide(world, "eva", &faro).await;
        let mia = world.correspondent("mia", &faro).await;
        let code = invited(&eva, about(world, &faro, SIXTEEN, &[])).await;
        let right = typed(&code, "leo", SIXTEEN);
        for (field, value) in [
            ("login", json!("l")), ("penName", json!("guia")), ("avatar", json!("999999")), ("passphrase", json!("short")),
            ("passphrase", json!("contraseña1")), ("give", json!(["PUBLICATION"])), ("clientMutationId", json!("")),
        ] {
            let refused = world.reader().does(JOIN, with(right.clone(), field, value)).await;
            assert_eq!((&refused["__typename"], &refused["field"]), (&json!("InvalidInputError"), &json!(field)), "{refused}");
        }
        let old = world.reader().does(JOIN, with(right.clone(), "textVersion", json!(7))).await;
        assert_eq!((&old["__typename"], &old["currentVersion"]), (&json!("ConsentTextChangedError"), &json!(1)));
        for taken in [with(right.clone(), "login", json!("mia")), with(right.clone(), "penName", json!("mia del Mar"))] {
            assert_eq!(world.reader().does(JOIN, taken).await["__typename"], "NameTakenError");
        }
        assert_eq!(mia.does(JOIN, right.clone()).await["field"], "code", "who is signed in is told to sign out");
        let (half, rest) = code.split_at(13);
        let spaced = with(right, "code", json!(format!(" {}-{rest} ", half.to_uppercase())));
        assert_eq!(world.reader().does(JOIN, spaced).await["__typename"], "SignedIn");
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

    async fn a_mail_has_no_name_in_it_and_is_sent_once(world) {
        let faro = world.group("Faro").await;
        let eva = guide(world, "eva", &faro).await;
        let input = with(about(world, &faro, THIRTEEN, &[EMAIL, "otra@example.org"]), "language", json!("BASQUE"));
        invited(&eva, input).await;
        let letters = world.letters().await;
        assert_eq!(letters.len(), 2, "one for each guardian");
        for letter in &letters {
            for secret in ["Aurelia", "Canario", "Oculto", "eva", "Faro", "2013"] {
                assert!(!letter.contains(secret), "{secret}: {letter}");
            }
            assert!(letter.contains("Kaixo"), "in the language that was asked for: {letter}");
        }
        assert_eq!(world.letters().await.len(), 2);
    }
}
