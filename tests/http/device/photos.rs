//! Photos and signatures of a job that a technician holds.

use serde_json::{Value, json};

use super::uploads::{begin, png, upload, upload_id};
use super::{AT, code, device, events, id, job_of};
use crate::both;
use crate::harness::{Answer, App, Client};

/// Reports a photo or a signature.
pub fn report(device: &Client, num: &str, what: &str, body: Value) -> Answer {
    device.ask("POST", &format!("/device/v1/jobs/{num}/{what}")).json(body).send()
}

/// Makes a job of this device's technician and adds the photo of the n-th upload to it, under the n-th id.
#[track_caller]
pub fn take(app: &App, device: &Client, num: &str, n: usize) {
    app.put(num, job_of("ann", json!({}))).expect(201);
    report(device, num, "photos", json!({"id": id(n), "at": AT, "upload": upload_id(n)})).expect(200);
}

fn photo(n: usize) -> Value {
    json!({"id": id(n), "at": AT, "upload": upload_id(n), "note": "wet"})
}

fn get(client: &Client, num: &str, n: usize) -> Answer {
    client.ask("GET", &format!("/device/v1/jobs/{num}/photos/{}", id(n))).send()
}

both! {
    fn a_photo_becomes_part_of_the_job_and_is_read_by_who_may_read_the_job(app) {
        let (ann, bob, cy) = (device(app, "ann"), device(app, "bob"), device(app, "cy"));
        app.put("a/b".replace('/', "%2F").as_str(), job_of("ann", json!({"HelperTechs": ["cy"]}))).expect(201);
        let bytes = png(5_000, 1);
        upload(&ann, 1, &bytes);
        let done = report(&ann, "a%2Fb", "photos", photo(1)).expect(200);
        assert_eq!((done.version(), &done.json()["action"]), (2, &json!("photo")));
        let url = format!("/seiapi/v3/trans/WorkOrder/a%2Fb/Photos/{}", id(1));
        let expected = json!([{"Date": AT, "ID": id(1), "Note": "wet", "URL": url}]);
        assert_eq!(app.order("a%2Fb")["Photos"], expected);
        for reader in [&ann, &cy] {
            assert!(get(reader, "a%2Fb", 1).expect(200).body == bytes);
        }
        get(&bob, "a%2Fb", 1).expect(404);
        get(&ann, "a%2Fb", 2).expect(404);
        let got = app.ask("GET", &url).send().expect(200);
        assert!(got.body == bytes);
        let expected = [
            ("content-type", "image/png"),
            ("content-length", "5000"),
            ("x-content-type-options", "nosniff"),
            ("content-security-policy", "sandbox; default-src 'none'"),
            ("cache-control", "private, no-cache"),
        ];
        for (name, value) in expected {
            assert_eq!(got.header(name), Some(value), "{name}");
        }
        assert!(got.header("content-disposition").is_some_and(|text| text.ends_with(".png\"")));
        let known = app.ask("GET", &url).header("if-none-match", got.tag()).send().expect(304);
        assert_eq!((known.body.len(), known.tag()), (0, got.tag()));
        app.stranger().ask("GET", &url).send().expect(404);
        app.caller("account:read").ask("GET", &url).send().expect(403);
        let told = events(app, "a%2Fb");
        let last = told.last().expect("an event");
        assert_eq!((&last["data"]["action"], &last["data"]["photo"]), (&json!("photo"), &json!(id(1))));
    }

    fn a_repeat_is_answered_as_the_first_even_when_the_upload_is_gone(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({}))).expect(201);
        upload(&ann, 1, &png(100, 1));
        let first = report(&ann, "1", "photos", photo(1)).expect(200);
        let gone = ann.ask("DELETE", &format!("/device/v1/uploads/{}", upload_id(1)));
        gone.header("tus-resumable", "1.0.0").send().expect(204);
        assert_eq!(report(&ann, "1", "photos", photo(1)).expect(200).body, first.body);
        report(&ann, "1", "photos", json!({"id": id(1), "at": AT, "upload": upload_id(1)})).expect(422);
        assert_eq!(app.order("1")["Photos"].as_array().map(Vec::len), Some(1));
        get(&ann, "1", 1).expect(200);
    }

    fn what_cannot_be_added_changes_nothing(app) {
        let (ann, bob) = (device(app, "ann"), device(app, "bob"));
        app.put("1", job_of("ann", json!({}))).expect(201);
        app.put("2", job_of("ann", json!({"Rules": {"CanTakePhotos": false}}))).expect(201);
        begin(&ann, 1, 100).expect(201);
        assert_eq!(code(&report(&ann, "1", "photos", photo(1)).expect(409)), "upload-unfinished");
        report(&ann, "1", "photos", photo(2)).expect(404);
        upload(&bob, 3, &png(100, 1));
        report(&ann, "1", "photos", photo(3)).expect(404);
        report(&bob, "1", "photos", photo(3)).expect(404);
        upload(&ann, 4, &png(100, 2));
        report(&ann, "2", "photos", photo(4)).expect(403);
        for body in [json!({}), json!({"id": id(4), "at": AT}), json!({"id": id(4), "at": AT, "upload": "x"})] {
            report(&ann, "1", "photos", body).expect(400);
        }
        for num in ["1", "2"] {
            assert_eq!((app.order(num).get("Photos"), app.get(num).version()), (None, 1));
        }
        report(&ann, "1", "photos", photo(4)).expect(200);
    }

    fn a_photo_of_a_recalled_job_is_kept_for_the_office_with_its_picture(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({}))).expect(201);
        let bytes = png(700_000, 1);
        upload(&ann, 1, &bytes);
        app.patch("1", json!({"UserName": "bob"})).expect(200);
        for _ in 0..2 {
            assert_eq!(code(&report(&ann, "1", "photos", photo(1)).expect(409)), "recalled");
        }
        begin(&ann, 2, 100).expect(201);
        assert_eq!(code(&report(&ann, "1", "signatures", json!({"id": id(2), "at": AT, "upload": upload_id(2)})).expect(409)), "upload-unfinished");
        let late = app.ask("GET", "/admin/v1/late-reports").send().expect(200).json();
        assert_eq!(late["reports"].as_array().map(Vec::len), Some(1));
        assert_eq!((&late["reports"][0]["kind"], &late["reports"][0]["body"]), (&json!("photo"), &photo(1)));
        let path = format!("/admin/v1/uploads/{}/content", upload_id(1));
        let got = app.ask("GET", &path).send().expect(200);
        assert!(got.body == bytes && got.header("content-type") == Some("image/png"));
        app.caller("workorder:read").ask("GET", &path).send().expect(403);
        app.stranger().ask("GET", &path).send().expect(404);
        let ended = ann.ask("DELETE", &format!("/device/v1/uploads/{}", upload_id(1)));
        assert_eq!(code(&ended.header("tus-resumable", "1.0.0").send().expect(409)), "upload-held");
        assert_eq!(app.order("1").get("Photos"), None);
    }

    fn a_technician_removes_photos_of_their_own_while_they_hold_the_job(app) {
        let ann = device(app, "ann");
        for n in 1..=2 {
            upload(&ann, n, &png(100, 1));
        }
        take(app, &ann, "1", 1);
        report(&ann, "1", "photos", photo(2)).expect(200);
        let raw = app.ask("POST", "/seiapi/v3/trans/WorkOrder/1/Photos").header("content-type", "image/png");
        raw.body(png(100, 3)).send().expect(200);
        let offices = app.order("1")["Photos"][2]["ID"].as_str().expect("an ID").to_owned();
        let remove = |photo: &str, n: usize| {
            ann.ask("DELETE", &format!("/device/v1/jobs/1/photos/{photo}?id={}&at={AT}", id(n))).send()
        };
        remove(&offices, 10).expect(403);
        remove("x", 11).expect(404);
        ann.ask("DELETE", &format!("/device/v1/jobs/1/photos/{}", id(1))).send().expect(400);
        let first = remove(&id(1), 12).expect(200);
        assert_eq!(remove(&id(1), 12).expect(200).body, first.body);
        get(&ann, "1", 1).expect(404);
        get(&ann, "1", 2).expect(200);
        app.patch("1", json!({"UserName": "bob"})).expect(200);
        assert_eq!(code(&remove(&id(2), 13).expect(409)), "recalled");
        assert_eq!(app.order("1")["Photos"].as_array().map(Vec::len), Some(2));
    }

    fn a_signature_becomes_part_of_the_document(app) {
        use base64::Engine;
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({"Signatures": [{"Name": "first"}]}))).expect(201);
        let bytes = png(2_000, 1);
        upload(&ann, 1, &bytes);
        let body = json!({"id": id(1), "at": AT, "upload": upload_id(1), "name": "Ä. Kunde"});
        let done = report(&ann, "1", "signatures", body.clone()).expect(200);
        assert_eq!(report(&ann, "1", "signatures", body).expect(200).body, done.body);
        let image = base64::prelude::BASE64_STANDARD.encode(&bytes);
        let expected = json!([{"Name": "first"}, {"Image": image, "ImageFmt": "png", "Name": "Ä. Kunde"}]);
        assert_eq!(app.order("1")["Signatures"], expected);
        upload(&ann, 2, &png(512 * 1024 + 1, 1));
        report(&ann, "1", "signatures", json!({"id": id(2), "at": AT, "upload": upload_id(2)})).expect(413);
        let webp = b"RIFF\x10\0\0\0WEBPVP8 ";
        let begun = ann.ask("POST", "/device/v1/uploads").header("tus-resumable", "1.0.0");
        let begun = begun.header("upload-length", &webp.len().to_string()).send().expect(201);
        let place = begun.header("location").expect("a place").to_owned();
        let sent = ann.ask("PATCH", &place).header("tus-resumable", "1.0.0").header("upload-offset", "0");
        sent.header("content-type", "application/offset+octet-stream").body(&webp[..]).send().expect(204);
        let webp = place.rsplit('/').next().expect("an id");
        report(&ann, "1", "signatures", json!({"id": id(3), "at": AT, "upload": webp})).expect(415);
        report(&ann, "1", "photos", json!({"id": id(4), "at": AT, "upload": webp})).expect(200);
    }
}
