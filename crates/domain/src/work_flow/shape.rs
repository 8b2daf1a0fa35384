//! What values of a work flow may look like, told as data, and the reader that checks and normalises after it.

use serde_json::Value;

use super::at::At;
use super::pattern::Pattern;
use super::report::Report;
use crate::json::Object;

/// What the lists of a work flow may hold at most, where nothing less is said.
pub(super) const MAX_ITEMS: usize = 100;

/// A reader for what tables can't tell. Gives nothing if it reported.
pub(super) type Read = fn(&Value, &At<'_>, &mut Report) -> Option<Value>;

/// What a value may look like.
pub(super) enum Shape {
    Any,
    Text,
    TextOrNull,
    Bool,
    Number,
    /// An integer in a range.
    Whole(i64, i64),
    /// A text that keeps to a pattern.
    Like(&'static Pattern),
    /// An absolute URI.
    Uri,
    /// One of the words, or an older spelling of one.
    Word(&'static [&'static str], &'static [(&'static str, &'static str)]),
    /// A list of at least and at most so many.
    List(&'static Shape, usize, usize),
    /// An object with these members and no others.
    Closed(&'static [Member]),
    /// An object with any members.
    Open,
    /// An object whose keys keep to a pattern, with at most [`MAX_ITEMS`] entries.
    Map(&'static Pattern, &'static Shape),
    /// Whatever the function takes.
    By(Read),
}

/// Whether a member must be there.
pub(super) enum Need {
    Required,
    Optional,
    /// It may be left out, and is then filled in.
    Or(fn() -> Value),
}

/// A member of an object.
pub(super) struct Member {
    /// The canonical name.
    pub(super) name: &'static str,
    /// Other spellings. One that comes beside the canonical one must say the same.
    pub(super) older: &'static [&'static str],
    /// Names of the past that give way silently to the canonical one.
    pub(super) yielding: &'static [&'static str],
    pub(super) need: Need,
    pub(super) shape: Shape,
}

/// A member that must be there.
pub(super) const fn required(name: &'static str, shape: Shape) -> Member {
    Member { name, older: &[], yielding: &[], need: Need::Required, shape }
}

/// A member that may be there.
pub(super) const fn optional(name: &'static str, shape: Shape) -> Member {
    Member { name, older: &[], yielding: &[], need: Need::Optional, shape }
}

impl Member {
    /// With other spellings.
    pub(super) const fn or(self, older: &'static [&'static str]) -> Self {
        Self { older, ..self }
    }

    /// With names that give way to this one where both are there.
    pub(super) const fn over(self, yielding: &'static [&'static str]) -> Self {
        Self { yielding, ..self }
    }

    /// With what it is when left out.
    pub(super) const fn by_default(self, value: fn() -> Value) -> Self {
        Self { need: Need::Or(value), ..self }
    }

    /// The name under which it is in `source`, and its value.
    pub(super) fn find<'a>(&self, source: &'a Object) -> Option<(&'static str, &'a Value)> {
        let names = std::iter::once(&self.name).chain(self.older).chain(self.yielding);
        names.into_iter().find_map(|&name| source.get(name).map(|value| (name, value)))
    }

    /// Whether a member of `source` belongs to this one.
    fn covers(&self, name: &str, value: &Value, source: &Object) -> bool {
        let same = || self.find(source).is_some_and(|(_, used)| used == value);
        self.name == name || self.yielding.contains(&name) || (self.older.contains(&name) && same())
    }
}

