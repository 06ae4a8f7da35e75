//! A dozen posts with the difficulties that real ones have: imported by the command, approved by people, read back.
//! What readers get of them stands in `tests/fixtures/difficult.html`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::Stdio;

use anyhow::{Context as _, Result};
use app::Backend;
use serde_json::{Value, json};
use tests::process::{Server, command, today};
use tests::{APPROVE, CLAIM_NEXT, Database, Kind, POST};
use tokio::io::AsyncWriteExt as _;

use crate::generated::says;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/difficult");
const PASSPHRASE: &str = "la casa azul del puerto";

async fn run(arguments: &[&str], given: &str) -> Result<String> {
    let mut child = command(arguments)?.stdin(Stdio::piped()).spawn()?;
    let mut input = child.stdin.take().context("no input")?;
    input.write_all(given.as_bytes()).await?;
    drop(input);
    let output = child.wait_with_output().await?;
    let printed = String::from_utf8(output.stdout)?;
    anyhow::ensure!(
        output.status.success(),
        "{printed}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(printed)
}

async fn moderator(server: &Server, login: &str, common: &[&str]) -> Result<String> {
    let (pen_name, today) = (format!("{login} Rios"), today());
    let create = [
        "admin",
        "create",
        "--login",
        login,
        "--pen-name",
        &pen_name,
        "--role",
        "moderator",
        "--cleared-from",
        &today,
        "--trained-on",
        &today,
        "--passphrase-file",
        "-",
    ];
    run(&[&create[..], common].concat(), PASSPHRASE).await?;
    let token = server.sign_in(login, PASSPHRASE).await?;
    server.signs_code(&token).await?;
    Ok(token)
}

/// Approves whatever waits, each with the bytes that were shown; gives the addresses by title.
async fn approve_all(server: &Server, tokens: &[String]) -> Result<BTreeMap<String, String>> {
    let mut addresses = BTreeMap::new();
    // Two rounds: a risky text waits for the second adult.
    for token in [tokens, tokens].concat() {
        loop {
            let input = json!({ "input": {} });
            let given = server.send(Some(&token), CLAIM_NEXT, input).await?;
            let review = given["data"]["claimNextReview"]["review"].clone();
            if review.is_null() {
                break;
            }
            let hash = &review["revision"]["contentHash"];
            let input = json!({ "input": { "review": review["id"], "contentHash": hash } });
            let given = server.send(Some(&token), APPROVE, input).await?;
            let approved = &given["data"]["approve"];
            assert_eq!(approved["__typename"], "Approved", "{given}");
            if let Some(slug) = approved["post"]["slug"].as_str() {
                assert_eq!(approved["post"]["html"], review["revision"]["html"]);
                let title = review["revision"]["title"].as_str().context("no title")?;
                addresses.insert(title.to_owned(), slug.to_owned());
            }
        }
    }
    Ok(addresses)
}

async fn imported_and_read_back(kind: Kind) -> Result<()> {
    let database = Database::create(kind).await?;
    let data = database.folder().join("data");
    let report = database.folder().join("report.json");
    let report = report.to_str().context("a path")?;
    let mut common = vec!["--data", data.to_str().context("a path")?];
    if let Backend::Postgres(url) = &database.backend {
        common.extend(["--database-url", url]);
    }
    let import = [
        "import", "markdown", FOLDER, "--group", "Archivo", "--report", report,
    ];
    let printed = run(&[&import[..], &common].concat(), "").await?;
    assert!(
        printed.starts_with("Group Archivo: 12 wait for review, 0 refused"),
        "{printed}"
    );
    let again = run(&[&import[..], &common].concat(), "").await?;
    assert!(
        again.contains("0 wait for review, 0 refused, 12 were there already"),
        "{again}"
    );

    let server = Server::start(&common).await?;
    let mut tokens = vec![];
    for login in ["eva", "leo"] {
        tokens.push(moderator(&server, login, &common).await?);
    }
    let addresses = approve_all(&server, &tokens).await?;
    assert_eq!(addresses.len(), 12, "{:?}", addresses.keys());
    let mut all = String::new();
    for (title, slug) in &addresses {
        let read: Value = server.send(None, POST, json!({ "slug": slug })).await?;
        let post = &read["data"]["post"];
        let html = post["html"].as_str().with_context(|| title.clone())?;
        let language = post["language"].as_str().unwrap_or_default();
        writeln!(all, "<!-- {title} · {language} -->\n{html}")?;
    }
    for never in [
        "<script",
        "<iframe",
        "<img",
        "style=",
        "onclick",
        "onerror",
        "javascript:",
        "<svg",
    ] {
        assert!(!all.contains(never), "{never} got through");
    }
    says("tests/fixtures/difficult.html", &all)?;
    assert_eq!(server.stop().await?, Some(0));
    database.remove().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn difficult_posts_are_imported_approved_and_read_back_on_sqlite() -> Result<()> {
    imported_and_read_back(Kind::Sqlite).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn difficult_posts_are_imported_approved_and_read_back_on_postgres() -> Result<()> {
    if !Kind::Postgres.is_there() {
        return Ok(());
    }
    imported_and_read_back(Kind::Postgres).await
}
