//! What happens: runs of work flows (contexts), as pure functions without any input or output.
//!
//! A [`State`] and one [`Input`] (start, close, fail, a timer, an event …) make a [`Turn`]. The turn is asked for what comes
//! [`next`](Turn::next): something that it must know ([`Next::Need`], answered by [`Turn::supply`]), something to be done in
//! the world ([`Next::Do`], answered by [`Turn::done`]), or nothing more ([`Next::Rest`]): then [`Turn::finish`] gives the state
//! to be kept, what ended meanwhile, and what the run waits for. The same inputs and answers always lead to the same state.
//! Whoever drives a turn keeps its outcome and all that it did in one unit of work.

mod assign;
mod close;
mod condition;
mod diagram;
pub mod dry_run;
mod effect;
mod history;
mod input;
mod path;
mod report;
mod size;
mod state;
mod step;
mod turn;
mod value;
mod waiting;
mod world;

pub use diagram::{Taken, diagram};
pub use effect::{Cause, Effect, FieldWrite, Message, Target, What};
pub use history::Past;
pub use input::{Close, Happening, Input, Refusal};
pub use state::{End, Goes, Open, Outcome, Phase, Problem, State, Thread};
pub use turn::{Finished, Next, Turn};
pub use waiting::{Waiting, WaitsFor};
pub use world::Root;
