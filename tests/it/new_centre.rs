//! A new centre: from an empty folder, by commands and the API alone, to a first group and a first post of somebody who
//! is too young to consent alone.

use std::path::Path;

use anyhow::{Context as _, Result};
use app::Backend;
use serde_json::{Value, json};
use tests::process::{Server, command, today};
use tests::{
    ANSWER_LINK, APPROVE, CLAIM_NEXT, Database, INVITE, JOIN, Kind, LED_GROUPS, START, SUBMIT,
    VOUCH,
};

const PASSPHRASE: &str = "tortuga violin nube sopa";
/// Too young to consent alone in Spain.
const YEARS: i32 = 13;

/// An installation in the making.
struct Centre {
    place: Vec<String>,
    passphrase: String,
}

impl Centre {
    fn new(database: &Database) -> Result<Self> {
        let data = database.folder().join("data");
        let passphrase = database.folder().join("passphrase");
        std::fs::write(&passphrase, PASSPHRASE)?;
        let mut place = vec!["--data".to_owned(), text(&data)?];
        if let Backend::Postgres(url) = &database.backend {
            place.extend(["--database-url".to_owned(), url.clone()]);
        }
        let passphrase = text(&passphrase)?;
        Ok(Self { place, passphrase })
    }

    /// Runs a command to its end; tells whether it succeeded, and what it said.
    async fn run(&self, arguments: &[&str]) -> Result<(bool, String)> {
        let place: Vec<&str> = self.place.iter().map(String::as_str).collect();
        let output = command(&[arguments, &place].concat())?.output().await?;
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8_lossy(&said).into_owned();
        Ok((output.status.success(), said))
    }

    async fn does(&self, arguments: &[&str]) -> Result<String> {
        let (is_done, said) = self.run(arguments).await?;
        anyhow::ensure!(is_done, "{arguments:?}: {said}");
        Ok(said)
    }

    /// An adult whose certificate was seen today, and who was trained.
    async fn cleared(&self, login: &str, role: &str) -> Result<()> {
        let today = today();
        let seen = ["--cleared-from", &today, "--trained-on", &today];
        self.adult(login, role, &seen).await
    }

    async fn adult(&self, login: &str, role: &str, more: &[&str]) -> Result<()> {
        let name = format!("{login} Rios");
        let create = ["admin", "create", "--login", login, "--role", role];
        let named = ["--pen-name", &name, "--passphrase-file", &self.passphrase];
        self.does(&[&create[..], &named, more].concat())
            .await
            .map(drop)
    }
}

fn text(path: &Path) -> Result<String> {
    Ok(path.to_str().context("a path")?.to_owned())
}

/// Does something, and gives what came of it.
async fn does(server: &Server, token: Option<&str>, query: &str, input: Value) -> Result<Value> {
    let said = server.send(token, query, json!({ "input": input })).await?;
    let data = said["data"].as_object().context("data")?;
    data.values().next().cloned().context("a payload")
}

/// The code of the link in the one mail of a folder, when it was sent.
async fn mailed(server: &Server, guide: &str, folder: &Path) -> Result<String> {
    loop {
        let led = server.send(Some(guide), LED_GROUPS, json!({})).await?;
        let invitation = &led["data"]["viewer"]["groups"][0]["invitations"][0];
        match invitation["guardians"][0]["mail"].as_str() {
            Some("SENT") => break,
            Some("WAITING") => {}
            _ => anyhow::bail!("{led}"),
        }
    }
    let file = std::fs::read_dir(folder)?.next().context("a mail")??.path();
    let mail = std::fs::read_to_string(file)?.replace("=\r\n", "");
    let (_, code) = mail.split_once("/familia#").context("a link")?;
    Ok(code
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect())
}

