//! Somebody's own account by pages: where they are signed in, another passphrase, an address for mail, a second step taken away, and what happened.

use axum::http::StatusCode;
use domain::Role;
use tests::{PASSPHRASE, Visitor, World, stories};

/// The link in the newest mail.
async fn mailed(world: &World) -> String {
    let letters = world.letters().await;
    let letter = letters.last().expect("a letter").replace("=\r\n", "");
    let at = letter.find("https://altavoz.test/").expect("a link");
    let (_, link) = letter.split_at(at);
    link.split_whitespace().next().expect("a link").to_owned()
}

stories! {
    async fn somebody_sees_where_they_are_signed_in_names_it_and_ends_it(world) {
        let faro = world.group("Faro").await;
        let mia = world.correspondent("mia", &faro).await;
        let mut page = Visitor::new(world);
        page.goes("/cuenta").await;
        assert_eq!(page.at(), "/entrar?a=%2Fcuenta");
        page.sends("/entrar", &[("login", "mia"), ("passphrase", PASSPHRASE)]).await;
        assert_eq!(page.at(), "/cuenta");
        assert!(page.reads().contains("es esta"), "{}", page.reads());
        page.sends("/cuenta/sesion/nombre", &[("name", "El de casa")]).await;
        assert_eq!(page.at(), "/cuenta?hecho=nombre");
        assert!(page.reads().contains("El de casa"), "{}", page.reads());
        let others = page.attributes("form[action='/cuenta/sesion'] input[name=session]", "value");
        assert_eq!(others.len(), 1, "the other one");
        page.sends("/cuenta/sesion", &[]).await;
        assert_eq!(page.at(), "/cuenta?hecho=sesion");
        let mut other = mia.visits();
        other.goes("/cuenta").await;
        assert_eq!(other.at(), "/entrar?a=%2Fcuenta", "that session is over");
    }

    async fn another_passphrase_ends_every_other_session(world) {
        let faro = world.group("Faro").await;
        let mia = world.correspondent("mia", &faro).await;
        let mut page = Visitor::new(world);
        page.goes("/entrar").await;
        page.sends("/entrar", &[("login", "mia"), ("passphrase", PASSPHRASE)]).await;
        page.goes("/cuenta").await;
        for (current, other, field) in [("no es esta", "farol tiza nube erizo", "#current"), (PASSPHRASE, "corta", "#passphrase")] {
            page.sends("/cuenta/frase", &[("current", current), ("passphrase", other)]).await;
            assert!(page.page().status.is_client_error());
            assert_eq!(page.attributes("#problem a", "href"), [field], "{}", page.reads());
            assert!(!page.page().html.contains("farol tiza"), "a passphrase stands in no page");
        }
        page.sends("/cuenta/frase", &[("current", PASSPHRASE), ("passphrase", "farol tiza nube erizo")]).await;
        assert_eq!(page.at(), "/cuenta?hecho=frase");
        let mut other = mia.visits();
        other.goes("/mesa").await;
        assert_eq!(other.at(), "/entrar");
    }

    async fn an_address_is_kept_once_its_link_was_opened_and_forgotten_when_asked(world) {
        let faro = world.group("Faro").await;
        let mia = world.correspondent("mia", &faro).await;
        let mut page = mia.visits();
        page.goes("/cuenta").await;
        page.sends("/cuenta/correo", &[("address", "nada de nada")]).await;
        assert_eq!((page.page().status, page.attributes("#address", "value")), (StatusCode::UNPROCESSABLE_ENTITY, vec!["nada de nada".to_owned()]));
        page.sends("/cuenta/correo", &[("address", "mia@example.org")]).await;
        assert_eq!(page.at(), "/cuenta?hecho=correo");
        assert!(page.reads().contains("No guardamos ninguna dirección tuya."), "{}", page.reads());
        let link = mailed(world).await;
        assert!(link.contains("/cuenta/correo#"), "{link}");
        // Signed out the code is kept in its field, and it is said what to do.
        let mut out = Visitor::new(world);
        out.goes("/cuenta/correo").await;
        out.sends("/cuenta/correo/prueba", &[("code", &link)]).await;
        assert_eq!((out.page().status, out.attributes("#problem a", "href")), (StatusCode::UNAUTHORIZED, vec!["/entrar".to_owned()]));
        assert!(link.ends_with(&out.attributes("#code", "value").concat()));
        page.goes("/cuenta/correo").await;
        page.sends("/cuenta/correo/prueba", &[("code", &link)]).await;
        assert_eq!(page.at(), "/cuenta?hecho=comprobado", "{}", page.reads());
        assert!(page.reads().contains("@example.org") && !page.reads().contains("mia@example.org"), "{}", page.reads());
        page.goes("/novedades").await;
        page.sends("/novedades/correo", &[("digest", "WEEKLY")]).await;
        assert_eq!(page.attributes("input[name=digest][checked]", "value"), ["WEEKLY"]);
        page.goes("/cuenta").await;
        page.sends("/cuenta/correo/quitar", &[]).await;
        assert_eq!(page.at(), "/cuenta?hecho=sin-correo");
        page.goes("/novedades").await;
        assert!(page.attributes("input[name=digest]", "value").is_empty(), "{}", page.reads());
    }

    async fn what_happened_leads_where_it_happened_until_it_was_seen(world) {
        let faro = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &faro).await, world.moderator("ann").await);
        let mut page = mia.visits();
        page.goes("/novedades").await;
        assert!(page.reads().contains("No hay nada nuevo."), "{}", page.reads());
        let draft = mia.writes("Mi calle", "Hay farolas.").await;
        let review = ann.takes_next().await.expect("what was sent");
        ann.asks_for_changes(&review, "Cuéntanos más.").await;
        world.passes(chrono::TimeDelta::minutes(1));
        let (_, slug) = mia.publishes("Mi mar", "Hay olas.", &ann).await;
        page.goes("/novedades").await;
        assert!(page.reads().contains("Hay 2 cosas nuevas.") && page.reads().contains("Nuevo:"), "{}", page.reads());
        let leads = page.attributes("main .list a", "href");
        assert_eq!(leads, [format!("/p/{slug}"), format!("/mesa/{}/respuesta", draft.id)]);
        page.sends("/novedades", &[]).await;
        assert!(page.reads().contains("No hay nada nuevo.") && !page.reads().contains("Nuevo:"), "{}", page.reads());
        assert_eq!(page.goes(&leads[1]).await.status, StatusCode::OK);
    }

    async fn an_adult_proves_it_again_before_a_second_step_is_taken_away(world) {
        world.account("ann", &[Role::Moderator], None, Some(World::certificate())).await;
        let mut page = Visitor::new(world);
        page.goes("/entrar").await;
        page.sends("/entrar", &[("login", "ann"), ("passphrase", PASSPHRASE)]).await;
        page.sends("/entrar/aplicacion", &[]).await;
        let secret = page.attributes("input[name=secret]", "value").concat();
        let shown = || app::second_factors::code_of(&secret, world.now()).expect("a code");
        page.sends("/entrar/aplicacion/codigo", &[("code", &shown())]).await;
        let first = page.text_of(".codes").expect("codes");
        world.passes(chrono::TimeDelta::minutes(11));
        page.goes("/cuenta").await;
        assert!(page.reads().contains("Aplicación de códigos"), "{}", page.reads());
        page.sends("/cuenta/codigos", &[]).await;
        assert_eq!(page.page().status, StatusCode::FORBIDDEN, "{}", page.reads());
        assert_eq!(page.attributes("#problem a", "href"), ["/entrar/segundo-paso?otra=1"]);
        let mut tab = page.clone();
        tab.goes("/entrar/segundo-paso?otra=1").await;
        tab.sends("/entrar/segundo-paso", &[("code", "000000")]).await;
        assert!(tab.page().status.is_client_error() && tab.attributes("input[name=otra]", "value").len() == 2, "{}", tab.reads());
        tab.sends("/entrar/segundo-paso", &[("code", &shown())]).await;
        assert_eq!(tab.at(), "/equipo/cola", "{}", tab.reads());
        page.takes_cookies_of(&tab);
        page.sends("/cuenta/codigos", &[]).await;
        assert!(page.reads().contains("Apunta estos códigos"), "{}", page.reads());
        let other = page.text_of(".codes").expect("codes");
        assert_eq!(other.split_whitespace().count(), 8);
        assert!(first.split_whitespace().all(|code| !other.contains(code)), "other ones");
    }
}
