//! The tables that are printed: medians and ranges over the rounds, ratios taken within each round.

use std::fmt::Write;

use crate::goal::{Goal, Verdict};
use crate::sample::{Sample, Spread};

/// One operation beside its floor.
#[derive(Debug)]
pub struct Line {
    /// The operation.
    pub operation: String,
    /// Connections of the load.
    pub connections: usize,
    /// What the floor is.
    pub floor_name: String,
    /// Docket's samples, one a round.
    pub ours: Vec<Sample>,
    /// The floor's samples, one a round; empty when there is no floor.
    pub floor: Vec<Sample>,
    /// The limit of the ratio of the rates.
    pub goal: Option<Goal>,
}

/// A figure apart from the rates.
#[derive(Debug)]
pub struct Check {
    /// What it is, with its unit.
    pub what: String,
    /// One figure a round.
    pub figures: Vec<f64>,
    /// Its limit; without, it is for information.
    pub goal: Option<Goal>,
}

/// All that a run of the bench found.
#[derive(Debug, Default)]
pub struct Report {
    /// The operations.
    pub lines: Vec<Line>,
    /// The other figures.
    pub checks: Vec<Check>,
}

impl Line {
    /// `figure` of ours divided by the floor's, round by round.
    pub fn ratios(&self, figure: impl Fn(&Sample) -> f64) -> Vec<f64> {
        self.ours.iter().zip(&self.floor).map(|(ours, floor)| figure(ours) / figure(floor)).collect()
    }

    /// Whether anything was measured.
    #[must_use]
    pub fn is_measured(&self) -> bool {
        !self.ours.is_empty() || !self.floor.is_empty()
    }

    fn ratio(&self) -> Option<Spread> {
        Spread::of(self.ratios(|sample| sample.rate))
    }

    fn cells(&self) -> Vec<String> {
        let of = |figure: fn(&Sample) -> f64| Spread::of(self.ours.iter().map(figure));
        let floor = Spread::of(self.floor.iter().map(|sample| sample.rate));
        let cpu = Spread::of(self.ours.iter().filter_map(|sample| sample.cpu_micros));
        vec![
            self.operation.clone(),
            self.connections.to_string(),
            range(of(|sample| sample.rate)),
            middle(of(|sample| sample.p50)),
            middle(of(|sample| sample.p99)),
            middle(cpu),
            floor.map_or_else(dash, |floor| format!("{} {}", self.floor_name, range(Some(floor)))),
            range(self.ratio()),
            self.goal.map_or_else(dash, |goal| goal.text()),
            verdict(self.goal, self.ratio()),
        ]
    }
}

impl Report {
    /// Adds figures that are not rates; none are added when none were measured.
    pub fn check(&mut self, what: impl Into<String>, figures: Vec<f64>, goal: Option<Goal>) {
        if !figures.is_empty() {
            self.checks.push(Check { what: what.into(), figures, goal });
        }
    }

    /// How many goals were judged and how many of them missed.
    #[must_use]
    pub fn missed(&self) -> (usize, usize) {
        let rates = self.lines.iter().map(|line| (line.goal, line.ratio()));
        let checks = self.checks.iter().map(|check| (check.goal, Spread::of(check.figures.iter().copied())));
        let verdicts = rates.chain(checks).filter_map(|(goal, spread)| Some(goal?.judge(spread?.median)));
        verdicts.fold((0, 0), |(judged, missed), verdict| {
            (judged + 1, missed + usize::from(verdict == Verdict::Miss))
        })
    }

