//! What the server itself reads out of a user's document.

use crate::fault::Fault;
use crate::json::Object;
use serde_json::Value;

/// The members of a user's document that decide about signing in and about dispatch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserFlags {
    /// Whether jobs can be sent to this user.
    pub is_mobile_worker: bool,
    /// Whether signing in is barred.
    pub locked: bool,
    /// Whether the user may sign in at all; true unless the document says otherwise.
    pub activated: bool,
    /// The language of texts shown to the user; empty when the document names none.
    pub language: String,
}

/// Reads the flags of a user's document.
pub fn user_flags(doc: &Object) -> UserFlags {
    let flag = |name: &str| doc.get(name).and_then(Value::as_bool);
    UserFlags {
        is_mobile_worker: flag("IsMobileWorker").unwrap_or(false),
        locked: flag("Locked").unwrap_or(false),
        activated: flag("Activated").unwrap_or(true),
        language: doc.get("LanguageCode").and_then(Value::as_str).unwrap_or_default().to_owned(),
    }
}

/// Takes the password out of a user's document: it is written by clients, never stored as it came and never shown.
///
/// # Errors
/// A password that is no string of 8 to 256 characters; the fault does not repeat it.
pub fn take_password(doc: &mut Object) -> Result<Option<String>, Fault> {
    match doc.shift_remove("Password") {
        None => Ok(None),
        Some(Value::String(password)) if (8..=256).contains(&password.chars().count()) => Ok(Some(password)),
        Some(_) => Err(Fault::at("$.Password", "must be a string of 8 to 256 characters")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn object(value: &Value) -> Object {
        value.as_object().cloned().expect("the test wrote an object")
    }

    #[test]
    fn a_user_is_active_unless_the_document_says_otherwise() {
        let flags = user_flags(&object(&json!({})));
        let bare =
            UserFlags { is_mobile_worker: false, locked: false, activated: true, language: String::new() };
        assert_eq!(flags, bare);
        let doc = object(
            &json!({"Activated": false, "Locked": true, "IsMobileWorker": true, "LanguageCode": "es"}),
        );
        let all = UserFlags { is_mobile_worker: true, locked: true, activated: false, language: "es".into() };
        assert_eq!(user_flags(&doc), all);
    }

    #[test]
    fn the_password_leaves_the_document() {
        let mut doc = object(&json!({"UserID": "u", "Password": "correct horse", "Email": "e"}));
        assert_eq!(take_password(&mut doc), Ok(Some("correct horse".to_owned())));
        assert_eq!(Value::Object(doc.clone()).to_string(), r#"{"UserID":"u","Email":"e"}"#);
        assert_eq!(take_password(&mut doc), Ok(None));
    }

    #[test]
    fn a_wrong_password_leaves_the_document_too_and_is_not_repeated() {
        for wrong in [json!("short"), json!("x".repeat(257)), json!(12_345_678), json!(["password"])] {
            let mut doc = object(&json!({"Password": wrong}));
            let fault = take_password(&mut doc).expect_err("accepted");
            assert_eq!((fault.path.as_str(), fault.value.as_str()), ("$.Password", ""));
            assert!(doc.is_empty());
        }
    }
}
