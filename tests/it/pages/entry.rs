//! Coming in and going out by the pages: by passphrase, with a second step for staff, and nothing told to whoever guesses.

use axum::http::StatusCode;
use domain::account::Role;
use tests::{PASSPHRASE, Visitor, World, stories};

/// What the app of a secret shows now.
fn shown(world: &World, secret: &str) -> String {
    app::second_factors::code_of(secret, world.now()).expect("a code")
}

stories! {
    async fn a_correspondent_signs_in_goes_where_they_wanted_and_out_again(world) {
        let faro = world.group("Faro").await;
        world.correspondent("mia", &faro).await;
        let mut mia = Visitor::new(world);
        mia.goes("/mesa/nueva").await;
        assert_eq!(mia.at(), "/entrar?a=%2Fmesa%2Fnueva");
        mia.sends("/entrar", &[("login", "mia"), ("passphrase", PASSPHRASE)]).await;
        assert_eq!((mia.at(), mia.page().status), ("/mesa/nueva", StatusCode::OK));
        assert!(mia.has_session());
        for address in ["/", "/ayuda", "/en/temas"] {
            mia.goes(address).await;
            assert!(mia.page().html.contains("aria-label=\"mia del Mar\""), "{address}");
            assert_eq!(mia.page().header("cache-control"), "no-store");
        }
        mia.goes("/entrar").await;
        assert_eq!(mia.at(), "/mesa", "who is signed in is led on");
        mia.sends("/salir", &[]).await;
        assert!(!mia.has_session() && mia.at() == "/");
        mia.goes("/mesa").await;
        assert_eq!(mia.at(), "/entrar");
    }

    async fn who_guesses_learns_nothing_and_types_the_name_once(world) {
        let faro = world.group("Faro").await;
        world.correspondent("mia", &faro).await;
        let mut said = vec![];
        for (login, passphrase) in [("mia", "not this one at all"), ("nobody", PASSPHRASE), ("<b>", "")] {
            let mut guest = Visitor::new(world);
            guest.goes("/en/entrar").await;
            guest.sends("/en/entrar", &[("login", login), ("passphrase", passphrase)]).await;
            assert_eq!(guest.page().status, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(guest.attributes("#login", "value"), [login], "what was typed is there");
            assert_eq!(guest.attributes("#passphrase", "value"), Vec::<String>::new());
            assert!(!guest.has_session());
            said.push(guest.text_of("#problem").expect("a problem"));
        }
        assert!(said[0] == said[1] && said[0].contains("passphrase"), "{said:?}");
    }

    async fn staff_set_up_a_second_step_write_codes_down_and_prove_it_from_then_on(world) {
        world.account("ann", &[Role::Moderator], None, Some(World::certificate())).await;
        let mut page = Visitor::new(world);
        page.goes("/entrar").await;
        page.sends("/entrar", &[("login", "ann"), ("passphrase", PASSPHRASE)]).await;
        assert_eq!(page.at(), "/entrar/segundo-paso");
        page.goes("/mesa").await;
        assert_eq!(page.at(), "/entrar/segundo-paso", "nothing before it is proven");
        page.sends("/entrar/aplicacion", &[]).await;
        let secret = page.attributes("input[name=secret]", "value").concat();
        assert!(page.text_of(".secret").expect("the secret").replace(' ', "") == secret && page.text_of("svg.qr").is_some());
        page.sends("/entrar/aplicacion/codigo", &[("code", "000000")]).await;
        assert_eq!(page.page().status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(page.attributes("input[name=secret]", "value").concat(), secret, "the same secret");
        let code = shown(world, &secret);
        let (start, rest) = code.split_at(3);
        let spaced = format!("{start} {rest}");
        page.sends("/entrar/aplicacion/codigo", &[("code", &spaced)]).await;
        assert_eq!(page.page().status, StatusCode::OK, "{}", page.reads());
        let written: String = page.text_of(".codes").expect("codes");
        let written: Vec<&str> = written.split_whitespace().collect();
        assert_eq!(written.len(), 8, "{written:?}");
        page.goes("/mesa").await;
        assert_eq!((page.at(), page.page().status), ("/equipo/cola", StatusCode::OK));
        for (action, field, code) in [("/entrar/segundo-paso", "app", String::new()), ("/entrar/segundo-paso/apuntado", "written", written[0].to_owned())] {
            world.passes(chrono::TimeDelta::minutes(1));
            let code = if field == "app" { shown(world, &secret) } else { code };
            let mut again = Visitor::new(world);
            again.goes("/entrar?a=%2Ftemas").await;
            again.sends("/entrar", &[("login", "ann"), ("passphrase", PASSPHRASE)]).await;
            again.sends(action, &[("code", "123")]).await;
            assert_eq!(again.page().status, StatusCode::UNPROCESSABLE_ENTITY, "{action}");
            again.sends(action, &[("code", &code)]).await;
            assert_eq!((again.at(), again.page().status), ("/temas", StatusCode::OK), "{action}: {}", again.reads());
        }
    }

    async fn a_page_answers_whoever_is_signed_in_in_its_own_language(world) {
        let faro = world.group("Faro").await;
        let mia = world.correspondent("mia", &faro).await;
        for (prefix, said) in [("", "Todavía falta algo"), ("/en", "Something is still missing"), ("/eu", "Oraindik")] {
            let mut mia = mia.visits();
            let address = format!("{prefix}/mesa/nueva");
            mia.goes(&address).await;
            mia.sends(&address, &[("do", "send")]).await;
            let problem = mia.text_of("#problem").expect("a problem");
            assert!(problem.contains(said), "{prefix}: {problem}");
        }
    }
}
