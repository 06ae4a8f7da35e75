//! Puts `__typename` under a condition into a fragment under the same condition, which means the same. async-graphql
//! passes over the directives of `__typename`, and then says that nobody uses the variable.

use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, InlineFragment, Selection, SelectionSet,
};
use async_graphql::{Pos, Positioned};

/// Rewrites every selection of a document.
pub(super) fn wrap(document: &mut ExecutableDocument) {
    for fragment in document.fragments.values_mut() {
        wrap_set(&mut fragment.node.selection_set.node);
    }
    match &mut document.operations {
        DocumentOperations::Single(operation) => {
            wrap_set(&mut operation.node.selection_set.node);
        }
        DocumentOperations::Multiple(operations) => {
            for operation in operations.values_mut() {
                wrap_set(&mut operation.node.selection_set.node);
            }
        }
    }
}

/// Recursion is bounded by the nesting that limits allow.
fn wrap_set(set: &mut SelectionSet) {
    for item in &mut set.items {
        match &mut item.node {
            Selection::Field(field) => {
                wrap_set(&mut field.node.selection_set.node);
                if field.node.name.node == "__typename" && !field.node.directives.is_empty() {
                    let directives = std::mem::take(&mut field.node.directives);
                    let inner = SelectionSet {
                        items: vec![Positioned::new(Selection::Field(field.clone()), field.pos)],
                    };
                    let fragment = InlineFragment {
                        type_condition: None,
                        directives,
                        selection_set: Positioned::new(inner, Pos::default()),
                    };
                    let fragment = Positioned::new(fragment, field.pos);
                    item.node = Selection::InlineFragment(fragment);
                }
            }
            Selection::InlineFragment(fragment) => wrap_set(&mut fragment.node.selection_set.node),
            Selection::FragmentSpread(_) => {}
        }
    }
}
