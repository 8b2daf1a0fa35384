//! `…/WorkOrder/{WorkOrderNum}/Photos`: photos as the office and its programs send and read them.

use std::io::Write;
use std::net::TcpStream;
use std::path::Path;

use serde_json::{Value, json};

use crate::both;
use crate::device::uploads::png;
use crate::device::{device, job_of};
use crate::harness::{Answer, App, Client, Engine};

const PHOTOS: &str = "/seiapi/v3/trans/WorkOrder/1/Photos";

/// A form with a text and files of these types.
fn form(note: &str, files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut body =
        format!("--frame\r\ncontent-disposition: form-data; name=\"Note\"\r\n\r\n{note}\r\n").into_bytes();
    for (kind, bytes) in files {
        let head =
            "--frame\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a\"\r\ncontent-type:";
        body.extend_from_slice(format!("{head} {kind}\r\n\r\n").as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--frame--\r\n");
    body
}

fn post(client: &Client, path: &str, kind: &str, body: Vec<u8>) -> Answer {
    client.ask("POST", path).header("content-type", kind).body(body).send()
}

fn post_form(client: &Client, body: Vec<u8>) -> Answer {
    post(client, PHOTOS, "multipart/form-data; boundary=frame", body)
}

#[track_caller]
fn photos(app: &App) -> Vec<Value> {
    app.ask("GET", PHOTOS).send().expect(200).json()["Photos"].as_array().expect("photos").clone()
}

fn url(photo: &Value) -> &str {
    photo["URL"].as_str().expect("a URL")
}

both! {
    fn a_form_adds_photos_in_one_change_and_each_is_read_back(app) {
        app.put("1", json!({"Title": "t"})).expect(201);
        assert_eq!(photos(app), [json!(null); 0]);
        let jpeg = [b"\xFF\xD8\xFF\xE0".to_vec(), png(2_500_000, 5)].concat();
        let small = png(100, 1);
        let files = [("image/jpeg", &jpeg[..]), ("application/octet-stream", &small)];
        let done = post_form(app, form("naß", &files)).expect(200);
        assert_eq!((done.version(), done.json()), (2, json!({"status": 200})));
        let list = photos(app);
        assert_eq!(json!(list), app.order("1")["Photos"]);
        assert_eq!(list.len(), 2);
        for (photo, (kind, bytes)) in list.iter().zip([("image/jpeg", &jpeg), ("image/png", &small)]) {
            assert_eq!(photo["Note"], "naß");
            let got = app.ask("GET", url(photo)).send().expect(200);
            assert_eq!(got.header("content-type"), Some(kind));
            assert!(got.body == *bytes);
            app.stranger().ask("GET", url(photo)).send().expect(404).standard();
            app.caller("device:use").ask("GET", url(photo)).send().expect(403).standard();
        }
    }

    fn a_part_of_a_photo_is_read_by_the_office_and_by_the_device(app) {
        let ann = device(app, "ann");
        app.put("1", job_of("ann", json!({}))).expect(201);
        let bytes = png(3_000, 1);
        post(app, PHOTOS, "image/png", bytes.clone()).expect(200);
        let photo = photos(app)[0].clone();
        let on_device = format!("/device/v1/jobs/1/photos/{}", photo["ID"].as_str().expect("an id"));
        for (client, path) in [(&**app, url(&photo)), (&ann, on_device.as_str())] {
            let part = client.ask("GET", path).header("range", "bytes=2990-").send().expect(206);
            assert_eq!((&part.body[..], part.header("content-range")), (&bytes[2_990..], Some("bytes 2990-2999/3000")));
            let beyond = client.ask("GET", path).header("range", "bytes=3000-").send().expect(416);
            assert_eq!((&beyond.json()["status"], beyond.header("content-range")), (&json!(416), Some("bytes */3000")));
        }
    }

    fn a_picture_as_the_body_is_one_photo_with_and_without_a_slash(app) {
        app.put("1", json!({})).expect(201);
        post(app, PHOTOS, "image/png", png(100, 1)).expect(200);
        post(app, &format!("{PHOTOS}/"), "image/webp", b"RIFF\x10\0\0\0WEBPVP8 ".to_vec()).expect(200);
        let kinds = photos(app);
        let kinds = kinds.iter().map(|photo| {
            app.ask("GET", url(photo)).send().expect(200).header("content-type").map(str::to_owned)
        });
        assert_eq!(kinds.collect::<Vec<_>>(), [Some("image/png".to_owned()), Some("image/webp".to_owned())]);
    }

    fn what_is_no_picture_too_large_or_malformed_is_refused_and_nothing_is_added(app) {
        app.put("1", json!({})).expect(201);
        let large = png(20 * 1024 * 1024 + 1, 1);
        post(app, PHOTOS, "image/png", large[1..].to_vec()).expect(415).standard();
        post(app, PHOTOS, "image/png", large).expect(413).standard();
        post(app, PHOTOS, "image/jpeg", png(100, 1)).expect(415).standard();
        post(app, PHOTOS, "application/json", b"{}".to_vec()).expect(415).standard();
        post(app, PHOTOS, "image/png", Vec::new()).expect(415).standard();
        let good = png(100, 1);
        post_form(app, form("n", &[("image/png", &good), ("image/png", b"<svg>")])).expect(415).standard();
        post_form(app, form("n", &[])).expect(400).standard();
        post_form(app, form(&"n".repeat(2_001), &[("image/png", &good)])).expect(400).standard();
        let whole = form("n", &[("image/png", &good)]);
        for broken in [whole[..whole.len() - 12].to_vec(), b"--frame\r\n".to_vec(), b"nothing".to_vec(), Vec::new()] {
            post_form(app, broken).expect(400).standard();
        }
        post_form(app, form("n", &vec![("image/png", &good[..]); 51])).expect(400).standard();
        app.ask("GET", &format!("{PHOTOS}/x")).send().expect(404).standard();
        assert_eq!((photos(app).len(), app.get("1").version()), (0, 1));
        post(app, "/seiapi/v3/trans/WorkOrder/2/Photos", "image/png", good.clone()).expect(404).standard();
        post(&app.stranger(), PHOTOS, "image/png", good.clone()).expect(404).standard();
        post(&app.caller("workorder:read"), PHOTOS, "image/png", good).expect(403).standard();
    }

    fn a_form_that_breaks_off_leaves_nothing_behind(app) {
        app.put("1", json!({})).expect(201);
        let whole = form("n", &[("image/png", &png(3_000_000, 1))]);
        let more = format!("content-type: multipart/form-data; boundary=frame\r\ncontent-length: {}\r\n", whole.len());
        let mut stream = TcpStream::connect(app.address()).expect("the server listens");
        stream.write_all(app.head("POST", PHOTOS, &more).as_bytes()).expect("sent");
        stream.write_all(&whole[..2_900_000]).expect("sent");
        drop(stream);
        std::thread::sleep(std::time::Duration::from_millis(300));
        assert_eq!((photos(app).len(), app.get("1").version()), (0, 1));
        post_form(app, whole).expect(200);
        assert_eq!(photos(app).len(), 1);
    }

    fn a_key_makes_it_once_and_a_condition_counts(app) {
        app.put("1", json!({})).expect(201);
        let send = |bytes: Vec<u8>, header: (&str, &str)| {
            app.ask("POST", PHOTOS).header("content-type", "image/png").header(header.0, header.1).body(bytes).send()
        };
        let first = send(png(100, 1), ("idempotency-key", "k")).expect(200);
        assert_eq!(send(png(100, 1), ("idempotency-key", "k")).expect(200).tag(), first.tag());
        send(png(100, 2), ("idempotency-key", "k")).expect(422).standard();
        send(png(100, 2), ("if-match", "\"1\"")).expect(412).standard();
        assert_eq!(photos(app).len(), 1);
    }

    fn a_photo_that_the_document_loses_is_gone_and_one_of_another_place_stays_as_it_came(app) {
        let elsewhere = json!({"ID": "e", "URL": "https://elsewhere/e.jpg", "Note": "theirs"});
        app.put("1", json!({"Photos": [elsewhere]})).expect(201);
        for seed in 1..=4 {
            post(app, PHOTOS, "image/png", png(100, seed)).expect(200);
        }
        let list = photos(app);
        assert_eq!(list[0], elsewhere);
        app.ask("GET", &format!("{PHOTOS}/e")).send().expect(404);
        // Removed by the address, by a PATCH, and by a PUT of the whole.
        app.ask("DELETE", url(&list[1])).send().expect(200);
        app.ask("DELETE", url(&list[1])).send().expect(404).standard();
        let path = format!("$.Photos[?@.ID=='{}']", list[2]["ID"].as_str().expect("an ID"));
        app.patch("1", json!({"_paths": [path]})).expect(200);
        app.put("1", json!({"Photos": [elsewhere, list[4]]})).expect(200);
        for gone in &list[1..4] {
            app.ask("GET", url(gone)).send().expect(404);
        }
        app.ask("GET", url(&list[4])).send().expect(200);
        assert_eq!(photos(app), [elsewhere, list[4].clone()]);
        app.ask("DELETE", &format!("{PHOTOS}/")).send().expect(200);
        assert_eq!(app.order("1").get("Photos"), None);
        app.ask("DELETE", PHOTOS).send().expect(200);
        app.ask("GET", url(&list[4])).send().expect(404);
    }

    fn the_photos_of_a_deleted_job_are_gone_also_for_its_next_life(app) {
        app.put("1", json!({})).expect(201);
        post(app, PHOTOS, "image/png", png(100, 1)).expect(200);
        let photo = photos(app).remove(0);
        app.delete("1").expect(200);
        app.ask("GET", url(&photo)).send().expect(404);
        app.put("1", json!({"Photos": [photo]})).expect(201);
        app.ask("GET", url(&photo)).send().expect(404);
    }
}

#[test]
fn what_is_the_same_is_kept_once_for_each_tenant() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = App::over(Engine::Sqlite, folder.path(), &[]);
    for client in [&app, &app.stranger() as &Client] {
        client.put("1", json!({})).expect(201);
        for _ in 0..2 {
            post(client, PHOTOS, "image/png", png(2_000_000, 1)).expect(200);
        }
    }
    assert_eq!(files_below(&folder.path().join("files")), 2);
}

fn files_below(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.map(|path| if path.is_dir() { files_below(&path) } else { 1 }).sum()
}
