//! Guardians who are asked later, or again: another link, a second guardian, and how often anybody is written to.

use app::people::{Group, Relation};
use chrono::TimeDelta;
use domain::AccountId;
use domain::invitation::{MOST_ASKED_A_DAY, NEW_FOR};
use futures_util::future::join;
use serde_json::{Value, json};
use storage::Tx;
use storage::guardian_askings::{self, Asking};
use tests::{
    ANSWER_LINK, ASK_GUARDIAN, INVITE, JOIN, LED_GROUPS, Person, READ_LINK, VOUCH_FOR_GUARDIAN,
    World, stories,
};
use uuid::Uuid;

use super::{
    EMAIL, NAME, SIXTEEN, THIRTEEN, about, answer, code_in, coordinator, guide, invited, mailed,
    typed, with,
};

const OTHER: &str = "otra.persona@example.org";

async fn asks(who: &Person<'_>, about: (&str, &Value), email: &str) -> Value {
    let input = json!({ about.0: about.1, "email": email });
    who.does(ASK_GUARDIAN, input).await
}

/// The code in the newest mail to an address: there is one mail to each link.
async fn code_to(world: &World, email: &str, before: &[String]) -> String {
    let letters = world.letters().await;
    let to = letters.iter().filter(|letter| letter.contains(email));
    let codes: Vec<String> = to.map(|letter| code_in(letter)).collect();
    let new = codes.into_iter().find(|code| !before.contains(code));
    new.expect("another letter")
}

/// A member of thirteen, whose guardian consented, and the member's account as the guide sees it.
async fn member(world: &World, guide: &Person<'_>, group: &Group) -> (String, Value, String) {
    let code = invited(guide, about(world, group, THIRTEEN, &[EMAIL])).await;
    let link = mailed(world).await;
    let answered = world
        .reader()
        .does(ANSWER_LINK, answer(&link, "ana", &["ACCOUNT"]))
        .await;
    assert_eq!(answered["__typename"], "GuardianLinkAnswered", "{answered}");
    let joined = world
        .reader()
        .does(JOIN, typed(&code, "kim", THIRTEEN))
        .await;
    let token = joined["token"].as_str().expect("a session").to_owned();
    let led = guide
        .send("{ viewer { groups { members { account } } } }", json!({}))
        .await;
    let account = led.data()["viewer"]["groups"][0]["members"][0]["account"].clone();
    (token, account, link)
}

/// The guardian of the one member who waits for another adult.
async fn asked_of_member(guide: &Person<'_>) -> Value {
    let query =
        "{ viewer { groups { members { guardians { id needsSecondVouch canVouch mail } } } } }";
    let led = guide.send(query, json!({})).await;
    let asked = &led.data()["viewer"]["groups"][0]["members"][0]["guardians"];
    let asked = asked.as_array().cloned().unwrap_or_default();
    let held = asked.into_iter().find(|it| it["needsSecondVouch"] == true);
    held.expect("somebody who waits")
}

async fn vouches(who: &Person<'_>, asked: &Value) -> Value {
    who.does(VOUCH_FOR_GUARDIAN, json!({ "guardian": asked["id"] }))
        .await
}

async fn membership(world: &World, token: &str) -> Value {
    let asked = "{ viewer { consent { membership } } }";
    let seen = world.send(Some(token), asked, json!({})).await;
    seen.data()["viewer"]["consent"]["membership"].clone()
}

