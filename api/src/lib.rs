//! The API: GraphQL types and our own transport over HTTP. Every answer is decided in `app`; nothing here touches
//! storage or knows a rule.

mod executor;
mod schema;
mod words;

pub mod documents;
pub mod errors;
pub mod http;
pub mod limits;
pub mod seal;

pub use executor::{ExecutorConfig, SchemaExecutor};
pub use schema::{Bounds, Shared, sdl};
pub use words::{Words, WordsError};
