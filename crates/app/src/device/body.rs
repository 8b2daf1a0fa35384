//! Reading the body of an action.

use docket_domain::action::{Action, Report};
use docket_domain::json::Object;
use docket_domain::time::parse_ms;
use docket_domain::{Fault, Faults, MOST_FAULTS};
use serde_json::Value;

use super::report::read_id;

/// An action as the device describes it.
#[derive(Debug)]
pub(super) struct Body {
    /// The device's id of it.
    pub id: String,
    pub report: Report,
    /// For `read`: the version that the technician saw.
    pub seen: Option<i64>,
}

/// The members that a body may have.
const MEMBERS: [&str; 7] = ["id", "at", "version", "reason_code", "reason", "incomplete", "reschedule"];

/// Reads the body of an action; a member that is unknown or of no use for this action is a fault.
pub(super) fn read(action: Action, body: &Object) -> Result<Body, Faults> {
    let mut reading = Reading::new(body);
    for (name, value) in body {
        let reason = match name.as_str() {
            "version" if action != Action::Read => "is only for read",
            "incomplete" | "reschedule" if action != Action::Complete => "is only for complete",
            known if MEMBERS.contains(&known) => continue,
            _ => "is not known",
        };
        reading.fault(name, reason, value);
    }
    let id = reading.required("id", "must be a UUID", read_id);
    let at = reading.required("at", "must be a time such as 2026-11-21T10:00:00.000Z", parse_ms);
    let reason_code = reading.text("reason_code");
    let reason = reading.text("reason");
    let incomplete = reading.flag("incomplete");
    let reschedule = reading.flag("reschedule");
    let seen = reading.version();
    match (id, at) {
        (Some(id), Some(at)) if reading.faults.is_empty() => {
            let report = Report { action, at, reason_code, reason, incomplete, reschedule };
            Ok(Body { id, report, seen })
        }
        _ => Err(reading.faults),
    }
}

/// A body that is read member by member.
pub(super) struct Reading<'b> {
    body: &'b Object,
    pub faults: Faults,
}

impl<'b> Reading<'b> {
    pub(super) fn new(body: &'b Object) -> Self {
        Self { body, faults: Faults::new() }
    }

    pub(super) fn fault(&mut self, name: &str, reason: &str, value: &Value) {
        if self.faults.len() == MOST_FAULTS {
            return;
        }
        self.faults.push(Fault::at(format!("$.{name}"), reason).with_value(value));
    }

    pub(super) fn required<T>(
        &mut self,
        name: &str,
        reason: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let Some(value) = self.body.get(name) else {
            self.faults.push(Fault::at(format!("$.{name}"), "is missing"));
            return None;
        };
        let read = value.as_str().and_then(read);
        if read.is_none() {
            self.fault(name, reason, value);
        }
        read
    }

    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        match self.body.get(name)? {
            Value::String(text) => Some(text.clone()),
            other => {
                self.fault(name, "must be a string", other);
                None
            }
        }
    }

    fn flag(&mut self, name: &str) -> bool {
        match self.body.get(name) {
            None => false,
            Some(Value::Bool(flag)) => *flag,
            Some(other) => {
                self.fault(name, "must be true or false", other);
                false
            }
        }
    }

    fn version(&mut self) -> Option<i64> {
        let value = self.body.get("version")?;
        let version = value.as_i64().filter(|version| *version > 0);
        if version.is_none() {
            self.fault("version", "must be a version of the job", value);
        }
        version
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use docket_domain::action::Action;
    use docket_domain::json::parse_object;

    const ID: &str = "6F9619FF-8B86-D011-B42D-00C04FC964FF";

    fn faults(action: Action, body: &str) -> Vec<(String, String)> {
        let faults = read(action, &parse_object(body.as_bytes()).unwrap()).unwrap_err();
        faults.into_iter().map(|fault| (fault.name, fault.reason)).collect()
    }

    #[test]
    fn the_id_and_both_forms_of_the_time_are_made_one() {
        let body = format!(r#"{{"id":"{ID}","at":"2026-11-21T12:00:00+02:00","version":3}}"#);
        let body = read(Action::Read, &parse_object(body.as_bytes()).unwrap()).unwrap();
        assert_eq!(body.id, ID.to_ascii_lowercase());
        assert_eq!(body.report.at, 1_795_255_200_000);
        assert_eq!(body.seen, Some(3));
    }

    #[test]
    fn what_is_missing_wrong_unknown_or_out_of_place_is_named() {
        let found = faults(Action::Start, r#"{"at":"noon","version":1,"incomplete":true,"gps":[1,2]}"#);
        let found: Vec<_> = found.iter().map(|(name, reason)| (name.as_str(), reason.as_str())).collect();
        let time = "must be a time such as 2026-11-21T10:00:00.000Z";
        let expected = [
            ("version", "is only for read"),
            ("incomplete", "is only for complete"),
            ("gps", "is not known"),
            ("id", "is missing"),
            ("at", time),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn members_of_another_type_are_refused() {
        let body = format!(r#"{{"id":"{ID}","at":"2026-11-21T12:00Z","reason":1,"incomplete":"yes"}}"#);
        let names: Vec<_> = faults(Action::Complete, &body).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["reason", "incomplete"]);
    }
}
