//! Waits: for time to pass, or for something to happen.

use docket_domain::work_flow::{Listen, Wait};

use crate::condition::all_hold;
use crate::state::Phase;
use crate::world::{Sees, Unread};

/// A wait that begins now.
pub(crate) fn begins(wait: &Wait, now: i64) -> Phase {
    let until = after(now, wait.stop_at);
    if wait.listen_for.is_empty() {
        return Phase::Waiting { look: after(now, wait.time), until };
    }
    looks_again(wait, now, until)
}

/// A wait that has looked in vain. Where nothing but an event can end it, looking is of no use.
pub(crate) fn looks_again(wait: &Wait, now: i64, until: i64) -> Phase {
    let is_of_use = wait.listen_for.iter().any(|listen| !listen.conditions.is_empty());
    let look = if is_of_use { after(now, wait.time).min(until) } else { until };
    Phase::Waiting { look, until }
}

/// Whether a wait ends without an event: time was all that it waited for, or the conditions of an entry hold already.
pub(crate) fn may_go_on(wait: &Wait, sees: &Sees<'_>) -> Result<bool, Unread> {
    if wait.listen_for.is_empty() {
        return Ok(true);
    }
    any_holds(wait.listen_for.iter().filter(|listen| !listen.conditions.is_empty()), sees)
}

/// Whether an event, which `sees` shows, ends a wait.
pub(crate) fn hears(wait: &Wait, event: &str, sees: &Sees<'_>) -> Result<bool, Unread> {
    any_holds(wait.listen_for.iter().filter(|listen| listen.event == event), sees)
}

fn any_holds<'a>(entries: impl Iterator<Item = &'a Listen>, sees: &Sees<'_>) -> Result<bool, Unread> {
    for listen in entries {
        if all_hold(&listen.conditions, sees)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn after(now: i64, seconds: u16) -> i64 {
    now.saturating_add(i64::from(seconds) * 1_000)
}
