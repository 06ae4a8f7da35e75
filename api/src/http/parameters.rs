//! Reads the body of a request: its media type, its bytes under a bound, its four parameters.
//! What the document says is looked at elsewhere.

use async_graphql::Variables;
use axum::body::Body;
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use futures_util::StreamExt as _;
use serde_json::{Map, Value};
use url::form_urlencoded;

use super::bodies::{Bodies, FREE, Room};
use super::problem::Problem;

/// The most bytes behind the question mark of an address.
const LONGEST_ADDRESS: usize = 48 * 1024;

/// The most values in the variables of a request, in lists and objects too. Each takes many times the room of its text.
const MOST_VALUES: usize = 10_000;

/// Which document is meant.
#[derive(Clone, PartialEq, Eq)]
pub enum Document {
    /// This one.
    Text(String),
    /// The trusted document of this id: `sha256:` and 64 hexadecimal digits.
    Id(String),
}

/// What a client asks for.
#[derive(Clone, PartialEq, Eq)]
pub struct Parameters {
    /// The document.
    pub document: Document,
    /// Which of its operations is meant.
    pub operation_name: Option<String>,
    /// The values of its variables.
    pub variables: Variables,
}

/// Variables hold what somebody wrote, so nothing of a request is printed.
impl std::fmt::Debug for Parameters {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Parameters(..)")
    }
}

/// Takes JSON in UTF-8 and nothing else. Forms and plain text are what other sites can send
/// without being asked first.
pub(super) fn require_json(headers: &HeaderMap) -> Result<(), Problem> {
    let mut values = headers.get_all(CONTENT_TYPE).iter();
    let (Some(value), None) = (values.next(), values.next()) else {
        return Err(Problem::MediaType);
    };
    let text = value.to_str().map_err(|_not_ascii| Problem::MediaType)?;
    let mut parts = text.split(';').map(str::trim);
    let is_json = parts
        .next()
        .is_some_and(|kind| kind.eq_ignore_ascii_case("application/json"));
    let is_utf8 = parts
        .filter_map(|parameter| parameter.split_once('='))
        .filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))
        .all(|(_, charset)| {
            charset
                .trim()
                .trim_matches('"')
                .eq_ignore_ascii_case("utf-8")
        });
    let is_plain = headers
        .get_all(CONTENT_ENCODING)
        .iter()
        .all(|encoding| encoding.as_bytes().eq_ignore_ascii_case(b"identity"));
    if is_json && is_utf8 && is_plain {
        Ok(())
    } else {
        Err(Problem::MediaType)
    }
}

/// A body, with the room that it takes.
pub(super) struct ReadBody {
    pub(super) bytes: Vec<u8>,
    _room: Room,
}

/// Reads a body, and gives up as soon as it is longer than allowed or there is no room for it.
pub(super) async fn read(
    headers: &HeaderMap,
    body: Body,
    limit: usize,
    bodies: &Bodies,
) -> Result<ReadBody, Problem> {
    let announced = headers
        .get(CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > limit) {
        return Err(Problem::TooLarge { limit });
    }
    let mut bytes = Vec::with_capacity(announced.unwrap_or_default().min(FREE));
    let mut room = bodies.none();
    let mut chunks = body.into_data_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_broken_off| Problem::Incomplete)?;
        if bytes.len() + chunk.len() > limit {
            return Err(Problem::TooLarge { limit });
        }
        bytes.extend_from_slice(&chunk);
        // What is set aside counts, not only what came.
        room.grow_to(bytes.capacity())?;
    }
    Ok(ReadBody { bytes, _room: room })
}

/// Reads the parameters from a body. `extensions` has to be an object or null, and is not used.
pub(super) fn parse(body: &[u8]) -> Result<Parameters, Problem> {
    let value: Value = serde_json::from_slice(body).map_err(|error| Problem::NotJson {
        line: error.line(),
        column: error.column(),
    })?;
    from_value(value)
}

/// Reads the parameters from JSON.
pub(super) fn from_value(value: Value) -> Result<Parameters, Problem> {
    let mut object = match value {
        Value::Object(object) => object,
        Value::Array(_) => return Err(Problem::Batch),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            return Err(Problem::NotAnObject);
        }
    };
    let query = text_or_null(&mut object, "query", "a string")?;
    let id = text_or_null(&mut object, "documentId", "a string or null")?;
    let document = document(query, id)?;
    let operation_name = text_or_null(&mut object, "operationName", "a string or null")?;
    let variables = object_or_null(&mut object, "variables")?;
    let mut room = MOST_VALUES;
    if !variables.values().all(|value| fits(value, &mut room)) {
        return Err(Problem::TooManyValues { limit: MOST_VALUES });
    }
    let variables = serde_json::from_value(Value::Object(variables))
        .map_err(|_unreadable| wrong_object("variables"))?;
    object_or_null(&mut object, "extensions")?;
    Ok(Parameters {
        document,
        operation_name,
        variables,
    })
}

