//! The pages of those who run the panel that show what there is: topics, what the log tells, and what texts are looked through for.

use app::audit::Verdict;
use axum::http::StatusCode;
use domain::Role;
use tests::stories;

stories! {
    async fn a_coordinator_makes_a_topic_and_gives_it_another_name(world) {
        let cora = world.adult("cora", &[Role::Coordinator]).await;
        let mut cora = cora.visits();
        cora.goes("/admin/temas").await;
        cora.sends("/admin/temas", &[("name", "Moviles")]).await;
        assert_eq!(cora.at(), "/admin/temas?hecho=creado", "{}", cora.reads());
        assert!(cora.reads().contains("Ya se puede elegir al escribir."), "{}", cora.reads());
        cora.sends("/admin/temas", &[("name", "MOVILES")]).await;
        assert_eq!((cora.page().status, cora.attributes("#name", "value")), (StatusCode::UNPROCESSABLE_ENTITY, vec!["MOVILES".to_owned()]));
        assert_eq!(cora.attributes("#problem a", "href"), ["#name"], "{}", cora.reads());
        let topic = cora.attributes("input[name=topic]", "value")[0].clone();
        cora.sends("/admin/temas/nombre", &[("name", "")]).await;
        assert_eq!((cora.page().status, cora.attributes("#problem a", "href")), (StatusCode::UNPROCESSABLE_ENTITY, vec![format!("#name-{topic}")]), "{}", cora.reads());
        cora.sends("/admin/temas/nombre", &[("name", "Móviles y redes")]).await;
        assert_eq!(cora.at(), "/admin/temas?hecho=cambiado", "{}", cora.reads());
        let mut reader = tests::Visitor::new(world);
        reader.goes("/temas/moviles").await;
        assert!(reader.reads().contains("Móviles y redes"), "{}", reader.reads());
    }

    async fn the_log_is_read_by_chapters_and_what_needs_two_by_administrators_alone(world) {
        let (ada, cora) = (world.adult("ada", &[Role::Administrator]).await, world.adult("cora", &[Role::Coordinator]).await);
        world.topic("Mar").await;
        let (mut ada, mut cora) = (ada.visits(), cora.visits());
        ada.goes("/admin/registro").await;
        assert!(ada.reads().contains("Papel dado: coordinación · cora del Mar"), "{}", ada.reads());
        assert!(ada.reads().contains("4 de noviembre de 2026, 09:13 · El servidor"), "on the centre's clock: {}", ada.reads());
        assert!(ada.reads().contains("todavía no ha mirado"), "{}", ada.reads());
        cora.goes("/admin/registro?parte=grupos").await;
        assert!(cora.reads().contains("Tema nuevo · Mar"), "{}", cora.reads());
        assert!(cora.attributes("a[href$='parte=dos-personas']", "href").is_empty(), "{}", cora.reads());
        cora.goes("/admin/registro?parte=dos-personas").await;
        assert_eq!(cora.page().status, StatusCode::NOT_FOUND);
        ada.goes("/admin/registro?parte=dos-personas").await;
        assert_eq!(ada.page().status, StatusCode::OK);
    }

    async fn a_log_that_does_not_add_up_says_what_to_do_now(world) {
        let person = world.adult("ada", &[Role::Administrator]).await;
        let mut ada = person.visits();
        app::audit::check_due(world.app()).await.expect("a look at the log");
        ada.goes("/admin/registro").await;
        assert!(ada.reads().contains("El registro cuadra."), "{}", ada.reads());
        world.passes(chrono::TimeDelta::hours(13));
        let ada = world.signed_in("ada", person.account()).await;
        let mut ada = ada.visits();
        ada.goes("/admin/registro").await;
        assert!(ada.reads().contains("Hace más de doce horas"), "{}", ada.reads());
        app::audit::note(world.app(), Verdict::Broken { sequence: 4, record: None }).await.expect("noted");
        ada.goes("/admin/registro").await;
        assert!(ada.text_of("[role=alert]").is_some_and(|it| it.contains("El registro no cuadra: alguien lo cambió desde fuera")), "{}", ada.reads());
        assert!(ada.reads().contains("No borres nada"), "{}", ada.reads());
    }

    async fn what_texts_are_looked_through_for_is_no_secret_from_those_who_run_the_panel(world) {
        let cora = world.adult("cora", &[Role::Coordinator]).await;
        let mut cora = cora.visits();
        cora.goes("/admin/reglas").await;
        let reads = cora.reads();
        assert!(reads.contains(moderation::screen::Rules::built_in().version()), "{reads}");
        let lanes = ["Posible peligro", "Sexo o contactos", "Datos personales", "Acoso, odio o violencia", "Palabrotas o publicidad"];
        let places: Vec<Option<usize>> = lanes.iter().map(|lane| reads.find(lane)).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "the most urgent first: {reads}");
        assert!(reads.contains("es/contact.fixes-a-meeting") && reads.contains("Se reconoce por su forma."), "{reads}");
    }

    async fn nobody_else_has_these_pages(world) {
        let faro = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &faro).await, world.moderator("ann").await);
        for address in ["/admin/temas", "/admin/registro", "/admin/reglas"] {
            let mut reader = tests::Visitor::new(world);
            reader.goes(address).await;
            assert!(reader.at().starts_with("/entrar"), "{address}: {}", reader.at());
            for who in [&mia, &ann] {
                let mut who = who.visits();
                who.goes(address).await;
                assert_eq!(who.page().status, StatusCode::NOT_FOUND, "{address}");
            }
        }
    }
}
