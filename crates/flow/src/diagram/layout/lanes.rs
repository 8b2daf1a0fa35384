//! The ways around the side.

use std::collections::BTreeMap;

use super::cells::Cells;
use super::layers::{Course, Layers};
use super::{Link, Way};

/// The room between two lanes.
const APART: f64 = 14.0;

/// Where links go around the side, by where they lead and how.
pub(super) struct Lanes {
    at: BTreeMap<(usize, Way, bool), f64>,
}

impl Lanes {
    /// Finds a way for each link that goes around, right beside the rows that it passes; short ones are further inside.
    pub(super) fn new(links: &[Link], layers: &Layers, cells: &Cells, centres: &[f64]) -> Self {
        let edge = |row: &Vec<usize>, side: f64| {
            let edges = row.iter().map(|&cell| side * centres[cell] + cells.half[cell]);
            edges.fold(f64::NEG_INFINITY, f64::max)
        };
        let mut left: Vec<f64> = cells.rows.iter().map(|row| edge(row, -1.0)).collect();
        let mut right: Vec<f64> = cells.rows.iter().map(|row| edge(row, 1.0)).collect();
        let mut at = BTreeMap::new();
        for (key, (first, last)) in spans(links, layers) {
            let (edges, side) = if key.2 { (&mut left, -1.0) } else { (&mut right, 1.0) };
            let passed = edges.get_mut(first..=last).unwrap_or_default();
            let outside = passed.iter().copied().fold(f64::NEG_INFINITY, f64::max) + APART;
            passed.fill(outside);
            at.insert(key, side * outside);
        }
        Self { at }
    }

    /// Where a link that goes around does so.
    pub(super) fn of(&self, link: &Link, course: Course) -> f64 {
        self.at.get(&key(link, course)).copied().unwrap_or_default()
    }
}

fn key(link: &Link, course: Course) -> (usize, Way, bool) {
    (link.to, link.way, course == Course::Back)
}

type Span = ((usize, Way, bool), (usize, usize));

/// The rows that each lane passes, the short ones first.
fn spans(links: &[Link], layers: &Layers) -> Vec<Span> {
    let mut spans: BTreeMap<(usize, Way, bool), (usize, usize)> = BTreeMap::new();
    for (link, course) in links.iter().zip(&layers.course).filter(|(_, course)| **course != Course::Down) {
        let (from, to) = (layers.row[link.from], layers.row[link.to]);
        // Going back, a lane passes both rows; going down, only those between.
        let (first, last) = if *course == Course::Back { (to, from) } else { (from + 1, to - 1) };
        let span = spans.entry(key(link, *course)).or_insert((first, last));
        *span = (span.0.min(first), span.1.max(last));
    }
    let mut spans: Vec<Span> = spans.into_iter().collect();
    spans.sort_by_key(|(_, (first, last))| last - first);
    spans
}
