//! How often somebody may try to sign in, as they see it.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{World, stories};

const PASSPHRASE: &str = "la casa azul del puerto";

/// Tries to sign in and gives what came of it.
async fn tries(world: &World, login: &str, passphrase: &str) -> Value {
    let input = json!({ "login": login, "passphrase": passphrase });
    world.reader().does(tests::SIGN_IN, input).await
}

stories! {
    async fn after_ten_wrong_tries_even_the_right_passphrase_waits_a_minute(world) {
        world.correspondent("mia", &world.group("Faro").await).await;
        for _ in 0..10 {
            assert_eq!(tries(world, "mia", "no es esta").await["__typename"], "SignInRefusedError");
        }
        let refused = tries(world, "Mia", PASSPHRASE).await;
        assert_eq!(refused["__typename"], "RateLimitedError");
        let retry_at = (World::beginning().as_utc() + TimeDelta::minutes(1)).to_rfc3339();
        assert_eq!(refused["retryAt"], retry_at.replace("+00:00", "Z"));
        assert!(refused["message"].as_str().is_some_and(|said| said.contains("Wait 1 min")));
        world.passes(TimeDelta::minutes(1));
        assert_eq!(tries(world, "mia", PASSPHRASE).await["__typename"], "SignedIn");
    }

    async fn who_tries_a_login_that_nobody_has_is_told_the_same(world) {
        world.correspondent("mia", &world.group("Faro").await).await;
        for _ in 0..11 {
            let answers = [tries(world, "mia", "no es esta").await, tries(world, "nadie", "no es esta").await];
            assert_eq!(answers[0], answers[1]);
        }
    }

    async fn a_failed_try_leaves_nothing_but_a_count(world) {
        for _ in 0..12 {
            tries(world, "adivinada", "no es esta").await;
        }
        assert!(!world.database().holds("adivinada").await.expect("a look"));
        let counts = app::sessions::attempt_counts(world.app());
        assert_eq!((counts.failed, counts.refused), (10, 2));
    }
}
