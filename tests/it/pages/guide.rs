//! Guides by pages: who is in the group, inviting somebody, asking a guardian, vouching, and another look at what was declined.

use app::people::{Group, Relation};
use axum::http::StatusCode;
use domain::Role;
use tests::{Person, Visitor, World, stories};

async fn guide<'a>(world: &'a World, name: &str, group: &Group) -> Person<'a> {
    let cleared = Some(World::certificate());
    let account = world.account(name, &[Role::Guide], None, cleared).await;
    let guide = world.signed_in(name, account).await;
    world
        .relate(Relation::Guide(group.id, guide.account()))
        .await;
    guide
}

/// Fills in the form for inviting; gives the code.
async fn invites(page: &mut Visitor<'_>, born: (&str, &str, &str), email: &str) -> String {
    page.goes("/guia").await;
    let form = page
        .attributes("main a[href^='/guia/invitar']", "href")
        .concat();
    page.goes(&form).await;
    let (day, month, year) = born;
    let fields = [
        ("realName", "Aurelia Canario"),
        ("day", day),
        ("month", month),
        ("year", year),
        ("guardianEmails", email),
    ];
    page.sends("/guia/invitar", &fields).await;
    let code = page.text_of(".secret").unwrap_or_default();
    code.split_whitespace().collect()
}

stories! {
    async fn a_guide_invites_and_sees_who_comes_in_and_whose_permission_is_missing(world) {
        let faro = world.group("Faro").await;
        let eva = guide(world, "eva", &faro).await;
        world.passes(chrono::TimeDelta::days(31));
        let eva = world.signed_in("eva", eva.account()).await;
        let mut page = eva.visits();
        page.goes("/mesa").await;
        assert_eq!(page.at(), "/guia");
        assert!(page.reads().contains("Faro") && page.reads().contains("0 de 25 plazas."), "{}", page.reads());
        // What is wrong comes back with everything that was typed.
        invites(&mut page, ("31", "2", "2013"), "familia@example.org").await;
        assert_eq!((page.page().status, page.attributes("#realName", "value")), (StatusCode::UNPROCESSABLE_ENTITY, vec!["Aurelia Canario".to_owned()]));
        page.sends("/guia/invitar", &[("day", "17"), ("month", "5"), ("country", "España")]).await;
        assert_eq!((page.attributes("#problem a", "href"), page.attributes("#country", "value")), (vec!["#country".to_owned()], vec!["ESPAÑA".to_owned()]));
        invites(&mut page, ("17", "5", "2013"), "").await;
        assert_eq!(page.attributes("#problem a", "href"), ["#guardianEmails"], "{}", page.reads());
        invites(&mut page, ("17", "5", "1999"), "").await;
        assert_eq!(page.attributes("#problem a", "href"), ["#bornOn"], "{}", page.reads());
        let code = invites(&mut page, ("17", "5", "2013"), "familia@example.org").await;
        assert_eq!(code.len(), 26, "{}", page.reads());
        assert!(page.reads().contains("Hasta que diga que sí, el código no abre nada."), "{}", page.reads());
        page.goes("/guia").await;
        assert!(page.reads().contains("1 de 25 plazas.") && page.reads().contains("Invitaciones sin usar"), "{}", page.reads());
        assert!(!page.page().html.contains("Aurelia") && !page.page().html.contains("familia@example.org") && !page.page().html.contains(&code));
        world.letters().await;
        page.goes("/guia").await;
        assert!(page.reads().contains("Familia: le hemos escrito."), "{}", page.reads());
        // Asking again, with an address that is none first.
        page.sends("/guia/familia", &[("email", "nada")]).await;
        assert_eq!((page.page().status, page.attributes("input[name=email]", "value")), (StatusCode::UNPROCESSABLE_ENTITY, vec!["nada".to_owned()]));
        page.sends("/guia/familia", &[("email", "otra@example.org")]).await;
        assert_eq!(page.at(), "/guia?hecho=preguntado", "{}", page.reads());
        page.sends("/guia/retirar", &[]).await;
        assert!(page.at() == "/guia?hecho=retirada" && page.reads().contains("0 de 25 plazas."), "{}", page.reads());
    }

    async fn a_session_that_ended_loses_nothing_of_an_invitation(world) {
        let faro = world.group("Faro").await;
        let eva = guide(world, "eva", &faro).await;
        let mut page = eva.visits();
        page.goes("/guia/invitar").await;
        let mut tab = page.clone();
        page.forgets_session();
        let typed = [("realName", "Aurelia Canario"), ("day", "1"), ("month", "3"), ("year", "2010")];
        page.sends("/guia/invitar", &typed).await;
        assert_eq!(page.page().status, StatusCode::UNAUTHORIZED, "{}", page.reads());
        assert_eq!(page.text_of("textarea[name=realName]").as_deref().map(str::trim), Some("Aurelia Canario"));
        // In another tab of the same browser somebody signed in:
        tab.goes("/guia").await;
        page.takes_cookies_of(&tab);
        page.sends("/guia/invitar", &[]).await;
        assert!(page.text_of(".secret").is_some(), "{}", page.reads());
    }

    async fn who_is_new_needs_another_adult_who_vouches(world) {
        let faro = world.group("Faro").await;
        let (eva, ivo) = (guide(world, "eva", &faro).await, guide(world, "ivo", &faro).await);
        let mut page = eva.visits();
        invites(&mut page, ("1", "3", "2010"), "").await;
        assert!(page.reads().contains("Llevas poco en el panel"), "{}", page.reads());
        page.goes("/guia").await;
        assert!(page.attributes("form[action='/guia/avalar']", "method").is_empty(), "nobody vouches twice");
        let mut other = ivo.visits();
        other.goes("/guia").await;
        other.sends("/guia/avalar", &[]).await;
        assert_eq!(other.at(), "/guia?hecho=avalada", "{}", other.reads());
        assert!(!other.reads().contains("Falta que avale"), "{}", other.reads());
    }

    async fn a_guide_has_another_adult_look_and_lets_somebody_help(world) {
        let faro = world.group("Faro").await;
        let eva = guide(world, "eva", &faro).await;
        let (mia, ann) = (world.correspondent("mia", &faro).await, world.moderator("ann").await);
        mia.writes("Mi barrio", "Hay un parque enfrente.").await;
        let review = ann.takes_next().await.expect("what was sent");
        ann.declines(&review, "Todavía no.").await;
        let mut page = eva.visits();
        page.goes("/guia").await;
        page.sends("/guia/dinamiza", &[("do", "yes")]).await;
        assert!(page.at() == "/guia?hecho=cambiado" && page.reads().contains("dinamiza"), "{}", page.reads());
        page.goes("/guia/piezas").await;
        assert!(page.reads().contains("mia del Mar"), "{}", page.reads());
        assert!(!page.page().html.contains("Mi barrio") && !page.page().html.contains("parque"), "never what it says");
        page.sends("/guia/otra-mirada", &[("message", "Merece otra mirada.")]).await;
        assert_eq!(page.at(), "/guia/piezas?hecho=otra", "{}", page.reads());
    }

    async fn who_leads_no_group_has_no_such_pages(world) {
        let faro = world.group("Faro").await;
        let mia = world.correspondent("mia", &faro).await;
        let mut page = mia.visits();
        for address in ["/guia", "/guia/invitar", "/guia/piezas"] {
            assert_eq!(page.goes(address).await.status, StatusCode::NOT_FOUND, "{address}");
            let mut out = Visitor::new(world);
            out.goes(address).await;
            assert!(out.at().starts_with("/entrar"), "{address}");
        }
    }
}
