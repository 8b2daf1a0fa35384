//! What is left of a request's body when the answer is ready.
//!
//! A refusal (401, 403, 404, 415 …) is decided by the head. If the body comes in a packet of its own, nobody has read it, and
//! closing a connection on unread bytes resets it: the caller may lose the answer, and the next request with it. So the rest is
//! read and thrown away; where there is too much of it the answer says that the connection ends.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::header::{CONNECTION, EXPECT};
use axum::http::{HeaderValue, Request, Response, Version};
use http_body::{Body as _, Frame, SizeHint};
use http_body_util::BodyExt;

/// The most bytes that are thrown away: as many as the largest file has.
const MOST: usize = 24 * 1024 * 1024;
/// How long the next piece of the rest is waited for.
const PAUSE: Duration = Duration::from_millis(250);
/// How long all of it may take.
const PATIENCE: Duration = Duration::from_secs(2);

/// The rest of a body, once its reader has let it go.
pub(crate) struct Rest {
    left: Arc<Mutex<Option<Body>>>,
    /// The caller holds the body back until it is asked for.
    waits: bool,
    version: Version,
}

/// Keeps an eye on a request's body; `None` if it has none.
pub(crate) fn watch(request: Request<Body>) -> (Request<Body>, Option<Rest>) {
    if request.body().is_end_stream() {
        return (request, None);
    }
    let left = Arc::new(Mutex::new(None));
    let waits = request.headers().contains_key(EXPECT);
    let rest = Rest { left: left.clone(), waits, version: request.version() };
    (request.map(|body| Body::new(Watched { body: Some(body), left })), Some(rest))
}

impl Rest {
    /// Throws the rest away before an answer is sent; if that is too much, the answer ends the connection.
    pub(crate) async fn settle(self, response: &mut Response<Body>) {
        let left = self.left.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(body) = left else { return };
        let gone = !self.waits && tokio::time::timeout(PATIENCE, drain(body)).await.unwrap_or(false);
        if !gone && self.version < Version::HTTP_2 {
            response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        }
    }
}

/// Reads to the end; `false` if that is too far away.
async fn drain(mut body: Body) -> bool {
    let mut read = 0;
    while read <= MOST {
        match tokio::time::timeout(PAUSE, body.frame()).await {
            Ok(None) => return true,
            Ok(Some(Ok(frame))) => read += frame.data_ref().map_or(0, Bytes::len),
            Ok(Some(Err(_))) | Err(_) => return false,
        }
    }
    false
}

/// A body that leaves its rest behind when it is dropped before its end.
struct Watched {
    body: Option<Body>,
    left: Arc<Mutex<Option<Body>>>,
}

impl http_body::Body for Watched {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let Some(body) = &mut self.body else { return Poll::Ready(None) };
        let frame = ready!(Pin::new(body).poll_frame(context));
        if !matches!(frame, Some(Ok(_))) {
            self.body = None;
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.as_ref().is_none_or(|body| body.is_end_stream())
    }

    fn size_hint(&self) -> SizeHint {
        self.body.as_ref().map_or_else(|| SizeHint::with_exact(0), |body| body.size_hint())
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        if let Some(body) = self.body.take().filter(|body| !body.is_end_stream()) {
            *self.left.lock().unwrap_or_else(PoisonError::into_inner) = Some(body);
        }
    }
}
