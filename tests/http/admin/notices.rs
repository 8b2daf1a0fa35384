//! `/admin/v1/notices`: what technicians were told.

use serde_json::{Value, json};

use crate::both;
use crate::device::{ack, device, job_of};
use crate::harness::{App, Client};

#[track_caller]
fn list(client: &Client, query: &str) -> Vec<Value> {
    let page = client.ask("GET", &format!("/admin/v1/notices?{query}")).send().expect(200).json();
    assert_eq!(page["next"], Value::Null, "one page");
    page["notices"].as_array().expect("notices").clone()
}

fn text<'n>(notice: &'n Value, name: &str) -> &'n str {
    notice[name].as_str().expect("a text")
}

/// Technician, number, kind and job.
fn short(notices: &[Value]) -> Vec<(&str, i64, &str, &str)> {
    let short = |notice| {
        let id = notice_id(notice);
        (text(notice, "user"), id, text(notice, "kind"), text(notice, "num"))
    };
    notices.iter().map(short).collect()
}

fn notice_id(notice: &Value) -> i64 {
    notice["id"].as_i64().expect("an id")
}

/// Two notices to ann, of which the first is acknowledged, and three to bob.
fn tell(app: &App) {
    for (num, user) in [("1", "ann"), ("2", "bob"), ("3", "bob")] {
        // Notices of one moment have no order among technicians.
        app.put(num, job_of(user, json!({}))).expect(201);
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    app.patch("1", json!({"Title": "t"})).expect(200);
    std::thread::sleep(std::time::Duration::from_millis(2));
    app.delete("2").expect(200);
    ack(&device(app, "ann"), 1).expect(200);
}

both! {
    fn notices_are_listed_newest_first_by_technician_job_and_state(app) {
        tell(app);
        let all = list(app, "");
        let expected = [("bob", 3, "cancel", "2"), ("ann", 2, "update", "1"), ("bob", 2, "dispatch", "3"), ("bob", 1, "dispatch", "2"), ("ann", 1, "dispatch", "1")];
        assert_eq!(short(&all), expected);
        assert_eq!(short(&list(app, "user=ann")), [expected[1], expected[4]]);
        assert_eq!(short(&list(app, "job=2")), [expected[0], expected[3]]);
        assert_eq!(short(&list(app, "state=acked")), [expected[4]]);
        assert_eq!(short(&list(app, "state=pending")), expected[..4]);
        assert_eq!(short(&list(app, "user=bob&job=3&state=pending")), [expected[2]]);
        assert_eq!(list(app, "user=nobody"), Vec::<Value>::new());
        assert_eq!(list(app, "user=Ann"), Vec::<Value>::new());
        assert_eq!(list(&app.stranger(), ""), Vec::<Value>::new());
        assert!(all[4]["acked"].is_string() && all[..4].iter().all(|notice| notice["acked"] == Value::Null));
        assert_eq!((&all[1]["version"], all[1]["created"].is_string()), (&json!(2), true));
    }

    fn pages_join_without_a_gap(app) {
        tell(app);
        for filter in ["", "&user=bob", "&state=pending"] {
            let all = list(app, filter);
            let (mut joined, mut after) = (Vec::new(), String::new());
            loop {
                let page = app.ask("GET", &format!("/admin/v1/notices?limit=2{filter}{after}")).send().expect(200).json();
                joined.extend(page["notices"].as_array().expect("notices").iter().cloned());
                match page["next"].as_str() {
                    Some(next) => after = format!("&after={next}"),
                    None => break,
                }
            }
            assert_eq!(joined, all);
        }
    }

    fn a_bad_parameter_is_refused(app) {
        for query in ["state=old", "state=", "limit=0", "limit=1001", "after=x", "after=", "after=WzEsMiwzXQ"] {
            app.ask("GET", &format!("/admin/v1/notices?{query}")).send().expect(400);
        }
    }
}
