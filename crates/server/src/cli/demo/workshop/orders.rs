//! What the workshop has to do: work orders, and their batches in the queues with the technicians for them.

use docket_app::cycle::batch;
use docket_domain::entity::EntityType;
use docket_domain::time::format_ms;
use serde_json::{Value, json};

use super::Made;
use super::flows::{DEVICE, MOUNTED, RETURNED, TABLET};
use super::places::{DEPOT, QUEUES, WORKSHOP};
use crate::cli::demo::company::{Company, object};
use crate::cli::demo::people::WORKSHOP as PEOPLE;
use crate::cli::demo::plan::{DAY, HOUR};
use crate::cli::say::explain;

/// A work order.
struct Order {
    label: &'static str,
    project: &'static str,
    /// Work flow and how many cycles of it.
    cycles: &'static [(&'static str, i64)],
    /// First and last day from now.
    days: (i64, i64),
    /// Batches: queue, how many, cycles in each.
    batches: &'static [(usize, i64, i64)],
}

#[rustfmt::skip]
const ORDERS: [Order; 12] = [
    Order { label: "Checkout tablets, West End", project: "Self-checkout tablets", cycles: &[(TABLET, 40)], days: (-12, 3), batches: &[(0, 4, 10)] },
    Order { label: "Checkout tablets, Smyrna", project: "Self-checkout tablets", cycles: &[(TABLET, 36)], days: (-5, 10), batches: &[(0, 2, 12)] },
    Order { label: "Checkout tablets, Roswell", project: "Self-checkout tablets", cycles: &[(TABLET, 30)], days: (4, 25), batches: &[] },
    Order { label: "Scanners for the night shift", project: "Shelf scanners", cycles: &[(DEVICE, 60)], days: (-3, 14), batches: &[(1, 3, 15)] },
    Order { label: "Scanners sent back", project: "Shelf scanners", cycles: &[(RETURNED, 8)], days: (-9, -1), batches: &[(2, 1, 8)] },
    Order { label: "Room tablets, floors 2 to 6", project: "Room tablets Downtown", cycles: &[(TABLET, 120)], days: (-8, 5), batches: &[(0, 5, 20)] },
    Order { label: "Room tablets, floors 7 to 12", project: "Room tablets Downtown", cycles: &[(TABLET, 144)], days: (6, 30), batches: &[(1, 2, 24)] },
    Order { label: "Room tablets, first house", project: "Room tablets Airport", cycles: &[(TABLET, 90)], days: (10, 60), batches: &[] },
    Order { label: "Front desk Downtown and Airport", project: "Registration terminals", cycles: &[(DEVICE, 8)], days: (-6, 8), batches: &[(1, 1, 8)] },
    Order { label: "Loggers, Medical Tower", project: "Temperature loggers", cycles: &[(DEVICE, 24)], days: (-14, 1), batches: &[(1, 2, 12)] },
    Order { label: "Loggers, Imaging Centre", project: "Temperature loggers", cycles: &[(MOUNTED, 12)], days: (-2, 12), batches: &[(1, 1, 12)] },
    Order { label: "Locks, Building A", project: "Building A locks", cycles: &[(DEVICE, 52), (RETURNED, 4)], days: (-10, 20), batches: &[(1, 2, 13), (2, 1, 4)] },
];

/// Makes them; the number of work orders.
pub(super) async fn fill(company: &Company, made: &mut Made) -> anyhow::Result<usize> {
    for (place, order) in ORDERS.iter().enumerate() {
        let at = company.now + order.days.0.min(-1) * DAY - 20 * HOUR + place as i64 * HOUR;
        let body = document(company, made, order)?;
        made.make(company, at, EntityType::WorkOrder, body).await?;
        for (queue, total, cycles) in order.batches {
            let body = batches(made, order, QUEUES[*queue], (*total, *cycles))?;
            let op = company.office(at + HOUR);
            batch::create_many(&op, object(body)).await.map_err(explain)?;
        }
    }
    Ok(ORDERS.len())
}

fn document(company: &Company, made: &Made, order: &Order) -> anyhow::Result<Value> {
    let day = |day: i64| format_ms(company.now + day * DAY);
    let mut cycles = Vec::with_capacity(order.cycles.len());
    for (flow, needed) in order.cycles {
        cycles.push(json!({"needed": needed, "work_flow": made.to(EntityType::WorkFlow, flow)?}));
    }
    Ok(json!({
        "label": order.label,
        "description": null,
        "project": made.to(EntityType::Project, order.project)?,
        "location": made.to(EntityType::Location, WORKSHOP)?,
        "input_from": made.to(EntityType::Location, DEPOT)?,
        "output_to": made.to(EntityType::Location, DEPOT)?,
        "begin_date": day(order.days.0),
        "due_date": day(order.days.1),
        "cycles": cycles,
    }))
}

/// Equal batches of a work order. The returns bench works on what came back, the lines on the rest.
fn batches(made: &Made, order: &Order, queue: &str, (total, cycles): (i64, i64)) -> anyhow::Result<Value> {
    let is_return = |flow: &&(&str, i64)| (flow.0 == RETURNED) == (queue == QUEUES[2]);
    let flow = order.cycles.iter().find(is_return).map_or(order.cycles[0].0, |flow| flow.0);
    let people: Vec<Value> = PEOPLE.iter().map(|person| json!({"user_id": person.id})).collect();
    Ok(json!({
        "total": total,
        "number_cycles": cycles,
        "queue": made.to(EntityType::Queue, queue)?,
        "work_order": made.to(EntityType::WorkOrder, order.label)?,
        "work_flow": made.to(EntityType::WorkFlow, flow)?,
        "users": people,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_cycles_are_put_into_batches_than_there_are() {
        for order in &ORDERS {
            let needed: i64 = order.cycles.iter().map(|(_, needed)| needed).sum();
            let taken: i64 = order.batches.iter().map(|(_, total, cycles)| total * cycles).sum();
            assert!(taken <= needed, "{}", order.label);
        }
    }
}