async fn a_centre_begins_with_nothing_and_ends_with_a_first_post(kind: Kind) -> Result<()> {
    let database = Database::create(kind).await?;
    let centre = Centre::new(&database)?;
    centre.cleared("gabi", "guide").await?;
    centre.cleared("ann", "moderator").await?;
    centre.cleared("bob", "moderator").await?;
    centre.cleared("cora", "coordinator").await?;
    let group = ["admin", "group", "--name", "Faro", "--entity", "IES Faro"];
    let more = ["--capacity", "20", "--language", "gl", "--guide", "gabi"];
    let said = centre.does(&[&group[..], &more].concat()).await?;
    assert!(said.contains("gabi leads the group"), "{said}");

    let place: Vec<&str> = centre.place.iter().map(String::as_str).collect();
    // The guide looks again and again whether the mail was sent.
    let trial = without_cool_off(&database)?;
    let more = [
        "--rate-limits",
        "off",
        "--config",
        trial.to_str().context("a path")?,
    ];
    let server = Server::start(&[&place[..], &more].concat()).await?;
    let gabi = server.sign_in("gabi", PASSPHRASE).await?;
    server.signs_code(&gabi).await?;
    let led = "{ viewer { groups { group { id } entity capacity language } } }";
    let led = server.send(Some(&gabi), led, json!({})).await?;
    let led = led["data"]["viewer"]["groups"][0].clone();
    assert_eq!(
        (&led["entity"], &led["capacity"], &led["language"]),
        (&json!("IES Faro"), &json!(20), &json!("GALICIAN"))
    );
    let born_on = thirteen_years_ago();
    let expected = json!({
        "group": led["group"]["id"], "realName": "Aurelia Canario", "bornOn": born_on, "country": "ES",
        "guardianEmails": ["familia@example.org"],
    });
    let invited = does(&server, Some(&gabi), INVITE, expected).await?;
    assert_eq!(invited["__typename"], "Invited", "{invited}");
    another_adult_vouches(&server, &invited).await?;
    let link = mailed(&server, &gabi, &database.folder().join("data/mail")).await?;
    let kim = family_consents_and_kim_joins(&server, &link, &invited, &born_on).await?;
    let kim = kim.as_str();

    let words = json!({ "title": "Ola", "body": "O primeiro texto.", "language": "GALICIAN" });
    let started = does(&server, Some(kim), START, json!({ "text": words })).await?;
    let draft = json!({ "draft": started["draft"]["id"], "version": started["draft"]["version"] });
    let submitted = does(&server, Some(kim), SUBMIT, draft).await?;
    assert_eq!(submitted["__typename"], "DraftSubmitted", "{submitted}");
    // Nothing of theirs was approved before, and they are under 14: one adult is not enough.
    assert_eq!(approves(&server, "ann").await?, "AWAITS_SECOND_ADULT");
    assert_eq!(approves(&server, "bob").await?, "PUBLISHED");
    let feed = "{ posts { nodes { title authors { penName } group { name } } } }";
    let feed = server.send(None, feed, json!({})).await?;
    assert_eq!(
        feed["data"]["posts"]["nodes"],
        json!([{ "title": "Ola", "authors": [{ "penName": "Kim do Faro" }], "group": { "name": "Faro" } }])
    );
    assert_eq!(server.stop().await?, Some(0));
    guides_come_and_go(&centre).await?;
    database.remove().await
}

/// A moderator signs in and approves what is next; gives what came of it.
async fn approves(server: &Server, login: &str) -> Result<String> {
    let moderator = server.sign_in(login, PASSPHRASE).await?;
    server.signs_code(&moderator).await?;
    let claimed = does(server, Some(&moderator), CLAIM_NEXT, json!({})).await?;
    let review = &claimed["review"];
    let approval =
        json!({ "review": review["id"], "contentHash": review["revision"]["contentHash"] });
    let approved = does(server, Some(&moderator), APPROVE, approval).await?;
    let outcome = approved["outcome"].as_str();
    outcome
        .map(str::to_owned)
        .with_context(|| approved.to_string())
}

