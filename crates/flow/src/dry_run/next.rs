//! What happens next in a dry run: the earliest of all answers, ends of jobs, events, and what the run itself waits for.

use docket_domain::work_flow::Definition;
use serde_json::json;

use super::sample::{Answer, Event, Job, Said, Sample};
use crate::input::{Close, Happening, Input};
use crate::state::State;
use crate::waiting::{Waiting, WaitsFor};

/// Who answers if the sample does not say so; a check is made by another.
const SOMEBODY: &str = "somebody";
const SOMEBODY_ELSE: &str = "somebody else";

/// What is left of the sample.
pub(super) struct Agenda {
    answers: Vec<Answer>,
    events: Vec<Event>,
    jobs: Vec<Job>,
    began: i64,
}

/// Something that happens, and when.
pub(super) struct Due {
    pub(super) at: i64,
    pub(super) input: Input,
}

/// Where something comes from.
#[derive(Clone, Copy)]
enum Source {
    Answer(usize),
    Job(usize),
    Event(usize),
    Timer,
}

impl Agenda {
    pub(super) fn new(sample: &Sample) -> Self {
        let mut events = sample.events.clone();
        events.sort_by_key(|event| event.after);
        Self { answers: sample.answers.clone(), events, jobs: sample.jobs.clone(), began: sample.starts_at }
    }

    /// What happens next, not before `now`; nothing if the run waits for what never comes.
    pub(super) fn next(&mut self, definition: &Definition, state: &State, now: i64) -> Option<Due> {
        let waiting = state.waiting(definition);
        let answers = waiting.iter().filter_map(|waiting| self.answer(waiting));
        let jobs = waiting.iter().filter_map(|waiting| self.job(waiting));
        let event = self.events.first().map(|event| (self.began + event.after, Source::Event(0)));
        let timer = state.wake().map(|at| (at, Source::Timer));
        // Of what is due at once, whatever comes first in this order happens first.
        let (at, source) =
            answers.chain(jobs).chain(event).chain(timer).min_by_key(|(at, _)| (*at).max(now))?;
        let at = at.max(now);
        Some(Due { at, input: self.take(source, &waiting, at) })
    }

    fn answer(&self, waiting: &Waiting) -> Option<(i64, Source)> {
        let may_close = matches!(waiting.what, WaitsFor::Person { .. } | WaitsFor::Machine { .. });
        let fits = |answer: &Answer| {
            answer.step == waiting.step && (may_close || matches!(answer.what, Said::Fail(_)))
        };
        let index = self.answers.iter().position(fits)?;
        Some((waiting.since + self.answers[index].after, Source::Answer(index)))
    }

    fn job(&self, waiting: &Waiting) -> Option<(i64, Source)> {
        if !matches!(waiting.what, WaitsFor::Job { .. }) {
            return None;
        }
        let index = self.jobs.iter().position(|job| job.step == waiting.step)?;
        Some((waiting.since + self.jobs[index].after, Source::Job(index)))
    }

    fn take(&mut self, source: Source, waiting: &[Waiting], at: i64) -> Input {
        match source {
            Source::Answer(index) => given(self.answers.remove(index), waiting),
            Source::Job(index) => {
                let Job { step, end, .. } = self.jobs.remove(index);
                let number = waiting.iter().find(|waiting| waiting.step == step).and_then(number);
                Input::Job { number: number.unwrap_or_default(), end }
            }
            Source::Event(index) => happening(self.events.remove(index), at),
            Source::Timer => Input::Timer,
        }
    }
}

fn number(waiting: &Waiting) -> Option<String> {
    match &waiting.what {
        WaitsFor::Job { number } => Some(number.clone()),
        _ => None,
    }
}

fn given(answer: Answer, waiting: &[Waiting]) -> Input {
    let Answer { step, what, by, .. } = answer;
    let is_check = waiting
        .iter()
        .any(|open| open.step == step && matches!(open.what, WaitsFor::Person { is_check: true, .. }));
    let by = by.unwrap_or_else(|| if is_check { SOMEBODY_ELSE } else { SOMEBODY }.to_owned());
    match what {
        Said::Close(body) => Input::Close(Close { step, body, by }),
        Said::Fail(reason) => Input::Fail { step, by, reason },
    }
}

fn happening(event: Event, at: i64) -> Input {
    let entity_type = event.event.split('.').next().unwrap_or_default();
    let mut document = json!({"event": event.event, "entity_type": entity_type, "data": event.data});
    if let Some(entity) = event.entity {
        document["entity"] = entity;
    }
    Input::Happened(Happening { event: event.event, at, document })
}
