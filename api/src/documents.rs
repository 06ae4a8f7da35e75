//! Parsed documents that passed the bounds, kept by their text, and the requests made of them.
//! Whether a document fits the schema is decided at each execution, not here.

use std::fmt;
use std::sync::Arc;

use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, OperationDefinition, OperationType, VariableDefinition,
};
use async_graphql::parser::{self, parse_query};
use async_graphql::{Name, Pos, Positioned, Request, ServerError, Value, Variables};
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use crate::errors::{self, Code};
use crate::limits::{self, LimitError, Limits, Measured, ScanError};

/// A node of a parsed document with its share of strings and vectors, in bytes.
const BYTES_PER_TOKEN: usize = 256;

/// Why a text is not a document that may be validated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// The text passes a bound, or a string in it does not end.
    #[error(transparent)]
    Scan(#[from] ScanError),
    /// The text is not GraphQL.
    #[error("{message}")]
    Syntax {
        /// What the parser expected.
        message: String,
        /// Where the parser stopped, the most important place first.
        positions: Vec<Pos>,
    },
    /// The document passes a bound.
    #[error(transparent)]
    Limit(#[from] LimitError),
}

impl DocumentError {
    /// The error as a client reads it.
    pub fn to_server_error(&self) -> ServerError {
        let (code, positions) = match self {
            Self::Scan(_) => (Code::ParseFailed, Vec::new()),
            Self::Syntax { positions, .. } => (Code::ParseFailed, positions.clone()),
            Self::Limit(limit) => (
                Code::ValidationFailed,
                limit.position().into_iter().collect(),
            ),
        };
        let mut error = errors::server_error(code, &self.to_string());
        error.locations = positions;
        error
    }
}

impl From<parser::Error> for DocumentError {
    fn from(error: parser::Error) -> Self {
        Self::Syntax {
            message: syntax_message(&error),
            positions: error.positions().collect(),
        }
    }
}

/// The parser draws the line of the document with an arrow below it; its last line is enough.
fn syntax_message(error: &parser::Error) -> String {
    let text = error.to_string();
    let last = text.lines().next_back().unwrap_or_default();
    let expected = last.trim().trim_start_matches("= ").trim_end_matches('.');
    format!("syntax error: {expected}")
}

/// Why a checked document and its parameters are not a request.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// No operation has the name.
    #[error("the document has no operation named \"{name}\"")]
    UnknownOperation {
        /// The name that was asked for.
        name: String,
    },
    /// There are several operations, and nobody said which.
    #[error("the document has several operations, so \"operationName\" is required")]
    NameRequired,
    /// `@skip` or `@include` depends on a variable without a value.
    #[error("the variable \"${variable}\" must be true or false, because a directive needs it")]
    NotBoolean {
        /// The variable's name.
        variable: String,
    },
    /// A variable that must have a value has none, or null.
    #[error("the variable \"${variable}\" is required")]
    ValueRequired {
        /// The variable's name.
        variable: String,
    },
    /// A subscription came over a transport that answers once.
    #[error("subscriptions are not available on this transport")]
    Subscription,
}

impl RequestError {
    /// The error as a client reads it.
    pub fn to_server_error(&self) -> ServerError {
        errors::server_error(Code::BadUserInput, &self.to_string())
    }
}

/// One operation of a checked document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// Its name; only a lone operation has none.
    pub name: Option<String>,
    /// Query, mutation or subscription.
    pub kind: OperationType,
    /// Variables that decide whether something is skipped or included.
    conditions: Vec<String>,
}

/// A parsed document within all bounds.
pub struct Checked {
    document: ExecutableDocument,
    operations: Vec<Operation>,
    bytes: u64,
}

impl fmt::Debug for Checked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Checked").finish_non_exhaustive()
    }
}

