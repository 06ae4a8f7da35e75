//! Tests of what stays open: sockets that speak graphql-transport-ws, and events.

use axum::http::header::{AUTHORIZATION, ORIGIN};
use futures_util::SinkExt as _;
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::{Error as SocketError, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};
use tokio_util::task::TaskTracker;

use super::*;

/// The end of a socket that a client holds.
struct Client(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Client {
    async fn connect(address: &str, headers: &[(&'static str, &str)]) -> Result<Self, SocketError> {
        let mut request = format!("ws://{address}/graphql/ws").into_client_request()?;
        for (name, value) in headers {
            let value = HeaderValue::from_str(value).expect("is a value");
            request.headers_mut().insert(*name, value);
        }
        Ok(Self(connect_async(request).await?.0))
    }

    /// Connects as most clients do.
    async fn open(address: &str) -> Self {
        let protocol = ("sec-websocket-protocol", "graphql-transport-ws");
        Self::connect(address, &[protocol]).await.expect("connects")
    }

    async fn say(&mut self, message: Value) {
        self.say_text(&message.to_string()).await;
    }

    async fn say_text(&mut self, text: &str) {
        let message = Message::text(text);
        self.0.send(message).await.expect("is sent");
    }

    async fn begin(&mut self, payload: Value) -> Heard {
        self.say(json!({ "type": "connection_init", "payload": payload }))
            .await;
        self.hear().await
    }

    async fn subscribe(&mut self, id: &str, query: &str) {
        let payload = json!({ "query": query });
        self.say(json!({ "type": "subscribe", "id": id, "payload": payload }))
            .await;
    }

    async fn hear(&mut self) -> Heard {
        loop {
            match self.0.next().await {
                Some(Ok(Message::Text(text))) => {
                    return Heard::Said(serde_json::from_str(&text).expect("is JSON"));
                }
                Some(Ok(Message::Close(Some(frame)))) => {
                    return Heard::Closed(frame.code.into(), frame.reason.to_string());
                }
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                other => panic!("{other:?}"),
            }
        }
    }
}

#[derive(Debug, PartialEq)]
enum Heard {
    Said(Value),
    Closed(u16, String),
}

fn acknowledged() -> Heard {
    Heard::Said(json!({ "type": "connection_ack" }))
}

fn closed(code: u16, reason: &str) -> Heard {
    Heard::Closed(code, reason.to_owned())
}

/// Serves on a free port until the test ends.
async fn serve(server: Server) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address").to_string();
    let router = server.start();
    let serving = async move { axum::serve(listener, router).await };
    drop(TaskTracker::new().spawn(serving));
    address
}

#[tokio::test]
async fn a_subscription_lives_from_its_beginning_to_its_end() {
    let address = serve(Server::new()).await;
    let mut client = Client::open(&address).await;
    assert_eq!(client.begin(json!({})).await, acknowledged());
    client.subscribe("1", "subscription { numbers }").await;
    let next = json!({ "id": "1", "type": "next", "payload": { "data": { "numbers": 1 } } });
    assert_eq!(client.hear().await, Heard::Said(next));
    client.say(json!({ "id": "1", "type": "complete" })).await;
    client.say(json!({ "type": "ping" })).await;
    assert_eq!(client.hear().await, Heard::Said(json!({ "type": "pong" })));
    client.subscribe("1", "{ hello }").await;
    let next = json!({ "id": "1", "type": "next", "payload": { "data": { "hello": "world" } } });
    assert_eq!(
        client.hear().await,
        Heard::Said(next),
        "the id is free again"
    );
    assert_eq!(
        client.hear().await,
        Heard::Said(json!({ "id": "1", "type": "complete" }))
    );
}

#[tokio::test]
async fn an_event_that_came_while_there_was_too_much_to_do_is_not_lost() {
    let mut server = Server::new();
    server.busy = 1;
    let address = serve(server).await;
    let mut client = Client::open(&address).await;
    client.begin(json!({})).await;
    client.subscribe("1", "subscription { numbers }").await;
    let next = json!({ "id": "1", "type": "next", "payload": { "data": { "numbers": 1 } } });
    assert_eq!(client.hear().await, Heard::Said(next));
}

#[tokio::test]
async fn what_was_not_begun_is_answered_with_its_errors() {
    let address = serve(Server::new()).await;
    let mut client = Client::open(&address).await;
    client.begin(json!({})).await;
    for (query, code) in [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("{ unknown }", "GRAPHQL_VALIDATION_FAILED"),
        (
            "subscription { numbers numbers2: numbers }",
            "GRAPHQL_VALIDATION_FAILED",
        ),
        ("subscription { unknown }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { numbers(forbidden: true) }", "FORBIDDEN"),
    ] {
        client.subscribe("1", query).await;
        let Heard::Said(said) = client.hear().await else {
            panic!("{query}: the socket stays open");
        };
        assert_eq!(
            (&said["type"], &said["id"]),
            (&json!("error"), &json!("1")),
            "{query}"
        );
        assert_eq!(said["payload"][0]["extensions"]["code"], code, "{said}");
    }
}

#[tokio::test]
async fn a_socket_is_closed_with_the_code_of_the_protocol() {
    let subscribe =
        r#"{"type":"subscribe","id":"1","payload":{"query":"subscription { numbers }"}}"#;
    let init = r#"{"type":"connection_init"}"#;
    let twice = closed(4409, "Subscriber for 1 already exists");
    for (messages, close) in [
        (vec!["hello"], closed(4400, "Invalid message")),
        (vec![r#"{"type":"start"}"#], closed(4400, "Invalid message")),
        (vec![subscribe], closed(4401, "Unauthorized")),
        (vec![init, subscribe, subscribe], twice),
        (
            vec![init, init],
            closed(4429, "Too many initialisation requests"),
        ),
        (
            vec![r#"{"type":"connection_init","payload":{"authorization":"Bearer nobody"}}"#],
            closed(4403, "Forbidden"),
        ),
        (
            vec![r#"{"type":"connection_init","payload":{"authorization":"Bearer suspended"}}"#],
            closed(4403, "Forbidden"),
        ),
    ] {
        let address = serve(Server::new()).await;
        let mut client = Client::open(&address).await;
        for message in &messages {
            client.say_text(message).await;
        }
        let ended = loop {
            match client.hear().await {
                Heard::Said(_) => {}
                ended @ Heard::Closed(..) => break ended,
            }
        };
        assert_eq!(ended, close, "{messages:?}");
    }
}

#[tokio::test]
async fn who_does_not_begin_in_time_is_closed() {
    let mut server = Server::new();
    server.http.sockets.init = Duration::from_millis(1);
    let address = serve(server).await;
    let mut client = Client::open(&address).await;
    assert_eq!(
        client.hear().await,
        closed(4408, "Connection initialisation timeout")
    );
}

#[tokio::test]
async fn who_talks_without_a_pause_has_to_begin_in_time_all_the_same() {
    const PINGS: usize = 2_000;
    let mut server = Server::new();
    server.http.sockets.init = Duration::from_millis(1);
    let address = serve(server).await;
    let mut client = Client::open(&address).await;
    for _ in 0..PINGS {
        let ping = Message::text(r#"{"type":"ping"}"#);
        client.0.feed(ping).await.expect("is taken");
    }
    client.0.flush().await.expect("is sent");
    let mut pongs = 0;
    let ended = loop {
        match client.hear().await {
            Heard::Said(_) => pongs += 1,
            ended @ Heard::Closed(..) => break ended,
        }
    };
    assert_eq!(ended, closed(4408, "Connection initialisation timeout"));
    assert!(pongs < PINGS, "all that was said was answered first");
}

#[tokio::test]
async fn who_speaks_another_protocol_or_bytes_is_closed() {
    let address = serve(Server::new()).await;
    let mut client = Client::connect(&address, &[]).await.expect("connects");
    assert_eq!(
        client.hear().await,
        closed(4406, "Subprotocol not acceptable")
    );
    let mut client = Client::open(&address).await;
    client
        .0
        .send(Message::binary(vec![1]))
        .await
        .expect("is sent");
    assert_eq!(client.hear().await, closed(4400, "Invalid message"));
}

#[tokio::test]
async fn a_page_of_another_site_gets_no_socket() {
    let address = serve(Server::new()).await;
    let headers = [
        ("sec-websocket-protocol", "graphql-transport-ws"),
        ("origin", "https://evil.example"),
    ];
    match Client::connect(&address, &headers).await {
        Err(SocketError::Http(answer)) => assert_eq!(answer.status().as_u16(), 403),
        other => panic!("{:?}", other.map(|_| "connected")),
    }
    let plain = Request::get("/graphql/ws")
        .body(Body::empty())
        .expect("is one");
    let got = send(&start(), plain).await;
    assert_eq!((got.status, got.header("upgrade")), (426, "websocket"));
}

#[tokio::test]
async fn there_is_no_more_room_than_configured() {
    let mut server = Server::new();
    server.http.sockets.most = 1;
    server.http.sockets.operations = 1;
    let address = serve(server).await;
    let mut client = Client::open(&address).await;
    client.begin(json!({})).await;
    client.subscribe("1", "subscription { numbers }").await;
    client.hear().await;
    client.subscribe("2", "{ hello }").await;
    let Heard::Said(refused) = client.hear().await else {
        panic!("the socket stays open");
    };
    assert_eq!(
        (&refused["type"], &refused["id"]),
        (&json!("error"), &json!("2"))
    );
    let protocol = ("sec-websocket-protocol", "graphql-transport-ws");
    match Client::connect(&address, &[protocol]).await {
        Err(SocketError::Http(answer)) => assert_eq!(answer.status().as_u16(), 503),
        other => panic!("{:?}", other.map(|_| "connected")),
    }
}

#[tokio::test]
async fn nobody_takes_all_the_room_from_one_address() {
    let mut server = Server::new();
    server.http.sockets.most_per_address = 1;
    let address = serve(server).await;
    let client = Client::open(&address).await;
    let protocol = ("sec-websocket-protocol", "graphql-transport-ws");
    match Client::connect(&address, &[protocol]).await {
        Err(SocketError::Http(answer)) => assert_eq!(answer.status().as_u16(), 429),
        other => panic!("{:?}", other.map(|_| "connected")),
    }
    drop(client);
}

#[tokio::test]
async fn an_operation_of_an_address_that_used_up_its_budget_is_not_begun() {
    let mut server = Server::new();
    server.admits = 2;
    let address = serve(server).await;
    let mut client = Client::open(&address).await;
    client.begin(json!({})).await;
    client.subscribe("1", "{").await;
    let code = async |client: &mut Client| match client.hear().await {
        Heard::Said(said) => said["payload"][0]["extensions"]["code"].clone(),
        closed @ Heard::Closed(..) => panic!("{closed:?}"),
    };
    assert_eq!(code(&mut client).await, "GRAPHQL_PARSE_FAILED");
    client.subscribe("2", "{ hello }").await;
    assert_eq!(code(&mut client).await, "RATE_LIMITED");
}

#[tokio::test]
async fn who_does_not_read_loses_the_socket() {
    let mut server = Server::new();
    server.http.sockets.send = Duration::from_millis(50);
    let open = server.http.open_sockets.clone();
    let address = serve(server).await;
    let mut client = Client::open(&address).await;
    client.begin(json!({})).await;
    for id in 0..20 {
        client.subscribe(&id.to_string(), "{ long }").await;
    }
    open.close();
    open.wait().await;
}

#[tokio::test]
async fn a_server_that_stops_says_goodbye() {
    let server = Server::new();
    let stop = server.http.stop.clone();
    let address = serve(server).await;
    let mut client = Client::open(&address).await;
    client.begin(json!({})).await;
    stop.cancel();
    assert_eq!(client.hear().await, closed(1001, "Going away"));
}

#[tokio::test]
async fn a_message_longer_than_allowed_ends_the_socket() {
    let address = serve(Server::new()).await;
    let mut client = Client::open(&address).await;
    client.say_text(&"x".repeat(70_000)).await;
    assert_eq!(client.hear().await, closed(1009, "Message too big"));
    let mut client = Client::open(&address).await;
    let sent = client.0.send(Message::text("x".repeat(300_000))).await;
    let heard = client.0.next().await;
    assert!(
        sent.is_err() || !matches!(heard, Some(Ok(Message::Text(_)))),
        "{heard:?}"
    );
}

fn events(query: &str) -> Builder {
    let query = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("query", query)
        .finish();
    Request::get(format!("/graphql?{query}"))
        .header(HOST, "altavoz.example")
        .header(ACCEPT, "text/event-stream")
}

#[tokio::test]
async fn an_answer_comes_as_events_too() {
    let router = start();
    let request = events("{ hello }").body(Body::empty()).expect("is one");
    let got = send(&router, request).await;
    assert_eq!(got.header("content-type"), "text/event-stream");
    let whole =
        "event: next\ndata: {\"data\":{\"hello\":\"world\"}}\n\nevent: complete\ndata: \n\n";
    assert_eq!((got.status, got.text.as_str()), (200, whole));
    let request = events("{ unknown }").body(Body::empty()).expect("is one");
    let got = send(&router, request).await;
    assert!(
        got.text.starts_with("event: next\ndata: {\"errors\":[{"),
        "{}",
        got.text
    );
    assert!(got.text.ends_with("event: complete\ndata: \n\n"));
    let foreign = events("{ hello }").header(ORIGIN, "https://evil.example");
    let got = send(&router, foreign.body(Body::empty()).expect("is one")).await;
    assert_eq!(got.status, 403);
}

#[tokio::test]
async fn who_can_read_everything_gets_json_unless_there_is_more_to_come() {
    let router = start();
    let everything = "application/graphql-response+json, application/json, text/event-stream";
    let ask = async |query: &str| {
        let mut request = events(query).body(Body::empty()).expect("is one");
        let accept = HeaderValue::from_static(everything);
        request.headers_mut().insert(ACCEPT, accept);
        router.clone().oneshot(request).await.expect("never fails")
    };
    let kind = |answer: &Response| answer.headers()["content-type"].clone();
    let query = ask("{ hello }").await;
    assert_eq!(
        kind(&query),
        "application/graphql-response+json; charset=utf-8"
    );
    let refused = ask("{").await;
    assert_eq!(refused.status(), 400);
    assert_eq!(
        kind(&ask("subscription { numbers }").await),
        "text/event-stream"
    );
}

#[tokio::test]
async fn a_subscription_comes_as_events_until_the_account_may_not_act() {
    let mut server = Server::new();
    server.http.sockets.check = Duration::from_millis(1);
    let router = server.start();
    let request = events("subscription { numbers }").header(AUTHORIZATION, "Bearer suspended");
    let got = send(&router, request.body(Body::empty()).expect("is one")).await;
    assert_eq!(
        got.text,
        "event: next\ndata: {\"data\":{\"numbers\":1}}\n\n"
    );
    assert_eq!(got.header("cache-control"), "no-store");
}
