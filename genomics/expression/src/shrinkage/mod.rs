//! Fold changes with a prior: estimates of genes that say little about themselves are drawn towards zero.

mod heavy_tailed;
mod normal;
mod prior_scale;

use crate::testing::{ResultOptions, Results};
use crate::{Contrast, ExpressionError, FittedExperiment};
use serde::Serialize;

/// The prior of fold changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shrinkage {
    /// A normal prior of every coefficient but the intercept, its variance from the upper quantile of the estimates
    /// (Love, Huber and Anders 2014).
    Normal,
    /// A Cauchy prior of the coefficient alone, which leaves large changes as they are (Zhu, Ibrahim and Love,
    /// *Bioinformatics* 35 (2019), 2084–2092: apeglm).
    Apeglm,
}

impl FittedExperiment {
    /// Results of Wald's test of a coefficient with shrunken fold changes and their errors; p-values are those of the
    /// test without a prior.
    ///
    /// Both priors are those of DESeq2's `lfcShrink(coef = …)` and, as there, are fitted to the counts as they were
    /// measured. The posterior of apeglm may have two modes; this takes the higher.
    ///
    /// # Errors
    /// [`ExpressionError::Contrast`] where the contrast is not a coefficient of the design, or a normal prior is asked
    /// for with an interaction; those of [`wald`](Self::wald).
    pub fn shrink(
        &self,
        method: Shrinkage,
        contrast: &Contrast,
        options: &ResultOptions,
    ) -> Result<Results, ExpressionError> {
        let mut results = self.wald(contrast, options)?;
        let design = self.experiment().design();
        let resolved = contrast.resolve(design)?;
        let wrong =
            |what: String| ExpressionError::Contrast { contrast: resolved.name.clone(), what };
        let Some(coefficient) = resolved.coefficient() else {
            return Err(wrong(format!(
                "only a coefficient can be shrunken, of `{}`; make the level compared with the reference of its variable",
                design.names().join("`, `")
            )));
        };
        match method {
            Shrinkage::Normal if design.formula().has_interaction() => {
                return Err(wrong(
                    "a normal prior is not made for interactions; use apeglm".into(),
                ));
            }
            Shrinkage::Normal => normal::shrink(self, coefficient, &mut results),
            Shrinkage::Apeglm => heavy_tailed::shrink(self, coefficient, &mut results),
        }
        Ok(results)
    }
}
