use super::bounds::LEAST;
use super::gene_wise::{GeneWise, gene_wise};
use super::maximum_a_posteriori::maximum_a_posteriori;
use super::prior::prior_variance;
use super::trend::{DispersionTrend, TrendMethod, local, parametric};
use crate::ExpressionError;
use crate::fit::Model;
use crate::statistics::{mean, median_absolute_deviation, trimmed_mean};
use rayon::prelude::*;
use serde::Serialize;

/// Genes of which the own estimate lies so many standard deviations above the trend keep it.
const OUTLIER: f64 = 2.0;

/// Estimates of a gene's dispersion.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct DispersionEstimates {
    /// From its own counts alone.
    pub gene_wise: f64,
    /// The trend's value at its mean.
    pub trend: f64,
    /// Both together: of greatest posterior density.
    pub maximum_a_posteriori: f64,
    /// What the tests use: the latter, or the gene's own for an outlier.
    pub dispersion: f64,
    /// Whether the gene's own lies far above the trend.
    pub outlier: bool,
}

/// Dispersions of many genes, and what they share.
pub(crate) struct Estimated {
    pub(crate) genes: Vec<DispersionEstimates>,
    pub(crate) trend: DispersionTrend,
    pub(crate) prior_variance: f64,
    /// Robust variance of log residuals about the trend.
    pub(crate) residual_variance: f64,
    pub(crate) method: TrendMethod,
}

/// Estimates the dispersions of genes with a count.
pub(crate) fn estimate(
    model: &Model<'_>,
    counts: &[Vec<f64>],
    base_means: &[f64],
    method: TrendMethod,
) -> Result<Estimated, ExpressionError> {
    let own: Vec<GeneWise> = counts.par_iter().map(|counts| gene_wise(model, counts)).collect();
    let dispersions: Vec<f64> = own.iter().map(|gene| gene.dispersion).collect();
    let (trend, method) = fit_trend(base_means, &dispersions, method)?;
    let residuals: Vec<f64> = dispersions
        .iter()
        .zip(base_means)
        .filter(|(dispersion, _)| **dispersion >= 100.0 * LEAST)
        .map(|(dispersion, mean)| dispersion.ln() - trend.at(*mean).ln())
        .collect();
    if residuals.is_empty() {
        return Err(too_small());
    }
    let residual_variance = median_absolute_deviation(&residuals).powi(2);
    let degrees = model.samples - model.coefficients;
    let prior_variance = prior_variance(&residuals, degrees, residual_variance);
    let mut estimated =
        Estimated { genes: Vec::new(), trend, prior_variance, residual_variance, method };
    estimated.genes = posterior(model, counts, base_means, &own, &estimated);
    Ok(estimated)
}

/// Estimates the dispersions of other counts with the trend and the prior of an estimation that was made.
pub(crate) fn re_estimate(
    model: &Model<'_>,
    counts: &[Vec<f64>],
    base_means: &[f64],
    shared: &Estimated,
) -> Vec<DispersionEstimates> {
    let own: Vec<GeneWise> = counts.par_iter().map(|counts| gene_wise(model, counts)).collect();
    posterior(model, counts, base_means, &own, shared)
}

/// The trend alone, which a transformation needs.
pub(crate) fn trend_of(
    model: &Model<'_>,
    counts: &[Vec<f64>],
    base_means: &[f64],
    method: TrendMethod,
) -> Result<DispersionTrend, ExpressionError> {
    let dispersions: Vec<f64> =
        counts.par_iter().map(|counts| gene_wise(model, counts).dispersion).collect();
    Ok(fit_trend(base_means, &dispersions, method)?.0)
}

fn posterior(
    model: &Model<'_>,
    counts: &[Vec<f64>],
    base_means: &[f64],
    own: &[GeneWise],
    shared: &Estimated,
) -> Vec<DispersionEstimates> {
    (0..counts.len())
        .into_par_iter()
        .map(|gene| {
            let gene_wise = own[gene].dispersion;
            let trend = shared.trend.at(base_means[gene]);
            let values = (gene_wise, trend, shared.prior_variance);
            let maximum_a_posteriori =
                maximum_a_posteriori(model, &counts[gene], &own[gene].means, values);
            let outlier = gene_wise.ln() > trend.ln() + OUTLIER * shared.residual_variance.sqrt();
            let dispersion = if outlier { gene_wise } else { maximum_a_posteriori };
            DispersionEstimates { gene_wise, trend, maximum_a_posteriori, dispersion, outlier }
        })
        .collect()
}

fn fit_trend(
    base_means: &[f64],
    dispersions: &[f64],
    method: TrendMethod,
) -> Result<(DispersionTrend, TrendMethod), ExpressionError> {
    let (mut means, mut used) = (Vec::new(), Vec::new());
    for (&mean, &dispersion) in base_means.iter().zip(dispersions) {
        if dispersion > 100.0 * LEAST {
            means.push(mean);
            used.push(dispersion);
        }
    }
    if used.is_empty() {
        return Err(too_small());
    }
    if method == TrendMethod::Parametric
        && let Some((asymptotic, extra_poisson)) = parametric(&means, &used)
    {
        return Ok((DispersionTrend::Parametric { asymptotic, extra_poisson }, method));
    }
    if method != TrendMethod::Mean
        && let Some(trend) = local(&means, &used)
    {
        return Ok((DispersionTrend::Local(trend), TrendMethod::Local));
    }
    let used: Vec<f64> =
        dispersions.iter().copied().filter(|dispersion| *dispersion > 10.0 * LEAST).collect();
    let dispersion = if used.len() > 1000 { trimmed_mean(&used, 0.001) } else { mean(&used) };
    Ok((DispersionTrend::Mean { dispersion }, TrendMethod::Mean))
}

fn too_small() -> ExpressionError {
    ExpressionError::Model(
        "no gene varies more than by counting alone, so that no trend of dispersions can be fitted; \
         are these raw counts of replicates?"
            .into(),
    )
}
