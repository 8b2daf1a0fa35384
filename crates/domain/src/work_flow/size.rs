//! How deep and how large a body is, found without recursion.

use serde_json::Value;

use crate::json::Object;

/// How many objects and arrays are nested in a body at most, itself included.
pub(super) fn depth(body: &Object) -> usize {
    let mut deepest = 1;
    let mut open: Vec<(&Value, usize)> = body.values().map(|value| (value, 2)).collect();
    while let Some((value, depth)) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items.iter().map(|item| (item, depth + 1))),
            Value::Object(members) => open.extend(members.values().map(|member| (member, depth + 1))),
            _ => continue,
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// How many bytes a body takes as JSON. It must not be nested beyond what the stack bears.
pub(super) fn bytes(body: &Object) -> usize {
    let mut count = Count(0);
    // Counting can't fail, and a value that was read can be written.
    let _ = serde_json::to_writer(&mut count, body);
    count.0
}

struct Count(usize);

impl std::io::Write for Count {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
