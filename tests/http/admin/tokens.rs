//! `/admin/v1/tokens`: tokens for programs. What opens nothing is tried in `access`.

use std::time::Duration;

use serde_json::{Value, json};

use crate::both;
use crate::harness::{Answer, App};

fn create(app: &App, body: Value) -> Answer {
    app.ask("POST", "/admin/v1/tokens").json(body).send()
}

#[track_caller]
fn list(app: &App) -> Vec<Value> {
    let page = app.ask("GET", "/admin/v1/tokens?limit=1000").send().expect(200).json();
    page["tokens"].as_array().expect("tokens").clone()
}

#[track_caller]
fn entry(app: &App, id: &Value) -> Value {
    list(app).into_iter().find(|token| token["id"] == *id).expect("it is listed")
}

both! {
    fn a_token_is_shown_once_and_listed_without_its_text(app) {
        let body = json!({"subject": "erp", "rights": "account:*, workorder:read", "expires_in": 3_600});
        let made = create(app, body).expect(201);
        let token = made.json();
        let id = token["id"].as_str().expect("an id");
        assert_eq!((made.header("location"), made.header("cache-control")), (Some(format!("/admin/v1/tokens/{id}").as_str()), Some("no-store")));
        let listed = entry(app, &token["id"]);
        assert_eq!((&listed["subject"], &listed["rights"], &listed["expires"]), (&json!("erp"), &json!("workorder:read,account:read,account:write,account:delete"), &token["expires"]));
        assert_eq!(listed.get("revoked"), None);
        let all = app.ask("GET", "/admin/v1/tokens").send().expect(200);
        assert!(!all.text().contains("eyJ") && !String::from_utf8_lossy(&all.body).contains(token["token"].as_str().expect("a text")));
        let erp = app.with_token(token["token"].as_str().expect("a token"));
        erp.get("1").expect(404);
        erp.put("1", json!({})).expect(403);
    }

    fn a_token_is_taken_back_once_and_for_all(app) {
        let token = create(app, json!({"subject": "erp", "rights": "workorder:read", "expires_in": 60})).expect(201).json();
        let path = format!("/admin/v1/tokens/{}", token["id"].as_str().expect("an id"));
        app.stranger().ask("DELETE", &path).send().expect(404);
        app.ask("DELETE", &path).send().expect(204);
        let first = entry(app, &token["id"])["revoked"].clone();
        assert!(first.is_string());
        std::thread::sleep(Duration::from_millis(5));
        drop(app.ask("DELETE", &path).send());
        assert_eq!(entry(app, &token["id"])["revoked"], first);
        app.ask("DELETE", "/admin/v1/tokens/no-such-token").send().expect(404);
        app.ask("DELETE", "/admin/v1/tokens/%00").send().expect(404);
    }

    fn tokens_are_listed_in_pages_oldest_first(app) {
        for n in 0..5 {
            create(app, json!({"subject": format!("s{n}"), "rights": "workorder:read", "expires_in": 60})).expect(201);
            std::thread::sleep(Duration::from_millis(2));
        }
        let all = list(app);
        let subjects: Vec<&Value> = all.iter().map(|token| &token["subject"]).collect();
        assert_eq!(subjects[subjects.len() - 5..], ["s0", "s1", "s2", "s3", "s4"]);
        for limit in [1, 2, 4] {
            let (mut joined, mut after) = (Vec::new(), String::new());
            loop {
                let page = app.ask("GET", &format!("/admin/v1/tokens?limit={limit}{after}")).send().expect(200).json();
                joined.extend(page["tokens"].as_array().expect("tokens").iter().cloned());
                match page["next"].as_str() {
                    Some(next) => after = format!("&after={next}"),
                    None => break,
                }
            }
            assert_eq!(joined, all, "{limit} at once");
        }
        assert!(app.stranger().ask("GET", "/admin/v1/tokens").send().expect(200).json()["tokens"].as_array().expect("a list").iter().all(|token| token["subject"] != "s0"));
        for query in ["limit=0", "limit=1001", "after=x", "after=", "after=x.y", "after=1"] {
            app.ask("GET", &format!("/admin/v1/tokens?{query}")).send().expect(400);
        }
    }

    fn a_session_is_listed_as_its_users_and_can_be_ended(app) {
        let user = json!({"UserID": "ann", "Password": "correct horse", "IsMobileWorker": true});
        app.ask("PUT", "/seiapi/v3/trans/User/ann").json(user).send().expect(201);
        let who = json!({"username": "ann", "password": "correct horse"});
        let session = app.without_token().ask("POST", "/createjwt").json(who).send().expect(200).json();
        let ann = app.with_token(session["token"].as_str().expect("a token"));
        ann.ask("GET", "/device/v1/jobs").send().expect(200);
        let listed = list(app).into_iter().find(|token| token["subject"] == "ann").expect("it is listed");
        assert_eq!(listed.get("rights"), None);
        app.ask("DELETE", &format!("/admin/v1/tokens/{}", listed["id"].as_str().expect("a text"))).send().expect(204);
        ann.ask("GET", "/device/v1/jobs").send().expect(401);
    }

    fn a_bad_token_is_refused(app) {
        let good = json!({"subject": "erp", "rights": "workorder:read", "expires_in": 60});
        for (name, value) in [
            ("subject", json!("")), ("subject", json!("a\nb")), ("subject", json!("x".repeat(201))), ("subject", json!(7)),
            ("rights", json!("order:read")), ("rights", json!("workorder:read,")), ("rights", json!(["all"])), ("rights", json!("*")),
            ("expires_in", json!(0)), ("expires_in", json!(-1)), ("expires_in", json!(400_000_000)), ("expires_in", json!(i64::MAX)), ("expires_in", json!("60")), ("more", json!(1)),
        ] {
            let mut body = good.clone();
            body[name] = value;
            let answer = create(app, body.clone());
            assert_eq!(answer.status, 400, "{body}: {}", answer.text());
        }
        for missing in ["subject", "rights", "expires_in"] {
            let mut body = good.clone();
            body.as_object_mut().expect("an object").shift_remove(missing);
            create(app, body).expect(400);
        }
        assert!(list(app).iter().all(|token| token["subject"] != "erp"));
    }
}
