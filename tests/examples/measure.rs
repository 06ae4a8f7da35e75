//! Measures a built server on a data folder: start to first answer, CPU per request of the feed and of a post, as data and as pages, beside
//! fixed bytes, with documents that are known, new and trusted, memory after ten thousand feeds, and what bad input does to the neighbours. Linux only.
//!
//! `cargo run --release -p tests --example measure -- FOLDER` with a folder that `altavoz serve --demo --posts 5000`
//! filled. Nothing here is a test: wall clocks are noisy, so compare CPU and ratios.
#![expect(
    clippy::indexing_slicing,
    reason = "answers are JSON, where what is missing is null"
)]

use std::fmt::Write as _;
use std::time::Instant;

use anyhow::{Context as _, Result};
use futures_util::future::join_all;
use serde_json::{Value, json};
use tests::CHECK;
use tests::process::{Server, demo_accounts};

/// How many requests each figure is taken over.
const REQUESTS: usize = 10_000;
/// How many clients ask at once.
const CLIENTS: usize = 8;
/// Clock ticks of the kernel in a second, as `getconf CLK_TCK` gives it on Linux.
const TICKS: f64 = 100.0;

const FEED: &str = "{ posts { edges { node { slug title summary language publishedOn authors { penName } group { name } } } } }";
const POST: &str = "query($slug: String!) { post(slug: $slug) { slug title summary html language publishedOn authors { penName } group { name } contentHash } }";

/// CPU seconds that a process used so far.
fn cpu(pid: u32) -> Result<f64> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat"))?;
    let (_, fields) = stat.rsplit_once(')').context("an odd stat")?;
    let fields: Vec<&str> = fields.split_whitespace().collect();
    let ticks =
        |place: usize| -> Result<f64> { Ok(fields.get(place).context("a short stat")?.parse()?) };
    Ok((ticks(11)? + ticks(12)?) / TICKS)
}

/// What is asked, again and again.
enum What {
    /// An address.
    Get(String),
    /// A document that is the same each time.
    Document(&'static str, Value),
    /// A document that is another one each time, so that it is parsed anew.
    New(&'static str, Value),
}

struct Load<'a> {
    client: reqwest::Client,
    server: &'a Server,
}

impl Load<'_> {
    async fn graphql(&self, body: &str) -> Result<String> {
        let address = format!("{}/graphql", self.server.address());
        let request = self
            .client
            .post(address)
            .header("content-type", "application/json")
            .body(body.to_owned());
        Ok(request.send().await?.text().await?)
    }

    async fn get(&self, address: &str) -> Result<String> {
        let address = format!("{}{address}", self.server.address());
        Ok(self.client.get(address).send().await?.text().await?)
    }

    async fn ask(&self, what: &What, number: usize) -> Result<String> {
        match what {
            What::Get(address) => self.get(address).await,
            What::Document(query, variables) => self.graphql(&request(query, variables)).await,
            What::New(query, variables) => {
                let query = format!("{query} # {number}");
                self.graphql(&request(&query, variables)).await
            }
        }
    }

    /// CPU milliseconds of the server for each of many requests.
    async fn cost(&self, pid: u32, what: &What) -> Result<f64> {
        let before = cpu(pid)?;
        let clients = join_all((0..CLIENTS).map(async |client| {
            for round in 0..REQUESTS / CLIENTS {
                self.ask(what, round * CLIENTS + client).await?;
            }
            anyhow::Ok(())
        }));
        clients.await.into_iter().collect::<Result<Vec<()>>>()?;
        Ok((cpu(pid)? - before) * 1_000.0 / f64::from(u32::try_from(REQUESTS)?))
    }

    /// Wall milliseconds of a feed at the 50th and the 99th of a hundred.
    async fn waiting(&self, body: &str) -> Result<(f64, f64)> {
        let mut took = Vec::new();
        for _ in 0..500 {
            let began = Instant::now();
            self.graphql(body).await?;
            took.push(began.elapsed().as_secs_f64() * 1_000.0);
        }
        took.sort_by(f64::total_cmp);
        let at = |place: usize| took.get(place).copied().unwrap_or_default();
        Ok((at(250), at(495)))
    }
}

fn say(line: &str) -> Result<()> {
    use std::io::Write as _;
    writeln!(std::io::stdout(), "{line}")?;
    Ok(())
}

fn request(query: &str, variables: &Value) -> String {
    json!({ "query": query, "variables": variables }).to_string()
}

