use super::{KMeansOptions, k_means};
use crate::MetagenomicsError;
use nalgebra::{Cholesky, DMatrix, DVector, Dyn};
use neuron_sequence_features::Features;
use rayon::prelude::*;
use serde::Serialize;

/// How a mixture is fitted.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct MixtureOptions {
    /// How many components.
    pub components: usize,
    /// What is added to every variance, in units of the mean variance of the columns.
    pub regularisation: f64,
    /// It ends where the mean log likelihood of a point grows by less.
    pub tolerance: f64,
    /// The most iterations.
    pub iterations: usize,
    /// Starts of the k-means that gives the first components.
    pub starts: usize,
    /// Seed of that k-means.
    pub seed: u64,
}

impl Default for MixtureOptions {
    fn default() -> Self {
        Self {
            components: 8,
            regularisation: 1e-3,
            tolerance: 1e-5,
            iterations: 500,
            starts: 10,
            seed: 0,
        }
    }
}

/// A fitted mixture.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GaussianMixture {
    /// The most likely component of each point.
    pub labels: Vec<usize>,
    /// The probability of that component.
    pub probabilities: Vec<f64>,
    /// The share of each component.
    pub weights: Vec<f64>,
    /// The log likelihood of all points.
    pub log_likelihood: f64,
    /// The Bayesian information criterion: less is better.
    pub bic: f64,
    /// Iterations made.
    pub iterations: usize,
}

/// A mixture of Gaussians with full covariances, by expectation and maximisation (Dempster, Laird, Rubin, 1977) from
/// the clusters of k-means.
///
/// # Errors
/// [`MetagenomicsError::Parameter`] where an option is outside its range, [`MetagenomicsError::Unusable`] where all
/// points are the same or a covariance cannot be inverted.
pub fn gaussian_mixture(
    points: &Features,
    options: &MixtureOptions,
) -> Result<GaussianMixture, MetagenomicsError> {
    for (name, value) in
        [("regularisation", options.regularisation), ("tolerance", options.tolerance)]
    {
        if !(value > 0.0 && value.is_finite()) {
            return Err(MetagenomicsError::parameter(name, value, "more than 0"));
        }
    }
    let (n, d, k) = (points.rows(), points.columns(), options.components);
    let start = KMeansOptions {
        clusters: k,
        starts: options.starts,
        seed: options.seed,
        ..KMeansOptions::default()
    };
    let start = k_means(points, &start)?;
    let floor = options.regularisation * mean_variance(points)?;
    let mut shares = vec![0.0; n * k];
    start.labels.iter().enumerate().for_each(|(point, &label)| shares[point * k + label] = 1.0);

    let mut last = f64::NEG_INFINITY;
    let mut iterations = 0;
    let (mut weights, mut total);
    loop {
        let components: Vec<Result<Component, MetagenomicsError>> =
            (0..k).into_par_iter().map(|c| Component::new(points, &shares, k, c, floor)).collect();
        let components: Vec<Component> = components.into_iter().collect::<Result<_, _>>()?;
        weights = components.iter().map(|component| component.weight).collect::<Vec<f64>>();
        let logs: Vec<f64> = shares
            .par_chunks_mut(k)
            .enumerate()
            .map(|(point, shares)| {
                for (share, component) in shares.iter_mut().zip(&components) {
                    *share = component.log_density(points.row(point));
                }
                let most = shares.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                let sum: f64 = shares.iter().map(|log| (log - most).exp()).sum();
                let log = most + sum.ln();
                shares.iter_mut().for_each(|share| *share = (*share - log).exp());
                log
            })
            .collect();
        total = logs.iter().sum::<f64>();
        iterations += 1;
        if (total - last) / (n as f64) < options.tolerance || iterations >= options.iterations {
            break;
        }
        last = total;
    }
    let best = |shares: &[f64]| {
        (1..k)
            .fold((0, shares[0]), |best, c| if shares[c] > best.1 { (c, shares[c]) } else { best })
    };
    let (labels, probabilities) = shares.chunks(k).map(best).unzip();
    let parameters = (k - 1) as f64 + (k * d) as f64 + (k * d * (d + 1)) as f64 / 2.0;
    let bic = parameters * (n as f64).ln() - 2.0 * total;
    Ok(GaussianMixture { labels, probabilities, weights, log_likelihood: total, bic, iterations })
}

