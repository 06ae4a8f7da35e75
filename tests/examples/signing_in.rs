//! Measures signing in to a built server: whether the time tells a login that exists from one that does not, what 64
//! people who sign in at once cost, and what becomes of a thousand guesses at one login within a minute. Linux only.
//!
//! `cargo run --release -p tests --example signing_in -- FOLDER` with a folder that `altavoz serve --demo` filled. Nothing
//! here is a test: wall clocks are noisy.
#![expect(
    clippy::indexing_slicing,
    reason = "answers are JSON, where what is missing is null"
)]

use std::io::Write as _;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use futures_util::future::join_all;
use serde_json::{Value, json};
use tests::SIGN_IN;
use tests::process::{DemoAccount, Server, demo_accounts};

const PAIRS: usize = 250;
const AT_ONCE: usize = 64;
const GUESSES: usize = 1_000;
const GUESSERS: usize = 50;
const WRONG: &str = "esto no es la frase";

fn say(line: &str) -> Result<()> {
    writeln!(std::io::stdout(), "{line}")?;
    Ok(())
}

/// A client that comes from any address, through a proxy of ours.
struct Client {
    http: reqwest::Client,
    graphql: String,
}

impl Client {
    async fn ask(&self, address: &str, query: &str, variables: Value) -> Result<(Value, f64)> {
        let body = json!({ "query": query, "variables": variables }).to_string();
        let begun = Instant::now();
        let request = self.http.post(&self.graphql);
        let request = request.header("content-type", "application/json");
        let sent = request.header("x-forwarded-for", address).body(body).send();
        let text = sent.await?.text().await?;
        let took = begun.elapsed().as_secs_f64() * 1_000.0;
        Ok((serde_json::from_str(&text)?, took))
    }

    /// How signing in ended, and the milliseconds that it took.
    async fn sign_in(&self, address: &str, login: &str, passphrase: &str) -> Result<(String, f64)> {
        let input = json!({ "input": { "login": login, "passphrase": passphrase } });
        let (given, took) = self.ask(address, SIGN_IN, input).await?;
        let end = given["data"]["signIn"]["__typename"].as_str();
        let end = end.with_context(|| given.to_string())?;
        Ok((end.to_owned(), took))
    }

    async fn feed(&self) -> Result<f64> {
        let feed = "{ posts(first: 10) { nodes { title } } }";
        let (given, took) = self.ask("192.0.2.200", feed, json!({})).await?;
        ensure!(given["data"]["posts"]["nodes"].is_array(), "{given}");
        Ok(took)
    }
}

fn share(sorted: &[f64], of: f64) -> f64 {
    let place = (of * 1_000.0).round();
    let places = (0..=1_000).map(f64::from).position(|at| at >= place);
    let place = places
        .unwrap_or(0)
        .saturating_mul(sorted.len().saturating_sub(1))
        / 1_000;
    sorted.get(place).copied().unwrap_or_default()
}

fn told(name: &str, sorted: &[f64]) -> String {
    let parts = [0.1, 0.5, 0.9, 0.99].map(|of| format!("{:.1}", share(sorted, of)));
    format!(
        "{name}: p10 {} p50 {} p90 {} p99 {} ms",
        parts[0], parts[1], parts[2], parts[3]
    )
}

/// The greatest distance of two distributions (Kolmogorov and Smirnov), in thousandths.
fn distance(one: &[f64], other: &[f64]) -> usize {
    let below = |sorted: &[f64], at: f64| {
        sorted.partition_point(|it| *it <= at).saturating_mul(1_000) / sorted.len().max(1)
    };
    let all = one.iter().chain(other);
    all.map(|at| below(one, *at).abs_diff(below(other, *at)))
        .max()
        .unwrap_or(0)
}

