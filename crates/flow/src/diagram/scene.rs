//! Steps and the ways between them, laid out: those of a work flow, or of one branch.

use docket_domain::work_flow::{Parallel, Step, StepKind, Steps};

use super::arrow::Arrow;
use super::layout::{self, Link, Plan, Point, Size, Way};
use super::shape::Shape;

/// The size of a dot where a branch begins or ends.
const DOT: f64 = 10.0;

/// The height of what is written on a group of branches, and the room around each.
pub(super) const BANNER: f64 = 60.0;
pub(super) const PADDING: f64 = 14.0;

/// The room between a step and what is written on its arrows.
pub(super) const SKIRT: f64 = 8.0;

/// Where things are in a picture.
pub(super) struct Scene<'a> {
    pub(super) things: Vec<Thing<'a>>,
    pub(super) lines: Vec<Line<'a>>,
    pub(super) plan: Plan,
}

/// Something that stands in a picture.
pub(super) enum Thing<'a> {
    /// Where it begins.
    Start,
    Step(Shape<'a>),
    /// A parallel step with its branches.
    Group(Shape<'a>, Vec<Scene<'a>>),
    /// Where a branch ends, well or badly.
    End(Way),
}

/// A way between two things.
pub(super) struct Line<'a> {
    /// The step that it leaves; none at the start.
    pub(super) from: Option<&'a Step>,
    /// The step that it leads to; none at the end of a branch.
    pub(super) to: Option<&'a str>,
    pub(super) arrow: Option<Arrow<'a>>,
    pub(super) link: Link,
}

impl<'a> Scene<'a> {
    /// The picture of steps of which this one is the first.
    pub(super) fn of(steps: &'a Steps, starts_at: &'a str) -> Self {
        let mut things = vec![Thing::Start];
        things.extend(steps.iter().map(thing));
        let mut scene = Self { things, lines: Vec::new(), plan: Plan::default() };
        let find = |key: &str| steps.iter().position(|step| step.key == key).map(|index| index + 1);
        if let Some(to) = find(starts_at) {
            let link = Link { from: 0, to, way: Way::Go, port: Point { x: 0.0, y: DOT } };
            scene.lines.push(Line { from: None, to: Some(starts_at), arrow: None, link });
        }
        let mut sizes: Vec<Size> = scene.things.iter().map(Thing::size).collect();
        for (index, step) in steps.iter().enumerate() {
            scene.leave(index + 1, step, &find, &mut sizes);
        }
        let links: Vec<Link> = scene.lines.iter().map(|line| line.link).collect();
        scene.plan = layout::plan(&sizes, &links, 0);
        scene
    }

    /// Adds the ways that leave a step, side by side below it.
    fn leave(
        &mut self,
        index: usize,
        step: &'a Step,
        find: &impl Fn(&str) -> Option<usize>,
        sizes: &mut Vec<Size>,
    ) {
        let arrows = Arrow::all(step);
        let (ports, below) = ports(&arrows, sizes[index]);
        for (arrow, x) in arrows.into_iter().zip(ports) {
            let inside = find(arrow.to);
            let to = inside.unwrap_or_else(|| self.end(arrow.way, sizes));
            let port = Point { x, y: sizes[index].height };
            let link = Link { from: index, to, way: arrow.way, port };
            let key = inside.map(|_| arrow.to);
            self.lines.push(Line { from: Some(step), to: key, arrow: Some(arrow), link });
        }
        let size = &mut sizes[index];
        *size = Size { width: size.width.max(below.width), height: size.height + below.height };
        if let Some(Thing::Step(shape)) = self.things.get_mut(index) {
            shape.indent += (size.width - shape.size.width) / 2.0;
            shape.size.width = size.width;
        }
    }

    /// Where a branch ends in this way; made when it is first needed.
    fn end(&mut self, way: Way, sizes: &mut Vec<Size>) -> usize {
        let known = self.things.iter().position(|thing| matches!(thing, Thing::End(end) if *end == way));
        known.unwrap_or_else(|| {
            self.things.push(Thing::End(way));
            sizes.push(Size { width: DOT, height: DOT });
            self.things.len() - 1
        })
    }

    pub(super) fn size(&self) -> Size {
        self.plan.size
    }
}

fn thing(step: &Step) -> Thing<'_> {
    let shape = Shape::of(step);
    match &step.kind {
        StepKind::Parallel(parallel) => group(shape, parallel),
        _ => Thing::Step(shape),
    }
}

fn group<'a>(mut shape: Shape<'a>, parallel: &'a Parallel) -> Thing<'a> {
    let branches: Vec<Scene<'_>> =
        parallel.branches.iter().map(|branch| Scene::of(&branch.steps, &branch.starts_at)).collect();
    let wide: f64 = branches.iter().map(|branch| branch.size().width + PADDING).sum();
    let high = branches.iter().map(|branch| branch.size().height).fold(0.0, f64::max);
    shape.size = Size { width: shape.size.width.max(wide + PADDING), height: BANNER + high };
    Thing::Group(shape, branches)
}

impl Thing<'_> {
    fn size(&self) -> Size {
        match self {
            Self::Start | Self::End(_) => Size { width: DOT, height: DOT },
            Self::Step(shape) | Self::Group(shape, _) => shape.size,
        }
    }
}

/// How far right of the middle the ways leave a step, and how much room what is written on them takes.
fn ports(arrows: &[Arrow<'_>], step: Size) -> (Vec<f64>, Size) {
    if arrows.iter().all(|arrow| arrow.lines.is_empty()) {
        let beside = (step.width * 0.3).min(70.0);
        let port = |arrow: &Arrow<'_>| if arrow.way == Way::Fail { beside } else { 0.0 };
        return (arrows.iter().map(port).collect(), Size::default());
    }
    let sizes: Vec<Size> = arrows.iter().map(Arrow::size).collect();
    let wide: f64 = sizes.iter().map(|size| size.width + 8.0).sum();
    let high = sizes.iter().map(|size| size.height).fold(0.0, f64::max);
    // Few and short ones are not crowded together.
    let spare = ((step.width * 0.7 - wide) / sizes.len().max(1) as f64).max(0.0);
    let mut left = -(wide + spare * sizes.len() as f64) / 2.0;
    let mut middles = Vec::with_capacity(sizes.len());
    for size in &sizes {
        let room = size.width + 8.0 + spare;
        middles.push(left + room / 2.0);
        left += room;
    }
    (middles, Size { width: wide, height: SKIRT + high })
}
