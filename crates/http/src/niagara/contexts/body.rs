//! The body that closes a step or says that it cannot be done: bare, or inside `close_step`.

use docket_app::Error;
use docket_domain::Message;
use docket_domain::json::Object;
use serde_json::{Value, json};

use crate::failure::Result;

/// The member that a body may be wrapped in.
const WRAPPING: &str = "close_step";

/// What is asked for.
#[derive(Debug, PartialEq)]
pub(super) enum Asked {
    /// The step is done: the answer, without what all bodies have.
    Close(Object),
    /// The step cannot be done: why, if it was said.
    Fail(Option<String>),
}

/// A body that was read.
#[derive(Debug, PartialEq)]
pub(super) struct CloseStep {
    /// The step.
    pub step: String,
    /// What is asked for.
    pub asked: Asked,
    /// Where the answer stands in the body, as a `dataPath`.
    pub at: &'static str,
}

impl CloseStep {
    /// Reads a body. `step` is the step that the address names, if it names one; `fails` says that the media type does.
    pub(super) fn read(body: Object, step: Option<&str>, fails: bool) -> Result<Self> {
        let (mut body, at) = unwrapped(body)?;
        let step = of_step(body.shift_remove("step"), step, at)?;
        let fails = match (body.shift_remove("type"), fails) {
            (None, fails) => fails,
            (Some(Value::String(word)), _) if word == "fail" => true,
            (Some(Value::String(word)), false) if word == "close" => false,
            (Some(_), fails) => {
                let allowed: &[&str] = if fails { &["fail"] } else { &["close", "fail"] };
                let message = "should be equal to one of the allowed values";
                return Err(wrong("enum", format!("{at}.type"), json!({"allowedValues": allowed}), message));
            }
        };
        let asked = if fails { Asked::Fail(reason(body, at)?) } else { Asked::Close(body) };
        Ok(Self { step, asked, at })
    }

    /// An error about the answer, as an error about the body.
    pub(super) fn placed(at: &str, error: Error) -> Error {
        match error {
            Error::Messages(mut messages) => {
                for message in &mut messages {
                    message.data_path.insert_str(0, at);
                }
                Error::Messages(messages)
            }
            other => other,
        }
    }
}

/// What a body holds, and where.
fn unwrapped(mut body: Object) -> Result<(Object, &'static str)> {
    match body.shift_remove(WRAPPING) {
        None => Ok((body, "")),
        Some(Value::Object(inner)) => match body.keys().next() {
            None => Ok((inner, ".close_step")),
            Some(other) => Err(additional(other, "")),
        },
        Some(_) => {
            Err(wrong("type", ".close_step".to_owned(), json!({"type": "object"}), "should be object"))
        }
    }
}

/// The step that is meant: the body names it, or the address; if both do, the same one.
fn of_step(named: Option<Value>, addressed: Option<&str>, at: &str) -> Result<String> {
    match (named, addressed) {
        (None, Some(step)) => Ok(step.to_owned()),
        (Some(Value::String(step)), None) => Ok(step),
        (Some(Value::String(step)), Some(addressed)) if step == addressed => Ok(step),
        (Some(Value::String(_)), Some(addressed)) => {
            let params = json!({"allowedValue": addressed});
            Err(wrong("const", format!("{at}.step"), params, "should be equal to constant"))
        }
        (Some(_), _) => {
            Err(wrong("type", format!("{at}.step"), json!({"type": "string"}), "should be string"))
        }
        (None, None) => {
            let message = "should have required property 'step'";
            Err(wrong("required", at.to_owned(), json!({"missingProperty": "step"}), message))
        }
    }
}

fn reason(mut body: Object, at: &str) -> Result<Option<String>> {
    let reason = match body.shift_remove("reason") {
        None | Some(Value::Null) => None,
        Some(Value::String(reason)) => Some(reason),
        Some(_) => {
            let params = json!({"type": "string"});
            return Err(wrong("type", format!("{at}.reason"), params, "should be string"));
        }
    };
    match body.keys().next() {
        None => Ok(reason),
        Some(other) => Err(additional(other, at)),
    }
}

fn additional(name: &str, at: &str) -> crate::failure::Failure {
    let params = json!({"additionalProperty": name});
    wrong("additionalProperties", at.to_owned(), params, "should NOT have additional properties")
}

fn wrong(keyword: &str, path: String, params: Value, message: &str) -> crate::failure::Failure {
    Error::Messages(vec![Message::own(keyword, path, params, message)]).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &Value, step: Option<&str>, fails: bool) -> Result<CloseStep> {
        CloseStep::read(body.as_object().expect("an object").clone(), step, fails)
    }

    #[test]
    fn a_body_is_read_bare_and_wrapped() {
        for (body, at) in [
            (json!({"step": "qc", "type": "close", "items": []}), ""),
            (json!({"close_step": {"step": "qc", "items": []}}), ".close_step"),
        ] {
            let asked = Asked::Close(json!({"items": []}).as_object().expect("an object").clone());
            assert_eq!(
                read(&body, None, false).expect("a body"),
                CloseStep { step: "qc".to_owned(), asked, at }
            );
        }
    }

    #[test]
    fn a_step_fails_by_the_media_type_or_by_the_body() {
        let failed = |reason: Option<&str>| Asked::Fail(reason.map(str::to_owned));
        for (body, fails, asked) in [
            (json!({}), true, failed(None)),
            (json!({"type": "fail", "step": "qc"}), true, failed(None)),
            (json!({"type": "fail", "reason": "broken"}), false, failed(Some("broken"))),
        ] {
            assert_eq!(read(&body, Some("qc"), fails).expect("a body").asked, asked);
        }
    }

    #[test]
    fn what_a_body_may_not_say_is_named() {
        for (body, step, fails, path) in [
            (json!({}), None, false, ""),
            (json!({"step": 1}), None, false, ".step"),
            (json!({"step": "other"}), Some("qc"), false, ".step"),
            (json!({"close_step": {"step": "other"}}), Some("qc"), false, ".close_step.step"),
            (json!({"close_step": {}, "more": 1}), Some("qc"), false, ""),
            (json!({"close_step": []}), Some("qc"), false, ".close_step"),
            (json!({"type": "skip"}), Some("qc"), false, ".type"),
            (json!({"type": "close"}), Some("qc"), true, ".type"),
            (json!({"reason": 7}), Some("qc"), true, ".reason"),
            (json!({"items": []}), Some("qc"), true, ""),
        ] {
            let failure = read(&body, step, fails).expect_err("wrong");
            assert_eq!(failure.messages[0].data_path, path, "{body}");
        }
    }
}
