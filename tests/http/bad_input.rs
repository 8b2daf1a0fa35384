//! Input that no client should send: each a documented refusal in the dialect's form, and the order stays as it was.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::both;
use crate::harness::sample::{order_1214, rules};
use crate::harness::{Answer, App};

const ORDER: &str = "/seiapi/v3/trans/WorkOrder/1214";
const LARGEST: usize = 8 * 1024 * 1024;

/// An order that is there before, and must be the same after, byte for byte.
struct Untouched<'a> {
    app: &'a App,
    before: Answer,
}

impl<'a> Untouched<'a> {
    fn new(app: &'a App) -> Self {
        let views = json!([{"ID": "1001", "Items": [{"Label": "a"}]}]);
        app.put("1214", order_1214(json!({"Rules": rules(), "FlexView": views}))).expect(201);
        Self { app, before: app.get("1214").expect(200) }
    }

    /// Sends this body by every method that takes one.
    #[track_caller]
    fn refuses(&self, body: impl Into<Vec<u8>>, status: u16) -> Vec<Answer> {
        let body = body.into();
        ["PUT", "POST", "PATCH"].map(|method| self.refuses_by(method, body.clone(), status)).into()
    }

    #[track_caller]
    fn refuses_by(&self, method: &str, body: impl Into<Vec<u8>>, status: u16) -> Answer {
        let body = body.into();
        let shown: String = String::from_utf8_lossy(&body).chars().take(100).collect();
        let mut answer = self.app.ask(method, ORDER).bytes(body).send();
        answer.asked = format!("{method} {shown}");
        let answer = answer.expect(status).standard();
        self.check();
        answer
    }

    #[track_caller]
    fn refuses_at(&self, body: &Value, path: &str) {
        for answer in self.refuses(body.to_string(), 400) {
            answer.path(path);
        }
    }

    #[track_caller]
    fn refuses_patch_at(&self, body: &Value, path: &str) {
        self.refuses_by("PATCH", body.to_string(), 400).path(path);
    }

    /// Fails unless the order is as it was.
    #[track_caller]
    fn check(&self) {
        let now = self.app.get("1214").expect(200);
        assert_eq!(now.text(), self.before.text());
        assert!(now.body == self.before.body && now.tag() == self.before.tag());
    }
}