/// Reads an object that has the members of all `groups` and, if `closed`, no others. What is wrong is reported; what
/// can't be read is left out of the answer.
pub(super) fn members(
    source: &Object,
    groups: &[&'static [Member]],
    closed: bool,
    at: &At<'_>,
    report: &mut Report,
) -> Object {
    let all = || groups.iter().flat_map(|group| group.iter());
    for member in all().filter(|member| matches!(member.need, Need::Required)) {
        if member.find(source).is_none() {
            report.missing(at, member.name);
        }
    }
    if closed {
        for (name, value) in source {
            if !all().any(|member| member.covers(name, value, source)) {
                report.unknown_member(at, name);
            }
        }
    }
    let mut canonical = Object::new();
    for member in all() {
        let value = match (member.find(source), &member.need) {
            (Some((name, value)), _) => member.shape.read(value, &At::Member(at, name), report),
            (None, Need::Or(value)) => Some(value()),
            (None, _) => None,
        };
        canonical.extend(value.map(|value| (member.name.to_owned(), value)));
    }
    canonical
}

/// The value as an object, or a report that it is none.
pub(super) fn object<'a>(value: &'a Value, at: &At<'_>, report: &mut Report) -> Option<&'a Object> {
    let object = value.as_object();
    if object.is_none() {
        report.wrong_type(at, "object");
    }
    object
}

/// The value as a text, or a report that it is none.
pub(super) fn text<'a>(value: &'a Value, at: &At<'_>, report: &mut Report) -> Option<&'a str> {
    let text = value.as_str();
    if text.is_none() {
        report.wrong_type(at, "string");
    }
    text
}

impl Shape {
    /// The value in canonical form. What is wrong with it is reported.
    pub(super) fn read(&self, value: &Value, at: &At<'_>, report: &mut Report) -> Option<Value> {
        match self {
            Self::Any => Some(value.clone()),
            Self::Text => text(value, at, report).map(Value::from),
            Self::TextOrNull => typed(value, value.is_string() || value.is_null(), "string,null", at, report),
            Self::Bool => typed(value, value.is_boolean(), "boolean", at, report),
            Self::Number => typed(value, value.is_number(), "number", at, report),
            Self::Open => typed(value, value.is_object(), "object", at, report),
            Self::Whole(least, most) => whole(value, *least, *most, at, report),
            Self::Like(pattern) => {
                let text = text(value, at, report)?;
                let fits = (pattern.fits)(text);
                if !fits {
                    report.pattern(at, pattern);
                }
                fits.then(|| text.into())
            }
            Self::Uri => {
                let text = text(value, at, report)?;
                let fits = (super::pattern::URI.fits)(text);
                if !fits {
                    report.format(at, "uri");
                }
                fits.then(|| text.into())
            }
            Self::Word(words, older) => word(value, words, older, at, report).map(Value::from),
            Self::List(of, least, most) => list(value, of, (*least, *most), at, report),
            Self::Closed(group) => {
                let source = object(value, at, report)?;
                Some(Value::Object(members(source, &[group], true, at, report)))
            }
            Self::Map(keys, of) => map(value, keys, of, at, report),
            Self::By(read) => read(value, at, report),
        }
    }
}

fn typed(value: &Value, fits: bool, wanted: &str, at: &At<'_>, report: &mut Report) -> Option<Value> {
    if !fits {
        report.wrong_type(at, wanted);
    }
    fits.then(|| value.clone())
}

/// The largest number below which every integer has its own floating-point number.
const EXACT: f64 = 9_007_199_254_740_992.0;

#[expect(clippy::cast_possible_truncation, reason = "the guard leaves integers that fit")]
fn whole(value: &Value, least: i64, most: i64, at: &At<'_>, report: &mut Report) -> Option<Value> {
    let exact = |number: &f64| number.fract() == 0.0 && number.abs() < EXACT;
    let number = value.as_i64().or_else(|| value.as_f64().filter(exact).map(|number| number as i64));
    match number {
        // An integer beyond 64 bits is a number all the same, only too large or too small.
        None if value.is_number() && value.as_f64().is_some_and(|number| number.fract() == 0.0) => {
            let negative = value.as_f64().is_some_and(f64::is_sign_negative);
            if negative { report.below(at, least) } else { report.above(at, most) }
        }
        None => report.wrong_type(at, "integer"),
        Some(number) if number < least => report.below(at, least),
        Some(number) if number > most => report.above(at, most),
        Some(number) => return Some(number.into()),
    }
    None
}

/// The canonical word that the value spells.
pub(super) fn word(
    value: &Value,
    words: &'static [&'static str],
    older: &[(&str, &'static str)],
    at: &At<'_>,
    report: &mut Report,
) -> Option<&'static str> {
    let text = text(value, at, report)?;
    let found = spelled(text, words, older);
    if found.is_none() {
        report.none_of(at, words.iter().copied());
    }
    found
}

/// The canonical word that a text spells.
pub(super) fn spelled(
    text: &str,
    words: &'static [&'static str],
    older: &[(&str, &'static str)],
) -> Option<&'static str> {
    let newer = older.iter().find(|(old, _)| *old == text).map(|(_, new)| *new);
    newer.or_else(|| words.iter().copied().find(|word| *word == text))
}

fn list(
    value: &Value,
    of: &Shape,
    (least, most): (usize, usize),
    at: &At<'_>,
    report: &mut Report,
) -> Option<Value> {
    let Some(items) = value.as_array() else {
        report.wrong_type(at, "array");
        return None;
    };
    if items.len() > most {
        report.too_many_items(at, most);
        return None;
    }
    if items.len() < least {
        report.too_few_items(at, least);
    }
    let read = |(index, item)| of.read(item, &At::Item(at, index), report);
    Some(Value::Array(items.iter().enumerate().filter_map(read).collect()))
}

fn map(value: &Value, keys: &'static Pattern, of: &Shape, at: &At<'_>, report: &mut Report) -> Option<Value> {
    let source = object(value, at, report)?;
    if source.len() > MAX_ITEMS {
        report.too_many_members(at, MAX_ITEMS);
        return None;
    }
    Some(Value::Object(entries(source, keys, of, at, report)))
}

/// Reads an object whose keys keep to a pattern.
pub(super) fn entries(
    source: &Object,
    keys: &'static Pattern,
    of: &Shape,
    at: &At<'_>,
    report: &mut Report,
) -> Object {
    let mut canonical = Object::new();
    for (key, value) in source {
        if !(keys.fits)(key) {
            report.key(at, key);
            continue;
        }
        let read = of.read(value, &At::Entry(at, key, keys), report);
        canonical.extend(read.map(|value| (key.clone(), value)));
    }
    canonical
}