/// The mixture with the least Bayesian information criterion (Schwarz, 1978) among several numbers of components.
///
/// # Errors
/// As [`gaussian_mixture`], of the first number of components that has one, and where there are no numbers.
pub fn choose_mixture(
    points: &Features,
    components: impl IntoIterator<Item = usize>,
    options: &MixtureOptions,
) -> Result<GaussianMixture, MetagenomicsError> {
    let mut best: Option<GaussianMixture> = None;
    for components in components {
        let next = gaussian_mixture(points, &MixtureOptions { components, ..*options })?;
        if best.as_ref().is_none_or(|best| next.bic < best.bic) {
            best = Some(next);
        }
    }
    best.ok_or_else(|| {
        MetagenomicsError::parameter("components", "an empty list", "one number or more")
    })
}

fn mean_variance(points: &Features) -> Result<f64, MetagenomicsError> {
    let (n, d) = (points.rows() as f64, points.columns());
    let variance = |column: usize| {
        let values = || (0..points.rows()).map(move |point| points.row(point)[column]);
        let mean = values().sum::<f64>() / n;
        values().map(|value| (value - mean).powi(2)).sum::<f64>() / n
    };
    let mean = (0..d).map(variance).sum::<f64>() / d as f64;
    if mean > 0.0 {
        return Ok(mean);
    }
    let reason = "all points are the same".to_owned();
    Err(MetagenomicsError::Unusable { what: "a Gaussian mixture", reason })
}

struct Component {
    weight: f64,
    mean: DVector<f64>,
    factor: Cholesky<f64, Dyn>,
    /// `ln weight - ½ (d ln 2π + ln det covariance)`.
    constant: f64,
}

impl Component {
    fn new(
        points: &Features,
        shares: &[f64],
        components: usize,
        component: usize,
        floor: f64,
    ) -> Result<Self, MetagenomicsError> {
        let (n, d) = (points.rows(), points.columns());
        let share = |point: usize| shares[point * components + component];
        let size = (0..n).map(share).sum::<f64>().max(10.0 * f64::EPSILON);
        let mut mean = DVector::zeros(d);
        for point in 0..n {
            mean += share(point) * DVector::from_row_slice(points.row(point));
        }
        mean /= size;
        let mut scaled = DMatrix::zeros(d, n);
        for point in 0..n {
            let root = share(point).sqrt();
            for (column, value) in points.row(point).iter().enumerate() {
                scaled[(column, point)] = root * (value - mean[column]);
            }
        }
        let mut covariance = &scaled * scaled.transpose() / size;
        (0..d).for_each(|column| covariance[(column, column)] += floor);
        let factor = Cholesky::new(covariance).ok_or_else(|| MetagenomicsError::Unusable {
            what: "a Gaussian mixture",
            reason: format!(
                "the covariance of component {component} cannot be inverted; raise `regularisation`"
            ),
        })?;
        let weight = size / n as f64;
        // The determinant of many columns may leave the range of f64; its logarithm does not.
        let half: f64 = (0..d).map(|column| factor.l_dirty()[(column, column)].ln()).sum();
        let constant = weight.ln() - 0.5 * d as f64 * (2.0 * std::f64::consts::PI).ln() - half;
        Ok(Self { weight, mean, factor, constant })
    }

    fn log_density(&self, row: &[f64]) -> f64 {
        let centred = DVector::from_row_slice(row) - &self.mean;
        let solved = self.factor.l_dirty().solve_lower_triangular(&centred);
        solved.map_or(f64::NEG_INFINITY, |solved| self.constant - 0.5 * solved.norm_squared())
    }
}