impl Checked {
    fn parse(text: &str, limits: &Limits) -> Result<Self, DocumentError> {
        let scanned = limits::scan(text, limits)?;
        let document = parse_query(text)?;
        let measured = limits::check(&document, limits)?;
        let operations = measured
            .into_iter()
            .filter_map(|measured| operation(&document, measured))
            .collect();
        let bytes = text.len() + scanned.tokens * BYTES_PER_TOKEN;
        Ok(Self {
            document,
            operations,
            bytes: u64::try_from(bytes).unwrap_or(u64::MAX),
        })
    }

    /// Every operation, in no order.
    pub fn operations(&self) -> &[Operation] {
        &self.operations
    }

    /// The operation that a request means.
    pub fn select(&self, name: Option<&str>) -> Result<&Operation, RequestError> {
        match (name, self.operations.as_slice()) {
            (None, [only]) => Ok(only),
            (None, _) => Err(RequestError::NameRequired),
            (Some(name), operations) => operations
                .iter()
                .find(|operation| operation.name.as_deref() == Some(name))
                .ok_or_else(|| RequestError::UnknownOperation {
                    name: name.to_owned(),
                }),
        }
    }

    /// A request for one of the operations, with the defaults of its variables filled in:
    /// async-graphql leaves them out when it decides what to skip. It looks for required values
    /// only when a field needs them, which is too late: execution would have begun.
    pub fn request(
        &self,
        operation: &Operation,
        mut variables: Variables,
    ) -> Result<Request, RequestError> {
        let name = operation.name.as_deref();
        if let Some(definition) = definition(&self.document, name) {
            fill_in_defaults(definition, &mut variables);
            require_values(definition, &variables)?;
        }
        let is_boolean = |condition: &&String| {
            let value = variables.get(condition.as_str());
            matches!(value, Some(Value::Boolean(_)))
        };
        if let Some(variable) = operation.conditions.iter().find(|name| !is_boolean(name)) {
            let variable = variable.clone();
            return Err(RequestError::NotBoolean { variable });
        }
        // The text stays behind: whatever looks at the request has the parsed document.
        let mut request = Request::new(String::new()).variables(variables);
        request.operation_name.clone_from(&operation.name);
        request.set_parsed_query(self.document.clone());
        Ok(request)
    }
}

fn operation(document: &ExecutableDocument, measured: Measured) -> Option<Operation> {
    let definition = definition(document, measured.name.as_deref())?;
    Some(Operation {
        kind: definition.ty,
        name: measured.name,
        conditions: measured.conditions,
    })
}

fn definition<'a>(
    document: &'a ExecutableDocument,
    name: Option<&str>,
) -> Option<&'a OperationDefinition> {
    match (&document.operations, name) {
        (DocumentOperations::Single(operation), None) => Some(&operation.node),
        (DocumentOperations::Multiple(operations), Some(name)) => {
            operations.get(name).map(|operation| &operation.node)
        }
        (DocumentOperations::Single(_), Some(_)) | (DocumentOperations::Multiple(_), None) => None,
    }
}

fn fill_in_defaults(operation: &OperationDefinition, variables: &mut Variables) {
    for variable in &operation.variable_definitions {
        let name: &Name = &variable.node.name.node;
        if let Some(default) = &variable.node.default_value
            && !variables.contains_key(name)
        {
            variables.insert(name.clone(), default.node.clone());
        }
    }
}

fn require_values(
    operation: &OperationDefinition,
    variables: &Variables,
) -> Result<(), RequestError> {
    let is_missing = |variable: &&Positioned<VariableDefinition>| {
        let value = variables.get(&variable.node.name.node);
        !variable.node.var_type.node.nullable && matches!(value, None | Some(Value::Null))
    };
    match operation.variable_definitions.iter().find(is_missing) {
        None => Ok(()),
        Some(variable) => Err(RequestError::ValueRequired {
            variable: variable.node.name.node.to_string(),
        }),
    }
}

/// How much the cache of parsed documents may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CacheSize {
    /// The most documents.
    pub documents: u32,
    /// The most bytes, estimated.
    pub bytes: u64,
}

