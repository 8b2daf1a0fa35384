//! Parts of addresses.

/// A number or an id as a part of an address: everything but unreserved characters is percent-encoded.
#[must_use]
pub fn escape(part: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let mut escaped = String::with_capacity(part.len());
    for byte in part.bytes() {
        if plain(byte) {
            escaped.push(char::from(byte));
        } else {
            escaped += &format!("%{byte:02X}");
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn only_unreserved_characters_stand_as_they_are() {
        assert_eq!(escape("a-Z_0.~"), "a-Z_0.~");
        assert_eq!(escape("a/b ä%"), "a%2Fb%20%C3%A4%25");
    }
}
