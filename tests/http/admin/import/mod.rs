//! `/admin/v1/import/{kind}`: tables become records, all rows or none.

mod jobs;
mod progress;
mod records;
mod repeats;
mod tables;
mod units;

use std::fmt::Write;

use serde_json::{Value, json};

use crate::both;
use crate::events;
use crate::harness::{Answer, App, Client};

/// Percent-encodes a query's value.
pub fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        write!(encoded, "%{byte:02X}").expect("a string takes it");
        encoded
    })
}

/// Sends a table as CSV. `query` is what stands behind the question mark.
pub fn send(client: &Client, kind: &str, query: &str, table: impl Into<Vec<u8>>) -> Answer {
    let path = format!("/admin/v1/import/{kind}?{query}");
    client.ask("POST", &path).header("content-type", "text/csv").body(table).send()
}

/// A check run.
#[track_caller]
pub fn check(client: &Client, kind: &str, table: impl Into<Vec<u8>>) -> Value {
    send(client, kind, "dry_run=true", table).expect(200).json()
}

/// An import that succeeds.
#[track_caller]
pub fn import(client: &Client, kind: &str, table: impl Into<Vec<u8>>) -> Value {
    send(client, kind, "", table).expect(200).json()
}

/// How many rows make, change, leave, and are not right.
pub fn counts(report: &Value) -> [i64; 4] {
    ["created", "changed", "unchanged", "faulty"].map(|name| report[name].as_i64().expect("a number"))
}

/// Row, column, member and message of each problem.
pub fn problems(report: &Value) -> Vec<(i64, String, String, String)> {
    let text = |problem: &Value, name: &str| problem[name].as_str().unwrap_or_default().to_owned();
    let read = |problem: &Value| {
        let row = problem["row"].as_i64().expect("a number");
        (row, text(problem, "column"), text(problem, "member"), text(problem, "message"))
    };
    report["problems"].as_array().expect("a list").iter().map(read).collect()
}

/// The same without messages.
pub fn places(report: &Value) -> Vec<(i64, String, String)> {
    problems(report).into_iter().map(|(row, column, member, _)| (row, column, member)).collect()
}

pub fn place(row: i64, column: &str, member: &str) -> (i64, String, String) {
    (row, column.to_owned(), member.to_owned())
}

#[track_caller]
pub fn account(client: &Client, num: &str) -> Value {
    client.ask("GET", &format!("/seiapi/v3/trans/Account/{num}")).send().expect(200).json()
}

fn thousand() -> Vec<String> {
    (1..=1_000).map(|n| format!("I-{n};Käthe {n} GmbH;Köln;kaethe{n}@example.com")).collect()
}

fn table(rows: &[String]) -> String {
    format!("Account Num;Name;City;E-Mail\r\n{}\r\n", rows.join("\r\n"))
}

fn listed(app: &App) -> usize {
    let page = app.ask("GET", "/admin/v1/records/account?limit=1000").send().expect(200).json();
    page["records"].as_array().expect("a list").len()
}

