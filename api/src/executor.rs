//! Executes requests on the schema: finds out who asks, runs the operation, and tells what happened to the session.

mod cost;
mod watch;

use std::sync::Arc;
use std::time::Instant;

use app::buckets::Exceeded;
use app::sessions::AskedLanguage;
use app::{App, Ctx, Internal, StorageError};
use async_graphql::{Error, Pos, Request as GraphQlRequest, Response, ServerError, value};
use domain::account::Standing as AccountStanding;
use domain::{AccountId, Language};
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use futures_util::stream::{self, BoxStream, StreamExt as _};

use crate::errors;
use crate::http::{Event, Executed, Executor, Rates, RatesConfig, RequestParts, Standing};
use crate::schema::{self, Bounds, Request, Schema, Shared};
use crate::words::{Say, Words};
use app::shares::Shares;
use cost::Costs;
use watch::Topic;

/// The root fields that give everybody the same, until something is published or taken down.
const PUBLIC: [&str; 8] = [
    "__typename",
    "correspondent",
    "group",
    "groups",
    "post",
    "posts",
    "topic",
    "topics",
];

/// What executing needs beside the product.
#[derive(Debug, Clone)]
pub struct ExecutorConfig {
    /// What resolvers share.
    pub shared: Shared,
    /// What one operation may ask for.
    pub bounds: Bounds,
    /// What accounts and addresses may use; none for no limit.
    pub rates: Option<RatesConfig>,
    /// Subscriptions that one account may have, on all its connections together.
    pub subscriptions: usize,
}

impl ExecutorConfig {
    /// The usual bounds.
    pub fn new(shared: Shared) -> Self {
        Self {
            shared,
            bounds: Bounds::default(),
            rates: Some(RatesConfig::default()),
            subscriptions: 1_000,
        }
    }
}

/// The schema on a running product.
pub struct SchemaExecutor {
    app: App,
    schema: Schema,
    words: Arc<Words>,
    subscriptions: Shares<AccountId>,
    metering: Option<Metering>,
}

/// What requests cost, and who has used how much.
struct Metering {
    costs: Costs,
    rates: Rates,
}

impl std::fmt::Debug for SchemaExecutor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SchemaExecutor").finish_non_exhaustive()
    }
}

impl SchemaExecutor {
    /// Puts both together.
    pub fn new(app: App, config: ExecutorConfig) -> Self {
        let ExecutorConfig {
            shared,
            bounds,
            rates,
            subscriptions,
        } = config;
        Self {
            app,
            words: Arc::clone(&shared.words),
            schema: schema::build(shared, bounds),
            subscriptions: Shares::new(subscriptions),
            metering: rates.map(|rates| Metering {
                costs: Costs::new(bounds),
                rates: Rates::new(rates, Instant::now()),
            }),
        }
    }

    /// Takes what a request costs from the budgets of who pays for it. Tells what is left, or refuses.
    fn pay(&self, ctx: &Ctx, parts: &RequestParts) -> Result<Option<u32>, Box<Executed>> {
        let Some(metering) = &self.metering else {
            return Ok(None);
        };
        let account = ctx.actor().account().map(AccountId::as_uuid);
        let now = Instant::now();
        match metering.rates.take(account, parts.caller, parts.cost, now) {
            Ok(allowed) => Ok(Some(allowed.remaining)),
            Err(exceeded) => Err(self.too_much(ctx.language(), parts, exceeded)),
        }
    }

    fn too_much(
        &self,
        language: Language,
        parts: &RequestParts,
        exceeded: Exceeded,
    ) -> Box<Executed> {
        let say = Say {
            words: &self.words,
            language,
        };
        // A second too late is better than one too early.
        let seconds = exceeded.retry_after.as_secs().saturating_add(1);
        let words = say.with("too-fast", &[("seconds", seconds.into())]);
        let mut refused = refused(errors::rate_limited(words, seconds));
        tell_cost(&mut refused.0, parts.cost, exceeded.remaining);
        refused
    }