impl Default for CacheSize {
    fn default() -> Self {
        Self {
            documents: 2_000,
            bytes: 64 * 1024 * 1024,
        }
    }
}

/// Weighs a document by its bytes, and by its share of the most documents, whichever is more.
#[derive(Debug, Clone)]
struct Weight {
    least: u64,
}

impl Weighter<Arc<str>, Arc<Checked>> for Weight {
    fn weight(&self, text: &Arc<str>, checked: &Arc<Checked>) -> u64 {
        let text = u64::try_from(text.len()).unwrap_or(u64::MAX);
        checked.bytes.saturating_add(text).max(self.least)
    }
}

/// Parses and checks documents, each once while it is kept.
pub struct Documents {
    limits: Limits,
    cache: Cache<Arc<str>, Arc<Checked>, Weight>,
}

impl fmt::Debug for Documents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Documents")
            .field("limits", &self.limits)
            .field("kept", &self.cache.len())
            .finish_non_exhaustive()
    }
}

impl Documents {
    /// Starts with nothing kept.
    pub fn new(limits: Limits, size: CacheSize) -> Self {
        let documents = size.documents.max(1);
        let least = (size.bytes / u64::from(documents)).max(1);
        let estimate = usize::try_from(documents).unwrap_or(usize::MAX);
        Self {
            limits,
            cache: Cache::with_weighter(estimate, size.bytes, Weight { least }),
        }
    }

