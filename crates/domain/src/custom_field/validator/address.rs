//! `ip_address` and `mac_address`.

use std::net::{Ipv4Addr, Ipv6Addr};

/// An address of one of the versions asked for.
pub(super) fn is_ip(text: &str, v4: bool, v6: bool) -> bool {
    v4 && text.parse::<Ipv4Addr>().is_ok() || v6 && text.parse::<Ipv6Addr>().is_ok()
}

/// Twelve hexadecimal digits: bare, in pairs parted by `:` or `-`, or in fours parted by `.`.
pub(super) fn is_mac(text: &str) -> bool {
    let groups = |separator: char, count: usize, width: usize| {
        let is_group = |group: &str| group.len() == width && group.bytes().all(|b| b.is_ascii_hexdigit());
        text.split(separator).count() == count && text.split(separator).all(is_group)
    };
    groups(':', 6, 2) || groups('-', 6, 2) || groups('.', 3, 4) || groups(':', 1, 12)
}
