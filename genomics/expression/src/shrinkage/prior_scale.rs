/// Bounds of the variance of true effects.
const BOUNDS: (f64, f64) = (1e-6, 400.0);

/// The variance of true effects given estimates with their squared errors: the solution of the moment equation of Efron
/// and Morris (JASA 70 (1975), 311–319), as apeglm takes it, within bounds.
pub(super) fn effect_variance(estimates: &[(f64, f64)]) -> f64 {
    let excess = |variance: f64| {
        let (mut top, mut bottom) = (0.0, 0.0);
        for (estimate, squared_error) in estimates {
            let information = 0.5 / (variance + squared_error).powi(2);
            top += information * (estimate * estimate - squared_error);
            bottom += information;
        }
        top / bottom - variance
    };
    let (mut low, mut high) = BOUNDS;
    if estimates.is_empty() || excess(low) < 0.0 {
        return low;
    }
    if excess(high) > 0.0 {
        return high;
    }
    // The root is looked for on the scale of logarithms, since it may be of any size.
    for _ in 0..200 {
        let middle = (low * high).sqrt();
        if excess(middle) > 0.0 { low = middle } else { high = middle }
    }
    (low * high).sqrt()
}

#[cfg(test)]
mod tests {
    use super::effect_variance;

    #[test]
    fn with_equal_errors_it_is_the_difference_of_variances() {
        let estimates = [(1.0, 0.25), (-2.0, 0.25), (0.5, 0.25), (1.5, 0.25)];
        let mean_square = (1.0 + 4.0 + 0.25 + 2.25) / 4.0;
        assert!((effect_variance(&estimates) - (mean_square - 0.25)).abs() < 1e-12);
        assert_eq!(effect_variance(&[(0.1, 1.0), (-0.1, 1.0)]), 1e-6);
    }
}
