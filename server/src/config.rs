//! Configuration: read once, into types. Built-in defaults first, then `altavoz.toml` (in the data folder, or the file
//! of `--config`), then `ALTAVOZ_*` variables, then the command line; the last one that speaks wins. A key that
//! nobody knows is an error, so that a typing error never switches a protection off.

mod describe;
mod limits;
mod mail;
mod problem;
mod reviews;
#[cfg(test)]
mod tests;
mod value;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use anyhow::{bail, ensure};
use figment::providers::{Env, Format as _, Toml};
use figment::value::{Dict, Map, Value};
use figment::{Figment, Metadata, Profile, Provider};
use serde::Deserialize;

use crate::cli::{Common, Serve};
use limits::{GraphQl, Rates, Sockets};
use mail::{Mail, Passphrases, Screening};
use reviews::{Comments, Reviews};
use value::ProxyNetwork;
pub(crate) use value::{
    CountryCode, DatabaseUrl, Durability, KeysText, LogFormat, LogLevel, PanelColour,
    PanelLanguages, PanelName, PublicOrigin, Seconds, TimeZone,
};

/// The file in the data folder.
const FILE: &str = "altavoz.toml";
/// What the names of our variables begin with.
const PREFIX: &str = "ALTAVOZ_";
/// Variables that begin so are for the tests of the repository.
const FOR_TESTS: &str = "TEST_";

/// Everything that can be configured.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Settings {
    /// The folder with database, keys and `altavoz.toml`. `./data`: nobody needs rights for it to try things out.
    pub(crate) data: PathBuf,
    /// The keys, where they are not in `keys.toml` in the data folder.
    pub(crate) keys: Option<KeysText>,
    /// Being reached.
    pub(crate) http: Http,
    /// The database.
    pub(crate) database: Database,
    /// How much is done at once.
    pub(crate) requests: Requests,
    /// What accounts and addresses may use.
    pub(crate) rates: Rates,
    /// What a GraphQL document may be.
    pub(crate) graphql: GraphQl,
    /// Connections that stay open (`WebSocket`).
    pub(crate) sockets: Sockets,
    /// The log.
    pub(crate) log: Log,
    /// The centre that the panel belongs to.
    pub(crate) centre: CentreSettings,
    /// Mail.
    pub(crate) mail: Mail,
    /// What new passphrases are compared with.
    pub(crate) passphrases: Passphrases,
    /// How texts are screened.
    pub(crate) screening: Screening,
    /// How they are reviewed.
    pub(crate) reviews: Reviews,
    /// Who comments beside correspondents.
    pub(crate) comments: Comments,
}

/// Being reached.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Http {
    /// The address to listen on. This machine only: whoever serves the public has something in front that speaks TLS.
    pub(crate) listen: SocketAddr,
    /// How the public reaches the server, such as `https://altavoz.example`. Without one it is the host that a
    /// request names; cookies are for HTTPS only unless we listen on this machine only.
    pub(crate) public_origin: Option<PublicOrigin>,
    /// Other sites whose pages may ask. None: pages of ours are enough, and every other one could act for its visitors.
    pub(crate) allowed_origins: Vec<PublicOrigin>,
    /// Proxies whose word on the client's address counts, as addresses or networks. None: whoever is believed without
    /// being one of ours lets anybody choose an address.
    pub(crate) trusted_proxies: Vec<ProxyNetwork>,
    /// Connections that may be open; further ones wait to be accepted. 2,048: a page view needs one or two, and each
    /// may hold 64 KiB of headers.
    pub(crate) most_connections: NonZeroUsize,
    /// How many of them from one address that is none of the trusted proxies; further ones are closed. 1,024: half of
    /// all, so that nobody takes them all.
    pub(crate) most_connections_per_address: NonZeroUsize,
}

/// The database.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Database {
    /// A PostgreSQL server. Without one the embedded database in the data folder is used: nothing to install.
    pub(crate) url: Option<DatabaseUrl>,
    /// Reader threads of the embedded database, or connections of the pool. 8: two a core on a small machine; one
    /// that has nothing to do costs next to nothing.
    pub(crate) connections: NonZeroUsize,
    /// What an acknowledged write survives on the embedded database. `full`, a power cut: a child who was told that
    /// a text is saved finds it again.
    pub(crate) durability: Durability,
}

