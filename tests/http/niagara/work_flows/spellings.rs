//! The oldest words of work flows, and graphs that cannot be.

use serde_json::{Value, json};

use super::super::contexts::shop::{Shop, run, start};
use super::super::world::{get, make, post};
use super::{flow, made, path, with, wrong};
use crate::both;

/// A work flow with these steps beside its two ends.
fn of(starts_at: &str, steps: Value) -> Value {
    let mut body = with(&flow("Old hand"), json!({"starts_at": starts_at}));
    let ends = body["steps"].as_object().expect("steps").clone();
    let ends = ends.into_iter().filter(|(key, _)| key != "look");
    body["steps"] = steps;
    body["steps"].as_object_mut().expect("steps").extend(ends);
    body
}

/// A step of the oldest documents.
fn old(kind: &str, goto: &str, more: Value) -> Value {
    with(&json!({"type": kind, "label": kind, "goto": goto, "goto-fail": "failed"}), more)
}

/// A work flow in the words of the oldest documents.
fn oldest(part: &str, project: &str) -> Value {
    let actions = json!({"actions": [], "retry": 0, "finally": {}});
    let items = json!([{"label": "Screen whole", "evaluated": true, "na_option": true}]);
    of(
        "begin",
        json!({
            "begin": old("load", "take", json!({"onStart": actions, "onComplete": actions,
                "onError": {"retry": 1, "finally": {"actions": actions}}})),
            "take": old("function", "which", json!({"options": {"function": "allocate-units-to-project",
                "payload": {"part_id": part, "program_id": project, "qty": 1}}})),
            "which": old("choice", "check", json!({"choices": [
                {"and": [{"variable": "$.left", "greater_than": "42"}], "goto": "done"}]})),
            "check": old("user", "done", json!({"options": {"component": "task-list", "payload": {"items": items}}})),
        }),
    )
}

both! {
    fn the_words_of_the_oldest_documents_are_taken_and_answered_in_todays(app) {
        let shop = Shop::new(app);
        let made = made(app, oldest(&shop.part, &shop.project));
        let steps = &made["steps"];
        for (key, kind) in [("begin", "pass"), ("take", "function"), ("which", "decision"), ("check", "user")] {
            assert_eq!((&steps[key]["step_type"], &steps[key]["goto_fail"]), (&json!(kind), &json!("failed")), "{key}");
        }
        assert_eq!((&steps["begin"]["on_start"], &steps["begin"]["on_complete"]), (&json!([]), &json!([])));
        assert_eq!(steps["begin"]["on_error"], json!({"retry": 1, "finally": {"actions": []}}));
        let options = &steps["take"]["options"];
        assert_eq!((&options["function"], &options["payload"]["project_id"]), (&json!("allocate-unit-to-project"), &json!(shop.project)));
        let condition = json!([{"variable": "$.left", "operator": "greater_than", "operand": "42"}]);
        assert_eq!(steps["which"]["choices"], json!([{"and": condition, "goto": "done"}]));
        let item = &steps["check"]["options"]["payload"]["items"][0];
        assert_eq!((&item["na_field"], &item["slug"], item.get("na_option")), (&json!(true), &json!("screen-whole"), None));
        let read = get(app, &path(&made));
        assert_eq!(read, made);
        // What is answered can be sent back, and is the same version.
        let body = with(&flow("Old hand"), json!({"starts_at": read["starts_at"], "steps": read["steps"]}));
        let same = app.ask("PUT", &path(&made)).json(body).send().expect(200).json();
        assert_eq!((&same["workflow_version"], &same["steps"]), (&json!(1), steps));
    }

    fn a_work_flow_in_the_oldest_words_runs(app) {
        let shop = Shop::new(app);
        let flow = make(app, "work-flows", oldest(&shop.part, &shop.project));
        let begun = run(start(app, &flow, &shop.unit(app, "Subject")));
        let steps: Vec<_> = begun["last_steps"].as_array().expect("steps").iter().map(|step| step["step_name"].clone()).collect();
        assert_eq!((steps, &begun["current_step"]), (vec![json!("begin"), json!("take"), json!("which")], &json!("check")));
        assert_eq!(get(app, &format!("/projects/{}/units", shop.project))["total_count"], 1);
        let context = begun["context_id"].as_str().expect("an id");
        let na = json!({"step": "check", "type": "close", "items": [{"slug": "screen-whole", "value": "ok"}]});
        assert_eq!(post(app, &format!("contexts/{context}"), na).expect(200).json()["outcome"], "succeeded");
    }

    fn a_graph_that_cannot_be_walked_to_an_end_is_refused(app) {
        let kept = made(app, flow("Good"));
        let circle = json!({"a": old("pass", "b", json!({"goto-fail": "b"})), "b": old("pass", "a", json!({"goto-fail": "a"}))});
        let twice = json!({"split": old("parallel", "done", json!({"branches": [
            {"starts_at": "a", "steps": {"a": old("pass", "done", json!({}))}},
            {"starts_at": "a", "steps": {"a": old("pass", "done", json!({}))}}]}))});
        let nowhere = json!({"a": old("pass", "away", json!({"goto-fail": "gone"}))});
        let choice = json!({"a": old("choice", "done", json!({"choices": [
            {"or": [{"variable": "x", "equals": "1"}], "goto": "away"}]}))});
        for (starts_at, steps, told) in [
            ("a", circle, vec![("endReachable", ".steps")]),
            ("split", twice, vec![("uniqueStep", ".steps['split'].branches[1].steps['a']")]),
            ("a", nowhere, vec![("stepExists", ".steps['a'].goto"), ("stepExists", ".steps['a']['goto-fail']")]),
            ("a", choice, vec![("stepExists", ".steps['a'].choices[0].goto")]),
            ("away", json!({}), vec![("stepExists", ".starts_at")]),
        ] {
            let body = of(starts_at, steps);
            let problem = post(app, "work-flows", body.clone()).expect(400).json();
            assert_eq!(wrong(&problem), told, "{problem:#}");
            let problem = app.ask("PUT", &path(&kept)).json(body).send().expect(400).json();
            assert_eq!(wrong(&problem), told);
        }
        assert_eq!(get(app, &path(&kept)), kept);
    }

    fn two_steps_under_one_key_are_refused(app) {
        let body = flow("Twice").to_string();
        let step = r#""look":{"step_type":"pass","label":"Again","goto":"done","goto_fail":"failed"},"#;
        let twice = body.replacen(r#""steps":{"#, &format!(r#""steps":{{{step}"#), 1);
        assert_ne!(twice, body);
        let problem = app.ask("POST", "/work-flows").header("content-type", "application/json").body(twice).send().expect(400);
        assert!(problem.text().contains("look"), "{}", problem.text());
        assert_eq!(get(app, "/work-flows")["total_count"], 0);
    }
}
