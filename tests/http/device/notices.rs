//! Notices: what a technician is told, in which order, and acknowledging it.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::json;

use super::{START, ack, act, change, device, events, job_of, list, notices, told};
use crate::both;

both! {
    fn notices_are_numbered_from_one_for_each_technician_in_the_order_in_which_they_came(app) {
        let (ann, bob) = (device(app, "ann"), device(app, "bob"));
        app.put("1", job_of("ann", json!({}))).expect(201);
        app.put("2", job_of("bob", json!({}))).expect(201);
        app.put("3", job_of("ann", json!({}))).expect(201);
        app.patch("1", json!({"Title": "t"})).expect(200);
        app.patch("2", json!({"Title": "t"})).expect(200);
        app.delete("3").expect(200);
        assert_eq!(
            told(&ann),
            list(&[(1, "dispatch", "1"), (2, "dispatch", "3"), (3, "update", "1"), (4, "cancel", "3")])
        );
        assert_eq!(told(&bob), list(&[(1, "dispatch", "2"), (2, "update", "2")]));
    }

    fn a_reassigned_job_is_taken_from_the_first_before_it_is_given_to_the_second(app) {
        let (ann, bob) = (device(app, "ann"), device(app, "bob"));
        app.put("1", job_of("ann", json!({}))).expect(201);
        app.patch("1", json!({"UserName": "bob"})).expect(200);
        assert_eq!(told(&ann), list(&[(1, "dispatch", "1"), (2, "remove", "1")]));
        assert_eq!(told(&bob), list(&[(1, "dispatch", "1")]));
        let told: Vec<(String, String)> = events(app, "1")
            .iter()
            .filter(|event| event["version"] == 2)
            .map(|event| {
                (
                    event["name"].as_str().expect("a text").to_owned(),
                    event["data"]["UserName"].as_str().unwrap_or_default().to_owned(),
                )
            })
            .collect();
        let expected = [("JOB.updated", ""), ("JOB.recalled", "ann"), ("JOB.dispatched", "bob")];
        assert_eq!(told, expected.map(|(name, user)| (name.to_owned(), user.to_owned())));
    }

    fn an_unscheduled_job_is_removed_and_a_deleted_one_cancelled(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({}))).expect(201);
        app.patch("1", json!({"PlannedStartDate": ""})).expect(200);
        app.delete("1").expect(200);
        app.put("2", job_of("ann", json!({}))).expect(201);
        app.delete("2").expect(200);
        assert_eq!(
            told(&ann),
            list(&[(1, "dispatch", "1"), (2, "remove", "1"), (3, "dispatch", "2"), (4, "cancel", "2")])
        );
        let names: Vec<_> = events(app, "2").into_iter().map(|event| event["name"].clone()).collect();
        assert_eq!(names, ["JOB.created", "JOB.dispatched", "JOB.deleted", "JOB.cancelled"]);
    }

    fn a_notice_carries_the_job_as_it_is_now_while_the_technician_holds_it(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({"Title": "a"}))).expect(201);
        app.patch("1", json!({"Title": "b"})).expect(200);
        let (now, tag) = (app.order("1"), app.get("1").tag().trim_matches('"').to_owned());
        for (notice, version) in notices(&ann).iter().zip([1, 2]) {
            assert_eq!(
                (&notice["job"], &notice["etag"], &notice["version"]),
                (&now, &json!(tag), &json!(version))
            );
        }
        assert_eq!(now["Title"], "b");
        app.patch("1", json!({"UserName": "bob"})).expect(200);
        app.put("2", job_of("ann", json!({}))).expect(201);
        app.delete("2").expect(200);
        let notices = notices(&ann);
        assert_eq!(notices.len(), 5);
        assert!(
            notices.iter().all(|notice| notice.get("job").is_none() && notice.get("etag").is_none()),
            "{notices:?}"
        );
    }

    fn a_technicians_own_change_and_steps_are_no_news_to_them(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({}))).expect(201);
        change(&ann, "1", 1, json!({"Remarks": "r"})).expect(200);
        act(&ann, "1", "travel", 2).expect(200);
        assert_eq!(told(&ann), list(&[(1, "dispatch", "1")]));
        app.patch("1", json!({"Remarks": "s"})).expect(200);
        assert_eq!(told(&ann), list(&[(1, "dispatch", "1"), (2, "update", "1")]));
    }

    fn a_change_that_changes_nothing_is_no_news(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({"Title": "t"}))).expect(201);
        app.patch("1", json!({"Title": "t", "UserName": "ann", "PlannedStartDate": START})).expect(200);
        app.put("1", job_of("ann", json!({"Title": "t"}))).expect(200);
        assert_eq!(told(&ann), list(&[(1, "dispatch", "1")]));
    }

    fn an_acknowledgement_is_kept_and_a_repeat_is_answered_as_the_first_was(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({}))).expect(201);
        assert_eq!(notices(&ann)[0]["acked"], json!(null));
        let first = ack(&ann, 1).expect(200).json();
        assert_eq!((first["id"].as_i64(), first["acked"].is_string()), (Some(1), true));
        std::thread::sleep(Duration::from_millis(20));
        assert_eq!(ack(&ann, 1).expect(200).json(), first);
        assert_eq!(notices(&ann)[0]["acked"], first["acked"]);
        let delivered = events(app, "1").iter().filter(|event| event["name"] == "JOB.delivered").count();
        assert_eq!(delivered, 1);
    }

    fn only_an_own_notice_can_be_acknowledged(app) {
        let (ann, bob) = (device(app, "ann"), device(app, "bob"));
        app.put("1", job_of("ann", json!({}))).expect(201);
        ack(&bob, 1).expect(404);
        ack(&ann, 2).expect(404);
        ack(&ann, 0).expect(404);
        ack(&ann, -1).expect(404);
        ack(&ann, i64::MAX).expect(404);
        ann.ask("POST", "/device/v1/notices/first/ack").send().expect(400);
        assert_eq!(notices(&ann)[0]["acked"], json!(null));
        assert_eq!(app.order("1")["IsDelivered"], false);
    }

    fn an_acknowledgement_with_a_body_that_is_late_leaves_the_connection_usable(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({}))).expect(201);
        let head = |method: &str, path: &str, more: &str| {
            ann.head(method, path, more).replacen("connection: close", "connection: keep-alive", 1)
        };
        let mut connection = TcpStream::connect(app.address()).expect("the server listens");
        connection.set_read_timeout(Some(Duration::from_secs(10))).expect("a timeout");
        let ack = head("POST", "/device/v1/notices/1/ack", "transfer-encoding: chunked\r\n");
        connection.write_all(ack.as_bytes()).expect("sent");
        std::thread::sleep(Duration::from_millis(100));
        connection.write_all(b"0\r\n\r\n").expect("sent");
        connection.write_all(head("GET", "/device/v1/jobs/1", "").replacen("keep-alive", "close", 1).as_bytes()).expect("sent");
        let mut answers = String::new();
        connection.read_to_string(&mut answers).expect("answers");
        assert_eq!(answers.matches("HTTP/1.1 200").count(), 2, "{answers}");
    }

    fn a_bad_place_or_limit_is_refused(app) {
        let ann = device(app, "ann");
        for query in [
            "after=x",
            "after=-1",
            "after=1.5",
            "after=99999999999999999999",
            "limit=0",
            "limit=501",
            "limit=x",
        ] {
            ann.ask("GET", &format!("/device/v1/notices?{query}")).send().expect(400);
        }
        let empty = ann.ask("GET", "/device/v1/notices?after=7").send().expect(200).json();
        assert_eq!(empty, json!({"notices": [], "next": 7}));
    }
}
