//! The demo as it is made: by the real use cases, once, and into nothing but an empty database.

use std::path::Path;

use app::read::{Direction, FeedFilter};
use domain::Language;

use app::App;

use super::*;
use crate::cli::Common;
use crate::start::When;

fn config(data: &Path) -> Config {
    let common = Common {
        data: Some(data.to_owned()),
        ..Common::default()
    };
    Config::load(&common, None).unwrap()
}

async fn published(app: &App) -> usize {
    let ctx = app.reader(Language::Spanish);
    let page =
        app::read::feed_page(&ctx, FeedFilter::default(), None, Direction::Forward, 50).await;
    page.unwrap().len()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_demo_is_made_once_and_served_again() {
    let place = tempfile::tempdir().unwrap();
    let config = config(place.path());
    let installation = start::open(&config, When::NewOrExisting).await.unwrap();

    prepare(&config, &installation, None).await.unwrap();

    assert_eq!(published(&installation.app).await, 47);
    let made = accounts::read(place.path()).unwrap();
    let guardians = made.iter().filter(|account| account.role == "guardian");
    let guardians = guardians.count();
    assert!(guardians > 0, "some are under the age of consent");
    let waits = |account: &&Account| account.login == "corresponsal-espera";
    assert_eq!(made.iter().filter(waits).count(), 1);
    assert_eq!(made.len(), 24 + 1 + 4 + 3 + 4 + guardians);
    prepare(&config, &installation, None).await.unwrap();
    let again = accounts::read(place.path()).unwrap();
    assert_eq!(made[0].passphrase, again[0].passphrase);

    std::fs::remove_file(accounts::path(place.path())).unwrap();
    let refused = prepare(&config, &installation, None).await.unwrap_err();
    assert!(refused.to_string().contains("empty"), "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_installation_with_an_interrupted_demo_does_not_open() {
    let place = tempfile::tempdir().unwrap();
    let config = config(place.path());
    start::open(&config, When::NewOrExisting).await.unwrap();
    accounts::begin(place.path()).unwrap();
    let refused = start::open(&config, When::NewOrExisting).await.err();
    assert!(refused.is_some_and(|error| error.to_string().contains("interrupted")));
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_are_not_made_again_for_a_database_that_has_accounts() {
    let place = tempfile::tempdir().unwrap();
    let config = config(place.path());
    let installation = start::open(&config, When::NewOrExisting).await.unwrap();
    prepare(&config, &installation, Some(1)).await.unwrap();
    std::fs::remove_file(crate::keys::path_in(place.path())).unwrap();
    let refused = start::open(&config, When::Existing).await.err();
    assert!(refused.is_some_and(|error| error.to_string().contains("keys.toml")));
}
