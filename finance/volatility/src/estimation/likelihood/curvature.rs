use super::{Likelihood, Workspace};
use crate::Variance;
use crate::recursion::{Egarch, Filtered, Garch, Given, Sensitivities};
use nalgebra::DMatrix;

impl Likelihood {
    /// The Hessian of the negative log-likelihood that is expected under `parameters`, at which the
    /// buffers were filtered last. `None` for models other than GARCH and EGARCH with single lags.
    pub(crate) fn expected_hessian(
        &self,
        parameters: &[f64],
        buffers: &mut Workspace,
    ) -> Option<DMatrix<f64>> {
        let known = self.information(parameters, buffers.filtered())?;
        let count = parameters.len();
        let mut hessian = known.clone().resize(count, count, 0.0);
        let known = known.nrows();
        // A shape moves no variance, so its derivatives need no filter.
        let (mut above, mut below) = (vec![0.0; count], vec![0.0; count]);
        for i in known..count {
            let step = 1e-4 * parameters[i].abs().max(0.1);
            let mut moved = parameters.to_vec();
            moved[i] = parameters[i] + step;
            self.pull_back(&moved, buffers, &mut above);
            moved[i] = parameters[i] - step;
            self.pull_back(&moved, buffers, &mut below);
            for j in 0..count {
                let curvature = (below[j] - above[j]) / (2.0 * step);
                (hessian[(i, j)], hessian[(j, i)]) = (curvature, curvature);
            }
        }
        Some(hessian)
    }

    /// Derivatives of each day's log-likelihood, `[n, k]`, at parameters at which the buffers are
    /// filtered here. `None` for models other than GARCH and EGARCH with single lags.
    pub(crate) fn exact_scores(
        &self,
        parameters: &[f64],
        buffers: &mut Workspace,
    ) -> Option<DMatrix<f64>> {
        let (p, o, q) = self.specification.variance.orders();
        // Before anything is filtered in vain.
        if p.max(o).max(q) > 1 {
            return None;
        }
        self.filter(parameters, buffers);
        let Workspace { e, v, log_v, z, by_e, by_v } = buffers;
        let (n, law) = (self.observations(), self.law(parameters));
        let mut scores = DMatrix::zeros(n, parameters.len());
        let shapes = self.specification.innovation.parameters();
        law.gradient(e, v, by_e, by_v, &mut vec![0.0; shapes]);
        self.scores_of_variance(
            parameters,
            Filtered { e, v, log_v, z },
            (by_e, by_v),
            &mut scores,
        )?;
        let (above, below) = (by_e, by_v);
        for i in parameters.len() - shapes..parameters.len() {
            let step = 1e-4 * parameters[i].abs().max(0.1);
            let mut moved = parameters.to_vec();
            moved[i] = parameters[i] + step;
            self.law(&moved).contributions(e, v, above);
            moved[i] = parameters[i] - step;
            self.law(&moved).contributions(e, v, below);
            for (t, (above, below)) in above.iter().zip(&*below).enumerate() {
                scores[(t, i)] = (above - below) / (2.0 * step);
            }
        }
        Some(scores)
    }

    /// [`Sensitivities::information`] where the model's derivatives can be carried forwards.
    fn information(&self, parameters: &[f64], filtered: Filtered<'_>) -> Option<DMatrix<f64>> {
        let law = self.law(parameters).information();
        let values = self.specification.split(parameters).1;
        match self.specification.variance {
            Variance::Garch { p, o, .. } => {
                let carried = Sensitivities::new(Garch::new(values, p, o), self.given())?;
                Some(carried.information(filtered, law))
            }
            Variance::Egarch { p, o, .. } => {
                let carried = Sensitivities::new(Egarch::new(values, p, o), self.given())?;
                Some(carried.information(filtered, law))
            }
            _ => None,
        }
    }

