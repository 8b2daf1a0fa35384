//! What the counters say against what counting says.

use std::collections::BTreeMap;

use serde_json::Value;

use super::floor::Floor;
use crate::harness::Client;

const CATEGORIES: [&str; 6] = ["pending", "in_progress", "verifying", "complete", "blocked", "cancelled"];

/// Fails unless every counter of every work order, batch and queue says what counting their cycles says, and unless what is
/// needed and what was added together are all that there are.
pub fn check(client: &Client, floor: &Floor) {
    let mut active = BTreeMap::new();
    for order in floor.orders() {
        let shown = client.ask("GET", &format!("/work-orders/{order}")).send().expect(200).json();
        let cycles = all(client, &format!("/work-orders/{order}/cycles"));
        let counted = count(cycles.iter());
        assert_eq!(counters(&shown["cycles"][0]), counted, "{order}");
        sums(&shown["cycle_totals"], counted, &order);
        let totals = &shown["cycle_totals"];
        assert_eq!(counters(totals), counted, "totals of {order}");
        assert_eq!(totals["needed"], shown["cycles"][0]["needed"], "{order}");
        // A retry that is pending may have gone since, when fewer were needed.
        let retries = cycles.iter().filter(|cycle| cycle["is_retry"] == true).count() as u64;
        assert!(totals["additional"].as_u64() >= Some(retries), "{retries} retries of {order}: {totals}");
        let assigned = cycles.iter().filter(|cycle| !cycle["batch"].is_null()).count();
        assert_eq!(totals["assigned"], assigned, "assigned of {order}");
        for batch in all(client, &format!("/work-orders/{order}/batches")) {
            let own = cycles.iter().filter(|cycle| cycle["batch"]["batch_id"] == batch["batch_id"]);
            let counted = count(own);
            assert_eq!(counters(&batch["cycles"]), counted, "{batch}");
            sums(&batch["cycle_totals"], counted, &batch["batch_id"].to_string());
            assert_eq!(batch["number_cycles"], batch["cycle_totals"]["needed"], "{batch}");
            let queue = batch["queue"]["queue_id"].as_str().expect("a queue").to_owned();
            *active.entry(queue).or_insert(0) += going(counted);
        }
    }
    for queue in &floor.queues {
        let shown = client.ask("GET", &format!("/queues/{queue}")).send().expect(200).json();
        let counted = active.get(queue).copied().unwrap_or(0);
        assert_eq!(shown["active_cycles"].as_u64(), Some(counted), "{queue}");
    }
}

/// Needed and additional are all categories together, and so are those that are still active and those that are not.
fn sums(totals: &Value, counted: [u64; 6], of: &str) {
    let [needed, additional, active, inactive] =
        ["needed", "additional", "active", "in_active"].map(|name| totals[name].as_u64().expect("a number"));
    assert_eq!(needed + additional, counted.iter().sum::<u64>(), "needed and additional of {of}: {totals}");
    assert_eq!((active, active + inactive), (going(counted), needed + additional), "{of}: {totals}");
}

/// Those that are neither complete nor cancelled.
fn going([pending, in_progress, verifying, _, blocked, _]: [u64; 6]) -> u64 {
    pending + in_progress + verifying + blocked
}

fn counters(shown: &Value) -> [u64; 6] {
    CATEGORIES.map(|name| shown[name].as_u64().expect("a counter"))
}

/// All entries of a list.
fn all(client: &Client, path: &str) -> Vec<Value> {
    let (mut entries, mut next) = (Vec::new(), Some(path.to_owned()));
    while let Some(path) = next {
        let page = client.ask("GET", &path).send().expect(200).json();
        let embedded = page["_embedded"].as_object().and_then(|embedded| embedded.values().next());
        entries.extend(embedded.and_then(Value::as_array).cloned().unwrap_or_default());
        let href = page["_links"]["next"]["href"].as_str();
        next = href.map(|href| href.trim_start_matches(client.base()).to_owned());
    }
    entries
}

fn count<'a>(cycles: impl Iterator<Item = &'a Value>) -> [u64; 6] {
    let mut counted = [0; 6];
    for cycle in cycles {
        let category = cycle["current_status"]["category"].as_str().expect("a category").to_lowercase();
        counted[CATEGORIES.iter().position(|name| *name == category).expect("one of the six")] += 1;
    }
    counted
}
