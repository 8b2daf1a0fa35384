//! Who waits for an import is told how far it is.

use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::Value;

use super::{account, send};
use crate::both;
use crate::harness::{App, Client};

const ROWS: u64 = 3_000;

fn how_far(client: &Client, name: &str) -> Value {
    client.ask("GET", &format!("/admin/v1/import/accounts?name={name}")).send().expect(200).json()
}

/// All that is told while the import goes on, without repeats.
fn told(app: &App, name: &str, until: &AtomicBool) -> Vec<(String, u64, u64)> {
    let mut told = Vec::new();
    while !until.load(Ordering::Relaxed) {
        let now = how_far(app, name);
        let number = |member: &str| now[member].as_u64().expect("a number");
        let now = (now["phase"].as_str().expect("a word").to_owned(), number("rows"), number("done"));
        if told.last() != Some(&now) {
            told.push(now);
        }
    }
    told
}

both! {
    fn an_import_with_a_name_tells_how_far_it_is(app) {
        let rows: Vec<String> = (0..ROWS).map(|n| format!("N-{n},Name {n}")).collect();
        let table = format!("AccountNum,Name\n{}\n", rows.join("\n"));
        let is_done = AtomicBool::new(false);
        let told = std::thread::scope(|scope| {
            let import = scope.spawn(|| {
                send(app, "accounts", "name=of-today", table).expect(200);
                is_done.store(true, Ordering::Relaxed);
            });
            let told = told(app, "of-today", &is_done);
            import.join().expect("the import came to its end");
            told
        });
        let way: Vec<_> = told.iter().filter(|(phase, ..)| phase != "idle").collect();
        assert!(way.iter().all(|(_, rows, done)| *rows == ROWS && done <= rows), "{way:?}");
        let of = |phase: &str| -> Vec<u64> {
            way.iter().filter(|(now, ..)| now == phase).map(|(.., done)| *done).collect()
        };
        for done in [of("checking"), of("writing")] {
            assert!(done.len() > 1 && done.is_sorted(), "{done:?}");
        }
        assert_eq!(how_far(app, "of-today")["phase"], "idle");
        assert_eq!(account(app, "N-2999")["Name"], "Name 2999");
    }

    fn an_import_is_told_of_to_nobody_but_who_began_it_and_only_by_a_right_name(app) {
        assert_eq!(how_far(app, "never-begun")["phase"], "idle");
        for wrong in ["", "a%20b", &"x".repeat(65)] {
            let answer = app.ask("GET", &format!("/admin/v1/import/accounts?name={wrong}")).send();
            assert_eq!(answer.expect(400).json()["invalidParams"][0]["name"], "name");
            send(app, "accounts", &format!("name={wrong}"), "AccountNum,Name\nW-1,Wrong\n").expect(400);
        }
        app.ask("GET", "/admin/v1/import/nothing?name=x").send().expect(400);
        app.ask("GET", "/admin/v1/import/accounts").send().expect(400);
        app.ask("GET", "/seiapi/v3/trans/Account/W-1").send().expect(404);
    }
}
