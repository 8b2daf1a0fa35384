//! What the people of a technician's jobs are called.

use serde_json::{Value, json};

use super::{device, job_of};
use crate::both;
use crate::harness::{App, Client};

fn person(app: &App, id: &str, doc: Value) {
    app.ask("PUT", &format!("/seiapi/v3/trans/User/{id}")).json(doc).send().expect(201);
}

#[track_caller]
fn names(device: &Client, ids: &[&str]) -> Value {
    let query: Vec<String> = ids.iter().map(|id| format!("id={id}")).collect();
    let path = format!("/device/v1/names?{}", query.join("&"));
    device.ask("GET", &path).send().expect(200).json()["names"].clone()
}

/// A job of ann's that names bob, cy, dee and ed.
fn job(app: &App) {
    let job = job_of(
        "ann",
        json!({
            "PrimaryUserName": "bob", "HelperTechs": ["cy"],
            "Notes": [{"ID": "1", "Author": "dee", "Text": "Ring twice"}],
            "Tasks": [{"TaskID": "1", "Notes": [{"ID": "1", "Author": "ed.lee", "Text": "Tighten"}]}],
        }),
    );
    app.put("1", job).expect(201);
}

both! {
    fn a_technician_learns_what_the_people_of_the_own_jobs_are_called(app) {
        for (id, name) in [("ann", "Ann"), ("bob", "Bob"), ("cy", "Cy"), ("dee", "Dee"), ("ed.lee", "Ed")] {
            person(app, id, json!({"FirstName": name, "LastName": "Lee", "Email": format!("{name}@example.org")}));
        }
        job(app);
        let ann = device(app, "ann");
        assert_eq!(
            names(&ann, &["ann", "bob", "cy", "dee", "ed.lee"]),
            json!({"ann": "Ann Lee", "bob": "Bob Lee", "cy": "Cy Lee", "dee": "Dee Lee", "ed.lee": "Ed Lee"})
        );
        // As the Niagara dialect writes the same id.
        assert_eq!(names(&ann, &["u--ed-2Elee"]), json!({"u--ed-2Elee": "Ed Lee"}));
    }

    fn a_technician_learns_nothing_of_people_whom_no_own_job_names(app) {
        for id in ["ann", "bob", "cy", "dee", "zoe"] {
            person(app, id, json!({"LastName": "Lee"}));
        }
        job(app);
        assert_eq!(names(&device(app, "ann"), &["zoe", "nobody", "%00", "BOB"]), json!({}));
        // Cy goes along and Zoe has nothing to do with it.
        assert_eq!(names(&device(app, "zoe"), &["ann", "dee"]), json!({}));
        app.patch("1", json!({"UserName": "zoe"})).expect(200);
        assert_eq!(names(&device(app, "zoe"), &["dee"]), json!({"dee": "Lee"}));
        assert_eq!(names(&device(app, "ann"), &["dee"]), json!({}));
        assert_eq!(names(&device(&app.stranger(), "zoe"), &["dee"]), json!({}));
    }

    fn who_has_no_name_is_left_out_and_the_address_is_not_told(app) {
        person(app, "dee", json!({"Email": "dee@example.org"}));
        job(app);
        assert_eq!(names(&device(app, "ann"), &["dee", "bob"]), json!({}));
    }

    fn a_question_names_one_to_a_hundred_people(app) {
        let ann = device(app, "ann");
        for query in ["", "?user=bob", &format!("?{}", "id=b&".repeat(101))] {
            ann.ask("GET", &format!("/device/v1/names{query}")).send().expect(400);
        }
        assert_eq!(names(&ann, &["b"; 100]), json!({}));
        app.caller("workorder:read").ask("GET", "/device/v1/names?id=bob").send().expect(403);
    }
}
