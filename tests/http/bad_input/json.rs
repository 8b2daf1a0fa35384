//! Bodies that are no JSON as it must be.

use serde_json::json;

use super::{LARGEST, ORDER, Untouched};
use crate::both;

both! {
    fn what_is_not_json_is_refused(app) {
        let order = Untouched::new(app);
        for body in [
            "",
            " ",
            "{",
            "}",
            "{]",
            "nul",
            "{\"a\":1,}",
            "{\"a\" 1}",
            "{\"a\":1 \"b\":2}",
            "{\"a\":1\n\"b\":2}",
            "{\"a\":[1 2]}",
            "{'a':1}",
            "{a:1}",
            "{\"a\":1}x",
            "{\"a\":1}{}",
            "{\"a\":01}",
            "{\"a\":+1}",
            "{\"a\":.5}",
            "{\"a\":NaN}",
            "{\"a\":Infinity}",
            "{\"a\":\"\n\"}",
            "{\"a\":\"\\x\"}",
            "{\"a\":\"\\ud800\"}",
            "{\"a\":1} // b",
            "\u{feff}{}",
            "{\"a\":\u{a0}1}",
            "PATCH",
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
        for bytes in [b"\xff".as_slice(), b"\xc3\x28", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80", b"\xc0\xaf"]
        {
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
        let head =
            |more: &str| app.head("PUT", ORDER, &format!("content-type: application/json\r\n{more}\r\n"));
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

    fn very_long_numbers_are_kept_or_refused_but_never_changed(app) {
        let digits = "9".repeat(100_000);
        for number in
            [digits.as_str(), "1e400", "-1e-400", "1E+0999999999", "0.1000000000000000000000000000000000001"]
        {
            let answer = app
                .ask("PUT", ORDER)
                .bytes(format!("{{\"OrderNum\":\"1214\",\"OrderAmount\":{number}}}"))
                .send();
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
}
