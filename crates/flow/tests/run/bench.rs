//! Work flows that tests write, and a world that answers them.

use std::collections::{HashMap, VecDeque};

use docket_domain::json::Object;
use docket_domain::work_flow::{Definition, accept};
use docket_flow::{
    Close, Effect, Finished, Happening, Input, Next, Outcome, Past, Refusal, Root, State, Turn, What,
};
use serde_json::{Value, json};

/// The object that a test wrote.
pub fn object(value: Value) -> Object {
    match value {
        Value::Object(object) => object,
        other => panic!("{other} is no object"),
    }
}

/// A work flow of these steps, which begins with the first; with an end of each kind.
pub fn flow(steps: Value) -> Definition {
    flow_with(steps, &json!([]))
}

/// A work flow that begins with these variables.
pub fn flow_with(steps: Value, context: &Value) -> Definition {
    let mut steps = object(steps);
    let starts_at = steps.keys().next().expect("there is a step").clone();
    steps.insert("done".to_owned(), json!({"step_type": "success", "label": "Done"}));
    steps.insert("scrap".to_owned(), json!({"step_type": "fail", "label": "Scrap"}));
    let body = json!({"label": "Flow", "schema_version": "1.0", "applies_to": "UNIT", "starts_at": starts_at,
        "context": context, "steps": steps});
    accept(&object(body)).unwrap_or_else(|messages| panic!("{messages:#?}")).definition
}

/// A step with further members.
pub fn step(step_type: &str, goto: &str, further: Value) -> Value {
    let mut step = json!({"step_type": step_type, "label": step_type.to_uppercase(), "goto": goto});
    step.as_object_mut().expect("it is one").extend(object(further));
    step
}

/// A step that a person closes by saying yes.
pub fn ask(goto: &str, further: Value) -> Value {
    let options = json!({"component": "confirm-action", "payload": {"message": "Well?"}});
    let mut step = step("user", goto, json!({"options": options}));
    step.as_object_mut().expect("it is one").extend(object(further));
    step
}

/// A step or an action that sets the status of the entity.
pub fn set_status(goto: &str, further: Value) -> Value {
    let payload = json!({"status": {"status": "Busy", "category": "IN_PROGRESS"}});
    let mut step =
        step("function", goto, json!({"options": {"function": "set-entity-status", "payload": payload}}));
    step.as_object_mut().expect("it is one").extend(object(further));
    step
}

/// An action that tells people something.
pub fn notify(message: &str) -> Value {
    json!({"function": "notify", "options": {"message": message}})
}

/// A run, and the world that it is in.
pub struct Run {
    pub definition: Definition,
    state: Option<String>,
    pub past: Vec<Past>,
    /// What was done, in order.
    pub done: Vec<Effect>,
    /// Which documents were asked for, in order.
    pub needed: Vec<Root>,
    pub world: HashMap<Root, Value>,
    /// What effects are answered, by their names; without more, they are done.
    pub answers: HashMap<&'static str, VecDeque<Result<Value, String>>>,
    pub last: Option<Finished>,
}

/// What one pass through a turn saw.
#[derive(Debug, PartialEq)]
struct Pass {
    done: Vec<Effect>,
    needed: Vec<Root>,
    end: Result<Finished, Refusal>,
    state: String,
}

impl Run {
    pub fn new(definition: Definition) -> Self {
        Self {
            definition,
            state: None,
            past: Vec::new(),
            done: Vec::new(),
            needed: Vec::new(),
            world: HashMap::new(),
            answers: HashMap::new(),
            last: None,
        }
    }

    /// A run that has begun, at 1 000 ms.
    pub fn begun(definition: Definition) -> Self {
        let mut run = Self::new(definition);
        run.begin(json!({}));
        run
    }

    pub fn begin(&mut self, data: Value) {
        let data = object(data);
        let pass = self.twice(|definition| Turn::begin(definition, data.clone(), 1_000));
        self.keep(pass).expect("nothing refuses a beginning");
    }

    pub fn input(&mut self, input: &Input, now: i64) -> Result<(), Refusal> {
        let state: State =
            serde_json::from_str(self.state.as_deref().expect("it has begun")).expect("it is a state");
        let pass = self.twice(|definition| Turn::resume(definition, state.clone(), input.clone(), now));
        self.keep(pass)
    }

    fn keep(&mut self, pass: Pass) -> Result<(), Refusal> {
        let finished = pass.end?;
        self.state = Some(pass.state);
        self.needed.extend(pass.needed);
        for effect in &pass.done {
            if let Some(queue) = self.answers.get_mut(name(&effect.what)) {
                queue.pop_front();
            }
        }
        self.done.extend(pass.done);
        self.past.extend(finished.past.iter().cloned());
        assert_eq!(finished.wake, finished.state.wake());
        self.last = Some(finished);
        Ok(())
    }

