//! The pages that the binary carries: the office's app below `/console`, the technicians' below `/tech`, the description of the
//! API at `/docs`. Nothing of them comes from elsewhere.
//!
//! The apps are files that draw themselves in the browser. Every address below the two is answered with one page, which then
//! shows what the address means.

use std::io::Read;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use flate2::read::GzDecoder;

use crate::description::takes_gzip;

/// The files, each packed with gzip, by their paths in ascending order; those of the apps are missing if they were not built.
#[derive(Debug, Clone, Copy)]
pub struct Web {
    files: &'static [(&'static str, &'static [u8])],
}

/// The page that draws every other of the apps.
const PAGE: &str = "app.html";
/// The page that shows the description of the API.
const DOCS: &str = "docs/index.html";
/// What has a hash of its content in its name.
const FOR_EVER: &str = "_app/immutable/";

/// Everything comes from here. The page begins with a script of its own, and styles are set on elements that are dragged.
const POLICY: &str = "default-src 'self'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; \
                      style-src 'self' 'unsafe-inline'; img-src 'self' data: blob: https: http:; connect-src 'self' https: http:; \
                      worker-src 'self' blob:; object-src 'none'; base-uri 'self'; frame-ancestors 'none'";

const NOT_BUILT: &str = "<!doctype html><title>Docket</title><p>This program was built without its web apps. \
                         Build them with <code>cargo xtask web</code>, then build the program again.</p>";

impl Web {
    /// The files, packed before and in the order of their paths.
    #[must_use]
    pub const fn packed(files: &'static [(&'static str, &'static [u8])]) -> Self {
        Self { files }
    }

    fn find(self, path: &str) -> Option<&'static [u8]> {
        let place = self.files.binary_search_by_key(&path, |(name, _)| name).ok()?;
        self.files.get(place).map(|(_, packed)| *packed)
    }
}

/// The routes of the pages.
pub(crate) fn routes(web: Web) -> Router {
    let page = get(|State(web): State<Web>, asked: HeaderMap| async move { answer(web, PAGE, &asked) });
    let docs = get(|State(web): State<Web>, asked: HeaderMap| async move { answer(web, DOCS, &asked) });
    let mut router = Router::new().route("/_app/{*path}", get(part_of_apps));
    router =
        router.route("/docs", docs.clone()).route("/docs/", docs).route("/docs/{*path}", get(part_of_docs));
    for app in ["/console", "/tech"] {
        router = router.route(app, page.clone()).route(&format!("{app}/{{*path}}"), page.clone());
    }
    // Besides those, what lies at the top: the icon, the manifest, the service worker.
    for (path, _) in web.files.iter().filter(|(path, _)| !path.contains('/') && *path != PAGE) {
        let file =
            get(move |State(web): State<Web>, asked: HeaderMap| async move { answer(web, path, &asked) });
        router = router.route(&format!("/{path}"), file);
    }
    router.with_state(web)
}

async fn part_of_apps(State(web): State<Web>, Path(path): Path<String>, asked: HeaderMap) -> Response {
    answer(web, &format!("_app/{path}"), &asked)
}

async fn part_of_docs(State(web): State<Web>, Path(path): Path<String>, asked: HeaderMap) -> Response {
    answer(web, &format!("docs/{path}"), &asked)
}

fn answer(web: Web, path: &str, asked: &HeaderMap) -> Response {
    let Some(packed) = web.find(path) else {
        let page = if path == PAGE { NOT_BUILT } else { "" };
        return (StatusCode::NOT_FOUND, Html(page)).into_response();
    };
    let kept = if path.starts_with(FOR_EVER) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let head = [
        (CONTENT_TYPE, kind(path)),
        (CACHE_CONTROL, kept),
        (VARY, "accept-encoding"),
        (CONTENT_SECURITY_POLICY, POLICY),
        (HeaderName::from_static("x-content-type-options"), "nosniff"),
        (HeaderName::from_static("referrer-policy"), "same-origin"),
    ];
    if takes_gzip(asked) {
        return (head, [(CONTENT_ENCODING, "gzip")], packed).into_response();
    }
    let mut whole = Vec::new();
    match GzDecoder::new(packed).read_to_end(&mut whole) {
        Ok(_) => (head, whole).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// The media type of a file.
fn kind(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "wasm" => "application/wasm",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
