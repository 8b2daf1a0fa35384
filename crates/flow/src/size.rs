//! How large values are.

use std::io;

use docket_domain::json::Object;
use serde::Serialize;
use serde_json::Value;

/// How many bytes a value takes as JSON; nothing if that is more than `limit`. Looks no further than the limit.
pub(crate) fn of(value: &Value, limit: usize) -> Option<usize> {
    count(value, limit)
}

/// How many bytes an object takes as JSON; nothing if that is more than `limit`.
pub(crate) fn of_object(object: &Object, limit: usize) -> Option<usize> {
    count(object, limit)
}

fn count(value: &impl Serialize, limit: usize) -> Option<usize> {
    let mut counter = Counter { left: limit };
    serde_json::to_writer(&mut counter, value).ok()?;
    Some(limit - counter.left)
}

struct Counter {
    left: usize,
}

impl io::Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.left = self.left.checked_sub(bytes.len()).ok_or(io::ErrorKind::FileTooLarge)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// How many objects and lists are inside each other, counting this one. Documents come from a reader with a limit, so this goes no deeper.
pub(crate) fn depth(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or_default(),
        Value::Object(members) => 1 + members.values().map(depth).max().unwrap_or_default(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_size_is_that_of_the_text_and_no_more_than_the_limit_is_looked_at() {
        let value = json!({"a": [1, "two"], "b": null});
        assert_eq!(of(&value, 100), Some(value.to_string().len()));
        assert_eq!(of(&value, value.to_string().len() - 1), None);
    }

    #[test]
    fn a_depth_counts_objects_and_lists() {
        for (value, levels) in [(json!(1), 0), (json!([]), 1), (json!({"a": [1, {"b": 2}]}), 3)] {
            assert_eq!(depth(&value), levels, "{value}");
        }
    }
}