/// How much is done at once.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Requests {
    /// Requests that run at once. 64: more would only wait for the database instead of in line.
    pub(crate) running: NonZeroUsize,
    /// Requests that wait for a turn; more are turned away. 256: four rounds of those that run.
    pub(crate) waiting: usize,
    /// Seconds that a request may run. 10: nobody looks at an empty page for longer.
    pub(crate) seconds: Seconds,
    /// Bytes of a body. 262,144: a draft of the greatest length, written in letters that JSON escapes.
    pub(crate) body_bytes: NonZeroUsize,
    /// Seconds that a body may take. 10: as long as the answer to it.
    pub(crate) body_seconds: Seconds,
    /// Bytes of all bodies that are being read, beyond the first 16 KiB of each. 16 MiB: sixty of the longest.
    pub(crate) bodies_bytes: NonZeroUsize,
}

/// The log.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Log {
    /// How lines look. `auto`: for people on a terminal, JSON otherwise.
    pub(crate) format: LogFormat,
    /// How much is told. `info`: what an operator wants to know.
    pub(crate) level: LogLevel,
}

/// The centre that the panel belongs to.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct CentreSettings {
    /// What the panel is called on its pages. `Altavoz`.
    pub(crate) name: PanelName,
    /// The languages in which pages are offered. All six, Spanish first.
    pub(crate) languages: PanelLanguages,
    /// The colour of its pages. None: that of the first centre.
    pub(crate) colour: Option<PanelColour>,
    /// Whose midnight counts for ages and dates. `Europe/Madrid`, the first centre's.
    pub(crate) time_zone: TimeZone,
    /// Whose help lines are shown where nobody says a country. `ES`, the first centre's.
    pub(crate) country: CountryCode,
    /// How many hours nothing of somebody is published after a guardian first agreed to it. 24 (SAFETY T24).
    pub(crate) cool_off_hours: u8,
}

impl CentreSettings {
    /// Where the centre is.
    pub(crate) fn place(&self) -> domain::Centre {
        domain::Centre::new(self.time_zone.zone(), self.country.country())
    }
}

impl Default for CentreSettings {
    fn default() -> Self {
        Self {
            name: PanelName::default(),
            languages: PanelLanguages::default(),
            colour: None,
            time_zone: TimeZone::default(),
            country: CountryCode::default(),
            cool_off_hours: 24,
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            data: PathBuf::from("./data"),
            keys: None,
            http: Http::default(),
            database: Database::default(),
            requests: Requests::default(),
            rates: Rates::default(),
            graphql: GraphQl::default(),
            sockets: Sockets::default(),
            log: Log::default(),
            centre: CentreSettings::default(),
            mail: Mail::default(),
            passphrases: Passphrases::default(),
            screening: Screening::default(),
            reviews: Reviews::default(),
            comments: Comments::default(),
        }
    }
}

impl Default for Http {
    fn default() -> Self {
        Self {
            listen: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8090),
            public_origin: None,
            allowed_origins: Vec::new(),
            trusted_proxies: Vec::new(),
            most_connections: count(2_048),
            most_connections_per_address: count(1_024),
        }
    }
}

impl Default for Database {
    fn default() -> Self {
        Self {
            url: None,
            connections: count(8),
            durability: Durability::default(),
        }
    }
}

impl Default for Requests {
    fn default() -> Self {
        Self {
            running: count(64),
            waiting: 256,
            seconds: Seconds::new(10),
            body_bytes: count(262_144),
            body_seconds: Seconds::new(10),
            bodies_bytes: count(16_777_216),
        }
    }
}

const fn count(number: usize) -> NonZeroUsize {
    match NonZeroUsize::new(number) {
        Some(count) => count,
        None => NonZeroUsize::MIN,
    }
}

/// The configuration in force.
pub(crate) struct Config {
    settings: Settings,
    /// Remembers where each value came from.
    sources: Figment,
}

impl std::ops::Deref for Config {
    type Target = Settings;

    fn deref(&self) -> &Settings {
        &self.settings
    }
}

