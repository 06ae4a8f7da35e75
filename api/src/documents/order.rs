//! Brings the fields of an answer into the order of the document (GraphQL, section 7.2.2). async-graphql runs fields at
//! the root of a query, and those of members of unions, side by side, and writes each down when it is done.

use std::sync::Arc;

use async_graphql::indexmap::IndexMap;
use async_graphql::parser::types::{ExecutableDocument, OperationDefinition, Selection};
use async_graphql::{Name, Value};

use super::selections::{Selections, Set};

/// The order of fields in an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Order(Arc<[Place]>);

#[derive(Debug, PartialEq, Eq)]
struct Place {
    key: Name,
    /// The order below; empty where nothing is selected.
    below: Order,
}

impl Order {
    /// The order of an operation's answer.
    pub(super) fn of(document: &ExecutableDocument, operation: &OperationDefinition) -> Self {
        order(document, &[(None, &operation.selection_set.node)])
    }

    /// Brings an answer into this order.
    pub(super) fn bring(&self, value: &mut Value) {
        match value {
            Value::Object(fields) => {
                self.sort(fields);
                for place in &*self.0 {
                    if !place.below.0.is_empty()
                        && let Some(value) = fields.get_mut(&place.key)
                    {
                        place.below.bring(value);
                    }
                }
            }
            Value::List(items) => items.iter_mut().for_each(|item| self.bring(item)),
            Value::Null
            | Value::Number(_)
            | Value::String(_)
            | Value::Boolean(_)
            | Value::Binary(_)
            | Value::Enum(_) => {}
        }
    }

    fn sort(&self, fields: &mut IndexMap<Name, Value>) {
        let places = self.0.iter();
        let found = places.filter_map(|place| fields.get_index_of(&place.key));
        if found.is_sorted() {
            return;
        }
        let mut sorted = IndexMap::with_capacity(fields.len());
        for place in &*self.0 {
            if let Some((key, value)) = fields.swap_remove_entry(&place.key) {
                sorted.insert(key, value);
            }
        }
        // What the document does not explain stays behind it.
        sorted.append(fields);
        *fields = sorted;
    }
}

/// Recursion is bounded by the depth that limits allow; each field that spreads bring in is met once.
fn order(document: &ExecutableDocument, sets: &[Set<'_>]) -> Order {
    let mut fields: IndexMap<&Name, Vec<Set<'_>>> = IndexMap::new();
    for (_, selection) in Selections::of(document, sets) {
        if let Selection::Field(field) = selection {
            let sets = fields.entry(&field.node.response_key().node).or_default();
            sets.push((None, &field.node.selection_set.node));
        }
    }
    let places = fields.into_iter().map(|(key, sets)| Place {
        key: key.clone(),
        below: order(document, &sets),
    });
    Order(places.collect())
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;
    use async_graphql::value;

    use super::*;

    fn brought(query: &str, mut value: Value) -> String {
        let document = parse_query(query).expect("is a document");
        let (_, operation) = document.operations.iter().next().expect("an operation");
        Order::of(&document, &operation.node).bring(&mut value);
        serde_json::to_string(&value).expect("is JSON")
    }

    #[test]
    fn fields_come_in_the_order_of_the_document_at_every_depth() {
        let query = "{ z: b { y x } ...F a ... on Query { z { w } c } }
            fragment F on Query { d { k ... on D { j } } a }";
        let answer = value!({
            "c": 1, "a": 2,
            "d": [{ "j": 1, "k": 2 }, null, { "k": 3, "j": 4 }],
            "z": { "w": 1, "x": 2, "y": 3 },
        });
        assert_eq!(
            brought(query, answer),
            r#"{"z":{"y":3,"x":2,"w":1},"d":[{"k":2,"j":1},null,{"k":3,"j":4}],"a":2,"c":1}"#
        );
    }

    #[test]
    fn what_is_not_there_is_not_missed_and_what_nothing_explains_stays() {
        let answer = value!({ "other": 1, "b": 2, "a": null });
        assert_eq!(
            brought("{ a { x } skipped b }", answer),
            r#"{"a":null,"b":2,"other":1}"#
        );
        assert_eq!(brought("{ a }", Value::Null), "null");
    }
}
