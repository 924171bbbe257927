use crate::statistics::median;
use crate::{CountMatrix, ExpressionError};

/// What is added to a normalised count before its logarithm is taken.
const OFFSET: f64 = 1.0;

/// log2(count / size factor + 1) with a reference that is frozen on training samples, so that a new sample is
/// normalised alone.
#[derive(Debug, Clone, PartialEq)]
pub struct FrozenLogarithm {
    /// Genes that have a count in every training sample, with the mean of their logarithms.
    reference: Vec<(usize, f64)>,
}

impl FrozenLogarithm {
    /// The reference of these samples: for each gene without a zero the mean of its logarithms, or, where every gene has
    /// a zero, that of ln(count + 1).
    ///
    /// # Errors
    /// [`ExpressionError::TooFew`] without samples or genes.
    pub fn new(counts: &CountMatrix, samples: &[usize]) -> Result<Self, ExpressionError> {
        if samples.is_empty() || counts.genes().is_empty() {
            return Err(ExpressionError::TooFew("a reference needs samples and genes".into()));
        }
        let log_mean = |gene: usize, offset: f64| -> f64 {
            let row = counts.gene(gene);
            samples.iter().map(|&s| (f64::from(row[s]) + offset).ln()).sum::<f64>()
                / samples.len() as f64
        };
        let of = |offset: f64| -> Vec<(usize, f64)> {
            let all = (0..counts.genes().len()).map(|gene| (gene, log_mean(gene, offset)));
            all.filter(|(_, mean)| mean.is_finite() && *mean > 0.0).collect()
        };
        let strict = of(0.0);
        Ok(Self { reference: if strict.is_empty() { of(1.0) } else { strict } })
    }

    /// The transformed counts of a sample, gene after gene.
    #[must_use]
    pub fn transform(&self, counts: &CountMatrix, sample: usize) -> Vec<f64> {
        let ratios: Vec<f64> = self
            .reference
            .iter()
            .filter(|(gene, _)| counts.gene(*gene)[sample] > 0)
            .map(|(gene, mean)| f64::from(counts.gene(*gene)[sample]).ln() - mean)
            .collect();
        // A sample without any of the reference's genes stays as it is.
        let factor = if ratios.is_empty() { 1.0 } else { median(&ratios).exp() };
        (0..counts.genes().len())
            .map(|gene| (f64::from(counts.gene(gene)[sample]) / factor + OFFSET).log2())
            .collect()
    }
}
