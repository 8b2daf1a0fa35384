//! `/work-flows/{id}/versions`: what a work flow was.

use serde_json::{Value, json};

use super::{flow, made, path, with};
use crate::both;

fn labels(page: &Value) -> Vec<&str> {
    let versions = page["_embedded"]["nter:work-flow-versions"].as_array().expect("versions").iter();
    versions.map(|one| one["label"].as_str().expect("a label")).collect()
}

both! {
    fn earlier_versions_stay_as_they_were(app) {
        let first = made(app, flow("A"));
        let path = path(&first);
        for label in ["B", "C"] {
            app.ask("PUT", &path).json(flow(label)).send().expect(200);
        }
        let page = app.ask("GET", &format!("{path}/versions?limit=2")).send().expect(200).json();
        assert_eq!((&page["total_count"], labels(&page)), (&json!(3), vec!["A", "B"]));
        let next = page["_links"]["next"]["href"].as_str().and_then(|href| href.strip_prefix(app.base()));
        let rest = app.ask("GET", next.expect("a next page")).send().expect(200).json();
        assert_eq!((&rest["offset"], labels(&rest)), (&json!(null), vec!["C"]));
        assert_eq!(rest["_embedded"]["nter:work-flow-versions"][0]["workflow_version"], 3);

        let then = app.ask("GET", &format!("{path}/versions/1")).send().expect(200).json();
        for member in ["work_flow_id", "label", "workflow_version", "created", "updated", "steps", "warnings"] {
            assert_eq!(then[member], first[member], "{member}");
        }
        let links = json!({
            "self": {"href": format!("{}{path}/versions/1", app.base())},
            "nter:work-flow": {"href": format!("{}{path}", app.base())},
        });
        assert_eq!(then["_links"], links);
    }

    fn a_version_that_there_never_was_is_not_found(app) {
        let path = path(&made(app, flow("A")));
        for version in ["0", "2", "-1", "one", "99999999999999999999"] {
            app.ask("GET", &format!("{path}/versions/{version}")).send().expect(404);
        }
        app.ask("GET", &format!("{path}/versions?offset=nowhere")).send().expect(400);
        app.ask("GET", "/work-flows/none/versions").send().expect(404);
        app.ask("GET", "/work-flows/none/versions/1").send().expect(404);
    }

    fn a_body_that_defines_the_same_makes_no_version(app) {
        let first = made(app, with(&flow("A"), json!({"triggered_by": ["UNIT.created", "UNIT.changed"]})));
        let path = path(&first);
        let mut turned = first.clone();
        let steps = first["steps"].as_object().expect("steps").iter().rev();
        turned["steps"] = steps.map(|(key, step)| (key.clone(), step.clone())).collect();
        turned["triggered_by"] = json!(["UNIT.updated", "UNIT.created"]);
        let after = app.ask("PUT", &path).json(turned).send().expect(200).json();
        assert_eq!(after, first);
        let page = app.ask("GET", &format!("{path}/versions")).send().expect(200).json();
        assert_eq!(page["total_count"], 1);
    }

    fn what_a_body_leaves_out_stays_and_what_is_empty_goes(app) {
        let more = json!({
            "triggered_by": ["UNIT.created"], "metadata": {"team": "bench"},
            "context": [{"key": "count", "value": 0}],
        });
        let path = path(&made(app, with(&flow("A"), more.clone())));
        let kept = app.ask("PUT", &path).json(flow("B")).send().expect(200).json();
        for member in ["triggered_by", "metadata", "context"] {
            assert_eq!(kept[member], more[member], "{member}");
        }
        let body = with(&flow("B"), json!({"triggered_by": [], "metadata": {}, "context": []}));
        let gone = app.ask("PUT", &path).json(body).send().expect(200).json();
        assert_eq!((&gone["triggered_by"], &gone["metadata"]), (&json!([]), &json!({})));
        assert_eq!((&gone["context"], &gone["workflow_version"]), (&json!([]), &json!(3)));
        let then = app.ask("GET", &format!("{path}/versions/2")).send().expect(200).json();
        assert_eq!(then["context"], more["context"]);
    }

    fn a_change_of_another_version_than_the_caller_knows_is_refused(app) {
        let answer = super::post(app, "work-flows", flow("A")).expect(200);
        let (tag, path) = (answer.tag().to_owned(), path(&answer.json()));
        app.ask("PUT", &path).header("if-match", &tag).json(flow("B")).send().expect(200);
        app.ask("PUT", &path).header("if-match", &tag).json(flow("C")).send().expect(412);
        let read = app.ask("GET", &path).send().expect(200).json();
        assert_eq!((&read["label"], &read["workflow_version"]), (&json!("B"), &json!(2)));
    }
}
