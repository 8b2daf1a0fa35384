//! What every test starts from: a real server on a database of its own, spoken to by HTTP only.
//!
//! The database is copied from one that was migrated once in this process, with a token that may do everything in it, so a start
//! costs a copy and one process.

mod answer;
mod app;
mod client;
mod database;
pub mod described;
mod held;
mod node;
mod raw;
pub mod sample;
mod stream;

pub use answer::Answer;
pub use app::App;
pub use client::{Ask, Client};
pub use database::Engine;
pub use held::Held;
pub use node::Node;
pub use stream::Message;

/// Runs each test on both engines: `…::sqlite` and `…::postgres`.
#[macro_export]
macro_rules! both {
    ($($(#[$meta:meta])* fn $name:ident($app:ident) $body:block)*) => {$(
        $(#[$meta])*
        fn $name($app: &$crate::harness::App) $body

        mod $name {
            use $crate::harness::{App, Engine};

            #[test]
            fn sqlite() {
                super::$name(&App::start(Engine::Sqlite));
            }

            #[test]
            fn postgres() {
                super::$name(&App::start(Engine::Postgres));
            }
        }
    )*};
}
