//! What a run waits for.

use docket_domain::work_flow::{Definition, Step, StepKind, User};

use crate::state::{Phase, State, Thread};

/// What an open step waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The step.
    pub step: String,
    /// What people call the step.
    pub label: String,
    /// Since when, in milliseconds.
    pub since: i64,
    /// What for.
    pub what: WaitsFor,
}

/// What a step can wait for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WaitsFor {
    /// A person closes it; a check is made by another person than those who did the work.
    Person {
        /// The part of a user interface that shows it: `task-list`.
        component: String,
        /// It is a check of others' work.
        is_check: bool,
    },
    /// A program outside closes it.
    Machine {
        /// The program: `ace-ios`.
        application: String,
    },
    /// Time passes, or one of these events happens.
    Time {
        /// When it looks next, in milliseconds.
        look: i64,
        /// When it gives up.
        until: i64,
        /// The stored names of the events.
        events: Vec<String>,
    },
    /// A job comes to its end.
    Job {
        /// Its number.
        number: String,
    },
    /// It is tried again.
    Retry {
        /// When, in milliseconds.
        at: i64,
    },
}

impl State {
    /// Whether the run goes on.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.end.is_none()
    }

    /// When the run moves by itself next, in milliseconds; none if it does not.
    #[must_use]
    pub fn wake(&self) -> Option<i64> {
        self.threads.iter().filter_map(Thread::due).min()
    }

    /// The keys of the steps that are open: one, or one in each open branch of a parallel step.
    #[must_use]
    pub fn current_steps(&self) -> Vec<&str> {
        self.leaves().map(|thread| thread.step.as_str()).collect()
    }

    /// The keys of the open steps that a person or a program outside has to close.
    #[must_use]
    pub fn interactive_steps<'s>(&'s self, definition: &'s Definition) -> Vec<&'s str> {
        let open = self.open_steps(definition);
        open.filter(|(_, step)| is_interactive(step)).map(|(thread, _)| thread.step.as_str()).collect()
    }

    /// Whether a person has to close one of the open steps.
    #[must_use]
    pub fn waiting_for_user(&self, definition: &Definition) -> bool {
        self.open_steps(definition).any(|(_, step)| matches!(step.kind, StepKind::User(_)))
    }

    /// Whether one of the open steps is a check of others' work.
    #[must_use]
    pub fn is_checking(&self, definition: &Definition) -> bool {
        self.open_steps(definition).any(|(_, step)| is_check(step))
    }

    /// What the open steps wait for, in the order of the branches.
    #[must_use]
    pub fn waiting(&self, definition: &Definition) -> Vec<Waiting> {
        let found = |thread: &Thread| waiting(thread, definition.find(&thread.step)?.step);
        self.leaves().filter_map(found).collect()
    }

    /// The stored names of the events that the run listens for, each once.
    #[must_use]
    pub fn listens<'d>(&self, definition: &'d Definition) -> Vec<&'d str> {
        let waits = self.threads.iter().filter(|thread| matches!(thread.phase, Phase::Waiting { .. }));
        let steps = waits.filter_map(|thread| definition.find(&thread.step));
        once(steps.flat_map(|found| listened_for(found.step)))
    }

    /// The numbers of the jobs whose end the run waits for.
    #[must_use]
    pub fn jobs(&self) -> Vec<&str> {
        self.threads.iter().filter_map(Thread::job).collect()
    }

    /// The threads at steps that are worked on, which a parallel step with open branches is not.
    fn leaves(&self) -> impl Iterator<Item = &Thread> {
        self.threads.iter().filter(|thread| thread.phase != Phase::Branches)
    }

    fn open_steps<'a>(&'a self, definition: &'a Definition) -> impl Iterator<Item = (&'a Thread, &'a Step)> {
        let open = self.threads.iter().filter(|thread| thread.phase == Phase::Open);
        open.filter_map(|thread| Some((thread, definition.find(&thread.step)?.step)))
    }
}

impl Thread {
    /// When it moves by itself, in milliseconds.
    pub(crate) fn due(&self) -> Option<i64> {
        match self.phase {
            Phase::Waiting { look, until } => Some(look.min(until)),
            Phase::Retry { at, .. } => Some(at),
            _ => None,
        }
    }

    /// The number of the job that it waits for.
    pub(crate) fn job(&self) -> Option<&str> {
        match &self.phase {
            Phase::Job { number } => Some(number),
            _ => None,
        }
    }
}

/// Whether a step is closed from outside.
pub(crate) fn is_interactive(step: &Step) -> bool {
    matches!(step.kind, StepKind::User(_) | StepKind::Machine(_))
}

/// Whether a step is a check of others' work.
pub(crate) fn is_check(step: &Step) -> bool {
    matches!(&step.kind, StepKind::User(User::TaskList(list)) if list.is_qc)
}

fn waiting(thread: &Thread, step: &Step) -> Option<Waiting> {
    let what = match (&thread.phase, &step.kind) {
        (Phase::Open, StepKind::User(user)) => {
            WaitsFor::Person { component: user.component().to_owned(), is_check: is_check(step) }
        }
        (Phase::Open, StepKind::Machine(machine)) => {
            WaitsFor::Machine { application: machine.application().to_owned() }
        }
        (&Phase::Waiting { look, until }, _) => WaitsFor::Time {
            look,
            until,
            events: once(listened_for(step)).into_iter().map(str::to_owned).collect(),
        },
        (Phase::Job { number }, _) => WaitsFor::Job { number: number.clone() },
        (&Phase::Retry { at, .. }, _) => WaitsFor::Retry { at },
        _ => return None,
    };
    Some(Waiting { step: step.key.clone(), label: step.label.clone(), since: thread.started, what })
}

fn once<'a>(events: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen = Vec::new();
    for event in events {
        if !seen.contains(&event) {
            seen.push(event);
        }
    }
    seen
}

fn listened_for(step: &Step) -> impl Iterator<Item = &str> {
    let entries = match &step.kind {
        StepKind::Wait(wait) => wait.listen_for.as_slice(),
        _ => &[],
    };
    entries.iter().map(|entry| entry.event.as_str())
}
