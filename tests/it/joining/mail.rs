//! Mail to guardians: without names, sent once, and again when it could not be sent.

use chrono::TimeDelta;
use serde_json::json;
use tests::{LED_GROUPS, stories};

use super::{EMAIL, THIRTEEN, about, guide, invited, with};

stories! {
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
            assert!(letter.contains("Kaixo") && letter.replace("=\r\n", "").contains("https://altavoz.test/eu/familia#"), "in the language that was asked for: {letter}");
        }
        assert_eq!(world.letters().await.len(), 2);
    }
}
