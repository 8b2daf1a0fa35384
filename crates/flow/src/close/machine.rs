//! `ace-ios`: what a program did with a device, and whether that is all it should do.

use std::collections::HashSet;

use docket_domain::json::Object;
use docket_domain::work_flow::AceIos;
use serde_json::{Value, json};

use super::fields::Given;
use super::{Closed, Place, Report};
use crate::world::{Sees, Unread};

/// How many values, apps or icons a body may tell.
const MAX_ITEMS: usize = 1000;

/// What the program may tell; the last three repeat what the step says, and are let be.
const OPTIONS: &[&str] = &[
    "restore_device",
    "automated_enrollment",
    "fields",
    "installed_apps",
    "battery_charge",
    "icon_layout",
    "application",
    "configuration",
    "component",
];

pub(super) fn check(
    wanted: &AceIos,
    body: &Object,
    sees: &Sees<'_>,
    report: &mut Report,
) -> Result<Closed, Unread> {
    let top = Place::default();
    report.only(&["options"], body, &top);
    let at = top.member("options");
    let none = Object::new();
    let options = match body.get("options") {
        Some(options) => report.object(options, &at),
        None => Some(&none),
    };
    let Some(options) = options else { return Ok(Closed::default()) };
    report.only(OPTIONS, options, &at);
    restored(wanted, options, &at, report);
    enrolled(wanted, options, &at, report);
    charged(wanted, options, &at, report);
    installed(wanted, options, &at, report);
    laid_out(wanted, options, &at, report);
    mapped(wanted, options, &at, sees, report)
}

/// A program need not say that it did this, but it may not say that it did not.
fn restored(wanted: &AceIos, options: &Object, at: &Place, report: &mut Report) {
    let at = at.member("restore_device");
    match options.get("restore_device") {
        Some(Value::Bool(false)) if wanted.restore_device == Some(true) => report.not_just(&at, &json!(true)),
        None | Some(Value::Bool(_)) => {}
        Some(_) => report.wrong_type(&at, "boolean"),
    }
}

fn enrolled(wanted: &AceIos, options: &Object, at: &Place, report: &mut Report) {
    let at = at.member("automated_enrollment");
    let Some(told) = options.get("automated_enrollment") else { return };
    let done = match told {
        Value::Object(members) => members.get("should_mdm_enroll").and_then(Value::as_bool).unwrap_or(true),
        Value::Bool(done) => *done,
        _ => return report.wrong_type(&at, "boolean,object"),
    };
    let should = wanted.automated_enrollment.as_ref().is_some_and(|enrollment| enrollment.should_mdm_enroll);
    if should && !done {
        report.not_just(&at, &json!(true));
    }
}

fn charged(wanted: &AceIos, options: &Object, at: &Place, report: &mut Report) {
    let here = at.member("battery_charge");
    if wanted.wait_for_battery_charge.is_some() {
        report.needed("battery_charge", options, at);
    }
    let Some(charge) = options.get("battery_charge") else { return };
    let Some(charge) = charge.as_f64().filter(|_| charge.is_number()) else {
        return report.wrong_type(&here, "number");
    };
    if !(0.0..=100.0).contains(&charge) {
        let message = "should be a charge in percent, from 0 to 100";
        return report.own(&here, "percentage", json!({}), message);
    }
    if let Some(limit) = wanted.wait_for_battery_charge.filter(|limit| charge < f64::from(*limit)) {
        report.below(&here, limit);
    }
}

fn installed(wanted: &AceIos, options: &Object, at: &Place, report: &mut Report) {
    let here = at.member("installed_apps");
    if !wanted.wait_for_apps.is_empty() {
        report.needed("installed_apps", options, at);
    }
    let Some(told) = options.get("installed_apps") else { return };
    let Some(told) = report.texts(told, MAX_ITEMS, &here) else { return };
    let told: HashSet<&str> = told.into_iter().collect();
    let missing = wanted.wait_for_apps.iter().filter(|app| !told.contains(app.as_str())).cloned();
    let missing: Vec<String> = missing.collect();
    if !missing.is_empty() {
        let message = format!("should hold all apps; not yet there: {}", missing.join(", "));
        report.own(&here, "installedApps", json!({"missing": missing}), message);
    }
}

/// Layouts may be nested by page and folder; what counts is the order of the icons.
fn laid_out(wanted: &AceIos, options: &Object, at: &Place, report: &mut Report) {
    let here = at.member("icon_layout");
    if !wanted.wait_for_icon_layout.is_empty() {
        report.needed("icon_layout", options, at);
    }
    let Some(told) = options.get("icon_layout") else { return };
    let Some(told) = report.list(told, MAX_ITEMS, &here) else { return };
    let (mut is, mut should_be) = (Vec::new(), Vec::new());
    told.iter().for_each(|item| icons(item, &mut is));
    wanted.wait_for_icon_layout.iter().for_each(|item| icons(item, &mut should_be));
    if !should_be.is_empty() && is != should_be {
        report.not_just(&here, &json!(wanted.wait_for_icon_layout));
    }
}

/// Bodies and definitions are not nested deeper than their reader allows.
fn icons<'v>(layout: &'v Value, found: &mut Vec<&'v Value>) {
    match layout {
        Value::Array(items) => items.iter().for_each(|item| icons(item, found)),
        Value::Object(members) => members.values().for_each(|member| icons(member, found)),
        icon => found.push(icon),
    }
}

/// What was read from the device goes where the step wants it; a mapping for which nothing was read is left out.
fn mapped(
    wanted: &AceIos,
    options: &Object,
    at: &Place,
    sees: &Sees<'_>,
    report: &mut Report,
) -> Result<Closed, Unread> {
    let mut closed = Closed::default();
    let at = at.member("fields");
    let fields = options.get("fields").and_then(|fields| report.list(fields, MAX_ITEMS, &at));
    let read = fields.into_iter().flatten().enumerate();
    let given: Vec<Given<'_>> =
        read.filter_map(|(index, item)| Given::read(item, &at.item(index), report)).collect();
    for mapping in &wanted.field_mappings {
        let (Some(from), Some(to)) = (&mapping.from, &mapping.to) else { continue };
        let named = |given: &&Given<'_>| [given.label, given.entity_field].contains(&Some(from.as_str()));
        if let Some(given) = given.iter().find(named) {
            closed.take(to, given, sees)?;
        }
    }
    Ok(closed)
}
