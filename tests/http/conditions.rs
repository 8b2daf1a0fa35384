//! `ETag`, `If-Match`, `If-None-Match` and `Idempotency-Key`.

use serde_json::{Value, json};

use crate::both;
use crate::harness::{Answer, App, Client, Engine};

const ORDER: &str = "/seiapi/v3/trans/WorkOrder/1214";

fn patch_if(app: &App, tags: &[&str], body: Value) -> Answer {
    let ask = app.ask("PATCH", ORDER);
    tags.iter().fold(ask, |ask, tag| ask.header("if-match", tag)).json(body).send()
}

fn once(client: &Client, method: &str, key: &str, body: Value) -> Answer {
    client.ask(method, ORDER).header("idempotency-key", key).json(body).send()
}

both! {
    fn a_put_that_expects_nothing_only_inserts(app) {
        let insert = || app.ask("PUT", ORDER).header("if-none-match", "*").json(json!({"Title": "a"})).send();
        insert().expect(201);
        insert().expect(412);
        assert_eq!(app.get("1214").version(), 1);
    }

    fn the_tag_is_the_version_and_a_hash_and_every_change_makes_a_new_one(app) {
        let first = app.put("1214", json!({"Title": "a"})).expect(201);
        let second = app.patch("1214", json!({"Title": "b"})).expect(200);
        assert_eq!((first.version(), second.version()), (1, 2));
        assert!(
            first.tag().trim_matches('"').split('.').nth(1).is_some_and(|hash| !hash.is_empty()),
            "{}",
            first.tag()
        );
        assert_eq!(app.get("1214").tag(), second.tag());
    }

    fn a_reader_who_has_it_is_told_so(app) {
        app.put("1214", json!({"Title": "a"})).expect(201);
        let tag = app.get("1214").tag().to_owned();
        for known in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}"), "*".to_owned()] {
            let answer = app.ask("GET", ORDER).header("if-none-match", &known).send().expect(304);
            assert!(answer.body.is_empty() && answer.tag() == tag);
        }
        app.ask("GET", ORDER).header("if-none-match", "\"1.0\"").send().expect(200);
        app.patch("1214", json!({"Title": "b"})).expect(200);
        app.ask("GET", ORDER).header("if-none-match", &tag).send().expect(200);
    }

    fn a_change_of_another_version_than_expected_is_refused(app) {
        let first = app.put("1214", json!({"Title": "a"})).expect(201).tag().to_owned();
        let second = patch_if(app, &[&first], json!({"Title": "b"})).expect(200).tag().to_owned();
        patch_if(app, &[&first], json!({"Title": "c"})).expect(412).standard();
        for method in ["PUT", "POST", "DELETE"] {
            let ask = app.ask(method, ORDER).header("if-match", &first);
            let ask = if method == "DELETE" { ask } else { ask.json(json!({"Title": "c"})) };
            ask.send().expect(412).standard();
        }
        app.ask("PUT", &format!("{ORDER}/Dispatch"))
            .header("if-match", &first)
            .json(json!({}))
            .send()
            .expect(412);
        app.ask("PUT", &format!("{ORDER}/TechNotes"))
            .header("if-match", &first)
            .json(json!({"TechNotes": []}))
            .send()
            .expect(412);
        assert_eq!(app.order("1214")["Title"], "b");
        patch_if(app, &[&first, &second], json!({"Title": "d"})).expect(200);
        patch_if(app, &[&format!("{first}, \"3.x\"")], json!({"Title": "e"})).expect(200);
        app.ask("DELETE", ORDER).header("if-match", "\"4\"").send().expect(200);
    }

    fn any_version_will_do_for_a_star_but_there_must_be_one(app) {
        app.ask("PUT", ORDER).header("if-match", "*").json(json!({})).send().expect(412).standard();
        app.get("1214").expect(404);
        app.put("1214", json!({})).expect(201);
        app.ask("PUT", ORDER).header("if-match", "*").json(json!({"Title": "t"})).send().expect(200);
    }

    fn a_condition_that_is_no_entity_tag_is_refused(app) {
        app.put("1214", json!({"Title": "a"})).expect(201);
        for tag in ["1", "\"1", "'1'", ",", "\"1\" \"2\""] {
            patch_if(app, &[tag], json!({"Title": "b"})).expect(if tag == "\"1\" \"2\"" { 412 } else { 400 });
        }
        // One of somebody else matches nothing.
        patch_if(app, &["\"abc\""], json!({"Title": "b"})).expect(412);
        patch_if(app, &["\"99999999999999999999\""], json!({"Title": "b"})).expect(412);
        assert_eq!(app.order("1214")["Title"], "a");
    }

    fn a_request_with_a_key_is_done_once_and_answered_the_same_again(app) {
        let first = once(app, "PUT", "k1", json!({"Credits": []})).expect(201);
        let again = once(app, "PUT", "k1", json!({"Credits": []})).expect(201);
        assert_eq!(
            (first.json(), first.tag(), first.header("location")),
            (again.json(), again.tag(), again.header("location"))
        );
        let first = once(app, "PATCH", "k1", json!({"Credits": [{"Amount": 1}]})).expect(200);
        let again = once(app, "PATCH", "k1", json!({"Credits": [{"Amount": 1}]})).expect(200);
        assert_eq!((first.json(), first.tag()), (again.json(), again.tag()));
        assert_eq!(app.order("1214")["Credits"], json!([{"Amount": 1}]));
        app.patch("1214", json!({"Credits": [{"Amount": 1}]})).expect(200);
        assert_eq!(
            app.order("1214")["Credits"],
            json!([{"Amount": 1}, {"Amount": 1}]),
            "without a key it is done again"
        );
    }

    fn a_delete_with_a_key_is_answered_the_same_again(app) {
        app.put("1214", json!({})).expect(201);
        let delete = || app.ask("DELETE", ORDER).header("idempotency-key", "d").send();
        delete().expect(200);
        delete().expect(200);
        app.delete("1214").expect(404);
        app.put("1214", json!({})).expect(201);
        delete().expect(200);
        app.get("1214").expect(200);
    }

    fn a_key_used_with_another_body_is_refused(app) {
        once(app, "PUT", "k", json!({"Title": "a"})).expect(201);
        once(app, "PUT", "k", json!({"Title": "b"})).expect(422).standard();
        assert_eq!(app.order("1214")["Title"], "a");
    }

    fn a_post_that_is_a_patch_is_another_request_under_the_same_key(app) {
        app.put("1214", json!({"Title": "a", "Remarks": "r"})).expect(201);
        let post = || app.ask("POST", ORDER).header("idempotency-key", "k").json(json!({"Title": "b"}));
        let patch = post().header("x-http-method-override", "PATCH").send().expect(200);
        post().send().expect(422).standard();
        let again = post().header("X-HTTP-Method-Override", "patch").send().expect(200);
        assert_eq!(again.tag(), patch.tag());
        assert_eq!(app.order("1214"), json!({"Title": "b", "Remarks": "r", "OrderNum": "1214"}));
    }

    fn a_key_belongs_to_its_method_address_caller_and_tenant(app) {
        once(app, "PUT", "k", json!({"Title": "a"})).expect(201);
        once(app, "PATCH", "k", json!({"Title": "b"})).expect(200);
        let other = app.ask("PUT", "/seiapi/v3/trans/WorkOrder/1215").header("idempotency-key", "k");
        other.json(json!({"Title": "c"})).send().expect(201);
        once(&app.caller("workorder:*"), "PUT", "k", json!({"Title": "d"})).expect(200);
        once(&app.stranger(), "PUT", "k", json!({"Title": "e"})).expect(201);
        assert_eq!((&app.order("1214")["Title"], &app.order("1215")["Title"]), (&json!("d"), &json!("c")));
        assert_eq!(app.stranger().order("1214")["Title"], "e");
    }

    fn rights_are_checked_before_an_answer_is_given_again(app) {
        once(app, "PUT", "k", json!({"Title": "a"})).expect(201);
        let reader = app.with_token(&app.token_with(&["--subject", "tester", "--grant", "workorder:read"]));
        once(&reader, "PUT", "k", json!({"Title": "a"})).expect(403).standard();
    }

    fn a_refusal_is_not_kept_under_a_key(app) {
        once(app, "PATCH", "k", json!({"Title": "a"})).expect(404);
        once(app, "PUT", "bad", json!({"Assets": 1})).expect(400);
        app.put("1214", json!({})).expect(201);
        once(app, "PATCH", "k", json!({"Title": "a"})).expect(200);
        once(app, "PUT", "bad", json!({"Assets": []})).expect(200);
    }

    fn a_key_must_be_decent(app) {
        once(app, "PUT", "", json!({})).expect(400).standard();
        once(app, "PUT", &"k".repeat(256), json!({})).expect(400).standard();
        once(app, "PUT", &"k".repeat(255), json!({})).expect(201);
    }

    fn twins_in_parallel_are_done_once(app) {
        app.put("1214", json!({})).expect(201);
        let send = || once(app, "PATCH", "k", json!({"Credits": [{"Amount": 1}]})).expect(200);
        let tags: Vec<String> = std::thread::scope(|scope| {
            let twins: Vec<_> = (0..16).map(|_| scope.spawn(send)).collect();
            twins.into_iter().map(|twin| twin.join().expect("answered").tag().to_owned()).collect()
        });
        assert!(tags.iter().all(|tag| *tag == tags[0]), "{tags:?}");
        assert_eq!(app.order("1214")["Credits"], json!([{"Amount": 1}]));
    }
}

