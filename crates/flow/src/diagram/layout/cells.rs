//! What stands side by side in the rows: boxes, and the lines that pass.

use std::collections::HashMap;

use super::layers::{Course, Layers};
use super::{Link, Size, Way};

/// How much room a passing line takes.
const LINE: f64 = 14.0;

/// The cells of all rows, and what pulls them towards each other.
pub(super) struct Cells {
    /// Half the width of each cell. Those of the boxes come first, in their order.
    pub(super) half: Vec<f64>,
    /// The cells of each row, from left to right.
    pub(super) rows: Vec<Vec<usize>>,
    /// What each cell is linked with in the row above.
    pub(super) above: Vec<Vec<Pull>>,
    /// What each cell is linked with in the row below.
    pub(super) below: Vec<Vec<Pull>>,
    boxes: usize,
    passing: HashMap<(usize, Way, usize), usize>,
}

/// A link with a cell of the next row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pull {
    /// The other cell.
    pub(super) cell: usize,
    /// How far right of the other's middle this one would like its own.
    pub(super) offset: f64,
    /// How strongly.
    pub(super) weight: f64,
}

impl Cells {
    /// The cells before they are ordered.
    pub(super) fn new(boxes: &[Size], links: &[Link], layers: &Layers) -> Self {
        let count = layers.row.iter().max().map_or(0, |last| last + 1);
        let mut cells = Self {
            half: boxes.iter().map(|size| size.width / 2.0).collect(),
            rows: vec![Vec::new(); count],
            above: vec![Vec::new(); boxes.len()],
            below: vec![Vec::new(); boxes.len()],
            boxes: boxes.len(),
            passing: HashMap::new(),
        };
        for (index, row) in layers.row.iter().enumerate() {
            cells.rows[*row].push(index);
        }
        for (link, course) in links.iter().zip(&layers.course) {
            if *course == Course::Down {
                cells.connect(link, &layers.row);
            }
        }
        cells
    }

    fn connect(&mut self, link: &Link, row: &[usize]) {
        let mut here = link.from;
        let mut port = link.port.x;
        let strength = if link.way == Way::Go { 3.0 } else { 1.0 };
        for between in row[link.from] + 1..row[link.to] {
            let key = (link.to, link.way, between);
            let known = self.passing.get(&key).copied();
            let cell = known.unwrap_or_else(|| self.pass(key));
            self.pull(here, cell, port, strength);
            if known.is_some() {
                // From here on the way is shared.
                return;
            }
            (here, port) = (cell, 0.0);
        }
        self.pull(here, link.to, port, strength);
    }

    fn pass(&mut self, key: (usize, Way, usize)) -> usize {
        let cell = self.half.len();
        self.half.push(LINE / 2.0);
        self.above.push(Vec::new());
        self.below.push(Vec::new());
        self.rows[key.2].push(cell);
        self.passing.insert(key, cell);
        cell
    }

    fn pull(&mut self, upper: usize, lower: usize, port: f64, strength: f64) {
        let lines = usize::from(self.is_line(upper)) + usize::from(self.is_line(lower));
        let weight = strength * [1.0, 2.0, 14.0][lines];
        self.below[upper].push(Pull { cell: lower, offset: -port, weight });
        self.above[lower].push(Pull { cell: upper, offset: port, weight });
    }

    /// Whether a cell is a passing line.
    pub(super) fn is_line(&self, cell: usize) -> bool {
        cell >= self.boxes
    }

    /// The cell through which links to a box pass a row.
    pub(super) fn passing(&self, to: usize, way: Way, row: usize) -> Option<usize> {
        self.passing.get(&(to, way, row)).copied()
    }
}
