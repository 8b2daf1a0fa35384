//! The room between two rows, where lines go sideways on tracks.

use std::collections::BTreeMap;

use super::Way;

/// How much room there is above the first track, and below the last one for the tip of an arrow.
const MARGIN: f64 = 14.0;

/// The room between two tracks.
const TRACK: f64 = 9.0;

/// More lines than this in a gap are not kept apart where they meet.
const MAX_ORDERED: usize = 64;

/// Which lines run together: those to one box of one way.
pub(super) type Bundle = (usize, Way);

/// The room above a row.
#[derive(Default)]
pub(super) struct Gap {
    runs: BTreeMap<Bundle, Run>,
    tracks: usize,
}

/// What a bundle does in a gap.
#[derive(Default)]
struct Run {
    /// Where its lines come from above, and where they go on below.
    enters: Vec<f64>,
    leaves: Vec<f64>,
    track: usize,
}

impl Run {
    fn span(&self) -> (f64, f64) {
        let places = || self.enters.iter().chain(&self.leaves).copied();
        (places().fold(f64::INFINITY, f64::min), places().fold(f64::NEG_INFINITY, f64::max))
    }
}

/// Whether a line goes on without a turn.
pub(super) fn is_straight(from: f64, to: f64) -> bool {
    (from - to).abs() < 0.5
}

impl Gap {
    /// Leads a line of a bundle from one place to another.
    pub(super) fn lead(&mut self, bundle: Bundle, from: f64, to: f64) {
        if !is_straight(from, to) {
            let run = self.runs.entry(bundle).or_default();
            run.enters.push(from);
            run.leaves.push(to);
        }
    }

    /// Gives every bundle a track on which it meets no other, and if possible one above those that end where it begins.
    pub(super) fn assign_tracks(&mut self) {
        let order = self.order();
        let mut taken: Vec<Vec<(f64, f64)>> = Vec::new();
        for bundle in order {
            let Some(run) = self.runs.get(&bundle) else { continue };
            let (left, right) = run.span();
            let free =
                |track: &Vec<(f64, f64)>| track.iter().all(|&(l, r)| right + 6.0 < l || r + 6.0 < left);
            let first = self.first_track(bundle, run);
            let track = (first..).find(|&track| taken.get(track).is_none_or(free)).unwrap_or(first);
            if taken.len() <= track {
                taken.resize_with(track + 1, Vec::new);
            }
            taken[track].push((left, right));
            if let Some(run) = self.runs.get_mut(&bundle) {
                run.track = track;
            }
        }
        self.tracks = taken.len();
    }

    /// Bundles that must be above others come first; the rest by where they are.
    fn order(&self) -> Vec<Bundle> {
        let mut order: Vec<Bundle> = self.runs.keys().copied().collect();
        let span = |bundle: &Bundle| self.runs.get(bundle).map_or((0.0, 0.0), Run::span);
        let width = |bundle: &Bundle| span(bundle).1 - span(bundle).0;
        order.sort_by(|one, other| width(one).total_cmp(&width(other)));
        if order.len() > MAX_ORDERED {
            return order;
        }
        let mut sorted: Vec<Bundle> = Vec::with_capacity(order.len());
        while !order.is_empty() {
            let is_free = |index: &usize| order.iter().all(|other| !self.is_above(*other, order[*index]));
            let next = (0..order.len()).find(is_free).unwrap_or(0);
            sorted.push(order.remove(next));
        }
        sorted
    }

    /// Whether a line comes down where a line of the other bundle goes on down: then it must turn first.
    fn is_above(&self, one: Bundle, other: Bundle) -> bool {
        let (Some(upper), Some(lower)) = (self.runs.get(&one), self.runs.get(&other)) else { return false };
        let meet = |a: &f64| lower.leaves.iter().any(|b| (a - b).abs() < 4.0);
        one != other && upper.enters.iter().any(meet)
    }

    fn first_track(&self, bundle: Bundle, run: &Run) -> usize {
        if self.runs.len() > MAX_ORDERED {
            return 0;
        }
        let above = self.runs.iter().filter(|(other, _)| self.is_above(**other, bundle));
        above.map(|(_, other)| other.track + 1).max().unwrap_or(run.track)
    }

    /// How much room it takes from row to row.
    pub(super) fn height(&self) -> f64 {
        2.0 * MARGIN + TRACK * self.tracks as f64
    }

    /// How far below the upper row a bundle goes sideways.
    pub(super) fn depth(&self, bundle: Bundle) -> f64 {
        MARGIN + TRACK * self.runs.get(&bundle).map_or(0.0, |run| run.track as f64)
    }
}
