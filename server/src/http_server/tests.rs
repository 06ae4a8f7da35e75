//! How connections end: in order when the server stops, and at their limits otherwise.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Mutex;

use axum::Extension;
use axum::body::Body;
use axum::routing::get;
use futures_util::stream::{self, StreamExt as _};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::sync::{Notify, oneshot};
use tokio::task::JoinHandle;
use tokio_util::task::task_tracker::TaskTrackerToken;

use api::http::TrustedProxy;

use super::*;

const REQUEST: &[u8] = b"GET / HTTP/1.1\r\nhost: altavoz.test\r\n\r\n";

/// A server on a free port, with the task that ends when it has stopped.
async fn started(
    router: Router,
    bounds: Bounds,
    stop: &CancellationToken,
) -> (SocketAddr, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let tracker = TaskTracker::new();
    (
        address,
        tracker.spawn(run(
            listener,
            router,
            bounds,
            TrustedProxies::default(),
            stop.clone(),
        )),
    )
}

async fn everything(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await.unwrap();
    String::from_utf8(bytes).unwrap()
}

#[tokio::test]
async fn who_is_being_answered_when_the_server_stops_gets_the_whole_answer() {
    let (begun, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let inside = (Arc::clone(&begun), Arc::clone(&go_on));
    let answer = async move || {
        inside.0.notify_one();
        inside.1.notified().await;
        "the whole answer"
    };
    let stop = CancellationToken::new();
    let (address, server) =
        started(Router::new().route("/", get(answer)), Bounds::of(2), &stop).await;
    let mut client = TcpStream::connect(address).await.unwrap();
    client.write_all(REQUEST).await.unwrap();
    begun.notified().await;

    stop.cancel();
    go_on.notify_one();

    assert!(everything(&mut client).await.ends_with("the whole answer"));
    server.await.unwrap();
    assert!(
        TcpStream::connect(address).await.is_err(),
        "nobody listens any more"
    );
}

#[tokio::test]
async fn a_connection_that_waits_for_its_next_request_does_not_hold_up_the_end() {
    let stop = CancellationToken::new();
    let (address, server) = started(Router::new(), Bounds::of(2), &stop).await;
    let mut client = TcpStream::connect(address).await.unwrap();
    client.write_all(REQUEST).await.unwrap();
    let mut first = [0; 16];
    client.read_exact(&mut first).await.unwrap();

    stop.cancel();

    server.await.unwrap();
}

#[tokio::test]
async fn who_opens_a_connection_and_says_nothing_loses_it() {
    let bounds = Bounds {
        head_time: Duration::from_millis(20),
        ..Bounds::of(2)
    };
    let stop = CancellationToken::new();
    let (address, _server) = started(Router::new(), bounds, &stop).await;
    let mut client = TcpStream::connect(address).await.unwrap();
    assert_eq!(everything(&mut client).await, "");
}

#[tokio::test]
async fn who_never_finishes_reading_loses_the_connection() {
    let bounds = Bounds {
        lasts: Duration::from_millis(20),
        grace: Duration::from_millis(20),
        ..Bounds::of(1)
    };
    let answer = async || std::future::pending::<&str>().await;
    let stop = CancellationToken::new();
    let router = Router::new().route("/", get(answer));
    let (address, _server) = started(router, bounds, &stop).await;
    let mut client = TcpStream::connect(address).await.unwrap();
    client.write_all(REQUEST).await.unwrap();
    assert_eq!(everything(&mut client).await, "");
}

/// What goes with an answer. Whoever waits for its end hears of it.
struct Held {
    _ended: oneshot::Sender<()>,
    _open: TaskTrackerToken,
}

#[tokio::test]
async fn a_stream_that_is_read_outlives_other_answers() {
    let bounds = Bounds {
        lasts: Duration::from_millis(20),
        grace: Duration::from_millis(20),
        ..Bounds::of(2)
    };
    let go_on = Arc::new(Notify::new());
    let waits = Arc::clone(&go_on);
    let stream = async move |Extension(OpenStreams(open)): Extension<OpenStreams>| {
        let token = open.token();
        let last = async move {
            waits.notified().await;
            drop(token);
            Ok::<_, Infallible>("the last word")
        };
        let first = std::future::ready(Ok("the first word, "));
        Body::from_stream(stream::once(first).chain(stream::once(last)))
    };
    let router = Router::new()
        .route("/", get(stream))
        .route("/other", get(async || std::future::pending::<&str>().await));
    let stop = CancellationToken::new();
    let (address, _server) = started(router, bounds, &stop).await;
    let mut client = TcpStream::connect(address).await.unwrap();
    client.write_all(REQUEST).await.unwrap();
    let mut first = [0; 16];
    client.read_exact(&mut first).await.unwrap();

    let mut other = TcpStream::connect(address).await.unwrap();
    let request = b"GET /other HTTP/1.1\r\nhost: altavoz.test\r\n\r\n";
    other.write_all(request).await.unwrap();
    assert_eq!(everything(&mut other).await, "", "its time is over");

    go_on.notify_one();
    assert!(everything(&mut client).await.contains("the last word"));
}

#[tokio::test]
async fn who_takes_nothing_of_a_stream_loses_the_connection() {
    let bounds = Bounds {
        write_time: Duration::from_millis(20),
        ..Bounds::of(1)
    };
    let (ended, end) = oneshot::channel();
    let held = Arc::new(Mutex::new(Some(ended)));
    let endless = async move |Extension(OpenStreams(open)): Extension<OpenStreams>| {
        let held = Held {
            _ended: held.lock().unwrap().take().unwrap(),
            _open: open.token(),
        };
        let chunks = stream::repeat("x".repeat(64 * 1024));
        Body::from_stream(chunks.map(move |chunk| {
            let _held = &held;
            Ok::<_, Infallible>(chunk)
        }))
    };
    let stop = CancellationToken::new();
    let router = Router::new().route("/", get(endless));
    let (address, _server) = started(router, bounds, &stop).await;
    let mut client = TcpStream::connect(address).await.unwrap();
    client.write_all(REQUEST).await.unwrap();
    assert!(end.await.is_err(), "the answer was given up");
}

#[tokio::test]
async fn an_old_connection_ends_with_the_word_that_it_does() {
    let bounds = Bounds {
        lasts: Duration::ZERO,
        ..Bounds::of(1)
    };
    let stop = CancellationToken::new();
    let router = Router::new().route("/", get(async || "an answer"));
    let (address, _server) = started(router, bounds, &stop).await;
    let mut client = TcpStream::connect(address).await.unwrap();
    loop {
        client.write_all(REQUEST).await.unwrap();
        let mut said = String::new();
        while !said.ends_with("an answer") {
            said.push(char::from(client.read_u8().await.unwrap()));
        }
        if said.contains("connection: close\r\n") {
            break;
        }
    }
    assert_eq!(everything(&mut client).await, "");
}

#[tokio::test]
async fn one_address_does_not_take_all_places_unless_it_is_our_proxy() {
    let bounds = Bounds {
        most_per_address: 1,
        ..Bounds::of(3)
    };
    for (ours, is_answered) in [("192.0.2.1", false), ("127.0.0.0/8", true)] {
        let stop = CancellationToken::new();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new().route("/", get(async || "an answer"));
        let proxies = TrustedProxies::from_iter(TrustedProxy::parse(ours));
        let serving = run(listener, router, bounds, proxies, stop.clone());
        let server = TaskTracker::new().spawn(serving);
        let mut first = TcpStream::connect(address).await.unwrap();
        first.write_all(REQUEST).await.unwrap();
        let mut begun = [0; 16];
        first.read_exact(&mut begun).await.unwrap();
        let mut second = TcpStream::connect(address).await.unwrap();
        let sent = second.write_all(REQUEST).await;
        let read = second.read_exact(&mut begun).await;
        assert_eq!(sent.is_ok() && read.is_ok(), is_answered, "{ours}");
        stop.cancel();
        server.await.unwrap();
    }
}
