//! GraphQL over a WebSocket: the protocol graphql-transport-ws, a loop for each socket. Everything is bounded: sockets,
//! operations of a socket, bytes of a message, the time for the first message and for sending one, and how long nothing
//! may be heard. What an operation does is decided in `pipeline`.

mod protocol;

use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::extract::{Extension, FromRequestParts as _, Request, State};
use axum::response::Response;
use futures_util::future::ready;
use futures_util::stream::{self, BoxStream, StreamExt as _};
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at, sleep_until, timeout};
use tokio_stream::StreamMap;

use super::accept::Format;
use super::answer;
use super::parts::{Carrier, Mutations, RequestId, RequestParts, Session, SessionToken};
use super::pipeline::Standing;
use super::places::Place;
use super::problem::Problem;
use super::receive;
use super::{Parameters, Shared};
use protocol::{Close, PROTOCOL, Received};

/// The bounds of sockets and of streams of events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SocketsConfig {
    /// How many there may be at once.
    pub most: usize,
    /// How many of them from one address.
    pub most_per_address: usize,
    /// How many operations one may have at once.
    pub operations: usize,
    /// The most bytes of a message.
    pub message_bytes: usize,
    /// How long a client may take to begin.
    pub init: Duration,
    /// How often a client is asked whether it is still there; one that says nothing from one time to the next is gone.
    pub ping: Duration,
    /// How often it is looked whether the account may still act.
    pub check: Duration,
    /// How long a client may take to receive a message.
    pub send: Duration,
}

impl Default for SocketsConfig {
    fn default() -> Self {
        Self {
            most: 5_000,
            most_per_address: 2_500,
            operations: 20,
            message_bytes: 64 * 1024,
            init: Duration::from_secs(3),
            ping: Duration::from_secs(20),
            check: Duration::from_secs(10),
            send: Duration::from_secs(10),
        }
    }
}

/// What is read ahead of a message. tungstenite's own 128 KiB for each socket would be most of its memory.
const READ_AHEAD: usize = 4 * 1024;

/// How many times longer than allowed a message may be before it is not read to its end, and its sender not told why.
const UNREAD: usize = 2;

/// Answers a request to open a socket.
pub(super) async fn open(
    State(shared): State<Arc<Shared>>,
    Extension(id): Extension<RequestId>,
    request: Request,
) -> Response {
    let (mut head, _no_body) = request.into_parts();
    let refuse = |problem| answer::refuse(&problem, Format::Json, &id);
    let parts = match receive::parts(&head, &shared.config, id) {
        Ok(parts) => parts,
        Err(problem) => return refuse(problem),
    };
    if let Err(refused) = shared.pipeline.admit(&parts) {
        return answer::write(&refused, Format::Json, shared.config.scheme);
    }
    let Ok(upgrade) = WebSocketUpgrade::from_request_parts(&mut head, &()).await else {
        return refuse(Problem::NotASocket);
    };
    let place = match shared.places.take(parts.caller) {
        Ok(place) => place,
        Err(problem) => return refuse(problem),
    };
    let bounds = shared.config.sockets;
    let upgrade = upgrade
        .protocols([PROTOCOL])
        .max_message_size(bounds.message_bytes.saturating_mul(UNREAD))
        .max_frame_size(bounds.message_bytes.saturating_mul(UNREAD))
        .read_buffer_size(READ_AHEAD)
        .write_buffer_size(0);
    let is_ours = upgrade.selected_protocol().is_some();
    let open = shared.config.open_sockets.clone();
    upgrade.on_upgrade(move |socket| {
        open.track_future(async move {
            let mut connection = Connection::new(shared, socket, parts, place);
            let end = if is_ours {
                connection.serve().await
            } else {
                Ending::Close(Close::WrongProtocol)
            };
            connection.close(end).await;
        })
    })
}

/// Why a loop ended.
enum Ending {
    /// We close, for this reason.
    Close(Close),
    /// The client closes, and is answered.
    ByClient,
    /// The client is gone, or takes nothing.
    Gone,
}

