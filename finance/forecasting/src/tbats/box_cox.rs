/// The power transformation of Box and Cox (*An analysis of transformations*, 1964):
/// `(y^lambda - 1) / lambda`, and the logarithm at 0.
pub(super) fn forth(value: f64, lambda: f64) -> f64 {
    // (y^lambda - 1) / lambda without cancellation near 0.
    if lambda == 0.0 { value.ln() } else { (lambda * value.ln()).exp_m1() / lambda }
}

/// The way back. What lies below the transformation's range is the value 0.
pub(super) fn back(value: f64, lambda: f64) -> f64 {
    if lambda == 0.0 {
        return value.exp();
    }
    let inner = lambda * value;
    if inner <= -1.0 { 0.0 } else { (inner.ln_1p() / lambda).exp() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back_is_where_it_was() {
        for lambda in [0.0, 1e-12, 1e-4, 0.3, 1.0] {
            for value in [1e-3, 1.0, 112.0, 6e5] {
                let again = back(forth(value, lambda), lambda);
                assert!((again / value - 1.0).abs() < 1e-10, "{lambda} {value}: {again}");
            }
        }
        assert!((forth(9.0, 0.5) - 4.0).abs() < 1e-14);
        assert!((forth(9.0, 1e-9) - 9.0_f64.ln()).abs() < 1e-8);
        assert_eq!(back(-3.0, 0.5), 0.0);
    }
}
