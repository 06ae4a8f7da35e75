//! The process dies in the middle of everything: what was acknowledged is there, and no half of anything.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Mutex;

use anyhow::{Context as _, Result};
use app::Backend;
use futures_util::future::join_all;
use serde_json::{Value, json};
use tests::process::{Server, command, demo_accounts};
use tests::{DRAFTS, Database, Kind, QUEUE, START, SUBMIT};

const WRITES: usize = 200;
const WRITERS: usize = 8;

/// What was acknowledged before the end.
#[derive(Default)]
struct Acknowledged {
    started: BTreeSet<String>,
    submitted: BTreeSet<String>,
}

/// Starts and submits one post; every acknowledgement is noted.
async fn write(
    server: &Server,
    token: &str,
    title: &str,
    noted: &Mutex<Acknowledged>,
) -> Result<()> {
    let text =
        json!({ "title": title, "body": format!("Un texto de {title}."), "language": "SPANISH" });
    let given = server
        .send(Some(token), START, json!({ "input": { "text": text } }))
        .await?;
    let draft = given["data"]["startDraft"]["draft"].clone();
    let id = draft["id"].as_str().context("no draft")?;
    noted.lock().unwrap().started.insert(title.to_owned());
    let input = json!({ "input": { "draft": id, "version": draft["version"] } });
    let given = server.send(Some(token), SUBMIT, input).await?;
    anyhow::ensure!(
        given["data"]["submitDraft"]["__typename"] == "DraftSubmitted",
        "{given}"
    );
    noted.lock().unwrap().submitted.insert(title.to_owned());
    Ok(())
}

/// Everybody in the made-up panel with this role, signed in.
async fn signed_in(server: &Server, data: &Path, role: &str, most: usize) -> Result<Vec<String>> {
    let mut tokens = vec![];
    for account in demo_accounts(data)?
        .iter()
        .filter(|account| account.role == role)
        .take(most)
    {
        tokens.push(server.sign_in_demo(account).await?);
    }
    anyhow::ensure!(!tokens.is_empty(), "nobody is {role}");
    Ok(tokens)
}

async fn pages(server: &Server, token: &str, query: &str, field: &str) -> Result<Vec<Value>> {
    let (mut all, mut after) = (vec![], Value::Null);
    loop {
        let page = server
            .send(Some(token), query, json!({ "first": 50, "after": after }))
            .await?;
        let page = page["data"]["viewer"][field].clone();
        let edges = page["edges"]
            .as_array()
            .with_context(|| format!("{page}"))?;
        all.extend(edges.iter().map(|edge| edge["node"].clone()));
        after = page["pageInfo"]["endCursor"].clone();
        if page["pageInfo"]["hasNextPage"] == false {
            return Ok(all);
        }
    }
}

/// Writes with everybody at once and kills the process when a quarter is acknowledged.
async fn write_until_killed(server: &Server, writers: &[String]) -> Result<Acknowledged> {
    let noted = Mutex::new(Acknowledged::default());
    let (enough, reached) = tokio::sync::oneshot::channel();
    let enough = Mutex::new(Some(enough));
    let writes = join_all((0..WRITES).map(|number| {
        let (noted, enough) = (&noted, &enough);
        let token = &writers[number % writers.len()];
        async move {
            // After the kill nobody answers any more; what counts is what was acknowledged.
            let written = write(server, token, &format!("Escrito {number}"), noted).await;
            if noted.lock().unwrap().submitted.len() > WRITES / 4
                && let Some(enough) = enough.lock().unwrap().take()
            {
                enough.send(()).expect("somebody waits");
            }
            written
        }
    }));
    let kill = async {
        reached.await?;
        let pid = server.pid().context("it ended")?.to_string();
        let killed = tokio::process::Command::new("kill")
            .args(["-KILL", &pid])
            .status()
            .await?;
        anyhow::ensure!(killed.success(), "kill failed");
        anyhow::Ok(())
    };
    let (written, killed) = tokio::join!(writes, kill);
    killed?;
    let lost = written.iter().filter(|written| written.is_err()).count();
    assert!(lost > 0, "it was killed in the middle");
    Ok(noted.into_inner()?)
}

/// The titles of the drafts that their authors find, and of those that wait for review.
async fn what_authors_find(
    server: &Server,
    data: &Path,
) -> Result<(BTreeSet<String>, BTreeSet<String>)> {
    let (mut there, mut pending) = (BTreeSet::new(), BTreeSet::new());
    for token in signed_in(server, data, "correspondent", WRITERS).await? {
        for draft in pages(server, &token, DRAFTS, "drafts").await? {
            let Some(title) = draft["title"].as_str() else {
                continue;
            };
            if draft["submission"]["state"] == "PENDING" && title.starts_with("Escrito") {
                pending.insert(title.to_owned());
            }
            there.insert(title.to_owned());
        }
    }
    Ok((there, pending))
}

/// The titles that moderators find waiting.
async fn what_moderators_find(server: &Server, data: &Path) -> Result<BTreeSet<String>> {
    let mut queued = BTreeSet::new();
    for token in signed_in(server, data, "moderator", 3).await? {
        for review in pages(server, &token, QUEUE, "reviewQueue").await? {
            let title = review["title"].as_str().context("no title")?;
            if title.starts_with("Escrito") {
                queued.insert(title.to_owned());
            }
        }
    }
    Ok(queued)
}

async fn killed_in_the_middle(kind: Kind) -> Result<()> {
    let database = Database::create(kind).await?;
    let data = database.folder().join("data");
    let mut arguments = vec!["--data", data.to_str().context("a path")?];
    if let Backend::Postgres(url) = &database.backend {
        arguments.extend(["--database-url", url]);
    }
    let demo = [&arguments[..], &["--demo", "--posts", "5"]].concat();
    let server = Server::start(&demo).await?;
    let writers = signed_in(&server, &data, "correspondent", WRITERS).await?;
    let noted = write_until_killed(&server, &writers).await?;
    server.kill().await?;

    let verify = [&["audit", "verify"], &arguments[..]].concat();
    let verify = command(&verify)?.output().await?;
    let printed = String::from_utf8_lossy(&verify.stdout);
    assert!(verify.status.success(), "{printed}");

    let server = Server::start(&arguments).await?;
    let (there, pending) = what_authors_find(&server, &data).await?;
    let lost: Vec<_> = noted.started.difference(&there).collect();
    assert!(lost.is_empty(), "started and lost: {lost:?}");
    let lost: Vec<_> = noted.submitted.difference(&pending).collect();
    assert!(lost.is_empty(), "submitted and lost: {lost:?}");
    let queued = what_moderators_find(&server, &data).await?;
    assert_eq!(
        queued, pending,
        "a submission and its review are there together"
    );
    assert_eq!(server.stop().await?, Some(0), "asked to end, it ends well");
    database.remove().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_in_the_middle_of_two_hundred_writes_nothing_acknowledged_is_lost_on_sqlite()
-> Result<()> {
    killed_in_the_middle(Kind::Sqlite).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_in_the_middle_of_two_hundred_writes_nothing_acknowledged_is_lost_on_postgres()
-> Result<()> {
    if !Kind::Postgres.is_there() {
        return Ok(());
    }
    killed_in_the_middle(Kind::Postgres).await
}
