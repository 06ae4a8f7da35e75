//! Those who run the panel by pages: an adult comes in and gets a role from two others, papers are written down, groups are made, and what needs two adults is
//! opened to who asked.

use axum::http::StatusCode;
use domain::Role;
use tests::{PASSPHRASE, Person, Visitor, World, stories};

/// Two who administrate.
async fn two(world: &World) -> (Person<'_>, Person<'_>) {
    (
        world.adult("ada", &[Role::Administrator]).await,
        world.adult("bea", &[Role::Administrator]).await,
    )
}

/// Asks with a form of the page of what needs two adults.
async fn asks(page: &mut Visitor<'_>, action: &str, fields: &[(&str, &str)]) {
    page.goes("/equipo/acuerdos").await;
    page.sends(action, fields).await;
    assert_eq!(
        page.at(),
        "/equipo/acuerdos?hecho=pedido",
        "{}",
        page.reads()
    );
}

/// Another adult agrees to the one thing that waits for them.
async fn agrees(page: &mut Visitor<'_>) {
    page.goes("/equipo/acuerdos").await;
    page.sends("/equipo/acuerdos", &[("do", "agree")]).await;
    assert_eq!(
        page.at(),
        "/equipo/acuerdos?hecho=acordado",
        "{}",
        page.reads()
    );
}

