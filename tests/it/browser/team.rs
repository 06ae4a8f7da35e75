//! What those who read do besides deciding, and readers without an account, in a real browser: on every screen, and by what runs beside the pages.

use serde_json::json;
use tests::{Browser, World};

use super::hands::{has_session, is_sound_here, presses_on, text_of, types, until};
use super::{end, is_ours_alone, is_sound_everywhere, world_and_browser};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_pages_of_the_team_are_for_everybody_on_every_screen() {
    let Some(both) = world_and_browser().await else {
        return;
    };
    let (world, browser): (&World, &Browser) = (&both.0, &both.1);
    let faro = world.group("Faro").await;
    let (mia, ann, bob) = (
        world.correspondent("mia", &faro).await,
        world.moderator("ann").await,
        world.moderator("bob").await,
    );
    let (_, slug) = mia.publishes("Mi calle", "Hay farolas.", &ann).await;
    mia.writes("En casa", "En casa me pegan.").await;
    let review = ann.takes_next().await.expect("it");
    let handed = json!({ "review": review.id, "contentHash": review.hash, "reason": "ABUSE", "note": "Hoy mismo." });
    let handed = ann.does(tests::ESCALATE, handed).await;
    assert_eq!(handed["__typename"], "ReviewEscalated", "{handed}");
    mia.writes("Otra calle", "Hay gatos.").await;
    let review = ann.takes_next().await.expect("it");
    let colleagues = "{ viewer { colleagues(first: 5) { nodes { id } } } }";
    let colleagues = ann.send(colleagues, json!({})).await;
    let colleague = &colleagues.data()["viewer"]["colleagues"]["nodes"][0]["id"];
    let asked =
        json!({ "review": review.id, "colleague": colleague, "question": "¿Qué dirías tú?" });
    let asked = ann.does(tests::ASK_COLLEAGUE, asked).await;
    assert_eq!(asked["__typename"], "ColleagueAsked", "{asked}");
    has_session(browser, ann.token()).await;
    let reading = format!("/equipo/lectura/{}", review.id);
    is_sound_everywhere(browser, "reading-asked", &reading).await;
    browser
        .runs(
            "document.querySelectorAll('details').forEach((it) => { it.open = true; })",
            vec![],
        )
        .await;
    is_sound_here(browser, "reading-open").await;
    for (name, path) in [
        ("preferences", "/equipo/preferencias".to_owned()),
        ("taken-back", "/equipo/deshechas".to_owned()),
        ("public", format!("/p/{slug}/equipo")),
        ("post-of-team", format!("/p/{slug}")),
    ] {
        is_sound_everywhere(browser, name, &path).await;
    }
    has_session(browser, bob.token()).await;
    is_sound_everywhere(browser, "questions", "/equipo/preguntas").await;
    let lea = world.lead("lea").await;
    has_session(browser, lea.token()).await;
    is_sound_everywhere(browser, "escalations", "/equipo/proteccion").await;
    end(both).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_says_something_and_opens_the_receipt_by_its_link() {
    let Some(both) = world_and_browser().await else {
        return;
    };
    let (world, browser): (&World, &Browser) = (&both.0, &both.1);
    let faro = world.group("Faro").await;
    let (mia, ann) = (
        world.correspondent("mia", &faro).await,
        world.moderator("ann").await,
    );
    let (_, slug) = mia.publishes("Mi calle", "Hay farolas.", &ann).await;
    let form = format!("/p/{slug}/opinar");
    is_sound_everywhere(browser, "opinion", &form).await;
    types(browser, "#text", "Me ha gustado.").await;
    presses_on(browser, "main form button").await;
    is_sound_here(browser, "receipt-given").await;
    let link =
        "return document.querySelector(\"main a[href*='/comentario#']\").getAttribute('href')";
    let link = browser.runs(link, vec![]).await;
    let link = link.as_str().expect("a link");
    // What stands behind the # goes to no server with the address.
    browser.requests().await;
    browser.goes(link).await;
    until(
        browser,
        "document.querySelector('main form[action$=\"/quitar\"]') !== null",
    )
    .await;
    let (_, code) = link.split_once('#').expect("the receipt");
    let asked = browser.requests().await;
    assert!(
        !asked.is_empty() && asked.iter().all(|it| !it.contains(code)),
        "{asked:?}"
    );
    is_sound_here(browser, "receipt").await;
    presses_on(browser, "main form[action$='/quitar'] button").await;
    assert!(
        text_of(browser, "main [role=status]")
            .await
            .contains("Quitado.")
    );
    is_ours_alone(browser, "receipt").await;
    is_sound_everywhere(browser, "receipt-ask", "/comentario").await;
    end(both).await;
}
