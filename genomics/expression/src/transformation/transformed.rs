use crate::dispersion::{TrendMethod, trend_of};
use crate::fit::Model;
use crate::{DesignMatrix, DispersionTrend, ExpressionError, FittedExperiment, Formula};
use serde::Serialize;

/// Whose trend of dispersions a transformation takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TransformTrend {
    /// One that does not know the design, so that nothing of it can be found again.
    #[default]
    Blind,
    /// That of the fit.
    OfDesign,
}

/// Transformed counts `[genes, samples]`, gene after gene.
#[derive(Debug, Clone, PartialEq)]
pub struct Transformed {
    pub(crate) values: Vec<f64>,
    pub(crate) samples: usize,
}

impl Transformed {
    /// The values of a gene, one for each sample.
    ///
    /// # Panics
    /// If there are not so many genes.
    #[must_use]
    pub fn gene(&self, gene: usize) -> &[f64] {
        &self.values[gene * self.samples..(gene + 1) * self.samples]
    }

    /// The number of genes.
    #[must_use]
    pub fn genes(&self) -> usize {
        self.values.len() / self.samples.max(1)
    }

    /// The number of samples.
    #[must_use]
    pub fn samples(&self) -> usize {
        self.samples
    }
}

/// The trend that a transformation takes.
pub(super) fn trend(
    fitted: &FittedExperiment,
    which: TransformTrend,
) -> Result<DispersionTrend, ExpressionError> {
    if which == TransformTrend::OfDesign {
        return Ok(fitted.trend().clone());
    }
    let alone = Formula { intercept: true, terms: Vec::new(), variables: Vec::new() };
    let design = DesignMatrix::new(&alone, fitted.experiment().samples(), &[])?;
    let model = Model::new(&design, fitted.size_factors());
    let counts = fitted.experiment().counts();
    let (mut rows, mut means) = (Vec::new(), Vec::new());
    for gene in 0..counts.genes().len() {
        let row: Vec<f64> = counts.gene(gene).iter().map(|count| f64::from(*count)).collect();
        let mean = crate::statistics::mean(&model.normalised(&row));
        if mean > 0.0 {
            rows.push(row);
            means.push(mean);
        }
    }
    trend_of(&model, &rows, &means, TrendMethod::Parametric)
}
