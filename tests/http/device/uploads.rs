//! `/device/v1/uploads`: files that come piece by piece, however often the connection breaks.

use std::io::Write;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use super::{code, device};
use crate::both;
use crate::harness::{Answer, App, Client, Engine};

/// A picture of so many bytes that differs from others by its seed.
pub fn png(length: usize, seed: u8) -> Vec<u8> {
    let begin = b"\x89PNG\r\n\x1a\n".iter().copied();
    begin.chain((0_usize..).map(|n| (n % 249) as u8 ^ seed)).take(length).collect()
}

/// The id of a device's n-th upload.
pub fn upload_id(n: usize) -> String {
    format!("0192f0c1-0000-7000-9000-{n:012}")
}

/// A text in base64, as metadata has it.
fn base64(text: &str) -> String {
    use base64::Engine;
    base64::prelude::BASE64_STANDARD.encode(text)
}

/// Begins the n-th upload.
pub fn begin(device: &Client, n: usize, length: usize) -> Answer {
    let id = base64(&upload_id(n));
    begin_with(
        device,
        length,
        &format!("id {id},filetype {},filename {}", base64("image/png"), base64("a.png")),
    )
}

fn begin_with(device: &Client, length: usize, metadata: &str) -> Answer {
    let ask = device.ask("POST", "/device/v1/uploads").header("tus-resumable", "1.0.0");
    ask.header("upload-length", &length.to_string()).header("upload-metadata", metadata).send()
}

/// Sends bytes of the n-th upload.
pub fn send(device: &Client, n: usize, offset: usize, bytes: &[u8]) -> Answer {
    let ask = device.ask("PATCH", &place(n)).header("tus-resumable", "1.0.0");
    let ask = ask.header("upload-offset", &offset.to_string());
    ask.header("content-type", "application/offset+octet-stream").body(bytes).send()
}

/// Sends the n-th upload whole; its id.
#[track_caller]
pub fn upload(device: &Client, n: usize, bytes: &[u8]) -> String {
    begin(device, n, bytes.len()).expect(201);
    send(device, n, 0, bytes).expect(204);
    upload_id(n)
}

fn place(n: usize) -> String {
    format!("/device/v1/uploads/{}", upload_id(n))
}

fn look(device: &Client, n: usize) -> Answer {
    device.ask("HEAD", &place(n)).header("tus-resumable", "1.0.0").send()
}

/// How much of the n-th upload is there.
#[track_caller]
fn offset(device: &Client, n: usize) -> usize {
    let answer = look(device, n).expect(200);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    answer.header("upload-offset").and_then(|offset| offset.parse().ok()).expect("an offset")
}

