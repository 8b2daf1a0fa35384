//! The ways that lead on from a step, and what is written on them.

use docket_domain::work_flow::{Decision, Step, StepKind};

use super::label;
use super::layout::{Size, Way};
use super::text;

/// The size of what is written on an arrow, and how wide it may be.
const TEXT: f64 = 10.5;
const WIDEST: f64 = 130.0;
pub(super) const LINE: f64 = 13.0;

/// A way that leads on from a step.
pub(super) struct Arrow<'a> {
    /// The step that it leads to.
    pub(super) to: &'a str,
    pub(super) way: Way,
    /// When it is gone, in full; empty if that is plain.
    pub(super) when: String,
    /// The same in lines.
    pub(super) lines: Vec<String>,
}

impl<'a> Arrow<'a> {
    /// All ways that lead on from a step; those that lead to one step are one.
    pub(super) fn all(step: &'a Step) -> Vec<Self> {
        let mut arrows: Vec<Self> = Vec::new();
        for (to, way, when) in ways(step) {
            match arrows.iter_mut().find(|arrow| arrow.to == to && arrow.way == way) {
                Some(arrow) => arrow.when = format!("{} or {when}", arrow.when),
                None => arrows.push(Self { to, way, when, lines: Vec::new() }),
            }
        }
        for arrow in &mut arrows {
            arrow.lines = text::wrapped(&arrow.when, (WIDEST - 14.0) / TEXT, 3);
        }
        arrows
    }

    /// How large what is written on it is.
    pub(super) fn size(&self) -> Size {
        let widest = self.lines.iter().map(|line| text::width(line) * TEXT).fold(0.0, f64::max);
        if self.lines.is_empty() {
            return Size { width: 20.0, height: 0.0 };
        }
        Size { width: widest + 14.0, height: LINE * self.lines.len() as f64 + 6.0 }
    }
}

fn ways(step: &Step) -> Vec<(&str, Way, String)> {
    let mut ways = Vec::new();
    let none = String::new;
    let (when, or_else) = match &step.kind {
        StepKind::Decision(Decision::Choices(choices)) => {
            ways.extend(choices.iter().map(|choice| (choice.goto.as_str(), Way::Go, label::choice(choice))));
            (if choices.is_empty() { none() } else { "else".to_owned() }, none())
        }
        StepKind::Decision(Decision::All(conditions)) if !conditions.is_empty() => {
            (label::conditions(conditions), "else".to_owned())
        }
        _ => (none(), none()),
    };
    ways.extend(step.goto.as_deref().map(|goto| (goto, Way::Go, when)));
    ways.extend(step.goto_fail.as_deref().map(|goto| (goto, Way::Fail, or_else)));
    ways
}
