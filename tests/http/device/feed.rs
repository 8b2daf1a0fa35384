//! The stream of a technician's notices.

use std::time::{Duration, Instant};

use serde_json::json;

use super::{ack, device, job_of, notices};
use crate::both;
use crate::harness::{App, Client, Engine};

const FEED: &str = "/device/v1/feed";
const SECOND: Duration = Duration::from_secs(1);

/// A token taken back by its id.
fn issued(app: &App, user: &str) -> (String, Client) {
    let body = json!({"subject": user, "rights": "device:use", "expires_in": 3_600});
    let token = app.ask("POST", "/admin/v1/tokens").json(body).send().expect(201).json();
    (
        token["id"].as_str().expect("a text").to_owned(),
        app.with_token(token["token"].as_str().expect("a text")),
    )
}

both! {
    fn what_waits_comes_first_and_then_what_happens(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({}))).expect(201);
        app.put("2", job_of("ann", json!({}))).expect(201);
        app.put("3", job_of("ann", json!({}))).expect(201);
        ack(&ann, 1).expect(200);
        let mut feed = ann.stream(FEED, None);
        let waiting = feed.take(2);
        assert_eq!(waiting.iter().map(|message| message.id.as_str()).collect::<Vec<_>>(), ["2", "3"]);
        assert!(waiting.iter().all(|message| message.event == "notice"));
        feed.is_silent_for(Duration::from_millis(200));
        let began = Instant::now();
        app.patch("1", json!({"Title": "t"})).expect(200);
        let news = feed.next();
        assert!(began.elapsed() < SECOND, "after {:?}", began.elapsed());
        assert_eq!(
            (news.id.as_str(), &news.data["kind"], &news.data["job"]["Title"]),
            ("4", &json!("update"), &json!("t"))
        );
    }

    fn a_message_is_the_notice_as_the_list_has_it(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({"Title": "Ä\n2"}))).expect(201);
        app.patch("1", json!({"UserName": "bob"})).expect(200);
        let messages = ann.stream(FEED, None).take(2);
        let data: Vec<_> = messages.into_iter().map(|message| message.data).collect();
        assert_eq!(data, notices(&ann));
    }

    fn it_resumes_behind_the_last_notice_that_the_device_has(app) {
        let ann = device(app, "ann");
        for num in ["1", "2", "3"] {
            app.put(num, job_of("ann", json!({}))).expect(201);
        }
        assert_eq!(ann.stream(FEED, Some("1")).next().id, "2");
        assert_eq!(ann.stream(&format!("{FEED}?after=2"), None).next().id, "3");
        assert_eq!(ann.stream(&format!("{FEED}?after=2"), Some("1")).next().id, "2", "the header goes first");
        let mut behind = ann.stream(FEED, Some("3"));
        behind.is_silent_for(Duration::from_millis(200));
        app.delete("1").expect(200);
        assert_eq!(behind.next().id, "4");
    }

    fn a_number_that_was_never_given_begins_with_what_waits(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({}))).expect(201);
        app.put("2", job_of("ann", json!({}))).expect(201);
        ack(&ann, 1).expect(200);
        assert_eq!(ann.stream(FEED, Some("99")).next().id, "2");
    }

    fn a_device_that_has_acknowledged_everything_hears_only_what_is_new(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({}))).expect(201);
        ack(&ann, 1).expect(200);
        let mut feed = ann.stream(FEED, None);
        feed.is_silent_for(Duration::from_millis(200));
        app.delete("1").expect(200);
        let last = feed.next();
        assert_eq!((last.id.as_str(), &last.data["kind"]), ("2", &json!("cancel")));
    }

    fn two_feeds_of_a_technician_hear_the_same_and_another_technicians_hears_nothing(app) {
        let (ann, bob) = (device(app, "ann"), device(app, "bob"));
        let (mut phone, mut tablet, mut other) =
            (ann.stream(FEED, None), ann.stream(FEED, None), bob.stream(FEED, None));
        app.put("1", job_of("ann", json!({}))).expect(201);
        app.patch("1", json!({"Title": "t"})).expect(200);
        app.delete("1").expect(200);
        let ids = |messages: Vec<crate::harness::Message>| {
            messages.into_iter().map(|message| (message.id, message.data["kind"].clone())).collect::<Vec<_>>()
        };
        let heard = ids(phone.take(3));
        assert_eq!(heard, ids(tablet.take(3)));
        assert_eq!(
            heard,
            [
                ("1".to_owned(), json!("dispatch")),
                ("2".to_owned(), json!("update")),
                ("3".to_owned(), json!("cancel"))
            ]
        );
        other.is_silent_for(Duration::from_millis(200));
    }

    fn it_ends_when_the_token_is_taken_back(app) {
        let (id, ann) = issued(app, "ann");
        let mut feed = ann.stream(FEED, None);
        app.put("1", job_of("ann", json!({}))).expect(201);
        feed.next();
        app.ask("DELETE", &format!("/admin/v1/tokens/{id}")).send().expect(204);
        feed.ends_within(2 * SECOND);
        ann.ask("GET", FEED).send().expect(401);
    }

    fn a_bad_place_is_refused_before_anything_is_streamed(app) {
        let ann = device(app, "ann");
        for place in ["x", "-1", "1.5", "99999999999999999999"] {
            ann.ask("GET", FEED).header("last-event-id", place).send().expect(400);
            ann.ask("GET", &format!("{FEED}?after={place}")).send().expect(400);
        }
        app.caller("workorder:*").ask("GET", FEED).send().expect(403);
    }
}

#[test]
fn a_feed_on_one_node_hears_within_a_second_what_another_node_did() {
    let app = App::start(Engine::Postgres);
    let other = app.another_node();
    let ann = device(&app, "ann");
    let mut feed = other.with_token(ann.token()).stream(FEED, None);
    feed.is_silent_for(Duration::from_millis(100));
    let began = Instant::now();
    app.put("1", job_of("ann", json!({}))).expect(201);
    assert_eq!(feed.next().id, "1");
    assert!(began.elapsed() < 2 * SECOND, "after {:?}", began.elapsed());
}
