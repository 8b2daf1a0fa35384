//! Giving the entity of a run a status, by the rules of a change: its owner must allow it.

use docket_domain::entity::EntityType;
use docket_domain::json::Object;
use docket_domain::status::Status;
use docket_store::Tx;
use serde_json::{Value, json};

use super::{Done, Trouble, write};
use crate::context::scene::Scene;
use crate::{Op, Result};

pub(super) async fn perform(op: &Op, tx: &mut Tx<'_>, scene: &mut Scene, status: &Status) -> Result<Done> {
    if scene.entity.0 != EntityType::Unit {
        return Ok(Err(Trouble::words(format!("a {} has no status", scene.entity.0.word()))));
    }
    let wanted = json!({"status": status.status, "category": status.category.as_str()});
    let body = Object::from_iter([("current_status".to_owned(), wanted)]);
    let done = write::change(op, tx, scene, &body).await?;
    Ok(done.map(|()| Value::from(status.status.as_str())).map_err(|trouble| explain(trouble, status)))
}

fn explain(trouble: Trouble, status: &Status) -> Trouble {
    let Trouble::Body(messages) = &trouble else { return trouble };
    let label = &status.status;
    let allowed = messages.iter().find(|message| message.keyword == "allowedStatus");
    if let Some(allowed) = allowed.and_then(|message| message.params["allowedStatuses"].as_array()) {
        let allowed: Vec<&str> = allowed.iter().filter_map(Value::as_str).collect();
        return Trouble::Words(format!(
            "the status \"{label}\" is not allowed; the allowed ones are {}",
            allowed.join(", ")
        ));
    }
    match messages.iter().find(|message| message.keyword == "statusCategory") {
        Some(other) => Trouble::Words(format!("the status \"{label}\" {}", other.message)),
        None => trouble,
    }
}
