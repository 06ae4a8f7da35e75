//! Coming in by pages: with an invitation, and a guardian's permission where one is needed; and giving and taking back what was agreed to.

use app::people::{Group, Relation};
use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::Role;
use serde_json::json;
use tests::{INVITE, PASSPHRASE, Person, Visitor, World, stories};

/// Old enough to consent alone in Spain: sixteen.
const SIXTEEN: &str = "2010-03-01";
/// Not old enough: thirteen.
const THIRTEEN: &str = "2013-05-17";
const PURPOSES: [&str; 5] = [
    "ACCOUNT",
    "PUBLICATION",
    "PUBLICATION_ELSEWHERE",
    "PHOTO_AND_VOICE",
    "PANEL_CONTACT",
];

async fn guide<'a>(world: &'a World, name: &str, group: &Group) -> Person<'a> {
    let cleared = Some(World::certificate());
    let account = world.account(name, &[Role::Guide], None, cleared).await;
    let guide = world.signed_in(name, account).await;
    world
        .relate(Relation::Guide(group.id, guide.account()))
        .await;
    guide
}

/// Invites somebody, and gives the code.
async fn invited(guide: &Person<'_>, group: &Group, born_on: &str, emails: &[&str]) -> String {
    let world = guide.world();
    let id = world
        .sealer()
        .node_id(api::seal::NodeKind::Group, group.id.as_uuid());
    let input = json!({
        "group": id, "realName": "Aurelia Canario", "bornOn": born_on, "country": "ES", "guardianEmails": emails,
    });
    let made = guide.does(INVITE, input).await;
    assert_eq!(made["__typename"], "Invited", "{made}");
    world.is_vouched_for(&made["invitation"]["id"]).await;
    made["code"].as_str().expect("a code").to_owned()
}

/// The whole link in the newest mail.
async fn mailed(world: &World) -> String {
    let letters = world.letters().await;
    let letter = letters.last().expect("a letter").replace("=\r\n", "");
    let at = letter.find("https://altavoz.test/").expect("a link");
    let (_, link) = letter.split_at(at);
    link.split_whitespace().next().expect("a link").to_owned()
}

/// The answers of somebody who says yes to these.
fn answers(yes: &[&str]) -> Vec<(String, &'static str)> {
    let answer = |purpose: &&str| {
        let says = if yes.contains(purpose) { "yes" } else { "no" };
        (format!("give-{purpose}"), says)
    };
    PURPOSES.iter().map(answer).collect()
}

/// Types the code and the birth date, and goes on.
async fn begins(page: &mut Visitor<'_>, code: &str, (day, month, year): (&str, &str, &str)) {
    page.goes("/invitacion").await;
    let fields = [
        ("code", code),
        ("day", day),
        ("month", month),
        ("year", year),
        ("do", "next"),
    ];
    page.sends("/invitacion", &fields).await;
}

/// Chooses names and the first drawing, and goes on.
async fn is_called(page: &mut Visitor<'_>, login: &str, pen_name: &str) -> String {
    let drawings = page.attributes("input[name=avatar]", "value");
    let avatar = drawings.first().expect("a drawing").clone();
    let fields = [
        ("login", login),
        ("penName", pen_name),
        ("avatar", avatar.as_str()),
        ("do", "next"),
    ];
    page.sends("/invitacion", &fields).await;
    avatar
}

/// Sends a form with answers and other fields.
async fn answers_with(page: &mut Visitor<'_>, action: &str, yes: &[&str], others: &[(&str, &str)]) {
    let answers = answers(yes);
    let mut fields: Vec<(&str, &str)> = answers
        .iter()
        .map(|(name, answer)| (name.as_str(), *answer))
        .collect();
    fields.extend(others);
    page.sends(action, &fields).await;
}

/// Comes in from the first step to the desk.
async fn comes_in(page: &mut Visitor<'_>, code: &str, born: (&str, &str, &str)) {
    begins(page, code, born).await;
    is_called(page, "zarza", "Zarza Azul").await;
    answers_with(
        page,
        "/invitacion",
        &["ACCOUNT", "PUBLICATION"],
        &[("do", "next")],
    )
    .await;
    let passphrase = [("passphrase", PASSPHRASE), ("do", "next")];
    page.sends("/invitacion", &passphrase).await;
    assert_eq!(page.at(), "/mesa?hecho=dentro", "{}", page.reads());
}

