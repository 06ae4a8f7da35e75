//! Measures a parsed document: one entry for each fragment, made after those it spreads.
//! Knows no schema: whether fields, types and variables fit is the validator's business.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use async_graphql::Name;
use async_graphql::parser::types::{
    ExecutableDocument, Field, OperationDefinition, Selection, SelectionSet,
};
use async_graphql::{Pos, Positioned};

use super::{Limits, directives, root};

/// Why a parsed document is not validated, let alone executed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the messages are the documentation")]
pub enum LimitError {
    #[error("the document has more than {limit} definitions")]
    TooManyDefinitions { limit: usize },
    #[error("the document has more than {limit} variables")]
    TooManyVariables { limit: usize },
    #[error("the document selects more than {limit} fields")]
    TooManyFields { limit: usize },
    #[error("the document has more than {limit} fields, fragments and spreads")]
    TooManySelections { limit: usize },
    #[error("the document nests fields more than {limit} levels deep")]
    TooDeep { limit: usize },
    #[error("the document uses more than {limit} directives")]
    TooManyDirectives { limit: usize },
    #[error("the field \"{field}\" is selected more than {limit} times in one selection set")]
    SameFieldTooOften { field: String, limit: usize },
    #[error("the fragment \"{fragment}\" spreads itself, directly or through others")]
    FragmentCycle { fragment: String },
    #[error("no fragment may be named \"on\"")]
    FragmentNamedOn { at: Pos },
    #[error("the variable \"${variable}\" is declared twice")]
    RepeatedVariable { variable: String, at: Pos },
    #[error("unknown directive \"@{name}\"")]
    UnknownDirective { name: String, at: Pos },
    #[error("the directive \"@{name}\" is used twice at the same place")]
    RepeatedDirective { name: String, at: Pos },
    #[error("the directive \"@{name}\" takes exactly the argument \"if\"")]
    DirectiveArguments { name: String, at: Pos },
    #[error("the argument \"if\" of \"@{name}\" must be true, false or a variable")]
    DirectiveCondition { name: String, at: Pos },
    #[error("the directive \"@{name}\" must not be used at this place")]
    MisplacedDirective { name: String, at: Pos },
    #[error("\"__typename\" takes no arguments and no selection set")]
    MalformedTypename { at: Pos },
    #[error("a subscription selects exactly one field")]
    SeveralRootFields,
    #[error(
        "the mutation selects \"{key}\" twice; select it once, or give the second one an alias"
    )]
    RepeatedMutation { key: String, at: Pos },
    #[error("the variable \"${variable}\" is not declared by every operation that uses it")]
    UndeclaredCondition { variable: String },
}

impl LimitError {
    /// The place in the document, where there is one.
    pub const fn position(&self) -> Option<Pos> {
        match self {
            Self::FragmentNamedOn { at }
            | Self::RepeatedVariable { at, .. }
            | Self::UnknownDirective { at, .. }
            | Self::RepeatedDirective { at, .. }
            | Self::DirectiveArguments { at, .. }
            | Self::DirectiveCondition { at, .. }
            | Self::MisplacedDirective { at, .. }
            | Self::MalformedTypename { at }
            | Self::RepeatedMutation { at, .. } => Some(*at),
            Self::TooManyDefinitions { .. }
            | Self::TooManyVariables { .. }
            | Self::TooManyFields { .. }
            | Self::TooManySelections { .. }
            | Self::TooDeep { .. }
            | Self::TooManyDirectives { .. }
            | Self::SameFieldTooOften { .. }
            | Self::FragmentCycle { .. }
            | Self::SeveralRootFields
            | Self::UndeclaredCondition { .. } => None,
        }
    }
}

/// What the walk learned about one operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measured {
    /// The operation's name; only a lone operation has none.
    pub name: Option<String>,
    /// The root fields.
    pub fields: BTreeSet<String>,
    /// Whether something that is public is asked for whose answer depends on who asks.
    pub is_personal: bool,
    /// The one root field of a subscription.
    pub watches: Option<String>,
    /// Variables that decide whether something is skipped or included.
    pub conditions: Vec<String>,
}

