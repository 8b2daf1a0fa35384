//! What a run waits for, as it is shown: since when, until when, and who can end it.

use docket_domain::entity::relation::Relation;
use docket_domain::json::Object;
use docket_domain::time::format_ms;
use docket_domain::work_flow::Definition;
use docket_flow::{State, Waiting, WaitsFor};
use docket_store::context::Context;
use docket_store::{Tx, relation};
use serde_json::{Value, json};

use crate::{Op, Result, user};

/// How many technicians are named.
const MOST: usize = 20;

/// Who can close a step where no technicians are named.
const ANYBODY: &str = "whoever has the right context:step";

/// What the open steps of a run wait for.
pub(super) async fn waiting_for(
    op: &Op,
    tx: &mut Tx<'_>,
    run: &Context,
    (state, definition): (&State, &Definition),
) -> Result<Vec<Value>> {
    let waiting = state.waiting(definition);
    let asks_somebody =
        |one: &Waiting| matches!(one.what, WaitsFor::Person { .. } | WaitsFor::Machine { .. });
    let who = match waiting.iter().any(asks_somebody) {
        true => Who::of(op, tx, run).await?,
        false => Who::default(),
    };
    Ok(waiting.into_iter().map(|one| shown(one, &who)).collect())
}

/// Who can close the steps of a run.
#[derive(Default)]
struct Who {
    users: Vec<Value>,
    more: bool,
}

impl Who {
    async fn of(op: &Op, tx: &mut Tx<'_>, run: &Context) -> Result<Self> {
        let Some(batch) = &run.batch else { return Ok(Self::default()) };
        let word = Relation::Tech.as_str();
        let mut techs = relation::to(tx, op.tenant(), batch, (word, ""), MOST as i64 + 1).await?;
        // Behind the technicians come relations of other names.
        techs.retain(|link| link.relation == Relation::Tech);
        let more = techs.len() > MOST;
        let mut users = Vec::with_capacity(techs.len().min(MOST));
        for link in techs.iter().take(MOST) {
            let summary = user::summary(tx, op.tenant(), &link.source.id, link.created).await?;
            let (id, name) = (&summary["user_id"], &summary["name"]);
            users.push(json!({"user_id": id, "user_name": link.source.id, "name": name}));
        }
        Ok(Self { users, more })
    }

    fn in_words(&self) -> String {
        if self.users.is_empty() {
            return ANYBODY.to_owned();
        }
        let names: Vec<&str> = self.users.iter().filter_map(|user| user["name"].as_str()).collect();
        let others = if self.more { " and others" } else { "" };
        format!("the technicians of the batch: {}{others}", names.join(", "))
    }
}

fn shown(waiting: Waiting, who: &Who) -> Value {
    let mut shown = Object::new();
    let mut add = |name: &str, value: Value| shown.insert(name.to_owned(), value);
    add("step", waiting.step.into());
    add("label", waiting.label.into());
    add("since", format_ms(waiting.since).into());
    match waiting.what {
        WaitsFor::Person { component, is_check } => {
            add("what", "person".into());
            add("component", component.into());
            add("is_check", is_check.into());
            add("who", who.in_words().into());
            add("users", who.users.clone().into());
        }
        WaitsFor::Machine { application } => {
            add("what", "machine".into());
            add("application", application.into());
            add("who", who.in_words().into());
            add("users", who.users.clone().into());
        }
        WaitsFor::Time { look, until, events } if events.is_empty() => {
            add("what", "time".into());
            add("until", format_ms(look.min(until)).into());
        }
        WaitsFor::Time { until, events, .. } => {
            add("what", "event".into());
            add("until", format_ms(until).into());
            add("events", events.into());
        }
        WaitsFor::Job { number } => {
            add("what", "job".into());
            add("job", number.into());
        }
        WaitsFor::Retry { at } => {
            add("what", "retry".into());
            add("until", format_ms(at).into());
        }
    }
    Value::Object(shown)
}