impl Config {
    /// Reads every source. `serve` is what the command of that name was given.
    pub(crate) fn load(common: &Common, serve: Option<&Serve>) -> anyhow::Result<Self> {
        let flags = CommandLine::new(common, serve);
        let above = |sources: Figment| sources.merge(environment()).merge(&flags);
        let file = if let Some(file) = &common.config {
            ensure!(file.is_file(), "there is no file {}", file.display());
            file.clone()
        } else {
            extract(&above(Figment::new()))?.data.join(FILE)
        };
        let mut from_file = Figment::new();
        if file.exists() {
            from_file = from_file.merge(Toml::file_exact(&file));
        }
        let sources = above(from_file);
        let settings = extract(&sources)?;
        let is_own_file = common.config.is_none();
        if is_own_file && settings.data.join(FILE) != file {
            bail!(
                "{} can't set `data`: it is in the data folder itself; use --data or ALTAVOZ_DATA",
                file.display()
            );
        }
        check(&settings, serve)?;
        Ok(Self { settings, sources })
    }

    /// The file of the embedded database.
    pub(crate) fn database_file(&self) -> PathBuf {
        self.data_file("altavoz.db")
    }

    /// A file of the data folder.
    pub(crate) fn data_file(&self, name: &str) -> PathBuf {
        Path::new(&self.data).join(name)
    }

    /// Every key with its value, secrets masked, and where the value came from.
    pub(crate) fn describe(&self) -> Vec<String> {
        describe::lines(&self.settings, &self.sources)
    }
}

fn extract(sources: &Figment) -> anyhow::Result<Settings> {
    sources
        .extract()
        .map_err(|error| anyhow::Error::msg(problem::describe(error)))
}

/// Finds values that are right each by itself and wrong together.
fn check(settings: &Settings, serve: Option<&Serve>) -> anyhow::Result<()> {
    let listen = settings.http.listen;
    let is_for_us_alone = listen.ip().to_canonical().is_loopback();
    ensure!(
        is_for_us_alone || settings.rates.on,
        "without rate limits (`rates.on`, --rate-limits) nobody else may reach the server: \
         `http.listen` has to be an address of this machine such as 127.0.0.1:8090, and it is {listen}"
    );
    ensure!(
        is_for_us_alone || !serve.is_some_and(|serve| serve.dev),
        "--dev is for whoever works on this machine: `http.listen` has to be an address of it \
         such as 127.0.0.1:8090, and it is {listen}"
    );
    if let Some(budgets) = settings.rates.budgets() {
        let complexity = settings.graphql.complexity;
        let least = budgets.account.burst().min(budgets.address.burst());
        ensure!(
            usize::try_from(least).unwrap_or(usize::MAX) >= complexity.get(),
            "`graphql.complexity` is {complexity} and `rates.account_burst` or `rates.address_burst` \
             is {least}: operations between the two could never run"
        );
    }
    Ok(())
}

/// `ALTAVOZ_HTTP_LISTEN` is `http.listen`: the first word names the section.
fn environment() -> Env {
    Env::prefixed(PREFIX)
        .filter(|name| !name.starts_with(FOR_TESTS) && !name.starts_with("test_"))
        .map(|name| name.as_str().replacen('_', ".", 1).into())
}

/// What the command line sets.
struct CommandLine(Dict);

impl CommandLine {
    fn new(common: &Common, serve: Option<&Serve>) -> Self {
        let text = |text: String| Value::from(text);
        let data = common.data.as_ref().map(|data| data.to_string_lossy());
        let listen = serve.and_then(|serve| serve.listen);
        let limits = serve.and_then(|serve| serve.rate_limits);
        let mut set = Dict::new();
        if let Some(data) = data {
            set.insert("data".to_owned(), text(data.into_owned()));
        }
        for (section, key, value) in [
            ("http", "listen", listen.map(|at| text(at.to_string()))),
            ("database", "url", common.database_url.clone().map(text)),
            ("rates", "on", limits.map(|limits| limits.is_on().into())),
        ] {
            if let Some(value) = value {
                let inner = Dict::from([(key.to_owned(), value)]);
                set.insert(section.to_owned(), Value::from(inner));
            }
        }
        Self(set)
    }
}

impl Provider for CommandLine {
    fn metadata(&self) -> Metadata {
        Metadata::named(problem::COMMAND_LINE)
    }

    fn data(&self) -> Result<Map<Profile, Dict>, figment::Error> {
        Ok(Profile::Default.collect(self.0.clone()))
    }
}