    /// The request of whoever presents the session.
    async fn authenticate(&self, parts: &RequestParts) -> Result<Ctx, Box<Executed>> {
        let token = parts.session.as_ref().map(|session| session.token.expose());
        app::sessions::authenticate(&self.app, token, asked_language(parts))
            .await
            .map_err(|error| failed(&error))
    }

    async fn run(&self, parts: RequestParts, request: GraphQlRequest) -> Executed {
        let ctx = match self.authenticate(&parts).await {
            Ok(ctx) => ctx,
            Err(executed) => return *executed,
        };
        let remaining = match self.pay(&ctx, &parts) {
            Ok(remaining) => remaining,
            Err(executed) => return *executed,
        };
        let is_signed_in = ctx.actor().account().is_some();
        let own = Arc::new(Request::new(ctx, parts.caller));
        let mut response = self.schema.execute(request.data(Arc::clone(&own))).await;
        if let Some(remaining) = remaining
            && is_signed_in
        {
            tell_cost(&mut response, parts.cost, remaining);
        }
        (response, own.session_change())
    }

    async fn look(
        &self,
        parts: RequestParts,
        request: GraphQlRequest,
        event: Option<Event>,
    ) -> Option<Executed> {
        let ctx = match self.authenticate(&parts).await {
            Ok(ctx) => ctx,
            Err(executed) => return Some(*executed),
        };
        // Only the first look is the subscriber's doing.
        if event.is_none()
            && let Err(executed) = self.pay(&ctx, &parts)
        {
            return Some(*executed);
        }
        let own = Arc::new(Request::new(ctx, parts.caller).at(event));
        let mut responses = self.schema.execute_stream(request.data(own));
        let response = responses.next().await?;
        Some((response, None))
    }

    async fn listen(
        &self,
        parts: RequestParts,
        field: String,
    ) -> Result<BoxStream<'static, Event>, Box<Executed>> {
        let ctx = self.authenticate(&parts).await?;
        // Without any of these it will not be granted.
        let Some(account) = ctx.actor().account() else {
            return Ok(stream::empty().boxed());
        };
        let topic = match field.as_str() {
            "draftChanged" => Topic::Drafts(account),
            "reviewQueueChanged" => Topic::Reviews,
            "notified" => Topic::Notifications(account),
            _ => return Ok(stream::empty().boxed()),
        };
        let share = self.subscriptions.take(account).ok_or_else(|| {
            refused(errors::bad_input(
                "too many subscriptions are open for this account, please end some of them first",
            ))
        })?;
        let notices = self.app.notices().await.map_err(|error| failed(&error))?;
        Ok(watch::events(notices, topic, share))
    }

    async fn worth(&self, parts: RequestParts) -> Standing {
        match self.authenticate(&parts).await {
            Err(_) => Standing::Unknown,
            Ok(ctx) => match ctx.actor().person().map(|person| person.standing) {
                None => Standing::NobodyIsSignedIn,
                Some(AccountStanding::Active) => Standing::Active,
                Some(AccountStanding::Suspended | AccountStanding::Closed) => Standing::Suspended,
            },
        }
    }
}

/// An inner error as an answer: logged, masked, and coded so that clients know whether to try again.
fn failed(error: &Internal) -> Box<Executed> {
    schema::note_unreachable(error);
    let error = match error {
        Internal::Busy(_) | Internal::Storage(StorageError::Busy | StorageError::Connect(_)) => {
            errors::coded(
                errors::Code::Busy,
                "the server has too much to do, please try again",
            )
        }
        other => errors::internal(other),
    };
    refused(error)
}

/// An error that is about no place in the document.
fn without_place(error: Error) -> ServerError {
    let mut error = error.into_server_error(Pos::default());
    error.locations.clear();
    error
}

/// The answer to a request that is not executed, with an error that is about no place in the document.
fn refused(error: Error) -> Box<Executed> {
    let response = Response::from_errors(vec![without_place(error)]);
    Box::new((response, None))
}

/// In which language somebody asks to be answered.
fn asked_language(parts: &RequestParts) -> AskedLanguage {
    match parts.accept_language.as_deref().and_then(preferred) {
        Some(language) if parts.is_language_chosen => AskedLanguage::Chosen(language),
        Some(language) => AskedLanguage::Preferred(language),
        None => AskedLanguage::None,
    }
}

