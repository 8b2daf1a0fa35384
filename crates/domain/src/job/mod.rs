//! A job: a ServiceMobility work order, one JSON document known by its `OrderNum`.
//!
//! What a client sends becomes a document by [`replace()`] (PUT, POST) or [`Patch`] (PATCH), [`join`] fills in master
//! data, [`dispatch`] settles who holds the job and which devices hear of it; the rest is what a store needs of the
//! document.

pub mod columns;
pub mod dispatch;
mod end;
pub mod join;
mod keys;
mod members;
mod merge;
mod number;
mod patch;
mod photos;
pub mod receipt;
mod replace;
mod shape;
pub mod undo;

pub use columns::{Columns, columns, fold, is_closed, words};
pub use dispatch::{Notice, NoticeKind, holder, is_same, on_delete, settle};
pub use end::end;
pub use join::{Found, Said, Wants, fill, wants};
pub use number::Number;
pub use patch::Patch;
pub use photos::{NewPhoto, PHOTOS, add_photo, dropped_photos, photo_url, remove_photo};
pub use receipt::{FLAGS, Receipt, splice};
pub use replace::replace;
pub use undo::{go_back, undo};

use serde_json::Value;

use crate::json::Object;

/// The text of a member, or of one that came as a number; empty when there is none.
fn text<'d>(object: &'d Object, name: &str) -> &'d str {
    match object.get(name) {
        Some(Value::String(text)) => text,
        Some(Value::Number(number)) => number.as_str(),
        _ => "",
    }
}
