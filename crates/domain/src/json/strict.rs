//! Reading JSON once, refusing what two readers could understand differently.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::map::Entry;
use serde_json::{Number, Value};

use super::place::{Step, write};
use super::{MAX_DEPTH, Object};
use crate::Fault;

/// How `serde_json` names its own messages to itself (a number that is no 64-bit integer comes as a map with such a key).
const RESERVED: &str = "$serde_json::private";

/// Reads one JSON value: UTF-8, no name twice in an object, at most [`MAX_DEPTH`] deep, no U+0000 in any string or
/// name, nothing after the value. Numbers keep all their digits.
///
/// # Errors
/// A fault with the place as a JSONPath where it is known (else `$`), and line and column in the reason.
pub fn parse(bytes: &[u8]) -> Result<Value, Fault> {
    let reader = Reader::of(bytes);
    let mut source = serde_json::Deserializer::from_slice(bytes);
    source.disable_recursion_limit();
    let value = Any(&reader).deserialize(&mut source).and_then(|value| source.end().map(|()| value));
    value.map_err(|error| Fault::at(reader.path(), format!("is not JSON as it must be: {error}")))
}

/// Reads one JSON object, as [`parse`] does.
///
/// # Errors
/// As [`parse`]; also when it is another kind of value.
pub fn parse_object(bytes: &[u8]) -> Result<Object, Fault> {
    match parse(bytes)? {
        Value::Object(object) => Ok(object),
        _ => Err(Fault::at("$", "must be a JSON object")),
    }
}

/// What the visitors of one reading share.
struct Reader {
    addresses: Range<usize>,
    depth: Cell<usize>,
    /// The steps to the place of an error, innermost first.
    place: RefCell<Vec<Owned>>,
}

enum Owned {
    Name(String),
    Index(usize),
}

impl Reader {
    fn of(bytes: &[u8]) -> Self {
        let start = bytes.as_ptr().addr();
        Self { addresses: start..start + bytes.len(), depth: Cell::new(0), place: RefCell::default() }
    }

    fn enter<E: Error>(&self) -> Result<(), E> {
        if self.depth.get() == MAX_DEPTH {
            return Err(E::custom(format_args!(
                "more than {MAX_DEPTH} objects and arrays inside each other"
            )));
        }
        self.depth.set(self.depth.get() + 1);
        Ok(())
    }

    fn leave(&self) {
        self.depth.set(self.depth.get() - 1);
    }

    fn failed_in(&self, step: Owned) {
        self.place.borrow_mut().push(step);
    }

    fn path(&self) -> String {
        let place = self.place.borrow();
        let steps: Vec<Step<'_>> = place
            .iter()
            .rev()
            .map(|step| match step {
                Owned::Name(name) => Step::Name(name),
                Owned::Index(index) => Step::Index(*index),
            })
            .collect();
        write(steps.iter())
    }
}

fn without_nul<E: Error>(text: &str) -> Result<(), E> {
    if text.as_bytes().contains(&0) {
        return Err(E::custom("the character U+0000 is not allowed"));
    }
    Ok(())
}

/// Any JSON value.
#[derive(Clone, Copy)]
struct Any<'r>(&'r Reader);

impl<'de> DeserializeSeed<'de> for Any<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<Value, D::Error> {
        source.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Any<'_> {
    type Value = Value;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        without_nul(text)?;
        Ok(Value::String(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        self.0.enter()?;
        let mut array = Vec::new();
        loop {
            match elements.next_element_seed(self) {
                Ok(Some(element)) => array.push(element),
                Ok(None) => break,
                Err(error) => {
                    self.0.failed_in(Owned::Index(array.len()));
                    return Err(error);
                }
            }
        }
        self.0.leave();
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        self.0.enter()?;
        let mut object = Object::new();
        while let Some(key) = members.next_key_seed(Name(self.0))? {
            let Key::Name(name) = key else {
                self.0.leave();
                return members.next_value::<Digits>().map(|digits| Value::Number(digits.0));
            };
            match members.next_value_seed(self) {
                Ok(value) => match object.entry(name) {
                    Entry::Vacant(place) => {
                        place.insert(value);
                    }
                    Entry::Occupied(first) => {
                        self.0.failed_in(Owned::Name(first.key().clone()));
                        return Err(A::Error::custom("the same name twice in one object"));
                    }
                },
                Err(error) => {
                    self.0.failed_in(Owned::Name(name));
                    return Err(error);
                }
            }
        }
        self.0.leave();
        Ok(Value::Object(object))
    }
}

/// The name of an object's member, or the sign that the object stands for a number.
enum Key {
    Name(String),
    Number,
}

struct Name<'r>(&'r Reader);

impl<'de> DeserializeSeed<'de> for Name<'_> {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<Key, D::Error> {
        source.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Name<'_> {
    type Value = Key;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("the name of a member")
    }

    /// A name lent out of the input is the client's; the same name lent from elsewhere is the parser's own.
    fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<Key, E> {
        if name.starts_with(RESERVED) && !self.0.addresses.contains(&name.as_ptr().addr()) {
            return Ok(Key::Number);
        }
        self.visit_str(name)
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Key, E> {
        if name.starts_with(RESERVED) {
            return Err(E::custom("a name must not begin with $serde_json::private"));
        }
        without_nul(name)?;
        Ok(Key::Name(name.to_owned()))
    }
}

/// A number's text, as the parser hands it over.
struct Digits(Number);

impl<'de> Deserialize<'de> for Digits {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        let text = String::deserialize(source)?;
        text.parse().map(Self).map_err(D::Error::custom)
    }
}
