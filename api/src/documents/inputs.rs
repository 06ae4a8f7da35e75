//! Whether variables stand where their types fit (GraphQL, section 5.8.5), and enum values are written as such (5.6.1).
//! async-graphql compares some types the wrong way round and takes texts for enum values.

use std::collections::HashMap;

use async_graphql::parser::types::{
    BaseType, Directive, ExecutableDocument, Field, OperationDefinition, Selection, Type,
    VariableDefinition,
};
use async_graphql::{Name, Pos, Positioned};
use async_graphql_value::{ConstValue, Number, Value};

use super::selections::Selections;
use super::types::{self, Input, Types};

/// Why a value does not fit its place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InputError {
    /// The variable's type is another one.
    #[error("the variable \"${variable}\" of type {found} is used where {expected} is expected")]
    Variable {
        /// Its name.
        variable: String,
        /// Its type.
        found: String,
        /// What fits.
        expected: String,
        /// Where it is used.
        at: Pos,
    },
    /// Nobody declared the variable.
    #[error("the variable \"${variable}\" is used, and the operation does not declare it")]
    Undeclared {
        /// Its name.
        variable: String,
        /// Where it is used.
        at: Pos,
    },
    /// Not a whole number of 32 bits.
    #[error("{number} is no Int: a whole number from -2147483648 to 2147483647 is wanted")]
    NoInt {
        /// What stands there.
        number: String,
        /// Where.
        at: Pos,
    },
    /// Something else stands for an input object.
    #[error("{expected} is written with its fields in braces")]
    NoObject {
        /// The input type.
        expected: String,
        /// Where it is.
        at: Pos,
    },
    /// An enum value is written as a text.
    #[error("a value of {expected} is written without quotation marks, not as \"{text}\"")]
    QuotedEnum {
        /// The enum.
        expected: String,
        /// What is written.
        text: String,
        /// Where it is.
        at: Pos,
    },
}

impl InputError {
    /// The place in the document.
    pub(super) const fn position(&self) -> Pos {
        match self {
            Self::Variable { at, .. }
            | Self::Undeclared { at, .. }
            | Self::NoObject { at, .. }
            | Self::NoInt { at, .. }
            | Self::QuotedEnum { at, .. } => *at,
        }
    }
}

/// Looks at every operation of a document. What the schema does not have is passed over: others refuse it.
pub(super) fn check(types: &Types, document: &ExecutableDocument) -> Result<(), InputError> {
    let look = |operation: &OperationDefinition| {
        let variables = operation.variable_definitions.iter();
        let variables = variables.map(|variable| (&variable.node.name.node, &variable.node));
        let looking = Looking {
            types,
            document,
            variables: variables.collect(),
        };
        looking.operation(operation)
    };
    let mut operations = document.operations.iter();
    operations.try_for_each(|(_, operation)| look(&operation.node))
}

struct Looking<'a> {
    types: &'a Types,
    document: &'a ExecutableDocument,
    variables: HashMap<&'a Name, &'a VariableDefinition>,
}

