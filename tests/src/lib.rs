//! The World of the end-to-end tests: it speaks the product's language, through the real schema and transport, on a
//! database of its own. What is expected of the product stands in `tests/it`.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "in a test what is not as expected ends the story"
)]

mod answered;
mod asks;
mod audit;
mod browser;
mod database;
mod documents;
mod events;
mod operations;
mod pages;
mod people;
pub mod process;
mod readers;
mod second_factor;
mod secrets;
mod together;
mod visitor;
mod world;

pub use answered::Answered;
pub use browser::{Browser, View, has_browser};
pub use database::{Database, Kind};
pub use documents::*;
pub use events::Events;
pub use operations::Operation;
pub use pages::Page;
pub use people::{DraftHandle, Person, ReviewHandle};
pub use readers::COMMENT_AS_READER;
pub use second_factor::{
    FINISH_TOTP, PROVE_TOTP, RENEW_CODES, SIGN_IN, START_TOTP, USE_RECOVERY_CODE,
};
pub use visitor::Visitor;
pub use world::{PASSPHRASE, World};

/// Declares stories that are told on both databases, each in a world of its own:
///
/// ```text
/// stories! {
///     async fn an_empty_panel_has_no_posts(world) { assert!(world.reader().feed().await.is_empty()); }
/// }
/// ```
///
/// `(world in careful)` is a world in which two adults read for new and for young authors too, `(world in reserved)` one in which readers without an account don't comment.
///
/// Without `TEST_DATABASE_URL` the telling on PostgreSQL has nothing to run on; `./test` says so.
#[macro_export]
macro_rules! stories {
    (@world $kind:ident) => { $crate::World::new($crate::Kind::$kind) };
    (@world $kind:ident reserved) => { $crate::World::reserved($crate::Kind::$kind) };
    (@world $kind:ident careful) => { $crate::World::careful($crate::Kind::$kind) };
    ($($(#[$doc:meta])* async fn $name:ident($world:ident $(in $made:ident)?) $body:block)+) => {$(
        $(#[$doc])*
        #[cfg(test)]
        mod $name {
            use super::*;

            async fn tell($world: &$crate::World) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                let world = $crate::stories!(@world Sqlite $($made)?).await.expect("a world");
                tell(&world).await;
                world.end().await.expect("the end of a world");
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres() {
                if !$crate::Kind::Postgres.is_there() {
                    return;
                }
                let world = $crate::stories!(@world Postgres $($made)?).await.expect("a world");
                tell(&world).await;
                world.end().await.expect("the end of a world");
            }
        }
    )+};
}
