//! The first start: an empty panel offers one link, and whoever opens it becomes the first administrator.

use anyhow::{Context as _, Result};
use app::Backend;
use app::OneTimeCode;
use app::people::offer_set_up;
use chrono::TimeDelta;
use futures_util::future::join_all;
use reqwest::StatusCode;
use reqwest::header::{LOCATION, SET_COOKIE};
use serde_json::{Value, json};
use tests::process::Server;
use tests::{Database, Kind, SET_UP, World, stories};

async fn link(world: &World) -> OneTimeCode {
    let offered = offer_set_up(world.app()).await.expect("a write");
    offered.expect("an empty panel offers a link")
}

const PASSPHRASE: &str = "la casa azul del puerto";

/// What somebody types who does it right.
fn typed(code: &str) -> Value {
    json!({ "code": code, "login": "nora", "penName": "Nora", "passphrase": PASSPHRASE })
}

fn with(mut typed: Value, field: &str, value: &str) -> Value {
    typed[field] = json!(value);
    typed
}

stories! {
    async fn the_first_link_makes_an_administrator_who_is_signed_in(world) {
        let code = link(world).await;
        assert!(!world.database().holds(code.reveal()).await.unwrap(), "the code is not stored");
        let made = world.reader().does(SET_UP, typed(code.reveal())).await;
        assert_eq!(made["__typename"], "SignedIn", "{made}");
        let whoami = "{ viewer { account { penName roles } } }";
        let unproven = world.send(made["token"].as_str(), whoami, json!({})).await;
        assert_eq!(unproven.data()["viewer"], Value::Null);
        let token = world.proves("nora", &made).await;
        let viewer = world.send(Some(&token), whoami, json!({})).await;
        assert_eq!(viewer.data()["viewer"]["account"], json!({ "penName": "Nora", "roles": ["ADMINISTRATOR"] }));
        assert!(world.database().holds("setup-link.used").await.unwrap(), "a record tells of it");
    }

    async fn a_link_works_once_and_not_beside_an_account(world) {
        let code = link(world).await;
        let made = world.reader().does(SET_UP, typed(code.reveal())).await;
        assert_eq!(made["__typename"], "SignedIn", "{made}");
        let again = with(with(typed(code.reveal()), "login", "otra"), "penName", "Otra");
        assert_eq!(world.reader().does(SET_UP, again).await["__typename"], "SetupLinkOverError");
        assert!(offer_set_up(world.app()).await.unwrap().is_none(), "a panel with an account offers none");
    }

    async fn a_link_ends_with_the_first_account_however_it_came_about(world) {
        let code = link(world).await;
        world.adult("ann", &[domain::Role::Administrator]).await;
        let late = world.reader().does(SET_UP, typed(code.reveal())).await;
        assert_eq!(late["__typename"], "SetupLinkOverError");
    }

    async fn a_link_that_was_guessed_replaced_or_a_day_old_gives_one_answer(world) {
        let first = link(world).await;
        let second = link(world).await;
        let guessed = world.reader().does(SET_UP, typed("aaaaaaaaaaaaaaaaaaaaaaaaaa")).await;
        assert_eq!(guessed["__typename"], "SetupLinkOverError");
        assert!(guessed["message"].as_str().unwrap().contains("start the server again"), "{guessed}");
        assert_eq!(world.reader().does(SET_UP, typed(first.reveal())).await, guessed);
        assert_eq!(world.reader().does(SET_UP, typed("")).await, guessed);
        world.passes(TimeDelta::hours(24));
        assert_eq!(world.reader().does(SET_UP, typed(second.reveal())).await, guessed);
    }

    async fn what_can_not_be_used_is_told_and_leaves_the_link_good(world) {
        let code = link(world).await;
        for (field, value, said) in [
            ("login", "n", "at least 3"),
            ("login", "nora ruiz", "can't be used there"),
            ("penName", "", "is empty"),
            ("penName", "1Nora", "begin with a letter"),
            ("penName", "N\u{43e}ra", "one alphabet"),
            ("penName", "Nora 600123456", "leads nowhere"),
            ("penName", "Altavoz", "kept for the platform"),
            ("passphrase", "corta", "at least 10"),
            ("passphrase", &"a".repeat(201), "at most 200"),
        ] {
            let refused = world.reader().does(SET_UP, with(typed(code.reveal()), field, value)).await;
            assert_eq!((&refused["__typename"], &refused["field"]), (&json!("InvalidInputError"), &json!(field)), "{value}");
            assert!(refused["message"].as_str().unwrap().contains(said), "{refused}");
        }
        let made = world.reader().does(SET_UP, typed(code.reveal())).await;
        assert_eq!(made["__typename"], "SignedIn", "{made}");
    }

    async fn of_eight_who_open_a_link_at_once_one_becomes_the_administrator(world) {
        let code = link(world).await;
        let all = ["ana", "bea", "carla", "dora", "elsa", "flor", "gema", "hebe"].map(|name| {
            let chosen = with(with(typed(code.reveal()), "login", name), "penName", &format!("{name} del Mar"));
            async { world.reader().does(SET_UP, chosen).await["__typename"].clone() }
        });
        let mut ended = join_all(all).await;
        ended.retain(|name| name != "SetupLinkOverError");
        assert_eq!(ended, ["SignedIn"]);
    }
}

