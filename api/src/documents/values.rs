//! Whether the values of variables fit their types (GraphQL, section 6.1.2), asked before anything runs. async-graphql
//! asks when a field needs a value, which is too late for a mutation: fields before it have written already.
//!
//! What a scalar of our own looks like is its own affair; those that every schema has are looked at.

use std::fmt;

use async_graphql::Value;
use async_graphql::parser::types::{BaseType, Type};

use super::types::Types;

/// A value that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Misfit {
    /// Where in the value, from the outside.
    path: Vec<String>,
    what: What,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum What {
    /// It is no value of this type.
    IsNo(String),
    /// The field is required.
    Missing,
    /// There is no such field.
    Unknown,
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path: Vec<&str> = self.path.iter().rev().map(String::as_str).collect();
        let path = path.join(".");
        match &self.what {
            What::IsNo(ty) if path.is_empty() => write!(f, "is no {ty}"),
            What::IsNo(ty) => write!(f, "has a value at \"{path}\" that is no {ty}"),
            What::Missing => write!(f, "needs a value at \"{path}\""),
            What::Unknown => write!(f, "has a value at \"{path}\", which does not exist"),
        }
    }
}

impl Misfit {
    fn at(mut self, name: impl Into<String>) -> Self {
        self.path.push(name.into());
        self
    }

    fn no(ty: &Type) -> Self {
        Self {
            path: Vec::new(),
            what: What::IsNo(ty.to_string()),
        }
    }

    fn of(name: &str, what: What) -> Self {
        Self {
            path: vec![name.chars().take(60).collect()],
            what,
        }
    }
}

/// Looks at a value. Recursion is bounded by the nesting that the reader of JSON allows.
pub(super) fn check(types: &Types, value: &Value, ty: &Type) -> Result<(), Misfit> {
    if *value == Value::Null {
        return if ty.nullable {
            Ok(())
        } else {
            Err(Misfit::no(ty))
        };
    }
    match (value, &ty.base) {
        (Value::List(items), BaseType::List(item)) => {
            for (number, value) in items.iter().enumerate() {
                check(types, value, item).map_err(|misfit| misfit.at(number.to_string()))?;
            }
            Ok(())
        }
        // One value stands for a list of one.
        (value, BaseType::List(item)) => check(types, value, item),
        (value, BaseType::Named(name)) => {
            let is_one = match name.as_str() {
                "Int" => is_int(value),
                "Float" => matches!(value, Value::Number(_)),
                "String" => matches!(value, Value::String(_)),
                "Boolean" => matches!(value, Value::Boolean(_)),
                "ID" => is_id(value),
                _ => return named(types, value, ty),
            };
            if is_one { Ok(()) } else { Err(Misfit::no(ty)) }
        }
    }
}

/// A value of a type of the schema: an enum, an input type, or a scalar.
fn named(types: &Types, value: &Value, ty: &Type) -> Result<(), Misfit> {
    let BaseType::Named(name) = &ty.base else {
        return Ok(());
    };
    if let Some(values) = types.enum_values(name) {
        let is_one = match value {
            Value::String(text) => values.contains(text.as_str()),
            Value::Enum(name) => values.contains(name.as_str()),
            _ => false,
        };
        return if is_one { Ok(()) } else { Err(Misfit::no(ty)) };
    }
    let Some(inputs) = types.input_fields(name) else {
        return Ok(());
    };
    let Value::Object(given) = value else {
        return Err(Misfit::no(ty));
    };
    for (name, value) in given {
        let Some(input) = inputs.get(name) else {
            return Err(Misfit::of(name, What::Unknown));
        };
        check(types, value, &input.ty).map_err(|misfit| misfit.at(name.as_str()))?;
    }
    let missing = inputs.iter().find(|(name, input)| {
        !input.ty.nullable && !input.has_default && !given.contains_key(*name)
    });
    match missing {
        None => Ok(()),
        Some((name, _)) => Err(Misfit::of(name, What::Missing)),
    }
}

fn is_int(value: &Value) -> bool {
    let Value::Number(number) = value else {
        return false;
    };
    number
        .as_i64()
        .is_some_and(|number| i32::try_from(number).is_ok())
}

fn is_id(value: &Value) -> bool {
    match value {
        Value::String(_) => true,
        Value::Number(number) => number.is_i64() || number.is_u64(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::value;

    use super::*;

    const SDL: &str = "type Query { a: Int } enum Tongue { ES EN } scalar Date
        input In { n: Int!, d: Int! = 1, tongue: Tongue, inner: In, list: [Int!], on: Date }";

    fn found(ty: &str, value: &Value) -> Result<(), String> {
        let ty = Type::new(ty).expect("is a type");
        check(&Types::of(SDL), value, &ty).map_err(|misfit| misfit.to_string())
    }

    #[test]
    fn values_that_fit_are_taken() {
        for (ty, value) in [
            ("Int", value!(1)),
            ("Int", value!(-2_147_483_648)),
            ("Int", Value::Null),
            ("Float!", value!(1)),
            ("Float!", value!(1.5)),
            ("ID!", value!(7)),
            ("ID!", value!("7")),
            ("[Int!]!", value!([1, 2])),
            ("[Int!]!", value!(1)),
            ("[Int]", value!([1, null])),
            ("Tongue", value!("ES")),
            ("In!", value!({ "n": 1 })),
            (
                "In!",
                value!({ "n": 1, "tongue": "EN", "inner": { "n": 2, "list": [3] }, "on": "2026-11-24" }),
            ),
            ("Unknown!", value!({ "anything": 1 })),
        ] {
            assert_eq!(found(ty, &value), Ok(()), "{ty} {value}");
        }
    }

    #[test]
    fn values_that_do_not_fit_are_told_by_their_place() {
        for (ty, value, words) in [
            ("Int!", Value::Null, "is no Int!"),
            ("Int", value!("1"), "is no Int"),
            ("Int", value!(2_147_483_648_i64), "is no Int"),
            ("Int", value!(1.5), "is no Int"),
            ("String", value!(1), "is no String"),
            ("Boolean", value!("true"), "is no Boolean"),
            ("ID", value!(1.5), "is no ID"),
            (
                "[Int!]",
                value!([1, null]),
                "has a value at \"1\" that is no Int!",
            ),
            ("Tongue", value!("FR"), "is no Tongue"),
            ("Tongue", value!(1), "is no Tongue"),
            ("In", value!("x"), "is no In"),
            ("In", value!([]), "is no In"),
            ("In", value!({}), "needs a value at \"n\""),
            (
                "In",
                value!({ "n": 1, "m": 1 }),
                "has a value at \"m\", which does not exist",
            ),
            (
                "In",
                value!({ "n": 1, "inner": { "n": 1, "list": [1, "x"] } }),
                "has a value at \"inner.list.1\" that is no Int!",
            ),
            (
                "In",
                value!({ "n": 1, "inner": {} }),
                "needs a value at \"inner.n\"",
            ),
        ] {
            assert_eq!(found(ty, &value), Err(words.to_owned()), "{ty} {value}");
        }
    }
}
