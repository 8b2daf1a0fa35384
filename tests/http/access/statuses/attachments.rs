//! What the signed address of an attachment answers, which takes no token, so that no recipe calls it.

use super::Tries;
use crate::harness::Answer;
use crate::niagara::attachments::{announce, id, pdf, place, send};

/// Provokes them all.
pub fn provoke(tries: &mut Tries<'_>) {
    let app = tries.app;
    let announced = announce(app, "to-be-sent", 500);
    let place = place(app, &announced);
    let path = place.split('?').next().expect("a path");
    let stranger = app.without_token();
    let as_text = stranger.ask("PUT", &place).header("content-type", "text/plain").body(pdf(500, 1)).send();
    let mut answers: Vec<Answer> = vec![
        as_text.expect(415),
        send(app, path, &pdf(500, 1)).expect(403),
        send(app, &place, &pdf(501, 1)).expect(400),
        send(app, &place, &pdf(500, 1)).expect(204),
        send(app, &place, &pdf(500, 2)).expect(409),
    ];
    app.ask("DELETE", &format!("/attachments/{}", id(&announced))).send().expect(205);
    answers.push(send(app, &place, &pdf(500, 1)).expect(404));
    for answer in &answers {
        tries.seen.note("PUT /attachments/{id}/content", answer);
    }
}
