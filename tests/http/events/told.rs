//! What the log tells whom.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{events, page};
use crate::both;
use crate::device::{act, device, id, job_of};
use crate::harness::App;

/// Something of everything: an account and its location, a user, a job.
fn change_everything(app: &App) {
    app.ask("PUT", "/seiapi/v3/trans/Account/1029").json(json!({"Name": "a"})).send().expect(201);
    app.ask("PUT", "/seiapi/v3/trans/Account/1029/Location/1030")
        .json(json!({"Name": "l"}))
        .send()
        .expect(201);
    app.ask("PUT", "/seiapi/v3/trans/User/ann").json(json!({"LastName": "Lee"})).send().expect(201);
    app.put("1214", json!({"Title": "t"})).expect(201);
    app.ask("PUT", "/seiapi/v3/trans/Account/1029").json(json!({"Name": "b"})).send().expect(200);
    app.ask("DELETE", "/seiapi/v3/trans/Account/1029").send().expect(200);
}

fn names(events: &[Value]) -> Vec<&str> {
    events.iter().map(|event| event["name"].as_str().expect("a name")).collect()
}

both! {
    fn master_data_is_told_by_kind_and_number_with_what_changed(app) {
        let after = page(app, "now", 1).1;
        change_everything(app);
        let told = events(app, &after, 7);
        assert_eq!(names(&told), ["ACCOUNT.created", "LOCATION.created", "USER.created", "JOB.created", "ACCOUNT.updated", "ACCOUNT.deleted", "LOCATION.deleted"]);
        let keys: Vec<&Value> = told.iter().map(|event| &event["key"]).collect();
        assert_eq!(keys, ["1029", "1029/1030", "ann", "1214", "1029", "1029", "1029/1030"]);
        assert_eq!(told[4]["changes"], json!({"Name": {"old": "a", "new": "b"}}));
        assert_eq!(told[5]["changes"], json!({"AccountNum": {"old": "1029"}, "Name": {"old": "b"}}));
        assert_eq!((&told[6]["entity"], &told[6]["version"]), (&json!("location"), &json!(2)));
    }

    fn everybody_is_told_of_what_they_may_read_and_the_place_moves_on_over_the_rest(app) {
        let after = page(app, "now", 1).1;
        change_everything(app);
        let end = { events(app, &after, 7); page(app, &after, 1000).1 };
        for (rights, expected) in [
            ("event:read,workorder:read", &["JOB.created"][..]),
            ("event:read,account:read", &["ACCOUNT.created", "ACCOUNT.updated", "ACCOUNT.deleted"]),
            ("event:read,accountloc:read,user:read", &["LOCATION.created", "USER.created", "LOCATION.deleted"]),
            ("event:read,asset:read", &[]),
        ] {
            let (told, next) = page(&app.caller(rights), &after, 1000);
            assert_eq!(names(&told), expected, "{rights}");
            // The new tokens themselves may be told of in between or behind.
            let place = |cursor: &str| cursor.split('.').map(|part| part.parse::<i64>().expect("a number")).collect::<Vec<_>>();
            assert!(place(&next) >= place(&end), "{next} before {end}");
        }
        app.caller("workorder:read").ask("GET", "/events/v1").send().expect(403);
        assert!(page(&app.stranger(), "0", 1000).0.iter().all(|event| event["key"] != "1214"));
    }

    fn pages_of_any_size_join_to_the_same_log(app) {
        let after = page(app, "now", 1).1;
        change_everything(app);
        let all = events(app, &after, 7);
        for limit in [1, 2, 3, 5] {
            let (mut place, mut joined) = (after.clone(), Vec::new());
            loop {
                let (told, next) = page(app, &place, limit);
                assert!(told.len() <= limit);
                if next == place {
                    break;
                }
                joined.extend(told);
                place = next;
            }
            assert_eq!(joined, all, "{limit} at once");
        }
        for (place, event) in all.iter().enumerate() {
            assert_eq!(page(app, event["id"].as_str().expect("an id"), 1000).0, all[place + 1..]);
        }
    }

    fn a_large_value_is_only_measured(app) {
        let after = page(app, "now", 1).1;
        app.put("1", json!({"Title": "t", "Remarks": "x".repeat(5_000)})).expect(201);
        let told = events(app, &after, 1);
        assert_eq!(told[0]["changes"]["Remarks"], json!({"new": {"omitted": true, "bytes": 5_002}}));
        assert_eq!(told[0]["changes"]["Title"], json!({"new": "t"}));
    }

    fn what_a_device_did_is_told_with_both_times(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({}))).expect(201);
        let after = page(app, "now", 1).1;
        let said = act(&ann, "1", "start", 1).expect(200).json();
        let began = Instant::now();
        let started = loop {
            let told = page(app, &after, 100).0;
            if let Some(started) = told.iter().find(|event| event["name"] == "JOB.started") {
                break started.clone();
            }
            assert!(began.elapsed() < Duration::from_secs(10), "{told:?}");
        };
        assert_eq!((&started["source"], &started["actor"]), (&json!("mob"), &json!("ann")));
        assert_eq!(started["data"], json!({"id": id(1), "action": "start", "at": said["at"], "received": said["received"]}));
        assert_eq!(started["changes"]["OrderStatus"], json!({"new": "7"}));
    }
}
