//! `…/TechNotes`: the technicians' notes.

use serde_json::json;

use crate::both;

const NOTES: &str = "/seiapi/v3/trans/WorkOrder/1214/TechNotes";

both! {
    fn notes_are_read_replaced_and_removed(app) {
        app.put("1214", json!({"Title": "t", "TechNotes": [{"ID": "1", "Text": "a"}], "OrderNum": "1214"}))
            .expect(201);
        let found = app.ask("GET", NOTES).send().expect(200);
        assert_eq!(found.json(), json!({"TechNotes": [{"ID": "1", "Text": "a"}]}));
        assert_eq!(found.tag(), app.get("1214").tag());
        app.ask("PUT", NOTES).json(json!({"TechNotes": [{"ID": "2", "Text": "b"}]})).send().expect(200);
        assert_eq!(
            app.order("1214"),
            json!({"Title": "t", "TechNotes": [{"ID": "2", "Text": "b"}], "OrderNum": "1214"})
        );
        app.ask("DELETE", NOTES).send().expect(200);
        assert_eq!(app.order("1214"), json!({"Title": "t", "OrderNum": "1214"}));
        assert_eq!(app.ask("GET", NOTES).send().expect(200).json(), json!({"TechNotes": []}));
    }

    fn notes_of_the_wrong_shape_are_refused(app) {
        app.put("1214", json!({"TechNotes": [{"ID": "1"}], "OrderNum": "1214"})).expect(201);
        for (body, path) in [
            (json!({}), "$.TechNotes"),
            (json!({"TechNotes": {"ID": "1"}}), "$.TechNotes"),
            (json!({"TechNotes": [{"ID": "1"}, 7]}), "$.TechNotes[1]"),
            (json!({"TechNotes": [{"Text": null}]}), "$.TechNotes[0].Text"),
        ] {
            app.ask("PUT", NOTES).json(body).send().expect(400).standard().path(path);
        }
        assert_eq!(app.order("1214"), json!({"TechNotes": [{"ID": "1"}], "OrderNum": "1214"}));
    }

    fn notes_of_a_job_that_does_not_exist_are_404(app) {
        app.ask("GET", NOTES).send().expect(404).standard();
        app.ask("PUT", NOTES).json(json!({"TechNotes": []})).send().expect(404).standard();
        app.ask("DELETE", NOTES).send().expect(404).standard();
    }
}
