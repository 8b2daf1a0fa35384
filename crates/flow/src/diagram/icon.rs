//! What the kinds of steps look like in small: paths in a square of 16.

use docket_domain::work_flow::{Call, StepKind};

/// The icon of a kind of step.
pub(super) fn of(kind: &StepKind) -> &'static str {
    match kind {
        StepKind::User(_) => {
            "M8 8.2a3.1 3.1 0 1 0 0-6.2a3.1 3.1 0 0 0 0 6.2M2.4 14.2c.5-3 2.6-4.4 5.6-4.4s5.1 1.4 5.6 4.4"
        }
        StepKind::Machine(_) => "M4.4 1.8h7.2v12.4H4.4zM7.2 11.9h1.6",
        StepKind::Function(Call::DispatchJob(_)) => "M1.8 5.2h12.4v8.4H1.8zM5.6 5V2.8h4.8V5M1.8 9h12.4",
        StepKind::Function(Call::SetLocation(_)) => {
            "M8 14.4C5 11 3.4 8.6 3.4 6.4a4.6 4.6 0 0 1 9.2 0c0 2.2-1.6 4.6-4.6 8M8 7.8a1.5 1.5 0 1 0 0-3a1.5 1.5 0 0 0 0 3"
        }
        StepKind::Function(Call::SetStatus(_)) => "M2 2.2v5.6l6.2 6.2l5.8-5.8L7.8 2.2zM5.2 5.2h.01",
        StepKind::Function(Call::Allocate(_)) => {
            "M8 1.8l5.6 3.1v6.2L8 14.2l-5.6-3.1V4.9zM2.6 5L8 8l5.4-3M8 8v6"
        }
        StepKind::Wait(_) => "M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4M8 4.6V8l2.4 1.6",
        StepKind::Decision(_) => {
            "M8 14.2V9.6M8 9.6C8 6.6 3.4 7.4 3.4 3M8 9.6c0-3 4.6-2.2 4.6-6.6M1.6 4.6L3.4 2.6l1.8 2M10.8 4.6l1.8-2l1.8 2"
        }
        StepKind::Parallel(_) => "M4.4 2v12M8 2v12M11.6 2v12",
        StepKind::Pass => "M2.4 8h10.8M9.4 4l4 4l-4 4",
        StepKind::Success => "M2.8 8.6l3.4 3.6l7-8",
        StepKind::Fail => "M3.6 3.6l8.8 8.8M12.4 3.6l-8.8 8.8",
    }
}
