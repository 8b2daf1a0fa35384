//! The page of the guide: what is needed, what is done in which order, and how it looks then.

use super::pen::Font::{Bold, Plain};
use super::pen::{Colour, Pen};

const INK: Colour = "0.08 0.13 0.15";
const SOFT: Colour = "0.36 0.42 0.45";
const LINE: Colour = "0.80 0.84 0.85";
const PALE: Colour = "0.94 0.97 0.96";
const DEEP: Colour = "0.06 0.46 0.43";
const GREEN: Colour = "0.20 0.72 0.42";
const WARM: Colour = "0.99 0.95 0.85";
const WHITE: Colour = "1 1 1";

/// Where the text begins, and how wide it is.
const LEFT: f32 = 50.0;
const WIDE: f32 = 495.0;

const NEEDED: [[&str; 3]; 2] = [
    ["Drill with a 5 mm bit", "Spirit level", "Pencil"],
    ["Screwdriver", "Two plugs and screws", "Battery CR123A"],
];

const STEPS: [(&str, &str); 5] = [
    ("Choose the place", "A wall in the shade, 1.5 m above the floor, away from doors and heaters."),
    ("Mark the holes", "Hold the plate level and mark two holes, one above the other, 60 mm apart."),
    ("Fix the plate", "Drill two holes of 5 mm, push the plugs in and screw the plate on."),
    ("Hang the logger", "Put the battery in and slide the logger down on the plate until it clicks."),
    ("Wait for the green light", "It comes within a minute. Then write down the reading that is shown."),
];

/// What is drawn on the page.
pub(super) fn page() -> String {
    let mut pen = Pen::default();
    head(&mut pen);
    needed(&mut pen);
    for (nth, step) in (1_u8..).zip(STEPS) {
        steps(&mut pen, nth, step);
    }
    figures(&mut pen);
    foot(&mut pen);
    pen.done()
}

fn head(pen: &mut Pen) {
    pen.area((0.0, 828.0), (595.0, 14.0), DEEP);
    pen.text((LEFT, 792.0), (Bold, 9.0), DEEP, "WORK INSTRUCTION");
    pen.text((474.0, 792.0), (Plain, 9.0), SOFT, "WI-014 \\267 Edition 2");
    pen.text((LEFT, 757.0), (Bold, 26.0), INK, "Mounting a temperature logger");
    pen.text((LEFT, 737.0), (Plain, 11.0), SOFT, "On a wall indoors. One person, about ten minutes.");
    pen.line((LEFT, 722.0), (LEFT + WIDE, 722.0), LINE, 1.0);
}

fn needed(pen: &mut Pen) {
    pen.area((LEFT, 638.0), (WIDE, 68.0), PALE);
    pen.text((LEFT + 14.0, 686.0), (Bold, 10.5), INK, "You need");
    for (line, y) in NEEDED.iter().zip([668.0, 651.0]) {
        for (thing, x) in line.iter().zip([70.0, 232.0, 402.0]) {
            pen.disc((x - 3.0, y + 3.5), 1.8, DEEP);
            pen.text((x + 4.0, y), (Plain, 10.5), INK, thing);
        }
    }
}

fn steps(pen: &mut Pen, nth: u8, (name, how): (&str, &str)) {
    let y = 652.0 - 42.0 * f32::from(nth);
    pen.disc((LEFT + 12.0, y - 1.0), 12.0, DEEP);
    pen.text((LEFT + 8.6, y - 5.2), (Bold, 12.0), WHITE, &nth.to_string());
    pen.text((LEFT + 38.0, y + 2.0), (Bold, 12.0), INK, name);
    pen.text((LEFT + 38.0, y - 13.0), (Plain, 10.5), SOFT, how);
}

