//! Numbers and ids as parts of addresses.

pub(crate) use docket_domain::url::escape;
