//! Notes about units and work orders.

use serde_json::{Value, json};

use super::access::someone;
use super::relations::{relate, relations};
use super::world::{
    customer, get, location, make, manufacturer, message, order, part, project, put, unit, wrong,
};
use crate::access::passwords::{session, user};
use crate::both;
use crate::harness::{Answer, Client};

/// The path of a new work order.
#[track_caller]
fn order_path(client: &Client) -> String {
    format!("/work-orders/{}", make(client, "work-orders", order(&project(client), "Tablets")))
}

/// The path of a new unit.
#[track_caller]
fn unit_path(client: &Client) -> String {
    let part = part(client, &customer(client, "Zeta's"), &manufacturer(client, "Zeta"), "T-1");
    format!("/units/{}", unit(client, &part, &location(client, "Here"), "Tablet"))
}

fn write(client: &Client, path: &str, body: Value) -> Answer {
    client.ask("POST", &format!("{path}/notes")).json(body).send()
}

fn note(text: &str) -> Value {
    json!({"label": "A note", "text": text})
}

/// The path of a note that is written about a work order.
#[track_caller]
fn written(client: &Client, path: &str, body: Value) -> String {
    format!("/notes/{}", id(&write(client, path, body).expect(201).json()))
}

fn id(note: &Value) -> &str {
    note["note_id"].as_str().expect("an id")
}

fn counted(client: &Client, path: &str) -> [i64; 3] {
    let count = &get(client, path)["note_count"];
    ["total", "open_issues", "closed_issues"].map(|name| count[name].as_i64().expect("a number"))
}

