//! What an e-mail address looks like.

/// The longest address that mail takes.
const LONGEST: usize = 254;

/// Whether a text can be an e-mail address: something, an @, and a domain, of the characters that need no quotes.
pub(crate) fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let in_local = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&b);
    let dots = |part: &str| part.split('.').all(|word| !word.is_empty());
    let label = |word: &str| {
        !word.is_empty()
            && word.len() <= 63
            && !word.starts_with('-')
            && !word.ends_with('-')
            && word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    text.len() <= LONGEST
        && local.len() <= 64
        && dots(local)
        && local.bytes().all(in_local)
        && domain.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[test]
    fn an_address_has_a_name_and_a_domain() {
        for right in ["a@b", "ann.lee+x@mail.example.com", "o'neil@x-y.example"] {
            assert!(is_address(right), "{right}");
        }
        let long = format!("{}@example.com", "a".repeat(65));
        for wrong in [
            "",
            "a",
            "@b",
            "a@",
            "a b@c",
            "a@b c",
            "a@-b",
            "a..b@c",
            "a@b..c",
            "a@b\r\nBcc: x@y",
            "ü@b",
            &long,
        ] {
            assert!(!is_address(wrong), "{wrong}");
        }
    }
}
