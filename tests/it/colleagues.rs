//! What adults who read submissions do with each other: handing a review over, and asking without losing it.

use api::seal::NodeKind;
use app::people::Relation;
use chrono::TimeDelta;
use domain::Role;
use serde_json::{Value, json};
use tests::{
    ANSWER_COLLEAGUE, ASK_COLLEAGUE, ESCALATE, HAND_OVER, Person, ReviewHandle, SET_PREFERENCES,
    World, stories,
};

const QUESTIONS: &str = "{ viewer { questions { id askedBy question review { id title } } } }";

const ON_REVIEW: &str = "query($id: ID!) { viewer { review(id: $id) { consultations { askedBy colleague question answer } } } }";

/// The id of a person as a colleague, whether or not they are one.
fn colleague(of: &Person<'_>) -> String {
    let sealer = of.world().sealer();
    sealer.node_id(NodeKind::Colleague, of.account().as_uuid())
}

async fn hands_over(who: &Person<'_>, review: &ReviewHandle, to: &Person<'_>) -> Value {
    let input = json!({ "review": review.id, "to": colleague(to) });
    who.does(HAND_OVER, input).await
}

async fn asks(who: &Person<'_>, review: &ReviewHandle, to: &Person<'_>, question: &str) -> Value {
    let input = json!({ "review": review.id, "colleague": colleague(to), "question": question });
    who.does(ASK_COLLEAGUE, input).await
}

async fn answers(who: &Person<'_>, consultation: &Value, answer: &str) -> Value {
    who.does(
        ANSWER_COLLEAGUE,
        json!({ "consultation": consultation, "answer": answer }),
    )
    .await
}

async fn questions(who: &Person<'_>) -> Vec<Value> {
    let seen = who.send(QUESTIONS, json!({})).await;
    seen.data()["viewer"]["questions"]
        .as_array()
        .cloned()
        .expect("a list")
}

/// Mia who wrote, Ann who holds it, Bob, and the review.
async fn held(world: &World) -> (Person<'_>, Person<'_>, Person<'_>, ReviewHandle) {
    let faro = world.group("Faro").await;
    let mia = world.correspondent("mia", &faro).await;
    let (ann, bob) = (world.moderator("ann").await, world.moderator("bob").await);
    mia.writes("A veces", "A veces me quiero morir.").await;
    let review = ann.takes_next().await.expect("the review");
    (mia, ann, bob, review)
}

