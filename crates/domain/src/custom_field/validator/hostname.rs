//! `hostname`: how a name is written; it is not looked up.

/// The kinds of DNS record that `record_type` may name.
pub(super) const RECORD_TYPES: [&str; 41] = [
    "A",
    "AAAA",
    "AFSDB",
    "APL",
    "CAA",
    "CDNSKEY",
    "CDS",
    "CERT",
    "CNAME",
    "CSYNC",
    "DHCID",
    "DLV",
    "DNAME",
    "DNSKEY",
    "DS",
    "HIP",
    "IPSECKEY",
    "KEY",
    "KX",
    "LOC",
    "MX",
    "NAPTR",
    "NS",
    "NSEC",
    "NSEC3",
    "NSEC3PARAM",
    "OPENPGPKEY",
    "PTR",
    "RRSIG",
    "RP",
    "SIG",
    "SMIMEA",
    "SOA",
    "SRV",
    "SSHFP",
    "TA",
    "TKEY",
    "TLSA",
    "TSIG",
    "TXT",
    "URI",
];

const MAX_NAME: usize = 253;
const MAX_LABEL: usize = 63;

/// A name of hosts: labels of letters, digits and inner hyphens, the last not a number. Letters beyond ASCII count.
pub(super) fn is_name(text: &str) -> bool {
    is_dotted(text, is_label)
}

/// As [`is_name`]; a name of records that are no host's address may have labels like `_tcp`.
pub(super) fn is_name_of(text: &str, record_type: &str) -> bool {
    let of_host = matches!(record_type, "A" | "AAAA");
    is_dotted(text, |label| is_label(label) || !of_host && label.strip_prefix('_').is_some_and(is_label))
}

fn is_dotted(text: &str, is_label: impl Fn(&str) -> bool) -> bool {
    let name = text.strip_suffix('.').unwrap_or(text);
    let numeric_end = name.rsplit('.').next().is_some_and(|last| last.bytes().all(|b| b.is_ascii_digit()));
    name.len() <= MAX_NAME && !numeric_end && name.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() || c == '-';
    let bare = !label.starts_with('-') && !label.ends_with('-');
    !label.is_empty() && label.len() <= MAX_LABEL && bare && label.chars().all(fits)
}
