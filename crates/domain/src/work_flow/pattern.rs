//! The patterns that texts of a work flow keep to, each with a check that takes one pass.

/// A pattern as it is told to clients, and the check for it.
pub(super) struct Pattern {
    /// The regular expression.
    pub(super) text: &'static str,
    /// Whether a text keeps to it.
    pub(super) fits: fn(&str) -> bool,
}

/// Keys of steps, and what points to them.
pub(super) static STEP_KEY: Pattern = Pattern {
    text: "^[A-Za-z][A-Za-z0-9_-]*$",
    fits: |text| text.starts_with(alphabetic) && text.bytes().all(|b| word(b) || b == b'-'),
};

/// Keys of metadata.
pub(super) static META_KEY: Pattern = Pattern {
    text: "^[A-Za-z][A-Za-z0-9_]*$",
    fits: |text| text.starts_with(alphabetic) && text.bytes().all(word),
};

/// The name of a status.
pub(super) static STATUS: Pattern = Pattern {
    text: "^[A-Za-z][0-9a-zA-Z-_ ]+$",
    fits: |text| {
        let fits = |b| word(b) || b == b'-' || b == b' ';
        text.starts_with(alphabetic) && text.len() > 1 && text.bytes().all(fits)
    },
};

/// The id of an entity, or a path that leads to one.
pub(super) static ID_OR_PATH: Pattern = Pattern {
    text: r"^(?:\$.*|[0-9a-zA-Z-_]+)$",
    fits: |text| match text.strip_prefix('$') {
        Some(path) => !path.contains(['\n', '\r', '\u{2028}', '\u{2029}']),
        None => !text.is_empty() && text.bytes().all(|b| word(b) || b == b'-'),
    },
};

/// Base64 with padding.
pub(super) static BASE64: Pattern = Pattern {
    text: "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$",
    fits: |text| {
        let body = text.strip_suffix("==").or_else(|| text.strip_suffix('=')).unwrap_or(text);
        let digit = |b: u8| b.is_ascii_alphanumeric() || b == b'+' || b == b'/';
        text.len() % 4 == 0 && body.bytes().all(digit)
    },
};

/// A URI: a scheme, a colon, and no blank or control character.
pub(super) static URI: Pattern = Pattern {
    text: r"^[A-Za-z][A-Za-z0-9+.-]*:[^\s\x00-\x1f\x7f]+$",
    fits: |text| {
        let Some((scheme, rest)) = text.split_once(':') else { return false };
        let in_scheme = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'.' | b'-');
        scheme.starts_with(alphabetic)
            && scheme.bytes().all(in_scheme)
            && !rest.is_empty()
            && !rest.contains(|c: char| c.is_whitespace() || c.is_ascii_control())
    },
};

fn alphabetic(c: char) -> bool {
    c.is_ascii_alphabetic()
}

fn word(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b == b'_'
}

#[cfg(test)]
mod tests {
    use regex::Regex;

    use super::*;

    #[test]
    fn every_check_agrees_with_its_regular_expression() {
        let samples = [
            "",
            "a",
            "A1",
            "1a",
            "a-b",
            "a_b",
            "a b",
            "-",
            "_a",
            "In Progress",
            "ab\n",
            "\n",
            "ä",
            "aä",
            "$",
            "$.a[0]",
            "$a\nb",
            "x$",
            "=",
            "==",
            "a=",
            "ab==",
            "abc=",
            "abcd",
            "abc",
            "ab=c",
            "a===",
            "abcd====",
            "ab+/",
            "ab-_",
            "http://x",
            "http:",
            ":x",
            "1:x",
            "mailto:a b",
            "urn:x\u{1}",
            "a.b+c-d:e",
        ];
        for pattern in [&STEP_KEY, &META_KEY, &STATUS, &ID_OR_PATH, &BASE64, &URI] {
            let regex = Regex::new(pattern.text).unwrap();
            for sample in samples {
                assert_eq!((pattern.fits)(sample), regex.is_match(sample), "{sample:?} and {}", pattern.text);
            }
        }
    }
}
