//! What the log tells of the things of this dialect, and whom.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::access::someone;
use super::floor::floor;
use super::relations::relate;
use super::world::{customer, get, location, make, order, program, project, project_of, put};
use crate::both;
use crate::events::page;
use crate::harness::{App, Client};
use crate::seiapi::export;

/// The events of the whole log that are wanted, as soon as there are so many.
#[track_caller]
pub fn told(client: &Client, count: usize, is_wanted: impl Fn(&Value) -> bool) -> Vec<Value> {
    let began = Instant::now();
    loop {
        let mut events = page(client, "0", 1000).0;
        events.retain(&is_wanted);
        if events.len() >= count {
            return events;
        }
        assert!(began.elapsed() < Duration::from_secs(10), "{} events instead of {count}", events.len());
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// The events about one thing, as soon as there are so many.
#[track_caller]
fn about(client: &Client, key: &str, count: usize) -> Vec<Value> {
    told(client, count, |event| event["key"] == key)
}

fn names(events: &[Value]) -> Vec<&str> {
    events.iter().map(|event| event["name"].as_str().expect("a name")).collect()
}

/// The whole log as far as it stands now: on PostgreSQL an event is shown once no older transaction is open, so this
/// makes a last thing and waits until that is told.
#[track_caller]
pub fn whole(client: &Client) -> Vec<Value> {
    about(client, &location(client, "Last"), 1);
    page(client, "0", 1000).0
}

/// Waits until the log shows everything, and takes what somebody sees of the things of this dialect: kinds and keys.
#[track_caller]
fn seen(app: &App, somebody: &Client) -> Vec<(String, String)> {
    whole(app);
    let events = page(somebody, "0", 1000).0;
    let of = |event: &Value, name: &str| event[name].as_str().expect("a text").to_owned();
    let is_ours = |kind: &str| kind.bytes().all(|b| b.is_ascii_uppercase()) && kind != "LOC";
    let mut seen: Vec<_> = events.iter().map(|event| (of(event, "entity"), of(event, "key"))).collect();
    seen.retain(|(kind, _)| is_ours(kind));
    seen.dedup();
    seen
}

both! {
    fn a_change_is_told_with_what_changed(app) {
        let acme = customer(app, "Acme");
        put(app, &format!("/customers/{acme}"), json!({"label": "Ajax", "allowed_statuses": []})).expect(200);
        put(app, &format!("/customers/{acme}"), json!({"label": "Ajax", "allowed_statuses": []})).expect(200);
        app.ask("DELETE", &format!("/customers/{acme}")).send().expect(205);
        let told = about(app, &acme, 3);
        assert_eq!(names(&told), ["CUS.created", "CUS.changed", "CUS.deleted"]);
        assert!(told.iter().all(|event| event["entity"] == "CUS" && event["actor"] == "tester"));
        assert_eq!(told[0]["changes"]["label"], json!({"new": "Acme"}));
        assert_eq!(told[1]["changes"], json!({"label": {"old": "Acme", "new": "Ajax"}}));
        assert_eq!(told[2]["changes"]["label"], json!({"old": "Ajax"}));
    }

    fn every_version_of_a_long_history_is_told_as_it_was(app) {
        let acme = customer(app, "Acme 0");
        let path = format!("/customers/{acme}");
        for number in 1..=70 {
            put(app, &path, json!({"label": format!("Acme {number}"), "allowed_statuses": []})).expect(200);
        }
        let told = about(app, &acme, 71);
        for (number, event) in told.iter().enumerate().skip(1) {
            let wanted = json!({"label": {"old": format!("Acme {}", number - 1), "new": format!("Acme {number}")}});
            assert_eq!((&event["changes"], &event["version"]), (&wanted, &json!(number + 1)));
        }
    }

    fn where_a_thing_went_is_told_beside(app) {
        let stores = project(app);
        let program = get(app, &format!("/projects/{stores}"))["program"]["program_id"].as_str().expect("an id").to_owned();
        let sites = project_of(app, &program);
        let work = make(app, "work-orders", order(&stores, "W"));
        put(app, &format!("/work-orders/{work}"), order(&sites, "W")).expect(200);
        let told = about(app, &work, 4);
        assert_eq!(names(&told), ["WOR.created", "WOR.changed", "WOR.moved-from", "WOR.moved-to"]);
        assert_eq!(told[1]["changes"], json!({"project_id": {"old": stores, "new": sites}}));
        assert!(told[2]["changes"].is_null());
    }

    fn everybody_is_told_of_what_they_may_read(app) {
        let acme = customer(app, "Acme");
        let north = program(app, &acme);
        let stores = project_of(app, &north);
        let work = make(app, "work-orders", order(&stores, "W"));
        let note = json!({"label": "n", "text": "secret"});
        let note = app.ask("POST", &format!("/work-orders/{work}/notes")).json(note).send().expect(201).json();
        let note = note["note_id"].as_str().expect("an id");
        let pair = |kind: &str, key: &str| (kind.to_owned(), key.to_owned());
        let tree = [pair("CUS", &acme), pair("PGM", &north), pair("PRJ", &stores), pair("WOR", &work)];
        for (rights, wanted) in [
            ("event:read", vec![]),
            ("event:read,customer:read", tree[..1].to_vec()),
            ("event:read,project:read", vec![]),
            ("event:read,note:read", vec![]),
            ("event:read,project:read,program:read,customer:read", tree[..3].to_vec()),
        ] {
            assert_eq!(seen(app, &app.caller(rights)), wanted, "{rights}");
        }
        let reader = app.caller("event:read,work-order:read,project:read,program:read,customer:read,note:read");
        // The note is told of beside its work order, which was told of it.
        let mut all = tree.to_vec();
        all.extend([pair("NOTE", note), pair("WOR", &work)]);
        assert_eq!(seen(app, &reader), all);

        let ann = someone(app, "ann", "event:read");
        assert_eq!(seen(app, &ann), []);
        relate(app, &format!("/work-orders/{work}"), "viewer", "USER", "ann").expect(201);
        assert_eq!(seen(app, &ann), [pair("WOR", &work)]);
        relate(app, &format!("/projects/{stores}"), "owner", "USER", "ann").expect(201);
        assert!(seen(app, &ann).contains(&pair("NOTE", note)));
        assert!(!seen(app, &ann).contains(&pair("CUS", &acme)));
        assert_eq!(seen(app, &app.caller("event:read,workorder:read")), []);
        let bob = someone(app, "bob", "event:read");
        relate(app, &format!("/work-orders/{work}"), "viewer", "USER", "bob").expect(201);
        assert!(seen(app, &bob).contains(&pair("WOR", &work)));
        app.ask("DELETE", &format!("/work-orders/{work}")).send().expect(205);
        // A right outlives the thing, a relation does not; the notes go with it.
        let left = [tree.to_vec(), vec![pair("PRJ", &stores), pair("WOR", &work)]].concat();
        let told: Vec<_> = seen(app, &reader).into_iter().filter(|(kind, _)| kind != "NOTE").collect();
        assert!(left.iter().all(|one| told.contains(one)), "{told:?}");
        assert!(seen(app, &ann).contains(&pair("WOR", &work)));
        assert_eq!(seen(app, &bob), []);
    }

    fn a_cycle_is_told_of_to_who_may_read_its_work_order(app) {
        let floor = floor(app, 2);
        let cycle = format!("{}_1", floor.order);
        app.ask("DELETE", &format!("/work-orders/{}/cycles/{cycle}", floor.order)).send().expect(200);
        let told = about(app, &cycle, 1);
        assert_eq!(names(&told), ["CYC.status-changed"]);
        assert_eq!((&told[0]["entity"], &told[0]["data"]["to"]), (&json!("CYC"), &json!("CANCELLED")));
        let of_cycle = |events: Vec<Value>| events.iter().filter(|event| event["entity"] == "CYC").count();
        let ann = someone(app, "ann", "event:read");
        assert_eq!(of_cycle(page(&ann, "0", 1000).0), 0);
        relate(app, &format!("/work-orders/{}", floor.order), "viewer", "USER", "ann").expect(201);
        assert_eq!(of_cycle(page(&ann, "0", 1000).0), 1);
        let rights = "event:read,work-order:read,project:read,program:read,customer:read";
        assert_eq!(of_cycle(page(&app.caller(rights), "0", 1000).0), 1);
    }

    fn a_stranger_is_told_nothing_and_the_export_feed_holds_jobs_only(app) {
        let here = location(app, "Here");
        about(app, &here, 1);
        let theirs = page(&app.stranger(), "0", 1000).0;
        assert!(theirs.iter().all(|event| event["key"] != json!(here)));
        app.put("1214", json!({"Title": "t"})).expect(201);
        about(app, "1214", 1);
        let rows = export::rows(app, "api", "0", 1).0;
        let nums: Vec<&Value> = rows.iter().map(|row| &row["WorkOrder"]["OrderNum"]).collect();
        assert_eq!(nums, ["1214"], "{rows:?}");
    }
}