/// Reads the parameters from what stands behind the question mark of an address, where `variables` and `extensions`
/// are JSON.
pub(super) fn from_address(query: &str) -> Result<Parameters, Problem> {
    if query.len() > LONGEST_ADDRESS {
        return Err(Problem::TooLarge {
            limit: LONGEST_ADDRESS,
        });
    }
    let mut object = Map::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let is_json = matches!(&*name, "variables" | "extensions");
        let value = if is_json && !value.is_empty() {
            serde_json::from_str(&value).map_err(|error| Problem::NotJson {
                line: error.line(),
                column: error.column(),
            })?
        } else if is_json {
            Value::Null
        } else {
            Value::String(value.into_owned())
        };
        if object.insert(name.clone().into_owned(), value).is_some() {
            return Err(Problem::Twice {
                parameter: name.into_owned(),
            });
        }
    }
    if object.get("operationName").is_some_and(|name| name == "") {
        object.remove("operationName");
    }
    from_value(Value::Object(object))
}

/// Whether there is room for a value with all that is in it. JSON is nested no deeper than its reader allows.
fn fits(value: &Value, room: &mut usize) -> bool {
    let Some(left) = room.checked_sub(1) else {
        return false;
    };
    *room = left;
    match value {
        Value::Array(items) => items.iter().all(|item| fits(item, room)),
        Value::Object(fields) => fields.values().all(|field| fits(field, room)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => true,
    }
}

fn document(query: Option<String>, id: Option<String>) -> Result<Document, Problem> {
    match (query, id) {
        (Some(text), None) => Ok(Document::Text(text)),
        (None, Some(id)) => Ok(Document::Id(id)),
        (None, None) => Err(Problem::QueryMissing),
        (Some(_), Some(_)) => Err(Problem::QueryTwice),
    }
}

fn text_or_null(
    object: &mut Map<String, Value>,
    parameter: &'static str,
    expected: &'static str,
) -> Result<Option<String>, Problem> {
    match object.remove(parameter) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_)) => {
            Err(Problem::WrongType {
                parameter,
                expected,
            })
        }
    }
}

fn object_or_null(
    object: &mut Map<String, Value>,
    parameter: &'static str,
) -> Result<Map<String, Value>, Problem> {
    match object.remove(parameter) {
        None | Some(Value::Null) => Ok(Map::new()),
        Some(Value::Object(fields)) => Ok(fields),
        Some(Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_)) => {
            Err(wrong_object(parameter))
        }
    }
}

