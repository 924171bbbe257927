use super::{Egarch, MEAN_SIZE, VarianceBounds, first, sign, slope};
use nalgebra::DMatrix;

/// The most parameters of mean and variance that are followed.
const MOST: usize = 8;

/// How much a law tells of its location and scale: the expected curvature of the log-likelihood by
/// the residual is `location / variance`, and by the log variance `scale`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LawInformation {
    pub(crate) location: f64,
    pub(crate) scale: f64,
}

/// What a model filtered: variances, their logarithms and standardised residuals, `[n]` each.
pub(crate) type Filtered<'a> = (&'a [f64], &'a [f64], &'a [f64]);

/// EGARCH with single lags and few parameters, whose log variances have derivatives that are carried
/// forwards day by day, which takes no exponential.
pub(crate) struct Sensitivities<'a> {
    model: &'a Egarch<'a>,
    /// The mean's regressors.
    columns: &'a [Vec<f64>],
    backcast: f64,
    bounds: &'a VarianceBounds,
    /// Parameters of mean and variance.
    count: usize,
}

impl<'a> Sensitivities<'a> {
    /// `None` for more lags than one of a kind, or too many parameters.
    pub(crate) fn new(
        model: &'a Egarch<'a>,
        columns: &'a [Vec<f64>],
        backcast: f64,
        bounds: &'a VarianceBounds,
    ) -> Option<Self> {
        let variances = 1 + model.alpha.len() + model.gamma.len() + model.beta.len();
        let count = columns.len() + variances;
        let follows = model.has_one_lag() && count <= MOST;
        follows.then_some(Self { model, columns, backcast, bounds, count })
    }

    /// The expected Hessian of the negative log-likelihood by the parameters of mean and variance,
    /// which is Fisher's information.
    pub(crate) fn information(&self, filtered: Filtered<'_>, law: LawInformation) -> DMatrix<f64> {
        match self.count {
            1..=4 => self.sum_information::<4>(filtered, law),
            5 => self.sum_information::<5>(filtered, law),
            6 => self.sum_information::<6>(filtered, law),
            _ => self.sum_information::<MOST>(filtered, law),
        }
    }

    fn sum_information<const M: usize>(
        &self,
        filtered: Filtered<'_>,
        law: LawInformation,
    ) -> DMatrix<f64> {
        let mut sums = [[0.0; M]; M];
        self.follow::<M>(filtered, |t, tangent| {
            for i in 0..M {
                let weighted = law.scale * tangent[i];
                for j in 0..=i {
                    sums[i][j] += weighted * tangent[j];
                }
            }
            let weight = law.location / filtered.0[t];
            for (i, column) in self.columns.iter().enumerate() {
                for (sum, other) in sums[i].iter_mut().zip(&self.columns[..=i]) {
                    *sum += weight * column[t] * other[t];
                }
            }
        });
        DMatrix::from_fn(self.count, self.count, |i, j| sums[i.max(j)][i.min(j)])
    }

    /// Derivatives of each day's log-likelihood by the parameters of mean and variance into the
    /// first columns of `scores`, from those by each residual (`by_e`) and each variance (`by_v`).
    pub(crate) fn scores(
        &self,
        filtered: Filtered<'_>,
        (by_e, by_v): (&[f64], &[f64]),
        scores: &mut DMatrix<f64>,
    ) {
        self.follow::<MOST>(filtered, |t, tangent| {
            let by_log = by_v[t] * filtered.0[t];
            for (i, tangent) in tangent[..self.count].iter().enumerate() {
                scores[(t, i)] = by_log * tangent;
            }
            for (i, column) in self.columns.iter().enumerate() {
                scores[(t, i)] -= by_e[t] * column[t];
            }
        });
    }

    /// Calls `visit` with each day and the derivatives of its log variance, 0 after the last
    /// parameter.
    #[inline(always)]
    fn follow<const M: usize>(
        &self,
        (v, log_v, z): Filtered<'_>,
        mut visit: impl FnMut(usize, &[f64; M]),
    ) {
        let Egarch { alpha, gamma, beta, .. } = *self.model;
        let means = self.columns.len();
        // Where each kind of lag has its parameter, and what its direct derivative is multiplied
        // with: nothing where there is no such lag.
        let places =
            [means, means + alpha.len(), means + alpha.len() + gamma.len(), self.count - 1];
        let there = [alpha.len(), gamma.len(), beta.len()].map(|lags| lags as f64);
        let (alpha, gamma, beta) = (first(alpha), first(gamma), first(beta));
        // The derivative of the log variance before the bounds.
        let mut raw = [0.0; M];
        raw[places[0]] = 1.0;
        raw[places[3]] += there[2] * self.backcast.ln();
        for t in 0..v.len() {
            let bound = slope(v[t], self.bounds.lower[t], self.bounds.upper[t]);
            let tangent = raw.map(|raw| bound * raw);
            visit(t, &tangent);
            // What a unit of today's log variance and of today's residual do to tomorrow.
            let shock = alpha * sign(z[t]) + gamma;
            let carried = beta - 0.5 * shock * z[t];
            raw = tangent.map(|tangent| carried * tangent);
            if shock != 0.0 {
                let by_residual = shock / v[t].sqrt();
                for (raw, column) in raw.iter_mut().zip(self.columns) {
                    *raw -= by_residual * column[t];
                }
            }
            raw[places[0]] += 1.0;
            raw[places[1]] += there[0] * (z[t].abs() - MEAN_SIZE);
            raw[places[2]] += there[1] * z[t];
            raw[places[3]] += there[2] * log_v[t];
        }
    }
}
