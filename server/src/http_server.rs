//! Connections: how many, how long, and how they end. Below the routes, above the socket.
//!
//! Whoever takes nothing of an answer for a while is gone. That bounds streams too, which go on as long as they are
//! read.
//!
//! hyper is used as it is, because `axum::serve` has no time limits: whoever opens a connection and says nothing
//! would keep it for ever.

use std::convert::Infallible;
use std::net::IpAddr;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use api::http::{AddressKey, OpenStreams, Peer, TrustedProxies};
use app::shares::Shares;
use axum::Router;
use axum::http::header::CONNECTION;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_io_timeout::TimeoutStream;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceExt as _;
use tower::util::BoxCloneSyncService;

/// The most bytes of a request's head, and of what is read ahead.
const BUFFER: usize = 64 * 1024;
/// How long nothing is accepted after the system refused a connection, as when there are too many open files.
const AFTER_REFUSAL: Duration = Duration::from_millis(200);

/// The bounds of connections.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    /// How many may be open.
    pub(crate) most: usize,
    /// How many of them from one address.
    pub(crate) most_per_address: usize,
    /// How long a client may take to send the head of a request; also how long a connection may say nothing.
    pub(crate) head_time: Duration,
    /// How long a client may take nothing of what is sent to it.
    pub(crate) write_time: Duration,
    /// How long a connection lives before its client has to open another one; a stream that has begun may go on.
    /// Whoever reads an answer a byte a minute does not keep a place for ever.
    pub(crate) lasts: Duration,
    /// How long a connection that has to end may take for the answer that it is giving.
    pub(crate) grace: Duration,
}

impl Bounds {
    /// The usual bounds, for so many connections.
    pub(crate) const fn of(most: usize) -> Self {
        Self {
            most,
            most_per_address: most,
            head_time: Duration::from_secs(10),
            write_time: Duration::from_secs(30),
            lasts: Duration::from_mins(5),
            grace: Duration::from_secs(10),
        }
    }
}

/// Accepts connections until `stop`, then lets those that are open finish their answers, within their time of grace.
pub(crate) async fn run(
    listener: TcpListener,
    router: Router,
    bounds: Bounds,
    proxies: TrustedProxies,
    stop: CancellationToken,
) {
    let connections = TaskTracker::new();
    let shares = Shares::new(bounds.most_per_address);
    let places = Arc::new(Semaphore::new(bounds.most.min(Semaphore::MAX_PERMITS)));
    while let Some((stream, peer, place)) = stop
        .run_until_cancelled(next(&listener, &places))
        .await
        .flatten()
    {
        // Our own proxies speak for everybody.
        let share = if proxies.hold(peer) {
            None
        } else {
            let Some(share) = shares.take(AddressKey::of(peer)) else {
                tracing::debug!("an address has as many connections as it may");
                continue;
            };
            Some(share)
        };
        let stop = stop.clone();
        let router = router.clone();
        connections.spawn(async move {
            answer(stream, peer, router, bounds, stop).await;
            drop((place, share));
        });
    }
    drop(listener);
    connections.close();
    connections.wait().await;
}

/// The next connection, once there is a place for it. Those that come meanwhile wait in the system's own line.
async fn next(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> Option<(TcpStream, IpAddr, OwnedSemaphorePermit)> {
    let place = Arc::clone(places).acquire_owned().await.ok()?;
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => return Some((stream, peer.ip(), place)),
            Err(error) => {
                tracing::warn!(error.kind = %error.kind(), "a connection could not be accepted");
                tokio::time::sleep(AFTER_REFUSAL).await;
            }
        }
    }
}

/// Answers the requests of one connection. What goes wrong with it is its client's affair.
async fn answer(
    stream: TcpStream,
    peer: IpAddr,
    router: Router,
    bounds: Bounds,
    stop: CancellationToken,
) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(error.kind = %error.kind(), "a connection can't be told to hurry");
    }
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(bounds.head_time)
        .max_buf_size(BUFFER);
    let (streams, is_old) = (TaskTracker::new(), Arc::new(AtomicBool::new(false)));
    let router = around(router, Peer(peer), OpenStreams(streams.clone()), &is_old);
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(bounds.write_time));
    let connection = builder
        .serve_connection(
            TokioIo::new(Box::pin(stream)),
            TowerToHyperService::new(router),
        )
        .with_upgrades();
    let mut connection = pin!(connection);
    let time_is_over = async {
        tokio::time::sleep(bounds.lasts).await;
        // The next answer says that it is the last one. Cut off between two requests, a client would not know whether
        // its next one had arrived.
        is_old.store(true, Ordering::Relaxed);
        tokio::time::sleep(bounds.grace).await;
        streams.close();
        streams.wait().await;
    };
    let ended = tokio::select! {
        ended = connection.as_mut() => Some(ended),
        () = stop.cancelled() => None,
        () = time_is_over => None,
    };
    if let Some(ended) = ended {
        note(ended);
        return;
    }
    connection.as_mut().graceful_shutdown();
    match tokio::time::timeout(bounds.grace, connection).await {
        Ok(ended) => note(ended),
        Err(_elapsed) => tracing::debug!("a connection was cut off"),
    }
}

/// The router for one connection: with what is told to it about the connection, and with the word that an answer is the
/// last one when the connection is old.
fn around(
    router: Router,
    peer: Peer,
    streams: OpenStreams,
    is_old: &Arc<AtomicBool>,
) -> BoxCloneSyncService<Request<Incoming>, Response, Infallible> {
    let is_old = Arc::clone(is_old);
    let told = router
        .map_request(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(peer);
            request.extensions_mut().insert(streams.clone());
            request
        })
        .map_response(move |mut response: Response| {
            let is_upgrade = response.status() == StatusCode::SWITCHING_PROTOCOLS;
            if is_old.load(Ordering::Relaxed) && !is_upgrade {
                let close = HeaderValue::from_static("close");
                response.headers_mut().insert(CONNECTION, close);
            }
            response
        });
    BoxCloneSyncService::new(told)
}

fn note(ended: Result<(), hyper::Error>) {
    if let Err(error) = ended {
        tracing::debug!(error = %error, "a connection ended early");
    }
}

#[cfg(test)]
mod tests;
