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

mod connection;
mod draft;
mod enums;
mod errors;
mod input;
mod mutation;
mod node;
mod person;
mod post;
mod query;
mod request;
mod review;
mod revision;
mod scalars;
mod viewer;

use async_graphql::{EmptySubscription, Schema as GraphQlSchema, SchemaBuilder};

pub use mutation::Mutation;
pub use query::Query;
pub use request::{Request, Shared};

/// The schema.
pub type Schema = GraphQlSchema<Query, Mutation, EmptySubscription>;

/// The most that one operation may cost; see the descriptions of connections.
const MOST_COMPLEXITY: usize = 5_000;
/// The deepest nesting; checked by the walk before execution too.
const DEEPEST: usize = 15;

fn builder() -> SchemaBuilder<Query, Mutation, EmptySubscription> {
    GraphQlSchema::build(Query, Mutation::default(), EmptySubscription)
        .register_output_type::<errors::UserError>()
        .limit_complexity(MOST_COMPLEXITY)
        .limit_depth(DEEPEST)
        .disable_suggestions()
}

/// The schema with what its resolvers share.
pub fn build(shared: Shared) -> Schema {
    builder().data(shared).finish()
}

/// The schema definition, as `schema.graphql` has it.
pub fn sdl() -> String {
    builder().finish().sdl()
}
