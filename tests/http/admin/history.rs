//! `/admin/v1/jobs/{num}/history`: what happened to one job.

use serde_json::{Value, json};

use crate::both;
use crate::device::{act, device, job_of};
use crate::harness::{Answer, App, Client};

fn ask(client: &Client, num: &str, query: &str) -> Answer {
    client.ask("GET", &format!("/admin/v1/jobs/{num}/history?{query}")).send()
}

#[track_caller]
fn page(client: &Client, num: &str, query: &str) -> (Vec<Value>, Option<String>) {
    let page = ask(client, num, query).expect(200).json();
    (page["events"].as_array().expect("events").clone(), page["next"].as_str().map(str::to_owned))
}

/// What happened, as name and version.
fn short(events: &[Value]) -> Vec<(&str, i64)> {
    events
        .iter()
        .map(|event| (event["name"].as_str().expect("a name"), event["version"].as_i64().expect("a version")))
        .collect()
}

/// A job's two lives, dispatched and worked on in the second.
fn live(app: &App) {
    app.put("1", json!({"Title": "a"})).expect(201);
    app.delete("1").expect(200);
    app.put("1", job_of("ann", json!({"Title": "b"}))).expect(201);
    act(&device(app, "ann"), "1", "start", 1).expect(200);
    app.patch("1", json!({"UserName": "bob", "Title": "c"})).expect(200);
    app.delete("1").expect(200);
}

const LIVES: [(&str, i64); 10] = [
    ("JOB.cancelled", 6),
    ("JOB.deleted", 6),
    ("JOB.dispatched", 5),
    ("JOB.recalled", 5),
    ("JOB.updated", 5),
    ("JOB.started", 4),
    ("JOB.dispatched", 3),
    ("JOB.created", 3),
    ("JOB.deleted", 2),
    ("JOB.created", 1),
];

both! {
    fn a_history_is_told_newest_first_also_of_a_deleted_job_and_its_earlier_lives(app) {
        live(app);
        app.get("1").expect(404);
        let (events, next) = page(app, "1", "");
        assert_eq!((short(&events), next), (LIVES.to_vec(), None));
        assert_eq!(events[1]["changes"]["Title"], json!({"old": "c"}));
        assert_eq!(events[4]["changes"]["Title"], json!({"old": "b", "new": "c"}));
        assert_eq!(events[9]["changes"], json!({"Title": {"new": "a"}, "OrderNum": {"new": "1"}}));
        assert_eq!((&events[3]["data"], events[3].get("changes")), (&json!({"UserName": "ann"}), None));
        assert!(events.iter().all(|event| event["key"] == "1" && event["entity"] == "job"));
    }

    fn pages_join_without_a_gap_even_within_a_version(app) {
        live(app);
        let all = page(app, "1", "").0;
        for limit in [1, 2, 3, 7] {
            let (mut joined, mut before) = (Vec::new(), String::new());
            loop {
                let (events, next) = page(app, "1", &format!("limit={limit}{before}"));
                joined.extend(events);
                match next {
                    Some(next) => before = format!("&before={next}"),
                    None => break,
                }
            }
            assert_eq!(joined, all, "{limit} at once");
        }
        let earlier = page(app, "1", "before=5").0;
        assert_eq!(short(&earlier), LIVES[5..]);
        assert_eq!(page(app, "1", "before=1"), (vec![], None));
    }

    fn a_job_that_never_was_has_no_history(app) {
        app.put("1", json!({})).expect(201);
        ask(app, "2", "").expect(404);
        ask(&app.stranger(), "1", "").expect(404);
        ask(&app.caller("event:read"), "1", "").expect(403);
        ask(&app.caller("workorder:read"), "1", "").expect(200);
    }

    fn a_bad_place_or_limit_is_refused(app) {
        app.put("1", json!({})).expect(201);
        for query in ["limit=0", "limit=1001", "limit=x", "before=x", "before=-1", "before=1:x", "before=1:-1", "before=:", "before=99999999999999999999"] {
            ask(app, "1", query).expect(400);
        }
        ask(app, "%00", "").expect(400);
    }
}
