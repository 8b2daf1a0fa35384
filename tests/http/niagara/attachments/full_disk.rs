//! Content for which there is no room.

use super::{announce, download, id, pdf, place, send};
use crate::harness::{App, Engine};

#[test]
fn content_that_is_not_taken_for_want_of_room_is_refused_and_taken_later() {
    let app = App::start(Engine::Sqlite);
    let content = pdf(3_000_000, 1);
    let announced = announce(&app, "Large", content.len());
    app.limit_files("2000000");
    send(&app, &place(&app, &announced), &content).expect(503);
    app.limit_files("unlimited");
    send(&app, &place(&app, &announced), &content).expect(204);
    assert!(download(&app, &format!("/attachments/{}", id(&announced))).expect(200).body == content);
}
