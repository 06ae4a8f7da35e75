//! The documents that pages send, one type each. They are checked against `schema.graphql` when this is compiled.

use graphql_client::GraphQLQuery;

/// RFC 3339, as the schema has it.
type DateTime = String;

/// Creates the first administrator.
#[derive(GraphQLQuery)]
#[graphql(
    schema_path = "../schema.graphql",
    query_path = "operations/set_up_administrator.graphql",
    response_derives = "Debug"
)]
pub(crate) struct SetUpAdministrator;
