//! Makes an enum of everything that `schema.graphql` lets somebody ask for, so that what has no rule in `tests/it/permissions`
//! does not compile. Nothing else is made here.

use std::fmt::Write as _;
use std::path::PathBuf;

use graphql_parser::schema::{
    Definition, Document, ObjectType, Type, TypeDefinition, parse_schema,
};

/// The types whose fields are entry points: each is a thing to ask for by itself.
const ROOTS: [&str; 4] = ["Query", "Mutation", "Subscription", "Viewer"];

#[expect(
    clippy::disallowed_methods,
    reason = "Cargo tells build scripts where to write"
)]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let schema = PathBuf::from("../schema.graphql");
    println!("cargo::rerun-if-changed={}", schema.display());
    println!("cargo::rerun-if-changed=build.rs");
    let text = std::fs::read_to_string(schema)?;
    let document = parse_schema::<String>(&text)?.into_static();
    let operations = operations(&document);
    let out = PathBuf::from(std::env::var("OUT_DIR")?).join("operations.rs");
    std::fs::write(out, printed(&operations)?)?;
    Ok(())
}

/// One thing that can be asked for.
struct Operation {
    variant: String,
    name: String,
    /// Where it stands: one of [`ROOTS`], or `Node`.
    root: &'static str,
    /// The field; of a node, its type.
    field: String,
    /// The type of the input of a mutation.
    input: String,
    /// What is selected of the answer.
    selection: &'static str,
}

fn operations(document: &Document<'static, String>) -> Vec<Operation> {
    let types = || {
        document.definitions.iter().filter_map(|definition| {
            let Definition::TypeDefinition(found) = definition else {
                return None;
            };
            Some(found)
        })
    };
    let objects = || {
        types().filter_map(|found| match found {
            TypeDefinition::Object(object) => Some(object),
            _ => None,
        })
    };
    let composite = |named: &str| {
        types().any(|found| match found {
            TypeDefinition::Object(object) => object.name == named,
            TypeDefinition::Union(union) => union.name == named,
            TypeDefinition::Interface(interface) => interface.name == named,
            _ => false,
        })
    };
    let may_refuse = |named: &str| {
        types().any(|found| match found {
            TypeDefinition::Union(union) => {
                union.name == named && union.types.iter().any(|member| member == "NotAllowedError")
            }
            _ => false,
        })
    };
    let mut found = Vec::new();
    for root in ROOTS {
        let fields = objects().filter(|object| object.name == root);
        for field in fields.flat_map(|object| &object.fields) {
            let named = innermost(&field.field_type);
            let input = field.arguments.iter().find(|given| given.name == "input");
            found.push(Operation {
                variant: format!("{root}{}", capitalised(&field.name)),
                name: format!("{root}.{}", field.name),
                root,
                field: field.name.clone(),
                input: input.map_or_else(String::new, |given| given.value_type.to_string()),
                selection: if may_refuse(named) {
                    "{ __typename ... on NotAllowedError { reason } }"
                } else {
                    selection(named, composite(named))
                },
            });
        }
    }
    let is_node = |object: &&ObjectType<'_, String>| {
        object
            .implements_interfaces
            .iter()
            .any(|name| name == "Node")
    };
    found.extend(objects().filter(is_node).map(|object| Operation {
        variant: format!("Node{}", object.name),
        name: format!("Query.node of {}", object.name),
        root: "Node",
        field: object.name.clone(),
        input: String::new(),
        selection: "",
    }));
    found
}

fn innermost<'a>(found: &'a Type<'static, String>) -> &'a str {
    match found {
        Type::NamedType(name) => name,
        Type::ListType(inner) | Type::NonNullType(inner) => innermost(inner),
    }
}

fn selection(named: &str, is_composite: bool) -> &'static str {
    if named.ends_with("Connection") {
        "{ edges { node { __typename } } }"
    } else if is_composite {
        "{ __typename }"
    } else {
        ""
    }
}

fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters
        .next()
        .map(|first| first.to_ascii_uppercase().to_string() + letters.as_str())
        .unwrap_or_default()
}

/// The enum, as Rust.
fn printed(operations: &[Operation]) -> Result<String, std::fmt::Error> {
    let mut variants = String::new();
    let mut all = String::new();
    let mut parts = String::new();
    for operation in operations {
        let Operation {
            variant,
            name,
            root,
            field,
            input,
            selection,
        } = operation;
        writeln!(variants, "/// `{name}`.\n{variant},")?;
        writeln!(all, "Self::{variant},")?;
        writeln!(
            parts,
            "(Self::{variant}, Parts {{ name: {name:?}, root: {root:?}, field: {field:?}, input: {input:?}, selection: {selection:?} }}),"
        )?;
    }
    Ok(format!(
        "/// Everything that the schema lets somebody ask for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Operation {{ {variants} }}
        impl Operation {{
            /// All of them, in the order of the schema.
            pub const ALL: &[Self] = &[{all}];
            const PARTS: &[(Self, Parts)] = &[{parts}];
        }}"
    ))
}
