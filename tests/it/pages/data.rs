//! What is kept of somebody, for themselves.

use axum::http::StatusCode;
use domain::Role;
use serde_json::{Value, json};
use tests::{Visitor, stories};

stories! {
    async fn a_correspondent_takes_along_what_they_wrote_and_nobody_elses(world) {
        let faro = world.group("Faro").await;
        let (mia, leo, ann) = (world.correspondent("mia", &faro).await, world.correspondent("leo", &faro).await, world.moderator("ann").await);
        let (_, slug) = mia.publishes("Mi mar", "Hay *olas*.", &ann).await;
        let (_, of_leo) = leo.publishes("Otra calle", "Hay gatos.", &ann).await;
        mia.says(&leo.post(&of_leo).await["id"], "Me gustan los gatos.").await;
        world.passes(chrono::TimeDelta::minutes(1));
        for number in 0..51 {
            mia.starts(&format!("Borrador {number}"), "Sin acabar.").await;
        }
        leo.starts("Secreto de Leo", "Nadie lo ve.").await;
        let mut mia = mia.visits();
        mia.goes("/cuenta").await;
        assert_eq!(mia.attributes("a[href='/cuenta/datos']", "href").len(), 1);
        mia.goes("/cuenta/datos").await;
        assert_eq!(mia.attributes("main a[href*='/datos.']", "href"), ["/cuenta/datos.md", "/cuenta/datos.json"]);
        mia.goes("/cuenta/datos.json").await;
        let whole: Value = serde_json::from_str(&mia.page().html).expect("JSON");
        assert_eq!((&whole["account"]["login"], whole["texts"].as_array().map(Vec::len)), (&json!("mia"), Some(52)), "more than one page of them");
        assert_eq!((&whole["texts"][51]["body"], &whole["texts"][51]["post"]["slug"]), (&json!("Hay *olas*."), &json!(slug)));
        assert_eq!((&whole["comments"][0]["body"], whole["comments"].as_array().map(Vec::len)), (&json!("Me gustan los gatos."), Some(1)));
        assert!(whole["consent"].is_object() && whole["sessions"].is_array(), "{whole}");
        mia.goes("/cuenta/datos.md").await;
        let written = mia.page().html.clone();
        assert!(written.contains("# Mi mar") && written.contains("Hay *olas*.") && written.contains("> Otra calle"), "{written}");
        for others in ["Secreto de Leo", "Hay gatos."] {
            assert!(!written.contains(others) && !whole.to_string().contains(others), "{others}");
        }
    }

    async fn whoever_works_for_the_panel_has_an_account_to_take_along_and_a_reader_nothing(world) {
        let ada = world.adult("ada", &[Role::Administrator]).await;
        let mut ada = ada.visits();
        ada.goes("/cuenta/datos").await;
        assert_eq!(ada.attributes("main a[href*='/datos.']", "href"), ["/cuenta/datos.json"]);
        ada.goes("/cuenta/datos.json").await;
        let whole: Value = serde_json::from_str(&ada.page().html).expect("JSON");
        assert_eq!((&whole["account"]["roles"], &whole["texts"]), (&json!(["ADMINISTRATOR"]), &json!([])));
        for address in ["/cuenta/datos", "/cuenta/datos.json", "/cuenta/datos.md"] {
            let mut out = Visitor::new(world);
            out.goes(address).await;
            assert!(out.at().starts_with("/entrar") && out.page().status == StatusCode::OK, "{address}: {}", out.at());
        }
    }
}
