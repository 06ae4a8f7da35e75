//! Pages: a GraphQL client that knows `schema.graphql` and no other crate of ours. Nothing is here yet.
