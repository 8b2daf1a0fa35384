//! Where boxes and lines of a layered picture go, from top to bottom.
//!
//! Links that lead back are taken out; every box gets the row after its last predecessor. Links to one box of one way that pass
//! several rows run together, through one cell in each row between. Cells are ordered to cross little, and spread to make lines
//! straight. Links that lead back or very far go around the side.

mod cells;
mod gaps;
mod lanes;
mod layers;
mod order;
mod route;
mod spread;

use self::cells::Cells;

/// The size of a box.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Size {
    pub(super) width: f64,
    pub(super) height: f64,
}

/// A place in the picture.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

/// What a link says: on success, or on failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Way {
    Go,
    Fail,
}

/// A link from one box to another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Link {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) way: Way,
    /// Where it leaves its box: so far right of the middle, and so far below the top.
    pub(super) port: Point,
}

/// A finished layout.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Plan {
    /// The upper left corners of the boxes.
    pub(super) corners: Vec<Point>,
    /// The corners of the lines, for each link.
    pub(super) routes: Vec<Vec<Point>>,
    pub(super) size: Size,
}

/// Lays out boxes and the links between them; `first` comes at the top.
pub(super) fn plan(boxes: &[Size], links: &[Link], first: usize) -> Plan {
    if boxes.is_empty() {
        return Plan::default();
    }
    let layers = layers::find(boxes.len(), links, first);
    let mut cells = Cells::new(boxes, links, &layers);
    order::order(&mut cells);
    let centres = spread::spread(&cells);
    route::route(boxes, links, &layers, &cells, &centres)
}

#[cfg(test)]
mod tests;
