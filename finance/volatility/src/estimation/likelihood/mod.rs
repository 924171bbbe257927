//! The log-likelihood with its derivatives.

mod abreast;
mod curvature;

use super::Design;
use crate::recursion::{Egarch, Filtered, Garch, VarianceBounds, backcast};
use crate::{InnovationLaw, Specification, Variance, VolatilityError};

/// The log-likelihood of a model on given returns, with what stays fixed while parameters vary:
/// the variance before the first day and the loose bounds of the variance, both from the residuals
/// of the least-squares mean.
#[derive(Clone, Debug)]
pub(crate) struct Likelihood {
    pub(crate) specification: Specification,
    pub(crate) design: Design,
    pub(crate) backcast: f64,
    pub(crate) bounds: VarianceBounds,
    /// Least-squares parameters of the mean and their residuals.
    pub(crate) mean_start: Vec<f64>,
    pub(crate) start_residuals: Vec<f64>,
}

/// Buffers of one evaluation, each `[n]`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Workspace {
    pub(crate) e: Vec<f64>,
    pub(crate) v: Vec<f64>,
    log_v: Vec<f64>,
    z: Vec<f64>,
    by_e: Vec<f64>,
    by_v: Vec<f64>,
}

impl Workspace {
    pub(crate) fn new(length: usize) -> Self {
        let zeros = || vec![0.0; length];
        Self { e: zeros(), v: zeros(), log_v: zeros(), z: zeros(), by_e: zeros(), by_v: zeros() }
    }

    /// As many as points of `likelihood` are worth evaluating side by side: never none.
    pub(crate) fn several(likelihood: &Likelihood) -> Vec<Self> {
        let recursive = matches!(
            likelihood.specification.variance,
            Variance::Garch { .. } | Variance::Egarch { .. }
        );
        vec![Self::new(likelihood.observations()); if recursive { 4 } else { 1 }]
    }

    /// What was filtered into them last.
    fn filtered(&self) -> Filtered<'_> {
        Filtered { e: &self.e, v: &self.v, log_v: &self.log_v, z: &self.z }
    }
}

impl Likelihood {
    pub(crate) fn new(
        specification: &Specification,
        returns: &[f64],
    ) -> Result<Self, VolatilityError> {
        let design = Design::new(&specification.mean, returns);
        let mean_start = design.least_squares(&specification.mean.to_string())?;
        let mut residuals = vec![0.0; design.y.len()];
        design.residuals(&mean_start, &mut residuals);
        crate::series::varies("residuals of the mean", &residuals)?;
        let bounds = match specification.variance {
            Variance::Garch { .. } | Variance::Egarch { .. } => VarianceBounds::new(&residuals),
            _ => VarianceBounds::none(residuals.len()),
        };
        // A leading run of zeros longer than the backcast looks would start the log at -∞.
        let start = backcast(&residuals).max(crate::series::variance(&residuals) * 1e-8);
        Ok(Self {
            specification: specification.clone(),
            design,
            backcast: start,
            bounds,
            mean_start,
            start_residuals: residuals,
        })
    }

    /// Observations explained.
    pub(crate) fn observations(&self) -> usize {
        self.design.y.len()
    }

    /// Residuals and variances under `parameters`, into the buffers.
    pub(crate) fn filter(&self, parameters: &[f64], buffers: &mut Workspace) {
        let (mean, variance, _) = self.specification.split(parameters);
        self.design.residuals(mean, &mut buffers.e);
        self.variances(variance, &self.bounds, buffers);
    }

    /// The variance recursion over all residuals in the buffers.
    pub(crate) fn variances(
        &self,
        parameters: &[f64],
        bounds: &VarianceBounds,
        buffers: &mut Workspace,
    ) {
        self.recursion(parameters, bounds, buffers.e.len(), buffers);
    }

    fn recursion(
        &self,
        parameters: &[f64],
        bounds: &VarianceBounds,
        length: usize,
        buffers: &mut Workspace,
    ) {
        let Workspace { e, v, log_v, z, .. } = buffers;
        let (e, v) = (&e[..length], &mut v[..length]);
        let (log_v, z) = (&mut log_v[..length], &mut z[..length]);
        let (p, o, _) = self.specification.variance.orders();
        match self.specification.variance {
            Variance::Constant => v.fill(parameters[0]),
            Variance::Ewma { decay } => {
                let weights = [0.0, 1.0 - decay, decay];
                Garch::new(&weights, 1, 0).filter(e, self.backcast, bounds, v);
            }
            Variance::Garch { .. } => {
                Garch::new(parameters, p, o).filter(e, self.backcast, bounds, v);
            }
            Variance::Egarch { .. } => {
                Egarch::new(parameters, p, o).filter(e, self.backcast, bounds, v, log_v, z);
            }
        }
    }

    /// The order of magnitude of each parameter, for the first steps of a search.
    pub(crate) fn scale(&self, parameters: &[f64]) -> Vec<f64> {
        let spread = crate::series::variance(&self.start_residuals).sqrt();
        let (mean, variance, shape) = self.specification.split(parameters);
        let mut scale: Vec<f64> =
            (0..mean.len()).map(|i| if i == 0 { spread } else { 1.0 }).collect();
        let omega = match self.specification.variance {
            Variance::Egarch { .. } => 1.0,
            _ => spread * spread * 0.1,
        };
        scale.extend((0..variance.len()).map(|i| if i == 0 { omega } else { 0.1 }));
        scale.extend(shape.iter().map(|value| value.abs().max(0.1)));
        scale
    }

