//! Keeps an object that nothing was selected of an object: async-graphql gives null for it, also where null is not
//! allowed, as for a union of whose members none was asked for. Where a selection may come to nothing, the type's name
//! is selected besides, under a name that is taken out of the answer again.

use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, Field, OperationDefinition, OperationType, Selection,
    SelectionSet,
};
use async_graphql::{Name, Pos, Positioned, Value};

/// The name in the answer. Clients can't ask for it by chance: names of two underscores are not theirs.
const FILLER: &str = "__filler";

/// Adds the filler wherever a selection may come to nothing, and tells whether there was such a place.
pub(super) fn fill(document: &mut ExecutableDocument) -> bool {
    let mut filled = false;
    for fragment in document.fragments.values_mut() {
        filled |= fill_below(&mut fragment.node.selection_set.node);
    }
    match &mut document.operations {
        DocumentOperations::Single(operation) => filled |= fill_operation(&mut operation.node),
        DocumentOperations::Multiple(operations) => {
            for operation in operations.values_mut() {
                filled |= fill_operation(&mut operation.node);
            }
        }
    }
    filled
}

/// A subscription selects one field and nothing else.
fn fill_operation(operation: &mut OperationDefinition) -> bool {
    let set = &mut operation.selection_set.node;
    match operation.ty {
        OperationType::Subscription => fill_below(set),
        OperationType::Query | OperationType::Mutation => fill_set(set),
    }
}

fn fill_set(set: &mut SelectionSet) -> bool {
    let filled = fill_below(set);
    if set.items.iter().any(|item| is_certain(&item.node)) {
        return filled;
    }
    set.items.push(filler());
    true
}

/// Whether the selection gives something whatever the type is and whatever variables say.
fn is_certain(selection: &Selection) -> bool {
    matches!(selection, Selection::Field(field) if field.node.directives.is_empty())
}

/// The sets of fields within this one; recursion is bounded by the nesting that scanner and parser allow.
fn fill_below(set: &mut SelectionSet) -> bool {
    let mut filled = false;
    for item in &mut set.items {
        filled |= match &mut item.node {
            Selection::Field(field) if field.node.selection_set.node.items.is_empty() => false,
            Selection::Field(field) => fill_set(&mut field.node.selection_set.node),
            Selection::InlineFragment(fragment) => {
                fill_below(&mut fragment.node.selection_set.node)
            }
            Selection::FragmentSpread(_) => false,
        };
    }
    filled
}

fn filler() -> Positioned<Selection> {
    let at = |name: &str| Positioned::new(Name::new(name), Pos::default());
    let field = Field {
        alias: Some(at(FILLER)),
        name: at("__typename"),
        arguments: Vec::new(),
        directives: Vec::new(),
        selection_set: Positioned::default(),
    };
    let field = Positioned::new(field, Pos::default());
    Positioned::new(Selection::Field(field), Pos::default())
}

/// Takes the filler out of an answer.
pub(super) fn empty(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.shift_remove(FILLER);
            fields.values_mut().for_each(empty);
        }
        Value::List(items) => items.iter_mut().for_each(empty),
        Value::Null
        | Value::Number(_)
        | Value::String(_)
        | Value::Boolean(_)
        | Value::Binary(_)
        | Value::Enum(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;
    use async_graphql::value;

    use super::*;

    fn is_filled(text: &str) -> bool {
        fill(&mut parse_query(text).expect("is a document"))
    }

    #[test]
    fn a_selection_that_may_come_to_nothing_is_filled() {
        for text in [
            "{ a { ... on B { c } } }",
            "{ a { ...F } } fragment F on A { b }",
            "{ a { b @skip(if: true) } }",
            "{ a @include(if: false) }",
            "{ x ...F } fragment F on Q { a { ... on B { c } } }",
            "subscription { a { ... on B { c } } }",
        ] {
            assert!(is_filled(text), "{text}");
        }
        for text in [
            "{ a { __typename ... on B { c } } }",
            "{ a { b ... on B { c } } }",
            "{ a ...F } fragment F on Q { b }",
            "subscription { a { b } }",
            "subscription { ...F } fragment F on S { a { b } }",
        ] {
            assert!(!is_filled(text), "{text}");
        }
    }

    #[test]
    fn the_filler_is_taken_out_at_every_depth_and_the_order_stays() {
        let mut answer = value!({ "z": { "__filler": "A" }, "a": [{ "b": 1, "__filler": "B" }, null], "__filler": "Q" });
        empty(&mut answer);
        assert_eq!(answer, value!({ "z": {}, "a": [{ "b": 1 }, null] }));
    }
}
