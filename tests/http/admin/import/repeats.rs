//! An import under a key of the caller's is done once; imports beside other changes.

use serde_json::json;

use super::{account, counts, send};
use crate::both;
use crate::harness::{Answer, App};

fn keyed(app: &App, query: &str, table: &str) -> Answer {
    let path = format!("/admin/v1/import/accounts?{query}");
    let ask = app.ask("POST", &path).header("content-type", "text/csv").header("idempotency-key", "one");
    ask.body(table).send()
}

both! {
    fn a_repeat_is_answered_as_the_first_was_and_does_nothing(app) {
        let table = "AccountNum,Name\nA1,One\n";
        let first = keyed(app, "", table).expect(200).json();
        assert_eq!(counts(&first), [1, 0, 0, 0]);
        app.ask("PUT", "/seiapi/v3/trans/Account/A1").json(json!({"Name": "Changed since"})).send().expect(200);
        assert_eq!(keyed(app, "", table).expect(200).json(), first);
        assert_eq!(account(app, "A1")["Name"], "Changed since");
        keyed(app, "", "AccountNum,Name\nA1,Other\n").expect(422);
        keyed(app, "mapping=%7B%22Name%22:%22Notes%22%7D", table).expect(422);
    }

    fn a_refusal_is_not_kept(app) {
        let bad = "AccountNum,Name\nA1,One\n,Two\n";
        assert_eq!(counts(&keyed(app, "", bad).expect(400).json()["report"]), [1, 0, 0, 1]);
        app.ask("GET", "/seiapi/v3/trans/Account/A1").send().expect(404);
        keyed(app, "", "AccountNum,Name\nA1,One\n").expect(200);
    }

    fn imports_beside_each_other_and_beside_single_writes_lose_nothing(app) {
        let table = |column: &str, value: &str| {
            (0..300).fold(format!("AccountNum,{column}"), |table, n| format!("{table}\nP-{n},{value}"))
        };
        std::thread::scope(|scope| {
            for (column, value) in [("Name", "One"), ("Notes", "Two"), ("Website", "three.example")] {
                let table = table(column, value);
                scope.spawn(move || send(app, "accounts", "", table).expect(200));
            }
            scope.spawn(|| {
                for n in 0..30 {
                    app.put(&format!("J-{n}"), json!({"Title": "meanwhile"})).expect(201);
                }
            });
        });
        for n in [0, 150, 299] {
            let path = format!("P-{n}");
            let expected = json!({"AccountNum": path, "Name": "One", "Notes": "Two", "Website": "three.example"});
            assert_eq!(account(app, &path), expected);
        }
    }
}
