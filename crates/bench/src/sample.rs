//! One measurement, and several of them together.

use std::time::Duration;

use crate::histogram::Histogram;

/// What one measurement found.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sample {
    /// Operations a second.
    pub rate: f64,
    /// Median latency, milliseconds.
    pub p50: f64,
    /// 99th percentile of the latency, milliseconds.
    pub p99: f64,
    /// Processor time of the server for an operation, microseconds.
    pub cpu_micros: Option<f64>,
    /// Cores that something else kept busy meanwhile.
    pub other_cores: Option<f64>,
}

impl Sample {
    /// The sample of the latencies counted within `span`.
    #[must_use]
    pub fn of(latency: &Histogram, span: Duration) -> Self {
        Self {
            rate: latency.total() as f64 / span.as_secs_f64(),
            p50: latency.quantile(0.5).as_secs_f64() * 1e3,
            p99: latency.quantile(0.99).as_secs_f64() * 1e3,
            ..Self::default()
        }
    }
}

/// The median of several figures and their range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// The middle one; of an even count the mean of the middle two.
    pub median: f64,
    /// The lowest.
    pub min: f64,
    /// The highest.
    pub max: f64,
}

impl Spread {
    /// `None` of no figures.
    #[must_use]
    pub fn of(figures: impl IntoIterator<Item = f64>) -> Option<Self> {
        let mut figures: Vec<f64> = figures.into_iter().collect();
        figures.sort_by(f64::total_cmp);
        let (min, max) = (*figures.first()?, *figures.last()?);
        let middle = figures.len() / 2;
        let median = if figures.len().is_multiple_of(2) {
            f64::midpoint(figures[middle - 1], figures[middle])
        } else {
            figures[middle]
        };
        Some(Self { median, min, max })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_figure_or_between_the_middle_two() {
        assert_eq!(Spread::of([3.0, 1.0, 2.0]), Some(Spread { median: 2.0, min: 1.0, max: 3.0 }));
        assert_eq!(Spread::of([4.0, 1.0]), Some(Spread { median: 2.5, min: 1.0, max: 4.0 }));
        assert_eq!(Spread::of([]), None);
    }
}
