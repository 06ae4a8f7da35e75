//! Pages and states to which only another one leads, on every screen: saying something, writing together, keeping somebody away, and what two adults open.

use domain::Role;
use tests::{Browser, Person, View, World};

use super::hands::{has_session, is_sound_here, presses_on, text_of, types};
use super::{end, is_ours_alone, is_sound_everywhere, world_and_browser};

/// Looks at the page that is open on a phone and on a desk.
async fn is_sound_in_all(browser: &Browser, what: &str) {
    for view in View::ALL {
        browser.looks(view).await;
        is_sound_here(browser, &format!("{what}-{}", view.name())).await;
    }
}

/// Fills a form of the page for what needs two adults, and sends it.
async fn asks(browser: &Browser, action: &str, field: &str, whom: &str) {
    browser.goes("/equipo/acuerdos").await;
    let open = "document.querySelectorAll('details').forEach((it) => { it.open = true; })";
    browser.runs(open, vec![]).await;
    types(
        browser,
        &format!("form[action=\"{action}\"] [name={field}]"),
        whom,
    )
    .await;
    let reason = format!(
        "const it = document.querySelector(\"form[action='{action}'] select\"); if (it) it.value = 'DANGER'"
    );
    browser.runs(&reason, vec![]).await;
    presses_on(browser, &format!("form[action='{action}'] button")).await;
}

/// Another adult agrees.
async fn agrees(browser: &Browser, who: &Person<'_>) {
    has_session(browser, who.token()).await;
    browser.goes("/equipo/acuerdos").await;
    presses_on(browser, "button[value=agree]").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn saying_something_writing_together_and_keeping_away_are_for_everybody() {
    let Some(both) = world_and_browser().await else {
        return;
    };
    let (world, browser): (&World, &Browser) = (&both.0, &both.1);
    let faro = world.group("Faro").await;
    let (mia, leo, ann) = (
        world.correspondent("mia", &faro).await,
        world.correspondent("leo", &faro).await,
        world.moderator("ann").await,
    );
    let (_, slug) = mia.publishes("Mi calle", "Hay farolas.", &ann).await;
    has_session(browser, leo.token()).await;
    let form = format!("/p/{slug}/comentar");
    is_sound_everywhere(browser, "comment", &form).await;
    types(browser, "#text", "Mi número es el 612 345 678.").await;
    presses_on(browser, "main form button").await;
    assert!(text_of(browser, "main").await.contains("612 345 678"));
    is_sound_in_all(browser, "comment-warned").await;
    presses_on(browser, "main form button").await;
    assert!(
        text_of(browser, "main [role=status]")
            .await
            .contains("Enviado"),
        "{}",
        text_of(browser, "main").await
    );
    ann.publishes_comment().await;
    // The first answer was one to mend.
    browser.console().await;
    let draft = mia.starts("Nuestra calle", "Hay farolas.").await;
    has_session(browser, mia.token()).await;
    is_sound_everywhere(browser, "together", &format!("/mesa/{}/juntos", draft.id)).await;
    browser.goes(&format!("/p/{slug}")).await;
    presses_on(browser, "a[href^='/mesa/silencios']").await;
    is_sound_in_all(browser, "silence").await;
    browser
        .runs(
            "document.querySelector('input[value=BLOCKED]').click()",
            vec![],
        )
        .await;
    presses_on(browser, "main form button").await;
    assert!(text_of(browser, "main").await.contains("leo del Mar"));
    is_sound_in_all(browser, "silence-set").await;
    is_ours_alone(browser, "corners of correspondents").await;
    end(both).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_two_adults_open_is_for_everybody_who_may_see_it() {
    let Some(both) = world_and_browser().await else {
        return;
    };
    let (world, browser): (&World, &Browser) = (&both.0, &both.1);
    let faro = world.group("Faro").await;
    world.correspondent("mia", &faro).await;
    let (ada, bea) = (
        world.adult("ada", &[Role::Administrator]).await,
        world.adult("bea", &[Role::Administrator]).await,
    );
    let (lea, sol) = (world.lead("lea").await, world.lead("sol").await);
    has_session(browser, ada.token()).await;
    asks(browser, "/equipo/acuerdos/frase", "name", "mia del Mar").await;
    is_sound_in_all(browser, "acts-asked").await;
    agrees(browser, &bea).await;
    has_session(browser, ada.token()).await;
    browser.goes("/equipo/acuerdos").await;
    presses_on(browser, "form[action='/equipo/acuerdos/codigo'] button").await;
    is_sound_in_all(browser, "act-code").await;
    browser.goes("/admin/personas").await;
    presses_on(browser, "form[action='/admin/personas/invitar'] button").await;
    is_sound_in_all(browser, "adult-invited").await;
    has_session(browser, lea.token()).await;
    asks(browser, "/equipo/acuerdos/identidad", "name", "mia del Mar").await;
    agrees(browser, &sol).await;
    has_session(browser, lea.token()).await;
    browser.goes("/equipo/acuerdos").await;
    presses_on(browser, "form[action='/equipo/acuerdos/leer'] button").await;
    assert!(
        text_of(browser, "main")
            .await
            .contains("Queda escrito que lo has leído.")
    );
    is_sound_in_all(browser, "act-identity").await;
    has_session(browser, ada.token()).await;
    app::audit::note(
        world.app(),
        app::audit::Verdict::Broken {
            sequence: 4,
            record: None,
        },
    )
    .await
    .expect("noted");
    is_sound_everywhere(browser, "log-broken", "/admin/registro?parte=dos-personas").await;
    is_ours_alone(browser, "what two adults open").await;
    end(both).await;
}
