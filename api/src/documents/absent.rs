//! Takes variables without a value out of a document: an argument or a field of an input object that is one counts as not
//! written, so that its default holds (GraphQL, sections 6.4.1 and 5.8.5); in a list it is null. async-graphql puts null
//! everywhere, which is not what a default stands for.

use std::collections::HashSet;

use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, OperationDefinition, Selection, SelectionSet,
};
use async_graphql::{Name, Variables};
use async_graphql_value::Value;

/// The variables of an operation that have neither a value nor a default.
pub(super) fn without_value(operation: &OperationDefinition, values: &Variables) -> HashSet<Name> {
    let variables = operation.variable_definitions.iter();
    variables
        .map(|variable| &variable.node.name.node)
        .filter(|name| !values.contains_key(*name))
        .cloned()
        .collect()
}

/// Takes them out, wherever they stand. What no operation uses any more it does not declare any more either; only the
/// conditions of directives, which `needs` tells, still need theirs.
pub(super) fn take_out(
    document: &mut ExecutableDocument,
    absent: &HashSet<Name>,
    needs: impl Fn(Option<&Name>, &Name) -> bool,
) {
    if absent.is_empty() {
        return;
    }
    let mut taking = Taking {
        absent,
        taken: HashSet::new(),
    };
    for operation in operations(&mut document.operations) {
        taking.of_set(&mut operation.1.selection_set.node);
    }
    for fragment in document.fragments.values_mut() {
        taking.of_set(&mut fragment.node.selection_set.node);
    }
    // Those that nobody used stay, to be refused for it.
    let taken = taking.taken;
    for (name, operation) in operations(&mut document.operations) {
        operation.variable_definitions.retain(|variable| {
            let variable = &variable.node.name.node;
            !taken.contains(variable) || needs(name, variable)
        });
    }
}

fn operations(
    operations: &mut DocumentOperations,
) -> Vec<(Option<&Name>, &mut OperationDefinition)> {
    match operations {
        DocumentOperations::Single(operation) => vec![(None, &mut operation.node)],
        DocumentOperations::Multiple(operations) => operations
            .iter_mut()
            .map(|(name, operation)| (Some(name), &mut operation.node))
            .collect(),
    }
}

struct Taking<'a> {
    absent: &'a HashSet<Name>,
    /// What was found and taken out.
    taken: HashSet<Name>,
}

impl Taking<'_> {
    /// Recursion is bounded by the depth that limits allow.
    fn of_set(&mut self, set: &mut SelectionSet) {
        for selection in &mut set.items {
            match &mut selection.node {
                Selection::Field(field) => {
                    let field = &mut field.node;
                    field
                        .arguments
                        .retain(|(_, value)| !self.is_absent(&value.node));
                    for (_, value) in &mut field.arguments {
                        self.of_value(&mut value.node);
                    }
                    self.of_set(&mut field.selection_set.node);
                }
                Selection::InlineFragment(fragment) => {
                    self.of_set(&mut fragment.node.selection_set.node);
                }
                Selection::FragmentSpread(_) => {}
            }
        }
    }

    fn of_value(&mut self, value: &mut Value) {
        match value {
            Value::Object(fields) => {
                fields.retain(|_, value| !self.is_absent(value));
                fields.values_mut().for_each(|value| self.of_value(value));
            }
            Value::List(items) => {
                for item in items {
                    if self.is_absent(item) {
                        *item = Value::Null;
                    }
                    self.of_value(item);
                }
            }
            Value::Variable(_)
            | Value::Null
            | Value::Number(_)
            | Value::String(_)
            | Value::Boolean(_)
            | Value::Binary(_)
            | Value::Enum(_) => {}
        }
    }

    fn is_absent(&mut self, value: &Value) -> bool {
        let Value::Variable(name) = value else {
            return false;
        };
        let is_absent = self.absent.contains(name);
        if is_absent {
            self.taken.insert(name.clone());
        }
        is_absent
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;

    use super::*;

    fn arguments(document: &ExecutableDocument) -> String {
        let (_, operation) = document.operations.iter().next().expect("an operation");
        let items = operation.node.selection_set.node.items.iter();
        let fields = items.filter_map(|item| match &item.node {
            Selection::Field(field) => Some(&field.node),
            Selection::InlineFragment(_) | Selection::FragmentSpread(_) => None,
        });
        let arguments = fields.flat_map(|field| &field.arguments);
        let written = arguments.map(|(name, value)| format!("{}: {}", name.node, value.node));
        written.collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn what_has_no_value_counts_as_not_written() {
        let query = "query($a: Int, $b: Int, $c: Int = 1, $unused: Int) {
            f(x: $a, y: [$a, $b], z: { v: $a, w: { u: $a, t: $b }, s: $c }) }";
        let mut document = parse_query(query).expect("is a document");
        let values = Variables::from_json(serde_json::json!({ "b": null, "c": 1 }));
        let (_, operation) = document.operations.iter().next().expect("an operation");
        let absent = without_value(&operation.node, &values);
        take_out(&mut document, &absent, |_, _| false);
        assert_eq!(
            arguments(&document),
            "y: [null, $b], z: {w: {t: $b}, s: $c}"
        );
        let (_, operation) = document.operations.iter().next().expect("an operation");
        let left = operation.node.variable_definitions.iter();
        let left: Vec<&str> = left.map(|it| it.node.name.node.as_str()).collect();
        assert_eq!(
            left,
            ["b", "c", "unused"],
            "what nobody ever used is left to be refused"
        );
    }
}
