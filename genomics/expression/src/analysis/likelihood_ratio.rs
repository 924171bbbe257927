use super::FittedExperiment;
use crate::fit::{Model, NO_PRIOR, fit_gene};
use crate::special::chi_squared_upper;
use crate::testing::{Contrast, ResultOptions, Results, TestKind};
use crate::{DesignMatrix, ExpressionError, Formula};
use rayon::prelude::*;

impl FittedExperiment {
    /// Tests by the ratio of likelihoods whether the terms that a reduced formula lacks explain anything: twice the
    /// difference of log likelihoods is compared with a χ² variable of as many degrees of freedom as coefficients
    /// were left out. Dispersions are those of the full model in both fits. The fold change shown is the contrast's.
    ///
    /// # Errors
    /// [`ExpressionError::Formula`] where the reduced formula has a term that the full one lacks, or lacks none;
    /// [`ExpressionError::Contrast`], [`ExpressionError::Setting`], and those of [`DesignMatrix::new`].
    pub fn likelihood_ratio(
        &self,
        reduced: &Formula,
        contrast: &Contrast,
        options: &ResultOptions,
    ) -> Result<Results, ExpressionError> {
        options.check()?;
        if options.hypothesis.threshold().is_some() {
            return Err(ExpressionError::Setting {
                setting: "threshold",
                found: "given".into(),
                expected: "none, since a ratio of likelihoods has no threshold",
            });
        }
        let full = self.experiment.design.formula();
        let wrong =
            |what: String| ExpressionError::Formula { formula: reduced.to_string(), at: 1, what };
        if !reduced.is_within(full) {
            return Err(wrong(format!("a reduced formula has no term that `{full}` lacks")));
        }
        let references: Vec<_> = self
            .experiment
            .references
            .iter()
            .filter(|reference| reduced.variables().any(|name| name == reference.variable))
            .cloned()
            .collect();
        let design = DesignMatrix::new(reduced, &self.experiment.table, &references)?;
        let degrees = self.experiment.design.names().len().saturating_sub(design.names().len());
        if degrees == 0 {
            return Err(wrong(format!("it leaves out nothing of `{full}`")));
        }
        let model = Model::new(&design, &self.size_factors);
        let none = vec![NO_PRIOR; model.coefficients];
        let resolved = contrast.resolve(&self.experiment.design)?;
        let rows = self
            .genes
            .par_iter()
            .enumerate()
            .map(|(gene, fitted)| {
                let mut row = self.estimate(gene, &resolved);
                if let Some(fitted) = fitted {
                    let dispersion = fitted.dispersions.dispersion;
                    let less = fit_gene(&model, &fitted.counts, dispersion, &none, true);
                    let statistic = 2.0 * (fitted.fit.log_likelihood - less.log_likelihood);
                    row.statistic = Some(statistic).filter(|value| value.is_finite());
                    row.p_value = row.statistic.map(|value| chi_squared_upper(value, degrees));
                }
                row
            })
            .collect();
        Ok(self.finish(rows, &resolved, TestKind::LikelihoodRatio, options))
    }
}
