use crate::{SimulationError, check, factor};
use nalgebra::DMatrix;

/// Simple returns of one step, multivariate normal and independent from step to step. A return
/// below −1 counts as −1: the asset is worth nothing from there on.
#[derive(Clone, Debug, PartialEq)]
pub struct NormalReturns {
    /// Mean return of a step, `[asset]`.
    pub mean: Vec<f64>,
    /// Covariance of a step's returns, `[asset, asset]`.
    pub covariance: DMatrix<f64>,
}

/// Simple returns of one step, multivariate Student t and independent from step to step: normals
/// that share one scale √((ν − 2) / χ²_ν) a step, so that all assets have their bad day together. A
/// return below −1 counts as −1.
#[derive(Clone, Debug, PartialEq)]
pub struct StudentReturns {
    /// Mean return of a step, `[asset]`.
    pub mean: Vec<f64>,
    /// Covariance (not the t's scale matrix) of a step's returns, `[asset, asset]`.
    pub covariance: DMatrix<f64>,
    /// ν, above 2 so that there is a covariance.
    pub degrees: f64,
}

impl NormalReturns {
    pub(super) fn check(&self) -> Result<(), SimulationError> {
        check::finite("mean", &self.mean)?;
        factor::covariance_root(&self.covariance, self.mean.len()).map(|_| ())
    }
}

impl StudentReturns {
    pub(super) fn check(&self) -> Result<(), SimulationError> {
        check::each("degrees", &[self.degrees], "above 2", |degrees| degrees > 2.0)?;
        check::finite("mean", &self.mean)?;
        factor::covariance_root(&self.covariance, self.mean.len()).map(|_| ())
    }
}
