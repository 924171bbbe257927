use crate::{Judged, Verdict};
use serde::Serialize;

/// Calls whose genotype qualities lie near each other, and how many of them are wrong.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct CalibrationBin {
    /// The least quality of the bin.
    pub from: f64,
    /// Qualities of the bin are less than this; `None` for the last.
    pub to: Option<f64>,
    /// Calls in it.
    pub calls: u64,
    /// Those that are wrong.
    pub wrong: u64,
    /// Share of wrong calls that the qualities promise, the mean of 10^(-GQ/10).
    pub promised: f64,
    /// Share of wrong calls.
    pub observed: f64,
    /// Lower end of the observed share's 95 % interval by Wilson's score.
    pub low: f64,
    /// Upper end of it.
    pub high: f64,
}

/// Lower ends of the bins.
const EDGES: [f64; 14] =
    [0.0, 5.0, 10.0, 15.0, 20.0, 25.0, 30.0, 35.0, 40.0, 45.0, 50.0, 60.0, 80.0, 99.0];

/// Holds what genotype qualities promise against what was found; bins without calls are left out.
#[must_use]
pub fn calibration<'a>(calls: impl Iterator<Item = &'a Judged>) -> Vec<CalibrationBin> {
    let mut sums = [(0_u64, 0_u64, 0.0_f64); EDGES.len()];
    for call in calls.filter(|call| call.counted) {
        let Some(quality) = call.primitive.genotype_quality else { continue };
        let bin = EDGES.partition_point(|&edge| edge <= quality).saturating_sub(1);
        sums[bin].0 += 1;
        sums[bin].1 += u64::from(call.verdict != Verdict::Match);
        sums[bin].2 += 10_f64.powf(-quality / 10.0);
    }
    let filled = sums.iter().enumerate().filter(|(_, sums)| sums.0 > 0);
    filled
        .map(|(bin, &(calls, wrong, promised))| {
            let (low, high) = wilson(wrong, calls);
            CalibrationBin {
                from: EDGES[bin],
                to: EDGES.get(bin + 1).copied(),
                calls,
                wrong,
                promised: promised / calls as f64,
                observed: wrong as f64 / calls as f64,
                low,
                high,
            }
        })
        .collect()
}

/// Interval of a share (E. B. Wilson, J. Am. Stat. Assoc. 1927), 95 %.
fn wilson(part: u64, all: u64) -> (f64, f64) {
    const Z: f64 = 1.959_963_984_540_054;
    let (share, n) = (part as f64 / all as f64, all as f64);
    let middle = share + Z * Z / (2.0 * n);
    let half = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    (((middle - half) / scale).max(0.0), ((middle + half) / scale).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::wilson;

    #[test]
    fn wilsons_interval_is_that_of_scipy() {
        // scipy.stats.binomtest(3, 20).proportion_ci(method="wilson"), scipy 1.17.1.
        let (low, high) = wilson(3, 20);
        assert!((low - 0.052_368_7).abs() < 1e-6, "{low}");
        assert!((high - 0.360_418_9).abs() < 1e-6, "{high}");
    }
}
