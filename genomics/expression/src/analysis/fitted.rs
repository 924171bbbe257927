use super::outliers::replace_outliers;
use super::{Experiment, FitOptions};
use crate::dispersion::{DispersionEstimates, DispersionTrend, Estimated, TrendMethod, estimate};
use crate::fit::{GeneFit, Model, NO_PRIOR, fit_gene};
use crate::normalisation::size_factors;
use crate::testing::{CooksDistances, cooks_distances};
use crate::{ExpressionError, SizeFactorMethod};
use rayon::prelude::*;

/// Genes that could be fitted, below which a prior estimated from all of them says little.
const FEW_GENES: usize = 100;

/// A gene with a count, fitted.
#[derive(Debug, Clone)]
pub(crate) struct FittedGene {
    pub(crate) dispersions: DispersionEstimates,
    pub(crate) fit: GeneFit,
    /// The counts that were fitted: outliers may have been replaced.
    pub(crate) counts: Vec<f64>,
    /// Of the counts as they were measured.
    pub(crate) cooks: CooksDistances,
    pub(crate) greatest_cooks: Option<f64>,
}

/// A fitted experiment, on which tests are made.
pub struct FittedExperiment {
    pub(crate) experiment: Experiment,
    pub(crate) size_factors: Vec<f64>,
    pub(crate) base_means: Vec<f64>,
    /// Nothing for a gene without counts.
    pub(crate) genes: Vec<Option<FittedGene>>,
    pub(crate) shared: Estimated,
    /// Genes of which a count was replaced.
    pub(crate) replaced: Vec<usize>,
    pub(crate) warnings: Vec<String>,
}

/// Fits the negative binomial model of Love, Huber and Anders (*Genome Biology* 15 (2014) 550) to every gene: size
/// factors, dispersions (gene-wise, trend, both), coefficients, Cook's distances, and a second fit of genes with
/// outliers where there are enough replicates to replace them.
///
/// ```
/// use neuron_expression::{Contrast, Experiment, FitOptions, ResultOptions, datasets, fit};
///
/// let (counts, samples) = datasets::pasilla()?;
/// let experiment = Experiment::new(&counts, samples, &"~ type + condition".parse()?, &[])?;
/// let fitted = fit(&experiment, &FitOptions::default())?;
/// let contrast = Contrast::Levels {
///     variable: "condition".into(), numerator: "treated".into(), denominator: "untreated".into(),
/// };
/// let results = fitted.wald(&contrast, &ResultOptions::default())?;
/// // R 4.2.2, DESeq2 1.38.3: sum(results(DESeq(dds), alpha = .05)$padj < .05, na.rm = TRUE)
/// assert_eq!(results.significant(0.05).len(), 1079);
/// # Ok::<(), neuron_expression::ExpressionError>(())
/// ```
///
/// # Errors
/// Those of [`size_factors`]; [`ExpressionError::Model`] where all samples are equal or no gene varies more than by
/// counting; [`ExpressionError::Setting`] for a replacement with fewer than three replicates.
pub fn fit(
    experiment: &Experiment,
    options: &FitOptions,
) -> Result<FittedExperiment, ExpressionError> {
    if let Some(least) = options.replace_outliers
        && least < 3
    {
        return Err(ExpressionError::Setting {
            setting: "replace-outliers",
            found: least.to_string(),
            expected: "at least 3 replicates, of which one can be an outlier",
        });
    }
    let counts = &experiment.counts;
    let all = 0..counts.genes().len();
    if all.clone().all(|gene| counts.gene(gene).windows(2).all(|pair| pair[0] == pair[1])) {
        return Err(ExpressionError::Model(
            "every gene has the same count in all samples; are these counts of different samples?"
                .into(),
        ));
    }
    let factors = size_factors(counts, options.size_factors)?;
    let model = Model::new(&experiment.design, &factors);
    let rows: Vec<Vec<f64>> =
        all.clone().map(|gene| counts.gene(gene).iter().map(|c| f64::from(*c)).collect()).collect();
    let base_means: Vec<f64> =
        rows.iter().map(|row| crate::statistics::mean(&model.normalised(row))).collect();
    let expressed: Vec<usize> = all.filter(|&gene| base_means[gene] > 0.0).collect();
    let used: Vec<Vec<f64>> = expressed.iter().map(|&gene| rows[gene].clone()).collect();
    let means: Vec<f64> = expressed.iter().map(|&gene| base_means[gene]).collect();
    let shared = estimate(&model, &used, &means, options.trend)?;
    let for_cooks = experiment.design.in_group_of(3);
    let fitted: Vec<FittedGene> = used
        .into_par_iter()
        .zip(&shared.genes)
        .map(|(counts, dispersions)| {
            let mut gene = fit_one(&model, counts, *dispersions);
            let normalised = model.normalised(&gene.counts);
            gene.cooks = cooks_distances(&experiment.design, &gene.counts, &normalised, &gene.fit);
            gene.greatest_cooks = gene.cooks.greatest(&for_cooks);
            gene
        })
        .collect();
    let mut genes = vec![None; rows.len()];
    for (gene, one) in expressed.iter().zip(fitted) {
        genes[*gene] = Some(one);
    }
    let mut whole = FittedExperiment {
        experiment: experiment.clone(),
        size_factors: factors.clone(),
        base_means,
        genes,
        shared,
        replaced: Vec::new(),
        warnings: warnings(experiment, options, expressed.len()),
    };
    if let Some(least) = options.replace_outliers {
        replace_outliers(&mut whole, &model, least);
    }
    whole.late_warnings(options);
    Ok(whole)
}

