//! The formats as Ajv 6 checks them in its `fast` mode: by pattern alone, so `2026-02-31T24:00:00Z` is a date-time.

use std::sync::LazyLock;

use regex::Regex;

/// Says whether a text has a format.
type Check = fn(&str) -> bool;

/// The formats that are checked; any other name passes.
pub(super) const CHECKED: [(&str, Check); 3] =
    [("date-time", is_date_time), ("email", is_email), ("uri", is_uri)];

/// Whether `text` has the format; true for a format that is not checked.
pub(super) fn holds(format: &str, text: &str) -> bool {
    CHECKED.iter().find(|(name, _)| *name == format).is_none_or(|(_, check)| check(text))
}

/// JavaScript's `\s`, which is not that of the `regex` crate: it has U+FEFF and lacks U+0085.
const SPACE: &str =
    r"\t\n\x0B\x0C\r \u{A0}\u{1680}\u{2000}-\u{200A}\u{2028}\u{2029}\u{202F}\u{205F}\u{3000}\u{FEFF}";

fn is_date_time(text: &str) -> bool {
    static RULE: LazyLock<Regex> = LazyLock::new(|| {
        rule(&format!(
            "^[0-9]{{4}}-[0-1][0-9]-[0-3][0-9][tT{SPACE}](?:[0-2][0-9]:[0-5][0-9]:[0-5][0-9]|23:59:60)\
             (?:[.][0-9]+)?(?:[zZ]|[+-][0-9]{{2}}(?::?[0-9]{{2}})?)$"
        ))
    });
    RULE.is_match(text)
}

fn is_email(text: &str) -> bool {
    static RULE: LazyLock<Regex> = LazyLock::new(|| {
        let label = "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?";
        rule(&format!("^[a-zA-Z0-9.!#$%&'*+/=?^_`{{|}}~-]+@{label}(?:[.]{label})*$"))
    });
    RULE.is_match(text)
}

fn is_uri(text: &str) -> bool {
    static RULE: LazyLock<Regex> =
        LazyLock::new(|| rule(&format!("^[a-zA-Z][a-zA-Z0-9+.-]*:(?:/?/)?[^{SPACE}]*$")));
    RULE.is_match(text)
}

fn rule(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern that a unit test compiles")
}

#[cfg(test)]
mod tests {
    use super::holds;

    #[test]
    fn a_date_time_needs_a_zone_and_may_have_any_case_or_a_space() {
        for good in [
            "2026-01-31T09:00:00Z",
            "2026-01-31t09:00:00.123+0100",
            "2026-01-31 23:59:60z",
            "9999-19-39T29:59:59-01",
        ] {
            assert!(holds("date-time", good), "{good}");
        }
        for bad in [
            "2026-01-31",
            "2026-01-31T09:00:00",
            "2026-01-31T09:00Z",
            " 2026-01-31T09:00:00Z",
            "٢026-01-31T09:00:00Z",
            "",
        ] {
            assert!(!holds("date-time", bad), "{bad}");
        }
    }

    #[test]
    fn emails_and_uris_are_checked_and_other_formats_pass() {
        assert!(holds("email", "a.b@x") && !holds("email", "a@") && !holds("email", "a b@x.example"));
        assert!(holds("uri", "urn:x") && !holds("uri", "/x") && !holds("uri", "http://a b"));
        assert!(holds("unheard-of", "anything"));
    }
}