/// Wrong passphrases, in turn at a login that exists and at one that does not.
async fn timing(client: &Client, known: &DemoAccount) -> Result<()> {
    let (mut there, mut missing) = (Vec::new(), Vec::new());
    for number in 0..PAIRS {
        let address = format!("198.51.100.{}", number % 250 + 1);
        let (end, took) = client.sign_in(&address, &known.login, WRONG).await?;
        ensure!(end == "SignInRefusedError", "{end}");
        there.push(took);
        let unknown = format!("nadie-{number}");
        let (end, took) = client.sign_in(&address, &unknown, WRONG).await?;
        ensure!(end == "SignInRefusedError", "{end}");
        missing.push(took);
    }
    there.sort_by(f64::total_cmp);
    missing.sort_by(f64::total_cmp);
    say(&told("a login that exists   ", &there))?;
    say(&told("a login that does not ", &missing))?;
    let distance = distance(&there, &missing);
    say(&format!(
        "greatest distance of the two {distance}/1000; above 121/1000 two samples of {PAIRS} differ (5 %)"
    ))
}

async fn at_once(client: &Client, server: &Server, accounts: &[DemoAccount]) -> Result<()> {
    let before = server.memory()?;
    let people = accounts.iter().cycle().take(AT_ONCE).enumerate();
    let signing = people.map(|(number, who)| {
        let address = format!("203.0.113.{}", number + 1);
        async move { client.sign_in(&address, &who.login, &who.passphrase).await }
    });
    let signing = async { (join_all(signing).await, server.memory()) };
    let mut signing = std::pin::pin!(signing);
    let mut feeds = Vec::new();
    let mut pace = tokio::time::interval(Duration::from_millis(20));
    let mut feed = async || {
        pace.tick().await;
        client.feed().await
    };
    let (ends, after) = loop {
        tokio::select! {
            ended = &mut signing => break ended,
            took = feed() => feeds.push(took?),
        }
    };
    let mut waits = Vec::new();
    for end in ends {
        let (end, took) = end?;
        ensure!(end == "SignedIn", "{end}");
        waits.push(took);
    }
    waits.sort_by(f64::total_cmp);
    feeds.sort_by(f64::total_cmp);
    say(&told("64 sign in at once    ", &waits))?;
    say(&told("a feed meanwhile      ", &feeds))?;
    let longest = feeds.last().copied().unwrap_or_default();
    let grown = after? - before;
    say(&format!(
        "the longest feed {longest:.1} ms; memory grew by {grown:.1} MB"
    ))
}

async fn guessing(client: &Client, owner: &DemoAccount) -> Result<()> {
    let home = "192.0.2.7";
    let (end, _) = client
        .sign_in(home, &owner.login, &owner.passphrase)
        .await?;
    ensure!(end == "SignedIn", "{end}");
    let mut pace = tokio::time::interval(Duration::from_millis(60));
    let (mut looked_at, mut turned_away, mut owners) = (0, 0, 0);
    for number in 0..GUESSES {
        pace.tick().await;
        let address = format!("198.18.0.{}", number % GUESSERS + 1);
        let guess = format!("{WRONG} {number}");
        match client
            .sign_in(&address, &owner.login, &guess)
            .await?
            .0
            .as_str()
        {
            "SignInRefusedError" => looked_at += 1,
            "RateLimitedError" => turned_away += 1,
            end => anyhow::bail!("a guess ended as {end}"),
        }
        if number % 100 == 99 {
            let (end, _) = client
                .sign_in(home, &owner.login, &owner.passphrase)
                .await?;
            ensure!(end == "SignedIn", "the owner got {end}");
            owners += 1;
        }
    }
    say(&format!(
        "{GUESSES} guesses from {GUESSERS} addresses: {looked_at} looked at, {turned_away} turned away, 0 successes; the owner \
         signed in {owners} times in between"
    ))
}

#[tokio::main]
async fn main() -> Result<()> {
    let folder = std::env::args().nth(1).context("a folder is wanted")?;
    let config = tempfile::NamedTempFile::new()?;
    std::fs::write(config.path(), "[http]\ntrusted_proxies = ['127.0.0.1']\n")?;
    let path = config.path().to_str().context("a path")?;
    let server = Server::start(&["--data", &folder, "--config", path]).await?;
    let client = Client {
        http: reqwest::Client::new(),
        graphql: format!("{}/graphql", server.address()),
    };
    let accounts = demo_accounts(std::path::Path::new(&folder))?;
    let [known, owner, ..] = accounts.as_slice() else {
        anyhow::bail!("the folder has no demo accounts");
    };
    timing(&client, known).await?;
    at_once(&client, &server, &accounts).await?;
    guessing(&client, owner).await?;
    server.stop().await.map(drop)
}
