//! What stands before the text of a Markdown file: YAML between `---` lines, TOML between `+++` lines, a header of
//! `Title: …` lines that ends at the first blank one (with or without a `---` before it), or YAML in an HTML comment.
//! Whatever comes in, reading it gives fields and a text or an error; the text is never changed.

mod lines;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

/// What a field says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Field {
    /// One text; numbers, dates and switches are read as text.
    One(String),
    /// A list of them.
    Many(Vec<String>),
}

/// The fields by name, in lower case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Fields(BTreeMap<String, Field>);

/// A file, taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Document<'t> {
    /// What stands before the text.
    pub(crate) fields: Fields,
    /// The text.
    pub(crate) body: &'t str,
}

/// What stands before the text can't be read. The messages of the readers quote it, and are not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unreadable {
    /// How it is written.
    pub(crate) language: &'static str,
    /// The line at which reading ended, counted from 1, if it is known.
    pub(crate) line: Option<usize>,
}

/// Takes a file apart.
pub(crate) fn split(text: &str) -> Result<Document<'_>, Unreadable> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let opened = text.trim_start_matches(['\r', '\n']);
    match opened.lines().next().map(str::trim_end) {
        Some("---") => yaml(text, opened),
        Some("+++") => toml(text, opened),
        Some(first) if first.trim_start().starts_with("<!--") => Ok(comment(text, opened)),
        Some(_) => Ok(lines::header(opened).unwrap_or_else(|| bare(text))),
        None => Ok(bare(text)),
    }
}

fn bare(text: &str) -> Document<'_> {
    Document {
        fields: Fields::default(),
        body: text,
    }
}

/// What is between the first line and the next one of `closing`, and what follows that.
fn enclosed<'t>(opened: &'t str, closing: &[&str]) -> Option<(&'t str, &'t str)> {
    let (_, rest) = opened.split_once('\n')?;
    let mut at = 0_usize;
    for line in rest.split_inclusive('\n') {
        if closing.contains(&line.trim_end()) {
            let body = rest.get(at.saturating_add(line.len())..)?;
            return Some((rest.get(..at)?, body));
        }
        at = at.saturating_add(line.len());
    }
    None
}

fn yaml<'t>(text: &'t str, opened: &'t str) -> Result<Document<'t>, Unreadable> {
    let enclosed = enclosed(opened, &["---", "..."]);
    let mut unreadable = None;
    if let Some((header, body)) = enclosed {
        match serde_norway::from_str::<serde_norway::Value>(header) {
            Ok(serde_norway::Value::Mapping(mapping)) => {
                let fields = Fields::of_yaml(mapping);
                return Ok(Document { fields, body });
            }
            Ok(serde_norway::Value::Null) => {
                let fields = Fields::default();
                return Ok(Document { fields, body });
            }
            // A rule, then text, then another rule.
            Ok(_) => {}
            Err(error) => {
                unreadable = Some(Unreadable {
                    language: "YAML",
                    line: error.location().map(|place| place.line().saturating_add(1)),
                });
            }
        }
        // Much of what people write is almost YAML: "title: One: two".
        if unreadable.is_some() && lines::is_header(header) {
            let fields = lines::read(header);
            return Ok(Document { fields, body });
        }
    }
    let unclosed = opened
        .split_once('\n')
        .and_then(|(_, rest)| lines::header(rest));
    match (unclosed, unreadable) {
        (Some(document), _) => Ok(document),
        (None, Some(unreadable)) => Err(unreadable),
        (None, None) => Ok(bare(text)),
    }
}

fn toml<'t>(text: &'t str, opened: &'t str) -> Result<Document<'t>, Unreadable> {
    let Some((header, body)) = enclosed(opened, &["+++"]) else {
        return Ok(bare(text));
    };
    let table: toml::Table = toml::from_str(header).map_err(|error| Unreadable {
        language: "TOML",
        line: error.span().and_then(|span| {
            let before = header.get(..span.start)?;
            Some(before.matches('\n').count().saturating_add(2))
        }),
    })?;
    let fields = Fields::of_toml(table);
    Ok(Document { fields, body })
}

