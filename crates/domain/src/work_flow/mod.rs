//! Work flows of the Niagara dialect: what a definition may say, its one canonical form, and a typed model of it.
//!
//! Definitions came in several spellings over time (`type` and `step_type`, `goto-fail` and `goto_fail` …).
//! [`accept`] reads them all, checks every member and the graph that the steps form, and gives back the canonical
//! document, which is what is stored and answered. [`Definition::of_canonical`] makes the typed model of a stored
//! document; it is what a run of the work flow works with.
//!
//! ```
//! use docket_domain::json::parse_object;
//! use docket_domain::work_flow::{StepKind, accept};
//!
//! let body = br#"{"label": "Greet", "schema_version": "1.0", "applies_to": "UNIT", "starts_at": "hello",
//!     "steps": {
//!         "hello": {"type": "pass", "label": "Hello", "goto": "done", "goto-fail": "done"},
//!         "done": {"type": "success", "label": "Done", "onStart": []}}}"#;
//! let accepted = accept(&parse_object(body).expect("it is JSON")).expect("it is a work flow");
//! assert_eq!(accepted.document["steps"]["hello"]["goto_fail"], "done");
//! let hello = accepted.definition.steps.get("hello").expect("it has that step");
//! assert_eq!(hello.kind, StepKind::Pass);
//! ```

mod accept;
mod action;
mod at;
mod condition;
mod definition;
mod function;
mod graph;
mod pattern;
mod report;
mod same;
mod shape;
mod size;
mod step;
mod trigger;
mod user;
mod value;

#[cfg(test)]
mod tests;

pub use accept::{Accepted, MAX_BYTES, MAX_STEPS, accept};
pub use action::{Action, Notice};
pub use condition::{Condition, Operator};
pub use definition::{Definition, Found, Inside, NotCanonical};
pub use function::{Allocate, Call, DispatchJob, LocationSource, SetLocation, SetStatus};
pub use same::same_definition;
pub use step::{
    AceIos, Branch, Choice, Decision, Enrollment, FailCondition, FieldMapping, Handler, Join, Listen,
    Machine, Mdm, Parallel, Platform, Step, StepKind, Steps, Wait,
};
pub use trigger::{events, normalize_event};
pub use user::{ConfirmAction, Field, FollowPdf, InputType, ManualEntry, Task, TaskList, User};
pub use value::{Assignment, Operand};