both! {
    fn of_a_thousand_accounts_seven_faulty_rows_are_named_and_nothing_is_imported_until_they_are_mended(app) {
        let good = thousand();
        let mut bad = good.clone();
        bad[9] = ";Nobody;Köln;".to_owned();
        bad[99] = format!("{};Long;Köln;", "x".repeat(101));
        bad[199] = "I-5;Twice;Köln;".to_owned();
        bad[299] = "\"I\n300\";Broken;Köln;".to_owned();
        bad[499] = "I-500;Too much;Köln;a@example.com;more".to_owned();
        bad[699] = "   ;Blank;Köln;".to_owned();
        bad[999] = "I-1;Twice again;Köln;".to_owned();
        let report = check(app, "accounts", table(&bad));
        assert_eq!((&report["rows"], counts(&report)), (&json!(1_000), [993, 0, 0, 7]));
        // The broken number stands on two lines of the file and is one row for whoever looks at it in a spreadsheet.
        let number = ("Account Num", "AccountNum");
        let expected = [
            (11, number.0, number.1, "is missing"),
            (101, number.0, number.1, "must not be longer than 100 characters"),
            (201, number.0, number.1, "is the same as in row 6"),
            (301, number.0, number.1, "must not hold control characters"),
            (501, "", "", "has something in column 5, which has no name"),
            (701, number.0, number.1, "is missing"),
            (1_001, number.0, number.1, "is the same as in row 2"),
        ];
        let expected = expected.map(|(row, column, member, message)| (row, column.to_owned(), member.to_owned(), message.to_owned()));
        assert_eq!(problems(&report), expected);

        let refused = send(app, "accounts", "", table(&bad)).expect(400);
        assert_eq!(refused.header("content-type"), Some("application/problem+json"));
        let refused = refused.json();
        assert_eq!(refused["detail"], "7 of 1000 rows are not right; nothing was imported");
        assert_eq!(refused["report"], report);
        assert_eq!(listed(app), 0);

        let done = import(app, "accounts", table(&good));
        assert_eq!((counts(&done), problems(&done).len()), ([1_000, 0, 0, 0], 0));
        assert_eq!(listed(app), 1_000);
        let one = account(app, "I-777");
        assert_eq!(one, json!({"AccountNum": "I-777", "Name": "Käthe 777 GmbH", "Addresses": [{"City": "Köln"}],
            "Contacts": [{"Email": "kaethe777@example.com"}]}));
    }

    fn a_check_run_writes_nothing(app) {
        let report = check(app, "accounts", "AccountNum\nA1\n");
        assert_eq!(counts(&report), [1, 0, 0, 0]);
        assert_eq!(listed(app), 0);
    }

    fn every_row_is_a_version_and_an_event_of_its_own_as_with_single_writes(app) {
        import(app, "accounts", "AccountNum,Name\nA1,One\nA2,Two\n");
        import(app, "accounts", "AccountNum,Name\nA1,One\nA2,Zwei\nA3,Three\n");
        let told = events::events(app, "0", 4);
        let told: Vec<_> = told.iter().map(|one| (one["name"].as_str(), one["key"].as_str(), one["version"].as_i64())).collect();
        let event = |name, key, version| (Some(name), Some(key), Some(version));
        assert_eq!(told[..2], [event("ACCOUNT.created", "A1", 1), event("ACCOUNT.created", "A2", 1)]);
        let mut later = told[2..].to_vec();
        later.sort_unstable();
        assert_eq!(later, [event("ACCOUNT.created", "A3", 1), event("ACCOUNT.updated", "A2", 2)]);
    }

    fn what_is_there_is_changed_only_by_what_a_row_says(app) {
        let before = json!({"Name": "One", "Notes": "stay", "Addresses": [{"Zip": "50667", "City": "Köln"}], "Mine": [1.50]});
        app.ask("PUT", "/seiapi/v3/trans/Account/A1").json(before).send().expect(201);
        let done = import(app, "accounts", "AccountNum,Name,Notes,City\nA1,Eins,,Bonn\nA2,Two,,\n");
        assert_eq!(counts(&done), [1, 1, 0, 0]);
        let after = account(app, "A1");
        assert_eq!(after, json!({"AccountNum": "A1", "Name": "Eins", "Notes": "stay",
            "Addresses": [{"Zip": "50667", "City": "Bonn"}], "Mine": [1.50]}));
        assert_eq!(counts(&check(app, "accounts", "AccountNum,City\nA1,Bonn\nA2,Ulm\nA3,\n")), [1, 1, 1, 0]);
        assert_eq!(counts(&import(app, "accounts", "AccountNum,City\nA1,Bonn\n")), [0, 0, 1, 0]);
        let answer = app.ask("GET", "/seiapi/v3/trans/Account/A1").send().expect(200);
        assert_eq!(answer.version(), 2, "what says nothing new makes no version");
    }

    fn an_import_takes_the_right_to_write_the_kind_and_stays_in_its_tenant(app) {
        let clerk = app.caller("account:write");
        assert_eq!(counts(&import(&clerk, "accounts", "AccountNum,Name\nA1,One\n")), [1, 0, 0, 0]);
        let reader = app.caller("account:read,accountloc:write,user:read,workorder:read,unit:read,part:read");
        for kind in ["accounts", "users", "products", "assets", "jobs", "units", "parts"] {
            for query in ["", "dry_run=true"] {
                send(&reader, kind, query, "AccountNum\nA2\n").expect(403);
                send(&app.without_token(), kind, query, "AccountNum\nA2\n").expect(401);
            }
        }
        let theirs = app.stranger();
        let report = check(&theirs, "locations", "AccountNum,LocationNum\nA1,L1\n");
        assert_eq!(problems(&report)[0].3, "is not an account", "{report}");
        assert_eq!(counts(&import(&theirs, "accounts", "AccountNum,Name\nA1,Theirs\n")), [1, 0, 0, 0]);
        assert_eq!(account(app, "A1")["Name"], "One");
        assert_eq!(listed(app), 1);
    }
}
