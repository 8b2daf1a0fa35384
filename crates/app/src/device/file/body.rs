//! Reading the body of a report that names an upload.

use docket_domain::json::Object;
use docket_domain::time::parse_ms;
use docket_domain::{Fault, Faults};

use crate::device::body::Reading;
use crate::device::report::read_id;

/// The longest note or name, in characters.
const LONGEST: usize = 2_000;

/// A report that names an upload.
#[derive(Debug)]
pub(super) struct Body {
    /// The device's id of it.
    pub id: String,
    /// The device's time of it, in milliseconds.
    pub at: i64,
    /// The upload.
    pub upload: String,
    /// A photo's `note`, a signature's `name`.
    pub text: Option<String>,
}

/// Reads a body whose text is called `name`; a member that is unknown is a fault.
pub(super) fn read(body: &Object, name: &str) -> Result<Body, Faults> {
    let mut reading = Reading::new(body);
    for (member, value) in body {
        if !["id", "at", "upload", name].contains(&member.as_str()) {
            reading.fault(member, "is not known", value);
        }
    }
    let id = reading.required("id", "must be a UUID", read_id);
    let at = reading.required("at", "must be a time such as 2026-11-21T10:00:00.000Z", parse_ms);
    let upload = reading.required("upload", "must be the id of an upload", read_id);
    let text = reading.text(name);
    if text.as_ref().is_some_and(|text| text.chars().count() > LONGEST) {
        let reason = format!("must not be longer than {LONGEST} characters");
        reading.faults.push(Fault::at(format!("$.{name}"), reason));
    }
    match (id, at, upload) {
        (Some(id), Some(at), Some(upload)) if reading.faults.is_empty() => Ok(Body { id, at, upload, text }),
        _ => Err(reading.faults),
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use docket_domain::json::parse_object;

    const ID: &str = "6F9619FF-8B86-D011-B42D-00C04FC964FF";

    #[test]
    fn ids_are_made_one_form_and_the_text_is_taken() {
        let body = format!(r#"{{"id":"{ID}","at":"2026-11-21T10:00:00Z","upload":"{ID}","note":"wet"}}"#);
        let body = read(&parse_object(body.as_bytes()).unwrap(), "note").unwrap();
        assert_eq!((body.id, body.upload), (ID.to_ascii_lowercase(), ID.to_ascii_lowercase()));
        assert_eq!(body.text.as_deref(), Some("wet"));
    }

    #[test]
    fn what_is_missing_wrong_unknown_or_too_long_is_named() {
        let long = "x".repeat(2_001);
        let body = format!(r#"{{"at":"noon","upload":7,"note":"n","name":"{long}"}}"#);
        let faults = read(&parse_object(body.as_bytes()).unwrap(), "name").unwrap_err();
        let names: Vec<_> = faults.iter().map(|fault| fault.name.as_str()).collect();
        assert_eq!(names, ["note", "id", "at", "upload", "name"]);
    }
}