/// Checks a document against the bounds, and returns what it learned about each operation.
pub fn check(document: &ExecutableDocument, limits: &Limits) -> Result<Vec<Measured>, LimitError> {
    check_counts(document, limits)?;
    let mut walk = Walk {
        limits,
        fragments: HashMap::with_capacity(document.fragments.len()),
    };
    if let Some(fragment) = document.fragments.get("on") {
        return Err(LimitError::FragmentNamedOn { at: fragment.pos });
    }
    for (name, fragment) in in_order(document)? {
        directives::none(&fragment.directives)?;
        let tally = walk.tally(&fragment.selection_set.node)?;
        walk.fragments.insert(name, tally);
    }
    let mut total = Tally::default();
    let mut measured = Vec::new();
    for (name, operation) in document.operations.iter() {
        directives::none(&operation.node.directives)?;
        let tally = walk.tally(&operation.node.selection_set.node)?;
        require_declared(&operation.node, &tally)?;
        total.add_sizes(&tally);
        total.check(limits)?;
        root::once(document, &operation.node)?;
        measured.push(Measured {
            name: name.map(Name::to_string),
            watches: root::watches(document, &operation.node)?,
            fields: root::fields(document, &operation.node),
            is_personal: root::is_personal(document, &operation.node),
            conditions: tally.conditions.iter().map(Name::to_string).collect(),
        });
    }
    Ok(measured)
}

fn check_counts(document: &ExecutableDocument, limits: &Limits) -> Result<(), LimitError> {
    let operations = document.operations.iter();
    if operations.len() + document.fragments.len() > limits.definitions {
        let limit = limits.definitions;
        return Err(LimitError::TooManyDefinitions { limit });
    }
    let mut variables = 0;
    for (_, operation) in operations {
        variables += operation.node.variable_definitions.len();
        let mut names = BTreeSet::new();
        for variable in &operation.node.variable_definitions {
            directives::none(&variable.node.directives)?;
            let name = &variable.node.name;
            if !names.insert(&name.node) {
                let (variable, at) = (name.node.to_string(), name.pos);
                return Err(LimitError::RepeatedVariable { variable, at });
            }
        }
    }
    if variables > limits.variables {
        let limit = limits.variables;
        return Err(LimitError::TooManyVariables { limit });
    }
    Ok(())
}

fn require_declared(operation: &OperationDefinition, tally: &Tally<'_>) -> Result<(), LimitError> {
    let variables = operation.variable_definitions.iter();
    let declared: BTreeSet<&Name> = variables.map(|variable| &variable.node.name.node).collect();
    match tally
        .conditions
        .iter()
        .find(|name| !declared.contains(name))
    {
        None => Ok(()),
        Some(name) => Err(LimitError::UndeclaredCondition {
            variable: name.to_string(),
        }),
    }
}

type Fragment = async_graphql::parser::types::FragmentDefinition;

/// The fragments, each after all those that it spreads. A fragment that nobody defined is left to
/// the validator.
fn in_order(document: &ExecutableDocument) -> Result<Vec<(&str, &Fragment)>, LimitError> {
    let mut missing: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut spread_by: HashMap<&str, Vec<&str>> = HashMap::new();
    for (name, fragment) in &document.fragments {
        let mut spreads = BTreeSet::new();
        collect_spreads(&fragment.node.selection_set.node, &mut spreads);
        spreads.retain(|spread| document.fragments.contains_key(*spread));
        for spread in &spreads {
            spread_by.entry(spread).or_default().push(name);
        }
        missing.insert(name, spreads);
    }
    let mut ready: Vec<&str> = missing
        .iter()
        .filter(|(_, spreads)| spreads.is_empty())
        .map(|(name, _)| *name)
        .collect();
    let mut order = Vec::with_capacity(missing.len());
    while let Some(name) = ready.pop() {
        missing.remove(name);
        if let Some(fragment) = document.fragments.get(name) {
            order.push((name, &fragment.node));
        }
        for waiting in spread_by.get(name).into_iter().flatten() {
            let Some(spreads) = missing.get_mut(waiting) else {
                continue;
            };
            if spreads.remove(name) && spreads.is_empty() {
                ready.push(waiting);
            }
        }
    }
    match on_a_cycle(&missing) {
        None => Ok(order),
        Some(fragment) => Err(LimitError::FragmentCycle {
            fragment: fragment.to_owned(),
        }),
    }
}

/// Follows what is left from fragment to fragment until it comes back: each waits for another.
fn on_a_cycle<'a>(missing: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> Option<&'a str> {
    let mut seen = BTreeSet::new();
    let mut name = *missing.keys().next()?;
    while seen.insert(name) {
        name = missing.get(name)?.first()?;
    }
    Some(name)
}

