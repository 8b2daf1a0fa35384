//! What a technician's device asks for and reports: its notices, its jobs, and each step of a visit.
//!
//! A technician *holds* a job while it is dispatched to exactly their user id ([`holder`]). Only the holder changes it;
//! helpers and the primary user may read it. A report that comes when the job was taken away is kept for the office.

mod ack;
mod act;
mod body;
mod event;
mod feed;
mod file;
mod get;
mod late;
mod list;
mod names;
mod notices;
mod own;
mod patch;
mod products;
mod receipt;
mod report;

pub use ack::ack;
pub use act::act;
pub use feed::Feed;
pub use file::{photo, remove_photo, show_photo, signature};
pub use get::get;
pub use list::{Held, list};
pub use names::names;
pub use notices::{Notice, notices};
pub use patch::patch;
pub use products::{Product, Products, products};
pub use report::Answer;

use docket_domain::job::holder;
use docket_domain::json::Object;
use serde_json::Value;

/// Whether the job is on this technician's device.
fn is_held_by(doc: &Object, user: &str) -> bool {
    holder(doc) == Some(user)
}

/// Whether the technician goes along with the one who holds the job: as a helper, or as the primary user.
fn goes_along(doc: &Object, user: &str) -> bool {
    let is_user = |value: &Value| value.as_str() == Some(user);
    doc.get("PrimaryUserName").is_some_and(is_user)
        || doc.get("HelperTechs").and_then(Value::as_array).is_some_and(|helpers| helpers.iter().any(is_user))
}

#[cfg(test)]
mod tests {
    use super::{goes_along, is_held_by};
    use docket_domain::json::parse_object;

    #[test]
    fn only_the_dispatched_user_holds_a_job_helpers_and_the_primary_user_go_along() {
        let text =
            br#"{"UserName":"ann","PlannedStartDate":"2026-11-21","PrimaryUserName":"bob","HelperTechs":["cy"]}"#;
        let doc = parse_object(text).unwrap();
        assert!(is_held_by(&doc, "ann") && !goes_along(&doc, "ann"));
        assert!(["bob", "cy"].iter().all(|user| goes_along(&doc, user) && !is_held_by(&doc, user)));
        assert!(!goes_along(&doc, "Ann") && !is_held_by(&doc, "Ann"));
    }

    #[test]
    fn a_job_without_a_planned_start_is_held_by_nobody() {
        let doc = parse_object(br#"{"UserName":"ann"}"#).unwrap();
        assert!(!is_held_by(&doc, "ann"));
    }
}
