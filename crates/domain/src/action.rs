//! What a technician's device reports about a job, and what that makes of the job's document.

use crate::event::name;
use crate::fault::Fault;
use crate::json::Object;
use crate::time::format_ms;
use serde_json::Value;

/// Documented values of `OrderStatus`; their texts can be changed by configuration, the codes cannot.
pub(crate) mod status {
    pub const NEW: &str = "1";
    pub const EN_ROUTE: &str = "6";
    pub const ON_SITE: &str = "7";
    pub const TRAVEL_COMPLETE: &str = "8";
    pub const PENDING: &str = "9";
    pub const REJECTED: &str = "1001";
    pub const CLOSED_COMPLETE: &str = "4096";
    pub const CLOSED_INCOMPLETE: &str = "4097";
}

/// Properties that the office owns and a device's PATCH may not change.
pub const OFFICE_ONLY: &[&str] = &[
    "OrderNum",
    "UserName",
    "PrimaryUserName",
    "HelperTechs",
    "PlannedStartDate",
    "PlannedEndDate",
    "DispatchStatus",
    "DispatchUTC",
    "CanReject",
    "CanResched",
    "Rules",
    "IsRedacted",
    "RejectReasons",
    "ReschedReasons",
];

/// The longest reason code, in characters.
const MAX_CODE: usize = 100;
/// The longest free text that goes with a reason, in characters.
const MAX_REASON: usize = 2000;

/// A step that a technician reports.
#[expect(missing_docs, reason = "each name is its text, see as_str")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    Read,
    Accept,
    Reject,
    Travel,
    Arrive,
    Start,
    Pause,
    Resume,
    Complete,
}

impl Action {
    /// Every action, in the order of a usual visit.
    pub const ALL: [Self; 9] = [
        Self::Read,
        Self::Accept,
        Self::Reject,
        Self::Travel,
        Self::Arrive,
        Self::Start,
        Self::Pause,
        Self::Resume,
        Self::Complete,
    ];

    /// The action on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Accept => "accept",
            Self::Reject => "reject",
            Self::Travel => "travel",
            Self::Arrive => "arrive",
            Self::Start => "start",
            Self::Pause => "pause",
            Self::Resume => "resume",
            Self::Complete => "complete",
        }
    }

    /// The action with this text.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.as_str() == text)
    }

    /// The name of the event that the action makes.
    pub fn event(self) -> &'static str {
        match self {
            Self::Read => name::JOB_READ,
            Self::Accept => name::JOB_ACCEPTED,
            Self::Reject => name::JOB_REJECTED,
            Self::Travel => name::JOB_TRAVELLING,
            Self::Arrive => name::JOB_ARRIVED,
            Self::Start => name::JOB_STARTED,
            Self::Pause => name::JOB_PAUSED,
            Self::Resume => name::JOB_RESUMED,
            Self::Complete => name::JOB_COMPLETED,
        }
    }
}

/// One report of a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// What the technician did.
    pub action: Action,
    /// When, by the device's clock: milliseconds since 1970-01-01T00:00:00Z.
    pub at: i64,
    /// The code of the reason, for a rejection or a closing.
    pub reason_code: Option<String>,
    /// The technician's own words; kept with the event, the document has no place for them.
    pub reason: Option<String>,
    /// For `complete`: the work could not be finished.
    pub incomplete: bool,
    /// For `complete` with `incomplete`: the visit is to be planned anew.
    pub reschedule: bool,
}

/// Why a report does not change the job.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The job is closed or rejected; only `read` can still be reported.
    #[error("the order is closed or rejected")]
    Closed,
    /// The office has not allowed this for the job.
    #[error("{0}")]
    NotAllowed(String),
    /// The action does not follow from what was reported before.
    #[error("{0}")]
    OutOfOrder(String),
    /// The reason, or another part of the report, is missing or wrong.
    #[error("{}", .0.reason)]
    Reason(Fault),
}