const fn wrong_object(parameter: &'static str) -> Problem {
    Problem::WrongType {
        parameter,
        expected: "an object or null",
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::value;
    use axum::http::HeaderValue;

    use super::*;

    fn media_type(values: &[&'static str]) -> Result<(), Problem> {
        let values = values
            .iter()
            .map(|value| (CONTENT_TYPE, HeaderValue::from_static(value)));
        require_json(&values.collect())
    }

    #[test]
    fn json_in_utf8_is_read() {
        for value in [
            "application/json",
            "Application/JSON; charset=UTF-8",
            "application/json;charset=\"utf-8\"",
        ] {
            assert_eq!(media_type(&[value]), Ok(()), "{value}");
        }
    }

    #[test]
    fn what_other_sites_can_send_unasked_is_not_read() {
        for value in [
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/graphql",
            "application/json-patch+json",
            "application/json; charset=iso-8859-1",
            "application/json; charset=utf-16",
            "",
        ] {
            assert_eq!(media_type(&[value]), Err(Problem::MediaType), "{value}");
        }
        assert_eq!(media_type(&[]), Err(Problem::MediaType));
        assert_eq!(
            media_type(&["application/json", "text/plain"]),
            Err(Problem::MediaType)
        );
    }

    #[test]
    fn compressed_bodies_are_not_read() {
        let json = (CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let gzip = (CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        let headers = [json, gzip].into_iter().collect();
        assert_eq!(require_json(&headers), Err(Problem::MediaType));
    }

    #[test]
    fn the_four_parameters_are_read() {
        let body = r#"{"query":"{ a }","operationName":"A","variables":{"b":[1]},"extensions":{}}"#;
        let expected = Parameters {
            document: Document::Text("{ a }".to_owned()),
            operation_name: Some("A".to_owned()),
            variables: Variables::from_value(value!({ "b": [1] })),
        };
        assert_eq!(parse(body.as_bytes()), Ok(expected.clone()));
        let nulls =
            r#"{"query":"{ a }","operationName":null,"variables":null,"extensions":null,"x":1}"#;
        let bare = Parameters {
            operation_name: None,
            variables: Variables::default(),
            ..expected
        };
        assert_eq!(parse(nulls.as_bytes()), Ok(bare));
    }

    #[test]
    fn a_parameter_of_another_type_is_refused_by_name() {
        for (parameter, values) in [
            ("query", ["1", "{}", "[]", "true"]),
            ("operationName", ["1", "{}", "[]", "false"]),
            ("variables", ["1", "\"{}\"", "[]", "true"]),
            ("extensions", ["1", "\"{}\"", "[]", "true"]),
        ] {
            for value in values {
                let body = match parameter {
                    "query" => format!("{{\"query\":{value}}}"),
                    _ => format!("{{\"query\":\"{{ a }}\",\"{parameter}\":{value}}}"),
                };
                let found = parse(body.as_bytes());
                let is_named = matches!(&found, Err(Problem::WrongType { parameter: named, .. })
                    if *named == parameter);
                assert!(is_named, "{body}");
            }
        }
    }

    #[test]
    fn what_is_no_request_is_refused() {
        for (body, problem) in [
            (r"[]", Problem::Batch),
            (r#"[{"query":"{ a }"}]"#, Problem::Batch),
            (r#""query""#, Problem::NotAnObject),
            (r"null", Problem::NotAnObject),
            (r"{}", Problem::QueryMissing),
            (r#"{"query":null}"#, Problem::QueryMissing),
        ] {
            assert_eq!(parse(body.as_bytes()), Err(problem), "{body}");
        }
    }

    #[test]
    fn variables_hold_no_more_values_than_allowed() {
        let body = |items: usize| {
            let list = vec!["0"; items].join(",");
            format!("{{\"query\":\"{{ a }}\",\"variables\":{{\"a\":[{list}]}}}}")
        };
        let problem = Problem::TooManyValues { limit: MOST_VALUES };
        assert!(parse(body(MOST_VALUES - 1).as_bytes()).is_ok());
        assert_eq!(parse(body(MOST_VALUES).as_bytes()), Err(problem));
    }

    #[test]
    fn broken_json_is_refused() {
        let lone_surrogate: &[u8] = br#"{"query":"\ud800"}"#;
        let in_variables: &[u8] = br#"{"query":"{ a }","variables":{"a":"\udc00 x"}}"#;
        let not_utf8: &[u8] = b"{\"query\":\"\xff\"}";
        let deep = format!("{{\"query\":{}", "[".repeat(100_000));
        let huge: &[u8] = br#"{"query":"{ a }","variables":{"a":1e999}}"#;
        for body in [
            lone_surrogate,
            in_variables,
            not_utf8,
            deep.as_bytes(),
            huge,
            b"",
            b"{",
        ] {
            assert!(matches!(parse(body), Err(Problem::NotJson { .. })));
        }
    }

    #[test]
    fn a_request_does_not_print_what_somebody_wrote() {
        let parameters = Parameters {
            document: Document::Text("{ secret }".to_owned()),
            operation_name: None,
            variables: Variables::default(),
        };
        assert_eq!(format!("{parameters:?}"), "Parameters(..)");
    }

    #[test]
    fn an_address_has_the_same_parameters() {
        let read =
            from_address("query=%7B+a+%7D&operationName=&variables=%7B%22b%22%3A%5B1%5D%7D&x=1");
        let expected = Parameters {
            document: Document::Text("{ a }".to_owned()),
            operation_name: None,
            variables: Variables::from_value(value!({ "b": [1] })),
        };
        assert_eq!(read, Ok(expected));
        let by_id = from_address("documentId=sha256%3Aab&variables=");
        assert!(
            matches!(by_id, Ok(Parameters { document: Document::Id(id), .. }) if id == "sha256:ab")
        );
    }

    #[test]
    fn an_address_without_a_document_or_with_two_is_refused() {
        let long = format!("query={}", "a".repeat(LONGEST_ADDRESS));
        for (query, problem) in [
            ("", Problem::QueryMissing),
            ("variables=%7B%7D", Problem::QueryMissing),
            ("query=a&documentId=b", Problem::QueryTwice),
            (
                "query=a&query=b",
                Problem::Twice {
                    parameter: "query".to_owned(),
                },
            ),
            ("query=a&variables=%5B%5D", wrong_object("variables")),
            (
                "query=a&variables=%7B",
                Problem::NotJson { line: 1, column: 1 },
            ),
            (
                &long,
                Problem::TooLarge {
                    limit: LONGEST_ADDRESS,
                },
            ),
        ] {
            assert_eq!(from_address(query), Err(problem), "{query:.60}");
        }
    }
}
