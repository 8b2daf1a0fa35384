//! `/admin/v1/replies`: what became of what was sent to technicians.

use serde_json::{Value, json};

use crate::both;
use crate::device::{act, device, job_of};
use crate::harness::{Answer, Client};

fn ask(client: &Client, query: &str) -> Answer {
    client.ask("GET", &format!("/admin/v1/replies?{query}")).send()
}

/// The jobs that there is something to say of, with what it is.
#[track_caller]
fn said(client: &Client, query: &str) -> Vec<(String, String)> {
    let text = |reply: &Value, name: &str| reply[name].as_str().expect("a text").to_owned();
    let page = ask(client, query).expect(200).json();
    let replies = page["replies"].as_array().expect("replies");
    replies.iter().map(|reply| (text(reply, "num"), text(reply, "state"))).collect()
}

fn pairs(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter().map(|(num, state)| ((*num).to_owned(), (*state).to_owned())).collect()
}

both! {
    fn what_became_of_a_dispatch_is_told_until_the_next_one(app) {
        for num in ["1", "2", "3"] {
            app.put(num, job_of("ann", json!({}))).expect(201);
        }
        assert_eq!(said(app, ""), []);
        let ann = device(app, "ann");
        act(&ann, "1", "accept", 1).expect(200);
        app.patch("2", json!({"UserName": {}})).expect(200);
        assert_eq!(said(app, ""), pairs(&[("1", "accepted"), ("2", "recalled")]));
        assert_eq!(said(app, "filters=UserName==ann"), pairs(&[("1", "accepted")]));
        assert_eq!(said(app, "sort=-OrderNum&limit=2"), pairs(&[("2", "recalled")]));
        assert_eq!(said(app, "start=1&limit=2"), pairs(&[("2", "recalled")]));
        app.patch("2", json!({"UserName": "bob"})).expect(200);
        app.patch("1", json!({"UserName": "bob"})).expect(200);
        assert_eq!(said(app, ""), []);
        act(&device(app, "bob"), "1", "accept", 2).expect(200);
        app.patch("1", json!({"UserName": {}})).expect(200);
        assert_eq!(said(app, ""), pairs(&[("1", "recalled")]));
        app.delete("1").expect(200);
        app.put("1", json!({"Title": "Another life"})).expect(201);
        assert_eq!(said(app, ""), []);
    }

    fn replies_are_for_those_who_may_read_jobs_and_ask_rightly(app) {
        ask(&app.caller("device:use"), "").expect(403);
        ask(app, "filters=Nonsense==1").expect(400);
        ask(app, "limit=1001").expect(400);
        ask(app, "start=-1").expect(400);
        app.put("1", job_of("ann", json!({}))).expect(201);
        act(&device(app, "ann"), "1", "accept", 1).expect(200);
        assert_eq!(said(&app.stranger(), ""), []);
    }
}
