//! The cookie that ties the sign-in form to the browser that was shown it.

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use docket_app::access::oauth::{FORM_LIFETIME, new_visit};

/// The name of the cookie.
const NAME: &str = "docket_sign_in";

/// The browser's visit, if it sent one of ours.
pub(super) fn visit(headers: &HeaderMap) -> Option<String> {
    let all = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let pairs = all.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let fits = |value: &str| {
        value.len() == new_visit().len()
            && value.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
    };
    pairs
        .filter(|(name, _)| *name == NAME)
        .map(|(_, value)| value)
        .find(|value| fits(value))
        .map(str::to_owned)
}

/// `Set-Cookie` for a visit: only for the sign-in page, only from pages of our own, and not for scripts.
pub(super) fn set(visit: &str) -> Option<HeaderValue> {
    let seconds = FORM_LIFETIME / 1000;
    let cookie =
        format!("{NAME}={visit}; Path=/oauth/authorize; Max-Age={seconds}; HttpOnly; SameSite=Strict");
    HeaderValue::try_from(cookie).ok()
}
