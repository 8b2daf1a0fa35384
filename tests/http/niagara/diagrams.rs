//! Pictures of work flows and of their runs.

use serde_json::json;

use super::contexts::shop::{Run, asking, flow};
use super::world::make;
use crate::both;

both! {
    fn a_work_flow_has_a_picture(app) {
        let body = json!({"label": "Tag <it>", "schema_version": "1.0", "applies_to": "UNIT", "starts_at": "first",
            "steps": asking()});
        let id = make(app, "work-flows", body);
        let path = format!("/work-flows/{id}/diagram");
        let picture = app.ask("GET", &path).send().expect(200);
        assert_eq!(picture.header("content-type"), Some("image/svg+xml"));
        let policy = picture.header("content-security-policy").expect("a policy");
        assert!(policy.contains("default-src 'none'") && policy.contains("sandbox"), "{policy}");
        let svg = picture.unpacked();
        for part in ["<svg ", "Tag &lt;it&gt;", "data-step=\"first\"", "data-step=\"done\"", "data-step=\"failed\""] {
            assert!(svg.contains(part), "{part}");
        }
        app.ask("GET", &path).header("if-none-match", picture.tag()).send().expect(304);
    }

    fn each_version_of_a_work_flow_has_its_picture(app) {
        let id = flow(app, "first", asking());
        let newer = json!({"label": "Second", "schema_version": "1.0", "applies_to": "UNIT", "starts_at": "end",
            "steps": {"end": {"step_type": "success", "label": "End"}}});
        app.ask("PUT", &format!("/work-flows/{id}")).json(newer).send().expect(200);
        let of = |query: &str| app.ask("GET", &format!("/work-flows/{id}/diagram{query}")).send();
        assert!(of("").expect(200).unpacked().contains("data-step=\"end\""));
        assert!(of("?version=2").expect(200).unpacked().contains("data-step=\"end\""));
        assert!(of("?version=1").expect(200).unpacked().contains("data-step=\"first\""));
        for query in ["?version=0", "?version=3", "?version=-1"] {
            of(query).expect(404);
        }
        of("?version=one").expect(400);
        app.ask("GET", "/work-flows/none/diagram").send().expect(404);
    }

    fn the_picture_of_a_run_shows_the_way_that_it_went(app) {
        let run = Run::begin(app);
        let path = format!("/contexts/{}/diagram", run.id);
        let waits = app.ask("GET", &path).send().expect(200);
        let svg = waits.unpacked();
        assert!(svg.contains("class=\"step user visited\" data-step=\"first\"") && svg.contains("class=\"pulse\""));
        assert!(svg.contains("class=\"step success end new\" data-step=\"done\""));
        let closes = json!({"step": "first", "acknowledge": true});
        app.ask("POST", &format!("/contexts/{}", run.id)).json(closes).send().expect(200);
        let ended = app.ask("GET", &path).header("if-none-match", waits.tag()).send().expect(200);
        assert_ne!(ended.tag(), waits.tag());
        let svg = ended.unpacked();
        assert!(svg.contains("class=\"step success end visited\" data-step=\"done\"") && !svg.contains("class=\"pulse\""));
        app.ask("GET", "/contexts/none/diagram").send().expect(404);
    }
}