both! {
    fn a_note_is_written_read_and_deleted(app) {
        user(app, "ann", &["administrator"]);
        let ann = session(app, "ann");
        for (about, status, kind) in [(unit_path(app), 200, "UNIT"), (order_path(app), 201, "WOR")] {
            let made = write(&ann, &about, note("Mind the step")).expect(status);
            let shown = made.json();
            let path = format!("/notes/{}", id(&shown));
            assert_eq!(made.header("location"), Some(format!("{}{path}", app.base()).as_str()));
            assert_eq!(get(app, &path), shown);
            assert_eq!((&shown["label"], &shown["text"]), (&json!("A note"), &json!("Mind the step")));
            assert_eq!((&shown["issue"], &shown["closed"], &shown["thread_id"]), (&json!(false), &json!(false), &Value::Null));
            let entity = json!({"entity_type": kind, "entity_id": about.rsplit('/').next()});
            assert_eq!(shown["entity"], entity);
            let mut writer = get(app, "/users/ann");
            assert_eq!(shown["_links"]["nter:note-created-by"], writer["_links"]["self"]);
            assert_eq!(shown["_embedded"]["nter:note-created-by"], json!([writer]));
            writer.as_object_mut().expect("a user").remove("_links");
            assert_eq!(shown["created_by"], writer);
            assert_eq!(counted(app, &about), [1, 0, 0]);

            let page = get(app, &format!("{about}/notes"));
            assert_eq!((&page["total_count"], &page["_embedded"]["nter:notes"][0]["text"]), (&json!(1), &json!("Mind the step")));
            assert!(page["_embedded"]["nter:notes"][0]["_links"]["nter:note-created-by"]["href"].is_string());
            let of_note = relations(app, &format!("{about}?filter[relation]=note"));
            assert_eq!((&of_note[0]["direction"], &of_note[0]["label"]), (&json!("INWARD"), &json!("Note For")));
            assert_eq!(of_note[0]["_links"]["nter:note"]["href"], format!("{}{path}", app.base()));
            let relation = format!("{about}/relations/{}", of_note[0]["relation_id"].as_str().expect("an id"));
            app.ask("DELETE", &relation).send().expect(403);

            assert!(app.ask("DELETE", &path).send().expect(205).body.is_empty());
            app.ask("GET", &path).send().expect(404);
            app.ask("DELETE", &path).send().expect(404);
            assert_eq!(counted(app, &about), [0, 0, 0]);
            assert_eq!(get(app, &format!("{about}/notes"))["total_count"], 0);
            assert!(relations(app, &format!("{about}?filter[relation]=note")).is_empty());
        }
    }

    fn issues_are_counted_open_and_closed(app) {
        let order = order_path(app);
        let with = |issue: bool, closed: bool| json!({"label": "n", "text": "t", "issue": issue, "closed": closed});
        let open = written(app, &order, with(true, false));
        assert_eq!(counted(app, &order), [1, 1, 0]);
        written(app, &order, with(true, true));
        written(app, &order, with(false, true));
        assert_eq!(counted(app, &order), [3, 1, 1]);
        app.ask("DELETE", &open).send().expect(205);
        assert_eq!(counted(app, &order), [2, 0, 1]);
    }

    fn a_thread_has_a_first_note_about_the_same_thing(app) {
        let (order, unit) = (order_path(app), unit_path(app));
        let first = write(app, &order, note("first")).expect(201).json();
        let answer = |thread: &str| json!({"label": "n", "text": "answer", "thread_id": thread});
        let second = write(app, &order, answer(id(&first))).expect(201).json();
        assert_eq!((&second["thread_id"], counted(app, &order)), (&first["note_id"], [2, 0, 0]));
        let wanted = message("exists", ".thread_id");
        assert_eq!(wrong(write(app, &order, answer(id(&second)))), wanted);
        assert_eq!(wrong(write(app, &unit, answer(id(&first)))), wanted);
        assert_eq!(wrong(write(app, &order, answer("none"))), wanted);
        write(app, &order, json!({"label": "n", "text": "t", "thread_id": null})).expect(201);
        app.ask("DELETE", &format!("/notes/{}", id(&second))).send().expect(205);
        app.ask("DELETE", &format!("/notes/{}", id(&first))).send().expect(205);
        assert_eq!(wrong(write(app, &order, answer(id(&first)))), wanted);
    }

    fn a_closed_note_is_locked_while_its_thread_has_answers(app) {
        let order = order_path(app);
        let closed = write(app, &order, json!({"label": "n", "text": "t", "issue": true, "closed": true})).expect(201).json();
        let path = format!("/notes/{}", id(&closed));
        let answer = written(app, &order, json!({"label": "n", "text": "t", "thread_id": id(&closed)}));
        assert_eq!(app.ask("DELETE", &path).send().expect(423).json()["title"], "Locked");
        assert_eq!(counted(app, &order), [2, 0, 1]);
        app.ask("DELETE", &answer).send().expect(205);
        app.ask("DELETE", &path).send().expect(205);
        // An open one may go before its answers.
        let open = write(app, &order, note("open")).expect(201).json();
        written(app, &order, json!({"label": "n", "text": "t", "thread_id": id(&open)}));
        app.ask("DELETE", &format!("/notes/{}", id(&open))).send().expect(205);
        assert_eq!(counted(app, &order), [1, 0, 0]);
    }

    fn the_contacts_that_a_note_names_are_notified_if_they_are_users(app) {
        let ann = someone(app, "ann", "me:profile");
        put(app, "/users/ann", json!({"email": "ann@example.com"})).expect(200);
        let contact = |email: &str| make(app, "contacts", json!({"label": email, "name": email, "email": email}));
        let notify = [contact("Ann@example.com"), contact("elsewhere@example.com")].map(|id| json!({"contact_id": id}));
        let order = order_path(app);
        write(app, &order, json!({"label": "Scratch", "text": "On the lid", "issue": true, "notify": notify})).expect(201);
        write(app, &order, json!({"label": "Nothing", "text": "For nobody", "notify": []})).expect(201);
        let page = get(&ann, "/me/notifications");
        let told = &page["_embedded"]["nter:notifications"];
        assert_eq!(told.as_array().map(Vec::len), Some(1), "{page}");
        assert_eq!((&told[0]["label"], &told[0]["message"], &told[0]["severity"]),
            (&json!("Scratch"), &json!("On the lid"), &json!("issue")));
        // A note that is refused tells nobody.
        write(app, &order, json!({"label": "Lost", "text": "", "notify": notify})).expect(400);
        assert_eq!(get(&ann, "/me/notifications")["total_count"], 1);
    }

    fn a_wrong_note_is_refused(app) {
        let order = order_path(app);
        write(app, &order, note(&"ä".repeat(1000))).expect(201);
        for (body, keyword, path) in [
            (json!({"text": "t"}), "required", ""),
            (json!({"label": "l"}), "required", ""),
            (json!({"label": 7, "text": "t"}), "type", ".label"),
            (json!({"label": "l", "text": null}), "type", ".text"),
            (note(""), "minLength", ".text"),
            (note(&"ä".repeat(1001)), "maxLength", ".text"),
            (json!({"label": "l", "text": "t", "issue": "yes"}), "type", ".issue"),
            (json!({"label": "l", "text": "t", "thread_id": "a b"}), "pattern", ".thread_id"),
            (json!({"label": "l", "text": "t", "notify": [{"contact_id": "none"}]}), "exists", ".notify[0].contact_id"),
            (json!({"label": "l", "text": "t", "notify": [{}]}), "required", ".notify[0]"),
            (json!({"label": "l", "text": "t", "notify": vec![json!({"contact_id": "c"}); 101]}), "maxItems", ".notify"),
        ] {
            assert_eq!(wrong(write(app, &order, body)), message(keyword, path));
        }
        assert_eq!(counted(app, &order), [1, 0, 0]);
        let contact = make(app, "contacts", json!({"label": "A", "name": "A", "email": "a@example.com"}));
        write(app, &order, json!({"label": "l", "text": "t", "notify": [{"contact_id": contact}]})).expect(201);
        for path in ["/work-orders/none", "/units/none", "/units/a%00b"] {
            write(app, path, note("t")).expect(404);
            app.ask("GET", &format!("{path}/notes")).send().expect(404);
        }
        app.ask("GET", "/notes/a%00b").send().expect(404);
        app.ask("PUT", "/notes/none").json(note("t")).send().expect(405);
    }

    fn notes_are_for_who_holds_the_right_and_reads_the_thing(app) {
        let order = order_path(app);
        let path = written(app, &order, note("t"));
        let notes = format!("{order}/notes");
        let reads = "work-order:read,project:read,program:read,customer:read";
        for rights in ["note:read", reads] {
            let caller = app.caller(rights);
            caller.ask("GET", &path).send().expect(403);
            caller.ask("GET", &notes).send().expect(403);
            write(&caller, &order, note("t")).expect(403);
            caller.ask("DELETE", &path).send().expect(403);
        }
        let reader = app.caller(&format!("note:read,{reads}"));
        get(&reader, &path);
        assert_eq!(get(&reader, &notes)["total_count"], 1);
        write(&reader, &order, note("t")).expect(403);
        reader.ask("DELETE", &path).send().expect(403);
        let writer = app.caller(&format!("note:create,{reads}"));
        let own = written(&writer, &order, note("mine"));
        writer.ask("DELETE", &path).send().expect(403);
        // Who wrote a note may take it back.
        writer.ask("DELETE", &own).send().expect(205);
        app.caller(&format!("note:delete,note:read,{reads}")).ask("DELETE", &path).send().expect(205);

        let path = written(app, &order, note("t"));
        let ann = someone(app, "ann", "note:read");
        relate(app, &order, "viewer", "USER", "ann").expect(201);
        get(&ann, &path);
        get(&ann, &notes);
        let bob = someone(app, "bob", "me:profile");
        relate(app, &order, "viewer", "USER", "bob").expect(201);
        bob.ask("GET", &path).send().expect(403);
        relate(app, &order, "owner", "USER", "bob").expect(201);
        get(&bob, &notes);
        written(&bob, &order, note("t"));
        bob.ask("DELETE", &path).send().expect(205);

        for (client, status) in [(app.without_token(), 401), (app.stranger(), 404)] {
            client.ask("GET", &notes).send().expect(status);
            client.ask("GET", &path).send().expect(status);
            client.ask("DELETE", &path).send().expect(status);
            write(&client, &order, note("t")).expect(status);
        }
    }

    fn notes_go_with_what_they_are_about(app) {
        let order = order_path(app);
        let path = written(app, &order, note("t"));
        app.ask("DELETE", &order).send().expect(205);
        app.ask("GET", &path).send().expect(404);
        app.ask("DELETE", &path).send().expect(404);
    }

    fn a_note_is_written_once_with_a_key_and_many_at_once_are_all_counted(app) {
        let order = order_path(app);
        let ask = || app.ask("POST", &format!("{order}/notes")).header("idempotency-key", "k").json(note("t")).send().expect(201);
        assert_eq!(ask().json(), ask().json());
        let issue = json!({"label": "n", "text": "t", "issue": true});
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| (0..5).for_each(|_| { write(app, &order, issue.clone()).expect(201); }));
            }
        });
        assert_eq!(counted(app, &order), [41, 40, 0]);
        let page = get(app, &format!("{order}/notes?limit=25"));
        assert_eq!(page["total_count"], 41);
        let rest = get(app, &format!("{order}/notes?limit=25&offset={}", page["offset"].as_str().expect("more")));
        assert_eq!(rest["_embedded"]["nter:notes"].as_array().expect("a page").len(), 16);
    }

    fn a_note_outlives_who_wrote_it(app) {
        user(app, "ann", &["administrator"]);
        let path = written(&session(app, "ann"), &order_path(app), note("t"));
        app.ask("DELETE", "/users/ann").send().expect(205);
        let shown = get(app, &path);
        assert_eq!((&shown["created_by"]["user_id"], &shown["created_by"]["name"]), (&json!("ann"), &json!("ann")));
    }

    fn an_issue_is_closed_and_opened_again(app) {
        let about = order_path(app);
        let issue = json!({"label": "Tag", "text": "It is loose", "issue": true});
        let path = written(app, &about, issue);
        assert_eq!(counted(app, &about), [1, 1, 0]);
        let change = |body: Value| app.ask("PATCH", &path).json(body).send();
        let closed = change(json!({"closed": true})).expect(200).json();
        assert_eq!((&closed["issue"], &closed["closed"], &closed["text"]), (&json!(true), &json!(true), &json!("It is loose")));
        assert_eq!((counted(app, &about), get(app, &path)), ([1, 0, 1], closed));
        change(json!({"closed": true})).expect(200);
        assert_eq!(counted(app, &about), [1, 0, 1]);
        change(json!({"closed": false})).expect(200);
        assert_eq!(counted(app, &about), [1, 1, 0]);
        assert_eq!(change(json!({"issue": false, "text": "Other"})).expect(200).json()["text"], "It is loose");
        assert_eq!(counted(app, &about), [1, 0, 0]);
        for wrong in [json!({"closed": "yes"}), json!({"issue": 1}), json!([])] {
            change(wrong).expect(400);
        }
        let tag = app.ask("GET", &path).send().expect(200).tag().to_owned();
        change(json!({"issue": true})).expect(200);
        app.ask("PATCH", &path).header("if-match", &tag).json(json!({"closed": true})).send().expect(412);
        let reads = "note:read,work-order:read,project:read,program:read,customer:read";
        app.caller(reads).ask("PATCH", &path).json(json!({"closed": true})).send().expect(403);
        app.caller(&format!("note:update,{reads}")).ask("PATCH", &path).json(json!({"closed": true})).send().expect(200);
        assert_eq!(counted(app, &about), [1, 0, 1]);
    }
}
