//! Changing parts of a job on a device: notes, readings, parts, whatever is not the office's own.

use bytes::Bytes;
use docket_domain::Fault;
use docket_domain::action::OFFICE_ONLY;
use docket_domain::job::{Number, Patch, Said};
use docket_domain::json::parse_object;
use docket_domain::permission::Right;
use docket_domain::time::parse_ms;
use docket_store::Tx;

use super::own::keep_own;
use super::report::{Answer, Made, Mine, Sent, Work, file, fingerprint, read_id};
use crate::{Error, Op, Result};

/// What the report is called.
const PATCH: &str = "patch";
/// The status changes by actions only.
const STATUS: &str = "OrderStatus";
/// It cannot be changed at all, and may be repeated in a body.
const NUMBER: &str = "OrderNum";

/// Merges `body` into a job that the technician holds, by the same rules as for the office. `id` is the device's id of
/// the change, `at` its time of it.
///
/// # Errors
/// [`Error::NotAllowed`] if it touches what belongs to the office; [`Error::Conflict`] `recalled` if the job was taken
/// away, the change is kept for the office then.
pub async fn patch(op: &Op, num: Number, id: &str, at: Option<&str>, body: Bytes) -> Result<Answer> {
    op.allow(Right::Device)?;
    let id =
        read_id(id).ok_or_else(|| Fault::parameter("Action-Id", "must be a UUID").with_value(&id.into()))?;
    let at = match at {
        None => None,
        Some(text) => Some(parse_ms(text).ok_or_else(|| {
            let reason = "must be a time such as 2026-11-21T10:00:00.000Z";
            Fault::parameter("Action-Time", reason).with_value(&text.into())
        })?),
    };
    let object = parse_object(&body)?;
    let request = fingerprint(PATCH, at, &object)?;
    let patch = Patch::compile(&num, object)?;
    check_own(&patch)?;
    file(op, Sent { num, id, kind: PATCH, at, body, request, work: Merge { patch } }).await
}

/// Refuses a patch that touches what is not the technician's.
fn check_own(patch: &Patch) -> Result<()> {
    let names = OFFICE_ONLY.iter().copied().chain([STATUS]).filter(|name| *name != NUMBER);
    let touched: Vec<&str> = names.filter(|name| patch.touches(name)).collect();
    match touched.as_slice() {
        [] => Ok(()),
        [STATUS] => Err(Error::NotAllowed("OrderStatus is changed by reporting an action".to_owned())),
        _ => Err(Error::NotAllowed(format!("a device may not change {}", touched.join(", ")))),
    }
}

struct Merge {
    patch: Patch,
}

impl Work for Merge {
    async fn run(&self, op: &Op, tx: &mut Tx<'_>, sent: &Sent<Self>, mine: &Mine<'_>) -> Result<Made> {
        let mut after = mine.doc.clone();
        self.patch.apply(&mut after)?;
        keep_own(op, tx, sent, mine, (after, Said::Patch(&self.patch)), &[]).await
    }
}

#[cfg(test)]
mod tests {
    use super::check_own;
    use docket_domain::job::{Number, Patch};
    use docket_domain::json::parse_object;

    fn refusal(body: &str) -> Option<String> {
        let patch =
            Patch::compile(&Number::new("7").unwrap(), parse_object(body.as_bytes()).unwrap()).unwrap();
        check_own(&patch).err().map(|error| error.to_string())
    }

    #[test]
    fn a_device_may_change_what_is_not_the_offices() {
        assert_eq!(
            refusal(r#"{"OrderNum":"7","Remarks":"x","_fields":["Title"],"_paths":["$.Items[0]"]}"#),
            None
        );
    }

    #[test]
    fn a_member_a_removal_and_a_path_that_touch_the_offices_properties_are_refused_by_name() {
        let body = r#"{"UserName":"me","_fields":["CanReject"],"_paths":["$['Rules'].x"]}"#;
        let expected = "a device may not change UserName, CanReject, Rules";
        assert_eq!(refusal(body).as_deref(), Some(expected));
        assert!(refusal(r#"{"_paths":["$..*"]}"#).is_some_and(|why| why.contains("PlannedStartDate")));
    }

    #[test]
    fn the_status_changes_by_actions_only() {
        let expected = "OrderStatus is changed by reporting an action";
        assert_eq!(refusal(r#"{"OrderStatus":"4096"}"#).as_deref(), Some(expected));
    }
}
