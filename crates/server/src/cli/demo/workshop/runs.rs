//! What the workshop is doing: runs of its work flows that stand at steps of every kind, and some that have ended.

use anyhow::Context;
use docket_app::context::{self, StartNext};
use docket_app::{Op, cycle, entity};
use docket_domain::entity::EntityType;
use docket_domain::time::format_ms;
use serde_json::{Value, json};

use super::guide::GUIDE;
use super::{Made, devices};
use crate::cli::demo::company::{Company, object};
use crate::cli::demo::people::WORKSHOP as PEOPLE;
use crate::cli::demo::plan::{DAY, HOUR, MINUTE};
use crate::cli::say::explain;

/// Who checks the work of the others.
const CHECKER: &str = "ruth.adler";

/// Runs of one work order that go one way.
struct Going {
    order: &'static str,
    part: &'static str,
    /// How many.
    count: usize,
    /// The steps that are closed, in their order.
    steps: &'static [Step],
}

/// A step that somebody closes.
#[derive(Clone, Copy)]
enum Step {
    /// Gives a field a value: the step and the key.
    Enter(&'static str, &'static str),
    /// Answers all tasks: the step, the tasks, how.
    Tick(&'static str, &'static [&'static str], &'static str),
    /// The same, by whoever checks.
    Check(&'static str, &'static [&'static str], &'static str),
    /// A machine is done.
    Machine(&'static str),
    /// The document was followed.
    Read,
    /// The calibration note is written.
    Note,
    /// The cycle is done again after it failed.
    Retry,
    /// The cycle is given up.
    Cancel,
}

const PREPARED: &[&str] = &["battery-is-in", "firmware-is-current", "quick-guide-is-in-the-box"];
const CHECKED: &[&str] = &["it-switches-on", "label-is-right"];
const WHOLE: &[&str] = &["no-cracks", "no-signs-of-water", "all-screws-are-there"];

const FIRMWARE: Step = Step::Enter("enter", "firmware");
const TAG: Step = Step::Enter("enter", "asset-tag");
const PACK: Step = Step::Tick("pack", PREPARED, "ok");
const BATTERY: Step = Step::Tick("battery", &["battery-is-in"], "ok");

const WEST_END: &str = "Checkout tablets, West End";
const SCANNERS: &str = "Scanners for the night shift";
const SENT_BACK: &str = "Scanners sent back";
const LOGGERS: &str = "Loggers, Imaging Centre";
const TABLET: &str = "Tablet 10 inch, checkout";
const SCANNER: &str = "Hand scanner";
const LOGGER: &str = "Temperature logger";

#[rustfmt::skip]
const GOING: [Going; 16] = [
    Going { order: WEST_END, part: TABLET, count: 6, steps: &[] },
    Going { order: WEST_END, part: TABLET, count: 4, steps: &[TAG] },
    Going { order: WEST_END, part: TABLET, count: 3, steps: &[TAG, Step::Machine("charge")] },
    Going { order: SCANNERS, part: SCANNER, count: 14, steps: &[FIRMWARE, PACK, Step::Check("check", CHECKED, "ok")] },
    Going { order: SCANNERS, part: SCANNER, count: 2, steps: &[FIRMWARE, PACK, Step::Check("check", CHECKED, "bad")] },
    Going { order: SCANNERS, part: SCANNER, count: 1, steps: &[FIRMWARE, Step::Tick("pack", PREPARED, "bad"), Step::Retry] },
    Going { order: SCANNERS, part: SCANNER, count: 3, steps: &[FIRMWARE, PACK] },
    Going { order: SCANNERS, part: SCANNER, count: 4, steps: &[FIRMWARE] },
    Going { order: SCANNERS, part: SCANNER, count: 2, steps: &[] },
    Going { order: SCANNERS, part: SCANNER, count: 1, steps: &[FIRMWARE, Step::Cancel] },
    Going { order: SENT_BACK, part: SCANNER, count: 1, steps: &[] },
    Going { order: SENT_BACK, part: SCANNER, count: 2, steps: &[Step::Tick("look", WHOLE, "ok")] },
    Going { order: LOGGERS, part: LOGGER, count: 2, steps: &[] },
    Going { order: LOGGERS, part: LOGGER, count: 2, steps: &[Step::Read, BATTERY] },
    Going { order: LOGGERS, part: LOGGER, count: 2, steps: &[Step::Read, BATTERY, Step::Machine("update")] },
    Going { order: LOGGERS, part: LOGGER, count: 1, steps: &[Step::Read, BATTERY, Step::Machine("update"), Step::Note] },
];

/// Makes them; how many.
pub(super) async fn fill(company: &Company, made: &Made) -> anyhow::Result<usize> {
    let mut count = 0;
    for going in &GOING {
        for _ in 0..going.count {
            let begun = company.now - 9 * HOUR + count as i64 * 9 * MINUTE;
            run(company, made, going, (count, begun)).await.with_context(|| going.order.to_owned())?;
            count += 1;
        }
    }
    Ok(count)
}

async fn run(
    company: &Company,
    made: &Made,
    going: &Going,
    (number, begun): (usize, i64),
) -> anyhow::Result<()> {
    let unit = devices::another(company, made, going.part, number).await?;
    let person = PEOPLE[number % PEOPLE.len()].id;
    let order = made.id(EntityType::WorkOrder, going.order)?;
    let visit = json!({"visit": format_ms(company.now + DAY)});
    let next = StartNext {
        entity: Some((EntityType::Unit, unit.clone())),
        using: None,
        resource: None,
        data: object(visit),
        begun_at: None,
    };
    let begun_run =
        context::start_next(&company.person(person, begun), order, next).await.map_err(explain)?;
    let shown: Value = serde_json::from_slice(&begun_run.members)?;
    let cycle = shown["using"]["cycle_id"].as_str().context("the run is for no cycle")?;
    let guide = made.id(EntityType::File, GUIDE)?;
    let work = Work { order, run: &begun_run.id, unit: &unit, cycle, guide };
    for (nth, step) in going.steps.iter().enumerate() {
        let at = begun + (nth as i64 + 1) * 2 * MINUTE;
        let by = if matches!(step, Step::Check(..)) { CHECKER } else { person };
        work.go_on(&company.person(by, at), *step).await.map_err(explain)?;
    }
    Ok(())
}

/// A run, and what it is about.
struct Work<'a> {
    order: &'a str,
    run: &'a str,
    unit: &'a str,
    cycle: &'a str,
    /// The document that is followed.
    guide: &'a str,
}

impl Work<'_> {
    async fn go_on(&self, op: &Op, step: Step) -> docket_app::Result<()> {
        let (key, answer) = match step {
            Step::Enter(key, field) => {
                let field = format!("input_filter[?(@.key = '{field}')]");
                (key, json!({"fields": [{"label": key, "entity_field": field, "value": &self.unit[..8]}]}))
            }
            Step::Tick(key, slugs, value) | Step::Check(key, slugs, value) => {
                let items: Vec<Value> =
                    slugs.iter().map(|slug| json!({"slug": slug, "value": value})).collect();
                (key, json!({"items": items}))
            }
            Step::Machine(key) => (key, json!({"options": {"battery_charge": 88, "restore_device": true}})),
            Step::Read => ("read", json!({"attachment_id": self.guide})),
            Step::Note => return self.note(op).await,
            Step::Retry => return cycle::retry(op, self.order, self.cycle).await.map(|_| ()),
            Step::Cancel => return cycle::cancel(op, self.order, self.cycle).await.map(|_| ()),
        };
        context::close(op, self.run, key.to_owned(), object(answer)).await.map(|_| ())
    }

    async fn note(&self, op: &Op) -> docket_app::Result<()> {
        let body = object(json!({"label": "Calibrated", "text": "Calibrated to within 0.1 degrees."}));
        entity::write_note(op, (EntityType::Unit, self.unit), body).await.map(|_| ())
    }
}