/// Recursion is bounded by the nesting of one definition, which scanner and parser bound.
fn collect_spreads<'a>(set: &'a SelectionSet, spreads: &mut BTreeSet<&'a str>) {
    for selection in &set.items {
        match &selection.node {
            Selection::Field(field) => {
                collect_spreads(&field.node.selection_set.node, spreads);
            }
            Selection::InlineFragment(fragment) => {
                collect_spreads(&fragment.node.selection_set.node, spreads);
            }
            Selection::FragmentSpread(spread) => {
                spreads.insert(spread.node.fragment_name.node.as_str());
            }
        }
    }
}

/// The size of a selection set with everything in it.
#[derive(Debug, Default)]
struct Tally<'a> {
    fields: usize,
    selections: usize,
    depth: usize,
    directives: usize,
    /// How often each field is selected in the set itself, fragments included.
    here: HashMap<&'a str, usize>,
    conditions: BTreeSet<Name>,
}

impl<'a> Tally<'a> {
    fn add_sizes(&mut self, other: &Self) {
        self.fields += other.fields;
        self.selections += other.selections;
        self.directives += other.directives;
        self.depth = self.depth.max(other.depth);
    }

    /// Adds what a fragment brings into this set.
    fn add_fragment(&mut self, other: &Self) {
        self.add_sizes(other);
        self.conditions.extend(other.conditions.iter().cloned());
        for (field, count) in &other.here {
            *self.here.entry(field).or_default() += count;
        }
    }

    /// Adds a field with what is selected below it.
    fn add_field(&mut self, field: &'a Field, below: Self) {
        self.fields += 1;
        self.add_sizes(&below);
        self.depth = self.depth.max(below.depth + 1);
        self.conditions.extend(below.conditions);
        *self.here.entry(field.name.node.as_str()).or_default() += 1;
    }

    fn check(&self, limits: &Limits) -> Result<(), LimitError> {
        if self.fields > limits.fields {
            let limit = limits.fields;
            return Err(LimitError::TooManyFields { limit });
        }
        if self.selections > limits.selections {
            let limit = limits.selections;
            return Err(LimitError::TooManySelections { limit });
        }
        if self.depth > limits.depth {
            let limit = limits.depth;
            return Err(LimitError::TooDeep { limit });
        }
        if self.directives > limits.directives {
            let limit = limits.directives;
            return Err(LimitError::TooManyDirectives { limit });
        }
        Ok(())
    }

    fn check_same_field(&self, limits: &Limits) -> Result<(), LimitError> {
        let limit = limits.same_field;
        let often = self.here.iter().filter(|(_, count)| **count > limit);
        match often.map(|(field, _)| *field).min() {
            None => Ok(()),
            Some(field) => Err(LimitError::SameFieldTooOften {
                field: field.to_owned(),
                limit,
            }),
        }
    }
}

struct Walk<'a> {
    limits: &'a Limits,
    /// The memo: every fragment that was measured.
    fragments: HashMap<&'a str, Tally<'a>>,
}

impl<'a> Walk<'a> {
    /// Measures one set. It stops at the first selection that passes a bound, so that no set costs
    /// more than the bounds allow.
    fn tally(&self, set: &'a SelectionSet) -> Result<Tally<'a>, LimitError> {
        let mut tally = Tally::default();
        for selection in &set.items {
            let own = selection.node.directives();
            tally.directives += own.len();
            tally.selections += 1;
            tally.conditions.extend(directives::conditions(own)?);
            match &selection.node {
                Selection::Field(field) => {
                    check_typename(field)?;
                    let below = self.tally(&field.node.selection_set.node)?;
                    tally.add_field(&field.node, below);
                }
                Selection::InlineFragment(fragment) => {
                    tally.add_fragment(&self.tally(&fragment.node.selection_set.node)?);
                }
                Selection::FragmentSpread(spread) => {
                    let name = spread.node.fragment_name.node.as_str();
                    if let Some(fragment) = self.fragments.get(name) {
                        tally.add_fragment(fragment);
                    }
                }
            }
            tally.check(self.limits)?;
        }
        tally.check_same_field(self.limits)?;
        Ok(tally)
    }
}

fn check_typename(field: &Positioned<Field>) -> Result<(), LimitError> {
    let Field {
        name,
        arguments,
        selection_set,
        alias: _,
        directives: _,
    } = &field.node;
    let is_plain = arguments.is_empty() && selection_set.node.items.is_empty();
    if name.node == "__typename" && !is_plain {
        return Err(LimitError::MalformedTypename { at: field.pos });
    }
    Ok(())
}

#[cfg(test)]
mod tests;
