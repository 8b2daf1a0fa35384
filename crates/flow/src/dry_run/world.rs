//! The world of a dry run: the sample's documents, in which what is done shows.

use std::collections::HashMap;

use docket_domain::custom_field::{Field, set_value};
use docket_domain::json::Object;
use serde_json::{Value, json};

use super::sample::{Sample, Scripted};
use crate::effect::{Effect, FieldWrite, Message, Target, What};
use crate::world::Root;

/// The documents, and what is left of the script.
pub(super) struct Stage {
    /// None if the sample has none and nothing was written to it.
    entity: Option<Object>,
    documents: HashMap<Root, Value>,
    script: Vec<Scripted>,
    units: usize,
    jobs: usize,
}

impl Stage {
    pub(super) fn new(sample: &Sample) -> Self {
        let entity = sample.documents.get(&Root::Entity).and_then(Value::as_object).cloned();
        let (documents, script) = (sample.documents.clone(), sample.effects.clone());
        Self { entity, documents, script, units: 0, jobs: 0 }
    }

    /// A document; null if the sample has none.
    pub(super) fn document(&self, root: Root) -> Value {
        match (root, &self.entity) {
            (Root::Entity, Some(entity)) => Value::Object(entity.clone()),
            _ => self.documents.get(&root).cloned().unwrap_or_default(),
        }
    }

    /// Does something: as the script says, else as if all went well.
    ///
    /// # Errors
    /// Why it can't be done.
    pub(super) fn perform(&mut self, effect: &Effect) -> Result<Value, String> {
        if let Some(scripted) = self.scripted(effect) {
            let answer = scripted.answer?;
            self.apply(&effect.what)?;
            return Ok(answer);
        }
        self.apply(&effect.what)
    }

    /// The first entry of the script that is for this, which is then used up.
    fn scripted(&mut self, effect: &Effect) -> Option<Scripted> {
        let (step, function) = (effect.step.as_str(), name(&effect.what));
        let is_meant = |entry: &Scripted| {
            entry.step.as_deref().is_none_or(|wanted| wanted == step)
                && entry.function.as_deref().is_none_or(|wanted| wanted == function)
        };
        let index = self.script.iter().position(is_meant)?;
        Some(self.script.remove(index))
    }

    fn apply(&mut self, what: &What) -> Result<Value, String> {
        match what {
            What::Allocate(wanted) => {
                let first = self.units + 1;
                self.units += wanted.qty.min(MAX_UNITS) as usize;
                Ok((first..=self.units).map(|unit| format!("unit-{unit}")).collect())
            }
            What::SetStatus(status) => {
                self.entity().insert("current_status".to_owned(), status.to_value());
                Ok(Value::Null)
            }
            What::SetLocation(target) => self.move_to(target).map(|()| Value::Null),
            What::Write(writes) => self.write(writes).map(|()| Value::Null),
            What::DispatchJob { number, .. } => {
                self.jobs += 1;
                Ok(json!(number.clone().unwrap_or_else(|| format!("JOB-{}", self.jobs))))
            }
            What::RecallJob { .. } | What::Notify(_) | What::Email(_) => Ok(Value::Null),
        }
    }

    fn entity(&mut self) -> &mut Object {
        self.entity.get_or_insert_default()
    }

    fn move_to(&mut self, target: &Target) -> Result<(), String> {
        let of_order = |member: &str| {
            let place = self.documents.get(&Root::WorkOrder).and_then(|order| order.get(member));
            place
                .filter(|place| !place.is_null())
                .cloned()
                .ok_or_else(|| format!("the work order has no {member}"))
        };
        let places = match target {
            Target::Location(id) => vec![("location", json!({"location_id": id}))],
            Target::Resource(id) => vec![("resource", json!({"resource_id": id}))],
            Target::SubResource(id) => vec![("sub_resource", json!({"sub_resource_id": id}))],
            Target::Context => {
                let place = |name, root| self.documents.get(&root).map(|place| (name, place.clone()));
                let here = [place("location", Root::Location), place("resource", Root::Resource)];
                here.into_iter().flatten().collect()
            }
            Target::WorkOrder => vec![("location", of_order("location")?)],
            Target::WorkOrderInputFrom => vec![("location", of_order("input_from")?)],
            Target::WorkOrderOutputTo => vec![("location", of_order("output_to")?)],
        };
        if places.is_empty() {
            return Err("the run takes place nowhere".to_owned());
        }
        let entity = self.entity();
        entity.extend(places.into_iter().map(|(name, place)| (name.to_owned(), place)));
        Ok(())
    }

