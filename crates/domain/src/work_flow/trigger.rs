//! The names of events, in both vocabularies of the dialect.

use serde_json::{Value, json};

use super::at::At;
use super::report::Report;
use super::shape;
use crate::Message;
use crate::entity::EntityType;
use crate::event::name;
use crate::json::Object;

/// The kinds that have all of [`BASE_VERBS`].
const KINDS: [&str; 17] = [
    "BAT", "CON", "CTX", "CUS", "CYC", "LOC", "NOTE", "PART", "PGM", "PRJ", "QUE", "RES", "SRES", "UNIT",
    "USER", "WKF", "WOR",
];

const BASE_VERBS: [&str; 6] =
    ["created", "changed", "deleted", "removed", "relation-added", "relation-removed"];

/// Verbs that only some kinds have.
const FURTHER: [(&str, &[&str]); 7] = [
    ("moved-from", &["PGM", "PRJ", "RES", "SRES", "UNIT", "WOR"]),
    ("moved-to", &["PGM", "PRJ", "RES", "SRES", "UNIT", "WOR"]),
    ("location-changed", &["UNIT", "WOR"]),
    ("resource-changed", &["UNIT"]),
    ("status-changed", &["BAT", "CYC", "UNIT", "WOR"]),
    ("step-completed", &["CTX"]),
    ("step-saved", &["CTX"]),
];

/// The older verbs and what they are called now.
const OLDER: [(&str, &str); 3] =
    [("updated", "changed"), ("attached", "relation-added"), ("detached", "relation-removed")];

/// Events of the other dialect's jobs, under the names that they have in the log.
const JOBS: [&str; 17] = [
    name::JOB_CREATED,
    name::JOB_UPDATED,
    name::JOB_DELETED,
    name::JOB_DISPATCHED,
    name::JOB_RECALLED,
    name::JOB_CANCELLED,
    name::JOB_DELIVERED,
    name::JOB_READ,
    name::JOB_ACCEPTED,
    name::JOB_REJECTED,
    name::JOB_TRAVELLING,
    name::JOB_ARRIVED,
    name::JOB_STARTED,
    name::JOB_PAUSED,
    name::JOB_RESUMED,
    name::JOB_COMPLETED,
    name::JOB_LATE_REPORT,
];

/// The name under which an event is stored, answered and compared: `UNIT.updated` becomes `UNIT.changed`. Names of
/// job events stay as they are in the log (`JOB.updated`; `JOB.changed` is accepted for it). `None` if there is no
/// such event.
#[must_use]
pub fn normalize_event(event: &str) -> Option<String> {
    let (kind, verb) = event.split_once('.')?;
    if kind == "JOB" {
        let wanted = if verb == "changed" { name::JOB_UPDATED } else { event };
        return JOBS.contains(&wanted).then(|| wanted.to_owned());
    }
    let verb = OLDER.iter().find(|(older, _)| *older == verb).map_or(verb, |(_, newer)| newer);
    let base = KINDS.contains(&kind) && BASE_VERBS.contains(&verb);
    let further = FURTHER.iter().any(|(has, kinds)| *has == verb && kinds.contains(&kind));
    (base || further).then(|| format!("{kind}.{verb}"))
}

/// Every event there is, under its stored name.
pub fn events() -> impl Iterator<Item = String> {
    let base = KINDS.iter().flat_map(|kind| BASE_VERBS.iter().map(move |verb| format!("{kind}.{verb}")));
    let further =
        FURTHER.iter().flat_map(|(verb, kinds)| kinds.iter().map(move |kind| format!("{kind}.{verb}")));
    base.chain(further).chain(JOBS.iter().map(|&job| job.to_owned()))
}

/// The name of an event in a body.
pub(super) fn read(value: &Value, at: &At<'_>, report: &mut Report) -> Option<Value> {
    let event = normalize_event(shape::text(value, at, report)?);
    if event.is_none() {
        report.none_of(at, events());
    }
    event.map(Value::from)
}

/// The triggers of a canonical document that start nothing: a work flow is started on what the event is about, if that is of the
/// kind that it applies to.
pub(super) fn in_vain(document: &Object, applies_to: EntityType) -> Vec<Message> {
    let events = document.get("triggered_by").and_then(Value::as_array).into_iter().flatten();
    let events = events.filter_map(Value::as_str).enumerate();
    let starts = |event: &str| event.split_once('.').is_some_and(|(kind, _)| kind == applies_to.code());
    let warning = |(place, _): (usize, &str)| {
        let message = format!("should be an event about a {applies_to}: no other starts this work flow");
        let params = json!({"applies_to": applies_to.code()});
        Message::own("triggerApplies", format!(".triggered_by[{place}]"), params, message)
    };
    events.filter(|(_, event)| !starts(event)).map(warning).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_event_is_its_own_stored_name() {
        for event in events() {
            assert_eq!(normalize_event(&event), Some(event));
        }
    }

    #[test]
    fn every_kind_with_events_is_a_kind_of_entity() {
        for kind in KINDS {
            assert!(EntityType::parse(kind).is_some(), "{kind}");
        }
    }

    #[test]
    fn the_older_verbs_become_the_newer() {
        for (older, newer) in [
            ("WOR.updated", "WOR.changed"),
            ("UNIT.attached", "UNIT.relation-added"),
            ("BAT.detached", "BAT.relation-removed"),
            ("JOB.changed", "JOB.updated"),
        ] {
            assert_eq!(normalize_event(older).as_deref(), Some(newer));
        }
    }

    #[test]
    fn a_verb_that_a_kind_does_not_have_is_no_event() {
        for text in [
            "",
            ".",
            "WOR",
            "WOR.",
            "wor.created",
            "WOR.done",
            "CUS.moved-to",
            "QUE.status-changed",
            "VEN.created",
            "WOR.created.twice",
            "JOB.relation-added",
            "UNIT.step-saved",
        ] {
            assert_eq!(normalize_event(text), None, "{text}");
        }
    }
}
