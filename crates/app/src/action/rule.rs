//! An action as it is stored, made ready to be done.

use std::cmp::Ordering;

use docket_domain::entity::EntityType;
use docket_store::action::Waiting;
use serde::Deserialize;
use serde_json::Value;

use crate::notification::Severity;
use crate::{Error, Result};

/// An action.
#[derive(Debug, Clone)]
pub(super) struct Rule {
    pub id: String,
    pub label: String,
    /// When it was made, in milliseconds.
    pub created: i64,
    order: Option<String>,
    pub criteria: Vec<Criterion>,
    pub effects: Vec<Effect>,
}

/// What must hold of a property.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Criterion {
    pub property: String,
    pub operator: Operator,
    #[serde(default)]
    pub value: Value,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Operator {
    Equals,
    NotEquals,
    IsNull,
}

/// What is done.
#[derive(Debug, Clone)]
pub(super) enum Effect {
    Notify(Notify),
    Update(Update),
}

/// A message to people.
#[derive(Debug, Clone)]
pub(super) struct Notify {
    pub to: Vec<String>,
    pub label: String,
    pub message: String,
    pub severity: Severity,
}

/// A property that is set.
#[derive(Debug, Clone)]
pub(super) struct Update {
    pub kind: EntityType,
    pub property: String,
    pub value: String,
}

#[derive(Deserialize)]
struct Stored {
    #[serde(default)]
    label: String,
    #[serde(default)]
    order: Option<String>,
    criteria: Vec<Criterion>,
    effect: Vec<Value>,
}

impl Rule {
    /// Reads a stored action.
    pub(super) fn read(waiting: Waiting) -> Result<Self> {
        let Waiting { id, created, doc } = waiting;
        let broken =
            |error: serde_json::Error| Error::internal(format!("the action {id} is broken: {error}"));
        let stored: Stored = serde_json::from_slice(&doc).map_err(broken)?;
        let effects: Option<Vec<Effect>> = stored.effect.iter().map(effect).collect();
        let effects =
            effects.ok_or_else(|| Error::internal(format!("an effect of the action {id} is broken")))?;
        let Stored { label, order, criteria, .. } = stored;
        Ok(Self { id, created, label, order, criteria, effects })
    }

    /// In which order actions are done: by their `order`, numbers as numbers, those without one last; then as they were made.
    pub(super) fn compare(&self, other: &Self) -> Ordering {
        let number = |order: &Option<String>| order.as_ref().and_then(|text| text.trim().parse::<f64>().ok());
        let by_order = match (&self.order, &other.order) {
            (Some(one), Some(two)) => match (number(&self.order), number(&other.order)) {
                (Some(one), Some(two)) => one.total_cmp(&two),
                _ => one.cmp(two),
            },
            (one, two) => one.is_none().cmp(&two.is_none()),
        };
        by_order.then_with(|| self.id.cmp(&other.id))
    }
}

fn effect(stored: &Value) -> Option<Effect> {
    let options = stored.get("options")?;
    let text = |name: &str| options.get(name).and_then(Value::as_str).map(str::to_owned);
    Some(match stored.get("effect_type")?.as_str()? {
        "notify" => Effect::Notify(Notify {
            to: options
                .get("contacts")?
                .as_array()?
                .iter()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect(),
            label: text("label")?,
            message: text("message")?,
            severity: Severity::parse(&text("severity")?)?,
        }),
        "update" => Effect::Update(Update {
            kind: EntityType::parse(&text("entity")?)?,
            property: text("property")?,
            value: text("value")?,
        }),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(id: &str, order: Option<&str>) -> Rule {
        let (label, order) = (String::new(), order.map(str::to_owned));
        Rule { id: id.to_owned(), created: 0, label, order, criteria: Vec::new(), effects: Vec::new() }
    }

    #[test]
    fn actions_are_done_by_their_order_and_then_as_they_were_made() {
        let mut rules =
            [rule("e", None), rule("b", Some("10")), rule("a", Some("9.5")), rule("d", Some("10"))];
        rules.sort_by(Rule::compare);
        assert_eq!(rules.map(|rule| rule.id), ["a", "b", "d", "e"]);
    }
}
