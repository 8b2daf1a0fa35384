//! The log as a stream.

use std::time::Duration;

use serde_json::{Value, json};

use super::{events, page};
use crate::both;
use crate::harness::{App, Engine};

both! {
    fn a_stream_from_now_on_tells_what_happens_with_old_and_new(app) {
        app.put("1", json!({"Title": "a"})).expect(201);
        events(app, "0", 1);
        let mut stream = app.stream("/events/v1?after=now", None);
        stream.is_silent_for(Duration::from_millis(200));
        app.patch("1", json!({"Title": "b"})).expect(200);
        let message = stream.next();
        assert_eq!((message.event.as_str(), &message.data["name"]), ("JOB.updated", &json!("JOB.updated")));
        assert_eq!(message.data["changes"], json!({"Title": {"old": "a", "new": "b"}}));
        assert_eq!(message.data["id"], json!(message.id));
    }

    fn a_stream_resumes_behind_the_last_event_and_tells_what_the_pages_do(app) {
        let after = page(app, "now", 1).1;
        for num in ["1", "2", "3", "4"] {
            app.put(num, json!({})).expect(201);
        }
        let all = events(app, &after, 4);
        let told: Vec<Value> = app.stream("/events/v1?limit=2", Some(&after)).take(4).into_iter().map(|message| message.data).collect();
        assert_eq!(told, all);
        let second = all[1]["id"].as_str().expect("an id");
        let mut stream = app.stream(&format!("/events/v1?after={after}"), Some(second));
        assert_eq!(stream.next().data, all[2], "the header goes first");
        assert_eq!(stream.next().data, all[3]);
        stream.is_silent_for(Duration::from_millis(100));
    }

    fn a_stream_tells_only_what_the_bearer_may_read_and_ends_with_the_token(app) {
        let body = json!({"subject": "program", "rights": "event:read,account:read", "expires_in": 3_600});
        let token = app.ask("POST", "/admin/v1/tokens").json(body).send().expect(201).json();
        let mut stream = app.with_token(token["token"].as_str().expect("a token")).stream("/events/v1?after=now", None);
        app.put("1", json!({})).expect(201);
        app.ask("PUT", "/seiapi/v3/trans/Account/1").json(json!({})).send().expect(201);
        assert_eq!(stream.next().event, "ACCOUNT.created");
        app.ask("DELETE", &format!("/admin/v1/tokens/{}", token["id"].as_str().expect("an id"))).send().expect(204);
        stream.ends_within(Duration::from_secs(2));
    }

    fn a_stream_needs_a_good_place(app) {
        for place in ["x", "-1", "1.2.3"] {
            let ask = app.ask("GET", "/events/v1").header("accept", "text/event-stream");
            ask.header("last-event-id", place).send().expect(400);
        }
    }
}

#[test]
fn streams_in_which_nothing_happens_say_every_quarter_of_a_minute_that_they_are_there() {
    let app = App::start(Engine::Sqlite);
    let ann = json!({"UserID": "ann", "IsMobileWorker": true, "Activated": true});
    app.ask("PUT", "/seiapi/v3/trans/User/ann").json(ann).send().expect(201);
    let device = app.with_token(&app.token_with(&["--subject", "ann", "--grant", "device:use"]));
    let mut streams = [app.stream("/events/v1?after=now", None), device.stream("/device/v1/feed", None)];
    for stream in &mut streams {
        stream.beats_within(Duration::from_secs(20));
    }
}