stories! {
    async fn whose_link_is_over_gets_another_one_in_its_place(world) {
        let faro = world.group("Faro").await;
        let eva = guide(world, "eva", &faro).await;
        let made = eva.does(INVITE, about(world, &faro, THIRTEEN, &[EMAIL])).await;
        world.is_vouched_for(&made["invitation"]["id"]).await;
        let first = mailed(world).await;
        world.passes(TimeDelta::hours(72));
        assert_eq!(world.reader().does(READ_LINK, json!({ "code": first })).await["__typename"], "GuardianLinkOverError");
        let eva = world.signed_in("eva", eva.account()).await;
        let asked = asks(&eva, ("invitation", &made["invitation"]["id"]), EMAIL).await;
        assert_eq!(asked, json!({ "__typename": "GuardianAsked", "hours": 72, "needsSecondVouch": false }), "it was vouched for before");
        let second = code_to(world, EMAIL, std::slice::from_ref(&first)).await;
        // Once more, while it is good: the one before ends.
        assert_eq!(asks(&eva, ("invitation", &made["invitation"]["id"]), EMAIL).await["hours"], 72);
        let third = code_to(world, EMAIL, &[first, second.clone()]).await;
        assert_eq!(world.reader().does(READ_LINK, json!({ "code": second })).await["__typename"], "GuardianLinkOverError");
        let led = eva.send(LED_GROUPS, json!({})).await;
        let guardians = led.data()["viewer"]["groups"][0]["invitations"][0]["guardians"].as_array().map(Vec::len);
        assert_eq!(guardians, Some(1), "one guardian is asked");
        let answered = world.reader().does(ANSWER_LINK, answer(&third, "ana", &["ACCOUNT"])).await;
        assert_eq!(answered["__typename"], "GuardianLinkAnswered", "{answered}");
        let code = made["code"].as_str().expect("a code");
        assert_eq!(world.reader().does(JOIN, typed(code, "kim", THIRTEEN)).await["__typename"], "SignedIn");
    }

    async fn a_second_guardian_of_a_member_is_written_to_when_another_adult_vouches(world) {
        let faro = world.group("Faro").await;
        let eva = guide(world, "eva", &faro).await;
        let (kim, account, link) = member(world, &eva, &faro).await;
        let known = asks(&eva, ("member", &account), EMAIL).await;
        assert_eq!((&known["__typename"], &known["field"]), (&json!("InvalidInputError"), &json!("email")), "{known}");
        assert_eq!(asks(&eva, ("member", &account), OTHER).await["needsSecondVouch"], true);
        let asked = asked_of_member(&eva).await;
        assert_eq!((&asked["needsSecondVouch"], &asked["canVouch"], &asked["mail"]), (&json!(true), &json!(false), &json!("WAITING")));
        assert!(!world.letters().await.iter().any(|letter| letter.contains(OTHER)), "nobody is written to");
        assert_eq!(vouches(&eva, &asked).await["reason"], "NOT_YOUR_ROLE");

        // Whoever is a guardian of the child is not the other adult, and a guide of other children has nothing to do with it.
        let norte = world.group("Norte").await;
        let ivo = guide(world, "ivo", &norte).await;
        assert_eq!(vouches(&ivo, &asked).await["__typename"], "NotFoundError");
        let related = coordinator(world, "rita").await;
        let (_, child) = world.sealer().open_node(account.as_str().expect("an id")).expect("an account");
        world.relate(Relation::Guardian(related.account(), AccountId::from_uuid(child))).await;
        assert_eq!(vouches(&related, &asked).await["reason"], "RELATED");
        let enough = asks(&eva, ("member", &account), "tercera@example.org").await;
        assert_eq!(enough["field"], "email", "two are asked at most: {enough}");
        assert_eq!(membership(world, &kim).await, "ACTIVE", "who did not answer changes nothing");
        assert!(!world.letters().await.iter().any(|letter| letter.contains(OTHER)));
        drop(link);
    }

    async fn a_second_guardian_who_was_vouched_for_counts_at_once(world) {
        let faro = world.group("Faro").await;
        let eva = guide(world, "eva", &faro).await;
        let (kim, account, link) = member(world, &eva, &faro).await;
        asks(&eva, ("member", &account), OTHER).await;
        world.passes(TimeDelta::hours(71));
        let rita = coordinator(world, "rita").await;
        let eva = world.signed_in("eva", eva.account()).await;
        let asked = asked_of_member(&eva).await;
        let vouched = vouches(&rita, &asked).await;
        assert_eq!(vouched["guardian"], asked["id"], "{vouched}");
        assert_eq!(vouches(&rita, &asked).await["__typename"], "GuardianVouchedFor", "a second time changes nothing");
        world.passes(TimeDelta::hours(71));
        let code = code_to(world, OTHER, &[link]).await;
        let rita = world.signed_in("rita", rita.account()).await;
        let by_the_voucher = rita.does(READ_LINK, json!({ "code": code })).await;
        assert_eq!(by_the_voucher["__typename"], "GuardianLinkOverError", "nobody vouches and decides too");
        let read = world.reader().does(READ_LINK, json!({ "code": code })).await;
        assert_eq!(read["realName"], NAME, "{read}");
        let answered = world.reader().does(ANSWER_LINK, answer(&code, "ivan", &[])).await;
        assert_eq!(answered["__typename"], "GuardianLinkAnswered", "{answered}");
        assert_eq!(membership(world, &kim).await, "PAUSED", "guardians who disagree pause the account");
        assert_eq!(vouches(&rita, &asked).await["__typename"], "NotFoundError");
    }

    async fn who_vouched_for_the_child_and_is_not_new_asks_alone(world) {
        let faro = world.group("Faro").await;
        let eva = guide(world, "eva", &faro).await;
        world.passes(NEW_FOR);
        let (eva, ivo) = (world.signed_in("eva", eva.account()).await, guide(world, "ivo", &faro).await);
        let made = eva.does(INVITE, about(world, &faro, THIRTEEN, &[EMAIL])).await;
        let child = ("invitation", &made["invitation"]["id"]);
        assert_eq!(asks(&ivo, child, OTHER).await["needsSecondVouch"], true, "another guide did not write the name");
        assert_eq!(asks(&eva, child, "tercera@example.org").await["field"], "email", "two are asked at most");
        assert_eq!(asks(&eva, child, EMAIL).await["needsSecondVouch"], false);
        let other = eva.does(INVITE, about(world, &faro, THIRTEEN, &["una@example.org"])).await;
        assert_eq!(asks(&eva, ("invitation", &other["invitation"]["id"]), "dos@example.org").await["needsSecondVouch"], false);
    }

    async fn an_institution_is_told_to_the_guardian_and_to_the_child(world) {
        let faro = world.group("Faro").await;
        let eva = guide(world, "eva", &faro).await;
        let input = with(about(world, &faro, THIRTEEN, &[EMAIL]), "guardianInstitution", json!("Casa Canario"));
        let code = invited(&eva, input).await;
        let link = mailed(world).await;
        let read = "mutation($input: ReadGuardianLinkInput!) { readGuardianLink(input: $input) { ... on ConsentRequest { institution } } }";
        assert_eq!(world.reader().does(read, json!({ "code": link })).await["institution"], "Casa Canario");
        let answered = world.reader().does(ANSWER_LINK, answer(&link, "ana", &["ACCOUNT"])).await;
        let joined = world.reader().does(JOIN, typed(&code, "kim", THIRTEEN)).await;
        let own = "{ viewer { consent { guardians { institution } } wards { guardians { institution } } } }";
        let seen = async |token: &Value| world.send(token.as_str(), own, json!({})).await.data()["viewer"].clone();
        assert_eq!(seen(&joined["token"]).await["consent"]["guardians"], json!([{ "institution": "Casa Canario" }]));
        assert_eq!(seen(&answered["session"]["token"]).await["wards"], json!([{ "guardians": [{ "institution": "Casa Canario" }] }]));
        world.is_secret("Casa Canario");
    }

    async fn a_guardian_who_answers_while_they_are_asked_again_counts_or_is_asked(world) {
        let faro = world.group("Faro").await;
        let eva = guide(world, "eva", &faro).await;
        for round in 0..3_u8 {
            let email = format!("familia.{round}@example.org");
            let made = eva.does(INVITE, about(world, &faro, THIRTEEN, &[email.as_str()])).await;
            let link = code_to(world, &email, &[]).await;
            let name = format!("ana{}", char::from(b'a' + round));
            let reader = world.reader();
            let answering = reader.does(ANSWER_LINK, answer(&link, &name, &["ACCOUNT"]));
            let (asked, answered) = join(asks(&eva, ("invitation", &made["invitation"]["id"]), &email), answering).await;
            let ends = (asked["__typename"].as_str(), answered["__typename"].as_str());
            let one = [
                (Some("GuardianAsked"), Some("GuardianLinkOverError")),
                (Some("InvalidInputError"), Some("GuardianLinkAnswered")),
            ];
            assert!(one.contains(&ends), "{ends:?}");
        }
    }

    async fn nobody_asks_where_it_is_not_theirs_or_not_needed(world) {
        let (faro, norte) = (world.group("Faro").await, world.group("Norte").await);
        let (eva, ivo) = (guide(world, "eva", &faro).await, guide(world, "ivo", &norte).await);
        let (_, account, _) = member(world, &eva, &faro).await;
        assert_eq!(asks(&ivo, ("member", &account), OTHER).await["__typename"], "NotFoundError");
        assert_eq!(asks(&world.reader(), ("member", &account), OTHER).await["reason"], "SIGNED_OUT");
        let made = eva.does(INVITE, about(world, &faro, SIXTEEN, &[])).await;
        let invitation = made["invitation"]["id"].clone();
        assert_eq!(asks(&eva, ("invitation", &invitation), OTHER).await["field"], "email", "they decide alone");
        let both = json!({ "invitation": invitation, "member": account, "email": OTHER });
        for input in [both, json!({ "email": OTHER })] {
            assert_eq!(eva.does(ASK_GUARDIAN, input).await["field"], "member");
        }
        assert_eq!(asks(&eva, ("member", &account), "nonsense").await["field"], "email");
        let letters = world.letters().await;
        assert!(!letters.iter().any(|letter| letter.contains(OTHER)), "nobody was written to");
    }

    async fn nobody_is_written_to_more_than_three_times_a_day(world) {
        let faro = world.group("Faro").await;
        let eva = guide(world, "eva", &faro).await;
        let made = eva.does(INVITE, about(world, &faro, THIRTEEN, &[EMAIL])).await;
        let child = ("invitation", &made["invitation"]["id"]);
        for _ in 0..2 {
            assert_eq!(asks(&eva, child, EMAIL).await["hours"], 72);
        }
        let refused = asks(&eva, child, EMAIL).await;
        assert_eq!((&refused["__typename"], &refused["field"]), (&json!("InvalidInputError"), &json!("email")), "{refused}");
        let again = eva.does(INVITE, about(world, &faro, THIRTEEN, &[EMAIL])).await;
        assert_eq!(again["field"], "guardianEmails", "by an invitation neither: {again}");
        world.passes(TimeDelta::days(1));
        let eva = world.signed_in("eva", eva.account()).await;
        assert_eq!(asks(&eva, child, EMAIL).await["hours"], 72);
        app::jobs::register(world.app()).await.expect("jobs");
        while app::jobs::run_due(world.app()).await.expect("jobs run") > 0 {}
    }

    async fn one_adult_asks_sixty_guardians_a_day_at_most(world) {
        let faro = world.group("Faro").await;
        let eva = guide(world, "eva", &faro).await;
        let (by, at) = (eva.account(), world.now());
        let before = world.app().db().write::<_, storage::StorageError, _>(async move |tx: &mut Tx| {
            for number in 0..MOST_ASKED_A_DAY {
                let index = [u8::try_from(number).unwrap_or(0); 32];
                let id = Uuid::from_u128(u128::try_from(number).unwrap_or(0) + 1);
                guardian_askings::insert(tx, &Asking { id, asked_by: by, email_index: &index, asked: guardian_askings::Asked::Guardian, at }).await?;
            }
            Ok(())
        });
        before.await.expect("askings");
        let refused = eva.does(INVITE, about(world, &faro, THIRTEEN, &[EMAIL])).await;
        assert_eq!(refused["field"], "guardianEmails", "{refused}");
        assert_eq!(eva.does(INVITE, about(world, &faro, SIXTEEN, &[])).await["__typename"], "Invited");
    }

    async fn one_address_for_children_of_two_schools_leaves_an_alarm(world) {
        let (faro, sur) = (world.group_of("IES Faro", "Faro").await, world.group_of("IES Faro", "Sur").await);
        let eva = guide(world, "eva", &faro).await;
        world.relate(Relation::Guide(sur.id, eva.account())).await;
        for group in [&faro, &sur] {
            assert_eq!(eva.does(INVITE, about(world, group, THIRTEEN, &[EMAIL])).await["__typename"], "Invited");
        }
        let is_alarmed = async || world.database().holds("alarm.one-guardian-in-two-entities").await.expect("a look");
        assert!(!is_alarmed().await, "brothers and sisters go to one school");
        let norte = world.group_of("IES Norte", "Norte").await;
        let ivo = guide(world, "ivo", &norte).await;
        assert_eq!(ivo.does(INVITE, about(world, &norte, THIRTEEN, &[EMAIL])).await["__typename"], "Invited");
        assert!(is_alarmed().await);
        assert!(world.was_logged("one address is guardian of children of two schools or clubs"));
    }
}
