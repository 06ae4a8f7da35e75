//! Opens an installation: its folder, its database, its keys, and the product on top of them.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, ensure};
use api::http::{
    HttpConfig, InProcess, Pipeline, PipelineConfig, Scheme, SocketsConfig, TrustedProxies,
};
use api::seal::Sealer;
use api::{Bounds, ExecutorConfig, SchemaExecutor, Shared, Words};
use app::mail::MailSettings;
use app::second_factors::Site;
use app::secrets::{Breached, Hashing};
use app::{App, Backend, Clock, Db, DbConfig, StorageError, SystemClock};
use chrono::TimeDelta;
use domain::consent::ConsentAges;
use domain::helpline::Helplines;
use storage::{Tx, accounts};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::config::{Config, Durability, PublicOrigin};
use crate::keys::{self, Keys};
use crate::{demo, files, random, rules, trusted};

/// Whether a command may begin a new installation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    /// It makes folder, database and keys where there are none.
    NewOrExisting,
    /// It has nothing to do where there is no database.
    Existing,
}

/// An open installation.
pub(crate) struct Installation {
    /// The product.
    pub(crate) app: App,
    /// Its keys.
    pub(crate) keys: Keys,
    /// Writes that shutdown waits for.
    pub(crate) writes: TaskTracker,
}

/// Opens the installation that the configuration names.
pub(crate) async fn open(config: &Config, when: When) -> anyhow::Result<Installation> {
    let is_new = config.database.url.is_none() && !config.database_file().exists();
    ensure!(
        !(is_new && when == When::Existing),
        "there is no database in {}",
        config.data.display()
    );
    files::make_private_folder(&config.data)?;
    warn_of_open_folder(&config.data);
    demo::refuse_half_made(&config.data)?;
    let key_file = keys::path_in(&config.data);
    let known = match &config.keys {
        Some(text) => {
            let given = keys::read(text.reveal())?;
            let kept = keys::load(&key_file)?;
            ensure!(
                kept.is_none_or(|kept| kept.are(&given)),
                "`keys` (ALTAVOZ_KEYS) and {} hold different keys; take away those that don't belong to the database",
                key_file.display()
            );
            Some(given)
        }
        None => keys::load(&key_file)?,
    };
    let writes = TaskTracker::new();
    let db = open_database(config, config.database.durability, writes.clone()).await?;
    let keys = if let Some(keys) = known {
        keys
    } else {
        ensure!(
            !has_accounts(&db).await?,
            "the database has accounts, but {} with their keys is missing; put it back from your copy",
            key_file.display()
        );
        keys::create(&key_file)?
    };
    let app = app_on(db, Arc::new(SystemClock), config, &keys)?;
    Ok(Installation { app, keys, writes })
}

/// Opens the database and brings its schema up to date.
pub(crate) async fn open_database(
    config: &Config,
    durability: Durability,
    writes: TaskTracker,
) -> anyhow::Result<Db> {
    let backend = if let Some(url) = &config.database.url {
        Backend::Postgres(url.reveal().to_owned())
    } else {
        let file = config.database_file();
        // SQLite would make it readable for others, and its companions have its mode.
        files::touch_private(&file).with_context(|| format!("{} can't be made", file.display()))?;
        Backend::Sqlite(file)
    };
    let config = DbConfig {
        backend,
        durability: match durability {
            Durability::Full => app::Durability::Full,
            Durability::Normal => app::Durability::Normal,
        },
        connections: config.database.connections.get(),
    };
    Db::open(&config, writes)
        .await
        .context("the database can't be opened")
}

/// The product on an open database.
pub(crate) fn app_on(
    db: Db,
    clock: Arc<dyn Clock>,
    config: &Config,
    keys: &Keys,
) -> anyhow::Result<App> {
    let settings = app::Settings {
        centre: config.centre.place(),
        vault: keys.vault.clone(),
        consent_ages: ConsentAges::built_in()?,
        rules: rules::chosen(config.screening.rules.as_deref())?,
        helplines: Helplines::built_in()?,
        second_adult_for: config.reviews.second_adult_for(),
        readers_comment: config.comments.readers,
        cool_off: TimeDelta::hours(config.centre.cool_off_hours.into()),
        hashing: Hashing::Owasp,
        breached: config.passphrases.breached.clone().map(Breached::list),
        mail: mail(config)?,
        site: site(config)?,
        cores: cores(),
    };
    Ok(App::new(db, clock, &settings))
}

/// Where people find a server that listens on an address.
pub(crate) fn origin(config: &Config, address: SocketAddr) -> String {
    match &config.http.public_origin {
        Some(public) => public.to_string(),
        None if address.ip().is_unspecified() => format!("http://localhost:{}", address.port()),
        None => format!("http://{address}"),
    }
}

/// How mail is sent, with links to where the public reaches the server.
fn mail(config: &Config) -> anyhow::Result<MailSettings> {
    ensure!(
        config.mail.server.is_none() || config.http.public_origin.is_some(),
        "with mail.server set, families get links by mail: set http.public_origin to the address that they reach"
    );
    if config.mail.server.is_none() && !config.mail.alarms.is_empty() {
        tracing::warn!(
            "without mail.server alarms are files in the folder for mail, and nobody is called"
        );
    }
    let site = origin(config, config.http.listen);
    let languages = config.centre.languages.all();
    let settings = config
        .mail
        .settings(site, languages, config.data_file("mail"));
    settings.context("mail is from no address")
}

/// The site that passkeys belong to: where the public reaches the server, if that has a name.
fn site(config: &Config) -> anyhow::Result<Site> {
    let public = config.http.public_origin.as_ref();
    let named = public.and_then(|public| Site::new(&public.to_string()).ok());
    match named {
        Some(site) => Ok(site),
        None => Site::this_machine().context("passkeys can't be used"),
    }
}

