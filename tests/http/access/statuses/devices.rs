//! 409: what a device reports on a job that was taken away from its technician; and questions that are none.

use super::Tries;

/// A job that the technician had.
const AWAY: &str = "/device/v1/jobs/J2-of-the-default-tenant";

/// Provokes them all.
pub fn provoke(tries: &mut Tries<'_>) {
    let report = |n: u32, more: &str| {
        format!(
            r#"{{"id":"0192f0c1-0000-7000-8000-0000000001{n:02}","at":"2026-11-21T10:00:00.000Z"{more}}}"#
        )
    };
    let jobs = "/device/v1/jobs/{num}";
    for (operation, path, body) in [
        (format!("POST {jobs}/{{action}}"), format!("{AWAY}/start"), Some(report(1, ""))),
        (format!("POST {jobs}/photos"), format!("{AWAY}/photos"), Some(report(2, r#","upload":"{upload}""#))),
        (
            format!("POST {jobs}/signatures"),
            format!("{AWAY}/signatures"),
            Some(report(3, r#","upload":"{upload:png}""#)),
        ),
        (
            format!("DELETE {jobs}/photos/{{id}}"),
            format!("{AWAY}/photos/{{photo}}?id=0192f0c1-0000-7000-8000-000000000104"),
            None,
        ),
    ] {
        tries.call(&operation, &path, body.as_deref()).expect(409);
    }
    let change = tries.app.ask("PATCH", AWAY).header("Action-Id", "0192f0c1-0000-7000-8000-000000000105");
    let change = change.bytes(r#"{"Remarks":"too late"}"#).send().expect(409);
    tries.seen.note(&format!("PATCH {jobs}"), &change);
    tries.call("POST /device/v1/notices/{id}/ack", "/device/v1/notices/99999/ack", None).expect(404);
    tries.call("GET /device/v1/names", "/device/v1/names", None).expect(400);
}