    /// Drives the same turn twice, which must come to the same.
    fn twice<'a>(&'a self, turn: impl Fn(&'a Definition) -> Turn<'a>) -> Pass {
        let first = self.drive(turn(&self.definition));
        assert_eq!(first, self.drive(turn(&self.definition)), "the same turn came to something else");
        first
    }

    fn drive(&self, mut turn: Turn<'_>) -> Pass {
        let mut answers = self.answers.clone();
        let (mut done, mut needed) = (Vec::new(), Vec::new());
        let refused = loop {
            match turn.next() {
                Next::Rest => break None,
                Next::Refuse(refusal) => break Some(refusal),
                Next::Need(root) => {
                    needed.push(root);
                    turn.supply(root, self.world.get(&root).cloned().unwrap_or_default());
                }
                Next::Do(effect) => {
                    let number = json!(format!("J{}", done.len() + self.done.len()));
                    let usual = if name(&effect.what) == "dispatch" { number } else { Value::Null };
                    let scripted = answers.get_mut(name(&effect.what)).and_then(VecDeque::pop_front);
                    done.push(effect);
                    turn.done(scripted.unwrap_or(Ok(usual)));
                }
            }
            assert!(needed.len() + done.len() < 5_000, "the turn does not end");
        };
        let finished = turn.finish();
        let state = serde_json::to_string(&finished.state).expect("a state is JSON");
        let read: State = serde_json::from_str(&state).expect("it reads what it wrote");
        assert_eq!(read, finished.state, "a state is not what was written");
        Pass { done, needed, end: refused.map_or(Ok(finished), Err), state }
    }

    pub fn close(&mut self, step: &str, by: &str) {
        self.answer(step, by, json!({"acknowledge": true})).expect("the answer is good");
    }

    pub fn answer(&mut self, step: &str, by: &str, body: Value) -> Result<(), Refusal> {
        let close = Close { step: step.to_owned(), body: object(body), by: by.to_owned() };
        self.input(&Input::Close(close), 2_000)
    }

    pub fn fail(&mut self, step: &str, reason: &str) -> Result<(), Refusal> {
        let input =
            Input::Fail { step: step.to_owned(), by: "ann".to_owned(), reason: Some(reason.to_owned()) };
        self.input(&input, 2_000)
    }

    pub fn timer(&mut self, now: i64) -> bool {
        self.input(&Input::Timer, now).expect("nothing refuses a timer");
        self.moved()
    }

    pub fn happens(&mut self, event: &str, at: i64, document: Value) -> bool {
        let input = Input::Happened(Happening { event: event.to_owned(), at, document });
        self.input(&input, at.max(2_000)).expect("nothing refuses an event");
        self.moved()
    }

    pub fn job(&mut self, number: &str, end: Result<(), &str>) -> bool {
        let input = Input::Job { number: number.to_owned(), end: end.map_err(str::to_owned) };
        self.input(&input, 9_000).expect("nothing refuses the end of a job");
        self.moved()
    }

    fn moved(&self) -> bool {
        self.last.as_ref().expect("it has moved").moved
    }

    pub fn state(&self) -> &State {
        &self.last.as_ref().expect("it has begun").state
    }

    /// Puts another state in place of what was kept.
    pub fn replace_state(&mut self, state: &State) {
        self.state = Some(serde_json::to_string(state).expect("a state is JSON"));
    }

    pub fn current(&self) -> Vec<&str> {
        self.state().current_steps()
    }

    pub fn data(&self) -> Value {
        Value::Object(self.state().data.clone())
    }

    pub fn outcome(&self) -> Option<Outcome> {
        self.state().end.as_ref().map(|end| end.outcome)
    }

    /// Why the run did not end well.
    pub fn reason(&self) -> &str {
        self.state().end.as_ref().and_then(|end| end.reason.as_deref()).expect("there is a reason")
    }

    /// The keys of the steps that ended.
    pub fn went(&self) -> Vec<&str> {
        self.past.iter().map(|past| past.step.as_str()).collect()
    }

    /// The names of what was done.
    pub fn did(&self) -> Vec<&'static str> {
        self.done.iter().map(|effect| name(&effect.what)).collect()
    }

    /// What was told to people.
    pub fn told(&self) -> Vec<&str> {
        self.done
            .iter()
            .filter_map(|effect| match &effect.what {
                What::Notify(message) => message.message.as_deref(),
                _ => None,
            })
            .collect()
    }

    /// Has effects of this name answered with these failures.
    pub fn fails(&mut self, name: &'static str, times: usize) {
        self.answers.insert(name, (0..times).map(|_| Err("out of order".to_owned())).collect());
    }
}

pub fn name(what: &What) -> &'static str {
    match what {
        What::Allocate(_) => "allocate",
        What::SetStatus(_) => "status",
        What::SetLocation(_) => "location",
        What::Write(_) => "write",
        What::DispatchJob { .. } => "dispatch",
        What::RecallJob { .. } => "recall",
        What::Notify(_) => "notify",
        What::Email(_) => "email",
    }
}
