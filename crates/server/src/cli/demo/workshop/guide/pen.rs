//! What a page of a PDF is drawn with. Lengths are in points, from the lower left corner.

use std::fmt::{Arguments, Write as _};

/// A colour: how much red, green and blue.
pub(super) type Colour = &'static str;

/// The letters of the page.
#[derive(Clone, Copy)]
pub(super) enum Font {
    Plain,
    Bold,
}

impl Font {
    /// Both, as the document names them and as they are called.
    pub(super) const ALL: [(&'static str, &'static str); 2] = [("F", "Helvetica"), ("B", "Helvetica-Bold")];

    const fn name(self) -> &'static str {
        let at = match self {
            Self::Plain => 0,
            Self::Bold => 1,
        };
        Self::ALL[at].0
    }
}

/// A page that is drawn.
#[derive(Default)]
pub(super) struct Pen {
    page: String,
}

impl Pen {
    /// What was drawn, as the page has it.
    pub(super) fn done(self) -> String {
        self.page
    }

    /// Letters of a font and size in a colour, on one line that begins here.
    pub(super) fn text(
        &mut self,
        (x, y): (f32, f32),
        (font, size): (Font, f32),
        colour: Colour,
        words: &str,
    ) {
        let font = font.name();
        self.put(format_args!("{colour} rg BT /{font} {size} Tf {x} {y} Td ({words}) Tj ET\n"));
    }

    /// A filled rectangle.
    pub(super) fn area(&mut self, (x, y): (f32, f32), (width, height): (f32, f32), colour: Colour) {
        self.put(format_args!("{colour} rg {x} {y} {width} {height} re f\n"));
    }

    /// The outline of a rectangle.
    pub(super) fn frame(
        &mut self,
        (x, y): (f32, f32),
        (width, height): (f32, f32),
        (colour, thick): (Colour, f32),
    ) {
        self.put(format_args!("{colour} RG {thick} w {x} {y} {width} {height} re S\n"));
    }

    /// A line.
    pub(super) fn line(&mut self, from: (f32, f32), to: (f32, f32), colour: Colour, thick: f32) {
        let ((x, y), (right, up)) = (from, to);
        self.put(format_args!("{colour} RG {thick} w {x} {y} m {right} {up} l S\n"));
    }

    /// A line of dashes.
    pub(super) fn dashes(&mut self, from: (f32, f32), to: (f32, f32), colour: Colour) {
        self.put(format_args!("[4 3] 0 d\n"));
        self.line(from, to, colour, 1.0);
        self.put(format_args!("[] 0 d\n"));
    }

    /// An upright line with a point at each end, which measures something.
    pub(super) fn height(&mut self, x: f32, (low, high): (f32, f32), colour: Colour) {
        self.line((x, low), (x, high), colour, 1.0);
        for (end, inside) in [(low, 6.0), (high, -6.0)] {
            let (tip, wing) = ((x, end), end + inside);
            self.line((x - 3.5, wing), tip, colour, 1.0);
            self.line((x + 3.5, wing), tip, colour, 1.0);
        }
    }

    /// A filled disc.
    pub(super) fn disc(&mut self, (x, y): (f32, f32), radius: f32, colour: Colour) {
        // How far the handles of a curve stand off to make a quarter of a circle.
        let off = radius * 0.552;
        let (left, right, low, high) = (x - radius, x + radius, y - radius, y + radius);
        self.put(format_args!(
            "{colour} rg {right} {y} m {right} {} {} {high} {x} {high} c ",
            y + off,
            x + off
        ));
        self.put(format_args!("{} {high} {left} {} {left} {y} c ", x - off, y + off));
        self.put(format_args!("{left} {} {} {low} {x} {low} c ", y - off, x - off));
        self.put(format_args!("{} {low} {right} {} {right} {y} c f\n", x + off, y - off));
    }

    fn put(&mut self, more: Arguments<'_>) {
        self.page.write_fmt(more).expect("a String takes all that is written to it");
    }
}
