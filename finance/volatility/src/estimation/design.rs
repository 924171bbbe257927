use crate::{Mean, VolatilityError};
use nalgebra::{DMatrix, DVector};

/// The returns that a model explains and the regressors of their mean.
#[derive(Clone, Debug)]
pub(crate) struct Design {
    /// Returns after those held back as lags, `[n]`.
    pub(crate) y: Vec<f64>,
    /// Regressors, one column each: the constant, then the lags, `[k][n]`.
    pub(crate) columns: Vec<Vec<f64>>,
}

impl Design {
    /// Of returns that are longer than the lags of `mean`.
    pub(crate) fn new(mean: &Mean, returns: &[f64]) -> Self {
        let held = mean.held_back();
        let y = returns[held..].to_vec();
        let mut columns = Vec::new();
        if *mean != Mean::Zero {
            columns.push(vec![1.0; y.len()]);
        }
        for (from, to) in mean.spans() {
            let column = (held..returns.len())
                .map(|t| returns[t - to..=t - from].iter().sum::<f64>() / (to + 1 - from) as f64);
            columns.push(column.collect());
        }
        Self { y, columns }
    }

    /// Residuals under the parameters of the mean, written into `e`.
    pub(crate) fn residuals(&self, parameters: &[f64], e: &mut [f64]) {
        e.copy_from_slice(&self.y);
        for (column, value) in self.columns.iter().zip(parameters) {
            for (e, x) in e.iter_mut().zip(column) {
                *e -= value * x;
            }
        }
    }

    /// Least-squares parameters of the mean.
    pub(crate) fn least_squares(&self, what: &str) -> Result<Vec<f64>, VolatilityError> {
        match self.columns.len() {
            0 => Ok(Vec::new()),
            1 => Ok(vec![crate::series::mean(&self.y)]),
            k => {
                let x = DMatrix::from_fn(self.y.len(), k, |row, column| self.columns[column][row]);
                let y = DVector::from_column_slice(&self.y);
                let fit = super::least_squares(&x, &y, what)?;
                Ok(fit.coefficients.iter().copied().collect())
            }
        }
    }
}