/// Waits until so much of the n-th upload is there.
#[track_caller]
fn wait_for(device: &Client, n: usize, bytes: usize) {
    let began = Instant::now();
    while offset(device, n) != bytes {
        assert!(began.elapsed() < Duration::from_secs(20), "{} of {bytes} bytes", offset(device, n));
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Says that `said` bytes come and sends some of them; the connection is open still.
fn begin_sending(device: &Client, n: usize, offset: usize, said: usize, bytes: &[u8]) -> TcpStream {
    let more = format!(
        "tus-resumable: 1.0.0\r\nupload-offset: {offset}\r\ncontent-length: {said}\r\n\
         content-type: application/offset+octet-stream\r\n"
    );
    let mut stream = TcpStream::connect(device.address()).expect("the server listens");
    stream.write_all(device.head("PATCH", &place(n), &more).as_bytes()).expect("sent");
    stream.write_all(bytes).expect("sent");
    stream
}

both! {
    fn an_upload_goes_on_where_the_connection_broke(app) {
        let ann = device(app, "ann");
        let bytes = png(3_000_000, 1);
        begin(&ann, 1, bytes.len()).expect(201);
        let mut there = 0;
        for upto in [700_000, 700_001, 2_500_000] {
            drop(begin_sending(&ann, 1, there, bytes.len() - there, &bytes[there..upto]));
            wait_for(&ann, 1, upto);
            there = upto;
        }
        let last = send(&ann, 1, there, &bytes[there..]).expect(204);
        assert_eq!(last.header("upload-offset"), Some("3000000"));
        super::photos::take(app, &ann, "1", 1);
        let got = ann.ask("GET", &format!("/device/v1/jobs/1/photos/{}", super::id(1))).send().expect(200);
        assert!(got.body == bytes, "the bytes are those that were sent");
    }

    fn what_has_come_is_kept_while_the_sender_is_silent(app) {
        let ann = device(app, "ann");
        begin(&ann, 1, 1_000).expect(201);
        let silent = begin_sending(&ann, 1, 0, 1_000, &png(100, 1));
        wait_for(&ann, 1, 100);
        drop(silent);
    }

    fn the_same_beginning_is_answered_with_the_same_place(app) {
        let (ann, bob) = (device(app, "ann"), device(app, "bob"));
        let first = begin(&ann, 1, 100).expect(201);
        assert_eq!(first.header("location"), Some(place(1).as_str()));
        assert!(first.header("upload-expires").is_some_and(|at| at.ends_with(" GMT")));
        send(&ann, 1, 0, &png(100, 1)[..40]).expect(204);
        let again = begin(&ann, 1, 100).expect(201);
        assert_eq!(again.header("location"), first.header("location"));
        assert_eq!(offset(&ann, 1), 40);
        for other in [begin(&ann, 1, 101), begin(&bob, 1, 100)] {
            assert_eq!(code(&other.expect(409)), "upload-taken");
        }
        begin(&app.stranger(), 1, 100).expect(201);
        let nameless = begin_with(&ann, 5, "").expect(201);
        let location = nameless.header("location").expect("a place").to_owned();
        ann.ask("HEAD", &location).header("tus-resumable", "1.0.0").send().expect(200);
    }

    fn a_wrong_offset_changes_nothing(app) {
        let ann = device(app, "ann");
        let bytes = png(100, 1);
        begin(&ann, 1, 100).expect(201);
        send(&ann, 1, 0, &bytes[..40]).expect(204);
        for wrong in [0, 39, 41, 100] {
            assert_eq!(code(&send(&ann, 1, wrong, &bytes[..5]).expect(409)), "upload-offset");
        }
        assert_eq!(offset(&ann, 1), 40);
        send(&ann, 1, 40, &bytes[40..]).expect(204);
        assert_eq!(code(&send(&ann, 1, 0, &bytes).expect(409)), "upload-offset");
        send(&ann, 1, 100, b"").expect(204);
    }

    fn what_is_too_large_is_refused(app) {
        let ann = device(app, "ann");
        let largest = 20 * 1024 * 1024;
        begin(&ann, 1, largest + 1).expect(413);
        begin(&ann, 1, 0).expect(400);
        let bytes = png(largest, 1);
        upload(&ann, 1, &bytes);
        begin(&ann, 2, 100).expect(201);
        assert_eq!(code(&send(&ann, 2, 0, &bytes[..101]).expect(413)), "too-large");
        assert_eq!(offset(&ann, 2), 0);
    }

    fn what_is_no_picture_or_another_than_it_is_said_to_be_is_refused_and_gone(app) {
        let ann = device(app, "ann");
        let pdf = format!("id {},filetype {}", base64(&upload_id(9)), base64("application/pdf"));
        assert_eq!(code(&begin_with(&ann, 10, &pdf).expect(415)), "wrong-type");
        for (n, bytes) in [(1, &b"<html>hello world"[..]), (2, b"\xFF\xD8\xFF\xE0 a JPEG, said to be PNG"), (3, b"\x89")] {
            begin(&ann, n, bytes.len()).expect(201);
            assert_eq!(code(&send(&ann, n, 0, bytes).expect(415)), "wrong-type");
            look(&ann, n).expect(404);
        }
        for metadata in [format!("id {}", base64("7")), "id !".to_owned()] {
            begin_with(&ann, 10, &metadata).expect(400);
        }
    }

    fn an_upload_is_its_owners_alone_and_goes_when_they_say_so(app) {
        let (ann, bob, stranger) = (device(app, "ann"), device(app, "bob"), app.stranger());
        let bytes = png(100, 1);
        begin(&ann, 1, 100).expect(201);
        for other in [&bob, &stranger] {
            look(other, 1).expect(404);
            send(other, 1, 0, &bytes).expect(404);
            other.ask("DELETE", &place(1)).header("tus-resumable", "1.0.0").send().expect(404);
        }
        send(&ann, 1, 0, &bytes).expect(204);
        app.ask("GET", &format!("/admin/v1/uploads/{}/content", upload_id(1))).send().expect(404);
        ann.ask("DELETE", &place(1)).header("tus-resumable", "1.0.0").send().expect(204);
        look(&ann, 1).expect(404);
        for odd in ["/device/v1/uploads/x", "/device/v1/uploads/%00"] {
            ann.ask("HEAD", odd).header("tus-resumable", "1.0.0").send().expect(404);
        }
    }

    fn every_answer_names_the_version_of_the_protocol(app) {
        let ann = device(app, "ann");
        let offer = app.without_token().ask("OPTIONS", "/device/v1/uploads").send().expect(204);
        assert_eq!(offer.header("tus-version"), Some("1.0.0"));
        assert_eq!(offer.header("tus-max-size"), Some("20971520"));
        assert_eq!(offer.header("tus-extension"), Some("creation,termination,expiration"));
        let refused = ann.ask("POST", "/device/v1/uploads").header("upload-length", "5").send().expect(412);
        assert_eq!(refused.header("tus-version"), Some("1.0.0"));
        app.without_token().ask("HEAD", &place(1)).header("tus-resumable", "1.0.0").send().expect(401);
        let unsaid = ann.ask("PATCH", &place(1)).header("tus-resumable", "1.0.0").bytes("{}").send().expect(415);
        for answer in [offer, refused, unsaid, begin(&ann, 1, 5), look(&ann, 1), look(&ann, 2)] {
            assert_eq!(answer.header("tus-resumable"), Some("1.0.0"), "{}", answer.asked);
        }
    }

    fn of_twins_that_send_at_once_one_is_taken(app) {
        let ann = device(app, "ann");
        let twins = [png(600_000, 1), png(600_000, 2)];
        begin(&ann, 1, 600_000).expect(201);
        let statuses: Vec<u16> = std::thread::scope(|scope| {
            let asked: Vec<_> = twins.iter().map(|bytes| scope.spawn(|| send(&ann, 1, 0, bytes).status)).collect();
            asked.into_iter().map(|asked| asked.join().expect("it ends")).collect()
        });
        assert!(statuses.iter().all(|status| [204, 409].contains(status)), "{statuses:?}");
        let there = offset(&ann, 1);
        assert!(there > 0);
        for bytes in &twins {
            // Who goes on is taken; what is there is of either, piece by piece.
            let answer = send(&ann, 1, offset(&ann, 1), &bytes[offset(&ann, 1)..]);
            assert!([204, 409].contains(&answer.status), "{}", answer.text());
        }
        super::photos::take(app, &ann, "1", 1);
        let got = ann.ask("GET", &format!("/device/v1/jobs/1/photos/{}", super::id(1))).send().expect(200).body;
        assert_eq!(got.len(), 600_000);
        for (at, byte) in got.iter().enumerate() {
            assert!(*byte == twins[0][at] || *byte == twins[1][at]);
        }
    }
}

#[test]
fn an_upload_goes_on_after_the_server_was_killed() {
    let mut app = App::start(Engine::Sqlite);
    let bytes = png(2_000_000, 1);
    let token = device(&app, "ann").token().to_owned();
    begin(&app.with_token(&token), 1, bytes.len()).expect(201);
    send(&app.with_token(&token), 1, 0, &bytes[..900_000]).expect(204);
    let open = begin_sending(&app.with_token(&token), 1, 900_000, 1_100_000, &bytes[900_000..1_900_000]);
    app.crash();
    drop(open);
    let ann = app.with_token(&token);
    let there = offset(&ann, 1);
    assert!((900_000..=1_900_000).contains(&there), "{there}");
    send(&ann, 1, there, &bytes[there..]).expect(204);
    super::photos::take(&app, &ann, "1", 1);
    let got = ann.ask("GET", &format!("/device/v1/jobs/1/photos/{}", super::id(1))).send().expect(200);
    assert!(got.body == bytes);
}
