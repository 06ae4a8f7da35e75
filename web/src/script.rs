//! What runs on pages: small modules, each beside a page that works without it, under an address that changes with it.

use std::sync::LazyLock;

use axum::http::Uri;
use axum::response::Response;

use crate::style::{file, kept, versioned};

const EDITOR: &str = concat!(
    include_str!("../script/offline.js"),
    include_str!("../script/marks.js"),
    include_str!("../script/editor.js")
);
const CONSOLE: &str = concat!(
    include_str!("../script/offline.js"),
    include_str!("../script/marks.js"),
    include_str!("../script/console.js")
);
const KEY: &str = include_str!("../script/key.js");
const ENTRY: &str = concat!(
    include_str!("../script/offline.js"),
    include_str!("../script/entry.js")
);
/// What a file is that runs.
pub(crate) const KIND: &str = "text/javascript; charset=utf-8";

static EDITOR_ADDRESS: LazyLock<String> = LazyLock::new(|| versioned("/editor.js", EDITOR));
static CONSOLE_ADDRESS: LazyLock<String> = LazyLock::new(|| versioned("/console.js", CONSOLE));
static KEY_ADDRESS: LazyLock<String> = LazyLock::new(|| versioned("/key.js", KEY));
static ENTRY_ADDRESS: LazyLock<String> = LazyLock::new(|| versioned("/entry.js", ENTRY));

/// The address of what runs where people come in.
pub(crate) fn entry() -> &'static str {
    &ENTRY_ADDRESS
}

/// The address of what runs where a device makes or proves a passkey.
pub(crate) fn key() -> &'static str {
    &KEY_ADDRESS
}

/// The address of what runs beside the editor.
pub(crate) fn editor() -> &'static str {
    &EDITOR_ADDRESS
}

/// The address of what runs where adults read.
pub(crate) fn console() -> &'static str {
    &CONSOLE_ADDRESS
}

/// What runs beside the editor.
pub(crate) async fn editor_file(address: Uri) -> Response {
    file(KIND, kept(&address, &EDITOR_ADDRESS), EDITOR)
}

/// What runs where people come in.
pub(crate) async fn entry_file(address: Uri) -> Response {
    file(KIND, kept(&address, &ENTRY_ADDRESS), ENTRY)
}

/// What runs where a device makes or proves a passkey.
pub(crate) async fn key_file(address: Uri) -> Response {
    file(KIND, kept(&address, &KEY_ADDRESS), KEY)
}

/// What runs where adults read.
pub(crate) async fn console_file(address: Uri) -> Response {
    file(KIND, kept(&address, &CONSOLE_ADDRESS), CONSOLE)
}
