use crate::FittedExperiment;
use crate::fit::{Model, fit_gene};
use crate::statistics::weighted_upper_quantile;
use crate::testing::Results;
use rayon::prelude::*;
use std::f64::consts::{LN_2, LOG2_E};

/// Estimates of more than ten doublings are of genes without a count in one group, and say nothing of the others.
const DIVERGENT: f64 = 10.0;

/// The quantile of the sizes of estimates that is matched, and what it is of a standard normal variable.
const QUANTILE: f64 = 0.95;
const NORMAL_QUANTILE: f64 = 1.959_963_984_540_054;

/// Variance of a prior that is none.
const WIDE: f64 = 1e6;

pub(super) fn shrink(fitted: &FittedExperiment, coefficient: usize, results: &mut Results) {
    let design = fitted.experiment.design();
    let precisions: Vec<f64> = variances(fitted)
        .iter()
        .map(|variance| 1.0 / (variance.max(f64::MIN_POSITIVE) * LN_2 * LN_2))
        .collect();
    let model = Model::new(design, &fitted.size_factors);
    let width = model.coefficients;
    let shrunken: Vec<Option<(f64, f64)>> = (0..fitted.genes.len())
        .into_par_iter()
        .map(|gene| {
            let dispersion = fitted.genes[gene].as_ref()?.dispersions.dispersion;
            let counts: Vec<f64> =
                fitted.experiment.counts().gene(gene).iter().map(|c| f64::from(*c)).collect();
            let fit = fit_gene(&model, &counts, dispersion, &precisions, true);
            let variance = fit.covariance[coefficient * width + coefficient];
            Some((fit.coefficients[coefficient] * LOG2_E, variance.max(0.0).sqrt() * LOG2_E))
        })
        .collect();
    for (row, shrunken) in results.genes.iter_mut().zip(shrunken) {
        if let Some((estimate, error)) = shrunken {
            row.log2_fold_change = Some(estimate);
            row.standard_error = Some(error);
        }
    }
}

/// The variance of each coefficient's prior, of log2 fold changes: that of a normal distribution with the same upper
/// quantile as the estimates, genes weighted by how well their logarithm is known.
fn variances(fitted: &FittedExperiment) -> Vec<f64> {
    let names = fitted.experiment.design().names();
    let variance = |coefficient: usize| {
        if names[coefficient] == "Intercept" {
            return WIDE;
        }
        let (mut sizes, mut weights) = (Vec::new(), Vec::new());
        for (gene, mean) in fitted.genes.iter().zip(&fitted.base_means) {
            let Some(gene) = gene else { continue };
            let size = (gene.fit.coefficients[coefficient] * LOG2_E).abs();
            if size < DIVERGENT {
                sizes.push(size);
                weights.push(1.0 / (1.0 / mean + gene.dispersions.trend));
            }
        }
        if sizes.is_empty() {
            return WIDE;
        }
        (weighted_upper_quantile(&sizes, &weights, QUANTILE) / NORMAL_QUANTILE).powi(2)
    };
    (0..names.len()).map(variance).collect()
}
