//! What a client may add to the published operations: entity tags, conditions, idempotency keys, HEAD and OPTIONS.

use serde_json::json;

use super::{order_at, problem, shown};
use crate::both;
use crate::harness::Client;
use crate::niagara::world::{get, order, post, project, put};

fn once(client: &Client, method: &str, path: &str, body: serde_json::Value) -> crate::harness::Answer {
    client.ask(method, path).header("idempotency-key", "k-1").json(body).send()
}

both! {
    fn a_reader_who_has_it_is_told_304(app) {
        let project = project(app);
        let path = order_at(app, &project, "Tablets");
        let tag = app.ask("GET", &path).send().expect(200).tag().to_owned();
        let again = |tag: &str| app.ask("GET", &path).header("if-none-match", tag).send();
        let answer = again(&tag).expect(304);
        assert!(answer.body.is_empty() && answer.tag() == tag);
        again("\"1.0\"").expect(200);
        put(app, &path, order(&project, "Phones")).expect(200);
        again(&tag).expect(200);
    }

    fn a_change_of_another_version_than_expected_is_refused(app) {
        let project = project(app);
        let path = order_at(app, &project, "Tablets");
        let first = app.ask("GET", &path).send().expect(200).tag().to_owned();
        let change = |label: &str| app.ask("PUT", &path).header("if-match", &first).json(order(&project, label)).send();
        let second = change("Phones").expect(200);
        assert_eq!(second.version(), 2);
        assert_eq!(app.ask("GET", &path).send().tag(), second.tag());
        problem(change("Watches"), 412);
        problem(app.ask("DELETE", &path).header("if-match", &first).send(), 412);
        assert_eq!(get(app, &path)["label"], "Phones");
        app.ask("DELETE", &path).header("if-match", second.tag()).send().expect(205);
    }

    fn a_repeat_with_a_key_is_answered_as_the_first_was(app) {
        let project = project(app);
        let first = once(app, "POST", "/work-orders", order(&project, "Tablets")).expect(200);
        let again = once(app, "POST", "/work-orders", order(&project, "Tablets"));
        assert_eq!(again.header("location"), first.header("location"));
        assert_eq!(shown(again, 200, "one"), first.json());
        problem(once(app, "POST", "/work-orders", order(&project, "Phones")), 422);
        assert_eq!(get(app, "/work-orders")["total_count"], 1);

        let path = first.header("location").expect("an address").trim_start_matches(app.base()).to_owned();
        let changed = once(app, "PUT", &path, order(&project, "Phones")).expect(200);
        assert_eq!(once(app, "PUT", &path, order(&project, "Phones")).expect(200).body, changed.body);
        problem(once(app, "PUT", &path, order(&project, "Watches")), 422);
        assert_eq!(app.ask("GET", &path).send().version(), 2);
        for _ in 0..2 {
            let gone = app.ask("DELETE", &path).header("idempotency-key", "k-2").send().expect(205);
            assert_eq!((gone.header("content-length"), gone.body.len()), (Some("0"), 0));
        }
    }

    fn a_relation_that_is_made_twice_with_a_key_is_made_once(app) {
        let project = project(app);
        let (one, other) = (order_at(app, &project, "a"), order_at(app, &project, "b"));
        let id = other.trim_start_matches("/work-orders/");
        let body = json!({"relation": "backup", "entity": {"entity_type": "WOR", "entity_id": id}});
        let at = format!("{one}/relations");
        let before = get(app, &at)["total_count"].as_i64().expect("a number");
        let first = once(app, "POST", &at, body.clone()).expect(201);
        assert_eq!(once(app, "POST", &at, body).expect(201).body, first.body);
        assert_eq!(get(app, &at)["total_count"], before + 1);
    }

    fn a_head_is_a_get_without_its_body(app) {
        let project = project(app);
        let path = order_at(app, &project, "Tablets");
        for path in [path.as_str(), "/work-orders", &format!("{path}/relations")] {
            let (get, head) = (app.ask("GET", path).send().expect(200), app.ask("HEAD", path).send().expect(200));
            assert!(head.body.is_empty(), "{path}");
            assert_eq!(head.header("content-type"), get.header("content-type"));
            assert_eq!(head.header("content-length"), Some(get.body.len().to_string().as_str()));
            assert_eq!(head.header("etag"), get.header("etag"));
        }
        assert!(app.ask("HEAD", "/work-orders/nothing").send().expect(404).body.is_empty());
    }

    fn a_method_that_is_not_there_is_405_and_says_which_are(app) {
        let path = order_at(app, &project(app), "Tablets");
        for (method, path, allowed) in [
            ("PATCH", "/work-orders", ["GET", "HEAD", "POST"].as_slice()),
            ("DELETE", "/work-orders", &["GET", "HEAD", "POST"]),
            ("POST", path.as_str(), &["DELETE", "GET", "HEAD", "PUT"]),
            ("PUT", &format!("{path}/relations"), &["GET", "HEAD", "POST"]),
            ("GET", &format!("{path}/relations/x"), &["DELETE"]),
        ] {
            let answer = app.ask(method, path).send();
            let mut said: Vec<String> =
                answer.header("allow").unwrap_or_default().split(',').map(|word| word.trim().to_owned()).collect();
            said.sort();
            assert_eq!(said, allowed, "{method} {path}");
            problem(answer, 405);
        }
    }

    fn options_tell_the_methods_and_what_a_patch_comes_as(app) {
        let path = order_at(app, &project(app), "Tablets");
        let closing = "application/json, application/vnd.fail-step+json, application/fail-step+json";
        for (path, methods, types) in [
            (path.as_str(), ["DELETE", "GET", "HEAD", "OPTIONS", "PUT"].as_slice(), None),
            ("/batches", &["GET", "HEAD", "OPTIONS", "PATCH", "POST"],
                Some("application/multi-batch+json, application/vnd.nter.multi-batch+json")),
            ("/me/notifications/1", &["GET", "HEAD", "OPTIONS", "PATCH"], Some("application/json-patch+json")),
            ("/contexts/1/first", &["GET", "HEAD", "OPTIONS", "PATCH"], Some(closing)),
            ("/units/1", &["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "PUT"], Some("application/json")),
        ] {
            let answer = app.without_token().ask("OPTIONS", path).send().expect(204);
            let mut said: Vec<&str> = answer.header("allow").unwrap_or_default().split(',').map(str::trim).collect();
            said.sort_unstable();
            assert_eq!((said.as_slice(), answer.header("accept-patch")), (methods, types), "{path}");
            assert!(answer.body.is_empty(), "{path}");
        }
        problem(app.ask("OPTIONS", "/customers/none/nothing").send(), 404);
    }

    fn the_order_in_which_conditions_are_checked_lets_no_one_probe(app) {
        let path = order_at(app, &project(app), "Tablets");
        let reader = app.caller("customer:read");
        problem(reader.ask("DELETE", &path).header("if-match", "\"9.0\"").send(), 403);
        problem(post(&reader, "work-orders", json!({"label": "x", "project": {"project_id": "nothing"}})), 403);
    }
}
