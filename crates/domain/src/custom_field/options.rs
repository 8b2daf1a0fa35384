//! Reads the `options` of a filter or validator: checks each, and keeps what is known in its newer form.

use super::decimal::{Decimal, Fixed};
use super::place::Place;
use super::{MAX_LABEL, MAX_RULES};
use crate::json::Object;
use crate::message::Message;
use serde_json::{Value, json};

/// The options of one rule while they are read. What is wrong is noted, and reading goes on with a stand-in.
pub(super) struct Options<'a> {
    pub(super) place: Place<'a>,
    pub(super) given: &'a Object,
    /// The options that were understood, for the wire and for storage.
    pub(super) kept: Object,
    pub(super) messages: &'a mut Vec<Message>,
}

impl<'a> Options<'a> {
    pub(super) fn has(&self, name: &str) -> bool {
        self.given.contains_key(name)
    }

    pub(super) fn note(&mut self, message: Message) {
        self.messages.push(message);
    }

    /// Notes what is wrong with an option; `fault` gets its place.
    fn wrong(&mut self, name: &str, fault: impl FnOnce(Place<'_>) -> Message) {
        let message = fault(self.place.member(name));
        self.messages.push(message);
    }

    /// An option that must be there.
    fn needed(&mut self, name: &str) -> Option<&'a Value> {
        let value = self.given.get(name);
        if value.is_none() {
            let message = self.place.missing(name);
            self.note(message);
        }
        value
    }

    pub(super) fn keep(&mut self, name: &str, value: Value) {
        self.kept.insert(name.to_owned(), value);
    }

    pub(super) fn flag(&mut self, name: &str, default: bool) -> bool {
        match self.given.get(name) {
            None => default,
            Some(Value::Bool(flag)) => {
                self.keep(name, json!(flag));
                *flag
            }
            Some(_) => {
                self.wrong(name, |place| place.wrong_type("boolean"));
                default
            }
        }
    }

    pub(super) fn text(&mut self, name: &str) -> String {
        match self.needed(name) {
            Some(Value::String(text)) if text.chars().count() <= MAX_LABEL => {
                self.keep(name, json!(text));
                return text.clone();
            }
            Some(Value::String(_)) => self.wrong(name, |place| place.too_long(MAX_LABEL)),
            Some(_) => self.wrong(name, |place| place.wrong_type("string")),
            None => {}
        }
        String::new()
    }

    /// A text that may be absent or null.
    pub(super) fn text_or_null(&mut self, name: &str) -> Option<String> {
        match self.given.get(name) {
            None => None,
            Some(Value::Null) => {
                self.keep(name, Value::Null);
                None
            }
            Some(Value::String(_)) => Some(self.text(name)),
            Some(_) => {
                self.wrong(name, |place| place.wrong_type("string,null"));
                None
            }
        }
    }

    pub(super) fn number(&mut self, name: &str) -> Fixed {
        match self.needed(name) {
            Some(Value::Number(_)) => return self.fixed(name).unwrap_or(Fixed::ZERO),
            Some(_) => self.wrong(name, |place| place.wrong_type("number")),
            None => {}
        }
        Fixed::ZERO
    }

    /// A number that may be absent or null.
    pub(super) fn number_or_null(&mut self, name: &str) -> Option<Fixed> {
        match self.given.get(name) {
            None => None,
            Some(Value::Null) => {
                self.keep(name, Value::Null);
                None
            }
            Some(Value::Number(_)) => self.fixed(name),
            Some(_) => {
                self.wrong(name, |place| place.wrong_type("number,null"));
                None
            }
        }
    }

    /// A number, sent as such or as a text that is one.
    pub(super) fn number_or_text(&mut self, name: &str) -> Fixed {
        if let Some(Value::String(text)) = self.given.get(name) {
            let number = Decimal::parse(text).and_then(|number| number.to_string().parse().ok());
            if let Some((fixed, number)) = Fixed::parse(text).zip(number) {
                self.keep(name, Value::Number(number));
                return fixed;
            }
        }
        self.number(name)
    }

