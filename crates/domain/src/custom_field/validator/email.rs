//! `email_address`: how an address is written; its host is not looked up.

use super::address::is_ip;
use super::hostname::is_name;

/// The limits of RFC 5321, in bytes.
const MAX_LOCAL: usize = 64;
const MAX_ADDRESS: usize = 254;

/// `local@domain`; the domain has a dot, or is an IP address in brackets. Lengths count when `strict`.
pub(super) fn is_address(text: &str, strict: bool) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let short = local.len() <= MAX_LOCAL && text.len() <= MAX_ADDRESS;
    (short || !strict) && (is_dot_atom(local) || is_quoted(local)) && is_domain(domain)
}

fn is_dot_atom(local: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
    local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(fits))
}

/// `"any text"`: a quote or backslash within stands behind a backslash.
fn is_quoted(local: &str) -> bool {
    let Some(inner) = local.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else { return false };
    let mut escaped = false;
    for c in inner.chars() {
        match c {
            _ if c.is_control() => return false,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return false,
            _ => {}
        }
    }
    !escaped && !inner.is_empty()
}

fn is_domain(domain: &str) -> bool {
    match domain.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(literal) => {
            is_ip(literal, true, false)
                || literal.strip_prefix("IPv6:").is_some_and(|ip| is_ip(ip, false, true))
        }
        None => is_name(domain) && domain.trim_end_matches('.').contains('.') && !domain.ends_with('.'),
    }
}
