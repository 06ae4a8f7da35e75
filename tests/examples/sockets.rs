//! Measures open connections of a built server: the memory of 2,000 idle sockets, and how long a change in the queue
//! takes to reach 500 subscribers. Linux only.
//!
//! `cargo run --release -p tests --example sockets -- FOLDER [DATABASE_URL]` with a folder that `altavoz serve --demo`
//! filled. Nothing here is a test: wall clocks are noisy.
#![expect(
    clippy::indexing_slicing,
    reason = "answers are JSON, where what is missing is null"
)]

use std::io::Write as _;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use futures_util::future::join_all;
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tests::process::{Server, demo_accounts};
use tests::{QUEUE_CHANGED, START, SUBMIT};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

const IDLE: usize = 2_000;
const SUBSCRIBERS: usize = 500;
/// How many changes are told.
const CHANGES: usize = 5;
const PATIENCE: Duration = Duration::from_secs(30);

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

async fn say(socket: &mut Socket, message: Value) -> Result<()> {
    socket.send(Message::text(message.to_string())).await?;
    Ok(())
}

async fn hear(socket: &mut Socket) -> Result<Value> {
    loop {
        let message = tokio::time::timeout(PATIENCE, socket.next()).await?;
        match message.context("the socket ended")?? {
            Message::Text(text) => return Ok(serde_json::from_str(&text)?),
            Message::Close(frame) => anyhow::bail!("closed: {frame:?}"),
            _ => {}
        }
    }
}

/// Opens a socket, for somebody if there is a token.
async fn open(server: &Server, token: Option<&str>) -> Result<Socket> {
    let address = server.address().replacen("http", "ws", 1);
    let mut request = format!("{address}/graphql/ws").into_client_request()?;
    let headers = request.headers_mut();
    headers.insert("sec-websocket-protocol", "graphql-transport-ws".parse()?);
    let (mut socket, _) = connect_async(request).await?;
    let authorization = token.map(|token| format!("Bearer {token}"));
    let payload = json!({ "authorization": authorization });
    say(
        &mut socket,
        json!({ "type": "connection_init", "payload": payload }),
    )
    .await?;
    let heard = hear(&mut socket).await?;
    anyhow::ensure!(heard["type"] == "connection_ack", "{heard}");
    Ok(socket)
}

/// Signs in the first account of a role.
async fn sign_in(server: &Server, data: &std::path::Path, role: &str) -> Result<String> {
    let accounts = demo_accounts(data)?;
    let account = accounts.iter().find(|account| account.role == role);
    let account = account.context("nobody has the role")?;
    server.sign_in_demo(account).await
}

/// Submits a post, and waits until each subscriber has heard of it. Gives the longest wait.
async fn change(
    server: &Server,
    writer: &str,
    number: usize,
    sockets: &mut [Socket],
) -> Result<Duration> {
    let text =
        json!({ "title": format!("Nueva {number}"), "body": "Un texto.", "language": "SPANISH" });
    let started = server
        .send(Some(writer), START, json!({ "input": { "text": text } }))
        .await?;
    let draft = started["data"]["startDraft"]["draft"]["id"].clone();
    let input = json!({ "input": { "draft": draft, "version": 1 } });
    let begun = Instant::now();
    let heard = join_all(sockets.iter_mut().map(async |socket| {
        let heard = hear(socket).await?;
        anyhow::ensure!(heard["type"] == "next", "{heard}");
        anyhow::Ok(begun.elapsed())
    }));
    let (submitted, heard) = tokio::join!(server.send(Some(writer), SUBMIT, input), heard);
    let submitted = submitted?;
    let is_submitted = submitted["data"]["submitDraft"]["__typename"] == "DraftSubmitted";
    anyhow::ensure!(is_submitted, "{submitted}");
    let heard: Vec<Duration> = heard.into_iter().collect::<Result<_>>()?;
    heard.into_iter().max().context("nobody listens")
}

#[tokio::main]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().context("name a data folder")?;
    let mut options = vec!["--data", &folder, "--rate-limits", "off"];
    let url = arguments.next();
    if let Some(url) = &url {
        options.extend(["--database-url", url]);
    }
    let mut out = std::io::stdout();
    let server = Server::start(&options).await?;
    server.send(None, "{ topics { name } }", json!({})).await?;
    let before = server.memory()?;
    let mut idle = vec![];
    for _ in 0..IDLE {
        idle.push(open(&server, None).await?);
    }
    let after = server.memory()?;
    writeln!(
        out,
        "memory: {before:.1} MB, with {IDLE} idle sockets {after:.1} MB"
    )?;

    let data = std::path::Path::new(&folder);
    let moderator = sign_in(&server, data, "moderator").await?;
    let writer = sign_in(&server, data, "correspondent").await?;
    let mut sockets = vec![];
    for _ in 0..SUBSCRIBERS {
        let mut socket = open(&server, Some(&moderator)).await?;
        let payload = json!({ "query": QUEUE_CHANGED });
        say(
            &mut socket,
            json!({ "type": "subscribe", "id": "1", "payload": payload }),
        )
        .await?;
        // What is answered after the subscription was granted shows that it was.
        say(&mut socket, json!({ "type": "ping" })).await?;
        hear(&mut socket).await?;
        sockets.push(socket);
    }
    for number in 0..CHANGES {
        let longest = change(&server, &writer, number, &mut sockets).await?;
        writeln!(
            out,
            "change {number} reached {SUBSCRIBERS} subscribers within {} ms",
            longest.as_millis()
        )?;
    }
    writeln!(out, "memory at the end: {:.1} MB", server.memory()?)?;
    drop((idle, sockets));
    server.stop().await?;
    Ok(())
}
