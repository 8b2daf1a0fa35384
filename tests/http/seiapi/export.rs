//! `/seiapi/v3/export/WorkOrder`: how another system learns what was changed.

mod as_of;

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::both;
use crate::harness::{App, Client};

/// One page: its rows and the place behind it.
#[track_caller]
pub fn page(client: &Client, src: &str, rowver: &str, limit: usize) -> (Vec<Value>, String) {
    let path = format!("/seiapi/v3/export/WorkOrder?src={src}&rowver={rowver}&limit={limit}");
    let page = client.ask("GET", &path).send().expect(200).json();
    let rowver = page["rowver"].as_str().expect("rowver is a string").to_owned();
    (page["rows"].as_array().expect("rows").clone(), rowver)
}

/// At least so many rows. A transaction of anybody on the same PostgreSQL can hold the log back for a while.
#[track_caller]
pub fn rows(client: &Client, src: &str, rowver: &str, count: usize) -> (Vec<Value>, String) {
    let began = Instant::now();
    loop {
        let (rows, next) = page(client, src, rowver, 100);
        if rows.len() >= count {
            return (rows, next);
        }
        assert!(began.elapsed() < Duration::from_secs(10), "{} rows instead of {count}", rows.len());
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn titles(rows: &[Value]) -> Vec<&str> {
    rows.iter().map(|row| row["WorkOrder"]["Title"].as_str().unwrap_or("-")).collect()
}

/// The place of the newest event, once the log tells so many of this name.
#[track_caller]
fn end_of_log(client: &Client, name: &str, count: usize) -> String {
    let began = Instant::now();
    loop {
        let log = client.ask("GET", "/events/v1?limit=1000").send().expect(200).json();
        let events = log["events"].as_array().expect("events");
        if events.iter().filter(|event| event["name"] == name).count() == count {
            return events.last().and_then(|event| event["id"].as_str()).expect("an id").to_owned();
        }
        assert!(began.elapsed() < Duration::from_secs(10), "{log}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn three_changes(app: &App) {
    app.put("1214", json!({"Title": "a"})).expect(201);
    app.put("1215", json!({"Title": "b"})).expect(201);
    app.patch("1214", json!({"Title": "c"})).expect(200);
}

both! {
    fn every_change_is_a_row_with_the_whole_document_as_it_was(app) {
        three_changes(app);
        let (rows, rowver) = rows(app, "api", "0", 3);
        assert_eq!(titles(&rows), ["a", "b", "c"]);
        assert_eq!(rows[0]["WorkOrder"], json!({"Title": "a", "OrderNum": "1214"}));
        assert!(rows.iter().all(|row| row["UserID"] == "tester" && row["rowver"].is_string()));
        assert_eq!(rows[2]["rowver"], json!(rowver));
        assert_eq!(page(app, "api", &rowver, 100), (Vec::new(), rowver.clone()), "nothing is behind it");
        app.delete("1215").expect(200);
        let (rows, _) = super::export::rows(app, "api", &rowver, 1);
        assert_eq!(rows.len(), 1);
        assert_eq!(
            (&rows[0]["WorkOrder"]["OrderNum"], &rows[0]["WorkOrder"]["Deleted"]),
            (&json!("1215"), &json!(1))
        );
    }

    fn the_place_goes_on_over_what_the_feed_does_not_tell(app) {
        three_changes(app);
        let (_, last) = rows(app, "api", "0", 3);
        for n in 0..3 {
            app.ask("PUT", &format!("/seiapi/v3/trans/Account/{n}")).json(json!({})).send().expect(201);
        }
        let newest = end_of_log(app, "ACCOUNT.created", 3);
        for (src, rowver) in [("api", &last), ("mob", &"0".to_owned())] {
            assert_eq!(page(app, src, rowver, 100), (Vec::new(), newest.clone()), "{src}");
            assert_eq!(page(app, src, &newest, 100), (Vec::new(), newest.clone()), "{src}");
        }
        assert_eq!(page(app, "api", "0", 100).1, newest, "the last page is short");
        let (full, third) = page(app, "api", "0", 3);
        assert_eq!((&full[2]["rowver"], full.len()), (&json!(third), 3), "a full page ends at its last row");
        app.patch("1214", json!({"Title": "d"})).expect(200);
        assert_eq!(titles(&rows(app, "api", &newest, 1).0), ["d"]);
    }

    fn pages_join_without_a_gap_and_an_old_range_can_be_read_again(app) {
        three_changes(app);
        let (all, _) = rows(app, "api", "0", 3);
        let mut rowver = "0".to_owned();
        for expected in &all {
            let (rows, next) = page(app, "api", &rowver, 1);
            assert_eq!(rows.as_slice(), std::slice::from_ref(expected));
            rowver = next;
        }
        assert_eq!(page(app, "api", "0", 100).0, all);
    }

    fn a_source_shows_only_its_own(app) {
        three_changes(app);
        for src in ["mob", "sch"] {
            assert_eq!(page(app, src, "0", 100).0, Vec::<Value>::new());
        }
        let usual = app.ask("GET", "/seiapi/v3/export/WorkOrder").send().expect(200).json();
        assert_eq!(usual["rows"], json!([]), "devices are the usual source");
        app.patch("1214", json!({"UserName": "ann", "PlannedStartDate": "2026-11-21T10:00:00Z"})).expect(200);
        let ann = app.with_token(&app.token_with(&["--subject", "ann", "--grant", "device:*"]));
        let patch = ann
            .ask("PATCH", "/device/v1/jobs/1214")
            .header("Action-Id", "0192f0c1-0000-7000-8000-000000000001");
        patch.json(json!({"Title": "by ann"})).send().expect(200);
        let (rows, _) = rows(app, "mob", "0", 1);
        assert_eq!((titles(&rows), &rows[0]["UserID"]), (vec!["by ann"], &json!("ann")));
    }

    fn a_bad_place_limit_or_source_is_refused(app) {
        for query in [
            "rowver=x",
            "rowver=-1",
            "rowver=1.2.3",
            "rowver=99999999999999999999",
            "rowver=%00",
            "limit=0",
            "limit=-1",
            "limit=1001",
            "limit=x",
            "src=web",
            "src=",
        ] {
            app.ask("GET", &format!("/seiapi/v3/export/WorkOrder?{query}")).send().expect(400).standard();
        }
        let posted = app.ask("POST", "/seiapi/v3/export/WorkOrder").json(json!({})).send();
        posted.expect(405).standard();
    }
}
