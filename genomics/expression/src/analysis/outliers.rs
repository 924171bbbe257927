use super::FittedExperiment;
use super::fitted::fit_one;
use crate::dispersion::re_estimate;
use crate::fit::Model;
use crate::statistics::{mean, trimmed_mean};
use crate::testing::cutoff;
use rayon::prelude::*;

/// Replaces counts of a too great Cook's distance, in groups of at least `least` samples, by the trimmed mean of the
/// gene's normalised counts times the size factor, and fits those genes again with the trend and prior that there
/// are (Love, Huber and Anders 2014, Methods).
pub(super) fn replace_outliers(whole: &mut FittedExperiment, model: &Model<'_>, least: usize) {
    let design = &whole.experiment.design;
    let replaceable = design.in_group_of(least);
    if !replaceable.iter().any(|one| *one) {
        return;
    }
    let cutoff = cutoff(design);
    let affected: Vec<usize> = (0..whole.genes.len())
        .filter(|&gene| {
            let distances = whole.genes[gene].as_ref().map(|one| &one.cooks.of_sample);
            distances.is_some_and(|distances| distances.iter().any(|d| *d > cutoff))
        })
        .collect();
    if affected.is_empty() {
        return;
    }
    let replacement = |gene: usize| -> Vec<f64> {
        let Some(one) = &whole.genes[gene] else { return Vec::new() };
        let centre = trimmed_mean(&model.normalised(&one.counts), 0.2);
        (0..model.samples)
            .map(|sample| match replaceable[sample] && one.cooks.of_sample[sample] > cutoff {
                true => (centre * model.size_factors[sample]).trunc(),
                false => one.counts[sample],
            })
            .collect()
    };
    let counts: Vec<Vec<f64>> = affected.iter().map(|&gene| replacement(gene)).collect();
    for (&gene, counts) in affected.iter().zip(&counts) {
        whole.base_means[gene] = mean(&model.normalised(counts));
    }
    let (left, counts): (Vec<usize>, Vec<Vec<f64>>) = affected
        .iter()
        .copied()
        .zip(counts)
        .filter(|(_, counts)| counts.iter().any(|count| *count > 0.0))
        .unzip();
    let means: Vec<f64> = left.iter().map(|&gene| whole.base_means[gene]).collect();
    let dispersions = re_estimate(model, &counts, &means, &whole.shared);
    let refitted: Vec<_> = counts
        .into_par_iter()
        .zip(dispersions)
        .map(|(counts, dispersions)| fit_one(model, counts, dispersions))
        .collect();
    let for_cooks = design.in_group_of(3);
    let all = replaceable.iter().all(|one| *one);
    for (gene, mut new) in left.into_iter().zip(refitted) {
        if let Some(old) = whole.genes[gene].take() {
            new.cooks = old.cooks;
        }
        whole.genes[gene] = Some(new);
    }
    // What was replaced counts no more as an outlier; of other groups it still does.
    let kept: Vec<bool> = for_cooks.iter().zip(&replaceable).map(|(c, r)| *c && !*r).collect();
    for gene in whole.genes.iter_mut().flatten() {
        gene.greatest_cooks = match all {
            true => None,
            false => gene.cooks.greatest(&kept).or(Some(0.0)),
        };
    }
    whole.replaced = affected;
}
