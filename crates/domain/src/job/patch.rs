//! A PATCH: what it removes, what it merges, and in which order.

use serde_json::Value;

use super::Number;
use super::join::starts_section_anew;
use super::merge::{drop_members, merge};
use super::replace::{agree, with_location};
use super::shape::{Check, Shape};
use crate::fault::MOST_FAULTS;
use crate::json::path::remove_except;
use crate::json::{Object, Path};
use crate::{Fault, Faults};

/// More paths than this in one request are refused.
const MAX_PATHS: usize = 1_000;

/// A checked PATCH body, ready to be applied to any stored document.
#[derive(Debug, Clone)]
pub struct Patch {
    fields: Vec<String>,
    paths: Vec<Path>,
    body: Object,
}

impl Patch {
    /// Checks all of a PATCH body that can be checked without the stored document.
    ///
    /// # Errors
    /// Faults with their paths: another `OrderNum`, or its removal; a wrong container or a null; every bad path.
    pub fn compile(num: &Number, mut body: Object) -> Result<Self, Faults> {
        let mut faults = Vec::new();
        let fields = fields(body.shift_remove("_fields"), &mut faults);
        let paths = paths(body.shift_remove("_paths"), &mut faults);
        let body = match with_location(body) {
            Ok(body) => body,
            Err(more) => {
                faults.extend(more);
                return Err(faults);
            }
        };
        if let Err(more) = Check::job(&body, true) {
            faults.extend(more);
        }
        // Any other type has its fault from the check already; only `{}` passes it.
        let number = body.get("OrderNum").filter(|number| number.is_string() || number.is_object());
        if let Some(Err(more)) = number.map(|number| agree(num, number))
            && faults.iter().all(|fault| fault.path != "$.OrderNum")
        {
            faults.extend(more);
        }
        faults.truncate(MOST_FAULTS);
        if faults.is_empty() { Ok(Self { fields, paths, body }) } else { Err(faults) }
    }

    /// Applies the patch to a stored document: first `_fields`, then `_paths`, then the merge.
    ///
    /// # Errors
    /// Faults of paths that would visit too much of this document, or match `OrderNum` or all of it; `doc` is in an
    /// unspecified state then.
    pub fn apply(&self, doc: &mut Object) -> Result<(), Faults> {
        drop_members(doc, &self.fields.iter().map(String::as_str).collect());
        remove_except(doc, &self.paths, Some("OrderNum"))?;
        for section in ["Account", "Location"] {
            if starts_section_anew(section, doc.get(section), self.body.get(section)) {
                doc.insert(section.to_owned(), Value::Object(Object::new()));
            }
        }
        merge(doc, &self.body, Shape::job());
        Ok(())
    }

    /// Whether the patch names this top-level property, or one of its paths could match in it.
    pub fn touches(&self, property: &str) -> bool {
        self.body.contains_key(property)
            || self.fields.iter().any(|field| field == property)
            || self.paths.iter().any(|path| path.touches(property))
    }

    /// What the request body itself says of this top-level property.
    pub fn section(&self, property: &str) -> Option<&Value> {
        self.body.get(property)
    }
}

fn fields(sent: Option<Value>, faults: &mut Faults) -> Vec<String> {
    let mut fields = texts(sent, "_fields", faults);
    for (index, field) in fields.iter_mut().enumerate() {
        if field == "OrderNum" && faults.len() < MOST_FAULTS {
            faults.push(fault("_fields", index, "must not name OrderNum", field));
        }
        if field == "AccountLoc" {
            *field = "Location".to_owned();
        }
    }
    fields
}

fn paths(sent: Option<Value>, faults: &mut Faults) -> Vec<Path> {
    let texts = texts(sent, "_paths", faults);
    if texts.len() > MAX_PATHS {
        faults.push(Fault::at("$._paths", format!("must not hold more than {MAX_PATHS} paths")));
        return Vec::new();
    }
    let mut paths = Vec::with_capacity(texts.len());
    for (index, text) in texts.iter().enumerate() {
        match Path::compile(text) {
            Ok(path) if path.is_root_or("OrderNum") => {
                faults.push(fault("_paths", index, "must not match the whole document or OrderNum", text));
            }
            Ok(path) => paths.push(path),
            Err(reason) => faults.push(fault("_paths", index, &reason, text)),
        }
    }
    paths
}

fn texts(sent: Option<Value>, control: &str, faults: &mut Faults) -> Vec<String> {
    let elements = match sent {
        None => return Vec::new(),
        Some(Value::Array(elements)) => elements,
        Some(other) => {
            faults.push(Fault::at(format!("$.{control}"), "must be an array of strings").with_value(&other));
            return Vec::new();
        }
    };
    let mut texts = Vec::with_capacity(elements.len());
    for (index, element) in elements.into_iter().enumerate() {
        match element {
            Value::String(text) => texts.push(text),
            // Too many to be told: the request is refused as it is.
            _ if faults.len() >= MOST_FAULTS => break,
            other => {
                let path = format!("$.{control}[{index}]");
                faults.push(Fault::at(path, "must be a string").with_value(&other));
            }
        }
    }
    texts
}

fn fault(control: &str, index: usize, reason: &str, text: &str) -> Fault {
    let fault = Fault::at(format!("$.{control}[{index}]"), reason).with_value(&Value::from(text));
    Fault { name: control.to_owned(), ..fault }
}
