//! An adult in a real browser: reading and deciding by keyboard alone, and pages that everybody can use.

use serde_json::json;
use tests::{Browser, View, World};

use super::hands::{has_session, types, until};
use super::{
    end, is_ours_alone, is_sound, is_sound_everywhere, presses, shows_the_focus, world_and_browser,
};

/// What has the focus.
async fn focused(browser: &Browser) -> String {
    let script =
        "const it = document.activeElement; return it.matches('button') ? it.value : it.className";
    let it = browser.runs(script, vec![]).await;
    it.as_str().unwrap_or_default().to_owned()
}

async fn waits_for(browser: &Browser, path: &str) {
    let there = browser.address(path);
    let waiting = browser.client().wait();
    waiting.for_url(&there).await.expect("the page");
    browser.stands().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_moderator_reads_and_publishes_by_keyboard_alone() {
    let Some(both) = world_and_browser().await else {
        return;
    };
    let (world, browser): (&World, &Browser) = (&both.0, &both.1);
    let faro = world.group("Faro").await;
    let (mia, ann) = (
        world.correspondent("mia", &faro).await,
        world.moderator("ann").await,
    );
    mia.writes("Mi calle", "Hay farolas. Mi correo es mia@example.com.")
        .await;
    has_session(browser, ann.token()).await;
    browser.goes("/equipo/cola").await;
    let view = View {
        width: 1280,
        is_dark: false,
    };
    browser.looks(view).await;
    is_sound(browser, "queue").await;
    presses(browser, "n", 78, "n").await;
    presses(browser, "Enter", 13, "\r").await;
    let waiting = browser.client().wait();
    let prose = fantoccini::Locator::Css("#prose mark");
    waiting.for_element(prose).await.expect("the text");
    browser.stands().await;
    browser.keeps_picture("reading-marked").await;
    presses(browser, "j", 74, "j").await;
    assert_eq!(focused(browser).await, "find");
    // A key moves the focus and decides nothing.
    presses(browser, "a", 65, "a").await;
    assert_eq!(focused(browser).await, "publish");
    presses(browser, " ", 32, " ").await;
    assert_eq!(focused(browser).await, "publish", "a space presses nothing");
    assert!(world.reader().feed().await.is_empty());
    presses(browser, "Enter", 13, "\r").await;
    waits_for(browser, "/equipo/cola?hecho=publicada").await;
    assert_eq!(world.reader().feed().await[0]["title"], "Mi calle");
    is_ours_alone(browser, "reading").await;
    // Whoever wants no keys has none.
    mia.writes("Otra", "Hay gatos.").await;
    browser.goes("/equipo/cola").await;
    browser
        .runs("document.querySelector('[data-keys-off]').click()", vec![])
        .await;
    browser.goes("/equipo/cola").await;
    presses(browser, "n", 78, "n").await;
    assert_ne!(
        browser
            .runs("return document.activeElement.dataset.key ?? ''", vec![])
            .await,
        json!("n")
    );
    end(both).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_moderators_see_at_once_who_holds_what() {
    let Some(both) = world_and_browser().await else {
        return;
    };
    let (world, browser): (&World, &Browser) = (&both.0, &both.1);
    let faro = world.group("Faro").await;
    let (mia, ann, ben) = (
        world.correspondent("mia", &faro).await,
        world.moderator("ann").await,
        world.moderator("ben").await,
    );
    mia.writes("Mi calle", "Hay farolas.").await;
    has_session(browser, ann.token()).await;
    browser.goes("/equipo/cola").await;
    until(browser, "document.documentElement.dataset.live === 'on'").await;
    let review = ben.takes_next().await.expect("what was sent");
    until(
        browser,
        "document.querySelector('[data-review] [data-held]').textContent === 'La lee otra persona'",
    )
    .await;
    // What is new is told of in one line; nothing moves.
    mia.writes("Mi mar", "Hay olas.").await;
    until(
        browser,
        "document.querySelector('[data-changed]').hidden === false",
    )
    .await;
    ben.approves(&review).await;
    until(browser, "document.querySelector('[data-review] [data-held]').textContent === 'Ya no está en la cola'").await;
    is_sound(browser, "queue-live").await;
    // Whoever is reading, and lost it, is told so with their words still there.
    let review = ann.takes_next().await.expect("the other one");
    browser
        .goes(&format!("/equipo/lectura/{}", review.id))
        .await;
    until(browser, "document.documentElement.dataset.live === 'on'").await;
    types(browser, "#message", "Me ha gustado.").await;
    ann.releases(&review).await;
    until(
        browser,
        "document.querySelector('.live').textContent.includes('Ya no la tienes tú.')",
    )
    .await;
    let words = browser
        .runs("return document.querySelector('#message').value", vec![])
        .await;
    assert_eq!(words, json!("Me ha gustado."));
    end(both).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_pages_of_those_who_read_are_for_everybody_on_every_screen() {
    let Some(both) = world_and_browser().await else {
        return;
    };
    let (world, browser): (&World, &Browser) = (&both.0, &both.1);
    let faro = world.group("Faro").await;
    let (mia, ann) = (
        world.correspondent("mia", &faro).await,
        world.moderator("ann").await,
    );
    has_session(browser, ann.token()).await;
    is_sound_everywhere(browser, "queue-empty", "/equipo/cola").await;
    mia.publishes("La primera", "Hay farolas.", &ann).await;
    let (draft, _) = mia
        .publishes("La que cambia", "Hay farolas feas.", &ann)
        .await;
    let newer = mia
        .rewrites(
            &draft,
            "La que cambia",
            "Hay farolas. Mi correo es mia@example.com.",
        )
        .await;
    mia.submits(&newer).await;
    let review = ann.takes_next().await.expect("it");
    let mine = format!("/equipo/lectura/{}", review.id);
    mia.writes(
        "Así estoy",
        "No quiero seguir viviendo. Pienso en matarme cada noche.",
    )
    .await;
    let queue = ann.queue().await.expect("a queue");
    let waiting = queue.iter().find(|it| it["title"] == "Así estoy");
    let waiting = waiting.and_then(|it| it["id"].as_str()).expect("it waits");
    for (name, path) in [
        ("queue", "/equipo/cola".to_owned()),
        ("reading", mine.clone()),
        ("reading-waiting", format!("/equipo/lectura/{waiting}")),
    ] {
        is_sound_everywhere(browser, name, &path).await;
    }
    for prefix in ["/ca", "/gl", "/eu", "/pt", "/en"] {
        let name = format!("reading{}", prefix.replace('/', "-"));
        is_sound_everywhere(browser, &name, &format!("{prefix}{mine}")).await;
    }
    let view = View {
        width: 1280,
        is_dark: false,
    };
    browser.looks(view).await;
    shows_the_focus(browser, &mine).await;
    end(both).await;
}
