//! Dry runs: what a work flow would do, with answers and a world that somebody makes up. Time is virtual, and nothing is touched.

mod next;
mod report;
mod sample;
mod world;

#[cfg(test)]
mod tests;

use docket_domain::time::format_ms;
use docket_domain::work_flow::Definition;
use serde_json::Value;

use self::next::Agenda;
pub use self::report::{Done, Ending, Refused, Report, Trouble, Walked};
pub use self::sample::Sample;
use self::world::Stage;
use crate::effect::Effect;
use crate::history::Past;
use crate::input::{Input, Refusal};
use crate::size;
use crate::state::{Outcome, State};
use crate::turn::{Finished, Next, Turn};
use crate::world::Root;

/// How many steps a dry run takes at most, and how often it is moved on.
const MAX_STEPS: usize = 10_000;
const MAX_MOVES: usize = 20_000;

/// How long a dry run goes on at most, in milliseconds of virtual time: 400 days.
const MAX_TIME: i64 = 400 * 86_400_000;

/// How many bytes of JSON all that is done may take in the report.
const MAX_DONE: usize = 2 * 1024 * 1024;

/// How many bytes of documents and variables may be gone through, about, all steps together.
const MAX_WORK: usize = 256 * 1024 * 1024;

/// How much of that a step takes by itself.
const STEP: usize = 1000;

/// How many bytes an entry of what is done takes by itself.
const DONE: usize = 100;

/// Runs a work flow as far as the sample goes.
#[must_use]
pub fn dry_run(definition: &Definition, sample: &Sample) -> Report {
    let mut rehearsal = Rehearsal {
        definition,
        stage: Stage::new(sample),
        past: Vec::new(),
        done: Vec::new(),
        left: MAX_DONE,
        work: 0,
        documents: sample.documents.values().filter_map(|document| size::of(document, MAX_WORK)).sum(),
        began: sample.starts_at,
        moved: sample.starts_at,
    };
    let (state, stop) = rehearsal.run(sample);
    rehearsal.report(state, stop)
}

/// Why a dry run does not go on.
enum Stop {
    /// An answer for this step was refused.
    Refused(String, Refusal),
    /// It took too much.
    TooMuch(String),
}

/// A dry run as far as it is.
struct Rehearsal<'a> {
    definition: &'a Definition,
    stage: Stage,
    past: Vec<Past>,
    done: Vec<Done>,
    /// How many bytes what is done may still take.
    left: usize,
    /// How many bytes were gone through, and how many there are of the sample's documents.
    work: usize,
    documents: usize,
    began: i64,
    /// When it moved last.
    moved: i64,
}

impl Rehearsal<'_> {
    /// Runs to the end, to where nothing more comes, or to where it is stopped.
    fn run(&mut self, sample: &Sample) -> (Option<State>, Option<Stop>) {
        let mut now = sample.starts_at;
        let mut agenda = Agenda::new(sample);
        let mut state = match self.play(Turn::begin(self.definition, sample.data.clone(), now), "", now) {
            Ok(state) => state,
            Err(stop) => return (None, Some(stop)),
        };
        for _ in 0..MAX_MOVES {
            if !state.is_active() {
                return (Some(state), None);
            }
            let Some(due) = agenda.next(self.definition, &state, now) else { return (Some(state), None) };
            now = due.at;
            if now - self.began > MAX_TIME || self.past.len() > MAX_STEPS {
                break;
            }
            let step = closed_step(&due.input).to_owned();
            let turn = Turn::resume(self.definition, state.clone(), due.input, now);
            match self.play(turn, &step, now) {
                Ok(next) => state = next,
                Err(stop) => return (Some(state), Some(stop)),
            }
        }
        let days = MAX_TIME / 86_400_000;
        let reason = format!("it takes more than {MAX_STEPS} steps or {days} days, or is moved on too often");
        (Some(state), Some(Stop::TooMuch(reason)))
    }

    /// Plays one turn.
    fn play(&mut self, mut turn: Turn<'_>, step: &str, now: i64) -> Result<State, Stop> {
        let done_before = self.done.len();
        loop {
            match turn.next() {
                Next::Need(root) => {
                    self.works(self.documents)?;
                    turn.supply(root, self.stage.document(root));
                }
                Next::Do(effect) => {
                    self.works(self.documents)?;
                    let answer = self.stage.perform(&effect);
                    self.note(&effect, &answer, now)?;
                    turn.done(answer);
                }
                Next::Refuse(refusal) => {
                    self.done.truncate(done_before);
                    return Err(Stop::Refused(step.to_owned(), refusal));
                }
                Next::Rest => break,
            }
        }
        let Finished { state, past, moved, .. } = turn.finish();
        let variables = size::of_object(&state.data, MAX_WORK).unwrap_or(MAX_WORK);
        self.works((past.len() + 1).saturating_mul(STEP + variables))?;
        self.past.extend(past);
        if moved {
            self.moved = now;
        }
        Ok(state)
    }

    /// Counts what was gone through.
    fn works(&mut self, bytes: usize) -> Result<(), Stop> {
        self.work = self.work.saturating_add(bytes);
        if self.work > MAX_WORK {
            return Err(Stop::TooMuch(
                "its variables and documents are too large for so many steps".to_owned(),
            ));
        }
        Ok(())
    }

    fn note(&mut self, effect: &Effect, answer: &Result<Value, String>, now: i64) -> Result<(), Stop> {
        let nothing = Value::Null;
        let details = world::details(&effect.what, answer.as_ref().unwrap_or(&nothing));
        let size = size::of_object(&details, self.left);
        let too_much = || Stop::TooMuch(format!("what is done takes more than {} KiB", MAX_DONE / 1024));
        self.left = self.left.saturating_sub(size.ok_or_else(too_much)? + DONE);
        self.done.push(Done {
            at: format_ms(now),
            step: effect.step.clone(),
            what: world::name(&effect.what),
            error: answer.as_ref().err().cloned(),
            details,
        });
        Ok(())
    }

    fn report(self, state: Option<State>, stop: Option<Stop>) -> Report {
        let end = state.as_ref().and_then(|state| state.end.as_ref());
        let ended = match end.map(|end| end.outcome) {
            Some(Outcome::Succeeded) => Ending::Succeeded,
            Some(Outcome::Failed | Outcome::Cancelled) => Ending::Failed,
            None => Ending::Waiting,
        };
        let reason = end.and_then(|end| end.reason.clone());
        let (outcome, reason, refused) = match stop {
            None => (ended, reason, None),
            Some(Stop::TooMuch(reason)) => (Ending::Stopped, Some(reason), None),
            Some(Stop::Refused(step, refusal)) => {
                let reason = format!("the answer for {step} is refused: {refusal}");
                (Ending::Stopped, Some(reason), Some(Refused::of(step, refusal)))
            }
        };
        let waiting = state.as_ref().map(|state| state.waiting(self.definition)).unwrap_or_default();
        let problems = state.as_ref().map(|state| state.problems.iter().map(Trouble::of).collect());
        Report {
            outcome,
            reason,
            refused,
            path: self.past.iter().map(|past| Walked::of(past, self.definition)).collect(),
            writes: self.done,
            waiting_for: waiting.iter().map(report::waiting).collect(),
            entity: self.stage.document(Root::Entity),
            time: self.moved - self.began,
            problems: problems.unwrap_or_default(),
            data: state.map(|state| state.data).unwrap_or_default(),
        }
    }
}

/// The step that an input closes.
fn closed_step(input: &Input) -> &str {
    match input {
        Input::Close(close) => &close.step,
        Input::Fail { step, .. } => step,
        _ => "",
    }
}
