//! What two callers do at the same time.

use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::json;

use super::floor::{entries, floor};
use super::world::{get, make, order, post, project};
use crate::both;
use crate::harness::{App, Client, Engine};

/// Each of many callers makes a user with the same address, at the same time; in the end there is one.
fn one_address_for_many(nodes: &[&Client]) {
    for round in 0..8 {
        let email = format!("ann{round}@example.com");
        let grant = json!({"permission": "note:read", "label": "", "match_location": false});
        let role = json!({"label": format!("Role {round}"), "grants": [grant]});
        let role = make(nodes[0], "roles", role);
        let bob = make(nodes[0], "users", json!({"email": format!("bob{round}@example.com")}));
        let statuses: Vec<u16> = std::thread::scope(|scope| {
            let callers: Vec<_> = (0..9)
                .map(|caller| {
                    let (node, email) = (nodes[caller % nodes.len()], email.clone());
                    let (role, bob) = (&role, &bob);
                    scope.spawn(move || match caller % 3 {
                        0 => post(node, "users", json!({"email": email})).status,
                        1 => {
                            node.ask("PUT", &format!("/users/{bob}"))
                                .json(json!({"email": email}))
                                .send()
                                .status
                        }
                        _ => post(node, &format!("roles/{role}/users"), json!({"email": email})).status,
                    })
                })
                .collect();
            callers.into_iter().map(|caller| caller.join().expect("an answer")).collect()
        });
        assert!(statuses.iter().all(|status| [200, 409].contains(status)), "{statuses:?}");
        let page = get(nodes[0], "/users?limit=100");
        let users = page["_embedded"]["nter:users"].as_array().expect("users").iter();
        assert_eq!(users.filter(|user| user["email"] == email.as_str()).count(), 1, "{statuses:?}");
    }
}

/// Notes are written about things while these are deleted: a note is written before its thing is gone, or not at all.
fn notes_about_what_goes(nodes: &[&Client]) {
    let project = project(nodes[0]);
    for round in 0..12 {
        let id = make(nodes[0], "work-orders", order(&project, &format!("Order {round}")));
        std::thread::scope(|scope| {
            for writer in 0..4 {
                let (node, path) = (nodes[writer % nodes.len()], format!("work-orders/{id}/notes"));
                scope.spawn(move || {
                    for text in 0..4 {
                        let note = json!({"label": "A note", "text": format!("{writer} {text}")});
                        let status = post(node, &path, note).status;
                        assert!([201, 404].contains(&status), "{status}");
                    }
                });
            }
            let (node, path) = (nodes[1 % nodes.len()], format!("/work-orders/{id}"));
            scope.spawn(move || node.ask("DELETE", &path).send().expect(205));
        });
    }
}

/// Fails if a note is left that says it is about something that is gone.
fn no_note_is_left(app: &App) {
    app.sql(
        "DO $$ BEGIN IF EXISTS (SELECT 1 FROM relation r JOIN entity e ON e.tenant = r.tenant AND e.id = r.target \
         WHERE r.relation = 'note' AND e.deleted = 1) THEN RAISE EXCEPTION 'a note is left'; END IF; END $$",
    );
}

both! {
    fn an_address_is_given_to_one_user(app) {
        one_address_for_many(&[app]);
    }

    fn who_makes_a_batch_is_told_so_though_somebody_deletes_it_at_once(app) {
        let floor = floor(app, 10);
        let list = format!("/work-orders/{}/batches", floor.order);
        let is_done = AtomicBool::new(false);
        let deleted = std::thread::scope(|scope| {
            let delete_all = || {
                let mut deleted = 0;
                while !is_done.load(Ordering::Relaxed) {
                    for batch in entries(&get(app, &list)) {
                        let path = format!("/batches/{}", batch["batch_id"].as_str().expect("an id"));
                        deleted += usize::from(app.ask("DELETE", &path).send().status == 205);
                    }
                }
                deleted
            };
            let deleters = [scope.spawn(delete_all), scope.spawn(delete_all)];
            for _ in 0..150 {
                let made = post(app, "batches", floor.batch(1)).expect(200).json();
                assert_eq!(made["number_cycles"], 1);
                // As many at once as there are cycles is enough.
                while get(app, &list)["total_count"].as_i64().expect("a number") > 8 {}
            }
            is_done.store(true, Ordering::Relaxed);
            deleters.map(|deleter| deleter.join().expect("a number")).iter().sum::<usize>()
        });
        assert!(deleted > 100, "{deleted}");
    }

}

#[test]
fn an_address_is_given_to_one_user_by_two_nodes() {
    let app = App::start(Engine::Postgres);
    let other = app.another_node();
    one_address_for_many(&[&app, &other]);
}

#[test]
fn no_note_is_written_about_what_is_gone() {
    notes_about_what_goes(&[&App::start(Engine::Sqlite)]);
    let app = App::start(Engine::Postgres);
    let other = app.another_node();
    notes_about_what_goes(&[&app, &other]);
    no_note_is_left(&app);
}
