//! An address for mail: given by who decides what is kept of them, counted once mail reaches them there, and forgotten at a word.

use chrono::{NaiveDate, TimeDelta};
use domain::Role;
use serde_json::{Value, json};
use tests::{Person, World, stories};

const GIVE: &str = "mutation($input: GiveMailAddressInput!) { giveMailAddress(input: $input) {
    __typename ... on MailAddressGiven { hours } ... on UserError { message } ... on InvalidInputError { field } } }";
const PROVE: &str = "mutation($input: ProveMailAddressInput!) { proveMailAddress(input: $input) {
    __typename ... on MailAddressChanged { mailAddress } ... on UserError { message } ... on InvalidInputError { field } } }";
const REMOVE: &str = "mutation($input: RemoveMailAddressInput!) { removeMailAddress(input: $input) {
    __typename ... on MailAddressChanged { mailAddress } ... on UserError { message } ... on InvalidInputError { field } } }";
const SET_DIGEST: &str =
    "mutation($input: SetDigestInput!) { setDigest(input: $input) { __typename } }";

async fn gives(who: &Person<'_>, address: &str) -> Value {
    who.does(GIVE, json!({ "address": address })).await
}

/// The codes of the links that reached an address so far.
async fn codes(world: &World, address: &str) -> Vec<String> {
    let letters = world.letters().await.into_iter();
    let to = format!("To: {address}");
    let theirs = letters.filter(|letter| letter.contains(&to));
    let codes = theirs.filter_map(|letter| {
        let (_, code) = letter.split_once("/cuenta/correo#")?;
        Some(code.split_whitespace().next()?.to_owned())
    });
    codes.collect()
}

async fn proves(who: &Person<'_>, code: &str) -> Value {
    who.does(PROVE, json!({ "code": code })).await
}

/// What a refusal says of the address.
fn says(refused: &Value, words: &str) {
    let message = refused["message"].as_str().unwrap_or_default();
    assert_eq!(refused["field"], "address", "{refused}");
    assert!(message.contains(words), "{refused}");
}

async fn kept(who: &Person<'_>) -> Value {
    let seen = who
        .send("{ viewer { digest account { mailAddress } } }", json!({}))
        .await;
    let viewer = &seen.data()["viewer"];
    json!([viewer["account"]["mailAddress"], viewer["digest"]])
}

