//! Readers without an account by pages: saying something, the receipt that leads back to it, other words, another look, and taking it back.

use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::json;
use tests::{Person, REQUEST_CHANGES, Visitor, World, stories};

/// Mia whose post is public, and two adults who read.
async fn panel(world: &World) -> (Person<'_>, [Person<'_>; 2], String) {
    let faro = world.group("Faro").await;
    let mia = world.correspondent("mia", &faro).await;
    let adults = [world.moderator("ann").await, world.moderator("bob").await];
    let (_, slug) = mia.publishes("Mi calle", "Hay farolas.", &adults[0]).await;
    (mia, adults, slug)
}

/// Says something by the form; gives the receipt.
async fn says(page: &mut Visitor<'_>, slug: &str, words: &str) -> String {
    page.goes(&format!("/p/{slug}")).await;
    let form = page.attributes("a[href$='/opinar']", "href");
    assert_eq!(form, [format!("/p/{slug}/opinar")]);
    page.goes(&form[0]).await;
    page.sends(&form[0], &[("text", words)]).await;
    let link = page.attributes("main a[href*='/comentario#']", "href");
    assert_eq!(link.len(), 1, "{}", page.reads());
    let (_, receipt) = link[0].split_once('#').expect("the receipt");
    receipt.to_owned()
}

