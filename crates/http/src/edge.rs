//! What happens to every request and every response: an id, the dialect's form for errors, a measure.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use axum::body::Body;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderName, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, Request, Response, StatusCode};
use futures_util::FutureExt;
use metrics::{Counter, Histogram};
use tower::ServiceExt;

use crate::failure::Failure;
use crate::niagara::{self, problem};
use crate::{oauth, options, rest};

/// The header that names a request, in both directions.
pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The outermost layer.
pub(crate) struct Edge<Plain, Packed> {
    plain: Plain,
    packed: Packed,
    /// Says 410 for a missing object of the ServiceMobility dialect.
    missing_is_gone: bool,
    boot: u32,
    next: AtomicU64,
    figures: Figures,
}

/// Answers a request.
pub(crate) trait Answer: Send + Sync + 'static {
    /// The response; never an error.
    fn answer(self: Arc<Self>, request: Request<Body>) -> impl Future<Output = Response<Body>> + Send;
}

impl<Plain, Packed> Edge<Plain, Packed> {
    /// `plain` answers as it is, `packed` compresses; `boot` tells the ids of this run from others'.
    pub(crate) fn new(plain: Plain, packed: Packed, missing_is_gone: bool, boot: u32) -> Self {
        Self { plain, packed, missing_is_gone, boot, next: AtomicU64::new(1), figures: Figures::new() }
    }

    /// The caller's own id if it is a decent one, else a new one.
    fn id(&self, request: &Request<Body>) -> HeaderValue {
        if let Some(id) = request.headers().get(REQUEST_ID)
            && (1..=128).contains(&id.len())
            && id.to_str().is_ok()
        {
            return id.clone();
        }
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        HeaderValue::try_from(format!("{:08x}-{number:x}", self.boot))
            .unwrap_or(HeaderValue::from_static("-"))
    }
}

impl<Plain, Packed> Answer for Edge<Plain, Packed>
where
    Plain: tower::Service<Request<Body>, Response = Response<Body>, Error = std::convert::Infallible>,
    Plain: Clone + Send + Sync + 'static,
    Plain::Future: Send,
    Packed: tower::Service<Request<Body>, Response = Response<Body>, Error = std::convert::Infallible>,
    Packed: Clone + Send + Sync + 'static,
    Packed::Future: Send,
{
    async fn answer(self: Arc<Self>, request: Request<Body>) -> Response<Body> {
        let began = Instant::now();
        let id = self.id(&request);
        let form = Form::of(request.uri().path());
        let offered = options::asked(&request);
        let (request, rest) = rest::watch(request);
        let packs = request.headers().contains_key(axum::http::header::ACCEPT_ENCODING);
        let answered = async {
            if packs {
                self.packed.clone().oneshot(request).await
            } else {
                self.plain.clone().oneshot(request).await
            }
        };
        let mut response = match AssertUnwindSafe(answered).catch_unwind().await {
            Ok(Ok(response)) => response,
            Ok(Err(never)) => match never {},
            Err(_) => {
                tracing::error!(request.id = ?id, "a handler panicked");
                let mut response = Response::new(Body::empty());
                *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
                response
            }
        };
        if let Some(path) = offered {
            options::answer(&path, &mut response);
        }
        let said = response.extensions_mut().remove::<oauth::Said>().is_some();
        if response.status().as_u16() >= 400 && !said {
            if response.status().is_server_error() {
                let failure = response.extensions().get::<Failure>();
                let reason = failure.map_or("", |failure| &failure.reason);
                tracing::error!(request.id = ?id, status = response.status().as_u16(), reason, "a request failed");
            }
            if form == Form::OAuth {
                oauth::phrase(&mut response);
            } else {
                self.phrase(&mut response, form);
            }
        }
        if let Some(rest) = rest {
            rest.settle(&mut response).await;
        }
        response.headers_mut().insert(REQUEST_ID, id);
        self.figures.count(response.status(), began);
        response
    }
}

impl<Plain, Packed> Edge<Plain, Packed> {
    /// Gives an error response its body, in the form of what was asked.
    fn phrase(&self, response: &mut Response<Body>, form: Form) {
        let failure = match response.extensions_mut().remove::<Failure>() {
            Some(failure) => failure,
            None => Failure::of_status(response.status()),
        };
        let mut failure = failure;
        if form == Form::ServiceMobility && self.missing_is_gone && failure.code == "not-found" {
            failure.status = StatusCode::GONE;
            *response.status_mut() = StatusCode::GONE;
        }
        let kind = match form {
            Form::ServiceMobility => "application/json",
            Form::Niagara | Form::OAuth | Form::Own => "application/problem+json",
        };
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        response.headers_mut().remove(CONTENT_LENGTH);
        if failure.status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        *response.body_mut() = Body::from(match form {
            Form::Niagara => problem::render(&failure),
            Form::ServiceMobility | Form::OAuth | Form::Own => failure.render(),
        });
    }
}

/// The form of an error.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// The standard response object.
    ServiceMobility,
    /// A problem document with the members that the dialect documents.
    Niagara,
    /// The error object of OAuth.
    OAuth,
    /// A problem of our own APIs.
    Own,
}

impl Form {
    fn of(path: &str) -> Self {
        if path.starts_with("/seiapi/") || path == "/createjwt" {
            Form::ServiceMobility
        } else if niagara::owns(path) {
            Form::Niagara
        } else if oauth::owns(path) {
            Form::OAuth
        } else {
            Form::Own
        }
    }
}

/// The figures of all requests.
struct Figures {
    classes: [Counter; 5],
    seconds: Histogram,
}

impl Figures {
    fn new() -> Self {
        let classes = ["1xx", "2xx", "3xx", "4xx", "5xx"];
        Self {
            classes: classes.map(|class| metrics::counter!("docket_http_requests_total", "status" => class)),
            seconds: metrics::histogram!("docket_http_request_seconds"),
        }
    }

    fn count(&self, status: StatusCode, began: Instant) {
        let class = usize::from(status.as_u16() / 100).clamp(1, 5) - 1;
        self.classes[class].increment(1);
        self.seconds.record(began.elapsed());
    }
}
