//! Parsed documents that passed the bounds, kept by their text, and the requests made of them.
//! Whether a document fits the schema is decided at each execution, not here.

mod absent;
mod error;
mod inputs;
mod merging;
mod never_empty;
mod nulls;
mod order;
mod selections;
mod shapes;
#[cfg(test)]
mod tests;
mod typenames;
mod types;
mod values;

use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::{Arc, Mutex, PoisonError};

use async_graphql::parser::parse_query;
use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, OperationDefinition, OperationType, VariableDefinition,
};
use async_graphql::{Name, Positioned, Request, Response, Value, Variables};
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use sha2::{Digest as _, Sha256};

use order::Order;

pub use error::{DocumentError, RequestError};
pub use inputs::InputError;
pub use merging::Clash;
pub use shapes::Conflict;
pub use types::Types;

use crate::http::Document;
use crate::limits::{self, Limits, Measured};

/// A node of a parsed document with its share of strings and vectors, in bytes.
const BYTES_PER_TOKEN: usize = 256;

/// One operation of a checked document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// Its name; only a lone operation has none.
    pub name: Option<String>,
    /// Query, mutation or subscription.
    pub kind: OperationType,
    /// The root fields.
    pub fields: BTreeSet<String>,
    /// Whether something that is public is asked for whose answer depends on who asks.
    pub is_personal: bool,
    /// The one root field of a subscription.
    pub watches: Option<String>,
    /// Variables that decide whether something is skipped or included.
    conditions: Vec<String>,
    /// In which order fields are answered.
    order: Order,
}

/// A parsed document within all bounds.
pub struct Checked {
    document: ExecutableDocument,
    operations: Vec<Operation>,
    /// Whether answers have something in them that is taken out.
    is_filled: bool,
    types: Arc<Types>,
    bytes: u64,
    /// What operations cost, for the variables that decide it.
    costs: Mutex<Vec<(CostKey, u32)>>,
}

/// An operation with the variables that can decide its cost, hashed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CostKey(u64);

/// How many costs of one document are kept.
const MOST_COSTS: usize = 16;

impl Operation {
    /// Whether it asks for the schema itself.
    pub fn introspects(&self) -> bool {
        let mut fields = self.fields.iter();
        fields.any(|field| field == "__schema" || field == "__type")
    }
}

impl fmt::Debug for Checked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Checked").finish_non_exhaustive()
    }
}

