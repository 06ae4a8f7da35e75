//! What everybody reads on the pages: what adults approved and nothing else, in the reader's language, with help first.

mod account;
mod console;
mod data;
mod desk;
mod entry;
mod feeds;
mod guide;
mod help;
mod joining;
mod passkey;
mod readers;
mod running;
mod silences;
mod staff;
mod team;
mod together;

use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::json;
use tests::{CLOSE_COMMENTS, Page, Person, World, stories};

/// The bytes of the page for what isn't there.
async fn missing(world: &World) -> String {
    let page = world.reader().sees("/p/nunca-hubo-nada").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    page.html
}

/// Mia who writes in Faro, Ann who reads, and the address of Faro's page.
async fn panel(world: &World) -> (Person<'_>, Person<'_>, String) {
    let faro = world.group("Faro").await;
    (
        world.correspondent("mia", &faro).await,
        world.moderator("ann").await,
        format!("/grupos/{}", faro.slug.as_str()),
    )
}

/// What stands in a page between two texts.
fn between<'a>(page: &'a Page, from: &str, to: &str) -> &'a str {
    let (_, rest) = page.html.split_once(from).expect("the beginning");
    rest.split_once(to).expect("the end").0
}

stories! {
    async fn a_post_is_shown_letter_by_letter_as_it_was_approved(world) {
        let (mia, ann, _) = panel(world).await;
        let (_, slug) = mia.publishes("Mi calle <3", "Hay **farolas** & gatos.\n\n> ¿Y tú?", &ann).await;
        let post = world.reader().post(&slug).await;
        let page = world.reader().sees(&format!("/p/{slug}")).await;
        assert_eq!((page.status, page.header("content-type")), (StatusCode::OK, "text/html; charset=utf-8"));
        let prose = between(&page, "<div class=\"prose\" lang=\"es\">\n", "\n</div>\n<div class=\"read-by");
        assert_eq!(prose.trim(), post["html"].as_str().expect("html").trim());
        assert!(page.html.contains("<h1 lang=\"es\">Mi calle &#60;3</h1>"), "{}", page.html);
        assert!(page.html.contains("mia del Mar") && page.html.contains("4 de noviembre de 2026"));
        let version: String = post["contentHash"].as_str().expect("a hash").chars().take(8).collect();
        let shown: String = between(&page, "mono muted\">versión ", "</p>").split(' ').collect();
        assert_eq!(shown, version);
        // Another comma, another wave.
        let (_, other) = mia.publishes("Mi calle <3", "Hay **farolas** & gatos.\n\n> ¿Y tú, qué?", &ann).await;
        let other = world.reader().sees(&format!("/p/{other}")).await;
        assert_ne!(between(&page, "stroke-linecap=\"round\" aria-hidden=\"true\"><path d=\"", "\""), between(&other, "stroke-linecap=\"round\" aria-hidden=\"true\"><path d=\"", "\""));
    }

    async fn what_is_hidden_looks_like_what_never_was(world) {
        let (mia, ann, faro) = panel(world).await;
        let gone = missing(world).await;
        let (draft, slug) = mia.publishes("Se va", "Texto.", &ann).await;
        assert_eq!(world.reader().sees(&format!("/p/{slug}")).await.status, StatusCode::OK);
        mia.unpublishes(&draft).await;
        for address in [format!("/p/{slug}"), faro, "/blog/mia%20del%20Mar".to_owned(), "/temas/nada".to_owned(), "/?antes=nada".to_owned(),
            "/p/%00".to_owned(), "/p/%ff".to_owned(), format!("/p/{}", "a".repeat(4_000)), "/ayuda/xyz".to_owned(), "/ayuda/%F0%9F".to_owned(), "/p/a/b".to_owned()] {
            let page = world.reader().sees(&address).await;
            assert_eq!((page.status, page.html == gone), (StatusCode::NOT_FOUND, true), "{address}: {}", page.html);
            assert_eq!(page.header("cache-control"), "no-store");
        }
    }

    async fn what_was_not_approved_is_on_no_page(world) {
        let (mia, ann, faro) = panel(world).await;
        let (draft, slug) = mia.publishes("Uno", "Lo aprobado.", &ann).await;
        mia.starts("Canario uno", "canario-borrador").await;
        mia.writes("Canario dos", "canario-enviado").await;
        mia.submits(&mia.rewrites(&draft, "Canario tres", "canario-cambiado").await).await;
        let post = mia.post(&slug).await;
        mia.says(&post["id"], "canario-comentario").await;
        app::people::set_blog_page(&world.app().operator(), mia.account(), true).await.expect("a page");
        for address in ["/", "/en", "/blog/mia%20del%20Mar", "/temas", &faro, &format!("/p/{slug}"), "/feed.atom", "/feed.json", &format!("{faro}/feed.atom"), "/sitemap.xml"] {
            for who in [world.reader(), mia.clone(), ann.clone()] {
                let page = who.sees(address).await;
                assert_eq!(page.status, StatusCode::OK, "{address}");
                assert!(!page.html.to_lowercase().contains("canario"), "{address}: {}", page.html);
            }
        }
    }

    async fn the_front_page_lists_by_day_and_leads_to_the_very_beginning(world) {
        let (mia, _, faro) = panel(world).await;
        world.topic("El mar").await;
        assert!(world.reader().sees("/").await.html.contains("Todavía no hay nada por aquí."));
        for day in 0..15 {
            // Sessions of staff don't last a night.
            world.passes(TimeDelta::days(1));
            let (mia, ann) = (world.signed_in("mia", mia.account()).await, world.moderator(&format!("ann{day}")).await);
            mia.publishes(&format!("Día {day} de viaje"), "Texto.", &ann).await;
        }
        let (mut address, mut days) = (String::from("/"), vec![]);
        for _ in 0..4 {
            let page = world.reader().sees(&address).await;
            for card in page.html.split("<article").skip(1) {
                let (_, day) = card.split_once("Día ").expect("a headline");
                days.push(day.split(' ').next().and_then(|day| day.parse::<u32>().ok()).expect("a day"));
            }
            assert!(page.html.contains(&format!("href=\"{faro}\"")) && page.html.contains("href=\"/temas/el-mar\""));
            let Some((before, _)) = page.html.split_once("\" rel=\"next\"") else {
                assert!(page.html.contains("Has llegado al principio de todo"));
                break;
            };
            address = format!("/{}", before.rsplit("href=\"").next().expect("an address"));
        }
        assert_eq!(days, (0..15).rev().collect::<Vec<_>>());
    }

    async fn topics_and_groups_have_pages_once_something_is_public(world) {
        let faro = world.group("Faro").await;
        world.correspondent("leo", &faro).await;
        let empty = world.group("Sin nada").await;
        let place = format!("/grupos/{}", faro.slug.as_str());
        let mar = world.topic("El mar").await;
        let (mia, ann) = (world.correspondent("mia", &faro).await, world.moderator("ann").await);
        let topic = world.sealer().node_id(api::seal::NodeKind::Topic, mar.id.as_uuid());
        let text = json!({ "title": "La marea", "summary": "Sube y baja.", "body": "Texto.", "language": "GALICIAN", "topics": [topic] });
        let started = mia.does(tests::START, json!({ "text": text })).await;
        let draft = tests::DraftHandle { id: started["draft"]["id"].as_str().expect("a draft").to_owned(), version: 1 };
        mia.submits(&draft).await;
        let slug = ann.publishes_next().await;
        for address in ["/temas/el-mar", &place] {
            let page = world.reader().sees(address).await;
            assert_eq!(page.status, StatusCode::OK);
            for part in [&format!("href=\"/p/{slug}\""), "<h3 lang=\"gl\">", "<span class=\"lang\" lang=\"gl\">Galego</span>", "Sube y baja."] {
                assert!(page.html.contains(part), "{part} in {address}: {}", page.html);
            }
            assert!(!page.html.contains("leo del Mar") && !page.html.contains("Sin nada"), "who belongs to a group is not shown");
        }
        let all = world.reader().sees("/temas").await.html;
        assert!(all.contains(&format!("href=\"{place}\"")) && all.contains("href=\"/temas/el-mar\"") && !all.contains("Sin nada"), "{all}");
        assert_eq!(world.reader().sees(&format!("/grupos/{}", empty.slug.as_str())).await.html, missing(world).await);
        // In its own language nothing has to say so.
        assert!(!world.reader().sees(&format!("/gl{place}")).await.html.contains("lang=\"gl\">Galego</span>"));
    }

    async fn a_correspondents_page_is_there_only_when_switched_on_and_not_for_search_engines(world) {
        let (mia, ann, _) = panel(world).await;
        let (_, slug) = mia.publishes("Uno", "Texto.", &ann).await;
        let address = "/blog/mia%20del%20Mar";
        assert_eq!(world.reader().sees(address).await.html, missing(world).await);
        assert!(!world.reader().sees(&format!("/p/{slug}")).await.html.contains("/blog/"));
        app::people::set_blog_page(&world.app().operator(), mia.account(), true).await.expect("a page");
        let page = world.reader().sees(address).await;
        assert_eq!(page.header("x-robots-tag"), "noindex");
        assert!(page.html.contains("<meta name=\"robots\" content=\"noindex\">") && page.html.contains(&format!("/p/{slug}")), "{}", page.html);
        assert!(!page.html.contains("canonical"));
        assert!(world.reader().sees(&format!("/p/{slug}")).await.html.contains(&format!("href=\"{address}\" rel=\"nofollow\"")));
        assert!(!world.reader().sees("/sitemap.xml").await.html.contains("blog"));
    }

    async fn what_was_said_to_a_post_stands_under_it_with_whom_it_answers(world) {
        let (mia, ann, _) = panel(world).await;
        let leo = world.correspondent("leo", &world.group("Brisa").await).await;
        let (_, slug) = mia.publishes("Uno", "Texto.", &ann).await;
        let post = mia.post(&slug).await["id"].clone();
        let address = format!("/p/{slug}");
        assert!(world.reader().sees(&address).await.html.contains("Nadie ha dicho nada todavía."));
        leo.says(&post, "Qué *bien* contado.").await;
        ann.publishes_comment().await;
        let first = mia.comments_on(&slug).await[0]["id"].clone();
        mia.says(&first, "Gracias, de verdad.").await;
        ann.publishes_comment().await;
        world.reader().says_as_reader(&post, "Me ha gustado mucho.").await;
        for adult in [ann.clone(), world.moderator("bob").await] {
            let review = adult.takes_next().await.expect("the comment");
            adult.approves(&review).await;
        }
        let page = world.reader().sees(&address).await;
        for part in ["<em>bien</em>", "<b>leo del Mar</b>", "· Brisa", "Responde a leo del Mar", "<b>Alguien que nos lee</b>", "Me ha gustado mucho."] {
            assert!(page.html.contains(part), "{part} in {}", page.html);
        }
        assert_eq!(page.html.matches("<li class=\"comment").count(), 3);
        mia.does(CLOSE_COMMENTS, json!({ "post": post })).await;
        assert!(world.reader().sees(&address).await.html.contains("Quien escribió esto ha cerrado los comentarios."));
    }

    async fn everybody_may_keep_a_page_for_a_minute_and_nobody_what_is_for_one_person(world) {
        let (mia, ann, _) = panel(world).await;
        let (draft, slug) = mia.publishes("Uno", "Texto.", &ann).await;
        let address = format!("/p/{slug}");
        let page = world.reader().sees(&address).await;
        assert_eq!((page.header("cache-control"), page.header("vary")), ("public, max-age=60, must-revalidate", "cookie, authorization"));
        let tag = page.header("etag").to_owned();
        let again = world.reader().sees_with(&address, &[("if-none-match", &tag)]).await;
        assert_eq!((again.status, again.html.as_str(), again.header("etag")), (StatusCode::NOT_MODIFIED, "", tag.as_str()));
        for page in [mia.sees(&address).await, world.reader().sees_with(&address, &[("authorization", "Bearer x")]).await] {
            assert_eq!((page.header("cache-control"), page.header("etag")), ("no-store", ""), "{}", page.html);
        }
        mia.unpublishes(&draft).await;
        assert_eq!(world.reader().sees_with(&address, &[("if-none-match", &tag)]).await.status, StatusCode::NOT_FOUND);
    }

    async fn a_reader_chooses_a_language_and_the_address_keeps_it(world) {
        let (mia, ann, faro) = panel(world).await;
        let (_, slug) = mia.publishes("Uno", "Texto.", &ann).await;
        for (prefix, tag, said) in [("", "es", "Leída antes de publicarse"), ("/ca", "ca", "Llegida abans de publicar-se"), ("/gl", "gl", "Lida antes de publicarse"),
            ("/eu", "eu", "Argitaratu aurretik irakurria"), ("/pt", "pt-PT", "Lido antes de ser publicado"), ("/en", "en", "Read before it went out")] {
            // What the browser prefers decides nothing.
            let page = world.reader().sees_with(&format!("{prefix}/p/{slug}"), &[("accept-language", "fr, en")]).await;
            assert!(page.html.contains(&format!("<html lang=\"{tag}\">")) && page.html.contains(said), "{}", page.html);
            assert!(page.html.contains(&format!("<link rel=\"canonical\" href=\"https://altavoz.test{prefix}/p/{slug}\">")), "{}", page.html);
            for (other, tag) in [("", "es"), ("/eu", "eu"), ("/en", "en")] {
                assert!(page.html.contains(&format!("<a href=\"{other}/p/{slug}\" lang=\"{tag}\" hreflang=\"{tag}\"")), "{other}");
            }
            assert!(page.html.contains(&format!("href=\"{prefix}{faro}\"")), "{}", page.html);
            assert_eq!(page.html.contains("<span class=\"lang\" lang=\"es\">Español</span>"), tag != "es");
        }
    }
}
