//! Who reads a file: by right, by what it is attached to, and by a step that shows it.

use serde_json::{Value, json};

use super::{announce, attach, attachment, body, download, id, pdf, place, send};
use crate::access::passwords::user;
use crate::both;
use crate::harness::Client;
use crate::niagara::access::someone;
use crate::niagara::floor::{batch, floor, order_of};
use crate::niagara::relations::{relate, relations};
use crate::niagara::world::{
    customer, get, location, make, manufacturer, part, post, program, project_of, unit,
};

/// The steps of a work flow that shows a file and ends.
fn showing(file: &str) -> Value {
    let options = json!({"component": "follow-pdf-instructions", "payload": {"attachment_id": file}});
    let first = json!({"step_type": "user", "label": "Read", "goto": "done", "goto_fail": "failed", "options": options});
    json!({"first": first, "done": {"step_type": "success", "label": "Done"}, "failed": {"step_type": "fail", "label": "Failed"}})
}

/// A work flow that shows a file.
fn definition(file: &str) -> Value {
    json!({"label": "Stage", "schema_version": "1.0", "applies_to": "UNIT", "starts_at": "first", "steps": showing(file)})
}

/// Publishes a work flow that shows a file.
#[track_caller]
fn flow(client: &Client, file: &str) -> String {
    make(client, "work-flows", definition(file))
}

/// Makes a unit.
#[track_caller]
fn tablet(client: &Client, customer: &str) -> String {
    let part = part(client, customer, &manufacturer(client, "Zeta"), "T-1");
    unit(client, &part, &location(client, "Here"), "Tablet")
}

/// Starts a work flow on a unit; the id of the run.
#[track_caller]
fn start(client: &Client, flow: &str, unit: &str) -> String {
    let on = json!({"entity_type": "UNIT", "entity_id": unit});
    let run = post(client, &format!("work-flows/{flow}/contexts"), on).expect(200).json();
    run["context_id"].as_str().expect("an id").to_owned()
}

/// Ends a run that shows a file.
#[track_caller]
fn follow(client: &Client, run: &str, file: &str) {
    let close = json!({"step": "first", "attachment_id": file});
    assert_eq!(post(client, &format!("contexts/{run}"), close).expect(200).json()["active"], false);
}