stories! {
    async fn who_decides_alone_gives_an_address_and_is_mailed_there(world) {
        let faro = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &faro).await, world.moderator("ann").await);
        says(&gives(&mia, "mia").await, "name@example.org");
        assert_eq!(gives(&mia, "Mia.Canario@Example.org").await["hours"], 24);
        assert_eq!(kept(&mia).await, json!([null, "NEVER"]), "it does not count yet");
        assert_eq!(mia.does(SET_DIGEST, json!({ "digest": "DAILY" })).await["__typename"], "NoMailAddressError");
        let code = codes(world, "Mia.Canario@example.org").await.pop().expect("a code");
        assert_eq!(proves(&mia, "0000").await["field"], "code");
        assert_eq!(proves(&mia, &code).await["mailAddress"], "M…@example.org");
        assert_eq!(proves(&mia, &code).await["field"], "code", "a code counts once");
        assert_eq!(mia.does(SET_DIGEST, json!({ "digest": "DAILY" })).await["__typename"], "DigestNowSet");
        mia.publishes("Mareas", "La marea sube.", &ann).await;
        world.passes(TimeDelta::hours(8));
        app::notifications::run_digests(world.app()).await.expect("digests");
        let letters = world.letters().await;
        let news = letters.iter().filter(|it| it.contains("To: Mia.Canario@example.org") && !it.contains('#'));
        assert_eq!((letters.len(), news.count()), (2, 1));
        assert_eq!(mia.does(REMOVE, json!({})).await["mailAddress"], Value::Null);
        assert_eq!(kept(&mia).await, json!([null, "NEVER"]));
    }

    async fn for_whom_a_guardian_decides_gives_none(world) {
        let faro = world.group("Faro").await;
        let born = NaiveDate::from_ymd_opt(2013, 3, 1);
        let account = world.account("ona", &[Role::Correspondent], born, None).await;
        world.relate(app::people::Relation::Member(faro.id, account)).await;
        let ona = world.signed_in("ona", account).await;
        says(&gives(&ona, "ona@example.org").await, "Until you decide");
        // Nor does a guardian change the address by which they were asked.
        let ada = world.adult("ada", &[Role::Guardian]).await;
        says(&gives(&ada, "ada@example.org").await, "not changed here");
        says(&ada.does(REMOVE, json!({})).await, "not changed here");
        let ben = world.adult("ben", &[Role::Moderator]).await;
        world.relate(app::people::Relation::Guardian(ben.account(), account)).await;
        says(&gives(&ben, "ben@example.org").await, "not changed here");
        assert_eq!(gives(&world.reader(), "nobody@example.org").await["__typename"], "NotAllowedError");
        assert!(world.letters().await.is_empty());
    }

    async fn a_code_is_for_who_gave_the_address_last_and_for_a_day(world) {
        let faro = world.group("Faro").await;
        let (mia, leo) = (world.correspondent("mia", &faro).await, world.correspondent("leo", &faro).await);
        gives(&mia, "mia@example.org").await;
        let first = codes(world, "mia@example.org").await.pop().expect("a code");
        assert_eq!(proves(&leo, &first).await["field"], "code");
        gives(&mia, "otra@example.org").await;
        let second = codes(world, "otra@example.org").await.pop().expect("a code");
        assert_eq!(proves(&mia, &first).await["field"], "code");
        world.passes(TimeDelta::hours(24));
        assert_eq!(proves(&mia, &second).await["field"], "code");
        gives(&mia, "otra@example.org").await;
        let mut third = codes(world, "otra@example.org").await;
        third.retain(|code| *code != second);
        assert_eq!(proves(&mia, &third[0]).await["mailAddress"], "o…@example.org");
        // Another one takes its place when it is proven, not before.
        gives(&mia, "mia@example.net").await;
        assert_eq!(kept(&mia).await[0], "o…@example.org");
        let code = codes(world, "mia@example.net").await.pop().expect("a code");
        assert_eq!(proves(&mia, &code).await["mailAddress"], "m…@example.net");
    }

    async fn nobody_has_mail_sent_again_and_again(world) {
        let faro = world.group("Faro").await;
        let mia = world.correspondent("mia", &faro).await;
        for number in 0..3 {
            assert_eq!(gives(&mia, &format!("mia{number}@example.org")).await["hours"], 24);
        }
        says(&gives(&mia, "mia3@example.org").await, "three addresses today");
        for name in ["leo", "eva", "noa"] {
            let other = world.correspondent(name, &faro).await;
            assert_eq!(gives(&other, "alguien@example.org").await["hours"], 24);
        }
        // Whoever asks, no fourth mail goes there, and nobody learns of it.
        let before = codes(world, "alguien@example.org").await.len();
        let other = world.correspondent("sara", &faro).await;
        assert_eq!(gives(&other, "Alguien@example.org").await["hours"], 24);
        assert!(codes(world, "Alguien@example.org").await.is_empty());
        assert_eq!(before, 3);
        world.passes(TimeDelta::days(1));
        assert_eq!(gives(&mia, "mia3@example.org").await["hours"], 24);
    }

    async fn an_adult_gives_one_where_none_is_kept_and_keeps_it(world) {
        let ann = world.moderator("ann").await;
        gives(&ann, "ann@example.org").await;
        let code = codes(world, "ann@example.org").await.pop().expect("a code");
        assert_eq!(proves(&ann, &code).await["mailAddress"], "a…@example.org");
        // By it one knows whom not to ask as a guardian: it stays.
        says(&gives(&ann, "otra@example.org").await, "not changed here");
        says(&ann.does(REMOVE, json!({})).await, "not changed here");
    }

    async fn who_became_a_guardian_meanwhile_proves_nothing(world) {
        let faro = world.group("Faro").await;
        let mia = world.correspondent("mia", &faro).await;
        let ann = world.moderator("ann").await;
        gives(&ann, "ann@example.org").await;
        let code = codes(world, "ann@example.org").await.pop().expect("a code");
        world.relate(app::people::Relation::Guardian(ann.account(), mia.account())).await;
        assert_eq!(proves(&ann, &code).await["field"], "code");
        assert_eq!(kept(&ann).await[0], Value::Null);
    }

    async fn what_could_not_be_sent_goes_to_nobody_else(world) {
        let faro = world.group("Faro").await;
        let mia = world.correspondent("mia", &faro).await;
        world.mail_works(false);
        for address in ["uno@example.org", "dos@example.org", "tres@example.org"] {
            assert_eq!(gives(&mia, address).await["hours"], 24);
            assert!(world.letters().await.is_empty());
        }
        world.mail_works(true);
        world.passes(TimeDelta::hours(1));
        let letters = world.letters().await;
        assert_eq!(letters.len(), 1);
        assert!(letters[0].contains("To: tres@example.org"), "{letters:?}");
    }
}
