//! The public contract: every type of the schema, described. What a field may show is decided in `app`; a type here
//! can only be made from what `app` gave.
#![expect(
    clippy::unused_async,
    reason = "the macros of the schema ask for async resolvers, also where there is nothing to wait for"
)]
#![expect(
    clippy::large_enum_variant,
    reason = "a payload is built once, moved once and gone"
)]

mod account;
mod act;
mod audit;
mod co_author;
mod colleague;
mod comment;
mod connection;
mod consent;
mod draft;
mod enums;
mod errors;
mod escalation;
mod finding;
mod guardian_statement;
mod helpline;
mod input;
mod led_group;
mod mutation;
mod node;
mod notification;
mod person;
mod post;
mod query;
mod reader_comment;
mod request;
mod review;
mod revision;
mod scalars;
mod screening;
mod second_factor;
mod session;
mod staff;
mod statement;
mod submission;
mod subscription;
mod suggestion;
mod text;
mod viewer;

use async_graphql::extensions::ExtensionFactory;
use async_graphql::{SDLExportOptions, Schema as GraphQlSchema, SchemaBuilder};

use crate::limits::Limits;

use mutation::Mutation;
use query::Query;
pub use request::Shared;
pub(crate) use request::{Request, note_unreachable};
use subscription::Subscription;

/// The schema.
pub(crate) type Schema = GraphQlSchema<Query, Mutation, Subscription>;

/// What one operation may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// The most that it may cost: a unit for each field, times the size of each page around it.
    pub complexity: usize,
    /// The deepest nesting of fields; the walk before execution looks at it too.
    pub depth: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            complexity: 5_000,
            depth: Limits::PUBLIC.depth,
        }
    }
}

fn builder(bounds: Bounds) -> SchemaBuilder<Query, Mutation, Subscription> {
    GraphQlSchema::build(Query, Mutation::default(), Subscription)
        .register_output_type::<errors::UserError>()
        .limit_complexity(bounds.complexity)
        .limit_depth(bounds.depth)
        .disable_suggestions()
}

/// The schema with what its resolvers share.
pub(crate) fn build(shared: Shared, bounds: Bounds) -> Schema {
    builder(bounds).data(shared).finish()
}

/// The schema with something that looks at each operation, and nothing to execute it with.
pub(crate) fn watched_by(extension: impl ExtensionFactory, bounds: Bounds) -> Schema {
    builder(bounds).extension(extension).finish()
}

/// The schema definition, as `schema.graphql` has it.
pub fn sdl() -> String {
    let options = SDLExportOptions::new().include_specified_by();
    builder(Bounds::default())
        .finish()
        .sdl_with_options(options)
}
