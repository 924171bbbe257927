use super::bounds::{LEAST, greatest};
use super::grid::best_on_grid;
use super::line_search::{MOST, climb};
use super::posterior::Posterior;
use crate::fit::{Model, fit_gene};
use crate::statistics::{mean, variance};

/// Least mean of a count at which a dispersion is estimated.
const LEAST_MEAN: f64 = 0.5;

/// A gene's own estimate, and the means that it was made at.
#[derive(Debug, Clone)]
pub(crate) struct GeneWise {
    pub(crate) dispersion: f64,
    pub(crate) means: Vec<f64>,
}

/// The dispersion of greatest adjusted likelihood, at means fitted with a rough estimate by moments.
pub(crate) fn gene_wise(model: &Model<'_>, counts: &[f64]) -> GeneWise {
    let most = greatest(model.samples);
    let normalised = model.normalised(counts);
    let regressed = model.linear(&model.regress(&normalised));
    let start = rough(model, &normalised, &regressed).min(moments(model, &normalised));
    // A NaN of moments would need a mean of zero, and such genes are not fitted.
    let start = start.clamp(LEAST, most);
    let mut means: Vec<f64> = if model.groups {
        regressed.iter().zip(model.size_factors).map(|(value, factor)| value * factor).collect()
    } else {
        let none = vec![crate::fit::NO_PRIOR; model.coefficients];
        fit_gene(model, counts, start, &none, true).means
    };
    means.iter_mut().for_each(|mean| *mean = mean.max(LEAST_MEAN));
    let mut posterior = Posterior::new(model, counts, &means, None);
    let found = climb(&mut posterior, start.ln());
    let mut dispersion = found.log_dispersion.exp().min(most);
    if found.last_value < found.first_value + found.first_value.abs() / 1e6 {
        dispersion = start;
    }
    // A search that ends with its first step may stand on a plateau.
    let sound = found.steps < MOST && found.steps != 1;
    if !sound && dispersion > LEAST * 10.0 {
        dispersion = best_on_grid(&mut posterior, model.samples).exp();
    }
    GeneWise { dispersion: dispersion.clamp(LEAST, most), means }
}

/// By the squared residuals of a linear regression of the normalised counts, means of at least 1.
fn rough(model: &Model<'_>, normalised: &[f64], regressed: &[f64]) -> f64 {
    let sum: f64 = normalised
        .iter()
        .zip(regressed)
        .map(|(y, mu)| {
            let mu = mu.max(1.0);
            ((y - mu).powi(2) - mu) / (mu * mu)
        })
        .sum();
    (sum / (model.samples - model.coefficients) as f64).max(0.0)
}

/// By the mean and the variance of the normalised counts, whatever the groups.
fn moments(model: &Model<'_>, normalised: &[f64]) -> f64 {
    let inverse = model.size_factors.iter().map(|factor| 1.0 / factor).sum::<f64>()
        / model.size_factors.len() as f64;
    let centre = mean(normalised);
    (variance(normalised) - inverse * centre) / (centre * centre)
}
