//! Keys of what is sealed are changed while nobody loses anything.

use anyhow::{Context as _, Result};
use app::Backend;
use tests::process::{Server, command, demo_accounts};
use tests::{DRAFTS, Database, Kind};

/// Runs a command to its end with variables; tells whether it succeeded, and what it said.
async fn run_with(variables: &[(&str, &str)], arguments: &[&str]) -> Result<(bool, String)> {
    let output = command(arguments)?
        .envs(variables.iter().copied())
        .output()
        .await?;
    let said = [output.stdout, output.stderr].concat();
    Ok((
        output.status.success(),
        String::from_utf8_lossy(&said).into_owned(),
    ))
}

/// Runs a command to its end; tells whether it succeeded, and what it said.
async fn run(arguments: &[&str]) -> Result<(bool, String)> {
    run_with(&[], arguments).await
}

async fn a_new_master_key_takes_the_place_of_the_old_one(kind: Kind) -> Result<()> {
    let database = Database::create(kind).await?;
    let data = database.folder().join("data");
    let mut place = vec!["--data", data.to_str().context("a path")?];
    if let Backend::Postgres(url) = &database.backend {
        place.extend(["--database-url", url]);
    }
    let keys = async |rest: &[&str]| run(&[&["keys"], rest, &place[..]].concat()).await;
    let demo = [&place[..], &["--demo", "--posts", "1"]].concat();
    assert_eq!(Server::start(&demo).await?.stop().await?, Some(0));
    let file = data.join("keys.toml");
    let before = std::fs::read_to_string(&file)?;

    let (is_done, said) = keys(&["check"]).await?;
    assert!(is_done && said.contains("Master key 1: "), "{said}");
    let (is_done, said) = keys(&["rotate", "--finish"]).await?;
    assert!(
        !is_done && said.contains("there is no new master key"),
        "{said}"
    );

    // Of two at once, one makes a key.
    let (one, other) = futures_util::future::join(keys(&["rotate"]), keys(&["rotate"])).await;
    let ((one_did, one_said), (other_did, other_said)) = (one?, other?);
    assert!(one_did != other_did, "{one_said}{other_said}");
    let (is_done, said) = keys(&["rotate"]).await?;
    assert!(!is_done && said.contains("is there already"), "{said}");
    // A running server, started anew, knows both.
    let server = Server::start(&place).await?;
    let (is_done, said) = keys(&["rotate", "--finish"]).await?;
    assert!(is_done, "{said}");
    let (is_done, said) = keys(&["check"]).await?;
    assert!(is_done && said.starts_with("Master key 2: "), "{said}");

    // Everybody is still as old as before.
    let accounts = demo_accounts(&data)?;
    let mut people = accounts.iter().filter(|it| it.role == "correspondent");
    let writer = people.next().context("a correspondent")?;
    let token = server.sign_in_demo(writer).await?;
    let given = server
        .send(Some(&token), DRAFTS, serde_json::json!({}))
        .await?;
    assert!(
        given["data"]["viewer"]["drafts"]["edges"].is_array(),
        "{given}"
    );
    assert_eq!(server.stop().await?, Some(0));

    let after = std::fs::read_to_string(&file)?;
    let old = before.lines().find(|line| line.starts_with("key = "));
    assert!(
        !after.contains(old.context("a key")?),
        "the old key is gone"
    );
    std::fs::write(&file, before)?;
    let (is_done, said) = keys(&["check"]).await?;
    assert!(!is_done && said.contains("can't be opened"), "{said}");
    database.remove().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_master_key_takes_the_place_of_the_old_one_on_sqlite() -> Result<()> {
    a_new_master_key_takes_the_place_of_the_old_one(Kind::Sqlite).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_master_key_takes_the_place_of_the_old_one_on_postgresql() -> Result<()> {
    if !Kind::Postgres.is_there() {
        return Ok(());
    }
    a_new_master_key_takes_the_place_of_the_old_one(Kind::Postgres).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keys_from_the_environment_count_instead_of_the_file() -> Result<()> {
    let database = Database::create(Kind::Sqlite).await?;
    let data = database.folder().join("data");
    let place = ["--data", data.to_str().context("a path")?];
    let demo = [&place[..], &["--demo", "--posts", "1"]].concat();
    assert_eq!(Server::start(&demo).await?.stop().await?, Some(0));
    let file = data.join("keys.toml");
    let text = std::fs::read_to_string(&file)?;
    std::fs::remove_file(&file)?;
    let check = [&["keys", "check"], &place[..]].concat();
    let (is_done, said) = run(&check).await?;
    assert!(
        !is_done && said.contains("put it back from your copy"),
        "{said}"
    );
    let given = [("ALTAVOZ_KEYS", text.as_str())];
    let (is_done, said) = run_with(&given, &check).await?;
    assert!(is_done && said.contains("Master key 1: "), "{said}");
    assert!(!file.exists(), "no other keys are made");
    let rotate = [&["keys", "rotate"], &place[..]].concat();
    let (is_done, said) = run_with(&given, &rotate).await?;
    assert!(!is_done && said.contains("put its text into"), "{said}");
    let nonsense = [("ALTAVOZ_KEYS", "ids = \"geheim\"")];
    let (is_done, said) = run_with(&nonsense, &check).await?;
    assert!(!is_done && said.contains("what keys.toml holds"), "{said}");
    assert!(!said.contains("geheim"), "{said}");
    database.remove().await
}
