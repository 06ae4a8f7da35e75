//! What those who read do besides deciding: asking and handing over, another day, what they leave to others, child protection, and what is public already.

use axum::http::StatusCode;
use serde_json::json;
use tests::{Visitor, stories};

use super::console::panel;

/// Takes the next review from the line, whose page is open then; gives where its form goes.
async fn takes_next(page: &mut Visitor<'_>) -> String {
    page.goes("/equipo/cola").await;
    page.sends("/equipo/siguiente", &[]).await;
    format!("{}/decidir", page.at())
}

/// What a select offers that says something.
fn option(page: &Visitor<'_>, select: &str, says: &str) -> String {
    let values = page.attributes(&format!("{select} option"), "value");
    let texts = page.texts_of(&format!("{select} option"));
    let mut found = values.into_iter().zip(texts);
    let found = found.find(|(_, text)| text.trim() == says);
    found.expect("the option").0
}

stories! {
    async fn a_colleague_is_asked_answers_and_takes_it_over(world) {
        let (mia, ann, bob) = panel(world).await;
        mia.writes("Mi calle", "Hay farolas.").await;
        let mut page = ann.visits();
        let at = takes_next(&mut page).await;
        page.sends(&at, &[("do", "ask"), ("question", "¿Qué dirías tú?")]).await;
        assert_eq!((page.page().status, page.attributes("#problem a", "href")), (StatusCode::UNPROCESSABLE_ENTITY, vec!["#colleague".to_owned()]));
        assert_eq!(page.text_of("#question").as_deref(), Some("¿Qué dirías tú?"));
        let colleague = option(&page, "#colleague", "bob del Mar");
        page.sends(&at, &[("do", "ask"), ("colleague", &colleague), ("message", "A medias.")]).await;
        assert!(page.reads().contains("Preguntado.") && page.reads().contains("Sin respuesta todavía"), "{}", page.reads());
        assert_eq!((page.text_of("#question").as_deref(), page.text_of("#message").as_deref()), (Some(""), Some("A medias.")));
        let mut other = bob.visits();
        other.goes("/equipo/preguntas").await;
        assert!(other.reads().contains("Pregunta ann del Mar") && other.reads().contains("¿Qué dirías tú?"), "{}", other.reads());
        other.sends("/equipo/preguntas", &[("answer", " ")]).await;
        assert_eq!(other.page().status, StatusCode::UNPROCESSABLE_ENTITY, "{}", other.reads());
        assert!(other.attributes("#problem a", "href")[0].starts_with("#answer-"), "{:?}", other.attributes("#problem a", "href"));
        // Whoever has to sign in again keeps the answer.
        let tab = other.clone();
        other.forgets_session();
        other.sends("/equipo/preguntas", &[("answer", "Que sí.")]).await;
        assert_eq!(other.page().status, StatusCode::UNAUTHORIZED);
        assert_eq!(other.text_of("textarea[name=answer]").as_deref().map(str::trim), Some("Que sí."));
        other.takes_cookies_of(&tab);
        other.sends("/equipo/preguntas", &[]).await;
        assert_eq!(other.at(), "/equipo/preguntas?hecho=contestada", "{}", other.reads());
        assert!(other.reads().contains("Nadie te ha preguntado nada."), "{}", other.reads());
        page.sends(&at, &[("do", "more")]).await;
        assert!(page.reads().contains("Que sí.") && page.text_of("#message").as_deref() == Some("A medias."), "{}", page.reads());
        page.sends(&at, &[("do", "hand"), ("colleague", &colleague)]).await;
        assert_eq!(page.at(), "/equipo/cola?hecho=pasada", "{}", page.reads());
        other.goes(at.trim_end_matches("/decidir")).await;
        assert!(other.page().html.contains("value=\"publish\""), "{}", other.reads());
    }

    async fn what_is_typed_beside_a_colleague_outlives_what_it_was_typed_for(world) {
        let (mia, ann, bob) = panel(world).await;
        mia.writes("Mi calle", "Hay farolas.").await;
        let mut page = ann.visits();
        let at = takes_next(&mut page).await;
        let colleague = option(&page, "#colleague", "bob del Mar");
        page.sends(&at, &[("do", "hand"), ("colleague", &colleague), ("question", "¿Y esto?")]).await;
        assert_eq!((page.page().status, page.attributes("#problem a", "href")), (StatusCode::UNPROCESSABLE_ENTITY, vec!["#question".to_owned()]), "{}", page.reads());
        page.sends(&at, &[("do", "ask")]).await;
        let mut other = bob.visits();
        other.goes("/equipo/preguntas").await;
        page.sends(&at, &[("do", "publish")]).await;
        assert_eq!(page.at(), "/equipo/cola?hecho=publicada", "{}", page.reads());
        other.sends("/equipo/preguntas", &[("answer", "Tarde, pero que sí.")]).await;
        assert!(other.page().status.is_client_error(), "{}", other.page().status);
        assert_eq!(other.text_of("textarea[name=answer]:not([hidden])").as_deref().map(str::trim), Some("Tarde, pero que sí."), "{}", other.page().html);
        // Who loses the review keeps the question.
        mia.writes("Otra calle", "Hay gatos.").await;
        let at = takes_next(&mut page).await;
        ann.waits_until_claims_lapse();
        bob.takes_next().await.expect("it is free again");
        page.sends(&at, &[("do", "ask"), ("colleague", &colleague), ("question", "¿Qué dirías tú?"), ("day", "2026-12-01")]).await;
        assert_eq!((page.text_of("#question").as_deref(), page.attributes("input[name=day]", "value")), (Some("¿Qué dirías tú?"), vec!["2026-12-01".to_owned()]), "{}", page.reads());
        assert_eq!(page.attributes("input[name=colleague]", "value"), [colleague]);
    }

    async fn the_second_adult_reads_the_day_and_the_words_of_the_first(world) {
        let (mia, ann, bob) = panel(world).await;
        mia.writes("Así estoy", "No quiero seguir viviendo. Pienso en matarme cada noche.").await;
        let mut page = ann.visits();
        let at = takes_next(&mut page).await;
        page.sends(&at, &[("do", "publish"), ("day", "2026-12-01"), ("message", "Gracias por contarlo.")]).await;
        assert_eq!(page.at(), "/equipo/cola?hecho=primera", "{}", page.reads());
        let mut other = bob.visits();
        let at = takes_next(&mut other).await;
        for part in ["no antes del 1 de diciembre de 2026", "Gracias por contarlo."] {
            assert!(other.reads().contains(part), "{part} in {}", other.reads());
        }
        other.sends(&at, &[("do", "publish")]).await;
        assert_eq!(other.at(), "/equipo/cola?hecho=programada", "{}", other.reads());
    }

    async fn what_is_approved_for_another_day_waits_for_it_on_the_clock_of_the_centre(world) {
        let (mia, ann, _) = panel(world).await;
        let draft = mia.writes("Mi calle", "Hay farolas.").await;
        let mut page = ann.visits();
        let at = takes_next(&mut page).await;
        page.sends(&at, &[("do", "publish"), ("day", "2026-02-30"), ("hour", "10"), ("message", "Me gusta.")]).await;
        assert_eq!((page.page().status, page.attributes("#problem a", "href")), (StatusCode::UNPROCESSABLE_ENTITY, vec!["#day".to_owned()]));
        // Longer than a year is said by the API.
        page.sends(&at, &[("do", "publish"), ("day", "2031-02-03")]).await;
        assert_eq!((page.page().status, page.attributes("#problem a", "href")), (StatusCode::UNPROCESSABLE_ENTITY, vec!["#day".to_owned()]));
        assert_eq!((page.text_of("#message").as_deref(), page.attributes("#hour option[selected]", "value")), (Some("Me gusta."), vec!["10".to_owned()]));
        page.sends(&at, &[("do", "publish"), ("day", "2026-12-01")]).await;
        assert_eq!(page.at(), "/equipo/cola?hecho=programada", "{}", page.reads());
        let seen = mia.send("query($id: ID!) { viewer { draft(id: $id) { publishAt } } }", json!({ "id": draft.id })).await;
        assert_eq!(seen.data()["viewer"]["draft"]["publishAt"], "2026-12-01T09:00:00Z");
        assert!(world.reader().feed().await.is_empty());
    }

    async fn what_an_adult_leaves_to_others_is_not_in_their_line_unless_they_look(world) {
        let (mia, ann, _) = panel(world).await;
        mia.writes("Mi calle", "Hay farolas.").await;
        mia.writes("Així", "Vull dir una cosa.").await;
        mia.writes("Así estoy", "No quiero seguir viviendo. Pienso en matarme cada noche.").await;
        let mut page = ann.visits();
        page.goes("/equipo/cola").await;
        assert_eq!(page.texts_of("tbody tr").len(), 3, "{}", page.reads());
        page.goes("/equipo/preferencias").await;
        page.sends("/equipo/preferencias", &[("theme", "SELF_HARM"), ("language", "es")]).await;
        assert_eq!(page.at(), "/equipo/preferencias?hecho=guardado", "{}", page.reads());
        assert_eq!((page.attributes("input[name=theme][checked]", "value"), page.attributes("input[name=language][checked]", "value")), (vec!["SELF_HARM".to_owned()], vec!["es".to_owned()]));
        page.goes("/equipo/cola").await;
        assert!(!page.reads().contains("Texto tapado:") && page.reads().contains("Mi calle"), "{}", page.reads());
        page.goes("/equipo/cola?que=todo&urge=P0").await;
        assert!(page.reads().contains("Texto tapado:") && !page.reads().contains("Mi calle"), "{}", page.reads());
        assert_eq!(page.attributes("#lane option[selected]", "value"), ["P0"]);
        page.goes("/equipo/cola?que=todo&lengua=eu").await;
        assert!(page.reads().contains("No espera nada que te toque leer."), "{}", page.reads());
        // What nobody can choose is nothing.
        page.goes("/equipo/cola?que=x&urge=P9&lengua=xx").await;
        assert_eq!(page.page().status, StatusCode::OK);
        // Nothing chosen is everything.
        page.goes("/equipo/preferencias").await;
        page.sends("/equipo/preferencias", &[("theme", ""), ("language", "")]).await;
        assert!(page.attributes("input[checked]", "value").is_empty(), "{}", page.reads());
    }

    async fn child_protection_reads_what_was_handed_on_and_closes_it(world) {
        let (mia, ann, _) = panel(world).await;
        let lea = world.lead("lea").await;
        mia.writes("En casa", "En casa me pegan.").await;
        let mut page = ann.visits();
        let at = takes_next(&mut page).await;
        page.sends(&at, &[("do", "escalate"), ("escalation", "ABUSE"), ("note", "Hoy mismo.")]).await;
        let mut leads = lea.visits();
        leads.goes("/equipo/cola").await;
        assert!(!leads.attributes("main nav a[href='/equipo/proteccion']", "href").is_empty(), "{}", leads.reads());
        leads.goes("/equipo/proteccion").await;
        for part in ["Abuso", "Lo pasó ann del Mar", "Hoy mismo.", "En casa me pegan."] {
            assert!(leads.reads().contains(part), "{part} in {}", leads.reads());
        }
        assert!(leads.text_of("details.teaser:not([open]) .prose").is_some(), "covered until it is opened");
        leads.sends("/equipo/proteccion", &[("note", "Servicios sociales.")]).await;
        assert_eq!(leads.page().status, StatusCode::UNPROCESSABLE_ENTITY, "{}", leads.reads());
        assert!(leads.reads().contains("Elige qué ha pasado al final.") && leads.page().html.contains("Servicios sociales."), "{}", leads.reads());
        leads.sends("/equipo/proteccion", &[("outcome", "REFERRED")]).await;
        // What still waits for a decision can't be closed, and what was typed stays.
        assert!(leads.page().html.contains("Servicios sociales.") && leads.text_of("#problem").is_some(), "{}", leads.reads());
        assert_eq!(leads.attributes("input[name=outcome][checked]", "value"), ["REFERRED"]);
        let at = leads.attributes("main a[href^='/equipo/lectura/']", "href")[0].clone();
        leads.goes(&at).await;
        let at = format!("{at}/decidir");
        leads.sends(&at, &[("do", "take")]).await;
        leads.sends(&at, &[("do", "decline"), ("reason", "OFF_TOPIC_OR_FORM"), ("message", "Hablamos contigo.")]).await;
        assert_eq!(leads.at(), "/equipo/cola?hecho=no-publicada", "{}", leads.reads());
        leads.goes("/equipo/proteccion").await;
        let open = leads.page().html.clone();
        leads.sends("/equipo/proteccion", &[("outcome", "REFERRED"), ("note", "Servicios sociales.")]).await;
        assert_eq!(leads.at(), "/equipo/proteccion?hecho=cerrado", "{}", leads.reads());
        assert!(leads.reads().contains("No hay nada abierto."), "{}", leads.reads());
        // Whoever closes it a moment later loses no words.
        let mut late = leads.clone();
        late.shows(open);
        late.sends("/equipo/proteccion", &[("outcome", "SUPPORTED"), ("note", "Ya hablé.")]).await;
        assert_eq!(late.text_of("textarea[name=note]:not([hidden])").as_deref().map(str::trim), Some("Ya hablé."), "{}", late.page().html);
        leads.goes("/equipo/proteccion?cerrados=1").await;
        assert!(leads.reads().contains("Lo lleva protección de menores") && leads.reads().contains("Servicios sociales."), "{}", leads.reads());
    }

    async fn an_adult_takes_down_what_is_public_with_reasons(world) {
        let (mia, ann, _) = panel(world).await;
        let (draft, slug) = mia.publishes("Mi calle", "Vivo en la calle del Mar y hay farolas.", &ann).await;
        let mut page = ann.visits();
        page.goes(&format!("/p/{slug}")).await;
        let at = format!("/p/{slug}/equipo");
        assert_eq!(page.attributes("main aside a[href$='/equipo']", "href"), std::slice::from_ref(&at));
        page.goes(&at).await;
        page.sends(&at, &[("message", "Sale dónde vives.")]).await;
        assert_eq!((page.page().status, page.attributes("#problem a", "href")), (StatusCode::UNPROCESSABLE_ENTITY, vec!["#reasons".to_owned()]));
        let tab = page.clone();
        page.forgets_session();
        page.sends(&at, &[("reason", "PERSONAL_DATA_SELF"), ("passages-PERSONAL_DATA_SELF", "Vivo en la calle del Mar")]).await;
        assert_eq!(page.page().status, StatusCode::UNAUTHORIZED);
        assert!(page.page().html.contains("Sale dónde vives."), "{}", page.page().html);
        page.takes_cookies_of(&tab);
        page.sends(&at, &[]).await;
        assert_eq!(page.at(), "/equipo/cola?hecho=retirada", "{}", page.reads());
        assert_eq!(world.reader().sees(&format!("/p/{slug}")).await.status, StatusCode::NOT_FOUND);
        let told = mia.sees(&format!("/mesa/{}/respuesta", draft.id)).await;
        assert!(told.html.contains("Vivo en la calle del Mar") && told.html.contains("Sale dónde vives."), "{}", told.html);
        page.goes(&at).await;
        assert_eq!(page.page().status, StatusCode::NOT_FOUND);
    }

    async fn an_adult_closes_comments_and_takes_one_down(world) {
        let (mia, ann, _) = panel(world).await;
        let (_, slug) = mia.publishes("Mi calle", "Hay farolas.", &ann).await;
        let on = world.reader().feed().await[0]["id"].clone();
        mia.comments(&on, "Vivo al lado.").await;
        ann.publishes_comment().await;
        let mut page = ann.visits();
        page.goes(&format!("/p/{slug}")).await;
        let own = page.attributes("li.comment a[href*='/equipo?c=']", "href")[0].clone();
        page.goes(&own).await;
        assert!(page.reads().contains("Vivo al lado.") && page.reads().contains("Retirar el comentario"), "{}", page.reads());
        let at = format!("/p/{slug}/equipo");
        page.sends(&at, &[("reason", "PERSONAL_DATA_SELF"), ("passages-PERSONAL_DATA_SELF", "Vivo al lado.")]).await;
        assert_eq!(page.at(), format!("/p/{slug}/equipo?hecho=retirado"), "{}", page.reads());
        assert!(page.reads().contains("Comentario retirado.") && !world.reader().sees(&format!("/p/{slug}")).await.html.contains("Vivo al lado."), "{}", page.reads());
        page.goes(&at).await;
        let comments = format!("{at}/comentarios");
        page.sends(&comments, &[("do", "close")]).await;
        assert_eq!((page.page().status, page.attributes("#problem a", "href")), (StatusCode::UNPROCESSABLE_ENTITY, vec!["#why".to_owned()]), "{}", page.reads());
        page.sends(&comments, &[("do", "close"), ("why", "PROTECTING")]).await;
        assert!(page.reads().contains("Comentarios cerrados."), "{}", page.reads());
        let shown = world.reader().sees(&format!("/p/{slug}")).await;
        assert!(shown.html.contains("Mi calle") && !shown.html.contains("/comentar\""), "{}", shown.html);
        page.sends(&comments, &[("do", "open")]).await;
        assert!(page.reads().contains("Abiertos por tu parte."), "{}", page.reads());
    }

    async fn what_young_people_showed_each_other_and_took_back_can_be_read(world) {
        let faro = world.group("Faro").await;
        let (mia, noa, ann) = (world.correspondent("mia", &faro).await, world.correspondent("noa", &faro).await, world.moderator("ann").await);
        let draft = mia.starts_with(&[&noa], "Entre dos", "Un mensaje.").await;
        mia.submits(&draft).await;
        let mut page = ann.visits();
        page.goes("/equipo/deshechas").await;
        assert!(page.reads().contains("No hay nada."), "{}", page.reads());
        mia.withdraws(&draft).await;
        page.goes("/equipo/deshechas").await;
        assert!(page.reads().contains("Entre dos"), "{}", page.reads());
        let review = page.attributes("main .list a", "href")[0].clone();
        page.goes(&review).await;
        assert!(page.reads().contains("Un mensaje."), "{}", page.reads());
    }

    async fn none_of_this_is_there_for_anybody_else(world) {
        let (mia, ann, _) = panel(world).await;
        let (_, slug) = mia.publishes("Mi calle", "Hay farolas.", &ann).await;
        let gone = mia.sees("/nada").await.html;
        let of_leads = "/equipo/proteccion";
        for address in ["/equipo/preguntas", "/equipo/preferencias", "/equipo/deshechas", of_leads, &format!("/p/{slug}/equipo")] {
            let page = mia.sees(address).await;
            assert_eq!((page.status, page.html == gone), (StatusCode::NOT_FOUND, true), "{address}");
            let mut guest = Visitor::new(world);
            guest.goes(address).await;
            assert!(guest.at().starts_with("/entrar?a="), "{}", guest.at());
        }
        let page = ann.sees(of_leads).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        assert!(!mia.sees(&format!("/p/{slug}")).await.html.contains("/equipo"), "no way there");
    }
}
