//! A correspondent's own pages: writing, being warned, sending, taking back, and what adults said. Whatever goes wrong, nothing that was typed is lost.

use axum::http::StatusCode;
use serde_json::json;
use tests::{Person, Visitor, World, stories};

/// What might say who somebody is, with what makes it risky.
const PHONE: &str = "Llámame al 612 345 678 y te lo cuento. Hay farolas.";

/// Mia who writes in Faro, and Ann who reads.
async fn panel(world: &World) -> (Person<'_>, Person<'_>) {
    let faro = world.group("Faro").await;
    (
        world.correspondent("mia", &faro).await,
        world.moderator("ann").await,
    )
}

/// Where the form of the editor goes that is open.
fn form(visitor: &Visitor<'_>) -> String {
    visitor.attributes("form[data-editor]", "action").concat()
}

/// The text that stands in the editor.
fn body(visitor: &Visitor<'_>) -> String {
    visitor.text_of("#body").expect("a text")
}

stories! {
    async fn an_author_writes_is_warned_takes_it_out_and_sends(world) {
        let (mia, ann) = panel(world).await;
        world.topic("El mar").await;
        let mut page = mia.visits();
        page.goes("/mesa/nueva").await;
        let topic = page.attributes("input[name=topic]", "value").concat();
        page.sends("/mesa/nueva", &[("title", "Mi calle"), ("summary", "De noche."), ("body", PHONE), ("topic", &topic), ("do", "send")]).await;
        // It is kept, shown and not sent.
        assert_eq!(page.page().status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.reads().contains("Un número de teléfono") && page.reads().contains("Hay algo que mirar antes de enviar"), "{}", page.reads());
        assert_eq!(page.text_of("#preview .prose").expect("a preview").trim(), PHONE);
        assert_eq!(page.text_of(".find q").as_deref(), Some("612 345 678"));
        assert!(ann.queue().await.expect("a queue").is_empty());
        let cut = page.attributes("button[name=cut]", "value").concat();
        let at = form(&page);
        page.sends(&at, &[("cut", &cut)]).await;
        assert_eq!((page.page().status, body(&page).as_str()), (StatusCode::OK, "Llámame al y te lo cuento. Hay farolas."));
        assert!(page.reads().contains("No hemos visto nada que diga quién eres."));
        page.sends(&at, &[("do", "send")]).await;
        assert_eq!(page.at(), "/mesa?hecho=enviada");
        assert!(page.reads().contains("Vas la 1.ª de la fila.") && page.reads().contains("Mi calle"), "{}", page.reads());
        let review = ann.takes_next().await.expect("what was sent");
        let revision = &review.seen["revision"];
        assert_eq!((&revision["title"], &revision["summary"]), (&json!("Mi calle"), &json!("De noche.")));
        assert!(mia.visits().goes("/mesa").await.html.contains("La están leyendo"));
        ann.approves(&review).await;
        page.goes("/mesa").await;
        assert!(page.reads().contains("Publicada"), "{}", page.reads());
        assert!(world.reader().sees("/temas/el-mar").await.html.contains("Mi calle"));
    }

    async fn who_wants_to_leave_it_as_it_is_sends_it_with_a_second_press(world) {
        let (mia, ann) = panel(world).await;
        let mut page = mia.visits();
        page.goes("/mesa/nueva").await;
        page.sends("/mesa/nueva", &[("title", "Mi calle"), ("body", PHONE), ("do", "send")]).await;
        let at = form(&page);
        // Other words were not looked at: they are shown first, too.
        page.sends(&at, &[("body", "Mi correo es mia@example.com y nada más."), ("do", "send")]).await;
        assert_eq!(page.page().status, StatusCode::UNPROCESSABLE_ENTITY);
        page.sends(&at, &[("do", "send")]).await;
        assert_eq!(page.at(), "/mesa?hecho=enviada");
        let review = ann.takes_next().await.expect("what was sent");
        assert!(review.seen["revision"]["html"].as_str().expect("html").contains("mia@example.com"));
    }

    async fn who_sounds_in_danger_is_shown_somebody_to_talk_to_before_everything_else(world) {
        let (mia, _) = panel(world).await;
        let mut page = mia.visits();
        page.goes("/mesa/nueva").await;
        page.sends("/mesa/nueva", &[("title", "Así estoy"), ("body", "No quiero seguir viviendo. Pienso en matarme cada noche."), ("do", "look")]).await;
        let shown = page.reads();
        let line = shown.find("No tienes que cargar con esto a solas.").expect("somebody to talk to");
        assert!(shown.find("podría decir quién eres").is_none_or(|finding| line < finding), "{shown}");
        assert!(page.attributes("#check a[href^='tel:']", "href").contains(&"tel:024".to_owned()), "{shown}");
    }

    async fn two_tabs_lose_no_words(world) {
        let (mia, _) = panel(world).await;
        let draft = mia.starts("Uno", "Primero.").await;
        let at = format!("/mesa/{}", draft.id);
        let (mut one, mut other) = (mia.visits(), mia.visits());
        one.goes(&at).await;
        other.goes(&at).await;
        one.sends(&at, &[("body", "Lo de esta pestaña."), ("do", "save")]).await;
        assert_eq!(one.at(), format!("{at}?hecho=guardada"));
        assert!(one.reads().contains("Guardada. Solo la ves tú."), "{}", one.reads());
        other.sends(&at, &[("body", "Lo de la otra."), ("do", "save")]).await;
        assert_eq!((other.page().status, body(&other).as_str()), (StatusCode::CONFLICT, "Lo de la otra."));
        assert_eq!(other.text_of("textarea[readonly]").as_deref(), Some("Lo de esta pestaña."));
        // Who has seen both and saves again knows what they replace.
        other.sends(&at, &[("do", "save")]).await;
        assert_eq!((other.page().status, body(&other).as_str()), (StatusCode::OK, "Lo de la otra."));
    }

    async fn a_session_that_ended_keeps_the_text_and_says_what_to_do(world) {
        let (mia, _) = panel(world).await;
        let draft = mia.starts("Uno", "Primero.").await;
        let own = format!("/mesa/{}", draft.id);
        for at in ["/mesa/nueva", &own] {
            let mut page = mia.visits();
            page.goes(at).await;
            page.forgets_session();
            page.sends(at, &[("title", "Uno"), ("body", "Mucho\n\ntexto."), ("do", "save")]).await;
            assert_eq!((page.page().status, body(&page).as_str()), (StatusCode::UNAUTHORIZED, "Mucho\n\ntexto."));
            assert_eq!(page.attributes("#problem a", "target"), ["_blank"]);
            // In another tab of the same browser:
            let mut tab = page.clone();
            tab.goes("/entrar").await;
            tab.sends("/entrar", &[("login", "mia"), ("passphrase", tests::PASSPHRASE)]).await;
            page.takes_cookies_of(&tab);
            page.sends(at, &[("do", "save")]).await;
            assert_eq!((page.page().status, body(&page).as_str()), (StatusCode::OK, "Mucho\n\ntexto."), "{}", page.reads());
        }
    }

    async fn what_can_not_be_kept_comes_back_with_the_reason_beside_it(world) {
        let (mia, _) = panel(world).await;
        let mut page = mia.visits();
        page.goes("/mesa/nueva").await;
        let long = "x".repeat(200);
        page.sends("/mesa/nueva", &[("title", &long), ("body", "Texto."), ("language", "gl"), ("do", "save")]).await;
        assert_eq!(page.page().status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!((page.attributes("#title", "value"), page.attributes("#title", "aria-invalid")), (vec![long], vec!["true".to_owned()]));
        assert_eq!(page.attributes("#problem a", "href"), ["#title"]);
        assert_eq!(page.attributes("#language option[selected]", "value"), ["gl"]);
        page.sends("/mesa/nueva", &[("title", "Bien"), ("do", "save")]).await;
        assert_eq!(page.page().status, StatusCode::OK);
        assert_eq!(mia.drafts().await.len(), 1);
    }

    async fn a_form_that_is_sent_twice_does_it_once(world) {
        let (mia, _) = panel(world).await;
        let mut page = mia.visits();
        page.goes("/mesa/nueva").await;
        let mut again = page.clone();
        for tab in [&mut page, &mut again] {
            tab.sends("/mesa/nueva", &[("title", "Uno"), ("body", "Texto."), ("do", "save")]).await;
            assert_eq!(tab.page().status, StatusCode::OK);
        }
        assert_eq!(page.at(), again.at());
        assert_eq!(mia.drafts().await.len(), 1);
    }

    async fn what_waits_is_taken_back_and_what_is_public_taken_down(world) {
        let (mia, ann) = panel(world).await;
        let draft = mia.writes("Uno", "Texto.").await;
        let mut page = mia.visits();
        page.goes("/mesa").await;
        page.sends(&format!("/mesa/{}/retirar", draft.id), &[]).await;
        assert_eq!(page.at(), "/mesa?hecho=retirada");
        assert!(page.reads().contains("Retirada"), "{}", page.reads());
        assert!(ann.takes_next().await.is_none());
        page.goes("/mesa").await;
        let (draft, slug) = mia.publishes("Dos", "Texto.", &ann).await;
        page.goes(&format!("/mesa/{}", draft.id)).await;
        page.sends(&format!("/mesa/{}/quitar", draft.id), &[]).await;
        assert_eq!(page.at(), "/mesa?hecho=quitada");
        assert_eq!(world.reader().sees(&format!("/p/{slug}")).await.status, StatusCode::NOT_FOUND);
    }

    async fn an_author_reads_why_takes_what_they_like_and_asks_for_another_look(world) {
        let (mia, ann) = panel(world).await;
        let draft = mia.writes("Uno", "Hay farolas feas y gatos tontos.").await;
        let review = ann.takes_next().await.expect("what was sent");
        let suggestion = |excerpt: &str, start: usize, replacement: &str| json!({ "passage": { "field": "BODY", "start": start, "end": start + excerpt.len() }, "replacement": replacement, "reason": "OFF_TOPIC_OR_FORM" });
        let input = json!({ "review": review.id, "contentHash": review.hash, "grounds": [{ "reason": "OFF_TOPIC_OR_FORM" }], "message": "Casi está. <3",
            "suggestions": [suggestion("farolas feas", 4, "farolas"), suggestion("gatos tontos", 19, "gatos")] });
        let given = ann.does(tests::REQUEST_CHANGES, input).await;
        assert_eq!(given["__typename"], "ChangesRequested", "{given}");
        let mut page = mia.visits();
        page.goes("/mesa").await;
        let at = format!("/mesa/{}", draft.id);
        assert!(page.reads().contains("Ahora te toca a ti") && page.attributes("a", "href").contains(&format!("{at}/respuesta")));
        page.goes(&format!("{at}/respuesta")).await;
        for part in ["Casi está. <3", "farolas feas", "gatos tontos", "La pieza es tuya", "Puedes pedirla hasta el"] {
            assert!(page.reads().contains(part), "{part} in {}", page.reads());
        }
        page.sends(&format!("{at}/acepto"), &[]).await;
        page.sends(&format!("{at}/dejo"), &[]).await;
        assert!(page.reads().contains("La has puesto en tu texto.") && page.reads().contains("Has dejado lo tuyo."), "{}", page.reads());
        page.goes(&at).await;
        assert_eq!(body(&page), "Hay farolas y gatos tontos.");
        page.goes(&format!("{at}/respuesta")).await;
        page.sends(&format!("{at}/otra-mirada"), &[("message", "Era una broma.")]).await;
        assert_eq!(page.at(), format!("{at}/respuesta#otra"));
        assert!(page.reads().contains("La leerá otra persona distinta"), "{}", page.reads());
        let bob = world.moderator("bob").await;
        assert!(bob.takes_next().await.is_some(), "another adult reads it");
    }

    async fn nobody_elses_pages_are_there(world) {
        let (mia, ann) = panel(world).await;
        let leo = world.correspondent("leo", &world.group("Brisa").await).await;
        let draft = mia.starts("Canario uno", "canario-borrador").await;
        let sent = mia.writes("Canario dos", "canario-enviado").await;
        let gone = leo.sees("/nada").await.html;
        for id in [&draft.id, &sent.id] {
            for who in [&leo, &ann] {
                for end in ["", "/respuesta"] {
                    let page = who.sees(&format!("/mesa/{id}{end}")).await;
                    assert_eq!((page.status, page.html == gone), (StatusCode::NOT_FOUND, true), "{end}: {}", page.html);
                }
            }
            let mut page = leo.visits();
            page.goes("/mesa/nueva").await;
            let html = page.page().html.replace("action=\"/mesa/nueva\"", &format!("action=\"/mesa/{id}\""));
            page.shows(html);
            page.sends(&format!("/mesa/{id}"), &[("title", "x"), ("body", "y"), ("version", "1"), ("do", "look")]).await;
            assert_eq!(page.page().html, gone);
        }
        assert_eq!(ann.sees("/mesa/nueva").await.html, gone, "who doesn't write has nothing to write on");
    }

    async fn what_is_kept_by_itself_is_no_looking_for_what_gets_through(world) {
        let (mia, ann) = panel(world).await;
        let mut page = mia.visits();
        page.goes("/mesa/nueva").await;
        for at in 0..50 {
            let action = form(&page);
            page.sends(&action, &[("title", "Mi calle"), ("body", &format!("Hay {at} **farolas**.")), ("do", "auto")]).await;
            assert_eq!(page.page().status, StatusCode::OK, "{}", page.reads());
        }
        assert_eq!(page.text_of("#preview strong").as_deref(), Some("farolas"));
        let action = form(&page);
        page.sends(&action, &[("do", "send")]).await;
        assert_eq!(page.at(), "/mesa?hecho=enviada");
        let review = ann.takes_next().await.expect("what was sent");
        let found = review.seen["revision"]["findings"].to_string();
        assert!(!found.contains("PROBING"), "{found}");
    }

    async fn what_one_person_typed_is_never_kept_for_another_who_signed_in_after_them(world) {
        let (mia, _) = panel(world).await;
        let leo = world.correspondent("leo", &world.group("Brisa").await).await;
        let mut page = mia.visits();
        page.goes("/mesa/nueva").await;
        page.takes_cookies_of(&{
            let mut other = leo.visits();
            other.goes("/mesa").await;
            other
        });
        // The browser's token is another one too; with the first it is the account that says no.
        let token = page.attributes("input[name=token]", "value").swap_remove(0);
        page.has_cookie("altavoz-form", &token);
        page.sends("/mesa/nueva", &[("title", "De Mia"), ("body", "Solo de Mia."), ("do", "auto")]).await;
        assert_eq!((page.page().status, body(&page).as_str()), (StatusCode::CONFLICT, "Solo de Mia."));
        assert!(page.reads().contains("En este navegador ha entrado otra persona."), "{}", page.reads());
        assert!(leo.drafts().await.is_empty() && mia.drafts().await.is_empty());
    }

    async fn a_browser_that_says_nothing_of_where_a_form_comes_from_is_served_too(world) {
        let (mia, _) = panel(world).await;
        let mut page = mia.visits();
        page.goes("/mesa/nueva").await;
        page.sends_without_saying_whence("/mesa/nueva", &[("title", "Uno"), ("body", "Texto."), ("do", "save")]).await;
        assert_eq!(page.page().status, StatusCode::OK, "{}", page.reads());
        assert_eq!(mia.drafts().await.len(), 1);
    }

    async fn a_passage_of_several_lines_is_taken_out_as_it_is_stored(world) {
        let (mia, _) = panel(world).await;
        let mut page = mia.visits();
        page.goes("/mesa/nueva").await;
        page.sends("/mesa/nueva", &[("title", "  Uno"), ("body", "\n\n  Mi correo es mia@example.com y ya.  \n"), ("do", "look")]).await;
        let cut = page.attributes("button[name=cut]", "value").concat();
        let at = form(&page);
        page.sends(&at, &[("cut", &cut)]).await;
        assert_eq!(page.page().status, StatusCode::OK, "{}", page.reads());
        assert!(!body(&page).contains("mia@example.com") && body(&page).contains("Mi correo es y ya."), "{}", body(&page));
    }

    async fn why_somebody_wants_another_look_is_not_lost_with_their_session(world) {
        let (mia, ann) = panel(world).await;
        let draft = mia.writes("Uno", "Texto.").await;
        ann.declines(&ann.takes_next().await.expect("it"), "Así no.").await;
        let at = format!("/mesa/{}/respuesta", draft.id);
        let look = format!("/mesa/{}/otra-mirada", draft.id);
        let mut page = mia.visits();
        page.goes(&at).await;
        let mut tab = page.clone();
        page.forgets_session();
        page.sends(&look, &[("message", "Era una broma,\nde verdad.")]).await;
        assert_eq!(page.page().status, StatusCode::UNAUTHORIZED);
        assert_eq!(page.text_of("#message").as_deref(), Some("Era una broma,\nde verdad."));
        tab.goes("/mesa").await;
        page.takes_cookies_of(&tab);
        page.sends(&look, &[]).await;
        assert!(page.reads().contains("La leerá otra persona distinta"), "{}", page.reads());
        page.goes(&at).await;
        assert!(page.reads().contains("La leerá otra persona distinta"), "it is said as long as it is so");
    }

    async fn the_address_of_a_form_that_is_opened_leads_to_help_like_any_other(world) {
        let (mia, _) = panel(world).await;
        for address in ["/salir", "/mesa/x/acepto", "/mesa/x/retirar", "/entrar/aplicacion"] {
            let page = mia.sees(address).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{address}");
            assert!(page.html.contains("href=\"/ayuda\""), "{address}");
        }
    }

    async fn the_desk_says_what_is_public_while_something_newer_is_not(world) {
        let (mia, ann) = panel(world).await;
        let (draft, _) = mia.publishes("Uno", "Texto.", &ann).await;
        let newer = mia.rewrites(&draft, "Uno", "Otro texto.").await;
        mia.submits(&newer).await;
        ann.declines(&ann.takes_next().await.expect("it"), "Así no.").await;
        let mut page = mia.visits();
        page.goes("/mesa").await;
        assert!(page.reads().contains("No publicada") && page.reads().contains("La de antes está publicada"), "{}", page.reads());
    }

    async fn what_is_typed_never_becomes_part_of_the_page(world) {
        let (mia, _) = panel(world).await;
        let mut page = mia.visits();
        page.goes("/mesa/nueva").await;
        let hostile = "</textarea><script>alert(1)</script><img src=x onerror=alert(1)>\n\n[x](javascript:alert(1)) 612 345 678";
        page.sends("/mesa/nueva", &[("title", "\"><script>alert(1)</script>"), ("summary", "</textarea><b>"), ("body", hostile), ("do", "look")]).await;
        assert_eq!(body(&page), hostile);
        for part in ["script", "img", "b", "[onerror]", "[href^='javascript:']"] {
            assert_eq!(page.text_of(&format!("main {part}")), None, "{part} in {}", page.page().html);
        }
    }
}
