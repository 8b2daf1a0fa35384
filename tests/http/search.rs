//! `/search`: one search over everything.

use serde_json::{Value, json};

use crate::both;
use crate::harness::{App, Client};

/// The hits of a search, as kind and number.
#[track_caller]
fn hits(client: &Client, q: &str) -> Vec<(String, String)> {
    let found = whole(client, &format!("q={q}&limit=100"));
    let text = |hit: &Value, name: &str| hit[name].as_str().expect("a text").to_owned();
    found.iter().map(|hit| (text(hit, "kind"), text(hit, "key"))).collect()
}

#[track_caller]
fn whole(client: &Client, query: &str) -> Vec<Value> {
    let found = client.ask("GET", &format!("/search?{query}")).send().expect(200).json();
    found["hits"].as_array().expect("hits").clone()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|&(kind, key)| (kind.to_owned(), key.to_owned())).collect()
}

/// Something of every kind that speaks of Atlanta, and something that does not.
fn furnish(app: &App) {
    let put = |path: &str, body: Value| app.ask("PUT", path).json(body).send().expect(201);
    put(
        "/seiapi/v3/trans/Account/A7",
        json!({"Name": "Atlanta Hotels", "Addresses": [{"City": "Bonn"}], "Website": "hotels.example"}),
    );
    put(
        "/seiapi/v3/trans/Account/A7/Location/L7",
        json!({"Name": "Lobby", "Address": {"AddrLine1": "1 Loop", "City": "ATLANTA"}}),
    );
    put(
        "/seiapi/v3/trans/User/u7",
        json!({"FirstName": "Ann", "LastName": "Atlanta", "Email": "ann@example.org"}),
    );
    put("/seiapi/v3/Assets/S7", json!({"Desc": "Atlanta dishwasher", "SerialNum": "SN7"}));
    put(
        "/seiapi/v3/trans/Products/P7",
        json!({"Desc": {"en": "Atlanta pump", "de": "Pumpe"}, "Mfg": "Acme"}),
    );
    app.put("J7", json!({"Title": "Repair in Atlanta", "UserName": "u7"})).expect(201);
    app.put("J8", json!({"Title": "Elsewhere 100%"})).expect(201);
}

const OF_ATLANTA: [(&str, &str); 6] = [
    ("job", "J7"),
    ("account", "A7"),
    ("location", "L7"),
    ("user", "u7"),
    ("asset", "S7"),
    ("product", "P7"),
];

both! {
    fn words_are_found_in_every_kind_whatever_their_case_jobs_first(app) {
        furnish(app);
        for q in ["atlanta", "ATLANTA", "%20Atlanta%20"] {
            assert_eq!(hits(app, q), pairs(&OF_ATLANTA), "{q}");
        }
        assert_eq!(hits(app, "dishwasher"), pairs(&[("asset", "S7")]));
        assert_eq!(hits(app, "no-such-word"), []);
    }

    fn what_has_the_number_comes_first(app) {
        furnish(app);
        app.put("a7", json!({"Title": "t"})).expect(201);
        app.put("x", json!({"Title": "about A7"})).expect(201);
        let found = hits(app, "A7");
        assert_eq!(found[..2], pairs(&[("job", "a7"), ("account", "A7")]));
        assert!(found[2..].contains(&("job".to_owned(), "x".to_owned())), "{found:?}");
        assert_eq!(hits(app, "L7")[0], pairs(&[("location", "L7")])[0]);
        assert_eq!(hits(app, "u7")[0], pairs(&[("user", "u7")])[0]);
    }

    fn a_hit_says_what_it_is_called_and_what_tells_it_from_others(app) {
        furnish(app);
        let found = whole(app, "q=atlanta");
        assert_eq!(found[0], json!({"kind": "job", "key": "J7", "title": "Repair in Atlanta", "detail": "u7"}));
        assert_eq!(found[1], json!({"kind": "account", "key": "A7", "title": "Atlanta Hotels", "detail": "Bonn, hotels.example"}));
        assert_eq!(found[2], json!({"kind": "location", "key": "L7", "account": "A7", "title": "Lobby", "detail": "A7, 1 Loop, ATLANTA"}));
        assert_eq!(found[3], json!({"kind": "user", "key": "u7", "title": "Ann Atlanta", "detail": "ann@example.org"}));
        assert_eq!(found[4], json!({"kind": "asset", "key": "S7", "title": "Atlanta dishwasher", "detail": "SN7"}));
        assert_eq!(found[5], json!({"kind": "product", "key": "P7", "title": "Atlanta pump", "detail": "Acme"}));
    }

    fn everybody_finds_what_they_may_read(app) {
        furnish(app);
        for (rights, expected) in [
            ("workorder:read", &OF_ATLANTA[..1]), ("account:read", &OF_ATLANTA[1..2]), ("accountloc:read,user:read", &OF_ATLANTA[2..4]),
            ("asset:read", &OF_ATLANTA[4..5]), ("product:read", &OF_ATLANTA[5..]),
        ] {
            assert_eq!(hits(&app.caller(rights), "atlanta"), pairs(expected), "{rights}");
        }
        app.caller("event:read,syscat:read,device:use").ask("GET", "/search?q=atlanta").send().expect(403);
        assert_eq!(hits(&app.stranger(), "atlanta"), []);
    }

    fn signs_that_mean_something_to_a_database_mean_themselves(app) {
        furnish(app);
        assert_eq!(hits(app, "%25"), pairs(&[("job", "J8")]));
        assert_eq!(hits(app, "100%25"), pairs(&[("job", "J8")]));
        for q in ["_", "%5C", "a_lanta", "'%20OR%201%3D1", "%22", "100%25%25"] {
            assert_eq!(hits(app, q), [], "{q}");
        }
    }

    fn what_was_changed_or_deleted_is_found_as_it_is_now(app) {
        furnish(app);
        app.patch("J7", json!({"Title": "Repair in Rome"})).expect(200);
        app.ask("DELETE", "/seiapi/v3/trans/Account/A7").send().expect(200);
        app.ask("PUT", "/seiapi/v3/Assets/S7").json(json!({"Desc": "Oven in Rome"})).send().expect(200);
        assert_eq!(hits(app, "atlanta"), pairs(&[OF_ATLANTA[3], OF_ATLANTA[5]]));
        assert_eq!(hits(app, "rome"), pairs(&[("job", "J7"), ("asset", "S7")]));
    }

    fn there_are_no_more_hits_than_wanted_and_neither_jobs_nor_the_rest_take_all_the_room(app) {
        for n in 0..8 {
            app.put(&format!("j{n}"), json!({"Title": "pump"})).expect(201);
            app.ask("PUT", &format!("/seiapi/v3/Assets/s{n}")).json(json!({"Desc": "pump"})).send().expect(201);
        }
        let kinds = |query: &str| {
            let found = whole(app, query);
            let jobs = found.iter().filter(|hit| hit["kind"] == "job").count();
            (jobs, found.len() - jobs)
        };
        assert_eq!(kinds("q=pump&limit=6"), (3, 3));
        assert_eq!(kinds("q=pump&limit=1"), (0, 1));
        assert_eq!(kinds("q=pump&limit=100"), (8, 8));
        assert_eq!(kinds("q=pump"), (8, 8));
    }

    fn a_bad_search_is_refused(app) {
        let long = format!("q={}", "x".repeat(201));
        for query in ["", "q=", "q=%20", "q=a%00", &long, "q=a&limit=0", "q=a&limit=101", "q=a&limit=x"] {
            app.ask("GET", &format!("/search?{query}")).send().expect(400);
        }
    }
}
