//! Requests that are wrong before their body is read, or never end.

use std::time::{Duration, Instant};

use serde_json::json;

use super::{ORDER, Untouched};
use crate::both;

both! {
    fn a_body_that_is_not_called_json_is_refused(app) {
        let order = Untouched::new(app);
        for kind in [
            "text/plain",
            "application/xml",
            "multipart/form-data; boundary=x",
            "application/x-www-form-urlencoded",
            "",
            "json",
        ] {
            for method in ["PUT", "POST", "PATCH"] {
                app.ask(method, ORDER).header("content-type", kind).body("{}").send().expect(415).standard();
            }
        }
        app.ask("PUT", ORDER).body("{}").send().expect(415).standard();
        order.check();
        for kind in ["application/json; charset=utf-8", "APPLICATION/JSON", "application/merge-patch+json"] {
            app.ask("PATCH", ORDER).header("content-type", kind).body("{}").send().expect(200);
        }
    }

    fn a_method_that_is_not_taken_is_405_with_those_that_are(app) {
        let order = Untouched::new(app);
        for (method, path) in [
            ("PROPFIND", ORDER),
            ("TRACE", ORDER),
            ("FOO", ORDER),
            ("POST", &format!("{ORDER}/Dispatch")),
        ] {
            let head = app.head(method, path, "content-length: 0\r\n");
            let answer = app.raw(head.as_bytes()).expect(405).standard();
            let allowed = answer.header("allow").expect("an Allow header").to_owned();
            assert!(allowed.contains("GET") && allowed.contains("PUT"), "{allowed}");
        }
        let offer = app.raw(app.head("OPTIONS", ORDER, "content-length: 0\r\n").as_bytes()).expect(204);
        assert_eq!(offer.header("accept-patch"), Some("application/json"));
        assert!(offer.header("allow").is_some_and(|allowed| allowed.contains("PATCH") && allowed.contains("OPTIONS")));
        order.check();
    }

    fn an_address_of_nothing_is_404_in_the_dialects_form(app) {
        for path in [
            "/seiapi/v3/trans/WorkOrder",
            "/seiapi/v3/trans/WorkOrder/",
            "/seiapi/v3/trans/WorkOrder/1/2",
            "/seiapi/v3",
            "/seiapi/v3/trans/workorder/1",
            "/seiapi/v3/trans/WorkOrder/1/Dispatch/",
            "/seiapi/v4/trans/WorkOrder/1",
        ] {
            app.ask("GET", path).send().expect(404).standard();
        }
    }

    fn junk_in_the_address_is_refused(app) {
        let order = Untouched::new(app);
        for num in ["%00", "a%00b", "%0A", "%7F", "%1B%5B2J", "%2E", "%2e%2e", "%C2%85"] {
            let head = app.head("GET", &format!("/seiapi/v3/trans/WorkOrder/{num}"), "");
            let answer = app.raw(head.as_bytes()).expect(400).standard();
            assert_eq!(answer.json()["invalidParams"][0]["name"], "OrderNum", "{num}");
        }
        for num in ["%FF", "%C3%28", "%ED%A0%80", "a%80", "%F8%88%80%80%80"] {
            let head = app.head("GET", &format!("/seiapi/v3/trans/WorkOrder/{num}"), "");
            app.raw(head.as_bytes()).expect(400).standard();
        }
        // Half an escape stands for itself.
        for num in ["%", "%zz", "%2", "%u0041"] {
            let head = app.head("GET", &format!("/seiapi/v3/trans/WorkOrder/{num}"), "");
            let answer = app.raw(head.as_bytes()).standard();
            assert!([400, 404].contains(&answer.status), "{num}: {}", answer.text());
        }
        app.get(&"x".repeat(101)).expect(400).standard();
        app.put(&"x".repeat(101), json!({})).expect(400).standard();
        app.ask("GET", &format!("{ORDER}?a=%FF&%00=%00&&&==")).send().expect(200);
        order.check();
    }

    fn huge_heads_are_refused(app) {
        let order = Untouched::new(app);
        let long = "x".repeat(40_000);
        app.ask("GET", ORDER).header("x-access-token", &long).send();
        let token = app.without_token().ask("GET", ORDER).header("x-access-token", &long).send();
        token.expect(401).standard();
        let endless = app.head("GET", ORDER, &format!("x-junk: {}\r\n", "x".repeat(200_000)));
        assert!((400..500).contains(&app.raw(endless.as_bytes()).status));
        let many = app.head("GET", ORDER, &"x-junk: 1\r\n".repeat(5_000));
        assert!((400..500).contains(&app.raw(many.as_bytes()).status));
        let address = app.head("GET", &format!("{ORDER}{}", "x".repeat(100_000)), "");
        assert!((400..500).contains(&app.raw(address.as_bytes()).status));
        order.check();
    }

    fn what_is_not_http_is_refused_and_ends_nothing(app) {
        let order = Untouched::new(app);
        for junk in [
            b"\r\n\r\n\r\nhello\r\n\r\n".as_slice(),
            b"GET / HTTP/9.9\r\n\r\n",
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        ] {
            assert!((400..600).contains(&app.raw(junk).status));
        }
        let two_lengths = app.head(
            "PUT",
            ORDER,
            "content-type: application/json\r\ncontent-length: 2\r\ncontent-length: 3\r\n",
        );
        assert_eq!(app.raw(format!("{two_lengths}{{}}").as_bytes()).status, 400);
        let both = app.head(
            "PUT",
            ORDER,
            "content-type: application/json\r\ncontent-length: 9\r\ntransfer-encoding: chunked\r\n",
        );
        let smuggled = app.raw(format!("{both}0\r\n\r\nDELETE").as_bytes());
        assert!((400..500).contains(&smuggled.status), "{}", smuggled.text());
        order.check();
    }

    fn a_connection_cut_in_the_middle_of_a_body_changes_nothing(app) {
        use std::io::Write;
        let order = Untouched::new(app);
        for method in ["PUT", "POST", "PATCH"] {
            let head = app.head(method, ORDER, "content-type: application/json\r\ncontent-length: 1000\r\n");
            let mut stream = std::net::TcpStream::connect(app.address()).expect("a connection");
            stream.write_all(format!("{head}{{\"Title\":\"cut\"}}").as_bytes()).expect("sent");
            drop(stream);
        }
        std::thread::sleep(Duration::from_millis(100));
        order.check();
    }

    fn somebody_slow_does_not_stall_others(app) {
        use std::io::Write;
        let order = Untouched::new(app);
        let head = app.head("PUT", ORDER, "content-type: application/json\r\ncontent-length: 100000\r\n");
        let slow: Vec<_> = (0..200)
            .map(|_| {
                let mut stream = std::net::TcpStream::connect(app.address()).expect("a connection");
                stream.write_all(head.as_bytes()).expect("sent");
                stream
            })
            .collect();
        let began = Instant::now();
        app.put("2", json!({"Title": "t"})).expect(201);
        assert!(began.elapsed() < Duration::from_secs(5));
        order.check();
        drop(slow);
    }

    fn a_refusal_before_the_body_came_is_told_and_keeps_the_connection(app) {
        use std::io::{Read, Write};
        let order = Untouched::new(app);
        let json = "content-type: application/json\r\n";
        for (client, method, path, kind, status) in [
            (app.without_token(), "PUT", ORDER, json, 401),
            (app.with_token(app.token()), "PUT", ORDER, "", 415),
            (app.with_token(app.token()), "PUT", "/seiapi/v3/nothing", json, 404),
            (app.with_token(app.token()), "GET", "/seiapi/v3/trans/WorkOrder/missing", json, 404),
            (app.with_token(app.token()), "DELETE", "/seiapi/v3/trans/WorkOrder/missing", json, 404),
            (app.with_token(app.token()), "POST", "/device/v1/notices/1/ack", json, 404),
            (app.with_token(app.token()), "PATCH", "/createjwt", json, 405),
        ] {
            let head = client.head(method, path, &format!("{kind}content-length: 20000\r\n"));
            let head = head.replace("connection: close\r\n", "");
            let mut stream = std::net::TcpStream::connect(app.address()).expect("a connection");
            stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a timeout");
            stream.write_all(head.as_bytes()).expect("sent");
            std::thread::sleep(Duration::from_millis(40));
            stream.write_all(" ".repeat(20_000).as_bytes()).expect("the connection is still there");
            // The second request on the same connection; its answer ends it.
            stream.write_all(app.head("GET", "/healthz", "").as_bytes()).expect("sent");
            let mut answers = String::new();
            stream.read_to_string(&mut answers).expect("both answers");
            let statuses: Vec<&str> =
                answers.match_indices("HTTP/1.1 ").map(|(at, _)| &answers[at + 9..at + 12]).collect();
            assert_eq!(statuses, [status.to_string().as_str(), "200"], "{method} {path}: {answers}");
        }
        order.check();
    }

    fn who_asks_before_sending_a_body_is_refused_without_it(app) {
        let expecting = "content-type: application/json\r\ncontent-length: 20000\r\nexpect: 100-continue\r\n";
        let head = app.without_token().head("PUT", ORDER, expecting).replace("connection: close\r\n", "");
        let began = Instant::now();
        let answer = app.raw(head.as_bytes()).expect(401);
        assert_eq!(answer.header("connection"), Some("close"));
        assert!(began.elapsed() < Duration::from_secs(5));
    }
}