stories! {
    async fn a_review_is_handed_to_a_colleague_who_then_holds_it(world) {
        let (_, ann, bob, review) = held(world).await;
        world.passes(TimeDelta::minutes(10));
        let given = hands_over(&ann, &review, &bob).await;
        let claim = &given["review"]["claim"];
        assert_eq!((&given["review"]["state"], &claim["isMine"]), (&json!("CLAIMED"), &json!(false)), "{given}");
        let until = world.now().plus(TimeDelta::minutes(15)).as_utc();
        assert_eq!(claim["heldUntil"].as_str().and_then(|at| at.parse().ok()), Some(until));
        assert_eq!(ann.approves(&review).await["__typename"], "ClaimLostError");
        assert_eq!(hands_over(&ann, &review, &bob).await["__typename"], "ClaimLostError");
        assert!(ann.takes_next().await.is_none(), "it is not offered to whoever handed it over");
        assert_eq!(bob.takes_next().await.expect("the review").id, review.id);
        assert_eq!(bob.approves(&review).await["outcome"], "AWAITS_SECOND_ADULT");
    }

    async fn what_a_colleague_does_not_take_up_waits_again_at_its_place(world) {
        let (mia, ann, bob, review) = held(world).await;
        hands_over(&ann, &review, &bob).await;
        world.passes(TimeDelta::minutes(1));
        mia.writes("Otra vez", "A veces me quiero morir.").await;
        bob.waits_until_claims_lapse();
        let cai = world.moderator("cai").await;
        assert_eq!(cai.takes_next().await.expect("the first").id, review.id);
    }

    async fn nobody_is_handed_what_is_not_for_them_and_why_is_not_told(world) {
        let (mia, ann, bob, review) = held(world).await;
        let faro = mia.send("{ viewer { account { group { id } } } }", json!({})).await;
        let faro = faro.data()["viewer"]["account"]["group"]["id"].clone();
        let (_, faro) = world.sealer().open_node(faro.as_str().expect("an id")).expect("a group");
        let (gael, marta) = (world.moderator("gael").await, world.moderator("marta").await);
        world.relate(Relation::Guide(domain::GroupId::from_uuid(faro), gael.account())).await;
        world.relate(Relation::Guardian(marta.account(), mia.account())).await;
        let tom = world.adult("tom", &[Role::Moderator]).await;
        bob.does(SET_PREFERENCES, json!({ "withoutThemes": ["SELF_HARM"] })).await;
        let mut told = Vec::new();
        for to in [&gael, &marta, &tom, &bob, &mia, &ann] {
            for given in [hands_over(&ann, &review, to).await, asks(&ann, &review, to, "¿Y esto?").await] {
                assert_eq!((&given["__typename"], &given["problem"]), (&json!("ColleagueProblemError"), &json!("UNAVAILABLE")), "{}: {given}", to.account());
                told.push(given["message"].clone());
            }
        }
        for to in ["Nadie", "", review.id.as_str()] {
            let given = ann.does(HAND_OVER, json!({ "review": review.id, "to": to })).await;
            assert_eq!(given["__typename"], "NotFoundError", "{to}: {given}");
        }
        told.dedup();
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!(ann.approves(&review).await["outcome"], "AWAITS_SECOND_ADULT", "nothing was lost");
        let again = bob.claims(&review).await;
        assert_eq!(again["__typename"], "ReviewClaimed", "by name it may be taken");
        let given = hands_over(&bob, &review, &ann).await;
        assert_eq!(given["problem"], "UNAVAILABLE", "who approved it first does not get it again: {given}");
    }

    async fn what_somebody_gave_back_is_not_pressed_on_them(world) {
        let (_, ann, bob, review) = held(world).await;
        ann.releases(&review).await;
        bob.claims(&review).await;
        assert_eq!(hands_over(&bob, &review, &ann).await["problem"], "UNAVAILABLE");
        world.passes(TimeDelta::hours(11));
        let bob = world.signed_in("bob", bob.account()).await;
        bob.claims(&review).await;
        world.passes(TimeDelta::minutes(10));
        bob.renews(&review).await;
        for _ in 0..6 {
            world.passes(TimeDelta::minutes(10));
            bob.renews(&review).await;
        }
        assert_eq!(hands_over(&bob, &review, &ann).await["__typename"], "ClaimHandedOver");
    }

    async fn a_colleague_is_asked_without_losing_the_review_and_answers(world) {
        let (mia, ann, bob, review) = held(world).await;
        world.passes(TimeDelta::minutes(10));
        let asked = asks(&ann, &review, &bob, "¿Cómo lo ves?").await;
        assert_eq!(asked["__typename"], "ColleagueAsked", "{asked}");
        let until = world.now().plus(TimeDelta::minutes(15)).as_utc();
        let claim = &asked["review"]["claim"];
        assert_eq!(claim["heldUntil"].as_str().and_then(|at| at.parse().ok()), Some(until), "for another quarter of an hour");
        assert_eq!(claim["isMine"], true);
        let open = questions(&bob).await;
        assert_eq!((&open[0]["question"], &open[0]["askedBy"], &open[0]["review"]["title"]), (&json!("¿Cómo lo ves?"), &json!("ann del Mar"), &json!("A veces")));
        assert!(questions(&ann).await.is_empty() && questions(&mia).await.is_empty());
        let answered = answers(&bob, &open[0]["id"], "Pide ayuda. Pásalo.").await;
        assert_eq!(answered["consultation"]["answer"], "Pide ayuda. Pásalo.", "{answered}");
        assert!(questions(&bob).await.is_empty());
        assert_eq!(answers(&bob, &open[0]["id"], "Otra cosa.").await["problem"], "ANSWERED");
        let cai = world.moderator("cai").await;
        for reader in [&ann, &bob, &cai] {
            let seen = reader.send(ON_REVIEW, json!({ "id": review.id })).await;
            assert_eq!(seen.data()["viewer"]["review"]["consultations"], json!([{ "askedBy": "ann del Mar",
                "colleague": "bob del Mar", "question": "¿Cómo lo ves?", "answer": "Pide ayuda. Pásalo." }]), "any second adult reads it");
        }
        assert_eq!(mia.node(open[0]["id"].as_str().expect("an id")).await, json!(null), "no author does");
        assert_eq!(ann.approves(&review).await["outcome"], "AWAITS_SECOND_ADULT");
    }

    async fn only_who_was_asked_answers_and_only_while_it_is_open(world) {
        let (mia, ann, bob, review) = held(world).await;
        let cai = world.moderator("cai").await;
        let asked = asks(&ann, &review, &bob, "¿Cómo lo ves?").await;
        let id = &asked["consultation"]["id"];
        for other in [&ann, &cai, &mia] {
            assert_eq!(answers(other, id, "Bien.").await["__typename"], "NotFoundError");
        }
        let blank = answers(&bob, id, "  ").await;
        assert_eq!((&blank["__typename"], &blank["field"]), (&json!("InvalidInputError"), &json!("answer")));
        let blank = asks(&ann, &review, &bob, "").await;
        assert_eq!((&blank["__typename"], &blank["field"]), (&json!("InvalidInputError"), &json!("question")));
        ann.asks_for_changes(&review, "Gracias por contarlo.").await;
        assert_eq!(answers(&bob, id, "Bien.").await["__typename"], "ReviewClosedError");
        assert!(questions(&bob).await.is_empty());
        assert_eq!(asks(&ann, &review, &bob, "¿Y ahora?").await["__typename"], "ReviewClosedError");
    }

    async fn what_goes_to_the_leads_takes_its_questions_with_it(world) {
        let (_, ann, bob, review) = held(world).await;
        let asked = asks(&ann, &review, &bob, "¿Cómo lo ves?").await;
        let id = &asked["consultation"]["id"];
        let escalated = ann.does(ESCALATE, json!({ "review": review.id, "contentHash": review.hash, "reason": "SELF_HARM" })).await;
        assert_eq!(escalated["__typename"], "ReviewEscalated", "{escalated}");
        assert!(questions(&bob).await.is_empty());
        assert_eq!(answers(&bob, id, "Bien.").await["__typename"], "NotFoundError");
        for other in [&ann, &bob] {
            assert_eq!(other.node(id.as_str().expect("an id")).await, json!(null));
        }
        let account = world.account("lea", &[Role::SafeguardingLead], None, Some(World::certificate())).await;
        let lea = world.signed_in("lea", account).await;
        let seen = lea.send(ON_REVIEW, json!({ "id": review.id })).await;
        assert_eq!(seen.data()["viewer"]["review"]["consultations"][0]["question"], "¿Cómo lo ves?");
        let taken = lea.takes_next().await.expect("the review");
        assert_eq!(hands_over(&lea, &taken, &ann).await["problem"], "UNAVAILABLE", "only other leads");
    }

    async fn so_much_is_asked_about_a_review_and_no_more(world) {
        let (_, ann, bob, review) = held(world).await;
        for n in 0..20 {
            let asked = asks(&ann, &review, &bob, &format!("¿{n}?")).await;
            assert_eq!(asked["__typename"], "ColleagueAsked", "{asked}");
        }
        assert_eq!(asks(&ann, &review, &bob, "¿20?").await["problem"], "TOO_MANY_QUESTIONS");
    }

    async fn whoever_holds_one_already_gets_the_more_urgent_first_and_not_more_than_three(world) {
        let faro = world.group("Faro").await;
        let mia = world.correspondent("mia", &faro).await;
        let (ann, bob) = (world.moderator("ann").await, world.moderator("bob").await);
        mia.writes("Mareas", "La marea sube.").await;
        let calm = bob.takes_next().await.expect("the calm one");
        mia.writes("A veces", "A veces me quiero morir.").await;
        let danger = ann.takes_next().await.expect("the danger");
        assert_eq!(hands_over(&ann, &danger, &bob).await["__typename"], "ClaimHandedOver");
        assert_eq!(bob.takes_next().await.expect("the danger").id, danger.id);
        for n in 0..2 {
            mia.writes(&format!("Otra {n}"), &format!("La marea sube {n}.")).await;
            let next = ann.takes_next().await.expect("another");
            let given = hands_over(&ann, &next, &bob).await;
            let expected = if n == 0 { "ClaimHandedOver" } else { "ColleagueProblemError" };
            assert_eq!(given["__typename"], expected, "{given}");
        }
        assert_eq!(bob.approves(&calm).await["__typename"], "Approved", "what was held before is still held");
    }

    async fn what_is_left_when_nobody_takes_it_up_is_told(world) {
        let (_, ann, bob, review) = held(world).await;
        hands_over(&ann, &review, &bob).await;
        bob.waits_until_claims_lapse();
        let empty = ann.does(tests::CLAIM_NEXT, json!({})).await;
        assert_eq!((&empty["__typename"], &empty["leavesSome"]), (&json!("QueueEmpty"), &json!(true)), "{empty}");
    }

    async fn a_later_reader_of_the_post_sees_what_was_asked_before(world) {
        let (mia, ann, bob, review) = held(world).await;
        asks(&ann, &review, &bob, "¿Cómo lo ves?").await;
        ann.asks_for_changes(&review, "Gracias por contarlo.").await;
        let drafts = mia.drafts().await;
        let draft = tests::DraftHandle { id: drafts[0]["id"].as_str().expect("an id").to_owned(), version: 1 };
        let draft = mia.rewrites(&draft, "A veces", "Ya estoy mejor.").await;
        mia.submits(&draft).await;
        let cai = world.moderator("cai").await;
        let next = cai.takes_next().await.expect("the next");
        let seen = cai.send(ON_REVIEW, json!({ "id": next.id })).await;
        assert_eq!(seen.data()["viewer"]["review"]["consultations"][0]["question"], "¿Cómo lo ves?");
    }

    async fn a_retry_hands_over_once_and_of_many_at_once_one_colleague_holds_it(world) {
        let (_, ann, bob, review) = held(world).await;
        let cai = world.moderator("cai").await;
        let input = json!({ "review": review.id, "to": colleague(&bob), "clientMutationId": "una vez" });
        let again = world.signed_in("ann", ann.account()).await;
        let (one, two, three) = tokio::join!(
            ann.does(HAND_OVER, input.clone()),
            hands_over(&again, &review, &cai),
            ann.approves(&review),
        );
        let done = [&one, &two, &three].into_iter().filter(|given| ["ClaimHandedOver", "Approved"].contains(&given["__typename"].as_str().unwrap_or_default()));
        assert_eq!(done.count(), 1, "{one} {two} {three}");
        assert_eq!(ann.does(HAND_OVER, input).await["__typename"], one["__typename"]);
        let holders = [&bob, &cai].map(async |who| who.renews(&review).await["__typename"] == "ClaimRenewed");
        let holders = futures_util::future::join_all(holders).await.into_iter().filter(|holds| *holds).count();
        assert_eq!(holders, usize::from(three["__typename"] != "Approved"));
    }
}
