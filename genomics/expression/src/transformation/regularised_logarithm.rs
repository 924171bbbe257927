use super::transformed::trend;
use super::{TransformTrend, Transformed};
use crate::fit::{Model, NO_PRIOR, fit_gene};
use crate::statistics::weighted_upper_quantile;
use crate::{ExpressionError, FittedExperiment};
use rayon::prelude::*;
use std::f64::consts::{LN_2, LOG2_E};

/// The 95 % quantile of sizes is this many standard deviations of a normal variable.
const NORMAL_QUANTILE: f64 = 1.959_963_984_540_054;

/// The regularised logarithm: a generalised linear model with a coefficient for each sample, drawn towards the gene's
/// mean by a normal prior of one variance for all genes, so that small counts do not scatter (Love, Huber and Anders
/// 2014). As DESeq2's `rlog`; slow for many samples, for which [`variance_stabilised`](super::variance_stabilised) is meant.
///
/// # Errors
/// [`ExpressionError::Model`] where no trend can be fitted.
pub fn regularised_logarithm(
    fitted: &FittedExperiment,
    which: TransformTrend,
) -> Result<Transformed, ExpressionError> {
    let trend = trend(fitted, which)?;
    let counts = fitted.experiment().counts();
    let samples = counts.samples().len();
    let width = samples + 1;
    let design: Vec<f64> = (0..samples * width)
        .map(|cell| f64::from(u8::from(cell % width == 0 || cell % width == cell / width + 1)))
        .collect();
    let model = Model {
        design: &design,
        samples,
        coefficients: width,
        size_factors: fitted.size_factors(),
        pseudo_inverse: Vec::new(),
        intercept: false,
        groups: false,
    };
    let expressed: Vec<(usize, Vec<f64>, f64)> = (0..counts.genes().len())
        .map(|gene| {
            let row: Vec<f64> = counts.gene(gene).iter().map(|count| f64::from(*count)).collect();
            let mean = crate::statistics::mean(&model.normalised(&row));
            (gene, row, mean)
        })
        .filter(|(_, _, mean)| *mean > 0.0)
        .collect();
    let (mut sizes, mut weights) = (Vec::new(), Vec::new());
    // Sample after sample, so that sums are those of R.
    for sample in 0..samples {
        for (_, row, mean) in &expressed {
            let normalised = row[sample] / model.size_factors[sample];
            sizes.push(((normalised + 0.5).log2() - (mean + 0.5).log2()).abs());
            weights.push(1.0 / (1.0 / mean + trend.at(*mean)));
        }
    }
    let variance = (weighted_upper_quantile(&sizes, &weights, 0.95) / NORMAL_QUANTILE).powi(2);
    let mut precisions = vec![1.0 / (variance.max(1e-12) * LN_2 * LN_2); width];
    precisions[0] = NO_PRIOR;
    let rows: Vec<Vec<f64>> = expressed
        .par_iter()
        .map(|(_, row, mean)| {
            let fit = fit_gene(&model, row, trend.at(*mean), &precisions, false);
            model.linear(&fit.coefficients).iter().map(|value| value * LOG2_E).collect()
        })
        .collect();
    let mut values = vec![0.0; counts.genes().len() * samples];
    for ((gene, _, _), row) in expressed.iter().zip(rows) {
        values[gene * samples..(gene + 1) * samples].copy_from_slice(&row);
    }
    Ok(Transformed { values, samples })
}
