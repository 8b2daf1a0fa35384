//! From a body to the document of a user.

use docket_domain::json::Object;
use serde_json::Value;

/// Members that have the same name in the document; null takes them out.
const SAME: [&str; 3] = ["picture", "profile", "user_attributes"];

/// Puts what a body says of a user, whose shape was checked, into the document. What it does not name stays.
pub(super) fn put(doc: &mut Object, body: &Object) {
    if let Some(email) = body.get("email") {
        doc.insert("Email".to_owned(), email.clone());
    }
    if let Some(name) = body.get("name") {
        put_name(doc, name.as_str().unwrap_or_default().trim());
    }
    for member in SAME {
        match body.get(member) {
            None => {}
            Some(Value::Null) => {
                doc.shift_remove(member);
            }
            Some(value) => {
                doc.insert(member.to_owned(), value.clone());
            }
        }
    }
}

/// The last word is the last name.
fn put_name(doc: &mut Object, name: &str) {
    let (first, last) = name.rsplit_once(' ').unwrap_or(("", name));
    for (member, text) in [("FirstName", first.trim()), ("LastName", last)] {
        if text.is_empty() {
            doc.shift_remove(member);
        } else {
            doc.insert(member.to_owned(), text.into());
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn object(value: Value) -> Object {
        let Value::Object(object) = value else { panic!("the test wrote an object") };
        object
    }

    #[test]
    fn what_a_body_names_is_replaced_and_the_rest_stays() {
        let mut doc =
            object(json!({"UserID": "u", "IsMobileWorker": true, "FirstName": "A", "picture": "p"}));
        let body = object(
            json!({"email": "a@b.example", "name": "Ada King Byron", "picture": null, "Locked": true}),
        );
        put(&mut doc, &body);
        let wanted = json!({
            "UserID": "u", "IsMobileWorker": true, "FirstName": "Ada King", "Email": "a@b.example", "LastName": "Byron"
        });
        assert_eq!(Value::Object(doc), wanted);
    }

    #[test]
    fn a_name_of_one_word_is_the_last_name_and_null_is_none() {
        let mut doc = object(json!({"FirstName": "Ada", "LastName": "Byron"}));
        put(&mut doc, &object(json!({"name": " Cher "})));
        assert_eq!(Value::Object(doc.clone()), json!({"LastName": "Cher"}));
        put(&mut doc, &object(json!({"name": null})));
        assert!(doc.is_empty());
    }
}
