//! Whom a new adult invited comes in when another adult vouches too (SAFETY T2).

use chrono::TimeDelta;
use domain::Role;
use domain::invitation::NEW_FOR;
use serde_json::{Value, json};
use tests::{INVITE, JOIN, Person, VOUCH, World, stories};

use super::{EMAIL, SIXTEEN, THIRTEEN, about, answer, coordinator, guide, mailed, typed};

async fn vouches(who: &Person<'_>, made: &Value) -> Value {
    who.does(VOUCH, json!({ "invitation": made["invitation"]["id"] }))
        .await
}

async fn joins(world: &World, made: &Value, name: &str) -> Value {
    let code = made["code"].as_str().expect("a code");
    world.reader().does(JOIN, typed(code, name, SIXTEEN)).await
}

/// What those who run the panel see of the invitation.
async fn seen(who: &Person<'_>) -> Value {
    let all =
        "{ viewer { allGroups { nodes { guides invitations { needsSecondVouch canVouch } } } } }";
    who.send(all, json!({})).await.data()["viewer"]["allGroups"]["nodes"][0].clone()
}

stories! {
    async fn whom_a_new_guide_invited_comes_in_when_another_adult_vouches(world) {
        let faro = world.group("Faro").await;
        let eva = guide(world, "eva", &faro).await;
        let made = eva.does(INVITE, about(world, &faro, SIXTEEN, &[])).await;
        let early = joins(world, &made, "kim").await;
        assert_eq!(early["__typename"], "AwaitingVouchError", "{early}");
        assert!(!world.database().holds("kim del Faro").await.expect("a look"), "nothing is kept");

        // Not who invited, nor who has no certificate, nor who has nothing to do with children.
        assert_eq!(vouches(&eva, &made).await["reason"], "NOT_YOUR_ROLE");
        for (name, role) in [("ada", Role::Administrator), ("coro", Role::Coordinator)] {
            let other = world.adult(name, &[role]).await;
            assert_eq!(vouches(&other, &made).await["__typename"], "NotFoundError", "{name}");
        }
        assert_eq!(joins(world, &made, "kim").await["__typename"], "AwaitingVouchError");

        let cora = coordinator(world, "cora").await;
        let waits = json!([{ "needsSecondVouch": true, "canVouch": true }]);
        assert_eq!(seen(&cora).await, json!({ "guides": ["eva del Mar"], "invitations": waits }));
        let vouched = vouches(&cora, &made).await;
        assert_eq!(vouched["invitation"]["needsSecondVouch"], false, "{vouched}");
        assert!(world.database().holds("invitation.seconded").await.expect("a look"));
        assert_eq!(vouches(&cora, &made).await["__typename"], "VouchedFor", "a second time changes nothing");
        assert_eq!(joins(world, &made, "kim").await["__typename"], "SignedIn");
        assert_eq!(vouches(&cora, &made).await["__typename"], "NotFoundError");
    }

    async fn a_guide_of_thirty_days_vouches_alone_and_for_others(world) {
        let faro = world.group("Faro").await;
        let eva = guide(world, "eva", &faro).await;
        world.passes(NEW_FOR - TimeDelta::seconds(1));
        let eva = world.signed_in("eva", eva.account()).await;
        let made = eva.does(INVITE, about(world, &faro, SIXTEEN, &[])).await;
        assert_eq!(joins(world, &made, "kim").await["__typename"], "AwaitingVouchError");
        let ivo = guide(world, "ivo", &faro).await;
        assert_eq!(vouches(&ivo, &made).await["__typename"], "VouchedFor", "another guide of the group");
        assert_eq!(joins(world, &made, "kim").await["__typename"], "SignedIn");
        world.passes(TimeDelta::seconds(1));
        let made = eva.does(INVITE, about(world, &faro, SIXTEEN, &[])).await;
        assert_eq!(joins(world, &made, "leo").await["__typename"], "SignedIn");
    }

    async fn a_coordinator_with_a_certificate_invites_to_any_group(world) {
        let faro = world.group("Faro").await;
        let cora = coordinator(world, "cora").await;
        let coro = world.adult("coro", &[Role::Coordinator]).await;
        let refused = coro.does(INVITE, about(world, &faro, SIXTEEN, &[])).await;
        assert_eq!(refused["reason"], "NOT_CLEARED", "{refused}");
        let made = cora.does(INVITE, about(world, &faro, THIRTEEN, &[EMAIL])).await;
        let link = mailed(world).await;
        world.reader().does(tests::ANSWER_LINK, answer(&link, "ana", &["ACCOUNT"])).await;
        let code = made["code"].as_str().expect("a code");
        let early = world.reader().does(JOIN, typed(code, "kim", THIRTEEN)).await;
        assert_eq!(early["__typename"], "AwaitingVouchError", "{early}");
        let eva = guide(world, "eva", &faro).await;
        assert_eq!(vouches(&eva, &made).await["__typename"], "VouchedFor");
        let joined = world.reader().does(JOIN, typed(code, "kim", THIRTEEN)).await;
        assert_eq!(joined["__typename"], "SignedIn", "{joined}");
    }
}
