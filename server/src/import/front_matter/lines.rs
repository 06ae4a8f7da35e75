//! Headers that are lines of `Key: value`, as Pelican has them, and front matter that is almost YAML.

use super::{Document, Field, Fields};

/// A header that begins the text and ends at its first blank line. Text that only begins with something like
/// "Note: …" is none: a header has a title.
pub(super) fn header(text: &str) -> Option<Document<'_>> {
    let mut at = 0_usize;
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            break;
        }
        at = at.saturating_add(line.len());
    }
    let (header, body) = text.split_at_checked(at)?;
    if !is_header(header) {
        return None;
    }
    let fields = read(header);
    fields.text(&["title"])?;
    Some(Document { fields, body })
}

/// Whether every line can be a part of a header, and the first one begins a field.
pub(super) fn is_header(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let first = lines.find(|line| !line.starts_with('#'));
    first.is_some_and(|first| field(first).is_some()) && lines.all(is_part)
}

fn is_part(line: &str) -> bool {
    field(line).is_some() || line.starts_with([' ', '\t', '#']) || line.starts_with("- ")
}

/// Name and value of a line that begins a field.
fn field(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':')?;
    let is_name = !name.is_empty()
        && name.len() <= 40
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
    let is_apart = value.is_empty() || value.starts_with([' ', '\t', '\r']);
    (is_name && is_apart).then(|| (name, value.trim()))
}

/// Reads the fields; of what is nested only plain lists.
pub(super) fn read(header: &str) -> Fields {
    let mut fields: Vec<(String, Field)> = Vec::new();
    for line in header.lines().filter(|line| !line.starts_with('#')) {
        match field(line) {
            Some((name, value)) => fields.push((name.to_owned(), value_of(value))),
            None => {
                if let Some((_, last)) = fields.last_mut() {
                    go_on(last, line.trim());
                }
            }
        }
    }
    Fields::of_lines(fields)
}

fn value_of(value: &str) -> Field {
    let inner = value
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    match inner {
        Some(items) => Field::Many(items.split(',').map(|item| bare(item.trim())).collect()),
        None if matches!(value, "|" | ">" | "|-" | ">-") => Field::One(String::new()),
        None => Field::One(bare(value)),
    }
}

/// A further line of the field before it.
fn go_on(field: &mut Field, more: &str) {
    let item = more.strip_prefix("- ").map(|item| bare(item.trim()));
    match (&mut *field, item) {
        (Field::One(text), Some(item)) if text.is_empty() => *field = Field::Many(vec![item]),
        (Field::Many(items), Some(item)) => items.push(item),
        (Field::One(text), None) if !more.is_empty() => {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(more);
        }
        (Field::One(_), Some(_) | None) | (Field::Many(_), None) => {}
    }
}

/// A value without the quotes around it.
fn bare(value: &str) -> String {
    let unquoted = ['"', '\''].into_iter().find_map(|quote| {
        let inner = value.strip_prefix(quote)?.strip_suffix(quote)?;
        (!inner.contains(quote)).then_some(inner)
    });
    unquoted.unwrap_or(value).to_owned()
}
