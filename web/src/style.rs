//! What pages look like: one style sheet and one file of icons, each under an address that changes with it, so that browsers keep them for good.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::LazyLock;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderValue, Uri};
use axum::response::{IntoResponse as _, Response};

use crate::site::Site;
use crate::theme::{self, Colour};

const STYLE: &str = concat!(
    include_str!("../style/tokens.css"),
    include_str!("../style/base.css"),
    include_str!("../style/around.css"),
    include_str!("../style/parts.css"),
    include_str!("../style/forms.css"),
    include_str!("../style/reading.css"),
    include_str!("../style/joining.css"),
    include_str!("../style/desk.css"),
    include_str!("../style/console.css"),
    include_str!("../style/screens.css"),
);
const ICONS: &str = include_str!("../style/icons.svg");
const ICON: &str = include_str!("../style/icon.svg");

static ICONS_ADDRESS: LazyLock<String> = LazyLock::new(|| versioned("/icons.svg", ICONS));

/// An address that is another one for other bytes.
pub(crate) fn versioned(path: &str, bytes: &str) -> String {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    format!("{path}?v={:016x}", hasher.finish())
}

/// The style sheet of a centre.
pub(crate) struct Sheet {
    pub(crate) address: String,
    bytes: Bytes,
}

impl Sheet {
    /// The style sheet of a centre that chose a colour, or none.
    pub(crate) fn new(colour: Option<Colour>) -> Self {
        let own = colour.map(theme::css).unwrap_or_default();
        let whole = format!("{STYLE}{own}");
        Self {
            address: versioned("/style.css", &whole),
            bytes: whole.into(),
        }
    }
}

/// The address of the icons.
pub(crate) fn icons_address() -> &'static str {
    &ICONS_ADDRESS
}

/// The address of an icon.
pub(crate) fn icon(name: &str) -> String {
    format!("{}#{name}", *ICONS_ADDRESS)
}

/// How long a file may be kept whose address says which bytes it has.
const FOR_GOOD: &str = "public, max-age=31536000, immutable";
/// How long any other may.
const FOR_NOW: &str = "public, max-age=60";
/// How long the icon of the panel may, which has one address.
const FOR_A_DAY: &str = "public, max-age=86400";

/// The style sheet.
pub(crate) async fn sheet(State(site): State<Site>, address: Uri) -> Response {
    let kept = kept(&address, &site.sheet.address);
    file("text/css; charset=utf-8", kept, site.sheet.bytes.clone())
}

/// The icons.
pub(crate) async fn icons(address: Uri) -> Response {
    let kept = kept(&address, &ICONS_ADDRESS);
    file("image/svg+xml", kept, ICONS)
}

/// The icon of the panel.
pub(crate) async fn own_icon() -> Response {
    file("image/svg+xml", FOR_A_DAY, ICON)
}

/// How long a file may be kept that was asked for by an address: while one version replaces another, each may be asked for what only the other has.
pub(crate) fn kept(asked: &Uri, own: &str) -> &'static str {
    if asked
        .path_and_query()
        .is_some_and(|asked| asked.as_str() == own)
    {
        FOR_GOOD
    } else {
        FOR_NOW
    }
}

pub(crate) fn file(kind: &'static str, kept: &'static str, bytes: impl Into<Bytes>) -> Response {
    let headers = [
        (CONTENT_TYPE, kind),
        (CACHE_CONTROL, kept),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    let headers = headers.map(|(name, value)| (name, HeaderValue::from_static(value)));
    (headers, bytes.into()).into_response()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use regex::Regex;

    use super::*;

    /// Every template, as one text.
    fn templates(folder: &Path, into: &mut String) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                templates(&path, into);
            } else if path.extension().is_some_and(|it| it == "html") {
                into.push_str(&std::fs::read_to_string(&path).expect("a template"));
            }
        }
    }

    fn found(pattern: &str, text: &str) -> BTreeSet<String> {
        let pattern = Regex::new(pattern).expect("a pattern");
        pattern
            .captures_iter(text)
            .flat_map(|found| {
                let names: Vec<String> = found[1].split_whitespace().map(str::to_owned).collect();
                names
            })
            .collect()
    }

    #[test]
    fn every_class_is_used_by_a_template_and_every_used_one_has_a_style() {
        let mut all = String::new();
        templates(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("templates"),
            &mut all,
        );
        let sizes = found(r#"sized\("([a-z0-9-]+)"\)"#, &all);
        // What templates choose between.
        let choices = Regex::new(r"\{%.*?%\}").expect("a pattern");
        let all = choices.replace_all(&all, " ");
        let mut used = found(r#"class="([^"{]*)"#, &all);
        used.extend(sizes);
        used.extend(crate::reading::TONES.iter().map(|it| (*it).to_owned()));
        let sheet = Regex::new(r"(?s)/\*.*?\*/|\{[^{}]*\}")
            .expect("a pattern")
            .replace_all(STYLE, " ");
        let styled = found(r"\.([a-z][a-z0-9-]*)", &sheet);
        assert_eq!(
            styled.difference(&used).collect::<Vec<_>>(),
            Vec::<&String>::new(),
            "nobody uses these"
        );
        assert_eq!(
            used.difference(&styled).collect::<Vec<_>>(),
            Vec::<&String>::new(),
            "these look like nothing"
        );
    }

    #[test]
    fn every_icon_is_drawn_and_used() {
        let mut all = String::new();
        templates(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("templates"),
            &mut all,
        );
        let used = found(r#"icon\("([a-z-]+)"\)"#, &all);
        assert_eq!(found(r#"<symbol id="([a-z-]+)""#, ICONS), used);
    }

    #[test]
    fn the_style_loads_nothing_and_is_small() {
        for foreign in ["url(", "@import", "http:", "https:"] {
            assert!(!STYLE.contains(foreign), "{foreign}");
        }
        assert!(STYLE.len() < 60_000, "{}", STYLE.len());
    }
}
