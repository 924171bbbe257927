use super::VarianceBounds;
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

/// What a model filtered, `[n]` each.
#[derive(Clone, Copy)]
pub(crate) struct Filtered<'a> {
    /// Residuals.
    pub(crate) e: &'a [f64],
    /// Variances.
    pub(crate) v: &'a [f64],
    /// Logarithms of variances, of EGARCH.
    pub(crate) log_v: &'a [f64],
    /// Standardised residuals, of EGARCH.
    pub(crate) z: &'a [f64],
}

/// What a recursion runs on, and stays fixed while parameters vary.
#[derive(Clone, Copy)]
pub(crate) struct Given<'a> {
    /// The mean's regressors.
    pub(crate) columns: &'a [Vec<f64>],
    pub(crate) backcast: f64,
    pub(crate) bounds: &'a VarianceBounds,
}

/// A recursion with at most one lag of each kind, whose derivatives are carried forwards day by day.
pub(crate) trait Tangents {
    /// Lags of each kind: shocks, asymmetric shocks, variances.
    fn lags(&self) -> [usize; 3];

    /// Calls `visit` with each day and the derivatives of its log variance by the parameters of mean
    /// and variance, 0 after the last parameter.
    fn follow<const M: usize>(
        &self,
        given: Given<'_>,
        filtered: Filtered<'_>,
        visit: impl FnMut(usize, &[f64; M]),
    );
}

/// Where each kind of lag has its parameter, and what its direct derivative is multiplied with:
/// nothing where there is no such lag.
pub(super) struct Places {
    pub(super) omega: usize,
    pub(super) lags: [usize; 3],
    pub(super) there: [f64; 3],
}

impl Places {
    pub(super) fn new([p, o, q]: [usize; 3], means: usize) -> Self {
        let lags = [means + p, means + p + o, means + p + o + q];
        Self { omega: means, lags, there: [p, o, q].map(|lags| lags as f64) }
    }
}

/// The derivatives of a likelihood of few parameters that need no way back through the days.
pub(crate) struct Sensitivities<'a, T> {
    model: T,
    given: Given<'a>,
    /// Parameters of mean and variance.
    count: usize,
}

impl<'a, T: Tangents> Sensitivities<'a, T> {
    /// `None` for more lags than one of a kind, or too many parameters.
    pub(crate) fn new(model: T, given: Given<'a>) -> Option<Self> {
        let lags = model.lags();
        let count = given.columns.len() + 1 + lags.iter().sum::<usize>();
        let follows = lags.iter().all(|&lags| lags <= 1) && count <= MOST;
        follows.then_some(Self { model, given, count })
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
        self.model.follow::<M>(self.given, filtered, |t, tangent| {
            for i in 0..M {
                let weighted = law.scale * tangent[i];
                for j in 0..=i {
                    sums[i][j] += weighted * tangent[j];
                }
            }
            let weight = law.location / filtered.v[t];
            for (i, column) in self.given.columns.iter().enumerate() {
                for (sum, other) in sums[i].iter_mut().zip(&self.given.columns[..=i]) {
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
        self.model.follow::<MOST>(self.given, filtered, |t, tangent| {
            let by_log = by_v[t] * filtered.v[t];
            for (i, tangent) in tangent[..self.count].iter().enumerate() {
                scores[(t, i)] = by_log * tangent;
            }
            for (i, column) in self.given.columns.iter().enumerate() {
                scores[(t, i)] -= by_e[t] * column[t];
            }
        });
    }
}