    /// The law of the innovations under `parameters`.
    pub(crate) fn law(&self, parameters: &[f64]) -> InnovationLaw {
        InnovationLaw::new(self.specification.innovation, self.specification.split(parameters).2)
    }

    /// The log-likelihood.
    pub(crate) fn value(&self, parameters: &[f64], buffers: &mut Workspace) -> f64 {
        self.filter(parameters, buffers);
        self.law(parameters).log_likelihood(&buffers.e, &buffers.v)
    }

    /// The log-likelihood and its gradient, exact to rounding: the recursion is run once forwards
    /// and its chain rule once backwards.
    pub(crate) fn gradient(
        &self,
        parameters: &[f64],
        buffers: &mut Workspace,
        gradient: &mut [f64],
    ) -> f64 {
        self.filter(parameters, buffers);
        self.pull_back(parameters, buffers, gradient)
    }

    /// The log-likelihood and its gradient after [`Likelihood::filter`].
    fn pull_back(&self, parameters: &[f64], buffers: &mut Workspace, gradient: &mut [f64]) -> f64 {
        let Workspace { e, v, log_v, z, by_e, by_v } = buffers;
        let (_, variance, _) = self.specification.split(parameters);
        let (by_mean, rest) = gradient.split_at_mut(self.specification.mean.parameters());
        let (by_variance, by_shape) = rest.split_at_mut(variance.len());
        let value = self.law(parameters).gradient(e, v, by_e, by_v, by_shape);
        let (p, o, _) = self.specification.variance.orders();
        match self.specification.variance {
            Variance::Constant => by_variance[0] = by_v.iter().sum(),
            Variance::Ewma { decay } => {
                let weights = [0.0, 1.0 - decay, decay];
                let model = Garch::new(&weights, 1, 0);
                model.pull_back(e, v, self.backcast, &self.bounds, (by_e, by_v), &mut [0.0; 3]);
            }
            Variance::Garch { .. } => {
                let model = Garch::new(variance, p, o);
                model.pull_back(e, v, self.backcast, &self.bounds, (by_e, by_v), by_variance);
            }
            Variance::Egarch { .. } => {
                let model = Egarch::new(variance, p, o);
                let series = (v.as_slice(), log_v.as_slice(), z.as_slice());
                model.pull_back(series, self.backcast, &self.bounds, by_e, by_v, by_variance);
            }
        }
        for (by, column) in by_mean.iter_mut().zip(&self.design.columns) {
            *by = -column.iter().zip(by_e.iter()).map(|(x, by)| x * by).sum::<f64>();
        }
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Innovation, Mean};

    fn returns() -> Vec<f64> {
        (0..400).map(|i| (f64::from(i) * 1.7).sin() * (1.5 + (f64::from(i) * 0.05).cos())).collect()
    }

    #[test]
    fn gradients_equal_central_differences() {
        let returns = returns();
        for (variance, values) in [
            (Variance::Constant, vec![1.2]),
            (Variance::Ewma { decay: 0.9 }, vec![]),
            (Variance::Garch { p: 1, o: 0, q: 1 }, vec![0.1, 0.1, 0.8]),
            (Variance::Garch { p: 1, o: 1, q: 1 }, vec![0.1, 0.05, 0.1, 0.8]),
            (Variance::Garch { p: 2, o: 1, q: 2 }, vec![0.1, 0.05, 0.04, 0.1, 0.5, 0.2]),
            (Variance::Garch { p: 1, o: 2, q: 0 }, vec![0.4, 0.2, 0.1, 0.3]),
            (Variance::Egarch { p: 1, o: 1, q: 1 }, vec![0.02, 0.12, -0.1, 0.95]),
            (Variance::Egarch { p: 2, o: 2, q: 2 }, vec![0.02, 0.1, 0.05, -0.1, 0.03, 0.6, 0.3]),
        ] {
            for (innovation, shape) in [
                (Innovation::Normal, vec![]),
                (Innovation::StudentT, vec![6.0]),
                (Innovation::SkewT, vec![7.0, -0.2]),
            ] {
                let mean = Mean::Heterogeneous { lags: vec![1, 5] };
                let model = Specification { mean, variance: variance.clone(), innovation };
                let likelihood = Likelihood::new(&model, &returns).expect("a model");
                let parameters = [&[0.05, 0.1, -0.2], &values[..], &shape].concat();
                let mut buffers = Workspace::new(likelihood.observations());
                let mut gradient = vec![0.0; parameters.len()];
                likelihood.gradient(&parameters, &mut buffers, &mut gradient);
                for (i, exact) in gradient.iter().enumerate() {
                    let mut at = |step: f64| {
                        let mut moved = parameters.clone();
                        moved[i] += step;
                        likelihood.value(&moved, &mut buffers)
                    };
                    let numeric = (at(1e-6) - at(-1e-6)) / 2e-6;
                    let error = (exact - numeric).abs() / (1.0 + numeric.abs());
                    assert!(error < 2e-6, "{model}, parameter {i}: {exact} and {numeric}");
                }
            }
        }
    }
}
