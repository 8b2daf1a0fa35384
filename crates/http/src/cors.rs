//! Pages of other origins (CORS).

use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::header::ACCESS_CONTROL_REQUEST_METHOD;
use axum::http::{Method, Request};
use axum::middleware::map_request;
use tower_http::cors::{AllowHeaders, AllowOrigin, Any, CorsLayer};

/// How long a page may remember what it was allowed.
const REMEMBER: Duration = Duration::from_secs(3_600);

/// The routes, open to the pages of these origins; `*` for all.
pub(crate) fn opened(router: Router, origins: &[String]) -> Router {
    if origins.is_empty() { router } else { router.layer(layer(origins)).layer(map_request(let_pass)) }
}

fn layer(origins: &[String]) -> CorsLayer {
    let allowed = if origins.iter().any(|origin| origin == "*") {
        AllowOrigin::from(Any)
    } else {
        AllowOrigin::list(origins.iter().filter_map(|origin| origin.parse().ok()))
    };
    CorsLayer::new()
        .allow_origin(allowed)
        .allow_methods(Any)
        .allow_headers(AllowHeaders::mirror_request())
        .expose_headers(Any)
        .max_age(REMEMBER)
}

/// The layer takes every OPTIONS for the question whether a page may ask and answers it itself. One that does not name a method
/// is for the address; its route was found before, so it goes on under a method that the layer lets pass.
async fn let_pass(mut request: Request<Body>) -> Request<Body> {
    if request.method() == Method::OPTIONS && !request.headers().contains_key(ACCESS_CONTROL_REQUEST_METHOD) {
        *request.method_mut() = Method::GET;
    }
    request
}
