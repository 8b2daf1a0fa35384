//! Deleting a file, and forgetting what never came.

use std::time::{Duration, Instant};

use serde_json::json;

use super::{announce, attach, attachment, download, id, pdf, place, send};
use crate::both;
use crate::harness::{App, Engine};
use crate::niagara::relations::relations;
use crate::niagara::world::{get, project};

/// Waits until the database has this many rows that a statement counts.
#[track_caller]
fn until(app: &App, statement: &str, wanted: &str) {
    let end = Instant::now() + Duration::from_secs(30);
    loop {
        let counted = docket_testbed::cluster().sql(app.url(), statement).expect("the statement runs");
        if counted.trim() == wanted {
            return;
        }
        assert!(Instant::now() < end, "{statement}: {counted}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

both! {
    fn a_deleted_file_is_gone_from_everywhere(app) {
        let project = project(app);
        let announced = announce(app, "Manual.pdf", 500);
        let (path, place) = (format!("/attachments/{}", id(&announced)), place(app, &announced));
        send(app, &place, &pdf(500, 1)).expect(204);
        attach(app, &path, "PRJ", &project).expect(201);
        assert!(app.ask("DELETE", &path).send().expect(205).body.is_empty());
        for gone in [path.clone(), format!("{path}/download"), format!("{path}/relations")] {
            app.ask("GET", &gone).send().expect(404);
        }
        app.ask("DELETE", &path).send().expect(404);
        send(app, &place, &pdf(500, 1)).expect(404);
        assert_eq!(get(app, "/attachments")["total_count"], 0);
        assert!(relations(app, &format!("/projects/{project}?filter[relation]=file")).is_empty());
    }

    fn files_with_the_same_content_are_deleted_each_for_itself(app) {
        let (one, other) = (attachment(app, "One", &pdf(500, 1)), attachment(app, "Other", &pdf(500, 1)));
        app.ask("DELETE", &one).send().expect(205);
        assert!(download(app, &other).expect(200).body == pdf(500, 1));
    }
}

#[test]
fn what_never_came_is_forgotten_after_a_day_and_what_came_stays() {
    let app = App::start(Engine::Postgres);
    let kept = attachment(&app, "Kept", &pdf(500, 1));
    let announced = announce(&app, "Never", 500);
    let never = format!("/attachments/{}", id(&announced));
    until(&app, "SELECT count(*) FROM due_work WHERE kind = 'unsent-file'", "2");
    app.sql("UPDATE due_work SET due = due - 86400000 + 60000 WHERE kind = 'unsent-file'");
    std::thread::sleep(Duration::from_millis(1_500));
    get(&app, &never);
    app.sql("UPDATE due_work SET due = due - 60000 WHERE kind = 'unsent-file'");
    until(&app, "SELECT count(*) FROM due_work WHERE kind = 'unsent-file'", "0");
    app.ask("GET", &never).send().expect(404);
    send(&app, &place(&app, &announced), &pdf(500, 2)).expect(404);
    assert!(download(&app, &kept).expect(200).body == pdf(500, 1));
    assert_eq!(get(&app, "/attachments")["total_count"], json!(1));
}

#[test]
fn the_content_of_a_deleted_file_is_swept_and_that_of_others_stays() {
    let app = App::start(Engine::Postgres);
    let (kept, gone) = (attachment(&app, "Kept", &pdf(500, 1)), attachment(&app, "Gone", &pdf(500, 2)));
    app.ask("DELETE", &gone).send().expect(205);
    until(&app, "SELECT count(*) FROM content", "2");
    app.sql(
        "UPDATE content SET touched = touched - 86400001; UPDATE due_work SET due = 0 WHERE kind = 'sweep'",
    );
    until(&app, "SELECT count(*) FROM content", "1");
    assert!(download(&app, &kept).expect(200).body == pdf(500, 1));
}