/// The cores of the machine.
pub(crate) fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get)
}

/// Whether anybody has an account.
pub(crate) async fn has_accounts(db: &Db) -> anyhow::Result<bool> {
    db.read::<_, StorageError, _>(async |tx: &mut Tx| accounts::any(tx).await)
        .await
        .context("the accounts can't be read")
}

/// What shutdown tells connections that stay open, and waits for.
#[derive(Clone, Default)]
pub(crate) struct Streams {
    /// Ends them.
    pub(crate) stop: CancellationToken,
    /// Sockets that have not ended yet.
    pub(crate) open: TaskTracker,
}

/// Everything that is served.
pub(crate) fn router(
    config: &Config,
    installation: &Installation,
    streams: &Streams,
) -> anyhow::Result<axum::Router> {
    let pipeline = Arc::new(pipeline(config, installation)?);
    let http = http_config(config, &installation.app, streams);
    let api = InProcess::new(http.clone(), Arc::clone(&pipeline));
    Ok(api::http::router(http, pipeline).merge(pages(config, api)?))
}

/// The pages.
fn pages(config: &Config, api: InProcess) -> anyhow::Result<axum::Router> {
    let origin = config.http.public_origin.as_ref().map_or_else(
        || format!("http://{}", config.http.listen),
        ToString::to_string,
    );
    let settings = web::Settings {
        name: config.centre.name.to_string(),
        origin,
        is_https: scheme(config) == Scheme::Https,
        zone: config.centre.time_zone.zone(),
        languages: offered(config)?,
        colour: config.centre.colour.map(Into::into),
    };
    Ok(web::router(&execute(api), settings)?)
}

/// The languages of the pages.
fn offered(config: &Config) -> anyhow::Result<web::Languages> {
    let all = config.centre.languages.all();
    let offered = web::Languages::of_codes(all.iter().map(|language| language.code()));
    offered.context("the pages have no such languages")
}

/// The way of requests.
fn pipeline(config: &Config, installation: &Installation) -> anyhow::Result<Pipeline> {
    let shared = Shared {
        sealer: Sealer::new(&installation.keys.ids),
        words: Arc::new(Words::built_in()?),
    };
    let executing = ExecutorConfig {
        shared,
        bounds: Bounds {
            complexity: config.graphql.complexity.get(),
            depth: config.graphql.depth.get(),
        },
        rates: config.rates.budgets(),
        subscriptions: config.sockets.per_account_subscriptions.get(),
    };
    let executor = SchemaExecutor::new(installation.app.clone(), executing);
    let bounds = PipelineConfig {
        running: config.requests.running.get(),
        waiting: config.requests.waiting,
        looking: (cores() / 2).max(1),
        time: config.requests.seconds.time(),
        limits: config.graphql.limits(),
        ..PipelineConfig::default()
    };
    let documents = trusted::load(config, bounds.cache)?;
    Ok(Pipeline::with_documents(
        documents,
        bounds,
        Arc::new(executor),
    ))
}

fn http_config(config: &Config, app: &App, streams: &Streams) -> HttpConfig {
    let asked = app.clone();
    let mut http = HttpConfig::new(
        api::sdl(),
        Arc::new(random::request_id),
        Arc::new(move || {
            let app = asked.clone();
            Box::pin(async move { app.is_ready().await })
        }),
    );
    http.scheme = scheme(config);
    let origin = |origin: &PublicOrigin| origin.origin().clone();
    http.public_origin = config.http.public_origin.as_ref().map(origin);
    http.allowed_origins = config.http.allowed_origins.iter().map(origin).collect();
    http.trusted_proxies = trusted_proxies(config);
    http.body_limit = config.requests.body_bytes.get();
    http.body_time = config.requests.body_seconds.time();
    http.bodies_limit = config.requests.bodies_bytes.get();
    http.sockets = SocketsConfig {
        most: config.sockets.most.get(),
        most_per_address: config.sockets.most_per_address.get(),
        operations: config.sockets.per_socket_subscriptions.get(),
        message_bytes: config.sockets.message_bytes.get(),
        init: config.sockets.init_seconds.time(),
        ping: config.sockets.ping_seconds.time(),
        check: config.sockets.check_seconds.time(),
        ..SocketsConfig::default()
    };
    http.stop = streams.stop.clone();
    http.open_sockets = streams.open.clone();
    http
}

/// Our own proxies.
pub(crate) fn trusted_proxies(config: &Config) -> TrustedProxies {
    let proxies = config.http.trusted_proxies.iter();
    proxies.map(|proxy| proxy.0).collect()
}

/// How pages talk to the API.
fn execute(api: InProcess) -> web::Execute {
    Arc::new(move |operation| {
        let api = api.clone();
        Box::pin(async move {
            let web::Operation {
                head,
                query,
                variables,
            } = operation;
            let answered = api.execute(&head, query, variables).await;
            web::Executed {
                json: answered.json,
                cookie: answered.cookie,
            }
        })
    })
}

/// Cookies go over HTTPS only, unless the configuration says otherwise or nobody but this machine can reach us.
fn scheme(config: &Config) -> Scheme {
    let is_plain = match &config.http.public_origin {
        Some(public) => !public.is_https(),
        None => config.http.listen.ip().is_loopback(),
    };
    if is_plain {
        Scheme::Http
    } else {
        Scheme::Https
    }
}

fn warn_of_open_folder(folder: &Path) {
    if std::fs::metadata(folder).is_ok_and(|metadata| files::is_open_to_others(&metadata)) {
        tracing::warn!("the data folder can be entered by others than its owner");
    }
}
