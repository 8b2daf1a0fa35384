//! The page on which people sign in: one document, nothing from elsewhere, no script.

use std::sync::LazyLock;

use axum::body::Body;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS,
};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use docket_app::access::oauth::Checked;
use sha2::{Digest, Sha256};

use super::refusal::Said;

const STYLE: &str = include_str!("page.css");
const PAGE: &str = include_str!("page.html");

/// The style's place in the policy.
static STYLE_HASH: LazyLock<String> = LazyLock::new(|| BASE64_STANDARD.encode(Sha256::digest(STYLE)));

/// What is shown besides the form.
pub(super) struct Shown<'a> {
    /// The form's token.
    pub form: &'a str,
    /// What is in the field for the name.
    pub username: &'a str,
    /// What went wrong before.
    pub error: Option<&'a str>,
}

/// The page, with a status that says how it came to be shown.
pub(super) fn show(status: StatusCode, checked: &Checked, shown: &Shown<'_>) -> Response {
    let asked = &checked.asked;
    let hidden = [
        ("tenant", asked.tenant.as_deref()),
        ("client_id", asked.client_id.as_deref()),
        ("response_type", asked.response_type.as_deref()),
        ("redirect_uri", asked.redirect_uri.as_deref()),
        ("state", asked.state.as_deref()),
        ("scope", asked.scope.as_deref()),
        ("code_challenge", asked.code_challenge.as_deref()),
        ("code_challenge_method", asked.code_challenge_method.as_deref()),
        ("form", Some(shown.form)),
    ];
    let hidden: String = hidden
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .map(|(name, value)| format!("<input type=\"hidden\" name=\"{name}\" value=\"{}\">\n", escape(value)))
        .collect();
    let error = shown.error.map(|words| format!("<p class=\"error\" role=\"alert\">{}</p>\n", escape(words)));
    let (name, password) = if shown.username.is_empty() { (" autofocus", "") } else { ("", " autofocus") };
    let page = fill(&[
        ("style", STYLE),
        ("label", &escape(&checked.label)),
        ("error", error.as_deref().unwrap_or_default()),
        ("hidden", &hidden),
        ("username", &escape(shown.username)),
        ("focus-name", name),
        ("focus-password", password),
    ]);
    let mut response = Response::new(Body::from(page));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    if let Ok(policy) = HeaderValue::try_from(policy(&checked.redirect)) {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    response.extensions_mut().insert(Said);
    response
}

/// Nothing but the style and the form. Browsers hold the redirect after the form against `form-action` too.
fn policy(redirect: &str) -> String {
    let style = &*STYLE_HASH;
    let target = origin(redirect);
    format!(
        "default-src 'none'; style-src 'sha256-{style}'; form-action 'self'{target}; frame-ancestors 'none'; base-uri 'none'"
    )
}

/// The origin of an address for a policy, or its scheme where it has none; empty for a path of our own.
fn origin(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once(':').filter(|_| !address.starts_with('/')) else {
        return String::new();
    };
    let fits = |c: &char| c.is_ascii_alphanumeric() || ".-:[]".contains(*c);
    match rest.strip_prefix("//").filter(|_| scheme.starts_with("http")) {
        Some(rest) => format!(" {scheme}://{}", rest.chars().take_while(fits).collect::<String>()),
        None => format!(" {scheme}:"),
    }
}

/// The page with its places filled; what is filled in is not looked at again.
fn fill(places: &[(&str, &str)]) -> String {
    let mut page = String::new();
    for (index, part) in PAGE.split("{{").enumerate() {
        let (name, rest) = if index == 0 { ("", part) } else { part.split_once("}}").unwrap_or(("", part)) };
        page.extend(places.iter().filter(|(place, _)| *place == name).map(|(_, value)| *value));
        page.push_str(rest);
    }
    page
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_lets_the_form_lead_to_the_clients_origin_and_nowhere_else() {
        assert_eq!(origin("/console/back"), "");
        assert_eq!(origin("https://a.example:8443/back?x"), " https://a.example:8443");
        assert_eq!(origin("http://[::1]:5000/"), " http://[::1]:5000");
        assert_eq!(origin("https://a.example;script-src/"), " https://a.example");
        assert_eq!(origin("com.example.app:/back"), " com.example.app:");
    }

    #[test]
    fn what_is_filled_in_cannot_leave_its_place() {
        assert_eq!(escape("\"><script>'&"), "&quot;&gt;&lt;script&gt;&#39;&amp;");
        let page = fill(&[("label", "{{hidden}}"), ("hidden", "H")]);
        assert!(page.contains("{{hidden}}") && page.contains('H') && page.starts_with("<!doctype html>"));
    }
}
