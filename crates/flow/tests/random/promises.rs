//! What holds for every run.

use std::collections::BTreeMap;

use docket_domain::work_flow::{Definition, Step};
use docket_flow::{Cause, Past, State, WaitsFor, What};

use super::drive::Life;

/// A run that rests has ended, or says for each open step what it waits for.
pub fn at_rest(definition: &Definition, state: &State) {
    let waiting = state.waiting(definition);
    if !state.is_active() {
        let end = state.end.as_ref().expect("it has ended");
        assert!(
            state.threads.is_empty() && waiting.is_empty() && state.wake().is_none(),
            "it ended: {state:?}"
        );
        assert!(state.open.is_none() && state.jobs().is_empty(), "it ended: {state:?}");
        let says_why = end.reason.as_ref().is_some_and(|reason| !reason.is_empty());
        assert!(end.outcome == docket_flow::Outcome::Succeeded || says_why, "it does not say why: {state:?}");
        return;
    }
    let parted = state.threads.iter().any(|thread| thread.branch.is_some());
    assert_eq!(parted, state.open.is_some(), "branches are open or not: {state:?}");
    let main_line = state.threads.iter().filter(|thread| thread.branch.is_none()).count();
    assert_eq!(main_line, 1, "there is one main line: {state:?}");
    let current = state.current_steps();
    assert!(!current.is_empty(), "it stands nowhere: {state:?}");
    assert_eq!(waiting.len(), current.len(), "an open step waits for nothing: {state:?}");
    assert!(current.contains(&state.current.as_str()), "{state:?}");
    for one in &waiting {
        let wakes = matches!(one.what, WaitsFor::Time { .. } | WaitsFor::Retry { .. });
        assert!(!wakes || state.wake().is_some(), "{one:?} never wakes");
    }
    let jobs = waiting.iter().filter(|one| matches!(one.what, WaitsFor::Job { .. })).count();
    assert_eq!(jobs, state.jobs().len());
    let by_hand =
        |one: &&docket_flow::Waiting| matches!(one.what, WaitsFor::Person { .. } | WaitsFor::Machine { .. });
    assert_eq!(waiting.iter().filter(by_hand).count(), state.interactive_steps(definition).len());
}

/// What holds for a whole life.
pub fn hold(definition: &Definition, life: &Life) {
    chain(definition, life);
    times(&life.past);
    counts(definition, life);
    jobs(life);
}

/// On the main line the next step of each past one is the one that follows it; the last leads to where the run stands.
fn chain(definition: &Definition, life: &Life) {
    let on_main_line = |key: &str| definition.find(key).is_some_and(|found| found.inside.is_none());
    let past: Vec<&Past> = life.past.iter().filter(|past| on_main_line(&past.step)).collect();
    if let Some(first) = past.first() {
        assert_eq!(first.step, definition.starts_at);
    }
    for pair in past.windows(2) {
        assert_eq!(pair[0].next.as_deref(), Some(pair[1].step.as_str()), "{pair:?}");
    }
    let stands = life.state.threads.iter().find(|thread| thread.branch.is_none()).map(|thread| &thread.step);
    let Some(last) = past.last() else { return };
    match stands {
        Some(step) => assert_eq!(last.next.as_ref(), Some(step)),
        // It was stopped before the next step, as a loop without an end or because it was given up.
        None if last.next.is_some() => assert_eq!(last.next.as_ref(), Some(&life.state.current)),
        None => {}
    }
    for past in life.past.iter().filter(|past| !on_main_line(&past.step)) {
        let branch =
            |key: &str| definition.find(key).and_then(|found| found.inside).map(|inside| inside.branch);
        let next = past.next.as_deref();
        assert!(next.is_none_or(|next| branch(next) == branch(&past.step)), "{past:?} left its branch");
    }
}

/// Steps end in order, and none before it began.
fn times(past: &[Past]) {
    assert!(past.iter().all(|past| past.started <= past.ended), "{past:?}");
    assert!(past.is_sorted_by_key(|past| past.ended), "{past:?}");
}

/// How often something was done for a step.
#[derive(Default)]
struct Count {
    visits: usize,
    worked: usize,
    tried: usize,
    wrote: usize,
    acted: usize,
}

/// Nothing is done twice for the same visit of a step.
fn counts(definition: &Definition, life: &Life) {
    let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
    for past in &life.past {
        counts.entry(&past.step).or_default().visits += 1;
    }
    for thread in &life.state.threads {
        counts.entry(&thread.step).or_default().visits += 1;
    }
    for (effect, worked) in &life.done {
        let count = counts.entry(&effect.step).or_default();
        match (&effect.what, effect.cause) {
            (What::RecallJob { .. }, _) | (_, Cause::Close) => {}
            (_, Cause::Action) => count.acted += 1,
            (What::Write(_), Cause::Step) => count.wrote += usize::from(*worked),
            (_, Cause::Step) => {
                count.worked += usize::from(*worked);
                count.tried += 1;
            }
        }
    }
    for (key, count) in counts {
        let step = definition.find(key).expect("it is a step").step;
        let retries = usize::from(step.on_error.retry);
        let jobs = usize::from(matches!(
            &step.kind,
            docket_domain::work_flow::StepKind::Function(docket_domain::work_flow::Call::DispatchJob(_))
        ));
        // A job that was not done is an error of its own, after which another job is made.
        assert!(count.worked <= count.visits * (1 + jobs * retries), "{key} did its work twice");
        assert!(count.tried <= count.visits * (1 + retries), "{key} was tried too often");
        let first = usize::from(key == definition.starts_at) * definition.context.len();
        assert!(count.wrote <= count.visits * step.context.len() + first, "{key} wrote twice");
        assert!(count.acted <= count.visits * actions(step), "{key} acted twice");
    }
}

fn actions(step: &Step) -> usize {
    let last = step.on_error.finally.len().max(step.on_timeout.finally.len());
    step.on_start.len() + step.on_complete.len() + last
}

/// Each job that was made ended, was deleted, or is waited for.
fn jobs(life: &Life) {
    let mut made = Vec::new();
    let mut gone: Vec<String> = life.ended_jobs.clone();
    gone.extend(life.state.jobs().into_iter().map(str::to_owned));
    for (effect, worked) in &life.done {
        match &effect.what {
            What::RecallJob { number } => gone.push(number.clone()),
            What::DispatchJob { .. } if *worked => made.push(()),
            _ => {}
        }
    }
    assert_eq!(made.len(), gone.len(), "jobs were made and are no longer known");
    gone.sort_unstable();
    assert!(gone.windows(2).all(|pair| pair[0] != pair[1]), "a job ended twice: {gone:?}");
}
