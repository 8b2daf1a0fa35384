//! The lines: from box to box, turning only between the rows.

use super::cells::Cells;
use super::gaps::{Gap, is_straight};
use super::lanes::Lanes;
use super::layers::{Course, Layers};
use super::{Link, Plan, Point, Size, Way};

/// How far from the edge of a box a line may come in without a turn.
const CORNER: f64 = 26.0;

/// How far beside the middle lines come in, on success and on failure.
const BESIDE: (f64, f64) = (10.0, 22.0);

/// The room around the picture.
const MARGIN: f64 = 4.0;

struct Router<'a> {
    boxes: &'a [Size],
    links: &'a [Link],
    layers: &'a Layers,
    cells: &'a Cells,
    centres: &'a [f64],
    lanes: Lanes,
}

/// A turn: in which gap, from where to where.
struct Hop {
    gap: usize,
    from: f64,
    to: f64,
}

/// Makes the plan of what was ordered and spread.
pub(super) fn route(boxes: &[Size], links: &[Link], layers: &Layers, cells: &Cells, centres: &[f64]) -> Plan {
    let lanes = Lanes::new(links, layers, cells, centres);
    let router = Router { boxes, links, layers, cells, centres, lanes };
    let hops: Vec<Vec<Hop>> = (0..links.len()).map(|link| router.hops(link)).collect();
    let mut gaps: Vec<Gap> = Vec::new();
    gaps.resize_with(cells.rows.len() + 1, Gap::default);
    for (link, hop) in
        links.iter().zip(&hops).flat_map(|(link, hops)| hops.iter().map(move |hop| (link, hop)))
    {
        gaps[hop.gap].lead((link.to, link.way), hop.from, hop.to);
    }
    gaps.iter_mut().for_each(Gap::assign_tracks);
    let (tops, height) = router.tops(&gaps);
    let corner = |(index, size): (usize, &Size)| Point {
        x: centres[index] - size.width / 2.0,
        y: tops[layers.row[index]],
    };
    let corners: Vec<Point> = boxes.iter().enumerate().map(corner).collect();
    let line = |(index, hops): (usize, &Vec<Hop>)| router.line(index, hops, &gaps, &tops, &corners);
    let routes: Vec<Vec<Point>> = hops.iter().enumerate().map(line).collect();
    into_view(corners, routes, boxes, height)
}

impl Router<'_> {
    /// The turns of a link, from its box to the one it leads to.
    fn hops(&self, index: usize) -> Vec<Hop> {
        let link = &self.links[index];
        let start = self.centres[link.from] + link.port.x;
        let (from, to) = (self.layers.row[link.from], self.layers.row[link.to]);
        match self.layers.course[index] {
            Course::Down => {
                let mut here = start;
                let mut hops = Vec::with_capacity(to - from);
                for row in from + 1..=to {
                    let passed = self.cells.passing(link.to, link.way, row).filter(|_| row < to);
                    let next = passed.map_or_else(|| self.entry(link, here, true), |cell| self.centres[cell]);
                    // What is all but straight is drawn straight.
                    let next = if is_straight(here, next) { here } else { next };
                    hops.push(Hop { gap: row, from: here, to: next });
                    here = next;
                }
                hops
            }
            course => {
                let lane = self.lanes.of(link, course);
                let end = self.entry(link, lane, false);
                vec![Hop { gap: from + 1, from: start, to: lane }, Hop { gap: to, from: lane, to: end }]
            }
        }
    }

    /// Where a link comes into its box: straight from above if it can, else beside the middle, on the side that it comes from.
    fn entry(&self, link: &Link, from: f64, may_be_straight: bool) -> f64 {
        let centre = self.centres[link.to];
        let half = self.boxes[link.to].width / 2.0;
        if may_be_straight && (from - centre).abs() <= (half - CORNER).max(1.0) {
            return from;
        }
        let beside = if link.way == Way::Go { BESIDE.0 } else { BESIDE.1 };
        let beside = beside.min(half / 2.0);
        if from < centre { centre - beside } else { centre + beside }
    }

    /// Where the rows begin, with the end of the last gap.
    fn tops(&self, gaps: &[Gap]) -> (Vec<f64>, f64) {
        let mut heights = vec![0.0_f64; self.cells.rows.len()];
        for (index, size) in self.boxes.iter().enumerate() {
            let height = &mut heights[self.layers.row[index]];
            *height = height.max(size.height);
        }
        let mut y = 0.0;
        let mut tops = Vec::with_capacity(heights.len() + 1);
        for (gap, height) in gaps.iter().zip(&heights) {
            y += gap.height();
            tops.push(y);
            y += height;
        }
        // The place after the last row stands for a row of its own.
        y += gaps.last().map_or(0.0, Gap::height);
        tops.push(y);
        (tops, y)
    }

    fn line(&self, index: usize, hops: &[Hop], gaps: &[Gap], tops: &[f64], corners: &[Point]) -> Vec<Point> {
        let link = &self.links[index];
        let from = corners[link.from];
        let start = Point { x: self.centres[link.from] + link.port.x, y: from.y + link.port.y };
        let mut points = vec![start];
        let mut here = start.x;
        for hop in hops {
            if !is_straight(hop.from, hop.to) {
                let gap = &gaps[hop.gap];
                let y = tops[hop.gap] - gap.height() + gap.depth((link.to, link.way));
                points.extend([Point { x: hop.from, y }, Point { x: hop.to, y }]);
            }
            here = hop.to;
        }
        points.push(Point { x: here, y: corners[link.to].y });
        points
    }
}

/// Moves everything to where the picture begins.
fn into_view(corners: Vec<Point>, routes: Vec<Vec<Point>>, boxes: &[Size], height: f64) -> Plan {
    let starts = corners.iter().chain(routes.iter().flatten()).map(|point| point.x);
    let left = starts.fold(f64::INFINITY, f64::min) - MARGIN;
    let ends = corners.iter().zip(boxes).map(|(corner, size)| corner.x + size.width);
    let right = ends.chain(routes.iter().flatten().map(|point| point.x)).fold(f64::NEG_INFINITY, f64::max);
    let moved = |point: Point| Point { x: point.x - left, ..point };
    Plan {
        corners: corners.into_iter().map(moved).collect(),
        routes: routes.into_iter().map(|route| route.into_iter().map(moved).collect()).collect(),
        size: Size { width: right - left + MARGIN, height },
    }
}
