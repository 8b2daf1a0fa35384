//! What the dialect's own kinds of PATCH come as.

/// Makes many batches at once.
pub(crate) const MULTI_BATCH: [&str; 2] =
    ["application/multi-batch+json", "application/vnd.nter.multi-batch+json"];
/// Marks a notification.
pub(crate) const JSON_PATCH: &str = "application/json-patch+json";
/// Says that a step is done.
pub(crate) const CLOSES: [&str; 1] = ["application/json"];
/// Says that a step cannot be done.
pub(crate) const FAILS: [&str; 2] = ["application/vnd.fail-step+json", "application/fail-step+json"];

/// The media types that a PATCH at an address takes; `None` if any JSON will do.
pub(crate) fn patch_types(path: &str) -> Option<String> {
    let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    match parts.as_slice() {
        ["batches"] => Some(MULTI_BATCH.join(", ")),
        ["me", "notifications", _] => Some(JSON_PATCH.to_owned()),
        ["contexts", _, _] => Some([&CLOSES[..], &FAILS[..]].concat().join(", ")),
        _ => None,
    }
}
