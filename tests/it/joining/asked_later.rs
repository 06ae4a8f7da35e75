//! Guardians who are asked later, or again: another link, a second guardian, and how often anybody is written to.

use app::people::Group;
use chrono::TimeDelta;
use domain::invitation::MOST_ASKED_A_DAY;
use serde_json::{Value, json};
use storage::Tx;
use storage::guardian_askings::{self, Asking};
use tests::{
    ANSWER_LINK, ASK_GUARDIAN, INVITE, JOIN, LED_GROUPS, Person, READ_LINK, World, stories,
};
use uuid::Uuid;

use super::{
    EMAIL, NAME, SIXTEEN, THIRTEEN, about, answer, code_in, guide, invited, mailed, typed,
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
        assert_eq!(asked["hours"], 72, "{asked}");
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

    async fn a_second_guardian_of_a_member_is_asked_and_counts_at_once(world) {
        let faro = world.group("Faro").await;
        let eva = guide(world, "eva", &faro).await;
        let (kim, account, link) = member(world, &eva, &faro).await;
        assert_eq!(membership(world, &kim).await, "ACTIVE");
        let known = asks(&eva, ("member", &account), EMAIL).await;
        assert_eq!((&known["__typename"], &known["field"]), (&json!("InvalidInputError"), &json!("email")), "{known}");
        assert_eq!(asks(&eva, ("member", &account), OTHER).await["hours"], 72);
        assert_eq!(membership(world, &kim).await, "ACTIVE", "who was asked and did not answer changes nothing");
        let code = code_to(world, OTHER, &[link]).await;
        let read = world.reader().does(READ_LINK, json!({ "code": code })).await;
        assert_eq!(read["realName"], NAME, "{read}");
        let answered = world.reader().does(ANSWER_LINK, answer(&code, "ivan", &[])).await;
        assert_eq!(answered["__typename"], "GuardianLinkAnswered", "{answered}");
        assert_eq!(membership(world, &kim).await, "PAUSED", "guardians who disagree pause the account");
        let third = asks(&eva, ("member", &account), "tercera@example.org").await;
        assert_eq!(third["field"], "email", "two are asked at most: {third}");
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
                guardian_askings::insert(tx, &Asking { id, asked_by: by, email_index: &index, at }).await?;
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
        world.relate(app::people::Relation::Guide(sur.id, eva.account())).await;
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
