//! What everybody reads, in a browser.

use serde_json::json;
use tests::{CLOSE_COMMENTS, DraftHandle, View, World};

use super::{end, is_ours_alone, is_sound_everywhere, presses, stops, world_and_browser};

const BODY: &str = "Un párrafo con **fuerza**, con *calma* y con [un enlace](https://example.org).\n\n## Lo que cambió\n\n> Me había acostumbrado a interrumpirme sin ayuda.\n\n- uno\n- dos\n\n1. primero\n2. segundo\n\n`código`";

/// A panel with posts in three languages, comments and answers; gives the last part of the address of one, and the address of its group.
async fn filled(world: &World) -> (String, String) {
    let faro = world.group("Faro").await;
    let mar = world.topic("El mar").await;
    world.topic("Pantallas").await;
    let (mia, leo, ann) = (
        world.correspondent("mia", &faro).await,
        world.correspondent("leo", &faro).await,
        world.moderator("ann").await,
    );
    let topic = world
        .sealer()
        .node_id(api::seal::NodeKind::Topic, mar.id.as_uuid());
    let mut first = None;
    for (title, language) in [
        (
            "Un mes sin notificaciones: esto es lo que cambió, y lo que no",
            "SPANISH",
        ),
        (
            "Por que ningunha app debería saber onde estou agora mesmo",
            "GALICIAN",
        ),
        (
            "Otorrinolaringológicamente-inconstitucionalísimamente",
            "BASQUE",
        ),
    ] {
        let text = json!({ "title": title, "summary": "Apagué todo menos las llamadas de casa.", "body": BODY, "language": language, "topics": [topic] });
        let started = mia.does(tests::START, json!({ "text": text })).await;
        let id = started["draft"]["id"].as_str().expect("a draft").to_owned();
        mia.submits(&DraftHandle { id, version: 1 }).await;
        let slug = ann.publishes_next().await;
        first.get_or_insert(slug);
    }
    let slug = first.expect("a post");
    app::people::set_blog_page(&world.app().operator(), mia.account(), true)
        .await
        .expect("a page");
    let post = leo.post(&slug).await["id"].clone();
    leo.says(&post, "Me apunto al cuaderno.").await;
    ann.publishes_comment().await;
    let said = mia.comments_on(&slug).await[0]["id"].clone();
    mia.says(&said, "¡Hazlo!").await;
    ann.publishes_comment().await;
    mia.does(CLOSE_COMMENTS, json!({ "post": post })).await;
    (slug, format!("/grupos/{}", faro.slug.as_str()))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_everybody_reads_is_for_everybody_on_every_screen() {
    let Some(both) = world_and_browser().await else {
        return;
    };
    let (world, browser) = (&both.0, &both.1);
    is_sound_everywhere(browser, "home-empty", "/").await;
    let (slug, faro) = filled(world).await;
    for (name, path) in [
        ("home", "/"),
        ("post", &format!("/p/{slug}")),
        ("topics", "/temas"),
        ("topic", "/temas/el-mar"),
        ("group", &faro),
        ("blog", "/blog/mia%20del%20Mar"),
        ("help", "/ayuda"),
        ("help-no-country", "/ayuda/zz"),
        ("how", "/como-leemos"),
        ("set-up", "/setup"),
        ("set-up-done", "/setup/done"),
    ] {
        is_sound_everywhere(browser, name, path).await;
    }
    for prefix in ["/ca", "/gl", "/eu", "/pt", "/en"] {
        is_sound_everywhere(
            browser,
            &format!("post{}", prefix.replace('/', "-")),
            &format!("{prefix}/p/{slug}"),
        )
        .await;
        is_sound_everywhere(
            browser,
            &format!("help{}", prefix.replace('/', "-")),
            &format!("{prefix}/ayuda"),
        )
        .await;
    }
    // The browser's console says that nothing is there, and that is all.
    browser.goes("/p/nada").await;
    assert_eq!(browser.console().await.len(), 1);
    is_sound_everywhere(browser, "how", "/como-leemos").await;
    end(both).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn help_and_a_post_are_reached_by_keyboard_alone_and_the_focus_is_always_seen() {
    let Some(both) = world_and_browser().await else {
        return;
    };
    let (world, browser) = (&both.0, &both.1);
    let (slug, _) = filled(world).await;
    // Without motion, so that what has the focus is in view at once.
    let view = View {
        width: 1280,
        is_dark: false,
    };
    browser.looks(view).await;
    for path in ["/", &format!("/p/{slug}"), "/ayuda"] {
        browser.goes(path).await;
        is_ours_alone(browser, path).await;
        let stops = stops(browser, 24).await;
        assert!(
            stops[..4].iter().any(|stop| stop["href"] == "tel:017"),
            "{path}: {stops:#?}"
        );
        for stop in &stops {
            assert_eq!(
                (&stop["ring"], &stop["covered"]),
                (&json!(true), &json!(false)),
                "{path}: {stop}"
            );
        }
    }
    for (wanted, start) in [
        (format!("/p/{slug}"), "/"),
        ("/ayuda".to_owned(), &format!("/p/{slug}")),
    ] {
        browser.goes(start).await;
        let mut left = 40;
        while stops(browser, 1).await[0]["href"] != wanted.as_str() {
            left -= 1;
            assert!(left > 0, "{wanted} is not reached");
        }
        presses(browser, "Enter", 13, "\r").await;
        let there = browser.address(&wanted);
        browser
            .client()
            .wait()
            .for_url(&there)
            .await
            .expect("the page");
    }
    end(both).await;
}