/// What an operation has to say.
enum Said {
    Next(Vec<u8>),
    /// It was not begun; the JSON array of its errors.
    Refused(Vec<u8>),
    Completed,
}

struct Connection {
    shared: Arc<Shared>,
    socket: WebSocket,
    parts: RequestParts,
    is_acknowledged: bool,
    /// Whether anything was heard since the client was asked whether it is there.
    is_heard: bool,
    operations: StreamMap<String, BoxStream<'static, Said>>,
    _place: Place,
}

impl Connection {
    fn new(shared: Arc<Shared>, socket: WebSocket, parts: RequestParts, place: Place) -> Self {
        Self {
            shared,
            socket,
            parts,
            is_acknowledged: false,
            is_heard: true,
            operations: StreamMap::new(),
            _place: place,
        }
    }

    async fn serve(&mut self) -> Ending {
        let bounds = self.shared.config.sockets;
        let stop = self.shared.config.stop.clone();
        let begin_by = Instant::now() + bounds.init;
        let mut ping = every(bounds.ping);
        let mut check = every(bounds.check);
        loop {
            // Whoever sends without a pause is looked at in time all the same; but what was heard is looked at before it
            // is asked whether the client is still there.
            let step = tokio::select! {
                biased;
                () = stop.cancelled() => Err(Ending::Close(Close::GoingAway)),
                () = sleep_until(begin_by), if !self.is_acknowledged => {
                    Err(Ending::Close(Close::InitTimeout))
                }
                _ = check.tick(), if self.parts.session.is_some() => self.check().await,
                received = self.socket.recv() => self.receive(received).await,
                Some((id, said)) = self.operations.next(), if !self.operations.is_empty() => {
                    self.tell(&id, said).await
                }
                _ = ping.tick() => self.ask_whether_there().await,
            };
            if let Err(end) = step {
                return end;
            }
        }
    }

    async fn receive(
        &mut self,
        received: Option<Result<Message, axum::Error>>,
    ) -> Result<(), Ending> {
        self.is_heard = true;
        match received {
            None | Some(Err(_)) => Err(Ending::Gone),
            Some(Ok(Message::Close(_))) => Err(Ending::ByClient),
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => Ok(()),
            Some(Ok(Message::Binary(_))) => Err(Ending::Close(Close::Invalid)),
            Some(Ok(Message::Text(text))) if text.len() > self.most_bytes() => {
                Err(Ending::Close(Close::TooLong))
            }
            Some(Ok(Message::Text(text))) => match Received::parse(&text) {
                Ok(message) => self.obey(message, text.len()).await,
                Err(protocol::Invalid) => Err(Ending::Close(Close::Invalid)),
            },
        }
    }

    fn most_bytes(&self) -> usize {
        self.shared.config.sockets.message_bytes
    }

    async fn obey(&mut self, message: Received, bytes: usize) -> Result<(), Ending> {
        match message {
            Received::Init(_) if self.is_acknowledged => Err(Ending::Close(Close::SecondInit)),
            Received::Init(token) => {
                self.begin(token).await?;
                self.is_acknowledged = true;
                self.send(protocol::ack()).await
            }
            Received::Ping => self.send(protocol::pong()).await,
            Received::Pong => Ok(()),
            Received::Subscribe(..) if !self.is_acknowledged => {
                Err(Ending::Close(Close::Unauthorized))
            }
            Received::Subscribe(id, _) if self.operations.contains_key(&id) => {
                Err(Ending::Close(Close::Duplicate(id)))
            }
            Received::Subscribe(id, parameters) => self.subscribe(id, parameters, bytes).await,
            Received::Complete(id) => {
                self.operations.remove(&id);
                Ok(())
            }
        }
    }

    /// Finds out whose connection it is. A token that is nobody's was meant to be somebody's and is refused; a cookie
    /// that is nobody's is left over from a session that ended.
    async fn begin(&mut self, token: Option<SessionToken>) -> Result<(), Ending> {
        if let Some(token) = token {
            let carrier = Carrier::Header;
            self.parts.session = Some(Session { token, carrier });
            self.parts.mutations = Mutations::Allowed;
            return self.check().await;
        }
        if self.standing().await == Some(Standing::NobodyIsSignedIn) {
            self.parts.session = None;
        }
        self.check().await
    }

