//! What a table may look like, and which column is what.

use serde_json::{Value, json};

use super::{account, check, counts, encoded, import, place, places, problems, send};
use crate::both;
use crate::harness::Client;

/// A check run with a mapping.
#[track_caller]
fn mapped(client: &Client, mapping: &Value, table: &str) -> Value {
    let query = format!("dry_run=true&mapping={}", encoded(&mapping.to_string()));
    send(client, "accounts", &query, table).expect(200).json()
}

both! {
    fn commas_semicolons_tabs_marks_quotes_blank_lines_and_line_ends_are_understood(app) {
        let tables = [
            "AccountNum,Name,Notes\nA1,\"Müller, \"\"Söhne\"\"\",\"one\ntwo\"\n",
            "\u{feff}AccountNum;Name;Notes\r\nA1;\"Müller, \"\"Söhne\"\"\";\"one\ntwo\"\r\n",
            "\r\nAccountNum\tName\tNotes\r\n\r\nA1\t\"Müller, \"\"Söhne\"\"\"\t\"one\ntwo\"\r\n\r\n\r\n",
            "AccountNum;Name;Notes;;\n;;;;\nA1 ; \"Müller, \"\"Söhne\"\"\";\"one\ntwo\";;",
        ];
        for (n, table) in tables.iter().enumerate() {
            let table = table.replace(" ; \"", ";\"");
            let done = import(app, "accounts", table.as_str());
            assert_eq!(counts(&done)[3], 0, "{done}");
            assert_eq!(done["rows"], 1, "table {n}");
            let one = account(app, "A1");
            assert_eq!((&one["Name"], &one["Notes"]), (&json!("Müller, \"Söhne\""), &json!("one\ntwo")), "table {n}");
            app.ask("DELETE", "/seiapi/v3/trans/Account/A1").send().expect(200);
        }
    }

    fn what_spreadsheets_on_windows_write_is_read_when_they_say_so(app) {
        let table = b"AccountNum;Name\r\nA1;M\xfcller \x80\r\n";
        let refused = send(app, "accounts", "", table).expect(400);
        assert!(refused.detail().contains("charset=windows-1252"), "{}", refused.text());
        let ask = || app.ask("POST", "/admin/v1/import/accounts").body(table);
        ask().header("content-type", "text/csv; charset=ebcdic").send().expect(400);
        ask().header("content-type", "text/csv; charset=Windows-1252").send().expect(200);
        assert_eq!(account(app, "A1")["Name"], "Müller €");
    }

    fn columns_that_are_called_otherwise_are_mapped_or_left_out(app) {
        let table = "Kd-Nr,Firma,Ort,Farbe\nA1,One,Köln,red\n";
        let unknown = check(app, "accounts", table);
        let expected = [place(1, "Kd-Nr", ""), place(1, "Firma", ""), place(1, "Ort", ""), place(1, "Farbe", ""), place(1, "", "AccountNum")];
        assert_eq!(places(&unknown), expected);
        assert_eq!(unknown["columns"][0], json!({"column": "Kd-Nr", "member": null, "sample": "A1"}));
        let mapping = json!({"Kd-Nr": "AccountNum", "Firma": "Name", "Ort": "Addresses.0.City", "Farbe": ""});
        let right = mapped(app, &mapping, table);
        assert_eq!(counts(&right), [1, 0, 0, 0], "{right}");
        let query = format!("mapping={}", encoded(&mapping.to_string()));
        send(app, "accounts", &query, table).expect(200);
        assert_eq!(account(app, "A1"), json!({"AccountNum": "A1", "Name": "One", "Addresses": [{"City": "Köln"}]}));
    }

    fn a_column_may_be_any_member_of_a_document(app) {
        let mapping = json!({"Farbe": "FlexAttrs.colour", "Tel": "Contacts.0.Phones.1.PhoneNum"});
        let table = "AccountNum,Phone,Tel,Farbe\nA1,1,2,red\n";
        let query = format!("mapping={}", encoded(&mapping.to_string()));
        send(app, "accounts", &query, table).expect(200);
        let one = account(app, "A1");
        assert_eq!(one["FlexAttrs"], json!({"colour": "red"}));
        assert_eq!(one["Contacts"], json!([{"Phones": [{"PhoneNum": "1"}, {"PhoneNum": "2"}]}]));
    }

    fn a_mapping_that_makes_no_sense_is_told(app) {
        for wrong in ["[]", "{", "{\"a\":1}", "x"] {
            let path = format!("dry_run=true&mapping={}", encoded(wrong));
            send(app, "accounts", &path, "AccountNum\nA1\n").expect(400);
        }
        for (column, member) in [("Name", "AccountNum"), ("Ort", "Name"), ("Name", "a..b"), ("Name", "0"), ("Name", "AccountNum.Inner")] {
            let report = mapped(app, &json!({column: member}), "AccountNum,Name\nA1,One\n");
            assert_eq!(places(&report), [place(1, column, "")], "{report}");
        }
        let nowhere = mapped(app, &json!({"Name": "Addresses.7.City"}), "AccountNum,Name\nA1,One\n");
        assert_eq!(places(&nowhere), [place(2, "Name", "Addresses.7.City")]);
    }

    fn rows_may_come_as_json(app) {
        let rows = json!([{"AccountNum": 17, "Name": "One", "FlexAttrs": {"a": "b"}}, {}, {"AccountNum": "A2", "City": "Köln"}]);
        let mapping = encoded("{\"FlexAttrs\":\"FlexAttrs\"}");
        let path = format!("/admin/v1/import/accounts?mapping={mapping}");
        let done = app.ask("POST", &path).json(rows).send().expect(200).json();
        assert_eq!((&done["rows"], counts(&done)), (&json!(2), [2, 0, 0, 0]));
        assert_eq!(account(app, "17"), json!({"AccountNum": "17", "Name": "One", "FlexAttrs": {"a": "b"}}));
        let ask = |body: &str| app.ask("POST", "/admin/v1/import/accounts?dry_run=true").bytes(body).send();
        for wrong in ["{}", "[1]", "[", "[]", "[{}]"] {
            ask(wrong).expect(400);
        }
        let report = ask("[{\"AccountNum\":\"A1\"},{\"Name\":\"x\"}]").expect(200).json();
        assert_eq!(problems(&report), [(2, "AccountNum".to_owned(), "AccountNum".to_owned(), "is missing".to_owned())]);
    }

    fn what_is_no_table_or_too_much_of_one_is_refused(app) {
        for table in ["", "\n\n", "AccountNum\n", "AccountNum\nA\u{0}1\n", "AccountNum\n\"A1\n"] {
            let answer = send(app, "accounts", "", table);
            assert!(matches!(answer.status, 200 | 400), "{}: {}", answer.status, answer.text());
        }
        send(app, "accounts", "", "AccountNum\n").expect(400);
        send(app, "accounts", "", "AccountNum\nA\u{0}1\n").expect(400);
        send(app, "accounts", "", ",".repeat(200)).expect(400);
        send(app, "accounts", "", format!("AccountNum\n\"{}", "x".repeat(40_000))).expect(400);
        send(app, "accounts", "dry_run=perhaps", "AccountNum\nA1\n").expect(400);
        send(app, "spaceships", "", "AccountNum\nA1\n").expect(400);
        let many: String = (0..=10_000).fold("AccountNum".to_owned(), |table, n| format!("{table}\n{n}"));
        send(app, "accounts", "dry_run=true", many).expect(413);
        send(app, "accounts", "dry_run=true", vec![b' '; 16 * 1024 * 1024 + 1]).expect(413);
        let ask = app.ask("POST", "/admin/v1/import/accounts").header("content-type", "text/plain");
        ask.body("AccountNum\nA1\n").send().expect(415);
    }
}
