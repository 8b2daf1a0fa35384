//! One turn of a run: from an input to where the run rests again.

mod advance;
mod close;
mod end;
mod input;
mod leave;
mod parallel;
mod sound;
mod trouble;

use std::collections::{BTreeSet, VecDeque};
use std::ops::ControlFlow;

use docket_domain::Message;
use docket_domain::json::Object;
use docket_domain::work_flow::{Definition, Step};
use serde_json::{Value, json};

use crate::effect::{Cause, Effect, What};
use crate::history::Past;
use crate::input::{Input, Refusal};
use crate::state::{Outcome, Phase, State, Thread};
use crate::world::{Root, Sees, Unread, World};
use close::Answer;

/// A run of a work flow while it moves: its state, one input, and what came of it so far.
#[derive(Debug)]
pub struct Turn<'a> {
    definition: &'a Definition,
    state: State,
    now: i64,
    /// When whoever closes a step says that they did.
    done_at: Option<i64>,
    world: World,
    /// What made the run move, until it is dealt with.
    input: Option<Input>,
    /// How far the input is dealt with: the number of the next variable of a start, or else of the next thread.
    cursor: usize,
    /// The answer that closes a step, while its effect is done.
    answer: Option<Answer>,
    /// The locks as they are once a field of the entity is written.
    locks: Option<BTreeSet<String>>,
    asked: Option<Asked>,
    /// Jobs to be deleted before anything else.
    recalls: VecDeque<Effect>,
    past: Vec<Past>,
    /// How many steps were entered.
    entered: usize,
    moved: bool,
    refused: Option<Refusal>,
}

/// What a turn wants next.
#[derive(Debug, Clone, PartialEq)]
pub enum Next {
    /// A document that it must see: give it with [`Turn::supply`] and ask again.
    Need(Root),
    /// Something to be done: say with [`Turn::done`] what came of it, and ask again.
    Do(Effect),
    /// The input is refused. Nothing that was done for it may be kept, nor the state.
    Refuse(Refusal),
    /// Nothing more: the run waits, or has ended.
    Rest,
}

/// What a turn leaves behind.
#[derive(Debug, Clone, PartialEq)]
pub struct Finished {
    /// The state to be kept.
    pub state: State,
    /// The steps that ended, in order.
    pub past: Vec<Past>,
    /// When the run moves by itself next, in milliseconds; none if it does not.
    pub wake: Option<i64>,
    /// Whether the state is another than before: if not, there is nothing to keep.
    pub moved: bool,
}

/// What was asked to be done, and for what.
#[derive(Debug)]
struct Asked {
    effect: Effect,
    what_for: For,
}

/// What an effect belongs to.
#[derive(Debug, Clone, Copy)]
enum For {
    /// The next variable that the run begins with.
    Beginning,
    /// The answer that closes a step.
    Answer,
    /// The phase of the thread with this number.
    Thread(usize),
    /// Nothing that waits for it.
    Recall,
}

impl<'a> Turn<'a> {
    /// The first turn of a new run. `data` are the variables that the starter gives, which go before those of the
    /// definition unless these are locked; `now` is in milliseconds.
    #[must_use]
    pub fn begin(definition: &'a Definition, data: Object, now: i64) -> Self {
        let state = State {
            data,
            locked: BTreeSet::new(),
            threads: Vec::new(),
            open: None,
            failed: Vec::new(),
            closers: BTreeSet::new(),
            problems: Vec::new(),
            current: definition.starts_at.clone(),
            begun: None,
            end: None,
        };
        Self { moved: true, ..Self::new(definition, state, Some(Input::Start), now) }
    }

    /// The same, for somebody who says when they began the run, in milliseconds by their own clock: what was begun on a phone
    /// without signal comes later.
    #[must_use]
    pub fn begun_at(mut self, begun_at: Option<i64>) -> Self {
        self.state.begun = begun_at;
        self
    }

    /// A further turn of a run that was kept. A timer counts as due at what the state waits for, even if `now`, in
    /// milliseconds, is a little earlier: clocks differ.
    #[must_use]
    pub fn resume(definition: &'a Definition, state: State, input: Input, now: i64) -> Self {
        let due = state.wake().filter(|_| input == Input::Timer);
        let now = due.map_or(now, |due| due.max(now));
        if state.is_active()
            && let Some(flaw) = sound::flaw(&state, definition)
        {
            let mut turn = Self::new(definition, state, None, now);
            turn.end(Outcome::Failed, Some(flaw));
            return turn;
        }
        // What was kept has begun already.
        Self::new(definition, state, Some(input).filter(|input| *input != Input::Start), now)
    }

