//! What the technicians' devices report: every step of every visit so far.

use docket_app::device;
use docket_domain::action::Action;
use docket_domain::job::Number;
use docket_domain::time::format_ms;
use serde_json::{Value, json};

use super::categories::{REJECT, RESCHEDULE};
use super::company::Company;
use super::dice::Dice;
use super::job::Job;
use super::machines::{DONE, NOT_DONE};
use super::plan::{HOUR, MINUTE, State};

/// Something that a device reports: what, when, and what else it says.
type Step = (What, i64, Value);

#[derive(Clone, Copy)]
enum What {
    Did(Action),
    /// Notes and parts.
    Wrote,
}

/// Reports everything about a job so far.
pub(super) async fn report(company: &Company, job: &Job) -> docket_app::Result<()> {
    let (Some(person), Some(start)) = (job.technician, job.slot.start) else { return Ok(()) };
    for (place, (what, at, mut body)) in steps(job, start, company.now).into_iter().enumerate() {
        let op = company.device(person.id, at);
        let num = Number::new(&job.num)?;
        let id = format!("d0c4e700-0000-4000-8000-{:08x}{place:04x}", job.place);
        match what {
            What::Did(action) => {
                body["id"] = id.into();
                body["at"] = format_ms(at).into();
                device::act(&op, num, action, body.to_string().into()).await?;
            }
            What::Wrote => {
                device::patch(&op, num, &id, Some(&format_ms(at)), body.to_string().into()).await?;
            }
        }
    }
    Ok(())
}

/// The steps of a visit that was planned for `start`.
fn steps(job: &Job, start: i64, now: i64) -> Vec<Step> {
    let did = |action, at| (What::Did(action), at, json!({}));
    // Read the evening before, or a moment ago.
    let read = did(Action::Read, (start - 10 * HOUR).clamp(job.ordered + 5 * MINUTE, now - MINUTE));
    let accepted = did(Action::Accept, read.1 + 30_000);
    let travel = |at| did(Action::Travel, at);
    let went = [
        travel(start - 25 * MINUTE),
        did(Action::Arrive, start - 4 * MINUTE),
        did(Action::Start, start + MINUTE),
    ];
    let mut steps = match job.slot.state {
        State::Late | State::Planned | State::Pending | State::Open => return Vec::new(),
        _ => vec![read],
    };
    match job.slot.state {
        State::Accepted => steps.push(accepted),
        State::Rejected => {
            let why = json!({ "reason_code": REJECT[1].0, "reason": "The visit before takes longer." });
            steps.push((What::Did(Action::Reject), now - 40 * MINUTE, why));
        }
        State::Travelling => steps.extend([accepted, travel(start + 18 * MINUTE)]),
        State::Arrived => {
            steps.extend([accepted, travel(start + 5 * MINUTE), did(Action::Arrive, start + 27 * MINUTE)]);
        }
        State::OnSite => steps.extend([accepted].into_iter().chain(went)),
        State::Paused => {
            steps.extend([accepted].into_iter().chain(went));
            steps.push(did(Action::Pause, start + 15 * MINUTE));
        }
        State::Complete | State::Incomplete | State::Reschedule => {
            steps.extend([accepted].into_iter().chain(went));
            steps.extend(closing(job, start));
        }
        _ => {}
    }
    steps
}

/// Notes, parts and the end of a visit.
fn closing(job: &Job, start: i64) -> [Step; 2] {
    let mut dice = Dice::of(3_000 + job.place);
    let end = start + (job.work.minutes - dice.below(20) as i64) * MINUTE;
    let (code, text) = NOT_DONE[dice.below(NOT_DONE.len())];
    let (text, said) = match job.slot.state {
        State::Complete => (DONE[dice.below(DONE.len())], json!({})),
        State::Reschedule => {
            let said = json!({ "incomplete": true, "reschedule": true, "reason_code": RESCHEDULE[0].0 });
            (NOT_DONE[0].1, said)
        }
        _ => (text, json!({ "incomplete": true, "reason_code": code })),
    };
    let date = format_ms(end - 5 * MINUTE);
    let author = job.technician.map_or("", |person| person.id);
    let mut wrote = json!({ "TechNotes": [{ "ID": "1", "Author": author, "Date": date, "Text": text }] });
    if job.slot.state == State::Complete {
        wrote["Items"] = items(job, &mut dice);
    }
    [(What::Wrote, end - 5 * MINUTE, wrote), (What::Did(Action::Complete), end, said)]
}

/// What was used: labour, travel, and a part where something was repaired.
fn items(job: &Job, dice: &mut Dice) -> Value {
    let hours = (job.work.minutes as f64 / 15.0).round() / 4.0;
    let mut items = vec![
        json!({ "ID": "1", "ProdNum": "L-2001", "Qty": hours, "IsChargeable": true }),
        json!({ "ID": "2", "ProdNum": "T-3001", "Qty": 1, "IsChargeable": true }),
    ];
    if job.work.kind == "1001" {
        let part = job.asset.model.4[dice.below(2)];
        let num = job.asset.num();
        items.push(
            json!({ "ID": "3", "ProdNum": part, "Qty": 1, "AssetNum": num, "IsChargeable": dice.once_in(2) }),
        );
    }
    items.into()
}
