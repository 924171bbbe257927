use super::polynomial::multiply;
use serde::Serialize;
use std::fmt;

/// Orders of a seasonal ARIMA model, `(p,d,q)(P,D,Q)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ArimaOrder {
    /// Autoregressive terms.
    pub p: usize,
    /// Differences.
    pub d: usize,
    /// Moving-average terms.
    pub q: usize,
    /// Seasonal autoregressive terms.
    pub seasonal_p: usize,
    /// Seasonal differences.
    pub seasonal_d: usize,
    /// Seasonal moving-average terms.
    pub seasonal_q: usize,
    /// Whether the differenced series has a mean of its own: a mean without differences, a drift
    /// with one.
    pub constant: bool,
}

impl ArimaOrder {
    /// Without season; with a mean where there is no difference.
    #[must_use]
    pub fn new(p: usize, d: usize, q: usize) -> Self {
        Self { p, d, q, seasonal_p: 0, seasonal_d: 0, seasonal_q: 0, constant: d == 0 }
    }

    /// With seasonal terms; with a mean where there is no difference of either kind.
    #[must_use]
    pub fn seasonal(self, p: usize, d: usize, q: usize) -> Self {
        Self { seasonal_p: p, seasonal_d: d, seasonal_q: q, constant: self.d + d == 0, ..self }
    }

    /// With or without a constant.
    #[must_use]
    pub fn constant(self, constant: bool) -> Self {
        Self { constant, ..self }
    }

    /// Whether any seasonal order is above zero.
    #[must_use]
    pub fn is_seasonal(self) -> bool {
        self.seasonal_p + self.seasonal_d + self.seasonal_q > 0
    }

    /// Coefficients, the constant and the variance.
    #[must_use]
    pub fn parameter_count(self) -> usize {
        self.terms() + usize::from(self.constant) + 1
    }

    /// Autoregressive and moving-average terms together.
    pub(super) fn terms(self) -> usize {
        self.p + self.q + self.seasonal_p + self.seasonal_q
    }

    /// Observations that differencing costs.
    pub(super) fn differences(self, season: usize) -> usize {
        self.d + self.seasonal_d * season
    }

    /// Coefficients of `(1-B)^d (1-B^m)^D`, the first being 1.
    pub(super) fn difference_polynomial(self, season: usize) -> Vec<f64> {
        let mut polynomial = vec![1.0];
        for _ in 0..self.d {
            polynomial = multiply(&polynomial, &[1.0, -1.0]);
        }
        for _ in 0..self.seasonal_d {
            let mut seasonal = vec![0.0; season + 1];
            seasonal[0] = 1.0;
            seasonal[season] = -1.0;
            polynomial = multiply(&polynomial, &seasonal);
        }
        polynomial
    }

    pub(super) fn label(self, season: usize) -> String {
        let mut label = format!("({},{},{})", self.p, self.d, self.q);
        if self.is_seasonal() {
            let (p, d, q) = (self.seasonal_p, self.seasonal_d, self.seasonal_q);
            label.push_str(&format!("({p},{d},{q})[{season}]"));
        }
        match (self.constant, self.d + self.seasonal_d) {
            (true, 0) => label.push_str(" with mean"),
            (true, _) => label.push_str(" with drift"),
            (false, _) => {}
        }
        label
    }
}

impl fmt::Display for ArimaOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "({},{},{})({},{},{})",
            self.p, self.d, self.q, self.seasonal_p, self.seasonal_d, self.seasonal_q
        )
    }
}