    /// The document of a text: kept from before, or parsed and checked now. What is refused is
    /// not kept, since refusing costs less than a place.
    pub fn get_or_parse(&self, query: &str) -> Result<Arc<Checked>, DocumentError> {
        if let Some(kept) = self.cache.get(query) {
            return Ok(kept);
        }
        let checked = Arc::new(Checked::parse(query, &self.limits)?);
        self.cache.insert(Arc::from(query), Arc::clone(&checked));
        Ok(checked)
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::value;

    use super::*;

    fn documents() -> Documents {
        Documents::new(Limits::PUBLIC, CacheSize::default())
    }

    fn variables(value: Value) -> Variables {
        Variables::from_value(value)
    }

    #[test]
    fn a_document_is_parsed_once_while_it_is_kept() {
        let documents = documents();
        let first = documents.get_or_parse("{ a }").expect("is fine");
        let again = documents.get_or_parse("{ a }").expect("is fine");
        let other = documents.get_or_parse("{ b }").expect("is fine");
        assert!(Arc::ptr_eq(&first, &again));
        assert!(!Arc::ptr_eq(&first, &other));
    }

    #[test]
    fn no_more_documents_are_kept_than_asked_for() {
        let few = CacheSize {
            documents: 10,
            bytes: 1024 * 1024,
        };
        let documents = Documents::new(Limits::PUBLIC, few);
        for number in 0..200 {
            assert!(documents.get_or_parse(&format!("{{ a{number} }}")).is_ok());
        }
        assert!(documents.cache.len() <= 10);
        let small = CacheSize {
            documents: 1_000,
            bytes: 20_000,
        };
        let documents = Documents::new(Limits::PUBLIC, small);
        for number in 0..200 {
            assert!(documents.get_or_parse(&format!("{{ a{number} }}")).is_ok());
        }
        assert!(documents.cache.weight() <= 20_000);
    }

    #[test]
    fn text_that_is_no_document_is_refused_with_its_place() {
        let documents = documents();
        let refused = documents.get_or_parse("{ a(").expect_err("is refused");
        let error = refused.to_server_error();
        assert!(
            error.message.starts_with("Syntax error: expected "),
            "{error}"
        );
        assert_eq!(error.locations, [Pos { line: 1, column: 5 }]);
        assert_eq!(errors::code_of(&error), Some("GRAPHQL_PARSE_FAILED"));
        for empty in ["", "   ", "# nothing"] {
            let refused = documents.get_or_parse(empty);
            assert!(
                matches!(refused, Err(DocumentError::Syntax { .. })),
                "{empty:?}"
            );
        }
    }

    #[test]
    fn a_document_nested_five_thousand_levels_is_refused_before_the_parser() {
        let documents = documents();
        for bracket in ["{a", "{a(b:[", "{a(b:{c:", "query($a:["] {
            let nested: String = bracket.repeat(5_000).chars().take(32_000).collect();
            let refused = documents.get_or_parse(&nested);
            assert!(matches!(refused, Err(DocumentError::Scan(_))), "{bracket}");
        }
    }

    #[test]
    fn a_document_out_of_bounds_fails_validation() {
        let refused = documents().get_or_parse("{ __typename @nonsense }");
        let error = refused.expect_err("is refused").to_server_error();
        assert_eq!(error.message, "Unknown directive \"@nonsense\".");
        assert_eq!(
            error.locations,
            [Pos {
                line: 1,
                column: 14
            }]
        );
        assert_eq!(errors::code_of(&error), Some("GRAPHQL_VALIDATION_FAILED"));
    }

    #[test]
    fn an_operation_is_chosen_by_name_or_because_it_is_the_only_one() {
        let documents = documents();
        let two = documents
            .get_or_parse("query A { a } mutation B { b }")
            .expect("is fine");
        assert_eq!(two.select(None), Err(RequestError::NameRequired));
        assert_eq!(
            two.select(Some("B")).map(|chosen| chosen.kind),
            Ok(OperationType::Mutation)
        );
        assert!(matches!(
            two.select(Some("C")),
            Err(RequestError::UnknownOperation { .. })
        ));
        let one = documents.get_or_parse("{ a }").expect("is fine");
        assert_eq!(
            one.select(None).map(|chosen| chosen.kind),
            Ok(OperationType::Query)
        );
        assert!(matches!(
            one.select(Some("")),
            Err(RequestError::UnknownOperation { .. })
        ));
    }

    #[test]
    fn a_default_decides_what_is_skipped_when_no_value_is_given() {
        let text = "query ($x: Boolean = true, $y: Int = 3) { a @skip(if: $x) }";
        let document = documents().get_or_parse(text).expect("is fine");
        let operation = document.select(None).expect("is there");
        let filled = document
            .request(operation, Variables::default())
            .expect("is fine");
        assert_eq!(filled.variables, variables(value!({ "x": true, "y": 3 })));
        let given = variables(value!({ "x": false, "y": null }));
        let kept = document.request(operation, given.clone()).expect("is fine");
        assert_eq!(kept.variables, given);
    }

    #[test]
    fn a_required_variable_without_a_value_is_refused() {
        let text = "query ($n: Int!, $d: Int! = 1, $o: Int) { a(n: $n, d: $d, o: $o) }";
        let document = documents().get_or_parse(text).expect("is fine");
        let operation = document.select(None).expect("is there");
        for wrong in [
            value!({}),
            value!({ "n": null }),
            value!({ "n": 1, "d": null }),
        ] {
            let refused = document.request(operation, variables(wrong));
            assert!(matches!(refused, Err(RequestError::ValueRequired { .. })));
        }
        assert!(
            document
                .request(operation, variables(value!({ "n": 1 })))
                .is_ok()
        );
    }

    #[test]
    fn a_condition_without_a_boolean_value_is_refused() {
        let text = "query ($x: Boolean) { __typename @skip(if: $x) }";
        let document = documents().get_or_parse(text).expect("is fine");
        let operation = document.select(None).expect("is there");
        for wrong in [value!({}), value!({ "x": null }), value!({ "x": 1 })] {
            let refused = document.request(operation, variables(wrong));
            assert!(matches!(refused, Err(RequestError::NotBoolean { .. })));
        }
        assert!(
            document
                .request(operation, variables(value!({ "x": true })))
                .is_ok()
        );
    }
}
