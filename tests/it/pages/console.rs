//! Where adults read: what waits, exactly what would be published, and a decision that names what was read. Whatever goes wrong, their words stay.

use axum::http::StatusCode;
use serde_json::json;
use tests::{Person, Visitor, World, stories};

/// Mia who writes in Faro, and Ann and Bob who read.
pub(super) async fn panel(world: &World) -> (Person<'_>, Person<'_>, Person<'_>) {
    let faro = world.group("Faro").await;
    (
        world.correspondent("mia", &faro).await,
        world.moderator("ann").await,
        world.moderator("bob").await,
    )
}

/// Takes the next review from the line, whose page is open then.
async fn takes_next(page: &mut Visitor<'_>) {
    page.goes("/equipo/cola").await;
    page.sends("/equipo/siguiente", &[]).await;
}

stories! {
    async fn a_moderator_takes_the_next_reads_it_and_publishes_what_they_read(world) {
        let (mia, ann, bob) = panel(world).await;
        mia.writes("Mi calle", "Hay **farolas**. Mi correo es mia@example.com.").await;
        let mut page = ann.visits();
        page.goes("/equipo/cola").await;
        assert!(page.reads().contains("Mi calle") && page.reads().contains("Datos personales"), "{}", page.reads());
        page.sends("/equipo/siguiente", &[]).await;
        let at = page.at().to_owned();
        assert!(at.starts_with("/equipo/lectura/"), "{at}");
        assert_eq!(page.text_of("#prose strong").as_deref(), Some("farolas"));
        for part in ["Mi calle", "Una dirección de correo", "mia del Mar", "de 14 a 17 años", "Decides sobre la versión"] {
            assert!(page.reads().contains(part), "{part} in {}", page.reads());
        }
        // Another moderator sees at once that it is taken, and may not decide.
        let mut other = bob.visits();
        other.goes("/equipo/cola").await;
        assert!(other.reads().contains("La lee otra persona"), "{}", other.reads());
        other.goes(&at).await;
        assert!(other.reads().contains("La está leyendo otra persona."), "{}", other.reads());
        page.sends(&format!("{at}/decidir"), &[("do", "publish")]).await;
        assert_eq!(page.at(), "/equipo/cola?hecho=publicada");
        assert_eq!(world.reader().feed().await[0]["title"], "Mi calle");
    }

    async fn changes_need_a_reason_and_passages_that_are_in_the_text(world) {
        let (mia, ann, _) = panel(world).await;
        let draft = mia.writes("Mi calle", "Hay farolas feas y gatos.").await;
        let mut page = ann.visits();
        takes_next(&mut page).await;
        let at = format!("{}/decidir", page.at());
        page.sends(&at, &[("do", "changes"), ("message", "Casi está.")]).await;
        assert_eq!((page.page().status, page.text_of("#message").as_deref()), (StatusCode::UNPROCESSABLE_ENTITY, Some("Casi está.")));
        assert_eq!(page.attributes("#problem a", "href"), ["#reasons"]);
        page.sends(&at, &[("do", "changes"), ("reason", "OFF_TOPIC_OR_FORM"), ("passages-OFF_TOPIC_OR_FORM", "farolas bonitas")]).await;
        assert!(page.text_of("#problem").expect("a problem").contains("No encontramos «farolas bonitas»"), "{}", page.reads());
        assert_eq!(page.attributes("input[name=reason][checked]", "value"), ["OFF_TOPIC_OR_FORM"]);
        page.sends(&at, &[("do", "changes"), ("passages-OFF_TOPIC_OR_FORM", "farolas feas"), ("suggested", "farolas feas"), ("instead", "farolas viejas")]).await;
        assert_eq!(page.at(), "/equipo/cola?hecho=cambios", "{}", page.reads());
        let told = mia.statement_on("Mi calle").await;
        assert_eq!((&told["message"], &told["grounds"][0]["reason"]), (&json!("Casi está."), &json!("OFF_TOPIC_OR_FORM")));
        let mut desk = mia.visits();
        desk.goes(&format!("/mesa/{}/respuesta", draft.id)).await;
        assert_eq!((desk.text_of(".sugg del").map(|it| it.replace("Quitar: ", "")).as_deref(), desk.text_of(".why q").as_deref()), (Some("farolas feas"), Some("farolas feas")));
    }

    async fn a_newer_text_is_shown_and_decided_by_nobody_who_has_not_seen_it(world) {
        let (mia, ann, _) = panel(world).await;
        let draft = mia.writes("Mi calle", "Hay farolas.").await;
        let mut page = ann.visits();
        takes_next(&mut page).await;
        let at = format!("{}/decidir", page.at());
        let newer = mia.rewrites(&draft, "Mi calle", "Hay gatos.").await;
        mia.submits(&newer).await;
        page.sends(&at, &[("do", "decline"), ("reason", "INSULT_BULLYING"), ("message", "Mis palabras.")]).await;
        assert_ne!(page.page().status, StatusCode::OK);
        assert!(page.page().html.contains("Mis palabras."), "{}", page.page().html);
        let problem = page.text_of("#problem").expect("a problem");
        assert!(!page.reads().contains("No se publica.") && !problem.is_empty(), "{problem}");
        let newer = page.attributes(".notice a[href^='/equipo/lectura/']", "href");
        for address in &newer {
            page.goes(address).await;
            assert_eq!(page.text_of("#prose").expect("the newer text").trim(), "Hay gatos.");
        }
        assert_eq!(newer.len(), 1);
        assert!(world.reader().feed().await.is_empty());
    }

    async fn a_decision_on_other_bytes_than_those_that_were_shown_is_none(world) {
        let (mia, ann, _) = panel(world).await;
        mia.writes("Mi calle", "Hay farolas.").await;
        let mut page = ann.visits();
        takes_next(&mut page).await;
        let at = format!("{}/decidir", page.at());
        let other = "0".repeat(64);
        page.sends(&at, &[("do", "publish"), ("hash", &other)]).await;
        assert_eq!(page.page().status, StatusCode::CONFLICT, "{}", page.reads());
        assert!(world.reader().feed().await.is_empty());
    }

    async fn who_has_to_sign_in_again_keeps_their_words(world) {
        let (mia, ann, _) = panel(world).await;
        mia.writes("Mi calle", "Hay farolas.").await;
        let mut page = ann.visits();
        takes_next(&mut page).await;
        let at = format!("{}/decidir", page.at());
        let tab = page.clone();
        page.forgets_session();
        page.sends(&at, &[("do", "changes"), ("reason", "OFF_TOPIC_OR_FORM"), ("passages-OFF_TOPIC_OR_FORM", "farolas"), ("message", "Mis palabras."), ("suggested", "farolas"), ("instead", "luces")]).await;
        assert_eq!(page.page().status, StatusCode::UNAUTHORIZED, "{}", page.reads());
        assert_eq!((page.text_of("#message").as_deref(), page.text_of("#passages-OFF_TOPIC_OR_FORM").as_deref()), (Some("Mis palabras."), Some("farolas")));
        page.takes_cookies_of(&tab);
        page.sends(&at, &[("do", "")]).await;
        page.sends(&at, &[("do", "changes")]).await;
        assert_eq!(page.at(), "/equipo/cola?hecho=cambios", "{}", page.reads());
        assert_eq!(mia.statement_on("Mi calle").await["message"], "Mis palabras.");
    }

    async fn a_yes_goes_with_no_reasons_and_a_second_adult_is_told_of_the_first(world) {
        let (mia, ann, bob) = panel(world).await;
        mia.writes("Así estoy", "No quiero seguir viviendo. Pienso en matarme cada noche.").await;
        let mut page = ann.visits();
        takes_next(&mut page).await;
        let review = page.at().to_owned();
        let at = format!("{review}/decidir");
        page.sends(&at, &[("do", "publish"), ("reason", "HATE")]).await;
        assert_eq!(page.page().status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.reads());
        page.goes(&review).await;
        assert!(page.reads().contains("Decir que sí"), "{}", page.reads());
        page.sends(&at, &[("do", "publish")]).await;
        assert_eq!(page.at(), "/equipo/cola?hecho=primera", "{}", page.reads());
        let mut second = bob.visits();
        second.goes(&review).await;
        second.sends(&at, &[("do", "take"), ("message", "Antes de tomarla.")]).await;
        assert!(second.reads().contains("Otra persona adulta ya ha dicho que sí.") && !second.reads().contains("Decir que sí"), "{}", second.reads());
        assert_eq!(second.text_of("#message").as_deref(), Some("Antes de tomarla."));
        second.sends(&at, &[("do", "publish"), ("message", "")]).await;
        assert_eq!(second.at(), "/equipo/cola?hecho=publicada", "{}", second.reads());
        second.goes(&review).await;
        assert!(second.reads().contains("Aquí ya no hay nada que decidir."), "{}", second.reads());
    }

    async fn whoever_is_not_cleared_is_told_what_is_lacking(world) {
        let (mia, _, _) = panel(world).await;
        mia.writes("Mi calle", "Hay farolas.").await;
        let eva = world.account("eva", &[domain::account::Role::Moderator], None, None).await;
        let eva = world.signed_in("eva", eva).await;
        let page = eva.sees("/equipo/cola").await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        assert!(page.html.contains("Ahora no puedes leer:") && !page.html.contains("Mi calle"), "{}", page.html);
    }

    async fn who_loses_the_claim_loses_no_words(world) {
        let (mia, ann, bob) = panel(world).await;
        mia.writes("Mi calle", "Hay farolas.").await;
        let mut page = ann.visits();
        takes_next(&mut page).await;
        let at = page.at().to_owned();
        ann.waits_until_claims_lapse();
        bob.takes_next().await.expect("it is free again");
        page.sends(&format!("{at}/decidir"), &[("do", "decline"), ("reason", "HATE"), ("message", "Mis palabras.")]).await;
        assert!(page.page().html.contains("Mis palabras.") && page.text_of("#problem").is_some(), "{}", page.page().html);
        assert!(page.reads().contains("La está leyendo otra persona."), "{}", page.reads());
        assert_eq!(page.text_of("#message").as_deref(), Some("Mis palabras."));
    }

    async fn what_speaks_of_hard_things_is_covered_until_somebody_wants_to_read_it(world) {
        let (mia, ann, _) = panel(world).await;
        mia.writes("Así estoy", "No quiero seguir viviendo. Pienso en matarme cada noche.").await;
        let mut page = ann.visits();
        page.goes("/equipo/cola").await;
        assert!(page.reads().contains("Posible peligro") && !page.reads().contains("Así estoy"), "{}", page.reads());
        page.sends("/equipo/siguiente", &[]).await;
        assert!(page.text_of("details.teaser #prose").is_some() && page.reads().contains("El texto está tapado porque habla de: Autolesión o suicidio"), "{}", page.reads());
        assert!(page.reads().contains("Hacen falta dos personas adultas."), "{}", page.reads());
        let at = format!("{}/decidir", page.at());
        page.sends(&at, &[("do", "escalate"), ("note", "Llamad.")]).await;
        assert_eq!(page.attributes("#problem a", "href"), ["#escalation"]);
        page.sends(&at, &[("do", "more"), ("escalation", "SELF_HARM")]).await;
        assert_eq!(page.attributes("#escalation option[selected]", "value"), ["SELF_HARM"]);
        page.sends(&at, &[("do", "escalate")]).await;
        assert_eq!(page.at(), "/equipo/cola?hecho=proteccion", "{}", page.reads());
    }

    async fn more_time_keeps_what_was_typed_and_giving_back_needs_no_word(world) {
        let (mia, ann, bob) = panel(world).await;
        mia.writes("Mi calle", "Hay farolas.").await;
        let mut page = ann.visits();
        takes_next(&mut page).await;
        let at = format!("{}/decidir", page.at());
        page.sends(&at, &[("do", "more"), ("message", "A medias.")]).await;
        assert_eq!((page.page().status, page.text_of("#message").as_deref()), (StatusCode::OK, Some("A medias.")));
        // Enter in a field decides nothing.
        page.sends(&at, &[("do", "")]).await;
        assert_eq!(page.text_of("#message").as_deref(), Some("A medias."));
        page.sends(&at, &[("do", "release")]).await;
        assert_eq!(page.at(), "/equipo/cola?hecho=devuelta");
        assert!(bob.takes_next().await.is_some());
    }

    async fn the_console_is_there_for_nobody_else(world) {
        let (mia, ann, _) = panel(world).await;
        mia.writes("Canario", "canario-enviado").await;
        let review = ann.takes_next().await.expect("it");
        let gone = mia.sees("/nada").await.html;
        for address in ["/equipo/cola".to_owned(), format!("/equipo/lectura/{}", review.id)] {
            let page = mia.sees(&address).await;
            assert_eq!((page.status, page.html == gone), (StatusCode::NOT_FOUND, true), "{address}");
            let mut guest = Visitor::new(world);
            guest.goes(&address).await;
            assert!(guest.at().starts_with("/entrar?a="), "{}", guest.at());
        }
    }
}
