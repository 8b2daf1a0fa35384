//! Chance that is the same in every run.

/// A stream of numbers that look random (SplitMix64).
pub(super) struct Dice(u64);

impl Dice {
    /// The stream of one thing: equal things get equal streams.
    pub(super) fn of(thing: u64) -> Self {
        Self(thing.wrapping_mul(0x2545_f491_4f6c_dd1d) ^ 0x0d0c_4e7d_e304)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, which is at least 1.
    pub(super) fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// Whether something happens that happens once in `times`.
    pub(super) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// One of several things; `None` only of none.
    pub(super) fn pick<'a, T>(&mut self, things: &'a [T]) -> Option<&'a T> {
        things.get(self.below(things.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::Dice;

    #[test]
    fn equal_things_get_equal_streams_and_others_do_not() {
        let stream = |thing| {
            let mut dice = Dice::of(thing);
            (0..20).map(|_| dice.below(1_000)).collect::<Vec<_>>()
        };
        assert_eq!(stream(7), stream(7));
        assert_ne!(stream(7), stream(8));
        assert!(stream(7).iter().all(|number| *number < 1_000));
    }
}