impl Checked {
    fn parse(text: &str, limits: &Limits, types: &Arc<Types>) -> Result<Self, DocumentError> {
        let scanned = limits::scan(text, limits)?;
        let mut document = parse_query(&scanned.text)?;
        let measured = limits::check(&document, limits)?;
        shapes::check(types, &document)?;
        merging::check(types, &document)?;
        inputs::check(types, &document)?;
        let operations = measured
            .into_iter()
            .filter_map(|measured| operation(&document, measured))
            .collect();
        let bytes = text.len() + scanned.tokens * BYTES_PER_TOKEN;
        typenames::wrap(&mut document);
        let is_filled = never_empty::fill(&mut document);
        Ok(Self {
            is_filled,
            types: Arc::clone(types),
            document,
            operations,
            bytes: u64::try_from(bytes).unwrap_or(u64::MAX),
            costs: Mutex::default(),
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

    /// The values of the variables that an operation declares, with its defaults: async-graphql leaves those out when
    /// it decides what to skip. What nobody declared is dropped here, so that nobody keeps it.
    pub fn values(&self, operation: &Operation, mut given: Variables) -> Variables {
        let mut values = Variables::default();
        let definition = definition(&self.document, operation.name.as_deref());
        for variable in definition
            .iter()
            .flat_map(|operation| &operation.variable_definitions)
        {
            let name: &Name = &variable.node.name.node;
            let default = || {
                variable
                    .node
                    .default_value
                    .as_ref()
                    .map(|value| value.node.clone())
            };
            if let Some(value) = given.remove(name).or_else(default) {
                values.insert(name.clone(), value);
            }
        }
        values
    }

    /// What the cost of an operation depends on: the kinds of its [`values`](Self::values), numbers, and lengths.
    pub fn cost_key(&self, operation: &Operation, values: &Variables) -> CostKey {
        let mut hasher = DefaultHasher::new();
        operation.name.hash(&mut hasher);
        for (name, value) in values.iter() {
            name.as_str().hash(&mut hasher);
            std::mem::discriminant(value).hash(&mut hasher);
            match value {
                Value::Number(number) => number.hash(&mut hasher),
                Value::Boolean(is) => is.hash(&mut hasher),
                Value::List(items) => items.len().hash(&mut hasher),
                Value::Null
                | Value::String(_)
                | Value::Enum(_)
                | Value::Binary(_)
                | Value::Object(_) => {}
            }
        }
        CostKey(hasher.finish())
    }

    /// The cost, if it is known.
    pub fn known_cost(&self, key: CostKey) -> Option<u32> {
        let costs = self.costs.lock().unwrap_or_else(PoisonError::into_inner);
        let found = costs.iter().find(|(known, _)| *known == key);
        found.map(|(_, cost)| *cost)
    }

    /// Keeps a cost, in place of the oldest where there are too many.
    pub fn know_cost(&self, key: CostKey, cost: u32) {
        let mut costs = self.costs.lock().unwrap_or_else(PoisonError::into_inner);
        if costs.len() >= MOST_COSTS {
            costs.remove(0);
        }
        costs.push((key, cost));
    }

    /// A request for one of the operations with its [`values`](Self::values). async-graphql looks for required values
    /// only when a field needs them, which is too late: execution would have begun.
    pub fn request(
        &self,
        operation: &Operation,
        variables: Variables,
    ) -> Result<Request, RequestError> {
        let name = operation.name.as_deref();
        let mut document = self.document.clone();
        if let Some(definition) = definition(&self.document, name) {
            require_values(definition, &variables)?;
            check_values(&self.types, definition, &variables)?;
            let absent = absent::without_value(definition, &variables);
            absent::take_out(&mut document, &absent, |of, variable| {
                self.needs(of.map(Name::as_str), variable)
            });
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
        request.set_parsed_query(document);
        Ok(request)
    }

    /// Whether a directive of an operation depends on a variable.
    fn needs(&self, operation: Option<&str>, variable: &Name) -> bool {
        let mut operations = self.operations.iter();
        let known = operations.find(|known| known.name.as_deref() == operation);
        known.is_some_and(|known| {
            known
                .conditions
                .iter()
                .any(|name| name == variable.as_str())
        })
    }
}

fn operation(document: &ExecutableDocument, measured: Measured) -> Option<Operation> {
    let definition = definition(document, measured.name.as_deref())?;
    Some(Operation {
        kind: definition.ty,
        name: measured.name,
        fields: measured.fields,
        is_personal: measured.is_personal,
        watches: measured.watches,
        conditions: measured.conditions,
        order: Order::of(document, definition),
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

fn check_values(
    types: &Types,
    operation: &OperationDefinition,
    variables: &Variables,
) -> Result<(), RequestError> {
    for variable in &operation.variable_definitions {
        let (name, ty) = (&variable.node.name.node, &variable.node.var_type.node);
        if let Some(value) = variables.get(name) {
            values::check(types, value, ty).map_err(|misfit| RequestError::Misfit {
                variable: name.to_string(),
                misfit: misfit.to_string(),
            })?;
        }
    }
    Ok(())
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

/// Which documents are answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Answered {
    /// Any that is within the bounds.
    #[default]
    Any,
    /// Trusted ones only: for emergencies.
    TrustedOnly,
}

/// Parses and checks documents, each once while it is kept.
pub struct Documents {
    limits: Limits,
    cache: Cache<Arc<str>, Arc<Checked>, Weight>,
    trusted: HashMap<String, Arc<Checked>>,
    answered: Answered,
    types: Arc<Types>,
}

/// The id of a trusted document: `sha256:` and the hash of its text in hexadecimal digits.
pub fn document_id(text: &str) -> String {
    format!("sha256:{}", hex::encode(Sha256::digest(text.as_bytes())))
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
            trusted: HashMap::new(),
            answered: Answered::Any,
            types: Arc::default(),
        }
    }

    /// With the types of the schema that the documents are for.
    #[must_use]
    pub fn of_schema(mut self, types: Types) -> Self {
        self.types = Arc::new(types);
        self
    }

    /// Brings what was executed into the shape that the document asked for.
    pub fn finish(&self, document: &Checked, operation: &Operation, response: &mut Response) {
        if document.is_filled {
            never_empty::empty(&mut response.data);
        }
        let name = operation.name.as_deref();
        if !response.errors.is_empty()
            && let Some(definition) = definition(&document.document, name)
        {
            nulls::set(&self.types, &document.document, definition, response);
        }
        operation.order.bring(&mut response.data);
    }

    /// Which documents are answered.
    #[must_use]
    pub const fn answering(mut self, answered: Answered) -> Self {
        self.answered = answered;
        self
    }

    /// Parses a document that clients may name by its id from now on, and keeps it for good.
    pub fn trust(&mut self, text: &str) -> Result<(), DocumentError> {
        let checked = Arc::new(Checked::parse(text, &self.limits, &self.types)?);
        self.trusted.insert(document_id(text), checked);
        Ok(())
    }

    /// The document that a request means.
    pub fn find(&self, asked: &Document) -> Result<Arc<Checked>, DocumentError> {
        match (asked, self.answered) {
            (Document::Id(id), _) => self.trusted(id).ok_or(DocumentError::Unknown),
            (Document::Text(text), Answered::Any) => self.get_or_parse(text),
            (Document::Text(text), Answered::TrustedOnly) => self
                .trusted(&document_id(text))
                .ok_or(DocumentError::NotTrusted),
        }
    }

    /// The document that a request means, if it was looked at before.
    pub fn known(&self, asked: &Document) -> Option<Arc<Checked>> {
        match (asked, self.answered) {
            (Document::Id(id), _) => self.trusted(id),
            (Document::Text(text), Answered::Any) => self.cache.get(text.as_str()),
            (Document::Text(_), Answered::TrustedOnly) => None,
        }
    }

    /// The trusted document of an id.
    pub fn trusted(&self, id: &str) -> Option<Arc<Checked>> {
        self.trusted.get(id).map(Arc::clone)
    }

    /// The document of a text: kept from before, or parsed and checked now. What is refused is
    /// not kept, since refusing costs less than a place.
    pub fn get_or_parse(&self, query: &str) -> Result<Arc<Checked>, DocumentError> {
        if let Some(kept) = self.cache.get(query) {
            return Ok(kept);
        }
        let checked = Arc::new(Checked::parse(query, &self.limits, &self.types)?);
        self.cache.insert(Arc::from(query), Arc::clone(&checked));
        Ok(checked)
    }
}
