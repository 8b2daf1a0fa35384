//! Where in a document something is, written as a JSONPath when somebody asks.

use serde_json::Value;

use crate::Fault;
use crate::fault::{LONGEST_NAME, LONGEST_PATH, shortened};

/// One step down from a container to what it holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Step<'a> {
    /// The member of an object with this name.
    Name(&'a str),
    /// The element of an array with this index.
    Index(usize),
}

/// The way from the document's root to where a walk stands; costs nothing until it is written out.
#[derive(Debug, Clone)]
pub(crate) struct Trail<'a> {
    above: Option<&'a Trail<'a>>,
    step: Step<'a>,
}

impl<'a> Trail<'a> {
    /// One step down from `above` (`None`: from the root).
    pub(crate) fn below(above: Option<&'a Trail<'a>>, step: Step<'a>) -> Self {
        Self { above, step }
    }

    /// A fault of what stands here.
    pub(crate) fn fault(&self, reason: impl Into<String>, value: &Value) -> Fault {
        let mut steps = Vec::new();
        let mut here = Some(self);
        while let Some(trail) = here {
            steps.push(&trail.step);
            here = trail.above;
        }
        let name = steps.iter().find_map(|step| match step {
            Step::Name(name) => Some(shortened(name, LONGEST_NAME).into_owned()),
            Step::Index(_) => None,
        });
        let path = write(steps.into_iter().rev());
        let fault =
            Fault { name: name.unwrap_or_default(), reason: reason.into(), path, value: String::new() };
        if value.is_object() || value.is_array() || value.is_null() { fault } else { fault.with_value(value) }
    }
}

/// The JSONPath of a sequence of steps from the root: `$.Assets[0].AssetNum`, `$.Extensions['ADP #']`. Names are shortened,
/// and it ends in `…` when it gets too long to be shown: a client can make both as long as a body.
pub(crate) fn write<'a>(steps: impl Iterator<Item = &'a Step<'a>>) -> String {
    let mut path = String::from("$");
    for step in steps {
        match step {
            Step::Index(index) => path.push_str(&format!("[{index}]")),
            Step::Name(name) => path.push_str(&member(name)),
        }
        if path.len() > LONGEST_PATH {
            return shortened(&path, LONGEST_PATH).into_owned();
        }
    }
    path
}

/// The step of a JSONPath to a member: `.AssetNum`, `['ADP #']`; a long name is shortened.
pub(crate) fn member(name: &str) -> String {
    match shortened(name, LONGEST_NAME) {
        name if is_plain(&name) => format!(".{name}"),
        name => format!("['{}']", escape(&name)),
    }
}

fn is_plain(name: &str) -> bool {
    let mut characters = name.chars();
    let first = characters.next();
    first.is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && characters.all(|c| c.is_ascii_alphanumeric() || c == '_')
}

fn escape(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    for character in name.chars() {
        match character {
            '\'' | '\\' => text.extend(['\\', character]),
            control if control.is_control() => text.push_str(&format!("\\u{:04x}", control as u32)),
            other => text.push(other),
        }
    }
    text
}
