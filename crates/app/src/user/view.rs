//! A user as it is shown.

use docket_domain::entity::{EntityType, user_id};
use docket_domain::json::Object;
use docket_domain::master::{Kind, title};
use docket_domain::time::format_ms;
use docket_store::user::User;
use serde_json::{Value, json};

use crate::entity::View;
use crate::job::stored_object;
use crate::{Error, Result};

/// A user as it is shown.
pub(crate) fn view(user: &User) -> Result<View> {
    let doc = stored_object(&user.doc)?;
    let members = members(&user.id, &doc, (user.created, user.updated));
    to_view(&user.id, user.version, &members)
}

/// The members of a user: who has no name is called by the address, who has none by the id.
pub(super) fn members(id: &str, doc: &Object, (created, updated): (i64, i64)) -> Value {
    let text = |member: &str| doc.get(member).and_then(Value::as_str);
    let email = text("Email").unwrap_or_default();
    let named =
        ["FirstName", "LastName"].into_iter().any(|name| text(name).is_some_and(|t| !t.trim().is_empty()));
    let name = match (named, email) {
        (true, _) => title(Kind::User, doc),
        (false, "") => id.to_owned(),
        (false, email) => email.to_owned(),
    };
    json!({
        "user_id": user_id::alias(id),
        "email": email,
        "name": name,
        "picture": text("picture"),
        "profile": text("profile"),
        "user_attributes": doc.get("user_attributes").filter(|list| list.is_array()).unwrap_or(&json!([])),
        "created": format_ms(created),
        "updated": format_ms(updated),
    })
}

pub(super) fn to_view(id: &str, version: i64, members: &Value) -> Result<View> {
    let members = serde_json::to_vec(members).map_err(|e| Error::internal(e.to_string()))?;
    Ok(View::new(EntityType::User, user_id::alias(id).into_owned(), version, members.into(), path(id)))
}

/// The path of a user.
pub(crate) fn path(id: &str) -> String {
    format!("/{}/{}", EntityType::User.plural(), user_id::alias(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_of_a_user_holds_nothing_that_does_not_belong_in_a_path() {
        assert_eq!(path("a-B_9"), "/users/a-B_9");
        assert_eq!(path("ann/ä@x?"), "/users/u--ann-2F-C3-A4-40x-3F");
    }

    #[test]
    fn who_has_no_name_is_called_by_the_address_or_the_id() {
        for (doc, name) in [
            (json!({"FirstName": "Ada", "Email": "a@b.example"}), "Ada"),
            (json!({"FirstName": " ", "Email": "a@b.example"}), "a@b.example"),
            (json!({}), "u1"),
        ] {
            let doc = doc.as_object().expect("an object").clone();
            assert_eq!(members("u1", &doc, (0, 0))["name"], name);
        }
    }
}
