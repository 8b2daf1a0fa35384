//! The log as pages and as a stream.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use docket_app::{Op, log};
use docket_store::Topic;
use docket_store::event::Cursor;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::shape::Event;
use crate::answer;
use crate::asker::{Asker, token};
use crate::failure::Result;
use crate::params::{Params, limit};
use crate::refusals::ProblemListing;
use crate::service::Service;
use crate::stream::{self, Chunk, Feed};

/// The usual number of events on a page, and in one go of a stream.
const USUAL: i64 = 100;
/// The most events on a page.
const MOST: i64 = 1_000;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// The place to begin behind: an event's id, the `next` of a page, `now` for the end; absent: the beginning
    after: Option<String>,
    /// How many events at most: 1 to 1000, else 100
    limit: Option<String>,
}

/// A page of the log.
#[derive(Serialize, ToSchema)]
pub(crate) struct EventPage {
    /// What happened, oldest first: what the caller may see of it.
    events: Vec<Event>,
    /// The `after` of the next page. When it is the `after` that was asked with, there is no more yet.
    next: String,
}

/// Read what happened.
///
/// With `Accept: text/event-stream` a stream of the same events as they happen: `id` is the event's, `event` its name, `data` the
/// event. It resumes behind `Last-Event-ID`.
#[utoipa::path(get, path = "/events/v1", tag = "Events",
    params(Asked, ("Last-Event-ID" = Option<String>, Header, description = "Of a stream: the place to resume behind")),
    responses((status = 200, description = "A page of the log, or a stream of it",
        content((EventPage = "application/json"), (String = "text/event-stream"))), ProblemListing))]
pub(crate) async fn get_events(
    State(service): State<Service>,
    Asker(op): Asker,
    Params(asked): Params<Asked>,
    headers: HeaderMap,
) -> Result<Response> {
    let limit = limit(asked.limit.as_deref(), USUAL, MOST)?;
    if stream::is_wanted(&headers) {
        let resumed = stream::last_event_id(&headers);
        let name = if resumed.is_some() { "Last-Event-ID" } else { "after" };
        let after = log::place(&op, name, resumed.or(asked.after.as_deref())).await?;
        let token = token(&headers)?.to_owned();
        return Ok(stream::answer(&service, op, token, Log { after, limit }));
    }
    let after = log::place(&op, "after", asked.after.as_deref()).await?;
    let page = log::events(&op, after, limit).await?;
    let events = page.events.into_iter().map(Event::from).collect();
    Ok(answer::json(&EventPage { events, next: page.next.to_string() }))
}

/// The log as a stream.
struct Log {
    after: Cursor,
    limit: i64,
}

impl Feed for Log {
    fn topic(&self, op: &Op) -> Topic {
        Topic::Log(op.tenant())
    }

    async fn next(&mut self, op: &Op) -> docket_app::Result<Chunk> {
        let page = log::events(op, self.after, self.limit).await?;
        let mut chunk = Chunk::default();
        chunk.more = page.more;
        let mut reached = self.after.to_string();
        for shown in page.events {
            reached.clone_from(&shown.id);
            let name = shown.name.clone();
            let event = serde_json::to_vec(&Event::from(shown)).unwrap_or_default();
            chunk.message(&reached, &name, &event);
        }
        self.after = page.next;
        let next = page.next.to_string();
        if next != reached {
            // What the caller may not see lies behind too.
            chunk.place(&next);
        }
        Ok(chunk)
    }
}
