//! The typed model of a canonical work flow.

use std::collections::{BTreeMap, HashMap};

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::step::{Step, StepKind, Steps};
use super::value::Assignment;
use crate::entity::EntityType;
use crate::json::Object;

/// A work flow: what is done with an entity, step by step. The order of the steps makes no difference to equality.
#[derive(Debug, Clone, PartialEq)]
pub struct Definition {
    /// What people call it.
    pub label: String,
    /// The kind of entity that it is for.
    pub applies_to: EntityType,
    /// The stored names of the events that start it by themselves; none of them twice.
    pub triggered_by: Vec<String>,
    /// The key of the first step.
    pub starts_at: String,
    /// The variables that a run begins with.
    pub context: Vec<Assignment>,
    /// Texts of the client's own.
    pub metadata: BTreeMap<String, String>,
    /// The steps; those of branches are inside their parallel steps.
    pub steps: Steps,
    branches: Branches,
}

/// Where the steps of branches are: the key of the parallel step, and the branch of it.
type Branches = HashMap<String, (String, usize)>;

/// A step and where it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found<'a> {
    /// The step.
    pub step: &'a Step,
    /// The branch that it is in; none for a step of the work flow itself.
    pub inside: Option<Inside<'a>>,
}

/// A branch of a parallel step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Inside<'a> {
    /// The parallel step.
    pub parallel: &'a Step,
    /// Which of its branches, from 0.
    pub branch: usize,
}

/// Why a document is no canonical work flow.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a canonical work flow: {0}")]
pub struct NotCanonical(String);

impl Definition {
    /// The model of a document that [`accept`](super::accept()) made.
    ///
    /// # Errors
    /// The first member that is not as `accept` leaves it; the graph is not checked again.
    pub fn of_canonical(document: &Object) -> Result<Self, NotCanonical> {
        let get = |name: &str| document.get(name);
        let text = |name: &str| get(name).and_then(Value::as_str).ok_or_else(|| missing(name));
        let code = text("applies_to")?;
        let steps = get("steps").and_then(Value::as_object).ok_or_else(|| missing("steps"))?;
        let step = |(key, step): (&String, &Value)| {
            Step::of(key, step).map_err(|reason| NotCanonical(format!("step {key}: {}", reason.0)))
        };
        let steps = Steps::new(steps.iter().map(step).collect::<Result<_, _>>()?);
        Ok(Self {
            label: text("label")?.to_owned(),
            applies_to: EntityType::parse(code)
                .ok_or_else(|| NotCanonical(format!("it applies to {code}")))?,
            triggered_by: or_default(get("triggered_by"))?,
            starts_at: text("starts_at")?.to_owned(),
            context: or_default(get("context"))?,
            metadata: or_default(get("metadata"))?,
            branches: branches(&steps),
            steps,
        })
    }

    /// The step with this key, wherever it is.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<Found<'_>> {
        if let Some(step) = self.steps.get(key) {
            return Some(Found { step, inside: None });
        }
        let (parallel, branch) = self.branches.get(key)?;
        let parallel = self.steps.get(parallel)?;
        let StepKind::Parallel(kind) = &parallel.kind else { return None };
        let step = kind.branches.get(*branch)?.steps.get(key)?;
        Some(Found { step, inside: Some(Inside { parallel, branch: *branch }) })
    }
}

fn branches(steps: &Steps) -> Branches {
    let mut found = Branches::new();
    for outer in steps {
        let StepKind::Parallel(parallel) = &outer.kind else { continue };
        for (index, branch) in parallel.branches.iter().enumerate() {
            found.extend(branch.steps.iter().map(|step| (step.key.clone(), (outer.key.clone(), index))));
        }
    }
    found
}

impl From<&str> for NotCanonical {
    fn from(reason: &str) -> Self {
        Self(reason.to_owned())
    }
}

impl From<String> for NotCanonical {
    fn from(reason: String) -> Self {
        Self(reason)
    }
}

impl From<serde_json::Error> for NotCanonical {
    fn from(error: serde_json::Error) -> Self {
        Self(error.to_string())
    }
}

fn missing(name: &str) -> NotCanonical {
    NotCanonical(format!("it has no {name}"))
}

/// A member that a canonical object has.
pub(super) fn member<T: DeserializeOwned>(object: &Value, name: &str) -> Result<T, NotCanonical> {
    optional_member(object, name)?.ok_or_else(|| missing(name))
}

/// A member that a canonical object may have.
pub(super) fn optional_member<T: DeserializeOwned>(
    object: &Value,
    name: &str,
) -> Result<Option<T>, NotCanonical> {
    Ok(object.get(name).map(T::deserialize).transpose()?)
}

/// A list that a canonical object may have.
pub(super) fn list<T: DeserializeOwned>(object: &Value, name: &str) -> Result<Vec<T>, NotCanonical> {
    or_default(object.get(name))
}

fn or_default<T: DeserializeOwned + Default>(value: Option<&Value>) -> Result<T, NotCanonical> {
    Ok(value.map(T::deserialize).transpose()?.unwrap_or_default())
}
