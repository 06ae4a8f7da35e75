//! What is secret or about a child's real life, as it comes by in requests and answers; and everything that is logged, at every
//! level and by every package. At the end of each story none of the first is in the second, or in a copy of the database
//! (DESIGN 2, sentence 9; SAFETY A34, T30, T32).

use std::collections::BTreeSet;
use std::io::Write;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use aho_corasick::AhoCorasick;
use serde_json::Value;
use tracing_subscriber::Layer as _;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

/// Where people type secrets, and what is known of them in earnest.
const TYPED: [&str; 8] = [
    "passphrase",
    "current",
    "realName",
    "bornOn",
    "guardianEmails",
    "email",
    "code",
    "credential",
];
/// Where they are given some.
const GIVEN: [&str; 7] = [
    "token",
    "secret",
    "recoveryCodes",
    "code",
    "realName",
    "bornOn",
    "email",
];
/// Shorter texts are in every log by chance.
const SHORTEST: usize = 8;
/// What one process logs at most that is looked through, in bytes.
const MOST: usize = 1 << 29;

static LOG: LazyLock<Log> = LazyLock::new(Log::listen);

/// What was logged since the process began.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        assert!(all.len() < MOST, "the log is looked through as a whole");
        all.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Log {
    /// Listens to everything from now on. What goes wrong inside is printed beside the test that it breaks.
    fn listen() -> Self {
        let log = Self::default();
        let writer = log.clone();
        let everything = tracing_subscriber::fmt::layer()
            .with_ansi(false)
            .with_writer(move || writer.clone());
        let printed = tracing_subscriber::fmt::layer()
            .with_test_writer()
            .with_filter(LevelFilter::ERROR);
        let started = tracing_subscriber::registry()
            .with(everything.with_filter(LevelFilter::TRACE))
            .with(printed)
            .try_init();
        started.expect("nothing else logs in this process");
        log
    }
}

/// Listens to what this process logs.
pub(crate) fn listen() {
    LazyLock::force(&LOG);
}

/// Whether something was logged.
pub(crate) fn was_logged(text: &str) -> bool {
    let log = LOG.0.lock().unwrap_or_else(PoisonError::into_inner);
    first_in(&log, &[text]).is_some()
}

/// The first of some texts that was logged.
pub(crate) fn first_logged<'t>(texts: &[&'t str]) -> Option<&'t str> {
    let log = LOG.0.lock().unwrap_or_else(PoisonError::into_inner);
    first_in(&log, texts)
}

/// The first of some texts that is in some bytes.
pub(crate) fn first_in<'t>(bytes: &[u8], texts: &[&'t str]) -> Option<&'t str> {
    let search = AhoCorasick::new(texts).expect("few texts");
    let found = search.find(bytes)?;
    texts.get(found.pattern().as_usize()).copied()
}

/// What came by in one world.
#[derive(Clone, Default)]
pub(crate) struct Secrets(Arc<Mutex<BTreeSet<String>>>);

impl Secrets {
    /// Remembers what a request brings.
    pub(crate) fn typed(&self, request: &Value) {
        self.find(request, &TYPED);
    }

    /// Remembers what an answer gives.
    pub(crate) fn given(&self, answer: &Value) {
        self.find(answer, &GIVEN);
    }

    /// Remembers a text.
    pub(crate) fn keep(&self, text: &str) {
        if text.len() >= SHORTEST {
            let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            all.insert(text.to_owned());
        }
    }

    /// All of them.
    pub(crate) fn all(&self) -> Vec<String> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.iter().cloned().collect()
    }

    fn find(&self, value: &Value, keys: &[&str]) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.find(item, keys)),
            Value::Object(fields) => {
                for (key, value) in fields {
                    match value {
                        Value::String(text) if keys.contains(&key.as_str()) => {
                            self.keep_of(key, text);
                        }
                        Value::Array(texts) if keys.contains(&key.as_str()) => {
                            texts
                                .iter()
                                .filter_map(Value::as_str)
                                .for_each(|text| self.keep_of(key, text));
                        }
                        _ => self.find(value, keys),
                    }
                }
            }
            _ => (),
        }
    }

    /// What screening finds and what an error is called are codes too, and no secrets: those are words.
    fn keep_of(&self, key: &str, text: &str) {
        let is_word = key == "code" && !text.chars().any(|letter| letter.is_ascii_digit());
        if !is_word {
            self.keep(text);
        }
        if key == "recoveryCodes" {
            self.keep(&text.replace('-', ""));
        }
    }
}
