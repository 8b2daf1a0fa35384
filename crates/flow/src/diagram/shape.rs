//! The shapes of steps: how large they are, and what is written in them.

use docket_domain::work_flow::{Step, StepKind};

use super::label;
use super::layout::Size;
use super::text;

/// How wide a step is, and how far from its left edge its text begins.
const WIDTH: f64 = 200.0;
const INDENT: f64 = 46.0;

/// The sizes of labels and details.
const LABEL: f64 = 13.0;
const DETAIL: f64 = 10.5;
pub(super) const LINE: f64 = 16.5;

/// How far the sides of a decision come to a point.
pub(super) const POINT: f64 = 14.0;

/// A step as it is drawn.
pub(super) struct Shape<'a> {
    pub(super) step: &'a Step,
    pub(super) size: Size,
    pub(super) label: Vec<String>,
    pub(super) detail: String,
    pub(super) indent: f64,
}

impl<'a> Shape<'a> {
    pub(super) fn of(step: &'a Step) -> Self {
        let point = if matches!(step.kind, StepKind::Decision(_)) { POINT } else { 0.0 };
        let indent = INDENT + point;
        let room = WIDTH + point - indent - 12.0;
        let label = text::wrapped(&step.label, room / LABEL, 3);
        let detail = text::wrapped(&label::detail(step), room / DETAIL, 1).pop().unwrap_or_default();
        let lines = LINE * label.len() as f64 + if detail.is_empty() { 0.0 } else { 14.0 };
        let widest = label.iter().map(|line| text::width(line) * LABEL).fold(0.0, f64::max);
        // Ends are as wide as their text.
        let width = if step.kind.is_end() { (indent + widest + 22.0).max(96.0) } else { WIDTH + 2.0 * point };
        Self { step, size: Size { width, height: (lines + 20.0).max(44.0) }, label, detail, indent }
    }
}
