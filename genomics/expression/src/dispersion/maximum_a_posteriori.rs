use super::bounds::{LEAST, greatest};
use super::grid::best_on_grid;
use super::line_search::{MOST, climb};
use super::posterior::{Posterior, Prior};
use crate::fit::Model;

/// The dispersion of greatest posterior density, with the trend's value as the mean of the prior.
pub(super) fn maximum_a_posteriori(
    model: &Model<'_>,
    counts: &[f64],
    means: &[f64],
    (gene_wise, trend, variance): (f64, f64, f64),
) -> f64 {
    let prior = Prior { mean: trend.ln(), variance };
    let start = if gene_wise > 0.1 * trend { gene_wise } else { trend };
    let mut posterior = Posterior::new(model, counts, means, Some(prior));
    let found = climb(&mut posterior, start.ln());
    let log = match found.steps < MOST {
        true => found.log_dispersion,
        false => best_on_grid(&mut posterior, model.samples),
    };
    log.exp().clamp(LEAST, greatest(model.samples))
}
