//! How a job ended.

use crate::action::{status, text_of};
use crate::json::Object;

/// How a job ended, as far as its document says: closed complete, or why the work was not done. None while it is under way.
#[must_use]
pub fn end(doc: &Object) -> Option<Result<(), String>> {
    let because = |what: &str, code: &str| {
        let code = text_of(doc.get(code));
        Some(Err(if code.is_empty() { what.to_owned() } else { format!("{what} ({code})") }))
    };
    match text_of(doc.get("OrderStatus")).as_str() {
        status::CLOSED_COMPLETE => Some(Ok(())),
        status::CLOSED_INCOMPLETE => because("the job was closed as incomplete", "ReasonCode"),
        status::REJECTED => because("the technician rejected the job", "RejectReasonCode"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn a_job_ends_when_it_is_closed_or_rejected() {
        let end = |doc: Value| end(doc.as_object().expect("an object"));
        assert_eq!(end(json!({"OrderStatus": "4096"})), Some(Ok(())));
        assert_eq!(end(json!({"OrderStatus": 4096})), Some(Ok(())));
        let incomplete = json!({"OrderStatus": "4097", "ReasonCode": "NOPART"});
        assert_eq!(end(incomplete), Some(Err("the job was closed as incomplete (NOPART)".to_owned())));
        let rejected = json!({"OrderStatus": "1001"});
        assert_eq!(end(rejected), Some(Err("the technician rejected the job".to_owned())));
        assert_eq!(end(json!({"OrderStatus": "7"})), None);
        assert_eq!(end(json!({})), None);
    }
}