/// Bad input, again and again, until somebody calls it off.
async fn attack(
    server: &Server,
    token: &str,
    draft: &str,
    stop: &tokio_util::sync::CancellationToken,
) -> Result<usize> {
    let mut sent = 0;
    let mut doubling = "query { ...f0 }".to_owned();
    for number in 0..30 {
        let next = number + 1;
        write!(
            doubling,
            " fragment f{number} on Query {{ ...f{next} ...f{next} }}"
        )?;
    }
    doubling.push_str(" fragment f30 on Query { __typename }");
    while !stop.is_cancelled() {
        server
            .send(Some(token), CHECK, json!({ "input": { "draft": draft } }))
            .await?;
        server.send(None, &doubling, json!({})).await?;
        server.send(None, &"{".repeat(20_000), json!({})).await?;
        sent += 3;
    }
    Ok(sent)
}

/// Says what each of a number of requests costs; gives how many were sent.
async fn costs(load: &Load<'_>, pid: u32, slug: &Value) -> Result<usize> {
    let address = slug.as_str().context("no post")?.to_owned();
    let of_post = json!({ "slug": slug });
    let feed = include_str!("../../web/operations/feed.graphql");
    let post = include_str!("../../web/operations/post.graphql");
    let kept = format!("/graphql?documentId={}", api::documents::document_id(feed));
    let all = [
        ("fixed bytes", What::Get("/health/live".to_owned())),
        (
            "{ __typename }",
            What::Document("{ __typename }", json!({})),
        ),
        ("feed", What::Document(FEED, json!({}))),
        ("feed, parsed anew", What::New(FEED, json!({}))),
        ("post", What::Document(POST, of_post.clone())),
        ("post, parsed anew", What::New(POST, of_post.clone())),
        ("feed, kept", What::Get(kept)),
        ("home page", What::Get("/".to_owned())),
        ("home page's data", What::Document(feed, json!({}))),
        ("post page", What::Get(format!("/p/{address}"))),
        ("post page's data", What::Document(post, of_post.clone())),
    ];
    for round in 1..=3 {
        for (name, what) in &all {
            let cost = load.cost(pid, what).await?;
            say(&format!("round {round}: CPU of {name}: {cost:.3} ms"))?;
        }
    }
    Ok(3 * all.len() * REQUESTS)
}

#[tokio::main]
async fn main() -> Result<()> {
    let folder = std::env::args().nth(1).context("name a data folder")?;
    let began = Instant::now();
    let server = Server::start(&["--data", &folder, "--rate-limits", "off"]).await?;
    let feed = server.send(None, FEED, json!({})).await?;
    say(&format!(
        "start to first answer: {:.0} ms",
        began.elapsed().as_secs_f64() * 1_000.0
    ))?;
    let pid = server.pid().context("it ended")?;
    let slug = feed["data"]["posts"]["edges"][0]["node"]["slug"].clone();
    let load = Load {
        client: reqwest::Client::new(),
        server: &server,
    };
    let asked = costs(&load, pid, &slug).await?;
    let feed = request(FEED, &json!({}));
    say(&format!(
        "memory after {} requests: {:.0} MB",
        asked,
        server.memory()?
    ))?;

    let accounts = demo_accounts(std::path::Path::new(&folder))?;
    let account = accounts
        .iter()
        .find(|account| account.role == "correspondent")
        .context("nobody writes")?;
    let token = server.sign_in_demo(account).await?;
    let nested = json!({ "input": { "text": { "title": "x", "body": "> ".repeat(5_000), "language": "SPANISH" } } });
    let started = server.send(Some(&token), tests::START, nested).await?;
    let draft = started["data"]["startDraft"]["draft"]["id"]
        .as_str()
        .context("no draft")?
        .to_owned();
    let (quiet50, quiet99) = load.waiting(&feed).await?;
    let stop = tokio_util::sync::CancellationToken::new();
    let attacks = join_all((0..4).map(|_| attack(&server, &token, &draft, &stop)));
    let neighbour = async {
        let waiting = load.waiting(&feed).await;
        stop.cancel();
        waiting
    };
    let (sent, waiting) = tokio::join!(attacks, neighbour);
    let sent: usize = sent.into_iter().sum::<Result<usize>>()?;
    let (loud50, loud99) = waiting?;
    say(&format!(
        "a feed alone: p50 {quiet50:.1} ms, p99 {quiet99:.1} ms; beside {sent} bad requests: p50 {loud50:.1} ms, p99 {loud99:.1} ms"
    ))?;
    server.stop().await?;
    Ok(())
}
