//! Actions beside a step: what they are given is looked up.

use docket_domain::work_flow::{Action, Notice};
use serde_json::Value;

use super::function;
use crate::effect::{Message, What};
use crate::value;
use crate::world::{Sees, Unread};

/// An action, with its paths replaced by what they lead to.
pub(crate) fn resolve(action: &Action, sees: &Sees<'_>) -> Result<What, Unread> {
    Ok(match action {
        Action::Call(call) => function::resolve(call, sees)?,
        Action::Notify(notice) => What::Notify(message(notice, sees)?),
        Action::Email(notice) => What::Email(message(notice, sees)?),
    })
}

fn message(notice: &Notice, sees: &Sees<'_>) -> Result<Message, Unread> {
    let optional = |text: &Option<String>| text.as_deref().map(|text| value::text(text, sees)).transpose();
    let mut to = Vec::with_capacity(notice.to.len());
    for text in &notice.to {
        recipients(text, sees, &mut to)?;
    }
    let further = match value::resolve_json(&Value::Object(notice.further.clone()), sees)? {
        Value::Object(further) => further,
        _ => Default::default(),
    };
    Ok(Message {
        to,
        from: optional(&notice.from)?,
        subject: optional(&notice.subject)?,
        message: optional(&notice.message)?,
        further,
    })
}

/// Whom a text stands for; a path may lead to a list of them.
fn recipients(text: &str, sees: &Sees<'_>, to: &mut Vec<String>) -> Result<(), Unread> {
    if text.starts_with('$')
        && let Some(Value::Array(list)) = value::read_path(text, sees)?
    {
        to.extend(list.iter().filter_map(Value::as_str).map(str::to_owned));
        return Ok(());
    }
    to.push(value::text(text, sees)?);
    Ok(())
}
