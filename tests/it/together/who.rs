//! Who writes a post together: asked, joined, left, and settled with the first submission.

use serde_json::{Value, json};
use tests::stories;

use super::{Panel, TEXT, TITLE, pairs, panel, parts, told};

stories! {
    async fn who_writes_it_is_settled_once_something_was_sent(world) {
        let Panel { lea, noa, ona, .. } = panel(world).await;
        let draft = lea.starts_with(&[&noa], TITLE, TEXT).await;
        lea.asks_to_write(&draft, &ona).await;
        lea.submits(&draft).await;
        assert!(ona.is_asked_to_write().await.is_empty());
        for settled in [
            ona.joins(&draft, true).await,
            lea.asks_to_write(&draft, &ona).await,
            lea.writes_without(&draft, Some(&noa)).await,
            noa.writes_without(&draft, None).await,
        ] {
            assert_eq!(settled["__typename"], "AuthorsSettledError", "{settled}");
        }
        let open = lea.starts_with(&[&noa, &ona], "Otra", TEXT).await;
        let left = noa.writes_without(&open, None).await;
        assert_eq!((&left["__typename"], &left["draft"]), (&json!("CoAuthorshipEnded"), &Value::Null));
        assert_eq!(noa.together(&open).await, Value::Null);
        let without = lea.writes_without(&open, Some(&ona)).await;
        assert_eq!(parts(&without["draft"]), pairs(&[("lea del Mar", "WRITES")]));
        lea.submits(&open).await;
        assert_eq!(lea.together(&open).await["submission"]["state"], "PENDING");
        for nobody in [
            lea.writes_without(&open, None).await,
            lea.writes_without(&open, Some(&lea)).await,
            noa.writes_without(&open, None).await,
        ] {
            assert_eq!(nobody["__typename"], "NotFoundError", "{nobody}");
        }
    }

    async fn of_a_no_to_an_invitation_nobody_is_told_and_nobody_asks_twice(world) {
        let Panel { lea, noa, ona, .. } = panel(world).await;
        let draft = lea.starts(TITLE, TEXT).await;
        for mate in [&noa, &ona] {
            lea.asks_to_write(&draft, mate).await;
        }
        let answered = noa.joins(&draft, false).await;
        assert_eq!(answered["draft"], Value::Null, "{answered}");
        let still = pairs(&[("lea del Mar", "WRITES"), ("noa del Mar", "INVITED"), ("ona del Mar", "INVITED")]);
        assert_eq!(parts(&lea.together(&draft).await), still);
        assert!(told(&lea).await.is_empty());
        // Who said no and who said nothing can't be told apart, whatever is tried.
        for _ in 0..2 {
            let answers = [lea.asks_to_write(&draft, &noa).await, lea.asks_to_write(&draft, &ona).await];
            assert_eq!(answers[0], answers[1]);
            let answers = [lea.writes_without(&draft, Some(&noa)).await["__typename"].clone(), lea.writes_without(&draft, Some(&ona)).await["__typename"].clone()];
            assert_eq!(answers, ["CoAuthorshipEnded", "CoAuthorshipEnded"]);
            assert_eq!(parts(&lea.together(&draft).await), pairs(&[("lea del Mar", "WRITES")]));
            for mate in [&noa, &ona] {
                assert_eq!(lea.asks_to_write(&draft, mate).await["__typename"], "CoAuthorInvited");
            }
        }
        assert!(noa.is_asked_to_write().await.is_empty());
        assert_eq!(ona.is_asked_to_write().await.len(), 1);
        for mate in [&noa, &ona] {
            assert_eq!(told(mate).await, ["CO_AUTHOR_INVITED"]);
        }
        assert_eq!(noa.joins(&draft, true).await["__typename"], "NotFoundError");
        // An invitation that nobody answers holds nothing up.
        lea.submits(&draft).await;
        assert_eq!(lea.together(&draft).await["submission"]["state"], "PENDING");
        assert_eq!(parts(&lea.together(&draft).await), pairs(&[("lea del Mar", "WRITES")]));
    }

    async fn who_is_kept_away_invites_without_being_heard(world) {
        let Panel { lea, noa, .. } = panel(world).await;
        let draft = lea.starts(TITLE, TEXT).await;
        noa.silences(&json!(lea.as_correspondent()), Some("MUTED")).await;
        assert_eq!(lea.asks_to_write(&draft, &noa).await["__typename"], "CoAuthorInvited");
        assert!(told(&noa).await.is_empty());
        assert!(noa.is_asked_to_write().await.is_empty());
    }

    async fn only_the_own_group_is_asked_and_five_write_at_most(world) {
        let group = world.group("Faro").await;
        let lea = world.correspondent("lea", &group).await;
        let far = world.correspondent("far", &world.group("Sur").await).await;
        let draft = lea.starts(TITLE, TEXT).await;
        for nobody in [&far, &lea, &world.moderator("vera").await] {
            let refused = lea.asks_to_write(&draft, nobody).await;
            assert_eq!(refused["__typename"], "NotFoundError", "{refused}");
        }
        for name in ["bea", "cleo", "dina", "elsa"] {
            let mate = world.correspondent(name, &group).await;
            let asked = lea.asks_to_write(&draft, &mate).await;
            assert_eq!(asked["__typename"], "CoAuthorInvited", "{asked}");
        }
        let mate = world.correspondent("flor", &group).await;
        assert_eq!(lea.asks_to_write(&draft, &mate).await["__typename"], "CoAuthorsFullError");
        assert_eq!(far.asks_to_write(&draft, &mate).await["__typename"], "NotFoundError");
    }
}
