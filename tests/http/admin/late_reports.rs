//! `/admin/v1/late-reports`: what technicians reported on jobs that had been taken away.

use serde_json::{Value, json};

use crate::both;
use crate::device::{AT, act, device, id, job_of};
use crate::harness::{App, Client};

/// Five reports on two jobs that ann no longer has.
fn be_late(app: &App) {
    let ann = device(app, "ann");
    for num in ["1", "2"] {
        app.put(num, job_of("ann", json!({}))).expect(201);
        app.patch(num, json!({"UserName": "bob"})).expect(200);
    }
    for (n, (num, action)) in
        [("1", "travel"), ("2", "arrive"), ("1", "start"), ("2", "pause"), ("1", "complete")]
            .into_iter()
            .enumerate()
    {
        act(&ann, num, action, n).expect(409);
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
}

#[track_caller]
fn page(client: &Client, query: &str) -> (Vec<Value>, Option<String>) {
    let page = client.ask("GET", &format!("/admin/v1/late-reports?{query}")).send().expect(200).json();
    (page["reports"].as_array().expect("reports").clone(), page["next"].as_str().map(str::to_owned))
}

both! {
    fn reports_are_listed_oldest_first_with_what_the_device_sent(app) {
        be_late(app);
        let (reports, next) = page(app, "");
        let kinds: Vec<(&Value, &Value)> = reports.iter().map(|report| (&report["num"], &report["kind"])).collect();
        let expected = [("1", "travel"), ("2", "arrive"), ("1", "start"), ("2", "pause"), ("1", "complete")].map(|(num, kind)| (json!(num), json!(kind)));
        assert_eq!(kinds, expected.iter().map(|(num, kind)| (num, kind)).collect::<Vec<_>>());
        assert_eq!(next, None);
        assert_eq!(reports[2]["body"], json!({"id": id(2), "at": AT}));
        assert_eq!((&reports[2]["user"], &reports[2]["at"]), (&json!("ann"), &json!(AT)));
        assert_eq!(page(&app.stranger(), ""), (vec![], None));
    }

    fn pages_join_without_a_gap(app) {
        be_late(app);
        let all = page(app, "").0;
        for limit in 1..=5 {
            let (mut joined, mut after) = (Vec::new(), String::new());
            while let (reports, Some(next)) = page(app, &format!("limit={limit}{after}")) {
                assert!(reports.len() <= limit);
                joined.extend(reports);
                after = format!("&after={next}");
            }
            joined.extend(page(app, &format!("limit={limit}{after}")).0);
            assert_eq!(joined, all, "{limit} at once");
        }
    }

    fn a_bad_parameter_is_refused(app) {
        for query in ["limit=0", "limit=1001", "limit=x", "after=x", "after=WzEsMiwzXQ"] {
            app.ask("GET", &format!("/admin/v1/late-reports?{query}")).send().expect(400);
        }
    }
}
