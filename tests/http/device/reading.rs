//! Who may read which job, and who may use a device at all.

use serde_json::{Value, json};

use super::{START, act, change, device, id, job_of, told};
use crate::both;
use crate::harness::{App, Client};

#[track_caller]
fn read(client: &Client, num: &str) -> u16 {
    client.ask("GET", &format!("/device/v1/jobs/{num}")).send().status
}

#[track_caller]
fn jobs(client: &Client) -> Vec<String> {
    let page = client.ask("GET", "/device/v1/jobs").send().expect(200).json();
    page["jobs"]
        .as_array()
        .expect("jobs")
        .iter()
        .map(|job| job["num"].as_str().expect("a number").to_owned())
        .collect()
}

/// A user who can sign in with this password.
const PASSWORD: &str = "correct horse battery";

#[track_caller]
fn session(app: &App, user: &str, more: Value) -> Client {
    let mut body = json!({"UserID": user, "Password": PASSWORD});
    let (Some(members), Value::Object(more)) = (body.as_object_mut(), more) else { panic!("an object") };
    members.extend(more);
    app.ask("PUT", &format!("/seiapi/v3/trans/User/{user}")).json(body).send().expect(201);
    let who = json!({"username": user, "password": PASSWORD});
    let token = app.without_token().ask("POST", "/createjwt").json(who).send().expect(200).json();
    app.with_token(token["token"].as_str().expect("a token"))
}

