//! What an operation selects at its root. A subscription selects exactly one field there (GraphQL, section 5.2.3.1),
//! and not conditionally.

use std::collections::BTreeSet;

use async_graphql::parser::types::{
    ExecutableDocument, OperationDefinition, OperationType, Selection, SelectionSet,
};

use super::LimitError;

/// The field that a subscription watches; none for other operations. Fragments are known to spread in no circle.
pub(super) fn watches(
    document: &ExecutableDocument,
    operation: &OperationDefinition,
) -> Result<Option<String>, LimitError> {
    if operation.ty != OperationType::Subscription {
        return Ok(None);
    }
    let mut set: &SelectionSet = &operation.selection_set.node;
    loop {
        let [only] = set.items.as_slice() else {
            return Err(LimitError::SeveralRootFields);
        };
        if !only.node.directives().is_empty() {
            return Err(LimitError::SeveralRootFields);
        }
        match &only.node {
            Selection::Field(field) if field.node.name.node.starts_with("__") => {
                return Err(LimitError::SeveralRootFields);
            }
            Selection::Field(field) => return Ok(Some(field.node.name.node.to_string())),
            Selection::InlineFragment(fragment) => set = &fragment.node.selection_set.node,
            Selection::FragmentSpread(spread) => {
                match document.fragments.get(&spread.node.fragment_name.node) {
                    Some(fragment) => set = &fragment.node.selection_set.node,
                    // The validator says that it is unknown.
                    None => return Ok(None),
                }
            }
        }
    }
}

/// Sees that no field of a mutation has the same name in the answer as another, through fragments. Such fields are one
/// (GraphQL, section 6.3.2), but async-graphql runs each of them, and would write twice. Totals are bounded by the walk.
pub(super) fn once(
    document: &ExecutableDocument,
    operation: &OperationDefinition,
) -> Result<(), LimitError> {
    if operation.ty != OperationType::Mutation {
        return Ok(());
    }
    let mut keys = BTreeSet::new();
    let mut sets = vec![&operation.selection_set.node];
    while let Some(set) = sets.pop() {
        for selection in &set.items {
            match &selection.node {
                Selection::Field(field) => {
                    let key = field.node.response_key();
                    if !keys.insert(&key.node) {
                        return Err(LimitError::RepeatedMutation {
                            key: key.node.to_string(),
                            at: key.pos,
                        });
                    }
                }
                Selection::InlineFragment(fragment) => sets.push(&fragment.node.selection_set.node),
                Selection::FragmentSpread(spread) => {
                    let name = &spread.node.fragment_name.node;
                    if let Some(fragment) = document.fragments.get(name) {
                        sets.push(&fragment.node.selection_set.node);
                    }
                }
            }
        }
    }
    Ok(())
}

/// The fields whose answer depends on who asks, wherever they stand in what is public: comments of those whom somebody silenced are not there for them.
const PERSONAL: [&str; 3] = ["comments", "commentCount", "replyTo"];

/// Whether an operation selects a field, at any depth, whose answer depends on who asks. The walk has bounded how many there are.
pub(super) fn is_personal(document: &ExecutableDocument, operation: &OperationDefinition) -> bool {
    let mut seen = BTreeSet::new();
    let mut sets = vec![&operation.selection_set.node];
    while let Some(set) = sets.pop() {
        for selection in &set.items {
            match &selection.node {
                Selection::Field(field) => {
                    if PERSONAL.contains(&field.node.name.node.as_str()) {
                        return true;
                    }
                    sets.push(&field.node.selection_set.node);
                }
                Selection::InlineFragment(fragment) => sets.push(&fragment.node.selection_set.node),
                Selection::FragmentSpread(spread) => {
                    let name = &spread.node.fragment_name.node;
                    if let Some(fragment) = document.fragments.get(name)
                        && seen.insert(name.as_str())
                    {
                        sets.push(&fragment.node.selection_set.node);
                    }
                }
            }
        }
    }
    false
}

