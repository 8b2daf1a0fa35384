//! `_fields` and `_paths` that remove what they must not, or can not be read.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::Untouched;
use crate::both;

both! {
    fn the_order_number_and_the_whole_can_not_be_removed(app) {
        let order = Untouched::new(app);
        order.refuses_patch_at(&json!({"_fields": ["Title", "OrderNum"]}), "$._fields[1]");
        order.refuses_patch_at(&json!({"OrderNum": {}}), "$.OrderNum");
        for path in [
            "$",
            "$.OrderNum",
            "$['OrderNum']",
            "$[\"OrderNum\"]",
            "$.*",
            "$[*]",
            "$..OrderNum",
            "$[?@=='1214']",
            "$..*",
        ] {
            order.refuses_patch_at(&json!({"_paths": ["$.Rules", path]}), "$._paths[1]");
        }
    }

    fn a_bad_path_among_good_ones_is_named_and_nothing_is_removed(app) {
        let order = Untouched::new(app);
        for path in [
            "",
            "Rules",
            "$.",
            "$[",
            "$.Rules[",
            "$[?(@.ID==)]",
            "$.FlexView[?(@.ID=='1001'",
            "$..",
            "$.a b",
            "@.Rules",
            "$.FlexView[01]",
            "$.FlexView[99999999999999999999]",
            "$[?@.a=~/x/]",
            "\0",
        ] {
            let body = json!({"_paths": ["$.Rules", "$.FlexView[0]", path, "$.Title"]});
            if path == "\0" {
                order.refuses_by("PATCH", body.to_string(), 400);
            } else {
                order.refuses_patch_at(&body, "$._paths[2]");
            }
        }
    }

    fn control_members_of_the_wrong_shape_are_refused(app) {
        let order = Untouched::new(app);
        for (body, path) in [
            (json!({"_fields": "Rules"}), "$._fields"),
            (json!({"_fields": {"0": "Rules"}}), "$._fields"),
            (json!({"_fields": ["Rules", 7]}), "$._fields[1]"),
            (json!({"_fields": null}), "$._fields"),
            (json!({"_paths": "$.Rules"}), "$._paths"),
            (json!({"_paths": ["$.Rules", ["$.Title"]]}), "$._paths[1]"),
            (json!({"_paths": true}), "$._paths"),
        ] {
            order.refuses_patch_at(&body, path);
        }
    }

    fn a_path_that_would_visit_millions_of_nodes_is_refused_at_once(app) {
        let rows: Vec<Value> = (0..3_000).map(|n| json!({"ID": n.to_string(), "Text": "x"})).collect();
        app.put("1214", json!({"Notes": rows})).expect(201);
        let before = app.get("1214");
        for path in [
            "$.Notes[?count($..*)>1]",
            "$..*..*..*",
            "$.Notes[?@.ID==$.Notes[*].ID]",
            "$.Notes[*,*,*,*,*,*,*,*,*,*,*,*,*,*,*,*,*,*,*,*,*,*,*,*,*,*,*,*,*,*,*,*,*,*,*]",
            "$..[?count($.Notes[*])==1]",
            "$.Notes[?match($.Notes[*].Text,'(x+x+)+y')]",
            "$[?(((((((((((@.a)))))))))))]",
        ] {
            let began = Instant::now();
            let answer = app.patch("1214", json!({"_paths": ["$.Title", path]})).expect(400).standard();
            assert!(began.elapsed() < Duration::from_secs(5), "{path} took {:?}", began.elapsed());
            answer.path("$._paths[1]");
        }
        assert!(app.get("1214").body == before.body);
        let long = format!("$.{}", "a".repeat(100_000));
        app.patch("1214", json!({"_paths": [long]})).expect(400).standard().path("$._paths[0]");
        let many: Vec<&str> = (0..100_000).map(|_| "$.Title").collect();
        app.patch("1214", json!({"_paths": many})).expect(400).standard().path("$._paths");
        assert!(app.get("1214").body == before.body);
    }
}
