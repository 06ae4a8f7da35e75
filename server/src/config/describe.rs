//! The configuration in force, for a person who checks it.

use figment::Figment;

use super::{Settings, problem};

/// A line for each key: its value, secrets masked, and where it came from.
pub(super) fn lines(settings: &Settings, sources: &Figment) -> Vec<String> {
    entries(settings)
        .into_iter()
        .map(|(key, value)| {
            let source = sources
                .find_metadata(key)
                .map_or_else(|| "built in".to_owned(), problem::name);
            format!("{key} = {value}   # {source}")
        })
        .collect()
}

fn entries(settings: &Settings) -> Vec<(&'static str, String)> {
    let Settings {
        data,
        http,
        database,
        requests,
        log,
        centre,
    } = settings;
    let text = |text: &str| format!("\"{text}\"");
    let none = "(none)".to_owned();
    let origin = http
        .public_origin
        .as_ref()
        .map(|origin| text(&origin.to_string()));
    let url = database.url.as_ref().map(|url| text(&url.masked()));
    vec![
        ("data", text(&data.display().to_string())),
        ("http.listen", text(&http.listen.to_string())),
        ("http.public_origin", origin.unwrap_or_else(|| none.clone())),
        ("http.most_connections", http.most_connections.to_string()),
        ("database.url", url.unwrap_or(none)),
        ("database.connections", database.connections.to_string()),
        ("database.durability", text(database.durability.as_str())),
        ("requests.running", requests.running.to_string()),
        ("requests.waiting", requests.waiting.to_string()),
        ("requests.seconds", requests.seconds.to_string()),
        ("log.format", text(log.format.as_str())),
        ("log.level", text(log.level.as_str())),
        ("centre.time_zone", text(&centre.time_zone.to_string())),
    ]
}
