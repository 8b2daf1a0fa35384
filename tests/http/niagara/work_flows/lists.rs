//! `GET /work-flows`.

use serde_json::{Value, json};

use super::{flow, made, path, with};
use crate::both;

fn labels(page: &Value) -> Vec<&str> {
    let flows = page["_embedded"]["nter:work-flows"].as_array().expect("work flows").iter();
    flows.map(|one| one["label"].as_str().expect("a label")).collect()
}

both! {
    fn work_flows_are_listed_by_what_they_apply_to_and_sorted_by_version(app) {
        for (label, applies_to) in [("b", "UNIT"), ("a", "UNIT"), ("c", "PART")] {
            made(app, with(&flow(label), json!({"applies_to": applies_to})));
        }
        let old = path(&made(app, flow("d")));
        app.ask("PUT", &old).json(flow("e")).send().expect(200);
        for (query, expected) in [
            ("", vec!["b", "a", "c", "e"]),
            ("filter%5Bapplies_to%5D=UNIT", vec!["b", "a", "e"]),
            ("filter[applies_to]=PART", vec!["c"]),
            ("filter[applies_to]=CUS", vec![]),
            ("sort=label", vec!["a", "b", "c", "e"]),
            ("sort=-version&limit=1", vec!["e"]),
            ("sort=applies_to&limit=1", vec!["c"]),
            ("filter[label]=E", vec!["e"]),
        ] {
            let page = app.ask("GET", &format!("/work-flows?{query}")).send().expect(200).json();
            assert_eq!(labels(&page), expected, "{query}");
        }
        app.ask("GET", "/work-flows?sort=steps").send().expect(400);
    }

    fn an_entry_of_a_list_is_the_work_flow_without_its_warnings(app) {
        let mut made = made(app, with(&flow("A"), json!({"context": [{"key": "a", "value": 1}]})));
        let page = app.ask("GET", "/work-flows").send().expect(200).json();
        made.as_object_mut().expect("a work flow").shift_remove("warnings");
        assert_eq!(page["_embedded"]["nter:work-flows"], json!([made]));
    }
}