/// Applies a report to a job's document. A refused report leaves the document as it was.
///
/// # Errors
/// Why the report does not fit the job.
pub fn apply(doc: &mut Object, report: &Report) -> Result<(), Refusal> {
    check_lengths(report)?;
    if report.action == Action::Read {
        return Ok(());
    }
    let status = text_of(doc.get("OrderStatus"));
    if matches!(&*status, status::CLOSED_COMPLETE | status::CLOSED_INCOMPLETE | status::REJECTED) {
        return Err(Refusal::Closed);
    }
    match report.action {
        Action::Read => Ok(()),
        Action::Accept => accept(doc, &status),
        Action::Reject => reject(doc, &status, report),
        Action::Travel => travel(doc, &status, report.at),
        Action::Arrive => arrive(doc, &status, report.at),
        Action::Start => start(doc, &status, report.at),
        Action::Pause => pause(doc, &status),
        Action::Resume => resume(doc, &status),
        Action::Complete => complete(doc, &status, report),
    }
}

fn accept(doc: &mut Object, status: &str) -> Result<(), Refusal> {
    check_undecided(status)?;
    if status == status::PENDING {
        set_text(doc, "OrderStatus", status::NEW);
    }
    Ok(())
}

fn reject(doc: &mut Object, status: &str, report: &Report) -> Result<(), Refusal> {
    check_undecided(status)?;
    if !is_true(doc.get("CanReject")) {
        return Err(Refusal::NotAllowed("this order may not be rejected".to_owned()));
    }
    check_offered(doc, "RejectReasons", report)?;
    set_text(doc, "OrderStatus", status::REJECTED);
    if let Some(code) = code_of(report) {
        set_text(doc, "RejectReasonCode", code);
    }
    Ok(())
}

fn travel(doc: &mut Object, status: &str, at: i64) -> Result<(), Refusal> {
    match status {
        status::EN_ROUTE => return Err(out_of_order("travel has already been reported")),
        status::ON_SITE if !is_paused(doc) => {
            return Err(out_of_order("the work is going on; pause it first"));
        }
        _ => {}
    }
    set_text(doc, "OrderStatus", status::EN_ROUTE);
    set_time(doc, "ActualTravelStartDate", at);
    doc.shift_remove("ActualTravelEndDate");
    Ok(())
}

fn arrive(doc: &mut Object, status: &str, at: i64) -> Result<(), Refusal> {
    if status != status::EN_ROUTE {
        return Err(out_of_order("no travel to the site is under way"));
    }
    set_text(doc, "OrderStatus", status::TRAVEL_COMPLETE);
    set_time(doc, "ActualTravelEndDate", at);
    Ok(())
}

fn start(doc: &mut Object, status: &str, at: i64) -> Result<(), Refusal> {
    if status == status::ON_SITE {
        let paused = is_paused(doc);
        return Err(out_of_order(if paused {
            "the work is paused; resume it"
        } else {
            "the work has already started"
        }));
    }
    let travel_required = is_true(doc.get("Rules").and_then(|rules| rules.get("IsTravelRequired")));
    if travel_required && is_empty(doc, "ActualTravelStartDate") {
        return Err(out_of_order("this order requires that travel is reported before work starts"));
    }
    set_text(doc, "OrderStatus", status::ON_SITE);
    if is_empty(doc, "ActualStartDate") {
        set_time(doc, "ActualStartDate", at);
    }
    doc.insert("Paused".to_owned(), Value::Bool(false));
    Ok(())
}

fn pause(doc: &mut Object, status: &str) -> Result<(), Refusal> {
    if status != status::ON_SITE {
        return Err(out_of_order("the work has not started"));
    }
    if is_paused(doc) {
        return Err(out_of_order("the work is paused already"));
    }
    doc.insert("Paused".to_owned(), Value::Bool(true));
    Ok(())
}

fn resume(doc: &mut Object, status: &str) -> Result<(), Refusal> {
    if status != status::ON_SITE || !is_paused(doc) {
        return Err(out_of_order("the work is not paused"));
    }
    doc.insert("Paused".to_owned(), Value::Bool(false));
    Ok(())
}