stories! {
    async fn a_reader_says_something_and_follows_it_with_the_receipt(world) {
        let (_, [ann, bob], slug) = panel(world).await;
        let mut page = Visitor::new(world);
        let receipt = says(&mut page, &slug, "Me ha **gustado**.").await;
        assert!(!page.at().contains(&receipt) && page.page().headers["cache-control"] == "no-store", "{}", page.at());
        page.goes("/comentario").await;
        page.sends("/comentario", &[("code", "nada")]).await;
        assert_eq!((page.page().status, page.attributes("#problem a", "href")), (StatusCode::UNPROCESSABLE_ENTITY, vec!["#code".to_owned()]), "{}", page.reads());
        // The whole link does as well.
        page.sends("/comentario", &[("code", &format!("https://altavoz.test/comentario#{receipt}"))]).await;
        assert!(page.reads().contains("Me ha **gustado**.") && page.reads().contains("Quitar mi comentario"), "{}", page.reads());
        for who in [&ann, &bob] {
            let review = who.takes_next().await.expect("the comment of a reader");
            who.approves(&review).await;
        }
        page.goes("/comentario").await;
        page.sends("/comentario", &[("code", &receipt)]).await;
        assert_eq!(world.reader().sees(&format!("/p/{slug}")).await.html.matches("<strong>gustado</strong>").count(), 1);
        page.sends("/comentario/quitar", &[]).await;
        assert!(page.reads().contains("Quitado.") && !page.reads().contains("Quitar mi comentario"), "{}", page.reads());
        assert!(!world.reader().sees(&format!("/p/{slug}")).await.html.contains("gustado"));
    }

    async fn a_reader_changes_it_when_an_adult_asks_and_asks_for_another_look(world) {
        let (_, [ann, bob], slug) = panel(world).await;
        let mut page = Visitor::new(world);
        let receipt = says(&mut page, &slug, "Vivo al lado. Qué bien.").await;
        let review = ann.takes_next().await.expect("the comment");
        let grounds = json!([{ "reason": "PERSONAL_DATA_SELF", "quotes": [{ "field": "BODY", "start": 0, "end": 13 }] }]);
        let given = ann.does(REQUEST_CHANGES, json!({ "review": review.id, "contentHash": review.hash, "grounds": grounds, "message": "Quita la dirección." })).await;
        assert_eq!(given["__typename"], "ChangesRequested", "{given}");
        page.goes("/comentario").await;
        page.sends("/comentario", &[("code", &receipt)]).await;
        for part in ["Quita la dirección.", "Vivo al lado."] {
            assert!(page.reads().contains(part), "{part} in {}", page.reads());
        }
        page.sends("/comentario/cambiar", &[("text", " ")]).await;
        assert_eq!((page.page().status, page.attributes("#problem a", "href")), (StatusCode::UNPROCESSABLE_ENTITY, vec!["#text".to_owned()]), "{}", page.reads());
        let tab = page.clone();
        page.sends("/comentario/cambiar", &[("text", "Qué bien.")]).await;
        assert!(page.reads().contains("Enviado otra vez."), "{}", page.reads());
        // Pressed twice, it is done once; other words in another tab are not lost.
        let mut twice = tab.clone();
        twice.sends("/comentario/cambiar", &[("text", "Qué bien.")]).await;
        assert!(twice.reads().contains("Ya está hecho."), "{}", twice.reads());
        let mut late = tab;
        late.sends("/comentario/cambiar", &[("text", "Qué mal.")]).await;
        assert_eq!(late.text_of("textarea[name=text]:not([hidden])").as_deref().map(str::trim), Some("Qué mal."), "{}", late.page().html);
        world.passes(TimeDelta::minutes(1));
        let review = bob.takes_next().await.expect("the other words");
        bob.does(tests::DECLINE, json!({ "review": review.id, "contentHash": review.hash, "grounds": [{ "reason": "OFF_TOPIC_OR_FORM", "quotes": [] }], "message": "No va de esto." })).await;
        page.goes("/comentario").await;
        page.sends("/comentario", &[("code", &receipt)]).await;
        page.sends("/comentario/otra-mirada", &[("message", "Va de la calle.")]).await;
        assert!(page.reads().contains("La leerá otra persona distinta"), "{}", page.reads());
        let told = world.reader().reads_receipt(&receipt).await;
        assert_eq!(told["secondLook"]["message"], "Va de la calle.", "{told}");
    }

    async fn nothing_that_a_reader_types_is_lost_and_help_comes_first(world) {
        let (mia, [ann, _], slug) = panel(world).await;
        let mut page = Visitor::new(world);
        let form = format!("/p/{slug}/opinar");
        page.goes(&form).await;
        let long = "a".repeat(2001);
        page.sends(&form, &[("text", &long), ("language", "ca")]).await;
        assert_eq!((page.page().status, page.text_of("#text").as_deref()), (StatusCode::UNPROCESSABLE_ENTITY, Some(long.as_str())));
        assert_eq!((page.attributes("#problem a", "href"), page.attributes("#language option[selected]", "value")), (vec!["#text".to_owned()], vec!["ca".to_owned()]));
        page.sends(&form, &[("text", "No quiero seguir viviendo."), ("language", "es")]).await;
        assert!(!page.attributes("main a[href^='tel:']", "href").is_empty(), "{}", page.reads());
        assert_eq!(page.attributes("main a[href*='/comentario#']", "href").len(), 1);
        // The post is gone while somebody writes.
        let mut other = Visitor::new(world);
        other.goes(&form).await;
        let on = mia.sees(&format!("/p/{slug}")).await;
        assert!(!on.html.contains("/opinar"), "whoever has an account comments with it");
        let mut own = mia.visits();
        own.goes(&form).await;
        assert!(own.at().starts_with(&format!("/p/{slug}#")) || own.at() == format!("/p/{slug}"), "{}", own.at());
        let mut takes_down = ann.visits();
        let at = format!("/p/{slug}/equipo");
        takes_down.goes(&at).await;
        takes_down.sends(&at, &[("reason", "OFF_TOPIC_OR_FORM"), ("message", "No va de esto.")]).await;
        other.sends(&form, &[("text", "Mis palabras.")]).await;
        assert!(other.page().status.is_client_error(), "{}", other.page().status);
        assert_eq!(other.text_of("textarea[name=text]:not([hidden])").as_deref().map(str::trim), Some("Mis palabras."), "{}", other.page().html);
        assert!(other.reads().contains("Lo que habías escrito") && !other.reads().contains("Entra y"), "{}", other.reads());
    }

    async fn where_the_centre_keeps_comments_for_its_young_people_there_is_no_form(world in reserved) {
        let (_, _, slug) = panel(world).await;
        let mut page = Visitor::new(world);
        page.goes(&format!("/p/{slug}")).await;
        assert!(page.attributes("a[href$='/opinar']", "href").is_empty());
        page.goes(&format!("/p/{slug}/opinar")).await;
        assert_eq!(page.page().status, StatusCode::NOT_FOUND);
    }
}
