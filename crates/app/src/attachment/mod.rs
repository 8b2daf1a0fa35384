//! Attachments: PDFs that are attached to entities and shown by steps of work flows. What a file is stands in its row before its
//! content comes; the content comes to an address that was signed for it, and never changes.

mod address;
mod deliver;
mod open;
mod sign;
#[cfg(test)]
mod tests;
mod unsent;

pub use address::{Address, LIFETIME, admit};
pub use deliver::{Said, deliver};
pub use open::open;
pub use sign::{Signed, sign};
pub use unsent::{UNSENT, forget_unsent};
