//! Event streams (`text/event-stream`): what follows a place in a feed, as it comes.
//!
//! A stream waits for its topic before it reads, so that nothing falls between reading and waiting; it reads at least once a
//! second without being woken, and asks as often whether its token still holds.

use std::convert::Infallible;
use std::future::pending;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use docket_app::{Op, Result, access};
use docket_store::Topic;
use tokio::sync::watch;
use tokio::time::{Instant, timeout_at};

use crate::service::Service;

/// How long a stream waits for its topic before it reads all the same.
const POLL: Duration = Duration::from_secs(1);
/// How long a stream is silent at most.
const HEART_BEAT: Duration = Duration::from_secs(15);
/// The first words: how long a client waits before it connects again, in milliseconds.
const HELLO: &[u8] = b"retry: 1000\n\n";

/// What is streamed.
pub(crate) trait Feed: Send + 'static {
    /// What tells that there may be more to read.
    fn topic(&self, op: &Op) -> Topic;

    /// Reads what follows and moves on behind it. Checks the caller's rights: they may have changed since the last time.
    fn next(&mut self, op: &Op) -> impl Future<Output = Result<Chunk>> + Send;
}

/// Some messages of a stream.
#[derive(Debug, Default)]
pub(crate) struct Chunk {
    /// The messages, written by [`Chunk::message`].
    text: Vec<u8>,
    /// There is more to read at once.
    pub more: bool,
}

impl Chunk {
    /// Adds a message: the place to resume from, what kind of message it is, one line of JSON.
    pub(crate) fn message(&mut self, id: &str, name: &str, data: &[u8]) {
        for part in [b"id: ", id.as_bytes(), b"\nevent: ", name.as_bytes(), b"\ndata: ", data, b"\n\n"] {
            self.text.extend_from_slice(part);
        }
    }

    /// Moves the place to resume from without a message.
    pub(crate) fn place(&mut self, id: &str) {
        for part in [b"id: ", id.as_bytes(), b"\n\n"] {
            self.text.extend_from_slice(part);
        }
    }
}

/// Whether a caller wants a stream rather than a page.
pub(crate) fn is_wanted(headers: &HeaderMap) -> bool {
    headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok()).any(|value| {
        value.split(',').any(|kind| {
            kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("text/event-stream")
        })
    })
}

/// The place that a client that connects again has reached.
pub(crate) fn last_event_id(headers: &HeaderMap) -> Option<&str> {
    headers.get("last-event-id").and_then(|value| value.to_str().ok()).filter(|id| !id.is_empty())
}

/// Answers with a stream of a feed; `token` is the caller's, as it came.
pub(crate) fn answer(service: &Service, op: Op, token: String, feed: impl Feed) -> Response {
    let woken = op.app.db.signals().subscribe(feed.topic(&op));
    let stream = Stream {
        feed,
        op,
        token,
        woken,
        stopping: service.stopping.clone(),
        spoke: Instant::now(),
        greeted: false,
        more: true,
    };
    let body = futures_util::stream::unfold(stream, |mut stream| async move {
        let text = stream.next().await?;
        Some((Ok::<_, Infallible>(text), stream))
    });
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("text/event-stream")),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
        // A proxy must not wait for more before it hands on what it has.
        (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no")),
    ];
    (headers, Body::from_stream(body)).into_response()
}

/// A stream under way.
struct Stream<F> {
    feed: F,
    op: Op,
    token: String,
    woken: watch::Receiver<()>,
    stopping: watch::Receiver<bool>,
    /// When something was sent last.
    spoke: Instant,
    greeted: bool,
    /// There is more to read at once.
    more: bool,
}

impl<F: Feed> Stream<F> {
    /// The next bytes; `None` ends the stream, and the client connects again where it was.
    async fn next(&mut self) -> Option<Bytes> {
        if !self.greeted {
            self.greeted = true;
            return Some(Bytes::from_static(HELLO));
        }
        loop {
            if !self.more {
                self.wait().await;
            }
            if *self.stopping.borrow() || self.stopping.has_changed().is_err() {
                return None;
            }
            let chunk = match self.read().await {
                Ok(chunk) => chunk,
                Err(error) => {
                    tracing::debug!(%error, "a stream ended");
                    return None;
                }
            };
            self.more = chunk.more;
            let text = match chunk.text {
                text if !text.is_empty() => Bytes::from(text),
                _ if self.spoke.elapsed() >= HEART_BEAT => Bytes::from_static(b":\n\n"),
                _ => continue,
            };
            self.spoke = Instant::now();
            return Some(text);
        }
    }

    /// Reads what follows, as who the caller is now: a session is remembered for a second.
    async fn read(&mut self) -> Result<Chunk> {
        let app = self.op.app.clone();
        self.op.caller = access::authenticate(&app, &self.token).await?;
        self.op.now = app.clock.now();
        self.feed.next(&self.op).await
    }

    /// Waits for the topic, the end of the server or the next poll.
    async fn wait(&mut self) {
        let until = Instant::now() + POLL;
        let woken = async {
            // Once nobody wakes the topic any more, only the poll is left.
            if self.woken.changed().await.is_err() {
                pending::<()>().await;
            }
        };
        let stopped = async { self.stopping.wait_for(|stopping| *stopping).await.is_ok() };
        tokio::select! {
            _ = timeout_at(until, woken) => {}
            _ = stopped => {}
        }
    }
}
