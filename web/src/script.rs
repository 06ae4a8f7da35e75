//! What runs on pages: small modules, each beside a page that works without it, under an address that changes with it.

use std::sync::LazyLock;

use axum::http::Uri;
use axum::response::Response;

use crate::style::{file, kept, versioned};

const EDITOR: &str = include_str!("../script/editor.js");

static EDITOR_ADDRESS: LazyLock<String> = LazyLock::new(|| versioned("/editor.js", EDITOR));

/// The address of what runs beside the editor.
pub(crate) fn editor() -> &'static str {
    &EDITOR_ADDRESS
}

/// What runs beside the editor.
pub(crate) async fn editor_file(address: Uri) -> Response {
    let kept = kept(&address, &EDITOR_ADDRESS);
    file("text/javascript; charset=utf-8", kept, EDITOR)
}
