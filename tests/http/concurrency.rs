//! Many writers of one order: nobody's change is lost.

use std::collections::BTreeSet;

use serde_json::json;

use crate::both;
use crate::harness::{App, Client, Engine};

/// Each of fifty callers adds one element to the same collection, all at once.
fn fifty_add_one_each(nodes: &[&Client]) {
    nodes[0].put("1214", json!({"Title": "t"})).expect(201);
    std::thread::scope(|scope| {
        for caller in 0..50 {
            let node = nodes[caller % nodes.len()];
            scope.spawn(move || {
                let added = json!({"Credits": [{"ID": caller.to_string(), "Amount": caller}]});
                node.patch("1214", added).expect(200);
            });
        }
    });
    let found = nodes[0].get("1214").expect(200);
    assert_eq!(found.version(), 51);
    let credits = found.json()["Credits"].as_array().cloned().expect("a collection");
    let numbers: BTreeSet<u64> = credits.iter().filter_map(|credit| credit["Amount"].as_u64()).collect();
    assert_eq!((credits.len(), numbers), (50, (0..50).collect()));
}

/// Four callers give one job to one technician, to the other, or to nobody, all at once. In the end the newest notice of each
/// technician says whether the job is theirs.
fn reassign_in_parallel(nodes: &[&Client]) {
    let start = "2026-11-21T10:00:00.000Z";
    nodes[0].put("1214", json!({"PlannedStartDate": start})).expect(201);
    std::thread::scope(|scope| {
        for caller in 0..4 {
            let node = nodes[caller % nodes.len()];
            scope.spawn(move || {
                for round in 0..12 {
                    let user = ["ann", "bob", ""][(round + caller * round) % 3];
                    node.patch("1214", json!({"UserName": user, "Title": format!("{caller} {round}")}))
                        .expect(200);
                }
            });
        }
    });
    let holder = nodes[0].order("1214")["UserName"].clone();
    for user in ["ann", "bob"] {
        // A request that began later can be done earlier: a technician's notices go by their ids, not by their times.
        let path = format!("/admin/v1/notices?job=1214&user={user}&limit=100");
        let notices = nodes[0].ask("GET", &path).send().expect(200).json()["notices"].clone();
        let notices = notices.as_array().expect("notices");
        let newest = notices.iter().max_by_key(|notice| notice["id"].as_i64());
        let newest = newest.map(|notice| notice["kind"].clone()).unwrap_or_default();
        assert_eq!(
            newest == "dispatch" || newest == "update",
            holder == user,
            "{user}: {newest}, held by {holder}"
        );
    }
}

both! {
    fn however_reassignments_race_the_newest_notice_is_right(app) {
        reassign_in_parallel(&[app]);
    }

    fn fifty_parallel_patches_of_one_order_are_all_there(app) {
        fifty_add_one_each(&[app]);
    }

    fn one_of_many_who_expect_the_same_version_wins(app) {
        let first = app.put("1214", json!({})).expect(201);
        let attempt = |caller: usize| {
            let ask = app.ask("PATCH", "/seiapi/v3/trans/WorkOrder/1214").header("if-match", first.tag());
            ask.json(json!({"Title": caller.to_string()})).send().status
        };
        let attempt = &attempt;
        let statuses: Vec<u16> = std::thread::scope(|scope| {
            let callers: Vec<_> = (0..20).map(|caller| scope.spawn(move || attempt(caller))).collect();
            callers.into_iter().map(|caller| caller.join().expect("answered")).collect()
        });
        assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
        assert_eq!(statuses.iter().filter(|status| **status == 412).count(), 19, "{statuses:?}");
        assert_eq!(app.get("1214").version(), 2);
    }

    fn one_of_many_who_insert_the_same_number_made_it(app) {
        let insert = |caller: usize| app.put("1214", json!({"Title": caller.to_string()})).status;
        let insert = &insert;
        let statuses: Vec<u16> = std::thread::scope(|scope| {
            let callers: Vec<_> = (0..20).map(|caller| scope.spawn(move || insert(caller))).collect();
            callers.into_iter().map(|caller| caller.join().expect("answered")).collect()
        });
        assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 1, "{statuses:?}");
        assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 19, "{statuses:?}");
        assert_eq!(app.get("1214").version(), 20);
    }

    fn readers_never_see_half_a_change(app) {
        let both = |n: u64| json!({"OrderNum": "1214", "Title": n.to_string(), "OrderAmount": n, "Remarks": "x".repeat(5_000)});
        app.put("1214", both(0)).expect(201);
        std::thread::scope(|scope| {
            scope.spawn(|| (1..=60).for_each(|n| drop(app.put("1214", both(n)).expect(200))));
            for _ in 0..4 {
                scope.spawn(|| {
                    let mut last = 0;
                    while last < 60 {
                        let found = app.get("1214").expect(200);
                        let order = found.json();
                        let now = order["OrderAmount"].as_u64().expect("a number");
                        assert_eq!(order, both(now));
                        assert_eq!(u64::try_from(found.version()).expect("positive"), now + 1);
                        assert!(now >= last, "{now} after {last}");
                        last = now;
                    }
                });
            }
        });
    }
}

#[test]
fn fifty_parallel_patches_sent_to_two_nodes_are_all_there() {
    let app = App::start(Engine::Postgres);
    let other = app.another_node();
    fifty_add_one_each(&[&app, &other]);
}

#[test]
fn reassignments_sent_to_two_nodes_end_in_the_right_notices() {
    let app = App::start(Engine::Postgres);
    let other = app.another_node();
    reassign_in_parallel(&[&app, &other]);
}

#[test]
fn what_one_node_acknowledged_the_other_answers() {
    let app = App::start(Engine::Postgres);
    let other = app.another_node();
    for n in 0..50 {
        app.put("1214", json!({"OrderAmount": n}));
        assert_eq!(other.order("1214")["OrderAmount"], n);
    }
    other.delete("1214").expect(200);
    app.get("1214").expect(404);
}

#[test]
fn a_second_server_on_one_sqlite_folder_is_refused() {
    let app = App::start(Engine::Sqlite);
    let refused = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| app.another_node()));
    assert!(refused.is_err());
    app.put("1214", json!({})).expect(201);
}

#[test]
fn a_server_told_to_stop_ends_what_is_under_way_and_keeps_it() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let mut app = App::start(engine);
        app.put("1214", json!({"Title": "t"})).expect(201);
        app.restart();
        assert_eq!(app.order("1214")["Title"], "t");
    }
}