stories! {
    async fn an_adult_comes_in_gets_a_role_from_two_others_and_leads_a_group(world) {
        let (ada, bea) = two(world).await;
        let (mut ada, mut bea) = (ada.visits(), bea.visits());
        ada.goes("/mesa").await;
        assert_eq!(ada.at(), "/admin/personas");
        ada.sends("/admin/personas/invitar", &[]).await;
        let code = ada.text_of(".secret").expect("a code");
        let mut eva = Visitor::new(world);
        eva.goes("/invitacion/equipo").await;
        let typed = [("code", code.as_str()), ("realName", "Eva Verdad"), ("email", "eva@example.org"), ("login", "eva"), ("penName", "Eva del Faro")];
        // What is wrong comes back with everything but the passphrase.
        for (field, value, at) in [("country", "España", "#country"), ("passphrase", "corta", "#passphrase"), ("code", "nada", "#code"), ("email", "nada", "#email")] {
            let mut fields: Vec<_> = typed.iter().copied().filter(|(name, _)| *name != field).collect();
            fields.extend([("passphrase", PASSPHRASE)].iter().filter(|(name, _)| *name != field));
            fields.push((field, value));
            if field != "country" {
                fields.push(("country", "ES"));
            }
            eva.sends("/invitacion/equipo", &fields).await;
            assert_eq!((eva.page().status, eva.attributes("#problem a", "href")), (StatusCode::UNPROCESSABLE_ENTITY, vec![at.to_owned()]), "{}", eva.reads());
            assert_eq!(eva.attributes("#realName", "value"), ["Eva Verdad"]);
        }
        let mut fields = typed.to_vec();
        fields.extend([("country", "ES"), ("passphrase", PASSPHRASE)]);
        eva.sends("/invitacion/equipo", &fields).await;
        assert_eq!((eva.at(), eva.page().status), ("/mesa", StatusCode::OK), "{}", eva.reads());
        // Nobody gives a role alone.
        asks(&mut ada, "/equipo/acuerdos/papel", &[("name", "eva"), ("role", "GUIDE"), ("do", "give")]).await;
        assert!(ada.reads().contains("Dar a Eva del Faro este papel: guía"), "{}", ada.reads());
        assert!(ada.attributes("button[value=agree]", "name").is_empty(), "who asked does not answer");
        agrees(&mut bea).await;
        bea.goes("/admin/personas").await;
        assert!(bea.reads().contains("Eva del Faro") && bea.reads().contains("Falta el certificado"), "{}", bea.reads());
        assert!(!bea.page().html.contains("Verdad"), "no real name is here");
        // The papers that somebody has seen; a date that is none first.
        let staff = own_forms(&bea, "eva");
        let certificate = [("staffMember", staff.as_str()), ("kind", "SEXUAL_OFFENCES_REGISTER"), ("issuedOn", "2026-02-31"), ("expiresOn", "2027-10-01")];
        bea.sends("/admin/personas/certificado", &certificate).await;
        assert_eq!(bea.page().status, StatusCode::UNPROCESSABLE_ENTITY, "{}", bea.reads());
        bea.goes("/admin/personas").await;
        let certificate = [("staffMember", staff.as_str()), ("kind", "SEXUAL_OFFENCES_REGISTER"), ("issuedOn", "2026-11-01"), ("expiresOn", "2027-10-01")];
        bea.sends("/admin/personas/certificado", &certificate).await;
        assert_eq!(bea.at(), "/admin/personas?hecho=apuntado", "{}", bea.reads());
        bea.sends("/admin/personas/formacion", &[("staffMember", &staff), ("on", "2026-11-02")]).await;
        assert_eq!(bea.at(), "/admin/personas?hecho=apuntado", "{}", bea.reads());
        assert!(bea.reads().contains("1 de octubre de 2027"), "{}", bea.reads());
        // A group, and who leads it.
        ada.goes("/admin/grupos").await;
        ada.sends("/admin/grupos", &[("name", ""), ("entity", "Instituto del Sur"), ("capacity", "20")]).await;
        assert_eq!((ada.page().status, ada.attributes("#entity", "value")), (StatusCode::UNPROCESSABLE_ENTITY, vec!["Instituto del Sur".to_owned()]));
        ada.sends("/admin/grupos", &[("name", "Marea"), ("capacity", "20")]).await;
        assert_eq!(ada.at(), "/admin/grupos?hecho=creado", "{}", ada.reads());
        assert!(ada.reads().contains("Marea") && ada.reads().contains("Sin guía."), "{}", ada.reads());
        ada.sends("/admin/grupos/guia", &[("login", "nadie")]).await;
        assert!(ada.page().status.is_client_error(), "{}", ada.reads());
        assert_eq!(ada.attributes("form[action='/admin/grupos/guia'] input[name=login]", "value"), ["nadie"]);
        ada.sends("/admin/grupos/guia", &[("login", "eva")]).await;
        assert_eq!(ada.at(), "/admin/grupos?hecho=cambiado", "{}", ada.reads());
        assert!(ada.reads().contains("Guía: Eva del Faro."), "{}", ada.reads());
    }

    async fn two_adults_agree_before_somebody_gets_a_code_or_is_read(world) {
        let (ada, bea) = two(world).await;
        let faro = world.group("Faro").await;
        world.correspondent("mia", &faro).await;
        let (mut ada, mut bea) = (ada.visits(), bea.visits());
        asks(&mut ada, "/equipo/acuerdos/frase", &[("name", "mia del Mar")]).await;
        agrees(&mut bea).await;
        assert!(bea.attributes("form[action='/equipo/acuerdos/codigo']", "method").is_empty(), "only who asked gets it");
        ada.goes("/equipo/acuerdos").await;
        ada.sends("/equipo/acuerdos/codigo", &[]).await;
        let code = ada.text_of(".secret").expect("a code");
        let mut mia = Visitor::new(world);
        mia.goes("/entrar/frase-nueva").await;
        mia.sends("/entrar/frase-nueva", &[("code", &code), ("passphrase", "farol tiza nube erizo")]).await;
        assert_eq!(mia.at(), "/mesa", "{}", mia.reads());
    }

    async fn who_somebody_is_is_read_by_who_asked_and_told_to_them(world) {
        let lead = async |name: &'static str| {
            let account = world.account(name, &[Role::SafeguardingLead], None, Some(World::certificate())).await;
            world.signed_in(name, account).await
        };
        let (lea, sol) = (lead("lea").await, lead("sol").await);
        let faro = world.group("Faro").await;
        let mia = world.correspondent("mia", &faro).await;
        let (mut lea, mut sol) = (lea.visits(), sol.visits());
        lea.goes("/equipo/acuerdos").await;
        lea.sends("/equipo/acuerdos/identidad", &[("name", "nadie que exista"), ("reason", "DANGER")]).await;
        assert!(lea.page().status.is_client_error(), "{}", lea.reads());
        assert_eq!((lea.attributes("#identity-name", "value"), lea.attributes("#reason option[selected]", "value")), (vec!["nadie que exista".to_owned()], vec!["DANGER".to_owned()]));
        asks(&mut lea, "/equipo/acuerdos/identidad", &[("name", "mia del Mar"), ("reason", "DANGER")]).await;
        agrees(&mut sol).await;
        assert!(sol.attributes("form[action='/equipo/acuerdos/leer']", "method").is_empty(), "only who asked reads it");
        lea.goes("/equipo/acuerdos").await;
        lea.sends("/equipo/acuerdos/leer", &[]).await;
        assert_eq!(lea.page().status, StatusCode::OK, "{}", lea.reads());
        assert!(lea.reads().contains("Queda escrito que lo has leído."), "{}", lea.reads());
        // What is over is offered no more, and told to the one whom it was about.
        world.passes(chrono::TimeDelta::minutes(16));
        let mut mia = mia.visits();
        mia.goes("/cuenta").await;
        assert!(mia.reads().contains("puede haber alguien en peligro"), "{}", mia.reads());
        lea.goes("/equipo/acuerdos").await;
        assert!(lea.attributes("form[action='/equipo/acuerdos/leer']", "method").is_empty(), "{}", lea.reads());
    }

    async fn whoever_has_no_such_role_has_no_such_pages(world) {
        let faro = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &faro).await, world.moderator("ann").await);
        let (mut mia, mut ann) = (mia.visits(), ann.visits());
        for address in ["/equipo/acuerdos", "/admin/personas", "/admin/grupos", "/cuenta/conducta"] {
            assert_eq!(mia.goes(address).await.status, StatusCode::NOT_FOUND, "{address}");
            let mut out = Visitor::new(world);
            out.goes(address).await;
            assert!(out.at().starts_with("/entrar"), "{address}: {}", out.at());
        }
        for address in ["/admin/personas", "/admin/grupos"] {
            assert_eq!(ann.goes(address).await.status, StatusCode::NOT_FOUND, "{address}");
        }
        // An adult's own papers, and signing the code.
        ann.goes("/cuenta/conducta").await;
        ann.sends("/cuenta/conducta", &[]).await;
        assert_eq!(ann.at(), "/cuenta/conducta?hecho=firmado", "{}", ann.reads());
    }
}

/// The id by which the forms of somebody name them.
fn own_forms(page: &Visitor<'_>, login: &str) -> String {
    let logins: Vec<String> = page.texts_of("main .list .mono");
    let at = logins.iter().position(|it| it == login).expect("somebody");
    let ids = page.attributes(
        "form[action='/admin/personas/formacion'] input[name=staffMember]",
        "value",
    );
    ids.into_iter().nth(at).expect("a form")
}
