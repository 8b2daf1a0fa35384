//! Serial numbers of units.

/// A serial number as it stands on the device, without the prefix that all units of its part share. One that does not begin
/// with the prefix, or is nothing else, stays as it is.
#[must_use]
pub fn without_prefix<'a>(raw: &'a str, prefix: Option<&str>) -> &'a str {
    let rest = prefix.and_then(|prefix| raw.strip_prefix(prefix));
    rest.filter(|rest| !rest.is_empty()).unwrap_or(raw)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_prefix_that_is_there_is_taken_off() {
        for (raw, prefix, serial) in [
            ("ABCDEF123456", Some("ABC"), "DEF123456"),
            ("DEF123456", Some("ABC"), "DEF123456"),
            ("XABC1", Some("ABC"), "XABC1"),
            ("ABC", Some("ABC"), "ABC"),
            ("ABC1", Some(""), "ABC1"),
            ("ABC1", None, "ABC1"),
        ] {
            assert_eq!(without_prefix(raw, prefix), serial, "{raw} {prefix:?}");
        }
    }
}
