//! Where the cells of a row stand: as near as can be to where their links pull them, in their order and with room between.

use super::cells::{Cells, Pull};

/// The room between two boxes.
const APART: f64 = 34.0;

/// How often all rows are gone through.
const SWEEPS: usize = 24;

/// The middles of all cells.
pub(super) fn spread(cells: &Cells) -> Vec<f64> {
    let mut centres = vec![0.0; cells.half.len()];
    for row in &cells.rows {
        settle(cells, row, &mut centres, |_| Vec::new());
    }
    let rows = cells.rows.len();
    for sweep in 0..SWEEPS {
        let last = sweep + 8 >= SWEEPS;
        for step in 0..rows {
            let row = if sweep % 2 == 0 { step } else { rows - 1 - step };
            settle(cells, &cells.rows[row], &mut centres, |cell| {
                let (above, below) = (&cells.above[cell], &cells.below[cell]);
                match (last, sweep % 2) {
                    (false, 0) => above.clone(),
                    (false, _) => below.clone(),
                    (true, _) => above.iter().chain(below).copied().collect(),
                }
            });
        }
    }
    centres
}

/// A run of cells that stand as close as they may, and where they would all like to be.
struct Block {
    wish: f64,
    weight: f64,
    cells: usize,
}

/// Puts the cells of a row where they are pulled to. Where two would come too close they share the difference, by weight: runs of
/// cells are joined until all wishes are in order.
fn settle(cells: &Cells, row: &[usize], centres: &mut [f64], pulls: impl Fn(usize) -> Vec<Pull>) {
    let mut offset = 0.0;
    let mut offsets = Vec::with_capacity(row.len());
    let mut blocks: Vec<Block> = Vec::new();
    for (index, &cell) in row.iter().enumerate() {
        if let Some(&before) = index.checked_sub(1).and_then(|before| row.get(before)) {
            offset += cells.half[before] + cells.half[cell] + room(cells, before, cell);
        }
        offsets.push(offset);
        let (wish, weight) = wish(&pulls(cell), centres).unwrap_or((centres[cell], 0.1));
        blocks.push(Block { wish: wish - offset, weight, cells: 1 });
        while let [.., before, last] = blocks.as_mut_slice()
            && before.wish > last.wish
        {
            let weight = before.weight + last.weight;
            before.wish = (before.wish * before.weight + last.wish * last.weight) / weight;
            before.weight = weight;
            before.cells += last.cells;
            blocks.pop();
        }
    }
    let wishes = blocks.iter().flat_map(|block| std::iter::repeat_n(block.wish, block.cells));
    for ((&cell, offset), wish) in row.iter().zip(offsets).zip(wishes) {
        centres[cell] = wish + offset;
    }
}

fn room(cells: &Cells, one: usize, other: usize) -> f64 {
    if cells.is_line(one) || cells.is_line(other) { APART / 2.0 } else { APART }
}

fn wish(pulls: &[Pull], centres: &[f64]) -> Option<(f64, f64)> {
    let weight: f64 = pulls.iter().map(|pull| pull.weight).sum();
    let wished: f64 = pulls.iter().map(|pull| pull.weight * (centres[pull.cell] + pull.offset)).sum();
    (weight > 0.0).then(|| (wished / weight, weight))
}
