//! Which documented properties are objects, arrays or single values, and the check of a body against that.

use serde_json::Value;

use super::keys::Key;
use super::members::JOB;
use crate::fault::MOST_FAULTS;
use crate::json::Object;
use crate::json::place::{Step, Trail};
use crate::time::parse_ms;
use crate::{Fault, Faults};

/// What may stand at a place of the document.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shape {
    /// Any string, number or boolean.
    Scalar,
    /// A string.
    Text,
    /// A string: empty, or a point in time in ISO 8601 with `Z` or an offset.
    Time,
    /// An object with these members, and any that are not listed.
    Object(Members),
    /// An array of such objects, told apart by the key.
    List(Key, Members),
    /// An array of single values.
    Scalars,
    /// An array of strings.
    Texts,
    /// An array of anything.
    Array,
    /// An object with open names; each member has this shape.
    Map(&'static Shape),
    /// Not documented: anything but null.
    Any,
}

/// The documented members of an object, sorted by name.
///
/// `Delete` among them means that it removes such an object in the PATCH dialect.
pub(super) type Members = &'static [(&'static str, Shape)];

/// The name of the control member that removes an element.
pub(super) const DELETE: &str = "Delete";

impl Shape {
    /// The shape of a job as a whole.
    pub(super) const fn job() -> Self {
        Self::Object(JOB)
    }

    /// The shape of the member `name` of an object (or of an array's element) of this shape.
    pub(super) fn member(self, name: &str) -> Self {
        match self {
            Self::Object(members) | Self::List(_, members) => {
                members.binary_search_by_key(&name, |member| member.0).map_or(Self::Any, |at| members[at].1)
            }
            Self::Map(inner) => *inner,
            _ => Self::Any,
        }
    }

    /// Whether `Delete` in objects of this shape is the control member, which is never stored; where names are open it is a
    /// name like any other.
    pub(super) fn is_documented(self) -> bool {
        matches!(self, Self::Object(_) | Self::List(..))
    }

    /// Whether `Delete` removes objects of this shape.
    pub(super) fn is_deletable(self) -> bool {
        self.is_documented() && matches!(self.member(DELETE), Self::Scalar)
    }
}

/// Whether this element asks to be removed.
pub(super) fn is_deleted(object: &Object) -> bool {
    match object.get(DELETE) {
        Some(Value::Bool(delete)) => *delete,
        Some(Value::String(delete)) => delete == "true",
        _ => false,
    }
}

/// Checks a body, and notes whether it holds `Delete` members.
pub(super) struct Check {
    faults: Faults,
    in_patch: bool,
    has_deletes: bool,
}

impl Check {
    /// Checks a whole job; true: it holds `Delete` members. In a PATCH body `{}` is allowed anywhere: it removes.
    ///
    /// # Errors
    /// Up to 100 faults, each with its path.
    pub(super) fn job(body: &Object, in_patch: bool) -> Result<bool, Faults> {
        let mut check = Self { faults: Vec::new(), in_patch, has_deletes: false };
        check.members(body, Shape::job(), None);
        if check.faults.is_empty() { Ok(check.has_deletes) } else { Err(check.faults) }
    }

    fn members(&mut self, object: &Object, shape: Shape, above: Option<&Trail<'_>>) {
        for (name, value) in object {
            let here = Trail::below(above, Step::Name(name));
            self.has_deletes |= name == DELETE && shape.is_documented();
            let shape = shape.member(name);
            let removes = self.in_patch && value.as_object().is_some_and(|members| members.is_empty());
            if !removes {
                self.value(value, shape, &here);
            }
        }
    }

    fn value(&mut self, value: &Value, shape: Shape, here: &Trail<'_>) {
        match (shape, value) {
            (_, Value::Null) => self.fault(here, "must not be null", value),
            (Shape::Object(_) | Shape::Map(_) | Shape::Any, Value::Object(object)) => {
                self.members(object, shape, Some(here));
            }
            (Shape::List(..), Value::Array(elements)) => {
                self.elements(elements, here, |check, element, at| match element {
                    Value::Object(object) => check.members(object, shape, Some(at)),
                    _ => check.fault(at, "must be an object", element),
                });
            }
            (Shape::Scalars, Value::Array(elements)) => {
                self.elements(elements, here, |check, element, at| check.value(element, Shape::Scalar, at));
            }
            (Shape::Texts, Value::Array(elements)) => {
                self.elements(elements, here, |check, element, at| check.value(element, Shape::Text, at));
            }
            (Shape::Array | Shape::Any, Value::Array(elements)) => {
                self.elements(elements, here, |check, element, at| check.value(element, Shape::Any, at));
            }
            (Shape::Text, Value::String(_))
            | (Shape::Scalar | Shape::Any, Value::String(_) | Value::Number(_) | Value::Bool(_)) => {}
            (Shape::Time, Value::String(text)) => {
                // A date alone says no time.
                let is_time = text.len() > "2026-11-21".len() && parse_ms(text).is_some();
                if !text.is_empty() && !is_time {
                    self.fault(here, "must be empty or a time such as 2026-11-21T10:00:00.000Z", value);
                }
            }
            (Shape::Text | Shape::Time, _) => self.fault(here, "must be a string", value),
            (Shape::Scalar, _) => self.fault(here, "must be a single value, not an object or array", value),
            (Shape::Object(_) | Shape::Map(_), _) => self.fault(here, "must be an object", value),
            (Shape::List(..) | Shape::Scalars | Shape::Texts | Shape::Array, _) => {
                self.fault(here, "must be an array", value);
            }
        }
    }

    fn elements(
        &mut self,
        elements: &[Value],
        here: &Trail<'_>,
        check: impl Fn(&mut Self, &Value, &Trail<'_>),
    ) {
        for (index, element) in elements.iter().enumerate() {
            check(self, element, &Trail::below(Some(here), Step::Index(index)));
        }
    }

    fn fault(&mut self, here: &Trail<'_>, reason: &str, value: &Value) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(here.fault(reason, value));
        }
    }
}

/// Removes `Delete` from an object and all in it, with the elements that it marks; a collection that this empties
/// goes too.
pub(super) fn strip(object: &mut Object, shape: Shape) {
    if shape.is_documented() {
        object.shift_remove(DELETE);
    }
    object.retain(|name, value| match (shape.member(name), value) {
        (inner @ (Shape::Object(_) | Shape::Map(_)), Value::Object(members)) => {
            let stays = !(inner.is_deletable() && is_deleted(members));
            if stays {
                strip(members, inner);
            }
            stays
        }
        (inner @ Shape::List(..), Value::Array(elements)) => {
            let was_empty = elements.is_empty();
            elements.retain_mut(|element| {
                let Value::Object(members) = element else { return true };
                let stays = !is_deleted(members);
                if stays {
                    strip(members, inner);
                }
                stays
            });
            was_empty || !elements.is_empty()
        }
        _ => true,
    });
}

/// A fault at a member of the body's root.
pub(super) fn root_fault(name: &str, reason: impl Into<String>, value: &Value) -> Fault {
    Trail::below(None, Step::Name(name)).fault(reason, value)
}
