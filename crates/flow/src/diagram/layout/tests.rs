use proptest::prelude::*;

use super::*;

fn links(pairs: &[(usize, usize)]) -> Vec<Link> {
    let port = Point { x: 0.0, y: 40.0 };
    pairs.iter().map(|&(from, to)| Link { from, to, way: Way::Go, port }).collect()
}

fn boxes(count: usize) -> Vec<Size> {
    vec![Size { width: 100.0, height: 40.0 }; count]
}

fn overlap(one: Point, other: Point) -> bool {
    (one.x - other.x).abs() < 99.0 && (one.y - other.y).abs() < 39.0
}

#[test]
fn boxes_come_below_those_that_lead_to_them() {
    let plan = plan(&boxes(4), &links(&[(0, 1), (0, 2), (1, 3), (2, 3), (3, 0)]), 0);
    let y: Vec<f64> = plan.corners.iter().map(|corner| corner.y).collect();
    assert!(y[0] < y[1] && (y[1] - y[2]).abs() < 0.1 && y[1] < y[3], "{y:?}");
}

#[test]
fn a_straight_way_is_drawn_straight() {
    let plan = plan(&boxes(3), &links(&[(0, 1), (1, 2)]), 0);
    assert!(plan.routes.iter().all(|route| route.len() == 2), "{:?}", plan.routes);
}

#[test]
fn nothing_has_no_layout() {
    assert_eq!(plan(&[], &[], 0), Plan::default());
}

proptest! {
    #[test]
    fn no_boxes_overlap_and_lines_run_from_box_to_box(pairs in proptest::collection::vec((0_usize..12, 0_usize..12), 0..40)) {
        let links = links(&pairs);
        let plan = plan(&boxes(12), &links, 0);
        for (index, one) in plan.corners.iter().enumerate() {
            prop_assert!(one.x >= 0.0 && one.x + 100.0 <= plan.size.width && one.y + 40.0 <= plan.size.height);
            for other in &plan.corners[..index] {
                prop_assert!(!overlap(*one, *other), "{:?} and {:?}", one, other);
            }
        }
        for (link, route) in links.iter().zip(&plan.routes) {
            let (first, last) = (route[0], route[route.len() - 1]);
            prop_assert!((first.y - plan.corners[link.from].y - 40.0).abs() < 0.1);
            prop_assert!((last.y - plan.corners[link.to].y).abs() < 0.1);
            prop_assert!(last.x >= plan.corners[link.to].x && last.x <= plan.corners[link.to].x + 100.0);
            let is_upright = |two: &[Point]| (two[0].x - two[1].x).abs() < 0.6 || (two[0].y - two[1].y).abs() < 0.1;
            prop_assert!(route.windows(2).all(is_upright), "{:?}", route);
        }
    }
}
