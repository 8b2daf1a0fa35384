//! Drawing a picture that is laid out.

use docket_domain::work_flow::StepKind;

use super::arrow::{self, Arrow};
use super::canvas::{Canvas, Pen};
use super::icon;
use super::label;
use super::layout::{Point, Size, Way};
use super::scene::{BANNER, Line, PADDING, SKIRT, Scene, Thing};
use super::shape::{self, POINT, Shape};
use super::taken::{Taken, Visits};

/// How round the corners of lines are.
const ROUND: f64 = 7.0;

/// The length of the tip of an arrow.
const TIP: f64 = 7.0;

pub(super) struct Painter<'a> {
    pub(super) taken: Option<&'a Taken>,
    pub(super) canvas: &'a mut Canvas,
}

impl Painter<'_> {
    /// Draws a picture with its upper left corner here.
    pub(super) fn scene(&mut self, scene: &Scene<'_>, at: Point) {
        self.canvas.raw(if self.taken.is_some() { "<g class=\"run\">" } else { "<g>" });
        self.things(scene, at);
        self.canvas.end_group();
    }

    fn things(&mut self, scene: &Scene<'_>, at: Point) {
        let moved = |point: Point| Point { x: point.x + at.x, y: point.y + at.y };
        // What was gone lies above what was not.
        let (gone, new): (Vec<usize>, Vec<usize>) =
            (0..scene.lines.len()).partition(|&index| self.went(&scene.lines[index]));
        for index in new.into_iter().chain(gone) {
            let route: Vec<Point> = scene.plan.routes[index].iter().copied().map(moved).collect();
            self.line(&scene.lines[index], &route);
        }
        for (thing, corner) in scene.things.iter().zip(&scene.plan.corners) {
            let at = moved(*corner);
            match thing {
                Thing::Start | Thing::End(Way::Go) => self.dot("dot", at),
                Thing::End(Way::Fail) => self.dot("dot bad", at),
                Thing::Step(shape) => self.step(shape, at),
                Thing::Group(shape, branches) => self.group(shape, branches, at),
            }
        }
        for (line, route) in scene.lines.iter().zip(&scene.plan.routes) {
            if let (Some(arrow), Some(start)) = (&line.arrow, route.first()) {
                self.choice(arrow, moved(*start), self.went(line));
            }
        }
    }

    fn dot(&mut self, class: &str, at: Point) {
        self.canvas.circle(class, Point { x: at.x + 5.0, y: at.y + 5.0 }, 5.0);
    }

    fn went(&self, line: &Line<'_>) -> bool {
        let Some(taken) = self.taken else { return false };
        match (line.from, line.to) {
            (Some(from), to) => {
                let decides = matches!(from.kind, StepKind::Decision(_));
                taken.went(&from.key, to, line.link.way, decides)
            }
            (None, Some(first)) => taken.at(first).count > 0,
            (None, None) => false,
        }
    }

    fn line(&mut self, line: &Line<'_>, route: &[Point]) {
        let way = if line.link.way == Way::Fail { " fail" } else { "" };
        let gone = match self.taken {
            None => "",
            Some(_) if self.went(line) => " path",
            Some(_) => " new",
        };
        let Some((end, before)) = route.split_last() else { return };
        let short = Point { y: end.y - TIP + 1.0, ..*end };
        self.canvas.path(&format!("arrow{way}{gone}"), |pen| {
            let points: Vec<Point> = before.iter().copied().chain([short]).collect();
            rounded(&points, pen);
        });
        self.canvas.path(&format!("tip{way}{gone}"), |pen| {
            let back = |x: f64| Point { x: end.x + x, y: end.y - TIP };
            pen.to('M', &[*end]);
            pen.to('L', &[back(-4.0), back(4.0)]);
            pen.close();
        });
    }

    /// What is written on an arrow, right below its step.
    fn choice(&mut self, arrow: &Arrow<'_>, start: Point, gone: bool) {
        if arrow.lines.is_empty() {
            return;
        }
        let size = arrow.size();
        let class = match (self.taken.is_some() && !gone, arrow.way) {
            (true, Way::Go) => "choice new",
            (true, Way::Fail) => "choice fail new",
            (false, Way::Go) => "choice",
            (false, Way::Fail) => "choice fail",
        };
        self.canvas.group(class, "", Point { x: start.x, y: start.y + SKIRT }, &arrow.when);
        self.canvas.rect("", Point { x: -size.width / 2.0, y: 0.0 }, size, 6.0);
        for (index, line) in arrow.lines.iter().enumerate() {
            self.canvas.text("", Point { x: 0.0, y: arrow::LINE * (index as f64 + 1.0) }, line);
        }
        self.canvas.end_group();
    }

    fn step(&mut self, shape: &Shape<'_>, at: Point) {
        let visits = self.visits(shape);
        self.begin(shape, visits, at);
        match shape.step.kind {
            StepKind::Decision(_) => self.canvas.path("body", |pen| hexagon(shape.size, pen)),
            _ => self.canvas.rect("body", Point::default(), shape.size, radius(shape)),
        }
        let icon = Point { x: shape.indent - 24.0, y: shape.size.height / 2.0 };
        self.written(shape, icon, shape.size.height);
        self.state(shape, visits);
        self.canvas.end_group();
    }

    /// A parallel step: a box around its branches.
    fn group(&mut self, shape: &Shape<'_>, branches: &[Scene<'_>], at: Point) {
        let visits = self.visits(shape);
        self.begin(shape, visits, at);
        self.canvas.rect("body", Point::default(), shape.size, radius(shape));
        self.written(shape, Point { x: shape.indent - 24.0, y: BANNER / 2.0 }, BANNER);
        self.state(shape, visits);
        self.canvas.end_group();
        let wide: f64 = branches.iter().map(|branch| branch.size().width + PADDING).sum();
        let mut x = at.x + (shape.size.width - wide + PADDING) / 2.0;
        for branch in branches {
            self.things(branch, Point { x, y: at.y + BANNER });
            x += branch.size().width + PADDING;
        }
    }

    fn visits(&self, shape: &Shape<'_>) -> Option<Visits> {
        self.taken.map(|taken| taken.at(&shape.step.key))
    }

    fn begin(&mut self, shape: &Shape<'_>, visits: Option<Visits>, at: Point) {
        let state = match visits {
            None => "",
            Some(Visits { count: 0, .. }) => " new",
            Some(Visits { failed: 0, .. }) => " visited",
            Some(_) => " visited troubled",
        };
        let class = format!("step {}{state}", label::class(&shape.step.kind));
        let mut title = format!("{} ({})", shape.step.label, shape.step.key);
        if let Some(visits) = visits.filter(|visits| visits.count > 0) {
            title.push_str(&format!(" · {}× here", visits.count));
            if visits.failed > 0 {
                title.push_str(&format!(", {}× failed", visits.failed));
            }
            if visits.is_current {
                title.push_str(", now");
            }
        }
        self.canvas.group(&class, &shape.step.key, at, &title);
    }

    /// The icon, the label and the detail of a step, in the middle of so much height.
    fn written(&mut self, shape: &Shape<'_>, icon: Point, height: f64) {
        self.canvas.circle("disc", icon, 14.0);
        self.canvas.raw("<path class=\"icon\"");
        self.canvas.raw(" transform=\"translate(");
        self.canvas.raw(&format!("{:.1} {:.1}", icon.x - 8.0, icon.y - 8.0));
        self.canvas.raw(")\" d=\"");
        self.canvas.raw(icon::of(&shape.step.kind));
        self.canvas.raw("\"/>");
        let detail = if shape.detail.is_empty() { 0.0 } else { 14.0 };
        let mut y = (height - shape::LINE * shape.label.len() as f64 - detail) / 2.0 + 12.5;
        for line in &shape.label {
            self.canvas.text("label", Point { x: shape.indent, y }, line);
            y += shape::LINE;
        }
        if !shape.detail.is_empty() {
            self.canvas.text("detail", Point { x: shape.indent, y: y - 1.5 }, &shape.detail);
        }
    }

    /// How often the run was here and failed here, and whether it is here now.
    fn state(&mut self, shape: &Shape<'_>, visits: Option<Visits>) {
        let Some(visits) = visits else { return };
        if visits.is_current {
            let size = Size { width: shape.size.width + 10.0, height: shape.size.height + 10.0 };
            self.canvas.rect("pulse", Point { x: -5.0, y: -5.0 }, size, radius(shape) + 5.0);
        }
        let mut right = shape.size.width - 6.0;
        let repeated = (visits.count > 1).then(|| ("badge", format!("{}×", visits.count)));
        let failed = (visits.failed > 0).then(|| ("badge bad", format!("{} failed", visits.failed)));
        for (class, content) in repeated.into_iter().chain(failed) {
            let width = super::text::width(&content) * 10.0 + 12.0;
            right -= width;
            self.canvas.raw(&format!("<g class=\"{class}\">"));
            self.canvas.rect("", Point { x: right, y: -8.0 }, Size { width, height: 16.0 }, 8.0);
            self.canvas.text("", Point { x: right + width / 2.0, y: 3.5 }, &content);
            self.canvas.end_group();
            right -= 4.0;
        }
    }
}