/// Tells what a request cost, and what is left of the budget.
fn tell_cost(response: &mut Response, requested: u32, remaining: u32) {
    let cost = value!({ "requested": requested, "remaining": remaining });
    response.extensions.insert("cost".to_owned(), cost);
}

impl Executor for SchemaExecutor {
    fn charge(&self, parts: &RequestParts, cost: u32) -> Result<(), Box<Executed>> {
        let Some(metering) = &self.metering else {
            return Ok(());
        };
        let charged = metering.rates.charge(parts.caller, cost, Instant::now());
        charged.map_err(|exceeded| {
            let asked = parts.accept_language.as_deref().and_then(preferred);
            self.too_much(asked.unwrap_or(Language::FALLBACK), parts, exceeded)
        })
    }

    fn execute(&self, parts: RequestParts, request: GraphQlRequest) -> BoxFuture<'_, Executed> {
        self.run(parts, request).boxed()
    }

    fn execute_event(
        &self,
        parts: RequestParts,
        request: GraphQlRequest,
        event: Option<Event>,
    ) -> BoxFuture<'_, Option<Executed>> {
        self.look(parts, request, event).boxed()
    }

    fn watch(
        &self,
        parts: RequestParts,
        field: String,
    ) -> BoxFuture<'_, Result<BoxStream<'static, Event>, Box<Executed>>> {
        self.listen(parts, field).boxed()
    }

    fn standing(&self, parts: RequestParts) -> BoxFuture<'_, Standing> {
        self.worth(parts).boxed()
    }

    fn cost(&self, request: GraphQlRequest) -> BoxFuture<'_, Option<u32>> {
        async {
            match &self.metering {
                None => Some(0),
                Some(metering) => metering.costs.of(request).await,
            }
        }
        .boxed()
    }

    fn is_public(&self, field: &str) -> bool {
        PUBLIC.contains(&field)
    }

    fn epoch(&self) -> BoxFuture<'_, Option<i64>> {
        async {
            match self.app.published_epoch().await {
                Ok(epoch) => Some(epoch),
                Err(error) => {
                    tracing::warn!(error = %error, "the epoch of what is public can't be read");
                    None
                }
            }
        }
        .boxed()
    }
}

/// The language of ours that an `Accept-Language` (RFC 9110, section 12.5.4) likes best.
fn preferred(header: &str) -> Option<Language> {
    let mut best: Option<(u16, Language)> = None;
    for item in header.split(',').take(20) {
        let mut parts = item.split(';');
        let language = parts.next().map(str::trim).and_then(Language::from_tag);
        let quality = parts
            .find_map(|part| part.trim().strip_prefix("q="))
            .map_or(1_000, thousandths);
        if let Some(language) = language
            && quality > best.map_or(0, |(quality, _)| quality)
        {
            best = Some((quality, language));
        }
    }
    best.map(|(_, language)| language)
}

/// A quality such as `0.8` in thousandths; anything unreadable counts as not wanted.
fn thousandths(quality: &str) -> u16 {
    let (whole, fraction) = quality.trim().split_once('.').unwrap_or((quality, "0"));
    let padded = format!("{fraction:0<3}");
    let fraction: u16 = padded.parse().unwrap_or(0);
    match whole.trim() {
        "1" => 1_000,
        "0" if padded.len() == 3 => fraction,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_is_answered_in_the_language_they_like_best() {
        for (header, language) in [
            ("ca", Some(Language::Catalan)),
            (
                "fr-FR, fr;q=0.9, pt-BR;q=0.8, en;q=0.7",
                Some(Language::Portuguese),
            ),
            ("en;q=0.5, eu;q=0.75", Some(Language::Basque)),
            ("en;q=0, gl;q=0.001", Some(Language::Galician)),
            ("fr, de;q=0.5", None),
            ("", None),
            ("*", None),
            ("en;q=nonsense", None),
        ] {
            assert_eq!(preferred(header), language, "{header}");
        }
    }
}
