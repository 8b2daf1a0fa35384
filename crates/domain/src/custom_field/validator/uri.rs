//! `uri`.

use super::hostname::is_name;
use std::net::{Ipv4Addr, Ipv6Addr};

/// The schemes that the dialect knows, as the newer version writes them.
pub(super) const SCHEMES: [&str; 12] =
    ["http:", "https:", "sip:", "sips:", "ftp:", "ftps:", "ldap:", "ldaps:", "file:", "udp:", "tcp:", "urn:"];

/// A URI of one of the schemes; those of hosts have one behind `//`. Letters beyond ASCII count.
pub(super) fn is_uri(text: &str, schemes: &[&str]) -> bool {
    let Some(colon) = text.find(':') else { return false };
    let (scheme, rest) = text.split_at(colon + 1);
    if !schemes.iter().any(|known| known.eq_ignore_ascii_case(scheme)) || !are_uri_chars(rest) {
        return false;
    }
    match scheme.to_ascii_lowercase().as_str() {
        "sip:" | "sips:" => !rest.is_empty(),
        "urn:" => rest.split_once(':').is_some_and(|(space, name)| space.len() >= 2 && !name.is_empty()),
        "file:" => rest.starts_with('/') && rest.len() > 1,
        "ldap:" | "ldaps:" => {
            rest.strip_prefix("//").is_some_and(|rest| has_host(rest) || rest.starts_with('/'))
        }
        _ => rest.strip_prefix("//").is_some_and(has_host),
    }
}

/// What RFC 3986 allows, with two hexadecimal digits behind each `%`.
fn are_uri_chars(text: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(c);
    let escaped = |rest: &str| rest.len() >= 2 && rest.bytes().take(2).all(|b| b.is_ascii_hexdigit());
    text.chars().all(fits) && text.split('%').skip(1).all(escaped)
}

/// `user@host:port` before the path.
fn has_host(rest: &str) -> bool {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    if let Some((v6, port)) = host.strip_prefix('[').and_then(|host| host.split_once(']')) {
        return v6.parse::<Ipv6Addr>().is_ok()
            && (port.is_empty() || port.strip_prefix(':').is_some_and(is_port));
    }
    let (name, port) = host.split_once(':').unwrap_or((host, ""));
    (is_name(name) || name.parse::<Ipv4Addr>().is_ok()) && is_port(port)
}

/// A port, or none.
fn is_port(port: &str) -> bool {
    port.is_empty() || port.bytes().all(|b| b.is_ascii_digit()) && port.parse::<u16>().is_ok()
}
