//! The types of configured values. None of their errors quotes what was given: it may be a secret in the wrong place.

use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;
use std::time::Duration;

use api::http::{Origin, TrustedProxy};
use domain::text::Label;
use serde::de::{Deserializer, Error as _};
use serde::{Deserialize, Serialize};
use url::Url;
use zeroize::Zeroizing;

/// Reads text and makes a value of it.
pub(super) fn from_text<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    read: impl FnOnce(&str) -> Result<T, &'static str>,
) -> Result<T, D::Error> {
    let text = String::deserialize(deserializer)?;
    read(&text).map_err(D::Error::custom)
}

/// The address of a PostgreSQL server. It may hold a password, so it prints only masked.
#[derive(Clone)]
pub(crate) struct DatabaseUrl(String);

impl DatabaseUrl {
    fn read(text: &str) -> Result<Self, &'static str> {
        let wrong = "a PostgreSQL server's address is wanted, such as postgres://user@host/altavoz";
        let url = Url::parse(text).map_err(|_quoted| wrong)?;
        matches!(url.scheme(), "postgres" | "postgresql")
            .then(|| Self(text.to_owned()))
            .ok_or(wrong)
    }

    /// The address with all its secrets, for the database and nobody else.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }

    /// The address without its secrets.
    pub(crate) fn masked(&self) -> String {
        let Ok(mut url) = Url::parse(&self.0) else {
            return "***".to_owned();
        };
        let has_query = url.query().is_some();
        url.set_query(None);
        url.set_fragment(None);
        let hidden = url.password().is_none() || url.set_password(Some("***")).is_ok();
        match (hidden, has_query) {
            (false, _) => "***".to_owned(),
            (true, false) => url.to_string(),
            (true, true) => format!("{url}?***"),
        }
    }
}

/// What `keys.toml` holds, from somewhere else. It prints nothing and is wiped from memory when it is dropped.
#[derive(Clone)]
pub(crate) struct KeysText(Zeroizing<String>);

impl KeysText {
    /// The text with all its secrets, for whoever reads the keys and nobody else.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for KeysText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(Zeroizing::new(String::deserialize(deserializer)?)))
    }
}

impl fmt::Debug for KeysText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeysText(..)")
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DatabaseUrl(..)")
    }
}

impl<'de> Deserialize<'de> for DatabaseUrl {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_text(deserializer, Self::read)
    }
}

/// Scheme and host by which the public reaches the server.
#[derive(Debug, Clone)]
pub(crate) struct PublicOrigin {
    text: String,
    origin: Origin,
}

impl PublicOrigin {
    /// The origin.
    pub(crate) const fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Whether the public comes over TLS.
    pub(crate) fn is_https(&self) -> bool {
        self.text.to_ascii_lowercase().starts_with("https:")
    }
}

impl fmt::Display for PublicOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for PublicOrigin {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_text(deserializer, |text| {
            let origin = Origin::parse(text).ok_or(
                "scheme and host are wanted and nothing after them, such as https://altavoz.example",
            )?;
            Ok(Self {
                text: text.to_owned(),
                origin,
            })
        })
    }
}

/// A proxy of ours, or a network of them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ProxyNetwork(pub(crate) TrustedProxy);

impl fmt::Display for ProxyNetwork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl<'de> Deserialize<'de> for ProxyNetwork {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_text(deserializer, |text| {
            TrustedProxy::parse(text).map(Self).ok_or(
                "an address or a network is wanted, such as 127.0.0.1 or 10.0.0.0/8, and not everybody's",
            )
        })
    }
}

/// A time in full seconds, at least one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub(crate) struct Seconds(NonZeroU32);

impl Seconds {
    /// So many seconds; one for none.
    pub(crate) const fn new(seconds: u32) -> Self {
        match NonZeroU32::new(seconds) {
            Some(seconds) => Self(seconds),
            None => Self(NonZeroU32::MIN),
        }
    }

    /// The time.
    pub(crate) fn time(self) -> Duration {
        Duration::from_secs(self.0.get().into())
    }
}

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A time zone of the IANA database.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct TimeZone(Option<chrono_tz::Tz>);

impl TimeZone {
    /// The zone.
    pub(crate) fn zone(self) -> chrono_tz::Tz {
        self.0.unwrap_or(chrono_tz::Europe::Madrid)
    }
}

impl fmt::Display for TimeZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.zone().name())
    }
}

impl<'de> Deserialize<'de> for TimeZone {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_text(deserializer, |text| {
            chrono_tz::Tz::from_str(text)
                .map(|zone| Self(Some(zone)))
                .map_err(|_quoted| "a time zone is wanted, such as Europe/Madrid")
        })
    }
}

/// A country by its code of two letters.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CountryCode(domain::Country);

impl CountryCode {
    /// The country.
    pub(crate) const fn country(self) -> domain::Country {
        self.0
    }
}

impl Default for CountryCode {
    fn default() -> Self {
        Self(domain::Country::SPAIN)
    }
}

impl fmt::Display for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<'de> Deserialize<'de> for CountryCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_text(deserializer, |text| {
            domain::Country::parse(text)
                .map(Self)
                .map_err(|_not_one| "a country is written as two letters, such as ES")
        })
    }
}