/// A guardian opens the link of the newest mail and says yes to these.
async fn permits<'w>(world: &'w World, yes: &[&str]) -> Visitor<'w> {
    let mut page = Visitor::new(world);
    page.goes("/familia").await;
    page.sends("/familia/enlace", &[("code", &mailed(world).await)])
        .await;
    let account = [
        ("declares", "yes"),
        ("login", "familia"),
        ("penName", "Casa de Zarza"),
        ("passphrase", PASSPHRASE),
    ];
    answers_with(&mut page, "/familia/decision", yes, &account).await;
    assert_eq!(page.at(), "/familia?hecho=guardado", "{}", page.reads());
    page
}

/// Presses a button of the form of one purpose.
async fn presses(page: &mut Visitor<'_>, action: &str, purpose: &str, act: &str) {
    page.sends(action, &[("purpose", purpose), ("do", act)])
        .await;
}

/// Writes something by the pages and sends it.
async fn sends_text(page: &mut Visitor<'_>, title: &str, body: &str) {
    page.goes("/mesa/nueva").await;
    let fields = [("title", title), ("body", body), ("do", "send")];
    page.sends("/mesa/nueva", &fields).await;
    assert_eq!(page.at(), "/mesa?hecho=enviada", "{}", page.reads());
}

stories! {
    async fn somebody_comes_in_step_by_step_and_is_at_their_desk(world) {
        let faro = world.group("Faro").await;
        let eva = guide(world, "eva", &faro).await;
        let code = invited(&eva, &faro, SIXTEEN, &[]).await;
        let mut page = Visitor::new(world);
        // As people write codes: in groups, in capital letters.
        let (start, rest) = code.split_at(4);
        let typed = format!(" {} {rest}", start.to_uppercase());
        begins(&mut page, &typed, ("1", "03", "2010")).await;
        assert!(page.reads().contains("Vas a entrar en el grupo Faro."), "{}", page.reads());
        assert_eq!(page.attributes("[aria-current=step]", "class").len() + page.attributes(".steps .done", "class").len(), 1);
        assert!(page.attributes("input[type=radio][checked]", "value").is_empty(), "nothing is chosen for anybody");
        let first = page.attributes("input[name=avatar]", "value")[0].clone();
        let looks = page.attributes(&format!("input[value='{first}'] + svg path"), "d");
        let drawing = is_called(&mut page, "zarza", "Zarza Azul").await;
        assert!(page.reads().contains("Antes de decir que sí o que no"), "{}", page.reads());
        assert_eq!((page.attributes("input[type=radio]", "name").len(), page.attributes("input[checked]", "name").len()), (10, 0));
        answers_with(&mut page, "/invitacion", &["ACCOUNT", "PUBLICATION"], &[("do", "next")]).await;
        assert!(page.reads().contains("Para entrar: zarza"), "{}", page.reads());
        page.sends("/invitacion", &[("passphrase", PASSPHRASE), ("do", "next")]).await;
        assert_eq!(page.at(), "/mesa?hecho=dentro");
        assert!(page.reads().contains("Hola, Zarza Azul") && page.reads().contains("Ya tienes tu cuenta."), "{}", page.reads());
        page.goes("/mesa/permisos").await;
        assert_eq!(page.attributes("button[value=withdraw]", "name").len(), 2, "{}", page.reads());
        // What was typed of a birth date and a code stands nowhere any more.
        assert!(!page.page().html.contains("2010") && !page.page().html.contains(&code));
        let mut again = Visitor::new(world);
        again.goes("/entrar").await;
        again.sends("/entrar", &[("login", "zarza"), ("passphrase", PASSPHRASE)]).await;
        assert_eq!(again.at(), "/mesa");
        assert_eq!((drawing, again.attributes("main .av path", "d")), (first, looks), "the drawing that was chosen");
    }

    async fn what_is_wrong_is_said_on_the_step_where_it_was_typed_and_nothing_is_lost(world) {
        let faro = world.group("Faro").await;
        let eva = guide(world, "eva", &faro).await;
        world.correspondent("mia", &faro).await;
        let code = invited(&eva, &faro, SIXTEEN, &[]).await;
        let mut page = Visitor::new(world);
        for (typed, born, field) in [
            ("nada", ("1", "3", "2010"), "#code"),
            (code.as_str(), ("2", "3", "2010"), "#bornOn"),
            (code.as_str(), ("31", "2", "2010"), "#bornOn"),
            (code.as_str(), ("uno", "3", "2010"), "#bornOn"),
        ] {
            begins(&mut page, typed, born).await;
            assert_eq!(page.page().status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
            assert_eq!(page.attributes("#problem a", "href"), [field]);
            assert_eq!((page.attributes("#code", "value"), page.attributes("input[name=day]", "value")), (vec![typed.to_owned()], vec![born.0.to_owned()]));
        }
        begins(&mut page, &code, ("1", "3", "2010")).await;
        for (pen_name, says) in [("mia del Mar", "Alguien tiene ya"), ("Aurelia", "una parte de tu nombre real"), ("x", "Seudónimo")] {
            let drawing = is_called(&mut page, "zarza", pen_name).await;
            assert_eq!((page.page().status, page.attributes("#problem a", "href")), (StatusCode::UNPROCESSABLE_ENTITY, vec!["#penName".to_owned()]));
            assert!(page.reads().contains(says), "{}", page.reads());
            assert_eq!((page.attributes("#penName", "value"), page.attributes("input[name=avatar][checked]", "value")), (vec![pen_name.to_owned()], vec![drawing]));
        }
        // Other drawings: what was typed stays, and so does the one that was chosen.
        page.sends("/invitacion", &[("penName", "Zarza Azul"), ("do", "more")]).await;
        assert_eq!((page.attributes("#login", "value"), page.attributes("#penName", "value")), (vec!["zarza".to_owned()], vec!["Zarza Azul".to_owned()]));
        let idea = page.attributes("button[name=idea]", "value").first().expect("an idea").clone();
        page.sends("/invitacion", &[("idea", &idea)]).await;
        assert_eq!(page.attributes("#penName", "value"), [idea]);
        is_called(&mut page, "zarza", "Zarza Azul").await;
        // Saying no to the account, or nothing to something.
        page.sends("/invitacion", &[("give-ACCOUNT", "yes"), ("do", "next")]).await;
        assert!(page.reads().contains("Falta responder"), "{}", page.reads());
        assert_eq!(page.attributes("input[checked]", "name"), ["give-ACCOUNT"]);
        answers_with(&mut page, "/invitacion", &["PUBLICATION"], &[("do", "next")]).await;
        assert!(page.reads().contains("Sin el primer sí no puedes tener una cuenta."), "{}", page.reads());
        answers_with(&mut page, "/invitacion", &["ACCOUNT"], &[("do", "next")]).await;
        page.sends("/invitacion", &[("passphrase", "corta"), ("do", "next")]).await;
        assert_eq!(page.attributes("#problem a", "href"), ["#passphrase"]);
        assert!(!page.page().html.contains("corta"), "a passphrase stands in no page");
        // Back to the first step and on again: everything is still there.
        for _ in 0..3 {
            page.sends("/invitacion", &[("do", "back")]).await;
        }
        assert_eq!((page.attributes("#code", "value"), page.attributes("#year", "value")), (vec![code], vec!["2010".to_owned()]));
        page.sends("/invitacion", &[("do", "next")]).await;
        assert_eq!(page.attributes("#penName", "value"), ["Zarza Azul"]);
    }

    async fn a_guardian_reads_what_is_asked_decides_and_takes_it_back(world) {
        let faro = world.group("Faro").await;
        let eva = guide(world, "eva", &faro).await;
        let code = invited(&eva, &faro, THIRTEEN, &["familia@example.org"]).await;
        let mut child = Visitor::new(world);
        begins(&mut child, &code, ("17", "5", "2013")).await;
        assert!(child.reads().contains("hace falta antes el permiso de tu familia"), "{}", child.reads());

        let mut page = Visitor::new(world);
        let link = mailed(world).await;
        page.goes("/familia").await;
        page.sends("/familia/enlace", &[("code", &link)]).await;
        assert!(page.reads().contains("Se trata de Aurelia Canario."), "{}", page.reads());
        assert_eq!((page.attributes("input[type=radio]", "name").len(), page.attributes("input[checked]", "name").len()), (10, 0));
        // Without the declaration, without an answer, with a weak passphrase: nothing that was decided is lost.
        let account = [("login", "familia"), ("penName", "Casa de Zarza"), ("passphrase", PASSPHRASE)];
        answers_with(&mut page, "/familia/decision", &["ACCOUNT", "PUBLICATION"], &account).await;
        assert_eq!((page.page().status, page.attributes("#problem a", "href")), (StatusCode::UNPROCESSABLE_ENTITY, vec!["#declaresParentalResponsibility".to_owned()]));
        assert_eq!((page.attributes("input[value=yes][checked]", "name").len(), page.attributes("#login", "value")), (2, vec!["familia".to_owned()]));
        page.sends("/familia/decision", &[("declares", "yes"), ("passphrase", "corta")]).await;
        assert_eq!(page.attributes("#problem a", "href"), ["#passphrase"]);
        page.sends("/familia/decision", &[("passphrase", PASSPHRASE)]).await;
        assert_eq!(page.at(), "/familia?hecho=guardado", "{}", page.reads());

        comes_in(&mut child, &code, ("17", "5", "2013")).await;
        sends_text(&mut child, "Mi calle", "Hay farolas.").await;
        // What rests on a guardian's yes comes out a while after it at the earliest.
        world.passes(TimeDelta::days(3));
        world.moderator("ann").await.publishes_next().await;
        child.goes("/mesa").await;
        let post = child.attributes("main a[href^='/p/']", "href").concat();
        assert_eq!(world.reader().sees(&post).await.status, StatusCode::OK, "{}", child.reads());
        page.goes("/familia").await;
        assert!(page.reads().contains("Zarza Azul") && page.reads().contains("Participa: puede escribir y enviar."), "{}", page.reads());
        assert!(!page.page().html.contains("Aurelia"), "the name was read once");
        // Pausing and going on are one press each.
        page.sends("/familia/permisos", &[("purpose", ""), ("do", "pause")]).await;
        assert!(page.reads().contains("La cuenta está en pausa."), "{}", page.reads());
        assert!(child.goes("/mesa").await.html.contains("Tu familia ha puesto tu cuenta en pausa."));
        page.sends("/familia/permisos", &[("purpose", ""), ("do", "resume")]).await;
        assert_eq!(world.reader().sees(&post).await.status, StatusCode::OK);
        // And so is taking a permission back: nobody sees it any more.
        presses(&mut page, "/familia/permisos", "PUBLICATION", "withdraw").await;
        assert_eq!(page.at(), "/familia?hecho=cambiado", "{}", page.reads());
        assert_eq!(world.reader().sees(&post).await.status, StatusCode::NOT_FOUND);
        child.goes("/mesa/permisos").await;
        assert!(child.reads().contains("Tu familia no ha dicho que sí."), "{}", child.reads());
        // The link works once, and in nobody's session who is not a guardian.
        page.goes("/familia").await;
        page.sends("/familia/enlace", &[("code", &link)]).await;
        assert_eq!((page.page().status, page.attributes("#code", "value").len()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    }

    async fn who_reaches_the_age_says_yes_anew_and_loses_nothing(world) {
        let faro = world.group("Faro").await;
        let eva = guide(world, "eva", &faro).await;
        let code = invited(&eva, &faro, THIRTEEN, &["familia@example.org"]).await;
        permits(world, &["ACCOUNT", "PUBLICATION"]).await;
        let mut child = Visitor::new(world);
        comes_in(&mut child, &code, ("17", "5", "2013")).await;
        sends_text(&mut child, "Mi calle", "Hay farolas.").await;
        world.passes(TimeDelta::days(3));
        world.moderator("ann").await.publishes_next().await;
        child.goes("/mesa").await;
        let post = child.attributes("main a[href^='/p/']", "href").concat();
        // Fourteen in May, and a month to say it.
        world.passes(TimeDelta::days(230));
        child.goes("/entrar").await;
        child.sends("/entrar", &[("login", "zarza"), ("passphrase", PASSPHRASE)]).await;
        assert_eq!(child.at(), "/mesa");
        assert!(child.reads().contains("Hay que volver a decir que sí") && !child.reads().contains("ningún papel"), "{}", child.reads());
        for purpose in ["ACCOUNT", "PUBLICATION"] {
            child.goes("/mesa/permisos").await;
            presses(&mut child, "/mesa/permisos", purpose, "give").await;
        }
        assert!(child.reads().contains("Participas: puedes escribir y enviar."), "{}", child.reads());
        assert!(!child.reads().contains("Volver a decir que sí Publicar"), "{}", child.reads());
        assert_eq!(world.reader().sees(&post).await.status, StatusCode::OK, "nothing is taken down");
    }

    async fn a_correspondent_takes_back_what_they_agreed_to(world) {
        let faro = world.group("Faro").await;
        let (mia, ann) = (world.correspondent("mia", &faro).await, world.moderator("ann").await);
        let (_, slug) = mia.publishes("Mi calle", "Hay farolas.", &ann).await;
        let mut page = mia.visits();
        page.goes("/mesa/permisos").await;
        presses(&mut page, "/mesa/permisos", "PUBLICATION", "withdraw").await;
        assert_eq!(page.at(), "/mesa/permisos?hecho=cambiado");
        assert_eq!(world.reader().sees(&format!("/p/{slug}")).await.status, StatusCode::NOT_FOUND);
        presses(&mut page, "/mesa/permisos", "ACCOUNT", "withdraw").await;
        page.goes("/mesa").await;
        assert!(page.reads().contains("Has dicho que no quieres seguir"), "{}", page.reads());
        page.goes("/mesa/permisos").await;
        presses(&mut page, "/mesa/permisos", "ACCOUNT", "give").await;
        assert!(page.reads().contains("Participas: puedes escribir y enviar."), "{}", page.reads());
        // Whoever is no correspondent has no such page.
        let mut other = ann.visits();
        assert_eq!(other.goes("/mesa/permisos").await.status, StatusCode::NOT_FOUND);
    }

    async fn a_guardian_is_told_why_in_general_and_has_another_adult_look(world) {
        let faro = world.group("Faro").await;
        let eva = guide(world, "eva", &faro).await;
        let ann = world.moderator("ann").await;
        let code = invited(&eva, &faro, THIRTEEN, &["familia@example.org"]).await;
        let mut page = permits(world, &["ACCOUNT", "PUBLICATION"]).await;
        let mut child = Visitor::new(world);
        comes_in(&mut child, &code, ("17", "5", "2013")).await;
        sends_text(&mut child, "Mi barrio", "Hay un parque enfrente.").await;
        let review = ann.takes_next().await.expect("what was sent");
        ann.declines(&review, "Todavía no.").await;
        page.goes("/familia").await;
        assert!(page.attributes("input[name=statement]", "value").len() == 1, "{}", page.reads());
        assert!(!page.page().html.contains("Mi barrio") && !page.page().html.contains("un parque"), "never what it says");
        assert!(child.goes("/mesa/permisos").await.html.contains("Lo que se le cuenta"), "and the one who writes sees the same");
        page.sends("/familia/otra-mirada", &[("message", "No me parece justo.")]).await;
        assert_eq!(page.at(), "/familia?hecho=otra", "{}", page.reads());
        page.goes("/familia").await;
        page.sends("/familia/otra-mirada", &[("message", "Otra vez, por favor.")]).await;
        assert!(page.page().status.is_client_error());
        assert_eq!(page.text_of("textarea").as_deref(), Some("Otra vez, por favor."), "what was typed is not lost");
    }

    async fn guardians_begin_at_their_wards_and_nobody_else_learns_of_them(world) {
        let faro = world.group("Faro").await;
        let eva = guide(world, "eva", &faro).await;
        invited(&eva, &faro, THIRTEEN, &["familia@example.org"]).await;
        // Signed out, and a link that is none: one page, one answer.
        let mut page = Visitor::new(world);
        page.goes("/familia").await;
        assert_eq!(page.attributes("form[action='/familia/enlace']", "method"), ["post"]);
        for code in ["nada", "https://altavoz.test/familia#aaaaaaaaaaaaaaaaaaaaaaaaaa"] {
            page.sends("/familia/enlace", &[("code", code)]).await;
            assert_eq!(page.page().status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        // The guide who asked can't answer in the guardian's place.
        let mut asked = eva.visits();
        asked.goes("/familia").await;
        asked.sends("/familia/enlace", &[("code", &mailed(world).await)]).await;
        assert!(asked.page().status.is_client_error() && !asked.page().html.contains("Aurelia"));
        let mut family = permits(world, &["ACCOUNT"]).await;
        family.sends("/salir", &[]).await;
        family.goes("/entrar").await;
        family.sends("/entrar", &[("login", "familia"), ("passphrase", PASSPHRASE)]).await;
        assert_eq!(family.at(), "/familia");
    }
}