both! {
    fn whoever_has_nothing_to_do_with_a_file_sees_nothing_of_it(app) {
        let path = attachment(app, "Secret.pdf", &pdf(500, 1));
        let nobody = someone(app, "ann", "me:profile");
        for (client, status) in [(app.without_token(), 401), (nobody, 403), (app.stranger(), 404)] {
            for path in [path.clone(), format!("{path}/download"), format!("{path}/relations")] {
                client.ask("GET", &path).send().expect(status);
            }
            client.ask("DELETE", &path).send().expect(status);
        }
        assert_eq!(get(&app.stranger(), "/attachments")["total_count"], 0);
        someone(app, "bob", "me:profile").ask("GET", "/attachments").send().expect(403);
        let reader = someone(app, "cyd", "file:read");
        download(&reader, &path).expect(200);
        reader.ask("DELETE", &path).send().expect(403);
        assert_eq!(get(&reader, "/attachments")["total_count"], 0);
        assert_eq!(get(&someone(app, "dan", "file:read-all"), "/attachments")["total_count"], 1);
    }

    fn whoever_announced_a_file_may_do_everything_with_it(app) {
        let ann = someone(app, "ann", "file:create");
        let content = pdf(500, 1);
        let announced = post(&ann, "attachments", body("Mine", 500)).expect(200).json();
        send(app, &place(app, &announced), &content).expect(204);
        let path = format!("/attachments/{}", id(&announced));
        let ann = app.with_token(&app.token_with(&["--subject", "ann", "--grant", "me:profile"]));
        assert!(download(&ann, &path).expect(200).body == content);
        assert_eq!(get(&ann, "/attachments")["total_count"], 1);
        ann.ask("DELETE", &path).send().expect(205);
    }

    fn whoever_reads_what_a_file_is_attached_to_reads_the_file(app) {
        let customer = customer(app, "Acme");
        let project = project_of(app, &program(app, &customer));
        let path = attachment(app, "Manual.pdf", &pdf(500, 1));
        let people = [
            (someone(app, "ann", "me:profile"), ("projects", &project, "viewer")),
            (someone(app, "bob", "me:profile"), ("customers", &customer, "owner")),
        ];
        for (client, (kind, id, relation)) in &people {
            let name = if *relation == "viewer" { "ann" } else { "bob" };
            relate(app, &format!("/{kind}/{id}"), relation, "USER", name).expect(201);
            download(client, &path).expect(403);
        }
        let by_right = someone(app, "cyd", "project:read,program:read,customer:read");
        let made = attach(app, &path, "PRJ", &project).expect(201).json();
        for client in people.iter().map(|(client, _)| client).chain([&by_right]) {
            download(client, &path).expect(200);
            get(client, &path);
            client.ask("DELETE", &path).send().expect(403);
            // It is among the relations of the project, and named there.
            let files = relations(client, &format!("/projects/{project}?filter[relation]=file"));
            assert_eq!((files.len(), &files[0]["entity"]["label"]), (1, &json!("Manual.pdf")));
        }
        someone(app, "dan", "me:profile").ask("GET", &path).send().expect(403);
        let relation = format!("{path}/relations/{}", made["relation_id"].as_str().expect("an id"));
        app.ask("DELETE", &relation).send().expect(200);
        for client in people.iter().map(|(client, _)| client).chain([&by_right]) {
            download(client, &path).expect(403);
        }
    }

    fn a_technician_of_a_batch_reads_the_pdf_that_the_step_shows(app) {
        let floor = floor(app, 1);
        let path = attachment(app, "Manual.pdf", &pdf(500, 1));
        let file = path.trim_start_matches("/attachments/");
        let flow = flow(app, file);
        let order = order_of(app, &floor.project, json!([{"needed": 2, "work_flow": {"work_flow_id": flow}}]));
        let of_order = json!({"work_order": {"work_order_id": order}, "queue": {"queue_id": floor.queue}, "number_cycles": 1});
        let batch = batch(app, of_order);
        let ann = someone(app, "ann", "me:profile");
        relate(app, &format!("/batches/{batch}"), "tech", "USER", "ann").expect(201);
        // Nothing runs yet.
        download(&ann, &path).expect(403);
        let on = json!({"entity": {"entity_type": "UNIT", "entity_id": tablet(app, &customer(app, "Other"))}});
        let run = post(app, &format!("work-orders/{order}/contexts"), on).expect(200).json();
        let run = run["context_id"].as_str().expect("an id");
        let step = get(&ann, &format!("/contexts/{run}/first"));
        assert_eq!(step["options"]["payload"]["attachment_id"], file);
        assert!(download(&ann, &path).expect(200).body == pdf(500, 1));
        get(&ann, &path);
        user(app, "bob", &["technician"]);
        download(&crate::access::passwords::session(app, "bob"), &path).expect(200);
        download(&someone(app, "cyd", "me:profile"), &path).expect(403);
        follow(&ann, run, file);
        download(&ann, &path).expect(403);
    }

    fn a_file_that_an_older_version_of_a_work_flow_shows_is_read_by_who_follows_that_version(app) {
        let (older, newer) = (attachment(app, "Old.pdf", &pdf(500, 1)), attachment(app, "New.pdf", &pdf(500, 2)));
        let file = |path: &str| path.trim_start_matches("/attachments/").to_owned();
        let (flow, unit) = (flow(app, &file(&older)), tablet(app, &customer(app, "Acme")));
        let ann = someone(app, "ann", "me:profile");
        relate(app, &format!("/units/{unit}"), "viewer", "USER", "ann").expect(201);
        start(app, &flow, &unit);
        app.ask("PUT", &format!("/work-flows/{flow}")).json(definition(&file(&newer))).send().expect(200);
        download(&ann, &older).expect(200);
        download(&ann, &newer).expect(403);
        let all = someone(app, "bob", "context:read");
        download(&all, &older).expect(200);
        download(&all, &newer).expect(403);
    }

    fn nobody_opens_a_file_by_publishing_its_id(app) {
        let path = attachment(app, "Secret.pdf", &pdf(500, 1));
        let rights = "work-flow:create,context:create,context:read,unit:read,part:read,location:read,vendor:read,\
                      resource:read,sub-resource:read,customer:read,manufacturer:read";
        let ann = someone(app, "ann", rights);
        let unit = tablet(app, &customer(app, "Acme"));
        start(&ann, &flow(&ann, path.trim_start_matches("/attachments/")), &unit);
        download(&ann, &path).expect(403);
        // One that does not exist is taken as it is: what it is shows when the step is closed.
        flow(&ann, "none");
    }

    fn what_is_announced_but_not_sent_is_seen_and_not_downloaded(app) {
        let announced = announce(app, "Soon.pdf", 500);
        let path = format!("/attachments/{}", id(&announced));
        assert_eq!(get(app, &path)["label"], "Soon.pdf");
        let problem = download(app, &path).expect(404);
        assert_eq!(problem.header("content-type"), Some("application/problem+json"));
    }
}
