//! What follows from holding rights, and which of them have an effect.

use std::sync::LazyLock;

use super::catalogue::TABLE;
use super::{Right, Rights};

/// For each right: itself and all that it grants, here or below, transitively.
static BROUGHT: LazyLock<Vec<Rights>> =
    LazyLock::new(|| closure(|right| [right.grants(), right.grants_below()]));

/// For each right: itself and all that it needs, transitively.
static NEEDED: LazyLock<Vec<Rights>> = LazyLock::new(|| closure(|right| [right.needs(), &[]]));

/// The transitive closure of a step from one right to others.
fn closure(step: impl Fn(Right) -> [&'static [Right]; 2]) -> Vec<Rights> {
    let reached = |start: Right| {
        let (mut seen, mut next) = (Rights::of(&[start]), vec![start]);
        while let Some(right) = next.pop() {
            for found in step(right).concat() {
                if !seen.has(found) {
                    seen = seen.union(Rights::of(&[found]));
                    next.push(found);
                }
            }
        }
        seen
    };
    TABLE.iter().map(|entry| reached(entry.right)).collect()
}

impl Rights {
    /// All that is held by holding these: also what they grant, on the entity and on those below it, transitively.
    #[must_use]
    pub fn closed(self) -> Self {
        let brought = &*BROUGHT;
        self.iter().fold(self, |sum, right| sum.union(brought[right as usize]))
    }

    /// Of what is held, that which has an effect: all it needs, transitively, is held too.
    ///
    /// This is for a caller's rights as such. Whoever decides about one entity checks [`Right::needs`] against what that
    /// entity belongs to.
    #[must_use]
    pub fn effective(self) -> Self {
        let (held, needed) = (self.closed(), &*NEEDED);
        held.iter().filter(|right| held.covers(needed[*right as usize])).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn closed(right: Right) -> Rights {
        Rights::of(&[right]).closed()
    }

    #[test]
    fn making_customers_brings_the_rights_to_make_all_that_is_below_them() {
        let held = closed(Right::CustomerCreate);
        for right in [
            Right::CustomerRead,
            Right::CustomerUpdate,
            Right::ProgramCreate,
            Right::ProjectCreate,
            Right::NiagaraWorkOrderCreate,
            Right::NiagaraWorkOrderRead,
            Right::PartCreate,
            Right::UnitCreate,
        ] {
            assert!(held.has(right), "{right}");
        }
        for right in [Right::CustomerReadAll, Right::BatchCreate, Right::LocationRead, Right::WorkOrderRead] {
            assert!(!held.has(right), "{right}");
        }
        assert!(!closed(Right::ProgramCreate).has(Right::CustomerCreate));
    }

    #[test]
    fn making_a_work_order_needs_to_read_what_it_belongs_to() {
        assert_eq!(Right::NiagaraWorkOrderCreate.needs(), [Right::ProjectRead]);
        let alone = Rights::of(&[Right::NiagaraWorkOrderCreate]);
        assert!(alone.effective().is_empty());
        let partly = alone.union(Rights::of(&[Right::ProjectRead, Right::ProgramRead]));
        assert!(!partly.effective().has(Right::NiagaraWorkOrderCreate));
        let wholly = partly.union(Rights::of(&[Right::CustomerRead]));
        assert!(wholly.effective().has(Right::NiagaraWorkOrderCreate));
        assert!(closed(Right::CustomerCreate).effective().has(Right::NiagaraWorkOrderCreate));
    }

    #[test]
    fn whoever_may_make_or_list_a_thing_may_read_it() {
        for right in Right::ALL {
            let (group, action) = right.as_str().split_once(':').expect("a group");
            if matches!(action, "create" | "read-all") {
                let read = Right::parse(&format!("{group}:read")).expect("it can be read");
                assert!(closed(right).has(read), "{right}");
            }
        }
    }

    #[test]
    fn closing_twice_is_closing_once_and_everything_has_an_effect_for_who_holds_everything() {
        for right in Right::ALL {
            assert_eq!(closed(right), closed(right).closed(), "{right}");
        }
        assert_eq!(Rights::all().closed(), Rights::all());
        assert_eq!(Rights::all().effective(), Rights::all());
    }

    #[test]
    fn the_rights_on_jobs_and_master_data_bring_nothing_else() {
        for right in Right::ALL.into_iter().take_while(|right| *right <= Right::Device) {
            assert_eq!(closed(right), Rights::of(&[right]), "{right}");
        }
    }
}