/// The value of a hidden field.
fn hidden<'p>(page: &'p str, name: &str) -> &'p str {
    page.split_once(&format!("type=\"hidden\" name=\"{name}\" value=\""))
        .and_then(|(_, rest)| rest.split_once('"'))
        .map_or("", |(value, _)| value)
}

/// The page behind the link, as a browser has it.
struct Page {
    browser: reqwest::Client,
    address: String,
    code: String,
    /// What the form and the browser's cookie carry.
    token: String,
}

impl Page {
    /// Opens the link that the server printed.
    async fn open(server: &Server) -> Result<Self> {
        let printed = server.printed().join("\n");
        let link = printed
            .split_whitespace()
            .find(|word| word.starts_with("http") && word.contains("/setup?code="));
        let link = link.with_context(|| format!("no link in {printed}"))?;
        let browser = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        let page = browser.get(link).header("accept-language", "en");
        let page = page.send().await?;
        assert_eq!(page.headers()["cache-control"], "no-store");
        let page = page.text().await?;
        let code = hidden(&page, "code").to_owned();
        assert!(link.ends_with(&code) && code.len() == 26, "{page}");
        Ok(Self {
            browser,
            address: format!("{}/setup", server.address()),
            code,
            token: hidden(&page, "token").to_owned(),
        })
    }

    /// Sends the form from a page of `origin`.
    async fn send(&self, name: &str, origin: &str) -> Result<reqwest::Response> {
        let sent = self.browser.post(&self.address);
        let fields = [
            ("code", self.code.as_str()),
            ("login", "nora"),
            ("penName", name),
            ("passphrase", PASSPHRASE),
            ("token", self.token.as_str()),
        ];
        let body = fields.map(|(name, value)| format!("{name}={}", value.replace('<', "%3C")));
        let sent = sent
            .header("content-type", "application/x-www-form-urlencoded")
            .header("accept-language", "en")
            .header("origin", origin)
            .header("cookie", format!("altavoz-form={}", self.token))
            .body(body.join("&"));
        Ok(sent.send().await?)
    }
}

async fn set_up_in_a_browser(kind: Kind) -> Result<()> {
    let database = Database::create(kind).await?;
    let data = database.folder().join("data");
    let mut arguments = vec!["--data", data.to_str().context("a path")?];
    if let Backend::Postgres(url) = &database.backend {
        arguments.extend(["--database-url", url]);
    }
    let server = Server::start(&arguments).await?;
    let page = Page::open(&server).await?;
    let refused = page.send("<b>Nora", server.address()).await?;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let shown = refused.text().await?;
    assert!(
        shown.contains("value=\"&#60;b&#62;Nora\""),
        "what was typed is kept: {shown}"
    );
    assert!(
        shown.contains("role=\"alert\"") && !shown.contains(PASSPHRASE),
        "{shown}"
    );
    let foreign = page.send("Nora", "https://evil.example").await?;
    assert_eq!(foreign.status(), StatusCode::FORBIDDEN);
    let made = page.send("Nora", server.address()).await?;
    assert_eq!(made.status(), StatusCode::SEE_OTHER);
    assert_eq!(made.headers()[LOCATION], "/setup/done");
    assert!(made.headers()[SET_COOKIE].to_str()?.contains("HttpOnly"));
    server.sign_in("nora", PASSPHRASE).await?;
    assert_eq!(server.stop().await?, Some(0));

    let server = Server::start(&arguments).await?;
    let printed = server.printed().concat();
    assert!(!printed.contains("setup"), "no link any more: {printed}");
    assert_eq!(server.stop().await?, Some(0));
    database.remove().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_starts_empty_prints_a_link_to_a_page_that_sets_it_up_on_sqlite() -> Result<()>
{
    set_up_in_a_browser(Kind::Sqlite).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_starts_empty_prints_a_link_to_a_page_that_sets_it_up_on_postgres()
-> Result<()> {
    if !Kind::Postgres.is_there() {
        return Ok(());
    }
    set_up_in_a_browser(Kind::Postgres).await
}