    /// Writes all fields, or none.
    fn write(&mut self, writes: &[FieldWrite]) -> Result<(), String> {
        let mut entity = self.entity().clone();
        for write in writes {
            match write.path.as_slice() {
                [first, key] if first == "input_filter" => custom(&mut entity, key, &write.value)?,
                path => member(&mut entity, path, &write.value)?,
            }
        }
        *self.entity() = entity;
        Ok(())
    }
}

/// How many units a step takes at most.
const MAX_UNITS: u32 = 1000;

fn custom(entity: &mut Object, key: &str, value: &Value) -> Result<(), String> {
    let fields = entity.get_mut("input_filter").and_then(Value::as_array_mut).into_iter().flatten();
    for stored in fields {
        let Some(field) = Field::of_stored(stored).filter(|field| field.is_called(key)) else { continue };
        let value = set_value(&field, value).map_err(|message| format!("{key} {}", message.message))?;
        if let Some(stored) = stored.as_object_mut() {
            stored.insert("value".to_owned(), json!(value));
        }
        return Ok(());
    }
    Err(format!("the entity has no custom field {key}"))
}

fn member(entity: &mut Object, path: &[String], value: &Value) -> Result<(), String> {
    let Some((last, way)) = path.split_last() else { return Err("nothing is named".to_owned()) };
    let mut here = entity;
    for name in way {
        let inner = here.entry(name.clone()).or_insert_with(|| Value::Object(Object::new()));
        here = inner.as_object_mut().ok_or_else(|| format!("{name} is no object"))?;
    }
    here.insert(last.clone(), value.clone());
    Ok(())
}

/// What something that is to be done is called.
pub(super) fn name(what: &What) -> &'static str {
    match what {
        What::Allocate(_) => "allocate-unit-to-project",
        What::SetStatus(_) => "set-entity-status",
        What::SetLocation(_) => "set-entity-location",
        What::Write(_) => "write",
        What::DispatchJob { .. } => "dispatch-job",
        What::RecallJob { .. } => "recall-job",
        What::Notify(_) => "notify",
        What::Email(_) => "email",
    }
}

/// What is to be done, in detail, and what came of it.
pub(super) fn details(what: &What, answer: &Value) -> Object {
    let details = match what {
        What::Allocate(wanted) => json!({"part_id": wanted.part_id, "project_id": wanted.project_id,
            "qty": wanted.qty, "units": answer}),
        What::SetStatus(status) => json!({"status": status.to_value()}),
        What::SetLocation(target) => place(target),
        What::Write(writes) => {
            let write = |write: &FieldWrite| json!({"path": write.path, "value": write.value});
            json!({"fields": writes.iter().map(write).collect::<Vec<_>>()})
        }
        What::DispatchJob { job, .. } => json!({"number": answer, "job": job}),
        What::RecallJob { number } => json!({"number": number}),
        What::Notify(message) | What::Email(message) => told(message),
    };
    match details {
        Value::Object(details) => details,
        _ => Object::new(),
    }
}

fn place(target: &Target) -> Value {
    let (kind, id) = match target {
        Target::Location(id) => ("location_id", Some(id)),
        Target::Resource(id) => ("resource_id", Some(id)),
        Target::SubResource(id) => ("sub_resource_id", Some(id)),
        Target::Context => ("context", None),
        Target::WorkOrder => ("work_order", None),
        Target::WorkOrderInputFrom => ("work_order_input_from", None),
        Target::WorkOrderOutputTo => ("work_order_output_to", None),
    };
    id.map_or_else(|| json!({"location_type": kind}), |id| json!({"location_type": kind, "location_id": id}))
}

fn told(message: &Message) -> Value {
    json!({"to": message.to, "from": message.from, "subject": message.subject, "message": message.message,
        "further": message.further})
}
