use serde::Serialize;

/// Share of the genes that a local fit sees.
const SPAN: f64 = 0.7;

/// Points of the logarithm of the mean at which the fit is made; between them it is interpolated with its slopes.
const KNOTS: usize = 129;

/// A local regression of the logarithm of dispersions on that of means.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LocalTrend {
    /// Logarithms of means, ascending.
    knots: Vec<f64>,
    /// Logarithms of dispersions and their slopes at the knots.
    values: Vec<(f64, f64)>,
}

impl LocalTrend {
    /// The dispersion at a mean; outside of the means that were fitted, that of the nearest.
    #[must_use]
    pub(crate) fn at(&self, mean: f64) -> f64 {
        let (first, last) = (self.knots[0], self.knots[self.knots.len() - 1]);
        let x = mean.max(f64::MIN_POSITIVE).ln().clamp(first, last);
        let right = self.knots.partition_point(|knot| *knot < x).clamp(1, self.knots.len() - 1);
        hermite(
            x,
            (self.knots[right - 1], self.values[right - 1]),
            (self.knots[right], self.values[right]),
        )
        .exp()
    }
}

/// The cubic with these values and slopes at two points.
pub(in crate::dispersion) fn hermite(
    x: f64,
    (x0, (y0, d0)): (f64, (f64, f64)),
    (x1, (y1, d1)): (f64, (f64, f64)),
) -> f64 {
    let width = x1 - x0;
    if width <= 0.0 {
        return y0;
    }
    let t = (x - x0) / width;
    let u = 1.0 - t;
    y0 * u * u * (1.0 + 2.0 * t) + y1 * t * t * (1.0 + 2.0 * u) + width * t * u * (d0 * u - d1 * t)
}

/// The value and the slope at a point of the local parabola through `points` (x, y, weight), with tricube weights over
/// the distance to the `nearest`-th (Cleveland and Devlin, JASA 83 (1988), 596–610). The points are ascending in x.
pub(in crate::dispersion) fn local_parabola(
    points: &[(f64, f64, f64)],
    at: f64,
    nearest: usize,
) -> Option<(f64, f64)> {
    let mut left = points.partition_point(|point| point.0 < at);
    let mut right = left;
    // The window of the nearest points.
    while right - left < nearest.min(points.len()) {
        let before = if left > 0 { at - points[left - 1].0 } else { f64::INFINITY };
        let after = if right < points.len() { points[right].0 - at } else { f64::INFINITY };
        if before <= after { left -= 1 } else { right += 1 }
    }
    let window = &points[left..right];
    let reach = (at - window.first()?.0).max(window.last()?.0 - at);
    if reach <= 0.0 {
        return None;
    }
    let mut solver = crate::linear::LeastSquares::new(window.len(), 3);
    let (a, b) = solver.buffers();
    for (i, &(x, y, weight)) in window.iter().enumerate() {
        let offset = (x - at) / reach;
        let tricube = (1.0 - offset.abs().powi(3)).max(0.0).powi(3);
        let root = (weight * tricube).sqrt();
        for (cell, power) in a[i * 3..i * 3 + 3].iter_mut().zip([1.0, offset, offset * offset]) {
            *cell = root * power;
        }
        b[i] = root * y;
    }
    let mut coefficients = [0.0; 3];
    solver.solve(&mut coefficients);
    let sound = coefficients.iter().all(|c| c.is_finite());
    sound.then_some((coefficients[0], coefficients[1] / reach))
}

/// A local parabola of log dispersion over log mean, genes weighted by their means, over the nearest 70 % of the genes
/// with a dispersion of at least 10⁻⁷. Nothing where there are too few.
///
/// DESeq2 takes the package locfit (Loader, *Local Regression and Likelihood*, 1999) with the same degree, span and
/// weights, which evaluates on few points and blends; here the points are denser, so that the two differ slightly.
pub(in crate::dispersion) fn local(means: &[f64], dispersions: &[f64]) -> Option<LocalTrend> {
    let mut points: Vec<(f64, f64, f64)> = means
        .iter()
        .zip(dispersions)
        .filter(|(_, dispersion)| **dispersion >= crate::dispersion::bounds::LEAST * 10.0)
        .map(|(mean, dispersion)| (mean.ln(), dispersion.ln(), *mean))
        .collect();
    points.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    if points.len() < 4 {
        return None;
    }
    let nearest = ((points.len() as f64 * SPAN) as usize).max(4);
    let (first, last) = (points[0].0, points[points.len() - 1].0);
    let knots: Vec<f64> =
        (0..KNOTS).map(|i| first + (last - first) * i as f64 / (KNOTS - 1) as f64).collect();
    let values: Option<Vec<(f64, f64)>> =
        knots.iter().map(|&knot| local_parabola(&points, knot, nearest)).collect();
    Some(LocalTrend { knots, values: values? })
}
