//! What commands tell the person who runs them. Logs are elsewhere (`logs`).

use std::io::Write as _;

/// Writes a line to standard output. Whoever stopped reading is not told.
pub(crate) fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    let written = writeln!(out, "{line}").and_then(|()| out.flush());
    ignore_closed(written);
}

/// Writes a text to standard output as it is.
pub(crate) fn say_exactly(text: &str) {
    let mut out = std::io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    ignore_closed(written);
}

/// Writes a line to standard error.
pub(crate) fn complain(line: &str) {
    ignore_closed(writeln!(std::io::stderr().lock(), "{line}"));
}

/// A reader who went away (`altavoz print-schema | head`) is no failure, and there is nobody left to tell.
fn ignore_closed(written: std::io::Result<()>) {
    drop(written);
}