    /// [`Sensitivities::scores`] where the model's derivatives can be carried forwards.
    fn scores_of_variance(
        &self,
        parameters: &[f64],
        filtered: Filtered<'_>,
        by: (&[f64], &[f64]),
        scores: &mut DMatrix<f64>,
    ) -> Option<()> {
        let values = self.specification.split(parameters).1;
        match self.specification.variance {
            Variance::Garch { p, o, .. } => {
                let carried = Sensitivities::new(Garch::new(values, p, o), self.given())?;
                carried.scores(filtered, by, scores);
            }
            Variance::Egarch { p, o, .. } => {
                let carried = Sensitivities::new(Egarch::new(values, p, o), self.given())?;
                carried.scores(filtered, by, scores);
            }
            _ => return None,
        }
        Some(())
    }

    fn given(&self) -> Given<'_> {
        let (columns, backcast) = (&self.design.columns[..], self.backcast);
        Given { columns, backcast, bounds: &self.bounds }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Innovation, Mean, Specification};

    fn cases() -> [(Specification, Vec<f64>); 5] {
        let variance = |o| Variance::Egarch { p: 1, o, q: 1 };
        [
            (Specification::garch(), vec![0.02, 0.05, 0.1, 0.85]),
            (Specification::gjr_t(), vec![0.02, 0.05, 0.05, 0.1, 0.85, 8.0]),
            (Specification::egarch(), vec![0.02, 0.01, 0.12, -0.1, 0.95]),
            (
                Specification {
                    mean: Mean::Zero,
                    variance: variance(0),
                    innovation: Innovation::StudentT,
                },
                vec![0.01, 0.2, 0.95, 7.0],
            ),
            (
                Specification {
                    mean: Mean::Constant,
                    variance: variance(1),
                    innovation: Innovation::SkewT,
                },
                vec![0.02, 0.01, 0.12, -0.1, 0.95, 8.0, -0.1],
            ),
        ]
    }

    #[test]
    fn scores_equal_central_differences() {
        for (model, truth) in cases() {
            let returns = crate::simulate(&model, &truth, 200, 5).expect("a model").returns;
            let likelihood = Likelihood::new(&model, &returns).expect("a model");
            let mut buffers = Workspace::new(returns.len());
            let scores = likelihood.exact_scores(&truth, &mut buffers).expect("single lags");
            let mut at = |i: usize, step: f64| {
                let mut moved = truth.clone();
                moved[i] += step;
                likelihood.filter(&moved, &mut buffers);
                let mut each = vec![0.0; returns.len()];
                likelihood.law(&moved).contributions(&buffers.e, &buffers.v, &mut each);
                each
            };
            for i in 0..truth.len() {
                let (above, below) = (at(i, 1e-5), at(i, -1e-5));
                for t in 0..returns.len() {
                    let numeric = (above[t] - below[t]) / 2e-5;
                    let gap = (scores[(t, i)] - numeric).abs() / (1.0 + numeric.abs());
                    assert!(gap < 1e-6, "{model}, day {t}, parameter {i}: {numeric}");
                }
            }
        }
    }

    /// On many days from the model itself the curvature found is the one expected: of the laws whose
    /// information is exact, which that of the skewed one is not.
    #[test]
    fn the_expected_hessian_is_that_of_many_days() {
        for (model, truth) in cases().into_iter().take(4) {
            let returns = crate::simulate(&model, &truth, 40_000, 7).expect("a model").returns;
            let likelihood = Likelihood::new(&model, &returns).expect("a model");
            let mut buffers = Workspace::new(returns.len());
            likelihood.filter(&truth, &mut buffers);
            let expected = likelihood.expected_hessian(&truth, &mut buffers).expect("single lags");
            let count = truth.len();
            let mut gradient = |i: usize, step: f64| {
                let mut moved = truth.clone();
                moved[i] += step;
                let mut gradient = vec![0.0; count];
                likelihood.gradient(&moved, &mut buffers, &mut gradient);
                gradient
            };
            for i in 0..count {
                let (above, below) = (gradient(i, 1e-4), gradient(i, -1e-4));
                for j in 0..count {
                    let found = (below[j] - above[j]) / 2e-4;
                    let unit = (expected[(i, i)] * expected[(j, j)]).sqrt();
                    let gap = (found - expected[(i, j)]).abs() / unit;
                    assert!(gap < 0.1, "{model}, {i} and {j}: {found}, {}", expected[(i, j)]);
                }
            }
        }
    }
}
