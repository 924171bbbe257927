use crate::PortfolioError;
use crate::program::{Affine, Cone, Program};
use nalgebra::{DMatrix, DVector};
use neuron_covariance::matrix::descending_eigen;

/// The covariance of returns, in full or by factors.
#[derive(Clone, Debug, PartialEq)]
pub enum RiskModel {
    /// `Σ`, `[assets, assets]`.
    Covariance(DMatrix<f64>),
    /// `Σ = B F Bᵀ + diag(d)`: much faster with hundreds of assets.
    Factors {
        /// `B`, `[assets, factors]`.
        exposures: DMatrix<f64>,
        /// `F`, `[factors, factors]`.
        covariance: DMatrix<f64>,
        /// `d`, the variance of each asset that no factor explains.
        specific: Vec<f64>,
    },
}

/// Rows `R` with `Σ = RᵀR`, after validation.
#[derive(Clone, Debug)]
pub(crate) struct Risk {
    pub(crate) model: RiskModel,
    /// A root of the full covariance or of the factors' covariance.
    root: DMatrix<f64>,
}

impl Risk {
    pub(crate) fn new(model: RiskModel) -> Result<Self, PortfolioError> {
        let root = match &model {
            RiskModel::Covariance(covariance) => root("the covariance", covariance)?,
            RiskModel::Factors { covariance, .. } => root("the factors' covariance", covariance)?,
        };
        Ok(Self { model, root })
    }

    /// Variances of the assets.
    pub(crate) fn variances(&self) -> Vec<f64> {
        match &self.model {
            RiskModel::Covariance(covariance) => covariance.diagonal().iter().copied().collect(),
            RiskModel::Factors { exposures, specific, .. } => {
                let scaled = exposures * self.root.transpose();
                (0..exposures.nrows()).map(|i| scaled.row(i).norm_squared() + specific[i]).collect()
            }
        }
    }

    /// `Σ w`.
    pub(crate) fn multiply(&self, w: &[f64]) -> Vec<f64> {
        let w = DVector::from_column_slice(w);
        match &self.model {
            RiskModel::Covariance(covariance) => (covariance * w).iter().copied().collect(),
            RiskModel::Factors { exposures, covariance, specific } => {
                let common = exposures * (covariance * (exposures.transpose() * &w));
                (0..specific.len()).map(|i| common[i] + specific[i] * w[i]).collect()
            }
        }
    }

    /// `wᵀ Σ w`, never negative.
    pub(crate) fn variance(&self, w: &[f64]) -> f64 {
        self.multiply(w).iter().zip(w).map(|(s, w)| s * w).sum::<f64>().max(0.0)
    }

    /// The full matrix.
    pub(crate) fn dense(&self) -> DMatrix<f64> {
        match &self.model {
            RiskModel::Covariance(covariance) => covariance.clone(),
            RiskModel::Factors { exposures, covariance, specific } => {
                let mut full = exposures * covariance * exposures.transpose();
                for (i, d) in specific.iter().enumerate() {
                    full[(i, i)] += d;
                }
                full
            }
        }
    }

    /// Adds `½ weight · wᵀΣw` to the objective, `w` being the first variables.
    pub(crate) fn add_variance(&self, program: &mut Program, weight: f64) {
        match &self.model {
            RiskModel::Covariance(covariance) => {
                for j in 0..covariance.ncols() {
                    for i in 0..=j {
                        program.quadratic.push((i, j, weight * covariance[(i, j)]));
                    }
                }
            }
            RiskModel::Factors { exposures, covariance, specific } => {
                let first = factors(program, exposures);
                for (i, d) in specific.iter().enumerate() {
                    program.quadratic.push((i, i, weight * d));
                }
                for j in 0..covariance.ncols() {
                    for i in 0..=j {
                        program.quadratic.push((first + i, first + j, weight * covariance[(i, j)]));
                    }
                }
            }
        }
    }

    /// Rows `R (w − from)` whose Euclidean norm is the volatility.
    pub(crate) fn rows(&self, program: &mut Program, from: Option<&[f64]>) -> Vec<Affine> {
        let mut rows;
        let first = match &self.model {
            RiskModel::Covariance(_) => {
                rows = Vec::new();
                0
            }
            RiskModel::Factors { exposures, specific, .. } => {
                let first = factors(program, exposures);
                rows = (0..specific.len()).map(|i| Affine::dot(i, [specific[i].sqrt()])).collect();
                first
            }
        };
        rows.extend(self.root.row_iter().map(|row| Affine::dot(first, row.iter().copied())));
        if let Some(from) = from {
            // The factors' variables depend on the weights alone, so their part moves as well.
            let mut moved = from.to_vec();
            if let RiskModel::Factors { exposures, .. } = &self.model {
                moved.resize(first, 0.0);
                let part = exposures.transpose() * DVector::from_column_slice(from);
                moved.extend(part.iter());
            }
            for row in &mut rows {
                row.constant = -row.terms.iter().map(|&(v, c)| c * moved[v]).sum::<f64>();
            }
        }
        rows
    }
}

/// Variables `f = Bᵀw`.
fn factors(program: &mut Program, exposures: &DMatrix<f64>) -> usize {
    let first = program.add_variables(exposures.ncols());
    let rows = (0..exposures.ncols())
        .map(|k| {
            Affine::dot(0, exposures.column(k).iter().copied())
                .plus_scaled(&Affine::variable(first + k), -1.0)
        })
        .collect();
    program.constrain(Cone::Zero, rows, None);
    first
}

/// `R` with `RᵀR` the matrix: Cholesky's where it exists, else the symmetric one, which takes a
/// matrix of lower rank too.
pub(crate) fn root(
    what: &'static str,
    matrix: &DMatrix<f64>,
) -> Result<DMatrix<f64>, PortfolioError> {
    if let Some(factor) = matrix.clone().cholesky() {
        return Ok(factor.l().transpose());
    }
    let (eigenvalues, vectors) = descending_eigen(matrix);
    let (largest, smallest) = (eigenvalues.max().max(0.0), eigenvalues.min());
    if smallest < -1e-10 * largest {
        // Without its negative eigenvalues it is the nearest (Higham, 1988).
        let negative: f64 = eigenvalues.iter().map(|value| value.min(0.0).powi(2)).sum();
        let distance = negative.sqrt();
        return Err(PortfolioError::NotPositiveSemidefinite { what, smallest, distance });
    }
    let scale = DVector::from_iterator(
        matrix.nrows(),
        eigenvalues.iter().map(|value| value.max(0.0).sqrt()),
    );
    Ok(DMatrix::from_diagonal(&scale) * vectors.transpose())
}
