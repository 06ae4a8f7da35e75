//! The types of a schema, as far as looking at documents needs them.

use std::collections::{HashMap, HashSet};

use async_graphql::Name;
use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{BaseType, OperationType, Type, TypeKind, TypeSystemDefinition};

/// The type of every field of a schema.
#[derive(Debug, Default)]
pub struct Types {
    fields: HashMap<(Name, Name), Type>,
    /// Types that something has to be selected of.
    composite: HashSet<Name>,
}

impl Types {
    /// Reads a schema definition; what can't be read has no types.
    pub fn of(sdl: &str) -> Self {
        let definitions = parse_schema(sdl).map(|document| document.definitions);
        let mut types = Self::default();
        for definition in definitions.unwrap_or_default() {
            let TypeSystemDefinition::Type(definition) = definition else {
                continue;
            };
            let name = definition.node.name.node;
            let fields = match definition.node.kind {
                TypeKind::Object(object) => object.fields,
                TypeKind::Interface(interface) => interface.fields,
                TypeKind::Union(_) => Vec::new(),
                TypeKind::Scalar | TypeKind::Enum(_) | TypeKind::InputObject(_) => continue,
            };
            for field in fields {
                let key = (name.clone(), field.node.name.node);
                types.fields.insert(key, field.node.ty.node);
            }
            types.composite.insert(name);
        }
        types
    }

    /// The type of a field, if it is in the definition. What every schema has of its own is not.
    pub(super) fn field(&self, of: &Name, field: &Name) -> Option<&Type> {
        self.fields.get(&(of.clone(), field.clone()))
    }

    /// Whether something has to be selected of a type.
    pub(super) fn is_composite(&self, name: &Name) -> bool {
        self.composite.contains(name)
    }
}

/// The type that an operation selects from.
pub(super) fn root(operation: OperationType) -> Name {
    Name::new(match operation {
        OperationType::Query => "Query",
        OperationType::Mutation => "Mutation",
        OperationType::Subscription => "Subscription",
    })
}

/// The type inside all lists.
pub(super) fn named(ty: &Type) -> &Name {
    match &ty.base {
        BaseType::Named(name) => name,
        BaseType::List(item) => named(item),
    }
}
