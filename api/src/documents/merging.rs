//! Whether fields of one name in the answer are one field with the same arguments, wherever one object can have both
//! (GraphQL, section 5.3.2, `FieldsInSetCanMerge`). async-graphql compares only what stands under the same type
//! condition, so that an answer could be mixed of two objects. Shapes are looked at in `shapes`.
//!
//! Fields are compared within groups, after S. Adameit's way of checking overlapping fields: those of one object type,
//! with those of every open type (interface or union) that it may be. A field of an open type is in several groups, so
//! steps are counted and bounded.

use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};

use async_graphql::parser::types::{ExecutableDocument, Field, OperationDefinition, Selection};
use async_graphql::{Name, Pos, Positioned};
use async_graphql_value::Value;

use super::selections::{Of, Selections, Set};
use super::types::{self, Types};

/// How many selections and arguments are looked at, over and over. Documents of people need as many as they have, or twice
/// that.
const MOST_STEPS: usize = 5_000;

/// Fields of one name in the answer that one object can't both have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Clash {
    /// They are different fields, or have different arguments.
    #[error(
        "the fields named \"{key}\" in the answer are different ones, or have different arguments; give one of them \
         another alias"
    )]
    Different {
        /// Their name in the answer.
        key: String,
        /// Where the two are.
        positions: [Pos; 2],
    },
    /// Nobody can tell within bounds.
    #[error(
        "too many fields have the same names in the answer; give them aliases or leave some out"
    )]
    TooEntangled,
}

impl Clash {
    /// Where the fields are.
    pub fn positions(&self) -> Vec<Pos> {
        match self {
            Self::Different { positions, .. } => positions.to_vec(),
            Self::TooEntangled => Vec::new(),
        }
    }
}

/// Looks at every operation of a document.
pub(super) fn check(types: &Types, document: &ExecutableDocument) -> Result<(), Clash> {
    let looking = Looking {
        types,
        document,
        steps: Cell::new(0),
    };
    let mut operations = document.operations.iter();
    operations.try_for_each(|(_, operation)| looking.operation(&operation.node))
}

struct Looking<'a> {
    types: &'a Types,
    document: &'a ExecutableDocument,
    steps: Cell<usize>,
}

/// A field with the type that has it.
type Placed<'a> = (Of<'a>, &'a Positioned<Field>);

impl<'a> Looking<'a> {
    fn operation(&self, operation: &'a OperationDefinition) -> Result<(), Clash> {
        let root = Some(types::root(operation.ty));
        self.look(&[(root, &operation.selection_set.node)])
    }

