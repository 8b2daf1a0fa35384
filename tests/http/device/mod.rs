//! `/device/v1`: what technicians' phones use.

mod actions;
mod feed;
mod late;
mod names;
mod notices;
mod order;
mod patch;
mod photos;
mod products;
mod promise;
mod reading;
mod reasons;
mod receipt;
mod repeats;
pub mod uploads;

use serde_json::{Value, json};

use crate::harness::{Answer, App, Client};

const START: &str = "2026-11-21T10:00:00.000Z";
/// When the technician tapped, by the device's clock.
pub const AT: &str = "2026-11-21T08:30:00.000Z";

/// The device of a technician: a token that may do nothing but that.
#[track_caller]
pub fn device(app: &Client, user: &str) -> Client {
    let body = json!({"subject": user, "rights": "device:use", "expires_in": 3_600});
    let token = app.ask("POST", "/admin/v1/tokens").json(body).send().expect(201).json();
    app.with_token(token["token"].as_str().expect("a token"))
}

/// A job of this technician's, with these properties besides.
pub fn job_of(user: &str, more: Value) -> Value {
    let mut job = json!({"UserName": user, "PlannedStartDate": START});
    let (Some(members), Value::Object(more)) = (job.as_object_mut(), more) else {
        panic!("more properties come as an object")
    };
    members.extend(more);
    job
}

/// The id of a device's n-th report.
pub fn id(n: usize) -> String {
    format!("0192f0c1-0000-7000-8000-{n:012}")
}

/// Reports an action with a body.
#[track_caller]
pub fn report(device: &Client, num: &str, action: &str, body: Value) -> Answer {
    device.ask("POST", &format!("/device/v1/jobs/{num}/{action}")).json(body).send()
}

/// Reports an action that needs no more than an id and the time.
#[track_caller]
pub fn act(device: &Client, num: &str, action: &str, n: usize) -> Answer {
    report(device, num, action, json!({"id": id(n), "at": AT}))
}

/// Changes a job on the device.
#[track_caller]
pub fn change(device: &Client, num: &str, n: usize, body: Value) -> Answer {
    device.ask("PATCH", &format!("/device/v1/jobs/{num}")).header("Action-Id", &id(n)).json(body).send()
}

/// The technician's notices, page by page.
#[track_caller]
pub fn notices(device: &Client) -> Vec<Value> {
    let (mut all, mut after) = (Vec::new(), 0);
    loop {
        let path = format!("/device/v1/notices?after={after}&limit=3");
        let page = device.ask("GET", &path).send().expect(200).json();
        let notices = page["notices"].as_array().expect("notices");
        if notices.is_empty() {
            return all;
        }
        all.extend(notices.iter().cloned());
        after = page["next"].as_i64().expect("next");
    }
}

/// The technician's notices as number, kind and job.
#[track_caller]
pub fn told(device: &Client) -> Vec<(i64, String, String)> {
    let text = |notice: &Value, name: &str| notice[name].as_str().expect("a text").to_owned();
    let short =
        |notice: &Value| (notice["id"].as_i64().expect("an id"), text(notice, "kind"), text(notice, "num"));
    notices(device).iter().map(short).collect()
}

/// The same, as a test writes it.
pub fn list(expected: &[(i64, &str, &str)]) -> Vec<(i64, String, String)> {
    expected.iter().map(|&(id, kind, num)| (id, kind.to_owned(), num.to_owned())).collect()
}

/// Acknowledges a notice.
#[track_caller]
pub fn ack(device: &Client, n: i64) -> Answer {
    device.ask("POST", &format!("/device/v1/notices/{n}/ack")).send()
}

/// What happened to a job, oldest first.
#[track_caller]
pub fn events(app: &App, num: &str) -> Vec<Value> {
    let path = format!("/admin/v1/jobs/{num}/history?limit=1000");
    let mut events =
        app.ask("GET", &path).send().expect(200).json()["events"].as_array().expect("events").clone();
    events.reverse();
    events
}

/// The word after the dot of an error's `type`.
#[track_caller]
pub fn code(answer: &Answer) -> String {
    let kind = answer.json()["type"].as_str().expect("a type").to_owned();
    kind.rsplit('#').next().unwrap_or_default().to_owned()
}
