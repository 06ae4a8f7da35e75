//! Coming in by a browser: somebody with an invitation, a guardian with the link of a mail, and a guide who invites; and a guardian who takes a permission back.

use app::people::{Group, Relation};
use domain::Role;
use serde_json::{Value, json};
use tests::{Browser, INVITE, PASSPHRASE, Person, View, World};

use super::hands::{has_session, is_sound_here, presses_on, signs_in, text_of, types, until};
use super::{
    end, is_ours_alone, is_sound, is_sound_everywhere, shows_the_focus, world_and_browser,
};

const WIDE: View = View {
    width: 1280,
    is_dark: false,
};
const NARROW: View = View {
    width: 390,
    is_dark: true,
};

async fn guide<'a>(world: &'a World, group: &Group) -> Person<'a> {
    let cleared = Some(World::certificate());
    let account = world.account("eva", &[Role::Guide], None, cleared).await;
    let guide = world.signed_in("eva", account).await;
    world
        .relate(Relation::Guide(group.id, guide.account()))
        .await;
    guide
}

/// Invites somebody who is thirteen, with a guardian; gives the code.
async fn invited(guide: &Person<'_>, group: &Group) -> String {
    let world = guide.world();
    let id = world
        .sealer()
        .node_id(api::seal::NodeKind::Group, group.id.as_uuid());
    let input = json!({
        "group": id, "realName": "Aurelia Canario", "bornOn": "2013-05-17", "country": "ES", "guardianEmails": ["familia@example.org"],
    });
    let made = guide.does(INVITE, input).await;
    world.is_vouched_for(&made["invitation"]["id"]).await;
    made["code"].as_str().expect("a code").to_owned()
}

/// The path of the link in the newest mail, with what is behind the `#`.
async fn mailed(world: &World) -> String {
    let letters = world.letters().await;
    let letter = letters.last().expect("a letter").replace("=\r\n", "");
    let (_, link) = letter.split_once("https://altavoz.test").expect("a link");
    link.split_whitespace().next().expect("a link").to_owned()
}

/// Looks at the page that is open in both views, and keeps pictures.
async fn is_sound_in_both(browser: &Browser, what: &str) {
    for view in [NARROW, WIDE] {
        browser.looks(view).await;
        is_sound(browser, what).await;
        browser
            .keeps_picture(&format!("{what}-{}", view.name()))
            .await;
    }
}

