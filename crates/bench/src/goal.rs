//! What a figure must and should be.

/// A limit for one figure.
#[derive(Clone, Copy, Debug)]
pub struct Goal {
    sense: Sense,
    must: f64,
    aim: Option<f64>,
}

#[derive(Clone, Copy, Debug)]
enum Sense {
    AtLeast,
    AtMost,
}

/// How a figure stands to its goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Reaches what is hoped for.
    Aim,
    /// Reaches what is required.
    Ok,
    /// Fails what is required.
    Miss,
}

impl Verdict {
    /// As it stands in the report.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Aim => "ok, aim",
            Self::Ok => "ok",
            Self::Miss => "MISS",
        }
    }
}

impl Goal {
    /// The figure must be at least `must`; `aim` is hoped for.
    #[must_use]
    pub const fn at_least(must: f64, aim: Option<f64>) -> Self {
        Self { sense: Sense::AtLeast, must, aim }
    }

    /// The figure must be at most `must`; `aim` is hoped for.
    #[must_use]
    pub const fn at_most(must: f64, aim: Option<f64>) -> Self {
        Self { sense: Sense::AtMost, must, aim }
    }

    /// Judges a figure; one that is no number misses.
    #[must_use]
    pub fn judge(&self, figure: f64) -> Verdict {
        let reaches = |limit: f64| match self.sense {
            Sense::AtLeast => figure >= limit,
            Sense::AtMost => figure <= limit,
        };
        match self.aim {
            Some(aim) if reaches(aim) => Verdict::Aim,
            _ if reaches(self.must) => Verdict::Ok,
            _ => Verdict::Miss,
        }
    }

    /// As it stands in the report, for instance `≥ 0.45 (0.6)`.
    #[must_use]
    pub fn text(&self) -> String {
        let sign = match self.sense {
            Sense::AtLeast => '≥',
            Sense::AtMost => '≤',
        };
        match self.aim {
            Some(aim) => format!("{sign} {} ({aim})", short(self.must)),
            None => format!("{sign} {}", short(self.must)),
        }
    }
}

/// At most two decimals: two thirds as 0.67.
fn short(limit: f64) -> f64 {
    (limit * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_on_the_limit_reaches_it() {
        let goal = Goal::at_least(0.45, Some(0.6));
        assert_eq!(
            [0.44, 0.45, 0.6].map(|figure| goal.judge(figure)),
            [Verdict::Miss, Verdict::Ok, Verdict::Aim]
        );
        let goal = Goal::at_most(60.0, None);
        assert_eq!(
            [60.0, 60.1, f64::NAN].map(|f| goal.judge(f)),
            [Verdict::Ok, Verdict::Miss, Verdict::Miss]
        );
        assert_eq!(Goal::at_most(30.0, Some(20.0)).text(), "≤ 30 (20)");
    }
}
