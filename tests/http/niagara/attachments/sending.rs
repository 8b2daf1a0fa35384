//! Announcing a PDF, and sending its content to the address that was signed for it.

use serde_json::json;

use super::{announce, attachment, body, download, id, pdf, place, send};
use crate::both;
use crate::niagara::world::{get, message, post, wrong};

/// The most bytes that a PDF may have.
const LARGEST: usize = 10_485_760;

both! {
    fn a_pdf_is_announced_sent_listed_and_downloaded_as_it_was(app) {
        let content = pdf(100_000, 1);
        let announced = announce(app, "Anleitung für Ä.pdf", content.len());
        assert_eq!((&announced["file_id"], &announced["expires_in"]), (&announced["attachment_id"], &json!(900)));
        assert_eq!((&announced["content_type"], &announced["content_length"]), (&json!("application/pdf"), &json!(100_000)));
        assert_eq!(announced["label"], "Anleitung für Ä.pdf");
        let path = format!("/attachments/{}", id(&announced));
        let link = announced["_links"]["nter:download-attachment"]["href"].clone();
        assert_eq!(link, format!("{}{path}/download", app.base()));
        // Its content is still to come.
        download(app, &path).expect(404);
        assert_eq!(send(app, &place(app, &announced), &content).expect(204).body.len(), 0);

        let shown = get(app, &path);
        assert!(shown["url"].is_null() && shown["sha256"].is_null());
        for name in ["file_id", "label", "content_type", "content_length", "created", "_links"] {
            assert_eq!(shown[name], announced[name], "{name}");
        }
        let page = get(app, "/attachments");
        assert_eq!((&page["total_count"], &page["_embedded"]["nter:attachments"]), (&json!(1), &json!([shown])));
        let answer = download(app, &path).expect(200);
        assert!(answer.body == content);
        for (name, value) in [
            ("content-type", "application/pdf"),
            ("content-length", "100000"),
            ("x-content-type-options", "nosniff"),
            ("content-security-policy", "sandbox; default-src 'none'"),
            ("content-disposition", "inline; filename=\"Anleitungfr.pdf\"; filename*=UTF-8''Anleitung%20f%C3%BCr%20%C3%84.pdf"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{name}");
        }
        let again = app.ask("GET", &format!("{path}/download")).header("if-none-match", answer.tag()).send().expect(304);
        assert!(again.body.is_empty() && answer.tag().len() == 66);
        let entry = get(app, "/");
        assert_eq!(entry["_links"]["nter:attachments"]["href"], format!("{}/attachments", app.base()));
    }

    fn what_is_announced_is_a_pdf_of_a_size_that_is_taken(app) {
        for (body, keyword, path) in [
            (json!({"name": "a", "type": "application/pdf"}), "required", ""),
            (json!({"name": "a", "type": "image/png", "size": 5}), "enum", ".type"),
            (body("a", 0), "minimum", ".size"),
            (json!({"name": "a", "type": "application/pdf", "size": 1.5}), "type", ".size"),
            (json!({"name": 7, "type": "application/pdf", "size": 5}), "type", ".name"),
        ] {
            assert_eq!(wrong(post(app, "attachments", body)), message(keyword, path));
        }
        let problem = post(app, "attachments", body("a", LARGEST + 1)).expect(413).json();
        assert_eq!(problem["type"].as_str().and_then(|kind| kind.rsplit('/').next()), Some("PayloadTooLarge"));
        let huge = r#"{"name":"a","type":"application/pdf","size":1e300}"#;
        app.ask("POST", "/attachments").bytes(huge).send().expect(413);
        let nobody = app.caller("me:profile");
        for size in [5, LARGEST + 1] {
            post(&nobody, "attachments", body("a", size)).expect(403);
        }
        assert_eq!(get(app, "/attachments")["total_count"], 0);
    }

    fn the_largest_pdf_comes_back_as_it_was(app) {
        let content = pdf(LARGEST, 1);
        let path = attachment(app, "Large.pdf", &content);
        assert!(download(app, &path).expect(200).body == content);
    }

    fn only_what_was_announced_is_taken_and_it_stays(app) {
        let content = pdf(5_000, 1);
        let announced = announce(app, "Manual", content.len());
        let (place, path) = (place(app, &announced), format!("/attachments/{}", id(&announced)));
        let stranger = app.without_token();
        stranger.ask("PUT", &place).header("content-type", "text/plain").body(content.as_slice()).send().expect(415);
        stranger.ask("PUT", &place).body(content.as_slice()).send().expect(415);
        let picture = [b"\x89PNG\r\n\x1a\n".as_slice(), &content[8..]].concat();
        assert_eq!(send(app, &place, &picture).expect(415).json()["title"], "Unsupported Media Type");
        for other in [&content[..4_999], &pdf(5_001, 1), b"", b"%PDF"] {
            assert_eq!(wrong(send(app, &place, other)), message("size", ""));
        }
        // Whoever does not say how long it is, may not send more or less either.
        let chunked = |content: &[u8]| {
            let head = format!("content-type: application/pdf\r\ntransfer-encoding: chunked\r\n\r\n{:x}\r\n", content.len());
            let head = stranger.head("PUT", &place, &head);
            let head = head.strip_suffix("\r\n").expect("an end");
            app.raw(&[head.as_bytes(), content, b"\r\n0\r\n\r\n"].concat())
        };
        for other in [&content[..4_999], &pdf(5_001, 1)] {
            assert_eq!(chunked(other).status, 400);
        }
        download(app, &path).expect(404);
        assert_eq!(chunked(&content).status, 204);
        send(app, &place, &content).expect(204);
        let conflict = send(app, &place, &pdf(5_000, 2)).expect(409).json();
        assert_eq!(conflict["title"], "Conflict");
        assert_eq!(wrong(send(app, &place, &pdf(5_001, 1))), message("size", ""));
        let answer = download(app, &path).expect(200);
        assert!(answer.body == content);
        assert_eq!(answer.header("content-disposition"), Some("inline; filename=\"Manual.pdf\""));
        app.ask("PUT", &path).json(body("Other", 5_000)).send().expect(405);
    }

    fn an_address_is_good_for_the_file_that_it_was_signed_for(app) {
        let content = pdf(500, 1);
        let (one, other) = (announce(app, "One", 500), announce(app, "Other", 500));
        let place_of_one = place(app, &one);
        let (path, query) = place_of_one.split_once('?').expect("a query");
        let theirs = announce(&app.stranger(), "Theirs", 500);
        let place_of_theirs = place(app, &theirs);
        let (_, their_query) = place_of_theirs.split_once('?').expect("a query");
        let part = |name: &str| query.split('&').find_map(|part| part.strip_prefix(name)).expect("a part");
        let (key, expires, signature) = (part("key="), part("expires="), part("signature="));
        let later = expires.parse::<i64>().expect("a number") + 1;
        let changed = if signature.starts_with('A') { "B" } else { "A" };
        for wrong in [
            path.to_owned(),
            format!("{path}?{their_query}"),
            format!("/attachments/{}/content?{query}", id(&other)),
            format!("/attachments/{}/content?{query}", id(&theirs)),
            format!("/attachments/none/content?{query}"),
            format!("{path}?key={key}&expires={later}&signature={signature}"),
            format!("{path}?key={key}&expires=never&signature={signature}"),
            format!("{path}?key={key}&expires={expires}&signature={changed}{}", &signature[1..]),
            format!("{path}?key={key}&expires={expires}&signature="),
            format!("{path}?key=none&expires={expires}&signature={signature}"),
            format!("{path}?key=a%00b&expires={expires}&signature={signature}"),
            format!("{path}?key={key}&expires={expires}"),
        ] {
            assert_eq!(send(app, &wrong, &content).expect(403).json()["title"], "Forbidden", "{wrong}");
        }
        // A token that may do everything does not stand for a signature.
        app.ask("PUT", path).header("content-type", "application/pdf").body(content.as_slice()).send().expect(403);
        download(app, &format!("/attachments/{}", id(&one))).expect(404);
        send(app, &place_of_one, &content).expect(204);
        send(app, &place_of_theirs, &content).expect(204);
    }

    fn a_repeat_with_a_key_announces_no_second_file(app) {
        let once = || app.ask("POST", "/attachments").header("idempotency-key", "k").json(body("One", 500)).send();
        let (first, again) = (once().expect(200).json(), once().expect(200).json());
        assert_eq!(first["file_id"], again["file_id"]);
        send(app, &place(app, &again), &pdf(500, 1)).expect(204);
        assert_eq!(get(app, "/attachments")["total_count"], 1);
    }
}