/// Answers each question: yes to the first two, no to the others.
async fn answers(browser: &Browser) {
    let answered = browser
        .runs(
            "const all = [...document.querySelectorAll('fieldset.purpose')];
             all.forEach((it, at) => it.querySelector(at < 2 ? 'input[value=yes]' : 'input[value=no]').click());
             return all.length",
            vec![],
        )
        .await;
    assert_eq!(answered, json!(5));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_guardian_opens_the_link_decides_and_takes_it_back() {
    let Some(both) = world_and_browser().await else {
        return;
    };
    let (world, browser): (&World, &Browser) = (&both.0, &both.1);
    let faro = world.group("Faro").await;
    let eva = guide(world, &faro).await;
    let code = invited(&eva, &faro).await;
    is_sound_everywhere(browser, "family-open", "/familia").await;
    // What stands behind the # is taken out of the address and sent at once.
    let link = mailed(world).await;
    browser.goes("/como-leemos").await;
    browser.goes(&link).await;
    until(
        browser,
        "document.querySelector('fieldset.purpose') !== null",
    )
    .await;
    let address = browser.client().current_url().await.expect("an address");
    assert_eq!(
        (address.path(), address.fragment()),
        ("/familia/enlace", None)
    );
    is_ours_alone(browser, "/familia/enlace").await;
    is_sound_in_both(browser, "family-asked").await;
    answers(browser).await;
    browser
        .runs("document.querySelector('[name=declares]').click()", vec![])
        .await;
    types(browser, "#login", "familia").await;
    types(browser, "#penName", "Casa de Zarza").await;
    types(browser, "#passphrase", PASSPHRASE).await;
    browser
        .runs(
            "document.querySelector('[aria-controls=passphrase]').click()",
            vec![],
        )
        .await;
    let kind = "return document.querySelector('#passphrase').type";
    assert_eq!(browser.runs(kind, vec![]).await, json!("text"));
    presses_on(browser, "main form .btn.big").await;
    let said = text_of(browser, "main").await;
    assert!(said.contains("Su decisión está guardada."), "{said}");

    comes_in(browser, &code).await;
    presses_on(browser, "header form[action='/salir'] button").await;
    signs_in(browser, "familia").await;
    // What was wrong on the way, and signing out, are in the console by now.
    browser.console().await;
    is_sound_everywhere(browser, "family", "/familia").await;
    presses_on(browser, "button[value=withdraw]").await;
    assert!(
        text_of(browser, "main")
            .await
            .contains("Cambiado. Ya cuenta así.")
    );
    is_sound_here(browser, "family-withdrawn").await;
    end(both).await;
}

/// Comes in from the first step to the desk, in a browser whose session is another one's.
async fn comes_in(browser: &Browser, code: &str) {
    presses_on(browser, "header form[action='/salir'] button").await;
    browser.goes("/como-leemos").await;
    browser.goes(&format!("/invitacion#{code}")).await;
    let filled = "return document.querySelector('#code').value";
    assert_eq!(browser.runs(filled, vec![]).await, json!(code));
    for (field, number) in [("#bornOn", "17"), ("#month", "5"), ("#year", "2013")] {
        types(browser, field, number).await;
    }
    is_sound_in_both(browser, "join-code").await;
    presses_on(browser, "main form .btn.big").await;
    types(browser, "#penName", "Aurelia").await;
    types(browser, "#login", "zarza").await;
    choose_drawing(browser).await;
    presses_on(browser, "main form .btn.big").await;
    // What was wrong has the focus, and leads to its field.
    let focus = browser
        .runs("return document.activeElement.id", vec![])
        .await;
    assert_eq!(focus, json!("problem"));
    is_sound_in_both(browser, "join-names").await;
    browser
        .runs("document.querySelector('#penName').value = ''", vec![])
        .await;
    types(browser, "#penName", "Zarza Azul").await;
    presses_on(browser, "main form .btn.big").await;
    is_sound_in_both(browser, "join-consent").await;
    answers(browser).await;
    presses_on(browser, "main form .btn.big").await;
    types(browser, "#passphrase", PASSPHRASE).await;
    is_sound_in_both(browser, "join-passphrase").await;
    presses_on(browser, "main form .btn.big").await;
    assert!(text_of(browser, "h1").await.contains("Zarza Azul"));
}

async fn choose_drawing(browser: &Browser) {
    let chosen: Value = browser
        .runs(
            "const it = document.querySelectorAll('input[name=avatar]')[3]; it.click(); return it.checked",
            vec![],
        )
        .await;
    assert_eq!(chosen, json!(true));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_pages_of_guides_and_accounts_are_for_everybody_on_every_screen() {
    let Some(both) = world_and_browser().await else {
        return;
    };
    let (world, browser): (&World, &Browser) = (&both.0, &both.1);
    let faro = world.group("Faro").await;
    let eva = guide(world, &faro).await;
    invited(&eva, &faro).await;
    let (mia, ann) = (
        world.correspondent("mia", &faro).await,
        world.moderator("ann").await,
    );
    mia.writes("Mi barrio", "Hay un parque enfrente.").await;
    let review = ann.takes_next().await.expect("what was sent");
    ann.declines(&review, "Todavía no.").await;
    is_sound_everywhere(browser, "permits-public", "/permisos").await;
    is_sound_everywhere(browser, "join-adult", "/invitacion/equipo").await;
    has_session(browser, eva.token()).await;
    for (name, path) in [
        ("guide", "/guia"),
        ("guide-invite", "/guia/invitar"),
        ("guide-pieces", "/guia/piezas"),
        ("account-staff", "/cuenta"),
    ] {
        is_sound_everywhere(browser, name, path).await;
    }
    let ada = world.adult("ada", &[Role::Administrator]).await;
    world.topic("Mar").await;
    app::audit::check_due(world.app())
        .await
        .expect("a look at the log");
    has_session(browser, ada.token()).await;
    for (name, path) in [
        ("staff-people", "/admin/personas"),
        ("staff-groups", "/admin/grupos"),
        ("staff-topics", "/admin/temas"),
        ("staff-rules", "/admin/reglas"),
        ("staff-log", "/admin/registro"),
        ("staff-acts", "/equipo/acuerdos"),
        ("staff-conduct", "/cuenta/conducta"),
    ] {
        is_sound_everywhere(browser, name, path).await;
    }
    has_session(browser, mia.token()).await;
    for (name, path) in [
        ("account", "/cuenta"),
        ("account-data", "/cuenta/datos"),
        ("account-mail", "/cuenta/correo"),
        ("news", "/novedades"),
        ("own-comments", "/mesa/comentarios"),
        ("silences", "/mesa/silencios"),
        ("permits", "/mesa/permisos"),
    ] {
        is_sound_everywhere(browser, name, path).await;
    }
    shows_the_focus(browser, "/cuenta").await;
    end(both).await;
}
