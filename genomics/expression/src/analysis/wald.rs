use super::FittedExperiment;
use super::fitted::FittedGene;
use crate::ExpressionError;
use crate::design::VariableValues;
use crate::testing::{
    Contrast, GeneResult, Hypothesis, Resolved, ResultOptions, Results, TestKind,
    benjamini_hochberg, cutoff, filter_and_adjust,
};
use std::f64::consts::LOG2_E;

impl FittedExperiment {
    /// Tests a contrast of the coefficients of every gene by Wald's test: the estimate over its standard error is
    /// compared with a standard normal variable.
    ///
    /// # Errors
    /// [`ExpressionError::Contrast`], [`ExpressionError::Setting`].
    pub fn wald(
        &self,
        contrast: &Contrast,
        options: &ResultOptions,
    ) -> Result<Results, ExpressionError> {
        options.check()?;
        let resolved = contrast.resolve(&self.experiment.design)?;
        let rows = (0..self.genes.len())
            .map(|gene| {
                let mut row = self.estimate(gene, &resolved);
                if let (Some(estimate), Some(error)) = (row.log2_fold_change, row.standard_error) {
                    let (statistic, p_value) =
                        match resolved.cannot_differ(&self.experiment.counts, gene) {
                            true if options.hypothesis == Hypothesis::Different => (0.0, 1.0),
                            _ => options.hypothesis.test(estimate, error),
                        };
                    // Without information there is no error, and no statistic.
                    row.statistic = Some(statistic).filter(|value| value.is_finite());
                    row.p_value = Some(p_value).filter(|value| value.is_finite());
                }
                row
            })
            .collect();
        Ok(self.finish(rows, &resolved, TestKind::Wald, options))
    }

    /// A gene's row with the contrast's estimate alone.
    pub(super) fn estimate(&self, gene: usize, resolved: &Resolved) -> GeneResult {
        let mut row = GeneResult {
            gene: self.experiment.counts.genes()[gene].clone(),
            base_mean: self.base_means[gene],
            log2_fold_change: None,
            standard_error: None,
            statistic: None,
            p_value: None,
            adjusted_p_value: None,
        };
        if let Some(fitted) = &self.genes[gene] {
            let (estimate, error) = contrast_of(fitted, &resolved.weights);
            let nothing = resolved.cannot_differ(&self.experiment.counts, gene);
            row.log2_fold_change = Some(if nothing { 0.0 } else { estimate * LOG2_E });
            row.standard_error = Some(error * LOG2_E);
        }
        row
    }

    /// Filters outliers, adjusts p-values, and puts the table together.
    pub(super) fn finish(
        &self,
        mut rows: Vec<GeneResult>,
        resolved: &Resolved,
        test: TestKind,
        options: &ResultOptions,
    ) -> Results {
        let cooks_cutoff = cutoff(&self.experiment.design);
        let mut outlier_genes = 0;
        if options.cooks_filtering {
            for (gene, row) in rows.iter_mut().enumerate() {
                if self.is_outlier(gene, cooks_cutoff) && row.p_value.take().is_some() {
                    outlier_genes += 1;
                }
            }
        }
        for &gene in &self.replaced {
            if self.base_means[gene] == 0.0 {
                let row = &mut rows[gene];
                row.log2_fold_change = Some(0.0);
                row.standard_error = Some(0.0);
                row.statistic = Some(0.0);
                row.p_value = Some(1.0);
            }
        }
        let p_values: Vec<Option<f64>> = rows.iter().map(|row| row.p_value).collect();
        let (adjusted, filtering) = match options.independent_filtering {
            true => filter_and_adjust(&self.base_means, &p_values, options.alpha),
            false => (benjamini_hochberg(&p_values), None),
        };
        for (row, adjusted) in rows.iter_mut().zip(adjusted) {
            row.adjusted_p_value = adjusted;
        }
        Results {
            contrast: resolved.name.clone(),
            test,
            alpha: options.alpha,
            filtering,
            cooks_cutoff,
            outlier_genes,
            genes: rows,
        }
    }

    /// Whether a single count decides the fit. With two groups alone a small count among large ones does no harm:
    /// it is no outlier if three counts are greater.
    fn is_outlier(&self, gene: usize, cutoff: f64) -> bool {
        let Some(fitted) = &self.genes[gene] else { return false };
        if !fitted.greatest_cooks.is_some_and(|distance| distance > cutoff) {
            return false;
        }
        let two_groups = match self.experiment.design.variables.as_slice() {
            [one] => {
                matches!(&one.values, VariableValues::Factor { levels, .. } if levels.len() == 2)
            }
            _ => false,
        };
        let counts = self.experiment.counts.gene(gene);
        let extreme = counts[fitted.cooks.extreme()];
        !(two_groups && counts.iter().filter(|count| **count > extreme).count() >= 3)
    }
}

/// The estimate of a contrast and its standard error, as natural logarithms.
pub(super) fn contrast_of(fitted: &FittedGene, weights: &[f64]) -> (f64, f64) {
    let fit = &fitted.fit;
    let estimate = fit.coefficients.iter().zip(weights).map(|(b, c)| b * c).sum();
    let mut variance = 0.0;
    for (i, left) in weights.iter().enumerate() {
        for (j, right) in weights.iter().enumerate() {
            variance += left * right * fit.covariance[i * weights.len() + j];
        }
    }
    (estimate, variance.max(0.0).sqrt())
}
