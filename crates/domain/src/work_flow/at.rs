//! Where in a body a check stands: the two paths of a message.

use std::fmt::Write as _;

use super::pattern::Pattern;

/// A place in a body, linked to the place that holds it; made on the stack on the way down.
#[derive(Clone, Copy)]
pub(super) enum At<'a> {
    /// The body itself.
    Root,
    /// A member of an object whose members have names.
    Member(&'a At<'a>, &'a str),
    /// An entry of an object whose keys the client chooses, after a pattern.
    Entry(&'a At<'a>, &'a str, &'static Pattern),
    /// An element of an array.
    Item(&'a At<'a>, usize),
}

impl At<'_> {
    /// The place in JavaScript notation. As Ajv does, a key of the client's own choice always stands in brackets.
    pub(super) fn data_path(&self) -> String {
        let mut path = String::new();
        self.each(&mut |at| {
            match at {
                At::Root => {}
                At::Member(_, name) if is_identifier(name) => {
                    path.push('.');
                    path.push_str(name);
                }
                At::Member(_, name) | At::Entry(_, name, _) => {
                    path.push_str("['");
                    escape(name, &mut path);
                    path.push_str("']");
                }
                At::Item(_, index) => {
                    // Writing to a string can't fail.
                    let _ = write!(path, "[{index}]");
                }
            }
        });
        path
    }

    /// The rule for the place, as a JSON pointer into the schema that the checks amount to.
    pub(super) fn schema_path(&self, keyword: &str) -> String {
        let mut path = String::from("#");
        self.each(&mut |at| match at {
            At::Root => {}
            At::Member(_, name) => {
                path.push_str("/properties/");
                escape_rule(name, &mut path);
            }
            At::Entry(_, _, pattern) => {
                path.push_str("/patternProperties/");
                escape_rule(pattern.text, &mut path);
            }
            At::Item(..) => path.push_str("/items"),
        });
        path.push('/');
        path.push_str(keyword);
        path
    }

    /// Visits the places from the body down to this one. A place is at most some twenty levels deep.
    fn each(&self, visit: &mut dyn FnMut(&At<'_>)) {
        match self {
            At::Root => {}
            At::Member(outer, _) | At::Entry(outer, ..) | At::Item(outer, _) => outer.each(visit),
        }
        visit(self);
    }
}

/// Escapes as a JSON pointer does, then as `encodeURIComponent` does.
fn escape_rule(name: &str, path: &mut String) {
    for c in name.chars() {
        match c {
            '~' => path.push_str("~0"),
            '/' => path.push_str("~1"),
            c if c.is_ascii_alphanumeric() || "-_.!*'()".contains(c) => path.push(c),
            c => {
                for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                    // Writing to a string can't fail.
                    let _ = write!(path, "%{byte:02X}");
                }
            }
        }
    }
}

fn is_identifier(name: &str) -> bool {
    let start = |c: char| c.is_ascii_alphabetic() || c == '_' || c == '$';
    name.starts_with(start) && name.chars().all(|c| start(c) || c.is_ascii_digit())
}

fn escape(name: &str, path: &mut String) {
    for c in name.chars() {
        match c {
            '\'' | '\\' => path.extend(['\\', c]),
            '\n' => path.push_str("\\n"),
            '\r' => path.push_str("\\r"),
            '\u{c}' => path.push_str("\\f"),
            '\t' => path.push_str("\\t"),
            _ => path.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::work_flow::pattern::STEP_KEY;

    #[test]
    fn a_place_is_written_as_javascript_would_reach_it() {
        let steps = At::Member(&At::Root, "steps");
        let step = At::Entry(&steps, "work-complete", &STEP_KEY);
        assert_eq!(At::Member(&step, "goto").data_path(), ".steps['work-complete'].goto");
        assert_eq!(At::Member(&step, "goto-fail").data_path(), ".steps['work-complete']['goto-fail']");
        let list = At::Member(&step, "decision");
        assert_eq!(At::Item(&list, 3).data_path(), ".steps['work-complete'].decision[3]");
        assert_eq!(At::Root.data_path(), "");
    }

    #[test]
    fn quotes_and_control_characters_in_a_key_are_escaped() {
        assert_eq!(At::Member(&At::Root, "it's\n\\").data_path(), r"['it\'s\n\\']");
    }

    #[test]
    fn the_rule_is_a_pointer_into_the_schema() {
        let steps = At::Member(&At::Root, "steps");
        let step = At::Entry(&steps, "a", &STEP_KEY);
        let context = At::Member(&step, "context");
        let expected = "#/properties/steps/patternProperties/%5E%5BA-Za-z%5D%5BA-Za-z0-9_-%5D*%24/properties/context/items/required";
        assert_eq!(At::Item(&context, 0).schema_path("required"), expected);
    }
}
