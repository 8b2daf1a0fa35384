//! What uploads of devices answer, which are their owners' alone and take no right, so that no recipe calls them.

use super::Tries;
use crate::device::uploads::{begin, png, send, upload_id};
use crate::harness::{Answer, Ask};

const ALL: &str = "/device/v1/uploads";
const CREATE: &str = "POST /device/v1/uploads";
const SHOW: &str = "HEAD /device/v1/uploads/{id}";
const APPEND: &str = "PATCH /device/v1/uploads/{id}";
const DELETE: &str = "DELETE /device/v1/uploads/{id}";
/// The numbers of uploads that nothing else uses.
const ONE: usize = 71;
const NONE: usize = 72;

/// Provokes them all.
pub fn provoke(tries: &mut Tries<'_>) {
    creating(tries);
    going_on(tries);
    looking_and_ending(tries);
}

fn at(n: usize) -> String {
    format!("{ALL}/{}", upload_id(n))
}

fn tus(ask: Ask<'_>) -> Ask<'_> {
    ask.header("tus-resumable", "1.0.0")
}

fn note(tries: &mut Tries<'_>, operation: &str, answers: impl IntoIterator<Item = Answer>) {
    for answer in answers {
        tries.seen.note(operation, &answer);
    }
}

fn creating(tries: &mut Tries<'_>) {
    const LARGEST: usize = 20 * 1024 * 1024;
    let app = tries.app;
    // The metadata says a PDF, in base64.
    let pdf = tus(app.ask("POST", ALL))
        .header("upload-length", "9")
        .header("upload-metadata", "filetype YXBwbGljYXRpb24vcGRm");
    let answers = [
        begin(app, ONE, 100).expect(201),
        begin(app, ONE, 0).expect(400),
        begin(&app.without_token(), ONE, 100).expect(401),
        begin(app, ONE, 101).expect(409),
        app.ask("POST", ALL).header("tus-resumable", "0.1").header("upload-length", "9").send().expect(412),
        begin(app, NONE, LARGEST + 1).expect(413),
        pdf.send().expect(415),
    ];
    note(tries, CREATE, answers);
}

fn going_on(tries: &mut Tries<'_>) {
    let app = tries.app;
    let bytes = png(100, 1);
    let old = app.ask("PATCH", &at(ONE)).header("tus-resumable", "0.1").header("upload-offset", "0");
    let as_text =
        tus(app.ask("PATCH", &at(ONE))).header("upload-offset", "0").header("content-type", "text/plain");
    let nowhere = tus(app.ask("PATCH", &at(ONE))).header("content-type", "application/offset+octet-stream");
    let answers = [
        send(&app.without_token(), ONE, 0, &bytes).expect(401),
        send(app, NONE, 0, &bytes).expect(404),
        send(app, ONE, 7, &bytes).expect(409),
        send(app, ONE, 0, &png(101, 1)).expect(413),
        nowhere.body("x").send().expect(400),
        old.header("content-type", "application/offset+octet-stream").body("x").send().expect(412),
        as_text.body("x").send().expect(415),
    ];
    note(tries, APPEND, answers);
    let offset = tus(app.ask("HEAD", &at(ONE))).send().expect(200);
    let offset = offset.header("upload-offset").and_then(|offset| offset.parse().ok()).expect("an offset");
    note(tries, APPEND, [send(app, ONE, offset, &bytes[offset..]).expect(204)]);
}

fn looking_and_ending(tries: &mut Tries<'_>) {
    let app = tries.app;
    // A late report names this one, so that it stays.
    let held = tries.world.fill(&format!("{ALL}/{{upload}}"));
    for (operation, well) in [(SHOW, 200), (DELETE, 204)] {
        let (method, _) = operation.split_once(' ').expect("a method and a path");
        let answers = [
            tus(app.ask(method, &format!("{ALL}/%FF"))).send().expect(400),
            tus(app.without_token().ask(method, &at(ONE))).send().expect(401),
            tus(app.ask(method, &at(NONE))).send().expect(404),
            app.ask(method, &at(ONE)).header("tus-resumable", "0.1").send().expect(412),
            tus(app.ask(method, &at(ONE))).send().expect(well),
        ];
        note(tries, operation, answers);
    }
    note(tries, DELETE, [tus(app.ask("DELETE", &held)).send().expect(409)]);
}
