//! The characters of a table: UTF-8, or what spreadsheets on Windows write when nobody tells them otherwise.

use std::borrow::Cow;

use docket_domain::Fault;

/// The characters 0x80 to 0x9F of Windows-1252; the five that it leaves open are the control characters of Latin 1.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The text of a table, without the mark that tells the order of bytes.
pub(super) fn text<'a>(bytes: &'a [u8], charset: Option<&str>) -> Result<Cow<'a, str>, Fault> {
    let charset = charset.map(|name| name.trim_matches('"').to_ascii_lowercase());
    match charset.as_deref() {
        None | Some("utf-8" | "utf8" | "us-ascii") => {
            let text = std::str::from_utf8(bytes).map_err(|_| {
                let reason = "is not UTF-8; if it is Windows-1252, say so: Content-Type: text/csv; charset=windows-1252";
                Fault::at("$", reason)
            })?;
            Ok(text.strip_prefix('\u{feff}').unwrap_or(text).into())
        }
        Some("windows-1252" | "cp1252" | "iso-8859-1" | "latin1") => Ok(bytes.iter().map(windows).collect()),
        Some(other) => {
            let reason = "is written in a charset that is not read here: use utf-8 or windows-1252";
            Err(Fault::at("$", reason).with_value(&other.into()))
        }
    }
}

fn windows(byte: &u8) -> char {
    match byte {
        0x80..=0x9f => WINDOWS[usize::from(byte - 0x80)],
        other => char::from(*other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_windows_writes_is_read() {
        let text = text(b"M\xfcller \x80 \x96 \xdf", Some("windows-1252")).expect("a text");
        assert_eq!(text, "Müller € – ß");
    }

    #[test]
    fn what_is_no_utf_8_is_refused_with_a_way_out() {
        let fault = text(b"M\xfcller", None).expect_err("no UTF-8");
        assert!(fault.reason.contains("windows-1252"));
        assert!(text(b"x", Some("ebcdic")).is_err());
        assert_eq!(text("\u{feff}a".as_bytes(), Some("\"UTF-8\"")).expect("a text"), "a");
    }
}