/// A comment that holds no fields is a part of the text.
fn comment<'t>(text: &'t str, opened: &'t str) -> Document<'t> {
    let inner = opened
        .trim_start()
        .strip_prefix("<!--")
        .and_then(|rest| rest.split_once("-->"));
    let parsed = inner.map(|(header, body)| (serde_norway::from_str(header), body));
    match parsed {
        Some((Ok(serde_norway::Value::Mapping(mapping)), body)) => Document {
            fields: Fields::of_yaml(mapping),
            body,
        },
        Some(_) | None => bare(text),
    }
}

impl Fields {
    fn of_yaml(mapping: serde_norway::Mapping) -> Self {
        let mut fields = BTreeMap::new();
        for (key, value) in mapping {
            let (Some(key), Some(field)) = (yaml_text(&key), yaml_field(&value)) else {
                continue;
            };
            fields.insert(key.to_lowercase(), field);
        }
        Self(fields)
    }

    fn of_toml(table: toml::Table) -> Self {
        let fields = table.into_iter().filter_map(|(key, value)| {
            let field = match value {
                toml::Value::Array(items) => {
                    Field::Many(items.iter().filter_map(toml_text).collect())
                }
                other => Field::One(toml_text(&other)?),
            };
            Some((key.to_lowercase(), field))
        });
        Self(fields.collect())
    }

    fn of_lines(fields: impl IntoIterator<Item = (String, Field)>) -> Self {
        let lower = |(key, field): (String, Field)| (key.to_lowercase(), field);
        Self(fields.into_iter().map(lower).collect())
    }

    /// The first of the fields that says something.
    pub(crate) fn text(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| {
            let text = match self.0.get(*name)? {
                Field::One(text) => text.trim().to_owned(),
                Field::Many(texts) => texts.join(", "),
            };
            (!text.is_empty()).then_some(text)
        })
    }

    /// Everything that the fields list, in order, each once. A text may be a list with commas in it.
    pub(crate) fn list(&self, names: &[&str]) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for field in names.iter().filter_map(|name| self.0.get(*name)) {
            let items: Vec<&str> = match field {
                Field::One(text) => text.split(',').collect(),
                Field::Many(texts) => texts.iter().map(String::as_str).collect(),
            };
            for item in items.into_iter().map(str::trim) {
                if !item.is_empty() && !all.iter().any(|known| known == item) {
                    all.push(item.to_owned());
                }
            }
        }
        all
    }

    /// Whether the field is there and says `value`.
    pub(crate) fn says(&self, name: &str, value: &str) -> bool {
        self.text(&[name])
            .is_some_and(|text| text.eq_ignore_ascii_case(value))
    }
}

fn yaml_field(value: &serde_norway::Value) -> Option<Field> {
    match value {
        serde_norway::Value::Sequence(items) => {
            Some(Field::Many(items.iter().filter_map(yaml_text).collect()))
        }
        other => yaml_text(other).map(Field::One),
    }
}

fn yaml_text(value: &serde_norway::Value) -> Option<String> {
    match value {
        serde_norway::Value::String(text) => Some(text.clone()),
        serde_norway::Value::Number(number) => Some(number.to_string()),
        serde_norway::Value::Bool(switch) => Some(switch.to_string()),
        serde_norway::Value::Null
        | serde_norway::Value::Sequence(_)
        | serde_norway::Value::Mapping(_)
        | serde_norway::Value::Tagged(_) => None,
    }
}

fn toml_text(value: &toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Integer(number) => Some(number.to_string()),
        toml::Value::Float(number) => Some(number.to_string()),
        toml::Value::Boolean(switch) => Some(switch.to_string()),
        toml::Value::Datetime(moment) => Some(moment.to_string()),
        toml::Value::Array(_) | toml::Value::Table(_) => None,
    }
}
