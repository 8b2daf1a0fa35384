//! Latencies counted in buckets that are at most 1.6 % wide, so a run of any length needs the same memory.

use std::time::Duration;

const SUB_BUCKETS: u64 = 64;
const BUCKETS: usize = 59 * SUB_BUCKETS as usize;

/// Counts durations of 1 ns to 584 years and answers percentiles.
pub struct Histogram {
    counts: Vec<u64>,
    total: u64,
}

impl Default for Histogram {
    fn default() -> Self {
        Self { counts: vec![0; BUCKETS], total: 0 }
    }
}

impl Histogram {
    /// Counts one duration.
    pub fn record(&mut self, duration: Duration) {
        let nanos = u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX);
        self.counts[bucket_of(nanos)] += 1;
        self.total += 1;
    }

    /// Adds all that `other` counted.
    pub fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.counts.iter_mut().zip(&other.counts) {
            *mine += theirs;
        }
        self.total += other.total;
    }

    /// How many durations were counted.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.total
    }

    /// The duration that the fraction `quantile` (0 to 1) of all counted ones does not exceed; zero when empty.
    #[must_use]
    pub fn quantile(&self, quantile: f64) -> Duration {
        let rank = ((self.total as f64 * quantile).ceil() as u64).max(1);
        let mut seen = 0;
        for (bucket, count) in self.counts.iter().enumerate() {
            seen += count;
            if seen >= rank {
                return Duration::from_nanos(middle_of(bucket));
            }
        }
        Duration::ZERO
    }
}

fn bucket_of(nanos: u64) -> usize {
    if nanos < SUB_BUCKETS {
        return nanos as usize;
    }
    let exponent = u64::from(nanos.ilog2());
    let mantissa = (nanos >> (exponent - 6)) & (SUB_BUCKETS - 1);
    ((exponent - 5) * SUB_BUCKETS + mantissa) as usize
}

fn middle_of(bucket: usize) -> u64 {
    let bucket = bucket as u64;
    if bucket < SUB_BUCKETS {
        return bucket;
    }
    let shift = bucket / SUB_BUCKETS - 1;
    let low = (SUB_BUCKETS + bucket % SUB_BUCKETS) << shift;
    low + ((1 << shift) >> 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_within_two_per_cent() {
        let mut histogram = Histogram::default();
        for micros in 1..=10_000 {
            histogram.record(Duration::from_micros(micros));
        }
        for (quantile, expected) in [(0.5, 5_000.0), (0.99, 9_900.0), (1.0, 10_000.0)] {
            let found = histogram.quantile(quantile).as_secs_f64() * 1e6;
            assert!((found / expected - 1.0).abs() < 0.02, "{quantile}: {found} instead of {expected}");
        }
    }

    #[test]
    fn the_longest_duration_has_a_bucket() {
        let mut histogram = Histogram::default();
        histogram.record(Duration::MAX);
        histogram.record(Duration::ZERO);
        assert_eq!(histogram.total(), 2);
        assert_eq!(histogram.quantile(0.5), Duration::ZERO);
    }

    #[test]
    fn merging_adds_the_counts() {
        let (mut left, mut right) = (Histogram::default(), Histogram::default());
        left.record(Duration::from_nanos(10));
        right.record(Duration::from_nanos(30));
        left.merge(&right);
        assert_eq!((left.total(), left.quantile(1.0)), (2, Duration::from_nanos(30)));
    }
}
