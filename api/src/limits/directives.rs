//! The two directives of documents, `@skip` and `@include`, and where they may stand.
//! The validator of async-graphql does not look at those on `__typename`, so we look at all.

use std::convert::Infallible;

use async_graphql::parser::types::Directive;
use async_graphql::{Name, Positioned, Value};
use bytes::Bytes;

use super::LimitError;

/// Checks the directives of one field, spread or inline fragment, and returns the variables that
/// they depend on.
pub(super) fn conditions(directives: &[Positioned<Directive>]) -> Result<Vec<Name>, LimitError> {
    let mut seen: Vec<&str> = Vec::new();
    let mut variables = Vec::new();
    for directive in directives {
        let (name, at) = (directive.node.name.node.as_str(), directive.pos);
        let owned = || name.to_owned();
        if !matches!(name, "skip" | "include") {
            return Err(LimitError::UnknownDirective { name: owned(), at });
        }
        if seen.contains(&name) {
            return Err(LimitError::RepeatedDirective { name: owned(), at });
        }
        seen.push(name);
        let [(argument, value)] = directive.node.arguments.as_slice() else {
            return Err(LimitError::DirectiveArguments { name: owned(), at });
        };
        if argument.node != "if" {
            return Err(LimitError::DirectiveArguments { name: owned(), at });
        }
        // The type of this value has no public name. No document can hold bytes, so bytes stand
        // for a variable.
        let mut used = None;
        let constant = value.node.clone().into_const_with(|variable| {
            used = Some(variable);
            Ok::<_, Infallible>(Value::Binary(Bytes::new()))
        });
        match (constant, used) {
            (Ok(Value::Boolean(_)), None) => {}
            (Ok(Value::Binary(_)), Some(variable)) => variables.push(variable),
            (Ok(_), _) => return Err(LimitError::DirectiveCondition { name: owned(), at }),
        }
    }
    Ok(variables)
}

/// Refuses directives where none is defined: on operations, fragments and variables.
pub(super) fn none(directives: &[Positioned<Directive>]) -> Result<(), LimitError> {
    match directives.first() {
        None => Ok(()),
        Some(directive) => Err(LimitError::MisplacedDirective {
            name: directive.node.name.node.to_string(),
            at: directive.pos,
        }),
    }
}