fn radius(shape: &Shape<'_>) -> f64 {
    if shape.step.kind.is_end() { shape.size.height / 2.0 } else { 10.0 }
}

fn hexagon(size: Size, pen: &mut Pen<'_>) {
    let at = |x: f64, y: f64| Point { x, y };
    let (width, height) = (size.width, size.height);
    pen.to('M', &[at(POINT, 0.0)]);
    pen.to('L', &[at(width - POINT, 0.0), at(width, height / 2.0), at(width - POINT, height)]);
    pen.to('L', &[at(POINT, height), at(0.0, height / 2.0)]);
    pen.close();
}

/// A line through the points, with round corners.
fn rounded(points: &[Point], pen: &mut Pen<'_>) {
    let Some((first, rest)) = points.split_first() else { return };
    pen.to('M', &[*first]);
    for (index, corner) in rest.iter().enumerate() {
        let before = points[index];
        match rest.get(index + 1) {
            Some(after) => {
                pen.to('L', &[towards(*corner, before)]);
                pen.to('Q', &[*corner, towards(*corner, *after)]);
            }
            None => pen.to('L', &[*corner]),
        }
    }
}

/// The place a little way from one point towards another; at most half of it.
fn towards(from: Point, to: Point) -> Point {
    let (x, y) = (to.x - from.x, to.y - from.y);
    let length = x.hypot(y);
    let share = if length > 0.0 { (ROUND / length).min(0.5) } else { 0.0 };
    Point { x: from.x + x * share, y: from.y + y * share }
}
