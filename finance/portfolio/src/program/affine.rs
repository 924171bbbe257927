/// `Σ coefficient · variable + constant`.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Affine {
    /// (variable, coefficient); a variable may come more than once.
    pub(crate) terms: Vec<(usize, f64)>,
    /// The constant.
    pub(crate) constant: f64,
}

impl Affine {
    /// Only a constant.
    pub(crate) fn constant(constant: f64) -> Self {
        Self { terms: Vec::new(), constant }
    }

    /// One variable.
    pub(crate) fn variable(variable: usize) -> Self {
        Self { terms: vec![(variable, 1.0)], constant: 0.0 }
    }

    /// The sum of the variables `first..first + count`.
    pub(crate) fn sum(first: usize, count: usize) -> Self {
        Self { terms: (first..first + count).map(|v| (v, 1.0)).collect(), constant: 0.0 }
    }

    /// Coefficients of the variables that start at `first`; zeros are left out.
    pub(crate) fn dot(first: usize, coefficients: impl IntoIterator<Item = f64>) -> Self {
        let terms = coefficients
            .into_iter()
            .enumerate()
            .filter(|&(_, c)| c != 0.0)
            .map(|(i, c)| (first + i, c))
            .collect();
        Self { terms, constant: 0.0 }
    }

    /// This plus `value`.
    pub(crate) fn plus(mut self, value: f64) -> Self {
        self.constant += value;
        self
    }

    /// This plus `factor` times another.
    pub(crate) fn plus_scaled(mut self, other: &Affine, factor: f64) -> Self {
        self.terms.extend(other.terms.iter().map(|&(v, c)| (v, factor * c)));
        self.constant += factor * other.constant;
        self
    }

    /// `factor` times this.
    pub(crate) fn scaled(mut self, factor: f64) -> Self {
        self.terms.iter_mut().for_each(|(_, c)| *c *= factor);
        self.constant *= factor;
        self
    }

    /// The value at `x`.
    pub(crate) fn at(&self, x: &[f64]) -> f64 {
        self.terms.iter().map(|&(v, c)| c * x[v]).sum::<f64>() + self.constant
    }
}
