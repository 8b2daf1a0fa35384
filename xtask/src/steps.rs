//! Steps in a row, each timed, with a table at the end.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// One named step.
pub struct Step<'a> {
    /// What the table calls it.
    pub name: &'static str,
    /// What it does.
    pub run: Box<dyn Fn() -> Result<()> + 'a>,
}

/// What a failing step means for the steps after it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum OnFailure {
    /// They aren't run.
    Stop,
    /// They are run all the same.
    GoOn,
}

/// Runs the steps in order and prints how long each took. Fails when a step failed.
pub fn run(steps: &[Step<'_>], on_failure: OnFailure) -> Result<()> {
    let mut lines = Vec::new();
    let mut failed = Vec::new();
    for step in steps {
        println!("\n== {}", step.name);
        let begun = Instant::now();
        let outcome = (step.run)();
        lines.push(line(step.name, begun.elapsed(), outcome.is_ok()));
        if let Err(reason) = outcome {
            println!("{} failed: {reason:#}", step.name);
            failed.push(step.name);
            if on_failure == OnFailure::Stop {
                break;
            }
        }
    }
    println!("\n{}", lines.join("\n"));
    let left_out = steps.len() - lines.len();
    if left_out > 0 {
        println!("{left_out} steps after it were not run");
    }
    if !failed.is_empty() {
        bail!("{} failed", failed.join(", "));
    }
    Ok(())
}

fn line(name: &str, took: Duration, passed: bool) -> String {
    format!("{name:<10} {:>7.1} s  {}", took.as_secs_f64(), if passed { "ok" } else { "FAILED" })
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    fn names_run(on_failure: OnFailure) -> (Vec<&'static str>, Result<()>) {
        let seen = RefCell::new(Vec::new());
        let step = |name, passes: bool| {
            let seen = &seen;
            let run = move || {
                seen.borrow_mut().push(name);
                if passes { Ok(()) } else { bail!("broken") }
            };
            Step { name, run: Box::new(run) }
        };
        let outcome = run(&[step("first", true), step("second", false), step("third", true)], on_failure);
        (seen.into_inner(), outcome)
    }

    #[test]
    fn stopping_leaves_out_what_comes_after_the_failure() {
        let (seen, outcome) = names_run(OnFailure::Stop);
        assert_eq!(seen, ["first", "second"]);
        assert_eq!(outcome.unwrap_err().to_string(), "second failed");
    }

    #[test]
    fn going_on_runs_every_step_and_still_fails() {
        let (seen, outcome) = names_run(OnFailure::GoOn);
        assert_eq!(seen, ["first", "second", "third"]);
        assert_eq!(outcome.unwrap_err().to_string(), "second failed");
    }
}