impl Looking<'_> {
    fn operation(&self, operation: &OperationDefinition) -> Result<(), InputError> {
        for variable in &operation.variable_definitions {
            if let Some(default) = &variable.node.default_value {
                let value = default.node.clone().into_value();
                let place = Input::of(variable.node.var_type.node.clone());
                self.value(&value, &place, default.pos)?;
            }
        }
        let root = Some(types::root(operation.ty));
        let mut selections =
            Selections::of(self.document, &[(root, &operation.selection_set.node)]);
        while let Some((of, selection)) = selections.next() {
            self.conditions(selection.directives())?;
            if let Selection::Field(field) = selection {
                let ty = of.and_then(|of| self.types.field(of, &field.node.name.node));
                if let Some(of) = of {
                    self.field(of, field)?;
                }
                let below = ty.map(types::named);
                selections.open((below, &field.node.selection_set.node));
            }
        }
        Ok(())
    }

    /// Both directives take one argument, a `Boolean!`.
    fn conditions(&self, directives: &[Positioned<Directive>]) -> Result<(), InputError> {
        let place = Input::of(Type {
            base: BaseType::Named(Name::new("Boolean")),
            nullable: false,
        });
        let arguments = directives.iter().flat_map(|it| &it.node.arguments);
        for (_, value) in arguments {
            self.value(&value.node, &place, value.pos)?;
        }
        Ok(())
    }

    fn field(&self, of: &Name, field: &Positioned<Field>) -> Result<(), InputError> {
        for (name, value) in &field.node.arguments {
            let place = self.types.argument(of, &field.node.name.node, &name.node);
            if let Some(place) = place {
                self.value(&value.node, place, value.pos)?;
            }
        }
        Ok(())
    }

    /// Recursion is bounded by the nesting that limits allow.
    fn value(&self, value: &Value, place: &Input, at: Pos) -> Result<(), InputError> {
        match (value, &place.ty.base) {
            (Value::Variable(name), _) => self.variable(name, place, at),
            (Value::List(items), BaseType::List(item)) => {
                let place = Input::of((**item).clone());
                items
                    .iter()
                    .try_for_each(|item| self.value(item, &place, at))
            }
            // One value stands for a list of one.
            (value, BaseType::List(item)) => self.value(value, &Input::of((**item).clone()), at),
            (Value::Null, BaseType::Named(_)) => Ok(()),
            (value, BaseType::Named(of)) if self.types.input_fields(of).is_some() => {
                let Value::Object(fields) = value else {
                    let expected = of.to_string();
                    return Err(InputError::NoObject { expected, at });
                };
                let inputs = self.types.input_fields(of).into_iter();
                for (name, place) in inputs.flatten() {
                    if let Some(value) = fields.get(name) {
                        self.value(value, place, at)?;
                    }
                }
                Ok(())
            }
            (Value::String(text), BaseType::Named(of)) if self.types.enum_values(of).is_some() => {
                Err(InputError::QuotedEnum {
                    expected: of.to_string(),
                    text: text.chars().take(60).collect(),
                    at,
                })
            }
            (Value::Number(number), BaseType::Named(of)) if of == "Int" && !is_int(number) => {
                let number = number.to_string();
                Err(InputError::NoInt { number, at })
            }
            (_, BaseType::Named(_)) => Ok(()),
        }
    }

    fn variable(&self, name: &Name, place: &Input, at: Pos) -> Result<(), InputError> {
        let Some(variable) = self.variables.get(name) else {
            let variable = name.to_string();
            return Err(InputError::Undeclared { variable, at });
        };
        let found = &variable.var_type.node;
        let default = variable.default_value.as_ref();
        let is_never_null = default.is_some_and(|default| default.node != ConstValue::Null);
        let has_default = is_never_null || place.has_default;
        let expected = Type {
            base: place.ty.base.clone(),
            nullable: place.ty.nullable || has_default,
        };
        if fits(found, &expected) {
            return Ok(());
        }
        Err(InputError::Variable {
            variable: name.to_string(),
            found: found.to_string(),
            expected: place.ty.to_string(),
            at,
        })
    }
}

/// Whether a number is a whole one of 32 bits.
fn is_int(number: &Number) -> bool {
    number
        .as_i64()
        .is_some_and(|number| i32::try_from(number).is_ok())
}

