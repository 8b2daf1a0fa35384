//! The order of the cells in their rows: every cell near to those that it is linked with, so that few lines cross.

use super::cells::{Cells, Pull};

/// How often all rows are gone through.
const SWEEPS: usize = 10;

/// Orders the rows, and keeps the best order that was found.
pub(super) fn order(cells: &mut Cells) {
    let mut best = cells.rows.clone();
    let mut fewest = crossings(cells);
    for sweep in 0..SWEEPS {
        if fewest == 0 {
            break;
        }
        let down = sweep % 2 == 0;
        let rows = cells.rows.len();
        for step in 1..rows {
            let row = if down { step } else { rows - 1 - step };
            arrange(cells, row, down);
        }
        let now = crossings(cells);
        if now < fewest {
            fewest = now;
            best.clone_from(&cells.rows);
        }
    }
    cells.rows = best;
}

/// Sorts a row by where its links lead in the row before; a cell without links stays where it is.
fn arrange(cells: &mut Cells, row: usize, down: bool) {
    let before = if down { row - 1 } else { row + 1 };
    let place = places(cells, before);
    let links = if down { &cells.above } else { &cells.below };
    let mut keyed: Vec<(f64, usize)> = Vec::with_capacity(cells.rows[row].len());
    let mut last = 0.0;
    for &cell in &cells.rows[row] {
        last = mean(&links[cell], &place).unwrap_or(last);
        keyed.push((last, cell));
    }
    keyed.sort_by(|one, other| one.0.total_cmp(&other.0));
    cells.rows[row] = keyed.into_iter().map(|(_, cell)| cell).collect();
}

/// Where the cells of a row stand in it.
fn places(cells: &Cells, row: usize) -> Vec<f64> {
    let mut place = vec![0.0; cells.half.len()];
    for (index, &cell) in cells.rows[row].iter().enumerate() {
        place[cell] = index as f64;
    }
    place
}

fn mean(links: &[Pull], place: &[f64]) -> Option<f64> {
    let weight: f64 = links.iter().map(|link| link.weight).sum();
    // A port right of the middle draws a little to the right.
    let drawn = |link: &Pull| {
        link.weight * (place[link.cell] + link.offset.signum() * link.offset.abs().min(400.0) / 1000.0)
    };
    (weight > 0.0).then(|| links.iter().map(drawn).sum::<f64>() / weight)
}

fn crossings(cells: &Cells) -> usize {
    (1..cells.rows.len()).map(|row| between(cells, row)).sum()
}

/// How many lines cross above a row: pairs that are in another order below than above.
fn between(cells: &Cells, row: usize) -> usize {
    let upper = places(cells, row - 1);
    let mut ends: Vec<(usize, usize)> = Vec::new();
    for (lower, &cell) in cells.rows[row].iter().enumerate() {
        ends.extend(cells.above[cell].iter().map(|link| (upper[link.cell] as usize, lower)));
    }
    ends.sort_unstable();
    inversions(&mut ends.into_iter().map(|(_, lower)| lower).collect::<Vec<_>>())
}

/// How many pairs are in the wrong order; sorts as it counts.
fn inversions(list: &mut [usize]) -> usize {
    let middle = list.len() / 2;
    if middle == 0 {
        return 0;
    }
    let (left, right) = list.split_at_mut(middle);
    let mut count = inversions(left) + inversions(right);
    let mut passed = 0;
    for item in right.iter() {
        while passed < left.len() && left[passed] <= *item {
            passed += 1;
        }
        count += left.len() - passed;
    }
    list.sort_unstable();
    count
}

#[cfg(test)]
mod tests {
    use super::inversions;

    #[test]
    fn pairs_in_the_wrong_order_are_counted() {
        for (list, expected) in
            [(vec![], 0), (vec![1, 2, 3], 0), (vec![3, 2, 1], 3), (vec![2, 1, 2, 1], 3), (vec![1, 1], 0)]
        {
            assert_eq!(inversions(&mut list.clone()), expected, "{list:?}");
        }
    }
}
