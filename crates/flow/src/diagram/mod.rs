//! Pictures of work flows, as SVG: the steps in layers from top to bottom, and the path that a run took.

mod arrow;
mod canvas;
mod icon;
mod label;
mod layout;
mod paint;
mod scene;
mod shape;
mod style;
mod taken;
mod text;

#[cfg(test)]
mod tests;

use docket_domain::work_flow::Definition;

use self::canvas::Canvas;
use self::layout::{Point, Size};
use self::paint::Painter;
use self::scene::Scene;
pub use self::taken::Taken;

/// The room around the picture, and the height of its heading.
const MARGIN: f64 = 24.0;
const HEADING: f64 = 58.0;

/// The narrowest picture.
const MIN_WIDTH: f64 = 360.0;

/// A picture of a work flow as a document of its own (`image/svg+xml`), with light and dark colours. With `taken` it shows how often
/// a run was at each step, which ways it went, what failed, and where it stands.
#[must_use]
pub fn diagram(definition: &Definition, taken: Option<&Taken>) -> String {
    let scene = Scene::of(&definition.steps, &definition.starts_at);
    let size = Size {
        width: (scene.size().width + 2.0 * MARGIN).max(MIN_WIDTH),
        height: scene.size().height + HEADING + MARGIN,
    };
    let at = Point { x: (size.width - scene.size().width) / 2.0, y: HEADING };
    let mut canvas = Canvas::new(size);
    heading(definition, &mut canvas);
    Painter { taken, canvas: &mut canvas }.scene(&scene, at);
    canvas.finish()
}

fn heading(definition: &Definition, canvas: &mut Canvas) {
    let steps = count(definition);
    let noun = if steps == 1 { "step" } else { "steps" };
    let about = format!("for {}s · {steps} {noun}", definition.applies_to.word());
    canvas.describe(&definition.label, &about);
    canvas.text("heading", Point { x: MARGIN, y: 30.0 }, &text::shortened(&definition.label, 48));
    canvas.text("about", Point { x: MARGIN, y: 48.0 }, &about);
}

fn count(definition: &Definition) -> usize {
    use docket_domain::work_flow::StepKind;
    let inside = definition.steps.iter().map(|step| match &step.kind {
        StepKind::Parallel(parallel) => parallel.branches.iter().map(|branch| branch.steps.len()).sum(),
        _ => 0,
    });
    definition.steps.len() + inside.sum::<usize>()
}
