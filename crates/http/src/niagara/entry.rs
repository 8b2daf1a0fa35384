//! `GET /`: where a client begins.

use axum::http::header::{ACCEPT, LOCATION, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use docket_domain::entity::EntityType;
use serde_json::{Map, Value, json};

use super::base::Base;
use super::{hal, rel};
use crate::routing::{Routes, routes};

/// Collections that hold no kind of their own: relation and path.
const FURTHER: [(&str, &str); 5] = [
    ("nter:me", "/me"),
    ("nter:facilities", "/facilities"),
    ("nter:ware-houses", "/ware-houses"),
    ("nter:settings-statuses", "/settings/statuses"),
    ("nter:search", "/search"),
];

/// The routes.
pub(super) fn routes<R: Routes>() -> R {
    R::new().routes(routes!(fetch_entry_point))
}

/// The links to all collections and to what signs people in. A browser is led to the console.
#[utoipa::path(get, path = "/", tag = "Entry point", security(()), responses(
    (status = 200, description = "The links", body = Object, content_type = "application/hal+json"),
    (status = 302, description = "To the console, for who would rather have text/html", headers(("Location" = String))),
))]
async fn fetch_entry_point(base: Base, headers: HeaderMap) -> Response {
    let mut response = if prefers_html(&headers) {
        (StatusCode::FOUND, [(LOCATION, "/console")]).into_response()
    } else {
        hal::raw(StatusCode::OK, json!({"_links": links(&base)}).to_string().into_bytes())
    };
    response.headers_mut().insert(VARY, HeaderValue::from_static("accept"));
    response
}

/// Whether the media type that is asked for first is that of a page.
fn prefers_html(headers: &HeaderMap) -> bool {
    let accept = headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let first = accept.split(',').next().unwrap_or_default();
    first.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("text/html")
}

fn links(base: &Base) -> Map<String, Value> {
    let link = |path: &str| json!({"href": format!("{}{path}", base.0)});
    let mut links = Map::new();
    links.insert("self".to_owned(), link("/"));
    for kind in EntityType::ALL.into_iter().filter(|kind| is_listed(*kind)) {
        links.insert(format!("nter:{}", kind.plural()), link(&format!("/{}", kind.plural())));
    }
    for (name, path) in FURTHER {
        links.insert(name.to_owned(), link(path));
    }
    links.insert("oauth:authorize".to_owned(), link("/oauth/authorize"));
    links.insert("oauth:token".to_owned(), link("/oauth/token"));
    let logout = json!({"href": format!("{}/oauth/token", base.0), "method": "DELETE"});
    links.insert("oauth:logout".to_owned(), logout);
    let curie =
        json!({"name": "nter", "href": format!("{}{}/{{rel}}", base.0, rel::PATH), "templated": true});
    links.insert("curies".to_owned(), json!([curie]));
    links
}

/// Cycles are listed below their work order, notes below what they are about, and notifications below the caller.
fn is_listed(kind: EntityType) -> bool {
    !matches!(kind, EntityType::Cycle | EntityType::Note | EntityType::Notification)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_who_asks_for_a_page_first_gets_one() {
        let asks = |accept: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT, HeaderValue::from_static(accept));
            prefers_html(&headers)
        };
        for accept in ["text/html", "Text/HTML;q=0.9, */*", "text/html,application/xhtml+xml"] {
            assert!(asks(accept), "{accept}");
        }
        for accept in ["", "*/*", "application/hal+json, text/html", "text/htmlx"] {
            assert!(!asks(accept), "{accept}");
        }
        assert!(!prefers_html(&HeaderMap::new()));
    }
}