    /// The tables as text.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = String::new();
        if !self.lines.is_empty() {
            let head = "operation|conn|req/s (min–max)|p50 ms|p99 ms|CPU µs/req|floor/s (min–max)|ratio (min–max)|must (aim)|";
            out += &table(head, &self.lines.iter().map(Line::cells).collect::<Vec<_>>());
            out += "\n";
        }
        if !self.checks.is_empty() {
            out += &table(
                "figure|median (min–max)|must (aim)|",
                &self.checks.iter().map(check_cells).collect::<Vec<_>>(),
            );
        }
        let samples = self.lines.iter().flat_map(|line| line.ours.iter().chain(&line.floor));
        let others = samples.filter_map(|sample| sample.other_cores);
        if let Some(others) = Spread::of(others) {
            let (median, max) = (others.median, others.max);
            let _ = writeln!(out, "\nOther processes kept {median:.2} cores busy (at most {max:.2}).");
            if max > 0.2 {
                let _ =
                    writeln!(out, "That is over 0.2: repeat on a quiet machine before believing a figure.");
            }
        }
        let (judged, missed) = self.missed();
        let _ = writeln!(out, "{missed} of {judged} goals missed.");
        out
    }
}

fn check_cells(check: &Check) -> Vec<String> {
    let spread = Spread::of(check.figures.iter().copied());
    let goal = check.goal.map_or_else(dash, |goal| goal.text());
    vec![check.what.clone(), range(spread), goal, verdict(check.goal, spread)]
}

fn verdict(goal: Option<Goal>, spread: Option<Spread>) -> String {
    goal.zip(spread).map_or_else(String::new, |(goal, spread)| goal.judge(spread.median).word().to_owned())
}

fn range(spread: Option<Spread>) -> String {
    spread.map_or_else(dash, |spread| {
        let (median, min, max) = (figure(spread.median), figure(spread.min), figure(spread.max));
        if min == max { median } else { format!("{median} ({min}–{max})") }
    })
}

fn middle(spread: Option<Spread>) -> String {
    spread.map_or_else(dash, |spread| figure(spread.median))
}

fn figure(value: f64) -> String {
    match value {
        value if value >= 1_000.0 => format!("{value:.0}"),
        value if value >= 10.0 => format!("{value:.1}"),
        value => format!("{value:.2}"),
    }
}

fn dash() -> String {
    "–".to_owned()
}

/// Markdown with aligned columns; `head` is split at `|`.
fn table(head: &str, rows: &[Vec<String>]) -> String {
    let head: Vec<String> = head.split('|').map(str::to_owned).collect();
    let width = |column: usize| {
        let cells = rows.iter().chain([&head]).filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or_default().max(3)
    };
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
    let mut out = String::new();
    for row in [&head, &rule].into_iter().chain(rows) {
        for (cell, width) in row.iter().zip(&widths) {
            let _ = write!(out, "| {cell:width$} ");
        }
        out += "|\n";
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples(rates: [f64; 3]) -> Vec<Sample> {
        rates.map(|rate| Sample { rate, ..Sample::default() }).to_vec()
    }

    #[test]
    fn a_ratio_is_the_median_of_the_ratios_within_the_rounds() {
        let line = Line {
            operation: "get".to_owned(),
            connections: 32,
            floor_name: "bare hyper".to_owned(),
            ours: samples([50.0, 60.0, 10.0]),
            floor: samples([100.0, 80.0, 100.0]),
            goal: Some(Goal::at_least(0.6, None)),
        };
        assert_eq!(line.ratio(), Some(Spread { median: 0.5, min: 0.1, max: 0.75 }));
        let mut report = Report { lines: vec![line], checks: Vec::new() };
        report.check("memory, MB", vec![25.0], Some(Goal::at_most(30.0, Some(20.0))));
        report.check("for information", vec![1.0], None);
        assert_eq!(report.missed(), (2, 1));
        let text = report.text();
        assert!(text.contains("| 0.50 (0.10–0.75) | ≥ 0.6"), "{text}");
        assert!(text.contains("| MISS |") && text.contains("| ok  "), "{text}");
    }

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let text = table("a|b", &[vec!["µµµµ".to_owned(), "x".to_owned()]]);
        assert_eq!(text, "| a    | b   |\n| ---- | --- |\n| µµµµ | x   |\n");
    }
}
