//! What the stream of a device answers, which does not end when all is well, so that it is not tried as the others are.

use std::time::Duration;

use super::Tries;
use crate::harness::Client;

/// The operation.
pub const FEED: &str = "GET /device/v1/feed";
const PATH: &str = "/device/v1/feed";

/// Provokes them all; `nobody` has no right.
pub fn provoke(tries: &mut Tries<'_>, nobody: &Client) {
    let app = tries.app;
    for answer in [
        app.ask("GET", &format!("{PATH}?after=x")).send().expect(400),
        app.without_token().ask("GET", PATH).send().expect(401),
        nobody.ask("GET", PATH).send().expect(403),
    ] {
        tries.seen.note(FEED, &answer);
    }
    let text = app.listen(PATH, "\r\n\r\n", Duration::from_secs(10));
    let status = text.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status line");
    tries.seen.0.entry(FEED.to_owned()).or_default().insert(status);
}
