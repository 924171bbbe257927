use super::{Experiment, FitOptions, fit};
use crate::{Contrast, ExpressionError, ResultOptions};
use neuron_random::{Rng, Stream};
use serde::Serialize;

/// How often a test calls genes where a variable means nothing.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NullCalibration {
    /// The variable whose values were permuted.
    pub variable: String,
    /// How many permutations were fitted.
    pub draws: usize,
    /// Draws in which the permuted design was not of full rank, or could not be fitted for another reason.
    pub left_out: usize,
    /// The level of adjusted p-values at which a gene was called.
    pub level: f64,
    /// Genes called, over genes with a p-value, of all draws together.
    pub called_share: f64,
    /// The median over draws of the same.
    pub median_called_share: f64,
    /// Draws in which any gene was called.
    pub draws_with_calls: usize,
    /// P-values below the level, over all p-values: the level itself, if the test is calibrated.
    pub p_value_share: f64,
}

/// Fits the experiment again with the values of a variable permuted among the samples, and counts the genes called.
///
/// A permutation may by chance stay close to the truth, so that on few samples some draws call real differences.
///
/// # Errors
/// [`ExpressionError::Variable`], [`ExpressionError::Contrast`], [`ExpressionError::Setting`].
pub fn null_calibration(
    experiment: &Experiment,
    variable: &str,
    contrast: &Contrast,
    (draws, seed): (usize, u64),
    options: (&FitOptions, &ResultOptions),
) -> Result<NullCalibration, ExpressionError> {
    options.1.check()?;
    experiment.table.variable(variable)?;
    contrast.resolve(&experiment.design)?;
    let formula = experiment.design.formula();
    if !formula.variables().any(|name| name == variable) {
        let what = format!("the formula `{formula}` does not use it");
        return Err(ExpressionError::Variable { variable: variable.to_owned(), what });
    }
    let level = options.1.alpha;
    let (mut left_out, mut called, mut tested, mut below) = (0, 0, 0, 0);
    let mut shares = Vec::new();
    for draw in 0..draws {
        let mut order: Vec<usize> = (0..experiment.table.samples().len()).collect();
        let mut generator = Stream::new(seed, "expression/permutation").sample(draw as u64).rng();
        for last in (1..order.len()).rev() {
            order.swap(last, generator.random_range(0..=last));
        }
        let table = experiment.table.permuted(variable, &order);
        let attempt = Experiment::new(&experiment.counts, table, formula, &experiment.references)
            .and_then(|permuted| fit(&permuted, options.0))
            .and_then(|fitted| fitted.wald(contrast, options.1));
        let Ok(results) = attempt else {
            left_out += 1;
            continue;
        };
        let p_values: Vec<f64> = results.genes.iter().filter_map(|gene| gene.p_value).collect();
        let found = results.significant(level).len();
        called += found;
        tested += p_values.len();
        below += p_values.iter().filter(|p| **p < level).count();
        shares.push(found as f64 / p_values.len().max(1) as f64);
    }
    let share = |part: usize| if tested == 0 { 0.0 } else { part as f64 / tested as f64 };
    Ok(NullCalibration {
        variable: variable.to_owned(),
        draws: shares.len(),
        left_out,
        level,
        called_share: share(called),
        median_called_share: if shares.is_empty() {
            0.0
        } else {
            crate::statistics::median(&shares)
        },
        draws_with_calls: shares.iter().filter(|share| **share > 0.0).count(),
        p_value_share: share(below),
    })
}
