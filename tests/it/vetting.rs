//! Vetting: an adult meets children, and reads what they did not publish, only while a certificate that somebody else has
//! seen, training and the signed code of conduct count.

use chrono::{Days, TimeDelta};
use domain::account::Role;
use serde_json::{Value, json};
use tests::{CLAIM_NEXT, Person, RECORD_CERTIFICATE, RECORD_TRAINING, SIGN_CODE, World, stories};

const OWN: &str = "{ viewer { vetting { lacks trainingUntil codeOfConductUntil certificate { country kind expiresOn } } } }";
const STAFF: &str =
    "query($first: Int, $after: String) { viewer { staff(first: $first, after: $after) {
    nodes { id login roles vetting { lacks } } pageInfo { hasNextPage endCursor } } } }";

/// What is lacking of what somebody needs.
async fn lacks(who: &Person<'_>) -> Value {
    who.send(OWN, json!({})).await.data()["viewer"]["vetting"]["lacks"].clone()
}

async fn reads_the_queue(who: &Person<'_>) -> bool {
    let claimed = who.does(CLAIM_NEXT, json!({})).await;
    assert!(
        claimed["__typename"] == "QueueEmpty" || claimed["__typename"] == "NotAllowedError",
        "{claimed}"
    );
    let sees = who.queue().await.is_some();
    assert_eq!(sees, claimed["__typename"] == "QueueEmpty");
    sees
}

/// What an administrator says of somebody, from today for a year.
fn certificate(world: &World, who: &Person<'_>) -> Value {
    let today = world.now().as_utc().date_naive();
    json!({
        "staffMember": world.sealer().node_id(api::seal::NodeKind::StaffMember, who.account().as_uuid()),
        "country": "ES", "kind": "SEXUAL_OFFENCES_REGISTER",
        "issuedOn": today.to_string(), "expiresOn": (today + Days::new(365)).to_string(),
    })
}

fn with(mut input: Value, field: &str, value: impl Into<Value>) -> Value {
    input[field] = value.into();
    input
}

