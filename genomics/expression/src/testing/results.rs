use super::{Hypothesis, IndependentFiltering};
use crate::ExpressionError;
use serde::Serialize;

/// How p-values come about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ResultOptions {
    /// The false discovery rate that the filtering of genes of low mean is made for.
    pub alpha: f64,
    /// What is tested.
    pub hypothesis: Hypothesis,
    /// Whether genes of low mean are left out of the adjustment.
    pub independent_filtering: bool,
    /// Whether genes with a count that alone decides the fit lose their p-value.
    pub cooks_filtering: bool,
}

impl Default for ResultOptions {
    /// A rate of 0.05 and all filters.
    fn default() -> Self {
        Self {
            alpha: 0.05,
            hypothesis: Hypothesis::Different,
            independent_filtering: true,
            cooks_filtering: true,
        }
    }
}

impl ResultOptions {
    pub(crate) fn check(&self) -> Result<(), ExpressionError> {
        if !(self.alpha > 0.0 && self.alpha < 1.0) {
            let found = self.alpha.to_string();
            return Err(ExpressionError::Setting {
                setting: "alpha",
                found,
                expected: "a number between 0 and 1",
            });
        }
        match self.hypothesis.threshold() {
            Some(t) if !(t.is_finite() && t >= 0.0) => Err(ExpressionError::Setting {
                setting: "threshold",
                found: t.to_string(),
                expected: "a finite number of 0 or more",
            }),
            Some(0.0) if matches!(self.hypothesis, Hypothesis::LessSize(_)) => {
                Err(ExpressionError::Setting {
                    setting: "threshold",
                    found: "0".into(),
                    expected: "more than 0, since no size is less",
                })
            }
            _ => Ok(()),
        }
    }
}

/// Which test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TestKind {
    /// An estimate over its standard error.
    Wald,
    /// Twice the difference of log likelihoods of two models.
    LikelihoodRatio,
}

/// A gene's row of results. What is not there could not be estimated: no counts at all, or an outlier.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GeneResult {
    /// The gene.
    pub gene: String,
    /// Mean of the normalised counts of all samples.
    pub base_mean: f64,
    /// Logarithm to the base 2 of the fold change.
    pub log2_fold_change: Option<f64>,
    /// Its standard error, or its posterior standard deviation where it is shrunken.
    pub standard_error: Option<f64>,
    /// The statistic of the test.
    pub statistic: Option<f64>,
    /// The p-value.
    pub p_value: Option<f64>,
    /// The p-value adjusted for the false discovery rate, of genes that were not filtered out.
    pub adjusted_p_value: Option<f64>,
}

/// Results of a test of all genes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Results {
    /// What was compared.
    pub contrast: String,
    /// The test.
    pub test: TestKind,
    /// The false discovery rate that was aimed at.
    pub alpha: f64,
    /// How genes of low mean were left out.
    pub filtering: Option<IndependentFiltering>,
    /// Beyond this Cook's distance a count is an outlier.
    pub cooks_cutoff: f64,
    /// How many genes lost their p-value to an outlier.
    pub outlier_genes: usize,
    /// A row for each gene, in the order of the counts.
    pub genes: Vec<GeneResult>,
}

impl Results {
    /// Genes with an adjusted p-value below a level, the smallest p-value first.
    #[must_use]
    pub fn significant(&self, level: f64) -> Vec<&GeneResult> {
        let below = |gene: &&GeneResult| gene.adjusted_p_value.is_some_and(|p| p < level);
        let mut found: Vec<&GeneResult> = self.genes.iter().filter(below).collect();
        found.sort_by(|a, b| order(a).total_cmp(&order(b)));
        found
    }

    /// All genes with a p-value, the smallest first.
    #[must_use]
    pub fn ranked(&self) -> Vec<&GeneResult> {
        let mut found: Vec<&GeneResult> =
            self.genes.iter().filter(|gene| gene.p_value.is_some()).collect();
        found.sort_by(|a, b| order(a).total_cmp(&order(b)));
        found
    }
}

fn order(gene: &GeneResult) -> f64 {
    gene.p_value.unwrap_or(f64::INFINITY)
}
