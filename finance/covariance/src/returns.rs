//! Returns of several assets, checked once for everything that is estimated from them.

use crate::{CovarianceError, Warning, names};
use nalgebra::{DMatrix, DVector};
use serde::Serialize;

/// How a return follows from two prices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReturnKind {
    /// `p[t] / p[t-1] - 1`.
    #[default]
    Simple,
    /// `ln(p[t] / p[t-1])`.
    Logarithmic,
}

/// Returns per period, `[observations, assets]`, with the assets' names.
///
/// Every value is finite, no name stands twice, no asset is constant, and no two assets have the same
/// returns in every row.
///
/// ```
/// use nalgebra::DMatrix;
/// use neuron_covariance::{CovarianceError, ReturnKind, Returns};
///
/// let names = vec!["A".to_string(), "B".to_string()];
/// let prices = DMatrix::from_row_slice(3, 2, &[100.0, 50.0, 110.0, 49.0, 99.0, 52.0]);
/// let returns = Returns::from_prices(names.clone(), &prices, ReturnKind::Simple)?;
/// assert!((returns.values()[(0, 0)] - 0.1).abs() < 1e-15);
///
/// let prices = DMatrix::from_row_slice(3, 2, &[100.0, 50.0, 110.0, 0.0, 99.0, 52.0]);
/// let error = Returns::from_prices(names, &prices, ReturnKind::Simple).unwrap_err();
/// assert_eq!(error.to_string(), "price of `B`, row 1, is 0, expected more than 0");
/// # Ok::<(), CovarianceError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Returns {
    names: Vec<String>,
    values: DMatrix<f64>,
    kind: ReturnKind,
}

impl Returns {
    /// Simple returns, `[observations, assets]`, oldest first.
    ///
    /// # Errors
    ///
    /// If there are fewer than two rows or no column, the names do not fit or repeat, a value is not
    /// finite, an asset is constant, or two assets are the same.
    pub fn new(names: Vec<String>, values: DMatrix<f64>) -> Result<Self, CovarianceError> {
        Self::of_kind(names, values, ReturnKind::Simple)
    }

    /// Returns of a stated kind, `[observations, assets]`, oldest first.
    ///
    /// # Errors
    ///
    /// As [`Returns::new`].
    pub fn of_kind(
        names: Vec<String>,
        values: DMatrix<f64>,
        kind: ReturnKind,
    ) -> Result<Self, CovarianceError> {
        names::check("the table of returns", &names, values.ncols())?;
        if values.nrows() < 2 {
            return Err(CovarianceError::TooFewObservations {
                what: "a covariance",
                needed: 2,
                observations: values.nrows(),
            });
        }
        for (name, column) in names.iter().zip(values.column_iter()) {
            if let Some((row, value)) = column.iter().enumerate().find(|(_, v)| !v.is_finite()) {
                return Err(CovarianceError::NotFinite {
                    what: "return",
                    name: name.clone(),
                    row,
                    value: *value,
                });
            }
            if column.iter().all(|v| *v == column[0]) {
                return Err(CovarianceError::ConstantAsset {
                    name: name.clone(),
                    value: column[0],
                });
            }
        }
        for second in 1..names.len() {
            for first in 0..second {
                if values.column(first) == values.column(second) {
                    return Err(CovarianceError::IdenticalAssets {
                        first: names[first].clone(),
                        second: names[second].clone(),
                    });
                }
            }
        }
        Ok(Self { names, values, kind })
    }

    /// Returns between the rows of a table of prices, `[observations + 1, assets]`, oldest first.
    ///
    /// # Errors
    ///
    /// If a price is not finite or not positive, and as [`Returns::new`].
    pub fn from_prices(
        names: Vec<String>,
        prices: &DMatrix<f64>,
        kind: ReturnKind,
    ) -> Result<Self, CovarianceError> {
        names::check("the table of prices", &names, prices.ncols())?;
        for (name, column) in names.iter().zip(prices.column_iter()) {
            for (row, &value) in column.iter().enumerate() {
                if !value.is_finite() {
                    let name = name.clone();
                    return Err(CovarianceError::NotFinite { what: "price", name, row, value });
                }
                if value <= 0.0 {
                    let name = name.clone();
                    return Err(CovarianceError::PriceNotPositive { name, row, value });
                }
            }
        }
        let rows = prices.nrows().saturating_sub(1);
        let values = DMatrix::from_fn(rows, prices.ncols(), |t, i| {
            let growth = prices[(t + 1, i)] / prices[(t, i)];
            match kind {
                ReturnKind::Simple => growth - 1.0,
                ReturnKind::Logarithmic => growth.ln(),
            }
        });
        Self::of_kind(names, values, kind)
    }

    /// The assets' names, in the order of the columns.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The returns, `[observations, assets]`.
    #[must_use]
    pub fn values(&self) -> &DMatrix<f64> {
        &self.values
    }

    /// How the returns follow from prices.
    #[must_use]
    pub fn kind(&self) -> ReturnKind {
        self.kind
    }

    /// The number of rows.
    #[must_use]
    pub fn observations(&self) -> usize {
        self.values.nrows()
    }

    /// The number of columns.
    #[must_use]
    pub fn assets(&self) -> usize {
        self.values.ncols()
    }

    /// The mean of each column, `[assets]`.
    #[must_use]
    pub fn means(&self) -> DVector<f64> {
        let rows = self.observations() as f64;
        DVector::from_iterator(self.assets(), self.values.column_iter().map(|c| c.sum() / rows))
    }

    /// The returns less their means, `[observations, assets]`.
    #[must_use]
    pub fn centred(&self) -> DMatrix<f64> {
        let means = self.means();
        DMatrix::from_fn(self.observations(), self.assets(), |t, i| self.values[(t, i)] - means[i])
    }

    /// What is odd about the returns though they can be used.
    #[must_use]
    pub fn warnings(&self) -> Vec<Warning> {
        let mut warnings = Vec::new();
        if self.observations() <= self.assets() {
            warnings.push(Warning::FewerObservationsThanAssets {
                observations: self.observations(),
                assets: self.assets(),
            });
        }
        let centred = self.centred();
        let products = centred.transpose() * &centred;
        for second in 1..self.assets() {
            for first in 0..second {
                let scale = (products[(first, first)] * products[(second, second)]).sqrt();
                if self.observations() > 2
                    && products[(first, second)].abs() > (1.0 - 1e-12) * scale
                {
                    warnings.push(Warning::PerfectlyCorrelated {
                        first: self.names[first].clone(),
                        second: self.names[second].clone(),
                    });
                }
            }
        }
        warnings
    }
}