stories! {
    async fn an_adult_reads_nothing_until_everything_is_there_that_they_need(world) {
        let ada = world.adult("ada", &[Role::Administrator]).await;
        let ann = world.adult("ann", &[Role::Moderator]).await;
        assert_eq!(lacks(&ann).await, json!(["CERTIFICATE", "TRAINING", "CODE_OF_CONDUCT"]));
        assert!(!reads_the_queue(&ann).await);
        let seen = certificate(world, &ann);
        assert_eq!(ada.does(RECORD_CERTIFICATE, seen.clone()).await["__typename"], "VettingRecorded");
        let today = seen["issuedOn"].clone();
        let trained = json!({ "staffMember": seen["staffMember"], "on": today });
        assert_eq!(ada.does(RECORD_TRAINING, trained).await["__typename"], "VettingRecorded");
        assert_eq!(lacks(&ann).await, json!(["CODE_OF_CONDUCT"]));
        assert!(!reads_the_queue(&ann).await);
        let other = ann.does(SIGN_CODE, json!({ "version": 7 })).await;
        assert_eq!(other["field"], "version", "{other}");
        let signed = ann.does(SIGN_CODE, json!({ "version": 1 })).await;
        assert_eq!(signed["vetting"]["lacks"], json!([]), "{signed}");
        assert!(reads_the_queue(&ann).await, "it counts in the session that is open");
        for record in ["certificate.recorded", "training.recorded", "code-of-conduct.signed"] {
            assert!(world.database().holds(record).await.expect("a look"));
        }
    }

    async fn no_permission_outlives_the_last_day_by_a_minute(world) {
        let ann = world.moderator("ann").await;
        // 2027-10-31T22:59:00Z is a minute before midnight of the last of October at the centre, a day before the certificate ends.
        let training = chrono::NaiveDate::from_ymd_opt(2027, 11, 1).expect("a day");
        let last_minute = training.and_hms_opt(22, 59, 0).expect("a time").and_utc();
        world.passes(last_minute - world.now().as_utc());
        let ann = world.signed_in("ann", ann.account()).await;
        assert!(reads_the_queue(&ann).await);
        world.passes(TimeDelta::minutes(1));
        assert_eq!(lacks(&ann).await, json!(["CERTIFICATE"]));
        assert!(!reads_the_queue(&ann).await, "the certificate ends with its day");
    }

    async fn nobody_says_of_themselves_that_their_certificate_was_seen(world) {
        let ada = world.adult("ada", &[Role::Administrator, Role::Moderator]).await;
        let (ann, cora) = (world.moderator("ann").await, world.adult("cora", &[Role::Coordinator]).await);
        let own = ada.does(RECORD_CERTIFICATE, certificate(world, &ada)).await;
        assert_eq!(own["reason"], "NOT_YOUR_ROLE", "{own}");
        let foreign = ann.does(RECORD_CERTIFICATE, certificate(world, &ada)).await;
        assert_eq!(foreign["reason"], "NOT_YOUR_ROLE", "a moderator vets nobody: {foreign}");
        let seen = certificate(world, &ada);
        let by_other = cora.does(RECORD_CERTIFICATE, seen.clone()).await;
        assert_eq!(by_other["__typename"], "VettingRecorded", "{by_other}");
        let trained = json!({ "staffMember": seen["staffMember"], "on": seen["issuedOn"] });
        assert_eq!(ada.does(RECORD_TRAINING, trained.clone()).await["reason"], "NOT_YOUR_ROLE");
        world.passes(TimeDelta::minutes(10));
        assert_eq!(cora.does(RECORD_TRAINING, trained).await["reason"], "PROVE_AGAIN");
        assert_eq!(cora.does(RECORD_CERTIFICATE, seen).await["reason"], "PROVE_AGAIN");
    }

    async fn what_is_no_certificate_of_today_is_not_taken(world) {
        let ada = world.adult("ada", &[Role::Administrator]).await;
        let ann = world.adult("ann", &[Role::Moderator]).await;
        let faro = world.group("Faro").await;
        let mia = world.correspondent("mia", &faro).await;
        let seen = certificate(world, &ann);
        for (field, day, says) in [
            ("issuedOn", "2026-11-05", "issuedOn"), ("expiresOn", "2027-11-05", "expiresOn"),
            ("expiresOn", "2026-11-04", "expiresOn"), ("expiresOn", "2026-11-01", "expiresOn"),
        ] {
            let refused = ada.does(RECORD_CERTIFICATE, with(seen.clone(), field, day)).await;
            assert_eq!(refused["field"], says, "{field} {day}: {refused}");
        }
        assert_eq!(ada.does(RECORD_CERTIFICATE, seen.clone()).await["__typename"], "VettingRecorded");
        let older = with(with(seen.clone(), "issuedOn", "2026-11-01"), "expiresOn", "2027-01-01");
        assert_eq!(ada.does(RECORD_CERTIFICATE, older).await["field"], "issuedOn", "a newer one stays");
        for day in ["2026-11-05", "2025-11-03"] {
            let trained = json!({ "staffMember": seen["staffMember"], "on": day });
            assert_eq!(ada.does(RECORD_TRAINING, trained).await["field"], "on");
        }
        let child = ada.does(RECORD_CERTIFICATE, certificate(world, &mia)).await;
        assert_eq!(child["__typename"], "NotFoundError", "{child}");
        assert_eq!(lacks(&ann).await, json!(["TRAINING", "CODE_OF_CONDUCT"]));
        assert_eq!(mia.does(SIGN_CODE, json!({ "version": 1 })).await["reason"], "NOT_YOUR_ROLE");
    }

    async fn who_runs_the_panel_sees_its_adults_and_what_they_lack(world) {
        let ada = world.adult("ada", &[Role::Administrator]).await;
        let faro = world.group("Faro").await;
        let (ann, mia) = (world.moderator("ann").await, world.correspondent("mia", &faro).await);
        world.adult("tom", &[Role::Guide]).await;
        world.adult("pau", &[Role::Guardian]).await;
        let mut seen = vec![];
        let mut after = Value::Null;
        loop {
            let page = ada.send(STAFF, json!({ "first": 2, "after": after })).await;
            let staff = page.data()["viewer"]["staff"].clone();
            seen.extend(staff["nodes"].as_array().expect("nodes").iter().map(|one| {
                (one["login"].clone(), one["roles"].clone(), one["vetting"]["lacks"].as_array().map(Vec::len))
            }));
            after = staff["pageInfo"]["endCursor"].clone();
            if staff["pageInfo"]["hasNextPage"] == false {
                break;
            }
        }
        seen.sort_by_key(|(login, ..)| login.to_string());
        assert_eq!(seen, [
            (json!("ada"), json!(["ADMINISTRATOR"]), Some(3)),
            (json!("ann"), json!(["MODERATOR"]), Some(0)),
            (json!("tom"), json!(["GUIDE"]), Some(3)),
        ]);
        let id = world.sealer().node_id(api::seal::NodeKind::StaffMember, ann.account().as_uuid());
        let node = "query($id: ID!) { node(id: $id) { ... on StaffMember { login } } }";
        let found = async |who: &Person<'_>| who.send(node, json!({ "id": id })).await.data()["node"].clone();
        assert_eq!(found(&ada).await["login"], "ann");
        assert_eq!((found(&ann).await, found(&mia).await), (Value::Null, Value::Null));
        for who in [&ann, &mia] {
            assert_eq!(who.send(STAFF, json!({})).await.data()["viewer"]["staff"], Value::Null);
        }
        assert_eq!(mia.send(OWN, json!({})).await.data()["viewer"]["vetting"], Value::Null);
    }
}
