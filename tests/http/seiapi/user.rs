//! `/seiapi/v3/trans/User/{UserID}`: people, technicians among them.

use serde_json::{Value, json};

use super::record::{delete, get, heeds_conditions, lives_and_dies, put, refuses};
use crate::both;
use crate::harness::{App, Engine};

const USER: &str = "/seiapi/v3/trans/User/ann";
const START: &str = "2026-11-21T10:00:00.000Z";

/// What somebody is told who gives a job to `ann`.
#[track_caller]
fn detail(app: &App, num: &str, job: Value) -> Value {
    app.put(num, job).expect(201).json()["detail"].clone()
}

fn job() -> Value {
    json!({"UserName": "ann", "PlannedStartDate": START})
}

both! {
    fn a_user_is_inserted_replaced_and_deleted(app) {
        let whole = json!({
            "FirstName": "Ann", "LastName": "Lee", "IsMobileWorker": true, "Locked": false, "Activated": true,
            "Phones": [{"PhoneNum": "1"}], "Extensions": {"Any": {"name": 1.50}}, "LanguageCode": "en"
        });
        lives_and_dies(app, USER, ("UserID", "ann"), whole, json!({"LastName": "Li"}));
    }

    fn the_conditions_hold_for_a_user(app) {
        heeds_conditions(app, USER);
    }

    fn a_wrong_user_is_refused(app) {
        refuses(
            app,
            USER,
            &[
                (json!({"UserID": "Ann"}), "$.UserID"),
                (json!({"IsMobileWorker": "true"}), "$.IsMobileWorker"),
                (json!({"Locked": 1}), "$.Locked"),
                (json!({"Activated": "yes"}), "$.Activated"),
                (json!({"Phones": {}}), "$.Phones"),
                (json!({"Phones": [1]}), "$.Phones[0]"),
                (json!({"Extensions": []}), "$.Extensions"),
                (json!({"Password": "short"}), "$.Password"),
                (json!({"Password": 12_345_678}), "$.Password"),
            ],
        );
    }

    fn a_password_is_never_part_of_what_is_told(app) {
        let secret = "correct-horse-battery";
        let made = put(app, USER, json!({"Password": secret, "LastName": "Lee", "IsMobileWorker": true}))
            .expect(201);
        let replaced = put(app, USER, json!({"Password": "staple-of-horses", "LastName": "Li"})).expect(200);
        let found = get(app, USER);
        assert_eq!(found.json(), json!({"UserID": "ann", "LastName": "Li"}));
        put(app, USER, json!({"Password": "tiny"})).expect(400);
        delete(app, USER).expect(200);
        let log = app.ask("GET", "/events/v1?limit=1000").send().expect(200);
        let search = app.ask("GET", "/search?q=horse").send().expect(200);
        for told in [&made, &replaced, &found, &log, &search] {
            let text = String::from_utf8_lossy(&told.body);
            assert!(
                !text.contains("horse") && !text.contains("Password") && !text.contains("$argon2"),
                "{}",
                told.asked
            );
        }
        assert_eq!(search.json()["hits"], json!([]));
    }

    fn a_password_alone_changes_no_document(app) {
        let first = put(app, USER, json!({"LastName": "Lee"})).expect(201);
        let second = put(app, USER, json!({"LastName": "Lee", "Password": "correct-horse"})).expect(200);
        assert_eq!(first.tag(), second.tag());
    }

    fn a_technician_who_can_not_be_reached_is_worth_a_word(app) {
        let unknown = detail(app, "1", job());
        assert!(
            unknown.as_str().is_some_and(|text| text.contains("ann") && text.contains("not known")),
            "{unknown}"
        );
        put(app, USER, json!({"IsMobileWorker": false})).expect(201);
        let clerk = detail(app, "2", job());
        assert!(clerk.as_str().is_some_and(|text| text.contains("not a mobile worker")), "{clerk}");
        put(app, USER, json!({"IsMobileWorker": true, "Locked": true})).expect(200);
        let locked = detail(app, "3", job());
        assert!(locked.as_str().is_some_and(|text| text.contains("locked")), "{locked}");
        put(app, USER, json!({"IsMobileWorker": true})).expect(200);
        assert_eq!(detail(app, "4", job()), Value::Null);
        // Only who gets the job is spoken of, when they get it.
        assert_eq!(detail(app, "5", json!({"UserName": "nobody"})), Value::Null);
        put(app, USER, json!({"IsMobileWorker": true, "Locked": true})).expect(200);
        assert_eq!(app.patch("4", json!({"Title": "t"})).expect(200).json()["detail"], Value::Null);
    }

    fn an_unknown_technician_finds_the_notices_that_waited(app) {
        app.put("1", job()).expect(201);
        put(app, USER, json!({"IsMobileWorker": true, "Password": "correct-horse"})).expect(201);
        let who = json!({"username": "ann", "password": "correct-horse"});
        let token = app.without_token().ask("POST", "/createjwt").json(who).send().expect(200).json();
        let ann = app.with_token(token["token"].as_str().expect("a token"));
        let page = ann.ask("GET", "/device/v1/notices").send().expect(200).json();
        assert_eq!(
            (&page["notices"][0]["kind"], &page["notices"][0]["num"]),
            (&json!("dispatch"), &json!("1"))
        );
    }
}

fn with_strict_users_nobody_unknown_is_given_a_job(app: &App) {
    app.put("1", job()).expect(400).standard().path("$.UserName");
    app.get("1").expect(404);
    app.put("1", json!({"UserName": "ann"})).expect(201);
    app.patch("1", json!({"PlannedStartDate": START})).expect(400).standard().path("$.UserName");
    let dispatch = app.ask("PUT", "/seiapi/v3/trans/WorkOrder/1/Dispatch");
    dispatch.json(job()).send().expect(400).standard();
    put(app, USER, json!({"Locked": true})).expect(201);
    let warned = app.patch("1", json!({"PlannedStartDate": START})).expect(200);
    assert!(warned.json()["detail"].is_string(), "a user who is known is enough");
    delete(app, USER).expect(200);
    app.patch("1", json!({"Title": "t"})).expect(200);
    app.put("2", job()).expect(400).standard();
}

#[test]
fn with_strict_users_nobody_unknown_is_given_a_job_on_sqlite() {
    with_strict_users_nobody_unknown_is_given_a_job(&App::with(Engine::Sqlite, &["--strict-users"]));
}

#[test]
fn with_strict_users_nobody_unknown_is_given_a_job_on_postgres() {
    with_strict_users_nobody_unknown_is_given_a_job(&App::with(Engine::Postgres, &["--strict-users=true"]));
}