/// Fits the coefficients of a gene; its Cook's distances are empty.
pub(super) fn fit_one(
    model: &Model<'_>,
    counts: Vec<f64>,
    dispersions: DispersionEstimates,
) -> FittedGene {
    let none = vec![NO_PRIOR; model.coefficients];
    let fit = fit_gene(model, &counts, dispersions.dispersion, &none, true);
    let cooks = CooksDistances { of_sample: Vec::new() };
    FittedGene { dispersions, fit, counts, cooks, greatest_cooks: None }
}

fn warnings(experiment: &Experiment, options: &FitOptions, expressed: usize) -> Vec<String> {
    let mut warnings: Vec<String> = experiment.counts.notes().to_vec();
    for name in experiment.design.coded_groups() {
        warnings.push(format!(
            "`{name}` is taken as a number, so that its effect is a slope; write `factor({name})` if it codes groups"
        ));
    }
    if experiment.design.in_group_of(2).iter().all(|repeated| !repeated)
        && !experiment.design.is_intercept()
    {
        warnings
            .push("no two samples have the same row in the design: outliers cannot be told".into());
    }
    if expressed < FEW_GENES {
        warnings.push(format!(
            "only {expressed} genes have counts: the trend and the prior say little"
        ));
    }
    if options.size_factors == SizeFactorMethod::PositiveCounts {
        warnings.push("size factors are by positive counts".into());
    }
    warnings
}

impl FittedExperiment {
    fn late_warnings(&mut self, options: &FitOptions) {
        if self.shared.method != options.trend {
            let found = match self.shared.method {
                TrendMethod::Parametric => "a parametric trend",
                TrendMethod::Local => "a local regression",
                TrendMethod::Mean => "one mean dispersion",
            };
            self.warnings.push(format!(
                "the trend of dispersions did not fit as asked for; {found} took its place"
            ));
        }
        let lost = self.genes.iter().flatten().filter(|gene| !gene.fit.converged).count();
        if lost > 0 {
            self.warnings.push(format!("coefficients of {lost} genes did not converge"));
        }
    }

    /// The experiment.
    #[must_use]
    pub fn experiment(&self) -> &Experiment {
        &self.experiment
    }

    /// The size factor of each sample.
    #[must_use]
    pub fn size_factors(&self) -> &[f64] {
        &self.size_factors
    }

    /// The mean of the normalised counts of each gene.
    #[must_use]
    pub fn base_means(&self) -> &[f64] {
        &self.base_means
    }

    /// The dispersions of a gene; nothing where it has no counts.
    #[must_use]
    pub fn dispersions(&self, gene: usize) -> Option<DispersionEstimates> {
        Some(self.genes.get(gene)?.as_ref()?.dispersions)
    }

    /// The trend of dispersions.
    #[must_use]
    pub fn trend(&self) -> &DispersionTrend {
        &self.shared.trend
    }

    /// The variance of the prior of log dispersions.
    #[must_use]
    pub fn prior_variance(&self) -> f64 {
        self.shared.prior_variance
    }

    /// Names of genes of which outlying counts were replaced.
    pub fn replaced(&self) -> impl Iterator<Item = &str> {
        self.replaced.iter().map(|&gene| self.experiment.counts.genes()[gene].as_str())
    }

    /// The greatest Cook's distance of a gene in groups of three samples or more.
    #[must_use]
    pub fn greatest_cooks_distance(&self, gene: usize) -> Option<f64> {
        self.genes.get(gene)?.as_ref()?.greatest_cooks
    }

    /// What a person should know of the fit.
    #[must_use]
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// Counts over size factors `[genes, samples]`, gene after gene.
    #[must_use]
    pub fn normalised_counts(&self) -> Vec<f64> {
        let counts = &self.experiment.counts;
        (0..counts.genes().len())
            .flat_map(|gene| counts.gene(gene).iter().zip(&self.size_factors))
            .map(|(count, factor)| f64::from(*count) / factor)
            .collect()
    }
}
