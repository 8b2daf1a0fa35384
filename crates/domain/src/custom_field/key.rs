//! The key of a field: kebab-case, derived from the label or sent by the client.

/// The key of a label: its words in lower case, joined by `-`; empty when it has no letter from a to z and no digit.
#[must_use]
pub fn of_label(label: &str) -> String {
    let words = label.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-")
}

/// A key as a client may send it, `serial-number` or `serial_number`, in the form that we keep: with `-`.
pub(super) fn of_sent(key: &str) -> Option<String> {
    let separator = if key.contains('_') { '_' } else { '-' };
    let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    let valid = key.split(separator).all(|word| !word.is_empty() && word.bytes().all(fits));
    (valid && key.len() <= super::MAX_LABEL).then(|| key.replace('_', "-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_derived_from_the_label_in_kebab_case() {
        for (label, key) in [
            ("Serial Number", "serial-number"),
            ("  IMEI #2 (old) ", "imei-2-old"),
            ("iPad", "ipad"),
            ("名前", ""),
            ("", ""),
        ] {
            assert_eq!(of_label(label), key, "{label}");
        }
    }

    #[test]
    fn a_sent_key_is_taken_in_kebab_and_snake_form_and_nothing_else() {
        for (sent, key) in [
            ("serial-number", Some("serial-number")),
            ("serial_number", Some("serial-number")),
            ("x2", Some("x2")),
            ("Serial", None),
            ("a-b_c", None),
            ("a--b", None),
            ("-a", None),
            ("a_", None),
            ("", None),
        ] {
            assert_eq!(of_sent(sent).as_deref(), key, "{sent}");
        }
    }
}
