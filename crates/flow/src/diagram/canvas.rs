//! Writing SVG.

use super::layout::{Point, Size};
use super::style::STYLE;
use super::text;

/// The document as far as it is written.
pub(super) struct Canvas {
    out: String,
}

impl Canvas {
    pub(super) fn new(size: Size) -> Self {
        let mut canvas = Self { out: String::with_capacity(16 * 1024) };
        canvas.raw(r#"<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title about""#);
        canvas.numbers(&[(" width", size.width), (" height", size.height)]);
        canvas.raw(" viewBox=\"0 0 ");
        text::number(size.width, &mut canvas.out);
        canvas.raw(" ");
        text::number(size.height, &mut canvas.out);
        canvas.raw("\">");
        canvas
    }

    /// What the picture shows, for those who can't see it; comes first.
    pub(super) fn describe(&mut self, title: &str, about: &str) {
        self.raw("<title id=\"title\">");
        text::escape(title, &mut self.out);
        self.raw("</title><desc id=\"about\">");
        text::escape(about, &mut self.out);
        self.raw("</desc><style>");
        self.raw(STYLE);
        self.raw("</style>");
        self.raw("<rect class=\"paper\" width=\"100%\" height=\"100%\"/>");
    }

    pub(super) fn finish(mut self) -> String {
        self.raw("</svg>\n");
        self.out
    }

    /// Adds what is SVG already.
    pub(super) fn raw(&mut self, svg: &str) {
        self.out.push_str(svg);
    }

    /// Adds attributes.
    pub(super) fn numbers(&mut self, attributes: &[(&str, f64)]) {
        for (name, value) in attributes {
            self.raw(name);
            self.raw("=\"");
            text::number(*value, &mut self.out);
            self.raw("\"");
        }
    }

    /// Begins a group, with what it is when pointed at.
    pub(super) fn group(&mut self, class: &str, key: &str, at: Point, title: &str) {
        self.raw("<g class=\"");
        self.raw(class);
        self.raw("\" data-step=\"");
        text::escape(key, &mut self.out);
        self.raw("\" transform=\"translate(");
        text::number(at.x, &mut self.out);
        self.raw(" ");
        text::number(at.y, &mut self.out);
        self.raw(")\"><title>");
        text::escape(title, &mut self.out);
        self.raw("</title>");
    }

    pub(super) fn end_group(&mut self) {
        self.raw("</g>");
    }

    pub(super) fn text(&mut self, class: &str, at: Point, content: &str) {
        self.raw("<text");
        if !class.is_empty() {
            self.raw(" class=\"");
            self.raw(class);
            self.raw("\"");
        }
        self.numbers(&[(" x", at.x), (" y", at.y)]);
        self.raw(">");
        text::escape(content, &mut self.out);
        self.raw("</text>");
    }

    pub(super) fn rect(&mut self, class: &str, at: Point, size: Size, radius: f64) {
        self.raw("<rect");
        if !class.is_empty() {
            self.raw(" class=\"");
            self.raw(class);
            self.raw("\"");
        }
        self.numbers(&[
            (" x", at.x),
            (" y", at.y),
            (" width", size.width),
            (" height", size.height),
            (" rx", radius),
        ]);
        self.raw("/>");
    }

    pub(super) fn circle(&mut self, class: &str, at: Point, radius: f64) {
        self.raw("<circle class=\"");
        self.raw(class);
        self.raw("\"");
        self.numbers(&[(" cx", at.x), (" cy", at.y), (" r", radius)]);
        self.raw("/>");
    }

    /// Draws a path; `draw` writes its commands.
    pub(super) fn path(&mut self, class: &str, draw: impl FnOnce(&mut Pen<'_>)) {
        self.raw("<path class=\"");
        self.raw(class);
        self.raw("\" d=\"");
        draw(&mut Pen { out: &mut self.out });
        self.raw("\"/>");
    }
}

/// Writes the commands of a path.
pub(super) struct Pen<'a> {
    out: &'a mut String,
}

impl Pen<'_> {
    /// A command with the points that it takes.
    pub(super) fn to(&mut self, command: char, points: &[Point]) {
        self.out.push(command);
        for (index, point) in points.iter().enumerate() {
            if index > 0 {
                self.out.push(' ');
            }
            text::number(point.x, self.out);
            self.out.push(' ');
            text::number(point.y, self.out);
        }
    }

    pub(super) fn close(&mut self) {
        self.out.push('Z');
    }
}
