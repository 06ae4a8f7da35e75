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
    use std::io::Write;
    use std::sync::{Arc, Mutex, PoisonError};

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

    #[derive(Clone, Default)]
    struct Heard(Arc<Mutex<Vec<u8>>>);

    impl Write for Heard {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            all.extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_panic_tells_where_the_program_broke_and_not_on_what() {
        let heard = Heard::default();
        let writer = heard.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_writer(move || writer.clone())
            .finish();
        quiet_panics();
        let broken = tracing::subscriber::with_default(subscriber, || {
            std::panic::catch_unwind(|| panic!("on Aurelia Canario"))
        });
        drop(std::panic::take_hook());
        assert!(broken.is_err());
        let all = heard.0.lock().unwrap_or_else(PoisonError::into_inner);
        let text = String::from_utf8_lossy(&all);
        assert!(text.contains("logs.rs"), "{text}");
        assert!(!text.contains("Canario"), "{text}");
    }
}
