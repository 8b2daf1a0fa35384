//! What a run wants done in the world.

use docket_domain::json::Object;
use docket_domain::status::Status;
use docket_domain::work_flow::Allocate;
use serde_json::Value;

/// Something to be done in the world, in the unit of work that keeps the turn. The one who does it answers with
/// `Turn::done`: the value that came of it, or why it could not be done.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    /// The step that wants it.
    pub step: String,
    /// Why it is wanted, which says what a failure means.
    pub cause: Cause,
    /// What is to be done. All paths in it are resolved.
    pub what: What,
}

/// Why an effect is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// Somebody closes the step: if it fails, the request is refused and nothing has happened.
    Close,
    /// It is the work of the step, or a variable that it sets: if it fails, the step has failed.
    Step,
    /// It is an action beside the step: its failure is noted in the run's problems, which goes on.
    Action,
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// Allocate units of a part to a project. Answered by the list of their ids.
    Allocate(Allocate),
    /// Give the entity of the run a status.
    SetStatus(Status),
    /// Move the entity of the run.
    SetLocation(Target),
    /// Set fields of the entity of the run, together.
    Write(Vec<FieldWrite>),
    /// Make a job and dispatch it. Answered by its number, as text. The run then waits for the job's end.
    DispatchJob {
        /// The job's document.
        job: Object,
        /// Its number; made by the server without one.
        number: Option<String>,
    },
    /// Delete a job that the run made and no longer waits for.
    RecallJob {
        /// Its number.
        number: String,
    },
    /// Tell people inside the system.
    Notify(Message),
    /// Tell people by e-mail.
    Email(Message),
}

/// Where an entity is moved to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// To a location with this id.
    Location(String),
    /// To a resource with this id, and where that is.
    Resource(String),
    /// To a sub-resource with this id, and where that is.
    SubResource(String),
    /// To where the run takes place.
    Context,
    /// To the location of the work order.
    WorkOrder,
    /// To where the work order takes its components from.
    WorkOrderInputFrom,
    /// To where the work order puts what is finished.
    WorkOrderOutputTo,
}

/// A value for a field of the entity.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldWrite {
    /// The members that lead to the field: `["serial_number"]`; for a custom field `["input_filter", KEY]`.
    pub path: Vec<String>,
    /// The value.
    pub value: Value,
    /// The part of a close body that it comes from, as a `dataPath`: `.fields[0].value`. Empty if it comes from the definition.
    pub from: String,
}

/// A message to people, with all paths resolved.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Message {
    /// For whom: ids or e-mail addresses; empty on a notification to whom the run concerns.
    pub to: Vec<String>,
    /// In whose name.
    pub from: Option<String>,
    /// What it is about.
    pub subject: Option<String>,
    /// What it says.
    pub message: Option<String>,
    /// Further texts that were given with it.
    pub further: Object,
}
