//! Invitations: from a guide who vouches, to one person, used once.

use app::people::Relation;
use chrono::TimeDelta;
use domain::Role;
use futures_util::future::{join, join_all};
use serde_json::{Value, json};
use tests::{ANSWER_LINK, INVITE, JOIN, LED_GROUPS, READ_INVITATION, TAKE_BACK, World, stories};

use super::{
    EMAIL, SIXTEEN, THIRTEEN, about, answer, guide, identities, invited, mailed, typed, with,
    writes,
};

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

    async fn an_invitation_says_where_it_leads_before_anything_is_chosen(world) {
        let faro = world.group("Faro").await;
        let eva = guide(world, "eva", &faro).await;
        world.correspondent("mia", &faro).await;
        let asks = |code: &str, more: Value| {
            let mut input = json!({ "code": code, "bornOn": SIXTEEN });
            input.as_object_mut().expect("an input").extend(more.as_object().expect("fields").clone());
            let reader = world.reader();
            async move { reader.does(READ_INVITATION, input).await }
        };
        let code = invited(&eva, about(world, &faro, SIXTEEN, &[])).await;
        assert_eq!(asks(&code, json!({})).await, json!({ "__typename": "InvitationRead", "group": { "name": "Faro" } }));
        assert_eq!(asks(&code, json!({ "login": "leo", "penName": "Zarza Azul" })).await["__typename"], "InvitationRead");
        // Names that somebody has, looks like, or could be known by.
        for taken in [json!({ "login": "mia" }), json!({ "penName": "MIA del Mar" })] {
            assert_eq!(asks(&code, taken).await["__typename"], "NameTakenError");
        }
        for telling in ["Aurelia", "Canario 16", "oculto"] {
            let told = asks(&code, json!({ "penName": telling })).await;
            assert_eq!((&told["__typename"], &told["field"]), (&json!("InvalidInputError"), &json!("penName")), "{told}");
            let told = world.reader().does(JOIN, with(typed(&code, "leo", SIXTEEN), "penName", json!(telling))).await;
            assert_eq!((&told["__typename"], &told["field"]), (&json!("InvalidInputError"), &json!("penName")), "{told}");
        }
        let thirteen = invited(&eva, about(world, &faro, THIRTEEN, &[EMAIL])).await;
        assert_eq!(asks(&thirteen, json!({ "bornOn": THIRTEEN })).await["__typename"], "AwaitingGuardianError");
        assert_eq!(asks("nada", json!({})).await["__typename"], "InvitationOverError");
        assert_eq!(eva.does(READ_INVITATION, json!({ "code": code, "bornOn": SIXTEEN })).await["field"], "code", "somebody is signed in");
        // Looking uses nothing up, but other birth dates do.
        for _ in 0..5 {
            assert_eq!(asks(&code, json!({ "bornOn": "2010-03-02" })).await["__typename"], "OtherBirthDateError");
        }
        assert_eq!(asks(&code, json!({})).await["__typename"], "InvitationOverError");
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

    async fn of_many_invitations_to_the_last_place_one_is_made(world) {
        let faro = world.small_group("Faro", 1).await;
        let eva = guide(world, "eva", &faro).await;
        let tries = (0..6).map(|_| async { eva.does(INVITE, about(world, &faro, SIXTEEN, &[])).await["__typename"].clone() });
        let mut ends = join_all(tries).await;
        ends.sort_by_key(|end| end != "Invited");
        assert_eq!(ends[0], "Invited");
        assert!(ends[1..].iter().all(|end| end == "GroupFullError"), "{ends:?}");
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

    async fn nobody_but_the_groups_guide_invites_or_takes_back(world) {
        let (faro, norte) = (world.group("Faro").await, world.group("Norte").await);
        let (eva, ivo) = (guide(world, "eva", &faro).await, guide(world, "ivo", &norte).await);
        let mia = world.correspondent("mia", &faro).await;
        let ada = world.adult("ada", &[Role::Administrator]).await;
        let made = eva.does(INVITE, about(world, &faro, SIXTEEN, &[])).await;
        let back = json!({ "invitation": made["invitation"]["id"] });
        for who in [&ivo, &mia, &ada] {
            let refused = who.does(INVITE, about(world, &faro, SIXTEEN, &[])).await;
            assert_eq!(refused["reason"], "NOT_YOUR_ROLE", "{refused}");
            assert_eq!(who.does(TAKE_BACK, back.clone()).await["__typename"], "NotFoundError");
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
        // The guardian has an account, and with it an address of their own, and so has the guide; who did not answer has
        // nothing.
        assert_eq!(identities(world).await, 2);
        let made = eva.does(INVITE, about(world, &faro, THIRTEEN, &[EMAIL])).await;
        assert_eq!(identities(world).await, 4);
        eva.does(TAKE_BACK, json!({ "invitation": made["invitation"]["id"] })).await;
        assert_eq!(identities(world).await, 2);
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
            world.is_vouched_for(&made["invitation"]["id"]).await;
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

    async fn a_guide_says_which_members_help_and_it_gives_them_no_power(world) {
        let (faro, norte) = (world.group("Faro").await, world.group("Norte").await);
        let (eva, ivo) = (guide(world, "eva", &faro).await, guide(world, "ivo", &norte).await);
        let (mia, leo) = (world.correspondent("mia", &faro).await, world.correspondent("leo", &faro).await);
        let member = world.sealer().node_id(api::seal::NodeKind::Account, mia.account().as_uuid());
        let set = "mutation($input: SetFacilitatorInput!) { setFacilitator(input: $input) {
            __typename ... on FacilitatorSet { facilitates } ... on UserError { message } } }";
        let input = |facilitates: bool| json!({ "member": member, "facilitates": facilitates });
        for who in [&ivo, &leo, &mia] {
            assert_eq!(who.does(set, input(true)).await["__typename"], "NotFoundError");
        }
        assert_eq!(eva.does(set, input(true)).await["facilitates"], true);
        let members = "{ viewer { groups { members { penName facilitates } } account { roles } } }";
        let seen = eva.send(members, json!({})).await;
        assert_eq!(seen.data()["viewer"]["groups"][0]["members"], json!([
            { "penName": "leo del Mar", "facilitates": false }, { "penName": "mia del Mar", "facilitates": true },
        ]));
        let own = mia.send(members, json!({})).await;
        assert_eq!(own.data()["viewer"], json!({ "groups": [], "account": { "roles": ["CORRESPONDENT"] } }));
        leo.writes("De leo", "Texto.").await;
        assert!(mia.queue().await.is_none(), "no power over content");
        assert_eq!(mia.does(INVITE, about(world, &faro, SIXTEEN, &[])).await["reason"], "NOT_YOUR_ROLE");
        assert_eq!(eva.does(set, input(false)).await["facilitates"], false);
    }

    async fn a_guide_whose_certificate_ran_out_invites_nobody(world) {
        let faro = world.group("Faro").await;
        let today = World::beginning().as_utc().date_naive();
        let certificate = World::certificate_between(today - chrono::Days::new(9), today);
        let eva = world.account("eva", &[Role::Guide], None, Some(certificate)).await;
        world.relate(Relation::Guide(faro.id, eva)).await;
        let eva = world.signed_in("eva", eva).await;
        let made = eva.does(INVITE, about(world, &faro, SIXTEEN, &[])).await;
        assert_eq!(made["__typename"], "Invited");
        // It is a morning in Madrid.
        world.passes(TimeDelta::hours(11));
        assert_eq!(eva.does(INVITE, about(world, &faro, SIXTEEN, &[])).await["__typename"], "Invited");
        world.passes(TimeDelta::hours(11));
        let late = eva.does(INVITE, about(world, &faro, SIXTEEN, &[])).await;
        assert_eq!(late["reason"], "NOT_CLEARED", "{late}");
        let back = json!({ "invitation": made["invitation"]["id"] });
        assert_eq!(eva.does(TAKE_BACK, back).await["__typename"], "NotFoundError");
    }
}
