//! JSONPath (RFC 9535), to say what a PATCH takes out of a document.

use serde_json::Value;
use serde_json_path::JsonPath;

use super::Object;
use super::budget::{Budget, MAX_VISITS};
use super::removal::{Place, cut};
use super::scan::{Query, Selector, scan};
use crate::{Fault, Faults};

/// The longest path that is read, in bytes.
const MAX_TEXT: usize = 1_000;
/// How many brackets and parentheses may be open at once in a path: reading one takes time exponential in it.
const MAX_NESTING: usize = 8;

/// A path that has been read and can be applied to documents.
#[derive(Debug, Clone)]
pub struct Path {
    text: String,
    query: JsonPath,
    shape: Query,
}

impl Path {
    /// Reads a path such as `$.FlexView[?(@.ID=='1001')]`.
    ///
    /// # Errors
    /// Says why it is not a path that can be used: no valid RFC 9535 query, too long (1 000 bytes), or nested too
    /// deeply (8).
    pub fn compile(text: &str) -> Result<Self, String> {
        if text.len() > MAX_TEXT {
            return Err(format!("is longer than {MAX_TEXT} bytes"));
        }
        if nesting(text) > MAX_NESTING {
            return Err(format!("has more than {MAX_NESTING} brackets and parentheses inside each other"));
        }
        let query =
            JsonPath::parse(text).map_err(|error| format!("is not a JSONPath as in RFC 9535: {error}"))?;
        Ok(Self { text: text.to_owned(), query, shape: scan(text)? })
    }

    /// The path as it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether the path could match something in (or as) this member of the root; `true` also where that is not sure.
    pub fn touches(&self, member: &str) -> bool {
        let Some(first) = self.shape.segments.first() else { return true };
        first.descends
            || first.selectors.iter().any(|selector| match selector {
                Selector::Name(name) => name == member,
                Selector::Index(_) => false,
                Selector::Every | Selector::Filter(_) => true,
            })
    }

    /// Whether the path is `$`, or is this member of the root and nothing else.
    pub fn is_root_or(&self, member: &str) -> bool {
        match self.shape.segments.as_slice() {
            [] => true,
            [only] => !only.descends && only.selectors.contains(&Selector::Name(member.to_owned())),
            _ => false,
        }
    }
}

/// The most brackets and parentheses open at once outside quoted strings.
fn nesting(text: &str) -> usize {
    let (mut open, mut most) = (0_usize, 0);
    let mut quote = None;
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        match (quote, byte) {
            (Some(_), b'\\') => drop(bytes.next()),
            (Some(end), _) if byte == end => quote = None,
            (None, b'\'' | b'"') => quote = Some(byte),
            (None, b'[' | b'(') => open += 1,
            (None, b']' | b')') => open = open.saturating_sub(1),
            _ => {}
        }
        most = most.max(open);
    }
    most
}

/// Removes all that any of the paths matches, looked up in `doc` as it is before anything is removed. A container
/// that this leaves empty goes too.
///
/// # Errors
/// A fault at `$._paths[i]` for a path that matches the root, or whose evaluation could visit too many nodes (the
/// paths of one call share 100 000); `doc` is unchanged then.
pub fn remove(doc: &mut Object, paths: &[Path]) -> Result<(), Faults> {
    remove_except(doc, paths, None)
}

/// As [`remove`]; a path that matches the member `kept` of the root is a fault as well.
pub(crate) fn remove_except(doc: &mut Object, paths: &[Path], kept: Option<&str>) -> Result<(), Faults> {
    if paths.is_empty() {
        return Ok(());
    }
    let mut root = Value::Object(std::mem::take(doc));
    let found = find(&root, paths, kept);
    if let Ok(places) = &found {
        cut(&mut root, places);
    }
    if let Value::Object(object) = root {
        *doc = object;
    }
    found.map(drop)
}

fn find(root: &Value, paths: &[Path], kept: Option<&str>) -> Result<Vec<Place>, Faults> {
    let mut budget = Budget::new();
    for (index, path) in paths.iter().enumerate() {
        budget.charge(&path.shape, root).map_err(|_| {
            vec![fault(index, path, &format!("could visit more than {MAX_VISITS} nodes of this document"))]
        })?;
    }
    let mut places = Vec::new();
    let mut faults = Vec::new();
    for (index, path) in paths.iter().enumerate() {
        for location in path.query.query_located(root).locations() {
            let place = Place::of(location);
            if place.is_root() {
                faults.push(fault(index, path, "must not match the whole document"));
                break;
            }
            if let Some(name) = kept.filter(|name| place.is_member(name)) {
                faults.push(fault(index, path, &format!("must not match {name}")));
                break;
            }
            places.push(place);
        }
    }
    if faults.is_empty() { Ok(places) } else { Err(faults) }
}

fn fault(index: usize, path: &Path, reason: &str) -> Fault {
    Fault { name: "_paths".into(), ..Fault::at(format!("$._paths[{index}]"), reason) }
        .with_value(&Value::String(path.text.clone()))
}