fn complete(doc: &mut Object, status: &str, report: &Report) -> Result<(), Refusal> {
    if report.incomplete {
        check_incomplete(doc, report)?;
    } else if report.reschedule {
        return Err(fault("reschedule", "is only for an order that is closed as incomplete"));
    } else if status != status::ON_SITE && is_empty(doc, "ActualStartDate") {
        return Err(out_of_order("the work has not started"));
    }
    let closed = if report.incomplete { status::CLOSED_INCOMPLETE } else { status::CLOSED_COMPLETE };
    set_text(doc, "OrderStatus", closed);
    if let Some(code) = code_of(report) {
        set_text(doc, "ReasonCode", code);
    }
    set_time(doc, "ActualEndDate", report.at);
    doc.shift_remove("Paused");
    Ok(())
}

fn check_incomplete(doc: &Object, report: &Report) -> Result<(), Refusal> {
    if code_of(report).is_none() {
        return Err(fault("reason_code", "is required when the work is incomplete"));
    }
    if report.reschedule {
        if !is_true(doc.get("CanResched")) {
            return Err(Refusal::NotAllowed("this order may not be rescheduled".to_owned()));
        }
        check_offered(doc, "ReschedReasons", report)?;
    }
    Ok(())
}

/// Accepting and rejecting come before any work.
fn check_undecided(status: &str) -> Result<(), Refusal> {
    match status {
        "" | status::NEW | status::PENDING => Ok(()),
        _ => Err(out_of_order("the order can be accepted or rejected only before travel or work")),
    }
}

/// When the job offers a list of reasons, the report's code must be one of them.
fn check_offered(doc: &Object, list: &str, report: &Report) -> Result<(), Refusal> {
    let Some(offered) = doc.get(list).and_then(Value::as_array).filter(|reasons| !reasons.is_empty()) else {
        return Ok(());
    };
    let Some(code) = code_of(report) else {
        return Err(fault("reason_code", format!("must be one of the order's {list}")));
    };
    if offered.iter().any(|reason| text_of(reason.get("code")) == code) {
        return Ok(());
    }
    let wrong = Fault::at("$.reason_code", format!("is not one of the order's {list}"));
    Err(Refusal::Reason(wrong.with_value(&Value::from(code))))
}

fn check_lengths(report: &Report) -> Result<(), Refusal> {
    for (name, text, most) in
        [("reason_code", &report.reason_code, MAX_CODE), ("reason", &report.reason, MAX_REASON)]
    {
        if text.as_ref().is_some_and(|text| text.chars().count() > most) {
            return Err(fault(name, format!("is longer than {most} characters")));
        }
    }
    Ok(())
}

fn fault(name: &str, reason: impl Into<String>) -> Refusal {
    Refusal::Reason(Fault::at(format!("$.{name}"), reason))
}

fn out_of_order(sentence: &str) -> Refusal {
    Refusal::OutOfOrder(sentence.to_owned())
}

fn code_of(report: &Report) -> Option<&str> {
    report.reason_code.as_deref().filter(|code| !code.is_empty())
}

/// A code as text; clients also send codes as numbers.
pub(crate) fn text_of(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

fn is_true(value: Option<&Value>) -> bool {
    value == Some(&Value::Bool(true))
}

fn is_paused(doc: &Object) -> bool {
    is_true(doc.get("Paused"))
}

fn is_empty(doc: &Object, name: &str) -> bool {
    doc.get(name).is_none_or(|value| value.is_null() || value.as_str() == Some(""))
}

fn set_text(doc: &mut Object, name: &str, text: &str) {
    doc.insert(name.to_owned(), Value::from(text));
}

fn set_time(doc: &mut Object, name: &str, at: i64) {
    doc.insert(name.to_owned(), Value::from(format_ms(at)));
}

#[cfg(test)]
mod tests;
