//! The types of a schema, as far as looking at documents needs them.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{
    BaseType, InputValueDefinition, OperationType, Type, TypeKind, TypeSystemDefinition,
};
use async_graphql::{Name, Positioned};

/// The type of every field of a schema.
#[derive(Debug, Default)]
pub struct Types {
    fields: HashMap<(Name, Name), Type>,
    /// Types that something has to be selected of.
    composite: HashSet<Name>,
    /// Interfaces and unions among them: an object of one of their types may have one of several.
    open: HashSet<Name>,
    /// Arguments by type and field.
    arguments: HashMap<(Name, Name), HashMap<Name, Input>>,
    /// Fields of input types.
    inputs: HashMap<Name, HashMap<Name, Input>>,
    /// Values of enums.
    enums: HashMap<Name, HashSet<Name>>,
}

/// A place for a value.
#[derive(Debug, Clone)]
pub(super) struct Input {
    pub(super) ty: Type,
    pub(super) has_default: bool,
}

impl Input {
    /// A place without a default.
    pub(super) const fn of(ty: Type) -> Self {
        Self {
            ty,
            has_default: false,
        }
    }
}

fn inputs(values: Vec<Positioned<InputValueDefinition>>) -> HashMap<Name, Input> {
    let input = |value: Positioned<InputValueDefinition>| {
        let InputValueDefinition {
            name,
            ty,
            default_value,
            ..
        } = value.node;
        let input = Input {
            ty: ty.node,
            has_default: default_value.is_some(),
        };
        (name.node, input)
    };
    values.into_iter().map(input).collect()
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
            let is_open = matches!(
                definition.node.kind,
                TypeKind::Interface(_) | TypeKind::Union(_)
            );
            if is_open {
                types.open.insert(name.clone());
            }
            let fields = match definition.node.kind {
                TypeKind::Object(object) => object.fields,
                TypeKind::Interface(interface) => interface.fields,
                TypeKind::Union(_) => Vec::new(),
                TypeKind::Scalar => continue,
                TypeKind::Enum(values) => {
                    let values = values.values.into_iter();
                    let values = values.map(|value| value.node.value.node).collect();
                    types.enums.insert(name, values);
                    continue;
                }
                TypeKind::InputObject(input) => {
                    types.inputs.insert(name, inputs(input.fields));
                    continue;
                }
            };
            for field in fields {
                let key = (name.clone(), field.node.name.node);
                types
                    .arguments
                    .insert(key.clone(), inputs(field.node.arguments));
                types.fields.insert(key, field.node.ty.node);
            }
            types.composite.insert(name);
        }
        types
    }

    /// The type of a field, if it is in the definition or is `__typename`. `__schema` and `__type` are not.
    pub(super) fn field(&self, of: &Name, field: &Name) -> Option<&Type> {
        if field == "__typename" {
            return Some(&TYPENAME);
        }
        self.fields.get(&(of.clone(), field.clone()))
    }

    /// The place of an argument.
    pub(super) fn argument(&self, of: &Name, field: &Name, argument: &Name) -> Option<&Input> {
        let arguments = self.arguments.get(&(of.clone(), field.clone()))?;
        arguments.get(argument)
    }

    /// The fields of an input type, if it is one.
    pub(super) fn input_fields(&self, name: &Name) -> Option<&HashMap<Name, Input>> {
        self.inputs.get(name)
    }

    /// The values of an enum, if it is one.
    pub(super) fn enum_values(&self, name: &Name) -> Option<&HashSet<Name>> {
        self.enums.get(name)
    }

    /// Whether an object of the type has one of several types: it is an interface or a union.
    pub(super) fn is_open(&self, name: &Name) -> bool {
        self.open.contains(name)
    }

    /// Whether something has to be selected of a type.
    pub(super) fn is_composite(&self, name: &Name) -> bool {
        self.composite.contains(name)
    }
}

static TYPENAME: LazyLock<Type> = LazyLock::new(|| Type {
    base: BaseType::Named(Name::new("String")),
    nullable: false,
});

static ROOTS: LazyLock<[Name; 3]> =
    LazyLock::new(|| ["Query", "Mutation", "Subscription"].map(Name::new));

/// The type that an operation selects from.
pub(super) fn root(operation: OperationType) -> &'static Name {
    let [query, mutation, subscription] = &*ROOTS;
    match operation {
        OperationType::Query => query,
        OperationType::Mutation => mutation,
        OperationType::Subscription => subscription,
    }
}

/// The type inside all lists.
pub(super) fn named(ty: &Type) -> &Name {
    match &ty.base {
        BaseType::Named(name) => name,
        BaseType::List(item) => named(item),
    }
}
