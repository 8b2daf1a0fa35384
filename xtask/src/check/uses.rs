//! Whether Rust text uses a crate.

/// Whether the text uses the crate: as the head of a path (`name::…`), in `use name;`, or as a quoted path in an
/// attribute (`with = "name…"`). A local module of that name can hide an unused crate, never accuse a used one.
pub fn uses(text: &str, name: &str) -> bool {
    text.lines().map(str::trim_start).filter(|line| !line.starts_with("//")).any(|line| line_uses(line, name))
}

fn line_uses(line: &str, name: &str) -> bool {
    line.match_indices(name).any(|(start, _)| {
        let before = &line[..start];
        let after = &line[start + name.len()..];
        stands_first(before) && (after.starts_with("::") || imported(before, after) || quoted(before, after))
    })
}

/// Whether a path can begin here: no identifier before it, no path that it would continue.
fn stands_first(before: &str) -> bool {
    match before.strip_suffix("::") {
        Some(owner) => !owner.ends_with(|last: char| identifier(last) || last == '>'),
        None => !before.ends_with(|last: char| identifier(last) || last == '.'),
    }
}

fn imported(before: &str, after: &str) -> bool {
    let first = before.trim_end().rsplit(' ').next().unwrap_or_default();
    ["use", "crate"].contains(&first) && (after.starts_with(';') || after.starts_with(" as "))
}

fn quoted(before: &str, after: &str) -> bool {
    before.ends_with('"') && after.starts_with('"')
}

fn identifier(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

#[cfg(test)]
mod tests {
    use super::uses;

    #[test]
    fn paths_imports_macros_and_attributes_count() {
        for text in [
            "use bytes::Bytes;",
            "pub use bytes;",
            "use bytes as raw;",
            "extern crate bytes;",
            "let body = ::bytes::Bytes::new();",
            "fn f(b: &bytes::Bytes) {}",
            "#[bytes::test]",
            "#[serde(with = \"bytes\")]",
        ] {
            assert!(uses(text, "bytes"), "{text}");
        }
    }

    #[test]
    fn variables_fields_longer_names_modules_and_comments_do_not_count() {
        for text in [
            "let bytes = 1;",
            "self.bytes.len()",
            "use crate::bytes::Row;",
            "use serde_bytes::ByteBuf;",
            "use bytesize::KB;",
            "// see bytes::Bytes",
            "/// like [`bytes::Bytes`]",
        ] {
            assert!(!uses(text, "bytes"), "{text}");
        }
    }
}