/// The place, the plate and the logger, side by side.
fn figures(pen: &mut Pen) {
    let (low, high) = (128.0, 408.0);
    pen.frame((LEFT, low), (WIDE, high - low), (LINE, 1.0));
    for x in [LEFT + 165.0, LEFT + 330.0] {
        pen.line((x, low), (x, high), LINE, 1.0);
    }
    for (words, x) in [("A  The place", 64.0), ("B  The plate", 229.0), ("C  The logger", 394.0)] {
        pen.text((x, high - 22.0), (Bold, 10.5), INK, words);
    }
    place(pen);
    plate(pen);
    logger(pen);
}

fn place(pen: &mut Pen) {
    pen.area((64.0, 176.0), (137.0, 176.0), PALE);
    pen.area((64.0, 168.0), (137.0, 8.0), SOFT);
    // The door that it stays away from.
    pen.area((160.0, 176.0), (34.0, 104.0), WHITE);
    pen.frame((160.0, 176.0), (34.0, 104.0), (LINE, 1.0));
    pen.disc((166.0, 226.0), 2.0, SOFT);
    pen.area((86.0, 272.0), (22.0, 28.0), DEEP);
    pen.area((90.0, 286.0), (14.0, 8.0), WHITE);
    pen.height(97.0, (177.0, 271.0), INK);
    pen.text((104.0, 220.0), (Plain, 10.0), INK, "1.5 m");
    pen.text((64.0, 146.0), (Plain, 9.5), SOFT, "In the shade, at eye level");
}

fn plate(pen: &mut Pen) {
    pen.area((252.0, 182.0), (64.0, 160.0), PALE);
    pen.frame((252.0, 182.0), (64.0, 160.0), (DEEP, 1.5));
    for y in [226.0, 298.0] {
        pen.disc((284.0, y), 8.0, DEEP);
        pen.disc((284.0, y), 6.0, WHITE);
        pen.line((279.0, y), (289.0, y), DEEP, 0.8);
        pen.line((284.0, y - 5.0), (284.0, y + 5.0), DEEP, 0.8);
        pen.dashes((294.0, y), (342.0, y), SOFT);
    }
    pen.height(336.0, (226.0, 298.0), INK);
    pen.text((341.0, 258.0), (Plain, 10.0), INK, "60 mm");
    pen.text((229.0, 146.0), (Plain, 9.5), SOFT, "Level, its arrow pointing up");
    pen.line((284.0, 318.0), (284.0, 334.0), DEEP, 1.5);
    pen.line((280.0, 329.0), (284.0, 334.0), DEEP, 1.5);
    pen.line((288.0, 329.0), (284.0, 334.0), DEEP, 1.5);
}

fn logger(pen: &mut Pen) {
    pen.area((412.0, 182.0), (100.0, 160.0), WHITE);
    pen.frame((412.0, 182.0), (100.0, 160.0), (DEEP, 2.0));
    pen.area((426.0, 276.0), (72.0, 46.0), PALE);
    pen.text((435.0, 293.0), (Bold, 17.0), INK, "4.2 \\260C");
    pen.disc((462.0, 216.0), 9.0, GREEN);
    for y in [240.0, 248.0, 256.0] {
        pen.line((442.0, y), (482.0, y), LINE, 1.5);
    }
    pen.line((473.0, 216.0), (514.0, 216.0), SOFT, 0.8);
    pen.text((516.0, 213.0), (Plain, 9.0), INK, "ready");
    pen.text((394.0, 146.0), (Plain, 9.5), SOFT, "Green: it measures");
}

fn foot(pen: &mut Pen) {
    pen.area((LEFT, 66.0), (WIDE, 42.0), WARM);
    pen.text((LEFT + 14.0, 90.0), (Bold, 10.5), INK, "No green light?");
    let what = "Take the battery out, wait ten seconds and put it in again. If it stays dark, close the step as failed.";
    pen.text((LEFT + 14.0, 75.0), (Plain, 9.5), INK, what);
    pen.text((LEFT, 36.0), (Plain, 8.5), SOFT, "Write the reading into the step that follows this one.");
    pen.text((501.0, 36.0), (Plain, 8.5), SOFT, "Page 1 of 1");
}