    async fn subscribe(
        &mut self,
        id: String,
        parameters: Parameters,
        bytes: usize,
    ) -> Result<(), Ending> {
        let request = (self.shared.config.request_ids)();
        if self.operations.len() >= self.shared.config.sockets.operations {
            let refusal = answer::errors_of(&Problem::TooManyOperations, &request);
            return self.send(protocol::error(&id, &refusal)).await;
        }
        let operation = self.operation(request, parameters, bytes);
        self.operations.insert(id, operation);
        Ok(())
    }

    /// What an operation says until it ends.
    fn operation(
        &self,
        request: RequestId,
        parameters: Parameters,
        bytes: usize,
    ) -> BoxStream<'static, Said> {
        let pipeline = Arc::clone(&self.shared.pipeline);
        let parts = RequestParts {
            request_id: request,
            ..self.parts.clone()
        };
        let begun = async move {
            pipeline.admit(&parts)?;
            pipeline.weigh(&parts, bytes)?;
            pipeline.begin(parts, parameters).await
        };
        stream::once(begun)
            .flat_map(|begun| match begun {
                Ok(answers) => answers
                    .map(|answer| Said::Next(answer::json(&answer)))
                    .chain(stream::once(ready(Said::Completed)))
                    .boxed(),
                Err(answer) => {
                    let errors = answer::errors(&answer);
                    stream::once(ready(Said::Refused(errors))).boxed()
                }
            })
            .boxed()
    }

    async fn tell(&mut self, id: &str, said: Said) -> Result<(), Ending> {
        let (message, is_over) = match said {
            Said::Next(response) => (protocol::next(id, &response), false),
            Said::Refused(errors) => (protocol::error(id, &errors), true),
            Said::Completed => (protocol::complete(id), true),
        };
        if is_over {
            self.operations.remove(id);
        }
        self.send(message).await
    }

    /// Who said nothing since the last time is gone.
    async fn ask_whether_there(&mut self) -> Result<(), Ending> {
        if !std::mem::take(&mut self.is_heard) {
            return Err(Ending::Gone);
        }
        self.send_frame(Message::Ping(Bytes::new())).await
    }

    /// Goes on only while the session, if there is one, is of somebody who may act.
    async fn check(&mut self) -> Result<(), Ending> {
        match self.standing().await {
            None | Some(Standing::Active | Standing::Unknown) => Ok(()),
            Some(Standing::NobodyIsSignedIn | Standing::Suspended) => {
                Err(Ending::Close(Close::Forbidden))
            }
        }
    }

    /// What the session is worth, if there is one.
    fn standing(&self) -> impl Future<Output = Option<Standing>> + Send + use<> {
        let (pipeline, parts) = (Arc::clone(&self.shared.pipeline), self.parts.clone());
        async move {
            parts.session.as_ref()?;
            Some(pipeline.standing(parts).await)
        }
    }

    async fn send(&mut self, text: String) -> Result<(), Ending> {
        self.send_frame(Message::Text(text.into())).await
    }

    async fn send_frame(&mut self, message: Message) -> Result<(), Ending> {
        let sending = self.socket.send(message);
        match timeout(self.shared.config.sockets.send, sending).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(Ending::Gone),
        }
    }

    async fn close(mut self, end: Ending) {
        match end {
            Ending::Close(close) => {
                let frame = Message::Close(Some(close.frame()));
                drop(self.send_frame(frame).await);
                self.see_off().await;
            }
            Ending::ByClient => self.see_off().await,
            Ending::Gone => {}
        }
    }

    /// Reads until the client has closed too: our own closing goes out on the way, and a connection that is dropped
    /// before would look broken to the client.
    async fn see_off(&mut self) {
        let last = async { while let Some(Ok(_)) = self.socket.recv().await {} };
        drop(timeout(self.shared.config.sockets.send, last).await);
    }
}

/// Ticks from one period on.
fn every(period: Duration) -> Interval {
    let mut interval = interval_at(Instant::now() + period, period);
    interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
    interval
}
