//! What an error leaves of the data (GraphQL, section 6.4.4): the field is null, and where its type allows no null, the
//! object around it is, and so on. async-graphql leaves the field out and stops there.

use async_graphql::parser::types::{
    BaseType, ExecutableDocument, OperationDefinition, Selection, Type,
};
use async_graphql::{Name, PathSegment, Response, Value};

use super::selections::{Selections, Set};
use super::types::{self, Types};

/// Sets to null what the errors of a response leave no value for.
pub(super) fn set(
    types: &Types,
    document: &ExecutableDocument,
    operation: &OperationDefinition,
    response: &mut Response,
) {
    let root = Some(types::root(operation.ty));
    let walk = Walk { types, document };
    for error in response
        .errors
        .iter()
        .filter(|error| !error.path.is_empty())
    {
        let sets = vec![(root, &operation.selection_set.node)];
        if let Some(allowed) = walk.allowed(sets, &error.path) {
            set_null(&mut response.data, &error.path, &allowed);
        }
    }
}

/// Sets the innermost value on the path to null that may be, or else all of the data.
fn set_null(data: &mut Value, path: &[PathSegment], allowed: &[bool]) {
    let Some(last) = allowed.iter().rposition(|is_allowed| *is_allowed) else {
        *data = Value::Null;
        return;
    };
    let mut value = data;
    for (place, segment) in path.iter().enumerate().take(last.saturating_add(1)) {
        let next = match (segment, value) {
            (PathSegment::Field(key), Value::Object(fields)) if place == last => {
                fields.insert(Name::new(key), Value::Null);
                return;
            }
            (PathSegment::Field(key), Value::Object(fields)) => fields.get_mut(key.as_str()),
            (PathSegment::Index(index), Value::List(items)) => items.get_mut(*index),
            _ => None,
        };
        match next {
            Some(next) if place == last => *next = Value::Null,
            Some(next) => {
                value = next;
                continue;
            }
            None => {}
        }
        return;
    }
}

struct Walk<'a> {
    types: &'a Types,
    document: &'a ExecutableDocument,
}

impl<'a> Walk<'a> {
    /// For each step of a path whether null is allowed there; nothing for a path that the document does not explain.
    fn allowed(&self, mut sets: Vec<Set<'a>>, path: &[PathSegment]) -> Option<Vec<bool>> {
        let mut allowed = Vec::with_capacity(path.len());
        let mut ty: Option<&Type> = None;
        for segment in path {
            let next = match segment {
                PathSegment::Field(key) => {
                    let (next, below) = self.select(&sets, key)?;
                    sets = below;
                    next
                }
                PathSegment::Index(_) => match &ty?.base {
                    BaseType::List(item) => item,
                    BaseType::Named(_) => return None,
                },
            };
            allowed.push(next.nullable);
            ty = Some(next);
        }
        Some(allowed)
    }

    /// The type of what has a name in the answer, and what is selected of it.
    fn select(&self, sets: &[Set<'a>], key: &str) -> Option<(&'a Type, Vec<Set<'a>>)> {
        let (mut ty, mut below) = (None, Vec::new());
        for (of, selection) in Selections::of(self.document, sets) {
            if let Selection::Field(field) = selection
                && field.node.response_key().node == key
            {
                let found = self.types.field(of?, &field.node.name.node)?;
                below.push((Some(types::named(found)), &field.node.selection_set.node));
                ty = Some(found);
            }
        }
        Some((ty?, below))
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;
    use async_graphql::{ServerError, value};

    use super::*;

    const SDL: &str =
        "type Query { may: Thing must: Thing! list: [Thing!] holes: [Thing]! any: Any }
        type Thing { may: Int must: Int! inner: Thing! } union Any = Thing";

    /// What is left of some data after an error at a path.
    fn left(query: &str, data: Value, path: &[&str]) -> Value {
        let document = parse_query(query).expect("is a document");
        let segments = path.iter().map(|segment| match segment.parse() {
            Ok(index) => PathSegment::Index(index),
            Err(_) => PathSegment::Field((*segment).to_owned()),
        });
        let mut error = ServerError::new("x", None);
        error.path = segments.collect();
        let mut response = Response::new(data);
        response.errors.push(error);
        let types = Types::of(SDL);
        let (_, operation) = document.operations.iter().next().expect("an operation");
        set(&types, &document, &operation.node, &mut response);
        response.data
    }

    #[test]
    fn a_field_that_failed_is_null_and_so_is_what_can_not_be_without_it() {
        let query = "{ a: may { may must ...F } must { must } list { must } holes { must } }
            fragment F on Thing { inner { must } }";
        let whole = value!({
            "a": { "inner": {} }, "must": {}, "list": [{ "must": 1 }, {}], "holes": [{ "must": 1 }, {}]
        });
        let after = |path: &[&str]| left(query, whole.clone(), path);
        let a = |value: Value| {
            let mut whole = whole.clone();
            if let Value::Object(fields) = &mut whole {
                fields.insert(Name::new("a"), value);
            }
            whole
        };
        assert_eq!(
            after(&["a", "may"]),
            a(value!({ "inner": {}, "may": null }))
        );
        assert_eq!(after(&["a", "must"]), a(Value::Null));
        assert_eq!(after(&["a", "inner", "must"]), a(Value::Null));
        assert_eq!(after(&["must", "must"]), Value::Null);
        let lists = after(&["list", "1", "must"]);
        assert!(lists.to_string().contains("list: null"), "{lists}");
        let holes = after(&["holes", "1", "must"]);
        assert!(
            holes.to_string().contains("holes: [{must: 1}, null]"),
            "{holes}"
        );
    }

    #[test]
    fn fields_of_members_of_unions_are_found_by_their_fragments() {
        let query = "{ any { ... on Thing { must } } }";
        assert_eq!(
            left(query, value!({ "any": {} }), &["any", "must"]),
            value!({ "any": null })
        );
    }

    #[test]
    fn a_path_that_nothing_explains_changes_nothing() {
        let data = value!({ "may": { "may": 1 } });
        for path in [&["unknown"][..], &["may", "unknown"], &["may", "0"], &[]] {
            let left = left("{ may { may } }", data.clone(), path);
            assert_eq!(left, data, "{path:?}");
        }
    }
}
