//! Laws of the standardised innovations: likelihood with derivatives, quantiles, tails, draws.

mod log_product;
mod normal;
mod skew_t;
mod student_t;

use crate::recursion::LawInformation;
use crate::{Innovation, VolatilityError};
use neuron_random::Rng;
use neuron_random::distributions::{Distribution, StandardNormal, StudentT};
use serde::Serialize;

/// A law of mean 0 and variance 1 with its shape (or, empirical, what a sample has).
///
/// ```
/// use neuron_volatility::InnovationLaw;
/// let law = InnovationLaw::student_t(8.0)?;
/// // scipy 1.17.1: stats.t.ppf(0.01, 8) * sqrt(6 / 8)
/// assert!((law.quantile(0.01) + 2.508407).abs() < 1e-6);
/// assert!((law.cdf(law.quantile(0.01)) - 0.01).abs() < 1e-10);
/// # Ok::<(), neuron_volatility::VolatilityError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "law", rename_all = "snake_case")]
pub enum InnovationLaw {
    /// Standard normal.
    Normal,
    /// Student t scaled to variance 1.
    #[non_exhaustive]
    StudentT {
        /// Degrees of freedom, above 2.
        nu: f64,
    },
    /// Hansen's skewed t.
    #[non_exhaustive]
    SkewT {
        /// Degrees of freedom, above 2.
        eta: f64,
        /// Skewness in (-1, 1); negative leans to losses.
        lambda: f64,
    },
    /// The standardised residuals of a fit, each as likely; ascending.
    #[non_exhaustive]
    Empirical {
        /// The residuals, ascending.
        sorted: Vec<f64>,
    },
}

impl InnovationLaw {
    /// The law of a fitted model's innovations.
    pub(crate) fn new(innovation: Innovation, shape: &[f64]) -> Self {
        match innovation {
            Innovation::Normal => Self::Normal,
            Innovation::StudentT => Self::StudentT { nu: shape[0] },
            Innovation::SkewT => {
                // The density has no value at ±1, which the bounds allow.
                let lambda = shape[1].clamp(-1.0 + 1e-6, 1.0 - 1e-6);
                Self::SkewT { eta: shape[0], lambda }
            }
        }
    }

    /// Student's t with `nu` degrees of freedom, scaled to variance 1.
    ///
    /// # Errors
    ///
    /// An argument error for `nu` not above 2, where the t law has no variance.
    pub fn student_t(nu: f64) -> Result<Self, VolatilityError> {
        if nu > 2.0 && nu.is_finite() {
            return Ok(Self::StudentT { nu });
        }
        Err(VolatilityError::Argument { name: "nu", value: nu, expected: "a number above 2" })
    }

    /// Hansen's skewed t with `eta` degrees of freedom and skewness `lambda`.
    ///
    /// # Errors
    ///
    /// An argument error for `eta` not above 2 or `lambda` not in (-1, 1).
    pub fn skew_t(eta: f64, lambda: f64) -> Result<Self, VolatilityError> {
        Self::student_t(eta)?;
        if lambda.abs() < 1.0 {
            return Ok(Self::SkewT { eta, lambda });
        }
        let expected = "a number between -1 and 1, exclusive";
        Err(VolatilityError::Argument { name: "lambda", value: lambda, expected })
    }

    /// The law of a sample of standardised residuals.
    ///
    /// # Errors
    ///
    /// [`VolatilityError`] for an empty sample or one with NaN.
    pub fn empirical(residuals: &[f64]) -> Result<Self, VolatilityError> {
        crate::series::at_least("residuals", residuals, 1, "an empirical law")?;
        crate::series::finite("residuals", residuals)?;
        let mut sorted = residuals.to_vec();
        sorted.sort_by(f64::total_cmp);
        Ok(Self::Empirical { sorted })
    }

    /// The value below which the law lies with `probability`; infinite for 0 and 1 and beyond. Of a
    /// sample, interpolated between order statistics (type 7 of Hyndman and Fan, 1996; NumPy's
    /// default), the least and the largest for 0 and 1.
    #[must_use]
    pub fn quantile(&self, probability: f64) -> f64 {
        match self {
            Self::Empirical { sorted } => sample_quantile(sorted, probability.clamp(0.0, 1.0)),
            _ if probability <= 0.0 => f64::NEG_INFINITY,
            _ if probability >= 1.0 => f64::INFINITY,
            Self::Normal => normal::quantile(probability),
            Self::StudentT { nu } => student_t::quantile(probability, *nu),
            Self::SkewT { eta, lambda } => skew_t::quantile(probability, *eta, *lambda),
        }
    }

    /// The probability of a value at most `z`.
    #[must_use]
    pub fn cdf(&self, z: f64) -> f64 {
        match self {
            Self::Normal => normal::cdf(z),
            Self::StudentT { nu } => student_t::cdf(z, *nu),
            Self::SkewT { eta, lambda } => skew_t::cdf(z, *eta, *lambda),
            Self::Empirical { sorted } => {
                sorted.partition_point(|value| *value <= z) as f64 / sorted.len() as f64
            }
        }
    }

    /// The mean of the values at or below the quantile of `probability`: the expected shortfall of
    /// the standardised return, a negative number. Minus infinity for 0, and 0, the mean, for 1.
    #[must_use]
    pub fn tail_mean(&self, probability: f64) -> f64 {
        match self {
            Self::Empirical { sorted } => {
                let bound = sample_quantile(sorted, probability.clamp(0.0, 1.0));
                let tail = sorted.partition_point(|value| *value <= bound).max(1);
                sorted[..tail].iter().sum::<f64>() / tail as f64
            }
            _ if probability <= 0.0 => f64::NEG_INFINITY,
            _ if probability >= 1.0 => 0.0,
            Self::Normal => normal::tail_mean(probability),
            Self::StudentT { nu } => student_t::tail_mean(probability, *nu),
            Self::SkewT { eta, lambda } => skew_t::tail_mean(probability, *eta, *lambda),
        }
    }

