/// Most rounds of reweighting.
const MOST: usize = 25;

/// Gamma regression of `y` on `a + b x` with the identity as link, by iteratively reweighted least squares from a
/// start until the deviance changes by less than 10⁻⁸ of its size; a step to a negative mean is halved (R's `glm.fit`).
/// Gives the coefficients and whether they converged; nothing where there is no sound step.
pub(super) fn inverse_mean_regression(
    x: &[f64],
    y: &[f64],
    start: (f64, f64),
) -> Option<((f64, f64), bool)> {
    if x.len() < 2 {
        return None;
    }
    let sound = |c: (f64, f64)| x.iter().all(|x| c.0 + c.1 * x > 0.0);
    let deviance = |c: (f64, f64)| -> f64 {
        let one = |(x, y): (&f64, &f64)| {
            let mean = c.0 + c.1 * x;
            -2.0 * ((y / mean).ln() - (y - mean) / mean)
        };
        x.iter().zip(y).map(one).sum()
    };
    if !sound(start) {
        return None;
    }
    let mut at = start;
    let mut before = deviance(at);
    for _ in 0..MOST {
        let mut next = weighted_line(x, y, at)?;
        let mut halvings = 0;
        while !sound(next) || !deviance(next).is_finite() {
            halvings += 1;
            if halvings > MOST {
                return None;
            }
            next = ((next.0 + at.0) / 2.0, (next.1 + at.1) / 2.0);
        }
        at = next;
        let now = deviance(at);
        if (now - before).abs() / (now.abs() + 0.1) < 1e-8 {
            return Some((at, true));
        }
        before = now;
    }
    Some((at, false))
}

/// The line of least squares with weights of one over the squared mean.
fn weighted_line(x: &[f64], y: &[f64], at: (f64, f64)) -> Option<(f64, f64)> {
    let weight = |x: f64| (at.0 + at.1 * x).powi(-2);
    let (mut w, mut wx, mut wy) = (0.0, 0.0, 0.0);
    for (&x, &y) in x.iter().zip(y) {
        let one = weight(x);
        w += one;
        wx += one * x;
        wy += one * y;
    }
    let (centre, height) = (wx / w, wy / w);
    let (mut spread, mut slope) = (0.0, 0.0);
    for (&x, &y) in x.iter().zip(y) {
        let one = weight(x) * (x - centre);
        spread += one * (x - centre);
        slope += one * (y - height);
    }
    if spread.is_nan() || spread <= 0.0 {
        return None;
    }
    let slope = slope / spread;
    Some((height - slope * centre, slope))
}

#[cfg(test)]
mod tests {
    use super::inverse_mean_regression;

    #[test]
    fn exact_data_are_met() {
        let x = [0.01, 0.1, 0.5, 1.0];
        let y: Vec<f64> = x.iter().map(|x| 0.02 + 3.0 * x).collect();
        let ((a, b), converged) = inverse_mean_regression(&x, &y, (0.1, 1.0)).expect("sound");
        assert!(converged && (a - 0.02).abs() < 1e-12 && (b - 3.0).abs() < 1e-12);
    }
}
