//! GraphQL types, loaders and our own transport. Never touches storage. Nothing is here yet.
