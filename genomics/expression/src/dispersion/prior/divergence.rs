use super::histograms::{BINS, VARIANCES, densities, density};
use crate::dispersion::trend::{hermite, local_parabola};

/// Greatest variance that is tried.
const GREATEST: f64 = 8.0;

/// Points at which the smoothed divergence is compared.
const FINE: usize = 1000;

/// Share of the points that a local fit of the divergence sees, and most points of an interval without a knot.
const NEAREST: usize = 40;
const LEAF: usize = 8;

/// The variance at which residuals would be distributed most as they are, by the divergence of Kullback and Leibler
/// between histograms, smoothed over the variances by local parabolas (R's `loess` with a span of 0.2).
pub(super) fn least_divergence(residuals: &[f64], degrees: usize) -> f64 {
    let mut counts = vec![0.0; BINS];
    for residual in residuals.iter().filter(|residual| residual.abs() < 10.0) {
        // Bins are open on the left and closed on the right.
        let bin = ((residual + 10.0) * 2.0).ceil() as usize;
        counts[bin.clamp(1, BINS) - 1] += 1.0;
    }
    if counts.iter().all(|count| *count == 0.0) {
        return 0.0;
    }
    let observed = density(&counts);
    let divergence = |expected: &Vec<f64>| -> f64 {
        let positive = observed.iter().chain(expected).copied().filter(|value| *value > 0.0);
        let small = positive.fold(f64::INFINITY, f64::min);
        let term = |(o, e): (&f64, &f64)| o * ((o + small).ln() - (e + small).ln());
        observed.iter().zip(expected).map(term).sum()
    };
    let points: Vec<(f64, f64, f64)> = densities(degrees)
        .iter()
        .enumerate()
        .map(|(i, expected)| {
            (GREATEST * i as f64 / (VARIANCES - 1) as f64, divergence(expected), 1.0)
        })
        .collect();
    let knots = knots(&points);
    let fitted: Option<Vec<(f64, (f64, f64))>> =
        knots.iter().map(|&knot| Some((knot, local_parabola(&points, knot, NEAREST)?))).collect();
    let Some(fitted) = fitted else { return 0.0 };
    let mut best = (f64::INFINITY, 0.0);
    for i in 0..FINE {
        let x = GREATEST * i as f64 / (FINE - 1) as f64;
        let right = knots.partition_point(|knot| *knot < x).clamp(1, knots.len() - 1);
        let value = hermite(x, fitted[right - 1], fitted[right]);
        if value < best.0 {
            best = (value, x);
        }
    }
    best.1
}

/// Where `loess` fits: the ends with a margin, and the middle points of intervals with more than eight points
/// (Cleveland and Grosse, *Statistics and Computing* 1 (1991), 47–62).
fn knots(points: &[(f64, f64, f64)]) -> Vec<f64> {
    let margin = 0.005 * GREATEST;
    let mut knots = vec![-margin, GREATEST + margin];
    let mut open = vec![(0, points.len())];
    while let Some((first, end)) = open.pop() {
        if end - first > LEAF {
            let middle = (first + end - 1) / 2;
            knots.push(points[middle].0);
            open.extend([(first, middle + 1), (middle + 1, end)]);
        }
    }
    knots.sort_by(f64::total_cmp);
    knots
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knots_are_those_of_loess() {
        // R 4.2.2: loess(y ~ x, span = .2)$kd for 200 points from 0 to 8: 33 vertices, cuts at 3.98, 1.97, .2412
        let points: Vec<_> = (0..200).map(|i| (8.0 * f64::from(i) / 199.0, 0.0, 1.0)).collect();
        let knots = knots(&points);
        assert_eq!((knots.len(), knots[0], knots[32]), (33, -0.04, 8.04));
        for cut in [3.979_899_497_487_437, 1.969_849_246_231_156, 0.241_206_030_150_753_8] {
            assert!(knots.iter().any(|knot| (knot - cut).abs() < 1e-14));
        }
    }

    #[test]
    fn the_smoother_is_loess() {
        // R 4.2.2: g <- seq(0, 8, length = 200); predict(loess(sin(g) + g^2/10 ~ g, span = .2),
        //   seq(0, 8, length = 1000))[c(1, 2, 3, 100, 500, 999, 1000)]
        let points: Vec<_> = (0..200)
            .map(|i| 8.0 * f64::from(i) / 199.0)
            .map(|x| (x, x.sin() + x * x / 10.0, 1.0))
            .collect();
        let knots = knots(&points);
        let fitted: Vec<_> = knots
            .iter()
            .map(|&knot| (knot, local_parabola(&points, knot, NEAREST).expect("enough points")))
            .collect();
        let expected = [
            (0, -0.010_542_068_940_164_635),
            (1, -0.001_578_117_790_939_609_4),
            (2, 0.007_363_255_406_330_472),
            (99, 0.774_151_244_712_541_2),
            (499, 0.843_291_806_395_638),
            (998, 7.382_022_015_253_728),
            (999, 7.394_037_322_338_772),
        ];
        for (i, expected) in expected {
            let x = 8.0 * f64::from(i) / 999.0;
            let right = knots.partition_point(|knot| *knot < x).clamp(1, knots.len() - 1);
            let found = hermite(x, fitted[right - 1], fitted[right]);
            assert!((found - expected).abs() < 1e-9, "{i}: {found}");
        }
    }
}
