//! What a run keeps from being changed or deleted.

use serde_json::json;

use super::super::world::{part, unit_body};
use super::shop::{Run, confirms};
use crate::both;

both! {
    fn a_work_flow_that_runs_is_not_deleted(app) {
        let run = Run::begin(app);
        let path = format!("/work-flows/{}", run.flow);
        assert_eq!(app.ask("DELETE", &path).send().expect(423).json()["title"], "Locked");
        confirms(app, &run.id).expect(200);
        app.ask("DELETE", &path).send().expect(205);
        let shown = app.ask("GET", &run.path()).send().expect(200).json();
        assert_eq!(shown["work_flow"]["work_flow_id"], json!(run.flow), "it is still shown in its runs");
    }

    fn a_unit_that_is_processed_stays_what_it_is(app) {
        let run = Run::begin(app);
        let path = format!("/units/{}", run.unit);
        app.ask("DELETE", &path).send().expect(423);
        let of_part = app.ask("GET", &path).send().expect(200).json()["part"].clone();
        let id = |name: &str| of_part[name][format!("{name}_id")].as_str().expect("an id").to_owned();
        let other = part(app, &id("customer"), &id("manufacturer"), "T-2");
        let body = unit_body(&other, &run.shop.location, "Tablet 1");
        app.ask("PUT", &path).json(body.clone()).send().expect(423);
        let status = json!({"current_status": {"status": "In Progress", "category": "IN_PROGRESS"}});
        app.ask("PATCH", &path).json(status).send().expect(200);
        confirms(app, &run.id).expect(200);
        app.ask("PUT", &path).json(body).send().expect(200);
        app.ask("DELETE", &path).send().expect(205);
        let shown = app.ask("GET", &run.path()).send().expect(200).json();
        assert_eq!(shown["entity"]["unit_id"], json!(run.unit), "it is still shown in its runs");
    }
}
