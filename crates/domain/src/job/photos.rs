//! The `Photos` of a job: references whose bytes are kept elsewhere, each known by its `ID`.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::Number;
use crate::json::Object;
use crate::time::format_ms;
use crate::url::escape;

/// The member.
pub const PHOTOS: &str = "Photos";

/// A photo that is added to a job.
#[derive(Debug, Clone)]
pub struct NewPhoto<'a> {
    /// Its id.
    pub id: &'a str,
    /// When it was taken, in milliseconds.
    pub at: i64,
    /// What is said about it.
    pub note: &'a str,
}

/// Where the bytes of a photo are.
#[must_use]
pub fn photo_url(num: &Number, id: &str) -> String {
    format!("/seiapi/v3/trans/WorkOrder/{}/Photos/{}", escape(num.as_str()), escape(id))
}

/// Adds a photo at the end.
pub fn add_photo(doc: &mut Object, num: &Number, photo: &NewPhoto<'_>) {
    let element = json!({
        "Date": format_ms(photo.at),
        "ID": photo.id,
        "Note": photo.note,
        "URL": photo_url(num, photo.id),
    });
    match doc.get_mut(PHOTOS) {
        Some(Value::Array(photos)) => photos.push(element),
        _ => drop(doc.insert(PHOTOS.to_owned(), Value::Array(vec![element]))),
    }
}

/// Removes a photo; `false` if there is none with this id. Without its last element the member goes too.
pub fn remove_photo(doc: &mut Object, id: &str) -> bool {
    let Some(Value::Array(photos)) = doc.get_mut(PHOTOS) else { return false };
    let before = photos.len();
    photos.retain(|photo| id_of(photo) != Some(id));
    let removed = photos.len() < before;
    if photos.is_empty() {
        doc.shift_remove(PHOTOS);
    }
    removed
}

/// The ids of photos that a document had and no longer has.
#[must_use]
pub fn dropped_photos<'d>(before: &'d Object, after: &Object) -> Vec<&'d str> {
    let Some(Value::Array(had)) = before.get(PHOTOS) else { return Vec::new() };
    let has: HashSet<&str> =
        after.get(PHOTOS).and_then(Value::as_array).into_iter().flatten().filter_map(id_of).collect();
    had.iter().filter_map(id_of).filter(|id| !has.contains(id)).collect()
}

fn id_of(photo: &Value) -> Option<&str> {
    photo.get("ID").and_then(Value::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse_object;

    fn doc(text: &str) -> Object {
        parse_object(text.as_bytes()).unwrap()
    }

    #[test]
    fn a_photo_is_added_behind_those_that_are_there_and_removed_by_its_id() {
        let num = Number::new("a/b").unwrap();
        let mut job = doc(r#"{"Title":"t","Photos":[{"ID":"x","URL":"https://elsewhere/x"}]}"#);
        add_photo(&mut job, &num, &NewPhoto { id: "p1", at: 0, note: "wet" });
        let url = "/seiapi/v3/trans/WorkOrder/a%2Fb/Photos/p1";
        let expected = json!({"Date": "1970-01-01T00:00:00.000Z", "ID": "p1", "Note": "wet", "URL": url});
        assert_eq!(job[PHOTOS][1], expected);
        assert!(!remove_photo(&mut job, "p2"));
        assert!(remove_photo(&mut job, "p1") && remove_photo(&mut job, "x"));
        assert_eq!(job, doc(r#"{"Title":"t"}"#));
    }

    #[test]
    fn what_a_document_no_longer_has_is_found() {
        let before = doc(r#"{"Photos":[{"ID":"a"},{"ID":"b"},{"Note":"none"}]}"#);
        assert_eq!(dropped_photos(&before, &doc(r#"{"Photos":[{"ID":"b"}]}"#)), ["a"]);
        assert_eq!(dropped_photos(&before, &doc("{}")), ["a", "b"]);
        assert_eq!(dropped_photos(&doc("{}"), &before), [""; 0]);
    }
}