/// A language of the panel by its code.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LanguageCode(domain::Language);

impl LanguageCode {
    /// The language.
    pub(crate) const fn language(self) -> domain::Language {
        self.0
    }
}

impl Default for LanguageCode {
    fn default() -> Self {
        Self(domain::Language::FALLBACK)
    }
}

impl fmt::Display for LanguageCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.code())
    }
}

impl<'de> Deserialize<'de> for LanguageCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_text(deserializer, |text| {
            domain::Language::from_tag(text)
                .map(Self)
                .ok_or("a language of the panel is wanted: es, en, pt, ca, gl or eu")
        })
    }
}

/// The languages in which a centre offers its pages, by their codes; at least one, and none twice. Addresses in the first have no prefix.
#[derive(Debug, Clone)]
pub(crate) struct PanelLanguages(Vec<LanguageCode>);

impl PanelLanguages {
    /// The languages, in their order.
    pub(crate) fn all(&self) -> Vec<domain::Language> {
        self.0.iter().map(|code| code.language()).collect()
    }

    /// Their codes.
    pub(crate) fn codes(&self) -> &[LanguageCode] {
        &self.0
    }
}

impl Default for PanelLanguages {
    fn default() -> Self {
        use domain::Language as L;
        let all = [
            L::Spanish,
            L::Catalan,
            L::Galician,
            L::Basque,
            L::Portuguese,
            L::English,
        ];
        Self(all.map(LanguageCode).to_vec())
    }
}

impl<'de> Deserialize<'de> for PanelLanguages {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let codes = Vec::<LanguageCode>::deserialize(deserializer)?;
        let mut sorted: Vec<&str> = codes.iter().map(|code| code.0.code()).collect();
        sorted.sort_unstable();
        sorted.dedup();
        if sorted.is_empty() || sorted.len() != codes.len() {
            let wanted = "at least one language of the panel is wanted, and none twice";
            return Err(D::Error::custom(wanted));
        }
        Ok(Self(codes))
    }
}

/// What an acknowledged write survives on the embedded database.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Durability {
    /// A power cut.
    #[default]
    Full,
    /// A crash of the process.
    Normal,
}

impl Durability {
    /// As it is written.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Normal => "normal",
        }
    }
}

/// How the lines of the log look.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum LogFormat {
    /// For people on a terminal, JSON otherwise.
    #[default]
    Auto,
    /// For people.
    Human,
    /// For machines.
    Json,
}

impl LogFormat {
    /// As it is written.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Human => "human",
            Self::Json => "json",
        }
    }
}

/// How much the log tells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum LogLevel {
    /// A person has to act.
    Error,
    /// It went wrong and was dealt with, and the above.
    Warn,
    /// What an operator wants to know, and the above.
    #[default]
    Info,
    /// Everything.
    Debug,
}

impl LogLevel {
    /// As it is written.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warn => "warn",
            Self::Info => "info",
            Self::Debug => "debug",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_address_prints_without_its_secrets() {
        for (given, printed) in [
            ("postgres://ana@db/altavoz", "postgres://ana@db/altavoz"),
            (
                "postgres://ana:geheim@db:5433/altavoz",
                "postgres://ana:***@db:5433/altavoz",
            ),
            (
                "postgresql:///altavoz?password=geheim",
                "postgresql:///altavoz?***",
            ),
        ] {
            let url = DatabaseUrl::read(given).unwrap();
            assert_eq!(url.masked(), printed);
            assert!(!format!("{url:?}").contains("geheim"));
            assert_eq!(url.reveal(), given);
        }
    }

    #[test]
    fn what_is_no_database_address_is_refused_without_quoting_it() {
        for given in [
            "",
            "geheim",
            "mysql://ana:geheim@db",
            "host=db password=geheim",
        ] {
            let told = DatabaseUrl::read(given).unwrap_err();
            assert!(!told.contains("geheim"), "{told}");
        }
    }
}

/// What the panel is called: one line.
#[derive(Debug, Clone)]
pub(crate) struct PanelName(String);

/// The colour that a centre chose for its pages.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PanelColour(web::Colour);

impl From<PanelColour> for web::Colour {
    fn from(colour: PanelColour) -> Self {
        colour.0
    }
}

impl fmt::Display for PanelColour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl<'de> Deserialize<'de> for PanelColour {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_text(deserializer, |text| {
            text.parse()
                .map(Self)
                .map_err(|web::NoColour| "a colour such as #0A5C55 is wanted")
        })
    }
}

/// How many characters a panel's name has at most: it stands beside the navigation.
const MOST_OF_NAME: usize = 40;

impl Default for PanelName {
    fn default() -> Self {
        Self("Altavoz".to_owned())
    }
}

impl fmt::Display for PanelName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for PanelName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_text(deserializer, |text| {
            Label::parse(text)
                .ok()
                .map(|name| name.as_str().to_owned())
                .filter(|name| name.chars().count() <= MOST_OF_NAME)
                .map(Self)
                .ok_or("one line of 1 to 40 characters is wanted")
        })
    }
}