    fn fixed(&mut self, name: &str) -> Option<Fixed> {
        let number = self.given.get(name)?;
        let fixed = Fixed::parse(&number.to_string());
        if fixed.is_some() {
            self.keep(name, number.clone());
        } else {
            self.wrong(name, |place| {
                place.fault(
                    "range",
                    json!({ "digits": 29 }),
                    "should have at most 29 digits before the point",
                )
            });
        }
        fixed
    }

    /// The option `precision`: decimal places, 1–8.
    pub(super) fn precision(&mut self) -> u32 {
        const DEFAULT: u32 = 3;
        let name = "precision";
        let Some(value) = self.given.get(name) else { return DEFAULT };
        let number = if value.is_number() { Decimal::parse(&value.to_string()) } else { None };
        let Some(number) = number.filter(Decimal::is_whole) else {
            self.wrong(name, |place| place.wrong_type("integer"));
            return DEFAULT;
        };
        match number.to_string().parse::<i64>() {
            Ok(places @ 1..=8) => {
                self.keep(name, json!(places));
                return u32::try_from(places).unwrap_or(DEFAULT);
            }
            Ok(..1) => self.wrong(name, |place| place.beyond("minimum", ">=", &json!(1))),
            _ => self.wrong(name, |place| place.beyond("maximum", "<=", &json!(8))),
        }
        DEFAULT
    }

    /// One of a few words.
    pub(super) fn choice(
        &mut self,
        name: &str,
        allowed: &[&'static str],
        default: &'static str,
    ) -> &'static str {
        let Some(value) = self.given.get(name) else { return default };
        let Some(word) = value.as_str() else {
            self.wrong(name, |place| place.wrong_type("string"));
            return default;
        };
        let Some(known) = allowed.iter().copied().find(|known| *known == word) else {
            self.wrong(name, |place| place.not_among(allowed.iter().copied()));
            return default;
        };
        self.keep(name, json!(known));
        known
    }

    /// The items of a list that must be there, 1–100 of them; an item that `read` does not know is of none of `types`.
    pub(super) fn list<T>(&mut self, name: &str, types: &str, read: fn(&Value) -> Option<T>) -> Vec<T> {
        let Some(value) = self.needed(name) else { return Vec::new() };
        let Some(items) = self.array(name, value) else { return Vec::new() };
        if items.is_empty() {
            self.wrong(name, |place| place.too_few(1));
        }
        let mut list = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let long = item.as_str().is_some_and(|text| text.chars().count() > MAX_LABEL);
            match read(item) {
                Some(_) if long => self.wrong(name, |place| place.index(index).too_long(MAX_LABEL)),
                Some(item) => list.push(item),
                None => self.wrong(name, |place| place.index(index).wrong_type(types)),
            }
        }
        self.keep(name, value.clone());
        list
    }

    /// A list of words out of a few, which may be absent; `read` gives the form that is kept.
    pub(super) fn words(
        &mut self,
        name: &str,
        allowed: &[&'static str],
        read: fn(&str) -> Option<&'static str>,
    ) -> Vec<&'static str> {
        let Some(value) = self.given.get(name) else { return Vec::new() };
        let Some(items) = self.array(name, value) else { return Vec::new() };
        let mut words = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            match item.as_str().map(read) {
                Some(Some(word)) => words.push(word),
                Some(None) => self.wrong(name, |place| place.index(index).not_among(allowed.iter().copied())),
                None => self.wrong(name, |place| place.index(index).wrong_type("string")),
            }
        }
        words
    }

    fn array(&mut self, name: &str, value: &'a Value) -> Option<&'a [Value]> {
        match value {
            Value::Array(items) if items.len() > MAX_RULES => {
                self.wrong(name, |place| place.too_many(MAX_RULES));
            }
            Value::Array(items) => return Some(items),
            _ => self.wrong(name, |place| place.wrong_type("array")),
        }
        None
    }
}