    /// Recursion is bounded by the depth that limits allow.
    fn look(&self, sets: &[Set<'a>]) -> Result<(), Clash> {
        for (key, fields) in self.by_key(sets)? {
            for group in self.groups(fields) {
                let mut fields = group.iter();
                let Some((_, first)) = fields.next() else {
                    continue;
                };
                for (_, other) in fields {
                    self.step(1 + first.node.arguments.len())?;
                    if !is_same(first, other) {
                        return Err(clash(key, first, other));
                    }
                }
                let below: Vec<Set<'_>> = group.iter().map(|field| self.below(*field)).collect();
                self.look(&below)?;
            }
        }
        Ok(())
    }

    fn step(&self, steps: usize) -> Result<(), Clash> {
        let steps = self.steps.get().saturating_add(steps);
        self.steps.set(steps);
        if steps > MOST_STEPS {
            return Err(Clash::TooEntangled);
        }
        Ok(())
    }

    /// The fields of all sets with what fragments bring in, by their names in the answer.
    fn by_key(&self, sets: &[Set<'a>]) -> Result<BTreeMap<&'a Name, Vec<Placed<'a>>>, Clash> {
        let mut fields: BTreeMap<&Name, Vec<Placed<'_>>> = BTreeMap::new();
        for (of, selection) in Selections::of(self.document, sets) {
            self.step(1)?;
            // The schema of schemas has one type for each place, whether or not a condition names it.
            let of = of.filter(|of| !of.starts_with("__"));
            if let Selection::Field(field) = selection {
                let key = &field.node.response_key().node;
                fields.entry(key).or_default().push((of, field));
            }
        }
        Ok(fields)
    }

    /// Fields that one object can have together: those of each object type with those of open types.
    fn groups(&self, fields: Vec<Placed<'a>>) -> Vec<Vec<Placed<'a>>> {
        let is_open = |(of, _): &Placed<'a>| of.is_some_and(|of| self.types.is_open(of));
        let (open, closed): (Vec<_>, Vec<_>) = fields.into_iter().partition(is_open);
        let mut of_types: HashMap<Of<'a>, Vec<Placed<'a>>> = HashMap::new();
        for field in closed {
            of_types.entry(field.0).or_default().push(field);
        }
        if of_types.is_empty() {
            return vec![open];
        }
        let mut groups: Vec<Vec<Placed<'a>>> = of_types.into_values().collect();
        for group in &mut groups {
            group.extend(open.iter().copied());
        }
        groups
    }

    /// What is selected of a field. Fields of the schema of schemas have types that are not known, and are all objects'.
    fn below(&self, (of, field): Placed<'a>) -> Set<'a> {
        let ty = of.and_then(|of| self.types.field(of, &field.node.name.node));
        (ty.map(types::named), &field.node.selection_set.node)
    }
}

/// Whether two fields are one, with the same arguments in any order.
fn is_same(one: &Positioned<Field>, other: &Positioned<Field>) -> bool {
    let (one, other) = (&one.node, &other.node);
    one.name.node == other.name.node
        && one.arguments.len() == other.arguments.len()
        && sorted(one) == sorted(other)
}

/// Arguments by name.
fn sorted(field: &Field) -> Vec<(&Name, &Value)> {
    let arguments = field.arguments.iter();
    let mut arguments: Vec<_> = arguments
        .map(|(name, value)| (&name.node, &value.node))
        .collect();
    arguments.sort_by_key(|(name, _)| *name);
    arguments
}

fn clash(key: &Name, one: &Positioned<Field>, other: &Positioned<Field>) -> Clash {
    Clash::Different {
        key: key.to_string(),
        // In the order of the document, whatever the order in which they were found.
        positions: [one.pos.min(other.pos), one.pos.max(other.pos)],
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use async_graphql::parser::parse_query;

    use super::*;

    const SDL: &str = "type Query { post(slug: String at: At): Post node(id: ID): Node list(first: Int, after: [Int]): [Pet] }
        input At { x: Int y: Int }
        interface Node { id: ID! node: Node }
        union Pet = Dog | Cat
        type Post implements Node { id: ID! node: Node slug: String title: String next: Post }
        type Dog implements Node { id: ID! node: Node name: String nick: String owner: Dog }
        type Cat implements Node { id: ID! node: Node name: String nick: String owner: Cat }";

    fn found(query: &str) -> Result<(), Clash> {
        let document = parse_query(query).expect("is a document");
        check(&Types::of(SDL), &document)
    }

    #[test]
    fn an_answer_is_never_mixed_of_two_objects() {
        for clashing in [
            "{ post(slug: \"a\") { slug } ... on Query { post(slug: \"b\") { id } } }",
            "{ post(slug: \"a\") { slug } ...F } fragment F on Query { post(slug: \"b\") { id } }",
            "{ post(slug: \"a\") { slug } post { slug } }",
            "{ node(id: 1) { id } ... on Query { node(id: 2) { id } } }",
            "{ post { x: slug ... on Post { x: title } } }",
            "{ post { x: slug ... on Node { x: id } } }",
            "{ node(id: 1) { __typename ... on Post { __typename: title } } }",
            "{ node { x: id ... on Post { x: slug } } }",
            "{ post { next { slug } } ... { post { next { slug: title } } } }",
            "{ node { ... on Node { n: node { id } } ... on Dog { n: node { id: __typename } } } }",
            "query($a: Int, $b: Int) { list(first: $a) { __typename } ... on Query { list(first: $b) { __typename } } }",
            "{ list(first: 1) { __typename } ... on Query { list(first: 1, after: []) { __typename } } }",
            "{ __type(name: \"A\") { name } ... on Query { __type(name: \"B\") { name } } }",
            "{ __schema { types { name } ... { types { name: description } } } }",
            "{ __schema { types { x: name ... on __Type { x: description } } } }",
        ] {
            let is_different = matches!(found(clashing), Err(Clash::Different { .. }));
            assert!(is_different, "{clashing}");
        }
    }

    #[test]
    fn what_is_one_field_or_stands_apart_is_merged() {
        for fine in [
            "{ post(slug: \"a\") { slug } ... on Query { post(slug: \"a\") { id } } }",
            "{ list(first: 1, after: [2]) { __typename } ... on Query { list(after: [2], first: 1) { __typename } } }",
            "{ post(at: { x: 1, y: 2 }) { id } ... { post(at: { y: 2, x: 1 }) { slug } } }",
            "{ node { ... on Dog { x: name } ... on Cat { x: nick } } }",
            "{ node { ... on Dog { owner { x: name } } ... on Cat { owner { x: nick } } } }",
            "{ list { ... on Dog { name: nick } ... on Cat { name } } }",
            "{ __schema { types { name } } __type(name: \"A\") { name } }",
            "{ unknown { x } ... on Nothing { unknown { x } } }",
        ] {
            assert_eq!(found(fine), Ok(()), "{fine}");
        }
    }

    #[test]
    fn what_is_too_entangled_is_refused_in_bounded_time() {
        let kinds = ["... on Post", "... on Dog", "... on Cat", "... on Node"];
        let mut inside = "id".to_owned();
        for _ in 0..5 {
            let mut around = String::new();
            for kind in kinds {
                write!(around, "{kind} {{ node {{ {inside} }} }} ").expect("is written");
            }
            inside = around;
        }
        assert_eq!(
            found(&format!("{{ node {{ {inside} }} }}")),
            Err(Clash::TooEntangled)
        );
        let arguments: Vec<String> = (0..600).map(|n| format!("a{n}: 1")).collect();
        let backwards: Vec<&str> = arguments.iter().rev().map(String::as_str).collect();
        let same = format!("x({}) x({}) ", arguments.join(" "), backwards.join(" "));
        let often = same.repeat(12);
        assert_eq!(found(&format!("{{ {often} }}")), Err(Clash::TooEntangled));
    }
}
