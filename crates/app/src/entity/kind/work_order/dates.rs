//! The dates of a work order. `begin_date` and `due_date` are the plan. `start_date` and `end_date` are what the client sent;
//! when it sent nothing, the plan until the actual time is known.

use docket_domain::time::{format_ms, parse_ms};
use docket_store::entity::Entity;
use serde_json::Value;

use super::super::super::draft::{Draft, Drafting};
use super::super::super::own;
use crate::Result;

/// Which of the actual dates the client sent or the work set, as the facet of the row says: the plan no longer moves them.
const STARTED: char = 's';
const ENDED: char = 'e';
/// The client sent it: the work does not move it either.
const SENT_START: char = 'S';
const SENT_END: char = 'E';

/// Takes the dates over from the body.
pub(super) fn take(drafting: &mut Drafting<'_, '_>, project: Option<&Entity>) -> Result<()> {
    drafting.check_times(&["begin_date", "due_date", "start_date", "end_date"]);
    let begin = given(drafting, "begin_date").or_else(|| text(drafting, "begin_date"));
    let begin = begin.unwrap_or_else(|| format_ms(drafting.op.now));
    let due = match given(drafting, "due_date").or_else(|| text(drafting, "due_date")) {
        Some(due) => due,
        None => usual_due(project, &begin)?,
    };
    let doc = &mut drafting.draft.doc;
    doc.insert("begin_date".to_owned(), begin.as_str().into());
    doc.insert("due_date".to_owned(), due.as_str().into());
    drafting.check_order("begin_date", "due_date");
    let mut known = drafting.draft.facet.take().unwrap_or_default();
    for (name, plan, sent, set) in
        [("start_date", begin, SENT_START, STARTED), ("end_date", due, SENT_END, ENDED)]
    {
        if let Some(value) = drafting.body.get(name) {
            drafting.draft.doc.insert(name.to_owned(), value.clone());
            if !known.contains(sent) {
                known.push(sent);
            }
        } else if !known.contains(sent) && !known.contains(set) {
            drafting.draft.doc.insert(name.to_owned(), Value::from(plan));
        }
    }
    if known.contains(SENT_START) && known.contains(SENT_END) {
        drafting.check_order("start_date", "end_date");
    }
    drafting.draft.facet = Some(known).filter(|known| !known.is_empty());
    keep_plan(&mut drafting.draft);
    Ok(())
}

/// Sets the columns of a draft that lists are sorted by to the planned dates of its document.
pub(crate) fn keep_plan(draft: &mut Draft) {
    let time = |name: &str| draft.doc.get(name).and_then(Value::as_str).and_then(parse_ms);
    (draft.starts, draft.ends) = (time("begin_date"), time("due_date"));
}

/// Notes that the work has begun, unless that is known or the client said when.
pub(crate) fn begin(draft: &mut Draft, now: i64) {
    set(draft, ("start_date", STARTED, SENT_START), now);
}

/// Notes that the work has ended, unless that is known or the client said when.
pub(crate) fn end(draft: &mut Draft, now: i64) {
    set(draft, ("end_date", ENDED, SENT_END), now);
}

fn set(draft: &mut Draft, (name, mark, sent): (&str, char, char), now: i64) {
    let mut known = draft.facet.take().unwrap_or_default();
    if !known.contains(mark) && !known.contains(sent) {
        known.push(mark);
        draft.doc.insert(name.to_owned(), format_ms(now).into());
    }
    draft.facet = Some(known).filter(|known| !known.is_empty());
}

/// Notes that there is more to do after the end: it is the planned one again.
pub(crate) fn reopen(draft: &mut Draft) {
    let mut known = draft.facet.take().unwrap_or_default();
    if known.contains(ENDED) {
        known.retain(|mark| mark != ENDED);
        let due = draft.doc.get("due_date").cloned().unwrap_or_default();
        draft.doc.insert("end_date".to_owned(), due);
    }
    draft.facet = Some(known).filter(|known| !known.is_empty());
}

/// The project's end, unless it is before the begin.
fn usual_due(project: Option<&Entity>, begin: &str) -> Result<String> {
    let Some(project) = project else { return Ok(begin.to_owned()) };
    let end = own(project)?.get("end_date").and_then(Value::as_str).map(str::to_owned);
    Ok(end.filter(|end| parse_ms(end) >= parse_ms(begin)).unwrap_or_else(|| begin.to_owned()))
}

fn given(drafting: &Drafting<'_, '_>, name: &str) -> Option<String> {
    drafting.body.get(name).and_then(Value::as_str).map(str::to_owned)
}

fn text(drafting: &Drafting<'_, '_>, name: &str) -> Option<String> {
    drafting.text(name).map(str::to_owned)
}