/// The fields that an operation selects at its root, through fragments. The walk has bounded how many there are.
pub(super) fn fields(
    document: &ExecutableDocument,
    operation: &OperationDefinition,
) -> BTreeSet<String> {
    let mut fields = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut sets = vec![&operation.selection_set.node];
    while let Some(set) = sets.pop() {
        for selection in &set.items {
            match &selection.node {
                Selection::Field(field) => {
                    fields.insert(field.node.name.node.to_string());
                }
                Selection::InlineFragment(fragment) => sets.push(&fragment.node.selection_set.node),
                Selection::FragmentSpread(spread) => {
                    let name = &spread.node.fragment_name.node;
                    if let Some(fragment) = document.fragments.get(name)
                        && seen.insert(name.as_str())
                    {
                        sets.push(&fragment.node.selection_set.node);
                    }
                }
            }
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;

    use crate::limits::{LimitError, Limits, check};

    fn watched(text: &str) -> Result<Option<String>, LimitError> {
        let document = parse_query(text).expect("is a document");
        let measured = check(&document, &Limits::PUBLIC)?;
        Ok(measured.into_iter().find_map(|one| one.watches))
    }

    #[test]
    fn the_one_field_of_a_subscription_is_found_through_fragments() {
        for text in [
            "subscription { a { b c } }",
            "subscription { ... on Subscription { x: a } }",
            "subscription { ...F } fragment F on Subscription { ...G } fragment G on Subscription { a }",
        ] {
            assert_eq!(watched(text), Ok(Some("a".to_owned())), "{text}");
        }
        for text in ["{ a b }", "mutation { a }", "subscription { ...Unknown }"] {
            assert_eq!(watched(text), Ok(None), "{text}");
        }
    }

    #[test]
    fn the_root_fields_of_an_operation_are_found_through_fragments() {
        let text = "{ x: a ...F ... on Query { c { d } } } fragment F on Query { b ...G }
            fragment G on Query { a }";
        let document = parse_query(text).expect("is a document");
        let measured = check(&document, &Limits::PUBLIC).expect("is within bounds");
        let fields: Vec<&str> = measured[0].fields.iter().map(String::as_str).collect();
        assert_eq!(fields, ["a", "b", "c"]);
    }

    #[test]
    fn what_depends_on_who_asks_is_found_at_any_depth() {
        for (text, expected) in [
            ("{ post { comments { id } } }", true),
            ("{ posts { nodes { n: commentCount } } }", true),
            (
                "{ posts { ...F } } fragment F on X { nodes { ... on Y { replyTo { id } } } }",
                true,
            ),
            (
                "{ post { comments: title } } fragment F on X { comments { id } }",
                false,
            ),
            ("{ posts { nodes { title } } }", false),
        ] {
            let document = parse_query(text).expect("is a document");
            let operation = document.operations.iter().next().expect("an operation").1;
            assert_eq!(
                super::is_personal(&document, &operation.node),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn a_mutation_that_would_run_a_field_twice_is_refused() {
        for text in [
            "mutation { a { id } a { name } }",
            "mutation { x: a x: b }",
            "mutation { a ... on Mutation { a } }",
            "mutation { a ...F } fragment F on Mutation { a }",
            "mutation { ...F ...F } fragment F on Mutation { a }",
        ] {
            let refused = watched(text);
            assert!(
                matches!(refused, Err(LimitError::RepeatedMutation { .. })),
                "{text}: {refused:?}"
            );
        }
        for text in [
            "mutation { a { x x } }",
            "mutation { a b: a }",
            "{ a a ...F ...F } fragment F on Query { a }",
        ] {
            assert_eq!(watched(text), Ok(None), "{text}");
        }
    }

    #[test]
    fn a_subscription_to_several_fields_or_under_a_condition_is_refused() {
        for text in [
            "subscription { a b }",
            "subscription { a ...F } fragment F on Subscription { b }",
            "subscription { __typename }",
            "subscription { a @skip(if: false) }",
            "subscription { ... @include(if: true) { a } }",
        ] {
            assert_eq!(watched(text), Err(LimitError::SeveralRootFields), "{text}");
        }
    }
}
