//! Decisions: which step is next depends on variables.

use serde::Deserialize;
use serde_json::Value;

use super::frame;
use crate::work_flow::at::At;
use crate::work_flow::condition::{self, Condition};
use crate::work_flow::definition::{NotCanonical, list, member};
use crate::work_flow::pattern::STEP_KEY;
use crate::work_flow::report::Report;
use crate::work_flow::shape::{self, Member, Shape, members, required};

/// How the next step is picked.
#[derive(Debug, Clone, PartialEq)]
pub enum Decision {
    /// The step's `goto` if all conditions hold, else its `goto_fail`.
    All(Vec<Condition>),
    /// The first choice that holds, or else the step's `goto`.
    Choices(Vec<Choice>),
}

/// A step to go to under conditions.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// How many of the conditions must hold.
    pub join: Join,
    /// One to five conditions.
    pub conditions: Vec<Condition>,
    /// The step to go to.
    pub goto: String,
}

/// How many conditions of a choice must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Join {
    /// All of them.
    And,
    /// At least one.
    Or,
    /// None.
    Not,
}

impl Decision {
    pub(super) fn of(step: &Value) -> Result<Self, NotCanonical> {
        let Some(choices) = step.get("choices") else { return Ok(Self::All(list(step, "decision")?)) };
        let choices = choices.as_array().ok_or("its choices are no list")?;
        Ok(Self::Choices(choices.iter().map(Choice::of).collect::<Result<_, _>>()?))
    }
}

impl Choice {
    fn of(choice: &Value) -> Result<Self, NotCanonical> {
        let joins = [("and", Join::And), ("or", Join::Or), ("not", Join::Not)];
        let (name, join) = joins
            .into_iter()
            .find(|(name, _)| choice.get(name).is_some())
            .ok_or("a choice has no conditions")?;
        Ok(Self { join, conditions: list(choice, name)?, goto: member(choice, "goto")? })
    }
}

const MAX_CHOICES: usize = 20;
const MAX_CONDITIONS: usize = 5;

const CONDITIONS: Shape = Shape::List(&condition::SHAPE, 1, MAX_CONDITIONS);
const GOTO: Member = required("goto", Shape::Like(&STEP_KEY));

const AND: &[Member] = &[required("and", CONDITIONS), GOTO];
const OR: &[Member] = &[required("or", CONDITIONS), GOTO];
const NOT: &[Member] = &[required("not", CONDITIONS), GOTO];

const DECISION: &[Member] = &[required("decision", condition::LIST)];
const CHOICES: &[Member] = &[required("choices", Shape::List(&Shape::By(choice), 0, MAX_CHOICES))];

/// A decision step says either what must hold, or which choices there are.
pub(super) fn step(value: &Value, at: &At<'_>, report: &mut Report) -> Option<Value> {
    let source = shape::object(value, at, report)?;
    let has_choices = source.contains_key("choices") && !source.contains_key("decision");
    let own = if has_choices { CHOICES } else { DECISION };
    Some(Value::Object(members(source, &[frame::TYPE, frame::STEP, own], true, at, report)))
}

fn choice(value: &Value, at: &At<'_>, report: &mut Report) -> Option<Value> {
    let source = shape::object(value, at, report)?;
    let table = [("or", OR), ("not", NOT)].into_iter().find(|(name, _)| source.contains_key(*name));
    let table = table.filter(|_| !source.contains_key("and")).map_or(AND, |(_, table)| table);
    Some(Value::Object(members(source, &[table], true, at, report)))
}