#[test]
fn twins_sent_to_two_nodes_are_done_once() {
    let app = App::start(Engine::Postgres);
    let other = app.another_node();
    app.put("1214", json!({})).expect(201);
    for round in 0..10 {
        let nodes: [&Client; 2] = [&app, &other];
        let tags: Vec<String> = std::thread::scope(|scope| {
            let key = format!("k{round}");
            let twins: Vec<_> = (0..8)
                .map(|twin: usize| {
                    let key = key.clone();
                    scope.spawn(move || {
                        let body = json!({"Credits": [{"Amount": round}]});
                        once(nodes[twin % 2], "PATCH", &key, body).expect(200).tag().to_owned()
                    })
                })
                .collect();
            twins.into_iter().map(|twin| twin.join().expect("answered")).collect()
        });
        assert!(tags.iter().all(|tag| *tag == tags[0]), "{tags:?}");
    }
    assert_eq!(app.order("1214")["Credits"].as_array().map(Vec::len), Some(10));
}

#[test]
fn an_answer_is_kept_for_a_day_and_then_forgotten() {
    let app = App::start(Engine::Postgres);
    app.put("1214", json!({})).expect(201);
    let send = |key: &str| once(&app, "PATCH", key, json!({"Credits": [{"Amount": 1}]})).expect(200);
    send("k");
    // As if 23 hours had passed, then two more; the sweep is due at once.
    app.sql("UPDATE idempotency SET created = created - 23 * 3600000; UPDATE due_work SET due = 0");
    std::thread::sleep(std::time::Duration::from_millis(1_500));
    send("k");
    assert_eq!(app.order("1214")["Credits"], json!([{"Amount": 1}]));
    app.sql("UPDATE idempotency SET created = created - 2 * 3600000; UPDATE due_work SET due = 0");
    std::thread::sleep(std::time::Duration::from_millis(1_500));
    send("k");
    assert_eq!(app.order("1214")["Credits"], json!([{"Amount": 1}, {"Amount": 1}]));
}
