//! Whether a kept state fits its definition. It always does, unless one of them was tampered with.

use docket_domain::work_flow::{Call, Definition, Step, StepKind};

use crate::state::{Phase, State, Thread};
use crate::waiting::is_interactive;

/// Why a run can't go on from a state, in words.
pub(super) fn flaw(state: &State, definition: &Definition) -> Option<String> {
    if state.threads.is_empty() {
        return Some("the run stands at no step".to_owned());
    }
    let parted = state.threads.iter().filter(|thread| thread.phase == Phase::Branches).count();
    if parted != usize::from(state.open.is_some()) {
        return Some("the run does not say which branches are open".to_owned());
    }
    state.threads.iter().find_map(|thread| misplaced(thread, state, definition))
}

fn misplaced(thread: &Thread, state: &State, definition: &Definition) -> Option<String> {
    let Some(found) = definition.find(&thread.step) else {
        return Some(format!(
            "the run stands at the step {}, which the work flow does not have",
            thread.step
        ));
    };
    let open = state.open.as_ref();
    let in_place = match (thread.branch, found.inside) {
        (None, None) => true,
        (Some(branch), Some(inside)) => {
            branch == inside.branch && open.is_some_and(|open| open.step == inside.parallel.key)
        }
        _ => false,
    };
    if !in_place {
        return Some(format!("the run stands at the step {} in a branch that is not open", thread.step));
    }
    if !can_rest(thread, found.step, state) {
        return Some(format!("the run waits at the step {} for what it can't wait for", thread.step));
    }
    None
}

/// Whether a step can be as far as its thread says.
fn can_rest(thread: &Thread, step: &Step, state: &State) -> bool {
    match (&thread.phase, &step.kind) {
        (Phase::Open, _) => is_interactive(step),
        (Phase::Waiting { .. }, kind) => matches!(kind, StepKind::Wait(_)),
        (Phase::Job { .. }, kind) => matches!(kind, StepKind::Function(Call::DispatchJob(_))),
        (Phase::Branches, StepKind::Parallel(parallel)) => state
            .open
            .as_ref()
            .is_some_and(|open| open.step == step.key && open.branches.len() == parallel.branches.len()),
        (Phase::Branches, _) => false,
        _ => true,
    }
}
