//! The stream of a technician's notices.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use docket_app::{Op, device};
use docket_domain::Fault;
use docket_store::Topic;
use serde::Deserialize;

use super::wire;
use crate::asker::{self, Asker};
use crate::failure::Result;
use crate::params::Params;
use crate::refusals::ProblemListing;
use crate::service::Service;
use crate::stream::{self, Chunk};

/// Where the stream begins.
#[derive(Deserialize)]
pub(crate) struct Wanted {
    after: Option<String>,
}

/// The notices as they come (server-sent events), from the first that is not acknowledged on.
///
/// Each event has the name `notice`, the notice's id as its id and a `DeviceNotice` as its data. A notice can come more
/// than once; it is acknowledged by `POST /device/v1/notices/{id}/ack`. A comment every 15 seconds tells that the stream
/// lives.
#[utoipa::path(get, path = "/device/v1/feed", tag = "Devices",
    params(
        ("Last-Event-ID" = Option<i64>, Header, minimum = 0, nullable = false, description = "The id of the last notice that the device has"),
        ("after" = Option<i64>, Query, minimum = 0, description = "The same; the header goes first")),
    responses(
        (status = 200, description = "The stream", body = String, content_type = "text/event-stream"),
        ProblemListing))]
pub(crate) async fn device_feed(
    State(service): State<Service>,
    Asker(op): Asker,
    Params(wanted): Params<Wanted>,
    headers: HeaderMap,
) -> Result<Response> {
    let after = match stream::last_event_id(&headers) {
        Some(id) => Some(("Last-Event-ID", id)),
        None => wanted.after.as_deref().map(|after| ("after", after)),
    };
    let after = after.map(|(name, text)| number(name, text)).transpose()?;
    let feed = device::Feed::open(&op, after).await?;
    let token = asker::token(&headers)?.to_owned();
    Ok(stream::answer(&service, op, token, Notices { feed }))
}

/// Reads the number of a notice.
pub(super) fn number(name: &str, text: &str) -> Result<i64, Fault> {
    let read = text.parse::<i64>().ok().filter(|number| *number >= 0);
    read.ok_or_else(|| Fault::parameter(name, "must be the id of a notice").with_value(&text.into()))
}

struct Notices {
    feed: device::Feed,
}

impl stream::Feed for Notices {
    fn topic(&self, op: &Op) -> Topic {
        device::Feed::topic(op)
    }

    async fn next(&mut self, op: &Op) -> docket_app::Result<Chunk> {
        let mut chunk = Chunk::default();
        if let Some(notice) = self.feed.next(op).await? {
            let data = wire::Notice::of(&notice)?.to_json()?;
            chunk.message(&notice.row.n.to_string(), "notice", &data);
            chunk.more = true;
        }
        Ok(chunk)
    }
}