    /// A draw.
    pub fn sample<R: Rng>(&self, rng: &mut R) -> f64 {
        match self {
            Self::Normal => StandardNormal.sample(rng),
            Self::StudentT { nu } => ordinary_t(rng, *nu) * (1.0 - 2.0 / nu).sqrt(),
            Self::SkewT { eta, lambda } => {
                let side: f64 = rng.random();
                skew_t::two_piece(ordinary_t(rng, *eta).abs(), side, *eta, *lambda)
            }
            Self::Empirical { sorted } => sorted[rng.random_range(0..sorted.len())],
        }
    }

    /// `E[z² 1(z < 0)]`, one half for every symmetric law.
    pub(crate) fn lower_second_moment(&self) -> f64 {
        match self {
            Self::Normal | Self::StudentT { .. } => 0.5,
            Self::SkewT { eta, lambda } => skew_t::lower_second_moment(*eta, *lambda),
            Self::Empirical { sorted } => {
                let negative = sorted.iter().filter(|z| **z < 0.0);
                negative.map(|z| z * z).sum::<f64>() / sorted.len() as f64
            }
        }
    }

    /// Log-likelihood of residuals `e` with variances `v`.
    pub(crate) fn log_likelihood(&self, e: &[f64], v: &[f64]) -> f64 {
        match self {
            Self::StudentT { nu } => student_t::log_likelihood(e, v, *nu),
            Self::SkewT { eta, lambda } => skew_t::log_likelihood(e, v, *eta, *lambda),
            _ => normal::log_likelihood(e, v),
        }
    }

    /// Log-likelihood of each residual, into `each`.
    pub(crate) fn contributions(&self, e: &[f64], v: &[f64], each: &mut [f64]) {
        let series = each.iter_mut().zip(e).zip(v);
        match self {
            Self::StudentT { nu } => {
                let constant = student_t::log_constant(*nu);
                series.for_each(|((each, e), v)| {
                    let tail = (e * e / (v * (nu - 2.0))).ln_1p();
                    *each = constant - 0.5 * (v.ln() + (nu + 1.0) * tail);
                });
            }
            Self::SkewT { eta, lambda } => {
                let density = skew_t::LogDensity::new(*eta, *lambda);
                series.for_each(|((each, e), v)| *each = density.at(*e, *v));
            }
            _ => series.for_each(|((each, e), v)| {
                *each = -0.5 * (std::f64::consts::TAU.ln() + v.ln() + e * e / v);
            }),
        }
    }

    /// Fisher's information on location and scale, that of a skewed law as if it were not.
    pub(crate) fn information(&self) -> LawInformation {
        match self {
            Self::StudentT { nu } | Self::SkewT { eta: nu, .. } => LawInformation {
                location: (nu + 1.0) * nu / ((nu + 3.0) * (nu - 2.0)),
                scale: 0.5 * nu / (nu + 3.0),
            },
            _ => LawInformation { location: 1.0, scale: 0.5 },
        }
    }

    /// [`InnovationLaw::log_likelihood`] with its derivatives by each residual, each variance and
    /// the shape, which overwrite `by_e`, `by_v` and `by_shape`.
    pub(crate) fn gradient(
        &self,
        e: &[f64],
        v: &[f64],
        by_e: &mut [f64],
        by_v: &mut [f64],
        by_shape: &mut [f64],
    ) -> f64 {
        match self {
            Self::StudentT { nu } => student_t::gradient(e, v, *nu, by_e, by_v, by_shape),
            Self::SkewT { eta, lambda } => {
                skew_t::gradient(e, v, *eta, *lambda, by_e, by_v, by_shape)
            }
            _ => normal::gradient(e, v, by_e, by_v),
        }
    }
}

/// Starting values of the shape from the kurtosis of standardised residuals: a t law with `nu`
/// degrees of freedom has kurtosis `3 + 6 / (nu - 4)`.
pub(crate) fn starting_shape(innovation: Innovation, residuals: &[f64]) -> Vec<f64> {
    let variance = crate::series::variance(residuals);
    let centre = crate::series::mean(residuals);
    let fourth = residuals.iter().map(|z| (z - centre).powi(4)).sum::<f64>();
    let kurtosis = fourth / residuals.len() as f64 / (variance * variance);
    let nu = if kurtosis > 3.75 { (4.0 * kurtosis - 6.0) / (kurtosis - 3.0) } else { 12.0 };
    match innovation {
        Innovation::Normal => Vec::new(),
        Innovation::StudentT => vec![nu.max(4.0)],
        Innovation::SkewT => vec![nu.max(4.0), 0.0],
    }
}

fn ordinary_t<R: Rng>(rng: &mut R, nu: f64) -> f64 {
    match StudentT::new(nu) {
        Ok(law) => law.sample(rng),
        // Only for a number of degrees of freedom that is not positive, which no fit returns.
        Err(_) => f64::NAN,
    }
}

fn sample_quantile(sorted: &[f64], probability: f64) -> f64 {
    let position = probability * (sorted.len() - 1) as f64;
    let below = (position.floor() as usize).min(sorted.len() - 1);
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (position - below as f64) * (sorted[above] - sorted[below])
}
