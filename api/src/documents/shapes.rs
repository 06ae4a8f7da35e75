//! Whether fields of one name in the answer have one shape (GraphQL, section 5.3.2, `SameResponseShape`), whichever
//! type an object turns out to be. async-graphql looks at their names and arguments only, so that typed clients could
//! be given a text where they read a list.
//!
//! Time is linear in the fields that spreads bring in, which limits bound: a field is in one group of its level.

use std::collections::BTreeMap;

use async_graphql::parser::types::{
    BaseType, ExecutableDocument, Field, OperationDefinition, Selection, Type,
};
use async_graphql::{Name, Pos, Positioned};

use super::selections::{Selections, Set};
use super::types::{self, Types};

/// Fields of one name in the answer that differ in type.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "the fields named \"{key}\" in the answer have different types ({first} and {second}); give one of them another alias"
)]
pub struct Conflict {
    key: String,
    first: String,
    second: String,
    /// Where the two are.
    pub positions: [Pos; 2],
}

/// Looks at every operation of a document. Fields that the schema does not have are passed over: others refuse them.
pub(super) fn check(types: &Types, document: &ExecutableDocument) -> Result<(), Conflict> {
    let looking = Looking { types, document };
    let mut operations = document.operations.iter();
    operations.try_for_each(|(_, operation)| looking.operation(&operation.node))
}

struct Looking<'a> {
    types: &'a Types,
    document: &'a ExecutableDocument,
}

/// A field with its type.
type Typed<'a> = (&'a Positioned<Field>, &'a Type);

impl<'a> Looking<'a> {
    fn operation(&self, operation: &'a OperationDefinition) -> Result<(), Conflict> {
        let root = Some(types::root(operation.ty));
        self.look(&[(root, &operation.selection_set.node)])
    }

    /// Recursion is bounded by the depth that limits allow.
    fn look(&self, sets: &[Set<'a>]) -> Result<(), Conflict> {
        for (key, fields) in self.by_key(sets) {
            let mut fields = fields.into_iter();
            let Some(first) = fields.next() else {
                continue;
            };
            let mut below = vec![below(first)];
            for field in fields {
                if !self.is_same(first.1, field.1) {
                    return Err(conflict(key, first, field));
                }
                below.push(self::below(field));
            }
            self.look(&below)?;
        }
        Ok(())
    }

    /// The fields of all sets with what fragments bring in, by their names in the answer.
    fn by_key(&self, sets: &[Set<'a>]) -> BTreeMap<&'a Name, Vec<Typed<'a>>> {
        let mut fields: BTreeMap<&Name, Vec<Typed<'_>>> = BTreeMap::new();
        for (of, selection) in Selections::of(self.document, sets) {
            if let Selection::Field(field) = selection
                && let Some(of) = of
                && let Some(ty) = self.types.field(of, &field.node.name.node)
            {
                let key = &field.node.response_key().node;
                fields.entry(key).or_default().push((field, ty));
            }
        }
        fields
    }

    fn is_same(&self, one: &Type, other: &Type) -> bool {
        one.nullable == other.nullable
            && match (&one.base, &other.base) {
                (BaseType::List(one), BaseType::List(other)) => self.is_same(one, other),
                (BaseType::Named(one), BaseType::Named(other)) => {
                    one == other || (self.types.is_composite(one) && self.types.is_composite(other))
                }
                (BaseType::List(_), BaseType::Named(_))
                | (BaseType::Named(_), BaseType::List(_)) => false,
            }
    }
}

fn below((field, ty): Typed<'_>) -> Set<'_> {
    (Some(types::named(ty)), &field.node.selection_set.node)
}

fn conflict(key: &Name, one: Typed<'_>, other: Typed<'_>) -> Conflict {
    // In the order of the document, whatever the order in which they were found.
    let (first, second) = if one.0.pos <= other.0.pos {
        (one, other)
    } else {
        (other, one)
    };
    Conflict {
        key: key.to_string(),
        first: first.1.to_string(),
        second: second.1.to_string(),
        positions: [first.0.pos, second.0.pos],
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;

    use super::*;

    const SDL: &str = "type Query { pet: Pet node: Node }
        interface Node { id: ID! }
        union Pet = Dog | Cat
        type Dog implements Node { id: ID! name: String! age: Int nick: String friends: [Pet!]! owner: Dog toys: [String!] }
        type Cat implements Node { id: ID! name: String! age: Int! nick: ID friends: Pet owner: Cat toys: [String] }";

    fn found(query: &str) -> Result<(), String> {
        let document = parse_query(query).expect("is a document");
        let found = check(&Types::of(SDL), &document);
        found.map_err(|conflict| conflict.to_string())
    }

    #[test]
    fn fields_of_one_name_have_one_type_whichever_object_they_are_of() {
        for query in [
            "{ pet { ... on Dog { name } ... on Cat { name } } }",
            "{ pet { ... on Dog { owner { name } } ... on Cat { owner { name } } } }",
            "{ pet { ... on Dog { age } ... on Cat { old: age } } }",
            "{ a: pet { ... on Dog { age } } b: pet { ... on Cat { age } } }",
            "{ pet { __typename ... on Dog { unknown: nothing } ...Missing } }",
        ] {
            assert_eq!(found(query), Ok(()), "{query}");
        }
        for (query, key, types) in [
            (
                "{ pet { ... on Dog { age } ... on Cat { age } } }",
                "age",
                "Int and Int!",
            ),
            (
                "{ pet { ... on Dog { x: __typename } ... on Cat { x: age } } }",
                "x",
                "String! and Int!",
            ),
            (
                "{ pet { ... on Dog { nick } ... on Cat { nick } } }",
                "nick",
                "String and ID",
            ),
            (
                "{ pet { ... on Cat { x: name } ... on Dog { x: owner { id } } } }",
                "x",
                "String! and Dog",
            ),
            (
                "{ pet { ... on Dog { friends { __typename } } ... on Cat { friends { __typename } } } }",
                "friends",
                "[Pet!]! and Pet",
            ),
            (
                "{ pet { ... on Dog { toys } ...F } } fragment F on Pet { ... on Cat { toys } }",
                "toys",
                "[String!] and [String]",
            ),
            (
                "{ pet { ... on Dog { owner { x: age } } ... on Cat { owner { x: age } } } }",
                "x",
                "Int and Int!",
            ),
            (
                "{ pet { ... on Dog { owner { x: age } } } ...F }
                fragment F on Query { pet { ... on Cat { owner { x: name } } } }",
                "x",
                "Int and String!",
            ),
            (
                "{ node { ... on Dog { age } ... on Cat { ... { age } } } }",
                "age",
                "Int and Int!",
            ),
        ] {
            let words = format!(
                "the fields named \"{key}\" in the answer have different types ({types}); give one of them another alias"
            );
            assert_eq!(found(query), Err(words), "{query}");
        }
    }

    #[test]
    fn a_fragment_that_is_spread_everywhere_is_looked_at_once_for_each_level() {
        let many = "...F ".repeat(500);
        let query = format!(
            "{{ {many} pet {{ ... on Dog {{ owner {{ id }} }} }} }} fragment F on Query {{ pet {{ ... on Cat {{ id }} }} }}"
        );
        assert_eq!(found(&query), Ok(()));
    }
}
