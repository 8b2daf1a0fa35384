//! Drives a run through a history, against a world that is made up.

use std::collections::BTreeSet;

use docket_domain::json::Object;
use docket_domain::work_flow::Definition;
use docket_flow::{Cause, Effect, Finished, Input, Next, Past, Refusal, Root, State, Turn, What};
use serde_json::{Value, json};

use super::history::History;

/// More than a turn that comes to rest can ask for.
const MAX_QUESTIONS: usize = 100_000;

/// Whether the one who drives the run crashes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Crash {
    Never,
    /// In the middle of every turn, which is lost, and after every turn, which is kept.
    Always,
}

/// All that a run went through.
pub struct Life {
    pub state: State,
    pub past: Vec<Past>,
    /// What was done, whether it worked, without what belongs to turns that were refused.
    pub done: Vec<(Effect, bool)>,
    /// The jobs whose end the run was told.
    pub ended_jobs: Vec<String>,
    /// What the world was left with after each turn.
    turns: Vec<String>,
}

impl Life {
    /// Everything, for comparing.
    pub fn trace(&self) -> String {
        format!("{}\n{:?}", self.turns.join("\n"), self.done)
    }
}

/// What the run can see and change.
#[derive(Debug, Clone, Default)]
struct Fake {
    luck: usize,
    jobs: BTreeSet<String>,
    tag: Option<Value>,
}

impl Fake {
    fn answer(&mut self, luck: &[bool], effect: &Effect) -> Result<Value, String> {
        let lucky = luck[self.luck % luck.len()];
        self.luck += 1;
        if !lucky {
            return Err("it is out of order".to_owned());
        }
        match &effect.what {
            What::Allocate(_) => Ok(json!(["unit-1"])),
            What::Write(writes) => {
                self.tag = writes.last().map(|write| write.value.clone());
                Ok(Value::Null)
            }
            What::DispatchJob { number, .. } => {
                let number = number.clone().unwrap_or_else(|| format!("made-{}", self.jobs.len()));
                let is_new = self.jobs.insert(number.clone());
                if is_new { Ok(number.into()) } else { Err(format!("there is a job {number}")) }
            }
            What::SetStatus(_)
            | What::SetLocation(_)
            | What::RecallJob { .. }
            | What::Notify(_)
            | What::Email(_) => Ok(Value::Null),
        }
    }

    fn document(&self, root: Root) -> Value {
        match root {
            Root::Entity => json!({"label": "Tablet", "unit_id": "u",
                "input_filter": [{"label": "Tag", "key": "tag", "filters": [], "validators": [], "value": self.tag}]}),
            Root::WorkOrder | Root::Cycle | Root::Using => Value::Null,
            Root::Location | Root::Resource => json!({"label": "Here"}),
        }
    }
}

/// A turn that came to its rest, or why it was refused.
type Outcome = Result<(Finished, Vec<(Effect, bool)>), Refusal>;

/// Asks a turn until it rests; with a limit only so often, and then it is lost.
fn rest(mut turn: Turn<'_>, fake: &mut Fake, luck: &[bool], limit: usize) -> Option<Outcome> {
    let mut done = Vec::new();
    let mut seen = BTreeSet::new();
    for _ in 0..limit {
        match turn.next() {
            Next::Need(root) => {
                assert!(seen.insert(root), "{root:?} was asked for twice, and nothing had changed");
                turn.supply(root, fake.document(root));
            }
            Next::Do(effect) => {
                let answer = fake.answer(luck, &effect);
                seen.clear();
                done.push((effect.clone(), answer.is_ok()));
                let refuses = effect.cause == Cause::Close && answer.is_err();
                turn.done(answer);
                assert!(
                    !refuses || matches!(turn.next(), Next::Refuse(_)),
                    "{effect:?} failed, and the close counts"
                );
            }
            Next::Refuse(refusal) => return Some(Err(refusal)),
            Next::Rest => return Some(Ok((turn.finish(), done))),
        }
    }
    None
}

/// The whole life of a run.
pub fn live(definition: &Definition, history: &History, crash: Crash) -> Life {
    let mut fake = Fake::default();
    let mut now = 1_000_000;
    let given = Object::from_iter([("v0".to_owned(), json!(2))]);
    let begin = || Turn::begin(definition, given.clone(), 1_000_000);
    let first = one(&begin, &mut fake, history, crash).expect("a start is not refused");
    let (finished, done) = first;
    let mut life = Life {
        state: finished.state.clone(),
        past: Vec::new(),
        done,
        ended_jobs: Vec::new(),
        turns: Vec::new(),
    };
    life.keep(definition, finished, crash);
    for act in &history.acts {
        let Some((input, at)) = act.input(definition, &life.state, now) else { continue };
        assert!(at >= now, "time goes on");
        now = at;
        life.turn(definition, &mut fake, history, (input, now), crash);
    }
    life
}

/// One turn, before which in a bad world another one was lost half-way.
fn one<'a>(turn: &impl Fn() -> Turn<'a>, fake: &mut Fake, history: &History, crash: Crash) -> Outcome {
    if crash == Crash::Always {
        // Whatever the lost turn did to the world is rolled back with it.
        let lost = rest(turn(), &mut fake.clone(), &history.luck, fake.luck % 7);
        drop(lost);
    }
    let before = fake.clone();
    let outcome = rest(turn(), fake, &history.luck, MAX_QUESTIONS).expect("every turn comes to rest");
    if outcome.is_err() {
        *fake = before;
    }
    outcome
}

impl Life {
    fn turn(
        &mut self,
        definition: &Definition,
        fake: &mut Fake,
        history: &History,
        (input, now): (Input, i64),
        crash: Crash,
    ) {
        let (before, was_active) = (self.state.clone(), self.state.is_active());
        let needless = input == Input::Timer && before.wake().is_none();
        let turn = || Turn::resume(definition, before.clone(), input.clone(), now);
        match one(&turn, fake, history, crash) {
            Err(refusal) => {
                assert!(was_active || refusal == Refusal::Ended, "{refusal:?} of a run that has ended");
                self.turns.push(format!("{input:?} refused: {refusal:?}"));
            }
            Ok((finished, done)) => {
                let asks = matches!(input, Input::Close(_) | Input::Fail { .. } | Input::Cancel { .. });
                assert!(was_active || !asks, "{input:?} was taken by a run that has ended");
                assert!(
                    was_active || (!finished.moved && done.is_empty()),
                    "{input:?} moved a run that has ended"
                );
                assert!(!needless || !finished.moved, "a timer moved a run that has none");
                assert!(finished.moved || finished.state == before, "it changed without moving");
                assert!(finished.moved || finished.past.is_empty(), "steps ended without moving");
                if let Input::Job { number, .. } = &input
                    && finished.moved
                {
                    self.ended_jobs.push(number.clone());
                }
                self.done.extend(done);
                self.keep(definition, finished, crash);
            }
        }
    }

    /// Keeps what a turn left, in a bad world as it is written and read again.
    fn keep(&mut self, definition: &Definition, finished: Finished, crash: Crash) {
        assert_eq!(finished.wake, finished.state.wake());
        super::promises::at_rest(definition, &finished.state);
        let written = serde_json::to_string(&finished.state).expect("a state can be written");
        let past = serde_json::to_string(&finished.past).expect("past steps can be written");
        self.state = match crash {
            Crash::Never => finished.state,
            Crash::Always => serde_json::from_str(&written).expect("a state can be read again"),
        };
        self.past.extend(finished.past);
        self.turns.push(format!("{written} {past}"));
    }
}