/// The guardian consents with the code in the link, and the young person joins; gives the session.
async fn family_consents_and_kim_joins(
    server: &Server,
    link: &str,
    invited: &Value,
    born_on: &str,
) -> Result<String> {
    let account = json!({ "login": "familia", "penName": "Familia F", "passphrase": PASSPHRASE });
    let answer = json!({
        "code": link, "textVersion": 1, "give": ["ACCOUNT", "PUBLICATION"],
        "declaresParentalResponsibility": true, "account": account,
    });
    let answered = does(server, None, ANSWER_LINK, answer).await?;
    assert_eq!(answered["__typename"], "GuardianLinkAnswered", "{answered}");
    let chosen = json!({
        "code": invited["code"], "bornOn": born_on, "login": "kim", "penName": "Kim do Faro",
        "avatar": "120301", "passphrase": PASSPHRASE, "language": "GALICIAN", "textVersion": 1,
        "give": ["ACCOUNT", "PUBLICATION"],
    });
    let joined = does(server, None, JOIN, chosen).await?;
    Ok(joined["token"].as_str().context("a session")?.to_owned())
}

/// A configuration by which what a guardian agreed to is published at once.
fn without_cool_off(database: &Database) -> Result<std::path::PathBuf> {
    let trial = database.folder().join("trial.toml");
    std::fs::write(&trial, "[centre]\ncool_off_hours = 0")?;
    Ok(trial)
}

/// The guide is new to the panel, so another adult vouches too.
async fn another_adult_vouches(server: &Server, invited: &Value) -> Result<()> {
    let cora = server.sign_in("cora", PASSPHRASE).await?;
    server.signs_code(&cora).await?;
    let invitation = json!({ "invitation": invited["invitation"]["id"] });
    let vouched = does(server, Some(&cora), VOUCH, invitation).await?;
    assert_eq!(vouched["__typename"], "VouchedFor", "{vouched}");
    Ok(())
}

/// A guide goes only when the children have another.
async fn guides_come_and_go(centre: &Centre) -> Result<()> {
    let guide = ["admin", "guide", "--group", "Faro"];
    let said = async |more: &[&str]| centre.run(&[&guide[..], more].concat()).await;
    let (is_done, told) = said(&["--login", "gabi", "--stop"]).await?;
    assert!(!is_done && told.contains("nobody who leads them"), "{told}");
    let alone = ["--login", "gabi", "--stop", "--successor", "gabi"];
    let (is_done, told) = said(&alone).await?;
    assert!(!is_done && told.contains("nobody who leads them"), "{told}");
    let (is_done, told) = said(&["--login", "gabi", "--stop", "--successor", "ann"]).await?;
    assert!(!is_done && told.contains("the role guide"), "{told}");
    centre.cleared("iria", "guide").await?;
    let (is_done, told) = said(&["--login", "gabi", "--stop", "--successor", "iria"]).await?;
    assert!(is_done, "{told}");
    let (is_done, told) = said(&["--login", "gabi", "--stop"]).await?;
    assert!(!is_done && told.contains("leads the group"), "{told}");
    let (is_done, told) = said(&["--login", "gabi"]).await?;
    assert!(is_done && told.contains("gabi leads the group"), "{told}");
    let again = ["admin", "group", "--name", "Faro"];
    let (is_done, told) = centre.run(&again).await?;
    assert!(
        !is_done && told.contains("there is one of this name"),
        "{told}"
    );
    Ok(())
}

fn thirteen_years_ago() -> String {
    use chrono::Datelike as _;
    let today = app::Clock::now(&app::SystemClock).as_utc().date_naive();
    let year = today.year() - YEARS;
    format!("{year}-01-01")
}

#[tokio::test]
async fn a_centre_begins_with_nothing_on_sqlite() -> Result<()> {
    a_centre_begins_with_nothing_and_ends_with_a_first_post(Kind::Sqlite).await
}

#[tokio::test]
async fn a_centre_begins_with_nothing_on_postgres() -> Result<()> {
    if Kind::Postgres.is_there() {
        a_centre_begins_with_nothing_and_ends_with_a_first_post(Kind::Postgres).await?;
    }
    Ok(())
}