both! {
    fn the_open_jobs_are_those_that_the_technician_holds_by_planned_start(app) {
        let ann = device(app, "ann");
        for (num, start) in
            [("b", "2026-11-21T12:00:00Z"), ("a", "2026-11-22T00:00:00Z"), ("c", "2026-11-21T11:00:00+02:00")]
        {
            app.put(num, json!({"UserName": "ann", "PlannedStartDate": start})).expect(201);
        }
        app.put("of-bob", job_of("bob", json!({}))).expect(201);
        app.put("of-Ann", job_of("Ann", json!({}))).expect(201);
        app.put("unplanned", json!({"UserName": "ann"})).expect(201);
        app.put("helped", job_of("bob", json!({"HelperTechs": ["ann"]}))).expect(201);
        app.put("deleted", job_of("ann", json!({}))).expect(201);
        app.delete("deleted").expect(200);
        assert_eq!(jobs(&ann), ["c", "b", "a"]);
        let page = ann.ask("GET", "/device/v1/jobs?limit=1").send().expect(200).json();
        let entry = &page["jobs"][0];
        assert_eq!((page["jobs"].as_array().expect("a list").len(), &entry["job"]), (1, &app.order("c")));
        assert_eq!(format!("\"{}\"", entry["etag"].as_str().expect("a text")), app.get("c").tag());
        act(&ann, "b", "start", 1).expect(200);
        act(&ann, "b", "complete", 2).expect(200);
        assert_eq!(jobs(&ann), ["c", "a"], "a closed job is no longer open");
    }

    fn who_holds_a_job_reads_it_as_the_office_does(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({"Title": "t"}))).expect(201);
        let (here, there) = (ann.ask("GET", "/device/v1/jobs/1").send().expect(200), app.get("1"));
        assert_eq!((&here.body, here.tag()), (&there.body, there.tag()));
        let known = ann.ask("GET", "/device/v1/jobs/1").header("if-none-match", here.tag());
        known.send().expect(304);
    }

    fn a_helper_and_the_primary_worker_read_a_job_and_can_not_change_it(app) {
        let job = json!({"PrimaryUserName": "boss", "HelperTechs": ["cy", "dee"]});
        app.put("1", job_of("ann", job)).expect(201);
        for user in ["boss", "cy", "dee"] {
            let helper = device(app, user);
            assert_eq!(read(&helper, "1"), 200);
            act(&helper, "1", "start", 1).expect(403);
            act(&helper, "1", "read", 1).expect(403);
            change(&helper, "1", 1, json!({"Remarks": "r"})).expect(403);
            assert_eq!((jobs(&helper), told(&helper)), (vec![], vec![]));
        }
        assert_eq!(app.get("1").version(), 1);
    }

    fn to_a_stranger_a_job_does_not_exist(app) {
        let bob = device(app, "bob");
        app.put("1", job_of("ann", json!({}))).expect(201);
        for num in ["1", "no such job"] {
            let num = num.replace(' ', "%20");
            assert_eq!(read(&bob, &num), 404);
            act(&bob, &num, "start", 1).expect(404);
            change(&bob, &num, 2, json!({"Remarks": "r"})).expect(404);
        }
        let of_other_tenant = app.stranger();
        let body = json!({"subject": "ann", "rights": "device:use", "expires_in": 60});
        let token = of_other_tenant.ask("POST", "/admin/v1/tokens").json(body).send().expect(201).json();
        let namesake = app.with_token(token["token"].as_str().expect("a text"));
        assert_eq!((read(&namesake, "1"), jobs(&namesake), told(&namesake)), (404, vec![], vec![]));
    }

    fn a_job_that_was_taken_away_can_no_longer_be_read(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({}))).expect(201);
        assert_eq!(read(&ann, "1"), 200);
        app.patch("1", json!({"UserName": "bob"})).expect(200);
        assert_eq!((read(&ann, "1"), jobs(&ann)), (404, vec![]));
    }

    fn a_technician_is_the_user_with_exactly_this_id(app) {
        let other = device(app, "Ann");
        app.put("1", job_of("ann", json!({}))).expect(201);
        assert_eq!((read(&other, "1"), told(&other)), (404, vec![]));
        act(&other, "1", "start", 1).expect(404);
    }

    fn a_mobile_worker_who_signs_in_may_use_a_device_and_others_may_not(app) {
        let ann = session(app, "ann", json!({"IsMobileWorker": true}));
        let clerk = session(app, "clerk", json!({"IsMobileWorker": false}));
        app.put("1", job_of("ann", json!({}))).expect(201);
        assert_eq!(jobs(&ann), ["1"]);
        act(&ann, "1", "start", 1).expect(200);
        ann.get("1").expect(403);
        for path in ["/device/v1/jobs", "/device/v1/notices", "/device/v1/feed", "/device/v1/jobs/1"] {
            clerk.ask("GET", path).send().expect(403);
        }
        act(&clerk, "1", "start", 2).expect(403);
        let no_longer = json!({"UserID": "ann", "IsMobileWorker": false});
        app.ask("PUT", "/seiapi/v3/trans/User/ann").json(no_longer).send().expect(200);
        ann.ask("GET", "/device/v1/jobs").send().expect(403);
    }

    fn the_feed_of_a_worker_who_is_locked_ends(app) {
        let ann = session(app, "ann", json!({"IsMobileWorker": true}));
        let mut feed = ann.stream("/device/v1/feed", None);
        app.put("1", json!({"UserName": "ann", "PlannedStartDate": START})).expect(201);
        feed.next();
        let locked = json!({"UserID": "ann", "IsMobileWorker": true, "Locked": true});
        app.ask("PUT", "/seiapi/v3/trans/User/ann").json(locked).send().expect(200);
        feed.ends_within(std::time::Duration::from_secs(2));
        ann.ask("GET", "/device/v1/jobs").send().expect(401);
    }

    fn a_bad_number_limit_or_body_is_refused(app) {
        let ann = device(app, "ann");
        for limit in ["0", "501", "x", "-1"] {
            ann.ask("GET", &format!("/device/v1/jobs?limit={limit}")).send().expect(400);
        }
        ann.ask("GET", "/device/v1/jobs/%00").send().expect(400);
        let ask = ann.ask("PATCH", "/device/v1/jobs/1").header("Action-Id", &id(1));
        ask.body("{}").send().expect(415);
    }
}
