//! A correspondent in a real browser: signing in, writing with what runs beside the editor, being warned, sending, and losing nothing when the connection or
//! the tab is lost.

use serde_json::{Value, json};
use tests::{Browser, DraftHandle, Person, World};

use super::hands::{is_sound_here, presses_on, signs_in, text_of, types, until};
use super::{end, is_ours_alone, is_sound_everywhere, shows_the_focus, world_and_browser};

/// What is said once something was found.
const PHONE: &str = "Llámame al 612 345 678 y te lo cuento.";

/// Nothing that runs on the page reaches anybody any more, until another one is opened.
async fn goes_offline(browser: &Browser) {
    browser
        .runs(
            "window.fetch = () => Promise.reject(new TypeError())",
            vec![],
        )
        .await;
}

async fn body(browser: &Browser) -> Value {
    browser
        .runs("return document.querySelector('#body').value", vec![])
        .await
}

/// Mia who writes in Faro, and Ann who reads.
async fn panel(world: &World) -> (Person<'_>, Person<'_>) {
    let faro = world.group("Faro").await;
    world.topic("El mar").await;
    (
        world.correspondent("mia", &faro).await,
        world.moderator("ann").await,
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_correspondent_writes_is_warned_and_sends() {
    let Some(both) = world_and_browser().await else {
        return;
    };
    let (world, browser) = (&both.0, &both.1);
    let (_, ann) = panel(world).await;
    signs_in(browser, "mia").await;
    presses_on(browser, "main a[href='/mesa/nueva']").await;
    types(browser, "#title", "Mi calle").await;
    types(browser, "#body", &format!("Hay **farolas**. {PHONE}")).await;
    // It is kept and shown without being asked; what was found is shown to whoever asks.
    until(
        browser,
        "document.querySelector('#preview .prose strong')?.textContent === 'farolas'",
    )
    .await;
    until(
        browser,
        "document.querySelector('[data-state]').textContent.startsWith('Guardada.')",
    )
    .await;
    let here = browser.client().current_url().await.expect("an address");
    assert!(here.path().len() > "/mesa/nueva".len(), "{here}");
    presses_on(browser, "button[value=look]").await;
    until(
        browser,
        "document.querySelector('#preview .prose mark')?.firstChild.data === '612 345 678'",
    )
    .await;
    assert!(
        text_of(browser, ".find")
            .await
            .contains("Un número de teléfono")
    );
    is_sound_here(browser, "editor-found").await;
    // Out of the text with one press, and then away.
    presses_on(browser, "button[name=cut]").await;
    assert_eq!(
        body(browser).await,
        "Hay **farolas**. Llámame al y te lo cuento."
    );
    presses_on(browser, "button[value=send]").await;
    assert!(
        text_of(browser, "main")
            .await
            .contains("Vas la 1.ª de la fila.")
    );
    is_ours_alone(browser, "writing").await;
    assert!(!ann.publishes_next().await.is_empty());
    end(both).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_connection_is_lost_the_tab_is_gone_and_the_text_is_back() {
    let Some(both) = world_and_browser().await else {
        return;
    };
    let (world, browser) = (&both.0, &both.1);
    let (mia, _) = panel(world).await;
    let draft = mia.starts("Uno", "Primero.").await;
    signs_in(browser, "mia").await;
    browser.goes(&format!("/mesa/{}", draft.id)).await;
    types(browser, "#body", " Se guarda.").await;
    until(
        browser,
        "document.querySelector('[data-state]').textContent.startsWith('Guardada.')",
    )
    .await;
    assert_eq!(mia.own_draft(&draft).await["body"], "Primero. Se guarda.");
    goes_offline(browser).await;
    types(browser, "#body", " Y esto no llega.").await;
    until(browser, "document.querySelector('[data-state]').textContent.startsWith('No hemos podido guardarlo.')").await;
    is_sound_here(browser, "editor-offline").await;
    // The page is gone without having reached anybody; the tab is opened again.
    browser.client().goto("about:blank").await.expect("nothing");
    browser.goes(&format!("/mesa/{}", draft.id)).await;
    assert_eq!(body(browser).await, "Primero. Se guarda. Y esto no llega.");
    until(
        browser,
        "document.querySelector('[data-state]').textContent.startsWith('Guardada.')",
    )
    .await;
    assert_eq!(
        mia.own_draft(&draft).await["body"],
        "Primero. Se guarda. Y esto no llega."
    );
    // What is stored is not remembered any longer.
    assert_eq!(
        browser.runs("return sessionStorage.length", vec![]).await,
        json!(0)
    );
    let version = mia.own_draft(&draft).await["version"]
        .as_i64()
        .expect("a version");
    let newest = DraftHandle {
        version,
        ..draft.clone()
    };
    mia.rewrites(&newest, "Uno", "Otra cosa.").await;
    browser.goes(&format!("/mesa/{}", draft.id)).await;
    assert_eq!(body(browser).await, "Otra cosa.");
    end(both).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_kept_meanwhile_is_shown_and_replaced_by_nobody_who_has_not_seen_it() {
    let Some(both) = world_and_browser().await else {
        return;
    };
    let (world, browser) = (&both.0, &both.1);
    let (mia, _) = panel(world).await;
    let draft = mia.starts("Uno", "Primero.").await;
    signs_in(browser, "mia").await;
    let at = format!("/mesa/{}", draft.id);
    browser.goes(&at).await;
    mia.rewrites(&draft, "Uno", "Lo de otro aparato.").await;
    types(browser, "#body", " Lo de aquí.").await;
    until(
        browser,
        "document.querySelector('#said textarea')?.value === 'Lo de otro aparato.'",
    )
    .await;
    is_sound_here(browser, "editor-meanwhile").await;
    types(browser, "#body", " Y más.").await;
    // Whatever would keep it is told to: nothing leaves while somebody has to decide, not even after the page is opened again.
    for _ in 0..2 {
        browser.requests().await;
        browser
            .runs("dispatchEvent(new Event('online'))", vec![])
            .await;
        let sent = browser.requests().await;
        assert!(sent.iter().all(|it| !it.contains("/mesa/")), "{sent:?}");
        assert_eq!(
            mia.own_draft(&draft).await["body"],
            "Lo de otro aparato.",
            "nothing was replaced"
        );
        browser.goes("/como-leemos").await;
        browser.goes(&at).await;
        assert_eq!(body(browser).await, "Primero. Lo de aquí. Y más.");
        assert_eq!(
            browser
                .runs(
                    "return document.querySelector('#said textarea').value",
                    vec![]
                )
                .await,
            json!("Lo de otro aparato.")
        );
    }
    presses_on(browser, ".send button[value=save]").await;
    assert_eq!(
        mia.own_draft(&draft).await["body"],
        "Primero. Lo de aquí. Y más."
    );
    end(both).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_pages_of_a_correspondent_are_for_everybody_on_every_screen() {
    let Some(both) = world_and_browser().await else {
        return;
    };
    let (world, browser) = (&both.0, &both.1);
    let (mia, ann) = panel(world).await;
    is_sound_everywhere(browser, "sign-in", "/entrar").await;
    is_sound_everywhere(browser, "new-passphrase", "/entrar/frase-nueva").await;
    signs_in(browser, "mia").await;
    is_sound_everywhere(browser, "desk-empty", "/mesa").await;
    mia.publishes("La que salió", "Texto.", &ann).await;
    mia.writes("La que no", "Texto.").await;
    ann.declines(&ann.takes_next().await.expect("it"), "Así no.")
        .await;
    let changed = mia.writes("La que casi", "Hay farolas feas.").await;
    let review = ann.takes_next().await.expect("it");
    let input = json!({ "review": review.id, "contentHash": review.hash, "grounds": [{ "reason": "OFF_TOPIC_OR_FORM" }], "message": "Casi está.",
        "suggestions": [{ "passage": { "field": "BODY", "start": 4, "end": 16 }, "replacement": "farolas", "reason": "OFF_TOPIC_OR_FORM" }] });
    ann.does(tests::REQUEST_CHANGES, input).await;
    mia.writes("La que leen", "Texto.").await;
    ann.takes_next().await.expect("it");
    mia.writes("La que espera", "Texto.").await;
    let draft = mia
        .starts("La que escribe", "## Uno\n\nHay *farolas*.")
        .await;
    is_sound_everywhere(browser, "desk", "/mesa").await;
    is_sound_everywhere(
        browser,
        "answer",
        &format!("/mesa/{}/respuesta", changed.id),
    )
    .await;
    is_sound_everywhere(browser, "editor-new", "/mesa/nueva").await;
    is_sound_everywhere(browser, "editor", &format!("/mesa/{}", draft.id)).await;
    for prefix in ["/ca", "/gl", "/eu", "/pt", "/en"] {
        let name = prefix.replace('/', "-");
        is_sound_everywhere(browser, &format!("desk{name}"), &format!("{prefix}/mesa")).await;
        is_sound_everywhere(
            browser,
            &format!("editor{name}"),
            &format!("{prefix}/mesa/{}", draft.id),
        )
        .await;
    }
    for path in ["/mesa", &format!("/mesa/{}", draft.id)] {
        shows_the_focus(browser, path).await;
    }
    end(both).await;
}
