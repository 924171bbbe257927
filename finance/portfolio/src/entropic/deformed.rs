/// The logarithm `ln_κ(x) = (x^κ − x^−κ) / 2κ` and what belongs to it; the natural one at `κ = 0`.
/// Kaniadakis, *Statistical mechanics in the context of special relativity* (Physical Review E 66,
/// 2002).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Deformed(pub(crate) f64);

/// What a scenario's loss, in terms of the two multipliers, says of its probability.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Probability {
    /// `q`, at which the slope of `q ln_κ q` is the argument.
    pub(crate) value: f64,
    /// `dq/dy`.
    pub(crate) slope: f64,
}

impl Deformed {
    /// Below it the powers lose the digits that the difference is made of.
    pub(crate) const LEAST: f64 = 0.01;
    /// Above it the figure is the worst loss, to three digits, with kinks where those of the worst loss are.
    pub(crate) const MOST: f64 = 0.8;

    /// `ln_κ(x)` for `x > 0`.
    pub(crate) fn ln(self, x: f64) -> f64 {
        let kappa = self.0;
        if kappa == 0.0 { x.ln() } else { (kappa * x.ln()).sinh() / kappa }
    }

    /// `d(q ln_κ q)/dq`, the inverse of [`Deformed::probability`].
    pub(crate) fn slope(self, q: f64) -> f64 {
        let kappa = self.0;
        if kappa == 0.0 {
            return 1.0 + q.ln();
        }
        let angle = kappa * q.ln();
        angle.sinh() / kappa + angle.cosh()
    }

    /// The `q` at which `q ln_κ q` has the slope `y`: `q^κ` is the positive root of
    /// `(1 + κ) u² − 2κy u − (1 − κ)`.
    pub(crate) fn probability(self, y: f64) -> Probability {
        let kappa = self.0;
        if kappa == 0.0 {
            let value = (y - 1.0).exp();
            return Probability { value, slope: value };
        }
        let root = (kappa * kappa * y * y + 1.0 - kappa * kappa).sqrt();
        // Of the two forms of the root the one without a difference of near numbers.
        let power = if y >= 0.0 {
            (kappa * y + root) / (1.0 + kappa)
        } else {
            (1.0 - kappa) / (root - kappa * y)
        };
        let value = (power.ln() / kappa).exp();
        Probability { value, slope: value / root }
    }
}

#[cfg(test)]
mod tests {
    use super::Deformed;

    #[test]
    fn slope_and_probability_are_inverse() {
        for kappa in [0.0, 0.01, 0.3, 0.7, 0.8] {
            let deformed = Deformed(kappa);
            for q in [1e-9, 1e-3, 0.2, 1.0, 3.0] {
                let y = deformed.slope(q);
                let found = deformed.probability(y);
                assert!((found.value / q - 1.0).abs() < 1e-9, "{kappa} {q} {found:?}");
                let step = 1e-6 * (1.0 + y.abs());
                let by_difference = (deformed.probability(y + step).value
                    - deformed.probability(y - step).value)
                    / (2.0 * step);
                assert!((found.slope / by_difference - 1.0).abs() < 1e-4, "{kappa} {q}");
            }
        }
        assert!((Deformed(0.01).ln(0.2) - 0.2_f64.ln()).abs() < 1e-3);
    }
}
