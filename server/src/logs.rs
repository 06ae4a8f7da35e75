//! The log of the process, on standard error. What may be in it says `docs/logging.md`.

use std::io::IsTerminal as _;

use tracing_subscriber::EnvFilter;

use crate::config::{Log, LogFormat};

/// Our own crates. Others speak only when something is wrong: at lower levels they print what they work on.
const OURS: [&str; 7] = [
    "altavoz",
    "api",
    "app",
    "domain",
    "moderation",
    "storage",
    "web",
];

/// Starts logging. Called once, before anything that logs.
pub(crate) fn init(log: Log) {
    let human = match log.format {
        LogFormat::Auto => std::io::stderr().is_terminal(),
        LogFormat::Human => true,
        LogFormat::Json => false,
    };
    let builder = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(directives(log)))
        .with_writer(std::io::stderr)
        .with_ansi(human && std::io::stderr().is_terminal());
    let started = if human {
        builder.try_init()
    } else {
        builder.json().flatten_event(true).try_init()
    };
    if started.is_err() {
        crate::say::complain("altavoz: something logs already");
    }
    quiet_panics();
}

fn directives(log: Log) -> String {
    let level = log.level.as_str();
    // What a client sends wrong is no error of ours, and ours to log.
    let others = "warn,webauthn_rs=off,webauthn_rs_core=off";
    OURS.iter().fold(others.to_owned(), |all, crate_name| {
        format!("{all},{crate_name}={level}")
    })
}

/// A panic's message may quote what was being worked on, which is a child's text more often than not. Only the place
/// in the program is told.
fn quiet_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let (file, line) = panic
            .location()
            .map_or(("unknown", 0), |place| (place.file(), place.line()));
        tracing::error!(code.file = file, code.line = line, "the program broke here");
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::LogLevel;

    #[test]
    fn other_peoples_crates_only_warn_whatever_the_level() {
        let log = Log {
            format: LogFormat::Json,
            level: LogLevel::Debug,
        };
        let told = directives(log);
        assert!(
            told.starts_with("warn,") && told.contains(",altavoz=debug,api=debug"),
            "{told}"
        );
        assert!(EnvFilter::builder().parse(&told).is_ok());
    }
}
