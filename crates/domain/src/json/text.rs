//! Strings of JSON on the way out.

/// Appends what stands between the quotes of a JSON string.
pub fn append_text(out: &mut Vec<u8>, text: &str) {
    let is_plain = |b: u8| (b >= b' ') & (b != b'"') & (b != b'\\') & (b < 127);
    // Without a way out in the middle many bytes are looked at together.
    if text.bytes().fold(true, |plain, b| plain & is_plain(b)) {
        out.extend_from_slice(text.as_bytes());
    } else {
        let quoted = serde_json::Value::from(text).to_string();
        let escaped = quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        out.extend_from_slice(escaped.unwrap_or_default().as_bytes());
    }
}

/// Appends a JSON string.
pub fn append_string(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    append_text(out, text);
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::append_string;

    #[test]
    fn a_string_is_read_back_as_it_was() {
        for text in ["", "plain", "\"", "\\\"", "a\"b\\", "ü\n\u{1}", "\u{7f}"] {
            let mut out = Vec::new();
            append_string(&mut out, text);
            assert_eq!(serde_json::from_slice::<String>(&out).unwrap(), text);
        }
    }
}