/// Whether every value of one type is one of the other.
fn fits(found: &Type, expected: &Type) -> bool {
    if found.nullable && !expected.nullable {
        return false;
    }
    match (&found.base, &expected.base) {
        (BaseType::Named(found), BaseType::Named(expected)) => found == expected,
        (BaseType::List(found), BaseType::List(expected)) => fits(found, expected),
        (BaseType::Named(_), BaseType::List(_)) | (BaseType::List(_), BaseType::Named(_)) => false,
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;

    use super::*;

    const SDL: &str = "type Query {
            one(n: Int, m: Int!, d: Int! = 3, tongue: Tongue, tongues: [Tongue!], in: In, ids: [ID!]!): Query
        }
        enum Tongue { ES EN }
        input In { n: Int!, d: Int! = 1, tongue: Tongue, inner: In, list: [Int] }";

    fn found(query: &str) -> Result<(), String> {
        let document = parse_query(query).expect("is a document");
        let found = check(&Types::of(SDL), &document);
        found.map_err(|error| error.to_string())
    }

    #[test]
    fn variables_stand_where_their_types_fit() {
        for query in [
            "query($a: Int) { one(n: $a) { __typename } }",
            "query($a: Int!) { one(n: $a, m: $a, d: $a) { __typename } }",
            "query($a: Int) { one(d: $a) { __typename } }",
            "query($a: Int = 2) { one(m: $a) { __typename } }",
            "query($a: [Tongue!]!) { one(tongues: $a) { __typename } }",
            "query($a: Tongue!) { one(tongues: [$a]) { __typename } }",
            "query($a: Int!) { one(in: { n: $a, list: [$a, 1], inner: { d: $a } }) { __typename } }",
            "query($a: [ID!]!) { one(ids: $a) { __typename } }",
            "query($a: Int) { unknown(n: $a) one(unknown: $a, n: 1) { __typename } }",
        ] {
            assert_eq!(found(query), Ok(()), "{query}");
        }
        for (query, is, expected) in [
            (
                "query($a: String) { one(n: $a) { __typename } }",
                "String",
                "Int",
            ),
            (
                "query($a: Int = null) { one(m: $a) { __typename } }",
                "Int",
                "Int!",
            ),
            (
                "query($a: [Int]) { one(n: $a) { __typename } }",
                "[Int]",
                "Int",
            ),
            (
                "query($a: Int) { one(m: $a) { __typename } }",
                "Int",
                "Int!",
            ),
            (
                "query($a: Tongue!) { one(tongues: $a) { __typename } }",
                "Tongue!",
                "[Tongue!]",
            ),
            (
                "query($a: [Tongue]) { one(tongues: $a) { __typename } }",
                "[Tongue]",
                "[Tongue!]",
            ),
            (
                "query($a: Tongue) { one(tongues: [$a]) { __typename } }",
                "Tongue",
                "Tongue!",
            ),
            (
                "query($a: Int) { one(in: { n: $a }) { __typename } }",
                "Int",
                "Int!",
            ),
            (
                "query($a: ID!) { one { ...F } } fragment F on Query { one(n: $a) { __typename } }",
                "ID!",
                "Int",
            ),
        ] {
            let words =
                format!("the variable \"$a\" of type {is} is used where {expected} is expected");
            assert_eq!(found(query), Err(words), "{query}");
        }
    }

    #[test]
    fn variables_are_declared() {
        for query in [
            "{ one(n: $a) { __typename } }",
            "query($b: Int) { one(n: $b, in: { n: $a }) { ...F } } fragment F on Query { one { __typename } }",
            "{ unknown { __typename @skip(if: $a) } }",
            "{ one { ...F } } fragment F on Query { one(m: $a) { __typename } }",
        ] {
            let words = "the variable \"$a\" is used, and the operation does not declare it";
            assert_eq!(found(query), Err(words.to_owned()), "{query}");
        }
    }

    #[test]
    fn conditions_take_what_is_true_or_false_for_sure() {
        for query in [
            "query($a: Boolean!) { one @skip(if: $a) { __typename } }",
            "query($a: Boolean = true) { ... @include(if: $a) { one { __typename } } }",
        ] {
            assert_eq!(found(query), Ok(()), "{query}");
        }
        for (query, is) in [
            (
                "query($a: Boolean) { one @skip(if: $a) { __typename } }",
                "Boolean",
            ),
            (
                "query($a: String!) { ... @include(if: $a) { one { __typename } } }",
                "String!",
            ),
            (
                "query($a: [Boolean]) { ...F @skip(if: $a) } fragment F on Query { one { __typename } }",
                "[Boolean]",
            ),
        ] {
            let words =
                format!("the variable \"$a\" of type {is} is used where Boolean! is expected");
            assert_eq!(found(query), Err(words), "{query}");
        }
    }

    #[test]
    fn an_input_object_is_written_in_braces() {
        for value in ["\"x\"", "1", "true", "[]", "ES"] {
            let query = format!("{{ one(in: {value}) {{ __typename }} }}");
            let words = "In is written with its fields in braces".to_owned();
            assert_eq!(found(&query), Err(words), "{query}");
        }
        let inner = "{ one(in: { n: 1, inner: 5 }) { __typename } }";
        assert!(found(inner).is_err());
        assert_eq!(found("{ one(in: null) { __typename } }"), Ok(()));
    }

    #[test]
    fn values_of_enums_are_no_texts() {
        for query in [
            "{ one(tongue: ES) { __typename } }",
            "{ one(tongues: [ES, EN]) { __typename } }",
            "query($a: Tongue = ES) { one(tongue: $a) { __typename } }",
        ] {
            assert_eq!(found(query), Ok(()), "{query}");
        }
        for query in [
            "{ one(tongue: \"ES\") { __typename } }",
            "{ one(tongues: \"ES\") { __typename } }",
            "{ one(tongues: [EN, \"ES\"]) { __typename } }",
            "{ one(in: { n: 1, inner: { n: 1, tongue: \"ES\" } }) { __typename } }",
            "query($a: Tongue = \"ES\") { one(tongue: $a) { __typename } }",
        ] {
            let words = "a value of Tongue is written without quotation marks, not as \"ES\"";
            assert_eq!(found(query), Err(words.to_owned()), "{query}");
        }
    }

    #[test]
    fn an_int_has_32_bits_wherever_it_stands() {
        for query in [
            "{ one(n: 2147483647, in: { n: -2147483648, list: [1] }) { __typename } }",
            "query($a: Int = 5) { one(n: $a) { __typename } }",
        ] {
            assert_eq!(found(query), Ok(()), "{query}");
        }
        for query in [
            "{ one(n: 2147483648) { __typename } }",
            "{ one(in: { n: 2147483648 }) { __typename } }",
            "{ one(in: { n: 1, inner: { n: 1, list: [2147483648] } }) { __typename } }",
            "query($a: Int = 2147483648) { one(n: $a) { __typename } }",
        ] {
            let told = found(query).expect_err("is refused");
            assert!(told.starts_with("2147483648 is no Int"), "{query}: {told}");
        }
        assert!(found("{ one(in: { n: 2.0 }) { __typename } }").is_err());
    }
}