both! {
    fn what_is_not_json_is_refused(app) {
        let order = Untouched::new(app);
        for body in [
            "", " ", "{", "}", "{]", "nul", "{\"a\":1,}", "{\"a\" 1}", "{'a':1}", "{a:1}", "{\"a\":1}x", "{\"a\":1}{}",
            "{\"a\":01}", "{\"a\":+1}", "{\"a\":.5}", "{\"a\":NaN}", "{\"a\":Infinity}", "{\"a\":\"\n\"}", "{\"a\":\"\\x\"}",
            "{\"a\":\"\\ud800\"}", "{\"a\":1} // b", "\u{feff}{}", "{\"a\":\u{a0}1}", "PATCH",
        ] {
            order.refuses(body, 400);
        }
    }

    fn what_is_no_object_is_refused(app) {
        let order = Untouched::new(app);
        for body in ["null", "true", "7", "\"text\"", "[]", "[{\"Title\":\"t\"}]"] {
            order.refuses(body, 400);
        }
    }

    fn invalid_utf_8_is_refused(app) {
        let order = Untouched::new(app);
        for bytes in [b"\xff".as_slice(), b"\xc3\x28", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80", b"\xc0\xaf"] {
            order.refuses([b"{\"Title\":\"", bytes, b"\"}"].concat(), 400);
            order.refuses([b"{\"", bytes, b"\":1}"].concat(), 400);
        }
        order.refuses(b"\xfe\xff\x00{\x00}".as_slice(), 400);
    }

    fn a_nul_is_refused_wherever_it_stands(app) {
        let order = Untouched::new(app);
        order.refuses_at(&json!({"Title": "a\0b"}), "$.Title");
        order.refuses_at(&json!({"Assets": [{"AssetNum": "1"}, {"Desc": "\0"}]}), "$.Assets[1].Desc");
        order.refuses("{\"Ti\\u0000tle\":1}", 400);
        order.refuses("{\"Title\":\"\0\"}", 400);
        order.refuses("\0", 400);
        order.refuses("{\"_fields\":[\"\\u0000\"]}", 400);
    }

    fn a_name_twice_in_an_object_is_refused(app) {
        let order = Untouched::new(app);
        order.refuses("{\"Title\":\"a\",\"Title\":\"b\"}", 400);
        order.refuses("{\"OrderNum\":\"1214\",\"OrderNum\":\"1214\"}", 400);
        order.refuses("{\"Title\":\"a\",\"T\\u0069tle\":\"b\"}", 400);
        for answer in order.refuses("{\"Assets\":[{\"Desc\":1},{\"Desc\":1,\"Desc\":2}]}", 400) {
            let named = answer.paths();
            assert!(named.iter().any(|path| path.starts_with("$.Assets[1]")), "{named:?}");
        }
    }

    fn a_body_nested_too_deep_is_refused(app) {
        let order = Untouched::new(app);
        let nested = |depth: usize| format!("{{\"X\":{}{}}}", "[".repeat(depth - 1), "]".repeat(depth - 1));
        order.refuses(nested(129), 400);
        order.refuses(nested(1_000_000), 400);
        order.refuses("{\"a\":".repeat(129), 400);
        order.refuses("[".repeat(LARGEST - 1), 400);
        app.ask("PUT", "/seiapi/v3/trans/WorkOrder/deep").bytes(nested(128)).send().expect(201);
        let stored = format!("{},\"OrderNum\":\"deep\"}}", nested(128).trim_end_matches('}'));
        assert_eq!(app.get("deep").text(), stored);
        app.patch("deep", json!({"Title": "t"})).expect(200);
    }

    fn a_body_over_8_mib_is_refused_whether_it_says_so_or_not(app) {
        let order = Untouched::new(app);
        let head = |more: &str| app.head("PUT", ORDER, &format!("content-type: application/json\r\n{more}\r\n"));
        let announced = head(&format!("content-length: {}", LARGEST + 1));
        app.raw(announced.as_bytes()).expect(413).standard();
        let absurd = head("content-length: 9223372036854775807");
        app.raw(absurd.as_bytes()).expect(413).standard();
        let mut chunked = head("transfer-encoding: chunked").into_bytes();
        let piece = vec![b' '; 64 * 1024];
        for _ in 0..=LARGEST / piece.len() {
            chunked.extend_from_slice(format!("{:x}\r\n", piece.len()).as_bytes());
            chunked.extend_from_slice(&piece);
            chunked.extend_from_slice(b"\r\n");
        }
        chunked.extend_from_slice(b"0\r\n\r\n");
        app.raw(&chunked).expect(413).standard();
        order.check();
        let frame = "{\"OrderNum\":\"1\",\"Remarks\":\"\"}".len();
        let just = format!("{{\"OrderNum\":\"1\",\"Remarks\":\"{}\"}}", "x".repeat(LARGEST - frame));
        app.ask("PUT", "/seiapi/v3/trans/WorkOrder/1").bytes(just.clone()).send().expect(201);
        assert!(app.get("1").body == just.as_bytes());
        app.patch("1", json!({"Title": "one more"})).expect(400).standard();
        assert!(app.get("1").body == just.as_bytes());
    }

    fn a_wrong_container_is_refused_at_any_depth(app) {
        let order = Untouched::new(app);
        for (body, path) in [
            (json!({"Assets": {"AssetNum": "1"}}), "$.Assets"),
            (json!({"Assets": "1"}), "$.Assets"),
            (json!({"Assets": [{"AssetNum": "1"}, "2"]}), "$.Assets[1]"),
            (json!({"Assets": [[]]}), "$.Assets[0]"),
            (json!({"Rules": []}), "$.Rules"),
            (json!({"Rules": true}), "$.Rules"),
            (json!({"Rules": {"Validations": []}}), "$.Rules.Validations"),
            (json!({"Account": "1029"}), "$.Account"),
            (json!({"Account": {"Contacts": {"LastName": "x"}}}), "$.Account.Contacts"),
            (json!({"Location": {"Address": "street"}}), "$.Location.Address"),
            (json!({"Location": {"Contacts": [{"Phones": "1"}]}}), "$.Location.Contacts[0].Phones"),
            (json!({"FlexView": [{"ID": "1", "Items": {"Label": "x"}}]}), "$.FlexView[0].Items"),
            (json!({"Tasks": [{"TaskID": "1", "Notes": [{"ID": "1"}, 2]}]}), "$.Tasks[0].Notes[1]"),
            (json!({"FlexAttrs": {"f": []}}), "$.FlexAttrs.f"),
            (json!({"Extensions": 1}), "$.Extensions"),
            (json!({"Title": ["t"]}), "$.Title"),
            (json!({"Title": {"en": "t"}}), "$.Title"),
            (json!({"HelperTechs": "ann"}), "$.HelperTechs"),
            (json!({"FollowupSchedule": [{"ID": "1"}]}), "$.FollowupSchedule"),
            (json!({"UserName": 7}), "$.UserName"),
        ] {
            order.refuses_at(&body, path);
        }
    }

    fn null_is_refused_at_any_depth(app) {
        let order = Untouched::new(app);
        for (body, path) in [
            (json!({"Title": null}), "$.Title"),
            (json!({"Rules": null}), "$.Rules"),
            (json!({"Rules": {"IsOps": null}}), "$.Rules.IsOps"),
            (json!({"Assets": [null]}), "$.Assets[0]"),
            (json!({"Assets": [{"AssetNum": "1", "Desc": null}]}), "$.Assets[0].Desc"),
            (json!({"Mystery": [[{"a": null}]]}), "$.Mystery[0][0].a"),
            (json!({"OrderNum": null}), "$.OrderNum"),
        ] {
            order.refuses_at(&body, path);
        }
    }

    fn all_that_is_wrong_is_said_at_once(app) {
        let order = Untouched::new(app);
        let body = json!({"Rules": 1, "Assets": [{"FlexView": 1}], "Title": null, "OrderNum": "7"});
        for answer in order.refuses(body.to_string(), 400) {
            for path in ["$.Rules", "$.Assets[0].FlexView", "$.Title"] {
                assert!(answer.paths().iter().any(|named| named == path), "{path}: {}", answer.text());
            }
        }
        let endless: Vec<Value> = (0..5_000).map(|_| Value::Null).collect();
        for answer in order.refuses(json!({"Assets": endless}).to_string(), 400) {
            assert!((1..=100).contains(&answer.paths().len()));
        }
    }

    fn a_fault_tells_name_reason_path_and_value(app) {
        let order = Untouched::new(app);
        let answer = order.refuses_by("PUT", json!({"Assets": [{"FlexView": "no"}]}).to_string(), 400);
        let faults = answer.json()["invalidParams"].clone();
        let fault = faults[0].as_object().expect("a fault").clone();
        assert_eq!(faults.as_array().map(Vec::len), Some(1));
        assert_eq!(fault["path"], "$.Assets[0].FlexView");
        assert_eq!((&fault["name"], &fault["value"]), (&json!("FlexView"), &json!("no")));
        assert_eq!(fault["reason"], "must be an array");
        let long = order.refuses_by("PUT", json!({"Assets": "x".repeat(100_000)}).to_string(), 400);
        assert!(long.body.len() < 5_000, "a huge value is not sent back");
    }

    fn another_order_number_is_refused(app) {
        let order = Untouched::new(app);
        for other in [json!("1215"), json!(1214), json!(""), json!("1214 "), json!([]), json!({"a": 1})] {
            order.refuses_at(&json!({"OrderNum": other, "Title": "t"}), "$.OrderNum");
        }
    }

    fn the_order_number_and_the_whole_can_not_be_removed(app) {
        let order = Untouched::new(app);
        order.refuses_patch_at(&json!({"_fields": ["Title", "OrderNum"]}), "$._fields[1]");
        order.refuses_patch_at(&json!({"OrderNum": {}}), "$.OrderNum");
        for path in ["$", "$.OrderNum", "$['OrderNum']", "$[\"OrderNum\"]", "$.*", "$[*]", "$..OrderNum", "$[?@=='1214']", "$..*"] {
            order.refuses_patch_at(&json!({"_paths": ["$.Rules", path]}), "$._paths[1]");
        }
    }

    fn a_bad_path_among_good_ones_is_named_and_nothing_is_removed(app) {
        let order = Untouched::new(app);
        for path in [
            "", "Rules", "$.", "$[", "$.Rules[", "$[?(@.ID==)]", "$.FlexView[?(@.ID=='1001'", "$..", "$.a b", "@.Rules",
            "$.FlexView[01]", "$.FlexView[99999999999999999999]", "$[?@.a=~/x/]", "\0",
        ] {
            let body = json!({"_paths": ["$.Rules", "$.FlexView[0]", path, "$.Title"]});
            if path == "\0" {
                order.refuses_by("PATCH", body.to_string(), 400);
            } else {
                order.refuses_patch_at(&body, "$._paths[2]");
            }
        }
    }

    fn control_members_of_the_wrong_shape_are_refused(app) {
        let order = Untouched::new(app);
        for (body, path) in [
            (json!({"_fields": "Rules"}), "$._fields"), (json!({"_fields": {"0": "Rules"}}), "$._fields"),
            (json!({"_fields": ["Rules", 7]}), "$._fields[1]"), (json!({"_fields": null}), "$._fields"),
            (json!({"_paths": "$.Rules"}), "$._paths"), (json!({"_paths": ["$.Rules", ["$.Title"]]}), "$._paths[1]"),
            (json!({"_paths": true}), "$._paths"),
        ] {
            order.refuses_patch_at(&body, path);
        }
    }

    fn a_path_that_would_visit_millions_of_nodes_is_refused_at_once(app) {
        let rows: Vec<Value> = (0..3_000).map(|n| json!({"ID": n.to_string(), "Text": "x"})).collect();
        app.put("1214", json!({"Notes": rows})).expect(201);
        let before = app.get("1214");
        for path in [
            "$.Notes[?count($..*)>1]", "$..*..*..*", "$.Notes[?@.ID==$.Notes[*].ID]", "$.Notes[*,*,*,*,*,*,*,*,*,*,*,*,*,*,*,*,*,*,*,*,*,*,*,*,*,*,*,*,*,*,*,*,*,*,*]",
            "$..[?count($.Notes[*])==1]", "$.Notes[?match($.Notes[*].Text,'(x+x+)+y')]", "$[?(((((((((((@.a)))))))))))]",
        ] {
            let began = Instant::now();
            let answer = app.patch("1214", json!({"_paths": ["$.Title", path]})).expect(400).standard();
            assert!(began.elapsed() < Duration::from_secs(2), "{path} took {:?}", began.elapsed());
            answer.path("$._paths[1]");
        }
        assert!(app.get("1214").body == before.body);
        let long = format!("$.{}", "a".repeat(100_000));
        app.patch("1214", json!({"_paths": [long]})).expect(400).standard().path("$._paths[0]");
        let many: Vec<&str> = (0..100_000).map(|_| "$.Title").collect();
        app.patch("1214", json!({"_paths": many})).expect(400).standard().path("$._paths");
        assert!(app.get("1214").body == before.body);
    }

    fn very_long_numbers_are_kept_or_refused_but_never_changed(app) {
        let digits = "9".repeat(100_000);
        for number in [digits.as_str(), "1e400", "-1e-400", "1E+0999999999", "0.1000000000000000000000000000000000001"] {
            let answer = app.ask("PUT", ORDER).bytes(format!("{{\"OrderNum\":\"1214\",\"OrderAmount\":{number}}}")).send();
            if answer.status == 400 {
                answer.standard();
                continue;
            }
            assert!(answer.status < 300, "{}", answer.text());
            let stored = String::from_utf8(app.get("1214").expect(200).body).expect("text");
            let same = |text: &str| text.to_ascii_lowercase().replace("e+", "e");
            assert_eq!(same(&stored), same(&format!("{{\"OrderNum\":\"1214\",\"OrderAmount\":{number}}}")));
        }
    }

    fn a_body_that_is_not_called_json_is_refused(app) {
        let order = Untouched::new(app);
        for kind in ["text/plain", "application/xml", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "", "json"] {
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
        for (method, path) in [("PROPFIND", ORDER), ("OPTIONS", ORDER), ("TRACE", ORDER), ("FOO", ORDER), ("POST", &format!("{ORDER}/Dispatch"))] {
            let head = app.head(method, path, "content-length: 0\r\n");
            let answer = app.raw(head.as_bytes()).expect(405).standard();
            let allowed = answer.header("allow").expect("an Allow header").to_owned();
            assert!(allowed.contains("GET") && allowed.contains("PUT"), "{allowed}");
        }
        order.check();
    }

    fn an_address_of_nothing_is_404_in_the_dialects_form(app) {
        for path in [
            "/seiapi/v3/trans/WorkOrder", "/seiapi/v3/trans/WorkOrder/", "/seiapi/v3/trans/WorkOrder/1/2", "/seiapi/v3",
            "/seiapi/v3/trans/workorder/1", "/seiapi/v3/trans/WorkOrder/1/Dispatch/", "/seiapi/v4/trans/WorkOrder/1",
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
        for junk in [b"\r\n\r\n\r\nhello\r\n\r\n".as_slice(), b"GET / HTTP/9.9\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"] {
            assert!((400..600).contains(&app.raw(junk).status));
        }
        let two_lengths = app.head("PUT", ORDER, "content-type: application/json\r\ncontent-length: 2\r\ncontent-length: 3\r\n");
        assert_eq!(app.raw(format!("{two_lengths}{{}}").as_bytes()).status, 400);
        let both = app.head("PUT", ORDER, "content-type: application/json\r\ncontent-length: 9\r\ntransfer-encoding: chunked\r\n");
        let smuggled = app.raw(format!("{both}0\r\n\r\nDELETE").as_bytes());
        assert!((400..500).contains(&smuggled.status), "{}", smuggled.text());
        order.check();
    }

    fn a_connection_cut_in_the_middle_of_a_body_changes_nothing(app) {
        use std::io::Write;
        let order = Untouched::new(app);
        for method in ["PUT", "POST", "PATCH"] {
            let head = app.head(method, ORDER, "content-type: application/json\r\ncontent-length: 1000\r\n");
            let mut stream = std::net::TcpStream::connect(app.address()).unwrap();
            stream.write_all(format!("{head}{{\"Title\":\"cut\"}}").as_bytes()).unwrap();
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
                let mut stream = std::net::TcpStream::connect(app.address()).unwrap();
                stream.write_all(head.as_bytes()).unwrap();
                stream
            })
            .collect();
        let began = Instant::now();
        app.put("2", json!({"Title": "t"})).expect(201);
        assert!(began.elapsed() < Duration::from_secs(2));
        order.check();
        drop(slow);
    }
}
