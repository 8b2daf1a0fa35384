//! The two weeks of the demonstration company: who goes when, and how far each job has got.

use super::dice::Dice;

/// A minute, an hour, a day in milliseconds.
pub(super) const MINUTE: i64 = 60_000;
pub(super) const HOUR: i64 = 60 * MINUTE;
pub(super) const DAY: i64 = 24 * HOUR;

/// How far a job has got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Complete,
    /// Closed without being done.
    Incomplete,
    /// Closed without being done, to be planned anew.
    Reschedule,
    OnSite,
    Paused,
    Travelling,
    Arrived,
    Accepted,
    Rejected,
    /// Waits for the technician to accept it.
    Pending,
    /// Should have begun, but nobody went.
    Late,
    /// On the device, looked at or not.
    Planned,
    Read,
    /// Not on a device: without a technician, a time, or both.
    Open,
}

/// A job to be made.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot {
    /// The technician, by their place.
    pub technician: Option<usize>,
    /// The planned start, in milliseconds.
    pub start: Option<i64>,
    pub state: State,
}

/// Today by technician: the states of the four visits of the day.
const TODAY: [[State; 4]; 6] = [
    [State::Complete, State::Complete, State::OnSite, State::Planned],
    [State::Complete, State::Incomplete, State::Travelling, State::Planned],
    [State::Complete, State::Complete, State::Paused, State::Read],
    [State::Complete, State::Complete, State::Arrived, State::Planned],
    [State::Complete, State::Late, State::Planned, State::Rejected],
    [State::OnSite, State::Late, State::Accepted, State::Pending],
];

/// Today's starts, in minutes from now.
const STARTS: [i64; 4] = [-240, -135, -30, 120];

/// All jobs, 200 of them. The working day is laid around `now`, so that there is something to see at any hour.
pub(super) fn slots(now: i64) -> Vec<Slot> {
    let now = now - now.rem_euclid(5 * MINUTE);
    let mut slots = past(now);
    for (technician, states) in TODAY.iter().enumerate() {
        for (start, state) in STARTS.iter().zip(states) {
            slots.push(Slot {
                technician: Some(technician),
                start: Some(now + start * MINUTE),
                state: *state,
            });
        }
    }
    slots.extend(future(now));
    slots
}

/// A week: two visits a technician and day, a third for two of them.
fn past(now: i64) -> Vec<Slot> {
    let mut slots = Vec::new();
    for day in 1..=7 {
        for technician in 0..6 {
            let visits = if (technician + day) % 3 == 0 { 3 } else { 2 };
            for visit in 0..visits {
                let mut dice = Dice::of(((day * 6 + technician) * 3 + visit) as u64);
                let state = match dice.below(12) {
                    0 => State::Incomplete,
                    1 => State::Reschedule,
                    _ => State::Complete,
                };
                let start = now - day as i64 * DAY + [-230, -80, 60][visit] * MINUTE;
                let start = start + dice.below(6) as i64 * 5 * MINUTE;
                slots.push(Slot { technician: Some(technician), start: Some(start), state });
            }
        }
    }
    slots
}

/// Six days: ten dispatched jobs a day, and what the dispatcher has still to do.
fn future(now: i64) -> Vec<Slot> {
    let mut slots = Vec::new();
    for day in 1..=6 {
        for visit in 0..10 {
            let technician = (visit + day) % 6;
            let start = now + day as i64 * DAY + if visit < 6 { -200 } else { 30 } * MINUTE;
            let state = if day == 1 && visit % 2 == 0 { State::Read } else { State::Planned };
            slots.push(Slot { technician: Some(technician), start: Some(start), state });
        }
    }
    let open = |technician, start| Slot { technician, start, state: State::Open };
    slots.extend((0..8).map(|i| open(None, Some(now + (i / 3) * DAY + (3 + i % 3) * HOUR))));
    slots.extend((0..6).map(|i| open(Some(i), None)));
    slots.extend((0..4).map(|_| open(None, None)));
    slots
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_200_jobs_over_two_weeks_and_two_are_late() {
        let now = 20_000 * DAY + 7 * HOUR;
        let slots = slots(now);
        assert_eq!(slots.len(), 200);
        let count = |wanted: &dyn Fn(&Slot) -> bool| slots.iter().filter(|slot| wanted(slot)).count();
        assert_eq!(count(&|slot| slot.state == State::Late), 2);
        assert_eq!(count(&|slot| slot.technician.is_none() && slot.start.is_some()), 8);
        assert_eq!(count(&|slot| slot.technician.is_some() && slot.start.is_none()), 6);
        assert!(count(&|slot| matches!(slot.state, State::Incomplete | State::Reschedule)) > 5);
        let starts: Vec<i64> = slots.iter().filter_map(|slot| slot.start).collect();
        assert!(starts.iter().all(|start| (start - now).abs() < 8 * DAY));
    }

    #[test]
    fn nobody_is_planned_twice_at_one_time() {
        let slots = slots(20_000 * DAY);
        let mut taken: Vec<_> =
            slots.iter().filter_map(|slot| Some((slot.technician?, slot.start?))).collect();
        let all = taken.len();
        taken.sort_unstable();
        taken.dedup();
        assert_eq!(taken.len(), all);
    }
}
