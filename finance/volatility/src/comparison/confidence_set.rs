use crate::VolatilityError;
use neuron_random::{Rng, Stream};
use rayon::prelude::*;
use serde::Serialize;

/// How a model confidence set is found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ConfidenceSetOptions {
    /// Probability that the set lacks the best model, such as 0.1.
    pub size: f64,
    /// Mean length of a block of the bootstrap in days.
    pub block: usize,
    /// Bootstrap samples.
    pub samples: usize,
    /// Seed of the bootstrap.
    pub seed: u64,
}

/// Where a model stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ModelStanding {
    /// Index of the model.
    pub model: usize,
    /// Its mean loss.
    pub mean_loss: f64,
    /// The size from which on the set lacks it.
    pub p_value: f64,
    /// Whether the set has it.
    pub included: bool,
}

/// The models of which none can be told to be worse than the best.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ConfidenceSet {
    /// All models, that which left first first.
    pub models: Vec<ModelStanding>,
}

/// The model confidence set (Hansen, Lunde and Nason, 2011) with the statistic of the worst model
/// against the mean of those left, and the stationary bootstrap (Politis and Romano, 1994).
///
/// `losses` is `[models][days]`.
///
/// # Errors
///
/// [`VolatilityError`] for fewer than 2 models, fewer than 10 days, different lengths, NaN or
/// options out of range.
pub fn model_confidence_set(
    losses: &[Vec<f64>],
    options: ConfidenceSetOptions,
) -> Result<ConfidenceSet, VolatilityError> {
    crate::series::probability("size", options.size)?;
    crate::series::at_least_one("block", options.block)?;
    crate::series::at_least_one("samples", options.samples)?;
    let (found, needed) = (losses.len(), 2);
    if found < needed {
        let (series, what) = ("models", "a confidence set".to_owned());
        return Err(VolatilityError::TooShort { series, what, found, needed });
    }
    for loss in losses {
        crate::series::same_length("losses of the first model", &losses[0], "losses", loss)?;
        crate::series::finite("losses", loss)?;
    }
    crate::series::at_least("losses", &losses[0], 10, "a confidence set")?;
    let means: Vec<f64> = losses.iter().map(|loss| crate::series::mean(loss)).collect();
    // Deviations of each model's bootstrap mean from its mean, `[samples][models]`.
    let deviations = bootstrap(losses, &means, options);
    let mut left: Vec<usize> = (0..losses.len()).collect();
    let mut models = Vec::new();
    let mut p_value: f64 = 0.0;
    while left.len() > 1 {
        let (worst, p) = worst(&left, &means, &deviations);
        p_value = p_value.max(p);
        left.retain(|model| *model != worst);
        models.push(standing(worst, means[worst], p_value, options.size));
    }
    models.push(standing(left[0], means[left[0]], 1.0, options.size));
    Ok(ConfidenceSet { models })
}

fn standing(model: usize, mean_loss: f64, p_value: f64, size: f64) -> ModelStanding {
    ModelStanding { model, mean_loss, p_value, included: p_value > size }
}

/// The worst model of those left, and the p-value of all of them being equal.
fn worst(left: &[usize], means: &[f64], deviations: &[Vec<f64>]) -> (usize, f64) {
    let count = left.len() as f64;
    let relative = |values: &[f64]| {
        let centre = left.iter().map(|model| values[*model]).sum::<f64>() / count;
        left.iter().map(|model| values[*model] - centre).collect::<Vec<f64>>()
    };
    let found = relative(means);
    let drawn: Vec<Vec<f64>> = deviations.iter().map(|sample| relative(sample)).collect();
    let spread: Vec<f64> = (0..left.len())
        .map(|i| drawn.iter().map(|sample| sample[i].powi(2)).sum::<f64>() / drawn.len() as f64)
        .map(|variance| variance.sqrt().max(f64::MIN_POSITIVE))
        .collect();
    let largest = |values: &[f64]| {
        let scaled = values.iter().zip(&spread).map(|(value, spread)| value / spread).enumerate();
        scaled.fold((0, f64::NEG_INFINITY), |best, next| if next.1 > best.1 { next } else { best })
    };
    let (place, statistic) = largest(&found);
    let above = drawn.iter().filter(|sample| largest(sample).1 >= statistic).count();
    (left[place], above as f64 / drawn.len() as f64)
}

fn bootstrap(losses: &[Vec<f64>], means: &[f64], options: ConfidenceSetOptions) -> Vec<Vec<f64>> {
    let days = losses[0].len();
    let stream = Stream::new(options.seed, "volatility/confidence-set");
    let restart = 1.0 / options.block as f64;
    (0..options.samples)
        .into_par_iter()
        .map(|sample| {
            let mut rng = stream.sample(sample as u64).rng();
            let mut sums = vec![0.0; losses.len()];
            let mut day = rng.random_range(0..days);
            for _ in 0..days {
                for (sum, loss) in sums.iter_mut().zip(losses) {
                    *sum += loss[day];
                }
                let again = rng.random::<f64>() < restart;
                day = if again { rng.random_range(0..days) } else { (day + 1) % days };
            }
            sums.iter().zip(means).map(|(sum, mean)| sum / days as f64 - mean).collect()
        })
        .collect()
}