    /// The same, for somebody who closes a step and says when they did, in milliseconds by their own clock: what was closed on
    /// a phone without signal comes later.
    #[must_use]
    pub fn done_at(self, done_at: Option<i64>) -> Self {
        Self { done_at, ..self }
    }

    fn new(definition: &'a Definition, state: State, input: Option<Input>, now: i64) -> Self {
        Self {
            definition,
            state,
            now,
            done_at: None,
            world: World::default(),
            input,
            cursor: 0,
            answer: None,
            locks: None,
            asked: None,
            recalls: VecDeque::new(),
            past: Vec::new(),
            entered: 0,
            moved: false,
            refused: None,
        }
    }

    /// What comes next. The same answer comes again until it is heeded.
    #[expect(
        clippy::should_implement_trait,
        reason = "a turn takes answers in between, which an iterator does not"
    )]
    pub fn next(&mut self) -> Next {
        loop {
            if let Some(refusal) = &self.refused {
                return Next::Refuse(refusal.clone());
            }
            if let Some(asked) = &self.asked {
                return Next::Do(asked.effect.clone());
            }
            if let Some(effect) = self.recalls.pop_front() {
                self.asked = Some(Asked { effect, what_for: For::Recall });
                continue;
            }
            let flow = if self.input.is_some() { self.hear() } else { self.advance() };
            if let ControlFlow::Break(next) = flow {
                return next;
            }
        }
    }

    /// The answer to [`Next::Need`]; null for a document that is not there. It is forgotten after an effect that may
    /// have changed it, and then asked for again.
    pub fn supply(&mut self, root: Root, document: Value) {
        self.world.set(root, document);
    }

    /// The answer to [`Next::Do`]: what came of it, or why it could not be done, in words.
    pub fn done(&mut self, answer: Result<Value, String>) {
        let Some(Asked { effect, what_for }) = self.asked.take() else { return };
        if !matches!(effect.what, What::Notify(_) | What::Email(_)) {
            self.world.forget_all();
        }
        match (what_for, answer) {
            (For::Recall, Err(reason)) => self.problem(effect.step, reason),
            (For::Recall, Ok(_)) => {}
            (For::Beginning, Ok(_)) => self.cursor += 1,
            (For::Beginning, Err(reason)) => self.cannot_begin(&reason),
            (For::Answer, Ok(_)) => self.accept(),
            (For::Answer, Err(reason)) => {
                let place = match &effect.what {
                    What::Write(writes) => writes.first().map(|write| write.from.clone()),
                    _ => None,
                };
                let message = Message::own("effect", place.unwrap_or_default(), json!({}), reason);
                self.refused = Some(Refusal::Invalid(vec![message]));
            }
            (For::Thread(at), answer) => self.performed(at, answer),
        }
    }

    /// What came of the turn, after [`Next::Rest`].
    #[must_use]
    pub fn finish(mut self) -> Finished {
        if let Some(first) = self.state.current_steps().first().map(|&step| step.to_owned()) {
            self.state.current = first;
        }
        let wake = self.state.wake();
        Finished { state: self.state, past: self.past, wake, moved: self.moved }
    }

    /// What paths are read from.
    fn sees<'s>(&'s self, event: Option<&'s Value>) -> Sees<'s> {
        Sees { data: &self.state.data, world: &self.world, event }
    }

    /// Asks for something to be done.
    fn ask(&mut self, step: &str, cause: Cause, what: What, what_for: For) -> ControlFlow<Next, ()> {
        self.asked = Some(Asked { effect: Effect { step: step.to_owned(), cause, what }, what_for });
        ControlFlow::Continue(())
    }

    /// A thread, to be changed.
    fn thread(&mut self, at: usize) -> &mut Thread {
        self.moved = true;
        &mut self.state.threads[at]
    }

    fn go(&mut self, at: usize, phase: Phase) {
        self.thread(at).phase = phase;
    }
}

/// A look-up that has an answer, be it an error in words; without a document that it needs, nothing goes on.
fn known<T>(read: Result<T, Unread>) -> ControlFlow<Next, Result<T, String>> {
    match read {
        Ok(value) => ControlFlow::Continue(Ok(value)),
        Err(Unread::Broken(reason)) => ControlFlow::Continue(Err(reason)),
        Err(Unread::Need(root)) => ControlFlow::Break(Next::Need(root)),
    }
}

/// What a step is called in sentences.
fn named(step: &Step) -> String {
    format!("“{}” ({})", step.label, step.key)
}
